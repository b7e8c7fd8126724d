//! What an account requires beside its positions and debts, and what its profits count for.
//!
//! keeper = the sum of notional × the schedule's share over the contracts, no less than the rule's least and no more
//! than its most. All in dollars.

use crate::book::{Book, Contract, Group, Move, Terms};
use crate::collateral;
use crate::id::PositionId;
use crate::rate::Extent;
use crate::report::{Bare, Figure, GroupKey, Label, Level};
use crate::rules::{Keeper, Profit, RuleKey, Schedule, TieredNotional, VenueRules};
use crate::units::{Ratio, Usd};
use crate::valuation;

/// Whether the account requires something that is not the sum of what its parts require.
pub(super) fn bounded(rules: &VenueRules) -> bool {
    rules.model.linear().is_some_and(|model| model.keeper.is_some())
}

/// What a group requires beside its positions and debts.
pub(super) fn beside<F: Figure>(group: &Group, book: &Book, level: Level, change: Move) -> Vec<F> {
    let filled = collateral::orders::effects(group, book, level, change, None).required;
    let Some(model) = book.rules.model.linear() else { return filled };
    let whole = group.key == GroupKey::Cross;
    let busy = whole && (!group.contracts.is_empty() || group.holdings.iter().any(|held| held.owed()));
    let account = model.account.map(|account| *account.at(level)).filter(|account| busy && *account != Usd::ZERO);
    let account = account.map(|account| F::usd(Label::AccountRequirement(group.key), account));
    let orders = order_fees(model, group);
    let keeper = model.keeper.filter(|_| !group.contracts.is_empty());
    let keeper = keeper.map(|keeper| reward(keeper, group, book, level, change));
    account.into_iter().chain(orders).chain(filled).chain(keeper).collect()
}

fn order_fees<F: Figure>(model: &TieredNotional, group: &Group) -> Option<F> {
    let on_contracts = group.contracts.iter().map(|contract| contract.orders.len());
    let count: usize = on_contracts.chain(group.holdings.iter().map(|held| held.orders.len())).sum();
    let each = model.orders.each;
    let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    (count > 0.0 && each != Usd::ZERO).then(|| {
        let parts = [F::usd(Label::OrderFee, each), F::ratio(Label::OrderCount, Ratio::new(count))];
        F::product(Label::OrderFees(group.key), RuleKey::Orders, parts)
    })
}

/// What is set aside for whoever liquidates the group.
fn reward<F: Figure>(keeper: Keeper, group: &Group, book: &Book, level: Level, change: Move) -> F {
    let key = group.key;
    let parts = group.contracts.iter().filter_map(|contract| keeper_part(contract, book, change));
    let shares = F::sum(Label::KeeperShares(key), RuleKey::Keeper, parts);
    let least = F::usd(Label::LeastKeeper, keeper.least);
    let at_least = F::largest(Label::KeeperReward(key), RuleKey::Keeper, [least, shares]);
    let of_counted = keeper.most_share.map(|share| {
        let counted: Bare = group.counted(book, level, change);
        F::usd(Label::MostKeeper, Usd::new(counted.value.max(0.0)) * share)
    });
    let most = [F::usd(Label::MostKeeper, keeper.most)].into_iter().chain(of_counted);
    F::smallest(Label::KeeperReward(key), RuleKey::Keeper, [at_least].into_iter().chain(most))
}

fn keeper_part<F: Figure>(contract: &Contract, book: &Book, change: Move) -> Option<F> {
    let Terms::Schedule(Schedule::Rates(rates)) = contract.terms else { return None };
    let share = rates.keeper?;
    let factor = book.factor(contract.asset, change);
    let side = contract.sides(book.rules.pairs).into_iter().flatten().next()?;
    let notional = valuation::notional(contract, side, factor);
    let share = F::ratio(Label::RateShare, share);
    Some(F::product(Label::KeeperPart(side.named.position()), RuleKey::Keeper, [notional, share]))
}

/// What a position's profit counts for.
pub(super) fn profit_counted<F: Figure>(rule: &Profit, position: PositionId, profit: F) -> F {
    let (label, value) = (Label::ProfitCounted(position), profit.value());
    let extent = Extent { quantity: value, value, open_interest: None };
    let left = collateral::profit_left(&rule.haircut, extent);
    match rule.most {
        None => F::product(label, RuleKey::Profit, [profit, left]),
        Some(most) => {
            let counted = F::product(label, RuleKey::Profit, [profit, left]);
            F::smallest(label, RuleKey::Profit, [counted, F::usd(Label::MostProfit, most)])
        }
    }
}
