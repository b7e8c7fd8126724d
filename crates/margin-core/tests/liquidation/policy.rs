//! Policies as they are written, and what is wrong with some.

use crate::common::{Random, plain_rules};
use crate::random::random_policy;
use margin_core::evaluate::check;
use margin_core::problem::{Place, ProblemKind};
use margin_core::rules::liquidation::{FillPrice, Size};
use margin_core::rules::{Liquidation, RuleKey, TieredNotional};
use margin_core::units::Ratio;
use serde_json::Value;

#[test]
fn an_empty_policy_closes_everything_at_the_mark_as_soon_as_maintenance_is_not_met() {
    let policy: Liquidation = serde_json::from_str("{}").unwrap();
    assert_eq!(policy, Liquidation::default());
    assert_eq!((policy.trigger_share(), policy.size), (Ratio::new(1.0), Size::All));
    assert_eq!((policy.fill.price, policy.fees.len()), (FillPrice::Mark, 0));
    assert_eq!(serde_json::to_string(&policy).unwrap(), "{}");
}

#[test]
fn every_policy_reads_back_as_it_is_written() {
    for seed in 0..2_000 {
        let mut numbers = serde_json::to_value(random_policy(&mut Random::new(seed))).unwrap();
        shorten(&mut numbers);
        let policy: Liquidation = serde_json::from_value(numbers).unwrap();
        let written = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Liquidation>(&written).unwrap(), policy, "{written}");
    }
}

/// Gives numbers so few digits that reading them is exact.
fn shorten(value: &mut Value) {
    match value {
        Value::Number(number) => *value = (libm::round(number.as_f64().unwrap() * 1e6) / 1e6).into(),
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn what_a_policy_does_not_know_is_refused() {
    for text in [
        r#"{"triggers": 1}"#,
        r#"{"size": {"restoring": {"levels": "initial"}}}"#,
        r#"{"fees": [{"amount": {"ofNotional": 0.01}}]}"#,
        r#"{"waterfall": ["somebody"]}"#,
    ] {
        assert!(serde_json::from_str::<Liquidation>(text).is_err(), "{text}");
    }
}

#[test]
fn a_policy_that_makes_no_sense_is_refused_with_the_place() {
    let wrong = [
        (r#"{"trigger": 1.5}"#, "trigger"),
        (r#"{"backstop": -0.1}"#, "backstop"),
        (r#"{"calls": [{"name": "Call", "ratio": 0}]}"#, "calls"),
        (r#"{"partial": {"above": -1, "share": 0.2, "cooldownSeconds": 30}}"#, "partial.above"),
        (r#"{"size": {"share": {"share": 0}}}"#, "size.share"),
        (r#"{"size": {"multiple": {"step": 1.2, "target": {}}}}"#, "size.step"),
        (r#"{"size": {"restoring": {"share": 0}}}"#, "size.target.share"),
        (r#"{"size": {"growing": {"initial": 0, "seconds": 0, "small": 0, "target": {}}}}"#, "size.seconds"),
        (r#"{"limits": {"roundSeconds": -1}}"#, "limits.roundSeconds"),
        (r#"{"limits": {"mostShare": 0}}"#, "limits.mostShare"),
        (r#"{"limits": {"window": {"maker": 0, "taker": 0, "multiplier": 1, "seconds": 0}}}"#, "limits.window.seconds"),
        (r#"{"fill": {"price": {"discount": 1}}}"#, "fill.price"),
        (r#"{"fill": {"price": {"auction": {"linear": {"start": 1, "end": 0, "seconds": 9}}}}}"#, "fill.price"),
        (r#"{"fill": {"price": {"auction": {"exponential": {"start": 1, "end": 0.5, "kept": 1.1}}}}}"#, "fill.price"),
        (
            r#"{"fill": {"price": {"auction": {"stepped": {"start": 1, "end": 0.5, "kept": 1, "stepSeconds": 0}}}}}"#,
            "fill.price",
        ),
        (r#"{"fill": {"insurance": 2}}"#, "fill.insurance"),
        (r#"{"fees": [{"amount": {"fixed": 5}, "to": {"insurance": 0.5}}]}"#, "fees.0.to"),
        (r#"{"fees": [{"amount": {"ofNotional": -0.1}, "to": {"insurance": 1}}]}"#, "fees.0.amount"),
        (r#"{"debts": {"absorb": {"credited": {"assets": {"A": 2}}}}}"#, "debts.credited.A"),
        (
            r#"{"debts": {"repay": {"exchange": {"discount": {"liquidator": 0.5, "insurance": 0.5}}}}}"#,
            "debts.exchange",
        ),
        (r#"{"waterfall": [{"insurance": {"most": -1}}]}"#, "waterfall.insurance"),
    ];
    for (text, place) in wrong {
        let mut rules = plain_rules(TieredNotional::default());
        rules.liquidation = serde_json::from_str(text).unwrap();
        let problems = check(&rules).unwrap_err();
        let at = Place::Rules(format!("liquidation.{place}"));
        assert!(problems.iter().any(|problem| problem.at == at), "{text}: {problems}");
    }
    for seed in 0..500 {
        let mut rules = plain_rules(TieredNotional::default());
        rules.liquidation = random_policy(&mut Random::new(seed));
        assert_eq!(check(&rules), Ok(()));
    }
}

#[test]
fn what_a_policy_charges_and_who_bears_losses_is_cited() {
    for (text, key) in [
        (r#"{"fees": [{"amount": {"fixed": 5}, "to": {"insurance": 1}}]}"#, RuleKey::LiquidationFee),
        (r#"{"debts": {"absorb": {"credited": {"otherwise": 1}}}}"#, RuleKey::LiquidationFee),
        (r#"{"waterfall": ["protocol"]}"#, RuleKey::BadDebt),
    ] {
        let mut rules = plain_rules(TieredNotional::default());
        rules.liquidation = serde_json::from_str(text).unwrap();
        assert_eq!(check(&rules), Ok(()));
        rules.citations.remove(&key);
        let found: Vec<_> = check(&rules).unwrap_err().into_iter().map(|problem| problem.kind).collect();
        assert_eq!(found, [ProblemKind::MissingCitation], "{text}");
    }
}
