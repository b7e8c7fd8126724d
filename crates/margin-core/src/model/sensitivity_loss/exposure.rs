//! What the contracts on one underlying lose when its price and their volatilities move.
//!
//! A contract that is no option loses −delta × move, exactly; an option what its premium loses, by its formula from its
//! mark and never below nothing, × the price where it settles in coins. All in dollars, from the price after the
//! account's own move.

use crate::book::{Contract, Priced};
use crate::id::PositionId;
use crate::instrument::Settlement;
use crate::report::{DynamicLabel, Figure, Label, Way};
use crate::rules::{RuleKey, VolatilityRange};
use crate::units::{Ratio, Usd};

const DAYS_PER_YEAR: f64 = 365.0;

/// A contract with its size.
#[derive(Debug)]
pub(crate) struct Exposure<'a> {
    pub(crate) named: PositionId,
    shape: Shape<'a>,
    greeks: Greeks,
    /// What prices have been multiplied by.
    factor: f64,
}

#[derive(Debug)]
enum Shape<'a> {
    /// Its worth follows the price in a straight line.
    Straight,
    Option(Optioned<'a>),
}

/// An option with its size.
#[derive(Debug)]
struct Optioned<'a> {
    option: &'a Priced,
    /// Units, or units × index where the premium is in coins.
    amount: f64,
    /// The mark less what the formula says of it.
    beyond_formula: f64,
    /// What it is worth after the account's own move.
    now: f64,
    /// By which its volatility rises.
    share: f64,
}

/// Derivatives of a worth in dollars by the price's relative move and by volatility.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Greeks {
    delta: f64,
    gamma: f64,
    vega: f64,
    vanna: f64,
    volga: f64,
}

/// A move of the price, as a share of it, and the way that volatilities go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shocks {
    pub(crate) price: f64,
    pub(crate) volatility: Way,
}

/// A loss by what it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Parts {
    pub(crate) delta: f64,
    pub(crate) gamma: f64,
    pub(crate) vega: f64,
    pub(crate) vanna: f64,
    pub(crate) volga: f64,
}

impl<'a> Exposure<'a> {
    pub(crate) fn of(contract: &'a Contract<'a>, factor: f64, range: VolatilityRange) -> Self {
        let named = contract.named_by().position();
        let Some(option) = &contract.option else {
            let greeks = Greeks { delta: slope(contract) * factor, ..Greeks::default() };
            return Self { named, shape: Shape::Straight, greeks, factor };
        };
        let units = contract.contracts(contract.net());
        let amount = match option.settlement {
            Settlement::Linear => units,
            Settlement::Coin => units * contract.index.get(),
        };
        let premium = contract.price(factor).get();
        let greeks = greeks(option, amount, premium, factor);
        let beyond_formula = contract.mark.get() - option.value(1.0, option.volatility);
        let mut sized = Optioned { option, amount, beyond_formula, now: 0.0, share: share(range, option.years) };
        sized.now = sized.worth(factor, option.volatility);
        Self { named, shape: Shape::Option(sized), greeks, factor }
    }

    /// What a rise of the price gains, in dollars, for a rise by all of it at the present pace.
    pub(crate) fn delta(&self) -> f64 {
        self.greeks.delta
    }

    /// Whether its worth does anything but follow the price in a straight line.
    pub(crate) fn bends(&self) -> bool {
        matches!(self.shape, Shape::Option(_))
    }

    /// The years to expiry of an option, and the share by which its volatility rises.
    pub(crate) fn volatility_share(&self) -> Option<(f64, f64)> {
        match &self.shape {
            Shape::Straight => None,
            Shape::Option(sized) => Some((sized.option.years, sized.share)),
        }
    }

    /// What it loses.
    pub(crate) fn loss<F: Figure>(&self, shocks: Shocks) -> F {
        let (id, rule) = (self.named, RuleKey::Scenarios);
        let label = Label::Dynamic(DynamicLabel::ContractLoss(id));
        let usd = |label, value| F::usd(Label::Dynamic(label), Usd::new(value));
        match &self.shape {
            Shape::Straight => {
                let fall = F::ratio(Label::Dynamic(DynamicLabel::PriceFall), Ratio::new(-shocks.price));
                F::product(label, rule, [usd(DynamicLabel::ContractDelta(id), self.delta()), fall])
            }
            Shape::Option(sized) => {
                let then = sized.worth(self.factor * (1.0 + shocks.price), sized.shocked(shocks.volatility));
                let [now, then] = [(DynamicLabel::WorthNow(id), sized.now), (DynamicLabel::WorthThen(id), then)]
                    .map(|(label, worth)| usd(label, worth));
                F::difference(label, rule, now, then)
            }
        }
    }

    /// What its Greeks say that it loses.
    pub(crate) fn explained(&self, shocks: Shocks) -> Parts {
        let Greeks { delta, gamma, vega, vanna, volga } = self.greeks;
        let change = match &self.shape {
            Shape::Straight => 0.0,
            Shape::Option(sized) => sized.shocked(shocks.volatility) - sized.option.volatility,
        };
        Parts {
            delta: -delta * shocks.price,
            gamma: -0.5 * gamma * shocks.price * shocks.price,
            vega: -vega * change,
            vanna: -vanna * shocks.price * change,
            volga: -0.5 * volga * change * change,
        }
    }
}

impl Optioned<'_> {
    /// What it is worth, in dollars with its sign.
    fn worth(&self, factor: f64, volatility: f64) -> f64 {
        let premium = (self.beyond_formula + self.option.value(factor, volatility)).max(0.0);
        match self.option.settlement {
            Settlement::Linear => self.amount * premium,
            Settlement::Coin => self.amount * factor * premium,
        }
    }

    fn shocked(&self, way: Way) -> f64 {
        match way {
            Way::Up => self.option.volatility * (1.0 + self.share),
            Way::Still => self.option.volatility,
            Way::Down => self.option.volatility / (1.0 + self.share),
        }
    }
}

/// What a contract that is no option gains when today's price doubles: a coin-settled one is worth
/// quantity × face × (1 ÷ entry − 1 ÷ mark) × index, where index ÷ mark does not change.
fn slope(contract: &Contract) -> f64 {
    let face = contract.instrument.multiplier.get();
    let legs = contract.legs.iter().map(|leg| match contract.instrument.settlement {
        Settlement::Linear => leg.quantity.get() * face * contract.mark.get(),
        Settlement::Coin => leg.quantity.get() * face * (contract.index.get() / leg.entry.get()),
    });
    legs.fold(0.0, |sum, each| sum + each)
}

/// The share by which the volatility of an expiry rises.
fn share(range: VolatilityRange, years: f64) -> f64 {
    let days = (years * DAYS_PER_YEAR).max(range.least_days);
    range.share.get() * libm::pow(range.pivot_days / days, range.power.get())
}

/// The derivatives of an option's worth. One whose worth has a kink, with no time or no volatility left, has none that
/// are infinite: what it then loses remains unexplained.
fn greeks(option: &Priced, amount: f64, premium: f64, factor: f64) -> Greeks {
    let Some(priced) = option.at(factor, option.volatility) else { return Greeks::default() };
    let (right, forward) = (option.right(), option.forward_at(factor));
    let moving = forward - option.settled;
    let (value, delta, gamma) = (priced.value(right), priced.delta(right) * moving, priced.gamma() * moving * moving);
    let (vega, vanna, volga) = (priced.vega(), priced.vanna() * moving, priced.volga());
    let known = |derivative: f64| if derivative.is_finite() { derivative } else { 0.0 };
    let [gamma, vega, vanna, volga] = [gamma, vega, vanna, volga].map(known);
    match option.settlement {
        Settlement::Linear => Greeks {
            delta: amount * delta,
            gamma: amount * gamma,
            vega: amount * vega,
            vanna: amount * vanna,
            volga: amount * volga,
        },
        Settlement::Coin => {
            // Premium in coins = value ÷ forward; its worth is that × the price, which moves by 1 + move.
            let (amount, share) = (amount * factor, moving / forward);
            let slope = (delta - value * share) / forward;
            let bend = (gamma - 2.0 * delta * share + 2.0 * value * share * share) / forward;
            let turn = (vanna - vega * share) / forward;
            Greeks {
                delta: amount * (premium + slope),
                gamma: amount * (2.0 * slope + bend),
                vega: amount * (vega / forward),
                vanna: amount * (vega / forward + turn),
                volga: amount * (volga / forward),
            }
        }
    }
}

impl Parts {
    /// With each part of another, by a weight.
    pub(crate) fn plus(self, other: Self, weight: f64) -> Self {
        Self {
            delta: self.delta + weight * other.delta,
            gamma: self.gamma + weight * other.gamma,
            vega: self.vega + weight * other.vega,
            vanna: self.vanna + weight * other.vanna,
            volga: self.volga + weight * other.volga,
        }
    }
}
