//! Positions, as `positionRisk` has them, or the account where that was not handed in; each completes the other.

use super::symbol::{self, Terms};
use crate::imported::ImportNote;
use crate::node::{Fields, Node};
use crate::paper::Papers;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use crate::simplified::Simplified;
use crate::statement::{Behind, Figures, Row, Statement, items, liquidation, name, size};
use margin_core::instrument::Settlement;
use margin_core::rules::Pairs;
use std::collections::BTreeMap;

/// What the documents say of one position, the fullest first.
struct Said<'v>(Vec<Fields<'v>>);

type Key = (String, String);

/// Reads all positions of some size.
pub(super) fn read(
    papers: &Papers,
    account: Option<&Fields>,
    sizes: &BTreeMap<String, f64>,
    statement: &mut Statement,
    problems: &mut Problems,
) {
    let of_account = account.and_then(|fields| fields.optional("positions"));
    let of_account: Vec<Node> = of_account.and_then(|list| list.list(problems)).into_iter().flatten().collect();
    let mut said: BTreeMap<Key, Said> = BTreeMap::new();
    let mut order = Vec::new();
    for node in items(papers, DocumentKind::Positions, problems).into_iter().chain(of_account) {
        let Some((key, fields)) = keyed(&node, problems) else {
            continue;
        };
        let known = said.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Said(Vec::new())
        });
        let twice = known.0.iter().any(|other| other.has("entryPrice") && fields.has("liquidationPrice"));
        if twice {
            problems.add(&node.place, ImportProblemKind::DuplicateCoin(key_name(&fields)));
        }
        known.0.push(fields);
    }
    let mut implied = 0;
    for (symbol, side) in order {
        let Some(said) = said.remove(&(symbol.clone(), side.clone())) else {
            continue;
        };
        if side != "BOTH" {
            statement.pairs = Pairs::EachSide;
        }
        if let Some(row) = row(&said, &symbol, sizes, &mut implied, statement, problems) {
            statement.rows.push(row);
        }
    }
    if implied > 0 {
        statement.notes.push(ImportNote::Simplified(Simplified::ContractSizes { count: implied }));
    }
}

fn keyed<'v>(node: &Node<'v>, problems: &mut Problems) -> Option<(Key, Fields<'v>)> {
    let fields = node.object(problems)?;
    let symbol = fields.required("symbol", problems)?.name(problems)?.to_owned();
    let side = fields.optional("positionSide").and_then(|node| node.name(problems)).unwrap_or("BOTH");
    Some(((symbol, side.to_owned()), fields))
}

fn key_name(fields: &Fields) -> String {
    let mut ignored = Problems::default();
    fields.optional("symbol").and_then(|node| node.name(&mut ignored)).unwrap_or_default().to_owned()
}

impl<'v> Said<'v> {
    fn field(&self, name: &str) -> Option<Node<'v>> {
        self.0.iter().find_map(|fields| fields.optional(name))
    }

    /// The first of these fields that there is, as a number.
    fn number(&self, names: &[&str], problems: &mut Problems) -> Option<f64> {
        names.iter().find_map(|name| self.field(name))?.number(problems)
    }
}

fn row(
    said: &Said,
    symbol: &str,
    sizes: &BTreeMap<String, f64>,
    implied: &mut usize,
    statement: &mut Statement,
    problems: &mut Problems,
) -> Option<Row> {
    let place = said.0.first()?.place.clone();
    let Some(quantity) = said.field("positionAmt") else {
        problems.add(&place.field("positionAmt"), ImportProblemKind::Missing);
        return None;
    };
    let quantity = quantity.number(problems)?;
    if quantity == 0.0 {
        return None;
    }
    let Some(terms) = symbol::terms(symbol) else {
        problems.add(&place.field("symbol"), ImportProblemKind::NotAContract);
        return None;
    };
    let positive = |number: Option<f64>| number.filter(|number| *number > 0.0);
    let mark = positive(said.number(&["markPrice"], problems));
    let notional = said.number(&["notional", "notionalValue"], problems).map(f64::abs);
    let price = mark.or_else(|| statement.quotes.get(symbol)?.mark);
    let multiplier =
        multiplier(&terms, sizes.get(symbol).copied(), implied, || Some(notional? * price? / quantity.abs()));
    let Some(multiplier) = multiplier else {
        problems.add(&place.field("symbol"), ImportProblemKind::UnknownSize { venue: super::NAME });
        return None;
    };
    let instrument = name::contract(terms.base, terms.kind, terms.settlement, multiplier);
    let time = said.field("updateTime").and_then(|node| node.time(problems));
    statement.at(time.filter(|time| time.milliseconds() > 0));
    let row = Row::new(place, symbol, instrument, terms.settles.into(), quantity);
    let figures = Figures { notional, ..figures(said, problems) };
    let behind = behind(said, figures, problems);
    let leverage = said.field("leverage").and_then(|node| node.leverage(problems));
    Some(Row {
        entry: positive(said.number(&["entryPrice"], problems)),
        mark,
        behind,
        leverage,
        figures: Figures { equity: figures.equity.filter(|_| behind != Behind::Cross), ..figures },
        liquidation: liquidation(said.field("liquidationPrice"), problems),
        ..row
    })
}

/// The size of one contract: one coin where dollars are paid, and otherwise what is stated or implied.
fn multiplier(
    terms: &Terms,
    stated: Option<f64>,
    implied: &mut usize,
    implies: impl FnOnce() -> Option<f64>,
) -> Option<f64> {
    if terms.settlement == Settlement::Linear {
        return Some(1.0);
    }
    stated.or_else(|| {
        let size = size::round(implies()?)?;
        *implied += 1;
        Some(size)
    })
}

fn figures(said: &Said, problems: &mut Problems) -> Figures {
    let mut number = |names: &[&str]| said.number(names, problems);
    Figures {
        notional: None,
        unrealised: number(&["unRealizedProfit", "unrealizedProfit"]),
        initial: number(&["positionInitialMargin"]),
        maintenance: number(&["maintMargin"]),
        equity: number(&["isolatedMargin"]),
    }
}

/// An isolated position has its wallet behind it; older answers have that with the profit only.
fn behind(said: &Said, figures: Figures, problems: &mut Problems) -> Behind {
    let wallet = said.number(&["isolatedWallet"], problems);
    let mode = said.field("marginType").and_then(|node| node.text(problems));
    let isolated = said.field("isolated").and_then(|node| node.boolean(problems));
    let isolated = match (mode, isolated) {
        (Some(mode), _) => mode.eq_ignore_ascii_case("isolated"),
        (None, Some(isolated)) => isolated,
        (None, None) => wallet.is_some_and(|wallet| wallet != 0.0),
    };
    if !isolated {
        return Behind::Cross;
    }
    let with_profit = figures.equity.unwrap_or_default();
    Behind::Isolated(wallet.unwrap_or(with_profit - figures.unrealised.unwrap_or_default()))
}
