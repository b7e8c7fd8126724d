//! The one call: what a portfolio has and needs under a venue's rules at one moment.

use crate::book::{Book, Contract, Group, Held, Leg, Move};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{
    Figure, Figures, GroupKey, GroupReport, HoldingReport, Label, Level, LineItem, MarginReport, PositionReport,
};
use crate::rules::{RuleKey, VenueRules};
use crate::{check, collateral, model, valuation};

/// Evaluates a portfolio: its equity, what counts of it, and what must be covered, each made of its parts.
///
/// The figures do not depend on the order of holdings and positions.
///
/// # Errors
/// All that is wrong with the three inputs, each with its place; then there is no number at all.
pub fn evaluate(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Result<MarginReport, Problems> {
    let book = check::book(portfolio, market, rules)?;
    Ok(report(&book, portfolio))
}

/// Checks one venue's rules on their own: tiers rise from zero, shares lie between 0 and 1, every listing has its
/// table, and every rule that is used is cited.
///
/// # Errors
/// All the problems found, each with its path within the rules.
pub fn check(rules: &VenueRules) -> Result<(), Problems> {
    check::check_rules(rules)
}

fn report(book: &Book, portfolio: &Portfolio) -> MarginReport {
    let groups: Vec<_> = book.groups.iter().map(|group| group_report(book, group)).collect();
    let total = total(&groups);
    let mut holdings: Vec<_> = book.groups.iter().flat_map(|group| &group.holdings).flat_map(holding_reports).collect();
    let mut positions: Vec<_> = book
        .groups
        .iter()
        .flat_map(|group| group.contracts.iter().map(move |contract| (group.key, contract)))
        .flat_map(|(key, contract)| contract.legs.iter().map(move |leg| position_report(book, key, contract, *leg)))
        .collect();
    let order: Order<_> = portfolio.holdings.iter().map(|holding| holding.id).collect();
    holdings.sort_by_key(|holding| order.of(holding.id));
    let order: Order<_> = portfolio.positions.iter().map(|position| position.id).collect();
    positions.sort_by_key(|position| order.of(position.id));
    MarginReport { groups, total, holdings, positions, assumptions: book.assumptions.clone() }
}

fn group_report(book: &Book, group: &Group) -> GroupReport {
    let figures = Figures {
        equity: group.equity(book, Move::None),
        counted: group.counted(book, Move::None),
        initial: group.requirement(book, Level::Initial, Move::None),
        maintenance: group.requirement(book, Level::Maintenance, Move::None),
    };
    GroupReport { key: group.key, figures, withdrawal: group.withdrawal(book), backstop: group.backstop(book) }
}

fn total(groups: &[GroupReport]) -> Figures {
    let sum = |label, rule, part: fn(&Figures) -> &LineItem| {
        LineItem::sum(label, rule, groups.iter().map(|group| part(&group.figures).clone()))
    };
    let required = |level: Level, part| sum(Label::TotalRequirement(level), level.rule(), part);
    Figures {
        equity: sum(Label::TotalEquity, RuleKey::Equity, |figures| &figures.equity),
        counted: sum(Label::TotalCounted, RuleKey::Equity, |figures| &figures.counted),
        initial: required(Level::Initial, |figures| &figures.initial),
        maintenance: required(Level::Maintenance, |figures| &figures.maintenance),
    }
}

fn holding_reports(held: &Held) -> impl Iterator<Item = HoldingReport> {
    held.lots.iter().map(|lot| {
        let alone = held.alone(*lot);
        HoldingReport {
            id: lot.id,
            index: held.index,
            value: collateral::value(&alone, 1.0),
            counted: collateral::counted(&alone, 1.0),
        }
    })
}

fn position_report(book: &Book, group: GroupKey, contract: &Contract, leg: Leg) -> PositionReport {
    let alone = contract.alone(leg);
    PositionReport {
        id: leg.position,
        group,
        mark: contract.mark,
        notional: valuation::notional(contract, leg.position, leg.quantity, 1.0),
        unrealised: valuation::unrealised(contract, leg, 1.0),
        leverage: model::leverage(book.rules, &alone),
        initial: model::requirement(book.rules, &alone, Level::Initial, 1.0),
        maintenance: model::requirement(book.rules, &alone, Level::Maintenance, 1.0),
    }
}

/// Where each id stands in the portfolio.
pub(crate) struct Order<I>(std::collections::BTreeMap<I, usize>);

impl<I: Ord> FromIterator<I> for Order<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        Self(ids.into_iter().enumerate().map(|(index, id)| (id, index)).collect())
    }
}

impl<I: Ord + Copy> Order<I> {
    pub(crate) fn of(&self, id: I) -> usize {
        self.0.get(&id).copied().unwrap_or(usize::MAX)
    }
}
