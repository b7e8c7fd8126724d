//! How hard a portfolio's capital works.

use crate::report::{Level, MarginReport};
use crate::units::{Ratio, Usd};
use serde::Serialize;

/// Measures of capital efficiency; one that would divide by zero is absent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Efficiency {
    /// The dollars of all positions' sizes together.
    pub gross_notional: Usd,
    /// Gross notional ÷ equity.
    pub effective_leverage: Option<Ratio>,
    /// Initial requirement ÷ gross notional.
    pub requirement_to_notional: Option<Ratio>,
    /// The initial requirements of the positions as if each stood alone.
    pub standalone: Usd,
    /// 1 − requirement together ÷ standalone: what margining together saves.
    pub saving: Option<Ratio>,
    /// Initial excess ÷ counted: collateral that carries nothing; absent when there is no excess.
    pub idle: Option<Ratio>,
}

/// Measures a report.
pub fn efficiency(report: &MarginReport) -> Efficiency {
    let total = &report.total;
    let gross_notional = report.gross_notional();
    let standalone: Usd = report.positions.iter().map(|position| position.initial.usd()).sum();
    let excess = total.excess(Level::Initial).usd();
    let (equity, counted, initial) = (total.equity.usd(), total.counted.usd(), total.initial.usd());
    Efficiency {
        gross_notional,
        effective_leverage: gross_notional.share_of(equity).filter(|leverage| *leverage >= Ratio::ZERO),
        requirement_to_notional: initial.share_of(gross_notional),
        standalone,
        saving: initial.share_of(standalone).map(|share| Ratio::new(1.0) - share),
        idle: excess.share_of(counted).filter(|_| excess >= Usd::ZERO && counted > Usd::ZERO),
    }
}
