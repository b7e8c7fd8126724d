//! Positions, as `account/positions` has them. `pos` is a number of contracts; `posSide` gives its sign unless it is net.

use super::symbol::{self, Terms};
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Behind, Figures, Row, Statement, items, liquidation, name, size};
use margin_core::instrument::{Kind, Settlement};
use std::collections::BTreeMap;

/// Reads all positions of some size.
pub(super) fn read(papers: &Papers, sizes: &BTreeMap<String, f64>, statement: &mut Statement, problems: &mut Problems) {
    let mut implied = 0;
    for node in items(papers, DocumentKind::Positions, problems) {
        if let Some(row) = row(&node, sizes, &mut implied, statement, problems) {
            statement.rows.push(row);
        }
    }
    if implied > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::ContractSizes { count: implied }));
    }
}

fn row(
    node: &Node,
    sizes: &BTreeMap<String, f64>,
    implied: &mut usize,
    statement: &mut Statement,
    problems: &mut Problems,
) -> Option<Row> {
    let fields = node.object(problems)?;
    let name = fields.required("instId", problems)?;
    let symbol = name.name(problems)?;
    let number = fields.number("pos", problems)?;
    let Some(terms) = symbol::terms(symbol) else {
        problems.add(&name.place, ImportProblemKind::NotAContract);
        return None;
    };
    let quantity = if terms.kind == Kind::Spot { on_margin(&fields, number, terms.base, problems)? } else { number };
    let quantity = quantity * side(&fields, problems)?;
    if quantity == 0.0 {
        return None;
    }
    let said = Said::read(&fields, statement.quotes.get(symbol).and_then(|quote| quote.mark), problems);
    let stated = if terms.kind == Kind::Spot { Some(1.0) } else { sizes.get(symbol).copied() };
    let multiplier = stated.or_else(|| {
        let size = said.size(&terms, quantity)?;
        *implied += 1;
        Some(size)
    });
    let Some(multiplier) = multiplier else {
        problems.add(&name.place, ImportProblemKind::UnknownSize { venue: super::NAME });
        return None;
    };
    let time = fields.optional("uTime").and_then(|node| node.time(problems));
    statement.at(time);
    let instrument = name::contract(terms.base, terms.kind, terms.settlement, multiplier);
    let row = Row::new(node.place.clone(), symbol, instrument, terms.settles.into(), quantity);
    Some(said.into_row(row, &fields, problems))
}

/// An asset held on margin: so much of it, or so much owed of it against dollars.
fn on_margin(fields: &Fields, number: f64, base: &str, problems: &mut Problems) -> Option<f64> {
    let held_in = fields.optional("posCcy").and_then(|node| node.name(problems));
    if held_in.is_none_or(|held_in| held_in == base) {
        return Some(number);
    }
    fields.number("liab", problems).map(|owed| -owed.abs())
}

fn side(fields: &Fields, problems: &mut Problems) -> Option<f64> {
    let Some(node) = fields.optional("posSide") else {
        return Some(1.0);
    };
    match node.text(problems)? {
        "net" | "long" => Some(1.0),
        "short" => Some(-1.0),
        _ => {
            problems.add(&node.place, ImportProblemKind::Unrecognised);
            None
        }
    }
}

/// What a position says of its size, in several ways.
struct Said {
    entry: Option<f64>,
    mark: Option<f64>,
    index: Option<f64>,
    leverage: Option<f64>,
    set_aside: Option<f64>,
    initial: Option<f64>,
    dollars: Option<f64>,
}

impl Said {
    fn read(fields: &Fields, quoted: Option<f64>, problems: &mut Problems) -> Self {
        let mut positive = |name: &str| fields.number_if_any(name, problems).filter(|number| *number > 0.0);
        let (entry, index) = (positive("avgPx"), positive("idxPx"));
        let mark = positive("markPx").or(quoted);
        let last = positive("last");
        let [set_aside, initial, dollars] = ["margin", "imr", "notionalUsd"].map(positive);
        let leverage = fields.optional("lever").and_then(|node| node.leverage(problems));
        Self { entry, mark: mark.or(last), index, leverage, set_aside, initial, dollars }
    }

    /// The size of one contract that the position's worth implies, where that is close to a round number.
    fn size(&self, terms: &Terms, quantity: f64) -> Option<f64> {
        if matches!(terms.kind, Kind::Option { .. }) {
            return None;
        }
        let contracts = quantity.abs();
        let coins = terms.settlement == Settlement::Coin;
        let of_dollars =
            self.dollars.zip(self.mark).map(|(dollars, mark)| if coins { dollars } else { dollars / mark });
        // Margin × leverage is the size: of a cross position at the mark, of an isolated one at the entry.
        let of_margin = |margin: Option<f64>, price: Option<f64>| {
            let worth = margin? * self.leverage?;
            Some(if coins { worth * price? } else { worth / price? })
        };
        let ways = [of_dollars, of_margin(self.initial, self.mark), of_margin(self.set_aside, self.entry)];
        ways.into_iter().flatten().find_map(|units| size::round(units / contracts))
    }

    fn into_row(self, row: Row, fields: &Fields, problems: &mut Problems) -> Row {
        let isolated = fields.optional("mgnMode").and_then(|node| node.text(problems)) == Some("isolated");
        let behind = if isolated { Behind::Isolated(self.set_aside.unwrap_or_default()) } else { Behind::Cross };
        let (unrealised, maintenance) = (fields.number_if_any("upl", problems), fields.number_if_any("mmr", problems));
        let figures = Figures { unrealised, initial: self.initial, maintenance, ..Figures::default() };
        // Options that pay coins are quoted in coins, and so they are kept.
        Row {
            entry: self.entry,
            mark: self.mark,
            index: self.index,
            behind,
            leverage: self.leverage,
            figures,
            liquidation: liquidation(fields.optional("liqPx"), problems),
            ..row
        }
    }
}
