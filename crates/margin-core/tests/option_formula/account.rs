//! Accounts of options of one expiry on one asset, whose marks are those of one volatility.

use crate::common::options::{january, option, portfolio, read, venue};
use margin_core::evaluate;
use margin_core::instrument::{Right, Settlement};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{VenueRules, Worth};
use margin_pricing::black76::{self, Black76};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// From the market's moment to the expiry, in days.
const DAYS: f64 = 29.0;
const VOLATILITY: f64 = 0.8;
/// What rounding may move an amount by, as a share of the account's size.
const ROUNDING: f64 = 1e-9;

#[derive(Clone, Copy, Debug)]
pub struct Optional {
    pub strike: f64,
    pub right: Right,
    pub quantity: f64,
}

#[derive(Clone, Debug)]
pub struct Account {
    pub options: Vec<Optional>,
    /// Units of the underlying that are held.
    pub stock: f64,
    pub index: f64,
}

impl Account {
    pub fn alone(&self, place: usize) -> Self {
        Self { options: vec![self.options[place]], stock: 0.0, ..self.clone() }
    }

    /// What rounding may come to.
    pub fn slack(&self) -> f64 {
        let size: f64 = self.options.iter().map(|each| each.quantity.abs() * (each.strike + self.index)).sum();
        ROUNDING * (1.0 + size)
    }

    pub fn market(&self) -> Market {
        let quote = |each: &Optional| (self.id(each), json!({ "mark": self.premium(each), "volatility": VOLATILITY }));
        let expiries = json!([{ "expiry": "2026-01-30T08:00:00Z", "forward": self.index }]);
        read(json!({
            "schema": 1,
            "time": "2026-01-01T08:00:00Z",
            "source": "made up",
            "assets": {
                "USD": { "index": 1.0, "peg": "dollar" },
                "BTC": { "index": self.index, "expiries": expiries },
            },
            "instruments": self.options.iter().map(quote).collect::<Map<String, Value>>(),
        }))
    }

    pub fn portfolio(&self) -> Portfolio {
        let positions = self.options.iter().map(|each| (instrument(each), each.quantity, 1.0)).collect();
        portfolio(&[("BTC", self.stock)], positions)
    }

    pub fn premium(&self, each: &Optional) -> f64 {
        let (forward, years) = (self.index, DAYS / 365.0);
        let priced = Black76 { forward, strike: each.strike, volatility: VOLATILITY, years, discount: 1.0 };
        let right = match each.right {
            Right::Call => black76::Right::Call,
            Right::Put => black76::Right::Put,
        };
        priced.standardised().unwrap().value(right)
    }

    fn id(&self, each: &Optional) -> String {
        instrument(each).id().to_string()
    }
}

fn instrument(each: &Optional) -> margin_core::instrument::Instrument {
    option("BTC", january(), each.strike, each.right, Settlement::Linear)
}

/// Accounts with so many options; strikes are whole, so that some are equal.
pub fn accounts(count: Range<usize>) -> impl Strategy<Value = Account> {
    let right = prop_oneof![Just(Right::Call), Just(Right::Put)];
    let one = (8_u32..40, right, -5.0..5.0_f64);
    let one = one.prop_map(|(strike, right, quantity)| Optional { strike: f64::from(strike) * 6.0, right, quantity });
    (prop::collection::vec(one, count), 0.0..6.0_f64).prop_map(|(options, stock)| Account {
        options,
        stock,
        index: 120.0,
    })
}

pub fn with_long(account: &Account, strike: f64, right: Right) -> Account {
    let mut more = account.clone();
    more.options.push(Optional { strike, right, quantity: 1.0 });
    more
}

/// What the options of an account require, without its debts.
pub fn required(account: &Account, rules: &VenueRules, level: Level) -> f64 {
    let report = evaluate(&account.portfolio(), &account.market(), rules).unwrap();
    report.group(GroupKey::Cross).unwrap().figures.requirement(level).usd().get()
}

/// A share of the underlying for each short option, and no relief.
pub fn naked(worth: Worth) -> VenueRules {
    rules(&json!("none"), worth)
}

pub fn by_loss(worth: Worth) -> VenueRules {
    rules(&json!({ "largestLoss": { "forward": { "initial": 1.2, "maintenance": 1.1 } } }), worth)
}

pub fn strategies(worth: Worth) -> VenueRules {
    rules(&json!("strategies"), worth)
}

/// What a long option requires: nothing where its worth does not count, and that worth where it does.
fn long(worth: Worth) -> Value {
    let rule = match worth {
        Worth::Counted => "worth",
        Worth::Required => "nothing",
    };
    json!({ "initial": rule, "maintenance": rule })
}

pub fn rules(relief: &Value, worth: Worth) -> VenueRules {
    let call = json!({
        "initial": { "share": { "lessOutOfTheMoney": 0.2, "underlying": 0.1 } },
        "maintenance": { "share": { "underlying": 0.08 } },
    });
    let put = json!({
        "initial": { "share": { "lessOutOfTheMoney": 0.2, "underlying": 0.1, "maintenance": 1.05 } },
        "maintenance": { "share": { "underlying": 0.08, "worth": 0.08 } },
    });
    made(&json!({ "BTC": { "long": long(worth), "call": call, "put": put } }), relief, worth)
}

/// A share by time to expiry of what is left after a shock.
pub fn shocked(worth: Worth) -> VenueRules {
    let shares =
        json!([{ "days": 7.0, "share": 0.17 }, { "days": 28.0, "share": 0.33 }, { "days": 56.0, "share": 0.46 }]);
    let rule = json!({ "shocked": { "shock": 0.75, "shares": shares } });
    let side = json!({ "initial": rule, "maintenance": rule });
    made(&json!({ "BTC": { "long": long(worth), "call": side, "put": side } }), &json!("none"), worth)
}

pub fn made(options: &Value, relief: &Value, worth: Worth) -> VenueRules {
    venue(json!({ "optionFormula": { "options": options, "relief": relief, "worth": worth } }))
}
