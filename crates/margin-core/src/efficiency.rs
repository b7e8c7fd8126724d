//! How hard a portfolio's capital works, each measure made of its parts.
//!
//! effective leverage = gross notional ÷ equity; requirement to notional = initial ÷ gross notional;
//! saving = 1 − initial ÷ standalone; idle = initial excess ÷ counted.
//! The definitions are our own, so no measure follows a venue's rule; its parts do.

use crate::report::{Figure, Label, Level, LineItem, MarginReport, Unit};
use serde::Serialize;

/// Measures of capital efficiency; one that would divide by zero is absent.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Efficiency {
    /// The dollars of all positions' sizes together, without signs.
    pub gross_notional: LineItem,
    /// Gross notional ÷ equity; absent when it would be negative.
    pub effective_leverage: Option<LineItem>,
    /// Initial requirement ÷ gross notional.
    pub requirement_to_notional: Option<LineItem>,
    /// The initial requirements of the positions, and of the debts that are required, as if each stood alone.
    pub standalone: LineItem,
    /// 1 − requirement together ÷ standalone: what margining together saves.
    pub saving: Option<LineItem>,
    /// Initial excess ÷ counted: collateral that carries nothing; absent when there is no excess.
    pub idle: Option<LineItem>,
}

/// Measures a report.
pub fn efficiency(report: &MarginReport) -> Efficiency {
    let (total, gross) = (&report.total, report.gross_notional());
    let positions = report.positions.iter().map(|position| position.initial.clone());
    let debts = report.holdings.iter().filter_map(|holding| holding.required.as_ref());
    let alone = positions.chain(debts.map(|required| required.initial.clone()));
    let standalone = LineItem::own_sum(Label::Standalone, alone);
    let leverage = LineItem::own_quotient(Label::EffectiveLeverage, gross.clone(), total.equity.clone());
    let to_notional = LineItem::own_quotient(Label::RequirementToNotional, total.initial.clone(), gross.clone());
    Efficiency {
        effective_leverage: leverage.filter(|leverage| leverage.value() >= 0.0),
        requirement_to_notional: to_notional,
        saving: saving(&total.initial, &standalone),
        idle: idle(total.excess(Level::Initial), &total.counted.initial),
        gross_notional: gross,
        standalone,
    }
}

fn saving(together: &LineItem, standalone: &LineItem) -> Option<LineItem> {
    let share = LineItem::own_quotient(Label::RequirementToStandalone, together.clone(), standalone.clone())?;
    let whole = LineItem::given(Label::Whole, Unit::Ratio, 1.0);
    Some(LineItem::own_difference(Label::Saving, whole, share))
}

fn idle(excess: LineItem, counted: &LineItem) -> Option<LineItem> {
    let is_free = excess.value() >= 0.0 && counted.value() > 0.0;
    is_free.then(|| LineItem::own_quotient(Label::Idle, excess, counted.clone())).flatten()
}
