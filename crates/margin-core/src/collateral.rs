//! What holdings are worth, and what they count for after haircuts.
//!
//! Value = quantity × index. Counted = the sum over the haircut's bands of (value within the band) × (1 − haircut).
//! A debt counts in full, and an asset that the venue does not accept counts for nothing. All in dollars.

use crate::book::Held;
use crate::report::{Figure, Label};
use crate::rules::{Haircut, RuleKey};
use crate::units::{Ratio, Usd};
use crate::valuation::moved;

/// A holding's value once its asset's price is multiplied by `factor`.
pub(crate) fn value<F: Figure>(held: &Held, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, held.quantity);
    let index = F::price(Label::IndexPrice, moved(held.index, factor));
    F::product(Label::HoldingValue(held.id), RuleKey::Equity, [quantity, index])
}

/// What a holding counts for once its asset's price is multiplied by `factor`.
pub(crate) fn counted<F: Figure>(held: &Held, factor: f64) -> F {
    let worth: F = value(held, factor);
    let label = Label::HoldingCounted(held.id);
    if worth.value() < 0.0 {
        return after(label, worth, Ratio::ZERO);
    }
    match held.haircut {
        None => after(label, worth, Ratio::new(1.0)),
        Some(Haircut::Flat(share)) => after(label, worth, *share),
        Some(Haircut::Tiered(tiers)) => {
            let total = worth.value();
            let bounds = tiers.iter().skip(1).map(|tier| tier.from.get()).chain([f64::INFINITY]);
            let bands = tiers.iter().zip(bounds).filter(|(tier, _)| tier.from.get() < total);
            let slices = bands.map(|(tier, end)| {
                let within = total.min(end) - tier.from.get();
                let slice = F::usd(Label::HoldingSlice(held.id), Usd::new(within));
                after(Label::HoldingSliceCounted(held.id), slice, tier.haircut)
            });
            F::sum(label, RuleKey::Haircut, slices)
        }
    }
}

fn after<F: Figure>(label: Label, amount: F, haircut: Ratio) -> F {
    let left = F::ratio(Label::AfterHaircut, Ratio::new(1.0) - haircut);
    F::product(label, RuleKey::Haircut, [amount, left])
}

/// The factors of its asset's price at which a holding's value crosses from one band of its haircut into the next.
pub(crate) fn kinks(held: &Held) -> Vec<f64> {
    let now = held.quantity.get() * held.index.get();
    match held.haircut {
        Some(Haircut::Tiered(tiers)) => tiers.iter().skip(1).map(|tier| tier.from.get() / now).collect(),
        Some(Haircut::Flat(_)) | None => Vec::new(),
    }
}
