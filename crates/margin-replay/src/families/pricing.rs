//! European options by Black's formula: on a forward as it is stated, or on a spot price that is carried to expiry.
//!
//! Sources state Greeks per unit: vega for a volatility higher by 1, rho for a rate higher by 1, theta for a year.
//! What is on a forward is carried at nothing. The carry of a spot price is the rate less the yield; rho holds the
//! yield, and dividend rho the rate.

use crate::families::unknown;
use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_pricing::black_scholes::{BlackScholes, Carried};
use margin_pricing::black76::Right;
use margin_pricing::implied::Quote;
use serde_json::Value;

const FORWARD: [&str; 5] = ["F", "forward", "fwd", "future", "futures"];
const SPOT: [&str; 4] = ["S", "spot", "S0", "underlying"];
const STRIKE: [&str; 3] = ["K", "strike", "X"];
const VOLATILITY: [&str; 4] = ["vol", "sigma", "volatility", "v"];
const DISCOUNT: [&str; 5] = ["discount", "discount_factor", "df", "DF", "D"];
const RATE: [&str; 4] = ["r", "rate", "risk_free_rate", "interest_rate"];
const YIELD: [&str; 6] = ["q", "dividend_yield", "dividend", "div", "yield", "foreign_rate"];
const CARRY: [&str; 3] = ["b", "cost_of_carry", "carry"];
const PRICE: [&str; 3] = ["price", "premium", "undiscounted_price"];
const RIGHT: [&str; 7] = ["type", "option_type", "right", "call_put", "cp", "flag", "is_call"];
const LOG_MONEYNESS: [&str; 2] = ["x", "log_moneyness"];
const TOTAL_VOLATILITY: [&str; 3] = ["s", "total_vol", "total_volatility"];

const YEARS: [&str; 6] = ["T", "t", "years", "tau", "time_to_expiry", "maturity"];
const SECONDS: [&str; 4] = ["T_seconds", "seconds", "tau_seconds", "seconds_to_expiry"];
const DAYS: [&str; 4] = ["T_days", "days", "tau_days", "days_to_expiry"];

/// An option as the inputs state it.
pub(super) struct Stated {
    pub(super) terms: BlackScholes,
    pub(super) underlying: Underlying,
}

/// What Greeks are taken by.
#[derive(Clone, Copy)]
pub(super) enum Underlying {
    Forward,
    Spot,
}

/// What an expected figure's name says.
struct Asked {
    figure: String,
    right: Option<Right>,
    is_undiscounted: bool,
}

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let unknown = || unknown(inputs, key);
    let asked = Asked::read(inputs, key);
    let stated = Stated::read(inputs).ok_or_else(unknown)?;
    let right = asked.right.or_else(|| stated.right(inputs)).ok_or_else(unknown)?;
    if ["iv", "vol", "sigma", "volatility", "impliedvol", "impliedvolatility"].contains(&asked.figure.as_str()) {
        return stated.implied(right, inputs.number(&PRICE)).map(Answer::Number);
    }
    let stated = if asked.is_undiscounted { stated.undiscounted() } else { stated };
    stated.figure(&asked.figure, right)?.map(Answer::Number).ok_or_else(unknown)
}

impl Asked {
    /// The name without its separators and capitals, and from it the side and whether the figure is discounted; a name
    /// that says nothing is of the Greek that the inputs name, or of the price.
    fn read(inputs: &Inputs, key: &str) -> Self {
        let plain = |name: &str| name.replace(['_', '-', ' '], "").to_lowercase().replace("normalized", "normalised");
        let named = plain(key);
        let mut figure = match (named.as_str(), inputs.text(&["greek", "figure"])) {
            ("value" | "exact", Some(asked)) => plain(asked),
            _ => named,
        };
        let mut take = |word: &str| {
            let rest = figure.strip_prefix(word).or_else(|| figure.strip_suffix(word)).map(str::to_owned);
            rest.map(|rest| figure = rest).is_some()
        };
        let is_undiscounted = take("undiscounted");
        let right = if take("call") {
            Some(Right::Call)
        } else if take("put") {
            Some(Right::Put)
        } else {
            None
        };
        Self { figure, right, is_undiscounted }
    }
}

impl Stated {
    /// Nothing where the inputs are of no known shape.
    fn read(inputs: &Inputs) -> Option<Self> {
        match (inputs.number(&FORWARD), inputs.number(&SPOT)) {
            (Some(forward), None) => Self::on_forward(inputs, forward),
            (None, Some(spot)) => Self::on_spot(inputs, spot),
            (None, None) => Self::normalised(inputs),
            (Some(_), Some(_)) => None,
        }
    }

    fn on_forward(inputs: &Inputs, forward: f64) -> Option<Self> {
        let years = years(inputs)?;
        let rate = rate(inputs, years);
        let strike = inputs.number(&STRIKE)?;
        // Beside a price the volatility may be what is asked for; no other figure has one then.
        let volatility = inputs.number(&VOLATILITY).or_else(|| inputs.number(&PRICE).map(|_| f64::NAN))?;
        let terms = BlackScholes { spot: forward, strike, volatility, years, rate, carry: 0.0 };
        Some(Self { terms, underlying: Underlying::Forward })
    }

    fn on_spot(inputs: &Inputs, spot: f64) -> Option<Self> {
        let Self { terms, .. } = Self::on_forward(inputs, spot)?;
        let carry = inputs.number(&CARRY).unwrap_or_else(|| terms.rate - inputs.number(&YIELD).unwrap_or(0.0));
        Some(Self { terms: BlackScholes { carry, ..terms }, underlying: Underlying::Spot })
    }

    /// An option of which only moneyness and total volatility are stated.
    fn normalised(inputs: &Inputs) -> Option<Self> {
        let (moneyness, volatility) = (inputs.number(&LOG_MONEYNESS)?, inputs.number(&TOTAL_VOLATILITY)?);
        let (spot, strike) = (libm::exp(0.5 * moneyness), libm::exp(-0.5 * moneyness));
        let terms = BlackScholes { spot, strike, volatility, years: 1.0, rate: 0.0, carry: 0.0 };
        Some(Self { terms, underlying: Underlying::Forward })
    }

    /// The side by a word, its first letter, a sign or a truth; a call where none is stated. Beside a forward there is
    /// no yield, and `q` is the side.
    fn right(&self, inputs: &Inputs) -> Option<Right> {
        let beside_forward = match self.underlying {
            Underlying::Forward => inputs.value(&["q"]),
            Underlying::Spot => None,
        };
        let Some(stated) = inputs.value(&RIGHT).or(beside_forward) else { return Some(Right::Call) };
        let letter = stated.as_str().and_then(|text| text.trim().chars().next());
        match (letter.map(|letter| letter.to_ascii_lowercase()), number(stated), stated) {
            (Some('c'), _, _) | (_, _, Value::Bool(true)) => Some(Right::Call),
            (Some('p'), _, _) | (_, _, Value::Bool(false)) => Some(Right::Put),
            (_, Some(1.0), _) => Some(Right::Call),
            (_, Some(-1.0), _) => Some(Right::Put),
            _ => None,
        }
    }

    /// What is paid at expiry for the same forward, by which its Greeks are then taken.
    fn undiscounted(self) -> Self {
        let BlackScholes { spot, years, carry, .. } = self.terms;
        let terms = BlackScholes { spot: spot * libm::exp(carry * years), rate: 0.0, carry: 0.0, ..self.terms };
        Self { terms, underlying: Underlying::Forward }
    }

    fn option(&self) -> Result<Carried, Unanswered> {
        let terms = self.terms;
        terms.carried().ok_or_else(|| Unanswered::Refused(format!("the inputs are out of their domain: {terms:?}")))
    }

    /// The volatility of the price that is stated, or else of that which the stated volatility gives.
    fn implied(&self, right: Right, price: Option<f64>) -> Result<f64, Unanswered> {
        let BlackScholes { spot, strike, years, rate, carry, .. } = self.terms;
        let price = price.map_or_else(|| self.option().map(|option| option.value(right)), Ok)?;
        let (forward, discount) = (spot * libm::exp(carry * years), libm::exp(-rate * years));
        let quote = Quote { forward, strike, years, discount, right, price };
        quote.volatility().map_err(|reason| Unanswered::Refused(format!("{reason:?}: {quote:?}")))
    }

    /// One figure by its plain name.
    fn figure(&self, name: &str, right: Right) -> Result<Option<f64>, Unanswered> {
        let (option, terms) = (self.option()?, self.terms);
        let mean = terms.spot.sqrt() * terms.strike.sqrt();
        let on_forward = option.on_forward();
        Ok(Some(match (name, self.underlying) {
            ("" | "price" | "value" | "premium", _) => option.value(right),
            ("delta", _) => option.delta(right),
            ("gamma", _) => option.gamma(),
            ("vega", _) => option.vega(),
            ("theta", _) => option.theta(right),
            ("vanna", _) => option.vanna(),
            ("volga" | "vomma", _) => option.volga(),
            ("rho", Underlying::Forward) => option.rho_of_forward(right),
            ("rho", Underlying::Spot) => option.rho(right),
            ("divrho" | "dividendrho", Underlying::Spot) => option.dividend_rho(right),
            ("b" | "normalised" | "normalisedblack" | "normalisedprice", Underlying::Forward) => {
                on_forward.undiscounted(right) / mean
            }
            ("normalisedvega", Underlying::Forward) => self.normalised_vega(&option),
            _ => return Ok(None),
        }))
    }

    /// That of the undiscounted value over `√(forward strike)`, by the total volatility.
    fn normalised_vega(&self, option: &Carried) -> f64 {
        let BlackScholes { spot, strike, years, rate, .. } = self.terms;
        option.vega() / (libm::exp(-rate * years) * years.sqrt() * spot.sqrt() * strike.sqrt())
    }
}

/// The time to expiry, in years or in parts of a year as long as the inputs state it, or of 365 days.
pub(super) fn years(inputs: &Inputs) -> Option<f64> {
    let seconds = || Some(inputs.number(&SECONDS)? / inputs.number(&["year_seconds"]).unwrap_or(365.0 * 86_400.0));
    let days = || Some(inputs.number(&DAYS)? / inputs.number(&["year_days"]).unwrap_or(365.0));
    inputs.number(&YEARS).or_else(seconds).or_else(days)
}

/// The rate as it is stated or as the discount implies; without both, nothing is discounted.
fn rate(inputs: &Inputs, years: f64) -> f64 {
    match (inputs.number(&RATE), inputs.number(&DISCOUNT)) {
        (Some(rate), _) => rate,
        (None, Some(discount)) if years > 0.0 => -libm::log(discount) / years,
        (None, _) => 0.0,
    }
}
