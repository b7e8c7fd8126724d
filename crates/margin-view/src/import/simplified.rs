//! What a portfolio has no words for, in sentences.

use super::note::contract;
use crate::number::{self, Locale};
use crate::text::import::SimplifiedText;
use margin_core::id::{AssetId, InstrumentId};
use margin_core::portfolio::Portfolio;
use margin_import::Simplified;

/// What was said instead of what a venue's documents say, in a sentence.
pub(super) fn simplified(simplified: &Simplified, portfolio: &Portfolio, locale: &Locale) -> String {
    let name = |id: &InstrumentId| contract(id, portfolio, locale);
    match simplified {
        Simplified::PoolsTogether(assets) => SimplifiedText::PoolsTogether { assets: &names(assets) }.say(),
        Simplified::CoinsSetAside { count } => SimplifiedText::CoinsSetAside { count: *count }.say(),
        Simplified::LoneIsolated(id) => SimplifiedText::LoneIsolated { name: &name(id) }.say(),
        Simplified::TiersInCoins { count } => SimplifiedText::TiersInCoins { count: *count }.say(),
        Simplified::TierOfSize { count } => SimplifiedText::TierOfSize { count: *count }.say(),
        Simplified::SettledApart(id) => SimplifiedText::SettledApart { name: &name(id) }.say(),
        Simplified::ContractSizes { count } => SimplifiedText::ContractSizes { count: *count }.say(),
        Simplified::NoRequirement(ids) => {
            let names: Vec<String> = ids.iter().map(name).collect();
            SimplifiedText::NoRequirement { names: &names }.say()
        }
        Simplified::MarginedAs(model) => SimplifiedText::MarginedAs { model }.say(),
        Simplified::HeldForOrders(amount) => {
            SimplifiedText::HeldForOrders { amount: &number::usd_cents(*amount, locale) }.say()
        }
        Simplified::MarksFromFigures { count } => SimplifiedText::MarksFromFigures { count: *count }.say(),
        Simplified::HoursOfDay => SimplifiedText::HoursOfDay.say(),
        Simplified::RateOfAccount(id) => SimplifiedText::RateOfAccount { name: &name(id) }.say(),
        Simplified::SetAsideFromLeverage { count } => SimplifiedText::SetAsideFromLeverage { count: *count }.say(),
        Simplified::CountedInFull(assets) => SimplifiedText::CountedInFull { assets: &names(assets) }.say(),
        Simplified::ScaledTiers(symbol) => SimplifiedText::ScaledTiers { symbol }.say(),
    }
}

fn names(assets: &[AssetId]) -> Vec<String> {
    assets.iter().map(ToString::to_string).collect()
}
