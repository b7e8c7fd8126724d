//! Vaults that are short a power perpetual: tokens that are each worth normalisation × price² ÷ scale dollars, or
//! normalisation × price ÷ scale coins of the underlying, which is the collateral.
//!
//! What shorts are paid comes off the normalisation, so that every debt shrinks. Times are in seconds.

use crate::units::{Price, Quantity, Ratio};
use serde::{Deserialize, Serialize};

/// The rules of a power perpetual and of its vaults.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PowerPerpetual {
    /// The price of the underlying at which a token is worth one coin, at a normalisation of 1.
    pub scale: Price,
    /// The seconds in which the normalisation is multiplied by all of index ÷ mark.
    pub funding_seconds: f64,
    /// The least that a mark counts for, as a share of the index.
    pub least_mark: Ratio,
    /// The most that a mark counts for, as a share of the index.
    pub most_mark: Ratio,
    /// Collateral ÷ debt, below which a vault is liquidated.
    pub collateral_ratio: Ratio,
    /// Coins of collateral below which none may be left in a vault.
    pub least_collateral: Quantity,
    /// The share of a debt that may be paid at a time.
    pub close: Ratio,
    /// What whoever pays it gains, as a share of what they pay.
    pub bounty: Ratio,
}

/// A vault.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vault {
    /// Coins of the underlying.
    pub collateral: Quantity,
    /// Tokens that it owes.
    pub short: Quantity,
    /// What every token's worth is multiplied by.
    pub normalisation: Ratio,
}

/// What a liquidation does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquidated {
    /// Tokens that whoever liquidates pays.
    pub burned: Quantity,
    /// What they are worth in coins.
    pub worth: Quantity,
    /// Coins of collateral that are given for them.
    pub paid: Quantity,
    /// Coins of collateral that are left.
    pub left: Quantity,
}

/// What the normalisation is multiplied by after some time: (index ÷ mark)^(elapsed ÷ funding time), with the mark held
/// between its shares of the index. Both are dollars for a token at a normalisation of 1.
pub fn normalisation(rule: &PowerPerpetual, index: Price, mark: Price, elapsed: f64) -> Ratio {
    let [least, most] = [rule.least_mark, rule.most_mark].map(|share| index * share);
    let held = if mark < least {
        least
    } else if mark > most {
        most
    } else {
        mark
    };
    Ratio::new(libm::pow(index.get() / held.get(), elapsed / rule.funding_seconds))
}

/// What a vault owes in coins: short × normalisation × price ÷ scale.
pub fn debt(rule: &PowerPerpetual, vault: Vault, price: Price) -> Quantity {
    Quantity::new(vault.short.get() * vault.normalisation.get() * price.get() / rule.scale.get())
}

/// Collateral ÷ debt; nothing where nothing is owed.
pub fn collateral_ratio(rule: &PowerPerpetual, vault: Vault, price: Price) -> Option<Ratio> {
    let owed = debt(rule, vault, price);
    (owed > Quantity::ZERO).then(|| Ratio::new(vault.collateral.get() / owed.get()))
}

/// Whether a vault has the collateral that it must have; one that has exactly as much is safe.
pub fn is_safe(rule: &PowerPerpetual, vault: Vault, price: Price) -> bool {
    vault.collateral.get() >= rule.collateral_ratio.get() * debt(rule, vault, price).get()
}

/// The price of the underlying above which a vault is liquidated: collateral × scale ÷ (ratio × short × normalisation);
/// nothing where nothing is owed.
pub fn liquidation_price(rule: &PowerPerpetual, vault: Vault) -> Option<Price> {
    let owed = vault.short.get() * vault.normalisation.get() * rule.collateral_ratio.get();
    (owed > 0.0).then(|| Price::new(vault.collateral.get() * rule.scale.get() / owed))
}

/// A liquidation of a vault by somebody who pays `most` tokens or fewer, each of which is worth `token` coins on the
/// market: a share of the debt or, where too little collateral would be left, all of it. Collateral worth what is paid
/// and the bounty is given for it; where a vault has less, everything is paid for and given.
///
/// ```
/// # use margin_core::{power_perpetual::*, units::{Price, Quantity, Ratio}};
/// # let [least_mark, most_mark, collateral_ratio, close, bounty] = [0.8, 1.4, 1.5, 0.5, 0.1].map(Ratio::new);
/// # let (scale, least_collateral) = (Price::new(10_000.0), Quantity::new(0.5));
/// # let rule = PowerPerpetual {
/// #     scale, funding_seconds: 1_512_000.0, least_mark, most_mark, collateral_ratio, least_collateral, close, bounty,
/// # };
/// let [collateral, short, token] = [45.0, 100.0, 0.4].map(Quantity::new);
/// let vault = Vault { collateral, short, normalisation: Ratio::new(1.0) };
/// let done = liquidated(&rule, vault, token, short);
/// assert_eq!([done.burned, done.worth, done.paid, done.left], [50.0, 20.0, 22.0, 23.0].map(Quantity::new));
/// ```
pub fn liquidated(rule: &PowerPerpetual, vault: Vault, token: Quantity, most: Quantity) -> Liquidated {
    let part = Quantity::new(vault.short.get() * rule.close.get());
    let some = offered(rule, vault, token, fewer(most, part));
    if some.left < Quantity::ZERO {
        return seized(vault, token);
    }
    if some.left >= rule.least_collateral {
        return some;
    }
    let all = offered(rule, vault, token, fewer(most, vault.short));
    if all.left < Quantity::ZERO { seized(vault, token) } else { all }
}

/// Tokens paid for collateral worth them and the bounty.
fn offered(rule: &PowerPerpetual, vault: Vault, token: Quantity, burned: Quantity) -> Liquidated {
    let worth = Quantity::new(burned.get() * token.get());
    let paid = worth + Quantity::new(worth.get() * rule.bounty.get());
    Liquidated { burned, worth, paid, left: vault.collateral - paid }
}

/// All tokens paid for all collateral.
fn seized(vault: Vault, token: Quantity) -> Liquidated {
    let worth = Quantity::new(vault.short.get() * token.get());
    Liquidated { burned: vault.short, worth, paid: vault.collateral, left: Quantity::ZERO }
}

fn fewer(left: Quantity, right: Quantity) -> Quantity {
    if left < right { left } else { right }
}
