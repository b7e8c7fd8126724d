//! Smiles as SSVI (Gatheral and Jacquier 2014), `w(k) = θ ÷ 2 (1 + ρφk + √((φk + ρ)² + 1 − ρ²))`, one for each expiry.
//!
//! `θ` is total variance at the forward, `ρ` the tilt and `φ` how quickly the smile bends, per unit of log-moneyness.
//! With its own tilt for each expiry it is eSSVI (Hendriks and Martini, *The extended SSVI volatility surface*, 2019).
//! Its conditions against arbitrage are inequalities of three numbers.

use crate::svi::{RawSvi, TotalVariance};

/// A smile as SSVI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ssvi {
    /// `θ`: total variance at the forward. Positive.
    pub at_forward: f64,
    /// `ρ`, between −1 and 1.
    pub tilt: f64,
    /// `φ`. Positive.
    pub bend: f64,
}

impl Ssvi {
    /// `w(k)`.
    pub fn total_variance(&self, log_moneyness: f64) -> f64 {
        let Self { at_forward, tilt, bend } = *self;
        let bent = bend * log_moneyness;
        0.5 * at_forward * (1.0 + tilt * bent + ((bent + tilt) * (bent + tilt) + 1.0 - tilt * tilt).sqrt())
    }

    /// `w(k)` with its derivatives.
    pub fn at(&self, log_moneyness: f64) -> TotalVariance {
        let Self { at_forward, tilt, bend } = *self;
        let (turned, rest) = (bend * log_moneyness + tilt, 1.0 - tilt * tilt);
        let root = (turned * turned + rest).sqrt();
        TotalVariance {
            value: self.total_variance(log_moneyness),
            slope: 0.5 * at_forward * bend * (tilt + turned / root),
            curvature: 0.5 * at_forward * bend * bend * rest / (root * root * root),
        }
    }

    /// The same smile as raw SVI.
    pub fn raw(&self) -> RawSvi {
        let Self { at_forward, tilt, bend } = *self;
        let rest = 1.0 - tilt * tilt;
        RawSvi {
            level: 0.5 * at_forward * rest,
            slope: 0.5 * at_forward * bend,
            tilt,
            shift: -tilt / bend,
            curve: rest.sqrt() / bend,
        }
    }

    /// `θφ(1 + |ρ|)`, which is below 4, and `θφ²(1 + |ρ|)`, which is at most 4, where no butterfly costs less than nothing.
    ///
    /// The first is needed; the two together suffice (the paper's theorem 4.2).
    pub fn butterfly_conditions(&self) -> [f64; 2] {
        let first = self.at_forward * self.bend * (1.0 + self.tilt.abs());
        [first, first * self.bend]
    }

    /// Whether the conditions that suffice against arbitrage by butterflies are met.
    pub fn is_free_of_butterflies(&self) -> bool {
        let [first, second] = self.butterfly_conditions();
        first < 4.0 && second <= 4.0
    }

    /// Whether total variance is at no strike below that of an earlier expiry, by conditions that suffice (Hendriks and
    /// Martini, proposition 3.5): θ and both wings do not fall, and φ does not rise.
    pub fn is_above(&self, earlier: &Self) -> bool {
        let wings =
            |smile: &Self| [1.0 - smile.tilt, 1.0 + smile.tilt].map(|wing| smile.at_forward * smile.bend * wing);
        let wings_rise = wings(self).iter().zip(wings(earlier)).all(|(wing, before)| *wing >= before);
        self.at_forward >= earlier.at_forward && wings_rise && self.bend <= earlier.bend
    }
}

/// A surface with one tilt, and `φ(θ) = η ÷ (θ^γ (1 + θ)^(1 − γ))`: the paper's equation 4.5.
///
/// ```
/// # use margin_pricing::ssvi::PowerLaw;
/// let law = PowerLaw { tilt: -0.7, scale: 0.5, exponent: 0.5 };
/// assert!((law.smile(0.04).total_variance(0.3) - 0.024004331921745767).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    /// `ρ`, between −1 and 1.
    pub tilt: f64,
    /// `η`. Positive.
    pub scale: f64,
    /// `γ`, from 0 to 1.
    pub exponent: f64,
}

impl PowerLaw {
    /// The smile whose total variance at the forward is `at_forward`.
    pub fn smile(&self, at_forward: f64) -> Ssvi {
        Ssvi { at_forward, tilt: self.tilt, bend: self.bend(at_forward) }
    }

    /// `φ(θ)`.
    pub fn bend(&self, at_forward: f64) -> f64 {
        let fall = libm::pow(at_forward, self.exponent) * libm::pow(1.0 + at_forward, 1.0 - self.exponent);
        self.scale / fall
    }

    /// `∂(θφ) ÷ ∂θ`, which is `φ (1 − γ) ÷ (1 + θ)`.
    pub fn widening(&self, at_forward: f64) -> f64 {
        self.bend(at_forward) * (1.0 - self.exponent) / (1.0 + at_forward)
    }

    /// Whether total variance rises with that at the forward at every strike:
    /// `0 ≤ ∂(θφ) ÷ ∂θ ≤ (1 + √(1 − ρ²)) φ ÷ ρ²` (theorem 4.1).
    pub fn is_free_of_calendars(&self, at_forward: f64) -> bool {
        let (widening, square) = (self.widening(at_forward), self.tilt * self.tilt);
        let most = (1.0 + (1.0 - square).sqrt()) * self.bend(at_forward);
        widening >= 0.0 && widening * square <= most
    }

    /// `η (1 + |ρ|)`: where at most 2, and the exponent at most one half, no expiry has arbitrage by butterflies
    /// (remark 4.4).
    pub fn butterfly_condition(&self) -> f64 {
        self.scale * (1.0 + self.tilt.abs())
    }
}
