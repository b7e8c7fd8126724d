//! What a contract requires: dispatch to the kinds of margin calculation.
//!
//! Each kind is one module and one variant of [`Model`]; adding one, the compiler lists the places.

mod tiered_notional;

use crate::book::{Book, Contract, Side};
use crate::report::{Assumption, Figure, Label, Level};
use crate::rules::{Model, Pairs, VenueRules};
use crate::units::Ratio;

/// What a contract requires at a level once its prices are multiplied by `factor`.
pub(crate) fn requirement<F: Figure>(rules: &VenueRules, contract: &Contract, level: Level, factor: f64) -> F {
    let Model::TieredNotional(_) = &rules.model;
    let require = |side: Side, label| tiered_notional::requirement(contract, side, label, level, factor);
    let label = Label::PositionRequirement(contract.named_by(), level);
    match contract.sides(rules.pairs) {
        [None, None] => F::sum(label, level.rule(), []),
        [Some(only), None] | [None, Some(only)] => require(only, label),
        [Some(long), Some(short)] => {
            let parts = [long, short].map(|side| require(side, Label::SideRequirement(side.position, level)));
            match rules.pairs {
                Pairs::Netted | Pairs::EachSide => F::sum(label, level.rule(), parts),
                Pairs::LargerSide => F::largest(label, level.rule(), parts),
            }
        }
    }
}

/// The leverage that a single position's initial requirement is taken at.
pub(crate) fn leverage(rules: &VenueRules, contract: &Contract) -> Ratio {
    let Model::TieredNotional(_) = &rules.model;
    tiered_notional::leverage(rules, contract)
}

/// What must stay for a contract when collateral is taken out.
pub(crate) fn withdrawal<F: Figure>(rules: &VenueRules, contract: &Contract) -> F {
    tiered_notional::withdrawal(rules, contract)
}

/// What the model took as given because the portfolio does not decide it.
pub(crate) fn assumptions(book: &Book) -> Vec<Assumption> {
    let Model::TieredNotional(_) = &book.rules.model;
    let contracts = book.groups.iter().flat_map(|group| &group.contracts);
    contracts.flat_map(|contract| tiered_notional::assumptions(book.rules, contract)).collect()
}

/// The factors of its asset's price at which a contract's requirement has a kink.
pub(crate) fn kinks(rules: &VenueRules, contract: &Contract) -> Vec<f64> {
    let Model::TieredNotional(_) = &rules.model;
    tiered_notional::kinks(rules, contract)
}
