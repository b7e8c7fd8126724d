//! Weighted assets against weighted liabilities, with contracts in the balance that they settle in.
//!
//! worth of a contract = unrealised profit and what has accrued − notional × |1 − weight|, which is its signed notional at
//! its weight with what opening it paid or received; a long weighs less than 1, a short more, and a positive worth counts
//! at its surplus weight. The net of all contracts' worths and the balance of the settlement asset counts at that asset's haircut when it is positive, and is required
//! at the weight of a debt of it when it is negative. All in dollars.

use crate::book::{Book, Contract, Group, Held, Move, Side, Terms};
use crate::collateral;
use crate::collateral::orders::{Effects, effects};
use crate::report::{Bare, Figure, Label, Level};
use crate::rules::{ContractWeights, RuleKey, Spread, WeightedHealth};
use crate::units::{Quantity, Ratio, Usd};
use crate::valuation;

/// What a contract requires as if it were alone: its notional times what its weight is short of 1, or above it.
pub(crate) fn requirement<F: Figure>(contract: &Contract, side: Side, label: Label, level: Level, factor: f64) -> F {
    let notional: F = valuation::notional(contract, side, factor);
    let Terms::Weights(weights) = contract.terms else { return F::sum(label, level.rule(), [notional]) };
    let weight = weight(weights, level, side.quantity).get();
    F::product(label, level.rule(), [notional, F::ratio(Label::InitialRate, Ratio::new((weight - 1.0).abs()))])
}

/// The leverage that a contract's initial weight implies.
pub(crate) fn leverage(contract: &Contract) -> Option<Ratio> {
    let quantity: Quantity = contract.legs.iter().map(|leg| leg.quantity).sum();
    match contract.terms {
        Terms::Weights(weights) => {
            Some(Ratio::new(1.0 / (weight(weights, Level::Initial, quantity).get() - 1.0).abs()))
        }
        Terms::Schedule(_) | Terms::Option(_) | Terms::Grid(_) | Terms::Risk(_) => None,
    }
}

/// What counts of a group whose contracts settle in a balance.
pub(crate) fn counted<F: Figure>(model: &WeightedHealth, group: &Group, book: &Book, level: Level, change: Move) -> F {
    let others = group.holdings.iter().filter(|held| !is_settlement(model, book, held));
    let others = others.filter_map(|held| collateral::counted(held, level, book.factor(held.asset, change)));
    let reliefs = model.spread.into_iter().flat_map(|spread| {
        group.holdings.iter().flat_map(move |held| reliefs(spread, held, group, book, level, change))
    });
    let net: F = net(model, group, book, level, change);
    let positive = F::largest(Label::SettlementNet(group.key), RuleKey::Settlement, [nothing(), net]);
    let left = settlement(model, group, book).map_or(F::ratio(Label::AfterHaircut, Ratio::new(1.0)), |held| {
        collateral::share_left(held, level, collateral::worth(held, positive.value(), book.factor(held.asset, change)))
    });
    let crowding = settlement(model, group, book)
        .and_then(|held| collateral::deposits_crowding(held, level, book.factor(held.asset, change)));
    let parts = [positive, left].into_iter().chain(crowding);
    let settled = F::product(Label::SettlementCounted(group.key), RuleKey::Settlement, parts);
    let orders = orders(model, group, book, level, change).counted;
    F::sum(Label::Counted(group.key), RuleKey::Equity, others.chain([settled]).chain(reliefs).chain(orders))
}

/// What such a group requires.
pub(crate) fn required<F: Figure>(model: &WeightedHealth, group: &Group, book: &Book, level: Level, change: Move) -> F {
    let others = group.holdings.iter().filter(|held| !is_settlement(model, book, held));
    let debts = others.filter_map(|held| collateral::required(held, level, book.factor(held.asset, change)));
    let net: F = net(model, group, book, level, change);
    let short = F::difference(Label::SettlementNet(group.key), RuleKey::Settlement, nothing(), net);
    let short = F::largest(Label::SettlementNet(group.key), RuleKey::Settlement, [nothing(), short]);
    let weight = settlement(model, group, book).map_or(F::ratio(Label::DebtWeight, Ratio::new(1.0)), |held| {
        let factor = book.factor(held.asset, change);
        collateral::debt_weight(held, level, collateral::worth(held, short.value(), factor), factor)
    });
    let settled = F::product(Label::SettlementRequired(group.key), RuleKey::Settlement, [short, weight]);
    let orders = orders(model, group, book, level, change).required;
    F::sum(Label::Requirement(group.key, level), level.rule(), debts.chain([settled]).chain(orders))
}

/// What orders on assets add, where they are paid for with what contracts settle in.
fn orders<F: Figure>(model: &WeightedHealth, group: &Group, book: &Book, level: Level, change: Move) -> Effects<F> {
    let settles = model.settlement.as_ref() == book.rules.collateral.spot_orders.quote();
    let balance = settles.then(|| net::<Bare>(model, group, book, level, change).value);
    effects(group, book, level, change, balance)
}

fn nothing<F: Figure>() -> F {
    F::usd(Label::Nothing, Usd::ZERO)
}

fn is_settlement(model: &WeightedHealth, book: &Book, held: &Held) -> bool {
    book.assets.get(held.asset).is_some_and(|asset| model.settlement.as_ref() == Some(asset.id))
}

fn settlement<'g>(model: &WeightedHealth, group: &'g Group, book: &Book) -> Option<&'g Held<'g>> {
    group.holdings.iter().find(|held| is_settlement(model, book, held))
}

/// The settlement balance with what all contracts are worth.
fn net<F: Figure>(model: &WeightedHealth, group: &Group, book: &Book, level: Level, change: Move) -> F {
    let balance = settlement(model, group, book).map(|held| collateral::value(held, book.factor(held.asset, change)));
    let settled = group.contracts.iter().map(|contract| settled(contract, book, level, change));
    F::sum(Label::SettlementNet(group.key), RuleKey::Settlement, balance.into_iter().chain(settled))
}

/// What a contract adds to the balance: its worth with its resting orders filled on the worse side.
fn settled<F: Figure>(contract: &Contract, book: &Book, level: Level, change: Move) -> F {
    let Terms::Weights(weights) = contract.terms else { return nothing() };
    let factor = book.factor(contract.asset, change);
    let filled = contract.filled();
    let worse = match filled.map(|side| worth::<Bare>(contract, side, level, factor).value) {
        [buys, sells] if buys <= sells => filled[0],
        _ => filled[1],
    };
    let worth: F = worth(contract, worse, level, factor);
    let surplus = *weights.surplus.at(level);
    if worth.value() <= 0.0 || surplus == Ratio::new(1.0) {
        return worth;
    }
    let label = Label::ContractSettled(contract.named_by().position());
    F::product(label, RuleKey::Settlement, [worth, F::ratio(Label::SurplusWeight, surplus)])
}

/// What a contract's positions have gained less what the side requires; an order is taken to fill at the mark, where it
/// gains nothing.
fn worth<F: Figure>(contract: &Contract, side: Side, level: Level, factor: f64) -> F {
    let position = contract.named_by().position();
    let gained = contract
        .legs
        .iter()
        .flat_map(|leg| [valuation::unrealised(contract, *leg, factor)].into_iter().chain(valuation::accrued(*leg)));
    let gained = F::sum(Label::ContractGain(position), RuleKey::Settlement, gained);
    let required = requirement(contract, side, Label::PositionRequirement(position, level), level, factor);
    F::difference(Label::ContractWorth(position), RuleKey::Settlement, gained, required)
}

fn weight(weights: &ContractWeights, level: Level, quantity: Quantity) -> Ratio {
    if quantity < Quantity::ZERO { *weights.short.at(level) } else { *weights.long.at(level) }
}

/// What contracts against a holding of their underlying are relieved of.
fn reliefs<F: Figure>(spread: Spread, held: &Held, group: &Group, book: &Book, level: Level, change: Move) -> Vec<F> {
    let factor = book.factor(held.asset, change);
    let against = group.contracts.iter().filter(|contract| contract.asset == held.asset);
    let against = against.filter_map(|contract| {
        let Terms::Weights(weights) = contract.terms else { return None };
        let quantity: Quantity = contract.legs.iter().map(|leg| leg.quantity).sum();
        let opposite = quantity.get() * held.quantity.get() < 0.0;
        let matched = contract.units(quantity, factor).min(held.quantity.abs().get());
        opposite.then_some((contract, weights, matched))
    });
    against
        .map(|(contract, weights, matched)| {
            let spot = shortfall_of_holding(held, level, factor);
            let contract_shortfall = (weight(weights, level, -held.quantity).get() - 1.0).abs();
            let existing = (spot + contract_shortfall) / 2.0;
            let relief = (existing - spread.penalty.get() * contract_shortfall).max(0.0);
            let prices = held.index.get() * factor + contract.mark.get() * factor;
            let both = F::usd(Label::SpreadSides, Usd::new(matched * prices));
            let relief = F::ratio(Label::SpreadRelieved, Ratio::new(relief));
            F::product(Label::SpreadRelief(held.id), RuleKey::Spread, [both, relief])
        })
        .collect()
}

/// What a holding's weight is short of 1, or a debt's above it.
fn shortfall_of_holding(held: &Held, level: Level, factor: f64) -> f64 {
    let extent = collateral::worth(held, held.quantity.abs().get() * held.index.get() * factor, factor);
    if held.quantity < Quantity::ZERO {
        collateral::debt_weight::<Bare>(held, level, extent, factor).value - 1.0
    } else {
        1.0 - collateral::share_left::<Bare>(held, level, extent).value
    }
}
