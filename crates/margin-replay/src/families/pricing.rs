//! European options by Black's formula: on a forward as it is stated, or on a spot price that is carried to expiry.
//!
//! Sources state Greeks per unit: vega for a volatility higher by 1, rho for a rate higher by 1, theta for a year.
//! Those of a spot follow from those of its forward, `spot exp(carry years)`, by the chain rule. The carry is the rate
//! less the yield; rho holds the yield, and dividend rho the rate.

use crate::outcome::{Answer, Unanswered};
use crate::vector::{Inputs, number};
use margin_pricing::black76::{Black76, Right, Standardised};
use serde_json::Value;

const FORWARD: [&str; 5] = ["F", "forward", "fwd", "future", "futures"];
const SPOT: [&str; 4] = ["S", "spot", "S0", "underlying"];
const STRIKE: [&str; 3] = ["K", "strike", "X"];
const VOLATILITY: [&str; 4] = ["vol", "sigma", "volatility", "v"];
const DISCOUNT: [&str; 5] = ["discount", "discount_factor", "df", "DF", "D"];
const RATE: [&str; 4] = ["r", "rate", "risk_free_rate", "interest_rate"];
const YIELD: [&str; 6] = ["q", "dividend_yield", "dividend", "div", "yield", "foreign_rate"];
const CARRY: [&str; 3] = ["b", "cost_of_carry", "carry"];
const RIGHT: [&str; 7] = ["type", "option_type", "right", "call_put", "cp", "flag", "is_call"];
const LOG_MONEYNESS: [&str; 2] = ["x", "log_moneyness"];
const TOTAL_VOLATILITY: [&str; 3] = ["s", "total_vol", "total_volatility"];

const YEARS: [&str; 6] = ["T", "t", "years", "tau", "time_to_expiry", "maturity"];
const SECONDS: [&str; 4] = ["T_seconds", "seconds", "tau_seconds", "seconds_to_expiry"];
const DAYS: [&str; 4] = ["T_days", "days", "tau_days", "days_to_expiry"];

/// An option as the inputs state it.
struct Stated {
    terms: Black76,
    underlying: Underlying,
    /// Per year, continuous.
    rate: f64,
}

/// A stated option that is in its domain.
struct Case {
    terms: Black76,
    option: Standardised,
    underlying: Underlying,
    rate: f64,
}

/// What Greeks are taken by, and how its forward depends on it.
#[derive(Clone, Copy)]
enum Underlying {
    Forward,
    Spot { carry: f64 },
}

/// What an expected figure's name says.
struct Asked {
    figure: String,
    right: Option<Right>,
    is_undiscounted: bool,
}

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let unknown = || Unanswered::Listed(format!("no adapter answers `{key}` from {}", inputs.shape()));
    let asked = Asked::read(inputs, key);
    if ["iv", "vol", "sigma", "volatility", "impliedvol", "impliedvolatility"].contains(&asked.figure.as_str()) {
        return Err(Unanswered::Listed("implied volatility is not built yet".to_owned()));
    }
    let stated = Stated::read(inputs).ok_or_else(unknown)?;
    let right = asked.right.or_else(|| stated.right(inputs)).ok_or_else(unknown)?;
    let stated = if asked.is_undiscounted { stated.undiscounted() } else { stated };
    Case::new(stated)?.figure(&asked.figure, right).map(Answer::Number).ok_or_else(unknown)
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
        let (rate, discount) = discounting(inputs, years);
        let (strike, volatility) = (inputs.number(&STRIKE)?, inputs.number(&VOLATILITY)?);
        let terms = Black76 { forward, strike, volatility, years, discount };
        Some(Self { terms, underlying: Underlying::Forward, rate })
    }

    fn on_spot(inputs: &Inputs, spot: f64) -> Option<Self> {
        let Self { terms, rate, .. } = Self::on_forward(inputs, spot)?;
        let carry = inputs.number(&CARRY).unwrap_or_else(|| rate - inputs.number(&YIELD).unwrap_or(0.0));
        let forward = spot * libm::exp(carry * terms.years);
        Some(Self { terms: Black76 { forward, ..terms }, underlying: Underlying::Spot { carry }, rate })
    }

    /// An option of which only moneyness and total volatility are stated.
    fn normalised(inputs: &Inputs) -> Option<Self> {
        let (moneyness, volatility) = (inputs.number(&LOG_MONEYNESS)?, inputs.number(&TOTAL_VOLATILITY)?);
        let (forward, strike) = (libm::exp(0.5 * moneyness), libm::exp(-0.5 * moneyness));
        let terms = Black76 { forward, strike, volatility, years: 1.0, discount: 1.0 };
        Some(Self { terms, underlying: Underlying::Forward, rate: 0.0 })
    }

    /// The side by a word, its first letter, a sign or a truth; a call where none is stated. Beside a forward there is
    /// no yield, and `q` is the side.
    fn right(&self, inputs: &Inputs) -> Option<Right> {
        let beside_forward = match self.underlying {
            Underlying::Forward => inputs.value(&["q"]),
            Underlying::Spot { .. } => None,
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
        let terms = Black76 { discount: 1.0, ..self.terms };
        Self { terms, underlying: Underlying::Forward, rate: 0.0 }
    }
}

impl Case {
    fn new(Stated { terms, underlying, rate }: Stated) -> Result<Self, Unanswered> {
        let refused = || Unanswered::Refused(format!("the inputs are out of their domain: {terms:?}"));
        Ok(Self { terms, option: terms.standardised().ok_or_else(refused)?, underlying, rate })
    }

    /// One figure by its plain name.
    fn figure(&self, name: &str, right: Right) -> Option<f64> {
        let Self { option, terms, .. } = self;
        let slope = self.slope();
        let mean = terms.forward.sqrt() * terms.strike.sqrt();
        Some(match name {
            "" | "price" | "value" | "premium" => option.value(right),
            "delta" => option.delta(right) * slope,
            "gamma" => option.gamma() * slope * slope,
            "vega" => option.vega(),
            "theta" => self.theta(right),
            "rho" => self.rho(right),
            "divrho" | "dividendrho" => self.dividend_rho(right)?,
            "vanna" => option.vanna() * slope,
            "volga" | "vomma" => option.volga(),
            "b" | "normalised" | "normalisedblack" | "normalisedprice" => option.undiscounted(right) / mean,
            "normalisedvega" => option.vega() / (terms.discount * terms.years.sqrt() * mean),
            _ => return None,
        })
    }

    /// `∂forward ÷ ∂underlying`
    fn slope(&self) -> f64 {
        match self.underlying {
            Underlying::Forward => 1.0,
            Underlying::Spot { carry } => libm::exp(carry * self.terms.years),
        }
    }

    /// `forward × ∂value ÷ ∂forward`: what the value gains when the forward's logarithm is higher by 1.
    fn exposure(&self, right: Right) -> f64 {
        self.terms.forward * self.option.delta(right)
    }

    /// What a year takes, all else held: as time passes the forward of a spot comes nearer to it, and discount to 1.
    fn theta(&self, right: Right) -> f64 {
        let carried = match self.underlying {
            Underlying::Forward => 0.0,
            Underlying::Spot { carry } => carry * self.exposure(right),
        };
        self.option.theta() - carried + self.rate * self.option.value(right)
    }

    fn rho(&self, right: Right) -> f64 {
        let carried = match self.underlying {
            Underlying::Forward => 0.0,
            Underlying::Spot { .. } => self.exposure(right),
        };
        self.terms.years * (carried - self.option.value(right))
    }

    /// None for a forward, of which the yield is a part already.
    fn dividend_rho(&self, right: Right) -> Option<f64> {
        match self.underlying {
            Underlying::Forward => None,
            Underlying::Spot { .. } => Some(-self.terms.years * self.exposure(right)),
        }
    }
}

/// The time to expiry, in years or in parts of a year as long as the inputs state it, or of 365 days.
fn years(inputs: &Inputs) -> Option<f64> {
    let seconds = || Some(inputs.number(&SECONDS)? / inputs.number(&["year_seconds"]).unwrap_or(365.0 * 86_400.0));
    let days = || Some(inputs.number(&DAYS)? / inputs.number(&["year_days"]).unwrap_or(365.0));
    inputs.number(&YEARS).or_else(seconds).or_else(days)
}

/// Rate and discount, each as it is stated or as the other implies; without both, nothing is discounted.
fn discounting(inputs: &Inputs, years: f64) -> (f64, f64) {
    match (inputs.number(&RATE), inputs.number(&DISCOUNT)) {
        (Some(rate), Some(discount)) => (rate, discount),
        (Some(rate), None) => (rate, libm::exp(-rate * years)),
        (None, Some(discount)) if years > 0.0 => (-libm::log(discount) / years, discount),
        (None, discount) => (0.0, discount.unwrap_or(1.0)),
    }
}
