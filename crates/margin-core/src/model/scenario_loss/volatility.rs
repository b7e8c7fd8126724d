//! An option's volatility after each kind of shock.
//!
//! Up: the largest of volatility × (1 + size × term) or volatility + size × term, each no less than its own least. Down: the
//! smallest of volatility × (1 − size × term) or volatility − size × term, no less than nothing. Turned: volatility ×
//! (1 + k × cap ÷ k*), between 1 − cap and 1 + cap; of both wings alike with |k|.

use crate::book::Priced;
use crate::rules::{Grid, SkewCap, SkewShocks, Term, TermNode, VolatilityMeasure, VolatilityMove, VolatilityShock};
use crate::units::Ratio;

const DAYS_PER_YEAR: f64 = 365.0;

/// A second: without it a term without a floor would have no bound.
const LEAST_DAYS: f64 = 1.0 / 86_400.0;

/// An option's volatility after each kind of shock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Volatilities {
    now: f64,
    up: f64,
    down: f64,
    linear: f64,
    absolute: f64,
}

/// A turn of the smile at a strike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    /// The most that a volatility is turned by, as a share.
    pub(crate) cap: f64,
    /// The logarithm of strike over forward at which it is reached.
    pub(crate) width: f64,
    /// What the volatility is multiplied by: never negative.
    pub(crate) factor: f64,
}

impl Volatilities {
    /// Those of an option once prices are multiplied by `factor`, under a grid.
    pub(crate) fn of(option: &Priced, factor: f64, grid: &Grid) -> Self {
        let (now, days) = (option.volatility, option.years * DAYS_PER_YEAR);
        let turned = |skew: &SkewShocks, turn: VolatilityMove| {
            let log_moneyness = libm::log(option.strike / option.forward_at(factor));
            now * self::turn(skew, turn, log_moneyness, option.years).factor
        };
        let turned = |turn| grid.skew.as_ref().map_or(now, |skew| turned(skew, turn));
        Self {
            now,
            up: raised(&grid.up, now, days),
            down: lowered(&grid.down, now, days),
            linear: turned(VolatilityMove::Linear),
            absolute: turned(VolatilityMove::Absolute),
        }
    }

    /// That after one kind of shock.
    pub(crate) fn after(&self, shock: VolatilityMove) -> f64 {
        match shock {
            VolatilityMove::None => self.now,
            VolatilityMove::Up => self.up,
            VolatilityMove::Down => self.down,
            VolatilityMove::Linear => self.linear,
            VolatilityMove::Absolute => self.absolute,
        }
    }
}

/// A volatility after the shock that raises it most.
pub(crate) fn raised(shocks: &[VolatilityShock], now: f64, days: f64) -> f64 {
    let after = shocks.iter().map(|shock| {
        let raised = shifted(shock, now, shock.size.get() * factor(&shock.term, days));
        shock.least.map_or(raised, |least| raised.max(least.get()))
    });
    after.reduce(f64::max).unwrap_or(now)
}

/// A volatility after the shock that lowers it most, no less than nothing.
pub(crate) fn lowered(shocks: &[VolatilityShock], now: f64, days: f64) -> f64 {
    let after = shocks.iter().map(|shock| shifted(shock, now, -shock.size.get() * factor(&shock.term, days)));
    after.reduce(f64::min).unwrap_or(now).max(0.0)
}

fn shifted(shock: &VolatilityShock, now: f64, by: f64) -> f64 {
    match shock.measure {
        VolatilityMeasure::Share => now * (1.0 + by),
        VolatilityMeasure::Points => now + by,
    }
}

/// What a shock's size is multiplied by so many days before expiry.
fn factor(term: &Term, days: f64) -> f64 {
    match term {
        Term::Flat => 1.0,
        Term::Power(term) => {
            let power = if days <= term.pivot_days { term.short } else { term.long };
            libm::pow(term.pivot_days / days.max(term.floor_days).max(LEAST_DAYS), power.get())
        }
        Term::Nodes(nodes) => between(nodes, days),
    }
}

/// Linear between nodes and flat beyond them; 1 without any.
fn between(nodes: &[TermNode], days: f64) -> f64 {
    let place = nodes.partition_point(|node| node.days < days);
    let before = place.checked_sub(1).and_then(|place| nodes.get(place));
    match (before, nodes.get(place)) {
        (Some(before), Some(after)) => {
            let way = (days - before.days) / (after.days - before.days);
            before.factor.get() + way * (after.factor.get() - before.factor.get())
        }
        (Some(only), None) | (None, Some(only)) => only.factor.get(),
        (None, None) => 1.0,
    }
}

/// How a turn of the smile changes the volatility at a strike; one that is no turn changes nothing.
pub(crate) fn turn(skew: &SkewShocks, turn: VolatilityMove, log_moneyness: f64, years: f64) -> Turn {
    let root = years.sqrt();
    let (cap, moneyness) = match turn {
        VolatilityMove::Linear => (skew.linear, log_moneyness),
        VolatilityMove::Absolute => (skew.absolute, log_moneyness.abs()),
        VolatilityMove::None | VolatilityMove::Up | VolatilityMove::Down => {
            (SkewCap { base: Ratio::ZERO, growth: Ratio::ZERO }, 0.0)
        }
    };
    let cap = cap.base.get() + cap.growth.get() * root;
    let volatility = skew.volatility.get() + root * skew.volatility_growth.get();
    let width = (root * skew.width.get() * volatility).max(skew.least.get());
    // Written by sides, as the venue does it, so that a cap below nothing turns the other way and further.
    let along = if width > 0.0 { moneyness * cap / width } else { cap * sign(moneyness) };
    let turned = if moneyness >= 0.0 { along.min(cap) } else { along.max(-cap) };
    Turn { cap, width, factor: (1.0 + turned).max(0.0) }
}

/// 1 above nothing, -1 below, and nothing at it.
fn sign(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number.signum() }
}
