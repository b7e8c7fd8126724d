//! Perpetual venues: their own examples, and accounts worked out by hand, under the rules as carried.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop here")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot go on should stop here")]

mod common;

use common::close;
use margin_core::change::diff;
use margin_core::id::PositionId;
use margin_core::market::{self, Market};
use margin_core::portfolio::Portfolio;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Model, RuleKey, Schedule, TierTable, VenueRules};
use margin_core::solve::liquidation_prices;
use margin_core::units::Usd;
use margin_venues::{catalogue, read};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// An account under one venue's rules, with figures that were worked out by hand or are the venue's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    rules: String,
    words: String,
    portfolio: Portfolio,
    assets: Value,
    instruments: Value,
    expect: Expected,
}

/// Figures of the group of the one position: to open and to keep.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    counted: [f64; 2],
    required: [f64; 2],
    #[serde(default)]
    liquidation: Option<f64>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("perps/cases.json")).unwrap()
}

/// Quotes that belong to the venue whose rules are asked.
fn market(assets: Value, instruments: Value) -> Market {
    let market = json!({
        "schema": market::SCHEMA, "time": "2026-09-06T16:46:00Z", "source": "invented",
        "assets": assets, "instruments": instruments,
    });
    serde_json::from_value(market).unwrap()
}

#[test]
fn accounts_have_the_figures_that_were_worked_out_by_hand() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let about = format!("{}, {}: {}", case.rules, case.name, case.words);
        let rules = catalogue.find(&case.rules).unwrap_or_else(|| panic!("{about}"));
        let market = market(case.assets, case.instruments);
        let report =
            margin_core::evaluate(&case.portfolio, &market, rules).unwrap_or_else(|wrong| panic!("{about}: {wrong:?}"));
        let isolated = report.group(GroupKey::Isolated(PositionId(1)));
        let figures = &isolated.or(report.group(GroupKey::Cross)).unwrap().figures;
        for ((level, counted), required) in Level::ALL.into_iter().zip(case.expect.counted).zip(case.expect.required) {
            close(&format!("{about}: {level:?} counted"), figures.counted.at(level).usd().get(), counted);
            close(&format!("{about}: {level:?} required"), figures.requirement(level).usd().get(), required);
        }
        let mut followed = BTreeSet::new();
        rules_of(&serde_json::to_value(&report).unwrap(), &mut followed);
        assert!(!followed.is_empty(), "{about}");
        for rule in followed {
            assert!(rules.citations.contains_key(&rule), "{about}: a line follows {rule:?}, which has no source");
        }
        if let Some(expected) = case.expect.liquidation {
            let found = liquidation_prices(&case.portfolio, &market, rules).unwrap();
            let price = found.position(PositionId(1)).unwrap().price().map(|price| price.get());
            close(&format!("{about}: liquidation price"), price.unwrap_or_default(), expected);
        }
    }
}

/// The rules that the lines of a written report follow.
fn rules_of(report: &Value, found: &mut BTreeSet<RuleKey>) {
    match report {
        Value::Object(fields) => {
            let rule = fields.get("rule").filter(|rule| rule.is_string());
            found.extend(rule.map(|rule| serde_json::from_value::<RuleKey>(rule.clone()).unwrap()));
            fields.values().for_each(|field| rules_of(field, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| rules_of(part, found)),
        _ => {}
    }
}

#[test]
fn every_perpetual_venue_has_a_case() {
    let tested: BTreeSet<String> = cases().into_iter().filter_map(|case| venue(&case.rules)).collect();
    for name in ["aevo", "backpack", "binance", "bluefin", "drift", "dydx", "ftx", "gmx", "jupiter", "orderly"] {
        assert!(tested.contains(name), "{name}");
    }
    for name in ["paradex", "perp", "reference", "synthetix"] {
        assert!(tested.contains(name), "{name}");
    }
}

#[test]
fn every_venue_has_a_page() {
    let pages = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/venues");
    for entry in catalogue().unwrap().entries() {
        let venue = venue(entry.id).unwrap();
        let page = pages.join(format!("{venue}.md"));
        assert!(page.is_file(), "{} has no page {}", entry.id, page.display());
    }
}

fn venue(id: &str) -> Option<String> {
    id.split_once('/').map(|(venue, _)| venue.to_owned())
}

/// A venue that nobody has, as somebody would write it.
const FICTIONAL: &str = include_str!("perps/fictional.json");

#[test]
fn adding_a_venue_is_one_text() {
    let rules = read(FICTIONAL).map_err(|problems| problems.to_string()).unwrap();
    let portfolio: Portfolio = serde_json::from_str(
        r#"{"holdings": [{"id": 1, "asset": "TIN", "quantity": 1000}],
            "positions": [{"id": 1, "instrument": {"underlying": "ORE", "kind": "perpetual"}, "quantity": -4, "entry": 60}]}"#,
    )
    .unwrap();
    let market = market(json!({"TIN": {"index": 0.5}, "ORE": {"index": 50}}), json!({"ORE-PERP": {"mark": 50}}));
    let report = margin_core::evaluate(&portfolio, &market, &rules).unwrap();
    let figures = &report.group(GroupKey::Cross).unwrap().figures;
    // 1,000 × 0.5 × 0.8 and × 0.9; 4 × (60 − 50); 200 × (25 % and 10 %).
    close("counted to open", figures.counted.at(Level::Initial).usd().get(), 440.0);
    close("counted to keep", figures.counted.at(Level::Maintenance).usd().get(), 490.0);
    close("required to open", figures.requirement(Level::Initial).usd().get(), 50.0);
    close("required to keep", figures.requirement(Level::Maintenance).usd().get(), 20.0);
}

#[test]
fn a_venue_without_a_source_is_refused_by_rule() {
    let mut written: Value = serde_json::from_str(FICTIONAL).unwrap();
    written["citations"].as_object_mut().unwrap().remove("haircut");
    let problems = read(&written.to_string()).unwrap_err().to_string();
    assert_eq!(problems, "rules: Rules(\"citations.Haircut\"): MissingCitation");
}

#[test]
fn two_dates_of_a_venue_differ_where_its_tiers_do() {
    let catalogue = catalogue().unwrap();
    let rules = |id| catalogue.find(id).unwrap();
    let found = diff(rules("binance/usdm-2024-10"), rules("binance/usdm"));
    let bound = found.iter().find(|found| found.path == "/model/tieredNotional/tables/BTCUSDT/tiers/1/from");
    let bound = bound.map(|found| (found.before.clone(), found.after.clone()));
    assert_eq!(bound, Some((Some(Value::from(50000.0)), Some(Value::from(300_000.0)))));
    let found = diff(rules("dydx/perpetuals-2023-10"), rules("dydx/perpetuals"));
    assert!(found.iter().any(|found| found.path.starts_with("/model/tieredNotional/tables/Large-Cap")));
}

#[test]
fn maintenance_is_continuous_at_every_bound_of_every_table() {
    let mut bounds = 0;
    for entry in catalogue().unwrap().entries() {
        for (name, tiers) in tables(&entry.rules) {
            for bound in tiers.bounds() {
                let about = format!("{} {name} at {}", entry.id, bound.get());
                let below = tiers.band(Usd::new(bound.get().next_down())).unwrap();
                let at = tiers.band(bound).unwrap();
                let required = |band: margin_core::rules::Band| bound * band.tier.maintenance.share() - band.deduction;
                assert_ne!(below.tier, at.tier, "{about}");
                close(&about, required(below).get(), required(at).get());
                bounds += 1;
            }
        }
    }
    assert!(bounds > 600, "{bounds} bounds");
}

fn tables(rules: &VenueRules) -> Vec<(String, &TierTable)> {
    let Model::TieredNotional(model) = &rules.model else { return Vec::new() };
    let tables = model.tables.iter().filter_map(|(name, table)| match table {
        Schedule::Tiers(tiers) => Some((name.to_string(), tiers)),
        Schedule::Rates(_) => None,
    });
    tables.collect()
}

/// A tier as the venue states it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stated {
    min_notional: f64,
    maintenance_margin_rate: f64,
    max_leverage: f64,
    info: Value,
}

#[test]
fn every_tier_and_deduction_is_the_one_that_the_venue_states() {
    compare_with_the_venue("binance/usdm", "binance_leverage_tiers_20260929.json.gz");
    compare_with_the_venue("binance/usdm-2024-10", "binance_leverage_tiers_2024-10.json.gz");
}

fn compare_with_the_venue(id: &str, file: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cex").join(file);
    if !path.is_file() {
        println!("skipped: there is no ../shared/data/cex/{file}");
        return;
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
    let stated: BTreeMap<String, Vec<Stated>> = serde_json::from_slice(&unpacked.stdout).unwrap();
    let catalogue = catalogue().unwrap();
    for (name, tiers) in tables(catalogue.find(id).unwrap()) {
        let symbol = format!("{}/USDT:USDT", name.strip_suffix("USDT").unwrap());
        let expected = stated.get(&symbol).unwrap_or_else(|| panic!("{symbol} is not stated"));
        assert_eq!(tiers.0.len(), expected.len(), "{symbol}");
        for (tier, stated) in tiers.0.iter().zip(expected) {
            let about = format!("{id} {symbol} from {}", stated.min_notional);
            close(&about, tier.from.get(), stated.min_notional);
            close(&about, tier.maintenance.share().get(), stated.maintenance_margin_rate);
            close(&about, tier.initial.leverage().get(), stated.max_leverage);
            let cum = match &stated.info["cum"] {
                Value::String(text) => text.parse().unwrap(),
                number => number.as_f64().unwrap(),
            };
            close(&format!("{about}: deduction"), tiers.band(tier.from).unwrap().deduction.get(), cum);
        }
    }
}
