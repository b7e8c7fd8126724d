//! Collateral and totals, as `accounts` has them: one account for several currencies, and one for each inverse pair.

use crate::imported::{ImportNote, SpotBalance};
use crate::node::{Fields, Node};
use crate::problem::Problems;
use crate::statement::{Balance, Counts, Statement, Totals};
use margin_core::units::Quantity;

/// Reads the accounts that stand behind positions, and tells of what stands behind none.
pub(super) fn read(node: &Node, statement: &mut Statement, problems: &mut Problems) {
    let Some(fields) = node.object(problems) else {
        return;
    };
    let time = fields.optional("serverTime").and_then(|node| node.time(problems));
    statement.at(time);
    let accounts = fields.required("accounts", problems).and_then(|node| node.object(problems));
    let mut apart = Vec::new();
    let mut coins = Totals::default();
    for (name, node) in accounts.iter().flat_map(Fields::entries) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        match fields.optional("type").and_then(|node| node.text(problems)) {
            Some("multiCollateralMarginAccount") => several(&fields, statement, problems),
            Some("marginAccount") => single(name, &fields, statement, &mut coins, &mut apart, problems),
            _ => apart.extend(balances(&fields, problems).into_iter().map(spot)),
        }
    }
    if statement.rows.iter().all(|row| row.in_coins()) && coins.maintenance.is_some() {
        statement.totals = coins;
    }
    apart.retain(|balance: &SpotBalance| balance.quantity != Quantity::ZERO);
    if !apart.is_empty() {
        statement.notes.push(ImportNote::SpotNotCounted(apart));
    }
}

/// The account in which several currencies count, each after a haircut.
fn several(fields: &Fields, statement: &mut Statement, problems: &mut Problems) {
    let mut number = |name: &str| fields.number_if_any(name, problems);
    statement.totals = Totals {
        equity: number("portfolioValue"),
        initial: number("initialMargin"),
        maintenance: number("maintenanceMargin"),
        withdrawable: number("availableMargin"),
    };
    let currencies = fields.required("currencies", problems).and_then(|node| node.object(problems));
    for (name, node) in currencies.iter().flat_map(Fields::entries) {
        let Some(fields) = node.object(problems) else {
            continue;
        };
        let quantity = fields.number("quantity", problems);
        let mut number = |name: &str| fields.number_if_any(name, problems);
        let (value, counted) = (number("value"), number("collateral"));
        let Some(quantity) = quantity.filter(|quantity| *quantity != 0.0) else {
            continue;
        };
        let index = value.map(|value| value / quantity).filter(|index| index.is_finite() && *index > 0.0);
        let share = value.zip(counted).map(|(value, counted)| counted / value);
        let counts = match share.filter(|share| (0.0..=1.0).contains(share) && quantity > 0.0) {
            Some(share) => Counts::Share { initial: share, maintenance: share },
            None => Counts::Full,
        };
        let balance = Balance::full(node.place.clone(), asset(name), quantity);
        statement.balances.push(Balance { index, counts, ..balance });
    }
}

/// The account of one inverse pair, such as `fi_xbtusd`, in its coin.
fn single(
    name: &str,
    fields: &Fields,
    statement: &mut Statement,
    totals: &mut Totals,
    apart: &mut Vec<SpotBalance>,
    problems: &mut Problems,
) {
    let pair = name.rsplit('_').next().unwrap_or(name).to_ascii_uppercase();
    let row = statement.rows.iter().find(|row| row.in_coins() && row.symbol.split('_').nth(1) == Some(pair.as_str()));
    let found = balances(fields, problems);
    let Some(row) = row else {
        apart.extend(found.into_iter().map(spot));
        return;
    };
    let (coin, quoted) = (row.settles.clone(), statement.quotes.get(&row.symbol).and_then(|quote| quote.index));
    let requirements = fields.optional("marginRequirements").and_then(|node| node.object(problems));
    let mut dollars = |name: &str| Some(requirements.as_ref()?.number_if_any(name, problems)? * quoted?);
    let (initial, maintenance) = (dollars("im"), dollars("mm"));
    let add = |sum: Option<f64>, part: Option<f64>| part.map_or(sum, |part| Some(sum.unwrap_or_default() + part));
    (totals.initial, totals.maintenance) = (add(totals.initial, initial), add(totals.maintenance, maintenance));
    for (asset, quantity) in found {
        if coin.as_str() == asset {
            statement.balances.push(Balance::full(fields.place.clone(), asset, quantity));
        } else {
            apart.push(spot((asset, quantity)));
        }
    }
}

fn balances(fields: &Fields, problems: &mut Problems) -> Vec<(String, f64)> {
    let balances = fields.optional("balances").and_then(|node| node.object(problems));
    let each = balances.iter().flat_map(Fields::entries);
    each.filter_map(|(name, node)| Some((asset(name), node.number(problems)?))).collect()
}

fn spot((asset, quantity): (String, f64)) -> SpotBalance {
    SpotBalance { asset: asset.into(), quantity: Quantity::new(quantity) }
}

/// The venue writes bitcoin as `xbt`.
fn asset(name: &str) -> String {
    let name = name.to_ascii_uppercase();
    if name == "XBT" { "BTC".to_owned() } else { name }
}
