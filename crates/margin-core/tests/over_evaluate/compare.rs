//! One portfolio under many rules and account modes.

use crate::cases;
use crate::common::random_case;
use crate::made::{assert_near, flat, market, plain_market, plain_venue, portfolio, tiers, venue, with};
use margin_core::compare::{
    AccountMode, Assumption, Candidate, Criterion, Item, LeftOut, LiquidationCost, NearestLiquidation, Outcome, Shared,
    Standing, WhyLeftOut, WhyNone, compare, rank,
};
use margin_core::evaluate;
use margin_core::id::{HoldingId, PositionId};
use margin_core::market::{AssetQuote, Market, Peg};
use margin_core::portfolio::{Leverage, MarginMode, Portfolio};
use margin_core::problem::ProblemKind;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::VenueRules;
use margin_core::units::{Price, Ratio, Usd};
use proptest::prelude::*;
use serde_json::json;

const MODES: [AccountMode; 3] = [AccountMode::AsSet, AccountMode::AllIsolated, AccountMode::AllCross];

fn one(portfolio: &Portfolio, market: &Market, rules: &VenueRules, mode: AccountMode) -> Outcome {
    compare(portfolio, market, &[Candidate { rules, mode }]).outcomes.remove(0)
}

/// The figures in the plain market, of a venue that takes everything.
fn whole(portfolio: &Portfolio, rules: &VenueRules, mode: AccountMode) -> Standing {
    let outcome = one(portfolio, &plain_market(), rules, mode);
    outcome.whole().unwrap_or_else(|| panic!("{outcome:?}")).clone()
}

/// 2 BTC long and 1 short, which net, and 30 ETH long, with a loss of 10 on the first.
fn hedged() -> Portfolio {
    portfolio(&[("USD", 100.0)], &[("BTC", 2.0, 105.0), ("BTC", -1.0, 100.0), ("ETH", 30.0, 10.0)])
}

#[test]
fn positions_together_require_what_evaluating_says_and_the_saving_is_where_they_net() {
    let standing = whole(&hedged(), &plain_venue(), AccountMode::AsSet);
    assert_near(standing.requirement.initial.get(), 5.0 + 15.0);
    assert_near(standing.requirement.maintenance.get(), 10.0);
    assert_near(standing.excess.initial.get(), 90.0 - 20.0);
    assert_near(standing.saving.standalone.get(), 10.0 + 5.0 + 15.0);
    assert_near(standing.saving.share.unwrap().get(), 10.0 / 30.0);
    let [source] = standing.saving.sources.as_slice() else { panic!("{:?}", standing.saving.sources) };
    let positions = vec![PositionId(0), PositionId(1)];
    assert_eq!(source.shared, Shared::Contract { instrument: "BTC-PERP".into(), positions });
    assert_near(source.saved.get(), 10.0);
}

#[test]
fn positions_each_alone_get_their_initial_requirement_and_their_loss_set_aside() {
    let standing = whole(&hedged(), &plain_venue(), AccountMode::AllIsolated);
    let wanted = [(0, 10.0 + 10.0), (1, 5.0), (2, 15.0)]
        .map(|(id, dollars)| Assumption::SetAside { position: PositionId(id), dollars: Usd::new(dollars) });
    assert_eq!(standing.assumptions, wanted);
    assert_near(standing.equity.get(), 90.0);
    assert_near(standing.requirement.initial.get(), 30.0);
    assert_near(standing.excess.initial.get(), 60.0);
    assert_near(standing.saving.saved.get(), 0.0);
    assert_eq!(standing.saving.sources, []);
}

#[test]
fn what_was_set_aside_joins_the_holdings_when_all_stand_together() {
    let mut portfolio = hedged();
    portfolio.positions[2].mode = MarginMode::Isolated { collateral: Usd::new(40.0) };
    let [as_set, cross] =
        [AccountMode::AsSet, AccountMode::AllCross].map(|mode| whole(&portfolio, &plain_venue(), mode));
    assert_near(as_set.equity.get(), 130.0);
    assert_near(cross.equity.get(), 130.0);
    assert!(cross.assumptions.contains(&Assumption::Joined { asset: "USD".into(), dollars: Usd::new(40.0) }));
}

#[test]
fn standing_alone_needs_dollars_to_set_aside() {
    let portfolio = portfolio(&[("USD", 12.0), ("BTC", 5.0)], &[("BTC", 2.0, 100.0), ("ETH", 30.0, 10.0)]);
    let rules = with(&plain_venue(), "/collateral/assets/BTC", flat(0.1));
    let outcome = one(&portfolio, &plain_market(), &rules, AccountMode::AllIsolated);
    let why = WhyNone::ShortOfDollars { needed: Usd::new(25.0), held: Usd::new(12.0) };
    assert_eq!(outcome, Outcome::None { why, left_out: vec![] });
}

#[test]
fn what_a_venue_does_not_take_is_said_and_the_rest_is_marked_as_a_part() {
    let portfolio = portfolio(
        &[("USD", 100.0), ("BTC", 0.1), ("USD", 50.0)],
        &[("BTC", 2.0, 100.0), ("ETH", 30.0, 10.0), ("SOL", 1.0, 5.0)],
    );
    let rules = venue(&[("T", tiers(&[(0.0, 0.05, 0.025)]))], &[("BTC-PERP", "T"), ("SOL-PERP", "T")]);
    let outcome = one(&portfolio, &plain_market(), &rules, AccountMode::AsSet);
    let Outcome::Partial { taken, left_out } = &outcome else { panic!("{outcome:?}") };
    assert!(outcome.whole().is_none(), "a part is not the whole");
    assert_near(taken.requirement.initial.get(), 10.0);
    assert_near(taken.equity.get(), 150.0);
    let left = |item, why| LeftOut { item, why };
    let problem = |kind| WhyLeftOut::Problem(kind);
    let missing = [ProblemKind::MissingMark("SOL-PERP".into()), ProblemKind::MissingIndex("SOL".into())].map(problem);
    let wanted = [
        left(Item::Position(PositionId(1)), vec![problem(ProblemKind::NotListed("ETH-PERP".into()))]),
        left(Item::Position(PositionId(2)), missing.to_vec()),
        left(Item::Holding(HoldingId(1)), vec![WhyLeftOut::NotAccepted]),
    ];
    assert_eq!(left_out, &wanted);
}

#[test]
fn a_venue_that_takes_no_position_gives_no_figures() {
    let portfolio = portfolio(&[("USD", 100.0)], &[("BTC", 2.0, 100.0)]);
    let outcome = one(&portfolio, &plain_market(), &venue(&[], &[]), AccountMode::AsSet);
    let why = vec![WhyLeftOut::Problem(ProblemKind::NotListed("BTC-PERP".into()))];
    let left_out = vec![LeftOut { item: Item::Position(PositionId(0)), why }];
    assert_eq!(outcome, Outcome::None { why: WhyNone::NothingTaken, left_out });
}

#[test]
fn a_mode_that_a_venue_does_not_offer_leaves_the_position_out() {
    let rules = with(&plain_venue(), "/model/tieredNotional/listings/ETH-PERP/modes", json!("isolatedOnly"));
    let [alone, together] =
        [AccountMode::AllIsolated, AccountMode::AllCross].map(|mode| one(&hedged(), &plain_market(), &rules, mode));
    assert!(alone.whole().is_some());
    let why = vec![WhyLeftOut::Problem(ProblemKind::IsolatedOnly)];
    assert_eq!(together.left_out(), [LeftOut { item: Item::Position(PositionId(2)), why }]);
}

#[test]
fn a_position_stands_as_the_venue_offers_it_where_what_was_set_is_not_offered() {
    let rules = with(&plain_venue(), "/model/tieredNotional/listings/ETH-PERP/modes", json!("isolatedOnly"));
    let standing = whole(&hedged(), &rules, AccountMode::AsSet);
    // 30 ETH at 10: 300 of notional at 5 %.
    let alone = Assumption::SetAside { position: PositionId(2), dollars: Usd::new(15.0) };
    assert!(standing.assumptions.contains(&alone), "{:?}", standing.assumptions);
    assert_near(standing.equity.get(), 90.0);
    let rules = with(&plain_venue(), "/model/tieredNotional/listings/ETH-PERP/modes", json!("crossOnly"));
    let mut isolated = hedged();
    isolated.positions[2].mode = MarginMode::Isolated { collateral: Usd::new(40.0) };
    let standing = whole(&isolated, &rules, AccountMode::AsSet);
    let joined = Assumption::Joined { asset: "USD".into(), dollars: Usd::new(40.0) };
    assert!(standing.assumptions.contains(&joined), "{:?}", standing.assumptions);
    assert_near(standing.counted.maintenance.get(), 130.0);
}

#[test]
fn dollars_that_a_venue_does_not_accept_are_put_as_dollars_that_it_does() {
    let mut market = plain_market();
    let dollar = AssetQuote { peg: Peg::Dollar, ..AssetQuote::at(Price::new(0.998)) };
    market.assets.insert("USDX".into(), dollar);
    let portfolio = portfolio(&[("USDX", 100.0)], &[("BTC", 1.0, 100.0)]);
    let outcome = one(&portfolio, &market, &plain_venue(), AccountMode::AsSet);
    let standing = outcome.whole().unwrap();
    assert_eq!(standing.assumptions, [Assumption::Exchanged { from: "USDX".into(), to: "USD".into() }]);
    assert_near(standing.counted.initial.get(), 99.8);
    let without = with(&plain_venue(), "/collateral/assets", json!({ "BTC": flat(0.1) }));
    let refused = one(&portfolio, &market, &without, AccountMode::AsSet);
    assert_eq!(refused.left_out(), [LeftOut { item: Item::Holding(HoldingId(0)), why: vec![WhyLeftOut::NotAccepted] }]);
}

#[test]
fn a_leverage_above_the_venues_greatest_is_lowered_to_it_and_said() {
    let mut portfolio = hedged();
    portfolio.positions[2].leverage = Leverage::Chosen(Ratio::new(40.0));
    let standing = whole(&portfolio, &plain_venue(), AccountMode::AsSet);
    assert_near(standing.requirement.initial.get(), 20.0);
    let Some(Assumption::LeverageLowered { position: PositionId(2), maximum }) = standing.assumptions.first() else {
        panic!("{:?}", standing.assumptions)
    };
    assert_near(maximum.get(), 20.0);
}

#[test]
fn rules_that_are_wrong_give_their_problems() {
    let rules = VenueRules { schema: 1, ..plain_venue() };
    let outcome = one(&hedged(), &plain_market(), &rules, AccountMode::AllIsolated);
    assert!(matches!(outcome, Outcome::None { why: WhyNone::Problems(_), .. }), "{outcome:?}");
}

#[test]
fn the_nearest_liquidation_is_said_with_what_is_left_there() {
    let portfolio = portfolio(&[("USD", 20.0)], &[("BTC", 1.0, 100.0)]);
    let standing = whole(&portfolio, &plain_venue(), AccountMode::AsSet);
    // 20 − (100 − p) = 0.025 p.
    let price = 80.0 / 0.975;
    let NearestLiquidation::At { group: GroupKey::Cross, asset, factor, change } = &standing.nearest else {
        panic!("{:?}", standing.nearest)
    };
    assert_eq!(asset.as_str(), "BTC");
    assert_near(factor.get(), price / 100.0);
    assert_near(change.get(), price / 100.0 - 1.0);
    let Some(LiquidationCost::Unknown { left }) = standing.cost else { panic!("{:?}", standing.cost) };
    assert_near(left.get(), 0.025 * price);
    let taken = with(&plain_venue(), "/liquidation/remainder", json!({ "to": "insurance" }));
    let Some(LiquidationCost::Known { lost, .. }) = whole(&portfolio, &taken, AccountMode::AsSet).cost else {
        panic!("the rules say who keeps what is left")
    };
    assert!((lost.get() - 0.025 * price).abs() < 1e-6, "all that is left: {lost:?}");
    let charged = json!([{ "amount": { "ofNotional": 0.01 }, "to": { "insurance": 1.0 } }]);
    let charges = with(&plain_venue(), "/liquidation/fees", charged);
    let Some(LiquidationCost::Known { lost, .. }) = whole(&portfolio, &charges, AccountMode::AsSet).cost else {
        panic!("the rules say what they charge")
    };
    assert!((lost.get() - 0.01 * price).abs() < 1e-6, "{lost:?}");
}

/// Venues at 5 %, at 4 %, at 5 % again, at 4 % without ETH, and at 10 %.
fn venues() -> [VenueRules; 5] {
    let listed = [("BTC-PERP", "T"), ("ETH-PERP", "T")];
    let at = |rate: f64, contracts: &[(&str, &str)]| venue(&[("T", tiers(&[(0.0, rate, rate / 2.0)]))], contracts);
    [at(0.05, &listed), at(0.04, &listed), at(0.05, &listed), at(0.04, &listed[..1]), at(0.1, &listed)]
}

#[test]
fn venues_that_take_everything_are_ranked_and_ties_share_a_place() {
    let venues = venues();
    let candidates: Vec<_> = venues.iter().map(|rules| Candidate { rules, mode: AccountMode::AsSet }).collect();
    let outcomes = compare(&hedged(), &plain_market(), &candidates).outcomes;
    let places = |criterion| -> Vec<Vec<usize>> {
        let ranking = rank(&outcomes, criterion);
        assert!(ranking.unranked.contains(&3), "it takes a part only");
        ranking.places.into_iter().map(|place| place.candidates).collect()
    };
    let [first, tied, last] = [vec![1], vec![0, 2], vec![4]];
    assert_eq!(places(Criterion::LeastInitial), [first.clone(), tied.clone(), last.clone()]);
    assert_eq!(places(Criterion::LeastMaintenance), [first.clone(), tied.clone(), last.clone()]);
    assert_eq!(places(Criterion::FarthestLiquidation), [first.clone(), tied.clone(), last.clone()]);
    assert_eq!(places(Criterion::LeastIdle), [last, tied, first]);
    assert_eq!(places(Criterion::LeastCost), Vec::<Vec<usize>>::new(), "no venue says what it charges");
}

#[test]
fn a_portfolio_that_is_never_liquidated_is_farthest_and_costs_nothing() {
    let outcomes = compare(
        &portfolio(&[("USD", 100.0)], &[]),
        &market(&[]),
        &[Candidate { rules: &plain_venue(), mode: AccountMode::AsSet }],
    );
    assert_eq!(outcomes.assumptions, [Assumption::SameMarket]);
    let standing = outcomes.outcomes[0].whole().unwrap();
    assert_eq!((&standing.nearest, standing.cost), (&NearestLiquidation::Never, None));
    assert_eq!(rank(&outcomes.outcomes, Criterion::FarthestLiquidation).places[0].figure, f64::INFINITY);
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn as_set_the_figures_are_those_of_evaluating(seed: u64) {
        let case = random_case(seed);
        let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
        let outcome = one(&case.portfolio, &case.market, &case.rules, AccountMode::AsSet);
        if let Some(standing) = outcome.whole() {
            if standing.assumptions.iter().any(|each| matches!(each, Assumption::Exchanged { .. })) {
                return Ok(());
            }
            for level in Level::ALL {
                prop_assert_eq!(*standing.counted.at(level), report.total.counted.at(level).usd());
                prop_assert_eq!(*standing.requirement.at(level), report.total.requirement(level).usd());
            }
        } else {
            let refused = |left: &LeftOut| left.why == [WhyLeftOut::NotAccepted];
            prop_assert!(outcome.left_out().iter().all(refused), "{:?}", outcome);
        }
    }

    #[test]
    fn equity_is_the_same_in_every_mode(seed: u64) {
        let case = random_case(seed);
        let modes = MODES.map(|mode| one(&case.portfolio, &case.market, &case.rules, mode));
        let standings: Vec<_> = modes.iter().filter_map(Outcome::whole).collect();
        for pair in standings.windows(2) {
            let (left, right) = (pair[0].equity.get(), pair[1].equity.get());
            let size = case.portfolio.positions.iter().map(|position| position.quantity.get().abs()
                * position.entry.get() * position.instrument.multiplier.get()).sum::<f64>();
            prop_assert!((left - right).abs() <= 1e-9 * (left.abs() + size), "{left} is not {right}");
        }
    }

    #[test]
    fn each_position_alone_covers_its_initial_requirement(seed: u64) {
        let case = random_case(seed);
        let cross: Vec<_> = case.portfolio.positions.iter().filter(|position| position.mode == MarginMode::Cross)
            .map(|position| position.id).collect();
        let mut given = 0;
        let alone = one(&case.portfolio, &case.market, &case.rules, AccountMode::AllIsolated);
        if let Outcome::Whole(taken) | Outcome::Partial { taken, .. } = &alone {
            let mut portfolio = case.portfolio.clone();
            let left = |item: Item| alone.left_out().iter().any(|left| left.item == item);
            portfolio.positions.retain(|position| !left(Item::Position(position.id)));
            portfolio.holdings.clear();
            portfolio.orders.clear();
            for assumption in &taken.assumptions {
                if let Assumption::SetAside { position, dollars } = assumption {
                    let found = portfolio.positions.iter_mut().find(|found| found.id == *position).unwrap();
                    found.mode = MarginMode::Isolated { collateral: *dollars };
                    given += 1;
                }
            }
            let report = evaluate(&portfolio, &case.market, &case.rules).unwrap();
            for id in cross.iter().filter(|id| portfolio.positions.iter().any(|position| position.id == **id)) {
                let figures = &report.group(GroupKey::Isolated(*id)).unwrap().figures;
                let (excess, initial) = (figures.excess(Level::Initial).usd().get(), figures.initial.usd().get());
                let size = figures.counted.initial.usd().get().abs() + initial;
                prop_assert!(excess >= -1e-9 * size, "{excess} of {size}");
            }
            prop_assert_eq!(given, cross.iter().filter(|id| !left(Item::Position(**id))).count());
        }
    }

    #[test]
    fn what_contracts_and_groups_save_adds_up(seed: u64) {
        let case = random_case(seed);
        for mode in MODES {
            if let Outcome::Whole(standing) | Outcome::Partial { taken: standing, .. } =
                one(&case.portfolio, &case.market, &case.rules, mode)
            {
                let saving = &standing.saving;
                let parts: f64 = saving.sources.iter().map(|source| source.saved.get()).sum();
                let rounding = 1e-7 * saving.standalone.get().abs();
                prop_assert!((parts - saving.saved.get()).abs() <= rounding, "{saving:?}");
                let together = saving.standalone.get() - saving.saved.get();
                prop_assert!((together - standing.requirement.initial.get()).abs() <= rounding.max(1e-9));
            }
        }
    }
}
