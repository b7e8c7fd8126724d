//! Equidistant valuation points, and the edges of a range of moves.

use super::{agree, grid, index, table, under};
use crate::families::account::Account;
use crate::families::options::{Stated, open};
use crate::families::{dollars, need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::{Instrument, Right};
use margin_core::report::{Level, Levels};
use margin_core::rules::{Grid, Model, Scenario, ScenarioLoss, ScenarioSet, VolatilityMove};
use margin_core::units::{Price, Ratio};
use std::collections::BTreeMap;

const RULES: &str = "classroom/tims";

/// Answers one expected figure.
pub(in crate::families) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    if let Some(place) = key.strip_prefix("points.") {
        let account = under(RULES)?;
        let points = &grid(&account, "STOCK")?.scenarios;
        agree(inputs, "low", points.first().map_or(Ratio::ZERO, |point| point.price))?;
        agree(inputs, "high", points.last().map_or(Ratio::ZERO, |point| point.price))?;
        let point = place.parse::<usize>().ok().and_then(|place| points.get(place));
        return point.map(|point| Answer::Number(point.price.get())).ok_or_else(|| unknown(inputs, key));
    }
    let words = inputs.text(&["position"]).unwrap_or_default();
    let numbers = numbers(words);
    let account = match (key, numbers.as_slice()) {
        ("margin", [value]) if words.contains("broad-based index") => held("SPX", 1.0, *value)?,
        ("margin", [shares, price]) if words.contains(" sh @ ") => held("STOCK", *shares, *price)?,
        ("margin", [contracts, multiplier, _]) if words.contains("far-OTM") => worthless(*contracts, *multiplier)?,
        _ => return Err(unknown(inputs, key)),
    };
    Ok(Answer::Number(account.requirement(Level::Maintenance)?))
}

/// What one unit is worth after the greatest moves up and down of a range.
pub(super) fn edges(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let (spot, most) = (need(inputs, &["spot"], key)?, need(inputs, &["max_move"], key)?);
    let scenario = |price: f64| Scenario {
        set: ScenarioSet::Regular,
        price: Ratio::new(price),
        volatility: VolatilityMove::None,
        weight: Ratio::new(1.0),
        linear: None,
        options: Ratio::new(1.0),
        days: 0.0,
    };
    let mut account = Account::empty();
    let grid = Grid {
        scenarios: vec![scenario(most), scenario(-most)],
        up: Vec::new(),
        down: Vec::new(),
        skew: None,
        discount: None,
        gains: None,
        dampener: None,
        basis: None,
        add_ons: Vec::new(),
        floors: Vec::new(),
        scale: Levels::both(Ratio::new(1.0)),
        peg: None,
    };
    account.rules.model = Model::ScenarioLoss(ScenarioLoss {
        underlyings: BTreeMap::from([("COIN".into(), "grid".into())]),
        grids: BTreeMap::from([("grid".into(), grid)]),
        ..ScenarioLoss::default()
    });
    account.rules.collateral.assets.insert("USD".into(), dollars());
    account.open_listed(Instrument::perpetual("COIN"), 1.0, Price::new(spot));
    let place = usize::from(key == "down");
    let row = table(&account)?.rows.into_iter().nth(place).ok_or_else(|| unknown(inputs, key))?;
    Ok(Answer::Number(spot + row.change.get()))
}

/// Units that gain and lose with a price.
fn held(underlying: &str, quantity: f64, price: f64) -> Result<Account, Unanswered> {
    let mut account = under(RULES)?;
    account.open_listed(Instrument::perpetual(underlying), quantity, Price::new(price));
    Ok(account)
}

/// Options that lose nothing at any point: calls whose strike is a thousand times the price.
fn worthless(contracts: f64, multiplier: f64) -> Result<Account, Unanswered> {
    let mut account = under(RULES)?;
    index(&mut account, "STOCK", 100.0);
    let call = Stated::one("STOCK", Right::Call, 100_000.0, contracts, 0.0);
    open(&mut account, Stated { multiplier, volatility: Some(0.3), ..call });
    Ok(account)
}

/// The numbers in a sentence.
fn numbers(words: &str) -> Vec<f64> {
    let apart = |letter: char| !(letter.is_ascii_digit() || letter == '.');
    words.split(apart).filter_map(|part| part.parse().ok()).collect()
}
