//! What the searches find.

use crate::cases;
use crate::common::tree::{gross, value};
use crate::common::{
    Case, DOLLAR, empty_market, linear_cross_case, plain_rules, quote, quote_dollar, quote_mark, random_case, shocked,
    table_of, terms,
};
use margin_core::evaluate;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{
    Haircut, HaircutTier, Listing, Model, Modes, Rate, Schedule, Tier, TierTable, TieredNotional,
};
use margin_core::solve::{Crossing, Crossings, LiquidationReport, Reach, Turn, curve, liquidation_prices};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn found(case: &Case) -> LiquidationReport {
    liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap()
}

/// The excess of a group in a market, and the size of what went into it.
fn excess(case: &Case, market: &Market, key: GroupKey) -> (f64, f64) {
    let report = evaluate(&case.portfolio, market, &case.rules).unwrap();
    let excess = report.group(key).unwrap().figures.excess(Level::Maintenance);
    (value(&excess), gross(&excess))
}

/// By how much rounding up makes requirements jump, each of which is rounded twice.
fn rounding(case: &Case) -> f64 {
    let contracts = case.portfolio.positions.len() + case.portfolio.orders.len();
    match &case.rules.model {
        Model::TieredNotional(model) => {
            model.round_up_to.map_or(0.0, |step| 2.0 * step.get() * f64::from(contracts as u32))
        }
        _ => 0.0,
    }
}

/// Whether the group is under just above a crossing.
fn under_above(crossing: &Crossing) -> bool {
    match (crossing.reach, crossing.turn) {
        (Reach::Rises, turn) => turn == Turn::GoesUnder,
        (Reach::Falls, turn) => turn == Turn::Recovers,
    }
}

/// Whether the crossings say that the group is under at a factor; `now` is asked when there are none.
fn said_under(crossings: &Crossings, factor: f64, now: bool) -> bool {
    let all = crossings.all();
    match (all.iter().rfind(|crossing| crossing.factor.get() <= factor), all.first()) {
        (Some(below), _) => under_above(below),
        (None, Some(first)) => !under_above(first),
        (None, None) => now,
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn evaluating_at_a_solved_price_gives_zero_excess(seed: u64) {
        let case = random_case(seed);
        for group in &found(&case).groups {
            for alone in &group.alone {
                for crossing in alone.crossings.all() {
                    let market = shocked(&case, |asset| *asset == alone.asset, crossing.factor.get());
                    let (excess, gross) = excess(&case, &market, group.key);
                    let near = 1e-9 * gross + rounding(&case);
                    prop_assert!(excess.abs() <= near, "{excess} of {gross} at {crossing:?}");
                }
            }
        }
    }

    #[test]
    fn evaluating_after_a_solved_correlated_move_gives_zero_excess(seed: u64) {
        let case = random_case(seed);
        let floats = |asset: &AssetId| case.market.assets[asset].peg == Peg::Floating;
        for group in &found(&case).groups {
            for crossing in group.together.all() {
                let market = shocked(&case, floats, crossing.factor.get());
                let (excess, gross) = excess(&case, &market, group.key);
                prop_assert!(excess.abs() <= 1e-9 * gross + rounding(&case), "{excess} of {gross} at {crossing:?}");
            }
        }
    }

    #[test]
    fn no_crossing_is_missed_and_none_is_made_up(seed: u64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        // Off the solver's own grid, so that it is not the same samples that agree.
        let octaves = (-300..300).map(|step| f64::from(step) / 47.3 + 0.013);
        let factors: Vec<Ratio> = octaves.map(|octave| Ratio::new(libm::exp2(octave))).collect();
        for group in &found(&case).groups {
            let (now, size) = excess(&case, &case.market, group.key);
            for alone in &group.alone {
                for point in curve(inputs, group.key, &alone.asset, &factors).unwrap() {
                    let factor = point.factor.get();
                    let excess = point.counted.get() - point.maintenance.get();
                    let rounding = 1e-9 * size * factor.max(1.0) + rounding(&case);
                    let said = said_under(&alone.crossings, factor, now < 0.0);
                    prop_assert!(excess.abs() <= rounding || (excess < 0.0) == said, "{excess} at {factor}");
                }
            }
        }
    }

    #[test]
    fn linear_cross_positions_meet_the_closed_form(seed: u64) {
        let case = linear_cross_case(seed);
        let report = evaluate(&case.portfolio, &case.market, &case.rules).unwrap();
        let figures = &report.group(GroupKey::Cross).unwrap().figures;
        let (equity, total) = (value(&figures.equity), value(&figures.maintenance));
        let found = found(&case);
        for (position, reported) in case.portfolio.positions.iter().zip(&report.positions) {
            let others = total - value(&reported.maintenance);
            let (wanted, unsure) = closed_form(&case, position, reported.mark.get(), equity, others);
            if position.quantity.get() == 0.0 || unsure {
                continue;
            }
            let mut prices: Vec<f64> =
                found.position(position.id).unwrap().crossings.iter().map(|each| each.price.get()).collect();
            prices.sort_by(f64::total_cmp);
            prop_assert_eq!(prices.len(), wanted.len(), "{:?} for {:?}", &prices, &wanted);
            for (price, wanted) in prices.iter().zip(&wanted) {
                let terms = (equity.abs() + total) / position.quantity.get().abs() + reported.mark.get();
                prop_assert!((price - wanted).abs() <= 1e-9 * wanted.max(terms), "{price} for {wanted}");
            }
        }
    }

    #[test]
    fn the_nearest_crossing_is_where_the_portfolio_first_goes_under(seed: u64) {
        let case = random_case(seed);
        let found = found(&case);
        let distance = |crossing: &Crossing| libm::log(crossing.factor.get()).abs();
        let nearest = found.nearest().map(|nearest| distance(&nearest.crossing));
        let all = found.groups.iter().flat_map(|group| &group.alone).flat_map(|alone| alone.crossings.all());
        let under = all.filter(|crossing| crossing.turn == Turn::GoesUnder).map(distance);
        prop_assert_eq!(nearest, under.min_by(f64::total_cmp));
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn two_crossings_about_a_kink_are_both_found(
        octave in -3.0..3.0_f64,
        depth in -9.0..-2.0_f64,
        index in 0.01..1e5_f64,
    ) {
        let (kink, peak) = (libm::exp2(octave), libm::exp10(depth));
        for (height, crossings) in [(peak, 2), (-peak, 0)] {
            let case = peaked_case(index, kink, height);
            let found = found(&case);
            let alone = &found.group(GroupKey::Cross).unwrap().alone[0].crossings;
            prop_assert_eq!(alone.all().len(), crossings, "{:?} about {}", alone, kink);
            for crossing in alone.all() {
                let off = (crossing.factor.get() / kink - 1.0).abs();
                prop_assert!((0.1 * peak..10.0 * peak).contains(&off), "{crossing:?} about {kink}");
            }
        }
    }
}

/// Coins that count half above a value, against a short of three quarters of them: the excess rises up to that value,
/// where it is `height` of the value, and falls beyond it. The value is reached when the price is multiplied by `kink`.
fn peaked_case(index: f64, kink: f64, height: f64) -> Case {
    let instrument = Instrument::perpetual("A0");
    let (coins, rate) = (1_000.0, Rate::Share(Ratio::new(0.05)));
    let bound = coins * index * kink;
    let mut market = empty_market();
    quote_dollar(&mut market);
    quote(&mut market, &instrument.underlying, index, Peg::Floating);
    quote_mark(&mut market, instrument.id(), index);
    let tiers = TierTable(vec![Tier { from: Usd::ZERO, initial: rate, maintenance: rate }]);
    let listing = Listing { table: "T".into(), modes: Modes::CrossOrIsolated };
    let mut rules = plain_rules(TieredNotional {
        tables: BTreeMap::from([("T".into(), Schedule::Tiers(tiers))]),
        listings: BTreeMap::from([(instrument.id(), listing)]),
        ..TieredNotional::default()
    });
    let bands = [(0.0, 0.0), (bound, 0.5)];
    let bands = bands.map(|(from, haircut)| HaircutTier { from: Usd::new(from), haircut: Ratio::new(haircut) });
    rules.collateral.assets.insert("A0".into(), terms(Haircut::Tiered(bands.to_vec())));
    let short = -0.75 * coins;
    let position = Position {
        id: PositionId(0),
        instrument,
        quantity: Quantity::new(short),
        entry: Price::new(index),
        mode: MarginMode::Cross,
        leverage: Leverage::VenueMaximum,
        accrued: Usd::ZERO,
    };
    // At the bound: coins + profit − requirement + dollars = height.
    let profit = short * index * (kink - 1.0);
    let dollars = bound * (height - 1.0) - profit + 0.05 * short.abs() * index * kink;
    let holding = |id: u32, asset: &str, quantity: f64| Holding {
        id: HoldingId(id),
        asset: asset.into(),
        quantity: Quantity::new(quantity),
    };
    let holdings = vec![holding(0, "A0", coins), holding(1, DOLLAR, dollars)];
    Case { portfolio: Portfolio { holdings, positions: vec![position], ..Portfolio::default() }, market, rules }
}

/// Every price p* = (others − d − E + q p) ÷ (q − |q| r) whose notional falls in the tier of r and d, ascending; and
/// whether one is so near a bound or the end of the search that rounding decides whether it counts.
fn closed_form(case: &Case, position: &Position, mark: f64, equity: f64, others: f64) -> (Vec<f64>, bool) {
    let quantity = position.quantity.get();
    let table = table_of(&case.rules, &position.instrument.id());
    let ends = table.bounds().map(|bound| bound.get()).chain([f64::INFINITY]);
    let (mut prices, mut unsure) = (Vec::new(), false);
    for (tier, end) in table.0.iter().zip(ends) {
        let band = table.band(tier.from).unwrap();
        let (rate, deduction) = (tier.maintenance.share().get(), band.deduction.get());
        let price = (others - deduction - equity + quantity * mark) / (quantity - quantity.abs() * rate);
        let notional = quantity.abs() * price;
        let near = |bound: f64| (notional - bound).abs() <= 1e-9 * (bound + equity.abs() + others);
        unsure |= near(tier.from.get()) || near(end) || (price / mark - libm::exp2(60.0)).abs() <= 1e9;
        if price > 0.0 && tier.from.get() <= notional && notional < end {
            prices.push(price);
        }
    }
    prices.sort_by(f64::total_cmp);
    (prices, unsure)
}
