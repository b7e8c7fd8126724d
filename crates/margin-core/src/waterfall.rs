//! From what positions would require alone to what the portfolio requires, step by step.
//!
//! requirement = the sum of the standalone requirements + the steps. Each step is the difference of two requirements by the
//! same rules: of the positions on one asset together and each alone, of all together and each asset's, with what is held
//! of the assets and without, and of the whole portfolio and its positions.

use crate::book::{Book, Contract, Group, Move};
use crate::check;
use crate::id::AssetId;
use crate::market::Market;
use crate::model::{self, Account};
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{Figure, Label, Level, LineItem};
use crate::rules::VenueRules;
use crate::units::Usd;
use serde::Serialize;
use std::collections::BTreeMap;

/// How a requirement comes about from those of the positions alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waterfall {
    /// Which requirement it is.
    pub level: Level,
    /// What each position would require if there were no other, added.
    pub standalone: LineItem,
    /// What is added, or taken off, in turn; steps of nothing are left out.
    pub steps: Vec<Step>,
    /// What is required in the end.
    pub requirement: LineItem,
}

/// One step of a waterfall.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What makes the difference.
    pub of: StepOf,
    /// What is required after it less before it: negative where it frees margin.
    pub change: LineItem,
}

/// What makes the difference between two requirements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum StepOf {
    /// Positions on one asset offset each other.
    Within(AssetId),
    /// Positions on different assets offset each other.
    Between,
    /// What is held of the assets offsets positions on them.
    Holdings,
    /// Debts, orders and what an account requires as a whole.
    Account,
}

/// The way from what positions would require alone to what the portfolio requires at a level.
///
/// # Errors
/// All that is wrong with the three inputs, as [`crate::evaluate()`] does.
pub fn waterfall(
    portfolio: &Portfolio,
    market: &Market,
    rules: &VenueRules,
    level: Level,
) -> Result<Waterfall, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let rule = level.rule();
    let total = |label, parts: Vec<LineItem>| LineItem::sum(label, rule, parts);
    let each = book.groups.iter().flat_map(|group| alone(&book, group, level));
    let standalone = total(Label::Standalone, each.collect());
    let requirement = book.groups.iter().map(|group| group.requirement(&book, level, Move::None));
    let requirement = total(Label::TotalRequirement(level), requirement.collect());
    let mut steps: Vec<Step> = Vec::new();
    let together = Together { book: &book, level };
    let (within, by_asset) = together.within();
    steps.extend(within);
    let joined = together.all(|group| together.of_contracts(group));
    let held = together.all(|group| together.with_holdings(group));
    steps.extend(step(StepOf::Between, joined.clone(), by_asset));
    steps.extend(step(StepOf::Holdings, held.clone(), joined));
    steps.extend(step(StepOf::Account, requirement.clone(), held));
    Ok(Waterfall { level, standalone, steps, requirement })
}

/// What each position of a group would require if there were no other.
fn alone<'b>(book: &'b Book, group: &'b Group, level: Level) -> impl Iterator<Item = LineItem> + use<'b> {
    let legs = group.contracts.iter().flat_map(|contract| contract.legs.iter().map(move |leg| contract.alone(*leg)));
    legs.map(move |contract| model::alone(book, &contract, level))
}

/// Requirements of positions together, at one level.
#[derive(Clone, Copy)]
struct Together<'b> {
    book: &'b Book<'b>,
    level: Level,
}

impl<'b> Together<'b> {
    /// The step of each asset, and what the assets' positions require, each asset's together.
    fn within(self) -> (Vec<Step>, LineItem) {
        let mut assets: BTreeMap<usize, [Vec<LineItem>; 2]> = BTreeMap::new();
        for group in &self.book.groups {
            let mut contracts: BTreeMap<usize, Vec<&Contract>> = BTreeMap::new();
            for contract in &group.contracts {
                contracts.entry(contract.asset).or_default().push(contract);
            }
            for (asset, contracts) in contracts {
                let [before, after] = assets.entry(asset).or_default();
                let legs = contracts.iter().flat_map(|contract| contract.legs.iter().map(|leg| contract.alone(*leg)));
                before.extend(legs.map(|contract| model::alone::<LineItem>(self.book, &contract, self.level)));
                after.extend(self.of(&contracts, &[]));
            }
        }
        let (mut steps, mut sums) = (Vec::new(), Vec::new());
        for (asset, [before, after]) in assets {
            let [before, after] = [before, after].map(|parts| self.sum(parts));
            sums.push(after.clone());
            if let Some(asset) = self.book.assets.get(asset) {
                steps.extend(step(StepOf::Within(asset.id.clone()), after, before));
            }
        }
        (steps, self.sum(sums))
    }

    fn all(self, of: impl Fn(&'b Group<'b>) -> Vec<LineItem>) -> LineItem {
        self.sum(self.book.groups.iter().flat_map(of).collect())
    }

    fn of_contracts(self, group: &Group) -> Vec<LineItem> {
        self.of(&group.contracts.iter().collect::<Vec<_>>(), &[])
    }

    fn with_holdings(self, group: &Group) -> Vec<LineItem> {
        self.of(&group.contracts.iter().collect::<Vec<_>>(), &group.holdings.iter().collect::<Vec<_>>())
    }

    fn of(self, contracts: &[&Contract], holdings: &[&crate::book::Held]) -> Vec<LineItem> {
        model::required(Account { book: self.book, contracts, holdings, change: Move::None }, self.level)
    }

    fn sum(self, parts: Vec<LineItem>) -> LineItem {
        LineItem::sum(Label::TotalRequirement(self.level), self.level.rule(), parts)
    }
}

/// A step, unless it changes nothing.
fn step(of: StepOf, after: LineItem, before: LineItem) -> Option<Step> {
    let rounding = (after.usd().abs() + before.usd().abs()).get() * 1e-12;
    let change = LineItem::own_difference(Label::Saving, after, before);
    (change.usd().abs() > Usd::new(rounding)).then_some(Step { of, change })
}
