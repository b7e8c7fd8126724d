//! Recorded accounts, imported, evaluated and put beside what the venue itself said of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::report::{GroupKey, MarginReport};
use margin_core::solve::{LiquidationReport, liquidation_prices};
use margin_import::{
    AccountKind, AccountMode, Document, ImportNote, Imported, KindReason, ReconciledRow, Reconciliation,
    StatedLiquidation, Subject, import, reconcile,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Recorded payloads, where they are at hand.
fn recorded(name: &str) -> Option<PathBuf> {
    shared(&format!("data/hyperliquid/{name}"))
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: there is no ../shared/{name}");
    None
}

fn documents(directory: &std::path::Path, names: &[&str]) -> Vec<Document> {
    let read =
        |name: &&str| Document { name: (*name).into(), text: std::fs::read_to_string(directory.join(name)).unwrap() };
    names.iter().map(read).collect()
}

fn evaluated(imported: &Imported) -> (MarginReport, LiquidationReport, Reconciliation) {
    let Imported { portfolio, market, stated, .. } = imported;
    let rules = imported.rules.as_ref().unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    let liquidation = liquidation_prices(portfolio, market, rules).unwrap();
    let reconciled = reconcile(stated, &report, &liquidation);
    (report, liquidation, reconciled)
}

fn row(reconciled: &Reconciliation, subject: Subject) -> ReconciledRow {
    *reconciled.row(subject).unwrap()
}

fn largest(reconciled: &Reconciliation, of: fn(&Subject) -> bool) -> f64 {
    let rows = reconciled.rows.iter().filter(|row| of(&row.subject));
    rows.map(|row| row.residual.get().abs()).fold(0.0, f64::max)
}

#[test]
fn a_recorded_account_comes_to_what_the_venue_says() {
    let Some(directory) = recorded("mainnet_20260906") else {
        return;
    };
    let names = ["clearinghouseState.json", "metaAndAssetCtxs.json"];
    let imported = import(&documents(&directory, &names), AccountMode::Detect).unwrap();
    let (report, _, reconciled) = evaluated(&imported);
    for row in reconciled.rows.iter().take(4) {
        println!("{:?}: theirs {}, ours {}", row.subject, row.theirs.get(), row.ours.get());
        println!("  residual {:e}", row.residual.get());
    }
    println!("largest residual of a notional {:e}", largest(&reconciled, |s| matches!(s, Subject::Notional(_))));
    println!("largest residual of a profit {:e}", largest(&reconciled, |s| matches!(s, Subject::Unrealised(_))));
    println!("largest residual of an initial {:e}", largest(&reconciled, |s| matches!(s, Subject::Initial(_))));
    let (matched, none) = (reconciled.matched(), reconciled.none_agreed());
    let worst = reconciled.worst_difference().unwrap().get();
    println!("liquidation prices: {matched} matched, {none} agreed to be none, worst difference {worst:e}");
    println!("notes: {:#?}", imported.taken);

    assert!(row(&reconciled, Subject::CrossMaintenance).residual.get().abs() < 1e-5);
    assert!(row(&reconciled, Subject::CrossEquity).residual.get().abs() < 1e-6);
    assert!(row(&reconciled, Subject::CrossInitial).residual.get().abs() < 1e-5);
    assert!(largest(&reconciled, |subject| matches!(subject, Subject::Unrealised(_))) < 2e-6);
    assert_eq!((matched, none, reconciled.mismatched()), (28, 16, 0));
    assert!(worst < 1e-8, "{worst}");
    assert_eq!(report.groups.len(), 2);
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::MarksDiffer { count: 27, of: 44, .. })));
}

#[test]
fn an_account_without_prices_comes_to_the_same() {
    let Some(directory) = recorded("mainnet_20260906") else {
        return;
    };
    let imported = import(&documents(&directory, &["clearinghouseState.json"]), AccountMode::Detect).unwrap();
    let (_, _, reconciled) = evaluated(&imported);
    assert_eq!((reconciled.matched(), reconciled.none_agreed(), reconciled.mismatched()), (28, 16, 0));
    assert!(row(&reconciled, Subject::CrossMaintenance).residual.get().abs() < 1e-5);
}

#[test]
fn the_kind_of_account_that_reproduces_the_venues_prices_is_taken() {
    let Some(directory) = recorded("mainnet_20260906") else {
        return;
    };
    let names = ["clearinghouseState.json", "meta.json", "spotClearinghouseState.json"];
    let imported = import(&documents(&directory, &names), AccountMode::Detect).unwrap();
    let reason = KindReason::Reproduces { liquidations: 44, otherwise: 1 };
    let expected = ImportNote::AccountKind { kind: AccountKind::Standard, reason };
    assert_eq!(imported.taken[0], expected);
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 2)));
}

/// Of this recorded account only three positions are at hand. What the others must cover is taken off the equity, so
/// that as much is left for these three as the venue saw.
#[test]
fn positions_of_a_vault_are_margined_at_their_own_leverage() {
    let Some(directory) = recorded("minnzen_20260719") else {
        return;
    };
    let text = std::fs::read_to_string(directory.join("mainnet-m3.json")).unwrap();
    let recorded: Value = serde_json::from_str(&text).unwrap();
    let selection = &recorded["selection"];
    let number = |value: &Value| value.as_str().unwrap().parse::<f64>().unwrap();
    let positions = selection["positions"].as_array().unwrap();
    let value = |position: &Value| number(&position["positionValue"]) * number(&position["szi"]).signum();
    let (net, gross) = positions.iter().map(value).fold((0.0, 0.0), |(net, gross), v| (net + v, gross + f64::abs(v)));
    let others = number(&selection["crossMaintenanceMarginUsed"]) - gross / 100.0;
    let equity = number(&selection["crossMarginSummary"]["accountValue"]) - others;
    let account = json!({
        "crossMarginSummary": {"accountValue": equity, "totalRawUsd": equity - net},
        "assetPositions": positions,
        "time": 1_784_440_205_170_u64
    });
    let tables = selection["perpUniverse"].as_array().unwrap().iter().map(|coin| &coin["marginTable"]);
    let tables: Vec<_> = tables.filter(|table| !table.is_null()).map(|table| json!([table["id"], table])).collect();
    let meta = json!({"universe": selection["perpUniverse"], "marginTables": tables});
    let prices = json!([meta, selection["assetContexts"]]);
    let document = Document { name: "recorded".into(), text: format!("{account}\n{prices}") };

    let imported = import(&[document], AccountMode::Detect).unwrap();
    let (report, _, reconciled) = evaluated(&imported);
    assert!(imported.taken.iter().any(|note| {
        matches!(note, ImportNote::OwnLeverage { leverage, instruments }
            if leverage.get() == 50.0 && instruments.len() == 3)
    }));
    let maintenance = report.group(GroupKey::Cross).unwrap().figures.maintenance.usd().get();
    assert!((maintenance - gross / 100.0).abs() < 1e-5);
    assert_eq!((reconciled.matched(), reconciled.none_agreed(), reconciled.mismatched()), (1, 2, 0));
    assert!(reconciled.worst_difference().unwrap().get() < 1e-8);
    assert!(matches!(reconciled.liquidations[2].theirs, StatedLiquidation::At(_)));
}

/// One position of an account of which only totals were recorded. What the others must cover is taken off the equity.
fn lone_position(inputs: &Value) -> (Value, Value) {
    let number = |name: &str| inputs[name].as_f64();
    let (szi, most) = (number("szi").unwrap(), number("max_leverage").unwrap());
    let notional = number("position_value").unwrap_or_else(|| szi.abs() * number("mark").unwrap());
    let entry = notional / szi.abs();
    let isolated = number("isolated_margin");
    let leverage = match isolated {
        Some(margin) => json!({"type": "isolated", "value": 1, "rawUsd": margin - notional * szi.signum()}),
        None => json!({"type": "cross", "value": 1}),
    };
    let others = number("cross_maintenance_margin").map_or(0.0, |all| all - notional / (2.0 * most));
    let equity = number("account_value").map_or(0.0, |equity| equity - others);
    let raw = if isolated.is_some() { equity } else { equity - notional * szi.signum() };
    let account = json!({
        "crossMarginSummary": {"accountValue": equity, "totalRawUsd": raw},
        "assetPositions": [{"position": {
            "coin": "COIN", "szi": szi, "entryPx": entry, "positionValue": notional, "maxLeverage": most,
            "leverage": leverage
        }}],
    });
    let spot = number("spot_usdc_total").map(|total| total - others);
    (account, json!({"balances": [{"coin": "USDC", "total": spot.unwrap_or(0.0)}]}))
}

#[test]
fn recorded_positions_are_liquidated_where_the_venue_says() {
    let Some(path) = shared("vectors/perps_lending.json") else {
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let of_venue = |vector: &&Value| {
        let live = vector["provenance"] == "live_api" || vector["provenance"] == "docs_example";
        vector["venue"] == "hyperliquid" && live && vector["inputs"]["szi"].is_f64() | vector["inputs"]["szi"].is_i64()
    };
    let mut compared = 0;
    for vector in vectors.iter().filter(of_venue) {
        let (Some(expected), true) = (vector["expected"]["liq_price"].as_f64(), vector["inputs"]["mode"].is_string())
        else {
            continue;
        };
        let (account, spot) = lone_position(&vector["inputs"]);
        let unified = !vector["inputs"]["spot_usdc_total"].is_null();
        let mode = if unified { AccountMode::Unified } else { AccountMode::Standard };
        let document = Document { name: "recorded".into(), text: format!("{account}{spot}") };
        let (_, liquidation, _) = evaluated(&import(&[document], mode).unwrap());
        let price = liquidation.positions[0].price().unwrap().get();
        let difference = (price / expected - 1.0).abs();
        println!("{}: theirs {expected}, ours {price}, {difference:e} apart", vector["id"]);
        assert!(difference < 1e-8, "{}: {price} is not {expected}", vector["id"]);
        compared += 1;
    }
    assert!(compared >= 7, "only {compared} positions were compared");
}
