//! The worst loss on one underlying within its price range.
//!
//! Losses are calculated at prices of whole steps from today's, each with volatilities up, unchanged and down. Up to the
//! last step within the range the worst counts whole, and of what the worst up to the next step is more, the range's part
//! of that step: so the loss grows with the range without a gap, and a wider range never loses less. Volatilities alone
//! may also move, and no move loses nothing. A contract that is no option loses exactly delta × range.

use crate::model::sensitivity_loss::Underlying;
use crate::model::sensitivity_loss::exposure::{Parts, Shocks};
use crate::model::sensitivity_loss::horizon::{Stance, number, range};
use crate::report::{Bare, DynamicLabel, Figure, Label, Way};
use crate::rules::{RuleKey, SensitivityLoss};
use crate::units::{Ratio, Usd};

const RULE: RuleKey = RuleKey::Scenarios;

/// What is lost in the worst scenario on one side of today's price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Worst {
    /// The worst up to the last whole step within the range.
    pub(crate) within: Scenario,
    /// The worst up to the next step.
    pub(crate) beyond: Scenario,
    /// Whole steps within the range.
    whole: f64,
    /// The range's part of the next one.
    part: f64,
}

/// One scenario and its loss in dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scenario {
    pub(crate) shocks: Shocks,
    loss: f64,
}

/// The worst when the price does not fall, and when it does not rise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sides {
    pub(crate) up: Worst,
    pub(crate) down: Worst,
}

impl Sides {
    /// The worst on each side.
    pub(crate) fn of(model: &SensitivityLoss, underlying: &Underlying, stance: Stance) -> Self {
        let steps = in_steps::<Bare>(model, underlying, stance).value();
        let whole = libm::floor(steps);
        let side = |sign: f64| {
            let price = |number: u32| sign * f64::from(number) * model.ranges.step.get();
            let mut within = Scenario { shocks: Shocks { price: 0.0, volatility: Way::Still }, loss: 0.0 };
            // Steps are at most a thousand: the range is below 1 and a step at least a thousandth.
            let last = whole as u32;
            let first = if underlying.bends() { 0 } else { last };
            for number in first..=last {
                within = worse(underlying, price(number), within);
            }
            let beyond = worse(underlying, price(last + 1), within);
            Worst { within, beyond, whole, part: steps - whole }
        };
        Self { up: side(1.0), down: side(-1.0) }
    }
}

/// The worse of what has been found and what a price loses.
fn worse(underlying: &Underlying, price: f64, found: Scenario) -> Scenario {
    let ways: &[Way] = if underlying.bends() { &[Way::Still, Way::Up, Way::Down] } else { &[Way::Still] };
    ways.iter().fold(found, |found, volatility| {
        let shocks = Shocks { price, volatility: *volatility };
        let loss = scenario::<Bare>(Label::Dynamic(DynamicLabel::LossCounted), underlying, shocks).value();
        if loss > found.loss { Scenario { shocks, loss } } else { found }
    })
}

/// The range as a number of steps.
fn in_steps<F: Figure>(model: &SensitivityLoss, underlying: &Underlying, stance: Stance) -> F {
    let step = number(DynamicLabel::Step, model.ranges.step.get());
    F::quotient(Label::Dynamic(DynamicLabel::RangeInSteps), RULE, range(model, underlying, stance), step)
}

fn scenario<F: Figure>(label: Label, underlying: &Underlying, shocks: Shocks) -> F {
    F::sum(label, RULE, underlying.exposures.iter().map(|exposure| exposure.loss(shocks)))
}

impl Worst {
    /// The loss, in dollars.
    pub(crate) fn loss(&self) -> f64 {
        self.within.loss + self.part * (self.beyond.loss - self.within.loss)
    }

    /// The loss, made of its parts.
    pub(crate) fn figure<F: Figure>(&self, model: &SensitivityLoss, underlying: &Underlying, stance: Stance) -> F {
        let steps = in_steps(model, underlying, stance);
        let whole = number(DynamicLabel::WholeSteps, self.whole);
        let part = F::difference(Label::Dynamic(DynamicLabel::PartOfStep), RULE, steps, whole);
        let counted = F::usd(Label::Dynamic(DynamicLabel::LossCounted), Usd::new(self.within.loss));
        let beyond = self.beyond.figure(DynamicLabel::LossBeyond, underlying);
        let step = F::difference(Label::Dynamic(DynamicLabel::LossInStep), RULE, beyond, counted);
        let further = F::product(Label::Dynamic(DynamicLabel::LossInPart), RULE, [step, part]);
        let within = self.within.figure(DynamicLabel::LossWithin, underlying);
        F::sum(Label::Dynamic(DynamicLabel::Loss(underlying.named)), RULE, [within, further])
    }

    /// What each contract loses of it.
    pub(crate) fn of_contracts(&self, underlying: &Underlying) -> Vec<f64> {
        let each = underlying.exposures.iter().map(|exposure| {
            let [within, beyond] =
                [self.within, self.beyond].map(|scenario| exposure.loss::<Bare>(scenario.shocks).value());
            within + self.part * (beyond - within)
        });
        each.collect()
    }

    /// What the Greeks explain of it.
    pub(crate) fn explained(&self, underlying: &Underlying) -> Parts {
        let sum = |shocks| {
            underlying.exposures.iter().fold(Parts::default(), |sum, each| sum.plus(each.explained(shocks), 1.0))
        };
        let within = Parts::default().plus(sum(self.within.shocks), 1.0 - self.part);
        within.plus(sum(self.beyond.shocks), self.part)
    }

    /// The move of the price that it stands for.
    pub(crate) fn price(&self) -> Ratio {
        let (within, beyond) = (self.within.shocks.price, self.beyond.shocks.price);
        Ratio::new(within + self.part * (beyond - within))
    }
}

impl Scenario {
    fn figure<F: Figure>(&self, label: fn(Way, Way) -> DynamicLabel, underlying: &Underlying) -> F {
        let price = match self.shocks.price {
            price if price > 0.0 => Way::Up,
            price if price < 0.0 => Way::Down,
            _ => Way::Still,
        };
        scenario(Label::Dynamic(label(price, self.shocks.volatility)), underlying, self.shocks)
    }
}
