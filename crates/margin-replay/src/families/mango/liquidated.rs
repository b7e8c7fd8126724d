//! What is left when an account has been liquidated: deposits for debts, and perpetuals closed.
//!
//! A liquidation goes on until the initial weights, without the venue's totals and at the oracle's prices, are met.

use super::{paid, stable, weights};
use crate::families::account::Account;
use crate::families::stated::terms;
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::liquidation::size::{self, DebtRelief, Relief};
use margin_core::liquidation::trigger;
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::liquidation::{AtTrigger, Target};
use margin_core::rules::{Collateral, PriceRule};
use margin_core::units::{Price, Quantity, Ratio, Usd};

const ASSET: &str = "TOKEN1";
const DEBT: &str = "TOKEN2";
const OTHER: &str = "TOKEN3";

/// More than any amount that is not bounded.
const NO_BOUND: f64 = 1e30;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "init" => Ok(Answer::Number(stable(inputs, key)?.excess(Level::Initial)?)),
        "maint" => Ok(Answer::Number(stable(inputs, key)?.excess(Level::Maintenance)?)),
        "liq_end" => Ok(Answer::Number(until(stable(inputs, key)?).excess(Level::Initial)?)),
        "possible" | "asset_after" | "liab_after" => {
            let debts = debts(inputs, key)?;
            let closed = debts.closed(inputs, key)?;
            match key {
                "possible" => Ok(Answer::Truth(debts.possible()?)),
                "asset_after" => Ok(Answer::Number(debts.asset - closed)),
                _ => Ok(Answer::Number(debts.debt + closed)),
            }
        }
        "base_after" | "quote_after" => {
            let [base, quote, price] =
                [need(inputs, &["base"], key)?, need(inputs, &["quote"], key)?, need(inputs, &["price"], key)?];
            let closed = perpetual(inputs, key)?;
            Ok(Answer::Number(if key == "base_after" { base - closed } else { quote + closed * price }))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// The account under the terms that end its liquidation.
fn until(mut account: Account) -> Account {
    let Collateral { prices, assets, .. } = &mut account.rules.collateral;
    *prices = Levels::both(PriceRule::Index);
    assets.values_mut().for_each(|terms| terms.crowding = None);
    account
}

/// A deposit and a debt, and the account that they are in.
struct Debts {
    account: Account,
    asset: f64,
    debt: f64,
    weights: [f64; 2],
}

fn debts(inputs: &Inputs, key: &str) -> Result<Debts, Unanswered> {
    if let (Some(asset), Some(liab)) = (inputs.within(&["asset"]), inputs.within(&["liab"])) {
        let weights = [need(&asset, &["init_w"], key)?, need(&liab, &["init_w"], key)?];
        let [asset, debt] = [need(&asset, &["amount"], key)?, need(&liab, &["amount"], key)?];
        return Ok(Debts { account: stable(inputs, key)?, asset, debt, weights });
    }
    let own = [need(inputs, &["token_asset_weight"], key)?, need(inputs, &["token_liab_weight"], key)?];
    let [asset, debt] = [need(inputs, &["asset_token"], key)?, need(inputs, &["liab_token"], key)?];
    let price = need(inputs, &["prices"], key)?;
    let weighed = || terms(Levels::both(own[0]), Levels::both(own[1]));
    let mut account = Account::settling_in(ASSET, weighed());
    account.hold_asset(ASSET, asset, price, weighed());
    let surplus = need(inputs, &["perp_overall_weight"], key)?;
    let counts = weights([0.5, 1.5], surplus);
    paid(&mut account, 0.0, price, need(inputs, &["asset_perp_quote"], key)?, counts);
    // A perpetual that only owes its quote is a debt in the token that it settles in.
    let owed = need(inputs, &["liab_perp_quote"], key)?;
    account.hold_asset(DEBT, debt + owed, price, weighed());
    account.hold_asset(OTHER, need(inputs, &["other_token"], key)?, price, terms(Levels::both(1.0), Levels::both(1.0)));
    Ok(Debts { account, asset, debt, weights: own })
}

impl Debts {
    /// Whether the account may be liquidated, and has a deposit and a debt of which one can be paid with the other.
    fn possible(&self) -> Result<bool, Unanswered> {
        let figures = self.account.report(GroupKey::Cross)?.figures;
        let (counted, required) = (figures.counted.maintenance.usd(), figures.maintenance.usd());
        let under = trigger::triggered(counted, required, Ratio::new(1.0), AtTrigger::Safe);
        Ok(under && self.asset > 0.0 && self.debt < 0.0)
    }

    /// The units of the debt that are repaid, for as many units of the deposit: prices are alike and there are no fees.
    fn closed(&self, inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
        if !self.possible()? {
            return Ok(0.0);
        }
        let account = until(self.account.clone());
        let figures = account.report(GroupKey::Cross)?.figures;
        let target = Target { level: Level::Initial, ..Target::default() };
        let shortage = trigger::shortage(figures.counted.initial.usd(), figures.initial.usd(), Usd::ZERO, target);
        let [asset_weight, debt_weight] = self.weights.map(Ratio::new);
        let price = Price::new(inputs.number(&["prices"]).unwrap_or(1.0));
        let exchange = Ratio::new(1.0);
        let relief = DebtRelief { price, debt_weight, asset_weight, exchange, insurance: fees(inputs, key)? };
        let restoring = size::restoring_debt(shortage, relief);
        let [owed, held] = [-self.debt, self.asset].map(Quantity::new);
        let most = Quantity::new(inputs.number(&["max_liab_transfer"]).unwrap_or(NO_BOUND));
        Ok(size::exchanged(restoring, owed, held, exchange.get(), most).get())
    }
}

fn fees(inputs: &Inputs, key: &str) -> Result<Ratio, Unanswered> {
    need(inputs, &["fees", "liquidation_fee"], key).map(Ratio::new)
}

/// The signed contracts that are closed.
fn perpetual(inputs: &Inputs, key: &str) -> Result<f64, Unanswered> {
    let stated = inputs.numbers(&["base_weights"]).ok_or_else(|| unknown(inputs, key))?;
    let &[long, short] = stated.as_slice() else { return Err(unknown(inputs, key)) };
    let [base, price] = [need(inputs, &["base"], key)?, need(inputs, &["price"], key)?];
    let dollars = || terms(Levels::both(1.0), Levels::both(1.0));
    let mut account = Account::settling_in(ASSET, dollars());
    account.hold_asset(ASSET, need(inputs, &["settle_token"], key)?, 1.0, dollars());
    let counts = weights([long, short], need(inputs, &["overall_weight"], key)?);
    let position = paid(&mut account, base, price, need(inputs, &["quote"], key)?, counts);
    let rate = Ratio::new(account.rate(position, Level::Initial)?);
    let figures = account.report(GroupKey::Cross)?.figures;
    let target = Target { level: Level::Initial, ..Target::default() };
    let shortage = trigger::shortage(figures.counted.initial.usd(), figures.initial.usd(), Usd::ZERO, target);
    let (quote, none) = (Ratio::new(1.0), Ratio::ZERO);
    let relief = Relief { price: Price::new(price), quote, rate, fee: fees(inputs, key)?, insurance: none };
    let restoring = size::restoring_quantity(shortage, relief);
    let open = Quantity::new(base.abs());
    let most = Quantity::new(need(inputs, &["max_base_transfer"], key)?.abs());
    let closed = size::exchanged(restoring, open, open, 1.0, most).get();
    Ok(if base < 0.0 { -closed } else { closed })
}
