//! The derivatives of a value beyond its delta: each is a weight, `discount φ(d1)` times a power of the forward, and a
//! polynomial of `middle` and `total`.
//!
//! `middle² − total² ÷ 4` is `d1 d2`. What time takes is a derivative by `−years`, with forward, volatility and
//! discount held: positive is a gain as time passes. Limits are taken as [`Standardised`] says.

use super::{Right, Standardised};

impl Standardised {
    /// `∂²value ÷ ∂forward²`, per unit of money: `discount φ(d1) ÷ (forward total)`.
    pub fn gamma(&self) -> f64 {
        let weight = self.weight();
        unless_zero(weight, || weight / (self.option.forward * self.total))
    }

    /// `∂value ÷ ∂volatility`, in money for a volatility higher by 1: `discount forward φ(d1) √years`.
    pub fn vega(&self) -> f64 {
        self.weight_in_money() * self.root_years
    }

    /// What time takes, `−∂value ÷ ∂years`, in money a year: `−discount forward φ(d1) volatility ÷ (2 √years)`.
    ///
    /// Forward, volatility and discount are held. An option discounted at a rate gains `rate × value` besides.
    pub fn theta(&self) -> f64 {
        let weight = self.weight_in_money() * self.option.volatility;
        -unless_zero(weight, || weight / (2.0 * self.root_years))
    }

    /// `∂value ÷ ∂rate`, in money for a rate higher by 1, where `discount` is `exp(−rate years)`: `−years value`.
    ///
    /// The forward is held. Where it is a spot price carried at the rate, see [`crate::black_scholes`].
    pub fn rho(&self, right: Right) -> f64 {
        -self.option.years * self.value(right)
    }

    /// `∂²value ÷ ∂forward ∂volatility`, a ratio for a volatility higher by 1: `−discount φ(d1) d2 ÷ volatility`.
    pub fn vanna(&self) -> f64 {
        let weight = self.weight();
        -unless_zero(weight, || weight * (self.middle_per_volatility() - 0.5 * self.root_years))
    }

    /// `∂²value ÷ ∂volatility²`, in money for volatilities higher by 1: `vega d1 d2 ÷ volatility`.
    pub fn volga(&self) -> f64 {
        let vega = self.vega();
        unless_zero(vega, || vega * (self.middle * self.middle_per_volatility() - 0.25 * self.total * self.root_years))
    }

    /// What time takes of delta, `−∂delta ÷ ∂years`, a ratio a year: `discount φ(d1) d2 ÷ (2 years)`.
    pub fn charm(&self) -> f64 {
        let weight = self.weight();
        unless_zero(weight, || {
            let from_moneyness = if self.middle == 0.0 { 0.0 } else { self.middle / (2.0 * self.option.years) };
            let from_volatility =
                unless_zero(self.option.volatility, || 0.25 * (self.option.volatility / self.root_years));
            weight * (from_moneyness - from_volatility)
        })
    }

    /// What time takes of vega, `−∂vega ÷ ∂years`: `−vega (1 + d1 d2) ÷ (2 years)`.
    pub fn veta(&self) -> f64 {
        let weight = product(self.weight_in_money(), 1.0 + self.product());
        -unless_zero(weight, || weight / (2.0 * self.root_years))
    }

    /// `∂³value ÷ ∂forward³`, per unit of money squared: `−gamma (1 + d1 ÷ total) ÷ forward`.
    pub fn speed(&self) -> f64 {
        let gamma = self.gamma();
        let deviations = if self.middle == 0.0 { 0.0 } else { self.middle / self.total };
        -product(gamma / self.divisor(gamma), 1.5 + deviations)
    }

    /// `∂³value ÷ ∂forward² ∂volatility`, per unit of money for a volatility higher by 1: `gamma (d1 d2 − 1) ÷ volatility`.
    pub fn zomma(&self) -> f64 {
        let change = product(self.gamma(), self.product() - 1.0);
        unless_zero(change, || change / self.option.volatility)
    }

    /// What time takes of gamma, `−∂gamma ÷ ∂years`, per unit of money a year: `gamma (1 − d1 d2) ÷ (2 years)`.
    pub fn color(&self) -> f64 {
        let change = product(self.gamma(), 1.0 - self.product());
        unless_zero(change, || change / (2.0 * self.option.years))
    }

    /// `∂³value ÷ ∂volatility³`: `−vega (d1 d2 (1 − d1 d2) + d1² + d2²) ÷ volatility²`, in money.
    pub fn ultima(&self) -> f64 {
        let (vega, along) = (self.vega(), self.middle_per_volatility());
        let product = self.product();
        -unless_zero(vega, || vega * (along * along * (3.0 - product) + 0.25 * self.option.years * (1.0 + product)))
    }

    /// `vanna − vega ÷ forward`: `−discount φ(d1) d1 ÷ volatility`.
    pub(crate) fn coin_vanna(&self) -> f64 {
        let weight = self.weight();
        -unless_zero(weight, || weight * (self.middle_per_volatility() + 0.5 * self.root_years))
    }

    /// `discount φ(d1)`
    fn weight(&self) -> f64 {
        self.option.discount * self.density
    }

    /// `discount forward φ(d1)`, which is `discount strike φ(d2)`, too.
    fn weight_in_money(&self) -> f64 {
        self.option.discount * (self.option.forward * self.density)
    }

    /// `d1 d2`
    fn product(&self) -> f64 {
        self.middle * self.middle - 0.25 * self.total * self.total
    }

    /// `middle ÷ volatility`, with its limit at the money.
    fn middle_per_volatility(&self) -> f64 {
        if self.middle == 0.0 { 0.0 } else { self.middle / self.option.volatility }
    }

    /// The forward, or one where nothing is divided by it.
    fn divisor(&self, divided: f64) -> f64 {
        if divided == 0.0 { 1.0 } else { self.option.forward }
    }
}

/// Zero for a zero, whatever it would be multiplied with.
fn unless_zero(weight: f64, figure: impl FnOnce() -> f64) -> f64 {
    if weight == 0.0 { 0.0 } else { figure() }
}

/// A product in which zero times infinity is zero.
fn product(weight: f64, factor: f64) -> f64 {
    unless_zero(factor, || unless_zero(weight, || weight * factor))
}
