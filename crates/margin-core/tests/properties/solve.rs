//! What the searches find.

use crate::cases;
use crate::common::tree::{gross, value};
use crate::common::{Case, linear_cross_case, random_case, shocked, table_of};
use margin_core::evaluate;
use margin_core::id::AssetId;
use margin_core::market::{Market, Peg};
use margin_core::portfolio::Position;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{Crossing, Crossings, LiquidationReport, Reach, Turn, curve, liquidation_prices};
use margin_core::units::Ratio;
use proptest::prelude::*;

fn found(case: &Case) -> LiquidationReport {
    liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap()
}

/// The excess of a group in a market, and the size of what went into it.
fn excess(case: &Case, market: &Market, key: GroupKey) -> (f64, f64) {
    let report = evaluate(&case.portfolio, market, &case.rules).unwrap();
    let excess = report.group(key).unwrap().figures.excess(Level::Maintenance);
    (value(&excess), gross(&excess))
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
                    prop_assert!(excess.abs() <= 1e-9 * gross, "{excess} of {gross} at {crossing:?}");
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
                prop_assert!(excess.abs() <= 1e-9 * gross, "{excess} of {gross} at {crossing:?}");
            }
        }
    }

    #[test]
    fn no_crossing_is_missed_and_none_is_made_up(seed: u64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        // Off the solver's own grid, so that it is not the same samples that agree.
        let factors: Vec<Ratio> = (-300..300).map(|step| Ratio::new(libm::exp2(f64::from(step) / 47.3 + 0.013))).collect();
        for group in &found(&case).groups {
            let (now, size) = excess(&case, &case.market, group.key);
            for alone in &group.alone {
                for point in curve(inputs, group.key, &alone.asset, &factors).unwrap() {
                    let factor = point.factor.get();
                    let excess = point.counted.get() - point.maintenance.get();
                    let rounding = 1e-9 * size * factor.max(1.0);
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
