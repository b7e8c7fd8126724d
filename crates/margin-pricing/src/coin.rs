//! A European option that is paid in the coin it is on: its worth in coins is [`Black76`]'s in money over the forward.
//!
//! `call = discount (N(d1) − strike ÷ forward N(d2))`. Greeks are those of the worth in coins: what an option gains in
//! coins is less than what its delta in money says, for the coins it is worth gain, too. A coin is worth its forward.

use crate::black76::{Black76, Right, Standardised};
use crate::normal;

/// The worth of a coin from which deltas are numbers, whatever the strike.
const LEAST_FORWARD: f64 = 1e-50;

/// A coin-settled option, from which every figure is a few operations.
///
/// ```
/// # use margin_pricing::black76::{Black76, Right};
/// # use margin_pricing::coin::CoinSettled;
/// let terms = Black76 { forward: 50_000.0, strike: 40_000.0, volatility: 0.8, years: 0.25, discount: 1.0 };
/// let option = CoinSettled::new(terms).unwrap();
/// let in_money = terms.standardised().unwrap();
/// assert_eq!(option.value(Right::Call), in_money.value(Right::Call) / 50_000.0);
/// // A call on a coin is never worth more than the coin.
/// assert!(option.value(Right::Call) < 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoinSettled {
    terms: Black76,
    in_money: Standardised,
}

impl CoinSettled {
    /// The option ready for its figures; `None` if an input is out of its domain or NaN, or the coin is worth nothing,
    /// or less than 1e-50.
    pub fn new(terms: Black76) -> Option<Self> {
        let in_money = terms.standardised()?;
        (terms.forward >= LEAST_FORWARD).then_some(Self { terms, in_money })
    }

    /// The same option in money.
    pub fn in_money(&self) -> &Standardised {
        &self.in_money
    }

    /// Today's worth, in coins.
    pub fn value(&self, right: Right) -> f64 {
        self.in_money.value(right) / self.terms.forward
    }

    /// `∂value ÷ ∂forward`, in coins per unit of money: `discount strike N(d2) ÷ forward²` for a call,
    /// `−discount strike N(−d2) ÷ forward²` for a put.
    pub fn delta(&self, right: Right) -> f64 {
        self.net_delta(right) / self.terms.forward
    }

    /// `forward × delta`, in coins: what the worth in coins gains when the forward's logarithm is higher by 1.
    ///
    /// It is the delta in money less the worth in coins, `delta in money − value`, which is the number of coins to sell
    /// forward for a worth in coins that does not move; venues name it the net, adjusted or premium-included delta, and
    /// their plain delta is that of the same option in money, [`Standardised::delta`]. Here it is computed without the
    /// subtraction: `discount (strike ÷ forward) N(d2)` for a call.
    pub fn net_delta(&self, right: Right) -> f64 {
        let Black76 { forward, strike, discount, .. } = self.terms;
        let share = discount * (strike / forward);
        match right {
            Right::Call => without_nan(share, normal::distribution(self.in_money.d2())),
            Right::Put => -without_nan(share, normal::distribution(-self.in_money.d2())),
        }
    }

    /// `∂²value ÷ ∂forward²`, in coins per unit of money squared: `(gamma in money − 2 delta) ÷ forward`.
    pub fn gamma(&self, right: Right) -> f64 {
        (self.in_money.gamma() - 2.0 * self.delta(right)) / self.terms.forward
    }

    /// `∂value ÷ ∂volatility`, in coins for a volatility higher by 1.
    pub fn vega(&self) -> f64 {
        self.in_money.vega() / self.terms.forward
    }

    /// What time takes, `−∂value ÷ ∂years`, in coins a year, with forward, volatility and discount held.
    pub fn theta(&self) -> f64 {
        self.in_money.theta() / self.terms.forward
    }

    /// `∂value ÷ ∂rate`, in coins for a rate higher by 1, where `discount` is `exp(−rate years)` and the forward is held.
    pub fn rho(&self, right: Right) -> f64 {
        -self.terms.years * self.value(right)
    }

    /// `∂²value ÷ ∂forward ∂volatility`, in coins per unit of money for a volatility higher by 1:
    /// `−discount φ(d1) d1 ÷ (volatility forward)`.
    pub fn vanna(&self) -> f64 {
        self.in_money.coin_vanna() / self.terms.forward
    }

    /// `∂²value ÷ ∂volatility²`, in coins for volatilities higher by 1.
    pub fn volga(&self) -> f64 {
        self.in_money.volga() / self.terms.forward
    }
}

/// A product in which zero times infinity is zero.
fn without_nan(share: f64, probability: f64) -> f64 {
    if probability == 0.0 { 0.0 } else { share * probability }
}
