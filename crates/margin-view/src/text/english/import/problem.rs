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
            "This is JSON, but no document that is read here.".into(),
            format!("Paste what a venue's public endpoint answers: {}.", answers()),
        ),
        DocumentProblemText::Missing(kind) => {
            (format!("Without {} this cannot be read.", document(kind)), missing(kind).into())
        }
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
    sources().iter().map(venue).collect::<Vec<_>>().join("; ")
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
        SyntaxFault::Unexpected => told(
            "From here on this is not JSON.",
            "Paste the venue's answer itself, as plain text, without anything before, between or after.",
        ),
    }
}

fn missing(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Account => "Paste what the venue's public info endpoint answers to clearinghouseState as well.",
        DocumentKind::Universe => {
            "Prices alone do not say of which contract they are: paste the whole answer to metaAndAssetCtxs, or meta as well."
        }
        DocumentKind::Contexts => "Paste what the venue's public info endpoint answers to metaAndAssetCtxs as well.",
        DocumentKind::Spot => {
            "A unified account's collateral is its spot balance: paste spotClearinghouseState as well, or read the account as a standard one."
        }
        DocumentKind::Abstraction => {
            "Paste what the venue's public info endpoint answers to userAbstraction as well, or choose the kind of account."
        }
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
        ContentProblemText::UnknownCoin { coin } => (
            format!("The venue's list of contracts has no {coin}."),
            "Paste meta or metaAndAssetCtxs of the same venue and moment as the account.".into(),
        ),
        ContentProblemText::Lengths { contracts, prices } => (
            format!(
                "The list of contracts has {contracts} entries and the list of prices {prices}; they must match one to one."
            ),
            "Copy the answer to metaAndAssetCtxs again whole, so that both lists are of one answer.".into(),
        ),
        ContentProblemText::Equity { stated, computed } => (
            format!("The account's equity is stated as {stated}; its dollars and positions come to {computed}."),
            "Copy the answer to clearinghouseState again, so that all its figures are of one moment.".into(),
        ),
        ContentProblemText::NegativeNotional => {
            told("This size in dollars is negative.", "Write it without a sign; a short has a negative quantity.")
        }
        ContentProblemText::Tiers => told(
            "These tiers do not start at zero, do not rise, or give larger positions more leverage.",
            "Put them in order, the first from 0 on, or copy the answer to meta again.",
        ),
        ContentProblemText::Table { table, leverage } => (
            format!(
                "Tier table {table} was not handed in, or does not begin with this contract's greatest leverage, {leverage}."
            ),
            "Copy the answer to meta again whole, with its marginTables.".into(),
        ),
    }
}
