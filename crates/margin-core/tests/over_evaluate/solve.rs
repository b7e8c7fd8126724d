//! Searches for a quantity, for collateral, for a price and for a leverage: each answer stands at its boundary.

use crate::cases;
use crate::common::{Case, DOLLAR, random_case, shocked};
use crate::made::{assert_near, plain_market, plain_venue, portfolio, tiers, venue, with};
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::instrument::Instrument;
use margin_core::market::Peg;
use margin_core::portfolio::{Leverage, MarginMode, Portfolio};
use margin_core::problem::{Place, PositionField, Problem, ProblemKind};
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{
    Amount, Answer, Direction, Found, Inputs, Landing, Now, Opening, Purse, Target, WhyNoAnswer, collateral_to_add,
    collateral_to_remove, largest_quantity, leverage_for_liquidation, liquidation_prices, prices_for_ratio,
    quantity_for_liquidation,
};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use proptest::prelude::*;
use serde_json::json;

fn opening(asset: &str, direction: Direction) -> Opening {
    let (mode, leverage) = (MarginMode::Cross, Leverage::VenueMaximum);
    Opening { instrument: Instrument::perpetual(asset), direction, mode, leverage }
}

fn at<T: Clone + std::fmt::Debug>(found: Found<T>) -> Answer<T> {
    match found {
        Found::At(answer) => *answer,
        Found::None(why) => panic!("{why:?}"),
    }
}

fn why<T: std::fmt::Debug>(found: Found<T>) -> WhyNoAnswer {
    match found {
        Found::At(answer) => panic!("there is an answer: {:?}", answer.value),
        Found::None(why) => why,
    }
}

/// A hundred dollars and a long of 10 BTC at 100, which needs 50 initially and 25 to keep.
fn long() -> Portfolio {
    portfolio(&[("USD", 100.0)], &[("BTC", 10.0, 100.0)])
}

#[test]
fn the_largest_quantity_takes_up_the_excess_and_a_short_first_closes_the_long() {
    let (market, rules, long) = (plain_market(), plain_venue(), long());
    let inputs = (&long, &market, &rules);
    let bought = at(largest_quantity(inputs, &opening("BTC", Direction::Long)).unwrap());
    assert_near(bought.value.get(), 50.0 / 5.0);
    assert_near(bought.report.total.initial.usd().get(), 100.0);
    let sold = at(largest_quantity(inputs, &opening("BTC", Direction::Short)).unwrap());
    assert_near(sold.value.get(), 10.0 + 100.0 / 5.0);
    let other = at(largest_quantity(inputs, &opening("ETH", Direction::Short)).unwrap());
    assert_near(other.value.get(), 50.0 / 0.5);
}

#[test]
fn a_tier_that_requires_more_stops_the_quantity_at_its_bound() {
    let rules = venue(&[("T", tiers(&[(0.0, 0.05, 0.02), (1_500.0, 0.2, 0.1)]))], &[("BTC-PERP", "T")]);
    let (long, market) = (long(), plain_market());
    let bought = at(largest_quantity((&long, &market, &rules), &opening("BTC", Direction::Long)).unwrap());
    assert!((bought.value.get() - 5.0).abs() < 1e-9, "{:?}", bought.value);
}

#[test]
fn nothing_can_be_opened_below_initial_without_a_mark_or_where_it_is_not_listed() {
    let (market, rules) = (plain_market(), plain_venue());
    let poor = portfolio(&[("USD", 40.0)], &[("BTC", 10.0, 100.0)]);
    let none = largest_quantity((&poor, &market, &rules), &opening("ETH", Direction::Long)).unwrap();
    assert_eq!(why(none), WhyNoAnswer::AlreadyUnder(Level::Initial));
    let refused = |asset, rules| {
        let long = long();
        let problems = largest_quantity((&long, &market, rules), &opening(asset, Direction::Long)).unwrap_err();
        problems.into_iter().collect::<Vec<_>>()
    };
    let at = Place::Position(PositionId(1), PositionField::Instrument);
    let only_btc = venue(&[("T", tiers(&[(0.0, 0.05, 0.02)]))], &[("BTC-PERP", "T")]);
    let not_listed = Problem { at: at.clone(), kind: ProblemKind::NotListed("ETH-PERP".into()) };
    assert_eq!(refused("ETH", &only_btc), [not_listed]);
    assert_eq!(refused("SOL", &rules), [Problem { at, kind: ProblemKind::MissingMark("SOL-PERP".into()) }]);
}

#[test]
fn an_isolated_opening_is_bound_by_what_is_set_aside_for_it() {
    let (market, rules, long) = (plain_market(), plain_venue(), long());
    let mode = MarginMode::Isolated { collateral: Usd::new(7.0) };
    let isolated = Opening { mode, leverage: Leverage::Chosen(Ratio::new(10.0)), ..opening("ETH", Direction::Long) };
    let bought = at(largest_quantity((&long, &market, &rules), &isolated).unwrap());
    assert_near(bought.value.get(), 7.0);
}

#[test]
fn what_is_missing_is_found_in_dollars_and_in_a_coin_with_a_haircut() {
    let rules = with(&plain_venue(), "/collateral/assets/BTC", crate::made::flat(0.2));
    let (market, poor) = (plain_market(), portfolio(&[("USD", 10.0)], &[("BTC", 10.0, 100.0)]));
    let inputs = (&poor, &market, &rules);
    let add = |level, asset: &str| at(collateral_to_add(inputs, level, &Purse::Holdings(asset.into())).unwrap());
    let units = |answer: &Answer<Amount>| match answer.value {
        Amount::Units(units) => units.get(),
        Amount::Dollars(dollars) => panic!("{dollars:?}"),
    };
    assert_near(units(&add(Level::Initial, "USD")), 40.0);
    assert_near(units(&add(Level::Maintenance, "USD")), 15.0);
    assert_near(units(&add(Level::Initial, "BTC")), 40.0 / 80.0);
}

#[test]
fn an_asset_that_is_not_accepted_is_never_enough() {
    let (market, rules, poor) = (plain_market(), plain_venue(), portfolio(&[("USD", 10.0)], &[("BTC", 10.0, 100.0)]));
    let never = collateral_to_add((&poor, &market, &rules), Level::Initial, &Purse::Holdings("ETH".into())).unwrap();
    assert_eq!(why(never), WhyNoAnswer::NeverEnough);
}

#[test]
fn what_can_be_removed_leaves_what_must_stay() {
    let plain = plain_venue();
    let floor = with(&plain, "/withdrawal", json!({ "initialOrShareOfNotional": 0.07 }));
    let (market, long) = (plain_market(), long());
    let remove = |rules, level, asset: &str| {
        collateral_to_remove((&long, &market, rules), level, &Purse::Holdings(asset.into())).unwrap()
    };
    let dollars = |found| match at(found).value {
        Amount::Units(units) => units.get(),
        Amount::Dollars(dollars) => panic!("{dollars:?}"),
    };
    assert_near(dollars(remove(&plain, Level::Initial, "USD")), 50.0);
    assert_near(dollars(remove(&floor, Level::Initial, "USD")), 30.0);
    assert_near(dollars(remove(&floor, Level::Maintenance, "USD")), 75.0);
    assert_eq!(why(remove(&floor, Level::Initial, "BTC")), WhyNoAnswer::NotHeld("BTC".into()));
}

#[test]
fn what_is_set_aside_is_added_to_and_removed_in_dollars() {
    let (market, rules, mut long) = (plain_market(), plain_venue(), long());
    let mut solved = |collateral: f64, add: bool| {
        long.positions[0].mode = MarginMode::Isolated { collateral: Usd::new(collateral) };
        let solve = if add { collateral_to_add } else { collateral_to_remove };
        at(solve((&long, &market, &rules), Level::Initial, &Purse::SetAside(PositionId(0))).unwrap()).value
    };
    let Amount::Dollars(added) = solved(20.0, true) else { panic!("dollars are set aside") };
    assert_near(added.get(), 30.0);
    let Amount::Dollars(removed) = solved(80.0, false) else { panic!("dollars are set aside") };
    assert_near(removed.get(), 30.0);
}

#[test]
fn a_price_for_a_ratio_is_where_the_ratio_is_met() {
    let (market, rules, long) = (plain_market(), plain_venue(), long());
    let target = Target { group: GroupKey::Cross, level: Level::Maintenance, ratio: Ratio::new(2.0) };
    let found = prices_for_ratio((&long, &market, &rules), &"BTC".into(), target).unwrap();
    // 100 + 10 (p − 100) = 2 × 0.025 × 10 p.
    let [price] = found.as_slice() else { panic!("{found:?}") };
    assert_near(price.index.get(), 900.0 / 9.5);
    assert_eq!(price.landing, Landing::On);
    let none = prices_for_ratio((&long, &market, &rules), &"ETH".into(), target).unwrap();
    assert!(none.is_empty(), "ETH moves nothing here");
}

#[test]
fn a_ratio_that_a_tier_jumps_over_is_said_to_be_passed() {
    let rules = venue(&[("T", tiers(&[(0.0, 0.05, 0.02), (1_010.0, 0.2, 0.1)]))], &[("BTC-PERP", "T")]);
    let target = Target { group: GroupKey::Cross, level: Level::Initial, ratio: Ratio::new(1.0) };
    let found = prices_for_ratio((&long(), &plain_market(), &rules), &"BTC".into(), target).unwrap();
    let landings: Vec<_> = found.iter().map(|price| price.landing).collect();
    assert_eq!(landings, [Landing::On, Landing::Across, Landing::On], "{found:?}");
    assert!((found[1].index.get() - 101.0).abs() < 1e-9);
}

#[test]
fn setting_aside_for_a_liquidation_price_gives_that_price() {
    let (market, rules, long) = (plain_market(), plain_venue(), long());
    let solve = |price| leverage_for_liquidation((&long, &market, &rules), PositionId(0), Price::new(price)).unwrap();
    let answer = at(solve(80.0));
    // c − 10 × 20 = 0.025 × 10 × 80.
    assert_near(answer.value.collateral.get(), 220.0);
    assert_near(answer.value.leverage.unwrap().get(), 1_000.0 / 220.0);
    let found = liquidation_prices(&answer.portfolio, &market, &rules).unwrap();
    assert_near(found.position(PositionId(0)).unwrap().price().unwrap().get(), 80.0);
    assert_eq!(
        why(solve(99.0)),
        WhyNoAnswer::Unmet(Level::Initial),
        "it would stand on less than its initial requirement"
    );
    assert_eq!(why(solve(120.0)), WhyNoAnswer::AfloatWithNothing, "a long gains there");
}

#[test]
fn a_quantity_for_a_liquidation_price_gives_that_price() {
    let (market, rules, cash) = (plain_market(), plain_venue(), portfolio(&[("USD", 100.0)], &[]));
    let solve = |direction, price| {
        quantity_for_liquidation((&cash, &market, &rules), &opening("BTC", direction), Price::new(price)).unwrap()
    };
    for (direction, price, wanted) in
        [(Direction::Long, 80.0, 100.0 / 22.0), (Direction::Short, 120.0, 100.0 / (20.0 + 0.025 * 120.0))]
    {
        let answer = at(solve(direction, price));
        assert_near(answer.value.get(), wanted);
        let found = liquidation_prices(&answer.portfolio, &market, &rules).unwrap();
        assert_near(found.position(PositionId(0)).unwrap().price().unwrap().get(), price);
    }
    assert_eq!(why(solve(Direction::Long, 120.0)), WhyNoAnswer::NoBound, "a long gains there");
    assert_eq!(why(solve(Direction::Long, 99.0)), WhyNoAnswer::Unmet(Level::Initial));
}

/// Initial excess of a group, and the size of what went into it.
fn initial_excess((portfolio, market, rules): Inputs, key: GroupKey) -> Option<(f64, f64)> {
    let report = evaluate(portfolio, market, rules).unwrap();
    let figures = &report.group(key)?.figures;
    let gross = crate::common::tree::gross(&figures.excess(Level::Initial));
    Some((figures.excess(Level::Initial).usd().get(), gross))
}

fn opening_in(case: &Case, seed: u64) -> Opening {
    let instruments: Vec<_> = case.portfolio.positions.iter().map(|position| position.instrument.clone()).collect();
    let instrument = match instruments.is_empty() {
        true => Instrument::perpetual("A0"),
        false => instruments[(seed % instruments.len() as u64) as usize].clone(),
    };
    let direction = if seed % 7 < 4 { Direction::Long } else { Direction::Short };
    Opening { instrument, direction, mode: MarginMode::Cross, leverage: Leverage::VenueMaximum }
}

/// What a portfolio is with a position's quantity or a holding's multiplied.
fn with_last_quantity(portfolio: &Portfolio, factor: f64) -> Portfolio {
    let mut portfolio = portfolio.clone();
    let last = portfolio.positions.last_mut().unwrap();
    last.quantity = Quantity::new(last.quantity.get() * factor);
    portfolio
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn the_largest_quantity_can_be_opened_and_a_little_more_cannot(seed: u64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        let Ok(Found::At(answer)) = largest_quantity(inputs, &opening_in(&case, seed)) else { return Ok(()) };
        let (there, gross) = initial_excess((&answer.portfolio, &case.market, &case.rules), GroupKey::Cross).unwrap();
        prop_assert!(there >= -1e-9 * gross, "{there} of {gross}");
        let more = with_last_quantity(&answer.portfolio, 1.0 + 1e-6);
        let (beyond, gross) = initial_excess((&more, &case.market, &case.rules), GroupKey::Cross).unwrap();
        prop_assert!(beyond < 1e-12 * gross, "{beyond} of {gross}");
    }

    #[test]
    fn what_is_added_is_enough_and_a_little_less_is_not(seed: u64) {
        let case = random_case(seed);
        let purse = Purse::Holdings(DOLLAR.into());
        let inputs = (&case.portfolio, &case.market, &case.rules);
        let before: f64 = case.portfolio.holdings.iter().filter(|held| held.asset.as_str() == DOLLAR)
            .map(|held| held.quantity.get()).sum();
        let Found::At(answer) = collateral_to_add(inputs, Level::Initial, &purse).unwrap() else { return Ok(()) };
        let Amount::Units(added) = answer.value else { panic!("{:?}", answer.value) };
        for (share, met) in [(1.0 + 1e-6, true), (1.0 - 1e-6, false)] {
            let mut portfolio = answer.portfolio.clone();
            portfolio.holdings.last_mut().unwrap().quantity = Quantity::new(before + share * added.get());
            let (excess, gross) = initial_excess((&portfolio, &case.market, &case.rules), GroupKey::Cross).unwrap();
            prop_assert!((excess >= -1e-9 * gross) == met || excess.abs() <= 1e-9 * gross, "{excess} at {share}");
        }
    }

    #[test]
    fn what_is_removed_leaves_enough_and_a_little_more_does_not(seed: u64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        for holding in &case.portfolio.holdings {
            let purse = Purse::Holdings(holding.asset.clone());
            let held: f64 = case.portfolio.holdings.iter().filter(|held| held.asset == holding.asset)
                .map(|held| held.quantity.get()).sum();
            let Found::At(answer) = collateral_to_remove(inputs, Level::Initial, &purse).unwrap() else { continue };
            let Amount::Units(removed) = answer.value else { panic!("{:?}", answer.value) };
            prop_assert!(removed.get() <= held);
            let (excess, gross) =
                initial_excess((&answer.portfolio, &case.market, &case.rules), GroupKey::Cross).unwrap();
            prop_assert!(excess >= -1e-9 * gross, "{excess} of {gross}");
            if removed.get() < held {
                let mut portfolio = answer.portfolio.clone();
                let left = held - removed.get() * (1.0 + 1e-6);
                portfolio.holdings.last_mut().unwrap().quantity = Quantity::new(left);
                let report = evaluate(&portfolio, &case.market, &case.rules).unwrap();
                let group = report.group(GroupKey::Cross).unwrap();
                let counted = group.figures.counted.initial.usd().get();
                let stays = group.withdrawal.usd().get().max(group.figures.initial.usd().get());
                prop_assert!(counted - stays < 1e-9 * gross, "{counted} above {stays}");
            }
        }
    }

    #[test]
    fn evaluating_at_a_price_for_a_ratio_gives_the_ratio(seed: u64, wanted in 0.5..5.0_f64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        for asset in case.market.assets.keys() {
            for level in Level::ALL {
                let target = Target { group: GroupKey::Cross, level, ratio: Ratio::new(wanted) };
                for price in prices_for_ratio(inputs, asset, target).unwrap() {
                    let figures = &price.report.group(GroupKey::Cross).unwrap().figures;
                    let counted = figures.counted.at(level).usd().get();
                    let required = figures.requirement(level).usd().get();
                    let gross = crate::common::tree::gross(&figures.excess(level));
                    let near = (counted - wanted * required).abs() <= 1e-8 * gross * wanted.max(1.0);
                    prop_assert!(near || price.landing == Landing::Across, "{counted} of {required} at {price:?}");
                }
            }
        }
    }

    #[test]
    fn a_position_is_liquidated_where_its_leverage_was_chosen_for(seed: u64, away in 0.02..0.8_f64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        for position in &case.portfolio.positions {
            let mark = case.market.mark(&position.instrument.id()).unwrap().get();
            let price = mark * if position.quantity.get() > 0.0 { 1.0 - away } else { 1.0 + away };
            let solved = leverage_for_liquidation(inputs, position.id, Price::new(price));
            let Ok(Found::At(answer)) = solved else { continue };
            liquidated_at(&case, answer.portfolio, position.id, price)?;
        }
    }

    #[test]
    fn a_group_goes_under_where_its_quantity_was_chosen_for(seed: u64, away in 0.05..0.8_f64) {
        let case = random_case(seed);
        let opening = opening_in(&case, seed);
        let Some(mark) = case.market.mark(&opening.instrument.id()) else { return Ok(()) };
        let price = mark.get() * if opening.direction == Direction::Long { 1.0 - away } else { 1.0 + away };
        let inputs = (&case.portfolio, &case.market, &case.rules);
        let solved = quantity_for_liquidation(inputs, &opening, Price::new(price));
        let Ok(Found::At(answer)) = solved else { return Ok(()) };
        let id = answer.portfolio.positions.last().unwrap().id;
        liquidated_at(&case, answer.portfolio, id, price)?;
    }
}

/// Whether a position's group goes under at a price, or what counts is just what must be kept on both sides of it, as
/// where a requirement is bound by what counts: then rounding decides whether there is a crossing.
fn liquidated_at(case: &Case, portfolio: Portfolio, id: PositionId, price: f64) -> Result<(), TestCaseError> {
    let case = Case { portfolio, ..case.clone() };
    let position = case.portfolio.positions.iter().find(|position| position.id == id).unwrap();
    let (instrument, asset) = (position.instrument.id(), &position.instrument.underlying);
    if case.market.assets[asset].peg == Peg::Dollar {
        // What is tied to the dollar is held while the market moves, so no liquidation price is sought there.
        return Ok(());
    }
    let found = liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap();
    let key = evaluate(&case.portfolio, &case.market, &case.rules).unwrap().position(id).unwrap().group;
    prop_assert_eq!(found.group(key).unwrap().now, Now::Afloat);
    let crossings = &found.position(id).unwrap().crossings;
    let near = |at: f64| (at / price - 1.0).abs() <= 1e-6;
    let crossed = crossings.iter().any(|crossing| near(crossing.price.get()));
    let factor = price / case.market.mark(&instrument).unwrap().get();
    let flat = [1.0 - 1e-3, 1.0 + 1e-3].into_iter().all(|aside| {
        let market = shocked(&case, |moved| moved == asset, factor * aside);
        let report = evaluate(&case.portfolio, &market, &case.rules).unwrap();
        let figures = &report.group(key).unwrap().figures;
        let counted = figures.counted.maintenance.usd().get() * case.rules.liquidation.trigger_share().get();
        let gross = crate::common::tree::gross(&figures.excess(Level::Maintenance));
        (counted - figures.maintenance.usd().get()).abs() <= 1e-9 * gross
    });
    prop_assert!(crossed || flat, "{price} is not in {crossings:?}");
    Ok(())
}
