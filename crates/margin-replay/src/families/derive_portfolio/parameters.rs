//! The venue's parameters, by the names of its own tests, as a grid.

use super::account::CASH;
use margin_core::report::Levels;
use margin_core::rules::{
    AddOn, AddOnOf, AddOnPlace, BasisShock, CertaintyRule, Grid, PegRule, PowerTerm, Scenario, ScenarioSet,
    ShockDiscount, ShockDiscounts, SkewCap, SkewShocks, Term, VolatilityMeasure, VolatilityMove, VolatilityShock,
};
use margin_core::units::{Price, Ratio, Volatility};
use serde_json::Value;

/// The days to expiry at which a volatility moves by the stated share, which the code has as a constant.
const PIVOT_DAYS: f64 = 30.0;

/// The grid of the second portfolio manager with these parameters; nothing where one is missing.
pub(crate) fn grid(parameters: &Value) -> Option<Grid> {
    let scenarios = parameters.get("Scenarios")?.as_array()?.iter().map(scenario).collect::<Option<Vec<_>>>()?;
    let margin = numbers(parameters, "Margin")?;
    let basis = numbers(parameters, "BasisContingency")?;
    let scale = Levels { initial: margin("IM_LOSS_FACTOR")?, maintenance: margin("MM_LOSS_FACTOR")? };
    let [up, down] = volatilities(parameters)?;
    Some(Grid {
        scenarios,
        up: vec![up],
        down: vec![down],
        skew: Some(skew(parameters)?),
        discount: Some(ShockDiscounts {
            positive: Some(ShockDiscount {
                base: margin("BASE_STATIC_DISCOUNT")?,
                multiple: margin("LONG_RATE_MULTSCALE")?,
                spread: margin("LONG_RATE_ADDSCALE")?,
            }),
            negative: Some(ShockDiscount {
                base: margin("BASE_STATIC_DISCOUNT_NEG")?,
                multiple: margin("SHORT_RATE_MULTSCALE")?,
                spread: margin("SHORT_RATE_ADDSCALE")?,
            }),
        }),
        gains: None,
        dampener: None,
        basis: Some(BasisShock {
            up: Ratio::new(basis("SCENARIO_SPOT_UP")?.get() - 1.0),
            down: Ratio::new(basis("SCENARIO_SPOT_DOWN")?.get() - 1.0),
            base: basis("BASIS_CONT_ADD_FACTOR")?,
            growth: basis("BASIS_CONT_MULT_FACTOR")?,
        }),
        add_ons: add_ons(parameters)?,
        floors: Vec::new(),
        scale,
        peg: Some(peg(parameters)?),
    })
}

/// What feeds that are unsure require.
pub(crate) fn certainty(parameters: &Value) -> Option<CertaintyRule> {
    let other = numbers(parameters, "OtherContingency")?;
    Some(CertaintyRule { threshold: other("CONF_THRESHOLD")?, factor: other("CONF_MARGIN")? })
}

fn scenario(stated: &Value) -> Option<Scenario> {
    let price = Ratio::new(stated.get("SpotShock")?.as_f64()? - 1.0);
    let volatility = match stated.get("VolShockDirection")?.as_str()? {
        "None" => VolatilityMove::None,
        "Up" => VolatilityMove::Up,
        "Down" => VolatilityMove::Down,
        "LINEAR" => VolatilityMove::Linear,
        "ABS" => VolatilityMove::Absolute,
        _ => return None,
    };
    let set = match volatility {
        VolatilityMove::Linear | VolatilityMove::Absolute => ScenarioSet::Skew,
        VolatilityMove::None | VolatilityMove::Up | VolatilityMove::Down => ScenarioSet::Regular,
    };
    let weight = Ratio::new(stated.get("DampeningFactor")?.as_f64()?);
    Some(Scenario { set, price, volatility, weight, linear: None, options: Ratio::new(1.0), days: 0.0 })
}

fn volatilities(parameters: &Value) -> Option<[VolatilityShock; 2]> {
    let volatility = numbers(parameters, "VolShock")?;
    let term = Term::Power(PowerTerm {
        pivot_days: PIVOT_DAYS,
        short: volatility("SHORTTERMPOWER")?,
        long: volatility("LONGTERMPOWER")?,
        floor_days: volatility("DTE_FLOOR")?.get(),
    });
    let shock =
        |size: Ratio, least| VolatilityShock { measure: VolatilityMeasure::Share, size, term: term.clone(), least };
    let least = Volatility::new(volatility("MIN_VOL_EVAL_SHOCKED")?.get());
    Some([shock(volatility("VOLRANGEUP")?, Some(least)), shock(volatility("VOLRANGEDOWN")?, None)])
}

fn skew(parameters: &Value) -> Option<SkewShocks> {
    let skew = numbers(parameters, "SkewShock")?;
    let cap = |base, growth| Some(SkewCap { base: skew(base)?, growth: skew(growth)? });
    Some(SkewShocks {
        linear: cap("LINEAR_SCALE_CAP", "LINEAR_CBASE")?,
        absolute: cap("ABS_SCALE_CAP", "ABS_CBASE")?,
        least: skew("MIN_K_STAR")?,
        width: skew("MIN_WIDTH_SCALE")?,
        volatility: Volatility::new(skew("VOL_PARAM_STATIC")?.get()),
        volatility_growth: skew("VOL_PARAM_SCALE")?,
    })
}

/// The shares to open are stated as what they are more than those to keep.
fn add_ons(parameters: &Value) -> Option<Vec<AddOn>> {
    let other = numbers(parameters, "OtherContingency")?;
    let both = |more, maintenance| {
        let (more, maintenance) = (other(more)?, other(maintenance)?);
        Some(Levels { initial: maintenance + more, maintenance })
    };
    let add_ons = [
        AddOnOf::Linear(both("IM_PERP_PERCENT", "MM_PERP_PERCENT")?),
        AddOnOf::NakedShorts(both("IM_OPTION_PERCENT", "MM_OPTION_PERCENT")?),
        AddOnOf::Certainty(certainty(parameters)?),
    ];
    Some(add_ons.map(|of| AddOn { of, place: AddOnPlace::Beside }).to_vec())
}

fn peg(parameters: &Value) -> Option<PegRule> {
    let other = numbers(parameters, "OtherContingency")?;
    let threshold = Price::new(other("PEG_LOSS_THRESHOLD")?.get());
    Some(PegRule { asset: CASH.into(), threshold, factor: other("PEG_LOSS_FACTOR")? })
}

/// Reads the numbers of one part of the parameters.
fn numbers<'p>(parameters: &'p Value, part: &str) -> Option<impl Fn(&str) -> Option<Ratio> + 'p> {
    let part = parameters.get(part)?;
    Some(move |name: &str| part.get(name)?.as_f64().map(Ratio::new))
}
