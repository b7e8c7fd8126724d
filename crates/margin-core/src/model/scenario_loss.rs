//! The worst loss of each underlying's contracts over a grid of shocks (docs/models/scenario-loss.md).
//!
//! Every option is priced once in every scenario; what a requirement is made of is then arithmetic on those prices, done in
//! the same order whether it is kept as line items or as a number alone.

mod add_on;
mod delta;
mod floor;
mod row;
mod unit;
mod volatility;

pub(crate) use row::Row;
pub(crate) use unit::{Quoted, Unit, units};
pub(crate) use volatility::{lowered, raised, turn};

use crate::id::PositionId;
use crate::model::Account;
use crate::report::{Figure, GridLabel, Label, Level};
use crate::rules::{AddOnPlace, PegRule, RuleKey, ScenarioLoss};
use crate::units::{Price, Ratio};

/// What contracts require at a level: an amount for each underlying, and one for each holding whose feeds are unsure.
pub(crate) fn required<F: Figure>(model: &ScenarioLoss, account: Account, level: Level) -> Vec<F> {
    let units = units(model, account);
    let of_units = units.iter().map(|unit| unit.required(account, level));
    of_units.chain(add_on::of_holdings(model, account, &units, level)).collect()
}

impl Unit<'_> {
    /// What the underlying's contracts require at a level: scale × the larger of loss + add-ons and floors, + add-ons.
    pub(crate) fn required<F: Figure>(&self, account: Account, level: Level) -> F {
        let label = match (self.named_by(), self.holdings.first()) {
            (None, Some(held)) => GridLabel::RequiredHeld(held.held.id, level),
            (named, _) => GridLabel::Required(named.unwrap_or(PositionId(0)), level),
        };
        let scaled = F::product(
            Label::Grid(GridLabel::Scaled),
            level.rule(),
            [self.scale(account, level), self.loss_or_floor(account, level)],
        );
        let beside = self.add_ons(account, AddOnPlace::Beside, level);
        F::sum(Label::Grid(label), level.rule(), [scaled].into_iter().chain(beside))
    }

    /// What the loss is multiplied by.
    pub(crate) fn scale<F: Figure>(&self, account: Account, level: Level) -> F {
        let own = *self.grid.scale.at(level);
        let peg = self.grid.peg.as_ref().filter(|_| level == Level::Initial);
        match peg.and_then(|peg| Some((peg, shortfall(account, peg)?))) {
            None => F::ratio(Label::Grid(GridLabel::Scale), own),
            Some((peg, price)) => {
                let own = F::ratio(Label::Grid(GridLabel::OwnScale), own);
                let threshold = F::price(Label::Grid(GridLabel::PegThreshold), peg.threshold);
                let price = F::price(Label::Grid(GridLabel::PegPrice), price);
                let short = F::difference(Label::Grid(GridLabel::PegShortfall), RuleKey::Scenarios, threshold, price);
                let factor = F::ratio(Label::Grid(GridLabel::PegFactor), peg.factor);
                let peg = F::scaled(Label::Grid(GridLabel::PegScale), RuleKey::Scenarios, [short, factor]);
                F::sum(Label::Grid(GridLabel::Scale), RuleKey::Scenarios, [own, peg])
            }
        }
    }

    /// The loss with the add-ons that are scaled, no less than the floors.
    fn loss_or_floor<F: Figure>(&self, account: Account, level: Level) -> F {
        let worst = self.worst();
        let add_ons = self.add_ons(account, AddOnPlace::Scaled, level);
        let loss = if add_ons.is_empty() {
            worst
        } else {
            F::sum(Label::Grid(GridLabel::LossWithAddOns), RuleKey::Scenarios, [worst].into_iter().chain(add_ons))
        };
        if self.grid.floors.is_empty() {
            return loss;
        }
        let floors = self.grid.floors.iter().map(|floor| self.floor(*floor));
        F::largest(Label::Grid(GridLabel::LossOrFloor), RuleKey::Scenarios, [loss].into_iter().chain(floors))
    }
}

/// The price of what accounts settle in, where it is below a peg's threshold; nothing where it is not known.
fn shortfall(account: Account, peg: &PegRule) -> Option<Price> {
    let asset = account.book.assets.iter().find(|asset| *asset.id == peg.asset)?;
    let quote = asset.quote?;
    let price = quote.reference.unwrap_or(quote.index);
    (price < peg.threshold).then_some(price)
}

/// A share as a line.
fn share<F: Figure>(share: Ratio) -> F {
    F::ratio(Label::Grid(GridLabel::Share), share)
}
