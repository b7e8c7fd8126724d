//! Problems in English.

use crate::text::keys::{PlaceText, ProblemText};

pub(in crate::text) fn place(text: PlaceText) -> String {
    match text {
        PlaceText::HoldingNumber { name } => format!("{name}, number"),
        PlaceText::HoldingAsset { name } => format!("{name}, asset"),
        PlaceText::HoldingQuantity { name } | PlaceText::PositionQuantity { name } => format!("{name}, quantity"),
        PlaceText::PositionNumber { name } => format!("{name}, number"),
        PlaceText::PositionInstrument { name } => format!("{name}, contract"),
        PlaceText::PositionEntry { name } => format!("{name}, entry"),
        PlaceText::PositionCollateral { name } => format!("{name}, set aside"),
        PlaceText::PositionMode { name } => format!("{name}, cross or isolated"),
        PlaceText::PositionLeverage { name } => format!("{name}, leverage"),
        PlaceText::Asset { asset } => format!("Market, {asset}"),
        PlaceText::Instrument { name } => format!("Market, {name}"),
        PlaceText::Rules { path } => format!("Rules, {path}"),
        PlaceText::Request => "Request".into(),
        PlaceText::Number => "Number".into(),
    }
}

pub(in crate::text) fn problem(text: ProblemText) -> (String, String) {
    let told = |says: &str, remedy: &str| (says.to_owned(), remedy.to_owned());
    match text {
        ProblemText::NotFinite => told("This is not a number.", "Enter a number."),
        ProblemText::NotPositive => told("This must be more than zero.", "Enter a number above zero."),
        ProblemText::DuplicateId => told("Two entries have the same number.", "Remove one and add it again."),
        ProblemText::MissingIndex { asset } => (
            format!("The market has no index price for {asset}."),
            format!("Add a price for {asset}, or choose a market that has one."),
        ),
        ProblemText::MissingMark { name } => (
            format!("The market has no mark price for {name}."),
            format!("Add a price for {name}, or choose a market that has one."),
        ),
        ProblemText::NotListed { name } => {
            (format!("These rules do not list {name}."), "Choose another contract, or other rules.".into())
        }
        ProblemText::IsolatedOnly => {
            told("This contract is margined in isolation only.", "Set collateral aside for it: choose isolated.")
        }
        ProblemText::LeverageOutside { maximum } => (
            format!("Leverage is from 1× to {maximum} on this contract."),
            format!("Enter 1 to {maximum}, or leave it empty for the most that is allowed."),
        ),
        ProblemText::UnorderedTiers => told("Tiers must start at zero and rise.", "Put the tiers in order."),
        ProblemText::ShareOutside => told("A share must lie between 0 and 1.", "Write 5 % as 0.05."),
        ProblemText::MissingTable => told("This listing names a table that is not there.", "Add the table."),
        ProblemText::MissingCitation => told("No source is given for this rule.", "Say where it comes from, and when."),
        ProblemText::UnknownSchema { found, expected } => (
            format!("This is written in form {found}; form {expected} is read."),
            "Open it in the version that wrote it, or convert it.".into(),
        ),
        ProblemText::Unspecified => told("Something here is wrong.", "Check what was entered."),
        number => self::number(number),
    }
}

fn number(text: ProblemText) -> (String, String) {
    let told = |says: &str, remedy: &str| (says.to_owned(), remedy.to_owned());
    match text {
        ProblemText::Empty => told("Nothing is entered.", "Enter a number."),
        ProblemText::NotANumber => told("This is not a number.", "Write digits; k, m, b, % and bps are understood."),
        ProblemText::TwoDecimals { example } => {
            ("There is more than one decimal sign.".into(), format!("Write numbers as {example}."))
        }
        ProblemText::Ambiguous { example } => {
            ("This can be read as two different numbers.".into(), format!("Write numbers as {example}."))
        }
        ProblemText::TooLarge => told("This number is too large.", "Enter a smaller number."),
        ProblemText::TooSmall => told("This number is too close to zero.", "Enter a larger number, or 0."),
        _ => (String::new(), String::new()),
    }
}
