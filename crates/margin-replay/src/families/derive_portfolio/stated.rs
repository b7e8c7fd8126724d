//! A grid by the names of the venue's own tests.

use margin_core::report::Levels;
use margin_core::rules::{
    AddOnOf, CertaintyRule, Grid, PowerTerm, Scenario, ShockDiscount, Term, VolatilityMove, VolatilityShock,
};
use margin_core::units::Ratio;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The parameters of the second portfolio manager.
pub(super) fn second(grid: &Grid) -> Option<Value> {
    let (skew, discount, basis, peg) = (grid.skew?, grid.discount?, grid.basis?, grid.peg.as_ref()?);
    let (long, short) = (discount.positive?, discount.negative?);
    let (up, down) = (grid.up.first()?, grid.down.first()?);
    let term = term(up)?;
    let [perpetual, option] = [linear(grid)?, naked(grid)?];
    let certainty = certainty(grid)?;
    let scenarios: Vec<Value> = grid.scenarios.iter().map(scenario).collect();
    Some(json!({
        "Scenarios": scenarios,
        "SkewShock": {
            "LINEAR_SCALE_CAP": skew.linear.base.get(), "LINEAR_CBASE": skew.linear.growth.get(),
            "ABS_SCALE_CAP": skew.absolute.base.get(), "ABS_CBASE": skew.absolute.growth.get(),
            "MIN_K_STAR": skew.least.get(), "MIN_WIDTH_SCALE": skew.width.get(),
            "VOL_PARAM_STATIC": skew.volatility.get(), "VOL_PARAM_SCALE": skew.volatility_growth.get(),
        },
        "VolShock": {
            "VOLRANGEUP": up.size.get(), "MIN_VOL_EVAL_SHOCKED": up.least?.get(), "VOLRANGEDOWN": down.size.get(),
            "SHORTTERMPOWER": term.short.get(), "LONGTERMPOWER": term.long.get(), "DTE_FLOOR": term.floor_days,
        },
        "Margin": {
            "MM_LOSS_FACTOR": grid.scale.maintenance.get(), "IM_LOSS_FACTOR": grid.scale.initial.get(),
            "SHORT_RATE_MULTSCALE": short.multiple.get(), "LONG_RATE_MULTSCALE": long.multiple.get(),
            "SHORT_RATE_ADDSCALE": short.spread.get(), "LONG_RATE_ADDSCALE": long.spread.get(),
            "BASE_STATIC_DISCOUNT": long.base.get(), "BASE_STATIC_DISCOUNT_NEG": short.base.get(),
        },
        "BasisContingency": {
            "SCENARIO_SPOT_UP": factor(basis.up), "SCENARIO_SPOT_DOWN": factor(basis.down),
            "BASIS_CONT_ADD_FACTOR": basis.base.get(), "BASIS_CONT_MULT_FACTOR": basis.growth.get(),
        },
        "OtherContingency": {
            "PEG_LOSS_THRESHOLD": peg.threshold.get(), "PEG_LOSS_FACTOR": peg.factor.get(),
            "CONF_THRESHOLD": certainty.threshold.get(), "CONF_MARGIN": certainty.factor.get(),
            "MM_PERP_PERCENT": perpetual.maintenance.get(), "IM_PERP_PERCENT": more(perpetual),
            "IM_PERP_PERCENT_NORMAL": perpetual.initial.get(),
            "MM_OPTION_PERCENT": option.maintenance.get(), "IM_OPTION_PERCENT": more(option),
            "IM_OPTION_PERCENT_NORMAL": option.initial.get(),
        },
    }))
}

/// The parameters of the first portfolio manager.
pub(super) fn first(grid: &Grid) -> Option<Value> {
    let discount: ShockDiscount = grid.discount?.positive?;
    let (basis, peg, certainty) = (grid.basis?, grid.peg.as_ref()?, certainty(grid)?);
    let (up, down) = (grid.up.first()?, grid.down.first()?);
    let term = term(up)?;
    let mut prices: Vec<f64> = Vec::new();
    let mut moves: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for scenario in &grid.scenarios {
        if seen.insert(scenario.price.get().to_bits()) {
            prices.push(factor(scenario.price));
        }
        let direction = direction(scenario.volatility);
        if !moves.contains(&direction) {
            moves.push(direction);
        }
    }
    Some(json!({
        "spot_shocks": prices, "vol_dirs": moves,
        "volRangeUp": up.size.get(), "volRangeDown": down.size.get(),
        "shortTermPower": term.short.get(), "longTermPower": term.long.get(), "dteFloor_s": term.floor_days * 86_400.0,
        "imFactor": grid.scale.initial.get(), "baseStaticDiscount": discount.base.get(),
        "rateMultScale": discount.multiple.get(), "rateAddScale": discount.spread.get(),
        "basis_up": factor(basis.up), "basis_down": factor(basis.down),
        "basisAdd": basis.base.get(), "basisMult": basis.growth.get(),
        "pegThreshold": peg.threshold.get(), "pegFactor": peg.factor.get(),
        "confThreshold": certainty.threshold.get(), "confMargin": certainty.factor.get(),
        "basePercent": held(grid)?.maintenance.get(), "perpPercent": linear(grid)?.maintenance.get(),
        "optionPercent": naked(grid)?.maintenance.get(),
    }))
}

fn scenario(scenario: &Scenario) -> Value {
    json!({
        "SpotShock": factor(scenario.price),
        "VolShockDirection": direction(scenario.volatility),
        "DampeningFactor": scenario.weight.get(),
    })
}

fn direction(volatility: VolatilityMove) -> &'static str {
    match volatility {
        VolatilityMove::None => "None",
        VolatilityMove::Up => "Up",
        VolatilityMove::Down => "Down",
        VolatilityMove::Linear => "LINEAR",
        VolatilityMove::Absolute => "ABS",
    }
}

fn factor(moved: Ratio) -> f64 {
    1.0 + moved.get()
}

/// What the share to open is more than that to keep.
fn more(shares: Levels<Ratio>) -> f64 {
    shares.initial.get() - shares.maintenance.get()
}

fn term(shock: &VolatilityShock) -> Option<PowerTerm> {
    match shock.term {
        Term::Power(term) => Some(term),
        Term::Flat | Term::Nodes(_) => None,
    }
}

fn linear(grid: &Grid) -> Option<Levels<Ratio>> {
    grid.add_ons.iter().find_map(|add_on| if let AddOnOf::Linear(shares) = add_on.of { Some(shares) } else { None })
}

fn held(grid: &Grid) -> Option<Levels<Ratio>> {
    grid.add_ons.iter().find_map(|add_on| if let AddOnOf::Holdings(shares) = add_on.of { Some(shares) } else { None })
}

fn naked(grid: &Grid) -> Option<Levels<Ratio>> {
    let shares = |of| if let AddOnOf::NakedShorts(shares) = of { Some(shares) } else { None };
    grid.add_ons.iter().find_map(|add_on| shares(add_on.of))
}

fn certainty(grid: &Grid) -> Option<CertaintyRule> {
    grid.add_ons.iter().find_map(|add_on| if let AddOnOf::Certainty(rule) = add_on.of { Some(rule) } else { None })
}
