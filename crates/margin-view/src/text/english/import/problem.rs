//! What can be wrong with an import, in English.

use super::document;
use crate::text::keys::import::{ContentProblemText, DocumentProblemText, ValueProblemText};
use margin_import::{DocumentKind, JsonType, Source, SyntaxFault, sources};

pub(in crate::text) fn document_problem(text: DocumentProblemText) -> (String, String) {
    match text {
        DocumentProblemText::TooLarge { size, most } => (
            format!("This is {size} MB; at most {most} MB is read."),
            "Hand in one account's answers only, without fills, orders or funding history.".into(),
        ),
        DocumentProblemText::TooLargeTogether { size, most } => (
            format!("With what comes before it this is {size} MB; at most {most} MB is read."),
            "Hand in one account's answers only, without fills, orders or funding history.".into(),
        ),
        DocumentProblemText::Nothing => told("There is no text.", "Paste a document, or choose a file."),
        DocumentProblemText::Syntax(fault) => syntax(fault),
        DocumentProblemText::Unrecognised => (
            "No document that is read here looks like this.".into(),
            format!("Paste what one of these venues answers: {}.", answers()),
        ),
        DocumentProblemText::Missing { venue, document } => {
            (format!("Without {} this cannot be read.", super::document(document)), missing(venue, document))
        }
        DocumentProblemText::OtherVenue { this, first } => (
            format!("This is of {this}, and what comes before it is of {first}."),
            "Hand in one venue's account at a time.".into(),
        ),
        DocumentProblemText::Duplicate(kind) => (
            format!("This is a second copy of {}.", document(kind)),
            "Leave one of the two out; accounts are read one at a time.".into(),
        ),
        DocumentProblemText::NoRules => {
            told("The venue's rules that Plimsoll carries cannot be read.", "Reload the page, and hand it in again.")
        }
        DocumentProblemText::More { count } => {
            let problems = if count == 1 { "1 more problem is".into() } else { format!("{count} more problems are") };
            (format!("{problems} not told one by one."), "Mend those that are told, and hand it in again.".into())
        }
    }
}

/// The venues that are read, each with the names of its answers.
fn answers() -> String {
    let venue = |source: &Source| {
        let names: Vec<_> = source.requests.iter().map(|request| request.name).collect();
        format!("{}'s {}", source.venue, names.join(", "))
    };
    sources().map(venue).collect::<Vec<_>>().join("; ")
}

fn told(says: &str, remedy: &str) -> (String, String) {
    (says.to_owned(), remedy.to_owned())
}

fn syntax(fault: SyntaxFault) -> (String, String) {
    match fault {
        SyntaxFault::EndsTooEarly => {
            told("The text ends too early.", "Copy it again whole, from its first bracket to its last.")
        }
        SyntaxFault::TooDeep => told(
            "This is nested deeper than any venue's answer.",
            "Paste the venue's answer itself, without what is wrapped around it.",
        ),
        SyntaxFault::OpenQuote => {
            told("This quote is never closed.", "Close it, or double it where it belongs to the text.")
        }
        SyntaxFault::Unexpected => told(
            "From here on this is not JSON.",
            "Paste the venue's answer itself, as plain text, without anything before, between or after.",
        ),
    }
}

fn missing(venue: &str, kind: DocumentKind) -> String {
    let why = match kind {
        DocumentKind::Universe => "Prices alone do not say of which contract they are. ",
        DocumentKind::Spot => {
            "A unified account's collateral is its spot balance: hand it in, or read the account as a standard one. "
        }
        _ => "",
    };
    format!("{why}{}", ask(venue, kind))
}

/// What to hand in as well.
fn ask(venue: &str, kind: DocumentKind) -> String {
    let requests = sources().filter(|source| source.venue == venue).flat_map(|source| source.requests);
    let names: Vec<_> = requests.filter(|request| request.answer == kind).map(|request| request.name).collect();
    match names.as_slice() {
        [] => format!("Hand in {} as well.", document(kind)),
        _ => format!("Paste what {venue} answers to {} as well.", names.join(" or ")),
    }
}

pub(in crate::text) fn value_problem(text: ValueProblemText) -> (String, String) {
    match text {
        ValueProblemText::Unrecognised => {
            told("The venue is not known to write this here.", "Copy the venue's answer again, whole and unchanged.")
        }
        ValueProblemText::Missing => {
            told("This field is needed and is not there.", "Copy the venue's answer again whole, or add the field.")
        }
        ValueProblemText::WrongType { expected, found } => (
            format!("Here stands {}, where the venue writes {}.", json(found), json(expected)),
            format!("Copy the venue's answer again unchanged, or write {} here.", json(expected)),
        ),
        ValueProblemText::NotANumber => {
            told("This text is not a number.", "Write digits with a point and without separators, such as 1234.5.")
        }
        ValueProblemText::NotFinite => {
            told("This is no number that can be calculated with.", "Write the number that the venue states.")
        }
        ValueProblemText::NotPositive => told("This must be more than zero.", "Write a number above zero."),
        ValueProblemText::NotWhole => {
            told("This must be a whole number from zero up.", "Write it without a fraction and without a sign.")
        }
        ValueProblemText::NotATime => told(
            "This is not a time.",
            "Write the milliseconds since the start of 1970, such as 1788713175818, or leave the field out.",
        ),
        ValueProblemText::NotAName => {
            told("This is longer than a coin's name.", "Write the coin's name alone, such as BTC.")
        }
        ValueProblemText::NotAContract => told(
            "This names no contract.",
            "Write it as BTC-PERP, BTC-2026-12-25, ETH-2027-03-26-4000-C or BTC/USDT:USDT is written.",
        ),
        ValueProblemText::LeverageBelowOne => told("A leverage is at least 1.", "Write 1 or more."),
    }
}

fn json(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "nothing",
        JsonType::Boolean => "true or false",
        JsonType::Number => "a number",
        JsonType::Text => "a text",
        JsonType::List => "a list",
        JsonType::Object => "an object with named fields",
    }
}

pub(in crate::text) fn content_problem(text: ContentProblemText) -> (String, String) {
    match text {
        ContentProblemText::DuplicateCoin { coin } => {
            (format!("{coin} stands in this list a second time."), "Leave one of the two out.".into())
        }
        ContentProblemText::DuplicateNumber { number } => {
            (format!("Number {number} stands in this list a second time."), "Leave one of the two out.".into())
        }
        ContentProblemText::UnknownSize { venue } => {
            ("Nothing says how much one contract is.".into(), ask(venue, DocumentKind::Universe))
        }
        ContentProblemText::UnknownCoin { coin } => (
            format!("The venue's list of contracts has no {coin}."),
            "Hand in the list of contracts of the same venue and moment as the account.".into(),
        ),
        ContentProblemText::Lengths { contracts, prices } => (
            format!(
                "The list of contracts has {contracts} entries and the list of prices {prices}; they must match one to one."
            ),
            "Copy the answer with both lists again whole, so that they are of one answer.".into(),
        ),
        ContentProblemText::Equity { stated, computed } => (
            format!("The account's equity is stated as {stated}; its dollars and positions come to {computed}."),
            "Copy the account again, so that all its figures are of one moment.".into(),
        ),
        ContentProblemText::NegativeNotional => {
            told("This size in dollars is negative.", "Write it without a sign; a short has a negative quantity.")
        }
        ContentProblemText::Tiers => told(
            "These tiers do not start at zero, do not rise, or give larger positions more leverage.",
            "Put them in order, the first from 0 on, or copy the list of contracts again.",
        ),
        ContentProblemText::Rates => told(
            "These rates cannot both be right: maintenance is more than initial, or one of them lies outside 0 to 1.",
            "Copy the list of contracts again, or write shares of the size: 5 % is 0.05.",
        ),
        ContentProblemText::Table { table, leverage } => (
            format!(
                "Tier table {table} was not handed in, or does not begin with this contract's greatest leverage, {leverage}."
            ),
            "Copy the list of contracts again whole, with its tables of tiers.".into(),
        ),
    }
}
