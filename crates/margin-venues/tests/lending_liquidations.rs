//! What lending venues do with invented accounts that went under, at recorded prices where nothing else is said.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{market, portfolio};
use margin_core::id::{AssetId, CategoryId};
use margin_core::liquidation::{Path, Process, What, process};
use margin_core::market::AssetQuote;
use margin_core::portfolio::Portfolio;
use margin_core::rules::liquidation::Party;
use margin_venues::{Catalogue, catalogue};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The shares of a debt that meet a target are searched for.
const NEAR: f64 = 1e-6;

/// An account that is liquidated, with what was worked out by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Case {
    name: String,
    rules: String,
    category: Option<CategoryId>,
    assets: Option<BTreeMap<AssetId, AssetQuote>>,
    holdings: BTreeMap<AssetId, f64>,
    words: String,
    /// Units of the debt that the first round repays; nothing where the venue takes all collateral.
    repaid: Option<(AssetId, f64)>,
    /// Units of collateral that it takes.
    taken: Option<(AssetId, f64)>,
    /// Units that are left.
    left: BTreeMap<AssetId, f64>,
    /// What the liquidator gains.
    liquidator: f64,
    /// What others gain.
    others: BTreeMap<Party, f64>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("lending/liquidations.json")).unwrap()
}

/// Prices stay: the account is under as it is.
fn run(catalogue: &Catalogue, case: &Case) -> Process {
    let rules = catalogue.find(&case.rules).unwrap();
    let held = Portfolio { category: case.category.clone(), ..portfolio(&case.holdings) };
    let mut market = market();
    if let Some(assets) = &case.assets {
        market.assets.clone_from(assets);
        market.venue = Some(rules.venue.clone());
    }
    let still = Path::jump(case.holdings.keys().next().unwrap().clone(), margin_core::units::Ratio::new(1.0));
    process(&held, &market, rules, &still).map_err(|problems| format!("{}: {problems}", case.name)).unwrap()
}

fn near(about: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() <= NEAR * expected.abs().max(1.0), "{about}: {found} instead of {expected}");
}

#[test]
fn the_first_round_repays_and_takes_what_was_worked_out_by_hand() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let first = run(&catalogue, &case).events.into_iter().next().unwrap_or_else(|| panic!("{}", case.name)).what;
        match (first, &case.repaid, &case.taken) {
            (What::Repaid { debt, quantity, collateral, taken }, Some(expected), Some(expected_taken)) => {
                assert_eq!((&debt, &collateral), (&expected.0, &expected_taken.0), "{}", case.name);
                near(&case.words, quantity.get(), expected.1);
                near(&case.words, taken.get(), expected_taken.1);
            }
            (What::Absorbed, None, None) => {}
            (other, ..) => panic!("{}: {other:?}", case.name),
        }
    }
}

#[test]
fn one_round_leaves_what_was_worked_out_by_hand() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let after = run(&catalogue, &case);
        assert_eq!(after.events.len(), 1, "{}: {:?}", case.name, after.events);
        for (asset, expected) in &case.left {
            let units = after.portfolio.holdings.iter().filter(|holding| holding.asset == *asset);
            near(
                &format!("{}: {asset}: {}", case.name, case.words),
                units.map(|held| held.quantity.get()).sum(),
                *expected,
            );
        }
    }
}

#[test]
fn what_everybody_gains_was_worked_out_by_hand_and_adds_up_to_nothing() {
    let catalogue = catalogue().unwrap();
    for case in cases() {
        let after = run(&catalogue, &case);
        let gained = |party| after.balance(party).get();
        near(&format!("{}: {}", case.name, case.words), gained(Party::Liquidator), case.liquidator);
        for (party, expected) in &case.others {
            near(&format!("{}: {party:?}", case.name), gained(*party), *expected);
        }
        let lost = case.liquidator + case.others.values().sum::<f64>();
        near(&format!("{}: the trader", case.name), gained(Party::Trader), -lost);
    }
}
