//! Names and problems in words.

mod common;

use expect_test::{Expect, expect};
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::problem::{HoldingField, Place, PositionField, Problem, ProblemKind};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Ratio};
use margin_view::{Locale, NumberProblem, Told, instrument, number_problem, problem};

const GERMAN: Locale = Locale { decimal: ',', group: '.' };

fn day(year: i32, month: u8, day: u8) -> Timestamp {
    Date::new(year, month, day).expect("a day").start()
}

#[test]
fn contracts_are_named_by_their_terms() {
    let option = |right, strike| Kind::Option { expiry: day(2027, 3, 27), strike: Price::new(strike), right };
    let of = |kind| Instrument { kind, ..Instrument::perpetual("ETH") };
    let names = [
        (Instrument::perpetual("BTC"), "BTC perpetual"),
        (common::future(), "BTC future 25 Dec 2026"),
        (of(option(Right::Call, 4_000.0)), "ETH 4,000 call 27 Mar 2027"),
        (of(option(Right::Put, 0.25)), "ETH 0.25 put 27 Mar 2027"),
        (of(Kind::Spot), "ETH spot"),
        (Instrument { settlement: Settlement::Coin, ..common::future() }, "BTC future 25 Dec 2026, coin-settled"),
    ];
    for (contract, expected) in names {
        assert_eq!(instrument(&contract, &Locale::ENGLISH), expected);
    }
    assert_eq!(instrument(&of(option(Right::Call, 4_000.5)), &GERMAN), "ETH 4.000,5 call 27 Mar 2027");
}

#[track_caller]
fn check(told: impl IntoIterator<Item = Told>, expected: Expect) {
    let lines = told.into_iter().map(|Told { place, says, remedy }| format!("{place}: {says} {remedy}\n"));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_do() {
    let kinds = [
        ProblemKind::NotFinite,
        ProblemKind::NotPositive,
        ProblemKind::OutOfRange,
        ProblemKind::DuplicateId,
        ProblemKind::MissingIndex("BTC".into()),
        ProblemKind::MissingMark("BTC-PERP".into()),
        ProblemKind::NotListed("ETH-2027-03-27-4000-C".into()),
        ProblemKind::NotListed("something else".into()),
        ProblemKind::IsolatedOnly,
        ProblemKind::LeverageOutside { maximum: Ratio::new(40.0) },
        ProblemKind::UnorderedTiers,
        ProblemKind::ShareOutside,
        ProblemKind::MissingTable,
        ProblemKind::MissingCitation,
        ProblemKind::UnknownSchema { found: 7, expected: 1 },
    ];
    let told = kinds.map(|kind| problem(&Problem { at: Place::Request, kind }, &common::mixed()));
    check(
        told,
        expect![[r#"
            What was asked for: This is not a number. Enter a number.
            What was asked for: This must be more than zero. Enter a number above zero.
            What was asked for: This number is too large or too close to zero to calculate with. Check its digits.
            What was asked for: Two entries have the same number. Remove one, and add it again.
            What was asked for: The market has no index price for BTC. Enter a price for BTC, or choose a market that has one.
            What was asked for: The market has no mark price for BTC perpetual. Enter a price for BTC perpetual, or choose a market that has one.
            What was asked for: These rules do not list ETH 4,000 call 27 Mar 2027. Choose another contract, or other rules.
            What was asked for: These rules do not list something else. Choose another contract, or other rules.
            What was asked for: These rules take this contract in isolation only. Choose isolated, and set collateral aside.
            What was asked for: Leverage on this contract is from 1× to 40×. Enter 1 to 40×.
            What was asked for: These tiers do not rise from zero. Begin the first at 0, each next one higher, with no lower rate.
            What was asked for: This share does not lie within its bounds. Write a share from 0 to 1; 5 % is 0.05.
            What was asked for: This listing names a table that is not there. Add the table, or name another.
            What was asked for: No source is given for this rule. Say what it says, where, and when it was read.
            What was asked for: This is written in form 7, and form 1 is read here. Open it with the version that wrote it.
        "#]],
    );
}

#[test]
fn every_place_has_a_name() {
    let places = [
        Place::Holding(HoldingId(1), HoldingField::Id),
        Place::Holding(HoldingId(1), HoldingField::Asset),
        Place::Holding(HoldingId(9), HoldingField::Quantity),
        Place::Position(PositionId(1), PositionField::Id),
        Place::Position(PositionId(2), PositionField::Instrument),
        Place::Position(PositionId(3), PositionField::Quantity),
        Place::Position(PositionId(4), PositionField::Entry),
        Place::Position(PositionId(9), PositionField::Collateral),
        Place::Position(PositionId(1), PositionField::Mode),
        Place::Position(PositionId(1), PositionField::Leverage),
        Place::Asset("BTC".into()),
        Place::Instrument("BTC-2026-12-25".into()),
        Place::Rules("model.tables.56".into()),
        Place::Request,
    ];
    let told = places.map(|at| problem(&Problem { at, kind: ProblemKind::NotFinite }, &common::pair()));
    check(
        told,
        expect![[r#"
        USDC, number: This is not a number. Enter a number.
        USDC, asset: This is not a number. Enter a number.
        Holding 9, quantity: This is not a number. Enter a number.
        BTC perpetual, long, number: This is not a number. Enter a number.
        BTC perpetual, short, contract: This is not a number. Enter a number.
        BTC perpetual, coin-settled, quantity: This is not a number. Enter a number.
        BTC future 25 Dec 2026, entry: This is not a number. Enter a number.
        Position 9, set aside: This is not a number. Enter a number.
        BTC perpetual, long, cross or isolated: This is not a number. Enter a number.
        BTC perpetual, long, leverage: This is not a number. Enter a number.
        Market, BTC: This is not a number. Enter a number.
        Market, BTC future 25 Dec 2026: This is not a number. Enter a number.
        Rules, model.tables.56: This is not a number. Enter a number.
        What was asked for: This is not a number. Enter a number.
    "#]],
    );
}

#[test]
fn what_is_not_a_number_is_told() {
    let problems = [
        NumberProblem::Empty,
        NumberProblem::NotANumber,
        NumberProblem::TwoDecimals { locale: Locale::ENGLISH },
        NumberProblem::Ambiguous { locale: GERMAN },
        NumberProblem::TooLarge,
        NumberProblem::TooSmall,
    ];
    check(
        problems.map(number_problem),
        expect![[r#"
        Number: Nothing is entered. Enter a number.
        Number: This is not a number. Write digits; k, m, b, % and bps are understood.
        Number: There is more than one decimal sign. Write numbers as 1,234.5 is written.
        Number: This can be read as two different numbers. Write numbers as 1.234,5 is written.
        Number: This number is too large. Enter a smaller one.
        Number: This number is too close to zero. Enter a larger one, or 0.
    "#]],
    );
}
