//! Accounts of borrowers whose liquidation was worked out by hand.

use crate::common::{DOLLAR, plain_rules, quote};
use crate::near;
use crate::process::{CROSS, market, paid, path, still};
use margin_core::id::{AssetId, HoldingId};
use margin_core::liquidation::{Ending, Process, process};
use margin_core::market::Peg;
use margin_core::portfolio::{Holding, Portfolio};
use margin_core::rules::liquidation::Party;
use margin_core::rules::{Model, VenueRules};
use margin_core::units::Quantity;
use serde_json::{Value, json};

/// Coins that count at a share and debts that weigh, and the venue's policy.
fn lending(assets: Value, policy: Value) -> VenueRules {
    let mut rules = plain_rules(serde_json::from_value(json!({"tables": {}, "listings": {}})).unwrap());
    rules.model = Model::WeightedHealth(serde_json::from_value(json!({})).unwrap());
    rules.collateral = serde_json::from_value(json!({"assets": assets, "debts": "required"})).unwrap();
    rules.liquidation = serde_json::from_value(policy).unwrap();
    rules
}

fn weighted(share: f64, weight: f64) -> Value {
    let (haircut, debt) = (json!({"flat": 1.0 - share}), json!({"base": {"share": weight}}));
    json!({
        "haircut": {"initial": haircut, "maintenance": haircut},
        "debt": {"initial": debt, "maintenance": debt},
    })
}

fn holdings(amounts: &[(&str, f64)]) -> Portfolio {
    let holding = |(number, (asset, quantity)): (usize, &(&str, f64))| Holding {
        id: HoldingId(number as u32),
        asset: AssetId::from(*asset),
        quantity: Quantity::new(*quantity),
    };
    Portfolio { holdings: amounts.iter().enumerate().map(holding).collect(), ..Portfolio::default() }
}

fn held(run: &Process, asset: &str) -> f64 {
    let holdings = run.portfolio.holdings.iter().filter(|holding| holding.asset.as_str() == asset);
    holdings.map(|holding| holding.quantity.get()).sum()
}

#[test]
fn half_of_a_debt_is_repaid_for_collateral_with_a_bonus() {
    let close = json!({"share": {"share": 0.5, "allBelow": 0.95, "small": 2_000, "dust": 1_000}});
    let exchange = json!({"bonus": {"bonus": {"otherwise": 0.05}, "toProtocol": 0.1}});
    let policy = json!({"debts": {"repay": {"close": close, "exchange": exchange}}, "waterfall": ["protocol"]});
    let rules = lending(json!({"A": weighted(0.8, 1.0), DOLLAR: weighted(0.8, 1.0)}), policy);
    // 200,000 dollars of A at 0.8 against 165,000: a health of 0.9697. 82,500 are repaid, for 86,625 dollars of A.
    let account = holdings(&[("A", 1_000.0), (DOLLAR, -165_000.0)]);
    let run = process(&account, &market(200.0), &rules, &still()).unwrap();
    near(held(&run, DOLLAR), -82_500.0, 1e-6);
    near(held(&run, "A"), (200_000.0 - 86_625.0) / 200.0, 1e-9);
    paid(&run, &[(Party::Liquidator, 3_712.5), (Party::Protocol, 412.5), (Party::Trader, -4_125.0)]);
    assert_eq!(run.ending(CROSS), Some(Ending::Safe));
    // Below 0.95 all of it: 168,500 for 176,925.
    let deep = holdings(&[("A", 1_000.0), (DOLLAR, -168_500.0)]);
    let run = process(&deep, &market(200.0), &rules, &still()).unwrap();
    near(held(&run, DOLLAR), 0.0, 1e-6);
    near(held(&run, "A"), (200_000.0 - 176_925.0) / 200.0, 1e-9);
    // Where the collateral does not pay for it, the rest is lost.
    let run = process(&deep, &market(200.0), &rules, &path(&[(0.0, 0.7)])).unwrap();
    assert_eq!((held(&run, "A"), run.ending(CROSS)), (0.0, Some(Ending::Bankrupt)));
    near(run.balance(Party::Protocol).get(), 140_000.0 / 1.05 * 0.005 - (168_500.0 - 140_000.0 / 1.05), 1e-6);
}

#[test]
fn a_debt_is_repaid_until_the_target_is_met() {
    let policy = json!({"debts": {"repay": {
        "close": {"restoring": {"level": "initial"}},
        "exchange": {"bonus": {"bonus": {"otherwise": 0}}},
    }}});
    let assets = json!({"A": weighted(0.8, 1.2), "B": weighted(1.0, 1.0), DOLLAR: weighted(0.8, 1.2)});
    let rules = lending(assets, policy);
    let mut market = market(1.0);
    quote(&mut market, &"B".into(), 1.0, Peg::Floating);
    let account = holdings(&[("A", 10.0), ("B", 0.4), (DOLLAR, -9.0)]);
    let run = process(&account, &market, &rules, &still()).unwrap();
    near(held(&run, "A"), 4.0, 1e-9);
    near(held(&run, DOLLAR), -3.0, 1e-9);
    assert_eq!(run.ending(CROSS), Some(Ending::Safe));
}

#[test]
fn collateral_is_bought_at_a_discount_that_the_fund_shares() {
    let exchange = json!({"discount": {"liquidator": 0.025, "insurance": 0.025}});
    let policy = json!({"debts": {"repay": {"close": {"restoring": {}}, "exchange": exchange}}});
    let rules = lending(json!({"A": weighted(0.5, 1.0), DOLLAR: weighted(1.0, 1.0)}), policy);
    // 100 of A count 50 against 60: taking x of A repays 0.95 x, so that 10 = 0.95 x − 0.5 x.
    let run = process(&holdings(&[("A", 100.0), (DOLLAR, -60.0)]), &market(1.0), &rules, &still()).unwrap();
    let taken = 10.0 / 0.45;
    near(held(&run, "A"), 100.0 - taken, 1e-9);
    near(held(&run, DOLLAR), -60.0 + 0.95 * taken, 1e-9);
    paid(&run, &[(Party::Liquidator, 0.025 * taken), (Party::Insurance, 0.025 * taken)]);
}

#[test]
fn the_venue_absorbs_all_collateral_and_credits_what_is_left() {
    let policy =
        json!({"debts": {"absorb": {"credited": {"otherwise": 0.93}, "storeFront": 0.5}}, "waterfall": ["protocol"]});
    let rules = lending(json!({"A": weighted(0.85, 1.0), DOLLAR: weighted(1.0, 1.0)}), policy);
    let account = holdings(&[("A", 10.0), (DOLLAR, -860.0)]);
    let run = process(&account, &market(100.0), &rules, &still()).unwrap();
    // 1,000 × 0.93 − 860 are credited; half of the 70 that are not is the buyer's discount.
    assert_eq!(held(&run, "A"), 0.0);
    near(held(&run, DOLLAR), 70.0, 1e-9);
    paid(&run, &[(Party::Liquidator, 35.0), (Party::Protocol, 35.0), (Party::Trader, -70.0)]);
    let run = process(&account, &market(100.0), &rules, &path(&[(0.0, 0.5)])).unwrap();
    paid(&run, &[(Party::Protocol, 500.0 * 0.035 - (860.0 - 465.0))]);
    assert_eq!(run.ending(CROSS), Some(Ending::Bankrupt));
}
