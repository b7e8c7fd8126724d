//! The choices that were made in reading, in sentences.

use crate::import::residual;
use crate::import::simplified::simplified;
use crate::name::{self, date};
use crate::number::{self, Locale};
use crate::text::import::{AccountNoteText, RulesNoteText};
use margin_core::id::InstrumentId;
use margin_core::instrument::Instrument;
use margin_core::portfolio::Portfolio;
use margin_import::{ImportNote, SpotBalance};

/// A choice that was made in reading, or something that was left out, in a sentence.
pub fn note(note: &ImportNote, portfolio: &Portfolio, locale: &Locale) -> String {
    match note {
        ImportNote::AccountKind { kind, reason } => AccountNoteText::Kind { kind: *kind, reason: *reason }.say(),
        ImportNote::AtOneDollar(asset) => AccountNoteText::AtOneDollar { asset: asset.as_str() }.say(),
        ImportNote::MarksDiffer { count, of, largest } => {
            let largest = &residual::relative(*largest, locale);
            AccountNoteText::MarksDiffer { count: *count, of: *of, largest }.say()
        }
        ImportNote::IndexFromMark { count } => AccountNoteText::IndexFromMark { count: *count }.say(),
        ImportNote::EntriesFromProfit { count } => AccountNoteText::EntriesFromProfit { count: *count }.say(),
        ImportNote::EntriesFromMark { count } => AccountNoteText::EntriesFromMark { count: *count }.say(),
        ImportNote::LeverageLowered { position, set, taken } => {
            let name = &name::position(portfolio, *position, locale);
            let [set, taken] = [set, taken].map(|leverage| number::multiple(*leverage, locale));
            AccountNoteText::LeverageLowered { name, set: &set, taken: &taken }.say()
        }
        ImportNote::NothingHeld(id) => AccountNoteText::NothingHeld { name: &contract(id, portfolio, locale) }.say(),
        ImportNote::SpotNotCounted(balances) => {
            AccountNoteText::SpotNotCounted { balances: &amounts(balances, locale) }.say()
        }
        ImportNote::PortfolioMargin => AccountNoteText::PortfolioMargin.say(),
        ImportNote::NoTime { taken } => AccountNoteText::NoTime { date: &date(*taken) }.say(),
        ImportNote::RulesCarried { effective } => RulesNoteText::Carried { date: &date(*effective) }.say(),
        ImportNote::TiersCarried { count } => RulesNoteText::TiersCarried { count: *count }.say(),
        ImportNote::OwnLeverage { leverage, instruments } => {
            let names: Vec<String> = instruments.iter().map(|id| contract(id, portfolio, locale)).collect();
            RulesNoteText::OwnLeverage { leverage: &number::multiple(*leverage, locale), names: &names }.say()
        }
        ImportNote::Delisted(id) => RulesNoteText::Delisted { name: &contract(id, portfolio, locale) }.say(),
        ImportNote::CrossWhereIsolatedOnly(id) => {
            RulesNoteText::CrossWhereIsolatedOnly { name: &contract(id, portfolio, locale) }.say()
        }
        ImportNote::NotNeeded(document) => RulesNoteText::NotNeeded { document: *document }.say(),
        ImportNote::OtherToken(number) => RulesNoteText::OtherToken { number: *number }.say(),
        ImportNote::RulesNotCarried { id } => RulesNoteText::NotCarried { id }.say(),
        ImportNote::RulesAssumed { id } => RulesNoteText::Assumed { id }.say(),
        ImportNote::ReservesStated { count } => RulesNoteText::ReservesStated { count: *count }.say(),
        ImportNote::RulesNeed { venue, document } => RulesNoteText::Need { venue, document: *document }.say(),
        ImportNote::RulesOpen => RulesNoteText::Open.say(),
        ImportNote::RulesStated { count } => RulesNoteText::Stated { count: *count }.say(),
        ImportNote::BalancesUnpriced(balances) => {
            AccountNoteText::BalancesUnpriced { balances: &amounts(balances, locale) }.say()
        }
        ImportNote::SizeOfOne { count } => AccountNoteText::SizeOfOne { count: *count }.say(),
        ImportNote::BalancesBeforeProfit => AccountNoteText::BalancesBeforeProfit.say(),
        ImportNote::NoCollateral => AccountNoteText::NoCollateral.say(),
        ImportNote::Recalculated { stated, taken } => {
            let [stated, taken] = [stated, taken].map(|amount| number::usd_cents(*amount, locale));
            AccountNoteText::Recalculated { stated: &stated, taken: &taken }.say()
        }
        ImportNote::OtherAccounts { count } => AccountNoteText::OtherAccounts { count: *count }.say(),
        ImportNote::OrdersLeftOut { count } => AccountNoteText::OrdersLeftOut { count: *count }.say(),
        ImportNote::Simplified(what) => simplified(what, portfolio, locale),
        ImportNote::ColumnLeftOut { name } => AccountNoteText::ColumnLeftOut { name }.say(),
        ImportNote::LeftOut { document, at } => AccountNoteText::LeftOut { document: *document + 1, at }.say(),
    }
}

/// A contract by the name that a position of it has, or else by the terms in its name.
pub(super) fn contract(id: &InstrumentId, portfolio: &Portfolio, locale: &Locale) -> String {
    let held = portfolio.positions.iter().map(|position| &position.instrument).find(|held| held.id() == *id);
    let known = held.cloned().or_else(|| id.as_str().parse::<Instrument>().ok());
    known.map_or_else(|| id.to_string(), |instrument| name::instrument(&instrument, locale))
}

fn amounts(balances: &[SpotBalance], locale: &Locale) -> Vec<String> {
    let amount = |balance: &SpotBalance| format!("{} {}", number::amount(balance.quantity, locale), balance.asset);
    balances.iter().map(amount).collect()
}
