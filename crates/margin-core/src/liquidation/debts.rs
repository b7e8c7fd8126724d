//! Repaying debts for collateral, and taking all of it.

use super::account::Account;
use super::auction;
use super::close::shared;
use super::close_factor::{self, Sides};
use super::collateral;
use super::moment::Moment;
use super::plan::smallest;
use super::report::{Transfer, What};
use crate::id::AssetId;
use crate::problem::Problems;
use crate::report::{Figure, Label, Level, LineItem};
use crate::rules::liquidation::{Absorb, CloseFactor, DebtPick, Exchange, Party, Repay};
use crate::rules::{Categories, RuleKey};
use crate::units::{Quantity, Ratio, Usd};

const RULE: RuleKey = RuleKey::LiquidationFee;

/// A debt and what is taken for it, in dollars without signs.
#[derive(Clone, Debug)]
struct Pair {
    debt: AssetId,
    collateral: AssetId,
    sides: Sides,
    /// Dollars of collateral that are taken for a dollar by which the debt falls.
    exchange: f64,
}

/// Repays a part of one debt for one asset; nothing when there is no debt or nothing to pay it with.
pub(super) fn repay(
    account: &mut Account,
    moment: &Moment,
    rule: &Repay,
) -> Result<Option<(What, Vec<Transfer>)>, Problems> {
    let Some(pair) = pair(account, moment, rule) else { return Ok(None) };
    let repaid = repaid(account, moment, rule, &pair)?;
    if repaid <= Usd::ZERO {
        return Ok(None);
    }
    let transfers = transfers(account, moment, rule, &pair, repaid);
    let taken = exchange(account, &pair, repaid);
    let units = |amount: Usd, asset: &AssetId| Quantity::new(amount.get() / account.index(asset).get());
    let (quantity, taken) = (units(repaid, &pair.debt), units(taken, &pair.collateral));
    Ok(Some((What::Repaid { debt: pair.debt, quantity, collateral: pair.collateral, taken }, transfers)))
}

/// Takes all collateral, pays all debts and credits the difference in the asset of the largest debt.
pub(super) fn absorb(account: &mut Account, rule: &Absorb) -> Option<(What, Vec<Transfer>)> {
    let assets = account.assets();
    let base = assets.iter().filter(|(_, value)| *value < Usd::ZERO).min_by(|left, right| by_value(left, right))?;
    let base = base.0.clone();
    let (mut transfers, mut credited, mut debts) = (Vec::new(), Vec::new(), Usd::ZERO);
    for (asset, value) in &assets {
        if *value <= Usd::ZERO {
            debts = debts - *value;
            continue;
        }
        let share = rule.credited.of(asset);
        credited.push((*value, share));
        let discount = collateral::store_front_discount(share, rule.store_front);
        let kept = Ratio::new(1.0 - share.get() - discount.get());
        let taken = Figure::usd(Label::CollateralTaken, *value);
        transfers.extend(shared(&taken, RULE, [(Party::Liquidator, discount), (Party::Protocol, kept)]));
    }
    for (asset, _) in &assets {
        account.clear(asset);
    }
    account.credit(&base, collateral::absorbed(credited, debts));
    Some((What::Absorbed, transfers))
}

/// The debt and the collateral that come first.
fn pair(account: &Account, moment: &Moment, rule: &Repay) -> Option<Pair> {
    let assets = account.assets();
    let owed: Vec<_> = assets.iter().filter(|(_, value)| *value < Usd::ZERO).collect();
    let held: Vec<_> = assets.iter().filter(|(_, value)| *value > Usd::ZERO).collect();
    let (debt, collateral) = match rule.pick {
        DebtPick::Largest => (
            owed.iter().min_by(|left, right| by_value(left, right)),
            held.iter().min_by(|left, right| by_value(right, left)),
        ),
        DebtPick::ByName => (owed.first(), held.first()),
    };
    let ((debt, owed_of_it), (collateral, value)) = (debt?, collateral?);
    let all_debts = owed.iter().map(|(_, value)| -*value).sum();
    let sides = Sides { all_debts, debt: -*owed_of_it, collateral: *value };
    let exchange = match &rule.exchange {
        Exchange::Bonus { .. } => 1.0 + bonus(account, rule, collateral).get(),
        Exchange::Discount { liquidator, insurance } => 1.0 / (1.0 - liquidator.get() - insurance.get()),
        Exchange::Auction(auction) => 1.0 / auction::factor(*auction, moment.elapsed).get(),
    };
    Some(Pair { debt: debt.clone(), collateral: collateral.clone(), sides, exchange })
}

/// What a liquidator gains on an asset: the trader's category's bonus, where it has one of its own.
fn bonus(account: &Account, rule: &Repay, asset: &AssetId) -> Ratio {
    let Exchange::Bonus { bonus, .. } = &rule.exchange else { return Ratio::ZERO };
    let chosen = match (&account.rules.collateral.categories, &account.portfolio.category) {
        (Categories::Chosen(categories), Some(id)) => categories.get(id).filter(|it| it.haircuts.contains_key(asset)),
        (Categories::None | Categories::ByDebt(_), _) | (Categories::Chosen(_), None) => None,
    };
    chosen.and_then(|category| category.bonus).unwrap_or(bonus.of(asset))
}

/// How many dollars of the debt are repaid.
fn repaid(account: &Account, moment: &Moment, rule: &Repay, pair: &Pair) -> Result<Usd, Problems> {
    let health = moment.figures.ratio(Level::Maintenance).unwrap_or(Ratio::ZERO);
    let paid_for = Usd::new(pair.sides.collateral.get() / pair.exchange);
    let least = |left: Usd, right: Usd| if left < right { left } else { right };
    let allowed = close_factor::most_repaid(close_factor::close_factor(rule.close, health, pair.sides), pair.sides);
    let most = least(allowed, paid_for);
    match rule.close {
        CloseFactor::All => Ok(most),
        CloseFactor::Share { dust, .. } => {
            let dust = dust.unwrap_or(Usd::ZERO);
            let repaid = close_factor::without_dust(most, pair.sides.debt, dust);
            let repaid = close_factor::without_dust(repaid, paid_for, Usd::new(dust.get() / pair.exchange));
            Ok(least(least(repaid, paid_for), pair.sides.debt))
        }
        CloseFactor::Restoring(target) => {
            let share = smallest(moment.missing_to(target), |share| {
                let mut trial = account.only(moment.group);
                exchange(&mut trial, pair, most * share);
                let after = Moment::of(&trial, moment.group, moment.elapsed)?;
                Ok(after.map_or(Usd::ZERO, |after| after.missing_to(target)))
            })?;
            Ok(most * share)
        }
    }
}

/// Lets the debt fall and takes the collateral, whose dollars it gives back.
fn exchange(account: &mut Account, pair: &Pair, repaid: Usd) -> Usd {
    let taken = repaid * Ratio::new(pair.exchange);
    account.credit(&pair.debt, repaid);
    account.credit(&pair.collateral, -taken);
    taken
}

/// Who gains from the exchange.
fn transfers(account: &Account, moment: &Moment, rule: &Repay, pair: &Pair, repaid: Usd) -> Vec<Transfer> {
    let given: LineItem = Figure::usd(Label::Repaid, repaid);
    let rate = |rate: f64| -> LineItem { Figure::ratio(Label::LiquidationRate, Ratio::new(rate)) };
    let premium = |rate| LineItem::product(Label::Premium, RULE, [given.clone(), rate]);
    match &rule.exchange {
        Exchange::Bonus { to_protocol, .. } => {
            let to_liquidator = Ratio::new(1.0 - to_protocol.get());
            let bonus = premium(rate(bonus(account, rule, &pair.collateral).get()));
            shared(&bonus, RULE, [(Party::Liquidator, to_liquidator), (Party::Protocol, *to_protocol)])
        }
        Exchange::Discount { liquidator, insurance } => {
            let taken = LineItem::product(Label::CollateralTaken, RULE, [given, rate(pair.exchange)]);
            shared(&taken, RULE, [(Party::Liquidator, *liquidator), (Party::Insurance, *insurance)])
        }
        Exchange::Auction(auction) => {
            let factor = auction::factor(*auction, moment.elapsed).get();
            shared(&premium(rate(1.0 / factor - 1.0)), RULE, [(Party::Liquidator, Ratio::new(1.0))])
        }
    }
}

fn by_value(left: &(AssetId, Usd), right: &(AssetId, Usd)) -> std::cmp::Ordering {
    left.1.get().total_cmp(&right.1.get()).then_with(|| left.0.cmp(&right.0))
}
