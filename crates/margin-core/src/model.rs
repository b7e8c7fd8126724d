//! What a contract requires: dispatch to the kinds of margin calculation.
//!
//! Each kind is one module and one variant of [`Model`]; adding one, the compiler lists the places.

mod option_formula;
pub(crate) mod scenario_loss;
pub(crate) mod sensitivity_loss;
mod tiered_notional;
pub(crate) mod weighted_health;

use crate::book::{Book, Contract, Held, Move, Side};
use crate::report::{Assumption, Figure, Label, Level};
use crate::rules::{Model, OrderRule, Pairs, VenueRules};
use crate::units::Ratio;
use tiered_notional::Asked;

/// Contracts that are margined with each other, and what stands behind them, after a move.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account<'a> {
    pub(crate) book: &'a Book<'a>,
    pub(crate) contracts: &'a [&'a Contract<'a>],
    pub(crate) holdings: &'a [&'a Held<'a>],
    pub(crate) change: Move,
}

impl Account<'_> {
    /// What an asset's prices have been multiplied by.
    pub(crate) fn factor(&self, asset: usize) -> f64 {
        self.book.factor(asset, self.change)
    }
}

/// Whether contracts require less or more together than the sum of what each requires.
pub(crate) fn margins_together(rules: &VenueRules) -> bool {
    match &rules.model {
        Model::TieredNotional(_) | Model::WeightedHealth(_) => false,
        Model::OptionFormula(_) | Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => true,
    }
}

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(account: Account, level: Level) -> Vec<F> {
    match &account.book.rules.model {
        Model::TieredNotional(_) | Model::WeightedHealth(_) => {
            let each = account.contracts.iter().map(|contract| each_required(account, contract, level));
            each.collect()
        }
        Model::OptionFormula(model) => option_formula::required(model, account, level),
        Model::ScenarioLoss(model) => scenario_loss::required(model, account, level),
        Model::SensitivityLoss(model) => sensitivity_loss::required(model, account, level),
    }
}

/// What one contract requires at a level for itself.
fn each_required<F: Figure>(account: Account, contract: &Contract, level: Level) -> F {
    requirement(account.book.rules, contract, level, account.factor(contract.asset))
}

/// What a contract would require at a level if there were no other.
pub(crate) fn alone<F: Figure>(book: &Book, contract: &Contract, level: Level) -> F {
    if !margins_together(book.rules) {
        return requirement(book.rules, contract, level, 1.0);
    }
    let account = Account { book, contracts: &[contract], holdings: &[], change: Move::None };
    F::sum(contract.named_by().requirement(level), level.rule(), required(account, level))
}

/// What a contract requires at a level once its prices are multiplied by `factor`.
fn requirement<F: Figure>(rules: &VenueRules, contract: &Contract, level: Level, factor: f64) -> F {
    let require = |side: Side, label| side_requirement(rules, contract, side, label, level, factor);
    let named = contract.named_by();
    let label = named.requirement(level);
    if counts_orders(rules, level) && !contract.orders.is_empty() {
        let [buys, sells] = contract.filled();
        let filled = [require(buys, Label::WithBuys(level)), require(sells, Label::WithSells(level))];
        return F::largest(label, crate::rules::RuleKey::Orders, filled);
    }
    match contract.sides(rules.pairs) {
        [None, None] => F::sum(label, level.rule(), []),
        [Some(only), None] | [None, Some(only)] => require(only, label),
        [Some(long), Some(short)] => {
            let parts = [long, short].map(|side| require(side, side.named.side(level)));
            match rules.pairs {
                Pairs::Netted | Pairs::EachSide => F::sum(label, level.rule(), parts),
                Pairs::LargerSide => F::largest(label, level.rule(), parts),
            }
        }
    }
}

fn side_requirement<F: Figure>(
    rules: &VenueRules,
    contract: &Contract,
    side: Side,
    label: Label,
    level: Level,
    factor: f64,
) -> F {
    match &rules.model {
        Model::TieredNotional(model) => {
            tiered_notional::requirement(model, Asked { contract, side, level, factor }, label)
        }
        Model::WeightedHealth(_) => weighted_health::requirement(contract, side, label, level, factor),
        Model::OptionFormula(model) => {
            tiered_notional::requirement(&model.linear, Asked { contract, side, level, factor }, label)
        }
        // These take contracts together, and none for itself.
        Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => F::sum(label, level.rule(), []),
    }
}

fn counts_orders(rules: &VenueRules, level: Level) -> bool {
    rules.model.linear().is_some_and(|model| *model.orders.counted.at(level) == OrderRule::WorseSide)
}

/// The leverage that a single position's initial requirement is taken at.
pub(crate) fn leverage(rules: &VenueRules, contract: &Contract) -> Option<Ratio> {
    match &rules.model {
        Model::TieredNotional(_) => tiered_notional::leverage(rules, contract),
        Model::OptionFormula(_) if !contract.is_option() => tiered_notional::leverage(rules, contract),
        Model::WeightedHealth(_) => weighted_health::leverage(contract),
        Model::OptionFormula(_) | Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => None,
    }
}

/// What must stay for contracts when collateral is taken out: amounts that add up.
pub(crate) fn withdrawal<F: Figure>(account: Account) -> Vec<F> {
    if margins_together(account.book.rules) {
        return required(account, Level::Initial);
    }
    account.contracts.iter().map(|contract| tiered_notional::withdrawal(account.book.rules, contract)).collect()
}

/// What the model took as given because the portfolio does not decide it.
pub(crate) fn assumptions(book: &Book) -> Vec<Assumption> {
    let contracts = book.groups.iter().flat_map(|group| &group.contracts);
    match &book.rules.model {
        Model::TieredNotional(_) => {
            contracts.flat_map(|contract| tiered_notional::assumptions(book.rules, contract)).collect()
        }
        Model::OptionFormula(_) => {
            let linear = contracts.filter(|contract| !contract.is_option());
            linear.flat_map(|contract| tiered_notional::assumptions(book.rules, contract)).collect()
        }
        Model::SensitivityLoss(model) => sensitivity_loss::assumptions(model, book),
        Model::WeightedHealth(_) | Model::ScenarioLoss(_) => Vec::new(),
    }
}

/// The factors of its asset's price at which a contract's requirement has a kink.
pub(crate) fn kinks(rules: &VenueRules, contract: &Contract) -> Vec<f64> {
    if let Some(option) = &contract.option {
        let unsettled = option.forward - option.settled;
        return vec![(option.strike - option.settled) / unsettled];
    }
    match &rules.model {
        Model::TieredNotional(_) | Model::OptionFormula(_) => tiered_notional::kinks(rules, contract),
        Model::WeightedHealth(_) | Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => Vec::new(),
    }
}
