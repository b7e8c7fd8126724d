//! What a contract requires: dispatch to the kinds of margin calculation.
//!
//! Each kind is one module and one variant of [`Model`]; adding one, the compiler lists the places.

mod tiered_notional;
pub(crate) mod weighted_health;

use crate::book::{Book, Contract, Side};
use crate::report::{Assumption, Figure, Label, Level};
use crate::rules::{Model, OrderRule, Pairs, VenueRules};
use crate::units::Ratio;
use tiered_notional::Asked;

/// What a contract requires at a level once its prices are multiplied by `factor`.
pub(crate) fn requirement<F: Figure>(rules: &VenueRules, contract: &Contract, level: Level, factor: f64) -> F {
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
    }
}

fn counts_orders(rules: &VenueRules, level: Level) -> bool {
    match &rules.model {
        Model::TieredNotional(model) => *model.orders.counted.at(level) == OrderRule::WorseSide,
        Model::WeightedHealth(_) => false,
    }
}

/// The leverage that a single position's initial requirement is taken at.
pub(crate) fn leverage(rules: &VenueRules, contract: &Contract) -> Option<Ratio> {
    match &rules.model {
        Model::TieredNotional(_) => tiered_notional::leverage(rules, contract),
        Model::WeightedHealth(_) => weighted_health::leverage(contract),
    }
}

/// What must stay for a contract when collateral is taken out.
pub(crate) fn withdrawal<F: Figure>(rules: &VenueRules, contract: &Contract) -> F {
    tiered_notional::withdrawal(rules, contract)
}

/// What the model took as given because the portfolio does not decide it.
pub(crate) fn assumptions(book: &Book) -> Vec<Assumption> {
    let contracts = book.groups.iter().flat_map(|group| &group.contracts);
    match &book.rules.model {
        Model::TieredNotional(_) => {
            contracts.flat_map(|contract| tiered_notional::assumptions(book.rules, contract)).collect()
        }
        Model::WeightedHealth(_) => Vec::new(),
    }
}

/// The factors of its asset's price at which a contract's requirement has a kink.
pub(crate) fn kinks(rules: &VenueRules, contract: &Contract) -> Vec<f64> {
    match &rules.model {
        Model::TieredNotional(_) => tiered_notional::kinks(rules, contract),
        Model::WeightedHealth(_) => Vec::new(),
    }
}
