//! Weighted deposits against weighted debts, with better weights for what may be borrowed together.

use crate::families::account::{Account, DOLLAR};
use crate::families::stated::terms;
use crate::families::{need, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::liquidation::collateral::{self, Paid};
use margin_core::report::{Level, Levels};
use margin_core::rules::liquidation::{DebtLiquidation, Exchange};
use margin_core::rules::{Categories, Haircut, PriceRule};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

const RULES: &str = "marginfi/v2";
const ASSET: &str = "COIN";

/// Halvings of the range that an amount is searched in.
const STEPS: usize = 200;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let quantity = |part: fn(Paid) -> Quantity| Ok(Answer::Number(part(exchanged(inputs, key)?).get()));
    match key {
        "max_borrow" => Ok(Answer::Number(most_borrowed(inputs, key)?)),
        "maint_health" | "health" => {
            let debt = need(inputs, &["debt"], key)?;
            Ok(Answer::Number(account(inputs, debt, key)?.excess(Level::Maintenance)?))
        }
        "effective_weight" => Ok(Answer::Number(category_weight(inputs, key)?)),
        "liquidator_pays" => quantity(|paid| paid.by_liquidator),
        "debt_reduced" | "liability_credited" => quantity(|paid| paid.credited),
        "insurance" => quantity(|paid| paid.to_insurance),
        _ => Err(unknown(inputs, key)),
    }
}

/// A deposit at its weights and a debt at its own. Prices that confidence has moved are the worse of two.
fn account(inputs: &Inputs, debt: f64, key: &str) -> Result<Account, Unanswered> {
    let weights = |names: [&str; 2]| {
        let [initial, maintenance] = names.map(|name| inputs.number(&[name]));
        let one = initial.or(maintenance)?;
        Some(Levels { initial: initial.unwrap_or(one), maintenance: maintenance.unwrap_or(one) })
    };
    let counts = weights(["w_init", "w_maint"]).ok_or_else(|| unknown(inputs, key))?;
    let requires = weights(["liab_w_init", "liab_w_maint"]).unwrap_or(Levels::both(1.0));
    let price = inputs.number(&["asset_price"]).unwrap_or(1.0);
    let held = need(inputs, &["asset_qty", "asset_value"], key)?;
    let mut account = Account::empty();
    account.rules.collateral.prices = Levels::both(PriceRule::WorseOfReference);
    account.hold_asset(ASSET, held, price, terms(counts, Levels::both(1.0)));
    account.quote(ASSET).reference = inputs.number(&["asset_price_low"]).map(Price::new);
    account.hold_asset(DOLLAR, -debt, 1.0, terms(Levels::both(1.0), requires));
    account.quote(DOLLAR).reference = inputs.number(&["debt_price_high"]).map(Price::new);
    Ok(account)
}

/// The largest debt that the initial requirement allows, searched for over the account.
fn most_borrowed(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let (mut low, mut high) = (0.0, need(inputs, &["asset_value"], key)?);
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if account(inputs, middle, key)?.excess(Level::Initial)? < 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(low)
}

/// The share of a deposit that counts beside one debt of each bank that is borrowed from.
fn category_weight(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let own = need(inputs, &["bank_weight"], key)?;
    let banks = inputs.value(&["emode_weight_per_borrowed_bank"]).and_then(|banks| banks.as_array());
    let banks = banks.ok_or_else(|| unknown(inputs, key))?;
    let mut account = Account::empty();
    let held = account.hold_asset(ASSET, 1.0, 1.0, terms(Levels::both(own), Levels::both(1.0)));
    let mut pairs = BTreeMap::new();
    for (place, bank) in banks.iter().enumerate() {
        let name = format!("BANK{place}");
        account.hold_asset(&name, -0.1, 1.0, terms(Levels::both(1.0), Levels::both(1.0)));
        if let Some(weight) = number(bank) {
            let haircut = Levels::both(Haircut::Flat(Ratio::new(1.0 - weight)));
            pairs.insert(name.as_str().into(), BTreeMap::from([(ASSET.into(), haircut)]));
        }
    }
    account.rules.collateral.categories = Categories::ByDebt(pairs);
    account.weight(held, Level::Initial)
}

/// What is paid for a deposit that is taken, at the discounts that are stated or the venue's own.
fn exchanged(inputs: &Inputs, key: &str) -> Result<Paid, Unanswered> {
    let price = Price::new(need(inputs, &["asset_price_low", "P_asset"], key)?);
    let value: Usd = Quantity::new(need(inputs, &["seize", "q_asset"], key)?) * price;
    let debt_price = Price::new(need(inputs, &["debt_price_high", "P_liab"], key)?);
    let (own_liquidator, own_insurance) = match &published(RULES)?.liquidation.debts {
        Some(DebtLiquidation::Repay(repay)) => match repay.exchange {
            Exchange::Discount { liquidator, insurance } => (Some(liquidator), Some(insurance)),
            Exchange::Bonus { .. } | Exchange::Auction(_) => (None, None),
        },
        Some(DebtLiquidation::Absorb(_)) | None => (None, None),
    };
    let share = |name: &str, own: Option<Ratio>| {
        inputs.number(&[name]).map(Ratio::new).or(own).ok_or_else(|| unknown(inputs, key))
    };
    let (liquidator, insurance) = (share("liquidator_fee", own_liquidator)?, share("insurance_fee", own_insurance)?);
    Ok(collateral::paid(value, debt_price, liquidator, insurance))
}
