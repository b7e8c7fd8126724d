//! Whole desks, as text.

mod common;

use common::{Case, shown};
use expect_test::{Expect, expect};
use margin_core::portfolio::Portfolio;
use margin_core::rules::Pairs;
use margin_view::{Locale, desk};

#[track_caller]
fn check(case: &Case, expected: Expect) {
    expected.assert_eq(&shown::desk(&desk(&case.subject(), &Locale::ENGLISH)));
}

#[test]
fn a_cross_group_and_an_isolated_position() {
    check(
        &Case::new(common::mixed()),
        expect![[r#"
            Afloat | Freeboard 15,423 | 30.9 % of what counts is free
            equity, counts, initial, maintenance, leverage: 49,772 | 49,772 | 34,350 | 3,231 | 3.4×
            marks 0.065 0.690 1.000
            - SOL, isolated: goes under first if SOL falls 28.2 % to 73.13
            - Cross: goes under if BTC falls 34.5 % to 52,136
            - Cross: also if ETH rises 134 % to 5,819
            - Cross: or if all prices fall together by 46.4 %
            summary: Counts 49,772, initial requires 34,350, maintenance 3,231. SOL, isolated: goes under first if SOL falls 28.2 % to 73.13.
            holding 1 | USDC | 40,000 | 0 % | 40,000 | 
            position 1 | BTC perpetual | cross · 5× | 79,666.1 | 119,499 | 2,319 | 23,900 | 1,738 | 52,136 −34.5 % []
            position 2 | ETH perpetual | cross · 10× | 2,482.8 | 29,794 | 326.40 | 2,980 | 372.42 | 5,819 +134 % []
            position 3 | SOL perpetual | isolated · 3× | 101.87 | 22,411 | −512.60 | 7,471 | 1,121 | 73.13 −28.2 % []
            rung SOL | SOL, isolated | 73.13 | −28.2 % | Goes under if SOL falls 28.2 % to 73.13
            rung BTC | Cross | 52,136 | −34.5 % | Goes under if BTC falls 34.5 % to 52,136
            rung All prices | Cross |  | −46.4 % | Goes under if all prices fall together by 46.4 %
            rung ETH | Cross | 5,819 | +134 % | Goes under if ETH rises 134 % to 5,819
            fact Gross notional: 171,704 (The sizes of all positions, added without signs.)
            fact Leverage: 3.4× (Gross notional ÷ equity.)
            fact Initial ÷ notional: 20.1 % (Initial requirement ÷ gross notional.)
            fact Netting saves: 0.0 % (1 − initial requirement ÷ what the positions would require each alone.)
            fact Idle: 30.9 % (Freeboard ÷ what counts: collateral that carries nothing.)
            fact Can be taken out: 15,766 (What counts less what must stay when collateral is taken out.)
            fact Can be taken out: SOL, isolated: 0 (What counts less what must stay when collateral is taken out.)
            fact Backstop: 1,407 (A backstop takes the positions over when less than this counts.)
            fact Backstop: SOL, isolated: 747.05 (A backstop takes the positions over when less than this counts.)
            assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
        "#]],
    );
}

#[test]
fn a_portfolio_under_water() {
    check(
        &Case::new(common::under_water()),
        expect![[r#"
            Under | Under water −1,872 | nothing is free
            equity, counts, initial, maintenance, leverage: 986.55 | 986.55 | 31,371 | 2,859 | 143.8×
            marks 0.091 1.000 0.031
            - [danger] Cross: under water, counts 738.33 less than it must keep
            - Cross: afloat again if BTC rises 0.64 % to 80,171
            - [danger] SOL, isolated: under water, counts 1,134 less than it must keep
            - SOL, isolated: afloat again if SOL rises 5.4 % to 107.3
            summary: Counts 986.55, maintenance requires 2,859. Cross: under water, counts 738.33 less than it must keep.
            holding 1 | USDC | 1,500 | 0 % | 1,500 | 
            position 1 | BTC perpetual | cross · 5× | 79,666.1 | 119,499 | −500.85 | 23,900 | 1,738 | now: Cross: under water, counts 738.33 less than it must keep; afloat again if BTC rises 0.64 % to 80,171.
            position 3 | SOL perpetual | isolated · 3× | 101.87 | 22,411 | −512.60 | 7,471 | 1,121 | now: SOL, isolated: under water, counts 1,134 less than it must keep; afloat again if SOL rises 5.4 % to 107.3.
            rung All prices | Cross | now |  | [danger] Under water: counts 738.33 less than it must keep
            rung All prices | SOL, isolated | now |  | [danger] Under water: counts 1,134 less than it must keep
            rung BTC | Cross | 80,171 | +0.64 % | Afloat again if BTC rises 0.64 % to 80,171
            rung SOL | SOL, isolated | 107.3 | +5.4 % | Afloat again if SOL rises 5.4 % to 107.3
            fact Gross notional: 141,911 (The sizes of all positions, added without signs.)
            fact Leverage: 143.8× (Gross notional ÷ equity.)
            fact Initial ÷ notional: 22.2 % (Initial requirement ÷ gross notional.)
            fact Netting saves: 0.0 % (1 − initial requirement ÷ what the positions would require each alone.)
            fact Idle: none (Freeboard ÷ what counts: collateral that carries nothing.)
            fact Can be taken out: 0 (What counts less what must stay when collateral is taken out.)
            fact Can be taken out: SOL, isolated: 0 (What counts less what must stay when collateral is taken out.)
            fact Backstop: 1,159 (A backstop takes the positions over when less than this counts.)
            fact Backstop: SOL, isolated: 747.05 (A backstop takes the positions over when less than this counts.)
            assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
        "#]],
    );
}

#[test]
fn an_empty_portfolio() {
    check(
        &Case::new(Portfolio::default()),
        expect![[r#"
        Empty | Freeboard 0 | nothing counts
        equity, counts, initial, maintenance, leverage: 0 | 0 | 0 | 0 | none
        marks 0.000 0.000 0.000
        - Nothing here yet: add a holding and a position
        summary: Nothing counts and nothing is required.
        fact Gross notional: 0 (The sizes of all positions, added without signs.)
        fact Leverage: none (Gross notional ÷ equity.)
        fact Initial ÷ notional: none (Initial requirement ÷ gross notional.)
        fact Netting saves: none (1 − initial requirement ÷ what the positions would require each alone.)
        fact Idle: none (Freeboard ÷ what counts: collateral that carries nothing.)
    "#]],
    );
}

#[test]
fn a_debt_alone_is_under_water() {
    let holdings = vec![common::holding(1, "USDT", -500.0)];
    check(
        &Case::new(Portfolio { holdings, ..Portfolio::default() }),
        expect![[r#"
            Under | Under water −500.00 | nothing counts
            equity, counts, initial, maintenance, leverage: −500.00 | −500.00 | 0 | 0 | 0×
            marks 0.000 0.000 0.000
            - [danger] Under water: counts 500.00 less than it must keep
            summary: Counts −500.00, maintenance requires 0. Under water: counts 500.00 less than it must keep.
            holding 1 | USDT | −500.00 | 0 % | −500.00 | a debt, counts in full
            rung All prices | Cross | now |  | [danger] Under water: counts 500.00 less than it must keep
            fact Gross notional: 0 (The sizes of all positions, added without signs.)
            fact Leverage: 0× (Gross notional ÷ equity.)
            fact Initial ÷ notional: none (Initial requirement ÷ gross notional.)
            fact Netting saves: none (1 − initial requirement ÷ what the positions would require each alone.)
            fact Idle: none (Freeboard ÷ what counts: collateral that carries nothing.)
            fact Can be taken out: 0 (What counts less what must stay when collateral is taken out.)
        "#]],
    );
}

#[test]
fn collateral_alone_requires_nothing() {
    let holdings = vec![common::holding(1, "USDC", 500.0)];
    check(
        &Case::new(Portfolio { holdings, ..Portfolio::default() }),
        expect![[r#"
            Afloat | Freeboard 500.00 | 100.0 % of what counts is free
            equity, counts, initial, maintenance, leverage: 500.00 | 500.00 | 0 | 0 | 0×
            marks 0.000 0.000 1.000
            - Nothing is required: there is no position
            summary: Counts 500.00, initial requires 0, maintenance 0. Nothing is required: there is no position.
            holding 1 | USDC | 500.00 | 0 % | 500.00 | 
            fact Gross notional: 0 (The sizes of all positions, added without signs.)
            fact Leverage: 0× (Gross notional ÷ equity.)
            fact Initial ÷ notional: none (Initial requirement ÷ gross notional.)
            fact Netting saves: none (1 − initial requirement ÷ what the positions would require each alone.)
            fact Idle: 100.0 % (Freeboard ÷ what counts: collateral that carries nothing.)
            fact Can be taken out: 500.00 (What counts less what must stay when collateral is taken out.)
        "#]],
    );
}

#[test]
fn less_than_initial_can_be_kept_but_not_added_to() {
    let portfolio = Portfolio {
        holdings: vec![common::holding(1, "USDC", 20_000.0)],
        positions: vec![
            common::cross(1, "BTC", 1.5, 79_000.0, 5.0),
            common::isolated(2, "SOL", 220.0, 104.2, 3.0, 7_400.0),
        ],
        ..Portfolio::default()
    };
    check(
        &Case::new(portfolio),
        expect![[r#"
            BelowInitial | Below initial −3,484 | nothing is free
            equity, counts, initial, maintenance, leverage: 27,886 | 27,886 | 31,371 | 2,859 | 5.1×
            marks 0.091 1.000 0.889
            - [warning] Cross: counts 2,901 less than initial, so it can be kept but not added to
            - Goes under first if BTC falls 16.5 % to 66,498
            - SOL, isolated: goes under if SOL falls 27.0 % to 74.278
            summary: Counts 27,886, initial requires 31,371, maintenance 2,859. Cross: counts 2,901 less than initial, so it can be kept but not added to.
            holding 1 | USDC | 20,000 | 0 % | 20,000 | 
            position 1 | BTC perpetual | cross · 5× | 79,666.1 | 119,499 | 999.15 | 23,900 | 1,738 | 66,498 −16.5 % []
            position 2 | SOL perpetual | isolated · 3× | 101.87 | 22,411 | −512.60 | 7,471 | 1,121 | 74.278 −27.0 % []
            rung BTC | Cross | 66,498 | −16.5 % | Goes under if BTC falls 16.5 % to 66,498
            rung SOL | SOL, isolated | 74.278 | −27.0 % | Goes under if SOL falls 27.0 % to 74.278
            fact Gross notional: 141,911 (The sizes of all positions, added without signs.)
            fact Leverage: 5.1× (Gross notional ÷ equity.)
            fact Initial ÷ notional: 22.2 % (Initial requirement ÷ gross notional.)
            fact Netting saves: 0.0 % (1 − initial requirement ÷ what the positions would require each alone.)
            fact Idle: none (Freeboard ÷ what counts: collateral that carries nothing.)
            fact Can be taken out: 0 (What counts less what must stay when collateral is taken out.)
            fact Can be taken out: SOL, isolated: 0 (What counts less what must stay when collateral is taken out.)
            fact Backstop: 1,159 (A backstop takes the positions over when less than this counts.)
            fact Backstop: SOL, isolated: 747.05 (A backstop takes the positions over when less than this counts.)
            assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
        "#]],
    );
}

#[test]
fn collateral_of_every_kind() {
    check(
        &Case::new(common::collateral()),
        expect![[r#"
        Afloat | Freeboard 64,660 | 99.2 % of what counts is free
        equity, counts, initial, maintenance, leverage: 69,322 | 65,156 | 496.56 | 62.07 | 0.07×
        marks 0.001 0.008 1.000
        - No single price takes it under
        summary: Counts 65,156, initial requires 496.56, maintenance 62.07. No single price takes it under.
        holding 1 | USDC | 40,000 | 0 % | 40,000 | 
        holding 2 | ETH | 29,778 | 13.29 % | 25,822 | grows with the value held
        holding 3 | DOGE | 210.00 | 100 % | 0 | DOGE is not collateral here
        holding 4 | USDT | −500.00 | 0 % | −500.00 | a debt, counts in full
        position 1 | ETH perpetual | cross · 10× | 2,482.8 | 4,966 | −165.60 | 496.56 | 62.07 | none: Cross: at no price of ETH alone does it count less than it must keep.
        rung DOGE | Cross | none |  | No price of DOGE alone takes it under
        rung ETH | Cross | none |  | No price of ETH alone takes it under
        rung All prices | Cross | none |  | No move of all prices together takes it under
        fact Gross notional: 4,966 (The sizes of all positions, added without signs.)
        fact Leverage: 0.07× (Gross notional ÷ equity.)
        fact Initial ÷ notional: 10.0 % (Initial requirement ÷ gross notional.)
        fact Netting saves: 0.0 % (1 − initial requirement ÷ what the positions would require each alone.)
        fact Idle: 99.2 % (Freeboard ÷ what counts: collateral that carries nothing.)
        fact Can be taken out: 64,660 (What counts less what must stay when collateral is taken out.)
        fact Backstop: 41.38 (A backstop takes the positions over when less than this counts.)
        assumed: DOGE is not accepted as collateral under these rules, so it counts for nothing.
        assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
    "#]],
    );
}

#[test]
fn positions_that_net() {
    check(
        &Case::new(common::pair()),
        expect![[r#"
        Afloat | Freeboard 22,235 | 51.4 % of what counts is free
        equity, counts, initial, maintenance, leverage: 43,181 | 43,181 | 20,946 | 1,623 | 4.9×
        marks 0.038 0.485 1.000
        - Goes under first if BTC falls 60.3 % to 31,572
        summary: Counts 43,181, initial requires 20,946, maintenance 1,623. Goes under first if BTC falls 60.3 % to 31,572.
        holding 1 | USDC | 40,000 | 0 % | 40,000 | 
        position 1 | BTC perpetual | cross · 5× · nets with 1 other | 79,666.1 | 119,499 | 2,319 | 23,900 | 1,738 | 31,558 −60.3 % []
        position 2 | BTC perpetual | cross · 20× · nets with 1 other | 79,666.1 | 39,833 | 666.95 | 1,992 | 497.92 | 31,558 −60.3 % []
        position 3 | BTC perpetual, coin-settled | cross · 10× | 79,650 | 30,019 | 316.96 | 3,002 | 375.24 | 31,552 −60.3 % []
        position 4 | BTC future 25 Dec 2026 | cross · 10× | 80,412.5 | 20,103 | −121.88 | 2,011 | 251.29 | 31,854 −60.3 % []
        rung BTC | Cross | 31,572 | −60.3 % | Goes under if BTC falls 60.3 % to 31,572
        fact Gross notional: 209,454 (The sizes of all positions, added without signs.)
        fact Leverage: 4.9× (Gross notional ÷ equity.)
        fact Initial ÷ notional: 10.0 % (Initial requirement ÷ gross notional.)
        fact Netting saves: 32.2 % (1 − initial requirement ÷ what the positions would require each alone.)
        fact Idle: 51.4 % (Freeboard ÷ what counts: collateral that carries nothing.)
        fact Can be taken out: 22,235 (What counts less what must stay when collateral is taken out.)
        fact Backstop: 1,082 (A backstop takes the positions over when less than this counts.)
        assumed: BTC perpetual: positions in one contract have different leverages, so the lowest, 5×, is used.
        assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
    "#]],
    );
}

#[test]
fn positions_of_which_the_larger_side_counts() {
    check(
        &Case::under(common::pair(), common::rules(Pairs::LargerSide)),
        expect![[r#"
        Afloat | Freeboard 14,269 | 33.0 % of what counts is free
        equity, counts, initial, maintenance, leverage: 43,181 | 43,181 | 28,913 | 2,365 | 4.9×
        marks 0.055 0.670 1.000
        - Goes under first if BTC falls 60.0 % to 31,802
        summary: Counts 43,181, initial requires 28,913, maintenance 2,365. Goes under first if BTC falls 60.0 % to 31,802.
        holding 1 | USDC | 40,000 | 0 % | 40,000 | 
        position 1 | BTC perpetual | cross · 5× · with 1 other, the larger side | 79,666.1 | 119,499 | 2,319 | 23,900 | 1,738 | 31,788 −60.0 % []
        position 2 | BTC perpetual | cross · 20× · with 1 other, the larger side | 79,666.1 | 39,833 | 666.95 | 1,992 | 497.92 | 31,788 −60.0 % []
        position 3 | BTC perpetual, coin-settled | cross · 10× | 79,650 | 30,019 | 316.96 | 3,002 | 375.24 | 31,782 −60.0 % []
        position 4 | BTC future 25 Dec 2026 | cross · 10× | 80,412.5 | 20,103 | −121.88 | 2,011 | 251.29 | 32,086 −60.0 % []
        rung BTC | Cross | 31,802 | −60.0 % | Goes under if BTC falls 60.0 % to 31,802
        fact Gross notional: 209,454 (The sizes of all positions, added without signs.)
        fact Leverage: 4.9× (Gross notional ÷ equity.)
        fact Initial ÷ notional: 13.9 % (Initial requirement ÷ gross notional.)
        fact Netting saves: 6.4 % (1 − initial requirement ÷ what the positions would require each alone.)
        fact Idle: 33.0 % (Freeboard ÷ what counts: collateral that carries nothing.)
        fact Can be taken out: 14,269 (What counts less what must stay when collateral is taken out.)
        fact Backstop: 1,577 (A backstop takes the positions over when less than this counts.)
        assumed: BTC perpetual: positions in one contract have different leverages, so the lowest, 5×, is used.
        assumed: A liquidation price moves one asset and holds every other; funding and fees to come are left out.
    "#]],
    );
}

#[test]
fn numbers_follow_the_locale() {
    let case = Case::new(common::mixed());
    let line = desk(&case.subject(), &Locale { decimal: ',', group: '.' }).line;
    assert_eq!(line.equity.full, "49.772,950000000004");
    let first = line.sentences.first().map(|sentence| shown::plain(&sentence.text));
    assert_eq!(first.as_deref(), Some("SOL, isolated: goes under first if SOL falls 28,2 % to 73,13"));
}
