//! Orders to buy and sell assets themselves, by hand: filled on the worse side, or held back from the holdings.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on may panic, in its helpers too")]

mod common;

use common::plain_rules;
use margin_core::evaluate;
use margin_core::id::{HoldingId, OrderId};
use margin_core::instrument::{Instrument, Kind};
use margin_core::market::{AssetQuote, Market, Peg};
use margin_core::portfolio::{Holding, Order, Portfolio};
use margin_core::report::{Assumption, Figures, Level, Levels, MarginReport};
use margin_core::rules::{
    AssetTerms, Debts, Haircut, Model, SizedRate, SpotOrders, TieredNotional, VenueRules, WeightedHealth,
};
use margin_core::solve::liquidation_prices;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd};

const QUOTE: &str = "USD";
const COIN: &str = "COIN";

/// Units of the coin at 5 dollars each, dollars, and orders to buy or sell the coin.
fn portfolio(coins: f64, dollars: f64, orders: &[(f64, f64)]) -> Portfolio {
    let holding = |id, asset: &str, quantity: f64| Holding {
        id: HoldingId(id),
        asset: asset.into(),
        quantity: Quantity::new(quantity),
    };
    let instrument = Instrument { kind: Kind::Spot, ..Instrument::perpetual(COIN) };
    let order = |(place, (quantity, price)): (usize, &(f64, f64))| Order {
        id: OrderId(place as u32),
        instrument: instrument.clone(),
        quantity: Quantity::new(*quantity),
        price: Price::new(*price),
    };
    Portfolio {
        holdings: vec![holding(0, QUOTE, dollars), holding(1, COIN, coins)],
        orders: orders.iter().enumerate().map(order).collect(),
        ..Portfolio::default()
    }
}

fn market() -> Market {
    let quote = |index: f64, peg| AssetQuote { peg, ..AssetQuote::at(Price::new(index)) };
    Market {
        schema: margin_core::market::SCHEMA,
        time: Timestamp::from_milliseconds(0),
        source: "made up".to_owned(),
        venue: None,
        assets: [(QUOTE.into(), quote(1.0, Peg::Dollar)), (COIN.into(), quote(5.0, Peg::Floating))].into(),
        instruments: [].into(),
        correlations: Vec::new(),
    }
}

/// Rules under which these shares of a dollar count, and these are required of a debt.
fn rules(spot_orders: SpotOrders, model: Model) -> VenueRules {
    let terms = |counts: f64, requires: f64| AssetTerms {
        haircut: Levels::both(Haircut::Flat(Ratio::new(1.0 - counts))),
        debt: Some(Levels::both(SizedRate::flat(Ratio::new(requires)))),
        most_units: None,
        most_counted: None,
        crowding: None,
    };
    let mut rules = plain_rules(TieredNotional::default());
    rules.collateral.debts = Debts::Required;
    rules.collateral.assets = [(QUOTE.into(), terms(0.8, 1.2)), (COIN.into(), terms(0.5, 1.5))].into();
    rules.collateral.spot_orders = spot_orders;
    rules.model = model;
    rules
}

fn filled() -> VenueRules {
    rules(SpotOrders::Filled { quote: QUOTE.into() }, Model::TieredNotional(TieredNotional::default()))
}

fn reserved() -> VenueRules {
    rules(SpotOrders::Reserved { quote: QUOTE.into() }, Model::WeightedHealth(WeightedHealth::default()))
}

fn report(portfolio: &Portfolio, rules: &VenueRules) -> MarginReport {
    evaluate(portfolio, &market(), rules).unwrap()
}

fn assert_figures(figures: &Figures, equity: f64, counted: f64, required: f64) {
    let got = [figures.equity.usd(), figures.counted.maintenance.usd(), figures.maintenance.usd()];
    let wanted = [equity, counted, required];
    let near = |(got, wanted): (&Usd, f64)| (got.get() - wanted).abs() < 1e-9;
    assert!(got.iter().zip(wanted).all(near), "{got:?} is not {wanted:?}");
}

#[test]
fn a_buy_that_would_fill_counts_as_the_coin_and_requires_what_it_pays() {
    // 10 coins at 4 dollars: 10 × 5 × 0.5 = 25 count, 40 × 1.2 = 48 are required.
    let report = report(&portfolio(0.0, 100.0, &[(10.0, 4.0)]), &filled());
    assert_figures(&report.total, 100.0, 80.0 + 25.0, 48.0);
}

#[test]
fn a_sell_that_would_fill_requires_the_coin_and_counts_what_it_brings() {
    // 10 coins at 6 dollars: 10 × 5 × 1.5 = 75 are required, 60 × 0.8 = 48 count.
    let report = report(&portfolio(0.0, 100.0, &[(-10.0, 6.0)]), &filled());
    assert_figures(&report.total, 100.0, 80.0 + 48.0, 75.0);
}

#[test]
fn of_buys_and_sells_only_the_worse_side_fills() {
    // The buy takes 48 − 25 = 23, the sell 75 − 48 = 27.
    let both = report(&portfolio(0.0, 100.0, &[(10.0, 4.0), (-10.0, 6.0)]), &filled());
    let sell = report(&portfolio(0.0, 100.0, &[(-10.0, 6.0)]), &filled());
    assert_eq!(both.total.excess(Level::Initial).usd(), sell.total.excess(Level::Initial).usd());
}

#[test]
fn an_order_that_would_leave_more_changes_nothing() {
    // Selling a coin that is held turns what counts half into what counts at 0.8: that no buys fill is worse.
    let with = report(&portfolio(10.0, 100.0, &[(-10.0, 6.0)]), &filled());
    assert_figures(&with.total, 150.0, 80.0 + 25.0, 0.0);
}

#[test]
fn what_orders_hold_back_counts_as_the_lesser_of_coin_and_quote() {
    // 20 dollars for 4 coins and 15 coins are held back: as 19 coins they lift a debt of 10 to 9, which adds
    // 10 × 5 × 1.5 + 9 × 5 × 0.5 = 97.5; as 95 dollars they add 95 × 0.8 = 76.
    let report = report(&portfolio(-10.0, 19.0, &[(4.0, 5.0), (-15.0, 5.0)]), &reserved());
    assert_figures(&report.total, 19.0 - 50.0 + 20.0 + 75.0, 19.0 * 0.8 + 76.0, 75.0);
}

#[test]
fn what_is_held_back_is_taken_at_the_worse_of_the_orders_price_and_the_index() {
    // A sell at 3 brings 3 for a coin, and one at 7 brings the index of 5; a buy at 8 for 8 dollars is one coin.
    let counted = |orders: &[(f64, f64)]| {
        let report = report(&portfolio(0.0, 0.0, orders), &reserved());
        report.total.counted.initial.usd().get()
    };
    assert_eq!(counted(&[(-1.0, 3.0)]), f64::min(5.0 * 0.5, 3.0 * 0.8));
    assert_eq!(counted(&[(-1.0, 7.0)]), f64::min(5.0 * 0.5, 5.0 * 0.8));
    assert_eq!(counted(&[(1.0, 8.0)]), f64::min(5.0 * 0.5, 8.0 * 0.8));
}

#[test]
fn orders_of_which_the_rules_say_nothing_are_ignored_and_that_is_said() {
    let rules = rules(SpotOrders::Ignored, Model::TieredNotional(TieredNotional::default()));
    let with = report(&portfolio(1.0, 100.0, &[(10.0, 4.0)]), &rules);
    let without = report(&portfolio(1.0, 100.0, &[]), &rules);
    assert_eq!(with.total, without.total);
    assert_eq!(with.assumptions, [Assumption::OrdersIgnored]);
}

#[test]
fn an_account_with_orders_goes_under_where_its_evaluation_says() {
    let cases =
        [(portfolio(-10.0, 90.0, &[(-2.0, 6.0)]), filled()), (portfolio(-10.0, 100.0, &[(1.0, 6.0)]), reserved())];
    for (portfolio, rules) in cases {
        let found = liquidation_prices(&portfolio, &market(), &rules).unwrap();
        let alone = serde_json::to_value(&found.groups[0].alone).unwrap();
        let factor = alone[0]["crossings"]["at"][0]["factor"].as_f64().unwrap();
        let excess = |factor: f64| {
            let mut market = market();
            market.assets.get_mut(&COIN.into()).unwrap().index = Price::new(5.0 * factor);
            let report = evaluate(&portfolio, &market, &rules).unwrap();
            report.total.excess(Level::Maintenance).usd().get()
        };
        assert!(excess(factor * 0.999) > 0.0 && excess(factor * 1.001) < 0.0, "{factor}");
    }
}
