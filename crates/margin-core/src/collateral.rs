//! What holdings are worth, what they count for after haircuts, and what debts require.
//!
//! Value = quantity × index. Counted = value at the price that the terms name × (1 − haircut), or for a haircut by
//! bands the sum over the bands of (value within the band) × (1 − haircut); then multiplied by what the venue's own
//! totals leave of it, and no more than its cap. A debt either counts in full against the rest or requires its value
//! times its weight. An asset that the venue does not accept counts for nothing. All in dollars.

mod haircut;
pub(crate) mod orders;

use haircut::{Sold, after_haircut};

use crate::book::Held;
use crate::rate::{Extent, grown};
use crate::report::{Figure, Label, Level};
use crate::rules::{AssetTerms, Haircut, RuleKey};
use crate::units::{Quantity, Ratio, Usd};
use crate::valuation::moved;

/// A holding's value once its asset's price is multiplied by `factor`.
pub(crate) fn value<F: Figure>(held: &Held, factor: f64) -> F {
    let quantity = F::quantity(Label::Quantity, held.quantity);
    let index = F::price(Label::IndexPrice, moved(held.index, factor));
    F::product(Label::HoldingValue(held.id), RuleKey::Equity, [quantity, index])
}

/// What a holding counts for once its asset's price is multiplied by `factor`; nothing where it is a debt that is
/// required instead.
pub(crate) fn counted<F: Figure>(held: &Held, level: Level, factor: f64) -> Option<F> {
    let label = Label::HoldingCounted(held.id);
    if held.quantity < Quantity::ZERO {
        return (!held.owed()).then(|| full(label, value(held, factor)));
    }
    let (Some(terms), Some(haircut)) = (held.terms, *held.haircut.at(level)) else {
        return Some(after(label, value(held, factor), Ratio::new(1.0)));
    };
    let capped = terms.most_counted;
    let inner = if capped.is_some() { Label::BeforeCap(held.id) } else { label };
    let crowding = deposits_crowding::<F>(held, level, factor);
    let counted = weighed(held, inner, valued(held, terms, level, factor), haircut, crowding);
    Some(match capped {
        None => counted,
        Some(most) => F::smallest(label, RuleKey::Crowding, [counted, F::usd(Label::MostCounted, most)]),
    })
}

/// What a debt requires once its asset's price is multiplied by `factor`; nothing for what is no debt or counts
/// against the rest.
pub(crate) fn required<F: Figure>(held: &Held, level: Level, factor: f64) -> Option<F> {
    if !held.owed() {
        return None;
    }
    let price = moved(held.prices.at(level).debt, factor);
    let quantity = F::quantity(Label::Quantity, held.quantity.abs());
    let value =
        F::product(Label::HoldingValued(held.id), RuleKey::Prices, [quantity, F::price(Label::ValuedPrice, price)]);
    let extent = Extent { quantity: held.quantity.abs().get(), value: value.value(), open_interest: None };
    let weight = debt_weight(held, level, extent, factor);
    Some(F::product(Label::DebtRequirement(held.id, level), RuleKey::Debt, [value, weight]))
}

/// What a dollar of a debt of a holding's asset requires, where there is so much of it.
pub(crate) fn debt_weight<F: Figure>(held: &Held, level: Level, extent: Extent, factor: f64) -> F {
    let Some(rate) = held.terms.and_then(|terms| terms.debt).map(|debt| *debt.at(level)) else {
        return F::ratio(Label::DebtWeight, Ratio::new(1.0));
    };
    let weight = grown::<F>(Label::DebtWeight, RuleKey::Debt, rate, extent);
    let own = held.own_initial.filter(|_| level == Level::Initial);
    let weight = match own {
        None => weight,
        Some(own) => {
            let own = F::ratio(Label::ChosenRate, Ratio::new(1.0) + own);
            F::largest(Label::DebtWeight, RuleKey::Debt, [weight, own])
        }
    };
    let bound = held.terms.and_then(|terms| terms.crowding).and_then(|crowding| crowding.debts_above);
    match (bound, level, held.debts) {
        (Some(bound), Level::Initial, Some(debts)) if debts * moved(held.prices.at(level).debt, factor) > bound => {
            let total = F::usd(Label::VenueTotal, debts * moved(held.prices.at(level).debt, factor));
            let bound = F::usd(Label::CrowdingBound, bound);
            let crowding = F::quotient(Label::Crowding, RuleKey::Crowding, total, bound);
            F::scaled(Label::DebtWeight, RuleKey::Crowding, [weight, crowding])
        }
        _ => weight,
    }
}

/// The value that the haircut is taken off.
fn valued<F: Figure>(held: &Held, terms: &AssetTerms, level: Level, factor: f64) -> F {
    let price = held.prices.at(level).asset;
    let units = terms.most_units.filter(|most| *most < held.quantity);
    if price == held.index && units.is_none() {
        return value(held, factor);
    }
    let quantity = F::quantity(Label::Quantity, units.unwrap_or(held.quantity));
    let price = F::price(Label::ValuedPrice, moved(price, factor));
    F::product(Label::HoldingValued(held.id), RuleKey::Prices, [quantity, price])
}

/// A value after its haircut and after what the venue's totals leave of it.
fn weighed<F: Figure>(held: &Held, label: Label, worth: F, haircut: &Haircut, crowding: Option<F>) -> F {
    match haircut {
        Haircut::Flat(share) => {
            reduced(label, worth, F::ratio(Label::AfterHaircut, Ratio::new(1.0) - *share), crowding)
        }
        Haircut::Tiered(tiers) => {
            let total = worth.value();
            let bounds = tiers.iter().skip(1).map(|tier| tier.from.get()).chain([f64::INFINITY]);
            let bands = tiers.iter().zip(bounds).filter(|(tier, _)| tier.from.get() < total);
            let slices = bands.map(|(tier, end)| {
                let within = total.min(end) - tier.from.get();
                let slice = F::usd(Label::HoldingSlice(held.id), Usd::new(within));
                after(Label::HoldingSliceCounted(held.id), slice, tier.haircut)
            });
            match crowding {
                None => F::sum(label, RuleKey::Haircut, slices),
                Some(crowding) => {
                    let counted = F::sum(Label::BeforeCap(held.id), RuleKey::Haircut, slices);
                    F::product(label, RuleKey::Crowding, [counted, crowding])
                }
            }
        }
        Haircut::Proportional(_) | Haircut::Sized(_) | Haircut::Dynamic(_) => {
            let left = after_haircut(haircut, sold(held, worth.value()));
            reduced(label, worth, left, crowding)
        }
    }
}

fn reduced<F: Figure>(label: Label, worth: F, left: F, crowding: Option<F>) -> F {
    F::product(label, RuleKey::Haircut, [worth, left].into_iter().chain(crowding))
}

/// What all deposits of an asset leave of its initial terms.
pub(crate) fn deposits_crowding<F: Figure>(held: &Held, level: Level, factor: f64) -> Option<F> {
    let bound = held.terms.and_then(|terms| terms.crowding).and_then(|crowding| crowding.deposits_above);
    crowding(held, bound, level, factor)
}

/// What the venue's totals leave of the initial terms.
fn crowding<F: Figure>(held: &Held, bound: Option<Usd>, level: Level, factor: f64) -> Option<F> {
    let (Some(bound), Level::Initial, Some(total)) = (bound, level, held.deposits) else { return None };
    let total = total * moved(held.index, factor);
    (total > bound).then(|| {
        let (bound, total) = (F::usd(Label::CrowdingBound, bound), F::usd(Label::VenueTotal, total));
        F::quotient(Label::Crowding, RuleKey::Crowding, bound, total)
    })
}

/// The share of what there is of a holding's asset that is left after its haircut; nothing where the venue takes none.
pub(crate) fn share_left<F: Figure>(held: &Held, level: Level, extent: Extent) -> F {
    match held.haircut.at(level) {
        None => F::ratio(Label::AfterHaircut, Ratio::ZERO),
        Some(haircut) => after_haircut(haircut, Sold { extent, ..sold(held, extent.value) }),
    }
}

/// The share of a profit that is left after a haircut of the same forms.
pub(crate) fn profit_left<F: Figure>(haircut: &Haircut, extent: Extent) -> F {
    after_haircut(haircut, Sold { extent, volatility: None, daily_volume: None, depth: None })
}

/// So many dollars of a holding's asset once its price is multiplied by `factor`.
pub(crate) fn worth(held: &Held, value: f64, factor: f64) -> Extent {
    Extent { quantity: value / moved(held.index, factor).get(), value, open_interest: None }
}

fn full<F: Figure>(label: Label, amount: F) -> F {
    after(label, amount, Ratio::ZERO)
}

fn after<F: Figure>(label: Label, amount: F, haircut: Ratio) -> F {
    let left = F::ratio(Label::AfterHaircut, Ratio::new(1.0) - haircut);
    F::product(label, RuleKey::Haircut, [amount, left])
}

/// The factors of its asset's price at which what a holding counts for or requires has a kink.
pub(crate) fn kinks(held: &Held) -> Vec<f64> {
    let now = held.quantity.abs().get() * held.index.get();
    let haircuts = held.haircut.all().into_iter().flatten().flat_map(|haircut| haircut::kinks(haircut, now));
    let debt = held.terms.and_then(|terms| terms.debt).filter(|_| held.owed());
    let extent = Extent { quantity: held.quantity.abs().get(), value: now, open_interest: None };
    let debts = debt.into_iter().flat_map(|debt| [debt.initial, debt.maintenance]);
    let debts = debts.filter_map(move |rate| crate::rate::kink(rate, extent));
    let cap = held.terms.and_then(|terms| terms.most_counted).map(|most| most.get() / now);
    haircuts.chain(debts).chain(cap).chain(orders::kinks(held)).collect()
}

/// A holding on sale at a value: no more units of it than may count.
fn sold(held: &Held, value: f64) -> Sold {
    let units = held.quantity.abs().get();
    let most = held.terms.and_then(|terms| terms.most_units).map_or(f64::INFINITY, Quantity::get);
    let extent = Extent { quantity: units.min(most), value, open_interest: None };
    Sold { extent, volatility: held.volatility, daily_volume: held.daily_volume, depth: held.depth }
}
