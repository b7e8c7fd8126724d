//! The one call: what a portfolio has and needs under a venue's rules at one moment.

use crate::book::{Book, Contract, Group, Held, Leg, Move, Side, in_places};
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{
    Figure, Figures, GroupKey, GroupReport, HoldingReport, Label, Level, Levels, LineItem, MarginReport, PositionReport,
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
    Ok(report(&book))
}

/// Checks one venue's rules on their own: tiers rise from zero, shares lie between 0 and 1, every listing has its
/// table, and every rule that is used is cited.
///
/// # Errors
/// All the problems found, each with its path within the rules.
pub fn check(rules: &VenueRules) -> Result<(), Problems> {
    check::check_rules(rules)
}

fn report(book: &Book) -> MarginReport {
    let groups: Vec<_> = book.groups.iter().map(|group| group_report(book, group)).collect();
    let total = total(&groups);
    let holdings = book.groups.iter().flat_map(|group| &group.holdings).flat_map(holding_reports);
    let contracts = book.groups.iter().flat_map(|group| group.contracts.iter().map(|contract| (group.key, contract)));
    let positions = contracts.flat_map(|(key, contract)| {
        contract.legs.iter().map(move |leg| (leg.place, position_report(book, key, contract, *leg)))
    });
    let (holdings, positions) = (in_places(holdings), in_places(positions));
    MarginReport { groups, total, holdings, positions, assumptions: book.assumptions.clone() }
}

fn group_report(book: &Book, group: &Group) -> GroupReport {
    let figures = Figures {
        equity: group.equity(book, Move::None),
        counted: Levels::each(|level| group.counted(book, level, Move::None)),
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
        counted: Levels {
            initial: sum(Label::TotalCounted, RuleKey::Equity, |figures| &figures.counted.initial),
            maintenance: sum(Label::TotalCounted, RuleKey::Equity, |figures| &figures.counted.maintenance),
        },
        initial: required(Level::Initial, |figures| &figures.initial),
        maintenance: required(Level::Maintenance, |figures| &figures.maintenance),
    }
}

fn holding_reports(held: &Held) -> impl Iterator<Item = (usize, HoldingReport)> {
    held.lots.iter().map(|lot| {
        let alone = held.alone(*lot);
        let (id, index, value) = (lot.id, held.index, collateral::value(&alone, 1.0));
        let nothing = || LineItem::sum(Label::HoldingCounted(id), RuleKey::Debt, []);
        let counted = Levels::each(|level| collateral::counted(&alone, level, 1.0).unwrap_or_else(nothing));
        let required = |level| collateral::required::<LineItem>(&alone, level, 1.0);
        let required = required(Level::Initial).zip(required(Level::Maintenance));
        let required = required.map(|(initial, maintenance)| Levels { initial, maintenance });
        (lot.place, HoldingReport { id, index, value, counted, required })
    })
}

fn position_report(book: &Book, group: GroupKey, contract: &Contract, leg: Leg) -> PositionReport {
    let alone = contract.alone(leg);
    PositionReport {
        id: leg.position,
        group,
        mark: contract.mark,
        notional: valuation::notional(contract, Side::from(leg), 1.0),
        unrealised: valuation::unrealised(contract, leg, 1.0),
        value: contract.is_option().then(|| valuation::equity(contract, leg, 1.0)),
        accrued: Figure::usd(Label::Accrued(leg.position), leg.accrued),
        leverage: model::leverage(book.rules, &alone),
        initial: model::alone(book, &alone, Level::Initial),
        maintenance: model::alone(book, &alone, Level::Maintenance),
    }
}
