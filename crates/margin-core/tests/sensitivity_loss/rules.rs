//! What is wrong with parameters, each with its place.

use crate::{model, random_case, rules_of};
use margin_core::change::{Override, changed, parameters};
use margin_core::evaluate;
use margin_core::problem::{Place, ProblemKind};
use margin_core::units::{Ratio, Usd, Volatility};
use serde_json::{Value, json};

#[test]
fn every_wrong_parameter_is_named_by_its_path() {
    let wrong: [(&str, Value); 27] = [
        ("underlyings.BTC.floor", json!(0)),
        ("underlyings.BTC.stressed", json!(0.1)),
        ("underlyings.BTC.dailyVolume", json!(-1)),
        ("underlyings.BTC.jumps", json!(-1)),
        ("latency.oracleSeconds", json!(-1)),
        ("latency.executionSeconds", json!(1e61)),
        ("latency.settlementSeconds", json!(-0.5)),
        ("ranges.quantile", json!(0)),
        ("ranges.participation", json!(0.0001)),
        ("ranges.participation", json!(1.5)),
        ("ranges.stressWeight", json!(-0.1)),
        ("ranges.step", json!(0)),
        ("ranges.most", json!(0)),
        ("ranges.most", json!(0.99)),
        ("shocks.share", json!(-0.1)),
        ("shocks.pivotDays", json!(0)),
        ("shocks.power", json!(2)),
        ("shocks.leastDays", json!(0)),
        ("offset.credit", json!(0.51)),
        ("offset.credit", json!(1.1)),
        ("offset.shrinkage", json!(-1)),
        ("concentration.freeDays", json!(-1)),
        ("concentration.rate", json!(-1)),
        ("concentration.most", json!(2)),
        ("buffer.share", json!(-0.25)),
        ("buffer.drawnFrom", json!(0)),
        ("buffer.drawn", json!(1.5)),
    ];
    assert_eq!(evaluate::check(&rules_of(&model())), Ok(()));
    for (path, value) in wrong {
        let mut model = model();
        let pointer = format!("/{}", path.replace('.', "/"));
        *model.pointer_mut(&pointer).unwrap() = value;
        let found = evaluate::check(&rules_of(&model)).unwrap_err();
        let places: Vec<_> = found.iter().map(|problem| problem.at.clone()).collect();
        assert_eq!(places, [Place::Rules(format!("model.{path}"))]);
    }
}

#[test]
fn every_dial_is_a_number_at_its_path() {
    let rules = rules_of(&model());
    let dials = [
        ("latency/oracleSeconds", 600.0),
        ("latency/executionSeconds", 60.0),
        ("latency/settlementSeconds", 0.0),
        ("ranges/participation", 0.2),
        ("ranges/quantile", 4.0),
        ("shocks/share", 0.5),
        ("offset/credit", 0.25),
        ("buffer/share", 0.5),
    ];
    let known = parameters(&rules);
    for (path, value) in dials {
        let path = format!("/model/sensitivityLoss/{path}");
        assert!(known.iter().any(|parameter| parameter.path == path && !parameter.rules.is_empty()), "{path}");
        let change = Override::Parameter { path: path.clone(), value: json!(value) };
        let after = changed(&rules, &[change]).unwrap();
        assert!(parameters(&after).iter().any(|each| each.path == path && each.value == json!(value)), "{path}");
    }
}

#[test]
fn what_the_market_says_wrong_of_a_risk_is_named() {
    let mut case = (0..).map(random_case).find(|case| !case.market.correlations.is_empty()).unwrap();
    let position = (margin_core::instrument::Instrument::perpetual("BTC"), 1.0, 60_000.0);
    case.portfolio = crate::portfolio(&[], vec![position]);
    let btc = case.market.assets.get_mut(&"BTC".into()).unwrap();
    (btc.volatility, btc.daily_volume) = (Some(Volatility::new(-1.0)), Some(Usd::new(f64::NAN)));
    case.market.correlations[0].correlation = Ratio::new(1.5);
    let first = case.market.correlations[0].first.clone();
    let problems = evaluate(&case.portfolio, &case.market, &case.rules).unwrap_err();
    let found: Vec<_> = problems.iter().map(|problem| (problem.at.clone(), problem.kind.clone())).collect();
    let btc = Place::Asset("BTC".into());
    for wanted in [
        (btc.clone(), ProblemKind::NotPositive),
        (btc, ProblemKind::NotFinite),
        (Place::Asset(first), ProblemKind::OutOfRange),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:?}");
    }
}
