//! The choices that were made in reading, in sentences.

use crate::import::residual;
use crate::import::simplified::simplified;
use crate::name::{self, date};
use crate::number::{self, Locale};
use crate::text::import::{AccountNoteText as Account, LeftOutText as LeftOut, RulesNoteText as Rules};
use margin_core::id::InstrumentId;
use margin_core::instrument::Instrument;
use margin_core::portfolio::Portfolio;
use margin_core::units::{Ratio, Usd};
use margin_import::{ImportNote, SpotBalance};

/// A choice that was made in reading, or something that was left out, in a sentence.
pub fn note(note: &ImportNote, portfolio: &Portfolio, locale: &Locale) -> String {
    let contract = |id| contract(id, portfolio, locale);
    match note {
        ImportNote::AccountKind { kind, reason } => Account::Kind { kind: *kind, reason: *reason }.say(),
        ImportNote::AtOneDollar(asset) => Account::AtOneDollar { asset: asset.as_str() }.say(),
        ImportNote::MarksDiffer { count, of, largest } => marks_differ(*count, *of, *largest, locale),
        ImportNote::IndexFromMark { count } => Account::IndexFromMark { count: *count }.say(),
        ImportNote::EntriesFromProfit { count } => Account::EntriesFromProfit { count: *count }.say(),
        ImportNote::EntriesFromMark { count } => Account::EntriesFromMark { count: *count }.say(),
        ImportNote::LeverageLowered { position, set, taken } => {
            leverage_lowered(&name::position(portfolio, *position, locale), *set, *taken, locale)
        }
        ImportNote::PortfolioMargin => Account::PortfolioMargin.say(),
        ImportNote::NoTime { taken } => Account::NoTime { date: &date(*taken) }.say(),
        ImportNote::SizeOfOne { count } => Account::SizeOfOne { count: *count }.say(),
        ImportNote::BalancesBeforeProfit => Account::BalancesBeforeProfit.say(),
        ImportNote::NoCollateral => Account::NoCollateral.say(),
        ImportNote::Recalculated { stated, taken } => recalculated(*stated, *taken, locale),
        ImportNote::Simplified(what) => simplified(what, portfolio, locale),
        ImportNote::RulesCarried { effective } => Rules::Carried { date: &date(*effective) }.say(),
        ImportNote::TiersCarried { count } => Rules::TiersCarried { count: *count }.say(),
        ImportNote::OwnLeverage { leverage, instruments } => {
            let names: Vec<String> = instruments.iter().map(contract).collect();
            Rules::OwnLeverage { leverage: &number::multiple(*leverage, locale), names: &names }.say()
        }
        ImportNote::Delisted(id) => Rules::Delisted { name: &contract(id) }.say(),
        ImportNote::CrossWhereIsolatedOnly(id) => Rules::CrossWhereIsolatedOnly { name: &contract(id) }.say(),
        ImportNote::OtherToken(number) => Rules::OtherToken { number: *number }.say(),
        ImportNote::RulesNotCarried { id } => Rules::NotCarried { id }.say(),
        ImportNote::RulesAssumed { id } => Rules::Assumed { id }.say(),
        ImportNote::ReservesStated { count } => Rules::ReservesStated { count: *count }.say(),
        ImportNote::RulesNeed { venue, document } => Rules::Need { venue, document: *document }.say(),
        ImportNote::RulesOpen => Rules::Open.say(),
        ImportNote::RulesStated { count } => Rules::Stated { count: *count }.say(),
        ImportNote::NothingHeld(id) => LeftOut::NothingHeld { name: &contract(id) }.say(),
        ImportNote::SpotNotCounted(spot) => LeftOut::SpotNotCounted { balances: &amounts(spot, locale) }.say(),
        ImportNote::BalancesUnpriced(spot) => LeftOut::BalancesUnpriced { balances: &amounts(spot, locale) }.say(),
        ImportNote::OtherAccounts { count } => LeftOut::OtherAccounts { count: *count }.say(),
        ImportNote::OrdersLeftOut { count } => LeftOut::Orders { count: *count }.say(),
        ImportNote::NotNeeded(document) => LeftOut::NotNeeded { document: *document }.say(),
        ImportNote::QuotesLeftOut { count } => LeftOut::Quotes { count: *count }.say(),
        ImportNote::IndexFromForward(asset) => Account::IndexFromForward { asset: asset.as_str() }.say(),
        ImportNote::ColumnLeftOut { name } => LeftOut::Column { name }.say(),
        ImportNote::LeftOut { document, at } => LeftOut::NotKnown { document: *document + 1, at }.say(),
    }
}

fn marks_differ(count: usize, of: usize, largest: Ratio, locale: &Locale) -> String {
    Account::MarksDiffer { count, of, largest: &residual::relative(largest, locale) }.say()
}

fn leverage_lowered(name: &str, set: Ratio, taken: Ratio, locale: &Locale) -> String {
    let [set, taken] = [set, taken].map(|leverage| number::multiple(leverage, locale));
    Account::LeverageLowered { name, set: &set, taken: &taken }.say()
}

fn recalculated(stated: Usd, taken: Usd, locale: &Locale) -> String {
    let [stated, taken] = [stated, taken].map(|amount| number::usd_cents(amount, locale));
    Account::Recalculated { stated: &stated, taken: &taken }.say()
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
