//! How much less is required together than alone, and which contracts and groups that comes from.
//!
//! saved = what each position and debt requires alone − what they require together, at the initial level. The parts
//! add up to the whole: what no contract explains stands with its group.

use crate::id::{InstrumentId, PositionId};
use crate::instrument::Instrument;
use crate::portfolio::Portfolio;
use crate::report::{Figure, GroupKey, GroupReport, Label, Level, LineItem, MarginReport};
use crate::units::{Ratio, Usd};
use serde::Serialize;
use std::collections::BTreeMap;

/// How much less is required together than alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Saving {
    /// What all positions and debts require, each alone.
    pub standalone: Usd,
    /// How much less they require together; negative when they require more.
    pub saved: Usd,
    /// That as a share of what they require alone.
    pub share: Option<Ratio>,
    /// Where it comes from, the greatest first.
    pub sources: Vec<SavingSource>,
}

/// Something whose positions require less together than alone, or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SavingSource {
    /// The group that they are margined in.
    pub group: GroupKey,
    /// What they share.
    pub shared: Shared,
    /// What they require, each alone.
    pub standalone: Usd,
    /// How much less they require together; negative when they require more.
    pub saved: Usd,
}

/// What positions have in common that makes them require less together, or more.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Shared {
    /// The contract: these positions net.
    Contract {
        /// The contract.
        instrument: InstrumentId,
        /// The positions.
        positions: Vec<PositionId>,
    },
    /// The group: what the rules offset across its contracts, or require beside them.
    Group,
}

/// A difference smaller than this share of what is required alone is rounding.
const ROUNDING: f64 = 1e-9;

pub(super) fn saving(portfolio: &Portfolio, report: &MarginReport) -> Saving {
    let mut sources = Vec::new();
    let (mut standalone, mut together) = (Usd::ZERO, Usd::ZERO);
    for group in &report.groups {
        let alone = group_alone(report, group.key);
        standalone = standalone + alone;
        together = together + group.figures.initial.usd();
        sources.extend(of_group(portfolio, report, group, alone));
    }
    sources.retain(|source| source.saved.get().abs() > ROUNDING * standalone.get().abs());
    sources.sort_by(|left, right| right.saved.get().abs().total_cmp(&left.saved.get().abs()));
    let saved = standalone - together;
    Saving { standalone, saved, share: saved.share_of(standalone), sources }
}

/// What a group's positions and debts require, each alone.
fn group_alone(report: &MarginReport, key: GroupKey) -> Usd {
    let positions = report.positions.iter().filter(|position| position.group == key);
    let positions = positions.map(|position| position.initial.usd());
    let debts = report.holdings.iter().filter(|_| key == GroupKey::Cross).filter_map(|held| held.required.as_ref());
    positions.chain(debts.map(|required| required.initial.usd())).sum()
}

/// The contracts of a group that require less or more than their positions alone, and what is left for the group.
fn of_group(portfolio: &Portfolio, report: &MarginReport, group: &GroupReport, alone: Usd) -> Vec<SavingSource> {
    let mut parts = BTreeMap::new();
    contract_parts(&group.figures.initial, &mut parts);
    let mut left = alone - group.figures.initial.usd();
    let mut sources = Vec::new();
    for contract in contracts(portfolio, report, group.key) {
        let Some(part) = contract.positions.iter().find_map(|id| parts.get(id)) else { continue };
        let saved = contract.standalone - *part;
        left = left - saved;
        let shared = Shared::Contract { instrument: contract.instrument.id(), positions: contract.positions };
        sources.push(SavingSource { group: group.key, shared, standalone: contract.standalone, saved });
    }
    sources.push(SavingSource { group: group.key, shared: Shared::Group, standalone: alone, saved: left });
    sources
}

/// What each contract requires within a group, by the position that names it.
fn contract_parts(item: &LineItem, parts: &mut BTreeMap<PositionId, Usd>) {
    match item.label() {
        Label::PositionRequirement(id, Level::Initial) => {
            parts.insert(id, Usd::new(item.value()));
        }
        _ => item.parts().iter().for_each(|part| contract_parts(part, parts)),
    }
}

/// A group's positions in one contract.
struct Contract<'p> {
    instrument: &'p Instrument,
    positions: Vec<PositionId>,
    standalone: Usd,
}

fn contracts<'p>(portfolio: &'p Portfolio, report: &MarginReport, key: GroupKey) -> Vec<Contract<'p>> {
    let mut contracts: Vec<Contract> = Vec::new();
    for (position, found) in portfolio.positions.iter().zip(&report.positions).filter(|(_, found)| found.group == key) {
        let (instrument, alone) = (&position.instrument, found.initial.usd());
        match contracts.iter_mut().find(|contract| contract.instrument == instrument) {
            Some(contract) => {
                contract.positions.push(position.id);
                contract.standalone = contract.standalone + alone;
            }
            None => contracts.push(Contract { instrument, positions: vec![position.id], standalone: alone }),
        }
    }
    contracts
}
