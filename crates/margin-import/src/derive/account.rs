//! Collateral and totals of a subaccount. What an asset counts for is stated at both levels.

use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::problem::Problems;
use crate::simplified::Simplified;
use crate::statement::{Balance, Counts, Statement, Totals};
use margin_core::units::Usd;

/// Reads balances and totals.
pub(super) fn read(fields: &Fields, statement: &mut Statement, problems: &mut Problems) {
    let list = fields.required("collaterals", problems).and_then(|list| list.list(problems));
    for node in list.into_iter().flatten() {
        statement.balances.extend(balance(&node, problems));
    }
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let positions = number("positions_value");
    let [initial, maintenance] =
        ["positions_initial_margin", "positions_maintenance_margin"].map(|name| Some(positions? - number(name)?));
    statement.totals = Totals { equity: number("subaccount_value"), initial, maintenance, withdrawable: None };
    let orders = number("open_orders_margin").unwrap_or_default().abs();
    if orders > 0.0 {
        statement.notes.push(ImportNote::Simplified(Simplified::HeldForOrders(Usd::new(orders))));
    }
    let kind = fields.optional("margin_type").and_then(|node| node.name(problems));
    if let Some(kind) = kind.filter(|kind| kind.starts_with("PM")) {
        statement.notes.push(ImportNote::Simplified(Simplified::MarginedAs(kind.to_owned())));
    }
}

fn balance(node: &Node, problems: &mut Problems) -> Option<Balance> {
    let fields = node.object(problems)?;
    let asset = fields.required("asset_name", problems).and_then(|node| node.name(problems));
    let amount = fields.number("amount", problems);
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let index = number("mark_price").filter(|price| *price > 0.0);
    let (value, initial, maintenance) = (number("mark_value"), number("initial_margin"), number("maintenance_margin"));
    let share = |counted: Option<f64>| Some(counted? / value.filter(|value| *value > 0.0)?);
    let counts = match (share(initial), share(maintenance)) {
        (Some(initial), Some(maintenance)) => Counts::Share { initial, maintenance },
        _ => Counts::Full,
    };
    Some(Balance { index, counts, ..Balance::full(node.place.clone(), asset?, amount?) })
}
