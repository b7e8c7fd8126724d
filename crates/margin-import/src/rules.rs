//! Which rules an imported account is under.
//!
//! Those of the catalogue where it has them; with the rates that the documents state of each contract in the place of
//! its own; or, where it has none, rules made of these rates alone.

use crate::imported::ImportNote;
use crate::node::Place;
use crate::problem::{ImportProblemKind, Problems};
use margin_core::id::{AssetId, InstrumentId, TableId};
use margin_core::report::Levels;
use margin_core::rules::{
    self, AssetTerms, Citation, Collateral, Grade, Haircut, Liquidation, Listing, MaintenanceRate, Model, Modes, Pairs,
    Rates, RuleKey, Schedule, SizedRate, Status, TieredNotional, VenueRules, Withdrawal,
};
use margin_core::time::Date;
use margin_core::units::Ratio;
use margin_venues::Catalogue;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What the documents state that a contract requires, as shares of its notional; 0 < maintenance ≤ initial ≤ 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatedRates {
    pub(crate) instrument: InstrumentId,
    pub(crate) initial: SizedRate,
    pub(crate) maintenance: f64,
    pub(crate) modes: Modes,
}

/// Whose rules are made.
pub(crate) struct Whose<'a> {
    /// The venue, by its own name.
    pub(crate) venue: &'a str,
    /// Which of its products or account kinds.
    pub(crate) product: &'a str,
    /// The day that the documents are of.
    pub(crate) date: Date,
    /// The assets that count, each in full.
    pub(crate) collateral: Vec<AssetId>,
}

/// The rules that each stated choice is cited under.
const CITED: [RuleKey; 10] = [
    RuleKey::Equity,
    RuleKey::Unrealised,
    RuleKey::Haircut,
    RuleKey::Isolated,
    RuleKey::Notional,
    RuleKey::Initial,
    RuleKey::Maintenance,
    RuleKey::Tiers,
    RuleKey::Withdrawal,
    RuleKey::Liquidation,
];

/// The rules that the catalogue has under an id, such as `hyperliquid/perpetuals`; noted where it has none.
pub(crate) fn carried(id: &str, notes: &mut Vec<ImportNote>, problems: &mut Problems) -> Option<VenueRules> {
    let found = find(id, problems);
    if found.is_none() {
        notes.push(ImportNote::RulesNotCarried { id: id.to_owned() });
    }
    found
}

/// The rules that the catalogue has under an id, where it has some.
pub(crate) fn find(id: &str, problems: &mut Problems) -> Option<VenueRules> {
    catalogue(problems)?.find(id).cloned()
}

/// The latest day that any of the catalogue's rules are of.
pub(crate) fn latest(problems: &mut Problems) -> Option<Date> {
    catalogue(problems)?.entries().iter().map(|entry| entry.rules.effective).max()
}

fn catalogue(problems: &mut Problems) -> Option<&'static Catalogue> {
    // Reading all of it takes longer than reading an account, so it is read once.
    static CATALOGUE: OnceLock<Option<Catalogue>> = OnceLock::new();
    let found = CATALOGUE.get_or_init(|| margin_venues::catalogue().ok());
    if found.is_none() {
        problems.add(&Place::start(0), ImportProblemKind::NoRules);
    }
    found.as_ref()
}

/// Rules made of what the documents state alone.
pub(crate) fn stated(whose: Whose<'_>, rates: &[StatedRates]) -> VenueRules {
    let source = format!("{}, as handed in", whose.venue);
    let says = "What was handed in states each contract's rates; the rest is what is usual.";
    let citation = Citation { says: says.into(), source, date: whose.date, grade: Grade::Uncertain };
    VenueRules {
        schema: rules::SCHEMA,
        venue: whose.venue.to_owned(),
        product: whose.product.to_owned(),
        status: Status::Live,
        effective: whose.date,
        citations: CITED.into_iter().map(|key| (key, citation.clone())).collect(),
        collateral: Collateral { assets: whose.collateral.into_iter().map(full).collect(), ..Collateral::default() },
        pairs: Pairs::Netted,
        model: Model::TieredNotional(model(rates)),
        withdrawal: Withdrawal::Initial,
        liquidation: Liquidation::default(),
        funding: None,
        interest: BTreeMap::new(),
        notes: vec!["Made of what an account's documents state, and not of the venue's own rules.".into()],
    }
}

/// Rules of the catalogue with what the documents state in the place of their own rates.
pub(crate) fn restated(mut rules: VenueRules, date: Date, rates: &[StatedRates]) -> VenueRules {
    if let Model::TieredNotional(carried) = &mut rules.model {
        let stated = model(rates);
        (carried.tables, carried.listings) = (stated.tables, stated.listings);
    }
    rules.effective = date;
    if let Some(citation) = rules.citations.get_mut(&RuleKey::Tiers) {
        citation.source = format!("{}, as handed in", rules.venue);
        citation.date = date;
    }
    rules
}

/// An asset that counts in full.
fn full(asset: AssetId) -> (AssetId, AssetTerms) {
    let haircut = Levels::both(Haircut::Flat(Ratio::ZERO));
    (asset, AssetTerms { haircut, debt: None, most_units: None, most_counted: None, crowding: None })
}

/// One table for each contract.
fn model(rates: &[StatedRates]) -> TieredNotional {
    let table = |rates: &StatedRates| TableId::from(rates.instrument.as_str());
    let tables = rates.iter().map(|rates| (table(rates), schedule(rates))).collect();
    let listing = |rates: &StatedRates| Listing { table: table(rates), modes: rates.modes };
    let listings = rates.iter().map(|rates| (rates.instrument.clone(), listing(rates))).collect();
    TieredNotional { tables, listings, ..TieredNotional::default() }
}

fn schedule(rates: &StatedRates) -> Schedule {
    let maintenance = MaintenanceRate::Own(SizedRate::flat(Ratio::new(rates.maintenance)));
    Schedule::Rates(Rates { initial: rates.initial, maintenance, fixed: None, floor: None, fee: None, keeper: None })
}
