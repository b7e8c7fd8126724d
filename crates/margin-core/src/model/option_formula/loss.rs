//! The most that options of one expiry can lose together.
//!
//! Each loses what its holder gains at settlement; between strikes a loss is a straight line, so that its largest is at a
//! price of nothing or at a strike, or grows without end where more calls are short than long.

use crate::instrument::Right;
use crate::model::option_formula::{Held, own};
use crate::report::{Figure, Label, OptionLabel};
use crate::rules::{RuleKey, Worth};
use crate::units::{Price, Quantity, Ratio, Usd};

/// The largest loss with what unpaired calls require beside, `unpaired` × forward for each; where options' worth counts,
/// also what is lost of that.
pub(super) fn requirement<F: Figure>(options: &[Held], unpaired: Ratio) -> F {
    let calls: f64 =
        options.iter().filter(|held| held.option.right == Right::Call).map(|held| held.units()).fold(0.0, sum);
    let unpaired = options.first().filter(|_| calls < 0.0).map(|first| {
        let forward = Price::new(first.option.forward_at(first.factor));
        let parts = [
            F::quantity(Label::Quantity, Quantity::new(calls.abs())),
            F::price(Label::Option(OptionLabel::ForwardPrice), forward),
            F::ratio(Label::Option(OptionLabel::OptionShare), unpaired),
        ];
        F::product(Label::Option(OptionLabel::UnpairedCalls), RuleKey::Relief, parts)
    });
    F::sum(Label::Option(OptionLabel::LossRequirement), RuleKey::Relief, at_expiry(options).into_iter().chain(unpaired))
}

/// The largest loss at expiry, no less than nothing, and before it, where options' worth counts, that worth.
pub(super) fn at_expiry<F: Figure>(options: &[Held]) -> Vec<F> {
    let worth = options.iter().filter(|held| held.worth == Worth::Counted).map(|held| own::signed_worth(*held));
    let at = worst(options);
    let losses = options.iter().map(|held| loss(*held, at));
    let together = F::sum(Label::Option(OptionLabel::LossAtExpiry), RuleKey::Relief, losses);
    let nothing = F::usd(Label::Nothing, Usd::ZERO);
    worth.chain([F::largest(Label::Option(OptionLabel::LargestLoss), RuleKey::Relief, [together, nothing])]).collect()
}

/// The price at which the options lose most together, the lowest of several.
fn worst(options: &[Held]) -> Price {
    let loss_at = |price: f64| options.iter().map(|held| -held.units() * intrinsic(held, price)).fold(0.0, sum);
    let mut worst = (loss_at(0.0), 0.0);
    for held in options {
        let loss = loss_at(held.option.strike);
        if loss > worst.0 {
            worst = (loss, held.option.strike);
        }
    }
    Price::new(worst.1)
}

/// What one option loses at a settlement price; a long one's is negative.
fn loss<F: Figure>(held: Held, at: Price) -> F {
    let strike = F::price(Label::Option(OptionLabel::StrikePrice), Price::new(held.option.strike));
    let settled = F::price(Label::Option(OptionLabel::SettlementPrice), at);
    let [from, less] = match held.option.right {
        Right::Call => [settled, strike],
        Right::Put => [strike, settled],
    };
    let apart = F::difference(Label::Option(OptionLabel::Intrinsic), RuleKey::Relief, from, less);
    let intrinsic = F::largest(
        Label::Option(OptionLabel::Intrinsic),
        RuleKey::Relief,
        [apart, F::price(Label::Nothing, Price::ZERO)],
    );
    let parts = [
        F::quantity(Label::Quantity, Quantity::new(-held.quantity)),
        F::quantity(Label::Multiplier, held.contract.instrument.multiplier),
        intrinsic,
    ];
    F::product(Label::Option(OptionLabel::OptionLoss(held.contract.named_by().position())), RuleKey::Relief, parts)
}

/// What an option gives at a settlement price.
pub(super) fn intrinsic(held: &Held, price: f64) -> f64 {
    let strike = held.option.strike;
    match held.option.right {
        Right::Call => (price - strike).max(0.0),
        Right::Put => (strike - price).max(0.0),
    }
}

fn sum(total: f64, part: f64) -> f64 {
    total + part
}
