//! Aave users, as the pool's data provider, the subgraph and the venue's own library give them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{problems, try_import};
use margin_core::solve::liquidation_prices;
use margin_import::{AccountMode, ImportNote, Imported, Reconciliation, reconcile};
use serde_json::{Value, json};

const WETH: &str = "0xaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaA";
const USDC: &str = "0x2222222222222222222222222222222222222222";

/// 10 WETH and 1,000 USDC supplied, the latter not as collateral; 12,000 USDC owed. WETH counts for 0.8 and 0.83.
fn reserves() -> Value {
    json!({"reservesData": [
        {"symbol": "WETH", "underlyingAsset": WETH, "decimals": "18", "baseLTVasCollateral": "8000",
            "reserveLiquidationThreshold": "8300", "liquidityIndex": "1250000000000000000000000000",
            "variableBorrowIndex": "1100000000000000000000000000", "priceInMarketReferenceCurrency": "250000000000"},
        {"symbol": "USDC", "underlyingAsset": USDC, "decimals": 6, "baseLTVasCollateral": 7500,
            "reserveLiquidationThreshold": 7800, "liquidityIndex": "1000000000000000000000000000",
            "variableBorrowIndex": {"type": "BigNumber", "hex": "0x3e09de2596099e2b0000000"},
            "priceInMarketReferenceCurrency": "100000000"}
    ]})
}

fn scaled() -> Value {
    json!([
        {"underlyingAsset": WETH.to_lowercase(), "scaledATokenBalance": "8000000000000000000",
            "usageAsCollateralEnabledOnUser": true, "scaledVariableDebt": "0"},
        {"underlyingAsset": USDC.to_uppercase().replace("0X", "0x"), "scaledATokenBalance": "1000000000",
            "usageAsCollateralEnabledOnUser": false, "scaledVariableDebt": "10000000000n"}
    ])
}

fn formatted() -> Value {
    json!({"chainId": 1, "userEmodeCategoryId": 0, "userReservesData": [
        {"underlyingBalance": "10", "variableBorrows": "0", "usageAsCollateralEnabledOnUser": true,
            "reserve": {"symbol": "WETH", "priceInUSD": "2500", "baseLTVasCollateral": "8000",
                "reserveLiquidationThreshold": "8300"}},
        {"underlyingBalance": "1000", "variableBorrows": "12000", "usageAsCollateralEnabledOnUser": false,
            "reserve": {"symbol": "USDC", "priceInUSD": "1"}}
    ], "totalCollateralUSD": "25000", "totalBorrowsUSD": "12000", "healthFactor": "1.7291666666666667"})
}

fn totals() -> Value {
    json!({"totalCollateralBase": "2500000000000", "totalDebtBase": "1200000000000", "availableBorrowsBase": "0",
        "currentLiquidationThreshold": "8300", "ltv": "8000", "healthFactor": "1729166666666666666"})
}

fn imported(values: &[Value]) -> Imported {
    try_import(values, AccountMode::Detect).unwrap()
}

fn reconciled(imported: &Imported) -> Reconciliation {
    let Imported { portfolio, market, rules, stated, .. } = imported;
    let rules = rules.as_ref().unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    reconcile(stated, &report, &liquidation_prices(portfolio, market, rules).unwrap())
}

#[test]
fn all_forms_of_a_user_are_the_same_account() {
    let forms = [imported(&[scaled(), reserves(), totals()]), imported(&[formatted()])];
    for found in forms {
        let held = found.portfolio.holdings.iter().map(|held| (held.asset.as_str(), held.quantity.get()));
        assert_eq!(held.collect::<Vec<_>>(), [("WETH", 10.0), ("USDC", -12_000.0)]);
        assert_eq!(found.market.index(&"WETH".into()).unwrap().get(), 2_500.0);
        assert_eq!(found.rules_id.as_deref(), Some("aave-v3/ethereum-core"));
        let left =
            |note: &ImportNote| matches!(note, ImportNote::SpotNotCounted(spot) if spot[0].quantity.get() == 1_000.0);
        assert!(found.taken.iter().any(left), "what backs nothing is told of");
        let compared = reconciled(&found);
        assert_eq!(compared.rows.len(), 3);
        for row in compared.rows {
            assert!(row.residual.get().abs() < 1e-6, "{row:?}");
        }
    }
}

#[test]
fn balances_in_smallest_units_are_read_as_well() {
    let user = json!({"data": {"userReserves": [
        {"currentATokenBalance": "10000000000000000000", "currentTotalDebt": "0", "usageAsCollateralEnabledOnUser": true,
            "reserve": {"symbol": "WETH", "decimals": 18, "underlyingAsset": WETH}},
        {"currentATokenBalance": "0", "currentVariableDebt": "12000000000", "usageAsCollateralEnabledOnUser": false,
            "reserve": {"symbol": "USDC", "decimals": 6, "underlyingAsset": USDC}}
    ]}});
    let found = imported(&[user, reserves()]);
    assert_eq!(found.portfolio, imported(&[formatted()]).portfolio);
    assert!(found.taken.contains(&ImportNote::RulesAssumed { id: "aave-v3/ethereum-core".into() }));
}

#[test]
fn what_is_lacking_is_asked_for_at_its_place() {
    let missing = |document: &str| format!("MissingDocument {{ venue: \"Aave v3\", document: {document} }}");
    assert_eq!(
        problems(&[scaled()]),
        [
            format!("document 1, [0].scaledATokenBalance: {}", missing("Universe")),
            format!("document 1, [1].scaledATokenBalance: {}", missing("Universe")),
            format!("document 1, [1].scaledVariableDebt: {}", missing("Universe")),
        ]
    );
    assert_eq!(problems(&[totals()]), [format!("document 1, : {}", missing("Account"))]);
    let mut written = formatted();
    written["userReservesData"][0]["underlyingBalance"] = json!("ten");
    written["userReservesData"][1]["reserve"]["priceInUSD"] = Value::Null;
    assert_eq!(
        problems(&[written]),
        [
            "document 1, userReservesData[0].underlyingBalance: NotANumber".into(),
            format!("document 1, userReservesData[1].reserve: {}", missing("Universe")),
        ]
    );
}

#[test]
fn no_address_is_kept() {
    let kept = format!("{:?}", imported(&[scaled(), reserves()])).to_lowercase();
    assert!(!kept.contains("0x0"));
}

#[test]
fn a_category_that_the_rules_do_not_carry_is_told_of() {
    let mut written = formatted();
    written["userEmodeCategoryId"] = json!(99);
    let at = "userEmodeCategoryId".to_owned();
    assert!(imported(&[written]).taken.contains(&ImportNote::LeftOut { document: 0, at }));
}
