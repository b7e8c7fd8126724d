//! What is wrong with what was handed in, in words: where it is, what it is and how to mend it.

use crate::number::{self, Locale, Toward};
use crate::problem::{self, Told};
use crate::text::import::{
    ContentProblemText, DocumentProblemText, ImportPlaceText, TableProblemText, ValueProblemText,
};
use margin_core::portfolio::Portfolio;
use margin_core::problem::Problem;
use margin_core::units::Usd;
use margin_import::{Contradiction, Document, ImportProblem, ImportProblemKind};

const BYTES_PER_MEGABYTE: f64 = 1e6;

/// A problem of an import, in words; `documents` are those that were handed in, for their names.
pub fn problem(problem: &ImportProblem, documents: &[Document], locale: &Locale) -> Told {
    let place = place(problem, documents);
    let place = match &problem.kind {
        ImportProblemKind::Engine(found) => ImportPlaceText::Within { text: &place, path: &engine(found).place }.say(),
        _ => place,
    };
    let (says, remedy) = kind(problem, documents, locale);
    Told { place, says, remedy }
}

/// What the engine finds wrong, which no position or holding is named for yet.
fn engine(found: &Problem) -> Told {
    problem::problem(found, &Portfolio::default())
}

/// Where it is: the document, and the place within it.
fn place(problem: &ImportProblem, documents: &[Document]) -> String {
    let of_all = matches!(
        problem.kind,
        ImportProblemKind::MissingDocument { .. } | ImportProblemKind::NoRules | ImportProblemKind::More(_)
    );
    let Some(document) = documents.get(problem.document).filter(|_| !of_all) else {
        return ImportPlaceText::Everything.say();
    };
    let text = &match document.name.trim() {
        "" if documents.len() == 1 => ImportPlaceText::Pasted.say(),
        "" => ImportPlaceText::Numbered { number: problem.document + 1 }.say(),
        name => ImportPlaceText::Named { name }.say(),
    };
    if let Some((line, column)) = line_and_column(&problem.at) {
        return ImportPlaceText::Line { text, line, column }.say();
    }
    let Some(counted) = problem.at.strip_prefix('#') else {
        return within(text, &problem.at);
    };
    let (number, path) = counted.split_at(counted.find(['.', '[']).unwrap_or(counted.len()));
    within(&ImportPlaceText::Value { text, number }.say(), path.strip_prefix('.').unwrap_or(path))
}

fn within(text: &str, path: &str) -> String {
    if path.is_empty() { text.to_owned() } else { ImportPlaceText::Within { text, path }.say() }
}

/// A place such as `4:7`, which no path looks like.
fn line_and_column(at: &str) -> Option<(&str, &str)> {
    let (line, column) = at.split_once(':')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(line) && is_number(column)).then_some((line, column))
}

/// What is wrong, and how to mend it.
fn kind(problem: &ImportProblem, documents: &[Document], locale: &Locale) -> (String, String) {
    match &problem.kind {
        ImportProblemKind::TooLarge { bytes, most } => {
            let size = &megabytes(*bytes, Toward::Up, locale);
            let most = &megabytes(*most, Toward::Down, locale);
            let alone = documents.get(problem.document).is_some_and(|document| document.text.len() == *bytes);
            if alone || documents.len() == 1 {
                DocumentProblemText::TooLarge { size, most }.say()
            } else {
                DocumentProblemText::TooLargeTogether { size, most }.say()
            }
        }
        ImportProblemKind::Nothing => DocumentProblemText::Nothing.say(),
        ImportProblemKind::Syntax { fault, .. } => DocumentProblemText::Syntax(*fault).say(),
        // A field has a name; what has none is a document, alone or in a list.
        ImportProblemKind::Unrecognised if problem.at.contains(|character: char| character.is_alphabetic()) => {
            ValueProblemText::Unrecognised.say()
        }
        ImportProblemKind::Unrecognised => DocumentProblemText::Unrecognised.say(),
        ImportProblemKind::MissingDocument { venue, document } => {
            DocumentProblemText::Missing { venue, document: *document }.say()
        }
        ImportProblemKind::OtherVenue { this, first } => DocumentProblemText::OtherVenue { this, first }.say(),
        ImportProblemKind::DuplicateDocument(kind) => DocumentProblemText::Duplicate(*kind).say(),
        ImportProblemKind::NoRules => DocumentProblemText::NoRules.say(),
        ImportProblemKind::More(count) => DocumentProblemText::More { count: *count }.say(),
        ImportProblemKind::Missing => ValueProblemText::Missing.say(),
        ImportProblemKind::WrongType { expected, found } => {
            ValueProblemText::WrongType { expected: *expected, found: *found }.say()
        }
        ImportProblemKind::NotANumber => ValueProblemText::NotANumber.say(),
        ImportProblemKind::NotFinite => ValueProblemText::NotFinite.say(),
        ImportProblemKind::NotPositive => ValueProblemText::NotPositive.say(),
        ImportProblemKind::NotWhole => ValueProblemText::NotWhole.say(),
        ImportProblemKind::NotATime => ValueProblemText::NotATime.say(),
        ImportProblemKind::NotAName => ValueProblemText::NotAName.say(),
        ImportProblemKind::NotAContract => ValueProblemText::NotAContract.say(),
        ImportProblemKind::LeverageBelowOne => ValueProblemText::LeverageBelowOne.say(),
        ImportProblemKind::DuplicateCoin(coin) => ContentProblemText::DuplicateCoin { coin }.say(),
        ImportProblemKind::DuplicateNumber(number) => ContentProblemText::DuplicateNumber { number: *number }.say(),
        ImportProblemKind::UnknownCoin(coin) => ContentProblemText::UnknownCoin { coin }.say(),
        ImportProblemKind::UnknownSize { venue } => ContentProblemText::UnknownSize { venue }.say(),
        ImportProblemKind::Contradiction(contradiction) => self::contradiction(contradiction, locale),
        ImportProblemKind::Table(fault) => TableProblemText(*fault).say(),
        ImportProblemKind::Engine(found) => {
            let Told { says, remedy, .. } = engine(found);
            (says, remedy)
        }
    }
}

fn contradiction(contradiction: &Contradiction, locale: &Locale) -> (String, String) {
    match contradiction {
        Contradiction::Lengths { universe, contexts } => {
            ContentProblemText::Lengths { contracts: *universe, prices: *contexts }.say()
        }
        Contradiction::Equity { stated, computed } => {
            let [stated, computed] = apart(*stated, *computed, locale);
            ContentProblemText::Equity { stated: &stated, computed: &computed }.say()
        }
        Contradiction::NegativeNotional => ContentProblemText::NegativeNotional.say(),
        Contradiction::Tiers => ContentProblemText::Tiers.say(),
        Contradiction::Rates => ContentProblemText::Rates.say(),
        Contradiction::Table { table, leverage } => {
            ContentProblemText::Table { table: *table, leverage: &number::multiple(*leverage, locale) }.say()
        }
    }
}

/// Two amounts in cents, or in full where cents do not tell them apart.
fn apart(one: Usd, other: Usd, locale: &Locale) -> [String; 2] {
    let cents = [one, other].map(|amount| number::usd_cents(amount, locale));
    if cents[0] == cents[1] { [one, other].map(|amount| number::full(amount.get(), locale)) } else { cents }
}

fn megabytes(bytes: usize, toward: Toward, locale: &Locale) -> String {
    number::significant(bytes as f64 / BYTES_PER_MEGABYTE, 3, toward, locale)
}
