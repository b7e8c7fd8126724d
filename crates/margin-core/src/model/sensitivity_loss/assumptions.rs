//! What the market does not say of the underlyings, and what was taken for it.

use crate::book::Book;
use crate::model::sensitivity_loss::joint::between;
use crate::problem::MarketFigure;
use crate::report::Assumption;
use crate::rules::SensitivityLoss;

/// What the model took as given.
pub(crate) fn assumptions(_: &SensitivityLoss, book: &Book) -> Vec<Assumption> {
    book.groups
        .iter()
        .flat_map(|group| {
            let mut places: Vec<_> = group.contracts.iter().map(|contract| contract.asset).collect();
            places.sort_unstable();
            places.dedup();
            let assets: Vec<_> = places.iter().filter_map(|place| book.assets.get(*place)).collect();
            let each = assets.iter().flat_map(|asset| {
                let volatility = asset.quote.and_then(|quote| quote.volatility);
                let used = |figure| Assumption::RulesFigureUsed { asset: asset.id.clone(), figure };
                let unknown = volatility.is_none() && asset.at_the_money.is_empty();
                let volume = asset.quote.and_then(|quote| quote.daily_volume).is_none();
                let surface = asset.at_the_money.is_empty();
                [
                    unknown.then(|| used(MarketFigure::Volatility)),
                    volume.then(|| used(MarketFigure::DailyVolume)),
                    (surface && !unknown).then(|| Assumption::SurfaceUnknown(asset.id.clone())),
                ]
            });
            let each: Vec<_> = each.flatten().collect();
            let mut pairs = Vec::new();
            for (place, second) in assets.iter().enumerate() {
                for first in assets.iter().take(place) {
                    if between(book.correlations, first.id, second.id).is_none() {
                        pairs.push(Assumption::CorrelationUnknown(first.id.clone(), second.id.clone()));
                    }
                }
            }
            each.into_iter().chain(pairs).collect::<Vec<_>>()
        })
        .collect()
}
