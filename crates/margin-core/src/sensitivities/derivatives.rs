//! Derivatives of one position's worth in dollars by the factor of its prices, by volatility, by time and by rate.
//!
//! With `worth(f)` in the money that the contract settles in: linear `equity = worth`; coin-settled, in dollars,
//! `equity = worth(f) × index × f`, so that `equity′ = index (worth′ + worth)` and `equity″ = index (worth″ + 2 worth′)`.

use crate::book::{Contract, Discounting, Leg, Priced};
use crate::instrument::Settlement;
use crate::sensitivities::{DollarGreeks, Greeks, UnitGreeks};
use crate::units::{Quantity, QuantityPerPrice, Usd};
use margin_pricing::coin::CoinSettled;

/// A volatility point or a rate point, a percent of a price, and the days of a year.
const POINT: f64 = 0.01;
const PERCENT: f64 = 0.01;
const DAYS: f64 = 365.0;

/// Of one position's worth in dollars.
pub(super) struct Derivatives {
    /// Dollars of one unit, by which dollars become units.
    unit: f64,
    /// The price that the contract's worth depends on.
    price: f64,
    /// `∂ ÷ ∂factor`, and the same for a worth in coins, in dollars.
    first: f64,
    net: f64,
    /// `∂² ÷ ∂factor²`
    second: f64,
    other: Other,
}

/// Derivatives that are not by prices alone: per unit of volatility, year and unit of rate.
#[derive(Clone, Copy, Default)]
struct Other {
    vega: f64,
    theta: f64,
    cross: f64,
    volga: f64,
    rho: f64,
}

/// Of the worth of one unit, in the money that it settles in, by the factor of prices.
struct Worth {
    value: f64,
    first: f64,
    second: f64,
    other: Other,
}

impl Derivatives {
    pub(super) fn of(contract: &Contract, leg: Leg) -> Self {
        let contracts = contract.contracts(leg.quantity);
        let worth = worth(contract, leg);
        let price = contract.option.map_or(contract.mark.get(), |option| option.forward - option.settled);
        match contract.instrument.settlement {
            Settlement::Linear => Self {
                unit: price,
                price,
                first: contracts * worth.first,
                net: contracts * worth.first,
                second: contracts * worth.second,
                other: worth.other.times(contracts),
            },
            Settlement::Coin => {
                let dollars = contracts * contract.index.get();
                let cross = worth.other.cross + worth.other.vega;
                Self {
                    unit: contract.index.get(),
                    price,
                    first: dollars * (worth.first + worth.value),
                    net: dollars * worth.first,
                    second: dollars * (worth.second + 2.0 * worth.first),
                    other: Other { cross, ..worth.other }.times(dollars),
                }
            }
        }
    }

    pub(super) fn greeks(&self) -> Greeks {
        let per = |dollars: f64, price: f64| if price == 0.0 { 0.0 } else { dollars / price };
        let units = |dollars| Quantity::new(per(dollars, self.unit));
        let Other { vega, theta, cross, volga, rho } = self.other;
        Greeks {
            units: UnitGreeks {
                delta: units(self.first),
                net_delta: units(self.net),
                gamma: QuantityPerPrice::new(per(per(self.second, self.unit), self.price)),
                gamma_percent: units(self.second * PERCENT),
                vanna: units(cross * POINT),
            },
            dollars: DollarGreeks {
                delta: Usd::new(self.first),
                gamma: Usd::new(self.second * PERCENT),
                vega: Usd::new(vega * POINT),
                theta: Usd::new(theta / DAYS),
                vanna: Usd::new(cross * POINT),
                volga: Usd::new(volga * POINT * POINT),
                rho: Usd::new(rho * POINT),
            },
        }
    }
}

impl Other {
    fn times(self, by: f64) -> Self {
        Self {
            vega: self.vega * by,
            theta: self.theta * by,
            cross: self.cross * by,
            volga: self.volga * by,
            rho: self.rho * by,
        }
    }
}

fn worth(contract: &Contract, leg: Leg) -> Worth {
    let mark = contract.mark.get();
    if let Some(option) = &contract.option {
        return of_option(option, mark);
    }
    match contract.instrument.settlement {
        Settlement::Linear => {
            Worth { value: mark - leg.entry.get(), first: mark, second: 0.0, other: Other::default() }
        }
        Settlement::Coin => {
            let (per_entry, per_mark) = (1.0 / leg.entry.get(), 1.0 / mark);
            Worth { value: per_entry - per_mark, first: per_mark, second: -2.0 * per_mark, other: Other::default() }
        }
    }
}

/// The formula's derivatives; the value is the mark, from which an option's worth moves.
fn of_option(option: &Priced, mark: f64) -> Worth {
    let (right, price) = (option.right(), option.forward - option.settled);
    let rate = discounting_rate(option);
    let of = |value: f64, delta: f64, gamma: f64, other: Other| {
        // A discount gains as time passes, and loses as the rate rises.
        let theta = other.theta + rate.map_or(0.0, |rate| rate * value);
        let rho = if rate.is_some() { other.rho } else { 0.0 };
        let smooth = |figure: f64| if figure.is_finite() { figure } else { 0.0 };
        let other = Other { theta: smooth(theta), rho, cross: other.cross * price, ..other };
        Worth { value: mark, first: delta * price, second: smooth(gamma) * price * price, other }
    };
    let nothing = Worth { value: mark, first: 0.0, second: 0.0, other: Other::default() };
    match option.settlement {
        Settlement::Linear => option.at(1.0, option.volatility).map_or(nothing, |figures| {
            let (vega, theta, volga) = (figures.vega(), figures.theta(), figures.volga());
            let other = Other { vega, theta, cross: figures.vanna(), volga, rho: figures.rho(right) };
            of(figures.value(right), figures.delta(right), figures.gamma(), other)
        }),
        Settlement::Coin => CoinSettled::new(option.terms(1.0, option.volatility)).map_or(nothing, |figures| {
            let (vega, theta, volga) = (figures.vega(), figures.theta(), figures.volga());
            let other = Other { vega, theta, cross: figures.vanna(), volga, rho: figures.rho(right) };
            of(figures.value(right), figures.delta(right), figures.gamma(right), other)
        }),
    }
}

/// The rate that an option is discounted at, where the rules discount and the rate counts.
fn discounting_rate(option: &Priced) -> Option<f64> {
    match option.discounting {
        Discounting::None => None,
        Discounting::AtRate => (option.rate >= 0.0).then_some(option.rate),
    }
}
