//! Rules with parameters of one's own, and what differs between two versions.

use crate::made::{assert_near, flat, plain_market, plain_venue, portfolio, tiers, venue, with};
use margin_core::change::{Becomes, Misfit, NotChanged, Override, Why, changed, diff, is_changed};
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::report::Level;
use margin_core::rules::{Grade, RuleKey, VenueRules};
use margin_core::units::Ratio;
use serde_json::{Value, json};

fn rate(contract: &str, level: Level, becomes: Becomes) -> Override {
    Override::Rate { instrument: contract.into(), level, becomes }
}

fn times(factor: f64) -> Becomes {
    Becomes::Times(Ratio::new(factor))
}

fn share(share: f64) -> Becomes {
    Becomes::Share(Ratio::new(share))
}

/// The initial and the maintenance requirement of 2 BTC and 30 ETH long, each alone.
fn required(rules: &VenueRules) -> [(f64, f64); 2] {
    let portfolio = portfolio(&[("USD", 100.0)], &[("BTC", 2.0, 100.0), ("ETH", 30.0, 10.0)]);
    let report = evaluate(&portfolio, &plain_market(), rules).unwrap();
    [0, 1].map(|id| {
        let position = report.position(PositionId(id)).unwrap();
        (position.initial.usd().get(), position.maintenance.usd().get())
    })
}

#[test]
fn a_table_that_contracts_share_changes_only_for_the_one_that_is_named() {
    let rules = changed(&plain_venue(), &[rate("BTC-PERP", Level::Initial, times(1.5))]).unwrap();
    let [btc, eth] = required(&rules);
    assert_near(btc.0, 1.5 * 0.05 * 200.0);
    assert_near(btc.1, 0.025 * 200.0);
    assert_near(eth.0, 0.05 * 300.0);
    assert_near(eth.1, 0.025 * 300.0);
}

#[test]
fn changing_a_rate_back_gives_the_figures_of_before() {
    let rules = plain_venue();
    let there = changed(&rules, &[rate("ETH-PERP", Level::Maintenance, times(1.5))]).unwrap();
    let back = changed(&there, &[rate("ETH-PERP", Level::Maintenance, times(1.0 / 1.5))]).unwrap();
    for (found, wanted) in required(&back).into_iter().zip(required(&rules)) {
        assert_near(found.0, wanted.0);
        assert_near(found.1, wanted.1);
    }
}

#[test]
fn a_rate_can_be_set_to_the_same_share_at_every_size() {
    let tiered =
        venue(&[("T", tiers(&[(0.0, 0.05, 0.02), (150.0, 0.1, 0.05)]))], &[("BTC-PERP", "T"), ("ETH-PERP", "T")]);
    let rules = changed(&tiered, &[rate("BTC-PERP", Level::Initial, share(0.2))]).unwrap();
    assert_near(required(&rules)[0].0, 0.2 * 200.0);
    assert_near(required(&rules)[1].0, 0.1 * 300.0);
}

#[test]
fn rates_that_grow_are_multiplied_at_every_size() {
    let growing = json!({ "rates": {
        "initial": { "base": { "share": 0.05 },
                     "growth": { "power": { "measure": "value", "factor": 0.001, "exponent": 0.8 } } },
        "maintenance": { "ofInitial": 0.5 },
    } });
    let before = venue(&[("T", growing)], &[("BTC-PERP", "T"), ("ETH-PERP", "T")]);
    let after = changed(&before, &[rate("BTC-PERP", Level::Initial, times(2.0))]).unwrap();
    let ([btc, eth], [btc_before, eth_before]) = (required(&after), required(&before));
    assert!(btc_before.0 > 0.05 * 200.0, "the rate has not grown, so this shows nothing");
    assert_near(btc.0, 2.0 * btc_before.0);
    assert_near(btc.1, 2.0 * btc_before.1);
    assert_eq!(eth, eth_before);
    let both = [RuleKey::Initial, RuleKey::Maintenance].map(|key| after.citations[&key].grade);
    assert_eq!(both, [Grade::YourOwn; 2], "maintenance follows initial here");
}

#[test]
fn weights_are_changed_by_their_distance_from_one() {
    let mut rules = with(
        &plain_venue(),
        "/model",
        json!({ "weightedHealth": {
        "contracts": { "BTC-PERP": {
            "long": { "initial": 0.9, "maintenance": 0.95 },
            "short": { "initial": 1.1, "maintenance": 1.05 },
            "surplus": { "initial": 1.0, "maintenance": 1.0 },
        } },
        "settlement": "USD",
    } }),
    );
    rules = changed(&rules, &[rate("BTC-PERP", Level::Initial, times(2.0))]).unwrap();
    let written = serde_json::to_value(&rules).unwrap();
    let at = |path: &str| written.pointer(path).unwrap().as_f64().unwrap();
    let contract = "/model/weightedHealth/contracts/BTC-PERP";
    assert_near(at(&format!("{contract}/long/initial")), 0.8);
    assert_near(at(&format!("{contract}/short/initial")), 1.2);
    assert_near(at(&format!("{contract}/long/maintenance")), 0.95);
}

#[test]
fn a_haircut_changes_at_the_level_that_is_named() {
    let rules = with(&plain_venue(), "/collateral/assets/BTC", flat(0.1));
    let haircut = Override::Haircut { asset: "BTC".into(), level: Level::Maintenance, becomes: times(1.5) };
    let rules = changed(&rules, &[haircut]).unwrap();
    let report = evaluate(&portfolio(&[("BTC", 3.0)], &[]), &plain_market(), &rules).unwrap();
    assert_near(report.total.counted.initial.usd().get(), 0.9 * 300.0);
    assert_near(report.total.counted.maintenance.usd().get(), 0.85 * 300.0);
}

#[test]
fn what_is_changed_is_graded_as_ones_own_and_nothing_else() {
    let before = plain_venue();
    assert!(!is_changed(&before));
    let after = changed(&before, &[rate("BTC-PERP", Level::Initial, times(1.5))]).unwrap();
    assert!(is_changed(&after));
    let own: Vec<_> = RuleKey::ALL.into_iter().filter(|key| after.citations[key].grade == Grade::YourOwn).collect();
    assert_eq!(own, [RuleKey::Initial, RuleKey::Tiers]);
}

#[test]
fn any_parameter_can_be_set_by_its_path_and_taken_out() {
    let set = |value| Override::Parameter { path: "/liquidation/backstop".into(), value };
    let rules = changed(&plain_venue(), &[set(json!(0.5))]).unwrap();
    assert_eq!(rules.liquidation.backstop, Some(Ratio::new(0.5)));
    assert_eq!(rules.citations[&RuleKey::Backstop].grade, Grade::YourOwn);
    let rules = changed(&rules, &[set(Value::Null)]).unwrap();
    assert_eq!(rules.liquidation.backstop, None);
}

#[test]
fn every_override_that_does_not_fit_is_told() {
    let parameter = |path: &str, value| Override::Parameter { path: path.into(), value };
    let overrides = [
        rate("XRP-PERP", Level::Initial, times(2.0)),
        rate("BTC-PERP", Level::Initial, times(2.0)),
        Override::Haircut { asset: "XRP".into(), level: Level::Initial, becomes: share(0.5) },
        parameter("/venue", json!("Other")),
        parameter("/model/tieredNotional/tables/T/tiers/7/initial", json!({ "share": 0.1 })),
        parameter("/pairs", json!("sometimes")),
    ];
    let NotChanged::Overrides(misfits) = changed(&plain_venue(), &overrides).unwrap_err() else {
        panic!("the overrides are wrong, not the rules")
    };
    let wanted = [
        (0, Why::NotListed("XRP-PERP".into())),
        (2, Why::NotAccepted("XRP".into())),
        (3, Why::NoParameter("/venue".into())),
        (4, Why::NoParameter("/model/tieredNotional/tables/T/tiers/7/initial".into())),
        (5, Why::NotAValue("/pairs".into())),
    ];
    assert_eq!(misfits, wanted.map(|(place, why)| Misfit { place, why }));
}

#[test]
fn rules_that_no_longer_make_sense_are_refused() {
    let refused = changed(&plain_venue(), &[rate("BTC-PERP", Level::Initial, times(30.0))]);
    assert!(matches!(refused, Err(NotChanged::Rules(_))), "150 % of notional is no rate: {refused:?}");
    let below = changed(&plain_venue(), &[rate("BTC-PERP", Level::Initial, share(0.01))]);
    assert!(matches!(below, Err(NotChanged::Rules(_))), "initial is below maintenance: {below:?}");
}

/// Two versions of the rules: tiers moved, a contract listed, another delisted, an asset accepted, a backstop added.
fn versions() -> (VenueRules, VenueRules) {
    let before = venue(
        &[("T", tiers(&[(0.0, 0.05, 0.02), (1e6, 0.1, 0.05)])), ("U", tiers(&[(0.0, 0.2, 0.1)]))],
        &[("BTC-PERP", "T"), ("ETH-PERP", "T"), ("DOGE-PERP", "U")],
    );
    let mut after = venue(
        &[("T", tiers(&[(0.0, 0.04, 0.02), (2e6, 0.1, 0.05)])), ("U", tiers(&[(0.0, 0.2, 0.1), (1e6, 0.5, 0.25)]))],
        &[("BTC-PERP", "T"), ("ETH-PERP", "U"), ("a/b~c-PERP", "U")],
    );
    after = with(&after, "/collateral/assets/BTC", flat(0.1));
    after = with(&after, "/liquidation/backstop", json!(0.5));
    after.notes.push("said otherwise".to_owned());
    (before, after)
}

#[test]
fn every_parameter_that_differs_is_found_in_order() {
    let (before, after) = versions();
    let found = diff(&before, &after);
    let paths: Vec<_> = found.iter().map(|each| each.path.as_str()).collect();
    let wanted = [
        "/collateral/assets/BTC",
        "/model/tieredNotional/listings/DOGE-PERP",
        "/model/tieredNotional/listings/ETH-PERP/table",
        "/model/tieredNotional/listings/a~1b~0c-PERP",
        "/model/tieredNotional/tables/T/tiers/0/initial/share",
        "/model/tieredNotional/tables/T/tiers/1/from",
        "/model/tieredNotional/tables/U/tiers/1",
        "/liquidation/backstop",
    ];
    assert_eq!(paths, wanted);
    assert_eq!(found[1].after, None, "delisted");
    assert_eq!(found[2].before, Some(json!("T")));
    assert_eq!(found[3].before, None, "listed");
    assert_eq!(found[3].steps().last().map(String::as_str), Some("a/b~c-PERP"));
    assert_eq!((found[4].before.clone(), found[4].after.clone()), (Some(json!(0.05)), Some(json!(0.04))));
}

#[test]
fn setting_every_difference_makes_one_version_into_the_other() {
    let (before, after) = versions();
    for (from, to) in [(&before, &after), (&after, &before)] {
        // What is taken out of a list moves what stands behind it, so from the last to the first.
        let overrides: Vec<_> = diff(from, to)
            .into_iter()
            .rev()
            .map(|each| Override::Parameter { path: each.path, value: each.after.unwrap_or_default() })
            .collect();
        assert!(!overrides.is_empty());
        assert_eq!(diff(&changed(from, &overrides).unwrap(), to), []);
    }
    assert_eq!(diff(&before, &before), []);
}
