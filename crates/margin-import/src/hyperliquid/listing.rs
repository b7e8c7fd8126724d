//! The venue's rules with the listings and tiers that were handed in, and with what the account's positions say.
//!
//! maintenance rate = 1 ÷ (2 × greatest leverage of the tier). A table without an entry is a single tier whose
//! greatest leverage is the table's number.

use super::account::{Account, Behind, Held};
use super::universe::{Coin, Offer, Status, Step, Universe};
use crate::imported::ImportNote;
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use margin_core::id::{InstrumentId, TableId};
use margin_core::instrument::Instrument;
use margin_core::rules::{Listing, Model, Modes, Rate, RuleKey, Schedule, Tier, TierTable, TieredNotional, VenueRules};
use margin_core::time::Date;
use margin_core::units::{Ratio, Usd};
use std::collections::{BTreeMap, BTreeSet};

/// The account is kept at half of what opening at the greatest leverage needs.
const MAINTENANCE_TO_INITIAL: f64 = 2.0;

/// The venue's rules, complete for an account.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) rules: VenueRules,
    /// The greatest leverage on each contract that is listed.
    pub(super) most_leverage: BTreeMap<InstrumentId, Ratio>,
}

/// Rules in the making.
struct Listings<'a> {
    model: TieredNotional,
    carried: TieredNotional,
    universe: Option<&'a Universe>,
    /// How many contracts' tiers are those that the project carries.
    tiers_carried: usize,
    /// Contracts on which the account has a greatest leverage of its own, by that leverage's bits.
    own: BTreeMap<u64, Vec<InstrumentId>>,
}

impl Listed {
    /// Completes the rules that the project carries; nothing when something about them is wrong.
    pub(super) fn new(
        account: &Account,
        universe: Option<&Universe>,
        mut rules: VenueRules,
        notes: &mut Vec<ImportNote>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let Some(carried) = tiered(&rules) else {
            problems.add(&account.place, ImportProblemKind::NoRules);
            return None;
        };
        date(&mut rules, account, universe, notes);
        let mut listings = Listings::new(carried, universe);
        let held: BTreeSet<&str> = account.positions.iter().map(|position| position.coin.as_str()).collect();
        for coin in universe.into_iter().flat_map(|universe| &universe.coins) {
            if coin.status == Status::Listed || held.contains(coin.name.as_str()) {
                listings.list(coin, notes, problems);
            }
        }
        for position in &account.positions {
            listings.hold(position, notes, problems);
        }
        listings.own_leverage(notes);
        let most_leverage = listings.most_leverage();
        rules.model = Model::TieredNotional(listings.model);
        Some(Self { rules, most_leverage })
    }
}

/// The venue's tiers that the project carries.
fn tiered(rules: &VenueRules) -> Option<TieredNotional> {
    if let Model::TieredNotional(model) = &rules.model { Some(model.clone()) } else { None }
}

/// Dates the rules by what was handed in, and says what was not.
fn date(rules: &mut VenueRules, account: &Account, universe: Option<&Universe>, notes: &mut Vec<ImportNote>) {
    let handed_in: Option<Date> = account.time.map(|time| time.date());
    if handed_in.is_none() {
        notes.push(ImportNote::NoTime { taken: rules.effective });
    }
    let Some(universe) = universe else {
        notes.push(ImportNote::RulesCarried { effective: rules.effective });
        return;
    };
    if universe.token != 0 {
        notes.push(ImportNote::OtherToken(universe.token));
    }
    rules.effective = handed_in.unwrap_or(rules.effective);
    if let Some(citation) = rules.citations.get_mut(&RuleKey::Tiers) {
        citation.source = format!("{}, info endpoint, perpetuals metadata as handed in", rules.venue);
        citation.date = rules.effective;
    }
}

impl<'a> Listings<'a> {
    fn new(carried: TieredNotional, universe: Option<&'a Universe>) -> Self {
        let empty = TieredNotional { tables: BTreeMap::new(), listings: BTreeMap::new(), ..carried.clone() };
        let model = if universe.is_some() { empty } else { carried.clone() };
        Self { model, carried, universe, tiers_carried: 0, own: BTreeMap::new() }
    }

    /// Lists a contract as the venue does.
    fn list(&mut self, coin: &Coin, notes: &mut Vec<ImportNote>, problems: &mut Problems) {
        let instrument = instrument(&coin.name);
        if coin.status == Status::Delisted {
            notes.push(ImportNote::Delisted(instrument.clone()));
        }
        let Some((table, tiers)) = self.tiers(coin) else {
            let (table, leverage) = (coin.table.unwrap_or_default(), Ratio::new(coin.leverage));
            let contradiction = Contradiction::Table { table, leverage };
            problems.add(&coin.place.field("marginTableId"), ImportProblemKind::Contradiction(contradiction));
            return;
        };
        let modes = match coin.offer {
            Offer::CrossOrIsolated => Modes::CrossOrIsolated,
            Offer::IsolatedOnly => Modes::IsolatedOnly,
        };
        self.model.listings.insert(instrument, Listing { table: table.clone(), modes });
        self.model.tables.entry(table).or_insert(tiers);
    }

    /// A contract's tiers; nothing when they are not given and cannot be told from their number.
    fn tiers(&mut self, coin: &Coin) -> Option<(TableId, Schedule)> {
        let Some(number) = coin.table else {
            return Some((format!("single-{}", coin.leverage).into(), single(coin.leverage)));
        };
        let table = TableId::from(number.to_string());
        if let Some(steps) = self.universe.and_then(|universe| universe.tables.get(&number)) {
            let agree = steps.first().is_some_and(|step| step.leverage == coin.leverage);
            return agree.then(|| (table, Schedule::Tiers(TierTable(steps.iter().map(tier).collect()))));
        }
        if f64::from(number) == coin.leverage {
            return Some((table, single(coin.leverage)));
        }
        let carried = self.carried.tables.get(&table)?;
        let agree = carried.greatest_leverage()? == Ratio::new(coin.leverage);
        self.tiers_carried += usize::from(agree);
        agree.then(|| (table, carried.clone()))
    }

    /// Makes the listing of a contract that is held say what the position says.
    fn hold(&mut self, position: &Held, notes: &mut Vec<ImportNote>, problems: &mut Problems) {
        let instrument = instrument(&position.coin);
        let unknown = self.universe.is_some_and(|universe| universe.coin(&position.coin).is_none());
        let listed = self.model.listings.contains_key(&instrument);
        let nothing_known = !listed && self.universe.is_none() && position.most_leverage.is_none();
        if unknown || nothing_known {
            let kind = ImportProblemKind::UnknownCoin(position.coin.clone());
            problems.add(&position.place.field("coin"), kind);
            return;
        }
        if let Some(leverage) = position.most_leverage
            && !self.agrees(&instrument, leverage, position.notional)
        {
            let table = TableId::from(format!("position-{leverage}"));
            self.model.tables.entry(table.clone()).or_insert_with(|| single(leverage));
            let unlisted = Listing { table: table.clone(), modes: Modes::default() };
            self.model.listings.entry(instrument.clone()).or_insert(unlisted).table = table;
            self.own.entry(leverage.to_bits()).or_default().push(instrument.clone());
        }
        if let Some(listing) = self.model.listings.get_mut(&instrument)
            && listing.modes == Modes::IsolatedOnly
            && position.behind == Behind::Cross
        {
            listing.modes = Modes::CrossOrIsolated;
            notes.push(ImportNote::CrossWhereIsolatedOnly(instrument));
        }
    }

    /// Whether a position's greatest leverage is that of its table's first tier, or of the tier that it is in.
    fn agrees(&self, instrument: &InstrumentId, leverage: f64, notional: f64) -> bool {
        let listing = self.model.listings.get(instrument);
        let Some(Schedule::Tiers(table)) = listing.and_then(|listing| self.model.tables.get(&listing.table)) else {
            return false;
        };
        let band = table.band(Usd::new(notional)).map(|band| band.tier);
        let mut tiers = table.0.first().copied().into_iter().chain(band);
        tiers.any(|tier| tier.initial.leverage() == Ratio::new(leverage))
    }

    fn most_leverage(&self) -> BTreeMap<InstrumentId, Ratio> {
        let first = |listing: &Listing| self.model.tables.get(&listing.table)?.greatest_leverage();
        let listings = self.model.listings.iter();
        listings.filter_map(|(name, listing)| Some((name.clone(), first(listing)?))).collect()
    }

    fn own_leverage(&mut self, notes: &mut Vec<ImportNote>) {
        if self.tiers_carried > 0 {
            notes.push(ImportNote::TiersCarried { count: self.tiers_carried });
        }
        for (leverage, instruments) in std::mem::take(&mut self.own) {
            let leverage = Ratio::new(f64::from_bits(leverage));
            notes.push(ImportNote::OwnLeverage { leverage, instruments });
        }
    }
}

/// The name of a coin's contract.
pub(super) fn instrument(coin: &str) -> InstrumentId {
    Instrument::perpetual(coin).id()
}

fn single(leverage: f64) -> Schedule {
    Schedule::Tiers(TierTable(vec![tier(&Step { from: 0.0, leverage })]))
}

fn tier(step: &Step) -> Tier {
    Tier {
        from: Usd::new(step.from),
        initial: Rate::OneOver(Ratio::new(step.leverage)),
        maintenance: Rate::OneOver(Ratio::new(MAINTENANCE_TO_INITIAL * step.leverage)),
    }
}
