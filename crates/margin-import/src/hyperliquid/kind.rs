//! What an account's collateral is: dollars of its own, or its spot balance.
//!
//! The venue says so in `userAbstraction`. Where that was not handed in, the kind that reproduces more of the venue's
//! own liquidation prices is taken; where neither does better, the standard one.

use super::assemble::Assembly;
use crate::imported::{AccountKind, AccountMode, ImportNote, KindReason};
use crate::node::Node;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};

/// How the venue says that an account is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setup {
    Standard,
    Unified,
    PortfolioMargin,
}

/// What a setup's name stands for.
pub(super) fn of_setup(name: &str) -> Option<Setup> {
    match name {
        "default" | "disabled" | "dexAbstraction" => Some(Setup::Standard),
        "unifiedAccount" => Some(Setup::Unified),
        "portfolioMargin" => Some(Setup::PortfolioMargin),
        _ => None,
    }
}

/// Reads how the account is set up.
pub(super) fn setup(node: &Node, problems: &mut Problems) -> Option<Setup> {
    let setup = of_setup(node.text(problems)?);
    if setup.is_none() {
        problems.add(&node.place, ImportProblemKind::Unrecognised);
    }
    setup
}

/// Decides what the account is, and says why.
pub(super) fn choose(
    assembly: &Assembly,
    mode: AccountMode,
    setup: Option<Setup>,
    notes: &mut Vec<ImportNote>,
    problems: &mut Problems,
) -> Option<AccountKind> {
    let (kind, reason) = match (mode, setup) {
        (AccountMode::Standard, _) => (AccountKind::Standard, KindReason::Asked),
        (AccountMode::Unified, _) => (AccountKind::Unified, KindReason::Asked),
        (AccountMode::Detect, Some(Setup::Standard)) => (AccountKind::Standard, KindReason::Stated),
        (AccountMode::Detect, Some(Setup::Unified | Setup::PortfolioMargin)) => {
            (AccountKind::Unified, KindReason::Stated)
        }
        (AccountMode::Detect, None) => by_liquidations(assembly),
    };
    if setup == Some(Setup::PortfolioMargin) {
        notes.push(ImportNote::PortfolioMargin);
    }
    if kind == AccountKind::Unified && assembly.spot.is_none() {
        let missing = ImportProblemKind::MissingDocument { venue: super::NAME, document: DocumentKind::Spot };
        problems.add(&crate::node::Place::start(assembly.account.place.document), missing);
        return None;
    }
    notes.insert(0, ImportNote::AccountKind { kind, reason });
    Some(kind)
}

fn by_liquidations(assembly: &Assembly) -> (AccountKind, KindReason) {
    if assembly.spot.is_none() {
        return (AccountKind::Standard, KindReason::Usual);
    }
    let standard = assembly.reproduced(AccountKind::Standard);
    let unified = assembly.reproduced(AccountKind::Unified);
    if unified > standard {
        (AccountKind::Unified, KindReason::Reproduces { liquidations: unified, otherwise: standard })
    } else if standard > unified {
        (AccountKind::Standard, KindReason::Reproduces { liquidations: standard, otherwise: unified })
    } else {
        (AccountKind::Standard, KindReason::Usual)
    }
}
