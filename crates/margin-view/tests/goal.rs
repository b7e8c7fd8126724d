//! Goals that are sought: what is said, and that the edit does what it says.

mod common;

use common::{Case, mixed, under_water};
use expect_test::{Expect, expect};
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::instrument::Instrument;
use margin_core::portfolio::{Leverage, MarginMode, Portfolio};
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{Direction, Opening, Purse, Target};
use margin_core::units::{Price, Ratio, Usd};
use margin_view::Locale;
use margin_view::goal::{Goal, Outcome, goal, seek};

const LOCALE: Locale = Locale::ENGLISH;

fn opening(asset: &str, direction: Direction) -> Opening {
    let (instrument, leverage) = (Instrument::perpetual(asset), Leverage::Chosen(Ratio::new(5.0)));
    Opening { instrument, direction, mode: MarginMode::Cross, leverage }
}

fn said(portfolio: Portfolio, wanted: &Goal) -> String {
    let case = Case::new(portfolio);
    let subject = case.subject();
    let sought = seek(wanted, &subject).expect("it can be sought");
    let view = goal(&sought, &subject, &LOCALE);
    let mut text = format!("{}\n", view.says);
    view.apply.iter().for_each(|apply| text.push_str(&format!("[{apply}]\n")));
    view.figures.iter().for_each(|row| text.push_str(&format!("{}: {} -> {}\n", row.name, row.before, row.after)));
    assert_eq!(view.outcome == Outcome::Found, !view.figures.is_empty());
    text.replace('\u{202f}', " ")
}

#[track_caller]
fn check(portfolio: Portfolio, wanted: Goal, expected: Expect) {
    expected.assert_eq(&said(portfolio, &wanted));
}

#[test]
fn the_largest_quantity_leaves_no_freeboard() {
    check(
        mixed(),
        Goal::Largest(opening("BTC", Direction::Long)),
        expect![[r#"
            0.9895275 of BTC perpetual is the most that can be bought: 78,831 dollars, with the initial requirement just met.
            [Buy 0.9895275 of BTC perpetual]
            Equity: 42,645 -> 42,645
            Counts: 42,645 -> 42,645
            Initial: 26,880 -> 42,646
            Maintenance: 2,110 -> 4,081
            Freeboard: 15,766 -> 0.00
            Nearest liquidation: SOL −28.2 % -> BTC −19.9 %
        "#]],
    );
}

#[test]
fn a_quantity_is_found_for_a_liquidation_price() {
    let wanted = Goal::QuantityFor(opening("BTC", Direction::Short), Price::new(95_000.0));
    check(
        mixed(),
        wanted,
        expect![[r#"
            With 3.957698 of BTC perpetual sold, its group first goes under at 95,000.
            [Sell 3.957698 of BTC perpetual]
            Equity: 42,645 -> 42,645
            Counts: 42,645 -> 42,645
            Initial: 26,880 -> 42,139
            Maintenance: 2,110 -> 4,018
            Freeboard: 15,766 -> 507.14
            Nearest liquidation: SOL −28.2 % -> BTC +19.2 %
        "#]],
    );
}

#[test]
fn collateral_is_added_and_taken_out() {
    let purse = || Purse::Holdings("USDC".into());
    check(
        mixed(),
        Goal::Remove(Level::Initial, purse()),
        expect![[r#"
            15,766.36 USDC can be taken out, with the initial requirement just met.
            [Take out 15,766.36 USDC]
            Equity: 42,645 -> 26,879
            Counts: 42,645 -> 26,879
            Initial: 26,880 -> 26,880
            Maintenance: 2,110 -> 2,110
            Freeboard: 15,766 -> 0.00
            Nearest liquidation: SOL −28.2 % -> BTC −21.1 %
        "#]],
    );
    check(
        under_water(),
        Goal::Add(Level::Maintenance, purse()),
        expect![[r#"
            738.3288 more USDC meets the maintenance requirement.
            [Add 738.3288 USDC]
            Equity: 999.15 -> 1,737
            Counts: 999.15 -> 1,737
            Initial: 23,900 -> 23,900
            Maintenance: 1,738 -> 1,738
            Freeboard: −22,901 -> −22,163
            Nearest liquidation: now -> now
        "#]],
    );
    check(
        mixed(),
        Goal::Remove(Level::Maintenance, Purse::SetAside(PositionId(3))),
        expect![[r#"
            6,006 dollars set aside for SOL perpetual can be taken out, with the maintenance requirement just met.
            [Take out 6,006 dollars set aside for SOL perpetual]
            Equity: 7,127 -> 1,120
            Counts: 7,127 -> 1,120
            Initial: 7,471 -> 7,471
            Maintenance: 1,121 -> 1,121
            Freeboard: −343.07 -> −6,350
            Nearest liquidation: SOL −28.2 % -> SOL −0.00 %
        "#]],
    );
}

#[test]
fn what_to_set_aside_is_found_for_a_liquidation_price() {
    check(
        mixed(),
        Goal::SetAside(PositionId(3), Price::new(80.0)),
        expect![[r#"
        None: what would go under at that price does not meet the initial requirement at today’s prices.
    "#]],
    );
}

#[test]
fn the_price_of_a_ratio_is_found_and_is_no_edit() {
    let target = |ratio| Target { group: GroupKey::Cross, level: Level::Maintenance, ratio: Ratio::new(ratio) };
    check(
        mixed(),
        Goal::Ratio("BTC".into(), target(2.0)),
        expect![[r#"
            Cross: what counts is 2× the maintenance requirement with BTC at 53,081.3 (−33.4 %).
            Equity: 42,645 -> 2,734
            Counts: 42,645 -> 2,734
            Initial: 26,880 -> 18,897
            Maintenance: 2,110 -> 1,368
            Freeboard: 15,766 -> −16,163
        "#]],
    );
    check(
        mixed(),
        Goal::Ratio("SOL".into(), target(2.0)),
        expect![[r#"
        Cross: at no price of SOL alone is what counts 2× the maintenance requirement.
    "#]],
    );
}

#[test]
fn where_there_is_no_number_it_is_said_why() {
    let isolated = Opening { mode: MarginMode::Isolated { collateral: Usd::ZERO }, ..opening("BTC", Direction::Long) };
    let wanted = [
        (mixed(), Goal::Add(Level::Initial, Purse::Holdings("USDC".into()))),
        (mixed(), Goal::Remove(Level::Initial, Purse::Holdings("ETH".into()))),
        (mixed(), Goal::Remove(Level::Initial, Purse::SetAside(PositionId(1)))),
        (mixed(), Goal::Largest(isolated)),
        (mixed(), Goal::SetAside(PositionId(9), Price::new(80.0))),
        (mixed(), Goal::QuantityFor(opening("BTC", Direction::Long), Price::new(1.0))),
        (under_water(), Goal::Largest(opening("BTC", Direction::Long))),
        (under_water(), Goal::Add(Level::Initial, Purse::Holdings("DOGE".into()))),
    ];
    let all: String = wanted.into_iter().map(|(portfolio, wanted)| said(portfolio, &wanted)).collect();
    expect![[r#"
        Nothing is needed: the initial requirement is met as it is.
        None: no ETH is held.
        None: BTC perpetual is not isolated, so nothing is set aside for it alone.
        None: the requirement is only just met, so there is room for nothing.
        None: Position 9 is not in the portfolio.
        None: at that price the group is under water whatever is opened.
        None: the initial requirement is not met as it is.
        None: however much it is, the requirement is not met. It may not count here.
    "#]]
    .assert_eq(&all);
}

#[test]
fn making_the_edit_leads_to_the_figures_that_were_shown() {
    let case = Case::new(mixed());
    let sought = seek(&Goal::Largest(opening("ETH", Direction::Long)), &case.subject()).expect("it can be sought");
    let edit = sought.edit().expect("an edit");
    let report = evaluate(edit, &case.market, &case.rules).expect("it can be evaluated");
    let cross = report.group(GroupKey::Cross).expect("the cross group");
    let free = cross.figures.counted.initial.usd() - cross.figures.initial.usd();
    assert!(free >= Usd::ZERO && free.get() < 1e-3, "{free:?}");
}
