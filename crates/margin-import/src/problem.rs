//! Every way in which what was handed in can be wrong, and where.
//!
//! Words for people are made elsewhere; `Display` here is short, for logs. No problem repeats what was handed in,
//! except the name of a coin.

use crate::node::Place;
use margin_core::problem::Problem;
use margin_core::units::{Ratio, Usd};
use serde::Serialize;
use std::fmt;

/// How many problems are told one by one.
pub const MOST_PROBLEMS: usize = 200;

/// One thing that is wrong with what was handed in, and where.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportProblem {
    /// Which document, counted from zero.
    pub document: usize,
    /// Where in it: a path such as `assetPositions[3].position.szi`, a `line:column`, or empty for all of it. Paths
    /// within a document's second value begin with `#2`.
    pub at: String,
    /// What is wrong.
    pub kind: ImportProblemKind,
}

/// What can be wrong with what was handed in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ImportProblemKind {
    /// More text than is read, in this document or in all up to it.
    TooLarge {
        /// How many bytes there are.
        bytes: usize,
        /// How many are read at most.
        most: usize,
    },
    /// There is no text.
    Nothing,
    /// It is not JSON.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        fault: SyntaxFault,
    },
    /// It is JSON, and nothing that is known here.
    Unrecognised,
    /// A document is needed that was not handed in.
    MissingDocument {
        /// The venue that has it.
        venue: &'static str,
        /// The document.
        document: DocumentKind,
    },
    /// A document of another venue than one that was handed in before.
    OtherVenue {
        /// Whose this is.
        this: &'static str,
        /// Whose the one before is.
        first: &'static str,
    },
    /// A document of a kind that was handed in before.
    DuplicateDocument(DocumentKind),
    /// A field that is needed is absent.
    Missing,
    /// A value of another type than the venue writes there.
    WrongType {
        /// What the venue writes there.
        expected: JsonType,
        /// What was found.
        found: JsonType,
    },
    /// A text that is not a number.
    NotANumber,
    /// A number beyond what can be calculated with, NaN or infinite.
    NotFinite,
    /// Zero or less where only more makes sense.
    NotPositive,
    /// A number with a fraction, or out of range, where only a count makes sense.
    NotWhole,
    /// Milliseconds that no calendar holds.
    NotATime,
    /// A name that is longer than names are.
    NotAName,
    /// A text that names no contract.
    NotAContract,
    /// A leverage below one.
    LeverageBelowOne,
    /// A coin that was listed or held before.
    DuplicateCoin(String),
    /// A subaccount, or another numbered thing, whose number was there before.
    DuplicateNumber(u32),
    /// A coin that the venue's rules do not list.
    UnknownCoin(String),
    /// A contract of which nothing says how much one of it is.
    UnknownSize {
        /// The venue that has it.
        venue: &'static str,
    },
    /// Figures that cannot all be right.
    Contradiction(Contradiction),
    /// Something wrong with a table.
    Table(TableFault),
    /// The engine finds the result wrong.
    Engine(Problem),
    /// The venue's rules that the project carries cannot be read.
    NoRules,
    /// So many problems more that are not told one by one.
    More(usize),
}

/// What is wrong with a text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SyntaxFault {
    /// It ends too early, as when only a part was copied.
    EndsTooEarly,
    /// It is nested deeper than any venue's document.
    TooDeep,
    /// Something stands there that JSON does not allow.
    Unexpected,
    /// A quote in a table that is never closed.
    OpenQuote,
}

/// What is wrong with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TableFault {
    /// No column has this name, which is needed.
    MissingColumn(&'static str),
    /// A second column of this name.
    DuplicateColumn(&'static str),
    /// A cell beyond the last column.
    ExtraCell,
    /// Nothing stands in this column of a line that needs it.
    MissingCell(&'static str),
    /// A line names neither a contract nor an asset.
    NeitherContractNorAsset,
    /// A cell that is no number, or has its thousands marks in odd places.
    NotANumber,
    /// A number that may be either of two, as thousands and decimals are not told apart.
    Ambiguous,
    /// Neither long nor short.
    NotASide,
    /// Neither cross nor isolated.
    NotAMode,
    /// Other rules than a line before names.
    OtherRules,
}

/// The kinds of document that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DocumentKind {
    /// An account's collateral and positions.
    Account,
    /// What a venue lists, with its tiers.
    Universe,
    /// Prices of all contracts.
    Contexts,
    /// An account's balances outside its positions.
    Spot,
    /// How an account is set up.
    Abstraction,
    /// An account's positions, apart from its collateral.
    Positions,
    /// The tiers of contracts.
    Tiers,
    /// An account's resting orders.
    Orders,
    /// What has changed since a document before it.
    Changes,
    /// The venue's own totals of an account.
    Totals,
}

/// JSON's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum JsonType {
    /// Nothing.
    Null,
    /// True or false.
    Boolean,
    /// A number, or a text that holds one.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// Named fields.
    Object,
}

/// Figures that cannot all be right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Contradiction {
    /// Contracts and their prices are lists of different lengths.
    Lengths {
        /// How many contracts.
        universe: usize,
        /// How many prices.
        contexts: usize,
    },
    /// The account's equity is not what its dollars and positions come to.
    Equity {
        /// What is stated.
        stated: Usd,
        /// What its parts come to.
        computed: Usd,
    },
    /// A position's size in dollars is negative; its sign stands in its quantity.
    NegativeNotional,
    /// A table's tiers do not start at zero, do not rise, or allow more leverage to larger positions.
    Tiers,
    /// A contract's maintenance rate is more than its initial rate, or one of them lies outside 0 to 1.
    Rates,
    /// A contract's table is not given, and its number is not the contract's greatest leverage.
    Table {
        /// The table's number.
        table: u32,
        /// The contract's greatest leverage.
        leverage: Ratio,
    },
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<ImportProblem>,
    more: usize,
}

impl Problems {
    /// Adds a problem.
    pub(crate) fn add(&mut self, place: &Place, kind: ImportProblemKind) {
        if self.found.len() < MOST_PROBLEMS {
            self.found.push(ImportProblem { document: place.document, at: place.path.clone(), kind });
        } else {
            self.more += 1;
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.found.len() + self.more
    }

    /// Whether there is none yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The value when nothing is wrong, and otherwise everything that is.
    pub(crate) fn none_or<T>(mut self, value: Option<T>) -> Result<T, Vec<ImportProblem>> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => {
                if self.found.is_empty() {
                    self.add(&Place::start(0), ImportProblemKind::Nothing);
                }
                if self.more > 0 {
                    let kind = ImportProblemKind::More(self.more);
                    self.found.push(ImportProblem { document: 0, at: String::new(), kind });
                }
                Err(self.found)
            }
        }
    }
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "document {}, {}: {:?}", self.document + 1, self.at, self.kind)
    }
}

impl std::error::Error for ImportProblem {}
