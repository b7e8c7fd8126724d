//! What is derived for the price chart.

use crate::state::derived::Evaluated;
use margin_core::id::AssetId;
use margin_core::report::GroupKey;
use margin_core::solve::{self, Crossing};
use margin_core::units::{Price, Ratio};
use margin_view::chart::{ChartPoint, PriceChart};
use margin_view::number::Locale;

/// The assets whose price moves something.
pub fn chartable(evaluated: &Evaluated) -> Vec<AssetId> {
    let groups = evaluated.liquidation.groups.iter();
    let mut assets: Vec<_> = groups.flat_map(|group| group.alone.iter().map(|alone| alone.asset.clone())).collect();
    assets.sort();
    assets.dedup();
    assets
}

/// The number of intervals that the price chart is evaluated at.
const CHART_STEPS: u32 = 96;

/// The price chart of the chosen asset, or of the one that takes something under first.
pub fn charted(evaluated: &Evaluated, chosen: Option<AssetId>, locale: &Locale) -> Option<PriceChart> {
    let liquidation = &evaluated.liquidation;
    let known = |asset: &AssetId| chartable(evaluated).contains(asset);
    let in_cross = || liquidation.group(GroupKey::Cross)?.nearest().map(|nearest| nearest.asset);
    let nearest = || liquidation.nearest().map(|nearest| nearest.asset);
    let asset =
        chosen.filter(known).or_else(in_cross).or_else(nearest).or_else(|| chartable(evaluated).first().cloned())?;
    let (group, alone) = liquidation.groups.iter().find_map(|group| {
        let alone = group.alone.iter().find(|alone| alone.asset == asset)?;
        Some((group.key, alone))
    })?;
    let now = price_now(evaluated, group, &asset)?;
    let (low, high) = chart_range(alone.crossings.all());
    let step = (high - low) / f64::from(CHART_STEPS);
    let factors: Vec<_> = (0..=CHART_STEPS).map(|index| Ratio::new(low + step * f64::from(index))).collect();
    let workspace = &evaluated.workspace;
    let subject = (&workspace.portfolio, &*workspace.market, &*workspace.rules);
    let points = solve::curve(subject, group, &asset, &factors).ok()?;
    let points = points.iter().map(|point| ChartPoint {
        price: (now * point.factor).get(),
        counted: point.counted.get(),
        counted_initial: point.counted_initial.get(),
        initial: point.initial.get(),
        maintenance: point.maintenance.get(),
    });
    let crossings: Vec<_> = alone.crossings.all().iter().map(|each| (now * each.factor, each.turn)).collect();
    Some(PriceChart::new(asset.as_str(), now, points.collect(), &crossings, locale))
}

/// The mark of a contract on the asset that the group holds, since that is what its liquidation price is in; else the
/// index.
fn price_now(evaluated: &Evaluated, group: GroupKey, asset: &AssetId) -> Option<Price> {
    let workspace = &evaluated.workspace;
    let on_asset = |id| {
        let position = workspace.position(id).map(|position| &position.instrument);
        position.is_some_and(|instrument| instrument.underlying == *asset && !instrument.is_option())
    };
    let mut positions = evaluated.report.positions.iter().filter(|position| position.group == group);
    let mark = positions.find(|position| on_asset(position.id)).map(|position| position.mark);
    mark.or_else(|| workspace.market.index(asset))
}

/// The factors that the price chart spans: ±30 %, and out to the crossings that are within reach.
fn chart_range(crossings: &[Crossing]) -> (f64, f64) {
    let within_reach = crossings.iter().map(|crossing| crossing.factor.get()).filter(|factor| *factor < 2.4);
    within_reach.fold((0.7, 1.3), |(low, high), factor| (low.min(factor * 0.94).max(0.02), high.max(factor * 1.06)))
}
