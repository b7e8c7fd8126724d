use super::*;
use expect_test::{Expect, expect};
use margin_core::id::InstrumentId;
use margin_core::time::Date;
use margin_core::units::Ratio;
use margin_import::{AccountKind, DocumentKind, KindReason, SpotBalance};

#[track_caller]
fn check(notes: &[ImportNote], expected: &Expect) {
    let portfolio = portfolio(&["BTC", "ETH"]);
    let told: Vec<String> = notes.iter().map(|each| note(each, &portfolio, EN)).collect();
    for sentence in &told {
        assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
    }
    expected.assert_eq(&(told.join("\n") + "\n"));
}

fn contract(asset: &str) -> InstrumentId {
    Instrument::perpetual(asset).id()
}

fn day() -> Date {
    Date::new(2026, 9, 6).unwrap()
}

#[test]
fn the_kind_of_account_and_why() {
    let kinds = [AccountKind::Standard, AccountKind::Unified];
    let reasons = [
        KindReason::Usual,
        KindReason::Asked,
        KindReason::Stated,
        KindReason::Reproduces { liquidations: 44, otherwise: 1 },
        KindReason::Reproduces { liquidations: 1, otherwise: 0 },
    ];
    let notes: Vec<ImportNote> =
        kinds.iter().flat_map(|kind| reasons.map(|reason| ImportNote::AccountKind { kind: *kind, reason })).collect();
    check(
        &notes,
        &expect![[r#"
            Read as a standard account, whose collateral is apart from its spot balances; nothing handed in says otherwise.
            Read as a standard account, whose collateral is apart from its spot balances, as chosen.
            Read as a standard account, whose collateral is apart from its spot balances, as its setup says.
            Read as a standard account, whose collateral is apart from its spot balances; this reproduces 44 of the venue's liquidation prices, the other kind 1.
            Read as a standard account, whose collateral is apart from its spot balances; this reproduces 1 of the venue's liquidation prices, the other kind 0.
            Read as a unified account, whose collateral is its spot balance; nothing handed in says otherwise.
            Read as a unified account, whose collateral is its spot balance, as chosen.
            Read as a unified account, whose collateral is its spot balance, as its setup says.
            Read as a unified account, whose collateral is its spot balance; this reproduces 44 of the venue's liquidation prices, the other kind 1.
            Read as a unified account, whose collateral is its spot balance; this reproduces 1 of the venue's liquidation prices, the other kind 0.
        "#]],
    );
}

#[test]
fn what_was_taken_for_the_account() {
    let notes = [
        ImportNote::AtOneDollar(asset("USDC")),
        ImportNote::MarksDiffer { count: 27, of: 44, largest: Ratio::new(0.000_412) },
        ImportNote::MarksDiffer { count: 1, of: 1, largest: Ratio::new(3.2e-7) },
        ImportNote::IndexFromMark { count: 1 },
        ImportNote::IndexFromMark { count: 44 },
        ImportNote::IndexFromForward(asset("ETH")),
        ImportNote::EntriesFromProfit { count: 19 },
        ImportNote::EntriesFromMark { count: 1 },
        ImportNote::EntriesFromMark { count: 2 },
        ImportNote::LeverageLowered { position: PositionId(2), set: Ratio::new(50.0), taken: Ratio::new(25.0) },
        ImportNote::PortfolioMargin,
        ImportNote::NoTime { taken: day() },
        ImportNote::NoCollateral,
        ImportNote::SizeOfOne { count: 1 },
        ImportNote::SizeOfOne { count: 3 },
        ImportNote::BalancesBeforeProfit,
        ImportNote::Recalculated { stated: Usd::new(606_645.478), taken: Usd::new(623_694.731) },
    ];
    check(
        &notes,
        &expect![[r#"
            USDC is taken at one dollar.
            27 of 44 positions are valued at other marks than the prices handed in, by 0.041 % at most; the account's own are taken.
            The position is valued at another mark than the price handed in, by 3 × 10⁻⁷; its own is taken.
            No index price was handed in for 1 position; the mark is taken.
            No index price was handed in for 44 positions; the mark is taken.
            The chain does not say ETH's index price; the forward of its first expiry is taken.
            The venue cuts the last digits off entry prices; for 19 positions the entry is taken from the profit that it states.
            The venue does not say at which price 1 position was opened; the mark is taken, so that the profit begins at zero.
            The venue does not say at which price 2 positions were opened; the mark is taken, so that the profit begins at zero.
            ETH perpetual: the leverage set is 50×, more than the venue now allows; 25× is taken.
            The account borrows against its spot assets; that is not modelled, so what counts and what is required may differ from the venue's.
            The account bears no time; 6 Sep 2026 is taken, the latest day known of it or of its rules.
            No collateral was handed in: the account has its positions alone. Hand in its balances as well, or add them on the desk.
            How much one contract is, is not said of 1 position; one unit is taken.
            How much one contract is, is not said of 3 positions; one unit is taken.
            Balances are taken to be before unrealised profit; where the venue counts it in, take it off on the desk.
            The account's own equity, 606,645.48, is of other prices than those handed in; at these it is 623,694.73.
        "#]],
    );
}

#[test]
fn what_was_left_out() {
    let balance = |name: &str, quantity| SpotBalance { asset: asset(name), quantity: Quantity::new(quantity) };
    let notes = [
        ImportNote::NothingHeld(contract("SOL")),
        ImportNote::NothingHeld("unknown".into()),
        ImportNote::SpotNotCounted(vec![balance("HYPE", 1.5)]),
        ImportNote::SpotNotCounted(vec![balance("HYPE", 1.5), balance("PURR", 12_000.0)]),
        ImportNote::BalancesUnpriced(vec![balance("HYPE", 1.5)]),
        ImportNote::OtherAccounts { count: 1 },
        ImportNote::OtherAccounts { count: 9 },
        ImportNote::OrdersLeftOut { count: 1 },
        ImportNote::OrdersLeftOut { count: 3 },
        ImportNote::QuotesLeftOut { count: 1 },
        ImportNote::QuotesLeftOut { count: 7 },
        ImportNote::ColumnLeftOut { name: "fee".into() },
        ImportNote::LeftOut { document: 0, at: "subaccount.hedge".into() },
    ];
    check(
        &notes,
        &expect![[r#"
            SOL perpetual is left out: no contracts are held.
            unknown is left out: no contracts are held.
            Spot balances that are no collateral here are left out: 1.5 HYPE.
            Spot balances that are no collateral here are left out: 1.5 HYPE and 12,000 PURR.
            No price was handed in for these balances, and they are left out: 1.5 HYPE.
            1 other account is left out; one account is read at a time. Hand another in alone to read it.
            9 other accounts are left out; one account is read at a time. Hand another in alone to read it.
            1 resting order is left out; what the venue holds back for them is not counted.
            3 resting orders are left out; what the venue holds back for them is not counted.
            1 contract's quote says neither a mark nor a volatility and is left out.
            7 contracts' quotes say neither a mark nor a volatility and are left out.
            The column fee is not known here and is left out.
            What stands at subaccount.hedge in the first text is not known here and is left out.
        "#]],
    );
}

#[test]
fn what_was_taken_for_the_rules() {
    let many = ["BTC", "ETH", "SOL", "HYPE", "kPEPE", "DOGE", "XRP"].map(contract).to_vec();
    let notes = [
        ImportNote::RulesCarried { effective: day() },
        ImportNote::TiersCarried { count: 1 },
        ImportNote::TiersCarried { count: 12 },
        ImportNote::OwnLeverage { leverage: Ratio::new(50.0), instruments: many[..1].to_vec() },
        ImportNote::OwnLeverage { leverage: Ratio::new(50.0), instruments: many[..6].to_vec() },
        ImportNote::OwnLeverage { leverage: Ratio::new(50.0), instruments: many },
        ImportNote::Delisted(contract("BTC")),
        ImportNote::CrossWhereIsolatedOnly(contract("ETH")),
        ImportNote::NotNeeded(DocumentKind::Universe),
        ImportNote::OtherToken(235),
        ImportNote::RulesNotCarried { id: "okx/futures".into() },
        ImportNote::RulesAssumed { id: "aave-v3/ethereum-core".into() },
        ImportNote::ReservesStated { count: 1 },
        ImportNote::ReservesStated { count: 48 },
        ImportNote::RulesNeed { venue: "dYdX", document: DocumentKind::Universe },
        ImportNote::RulesOpen,
        ImportNote::RulesStated { count: 42 },
    ];
    check(
        &notes,
        &expect![[r#"
            No list of contracts was handed in; the rules that Plimsoll carries, of 6 Sep 2026, are taken.
            The tiers of 1 contract were not handed in; those that Plimsoll carries are taken.
            The tiers of 12 contracts were not handed in; those that Plimsoll carries are taken.
            The account has a greatest leverage of its own, 50×, on BTC perpetual; it is taken instead of the venue's tiers.
            The account has a greatest leverage of its own, 50×, on BTC perpetual, ETH perpetual, SOL perpetual, HYPE perpetual, kPEPE perpetual and DOGE perpetual; it is taken instead of the venue's tiers.
            The account has a greatest leverage of its own, 50×, on BTC perpetual, ETH perpetual, SOL perpetual, HYPE perpetual, kPEPE perpetual and 2 others; it is taken instead of the venue's tiers.
            BTC perpetual is held, and the venue no longer lists it.
            ETH perpetual is held cross, and the venue offers it in isolation only; it is taken as held.
            A second copy of the list of contracts was not needed and is left out.
            Profit is paid in the venue's token 235 here; it is taken for USDC.
            Plimsoll does not carry the rules okx/futures yet: choose others to see what they would require.
            Nothing handed in says which of the venue's products this is; the rules aave-v3/ethereum-core are taken.
            What 1 asset counts for is taken as what was handed in states it.
            What 48 assets count for is taken as what was handed in states it.
            The rules that Plimsoll carries need the list of contracts of dYdX of the account's own moment: hand it in as well to see what is required.
            What was handed in does not say which rules the account is under: choose whose it is put under.
            The requirements of 42 contracts are taken as what was handed in states them.
        "#]],
    );
}

#[test]
fn numbers_are_written_in_the_readers_locale() {
    let portfolio = portfolio(&[]);
    let differ = ImportNote::MarksDiffer { count: 2, of: 3, largest: Ratio::new(0.001_25) };
    assert!(note(&differ, &portfolio, GERMAN).contains("by 0,13\u{202f}% at most"));
}
