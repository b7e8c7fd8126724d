//! A formula for each option, and relief for options of one underlying and expiry that limit each other's loss.
//!
//! Contracts that are no options require a share of their notional. Options of one instrument net first; then each expiry
//! requires the sum of what its options require each, or less where the venue relieves them. Where options' worth counts,
//! a requirement is what is needed beside it; where it does not, a requirement holds what is owed. All in dollars.

mod contingency;
mod loss;
mod own;
mod strategies;

use crate::book::{Contract, Priced, Terms};
use crate::model::{Account, each_required};
use crate::report::{Figure, Label, Level, OptionLabel};
use crate::rules::{OptionFormula, OptionRates, Relief, RuleKey, Worth};
use crate::time::Timestamp;
use crate::units::Quantity;
use std::collections::BTreeMap;

/// Contracts of one option, or some of them.
#[derive(Clone, Copy, Debug)]
struct Held<'c> {
    contract: &'c Contract<'c>,
    option: Priced,
    rates: &'c OptionRates,
    /// Contracts with their sign.
    quantity: f64,
    /// What the prices of its underlying have been multiplied by.
    factor: f64,
    worth: Worth,
    level: Level,
}

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(model: &OptionFormula, account: Account, level: Level) -> Vec<F> {
    let linear = account.contracts.iter().filter(|contract| !contract.is_option());
    let mut parts: Vec<F> = linear.map(|contract| each_required(account, contract, level)).collect();
    let mut cover = strategies::Cover::of(account);
    for options in expiries(model, account, level).values() {
        parts.extend(of_expiry(model, options, &mut cover));
    }
    parts.extend(contingency::required(model, account, level));
    parts
}

/// The options of each underlying and expiry, those of one by strike and right.
fn expiries<'c>(
    model: &OptionFormula,
    account: Account<'c>,
    level: Level,
) -> BTreeMap<(usize, Timestamp), Vec<Held<'c>>> {
    let mut expiries: BTreeMap<_, Vec<Held>> = BTreeMap::new();
    for contract in account.contracts {
        let (Some(option), Terms::Option(rates)) = (contract.option, contract.terms) else { continue };
        let (quantity, factor) = (contract.net().get(), account.factor(contract.asset));
        let held = Held { contract, option, rates, quantity, factor, worth: model.worth, level };
        expiries.entry((contract.asset, option.expiry)).or_default().push(held);
    }
    for options in expiries.values_mut() {
        options.sort_by(|left, right| left.option.strike.total_cmp(&right.option.strike));
    }
    expiries
}

/// What the options of one expiry require: one amount, or one for each option where they do not relieve each other.
fn of_expiry<F: Figure>(model: &OptionFormula, options: &[Held], cover: &mut strategies::Cover) -> Vec<F> {
    let each = || options.iter().map(|held| own::requirement(*held, held.label()));
    let Some(first) = options.first() else { return Vec::new() };
    let (position, level) = (first.contract.named_by().position(), first.level);
    let together: F = match &model.relief {
        Relief::None => return each().collect(),
        Relief::LargestLoss(unpaired) => loss::requirement(options, *unpaired.forward.at(level)),
        Relief::Strategies => strategies::requirement(options, cover),
    };
    let apart = F::sum(Label::Option(OptionLabel::EachOption(position, level)), RuleKey::Relief, each());
    vec![F::smallest(
        Label::Option(OptionLabel::ExpiryRequirement(position, level)),
        RuleKey::Relief,
        [apart, together],
    )]
}

impl<'c> Held<'c> {
    /// What names its requirement.
    fn label(&self) -> Label {
        self.contract.named_by().requirement(self.level)
    }

    /// Units of the underlying, with the sign of the position.
    fn units(&self) -> f64 {
        self.contract.contracts(Quantity::new(self.quantity))
    }

    /// As many of them as are on these units of the underlying, with the same sign.
    fn part(self, units: f64) -> Self {
        let quantity = units / self.contract.instrument.multiplier.get();
        Held { quantity: if self.quantity < 0.0 { -quantity } else { quantity }, ..self }
    }

    fn is_short(&self) -> bool {
        self.quantity < 0.0
    }
}
