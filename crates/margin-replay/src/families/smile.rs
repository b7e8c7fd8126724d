//! Smiles: raw SVI with its jump wings and their repair, its density, and SSVI by a power law.

use super::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_pricing::ssvi::PowerLaw;
use margin_pricing::svi::{JumpWings, Least, RawSvi};

/// The deviations within which a venue's feed of volatilities means its smile, where strikes are stated.
const FEED_REACH: f64 = 4.0;
/// The source of a least density looks at thousandths of log-moneyness between these.
const THOUSANDTHS: std::ops::RangeInclusive<i32> = -3000..=3000;

/// Total variance, or the volatility of a strike as a venue's feed means it.
pub(super) fn raw(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let smile = stated(inputs, key)?;
    Ok(Answer::Number(match key {
        "w" => smile.total_variance(need(inputs, &["k"], key)?),
        "vol" => {
            let [strike, forward] = [need(inputs, &["K"], key)?, need(inputs, &["F"], key)?];
            let total = smile.total_variance_within(libm::log(strike / forward), FEED_REACH);
            (total / need(inputs, &["tau"], key)?).sqrt()
        }
        _ => return Err(unknown(inputs, key)),
    }))
}

/// The numbers of the jump-wings form.
pub(super) fn jump_wings(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let refused = || Unanswered::Refused("the smile has no jump wings".to_owned());
    let wings = stated(inputs, key)?.jump_wings(need(inputs, &["t"], key)?).ok_or_else(refused)?;
    Ok(Answer::Number(match key.rsplit('.').next().unwrap_or(key) {
        "v" => wings.variance,
        "psi" => wings.skew,
        "p" => wings.put_wing,
        "c" => wings.call_wing,
        "vt" | "v_tilde" => wings.least_variance,
        _ => return Err(unknown(inputs, key)),
    }))
}

/// The right wing and the least variance with which no butterfly costs less than nothing.
pub(super) fn repair(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let variance = need(inputs, &["v"], key)?;
    let [skew, put_wing] = [need(inputs, &["psi"], key)?, need(inputs, &["p"], key)?];
    // What the repair replaces may be anything.
    let before = JumpWings { years: 1.0, variance, skew, put_wing, call_wing: put_wing, least_variance: variance };
    let repaired = before.repaired();
    match key {
        "c_new" | "c_calc" => Ok(Answer::Number(repaired.call_wing)),
        "v_tilde_new" | "vt_calc" => Ok(Answer::Number(repaired.least_variance)),
        _ => Err(unknown(inputs, key)),
    }
}

/// Durrleman's function where the figure's name says, and where it is least.
pub(super) fn density(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let smile = stated(inputs, key)?;
    if let Some(log_moneyness) = key.strip_prefix("g_at.").and_then(|place| place.parse().ok()) {
        return Ok(Answer::Number(smile.durrleman(log_moneyness)));
    }
    let thousandths = THOUSANDTHS.map(|thousandth| f64::from(thousandth) / 1000.0);
    let least: Least = smile.least_durrleman(thousandths).ok_or_else(|| unknown(inputs, key))?;
    match key {
        "g_min" => Ok(Answer::Number(least.value)),
        "g_argmin" => Ok(Answer::Number(least.log_moneyness)),
        "arbitrage" => Ok(Answer::Truth(least.value < 0.0 || smile.check().is_err())),
        _ => Err(unknown(inputs, key)),
    }
}

/// A smile of a power-law surface, and its conditions.
pub(super) fn power_law(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    let law = PowerLaw { tilt: number("rho")?, scale: number("eta")?, exponent: number("gamma")? };
    let at_forward = number("theta")?;
    let smile = law.smile(at_forward);
    let [first, second] = smile.butterfly_conditions();
    Ok(match key {
        "phi" => Answer::Number(smile.bend),
        "w" => Answer::Number(smile.total_variance(number("k")?)),
        "cond1" => Answer::Number(first),
        "cond2" => Answer::Number(second),
        "butterfly_ok" => Answer::Truth(smile.is_free_of_butterflies()),
        "calendar_ok" => Answer::Truth(law.is_free_of_calendars(at_forward)),
        _ => return Err(unknown(inputs, key)),
    })
}

fn stated(inputs: &Inputs, key: &str) -> Result<RawSvi, Unanswered> {
    let number = |name: &str| need(inputs, &[name], key);
    Ok(RawSvi {
        level: number("a")?,
        slope: number("b")?,
        tilt: number("rho")?,
        shift: number("m")?,
        curve: number("sigma")?,
    })
}
