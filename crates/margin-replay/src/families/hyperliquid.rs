//! Perpetuals that are margined by tiers of notional: cross, isolated and unified accounts, and funding.
//!
//! A cross account is stated by its equity and its total maintenance requirement; the other positions become one of
//! no profit that requires the rest, because their requirement is frozen while the one in question moves.

pub(super) mod backstop;
mod borrowing;

use crate::families::account::{Account, under};
use crate::families::stated::{Stated, tier};
use crate::families::{optional, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_core::funding;
use margin_core::id::PositionId;
use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::report::{GroupKey, GroupReport, Level, LineItem};
use margin_core::rules::{Schedule, TierTable};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use serde_json::Value;

const RULES: &str = "hyperliquid/perpetuals";

const QUANTITY: [&str; 5] = ["szi", "size", "sz", "quantity", "qty"];
const MARK: [&str; 4] = ["mark", "mark_px", "mark_price", "price"];
const POSITION_VALUE: [&str; 2] = ["position_value", "notional"];
const ENTRY: [&str; 3] = ["entry", "entry_px", "entry_price"];
const LEVERAGE: [&str; 2] = ["user_leverage", "leverage"];
const MOST_LEVERAGE: [&str; 2] = ["max_leverage", "maxLeverage"];
const TIERS: [&str; 2] = ["tiers_lower_maxlev", "tiers"];
const EQUITY: [&str; 4] = ["account_value", "cross_account_value", "spot_usdc_total", "spot_total"];
const MAINTENANCE: [&str; 3] = ["cross_maintenance_margin", "cross_mm", "maintenance_margin_used"];
const ISOLATED: [&str; 1] = ["isolated_margin"];

/// Expected figures that are no margin.
const FEES: [&str; 3] = ["maker", "taker", "deployer_share"];

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let usd = |item: &LineItem| Answer::Number(item.usd().get());
    let case = || Case::read(inputs);
    match key {
        "liq_price" | "liquidation_price" | "liquidationPx" => case()?.liquidation_price().map(optional),
        "equity_at_liq" => case()?.equity_at_liquidation().map(optional),
        "available_after_maintenance" => Ok(usd(&case()?.report()?.figures.excess(Level::Maintenance))),
        "equity" | "account_value" => Ok(usd(&case()?.report()?.figures.equity)),
        "initial_margin" => Ok(usd(&case()?.report()?.figures.initial)),
        "maintenance_margin" => case()?.with_tiers(inputs)?.report().map(|report| usd(&report.figures.maintenance)),
        "transfer_requirement" => Ok(usd(&case()?.report()?.withdrawal)),
        "backstop_equity" => {
            let backstop = case()?.with_tiers(inputs)?.report()?.backstop;
            backstop.as_ref().map(usd).ok_or_else(|| Unanswered::Refused("the rules name no backstop".to_owned()))
        }
        "liquidatable" if borrowing::stated(inputs) => borrowing::liquidatable(inputs, key),
        "liquidatable" => case()?.report().map(|report| Answer::Truth(under(&report))),
        "account_ratio" => case()?.report().map(|report| optional(account_ratio(&report))),
        "hourly_rate" | "funding_rate" => Ok(Answer::Number(hourly_rate(inputs)?.get())),
        "payment" | "funding_payment" => payment(inputs),
        _ if FEES.contains(&key) => Err(Unanswered::Listed("what trading costs, which is no margin".to_owned())),
        _ => borrowing::answer(inputs, key).unwrap_or_else(|| Err(unknown(inputs, key))),
    }
}

fn unknown_shape(inputs: &Inputs, lacking: &str) -> Unanswered {
    Unanswered::Listed(format!("no adapter takes this shape: there is no {lacking} in {}", inputs.shape()))
}

/// An account with the position that is asked about, if any.
struct Case {
    account: Account,
    position: Option<PositionId>,
    key: GroupKey,
}

impl Case {
    fn read(inputs: &Inputs) -> Result<Self, Unanswered> {
        let mut account = Account::empty();
        let published = published(RULES)?;
        account.rules.withdrawal = published.withdrawal;
        account.rules.liquidation = published.liquidation.clone();
        let stated = stated(inputs)?;
        let isolated = inputs.text(&["mode"]).map_or_else(
            || stated.is_some() && inputs.number(&EQUITY).is_none() && inputs.number(&ISOLATED).is_some(),
            |mode| mode.contains("isolated"),
        );
        match stated {
            Some(stated) if isolated => {
                let margin = inputs.number(&ISOLATED).ok_or_else(|| unknown_shape(inputs, "isolated margin"))?;
                let collateral = Usd::new(margin - profit(&stated));
                let position = account.open(stated, MarginMode::Isolated { collateral });
                Ok(Self { account, position: Some(position), key: GroupKey::Isolated(position) })
            }
            stated => Self::cross(inputs, account, stated),
        }
    }

    fn cross(inputs: &Inputs, mut account: Account, stated: Option<Stated>) -> Result<Self, Unanswered> {
        let equity = inputs.number(&EQUITY);
        let total = total(inputs);
        if stated.is_none() && (equity.is_none() || total.is_none()) {
            return Err(unknown_shape(inputs, "position or account"));
        }
        let aside = inputs.number(&ISOLATED).unwrap_or(0.0);
        let carried = stated.as_ref().map_or(0.0, profit);
        if let Some(equity) = equity {
            account.hold(equity - aside - carried);
        }
        let position = stated.map(|stated| account.open(stated, MarginMode::Cross));
        if let Some(total) = total {
            let own = account.report(GroupKey::Cross)?.figures.maintenance.usd().get();
            account.open_others(total - own);
        }
        Ok(Self { account, position, key: GroupKey::Cross })
    }

    /// Refuses a case whose tiers were not stated.
    fn with_tiers(self, inputs: &Inputs) -> Result<Self, Unanswered> {
        let stated = inputs.value(&TIERS).is_some() || inputs.number(&MOST_LEVERAGE).is_some();
        if stated || total(inputs).is_some() { Ok(self) } else { Err(unknown_shape(inputs, "greatest leverage")) }
    }

    fn report(&self) -> Result<GroupReport, Unanswered> {
        self.account.report(self.key)
    }

    fn liquidation_price(&self) -> Result<Option<f64>, Unanswered> {
        match self.position {
            Some(position) => self.account.liquidation_price(position),
            None => Err(Unanswered::Listed("no position is stated to find a price for".to_owned())),
        }
    }

    fn equity_at_liquidation(self) -> Result<Option<f64>, Unanswered> {
        let (Some(price), Some(position)) = (self.liquidation_price()?, self.position) else { return Ok(None) };
        let report = self.account.with_price(position, price).report(self.key)?;
        Ok(Some(report.figures.equity.usd().get()))
    }
}

/// What closing at the mark would gain or lose.
fn profit(stated: &Stated) -> f64 {
    stated.quantity * (stated.mark - stated.entry)
}

/// The position, by its size and price or by its value alone; nothing when none is stated.
fn stated(inputs: &Inputs) -> Result<Option<Stated>, Unanswered> {
    let value = inputs.number(&POSITION_VALUE);
    let size = inputs.number(&QUANTITY).map(|size| match inputs.text(&["side"]) {
        Some("short" | "sell" | "A") => -size.abs(),
        _ => size,
    });
    let entry = inputs.number(&ENTRY);
    let mark = inputs.number(&MARK).or_else(|| Some(value? / size?.abs())).or(entry);
    let (quantity, mark) = match (size, mark, value) {
        (Some(size), Some(mark), _) => (size, mark),
        (Some(_), None, _) => return Err(unknown_shape(inputs, "price")),
        (None, _, Some(value)) if value > 0.0 => (1.0, value),
        (None, _, Some(_)) => (0.0, 1.0),
        (None, _, None) => return Ok(None),
    };
    let leverage =
        inputs.number(&LEVERAGE).map_or(Leverage::VenueMaximum, |chosen| Leverage::Chosen(Ratio::new(chosen)));
    Ok(Some(Stated { quantity, mark, entry: entry.unwrap_or(mark), leverage, schedule: tiers(inputs)? }))
}

/// The tiers as they are listed, or the one that the greatest leverage implies; maintenance is half the initial rate.
fn tiers(inputs: &Inputs) -> Result<Schedule, Unanswered> {
    let implied = |from: f64, most: f64| tier(from, most, 2.0 * most);
    if let Some(listed) = inputs.value(&TIERS) {
        let rows = listed.as_array().into_iter().flatten();
        let read: Option<Vec<_>> = rows.map(|row| row_of(row).map(|(from, most)| implied(from, most))).collect();
        let read = read.filter(|tiers| !tiers.is_empty());
        let tiers = read.ok_or_else(|| unknown_shape(inputs, "readable table of tiers"))?;
        return Ok(Schedule::Tiers(TierTable(tiers)));
    }
    let most = inputs.number(&MOST_LEVERAGE).or_else(|| inputs.number(&LEVERAGE));
    let tier = implied(0.0, most.ok_or_else(|| unknown_shape(inputs, "leverage"))?);
    Ok(Schedule::Tiers(TierTable(vec![tier])))
}

/// A tier's bound and greatest leverage, as a pair or by name.
fn row_of(row: &Value) -> Option<(f64, f64)> {
    let field = |index: usize, names: [&str; 2]| {
        number(row.get(index).or_else(|| names.iter().find_map(|name| row.get(*name)))?)
    };
    Some((field(0, ["lower", "lowerBound"])?, field(1, ["max_leverage", "maxLeverage"])?))
}

/// The account's total cross maintenance requirement, as one number or as its parts.
fn total(inputs: &Inputs) -> Option<f64> {
    let parts = inputs.value(&MAINTENANCE)?;
    match parts.as_array() {
        Some(parts) => parts.iter().map(number).sum(),
        None => number(parts),
    }
}

/// The venue states its ratio as the requirement over what counts.
fn account_ratio(report: &GroupReport) -> Option<f64> {
    report.figures.maintenance.usd().share_of(report.figures.counted.maintenance.usd()).map(Ratio::get)
}

fn hourly_rate(inputs: &Inputs) -> Result<Ratio, Unanswered> {
    let premium = inputs.number(&["premium"]).ok_or_else(|| unknown_shape(inputs, "premium"))?;
    let rule = published(RULES)?.funding.ok_or_else(|| Unanswered::Refused("the rules name no funding".to_owned()))?;
    Ok(funding::rate(&rule, Ratio::new(premium)))
}

fn payment(inputs: &Inputs) -> Result<Answer, Unanswered> {
    let quantity = inputs.number(&QUANTITY).ok_or_else(|| unknown_shape(inputs, "quantity"))?;
    let oracle = ["oracle", "oracle_px", "index"];
    let index = inputs.number(&oracle).ok_or_else(|| unknown_shape(inputs, "oracle price"))?;
    let rate = match inputs.number(&["rate", "funding_rate", "hourly_rate"]) {
        Some(rate) => Ratio::new(rate),
        None => hourly_rate(inputs)?,
    };
    Ok(Answer::Number(funding::payment(Quantity::new(quantity), Price::new(index), rate).get()))
}
