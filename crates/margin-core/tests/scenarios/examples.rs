//! Accounts whose requirement can be followed by hand.

use crate::common::{Case, DOLLAR, empty_market, plain_rules, quote, quote_dollar, quote_mark};
use crate::{required, tables};
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::{Instrument, Settlement};
use margin_core::market::Peg;
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::report::Level;
use margin_core::rules::{Model, TieredNotional};
use margin_core::scenarios::Worst;
use margin_core::units::{Price, Quantity, Usd};
use serde_json::{Value, json};

/// A position on a coin of 100 dollars under a grid, with 1,000 dollars.
fn account(settlement: Settlement, quantity: f64, grid: &Value) -> Case {
    let mut market = empty_market();
    quote_dollar(&mut market);
    quote(&mut market, &"COIN".into(), 100.0, Peg::Floating);
    let instrument = Instrument { settlement, ..Instrument::perpetual("COIN") };
    quote_mark(&mut market, instrument.id(), 100.0);
    let (quantity, entry) = (Quantity::new(quantity), Price::new(100.0));
    let (id, mode, leverage) = (PositionId(0), MarginMode::Cross, Leverage::VenueMaximum);
    let position = Position { id, instrument, quantity, entry, mode, leverage, accrued: Usd::ZERO };
    let holding = Holding { id: HoldingId(0), asset: DOLLAR.into(), quantity: Quantity::new(1_000.0) };
    let mut rules = plain_rules(TieredNotional::default());
    let model = json!({ "underlyings": { "COIN": "G" }, "grids": { "G": grid } });
    rules.model = Model::ScenarioLoss(serde_json::from_value(model).unwrap());
    let portfolio = Portfolio { holdings: vec![holding], positions: vec![position], ..Portfolio::default() };
    Case { portfolio, market, rules }
}

#[test]
fn a_linear_contract_loses_its_size_times_the_move_and_requires_that_times_the_scale() {
    let grid = json!({
        "scenarios": [{ "price": 0.25 }, { "price": -0.25 }, { "set": "tail", "price": -0.5, "weight": 0.75 }],
        "scale": { "initial": 1.0, "maintenance": 0.5 },
    });
    let long = account(Settlement::Linear, 4.0, &grid);
    // 4 × 100 × 0.5 × 0.75 = 150, more than 4 × 100 × 0.25 = 100.
    assert_eq!([required(&long, Level::Initial), required(&long, Level::Maintenance)], [150.0, 75.0]);
    assert_eq!(tables(&long)[0].worst, Worst::Row(2));
    let short = account(Settlement::Linear, -4.0, &grid);
    assert_eq!(required(&short, Level::Initial), 100.0);
    assert_eq!(tables(&short)[0].worst, Worst::Row(0));
}

#[test]
fn a_coin_settled_contract_loses_in_coins_at_the_price_after_the_move() {
    let grid = json!({
        "scenarios": [{ "price": 0.25 }, { "price": -0.2 }],
        "scale": { "initial": 1.0, "maintenance": 1.0 },
    });
    // 100 contracts of a dollar are one coin: it loses 0.2 ÷ 0.8 of itself, and short 0.25 ÷ 1.25.
    assert_eq!(required(&account(Settlement::Coin, 100.0, &grid), Level::Initial), 25.0);
    assert_eq!(required(&account(Settlement::Coin, -100.0, &grid), Level::Initial), 20.0);
}

#[test]
fn add_ons_stand_within_the_scale_or_beside_it_and_floors_hold_below_them() {
    let grid = |floor: f64| {
        json!({
            "scenarios": [{ "price": -0.25 }],
            "addOns": [
                { "of": { "netDelta": { "initial": 0.125, "maintenance": 0.125 } }, "place": "scaled" },
                { "of": { "linear": { "initial": 0.0625, "maintenance": 0.0 } }, "place": "beside" },
            ],
            "floors": [{ "netDelta": floor }],
            "scale": { "initial": 2.0, "maintenance": 1.0 },
        })
    };
    // (100 + 50) × 2 + 25, and (100 + 50) × 1.
    let account = |floor| account(Settlement::Linear, 4.0, &grid(floor));
    assert_eq!(required(&account(0.25), Level::Initial), 325.0);
    assert_eq!(required(&account(0.25), Level::Maintenance), 150.0);
    // No less than half of 400 within the scale.
    assert_eq!(required(&account(0.5), Level::Maintenance), 200.0);
}

#[test]
fn gains_count_in_part_and_extended_losses_after_a_dampener() {
    let grid = json!({
        "scenarios": [{ "price": -0.25 }, { "set": "extended", "price": -0.5, "linear": -0.375 }],
        "gains": { "linear": { "share": 0.5 }, "coin": { "share": 0.0 } },
        "dampener": 30.0,
        "scale": { "initial": 1.0, "maintenance": 1.0 },
    });
    let long = account(Settlement::Linear, 4.0, &grid);
    assert_eq!(required(&long, Level::Initial), 120.0);
    let short = tables(&account(Settlement::Linear, -4.0, &grid));
    let profits: Vec<f64> = short[0].rows.iter().map(|row| row.profit.get()).collect();
    assert_eq!(profits, [50.0, 45.0]);
    assert_eq!((short[0].worst, short[0].loss), (Worst::Nothing, Usd::ZERO));
}
