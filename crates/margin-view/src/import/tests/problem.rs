use super::*;
use expect_test::{Expect, expect};
use margin_core::problem::{Place, PositionField, Problem, ProblemKind};
use margin_core::units::Ratio;
use margin_import::{
    Contradiction, Document, DocumentKind, ImportProblem, ImportProblemKind, JsonType, MOST_BYTES, SyntaxFault,
    TableFault,
};

fn documents(names: &[&str]) -> Vec<Document> {
    names.iter().map(|name| Document { name: (*name).into(), text: String::new() }).collect()
}

#[track_caller]
fn check(kinds: Vec<ImportProblemKind>, expected: &Expect) {
    let told = kinds.into_iter().map(|kind| {
        let at = "assetPositions[3].position.szi".into();
        let told = problem(&ImportProblem { document: 0, at, kind }, &documents(&[""]), EN);
        for sentence in [&told.says, &told.remedy] {
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
        }
        format!("{}\n  {}\n", told.says, told.remedy)
    });
    expected.assert_eq(&told.collect::<String>());
}

const KINDS: [DocumentKind; 10] = [
    DocumentKind::Account,
    DocumentKind::Universe,
    DocumentKind::Contexts,
    DocumentKind::Spot,
    DocumentKind::Abstraction,
    DocumentKind::Positions,
    DocumentKind::Tiers,
    DocumentKind::Orders,
    DocumentKind::Changes,
    DocumentKind::Totals,
];

#[test]
fn documents_that_cannot_be_read() {
    let syntax = |fault| ImportProblemKind::Syntax { line: 4, column: 7, fault };
    let kinds = vec![
        ImportProblemKind::TooLarge { bytes: MOST_BYTES + 1, most: MOST_BYTES },
        ImportProblemKind::Nothing,
        syntax(SyntaxFault::EndsTooEarly),
        syntax(SyntaxFault::TooDeep),
        syntax(SyntaxFault::Unexpected),
        syntax(SyntaxFault::OpenQuote),
        ImportProblemKind::NoRules,
        ImportProblemKind::More(1),
        ImportProblemKind::More(37),
        ImportProblemKind::OtherVenue { this: "Binance", first: "Hyperliquid" },
    ];
    check(
        kinds,
        &expect![[r#"
            This is 8.39 MB; at most 8.38 MB is read.
              Hand in one account's answers only, without fills, orders or funding history.
            There is no text.
              Paste a document, or choose a file.
            The text ends too early.
              Copy it again whole, from its first bracket to its last.
            This is nested deeper than any venue's answer.
              Paste the venue's answer itself, without what is wrapped around it.
            From here on this is not JSON.
              Paste the venue's answer itself, as plain text, without anything before, between or after.
            This quote is never closed.
              Close it, or double it where it belongs to the text.
            The venue's rules that Plimsoll carries cannot be read.
              Reload the page, and hand it in again.
            1 more problem is not told one by one.
              Mend those that are told, and hand it in again.
            37 more problems are not told one by one.
              Mend those that are told, and hand it in again.
            This is of Binance, and what comes before it is of Hyperliquid.
              Hand in one venue's account at a time.
        "#]],
    );
}

#[test]
fn documents_that_are_missing_or_handed_in_twice() {
    let of = |venue| move |document| ImportProblemKind::MissingDocument { venue, document };
    let missing = KINDS.map(of("Hyperliquid"));
    let duplicate = KINDS.map(ImportProblemKind::DuplicateDocument);
    check(
        missing.into_iter().chain(duplicate).collect(),
        &expect![[r#"
            Without the account this cannot be read.
              Paste what Hyperliquid answers to clearinghouseState as well.
            Without the list of contracts this cannot be read.
              Prices alone do not say of which contract they are. Hand in the list of contracts as well.
            Without the prices this cannot be read.
              Paste what Hyperliquid answers to metaAndAssetCtxs as well.
            Without the spot balances this cannot be read.
              A unified account's collateral is its spot balance: hand it in, or read the account as a standard one. Paste what Hyperliquid answers to spotClearinghouseState as well.
            Without the account's setup this cannot be read.
              Hand in the account's setup as well.
            Without the positions this cannot be read.
              Hand in the positions as well.
            Without the tiers this cannot be read.
              Hand in the tiers as well.
            Without the orders this cannot be read.
              Hand in the orders as well.
            Without the changes this cannot be read.
              Hand in the changes as well.
            Without the totals this cannot be read.
              Hand in the totals as well.
            This is a second copy of the account.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the list of contracts.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the prices.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the spot balances.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the account's setup.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the positions.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the tiers.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the orders.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the changes.
              Leave one of the two out; accounts are read one at a time.
            This is a second copy of the totals.
              Leave one of the two out; accounts are read one at a time.
        "#]],
    );
}

#[test]
fn values_that_are_not_what_the_venue_writes() {
    let found = [
        ImportProblemKind::Unrecognised,
        ImportProblemKind::Missing,
        ImportProblemKind::NotANumber,
        ImportProblemKind::NotFinite,
        ImportProblemKind::NotPositive,
        ImportProblemKind::NotWhole,
        ImportProblemKind::NotATime,
        ImportProblemKind::NotAName,
        ImportProblemKind::NotAContract,
        ImportProblemKind::LeverageBelowOne,
    ];
    check(
        found.into(),
        &expect![[r#"
            The venue is not known to write this here.
              Copy the venue's answer again, whole and unchanged.
            This field is needed and is not there.
              Copy the venue's answer again whole, or add the field.
            This text is not a number.
              Write digits with a point and without separators, such as 1234.5.
            This is no number that can be calculated with.
              Write the number that the venue states.
            This must be more than zero.
              Write a number above zero.
            This must be a whole number from zero up.
              Write it without a fraction and without a sign.
            This is not a time.
              Write the milliseconds since the start of 1970, such as 1788713175818, or leave the field out.
            This is longer than a coin's name.
              Write the coin's name alone, such as BTC.
            This names no contract.
              Write it as BTC-PERP, BTC-2026-12-25, ETH-2027-03-26-4000-C or BTC/USDT:USDT is written.
            A leverage is at least 1.
              Write 1 or more.
        "#]],
    );
}

#[test]
fn values_of_another_type_than_the_venue_writes() {
    let types = [JsonType::Null, JsonType::Boolean, JsonType::Number, JsonType::Text, JsonType::List, JsonType::Object];
    let wrong = types.map(|found| ImportProblemKind::WrongType { expected: JsonType::Number, found });
    check(
        wrong.into(),
        &expect![[r#"
            Here stands nothing, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
            Here stands true or false, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
            Here stands a number, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
            Here stands a text, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
            Here stands a list, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
            Here stands an object with named fields, where the venue writes a number.
              Copy the venue's answer again unchanged, or write a number here.
        "#]],
    );
}

#[test]
fn what_documents_say_that_cannot_be() {
    let equity = |stated, computed| Contradiction::Equity { stated: Usd::new(stated), computed: Usd::new(computed) };
    let contradictions = [
        Contradiction::Lengths { universe: 230, contexts: 229 },
        equity(521_659.874_209, 12.5),
        equity(521_659.874_209, 521_659.874_3),
        Contradiction::NegativeNotional,
        Contradiction::Tiers,
        Contradiction::Rates,
        Contradiction::Table { table: 56, leverage: Ratio::new(40.0) },
    ];
    let coins = [
        ImportProblemKind::DuplicateCoin("BTC".into()),
        ImportProblemKind::DuplicateNumber(128),
        ImportProblemKind::UnknownCoin("kPEPE".into()),
        ImportProblemKind::UnknownSize { venue: "OKX" },
    ];
    check(
        coins.into_iter().chain(contradictions.map(ImportProblemKind::Contradiction)).collect(),
        &expect![[r#"
            BTC stands in this list a second time.
              Leave one of the two out.
            Number 128 stands in this list a second time.
              Leave one of the two out.
            The venue's list of contracts has no kPEPE.
              Hand in the list of contracts of the same venue and moment as the account.
            Nothing says how much one contract is.
              Paste what OKX answers to public/instruments as well.
            The list of contracts has 230 entries and the list of prices 229; they must match one to one.
              Copy the answer with both lists again whole, so that they are of one answer.
            The account's equity is stated as 521,659.87; its dollars and positions come to 12.50.
              Copy the account again, so that all its figures are of one moment.
            The account's equity is stated as 521,659.874209; its dollars and positions come to 521,659.8743.
              Copy the account again, so that all its figures are of one moment.
            This size in dollars is negative.
              Write it without a sign; a short has a negative quantity.
            These tiers do not start at zero, do not rise, or give larger positions more leverage.
              Put them in order, the first from 0 on, or copy the list of contracts again.
            These rates cannot both be right: maintenance is more than initial, or one of them lies outside 0 to 1.
              Copy the list of contracts again, or write shares of the size: 5 % is 0.05.
            Tier table 56 was not handed in, or does not begin with this contract's greatest leverage, 40×.
              Copy the list of contracts again whole, with its tables of tiers.
        "#]],
    );
}

#[test]
fn what_is_wrong_with_a_table() {
    let faults = [
        TableFault::MissingColumn("quantity"),
        TableFault::DuplicateColumn("mark"),
        TableFault::ExtraCell,
        TableFault::MissingCell("mark"),
        TableFault::NeitherContractNorAsset,
        TableFault::NotANumber,
        TableFault::Ambiguous,
        TableFault::NotASide,
        TableFault::NotAMode,
        TableFault::OtherRules,
    ];
    check(
        faults.map(ImportProblemKind::Table).to_vec(),
        &expect![[r#"
            No column is called quantity, and it is needed.
              Name the columns in the first line: contract, asset, quantity, entry, mark.
            A second column stands for mark.
              Leave one of the two out.
            This cell stands beyond the last column.
              Put a text that holds a separator in double quotes, or name the column in the first line.
            This line has no mark.
              Write the mark here, or take the line out.
            This line names neither a contract nor an asset.
              Write the contract of a position, such as BTC-PERP, or the asset of a balance, such as USDC.
            This is not a number.
              Write digits, with thousands marks between groups of three or without any.
            This can be read as thousands or as decimals.
              Write it without thousands marks, or with more or fewer than three decimals.
            This is no side.
              Write long or short, or leave it empty and sign the quantity.
            This is no margin mode.
              Write cross or isolated, or leave it empty.
            A line before names other rules.
              Name one set of rules; an account is under one only.
        "#]],
    );
}

#[test]
fn what_the_engine_finds_keeps_its_own_words() {
    let at = Place::Position(PositionId(3), PositionField::Leverage);
    let found = Problem { at, kind: ProblemKind::NotPositive };
    let own = crate::problem(&found, &Portfolio::default());
    let kind = ImportProblemKind::Engine(found);
    let told = problem(&ImportProblem { document: 0, at: String::new(), kind }, &documents(&["a.json"]), EN);
    assert_eq!((told.place, told.says, told.remedy), (format!("a.json, {}", own.place), own.says, own.remedy));
}

#[test]
fn an_unknown_document_is_told_apart_from_an_unknown_value() {
    let at = |at: &str| {
        let found = ImportProblem { document: 0, at: at.into(), kind: ImportProblemKind::Unrecognised };
        problem(&found, &documents(&[""]), EN).remedy
    };
    for document in ["", "#2", "[3]", "#2[3]"] {
        assert!(at(document).contains("clearinghouseState"), "{document}");
    }
    for value in ["assetPositions[0].position.leverage.type", "#2.userAbstraction"] {
        assert!(at(value).contains("whole and unchanged"), "{value}");
    }
}

#[test]
fn documents_too_large_together_are_said_to_be() {
    let kind = ImportProblemKind::TooLarge { bytes: 2 * MOST_BYTES, most: MOST_BYTES };
    let found = ImportProblem { document: 1, at: String::new(), kind };
    let told = problem(&found, &documents(&["", ""]), EN);
    assert_eq!(told.says, "With what comes before it this is 16.8 MB; at most 8.38 MB is read.");
}

#[test]
fn places_are_said_in_words() {
    let missing = || ImportProblemKind::MissingDocument { venue: "Hyperliquid", document: DocumentKind::Account };
    let not_a_number = || ImportProblemKind::NotANumber;
    let table: [(&[&str], usize, &str, ImportProblemKind, &str); 13] = [
        (&[""], 0, "", not_a_number(), "the pasted text"),
        (&[" "], 0, "4:7", not_a_number(), "the pasted text, line 4, column 7"),
        (&["", ""], 0, "assetPositions[3].position.szi", not_a_number(), "first text, assetPositions[3].position.szi"),
        (&["", ""], 1, "", not_a_number(), "second text"),
        (&["", "a.json"], 1, "4:7", not_a_number(), "a.json, line 4, column 7"),
        (&["a.json"], 0, "#2", not_a_number(), "a.json, value 2"),
        (&["a.json"], 0, "#2.time", not_a_number(), "a.json, value 2, time"),
        (&["a.json"], 0, "#12[0].universe", not_a_number(), "a.json, value 12, [0].universe"),
        (&["a.json"], 0, "[1][0].markPx", not_a_number(), "a.json, [1][0].markPx"),
        (&["a.json"], 0, "", missing(), "everything handed in"),
        (&["a.json"], 0, "", ImportProblemKind::More(3), "everything handed in"),
        (&[], 0, "", ImportProblemKind::Nothing, "everything handed in"),
        (&["", "", "", "", "", "", "", "", "", "", ""], 10, "", not_a_number(), "number 11 text"),
    ];
    for (names, document, at, kind, expected) in table {
        let told = problem(&ImportProblem { document, at: at.into(), kind }, &documents(names), EN);
        assert_eq!(told.place, expected);
    }
}
