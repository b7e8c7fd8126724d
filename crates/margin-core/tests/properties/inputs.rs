//! What wrong inputs lead to: never a panic, never a number that is none, and every problem at once.

use crate::cases;
use crate::common::tree::{each, roots, value};
use crate::common::{Case, Random, plain_case, terms, tiered, tiers_of};
use margin_core::evaluate;
use margin_core::funding;
use margin_core::id::HoldingId;
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio};
use margin_core::problem::{HoldingField, Place, PositionField, Problem, ProblemKind};
use margin_core::rules::{Haircut, HaircutTier, Modes, Rate, RuleKey, Schedule, Tier, TierTable, Withdrawal};
use margin_core::solve::liquidation_prices;
use margin_core::units::{Price, Quantity, Ratio, Usd};
use proptest::prelude::*;

/// Numbers that are at the edge of what an f64 can be, or no number at all.
const EDGES: [f64; 16] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    0.0,
    -0.0,
    1.0,
    -1.0,
    1e150,
    -1e150,
    1e-150,
    f64::EPSILON,
];

fn edge(random: &mut Random) -> f64 {
    if random.one_in(4) { f64::from_bits(random.bits()) } else { random.of(&EDGES) }
}

/// Puts a wild number in one of the places that hold a number.
fn spoil(case: &mut Case, random: &mut Random) {
    let number = edge(random);
    let (position, holding) = (random.below(8), random.below(4));
    let assets: Vec<_> = case.market.assets.keys().cloned().collect();
    let instruments: Vec<_> = case.market.instruments.keys().cloned().collect();
    let (asset, instrument) = (random.of(&assets), random.of(&instruments));
    match random.below(9) {
        0 => case.market.assets.get_mut(&asset).unwrap().index = Price::new(number),
        1 => case.market.instruments.get_mut(&instrument).unwrap().mark = Price::new(number),
        2 => spoil_rules(case, random, number),
        3 => {
            if let Some(holding) = case.portfolio.holdings.get_mut(holding) {
                holding.quantity = Quantity::new(number);
            }
        }
        place => {
            let Some(position) = case.portfolio.positions.get_mut(position) else { return };
            match place {
                4 => position.quantity = Quantity::new(number),
                5 => position.entry = Price::new(number),
                6 => position.instrument.multiplier = Quantity::new(number),
                7 => position.leverage = Leverage::Chosen(Ratio::new(number)),
                _ => position.mode = MarginMode::Isolated { collateral: Usd::new(number) },
            }
        }
    }
}

fn spoil_rules(case: &mut Case, random: &mut Random, number: f64) {
    let kind = random.below(9);
    let rules = &mut case.rules;
    let model = tiered(rules);
    let names: Vec<_> = model.tables.keys().cloned().collect();
    let tiers = tiers_of(model.tables.get_mut(&random.of(&names)).unwrap());
    let tier = random.below(tiers.len().max(1));
    let rate = if random.one_in(2) { Rate::Share(Ratio::new(number)) } else { Rate::OneOver(Ratio::new(number)) };
    match kind {
        0..3 if tiers.is_empty() => {}
        0 => tiers[tier].from = Usd::new(number),
        1 => tiers[tier].initial = rate,
        2 => tiers[tier].maintenance = rate,
        3 => tiers.clear(),
        4 => tiers.reverse(),
        5 => *tiers = vec![Tier { from: Usd::ZERO, initial: rate, maintenance: rate }],
        6 => rules.withdrawal = Withdrawal::InitialOrShareOfNotional(Ratio::new(number)),
        7 => rules.liquidation.backstop = Some(Ratio::new(number)),
        _ => {
            let haircut = HaircutTier { from: Usd::new(number), haircut: Ratio::new(edge(random)) };
            let first = HaircutTier { from: Usd::ZERO, haircut: Ratio::ZERO };
            let assets: Vec<_> = case.market.assets.keys().cloned().collect();
            let tiers = if random.one_in(3) { vec![haircut] } else { vec![first, haircut] };
            rules.collateral.assets.insert(random.of(&assets), terms(Haircut::Tiered(tiers)));
        }
    }
}

/// Nothing wrong, or only finite figures; the search agrees with the evaluation on which it is.
fn sound(case: &Case) -> Result<(), TestCaseError> {
    let report = evaluate(&case.portfolio, &case.market, &case.rules);
    let found = liquidation_prices(&case.portfolio, &case.market, &case.rules);
    prop_assert_eq!(report.as_ref().err(), found.as_ref().err());
    let (Ok(report), Ok(found)) = (report, found) else { return Ok(()) };
    for root in roots(&report) {
        let mut wrong = None;
        each(root, &mut |item| wrong = wrong.or((!value(item).is_finite()).then_some(item)));
        prop_assert!(wrong.is_none(), "{wrong:?}");
    }
    for crossing in found.positions.iter().flat_map(|position| &position.crossings) {
        prop_assert!(crossing.price.is_finite() && crossing.price > Price::ZERO);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn wild_numbers_give_problems_or_finite_figures(seed: u64, times in 1..4_usize) {
        let mut case = plain_case(seed);
        let random = &mut Random::new(!seed);
        for _ in 0..times {
            spoil(&mut case, random);
        }
        sound(&case)?;
    }

    #[test]
    fn what_is_missing_gives_problems_or_finite_figures(seed: u64) {
        let mut case = plain_case(seed);
        let random = &mut Random::new(!seed);
        match random.below(7) {
            0 => case.portfolio = Portfolio::default(),
            1 => case.market.assets.clear(),
            2 => case.market.instruments.clear(),
            3 => tiered(&mut case.rules).listings.clear(),
            4 => tiered(&mut case.rules).tables.clear(),
            5 => case.rules.collateral.assets.clear(),
            _ => case.rules.citations.clear(),
        }
        sound(&case)?;
    }

    #[test]
    fn a_funding_rate_lies_within_its_cap_or_is_no_number(numbers in proptest::array::uniform6(any::<f64>())) {
        let [interest, band, payments, cap, premium, hours] = numbers;
        let mut rule = plain_case(0).rules.funding.unwrap();
        (rule.interest, rule.band, rule.payments) = (Ratio::new(interest), Ratio::new(band), payments);
        (rule.cap, rule.interval_hours) = (Ratio::new(cap), hours);
        let mut case = plain_case(0);
        case.rules.funding = Some(rule);
        if evaluate::check(&case.rules).is_ok() {
            let rate = funding::rate(&rule, Ratio::new(premium));
            prop_assert!(rate.abs() <= rule.cap || rate.get().is_nan() && !premium.is_finite(), "{rate:?}");
        }
    }

    #[test]
    fn every_wrong_place_is_named_at_once(seed: u64) {
        let mut case = plain_case(seed);
        let random = &mut Random::new(!seed);
        let mut wanted = Vec::new();
        inject_in_positions(&mut case, random, &mut wanted);
        inject_in_holdings(&mut case, random, &mut wanted);
        inject_in_rules(&mut case, random, &mut wanted);
        let found: Vec<Problem> = match evaluate(&case.portfolio, &case.market, &case.rules) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().collect(),
        };
        for place in &wanted {
            prop_assert!(found.iter().any(|problem| problem.at == *place), "{place:?} is not in {found:?}");
        }
        // What was not made wrong is not called wrong: every place that is named was spoilt.
        for problem in &found {
            prop_assert!(wanted.contains(&problem.at), "{problem} was not put in");
        }
    }
}

fn inject_in_positions(case: &mut Case, random: &mut Random, wanted: &mut Vec<Place>) {
    let modes: Vec<_> = {
        let model = tiered(&mut case.rules);
        case.portfolio.positions.iter().map(|each| model.listings[&each.instrument.id()].modes).collect()
    };
    for (position, modes) in case.portfolio.positions.iter_mut().zip(modes) {
        let mut wrong = |field| wanted.push(Place::Position(position.id, field));
        match random.below(9) {
            0 => {
                position.quantity = Quantity::new(random.of(&[f64::NAN, f64::INFINITY]));
                wrong(PositionField::Quantity);
                position.entry = Price::new(random.of(&[f64::NAN, 0.0, -1.0]));
                wrong(PositionField::Entry);
            }
            1 => {
                position.instrument.multiplier = Quantity::new(random.of(&[0.0, f64::NAN, -2.0]));
                wrong(PositionField::Instrument);
            }
            2 => {
                position.leverage = Leverage::Chosen(Ratio::new(random.of(&[0.5, 1e9, f64::NAN])));
                wrong(PositionField::Leverage);
            }
            3 => {
                position.mode = MarginMode::Isolated { collateral: Usd::new(f64::NEG_INFINITY) };
                wrong(PositionField::Collateral);
            }
            4 if modes == Modes::IsolatedOnly => {
                position.mode = MarginMode::Cross;
                wrong(PositionField::Mode);
            }
            5 => {
                position.instrument.underlying = "NOWHERE".into();
                position.leverage = Leverage::VenueMaximum;
                wrong(PositionField::Instrument);
            }
            _ => {}
        }
    }
}

fn inject_in_holdings(case: &mut Case, random: &mut Random, wanted: &mut Vec<Place>) {
    if random.one_in(2) {
        let id = HoldingId(77);
        let quantity = Quantity::new(f64::NAN);
        case.portfolio.holdings.push(Holding { id, asset: "NOTHING".into(), quantity });
        wanted.push(Place::Holding(id, HoldingField::Quantity));
        wanted.push(Place::Holding(id, HoldingField::Asset));
    }
    if random.one_in(3)
        && let Some(first) = case.portfolio.holdings.first().cloned()
    {
        wanted.push(Place::Holding(first.id, HoldingField::Id));
        case.portfolio.holdings.push(first);
    }
    if random.one_in(3)
        && let Some(first) = case.portfolio.positions.first().cloned()
    {
        wanted.push(Place::Position(first.id, PositionField::Id));
        case.portfolio.positions.push(first);
    }
}

fn inject_in_rules(case: &mut Case, random: &mut Random, wanted: &mut Vec<Place>) {
    let rules = &mut case.rules;
    let mut wrong = |path: &str| wanted.push(Place::Rules(path.to_owned()));
    if random.one_in(3) {
        rules.schema = 99;
        wrong("schema");
    }
    if random.one_in(3) {
        rules.citations.remove(&RuleKey::Haircut);
        wrong("citations.Haircut");
    }
    if random.one_in(3) {
        rules.liquidation.backstop = Some(Ratio::new(2.0));
        wrong("liquidation.backstop");
    }
    if random.one_in(3) {
        rules.withdrawal = Withdrawal::InitialOrShareOfNotional(Ratio::new(f64::NAN));
        wrong("withdrawal");
    }
    if random.one_in(3) {
        rules.collateral.assets.insert("ODD".into(), terms(Haircut::Flat(Ratio::new(-0.1))));
        wrong("collateral.assets.ODD.haircut");
    }
    if random.one_in(3) {
        rules.funding.as_mut().unwrap().payments = 0.0;
        wrong("funding.payments");
    }
    if random.one_in(3) {
        tiered(rules).tables.insert("EMPTY".into(), Schedule::Tiers(TierTable(Vec::new())));
        wrong("model.tables.EMPTY");
    }
}

#[test]
fn a_problem_in_the_market_is_named_once_however_many_positions_use_it() {
    let mut case = (0..).map(plain_case).find(|case| case.portfolio.positions.len() > 4).unwrap();
    for quote in case.market.assets.values_mut() {
        quote.index = Price::new(f64::NAN);
    }
    let problems = evaluate(&case.portfolio, &case.market, &case.rules).unwrap_err();
    let mut places: Vec<_> = problems.iter().map(|problem| problem.at.clone()).collect();
    let count = places.len();
    places.dedup();
    assert_eq!(places.len(), count);
    assert!(problems.iter().all(|problem| problem.kind == ProblemKind::NotFinite));
}
