use super::*;
use expect_test::expect;
use margin_import::{AccountMode, Document, TABLE_EXAMPLE};

/// The example of a table, put under rules that the catalogue carries.
fn example(rules_id: Option<&str>, chosen: &str) -> String {
    opened(TABLE_EXAMPLE, rules_id, chosen)
}

fn opened(text: &str, rules_id: Option<&str>, chosen: &str) -> String {
    let document = Document { name: "example.csv".into(), text: text.into() };
    let imported = margin_import::import(&[document], AccountMode::Detect).unwrap();
    let imported = Imported { rules_id: rules_id.map(Into::into), ..imported };
    let catalogue = margin_venues::catalogue().unwrap();
    let entry = catalogue.entries().iter().find(|entry| entry.id == chosen).unwrap();
    let ChosenRules { says, takes, rest } = chosen_rules(&imported, entry.id, &entry.rules, EN);
    let rest = rest.map(|rest| (rest.holdings.len(), rest.positions.len()));
    format!("{says}\n{}\n{rest:?}\n", takes.join("\n"))
}

#[test]
fn whose_figures_they_are_is_said_with_what_the_rules_do_not_take() {
    expect![[r#"
        Put under Hyperliquid · Perpetuals: requirements and liquidation prices are what these rules make of the account, and not those of the venue that it is at.
        BTC is left out: The venue does not accept it as collateral.
        None
    "#]].assert_eq(&example(None, "hyperliquid/perpetuals"));
    expect![[r#"
        Put under Aave · v3 Ethereum Core: requirements and liquidation prices are what these rules make of the account, and not those of the venue that it is at.
        It takes none of the positions and debts.
        The desk gives no figures under them: choose others, or mend it there.
        None
    "#]].assert_eq(&example(None, "aave-v3/ethereum-core"));
}

#[test]
fn the_rest_can_be_opened_alone_where_a_part_has_no_figures() {
    let text = TABLE_EXAMPLE.replace("ETH-PERP", "NOSUCHCOIN-PERP");
    expect![[r#"
        Put under Hyperliquid · Perpetuals: requirements and liquidation prices are what these rules make of the account, and not those of the venue that it is at.
        NOSUCHCOIN perpetual is left out: These rules do not list NOSUCHCOIN perpetual.
        BTC is left out: The venue does not accept it as collateral.
        With this in it the desk gives no figures: open the rest alone, or mend it there.
        Some((1, 1))
    "#]].assert_eq(&opened(&text, None, "hyperliquid/perpetuals"));
}

#[test]
fn rules_that_the_documents_point_to_are_the_accounts_own() {
    expect![[r#"
        Put under Hyperliquid · Perpetuals, the rules that what was handed in points to.
        BTC is left out: The venue does not accept it as collateral.
        None
    "#]]
    .assert_eq(&example(Some("hyperliquid/perpetuals"), "hyperliquid/perpetuals"));
}
