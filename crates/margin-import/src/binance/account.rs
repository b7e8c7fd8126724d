//! Collateral and totals, as the account or the balances have them.
//!
//! What can be withdrawn is not taken: the venue lets no unrealised profit out, so it is no figure of ours.

use crate::imported::{ImportNote, SpotBalance};
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Balance, Behind, Pools, Statement, Totals, items, name};
use margin_core::units::{Quantity, Usd};

/// What the venue's totals are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Assets {
    /// Every asset stands behind the positions that settle in it.
    Single,
    /// All stand behind all, in dollars.
    Multiple,
}

/// Reads balances and totals.
pub(super) fn read(papers: &Papers, account: Option<&Fields>, statement: &mut Statement, problems: &mut Problems) {
    let list = account.and_then(|fields| fields.optional("assets")).and_then(|list| list.list(problems));
    let mut lists: Vec<Node> = list.into_iter().flatten().collect();
    if account.is_none() {
        lists = items(papers, DocumentKind::Spot, problems);
    }
    let multiple = account.and_then(|fields| fields.optional("multiAssetsMargin")?.boolean(problems)) == Some(true);
    let assets = if multiple { Assets::Multiple } else { Assets::Single };
    if multiple {
        statement.pools = Pools::Together;
    }
    let mut sums = Totals::default();
    let mut apart = Vec::new();
    for node in &lists {
        if let Some((balance, totals)) = balance(node, statement, problems) {
            put(balance, totals, assets, &mut sums, &mut apart, statement);
        }
    }
    if !apart.is_empty() {
        statement.notes.push(ImportNote::SpotNotCounted(apart));
    }
    let Some(account) = account else {
        return;
    };
    let totals = if multiple { of_account(account, problems) } else { sums };
    statement.totals = Totals {
        initial: less(totals.initial, statement.isolated(|row| row.figures.initial)),
        maintenance: less(totals.maintenance, statement.isolated(|row| row.figures.maintenance)),
        ..totals
    };
    let orders = account.number_if_any("totalOpenOrderInitialMargin", problems).unwrap_or_default();
    if orders > 0.0 {
        statement.notes.push(ImportNote::Simplified(Simplified::HeldForOrders(Usd::new(orders))));
    }
}

/// Keeps a balance that stands behind positions, and tells of one that does not.
fn put(
    balance: Balance,
    totals: Totals,
    assets: Assets,
    sums: &mut Totals,
    apart: &mut Vec<SpotBalance>,
    statement: &mut Statement,
) {
    let dollar = name::is_dollar(balance.asset.as_str());
    let settles = statement.rows.iter().any(|row| row.settles == balance.asset);
    if assets == Assets::Single && !dollar && !settles {
        if balance.quantity != 0.0 {
            apart.push(SpotBalance { asset: balance.asset, quantity: Quantity::new(balance.quantity) });
        }
        return;
    }
    if dollar {
        sums.equity = add(sums.equity, totals.equity);
        sums.initial = add(sums.initial, totals.initial);
        sums.maintenance = add(sums.maintenance, totals.maintenance);
    }
    statement.balances.push(balance);
}

/// One asset's balance behind cross positions, and its totals.
fn balance(node: &Node, statement: &mut Statement, problems: &mut Problems) -> Option<(Balance, Totals)> {
    let fields = node.object(problems)?;
    let asset = fields.required("asset", problems)?.name(problems)?;
    let mut number = |name: &str| fields.number_if_any(name, problems);
    let (wallet, cross, profit) = (number("walletBalance"), number("crossWalletBalance"), number("crossUnPnl"));
    let totals = Totals {
        equity: add(cross, profit),
        initial: number("positionInitialMargin"),
        maintenance: number("maintMargin"),
        withdrawable: None,
    };
    let time = fields.optional("updateTime").and_then(|node| node.time(problems));
    statement.at(time.filter(|time| time.milliseconds() > 0));
    let quantity = cross.or_else(|| {
        let set_aside = statement.rows.iter().filter(|row| row.settles.as_str() == asset).map(|row| match row.behind {
            Behind::Isolated(amount) => amount,
            Behind::Cross => 0.0,
        });
        Some(wallet? - set_aside.sum::<f64>())
    });
    if quantity.is_none() {
        fields.required("crossWalletBalance", problems);
    }
    Some((Balance::full(node.place.clone(), asset, quantity?), totals))
}

fn of_account(account: &Fields, problems: &mut Problems) -> Totals {
    let mut number = |name: &str| account.number_if_any(name, problems);
    Totals {
        equity: add(number("totalCrossWalletBalance"), number("totalCrossUnPnl")),
        initial: number("totalPositionInitialMargin"),
        maintenance: number("totalMaintMargin"),
        withdrawable: None,
    }
}

/// The sum, where at least one is known.
fn add(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (one, other) {
        (None, None) => None,
        _ => Some(one.unwrap_or_default() + other.unwrap_or_default()),
    }
}

/// What is left, where both are known.
fn less(all: Option<f64>, part: Option<f64>) -> Option<f64> {
    Some(all? - part?)
}
