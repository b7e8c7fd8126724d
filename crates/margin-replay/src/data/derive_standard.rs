//! Accounts of the venue's own tests of its standard margin, with the net margins that its contracts gave.
//!
//! The source writes every number as an integer of 10^18ths.

use crate::data::{Figure, entries, replayed};
use crate::families::account::Account;
use crate::families::standard_manager::{AVERAGED, Underlying, Written, account, hold, net, write};
use crate::outcome::{Replayed, Unanswered};
use crate::tolerance::Tolerance;
use margin_core::instrument::Right;
use serde_json::Value;
use std::io;
use std::path::Path;

const FAMILY: &str = "data: derive standard manager";
const CASES: &str = "standard_manager_cases.json";
const WHOLE: f64 = 1e18;
const NEAR: Tolerance = Tolerance::Relative(1e-6);

/// Replays the cases of a folder.
///
/// # Errors
/// A file that cannot be read or is not JSON.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    let path = folder.join(CASES);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let cases = super::json(&path)?;
    let cases: Vec<_> = entries(&cases).map(|(id, case)| replayed(FAMILY, id.to_owned(), figures(case))).collect();
    Ok(cases)
}

fn figures(case: &Value) -> Vec<Figure> {
    let (Some(scenario), Some(result)) = (case.get("Scenario"), case.get("Result")) else { return Vec::new() };
    let account = of_scenario(scenario).ok_or_else(|| Unanswered::Refused("a field is missing".to_owned()));
    let account = account.and_then(|account| account);
    let named = [("IM", "realIM"), ("MM", "realMM"), ("mtm", "PortfolioMtM")];
    let figure = |(key, theirs): (&'static str, &str)| {
        let ours = match &account {
            Ok(account) => net(account, key)?,
            Err(unanswered) => Err(unanswered.clone()),
        };
        Some(Figure::number(key, whole(result, theirs)?, NEAR, ours))
    };
    named.into_iter().filter_map(figure).collect()
}

fn whole(value: &Value, name: &str) -> Option<f64> {
    Some(value.get(name)?.as_f64()? / WHOLE)
}

fn list(value: &Value, name: &str, place: usize) -> Option<f64> {
    Some(value.get(name)?.get(place)?.as_f64()? / WHOLE)
}

fn of_scenario(scenario: &Value) -> Option<Result<Account, Unanswered>> {
    let made = account(whole(scenario, "Cash")?, whole(scenario, "USDCValue")?);
    let mut account = match made {
        Ok(account) => account,
        Err(unanswered) => return Some(Err(unanswered)),
    };
    for (place, name) in ["ETH", "BTC"].into_iter().enumerate() {
        hold(&mut account, &underlying(scenario, place, name)?);
    }
    let amounts = scenario.get("OptionAmounts")?.as_array()?;
    for place in 0..amounts.len() {
        if let Err(unanswered) = write(&mut account, &option(scenario, place)?) {
            return Some(Err(unanswered));
        }
    }
    Some(Ok(account))
}

fn underlying(scenario: &Value, place: usize, name: &'static str) -> Option<Underlying> {
    let named = |what: String| whole(scenario, &what);
    let feed = |which: usize| Some(scenario.get("SpotPerpConfidences")?.get(place)?.get(which)?.as_f64()? / WHOLE);
    let (perpetuals, mark) = (named(format!("Perps_{name}"))?, list(scenario, "PerpPrice", place)?);
    let funding =
        named(format!("{name}GlobalFundingIndex"))? - named(format!("Account{name}FundingIndex")).unwrap_or(0.0);
    Some(Underlying {
        name,
        spot: named(format!("{name}SpotPrice"))?,
        certainty: [feed(0)?, feed(1)?],
        base: named(format!("w{name}"))?,
        perpetuals,
        mark,
        entry: named(format!("LastEntry{name}")).unwrap_or(mark),
        accrued: -funding * perpetuals,
    })
}

fn option(scenario: &Value, place: usize) -> Option<Written> {
    let at = |name: &str| list(scenario, name, place);
    let underlying = match scenario.get("OptionUnderlying")?.get(place)?.as_str()? {
        "ETH" => "ETH",
        "BTC" => "BTC",
        _ => return None,
    };
    let seconds = scenario.get("OptionExpiries")?.get(place)?.as_f64()?;
    let call = scenario.get("OptionIsCall")?.get(place)?.as_f64()? != 0.0;
    let fixed = scenario.get(format!("PercentFixed{underlying}"))?.as_f64()?;
    let average = whole(scenario, &format!("TWAP_{underlying}"))?;
    let forward = match seconds < AVERAGED {
        true => fixed * average + (1.0 - fixed) * at("Forwards")?,
        false => at("Forwards")?,
    };
    Some(Written {
        underlying,
        right: if call { Right::Call } else { Right::Put },
        strike: at("OptionStrikes")?,
        seconds,
        amount: at("OptionAmounts")?,
        volatility: at("OptionVols")?,
        forward,
        certainty: at("ForwardConfidences")?.min(at("OptionVolConfidences")?),
    })
}
