//! What is wrong, in words: where it is, what it is and what to do about it.

use crate::name;
use crate::number::{self, Locale, NumberProblem};
use crate::text::{NumberText, PlaceText, ProblemText};
use margin_core::portfolio::Portfolio;
use margin_core::problem::{HoldingField, OrderField, Place, PositionField, Problem, ProblemKind};

/// A problem as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it is: `BTC perpetual, leverage`.
    pub place: String,
    /// What is wrong, in a sentence.
    pub says: String,
    /// What to do about it, in a sentence.
    pub remedy: String,
}

/// A problem of an evaluation, in words.
pub fn problem(problem: &Problem, names: &Portfolio) -> Told {
    let place = place(&problem.at, names);
    let (says, remedy) = kind(&problem.kind, names);
    Told { place, says, remedy }
}

/// A text that is not a number, in words.
pub fn number_problem(problem: NumberProblem) -> Told {
    let example = |locale: Locale| number::full(1234.5, &locale);
    let (says, remedy) = match problem {
        NumberProblem::Empty => NumberText::Empty.say(),
        NumberProblem::NotANumber => NumberText::NotANumber.say(),
        NumberProblem::TwoDecimals { locale } => NumberText::TwoDecimals { example: &example(locale) }.say(),
        NumberProblem::Ambiguous { locale } => NumberText::Ambiguous { example: &example(locale) }.say(),
        NumberProblem::TooLarge => NumberText::TooLarge.say(),
        NumberProblem::TooSmall => NumberText::TooSmall.say(),
    };
    Told { place: PlaceText::Number.say(), says, remedy }
}

fn place(place: &Place, names: &Portfolio) -> String {
    match place {
        Place::Holding(id, field) => {
            let name = &name::holding(names, *id);
            match field {
                HoldingField::Id => PlaceText::HoldingNumber { name }.say(),
                HoldingField::Asset => PlaceText::HoldingAsset { name }.say(),
                HoldingField::Quantity => PlaceText::HoldingQuantity { name }.say(),
            }
        }
        Place::Position(id, field) => position_place(&name::position(names, *id, &Locale::ENGLISH), *field),
        Place::Order(id, field) => order_place(&name::order(names, *id, &Locale::ENGLISH), *field),
        Place::Category => PlaceText::Category.say(),
        Place::OwnInitial => PlaceText::OwnInitial.say(),
        Place::Asset(asset) => PlaceText::Asset { asset: asset.as_str() }.say(),
        Place::Instrument(id) => PlaceText::Instrument { name: &name::contract(names, id, &Locale::ENGLISH) }.say(),
        Place::Rules(path) => PlaceText::Rules { path }.say(),
        Place::Request => PlaceText::Request.say(),
    }
}

fn position_place(name: &str, field: PositionField) -> String {
    match field {
        PositionField::Id => PlaceText::PositionNumber { name }.say(),
        PositionField::Instrument => PlaceText::PositionInstrument { name }.say(),
        PositionField::Quantity => PlaceText::PositionQuantity { name }.say(),
        PositionField::Entry => PlaceText::PositionEntry { name }.say(),
        PositionField::Collateral => PlaceText::PositionCollateral { name }.say(),
        PositionField::Mode => PlaceText::PositionMode { name }.say(),
        PositionField::Leverage => PlaceText::PositionLeverage { name }.say(),
        PositionField::Accrued => PlaceText::PositionAccrued { name }.say(),
    }
}

fn order_place(name: &str, field: OrderField) -> String {
    match field {
        OrderField::Id => PlaceText::OrderNumber { name }.say(),
        OrderField::Instrument => PlaceText::OrderInstrument { name }.say(),
        OrderField::Quantity => PlaceText::OrderQuantity { name }.say(),
        OrderField::Price => PlaceText::OrderPrice { name }.say(),
    }
}

fn kind(kind: &ProblemKind, names: &Portfolio) -> (String, String) {
    match kind {
        ProblemKind::NotFinite => ProblemText::NotFinite.say(),
        ProblemKind::NotPositive => ProblemText::NotPositive.say(),
        ProblemKind::OutOfRange => ProblemText::OutOfRange.say(),
        ProblemKind::DuplicateId => ProblemText::DuplicateId.say(),
        ProblemKind::MissingIndex(asset) => ProblemText::MissingIndex { asset: asset.as_str() }.say(),
        ProblemKind::MissingMark(id) => {
            ProblemText::MissingMark { name: &name::contract(names, id, &Locale::ENGLISH) }.say()
        }
        ProblemKind::MissingVolatility(id) => {
            ProblemText::MissingVolatility { name: &name::contract(names, id, &Locale::ENGLISH) }.say()
        }
        ProblemKind::Expired => ProblemText::Expired.say(),
        ProblemKind::NotListed(id) => {
            ProblemText::NotListed { name: &name::contract(names, id, &Locale::ENGLISH) }.say()
        }
        ProblemKind::IsolatedOnly => ProblemText::IsolatedOnly.say(),
        ProblemKind::CrossOnly => ProblemText::CrossOnly.say(),
        ProblemKind::NotBorrowable(asset) => ProblemText::NotBorrowable { asset: asset.as_str() }.say(),
        ProblemKind::NotInCategory(category) => ProblemText::NotInCategory { category: category.as_str() }.say(),
        ProblemKind::UnknownCategory(category) => ProblemText::UnknownCategory { category: category.as_str() }.say(),
        ProblemKind::MissingFigure(figure) => ProblemText::MissingFigure { figure: *figure }.say(),
        ProblemKind::LeverageOutside { maximum } => {
            ProblemText::LeverageOutside { maximum: &number::leverage(*maximum, &Locale::ENGLISH) }.say()
        }
        ProblemKind::UnorderedTiers => ProblemText::UnorderedTiers.say(),
        ProblemKind::ShareOutside => ProblemText::ShareOutside.say(),
        ProblemKind::NotFlat => ProblemText::NotFlat.say(),
        ProblemKind::MissingTable => ProblemText::MissingTable.say(),
        ProblemKind::MissingCitation => ProblemText::MissingCitation.say(),
        ProblemKind::UnknownSchema { found, expected } => {
            ProblemText::UnknownSchema { found: *found, expected: *expected }.say()
        }
    }
}
