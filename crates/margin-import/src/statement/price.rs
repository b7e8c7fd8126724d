//! Marks, entries and indexes: those that are stated, and otherwise those that other figures imply.
//!
//! Linear, and every option in the money that it is quoted in: profit = units × (mark − entry), size = |units| × mark, in dollars. Coin-settled: profit =
//! units × (1 ÷ entry − 1 ÷ mark), size = |units| ÷ mark, in coins.

use crate::imported::ImportNote;
use crate::made;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Quote, Row, Statement, name};
use margin_core::id::{AssetId, InstrumentId};
use margin_core::instrument::Kind;
use margin_core::market::{AssetQuote, InstrumentQuote, Peg};
use margin_core::units::{Quantity, Ratio, Usd};
use std::collections::BTreeMap;

/// A position with its prices.
#[derive(Debug)]
pub(super) struct Priced {
    pub(super) row: Row,
    pub(super) mark: f64,
    pub(super) entry: f64,
    pub(super) index: f64,
}

impl Priced {
    /// Dollars for one of what the position's amounts are in.
    pub(super) fn unit(&self) -> f64 {
        if self.row.in_coins() { self.index } else { 1.0 }
    }

    /// The position's size at the mark, in what its amounts are in.
    pub(super) fn size(&self) -> f64 {
        let units = self.row.units().abs();
        match (self.row.in_coins(), self.row.instrument.is_option()) {
            (true, true) => units,
            (true, false) => units / self.mark,
            (false, _) => units * self.mark,
        }
    }
}

/// Finds the prices of all positions.
pub(super) fn priced(statement: &mut Statement, problems: &mut Problems) -> Option<Vec<Priced>> {
    let rows = std::mem::take(&mut statement.rows);
    let indexes = indexes(statement, &rows);
    let (mut found, mut implied, mut from_mark, mut all) = (Vec::new(), 0, 0, true);
    for row in rows {
        let quoted = statement.quotes.get(&row.symbol);
        let stated = row.mark.or_else(|| quoted.and_then(|quote| quote.mark));
        let Some(mark) = stated.or_else(|| implied_mark(&row)).filter(|mark| mark.is_finite() && *mark > 0.0) else {
            let (venue, document) = (statement.venue, DocumentKind::Contexts);
            problems.add(&row.place, ImportProblemKind::MissingDocument { venue, document });
            all = false;
            continue;
        };
        implied += usize::from(stated.is_none());
        let Some(entry) = row.entry.or_else(|| implied_entry(&row, mark)).filter(|entry| *entry > 0.0) else {
            problems.add(&row.place.field(statement.fields.entry), ImportProblemKind::Missing);
            all = false;
            continue;
        };
        let index = row.index.or_else(|| indexes.get(&row.instrument.underlying).copied());
        from_mark += usize::from(index.is_none());
        let index = index.unwrap_or_else(|| fallback_index(&row, mark));
        found.push(Priced { row, mark, entry, index });
    }
    if implied > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::MarksFromFigures { count: implied }));
    }
    if from_mark > 0 {
        statement.notes.push(ImportNote::IndexFromMark { count: from_mark });
    }
    all.then_some(found)
}

/// Every asset's index that a document states, the positions' own first.
fn indexes(statement: &Statement, rows: &[Row]) -> BTreeMap<AssetId, f64> {
    let of_rows = rows.iter().flat_map(|row| {
        let quoted = statement.quotes.get(&row.symbol).and_then(|quote| quote.index);
        row.index.or(quoted).map(|index| (row.instrument.underlying.clone(), index))
    });
    let of_quotes = statement.quotes.values().filter_map(|quote| {
        let instrument = quote.instrument.as_ref()?;
        Some((instrument.underlying.clone(), quote.index?))
    });
    let of_balances = statement.balances.iter().filter_map(|balance| Some((balance.asset.clone(), balance.index?)));
    let mut found = BTreeMap::new();
    for (asset, index) in of_rows.chain(of_balances).chain(of_quotes).filter(|(_, index)| *index > 0.0) {
        found.entry(asset).or_insert(index);
    }
    found
}

/// An option's mark is no price of its underlying; its strike is nearer.
fn fallback_index(row: &Row, mark: f64) -> f64 {
    match row.instrument.kind {
        Kind::Option { strike, .. } => strike.get(),
        Kind::Spot | Kind::Perpetual | Kind::Future { .. } => mark,
    }
}

fn implied_mark(row: &Row) -> Option<f64> {
    let units = row.units();
    if row.instrument.is_option() {
        return Some(row.entry? + row.figures.unrealised? / units);
    }
    if let Some(notional) = row.figures.notional.filter(|notional| *notional > 0.0) {
        return Some(if row.in_coins() { units.abs() / notional } else { notional / units.abs() });
    }
    let (entry, unrealised) = (row.entry?, row.figures.unrealised?);
    Some(if row.in_coins() { 1.0 / (1.0 / entry - unrealised / units) } else { entry + unrealised / units })
}

fn implied_entry(row: &Row, mark: f64) -> Option<f64> {
    let (units, unrealised) = (row.units(), row.figures.unrealised?);
    let inverse = row.in_coins() && !row.instrument.is_option();
    let entry = if inverse { 1.0 / (1.0 / mark + unrealised / units) } else { mark - unrealised / units };
    (entry.is_finite() && entry > 0.0).then_some(entry)
}

/// What is known of every asset that is held or stands under a contract; balances without a price are taken out.
pub(super) fn assets(
    statement: &mut Statement,
    priced: &[Priced],
    problems: &mut Problems,
) -> BTreeMap<AssetId, AssetQuote> {
    let known = indexes(statement, &[]);
    let mut assets: BTreeMap<AssetId, AssetQuote> = BTreeMap::new();
    for each in priced {
        assets.entry(each.row.instrument.underlying.clone()).or_insert_with(|| made::asset(each.index));
    }
    let (mut kept, mut apart) = (Vec::new(), Vec::new());
    for balance in std::mem::take(&mut statement.balances).into_iter().filter(|balance| balance.quantity != 0.0) {
        let dollar = name::is_dollar(balance.asset.as_str());
        let at_one = dollar.then_some(1.0).filter(|_| balance.index.is_none());
        let priced = assets.get(&balance.asset).map(|quote| quote.index.get());
        let Some(index) = balance.index.or(at_one).or(priced).or_else(|| known.get(&balance.asset).copied()) else {
            apart.push(balance);
            continue;
        };
        if at_one.is_some() {
            statement.notes.push(ImportNote::AtOneDollar(balance.asset.clone()));
        }
        let peg = if dollar { Peg::Dollar } else { Peg::Floating };
        assets.entry(balance.asset.clone()).or_insert_with(|| AssetQuote { peg, ..made::asset(index) });
        kept.push(balance);
    }
    statement.balances = kept;
    for balance in &apart {
        let (venue, document) = (statement.venue, DocumentKind::Contexts);
        problems.add(&balance.place, ImportProblemKind::MissingDocument { venue, document });
    }
    assets
}

/// What is known of every contract that is held, and of those whose names are known.
pub(super) fn instruments(statement: &Statement, priced: &[Priced]) -> BTreeMap<InstrumentId, InstrumentQuote> {
    let held = priced.iter().map(|each| {
        let quote = statement.quotes.get(&each.row.symbol);
        (each.row.instrument.id(), instrument(each.mark, quote))
    });
    held.collect()
}

fn instrument(mark: f64, quote: Option<&Quote>) -> InstrumentQuote {
    let figure = |read: fn(&Quote) -> Option<f64>| quote.and_then(read);
    InstrumentQuote {
        open_interest: figure(|quote| quote.open_interest).map(Quantity::new),
        daily_volume: figure(|quote| quote.daily_volume).map(Usd::new),
        funding: figure(|quote| quote.funding).map(Ratio::new),
        ..made::contract(mark)
    }
}

/// Says where the positions' own marks and those handed in are of two moments.
pub(super) fn compare(statement: &mut Statement, priced: &[Priced]) {
    let pairs = priced.iter().filter_map(|each| Some((statement.quotes.get(&each.row.symbol)?.mark?, each.mark)));
    let differences: Vec<f64> = pairs.map(|(quoted, own)| (quoted / own - 1.0).abs()).collect();
    let count = differences.iter().filter(|difference| **difference > 0.0).count();
    if count > 0 {
        let largest = Ratio::new(differences.iter().copied().fold(0.0, f64::max));
        statement.notes.push(ImportNote::MarksDiffer { count, of: differences.len(), largest });
    }
}
