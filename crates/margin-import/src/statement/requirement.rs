//! Which rules the account is under: the catalogue's, with the tiers and rates that the documents state in the place of
//! its own or beside them; or, where it has none, rules made of these alone.

use crate::imported::ImportNote;
use crate::made;
use crate::problem::Problems;
use crate::rules::{self, Whose};
use crate::simplified::Simplified;
use crate::statement::price::Priced;
use crate::statement::{Balance, Behind, Counts, Pools, Statement, name, table};
use margin_core::id::{InstrumentId, PositionId, TableId};
use margin_core::instrument::Kind;
use margin_core::report::Levels;
use margin_core::rules::{
    AssetTerms, Haircut, Listing, Model, Modes, OptionFormula, Schedule, TierTable, TieredNotional, VenueRules,
};
use margin_core::time::Date;
use margin_core::units::{Ratio, Usd};
use std::collections::{BTreeMap, BTreeSet};

/// The rules, and how each contract that is held comes to its requirement.
pub(super) struct Required {
    pub(super) rules: Option<VenueRules>,
    /// The greatest leverage on contracts whose leverage the trader sets; nothing where a rate was made of figures.
    pub(super) greatest: BTreeMap<InstrumentId, Ratio>,
}

/// Chooses the rules.
pub(super) fn choose(statement: &mut Statement, priced: &[Priced], date: Date, problems: &mut Problems) -> Required {
    let carried = match statement.rules_id.clone() {
        Some(id) => rules::carried(&id, &mut statement.notes, problems),
        None => {
            statement.notes.push(ImportNote::RulesOpen);
            None
        }
    };
    let carries = carried.is_some();
    let mut rules = carried.unwrap_or_else(|| made(statement, date));
    let open = if carries { statement.pools == Pools::Together } else { true };
    count_balances(&mut rules, statement, priced, open);
    let apart = Apart::new(&rules, priced);
    let model = match &mut rules.model {
        Model::TieredNotional(model) | Model::OptionFormula(OptionFormula { linear: model, .. }) => model,
        _ => return Required { rules: Some(rules), greatest: BTreeMap::new() },
    };
    let Listed { greatest, stated, mut unknown } = list_all(model, statement, priced, &apart);
    if !unknown.is_empty() {
        unknown.sort();
        unknown.dedup();
        statement.notes.push(ImportNote::Simplified(Simplified::NoRequirement(unknown)));
        return Required { rules: None, greatest };
    }
    if carries && stated < count(priced) {
        statement.notes.push(ImportNote::RulesCarried { effective: rules.effective });
    }
    if stated > 0 {
        // What is stated is cited as such, where the venue's own rules have no such rule.
        for (key, citation) in made(statement, date).citations {
            rules.citations.entry(key).or_insert(citation);
        }
        statement.notes.push(ImportNote::RulesStated { count: stated });
    }
    Required { rules: Some(rules), greatest }
}

/// How the contracts that are held came to be listed.
#[derive(Default)]
struct Listed {
    greatest: BTreeMap<InstrumentId, Ratio>,
    /// How many as the documents state.
    stated: usize,
    unknown: Vec<InstrumentId>,
}

/// Contracts whose requirement is not by the tiers that are carried, where rules margin options by formulas, too.
#[derive(Default)]
struct Apart {
    /// Options that have a formula.
    by_formula: BTreeSet<InstrumentId>,
    /// Contracts of which the venue states another requirement than the rules come to.
    stated: BTreeSet<InstrumentId>,
}

impl Apart {
    fn new(rules: &VenueRules, priced: &[Priced]) -> Self {
        let mut apart = Self::default();
        let Model::OptionFormula(model) = &rules.model else { return apart };
        for each in priced {
            let instrument = &each.row.instrument;
            if instrument.is_option() && model.options.contains_key(&instrument.underlying) {
                apart.by_formula.insert(instrument.id());
            } else if differs(rules, each) {
                apart.stated.insert(instrument.id());
            }
        }
        apart
    }
}

/// Whether the venue states another maintenance requirement of a position than the rules come to for it alone.
fn differs(rules: &VenueRules, each: &Priced) -> bool {
    let row = &each.row;
    let Some(stated) = row.figures.maintenance else { return false };
    let instrument = row.instrument.clone();
    let assets = [(instrument.underlying.clone(), made::asset(each.index))].into();
    let instruments = [(instrument.id(), made::contract(each.mark))].into();
    let market = made::market(&rules.venue, rules.effective.start(), assets, instruments);
    let position = made::position(PositionId(1), instrument, row.quantity, each.entry);
    let portfolio = made::portfolio(Vec::new(), vec![position]);
    margin_core::evaluate(&portfolio, &market, rules).is_ok_and(|report| {
        let required = report.total.maintenance.usd().get();
        (required - stated * each.unit()).abs() > 1e-3 * required + 1e-6
    })
}

fn list_all(model: &mut TieredNotional, statement: &mut Statement, priced: &[Priced], apart: &Apart) -> Listed {
    let mut listed = Listed::default();
    for each in priced {
        let id = each.row.instrument.id();
        if apart.by_formula.contains(&id) {
            continue;
        }
        match source(statement, model, priced, (each, apart)) {
            Source::Tiers(tiers) => listed.stated += usize::from(list(model, &id, tiers)),
            Source::Carried => {
                if let Some(listing) = model.listings.get_mut(&id) {
                    allow(listing, &id, each.row.behind, &mut statement.notes);
                }
            }
            Source::Rate(rate) => {
                listed.stated += usize::from(list(model, &id, rate));
                continue;
            }
            Source::Unknown => {
                listed.unknown.push(id);
                continue;
            }
        }
        let schedule = model.listings.get(&id).and_then(|listing| model.tables.get(&listing.table));
        listed.greatest.extend(schedule.and_then(Schedule::greatest_leverage).map(|leverage| (id, leverage)));
    }
    listed
}

/// How many contracts are held.
fn count(priced: &[Priced]) -> usize {
    let held: BTreeSet<InstrumentId> = priced.iter().map(|each| each.row.instrument.id()).collect();
    held.len().max(1)
}

/// Where a contract's requirement comes from.
enum Source {
    /// Tiers that were handed in.
    Tiers(TierTable),
    /// The rules that are carried, which agree with what the venue states of the position, if it does.
    Carried,
    /// The venue's own figures of the position.
    Rate(TierTable),
    Unknown,
}

fn source(
    statement: &mut Statement,
    model: &TieredNotional,
    priced: &[Priced],
    (each, apart): (&Priced, &Apart),
) -> Source {
    if let Some(tiers) = statement.tables.get(&each.row.symbol) {
        return Source::Tiers(tiers.clone());
    }
    let listing = model.listings.get(&each.row.instrument.id());
    let schedule = listing.and_then(|listing| model.tables.get(&listing.table));
    let differs = apart.stated.contains(&each.row.instrument.id());
    if !differs && schedule.is_some_and(|schedule| agrees(schedule, each)) {
        return Source::Carried;
    }
    match rate(statement, priced, each) {
        Some(rate) => Source::Rate(rate),
        None if schedule.is_some() => Source::Carried,
        None => Source::Unknown,
    }
}

/// Whether tiers require what the venue states, up to what a rounded figure can tell.
fn agrees(schedule: &Schedule, each: &Priced) -> bool {
    let (Schedule::Tiers(tiers), Some(stated)) = (schedule, each.row.figures.maintenance) else {
        return true;
    };
    let size = each.size() * each.unit();
    let Some(band) = tiers.band(Usd::new(size)) else {
        return false;
    };
    let required = size * band.tier.maintenance.share().get() - band.deduction.get();
    (required - stated * each.unit()).abs() <= 1e-3 * required + 1e-6
}

/// Lists a contract with a table of its own; says whether it is the first time.
fn list(model: &mut TieredNotional, id: &InstrumentId, tiers: TierTable) -> bool {
    let name = TableId::from(format!("stated-{id}"));
    let listing = Listing { table: name.clone(), modes: Modes::CrossOrIsolated };
    model.listings.insert(id.clone(), listing);
    model.tables.insert(name, Schedule::Tiers(tiers)).is_none()
}

/// A position that the venue holds in a mode is one that it may be held in.
fn allow(listing: &mut Listing, id: &InstrumentId, behind: Behind, notes: &mut Vec<ImportNote>) {
    match (listing.modes, behind) {
        (Modes::IsolatedOnly, Behind::Cross) => {
            notes.push(ImportNote::CrossWhereIsolatedOnly(id.clone()));
            listing.modes = Modes::CrossOrIsolated;
        }
        (Modes::CrossOnly, Behind::Isolated(_)) => listing.modes = Modes::CrossOrIsolated,
        _ => {}
    }
}

/// The rates that a position's own figures are shares of its size at. An option's requirement is no share of its price.
fn rate(statement: &mut Statement, priced: &[Priced], each: &Priced) -> Option<TierTable> {
    let row = &each.row;
    if matches!(row.instrument.kind, Kind::Option { .. }) {
        return None;
    }
    let size = each.size();
    let stated = |amount: Option<f64>| amount.map(|amount| amount / size);
    let (mut initial, mut maintenance) = (stated(row.figures.initial), stated(row.figures.maintenance));
    if maintenance.is_none() && is_only_cross(priced, each) {
        let of_account = |amount: Option<f64>| stated(amount.map(|amount| amount / each.unit()));
        maintenance = of_account(statement.totals.maintenance);
        initial = initial.or_else(|| of_account(statement.totals.initial));
        if maintenance.is_some() {
            statement.notes.push(ImportNote::Simplified(Simplified::RateOfAccount(row.instrument.id())));
        }
    }
    let maintenance = maintenance.filter(|share| table::is_share(*share))?;
    let set = row.leverage.map(|leverage| 1.0 / leverage);
    let initial = initial.or(set)?.min(1.0).max(maintenance);
    Some(table::flat(table::share(initial), maintenance))
}

/// Whether what the account must cover is what this position must.
fn is_only_cross(priced: &[Priced], each: &Priced) -> bool {
    let cross = priced.iter().filter(|other| other.row.behind == Behind::Cross).count();
    cross == 1 && each.row.behind == Behind::Cross
}

/// Rules without contracts.
fn made(statement: &Statement, date: Date) -> VenueRules {
    let whose = Whose { venue: statement.venue, product: statement.product, date, collateral: Vec::new() };
    let mut rules = rules::stated(whose, &[]);
    rules.pairs = statement.pairs;
    rules
}

/// Lets balances count as the documents say. Where they do not say how much of an asset counts, all of it does if
/// positions settle in it or if the rules are `open` to it, which is told.
fn count_balances(rules: &mut VenueRules, statement: &mut Statement, priced: &[Priced], open: bool) {
    let mut in_full = Vec::new();
    for balance in &statement.balances {
        let Some(terms) = terms(balance) else {
            continue;
        };
        let known = rules.collateral.assets.contains_key(&balance.asset);
        let settles = priced.iter().any(|each| each.row.settles == balance.asset);
        let stated = balance.counts != Counts::Full;
        if !stated && (known || !settles && !open) {
            continue;
        }
        if !stated && !settles && balance.quantity > 0.0 && !name::is_dollar(balance.asset.as_str()) {
            in_full.push(balance.asset.clone());
        }
        rules.collateral.assets.insert(balance.asset.clone(), terms);
    }
    if !in_full.is_empty() {
        statement.notes.push(ImportNote::Simplified(Simplified::CountedInFull(in_full)));
    }
}

fn terms(balance: &Balance) -> Option<AssetTerms> {
    let flat = |counted: f64| Haircut::Flat(Ratio::new((1.0 - counted).clamp(0.0, 1.0)));
    let haircut = match balance.counts {
        Counts::Full => Levels::both(flat(1.0)),
        Counts::Share { initial, maintenance } => Levels { initial: flat(initial), maintenance: flat(maintenance) },
        Counts::Not => return None,
    };
    Some(AssetTerms { haircut, debt: None, most_units: None, most_counted: None, crowding: None })
}
