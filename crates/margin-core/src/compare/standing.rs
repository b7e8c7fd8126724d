//! How a portfolio stands under one venue's rules.

use crate::compare::cost::{LiquidationCost, cost};
use crate::compare::fit::Taken;
use crate::compare::saving::{Saving, saving};
use crate::compare::{Assumption, WhyNone};
use crate::efficiency::efficiency;
use crate::id::AssetId;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::report::{GroupKey, Levels, LineItem};
use crate::rules::VenueRules;
use crate::solve::{Crossing, LiquidationReport, Nearest, Now, liquidation_prices};
use crate::units::{Ratio, Usd};
use serde::Serialize;

/// How a portfolio, or the part of it that a venue takes, stands under its rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// What the venue takes, as it stands there: its evaluation gives the figures below, with their working.
    pub portfolio: Portfolio,
    /// Collateral plus unrealised profit, before haircuts.
    pub equity: Usd,
    /// What is left of it after haircuts.
    pub counted: Levels<Usd>,
    /// What must be covered.
    pub requirement: Levels<Usd>,
    /// What counts beyond the requirement.
    pub excess: Levels<Usd>,
    /// The dollars of all positions' sizes together, without signs.
    pub gross_notional: Usd,
    /// How much less is required together than alone, and where that comes from.
    pub saving: Saving,
    /// Gross notional ÷ equity; absent when it would be negative.
    pub effective_leverage: Option<Ratio>,
    /// Initial requirement ÷ gross notional.
    pub requirement_to_notional: Option<Ratio>,
    /// Initial excess ÷ counted; absent when there is no excess.
    pub idle: Option<Ratio>,
    /// Where it is liquidated first.
    pub nearest: NearestLiquidation,
    /// What the trader loses there; absent when it is liquidated nowhere.
    pub cost: Option<LiquidationCost>,
    /// What was taken as given.
    pub assumptions: Vec<Assumption>,
}

/// Where a portfolio is liquidated first when one asset's price moves alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NearestLiquidation {
    /// At no price.
    Never,
    /// At today's prices: this group does not meet its maintenance requirement.
    Now(GroupKey),
    /// When an asset's price has moved.
    At {
        /// The group that goes under.
        group: GroupKey,
        /// The asset that takes it there.
        asset: AssetId,
        /// The price there, as a multiple of today's.
        factor: Ratio,
        /// The change of price that leads there, as a share of today's.
        change: Ratio,
    },
}

impl NearestLiquidation {
    /// How far it is, as the logarithm of the factor of price without a sign: 0 where it is liquidated now, infinite
    /// where it never is. Falls to a half and rises to the double are equally far.
    pub fn distance(&self) -> f64 {
        match self {
            Self::Never => f64::INFINITY,
            Self::Now(_) => 0.0,
            Self::At { factor, .. } => libm::log(factor.get()).abs(),
        }
    }
}

pub(super) fn standing(taken: Taken, market: &Market, rules: &VenueRules) -> Result<Standing, WhyNone> {
    let Taken { portfolio, report, assumptions } = taken;
    let found = liquidation_prices(&portfolio, market, rules).map_err(WhyNone::Problems)?;
    let (nearest, measures, total) = (nearest(&found), efficiency(&report), &report.total);
    let cost = cost((&portfolio, market, rules), &report, &nearest)?;
    let share = |item: &Option<LineItem>| item.as_ref().map(LineItem::ratio);
    let evaluated = report.assumptions.iter().cloned().map(Assumption::Evaluated);
    Ok(Standing {
        equity: total.equity.usd(),
        counted: Levels::each(|level| total.counted.at(level).usd()),
        requirement: Levels::each(|level| total.requirement(level).usd()),
        excess: Levels::each(|level| total.excess(level).usd()),
        gross_notional: measures.gross_notional.usd(),
        saving: saving(&portfolio, &report),
        effective_leverage: share(&measures.effective_leverage),
        requirement_to_notional: share(&measures.requirement_to_notional),
        idle: share(&measures.idle),
        nearest,
        cost,
        assumptions: assumptions.into_iter().chain(evaluated).collect(),
        portfolio,
    })
}

fn nearest(found: &LiquidationReport) -> NearestLiquidation {
    if let Some(group) = found.groups.iter().find(|group| group.now == Now::Under) {
        return NearestLiquidation::Now(group.key);
    }
    match found.nearest() {
        None => NearestLiquidation::Never,
        Some(Nearest { group, asset, crossing }) => {
            let (factor, change) = (crossing.factor, Crossing::change(&crossing));
            NearestLiquidation::At { group, asset, factor, change }
        }
    }
}
