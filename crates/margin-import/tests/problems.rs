//! Everything that can be wrong is found, each with its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod common;

use common::{account, contexts, documents, meta, position, problems, spot, try_import};
use margin_import::{AccountMode, Document, ImportProblemKind, MOST_BYTES, MOST_PROBLEMS, import};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What is wrong with the account after a change.
fn after(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut written = account();
    change(&mut written);
    problems(&[written, meta()])
}

#[test]
fn all_problems_are_found_at_once_and_each_has_its_place() {
    let found = after(|written| {
        written["crossMarginSummary"]["totalRawUsd"] = json!("1e400");
        position(written, 0)["szi"] = json!("NaN");
        position(written, 0)["entryPx"] = json!("-50000.0");
        position(written, 1).as_object_mut().unwrap().remove("entryPx");
        position(written, 1)["leverage"]["value"] = json!("twenty");
        position(written, 2)["leverage"]["rawUsd"] = json!([]);
        position(written, 2)["leverage"]["value"] = json!(0.5);
        written["time"] = json!(-1);
    });
    assert_eq!(
        found,
        [
            "document 1, time: NotATime",
            "document 1, crossMarginSummary.totalRawUsd: NotFinite",
            "document 1, assetPositions[0].position.szi: NotFinite",
            "document 1, assetPositions[0].position.entryPx: NotPositive",
            "document 1, assetPositions[1].position.entryPx: Missing",
            "document 1, assetPositions[1].position.leverage.value: NotANumber",
            "document 1, assetPositions[2].position.leverage.rawUsd: WrongType { expected: Number, found: List }",
            "document 1, assetPositions[2].position.leverage.value: LeverageBelowOne",
        ]
    );
}

#[test]
fn types_that_the_venue_does_not_write_are_named() {
    let found = after(|written| {
        written["assetPositions"][0] = json!(7);
        position(written, 1)["coin"] = json!({});
        position(written, 2)["leverage"]["type"] = json!("borrowed");
    });
    assert_eq!(
        found,
        [
            "document 1, assetPositions[0]: WrongType { expected: Object, found: Number }",
            "document 1, assetPositions[1].position.coin: WrongType { expected: Text, found: Object }",
            "document 1, assetPositions[2].position.leverage.type: Unrecognised",
        ]
    );
    let name = "X".repeat(1_000);
    assert_eq!(
        after(|written| position(written, 0)["coin"] = json!(name)),
        ["document 1, assetPositions[0].position.coin: NotAName"]
    );
}

#[test]
fn coins_held_twice_or_not_listed_are_named() {
    assert_eq!(
        after(|written| position(written, 1)["coin"] = json!("BTC")),
        ["document 1, assetPositions[1].position.coin: DuplicateCoin(\"BTC\")"]
    );
    assert_eq!(
        after(|written| position(written, 1)["coin"] = json!("NEWCOIN")),
        ["document 1, assetPositions[1].position.coin: UnknownCoin(\"NEWCOIN\")"]
    );
    let mut listed = meta();
    listed["universe"][1]["name"] = json!("BTC");
    assert!(problems(&[account(), listed]).contains(&"document 2, universe[1].name: DuplicateCoin(\"BTC\")".into()));
}

#[test]
fn figures_that_cannot_all_be_right_are_contradictions() {
    assert_eq!(
        after(|written| written["crossMarginSummary"]["accountValue"] = json!("13001.0")),
        ["document 1, crossMarginSummary.accountValue: \
         Contradiction(Equity { stated: Usd(13001.0), computed: Usd(13000.0) })"]
    );
    assert_eq!(
        after(|written| position(written, 0)["positionValue"] = json!("-52000.0")),
        ["document 1, assetPositions[0].position.positionValue: Contradiction(NegativeNotional)"]
    );
    let mut short = contexts();
    short.as_array_mut().unwrap().pop();
    assert_eq!(
        problems(&[account(), json!([meta(), short])]),
        ["document 2, [1]: Contradiction(Lengths { universe: 5, contexts: 4 })"]
    );
}

#[test]
fn tiers_that_make_no_sense_are_contradictions() {
    let listed = |change: fn(&mut Value)| {
        let mut listed = meta();
        change(&mut listed);
        problems(&[account(), listed])
    };
    let tiers = "document 2, marginTables[1][1].marginTiers: Contradiction(Tiers)";
    let table = |id: u32, leverage: &str| {
        format!(
            "document 2, universe[0].marginTableId: Contradiction(Table {{ table: {id}, leverage: Ratio({leverage}) }})"
        )
    };
    let falling = listed(|listed| listed["marginTables"][1][1]["marginTiers"][1]["maxLeverage"] = json!(80));
    assert!(falling.contains(&tiers.into()), "{falling:?}");
    let late = listed(|listed| listed["marginTables"][1][1]["marginTiers"][0]["lowerBound"] = json!("1.0"));
    assert!(late.contains(&tiers.into()), "{late:?}");
    assert_eq!(listed(|listed| listed["universe"][0]["marginTableId"] = json!(99)), [table(99, "40.0")]);
    assert_eq!(listed(|listed| listed["universe"][0]["maxLeverage"] = json!(30)), [table(56, "30.0")]);
}

#[test]
fn prices_of_listed_contracts_are_above_zero() {
    let mut priced = contexts();
    priced[0]["markPx"] = json!("0.0");
    priced[1]["oraclePx"] = json!("-1");
    assert_eq!(
        problems(&[account(), json!([meta(), priced])]),
        ["document 2, [1][0].markPx: NotPositive", "document 2, [1][1].oraclePx: NotPositive",]
    );
}

#[test]
fn documents_that_are_missing_doubled_or_unknown_are_named() {
    assert_eq!(problems(&[meta()]), ["document 1, : MissingDocument { venue: \"Hyperliquid\", document: Account }"]);
    assert_eq!(problems(&[account(), account()]), ["document 2, : DuplicateDocument(Account)"]);
    assert_eq!(problems(&[account(), json!({"levels": []})]), ["document 2, : Unrecognised"]);
    assert_eq!(problems(&[json!([account(), 1, 2, 3])]), ["document 1, [1]: Unrecognised"]);
    assert_eq!(problems(&[json!({"universe": [], "tokens": []})]), ["document 1, : Unrecognised"]);
    assert_eq!(
        problems(&[json!({"clearinghouseState": account(), "assetCtxs": []})]),
        ["document 1, assetCtxs: MissingDocument { venue: \"Hyperliquid\", document: Universe }"]
    );
    let unified = try_import(&[account()], AccountMode::Unified).unwrap_err();
    assert_eq!(unified[0].to_string(), "document 1, : MissingDocument { venue: \"Hyperliquid\", document: Spot }");
    let setup = problems(&[json!({"clearinghouseState": account(), "userAbstraction": "somethingNew"})]);
    assert_eq!(setup, ["document 1, userAbstraction: Unrecognised"]);
    let mut balances = spot("1.0");
    balances["balances"][1]["total"] = Value::Null;
    assert_eq!(problems(&[account(), balances]), ["document 2, balances[1].total: Missing"]);
}

#[test]
fn nothing_is_said_to_be_nothing() {
    assert_eq!(import(&[], AccountMode::Detect).unwrap_err()[0].kind, ImportProblemKind::Nothing);
    let empty = import(&documents(&["", " \n"]), AccountMode::Detect).unwrap_err();
    assert_eq!(
        empty.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["document 1, : Nothing", "document 2, : Nothing"]
    );
}

#[test]
fn amounts_too_large_to_calculate_with_are_the_engines_problem() {
    let found = after(|written| {
        position(written, 2)["szi"] = json!("1e300");
        position(written, 2)["entryPx"] = json!("1e300");
        position(written, 2)["positionValue"] = json!("1e300");
    });
    assert!(found.iter().all(|each| each.contains(": Engine(")), "{found:?}");
    assert!(found.iter().any(|each| each.starts_with("document 1, assetPositions[2].position.")), "{found:?}");
}

#[test]
fn a_paste_that_is_far_too_large_answers_at_once() {
    let document = Document { name: "huge".into(), text: "[".repeat(50_000_000) };
    let start = Instant::now();
    let found = import(&[document], AccountMode::Detect).unwrap_err();
    assert!(start.elapsed() < Duration::from_millis(50));
    assert_eq!(found[0].kind, ImportProblemKind::TooLarge { bytes: 50_000_000, most: MOST_BYTES });
}

#[test]
fn very_many_problems_are_counted_and_not_told_one_by_one() {
    let found = after(|written| written["assetPositions"] = vec![json!(0); 100_000].into());
    assert_eq!(found.len(), MOST_PROBLEMS + 1);
    assert_eq!(found.last().unwrap(), &format!("document 1, : More({})", 100_000 - MOST_PROBLEMS));
}
