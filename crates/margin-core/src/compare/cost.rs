//! What the trader loses when a group is liquidated where it first goes under: what the liquidation pays to others, run
//! with the price a billionth beyond.

use crate::compare::{NearestLiquidation, WhyNone};
use crate::evaluate::evaluate;
use crate::liquidation::{Ending, Path, PathStep, process};
use crate::problem::Problems;
use crate::report::{GroupKey, MarginReport};
use crate::rules::liquidation::{Fill, Liquidation, Party, Remainder};
use crate::solve::{Inputs, moved_market};
use crate::units::{Ratio, Usd};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the trader loses at the nearest liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LiquidationCost {
    /// The rules say what is charged.
    Known {
        /// The group's equity where it goes under.
        left: Usd,
        /// What the trader pays to others beyond what the prices took. Where only a part is liquidated, for that part.
        lost: Usd,
    },
    /// The rules do not say what is charged, or name no way to liquidate what the group has.
    Unknown {
        /// The group's equity where it goes under.
        left: Usd,
    },
}

/// How far beyond the crossing the liquidation is run, as a share of the price.
const BEYOND: f64 = 1e-9;

pub(super) fn cost(
    inputs: Inputs,
    report: &MarginReport,
    nearest: &NearestLiquidation,
) -> Result<Option<LiquidationCost>, WhyNone> {
    let (portfolio, _, rules) = inputs;
    let (group, left, factors) = match nearest {
        NearestLiquidation::Never => return Ok(None),
        NearestLiquidation::Now(group) => (*group, equity(report, *group), BTreeMap::new()),
        NearestLiquidation::At { group, asset, factor, .. } => {
            let moved = moved_market(inputs, asset, *factor).map_err(WhyNone::Problems)?;
            let report = evaluate(portfolio, &moved, rules).map_err(WhyNone::Problems)?;
            let beyond = if factor.get() < 1.0 { 1.0 - BEYOND } else { 1.0 + BEYOND };
            let factors = BTreeMap::from([(asset.clone(), Ratio::new(factor.get() * beyond))]);
            (*group, equity(&report, *group), factors)
        }
    };
    let Some(left) = left else { return Ok(None) };
    let lost = match says_what_it_costs(&rules.liquidation) {
        false => None,
        true => lost(inputs, group, &Path(vec![PathStep { seconds: 0.0, factors }])).map_err(WhyNone::Problems)?,
    };
    Ok(Some(lost.map_or(LiquidationCost::Unknown { left }, |lost| LiquidationCost::Known { left, lost })))
}

fn equity(report: &MarginReport, group: GroupKey) -> Option<Usd> {
    report.group(group).map(|group| group.figures.equity.usd())
}

/// Whether a policy names a charge, a price off the mark, or who else keeps what is left. One that names none of them
/// may charge nothing or say nothing about it.
fn says_what_it_costs(policy: &Liquidation) -> bool {
    let charged = !policy.fees.is_empty() || policy.debts.is_some();
    charged || policy.fill != Fill::default() || policy.remainder != Remainder::Trader
}

/// What the trader pays to others when prices go a way; nothing where that does not liquidate the group to an end.
fn lost((portfolio, market, rules): Inputs, group: GroupKey, path: &Path) -> Result<Option<Usd>, Problems> {
    let run = process(portfolio, market, rules, path)?;
    match run.ending(group) {
        Some(Ending::Safe | Ending::Closed | Ending::Bankrupt) => {
            let lost = -run.balance(Party::Trader);
            Ok(Some(if lost > Usd::ZERO { lost } else { Usd::ZERO }))
        }
        Some(Ending::Untouched | Ending::Under | Ending::CutOff) | None => Ok(None),
    }
}
