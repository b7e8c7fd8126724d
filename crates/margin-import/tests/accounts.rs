//! What an account's documents come to, one branch at a time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{account, contexts, documents, meta, position, spot, try_import};
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::rules::{Modes, RuleKey, VenueRules};
use margin_core::solve::liquidation_prices;
use margin_core::units::{Price, Ratio, Usd};
use margin_import::{
    AccountKind, AccountMode, ImportNote, Imported, KindReason, Reconciliation, StatedLiquidation, import, reconcile,
};
use serde_json::{Value, json};

fn imported(values: &[Value]) -> Imported {
    try_import(values, AccountMode::Detect).unwrap()
}

fn reconciled(imported: &Imported) -> Reconciliation {
    let Imported { portfolio, market, stated, .. } = imported;
    let rules = rules(imported);
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    reconcile(stated, &report, &liquidation_prices(portfolio, market, rules).unwrap())
}

fn rules(imported: &Imported) -> &VenueRules {
    imported.rules.as_ref().unwrap()
}

fn kind(imported: &Imported) -> (AccountKind, KindReason) {
    let mut kinds = imported.taken.iter().filter_map(|note| match note {
        ImportNote::AccountKind { kind, reason } => Some((*kind, *reason)),
        _ => None,
    });
    kinds.next().unwrap()
}

#[test]
fn holdings_positions_and_prices_are_the_accounts() {
    let imported = imported(&[account(), json!([meta(), contexts()])]);
    let [btc, eth, sol] = imported.portfolio.positions.as_slice() else {
        unreachable!("three positions are held");
    };
    assert_eq!(imported.portfolio.holdings[0].quantity.get(), 10_000.0);
    assert_eq!((btc.quantity.get(), btc.entry.get(), btc.mode), (1.0, 50_000.0, MarginMode::Cross));
    assert_eq!(eth.leverage, Leverage::Chosen(Ratio::new(20.0)));
    assert_eq!(sol.mode, MarginMode::Isolated { collateral: Usd::new(2_500.0) });
    let market = &imported.market;
    assert_eq!(market.mark(&eth.instrument.id()), Some(Price::new(2_500.0)), "the account's own mark");
    assert_eq!(market.index(&"ETH".into()), Some(Price::new(2_502.0)));
    assert_eq!(market.mark(&"ICE-PERP".into()), Some(Price::new(1.5)), "others can be added");
    assert_eq!(market.mark(&"OLD-PERP".into()), None);
    assert_eq!(market.time.to_string(), "2026-09-06T16:46:15.818Z");
    assert_eq!(rules(&imported).effective.to_string(), "2026-09-06");
    assert!(rules(&imported).citations[&RuleKey::Tiers].source.contains("as handed in"));
    let largest = Ratio::new(2_501.0 / 2_500.0 - 1.0);
    assert!(imported.taken.contains(&ImportNote::MarksDiffer { count: 1, of: 3, largest }));
}

#[test]
fn our_figures_are_the_venues() {
    let compared = reconciled(&imported(&[account(), meta()]));
    for row in &compared.rows {
        assert!(row.residual.get().abs() < 1e-9, "{row:?}");
    }
    assert_eq!((compared.rows.len(), compared.matched(), compared.mismatched()), (4 + 3 + 3 + 2, 3, 0));
}

#[test]
fn an_account_alone_is_under_the_rules_that_the_project_carries() {
    let imported = imported(&[account()]);
    assert!(imported.taken.contains(&ImportNote::IndexFromMark { count: 3 }));
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::RulesCarried { .. })));
    assert_eq!(reconciled(&imported).matched(), 3);
}

#[test]
fn documents_are_found_wherever_they_are_put() {
    let expected = imported(&[account(), json!([meta(), contexts()])]);
    let (account, meta, contexts) = (account(), meta(), contexts());
    let shapes = [
        format!("{account}{}", json!([meta, contexts])),
        json!([account, [meta, contexts]]).to_string(),
        json!({"clearinghouseState": account, "metaAndAssetCtxs": [meta, contexts]}).to_string(),
        json!({"channel": "webData2", "data": {"clearinghouseState": account, "meta": meta, "assetCtxs": contexts}})
            .to_string(),
    ];
    for shape in shapes {
        assert_eq!(import(&documents(&[&shape]), AccountMode::Detect).as_ref(), Ok(&expected), "{shape}");
    }
}

#[test]
fn numbers_may_be_numbers_or_texts() {
    let mut written = account();
    written["crossMarginSummary"]["totalRawUsd"] = json!(-14_000);
    position(&mut written, 0)["szi"] = json!(1.0);
    position(&mut written, 0)["leverage"]["value"] = json!("10");
    assert_eq!(imported(&[written, meta()]), imported(&[account(), meta()]));
}

#[test]
fn a_liquidation_price_is_a_price_none_or_unsaid() {
    let mut written = account();
    position(&mut written, 0)["liquidationPx"] = Value::Null;
    position(&mut written, 1)["liquidationPx"] = json!("0.0");
    position(&mut written, 2).as_object_mut().unwrap().remove("liquidationPx");
    let stated: Vec<_> = imported(&[written]).stated.positions.iter().map(|each| each.liquidation).collect();
    assert_eq!(stated, [StatedLiquidation::None, StatedLiquidation::None, StatedLiquidation::Absent]);
}

#[test]
fn a_cut_off_entry_is_taken_from_the_profit() {
    let mut written = account();
    position(&mut written, 0)["entryPx"] = json!("49999.9");
    position(&mut written, 0)["unrealizedPnl"] = json!("2000.03");
    let imported = imported(&[written]);
    assert_eq!(imported.portfolio.positions[0].entry.get(), 49_999.97);
    assert!(imported.taken.contains(&ImportNote::EntriesFromProfit { count: 1 }));
    assert!(reconciled(&imported).rows.iter().all(|row| row.residual.get().abs() < 1e-9));
}

/// The account as a unified one: its liquidation prices follow from 20,000 USDC of spot less 2,600 that are isolated.
fn unified() -> Value {
    let mut written = account();
    position(&mut written, 0)["liquidationPx"] = json!("35544.3037974684");
    position(&mut written, 1)["liquidationPx"] = json!("4093.137254902");
    written
}

#[test]
fn a_unified_accounts_equity_is_its_spot_balance() {
    let asked = try_import(&[unified(), meta(), spot("20000.0")], AccountMode::Unified).unwrap();
    assert_eq!(kind(&asked), (AccountKind::Unified, KindReason::Asked));
    assert_eq!(asked.portfolio.holdings[0].quantity.get(), 20_000.0 - 2_600.0 - 3_000.0);
    assert_eq!(asked.stated.cross_equity, None);

    let stated = imported(&[unified(), meta(), spot("20000.0"), json!("unifiedAccount")]);
    assert_eq!(kind(&stated), (AccountKind::Unified, KindReason::Stated));
    let found = imported(&[unified(), meta(), spot("20000.0")]);
    assert_eq!(kind(&found), (AccountKind::Unified, KindReason::Reproduces { liquidations: 3, otherwise: 1 }));
    for imported in [asked, stated, found] {
        assert_eq!((reconciled(&imported).matched(), reconciled(&imported).mismatched()), (3, 0));
        let left = |note: &ImportNote| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 1);
        assert!(imported.taken.iter().any(left), "the other coin is told of");
    }
}

#[test]
fn a_standard_accounts_spot_balances_are_told_of_and_not_counted() {
    let found = imported(&[account(), meta(), spot("20000.0")]);
    assert_eq!(kind(&found), (AccountKind::Standard, KindReason::Reproduces { liquidations: 3, otherwise: 1 }));
    assert_eq!(found.portfolio.holdings[0].quantity.get(), 10_000.0);
    assert!(found.taken.iter().any(|note| matches!(note, ImportNote::SpotNotCounted(spot) if spot.len() == 2)));
    let stated = imported(&[account(), spot("20000.0"), json!({"userAbstraction": "disabled"})]);
    assert_eq!(kind(&stated), (AccountKind::Standard, KindReason::Stated));
    assert_eq!(kind(&imported(&[account()])), (AccountKind::Standard, KindReason::Usual));
}

#[test]
fn portfolio_margin_is_read_as_unified_and_told_of() {
    let imported = imported(&[unified(), spot("20000.0"), json!("portfolioMargin")]);
    assert_eq!(kind(&imported), (AccountKind::Unified, KindReason::Stated));
    assert!(imported.taken.contains(&ImportNote::PortfolioMargin));
}

#[test]
fn a_position_with_a_leverage_of_its_own_has_a_table_of_its_own() {
    let mut written = account();
    position(&mut written, 0)["maxLeverage"] = json!(50);
    position(&mut written, 0)["liquidationPx"] = Value::Null;
    let imported = imported(&[written, meta()]);
    let leverage = Ratio::new(50.0);
    let instruments = vec!["BTC-PERP".into()];
    assert!(imported.taken.contains(&ImportNote::OwnLeverage { leverage, instruments }));
    let report = margin_core::evaluate(&imported.portfolio, &imported.market, rules(&imported)).unwrap();
    assert_eq!(report.positions[0].maintenance.usd(), Usd::new(520.0));
    assert_eq!(report.positions[1].maintenance.usd(), Usd::new(500.0));
}

/// The account with its second position in another coin, at the same figures.
fn holding(coin: &str, most_leverage: u32, mode: Value) -> Value {
    let mut written = account();
    let changed = position(&mut written, 1);
    changed["coin"] = json!(coin);
    changed["maxLeverage"] = json!(most_leverage);
    changed["leverage"] = mode;
    written
}

#[test]
fn what_the_venue_no_longer_allows_is_taken_as_the_account_has_it() {
    let cross = |value: u32| json!({"type": "cross", "value": value});
    let delisted = imported(&[holding("OLD", 5, cross(5)), meta()]);
    assert!(delisted.taken.contains(&ImportNote::Delisted("OLD-PERP".into())));
    let isolated_only = imported(&[holding("ICE", 3, cross(3)), json!([meta(), contexts()])]);
    assert!(isolated_only.taken.contains(&ImportNote::CrossWhereIsolatedOnly("ICE-PERP".into())));
    let lowered = imported(&[holding("ICE", 3, cross(20)), meta()]);
    let (set, taken) = (Ratio::new(20.0), Ratio::new(3.0));
    let position = lowered.portfolio.positions[1].id;
    assert!(lowered.taken.contains(&ImportNote::LeverageLowered { position, set, taken }));
}

#[test]
fn a_contract_that_is_not_carried_is_listed_by_its_position() {
    let imported = imported(&[holding("NEWCOIN", 7, json!({"type": "cross", "value": 5}))]);
    let instruments = vec!["NEWCOIN-PERP".into()];
    assert!(imported.taken.contains(&ImportNote::OwnLeverage { leverage: Ratio::new(7.0), instruments }));
}

#[test]
fn margin_modes_and_tiers_follow_the_venues_list() {
    let mut listed = meta();
    listed["universe"][2]["marginMode"] = json!("noCross");
    listed["universe"][4]["isDelisted"] = Value::Null;
    listed["universe"][4].as_object_mut().unwrap().remove("marginTableId");
    let rules = imported(&[account(), listed]).rules.unwrap();
    let written = serde_json::to_value(&rules).unwrap();
    let listings = &written["model"]["tieredNotional"]["listings"];
    assert_eq!(listings["SOL-PERP"]["modes"], json!(Modes::IsolatedOnly));
    assert_eq!(listings["ICE-PERP"]["modes"], json!(Modes::IsolatedOnly));
    assert_eq!(listings["OLD-PERP"]["table"], "single-5");
    let tiers = &written["model"]["tieredNotional"]["tables"]["56"]["tiers"];
    assert_eq!(tiers[1], json!({"from": 150e6, "initial": {"oneOver": 20.0}, "maintenance": {"oneOver": 40.0}}));
}

#[test]
fn a_list_without_its_tables_has_those_that_the_project_carries() {
    let mut listed = meta();
    listed.as_object_mut().unwrap().remove("marginTables");
    let imported = imported(&[account(), listed]);
    assert!(imported.taken.contains(&ImportNote::TiersCarried { count: 2 }));
    assert_eq!(reconciled(&imported).matched(), 3);
}

#[test]
fn what_is_of_no_use_is_told_of() {
    let mut written = account();
    written.as_object_mut().unwrap().remove("time");
    written["assetPositions"].as_array_mut().unwrap().push(json!({"position": {"coin": "ICE", "szi": "0.0"}}));
    let mut listed = meta();
    listed["collateralToken"] = json!(235);
    let imported = imported(&[written, json!([listed, contexts()]), meta()]);
    assert!(imported.taken.contains(&ImportNote::NothingHeld("ICE-PERP".into())));
    assert!(imported.taken.contains(&ImportNote::OtherToken(235)));
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::NoTime { .. })));
    assert!(imported.taken.iter().any(|note| matches!(note, ImportNote::NotNeeded(_))));
}

#[test]
fn no_address_is_kept() {
    let address = "0x00000000000000000000000000000000000000aa";
    let mut written = account();
    written["user"] = json!(address);
    position(&mut written, 0)["user"] = json!(address);
    let together = json!({"clearinghouseState": written, "user": address, "spotState": spot("1.0"), "meta": meta()});
    let kept = format!("{:?}", imported(&[together]));
    assert!(!kept.contains(address) && !kept.contains("0x"));
}
