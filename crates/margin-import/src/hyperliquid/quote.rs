//! The venue's prices of what it lists, as it writes them in the second half of `metaAndAssetCtxs`.

use super::universe::{Status, Universe};
use crate::node::{Fields, Node};
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use std::collections::BTreeMap;

/// Prices by coin.
#[derive(Debug, Default)]
pub(super) struct Quotes(pub(super) BTreeMap<String, Quote>);

/// What the venue says of one contract now; delisted contracts may lack any of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quote {
    pub(super) mark: Option<f64>,
    pub(super) index: Option<f64>,
    /// The rate of one hourly payment.
    pub(super) funding: Option<f64>,
    pub(super) open_interest: Option<f64>,
    pub(super) daily_volume: Option<f64>,
}

impl Quotes {
    /// Reads prices, which stand in the order of what the venue lists.
    pub(super) fn read(node: &Node, universe: &Universe, problems: &mut Problems) -> Option<Self> {
        let list: Vec<_> = node.list(problems)?.collect();
        let lengths = (universe.coins.len(), list.len());
        if lengths.0 != lengths.1 {
            let lengths = Contradiction::Lengths { universe: lengths.0, contexts: lengths.1 };
            problems.add(&node.place, ImportProblemKind::Contradiction(lengths));
            return None;
        }
        let mut quotes = BTreeMap::new();
        for (coin, node) in universe.coins.iter().zip(list) {
            if let Some(fields) = node.object(problems) {
                quotes.insert(coin.name.clone(), quote(&fields, coin.status, problems));
            }
        }
        Some(Self(quotes))
    }
}

fn quote(fields: &Fields, status: Status, problems: &mut Problems) -> Quote {
    let mut price = |name: &str| {
        let node = fields.optional(name)?;
        match status {
            Status::Listed => node.positive(problems),
            Status::Delisted => node.number(problems).filter(|price| *price > 0.0),
        }
    };
    let (mark, index) = (price("markPx"), price("oraclePx"));
    let mut number = |name: &str| fields.optional(name)?.number(problems);
    Quote {
        mark,
        index,
        funding: number("funding"),
        open_interest: number("openInterest"),
        daily_volume: number("dayNtlVlm"),
    }
}
