//! Collateral and totals, as `cfm/balance_summary` has them.

use super::{DOLLAR, amount};
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::problem::Problems;
use crate::simplified::Simplified;
use crate::statement::{Balance, Statement, Totals};
use margin_core::units::Usd;

/// Reads the dollars and the totals; of the two times of day, those of the one whose initial margin is the present one.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) {
    let Some(fields) = node.object(problems) else {
        return;
    };
    let dollars = amount(&fields, "total_usd_balance", problems);
    if dollars.is_none() {
        fields.required("total_usd_balance", problems);
    }
    let place = node.place.field("total_usd_balance");
    statement.balances.extend(dollars.map(|dollars| Balance::full(place, DOLLAR, dollars)));
    let initial = amount(&fields, "initial_margin", problems);
    let profit = amount(&fields, "unrealized_pnl", problems);
    let windows = ["intraday_margin_window_measure", "overnight_margin_window_measure"];
    let windows = windows.map(|name| fields.optional(name).and_then(|node| node.object(problems)));
    let required = |window: &Option<Fields>, problems: &mut Problems| {
        let window = window.as_ref()?;
        Some((amount(window, "initial_margin", problems)?, amount(window, "maintenance_margin", problems)?))
    };
    let [day, night] = [required(&windows[0], problems), required(&windows[1], problems)];
    let now = [day, night].into_iter().flatten().find(|(required, _)| Some(*required) == initial);
    if day.is_some() && night.is_some() && day != night {
        statement.notes.push(ImportNote::Simplified(Simplified::HoursOfDay));
    }
    statement.totals = Totals {
        equity: dollars.zip(profit).map(|(dollars, profit)| dollars + profit),
        initial,
        maintenance: now.map(|(_, maintenance)| maintenance),
        withdrawable: None,
    };
    let orders = amount(&fields, "total_open_orders_hold_amount", problems).unwrap_or_default();
    if orders > 0.0 {
        statement.notes.push(ImportNote::Simplified(Simplified::HeldForOrders(Usd::new(orders))));
    }
}
