//! Portfolio, market, rules and the venue's own figures, from what was read.
//!
//! What is supplied and stands behind debts is a holding, what is owed a holding of a negative quantity. Where reserves
//! state their loan-to-value and threshold, a dollar of them counts for these at the two levels.

use super::NAME;
use super::reserve::{Reserve, Reserves};
use super::totals::Totals;
use super::user::{Backs, Line, User};
use crate::finish::finished;
use crate::imported::{ImportNote, Imported, SpotBalance, Stated};
use crate::made;
use crate::problem::Problems;
use crate::rules;
use crate::statement::name::is_dollar;
use margin_core::id::{AssetId, CategoryId};
use margin_core::market::{AssetQuote, Peg};
use margin_core::portfolio::Portfolio;
use margin_core::report::Levels;
use margin_core::rules::{AssetTerms, Categories, Haircut, SizedRate, VenueRules};
use margin_core::time::Timestamp;
use margin_core::units::{Quantity, Ratio, Usd};
use std::collections::BTreeMap;

/// Each chain's pool in the catalogue; the first is taken where no chain is named.
const POOLS: [(u32, &str); 9] = [
    (1, "aave-v3/ethereum-core"),
    (10, "aave-v3/optimism"),
    (56, "aave-v3/bnb"),
    (100, "aave-v3/gnosis"),
    (137, "aave-v3/polygon"),
    (8_453, "aave-v3/base"),
    (42_161, "aave-v3/arbitrum"),
    (43_114, "aave-v3/avalanche"),
    (59_144, "aave-v3/linea"),
];

/// How far from a dollar an asset's price may be that is tied to it.
const OFF_PEG: f64 = 0.05;

pub(super) fn assemble(
    user: User,
    reserves: Option<&Reserves>,
    totals: Option<Totals>,
    problems: &mut Problems,
) -> Option<Imported> {
    let mut notes = Vec::new();
    tell(&user, &mut notes);
    let id = pool(&user, &mut notes);
    let carried = rules::carried(id, &mut notes, problems);
    notes.extend(carried.as_ref().map(|rules| ImportNote::RulesCarried { effective: rules.effective }));
    let rules = carried.map(|rules| restated(rules, &user.lines, reserves, &mut notes));
    let time = rules.as_ref().map_or(Timestamp::from_milliseconds(0), |rules| rules.effective.start());
    notes.push(ImportNote::NoTime { taken: time.date() });
    let portfolio = portfolio(&user, rules.as_ref(), &mut notes);
    let assets = user.lines.iter().map(|line| (AssetId::from(line.symbol.as_str()), quote(line))).collect();
    let imported = Imported {
        portfolio,
        market: made::market(NAME, time, assets, BTreeMap::new()),
        rules,
        rules_id: Some(id.to_owned()),
        venue: NAME.into(),
        taken: notes,
        stated: stated(totals.or(user.totals)),
    };
    finished(imported, |_| user.place.clone(), problems)
}

fn tell(user: &User, notes: &mut Vec<ImportNote>) {
    let idle = user.lines.iter().filter(|line| line.backs == Backs::Nothing && line.supplied != 0.0);
    let idle =
        idle.map(|line| SpotBalance { asset: line.symbol.as_str().into(), quantity: Quantity::new(line.supplied) });
    let idle: Vec<_> = idle.collect();
    if !idle.is_empty() {
        notes.push(ImportNote::SpotNotCounted(idle));
    }
}

/// The pool's rules in the catalogue.
fn pool(user: &User, notes: &mut Vec<ImportNote>) -> &'static str {
    let named = user.chain.and_then(|chain| POOLS.iter().find(|(known, _)| *known == chain));
    let (_, id) = named.copied().unwrap_or(POOLS[0]);
    if named.is_none() {
        notes.push(ImportNote::RulesAssumed { id: id.to_owned() });
    }
    id
}

fn portfolio(user: &User, rules: Option<&VenueRules>, notes: &mut Vec<ImportNote>) -> Portfolio {
    let of = |line: &Line| {
        let supplied = if line.backs == Backs::Debts { line.supplied } else { 0.0 };
        [supplied, -line.owed].map(|quantity| (AssetId::from(line.symbol.as_str()), quantity))
    };
    let holdings = made::holdings(user.lines.iter().flat_map(of));
    let chosen = user.category.as_ref().filter(|(_, number)| *number != 0);
    let category = chosen.and_then(|(place, number)| {
        let id = CategoryId::from(number.to_string());
        let known = rules.is_some_and(|rules| match &rules.collateral.categories {
            Categories::Chosen(categories) => categories.contains_key(&id),
            Categories::None | Categories::ByDebt(_) => false,
        });
        if !known {
            notes.push(ImportNote::LeftOut { document: place.document, at: place.path.clone() });
        }
        known.then_some(id)
    });
    Portfolio { category, ..made::portfolio(holdings, Vec::new()) }
}

/// The carried rules with the terms that the reserves state; what is owed can be owed.
fn restated(
    mut rules: VenueRules,
    lines: &[Line],
    reserves: Option<&Reserves>,
    notes: &mut Vec<ImportNote>,
) -> VenueRules {
    let own = lines.iter().map(|line| &line.reserve);
    let listed = reserves.into_iter().flat_map(Reserves::iter);
    let mut count = 0;
    for reserve in listed.chain(own) {
        let Some((symbol, haircut)) = reserve.symbol.as_deref().zip(haircut(reserve)) else {
            continue;
        };
        let new =
            AssetTerms { haircut: haircut.clone(), debt: None, most_units: None, most_counted: None, crowding: None };
        rules.collateral.assets.entry(symbol.into()).or_insert(new).haircut = haircut;
        count += 1;
    }
    for line in lines.iter().filter(|line| line.owed > 0.0) {
        if let Some(terms) = rules.collateral.assets.get_mut(&AssetId::from(line.symbol.as_str())) {
            terms.debt.get_or_insert(Levels::both(SizedRate::flat(Ratio::new(1.0))));
        }
    }
    if count > 0 {
        notes.retain(|note| !matches!(note, ImportNote::RulesCarried { .. }));
        notes.push(ImportNote::ReservesStated { count });
    }
    rules
}

fn haircut(reserve: &Reserve) -> Option<Levels<Haircut>> {
    let within = |share: &f64| (0.0..=1.0).contains(share);
    let (ltv, threshold) = (reserve.ltv.filter(within)?, reserve.threshold.filter(within)?);
    let flat = |share: f64| Haircut::Flat(Ratio::new(1.0 - share));
    Some(Levels { initial: flat(ltv.min(threshold)), maintenance: flat(threshold) })
}

fn quote(line: &Line) -> AssetQuote {
    let tied = is_dollar(&line.symbol) && (line.price - 1.0).abs() < OFF_PEG;
    let peg = if tied { Peg::Dollar } else { Peg::Floating };
    AssetQuote { peg, ..made::asset(line.price) }
}

fn stated(totals: Option<Totals>) -> Stated {
    let Some(totals) = totals else {
        return Stated::default();
    };
    Stated {
        cross_equity: Some(Usd::new(totals.collateral - totals.owed)),
        cross_counted: totals.health.map(|health| Usd::new(health * totals.owed)),
        cross_maintenance: Some(Usd::new(totals.owed)),
        ..Stated::default()
    }
}
