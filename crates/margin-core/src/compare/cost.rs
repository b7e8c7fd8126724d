//! What the trader loses when a group is liquidated where it first goes under.

use crate::compare::{NearestLiquidation, WhyNone};
use crate::evaluate::evaluate;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::report::{GroupKey, MarginReport};
use crate::rules::VenueRules;
use crate::rules::liquidation::Remainder;
use crate::solve::moved_market;
use crate::units::Usd;
use serde::Serialize;

/// What the trader loses at the nearest liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LiquidationCost {
    /// The rules say.
    Known {
        /// What the group counts for where it goes under: its maintenance requirement there.
        left: Usd,
        /// The part of it that the trader loses.
        lost: Usd,
    },
    /// The rules do not say what is charged.
    Unknown {
        /// What the group counts for where it goes under.
        left: Usd,
    },
}

pub(super) fn cost(
    (portfolio, market, rules): (&Portfolio, &Market, &VenueRules),
    report: &MarginReport,
    nearest: &NearestLiquidation,
) -> Result<Option<LiquidationCost>, WhyNone> {
    let left = match nearest {
        NearestLiquidation::Never => return Ok(None),
        NearestLiquidation::Now(group) => counted(report, *group),
        NearestLiquidation::At { group, asset, factor, .. } => {
            let moved = moved_market(portfolio, market, asset, *factor);
            counted(&evaluate(portfolio, &moved, rules).map_err(WhyNone::Problems)?, *group)
        }
    };
    Ok(left.map(|left| match rules.liquidation.remainder {
        Remainder::To(_) => LiquidationCost::Known { left, lost: left },
        Remainder::Trader => LiquidationCost::Unknown { left },
    }))
}

fn counted(report: &MarginReport, group: GroupKey) -> Option<Usd> {
    report.group(group).map(|group| group.figures.counted.maintenance.usd())
}
