//! What a JavaScript caller sees, in Node.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

use js_sys::{Array, Error, JSON, Object, Reflect, WebAssembly};
use margin_core::report::{Figure, Figures, LineItem};
use margin_core::rules::{Model, VenueRules};
use margin_core::solve::liquidation_prices;
use margin_sdk::MarginError;
use margin_venues::Demo;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// What an account of the venue answers: one cross position, and dollars enough.
const ACCOUNT: &str = r#"{
    "crossMarginSummary": {"accountValue": "1010.0", "totalRawUsd": "-1490.0"},
    "assetPositions": [{"position": {
        "coin": "ETH", "szi": "1.0", "entryPx": "2490.0", "positionValue": "2500.0",
        "leverage": {"type": "cross", "value": 10}
    }}],
    "time": 1788713175818
}"#;

#[wasm_bindgen_test]
fn the_demos_figures_are_the_engines_to_the_last_bit() {
    let (demo, rules) = native_demo();
    let expected = margin_core::evaluate(&demo.portfolio, &demo.market, &rules).unwrap();
    let [portfolio, market, rules] = demo_arguments();
    let report = margin_sdk::evaluate(portfolio, market, rules).unwrap();

    assert_figures(&expected.total, &get(&report, "total"));
    for (group, index) in expected.groups.iter().zip(0..) {
        let found = at(&get(&report, "groups"), index);
        assert_figures(&group.figures, &get(&found, "figures"));
        assert_item(&group.withdrawal, &get(&found, "withdrawal"));
        assert_eq!(group.backstop.is_none(), get(&found, "backstop").is_null());
    }
    for (position, index) in expected.positions.iter().zip(0..) {
        let found = at(&get(&report, "positions"), index);
        assert_bits(position.mark.get(), &get(&found, "mark"));
        assert_bits(position.leverage.unwrap().get(), &get(&found, "leverage"));
        assert_item(&position.unrealised, &get(&found, "unrealised"));
        assert_item(&position.maintenance, &get(&found, "maintenance"));
    }
}

#[wasm_bindgen_test]
fn the_demos_liquidation_prices_are_the_engines_to_the_last_bit() {
    let (demo, rules) = native_demo();
    let expected = liquidation_prices(&demo.portfolio, &demo.market, &rules).unwrap();
    let [portfolio, market, rules] = demo_arguments();
    let report = margin_sdk::liquidation_prices(portfolio, market, rules).unwrap();

    let mut prices = 0;
    for (position, index) in expected.positions.iter().zip(0..) {
        let crossings = get(&at(&get(&report, "positions"), index), "crossings");
        assert_eq!(length(&crossings), position.crossings.len());
        for (crossing, index) in position.crossings.iter().zip(0..) {
            assert_bits(crossing.price.get(), &get(&at(&crossings, index), "price"));
            prices += 1;
        }
    }
    assert!(prices > 0, "the demo has liquidation prices");
}

#[wasm_bindgen_test]
fn results_are_plain_objects_and_lists() {
    let [portfolio, market, rules] = demo_arguments();
    for result in [&portfolio, &market, &rules, &get(&market, "assets"), &get(&get(&rules, "model"), "tieredNotional")]
    {
        let prototype = Object::get_prototype_of(result);
        assert_eq!(JsValue::from(prototype), JsValue::from(Object::get_prototype_of(&Object::new())));
    }
    let report = margin_sdk::evaluate(portfolio, market, rules).unwrap();
    assert!(JSON::stringify(&report).is_ok());
}

#[wasm_bindgen_test]
fn every_venue_that_is_listed_has_rules() {
    let venues = Array::from(&margin_sdk::venues().unwrap());
    assert!(venues.length() > 0);
    for venue in venues.iter() {
        let rules = margin_sdk::rules(get(&venue, "id")).unwrap();
        for field in ["venue", "product", "status", "effective"] {
            assert_eq!(get(&venue, field), get(&rules, field));
        }
    }
    assert_eq!(
        problems(margin_sdk::rules("nobody/nothing".into())),
        [r#"{"at":{"input":"id"},"kind":"unknownRules"}"#]
    );
    let expected = r#"{"at":{"input":"id"},"kind":{"wrongType":{"expected":"text","found":"number"}}}"#;
    assert_eq!(problems(margin_sdk::rules(7.into())), [expected]);
}

#[wasm_bindgen_test]
fn what_is_thrown_is_an_error_of_its_own_class() {
    let error = margin_sdk::rules("nobody/nothing".into()).unwrap_err();
    let thrown: &JsValue = error.as_ref();
    assert!(thrown.is_instance_of::<Error>() && thrown.is_instance_of::<MarginError>());
    assert_eq!(get(thrown, "name"), "MarginError");
    assert_eq!(get(thrown, "message"), r#"{"at":{"input":"id"},"kind":"unknownRules"}"#);
    assert!(get(thrown, "stack").is_string());
    assert!(Array::is_array(&get(thrown, "problems")));
}

#[wasm_bindgen_test]
fn every_problem_of_the_engine_arrives_with_its_place() {
    let [portfolio, market, rules] = demo_arguments();
    let positions = get(&portfolio, "positions");
    set(&at(&positions, 0), "quantity", f64::NAN);
    set(&at(&positions, 1), "entry", f64::INFINITY);
    set(&at(&positions, 2), "entry", 0);
    set(&get(&get(&market, "instruments"), "SOL-PERP"), "mark", f64::INFINITY);
    set(&at(&get(&portfolio, "holdings"), 0), "quantity", f64::NAN);
    let expected = [
        r#"{"at":{"holding":[1,"quantity"]},"kind":"notFinite"}"#,
        r#"{"at":{"position":[1,"quantity"]},"kind":"notFinite"}"#,
        r#"{"at":{"position":[2,"entry"]},"kind":"notFinite"}"#,
        r#"{"at":{"position":[3,"entry"]},"kind":"notPositive"}"#,
        r#"{"at":{"instrument":"SOL-PERP"},"kind":"notFinite"}"#,
    ];
    let evaluated = margin_sdk::evaluate(portfolio.clone(), market.clone(), rules.clone());
    assert_eq!(problems(evaluated), expected);
    assert_eq!(problems(margin_sdk::liquidation_prices(portfolio, market, rules)), expected);
}

#[wasm_bindgen_test]
fn every_argument_of_the_wrong_shape_is_refused_with_its_place() {
    let [portfolio, market, rules] = demo_arguments();
    set(&at(&get(&portfolio, "positions"), 1), "quantity", "12");
    Reflect::delete_property(market.unchecked_ref::<Object>(), &"time".into()).unwrap();
    set(&get(&rules, "citations"), "gravity", Object::new());
    let found = problems(margin_sdk::evaluate(portfolio, market, rules));
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[..2],
        [
            concat!(
                r#"{"at":{"input":"portfolio.positions[1].quantity"},"#,
                r#""kind":{"wrongType":{"expected":"number","found":"text"}}}"#
            ),
            r#"{"at":{"input":"market"},"kind":{"missingField":"time"}}"#,
        ]
    );
    assert!(found[2].starts_with(r#"{"at":{"input":"rules.citations"},"kind":{"unknownName":{"found":"gravity","#));
}

#[wasm_bindgen_test]
fn a_position_of_the_wrong_shape_is_refused_with_its_place() {
    let cases: [(&str, JsValue, &str, &str); 9] = [
        ("levrage", 3.into(), "", r#"{"unknownField":"levrage"}"#),
        ("id", 1.5.into(), ".id", r#"{"wrongType":{"expected":"wholeNumber","found":"number"}}"#),
        ("id", (-1).into(), ".id", r#"{"wrongType":{"expected":"wholeNumber","found":"number"}}"#),
        ("id", f64::NAN.into(), ".id", r#"{"wrongType":{"expected":"wholeNumber","found":"number"}}"#),
        ("entry", JsValue::NULL, ".entry", r#"{"wrongType":{"expected":"number","found":"null"}}"#),
        ("entry", JsValue::UNDEFINED, "", r#"{"missingField":"entry"}"#),
        ("mode", "isolated".into(), ".mode", r#"{"wrongType":{"expected":"object","found":"text"}}"#),
        ("mode", "crosss".into(), ".mode", r#"{"unknownName":{"found":"crosss","expected":["cross","isolated"]}}"#),
        ("mode", Array::new().into(), ".mode", r#"{"wrongType":{"expected":"choice","found":"list"}}"#),
    ];
    for (field, value, place, kind) in cases {
        let [portfolio, market, rules] = demo_arguments();
        set(&at(&get(&portfolio, "positions"), 0), field, value);
        let expected = format!(r#"{{"at":{{"input":"portfolio.positions[0]{place}"}},"kind":{kind}}}"#);
        assert_eq!(problems(margin_sdk::evaluate(portfolio, market, rules)), [expected]);
    }
}

#[wasm_bindgen_test]
fn what_is_no_plain_object_is_refused() {
    let wrong = [JsValue::UNDEFINED, JsValue::NULL, 1.into(), Array::new().into(), js_sys::Map::new().into()];
    for (value, found) in wrong.into_iter().zip(["null", "null", "number", "list", "other"]) {
        let [_, market, rules] = demo_arguments();
        let kind = format!(r#"{{"wrongType":{{"expected":"object","found":"{found}"}}}}"#);
        let expected = format!(r#"{{"at":{{"input":"portfolio"}},"kind":{kind}}}"#);
        assert_eq!(problems(margin_sdk::evaluate(value, market, rules)), [expected]);
    }
}

#[wasm_bindgen_test]
fn what_may_be_left_out_may_be_undefined() {
    let [portfolio, market, rules] = demo_arguments();
    set(&at(&get(&portfolio, "positions"), 0), "leverage", JsValue::UNDEFINED);
    set(&portfolio, "holdings", JsValue::UNDEFINED);
    assert!(margin_sdk::evaluate(portfolio, market, rules).is_ok());
}

#[wasm_bindgen_test]
fn an_imported_account_evaluates() {
    let imported = margin_sdk::import_portfolio(documents(ACCOUNT), JsValue::UNDEFINED).unwrap();
    let [portfolio, market, rules] = ["portfolio", "market", "rules"].map(|part| get(&imported, part));
    let report = margin_sdk::evaluate(portfolio, market, rules).unwrap();
    assert_eq!(get(&get(&get(&report, "total"), "equity"), "value"), 1010.0);
}

#[wasm_bindgen_test]
fn what_cannot_be_imported_is_refused_with_its_place() {
    let imported = margin_sdk::import_portfolio(documents("[1, NaN]"), "standard".into());
    let expected = r#"{"at":{"document":[0,"1:5"]},"kind":{"syntax":{"line":1,"column":5,"fault":"unexpected"}}}"#;
    assert_eq!(problems(imported), [expected]);
    let imported = margin_sdk::import_portfolio(documents(ACCOUNT), "guess".into());
    let kind = r#"{"unknownName":{"found":"guess","expected":["detect","standard","unified"]}}"#;
    assert_eq!(problems(imported), [format!(r#"{{"at":{{"input":"mode"}},"kind":{kind}}}"#)]);
}

#[wasm_bindgen_test]
fn the_version_is_the_packages() {
    assert_eq!(margin_sdk::version(), env!("CARGO_PKG_VERSION"));
}

/// Ten thousand calls, half of them refused, take no more memory than the first hundred did.
#[wasm_bindgen_test]
fn calls_keep_no_memory() {
    let [portfolio, market, rules] = small_arguments();
    let wrong = JSON::parse(&String::from(JSON::stringify(&portfolio).unwrap())).unwrap();
    set(&at(&get(&wrong, "positions"), 0), "quantity", f64::NAN);
    let call = |times: u32| {
        for _ in 0..times {
            assert!(margin_sdk::evaluate(portfolio.clone(), market.clone(), rules.clone()).is_ok());
            assert!(margin_sdk::evaluate(wrong.clone(), market.clone(), rules.clone()).is_err());
        }
    };
    call(50);
    let before = bytes();
    call(5_000);
    assert_eq!(bytes(), before);
}

fn native_demo() -> (Demo, VenueRules) {
    let demo = margin_venues::demo().unwrap();
    let rules = margin_venues::catalogue().unwrap().find(demo.rules_id).unwrap().clone();
    (demo, rules)
}

fn demo_arguments() -> [JsValue; 3] {
    let demo = margin_sdk::demo().unwrap();
    [get(&demo, "portfolio"), get(&demo, "market"), margin_sdk::rules(get(&demo, "rulesId")).unwrap()]
}

/// One position of the demo, with no more of the market and the rules than it needs.
fn small_arguments() -> [JsValue; 3] {
    let (Demo { mut portfolio, mut market, .. }, mut rules) = native_demo();
    portfolio.positions.truncate(1);
    let held: Vec<_> = portfolio.positions.iter().map(|position| &position.instrument).collect();
    market.assets.retain(|asset, _| asset.as_str() == "USDC" || held.iter().any(|held| held.underlying == *asset));
    market.instruments.retain(|id, _| held.iter().any(|held| held.id() == *id));
    let Model::TieredNotional(model) = &mut rules.model else { panic!("the demo's rules take tiers of notional") };
    model.listings.retain(|id, _| held.iter().any(|held| held.id() == *id));
    let used: Vec<_> = model.listings.values().map(|listing| listing.table.clone()).collect();
    model.tables.retain(|table, _| used.contains(table));
    [plain(&portfolio), plain(&market), plain(&rules)]
}

fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap()
}

fn documents(text: &str) -> JsValue {
    let document = Object::new();
    set(&document, "name", "account.json");
    set(&document, "text", text);
    Array::of1(&document).into()
}

/// The bytes of WebAssembly's memory.
fn bytes() -> u32 {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length()
}

/// The problems that were thrown, each as JSON.
fn problems(result: Result<JsValue, MarginError>) -> Vec<String> {
    let error = result.unwrap_err();
    let problems = Array::from(&get(error.as_ref(), "problems"));
    problems.iter().map(|problem| JSON::stringify(&problem).unwrap().into()).collect()
}

fn assert_figures(expected: &Figures, found: &JsValue) {
    assert_item(&expected.equity, &get(found, "equity"));
    assert_item(&expected.counted.initial, &get(&get(found, "counted"), "initial"));
    assert_item(&expected.counted.maintenance, &get(&get(found, "counted"), "maintenance"));
    assert_item(&expected.initial, &get(found, "initial"));
    assert_item(&expected.maintenance, &get(found, "maintenance"));
}

/// A line item and all its parts.
fn assert_item(expected: &LineItem, found: &JsValue) {
    assert_bits(expected.value(), &get(found, "value"));
    let how = get(found, "how");
    let parts = if how.is_string() { Array::new() } else { Array::from(&Object::values(how.unchecked_ref()).get(0)) };
    assert_eq!(parts.length() as usize, expected.parts().len());
    for (part, found) in expected.parts().iter().zip(parts.iter()) {
        assert_item(part, &found);
    }
}

fn assert_bits(expected: f64, found: &JsValue) {
    assert_eq!(found.as_f64().map(f64::to_bits), Some(expected.to_bits()));
}

fn get(object: &JsValue, field: &str) -> JsValue {
    Reflect::get(object, &field.into()).unwrap()
}

fn at(list: &JsValue, index: u32) -> JsValue {
    Reflect::get_u32(list, index).unwrap()
}

fn length(list: &JsValue) -> usize {
    Array::from(list).length() as usize
}

fn set(object: &JsValue, field: &str, value: impl Into<JsValue>) {
    Reflect::set(object, &field.into(), &value.into()).unwrap();
}
