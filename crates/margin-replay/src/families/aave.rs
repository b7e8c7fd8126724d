//! Collateral against debts in dollars: the health factor, what can be borrowed, and what is repaid and seized.

use crate::families::account::{Account, DOLLAR};
use crate::families::stated::{dollars, terms};
use crate::families::{need, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::liquidation::close_factor::{self, Sides};
use margin_core::liquidation::collateral;
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::liquidation::{CloseFactor, DebtLiquidation};
use margin_core::rules::{Categories, Category, Haircut};
use margin_core::units::{Price, Ratio, Usd};
use std::collections::{BTreeMap, BTreeSet};

const RULES: &str = "aave-v3/ethereum-core";
const COLLATERAL: &str = "COIN";
const CATEGORY: &str = "chosen";

/// The share of one debt that could be repaid before the venue's version 3.3.
const SHARE_OF_ONE: f64 = 0.5;

/// What the venue's interface writes for an account without debts.
const NO_DEBTS: f64 = -1.0;

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "health_factor" => {
            let health = account(inputs, key)?.report(GroupKey::Cross)?.figures.ratio(Level::Maintenance);
            Ok(Answer::Number(health.map_or(NO_DEBTS, Ratio::get)))
        }
        "available_borrows_usd" => Ok(Answer::Number(account(inputs, key)?.excess(Level::Initial)?)),
        "close_factor" => {
            let (factor, _) = closing(inputs, key)?;
            Ok(Answer::Number(factor.get()))
        }
        "max_repay_of_one" => {
            let (factor, sides) = closing(inputs, key)?;
            Ok(Answer::Number(close_factor::most_repaid(factor, sides).get()))
        }
        "v3_2_rule" => {
            let (_, sides) = closing(inputs, key)?;
            let one = Sides { all_debts: sides.debt, ..sides };
            Ok(Answer::Number(close_factor::most_repaid(Ratio::new(SHARE_OF_ONE), one).get()))
        }
        "collateral_seized" | "to_liquidator" | "to_treasury" => {
            let ratio = |name: &str| need(inputs, &[name], key).map(Ratio::new);
            let repaid = Usd::new(need(inputs, &["debt_repaid"], key)? * need(inputs, &["debt_price"], key)?);
            let price = Price::new(need(inputs, &["coll_price"], key)?);
            let bonus = ratio("bonus")? - Ratio::new(1.0);
            let seized = collateral::seized(repaid, price, bonus, ratio("protocol_fee")?);
            let part = match key {
                "to_liquidator" => seized.to_liquidator,
                "to_treasury" => seized.to_protocol,
                _ => seized.taken,
            };
            Ok(Answer::Number(part.get()))
        }
        _ => Err(unknown(inputs, key)),
    }
}

/// One asset that counts at its shares, or at those of a category, and a debt in dollars.
fn account(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let [collateral, debt] =
        [need(inputs, &["collateral_usd", "collateral"], key)?, need(inputs, &["debt_usd", "debt"], key)?];
    let shares = |to_open: &str, to_keep: &str| {
        let maintenance = inputs.number(&[to_keep])?;
        Some(Levels { initial: inputs.number(&[to_open]).unwrap_or(maintenance), maintenance })
    };
    let own = shares("ltv", "liquidation_threshold").unwrap_or(Levels::both(0.0));
    let mut account = Account::empty();
    account.hold_asset(COLLATERAL, collateral, 1.0, terms(own, Levels::both(1.0)));
    if debt > 0.0 {
        account.hold_asset(DOLLAR, -debt, 1.0, dollars());
    }
    if let Some(better) = shares("emode_ltv", "emode_liquidation_threshold") {
        let haircut = Levels::each(|level| Haircut::Flat(Ratio::new(1.0 - better.at(level))));
        let category = Category {
            label: CATEGORY.to_owned(),
            haircuts: BTreeMap::from([(COLLATERAL.into(), haircut)]),
            debts: BTreeSet::from([DOLLAR.into()]),
            bonus: None,
        };
        account.rules.collateral.categories = Categories::Chosen(BTreeMap::from([(CATEGORY.into(), category)]));
        account.portfolio.category = Some(CATEGORY.into());
    }
    Ok(account)
}

/// The share of all debts that may be repaid under the venue's own policy, and what it is taken on.
fn closing(inputs: &Inputs, key: &str) -> Result<(Ratio, Sides), Unanswered> {
    let health = health(inputs).ok_or_else(|| unknown(inputs, key))?;
    let debts = match inputs.numbers(&["debts"]) {
        Some(debts) => debts,
        None => vec![need(inputs, &["debt"], key)?],
    };
    let debt = debts.first().copied().map(Usd::new).ok_or_else(|| unknown(inputs, key))?;
    let all_debts = debts.iter().copied().map(Usd::new).sum();
    let collateral = Usd::new(need(inputs, &["collateral_usd"], key)?);
    let sides = Sides { all_debts, debt, collateral };
    let close = match &published(RULES)?.liquidation.debts {
        Some(DebtLiquidation::Repay(repay)) => repay.close,
        Some(DebtLiquidation::Absorb(_)) | None => CloseFactor::All,
    };
    Ok((close_factor::close_factor(close, health, sides), sides))
}

/// The health factor; where only a bound is stated, such as `>0.95`, the least number above it.
fn health(inputs: &Inputs) -> Option<Ratio> {
    let stated = inputs.value(&["hf"])?;
    let above = stated.as_str().and_then(|text| text.strip_prefix('>')).and_then(|bound| bound.trim().parse().ok());
    above.map(f64::next_up).or_else(|| number(stated)).map(Ratio::new)
}
