//! What a report says.

use crate::cases;
use crate::common::tree::{Hash, each, gross, measures, of, recomputed, roots, value};
use crate::common::{Case, Random, plain_case, random_case, shocked, tiered, tiers_of};
use margin_core::efficiency::{Efficiency, efficiency};
use margin_core::evaluate;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::portfolio::{Holding, MarginMode, Portfolio, Position};
use margin_core::report::{GroupKey, Level, LineItem, MarginReport};
use margin_core::rules::{Haircut, Modes, Pairs};
use margin_core::solve::{curve, liquidation_prices};
use margin_core::units::{Quantity, Ratio};
use proptest::prelude::*;

fn report(case: &Case) -> MarginReport {
    evaluate(&case.portfolio, &case.market, &case.rules).unwrap()
}

/// Every figure in the order of ids, whatever order the portfolio has.
fn bits_by_id(case: &Case) -> u64 {
    let (mut found, mut report) =
        (liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap(), report(case));
    report.holdings.sort_by_key(|holding| holding.id);
    report.positions.sort_by_key(|position| position.id);
    found.positions.sort_by_key(|position| position.id);
    let mut hash = Hash::new();
    hash.report(&report);
    hash.crossings(&found);
    hash.0
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_order_of_positions_and_holdings_changes_no_bit(seed: u64) {
        let case = random_case(seed);
        let mut shuffled = case.clone();
        let random = &mut Random::new(!seed);
        random.shuffle(&mut shuffled.portfolio.positions);
        random.shuffle(&mut shuffled.portfolio.holdings);
        prop_assert_eq!(bits_by_id(&case), bits_by_id(&shuffled));
    }

    #[test]
    fn every_amount_equals_its_parts_bit_for_bit(seed: u64) {
        let report = report(&random_case(seed));
        let efficiency = efficiency(&report);
        for root in roots(&report).into_iter().chain(measures(&efficiency)) {
            each(root, &mut |item| {
                assert_eq!(value(item).to_bits(), recomputed(item).to_bits(), "{item:?}");
            });
        }
    }

    #[test]
    fn a_measure_of_efficiency_is_ours_and_there_unless_it_divides_by_zero(seed: u64) {
        let report = report(&random_case(seed));
        let (found, total) = (efficiency(&report), &report.total);
        prop_assert!(measures(&found).iter().all(|measure| measure.rule().is_none()));
        let Efficiency { gross_notional, effective_leverage, requirement_to_notional, standalone, saving, idle } = &found;
        let (gross, free) = (value(gross_notional), value(&total.excess(Level::Initial)));
        let (equity, counted) = (value(&total.equity), value(&total.counted.initial));
        prop_assert_eq!(effective_leverage.is_some(), equity > 0.0 || equity < 0.0 && gross == 0.0);
        prop_assert_eq!(requirement_to_notional.is_some(), gross > 0.0);
        prop_assert_eq!(saving.is_some(), value(standalone) > 0.0);
        prop_assert_eq!(idle.is_some(), free >= 0.0 && counted > 0.0);
    }

    #[test]
    fn bare_figures_equal_explained_ones_at_every_price(seed: u64, octaves in -4.0..4.0_f64) {
        let case = random_case(seed);
        let inputs = (&case.portfolio, &case.market, &case.rules);
        let factor = libm::exp2(octaves);
        let plain = seed.is_multiple_of(2);
        let assets: Vec<AssetId> = case.market.assets.keys().cloned().collect();
        for asset in &assets {
            let market = shocked(&case, |moved| moved == asset, factor);
            let explained = evaluate(&case.portfolio, &market, &case.rules).unwrap();
            for group in &explained.groups {
                let used = explained.positions.iter().any(|each| each.group == group.key
                    && case.portfolio.positions.iter().any(|p| p.id == each.id && p.instrument.underlying == *asset));
                if !used {
                    continue;
                }
                let point = curve(inputs, group.key, asset, &[Ratio::new(factor)]).unwrap()[0];
                let bare = [point.counted_initial, point.counted, point.initial, point.maintenance];
                let [_, explained @ ..] = of(&group.figures);
                for (bare, explained) in bare.map(|usd| usd.get()).into_iter().zip(explained) {
                    // Rules that make a price or a size of others make it anew in a moved market, and round once more.
                    let near = if plain { 0.0 } else { 1e-12 * gross(explained) + 1e-5 };
                    prop_assert!((bare - value(explained)).abs() <= near, "{bare} for {explained:?}");
                }
            }
        }
    }

    #[test]
    fn scaling_a_portfolio_on_a_single_tier_venue_scales_every_figure(seed: u64, power in -6..=6_i32) {
        let mut case = plain_case(seed);
        single_tier(&mut case);
        let scale = libm::exp2(f64::from(power));
        let mut scaled = case.clone();
        for position in &mut scaled.portfolio.positions {
            position.quantity = Quantity::new(position.quantity.get() * scale);
            if let MarginMode::Isolated { collateral } = &mut position.mode {
                *collateral = *collateral * Ratio::new(scale);
            }
        }
        for holding in &mut scaled.portfolio.holdings {
            holding.quantity = Quantity::new(holding.quantity.get() * scale);
        }
        for (before, after) in roots(&report(&case)).iter().zip(roots(&report(&scaled))) {
            prop_assert_eq!((value(before) * scale).to_bits(), value(after).to_bits());
        }
    }

    #[test]
    fn an_isolated_position_does_not_depend_on_the_rest(seed: u64) {
        let case = random_case(seed);
        let whole = report(&case);
        let found = liquidation_prices(&case.portfolio, &case.market, &case.rules).unwrap();
        for position in case.portfolio.positions.iter().filter(|position| position.mode != MarginMode::Cross) {
            let key = GroupKey::Isolated(position.id);
            let only = Portfolio { holdings: Vec::new(), positions: vec![position.clone()], orders: Vec::new(), ..case.portfolio.clone() };
            let alone = Case { portfolio: only, ..case.clone() };
            let without = report(&alone);
            prop_assert_eq!(whole.group(key), without.group(key));
            let alone = liquidation_prices(&alone.portfolio, &alone.market, &alone.rules).unwrap();
            prop_assert_eq!(found.group(key), alone.group(key));
        }
    }

    #[test]
    fn a_pair_needs_least_when_netted_and_most_when_each_side_counts(seed: u64) {
        let mut case = plain_case(seed);
        let random = &mut Random::new(!seed);
        let Some(first) = case.portfolio.positions.first().cloned() else { return Ok(()) };
        let long = Position { id: PositionId(0), mode: MarginMode::Cross, quantity: first.quantity.abs(), ..first };
        let quantity = -(long.quantity.abs());
        let quantity = Quantity::new(quantity.get() * random.magnitude(0.01, 100.0));
        case.portfolio.positions = vec![Position { id: PositionId(1), quantity, ..long.clone() }, long];
        for listing in tiered(&mut case.rules).listings.values_mut() {
            listing.modes = Modes::CrossOrIsolated;
        }
        let required = |pairs: Pairs| {
            let mut case = case.clone();
            case.rules.pairs = pairs;
            let figures = report(&case).total;
            [Level::Initial, Level::Maintenance].map(|level| value(figures.requirement(level)))
        };
        let [netted, larger, each] = [Pairs::Netted, Pairs::LargerSide, Pairs::EachSide].map(required);
        for level in 0..2 {
            let slack = 1e-12 * each[level];
            prop_assert!(netted[level] <= larger[level] + slack && larger[level] <= each[level]);
        }
    }

    #[test]
    fn closing_a_part_never_raises_a_requirement(seed: u64, left in 0.0..1.0_f64) {
        let mut case = plain_case(seed);
        if case.rules.pairs == Pairs::Netted {
            case.rules.pairs = Pairs::EachSide;
        }
        let before = report(&case);
        for index in 0..case.portfolio.positions.len() {
            let mut closed = case.clone();
            let position = &mut closed.portfolio.positions[index];
            position.quantity = Quantity::new(position.quantity.get() * left);
            let after = report(&closed);
            for (before, after) in before.positions.iter().zip(&after.positions) {
                prop_assert!(no_more(&after.initial, &before.initial));
                prop_assert!(no_more(&after.maintenance, &before.maintenance));
            }
            prop_assert!(no_more(&after.total.initial, &before.total.initial));
            prop_assert!(no_more(&after.total.maintenance, &before.total.maintenance));
        }
    }
}

fn no_more(after: &LineItem, before: &LineItem) -> bool {
    value(after) <= value(before) * (1.0 + 1e-12)
}

fn single_tier(case: &mut Case) {
    for table in tiered(&mut case.rules).tables.values_mut() {
        tiers_of(table).truncate(1);
    }
    for terms in case.rules.collateral.assets.values_mut() {
        for haircut in [&mut terms.haircut.initial, &mut terms.haircut.maintenance] {
            if let Haircut::Tiered(tiers) = haircut {
                *haircut = Haircut::Flat(tiers[0].haircut);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn splitting_a_holding_changes_nothing_that_counts(seed: u64, share in 0.0..1.0_f64) {
        let whole = random_case(seed);
        let mut split = whole.clone();
        let holdings = &mut split.portfolio.holdings;
        let free = holdings.iter().map(|holding| holding.id.0).max().unwrap_or(0) + 1;
        if let Some(first) = holdings.first_mut() {
            let part = Quantity::new(first.quantity.get() * share);
            first.quantity = first.quantity - part;
            let rest = Holding { id: HoldingId(free), asset: first.asset.clone(), quantity: part };
            holdings.push(rest);
        }
        let (whole, split) = (report(&whole), report(&split));
        for (left, right) in of(&whole.total).into_iter().zip(of(&split.total)) {
            let (left, right) = (left.usd().get(), right.usd().get());
            prop_assert!((left - right).abs() <= 1e-9 * left.abs().max(whole.gross_notional().usd().get()).max(1.0));
        }
    }
}
