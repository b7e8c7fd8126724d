//! Problems in English.

use crate::text::keys::{NumberText, PlaceText, ProblemText};

pub(in crate::text) fn place(text: PlaceText) -> String {
    match text {
        PlaceText::HoldingNumber { name } | PlaceText::PositionNumber { name } => format!("{name}, number"),
        PlaceText::HoldingAsset { name } => format!("{name}, asset"),
        PlaceText::HoldingQuantity { name } | PlaceText::PositionQuantity { name } => format!("{name}, quantity"),
        PlaceText::PositionInstrument { name } => format!("{name}, contract"),
        PlaceText::PositionEntry { name } => format!("{name}, entry"),
        PlaceText::PositionCollateral { name } => format!("{name}, set aside"),
        PlaceText::PositionMode { name } => format!("{name}, cross or isolated"),
        PlaceText::PositionLeverage { name } => format!("{name}, leverage"),
        PlaceText::PositionAccrued { name } => format!("{name}, accrued"),
        PlaceText::OrderNumber { name } => format!("{name}, order, number"),
        PlaceText::OrderInstrument { name } => format!("{name}, order, contract"),
        PlaceText::OrderQuantity { name } => format!("{name}, order, quantity"),
        PlaceText::OrderPrice { name } => format!("{name}, order, price"),
        PlaceText::Category => "Category of collateral".into(),
        PlaceText::OwnInitial => "Own initial rate".into(),
        PlaceText::Asset { asset } => format!("Market, {asset}"),
        PlaceText::Instrument { name } => format!("Market, {name}"),
        PlaceText::Rules { path } => format!("Rules, {path}"),
        PlaceText::Request => "What was asked for".into(),
        PlaceText::Number => "Number".into(),
    }
}

#[expect(clippy::too_many_lines, reason = "one table, so that the compiler names the problem that has no words")]
pub(in crate::text) fn problem(text: ProblemText) -> (String, String) {
    match text {
        ProblemText::NotFinite => told("This is not a number.", "Enter a number."),
        ProblemText::NotPositive => told("This must be more than zero.", "Enter a number above zero."),
        ProblemText::OutOfRange => {
            told("This number is too large or too close to zero to calculate with.", "Check its digits.")
        }
        ProblemText::DuplicateId => told("Two entries have the same number.", "Remove one, and add it again."),
        ProblemText::MissingIndex { asset } => (
            format!("The market has no index price for {asset}."),
            format!("Enter a price for {asset}, or choose a market that has one."),
        ),
        ProblemText::MissingMark { name } => (
            format!("The market has no mark price for {name}."),
            format!("Enter a price for {name}, or choose a market that has one."),
        ),
        ProblemText::MissingVolatility { name } => (
            format!("The market has neither a volatility nor a price for {name}."),
            format!("Enter a volatility or a price for {name}, or choose a market that has one."),
        ),
        ProblemText::Expired => told("This contract has expired.", "Remove it, or choose a later expiry."),
        ProblemText::NotListed { name } => {
            (format!("These rules do not list {name}."), "Choose another contract, or other rules.".into())
        }
        ProblemText::IsolatedOnly => {
            told("These rules take this contract in isolation only.", "Choose isolated, and set collateral aside.")
        }
        ProblemText::CrossOnly => told("These rules take this contract in cross only.", "Choose cross."),
        ProblemText::LeverageOutside { maximum } => {
            (format!("Leverage on this contract is from 1× to {maximum}."), format!("Enter 1 to {maximum}."))
        }
        ProblemText::NotBorrowable { asset } => {
            (format!("{asset} cannot be borrowed under these rules."), format!("Repay {asset}, or choose other rules."))
        }
        ProblemText::NotInCategory { category } => (
            format!("This asset cannot be borrowed in the category {category}."),
            "Choose another category, or none.".into(),
        ),
        ProblemText::UnknownCategory { category } => {
            (format!("These rules have no category {category}."), "Choose another category, or none.".into())
        }
        ProblemText::MissingFigure { figure } => (
            format!("The market does not say this: {}.", super::label::figure(figure)),
            "Choose a market that says it, or other rules.".into(),
        ),
        ProblemText::UnorderedTiers => told(
            "These tiers do not rise from zero.",
            "Begin the first at 0, each next one higher, with no lower rate.",
        ),
        ProblemText::ShareOutside => {
            told("This share does not lie within its bounds.", "Write a share from 0 to 1; 5 % is 0.05.")
        }
        ProblemText::NotFlat => told(
            "This haircut must be one share, the same of every dollar, without a cap.",
            "Write it as a flat share.",
        ),
        ProblemText::MissingTable => {
            told("This listing names a table that is not there.", "Add the table, or name another.")
        }
        ProblemText::MissingCitation => {
            told("No source is given for this rule.", "Say what it says, where, and when it was read.")
        }
        ProblemText::UnknownSchema { found, expected } => (
            format!("This is written in form {found}, and form {expected} is read here."),
            "Open it with the version that wrote it.".into(),
        ),
    }
}

pub(in crate::text) fn number(text: NumberText) -> (String, String) {
    match text {
        NumberText::Empty => told("Nothing is entered.", "Enter a number."),
        NumberText::NotANumber => told("This is not a number.", "Write digits; k, m, b, % and bps are understood."),
        NumberText::TwoDecimals { example } => {
            ("There is more than one decimal sign.".into(), format!("Write numbers as {example} is written."))
        }
        NumberText::Ambiguous { example } => {
            ("This can be read as two different numbers.".into(), format!("Write numbers as {example} is written."))
        }
        NumberText::TooLarge => told("This number is too large.", "Enter a smaller one."),
        NumberText::TooSmall => told("This number is too close to zero.", "Enter a larger one, or 0."),
    }
}

fn told(says: &str, remedy: &str) -> (String, String) {
    (says.into(), remedy.into())
}
