//! Lending and weighted-health venues: invented accounts at recorded prices, and the venues' own examples.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot go on should stop here")]

mod common;

use common::{close, market, portfolio};
use margin_core::id::{AssetId, CategoryId};
use margin_core::market::AssetQuote;
use margin_core::portfolio::Portfolio;
use margin_core::problem::ProblemKind;
use margin_core::report::{Level, MarginReport};
use margin_core::rules::liquidation::{DebtLiquidation, Exchange};
use margin_core::rules::{AssetTerms, Categories, Debts, Haircut, Model, VenueRules};
use margin_core::units::Ratio;
use margin_core::{evaluate, interest};
use margin_venues::{Catalogue, catalogue};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An account under one venue's rules, with figures that were worked out by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    rules: String,
    category: Option<CategoryId>,
    /// Prices, where they are not the recorded ones.
    assets: Option<BTreeMap<AssetId, AssetQuote>>,
    /// Terms that replace the venue's own, for its examples.
    #[serde(default)]
    terms: BTreeMap<AssetId, AssetTerms>,
    #[serde(default)]
    positions: serde_json::Value,
    #[serde(default)]
    instruments: serde_json::Value,
    holdings: BTreeMap<AssetId, f64>,
    words: String,
    initial: Expected,
    maintenance: Expected,
    liquidated: bool,
}

#[derive(Deserialize)]
struct Expected {
    counted: f64,
    required: f64,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("lending/cases.json")).unwrap()
}

fn rules(catalogue: &Catalogue, case: &Case) -> VenueRules {
    let mut rules = catalogue.find(&case.rules).unwrap().clone();
    rules.collateral.assets.extend(case.terms.clone());
    rules
}

fn evaluated(catalogue: &Catalogue, case: &Case) -> MarginReport {
    let mut held = portfolio(&case.holdings);
    held.category.clone_from(&case.category);
    if !case.positions.is_null() {
        held.positions = serde_json::from_value(case.positions.clone()).unwrap();
    }
    let mut market = market();
    if let Some(assets) = &case.assets {
        market.assets.clone_from(assets);
        market.venue = Some(rules(catalogue, case).venue);
    }
    if !case.instruments.is_null() {
        market.instruments = serde_json::from_value(case.instruments.clone()).unwrap();
    }
    evaluate(&held, &market, &rules(catalogue, case)).map_err(|problems| format!("{}: {problems}", case.name)).unwrap()
}

#[test]
fn every_case_has_the_figures_that_were_worked_out_by_hand() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let figures = evaluated(&catalogue, &case).total;
        for (level, expected) in [(Level::Initial, &case.initial), (Level::Maintenance, &case.maintenance)] {
            let about = format!("{}, {level:?}: {}", case.name, case.words);
            close(&about, figures.counted.at(level).usd().get(), expected.counted);
            close(&about, figures.requirement(level).usd().get(), expected.required);
        }
    }
}

#[test]
fn a_case_is_liquidated_where_its_words_say_so() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let figures = evaluated(&catalogue, &case).total;
        let trigger = rules(&catalogue, &case).liquidation.trigger_share();
        let counted = figures.counted.at(Level::Maintenance).usd() * trigger;
        assert_eq!(counted < figures.maintenance.usd(), case.liquidated, "{}", case.name);
    }
}

#[test]
fn what_a_venue_does_not_lend_cannot_be_owed() {
    let catalogue = catalogue().unwrap();
    let refused = |rules: &str, category: Option<&str>, holdings: &[(&str, f64)]| {
        let held: BTreeMap<AssetId, f64> = holdings.iter().map(|(asset, units)| ((*asset).into(), *units)).collect();
        let held = Portfolio { category: category.map(CategoryId::from), ..portfolio(&held) };
        let problems = evaluate(&held, &market(), catalogue.find(rules).unwrap()).unwrap_err();
        problems.iter().map(|problem| problem.kind.clone()).collect::<Vec<_>>()
    };
    let not_lent = |asset: &str| vec![ProblemKind::NotBorrowable(asset.into())];
    assert_eq!(refused("aave-v3/ethereum-core-2025", None, &[("WETH", 1.0), ("AAVE", -1.0)]), not_lent("AAVE"));
    assert_eq!(refused("aave-v3/ethereum-core-2025", None, &[("WETH", 1.0), ("KNC", -1.0)]), not_lent("KNC"));
    assert_eq!(refused("compound-v3/mainnet-usdc", None, &[("WBTC", 1.0), ("WETH", -1.0)]), not_lent("WETH"));
    let outside = vec![ProblemKind::NotInCategory("2".into())];
    assert_eq!(refused("aave-v3/ethereum-core-2025", Some("2"), &[("sUSDe", 9.0), ("WETH", -1e-3)]), outside);
}

#[test]
fn every_asset_counts_for_no_more_when_something_is_opened_than_when_it_is_kept() {
    for entry in catalogue().unwrap().entries().iter().filter(|entry| lends(&entry.rules)) {
        for (asset, terms) in &entry.rules.collateral.assets {
            let (Haircut::Flat(initial), Haircut::Flat(maintenance)) =
                (&terms.haircut.initial, &terms.haircut.maintenance)
            else {
                continue;
            };
            assert!(initial >= maintenance, "{}: {asset}", entry.id);
            if let Some(debt) = &terms.debt {
                assert!(debt.initial.base.share() >= debt.maintenance.base.share(), "{}: {asset}", entry.id);
            }
        }
    }
}

#[test]
fn every_venue_of_weighted_assets_lends_something_and_says_what_becomes_of_debts() {
    let catalogue = catalogue().unwrap();
    let weighted = |rules: &VenueRules| matches!(rules.model, Model::WeightedHealth(_));
    for entry in catalogue.entries().iter().filter(|entry| weighted(&entry.rules)) {
        assert!(lends(&entry.rules) && entry.rules.liquidation.debts.is_some(), "{}", entry.id);
        assert!(entry.rules.collateral.assets.values().any(|terms| terms.debt.is_some()), "{}", entry.id);
    }
}

#[test]
fn what_liquidators_gain_is_named_for_every_asset_that_counts_and_for_nothing_else() {
    for entry in catalogue().unwrap().entries().iter().filter(|entry| entry.id.starts_with("aave-v3/")) {
        let Some(DebtLiquidation::Repay(repay)) = &entry.rules.liquidation.debts else { panic!("{}", entry.id) };
        let Exchange::Bonus { bonus, .. } = &repay.exchange else { panic!("{}", entry.id) };
        for (asset, terms) in &entry.rules.collateral.assets {
            let counts = terms.haircut.maintenance != Haircut::Flat(Ratio::new(1.0));
            assert_eq!(counts, bonus.of(asset) > Ratio::ZERO, "{}: {asset}", entry.id);
        }
        assert!(bonus.assets.keys().all(|asset| entry.rules.collateral.assets.contains_key(asset)), "{}", entry.id);
    }
}

#[test]
fn a_market_of_compounds_lends_one_asset_and_credits_collateral_for_more_than_it_lends_on_it() {
    for entry in catalogue().unwrap().entries().iter().filter(|entry| entry.id.starts_with("compound-v3/")) {
        let lent = entry.rules.collateral.assets.iter().filter(|(_, terms)| terms.debt.is_some());
        let lent: Vec<_> = lent.map(|(asset, _)| asset).collect();
        assert_eq!(lent.len(), 1, "{}", entry.id);
        assert_eq!(entry.rules.interest.keys().collect::<Vec<_>>(), lent, "{}", entry.id);
        let Some(DebtLiquidation::Absorb(absorb)) = &entry.rules.liquidation.debts else { panic!("{}", entry.id) };
        for (asset, terms) in &entry.rules.collateral.assets {
            let Haircut::Flat(haircut) = terms.haircut.maintenance else { panic!("{}: {asset}", entry.id) };
            assert!(absorb.credited.of(asset) >= Ratio::new(1.0) - haircut, "{}: {asset}", entry.id);
        }
    }
}

#[test]
fn a_category_is_never_worse_than_an_assets_own_terms_and_names_only_what_is_listed() {
    let catalogue = catalogue().unwrap();
    let rules = catalogue.find("aave-v3/ethereum-core-2025").unwrap();
    let Categories::Chosen(categories) = &rules.collateral.categories else { panic!("it has e-modes") };
    assert_eq!(categories.len(), 16);
    for category in categories.values() {
        for (asset, levels) in &category.haircuts {
            let own = &rules.collateral.assets[asset].haircut;
            for (better, own) in [(&levels.initial, &own.initial), (&levels.maintenance, &own.maintenance)] {
                let (Haircut::Flat(better), Haircut::Flat(own)) = (better, own) else { panic!("{asset}") };
                assert!(better <= own, "{}: {asset}", category.label);
            }
        }
        let lent = |asset: &AssetId| rules.collateral.assets[asset].debt.is_some();
        assert!(!category.debts.is_empty() && category.debts.iter().all(lent), "{}", category.label);
    }
}

#[test]
fn every_reserve_of_the_recorded_market_has_a_price() {
    let (catalogue, market) = (catalogue().unwrap(), market());
    let listed: BTreeSet<_> =
        catalogue.find("aave-v3/ethereum-core-2025").unwrap().collateral.assets.keys().cloned().collect();
    assert_eq!(market.assets.keys().cloned().collect::<BTreeSet<_>>(), listed);
}

#[test]
fn the_kinds_of_account_at_one_venue_list_the_same_contracts() {
    let catalogue = catalogue().unwrap();
    let model = |id| match &catalogue.find(id).unwrap().model {
        Model::TieredNotional(model) => (model.tables.clone(), model.listings.clone()),
        _ => panic!("{id}"),
    };
    assert_eq!(model("hyperliquid/unified"), model("hyperliquid/perpetuals"));
    assert_eq!(model("hyperliquid/portfolio-margin"), model("hyperliquid/perpetuals"));
}

#[test]
fn yearly_rates_are_those_of_the_venues_curves() {
    let catalogue = catalogue().unwrap();
    let rule = |id: &str, asset: &str| catalogue.find(id).unwrap().interest[&asset.into()];
    let borrowed = |id, asset, used| interest::borrow_rate(&rule(id, asset), Ratio::new(used)).get();
    let earned = |id, asset, used| interest::supply_rate(&rule(id, asset), Ratio::new(used)).get();
    let portfolio_margin = "hyperliquid/portfolio-margin";
    for (used, rate) in [(0.5, 0.05), (0.9, 0.525), (1.0, 1.0)] {
        close("0.05 + 4.75 x what is beyond 0.8", borrowed(portfolio_margin, "USDC", used), rate);
    }
    close("as the venue answered", earned(portfolio_margin, "USDC", 0.742_433_796_9), 0.033_409_520_860_5);
    let comet = "compound-v3/mainnet-usdc";
    close("0.015 + 0.035 x 0.8", borrowed(comet, "USDC", 0.8), 0.043);
    close("0.015 + 0.035 x 0.8 + 0.25 x 0.1", borrowed(comet, "USDC", 0.9), 0.068);
    close("0.0325 x 0.8 + 0.4 x 0.1", earned(comet, "USDC", 0.9), 0.066);
    let aave = "aave-v3/ethereum-core-2025";
    close("the first slope at the optimum of 0.45", borrowed(aave, "1INCH", 0.45), 0.09);
    close("both slopes when all is lent out", borrowed(aave, "1INCH", 1.0), 3.09);
    close("less a reserve factor of 0.2", earned(aave, "1INCH", 0.45), 0.09 * 0.45 * 0.8);
}

fn lends(rules: &VenueRules) -> bool {
    rules.collateral.debts == Debts::Required
}
