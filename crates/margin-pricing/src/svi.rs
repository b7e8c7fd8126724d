//! One smile as raw SVI (Gatheral 2004): `w(k) = level + slope (tilt (k − shift) + √((k − shift)² + curve²))`.
//!
//! `w` is total variance, `volatility² years`, and `k` is `ln(strike ÷ forward)`. In the literature's letters the five are
//! a, b, ρ, m and σ. What makes a smile free of arbitrage, and its jump-wings form, are from Gatheral and Jacquier,
//! *Arbitrage-free SVI volatility surfaces* (2014), whose numbers the tests have.

/// Total variance at a log-moneyness, with its derivatives by log-moneyness.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TotalVariance {
    /// `volatility² years`, a ratio.
    pub value: f64,
    /// The first derivative.
    pub slope: f64,
    /// The second derivative.
    pub curvature: f64,
}

/// The steepest that a wing of total variance can be (Lee 2004).
pub const STEEPEST_WING: f64 = 2.0;

impl TotalVariance {
    /// Durrleman's `g(k) = (1 − k w′ ÷ 2w)² − w′² (1 ÷ w + 1 ÷ 4) ÷ 4 + w″ ÷ 2`.
    ///
    /// The density of the price at expiry has its sign: where it is negative, a butterfly costs less than nothing.
    pub fn durrleman(&self, log_moneyness: f64) -> f64 {
        let Self { value, slope, curvature } = *self;
        let share = 1.0 - 0.5 * log_moneyness * slope / value;
        share * share - 0.25 * slope * slope * (1.0 / value + 0.25) + 0.5 * curvature
    }

    /// The volatility per year over a time.
    pub fn volatility(&self, years: f64) -> f64 {
        (self.value / years).sqrt()
    }
}

/// A smile as raw SVI.
///
/// ```
/// # use margin_pricing::svi::RawSvi;
/// // QuantLib's test of its SVI: at the shift, total variance is level + slope × curve.
/// let smile = RawSvi { level: -0.0666, slope: 0.229, tilt: 0.439, shift: 0.193, curve: 0.337 };
/// assert!((smile.total_variance(0.193) - 0.010573).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawSvi {
    /// `a`: moves the smile up.
    pub level: f64,
    /// `b`: the mean steepness of the wings. Not negative.
    pub slope: f64,
    /// `ρ`: turns the smile; between −1 and 1.
    pub tilt: f64,
    /// `m`: moves the smile to the right.
    pub shift: f64,
    /// `σ`: how round its vertex is. Positive.
    pub curve: f64,
}

/// Why five numbers are no smile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// One of them is not finite.
    NotFinite,
    /// The slope is negative.
    SlopeNegative,
    /// The tilt is not between −1 and 1.
    TiltOutOfRange,
    /// The curve is not positive.
    CurveNotPositive,
    /// Total variance is negative somewhere.
    VarianceNegative,
    /// A wing is steeper than [`STEEPEST_WING`].
    WingTooSteep,
}

/// A total variance, or what can be said of a smile's density, at its log-moneyness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Least {
    /// Where it is least.
    pub log_moneyness: f64,
    /// What it is there.
    pub value: f64,
}

impl RawSvi {
    /// The same total variance at every strike.
    pub const fn flat(total_variance: f64) -> Self {
        Self { level: total_variance, slope: 0.0, tilt: 0.0, shift: 0.0, curve: 1.0 }
    }

    /// `w(k)`.
    pub fn total_variance(&self, log_moneyness: f64) -> f64 {
        let from_shift = log_moneyness - self.shift;
        self.level + self.slope * (self.tilt * from_shift + (from_shift * from_shift + self.curve * self.curve).sqrt())
    }

    /// `w(k)` with its derivatives.
    pub fn at(&self, log_moneyness: f64) -> TotalVariance {
        let from_shift = log_moneyness - self.shift;
        let root = (from_shift * from_shift + self.curve * self.curve).sqrt();
        let turned = self.curve / root;
        TotalVariance {
            value: self.level + self.slope * (self.tilt * from_shift + root),
            slope: self.slope * (self.tilt + from_shift / root),
            curvature: self.slope * turned * turned / root,
        }
    }

    /// `w(k)` with the log-moneyness held within `± deviations √(level + slope curve)`, beyond which it is flat.
    ///
    /// Feeds that state a smile so mean it so; it is no part of SVI.
    pub fn total_variance_within(&self, log_moneyness: f64, deviations: f64) -> f64 {
        let reach = deviations * (self.level + self.slope * self.curve).sqrt();
        self.total_variance(log_moneyness.min(reach).max(-reach))
    }

    /// The volatility per year over a time.
    pub fn volatility(&self, log_moneyness: f64, years: f64) -> f64 {
        (self.total_variance(log_moneyness) / years).sqrt()
    }

    /// The vertex: the least total variance, `level + slope curve √(1 − tilt²)`.
    pub fn least(&self) -> Least {
        let root = (1.0 - self.tilt * self.tilt).sqrt();
        let log_moneyness = self.shift - self.tilt * self.curve / root;
        Least { log_moneyness, value: self.level + self.slope * self.curve * root }
    }

    /// How steep total variance is far to the left and far to the right, both counted as positive.
    pub fn wings(&self) -> [f64; 2] {
        [self.slope * (1.0 - self.tilt), self.slope * (1.0 + self.tilt)]
    }

    /// Whether the numbers are a smile: total variance is nowhere negative, and no wing too steep.
    ///
    /// # Errors
    /// The first condition that is not met. A smile that meets them all may still have butterflies for less than nothing.
    pub fn check(&self) -> Result<(), Invalid> {
        let Self { level, slope, tilt, shift, curve } = *self;
        let conditions = [
            ([level, slope, tilt, shift, curve].iter().all(|number| number.is_finite()), Invalid::NotFinite),
            (slope >= 0.0, Invalid::SlopeNegative),
            (tilt.abs() < 1.0, Invalid::TiltOutOfRange),
            (curve > 0.0, Invalid::CurveNotPositive),
            (self.least().value >= 0.0, Invalid::VarianceNegative),
            (slope * (1.0 + tilt.abs()) <= STEEPEST_WING, Invalid::WingTooSteep),
        ];
        conditions.into_iter().find(|(is_met, _)| !is_met).map_or(Ok(()), |(_, invalid)| Err(invalid))
    }

    /// Durrleman's function, whose sign is the density's.
    pub fn durrleman(&self, log_moneyness: f64) -> f64 {
        self.at(log_moneyness).durrleman(log_moneyness)
    }

    /// Where Durrleman's function is least among log-moneynesses; `None` of none, or where it is NaN at all of them.
    pub fn least_durrleman(&self, log_moneynesses: impl IntoIterator<Item = f64>) -> Option<Least> {
        let found = log_moneynesses
            .into_iter()
            .map(|log_moneyness| Least { log_moneyness, value: self.durrleman(log_moneyness) });
        found.filter(|found| !found.value.is_nan()).reduce(
            |least, found| {
                if found.value < least.value { found } else { least }
            },
        )
    }

    /// The same smile as jump wings; `None` where there is no time left or no variance at the forward.
    pub fn jump_wings(&self, years: f64) -> Option<JumpWings> {
        let TotalVariance { value, slope, .. } = self.at(0.0);
        if !(value > 0.0 && years > 0.0) {
            return None;
        }
        let root = value.sqrt();
        let [put_wing, call_wing] = self.wings();
        Some(JumpWings {
            years,
            variance: value / years,
            skew: slope / (2.0 * root),
            put_wing: put_wing / root,
            call_wing: call_wing / root,
            least_variance: self.least().value / years,
        })
    }
}

/// A smile by what traders see of it, SVI-JW (Gatheral and Jacquier, section 3.3): numbers that hardly depend on time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JumpWings {
    /// To expiry.
    pub years: f64,
    /// `v`: variance per year at the forward.
    pub variance: f64,
    /// `ψ`: the slope of total volatility by log-moneyness at the forward.
    pub skew: f64,
    /// `p`: how steep the left wing of total variance is, over total volatility at the forward.
    pub put_wing: f64,
    /// `c`: the same of the right wing.
    pub call_wing: f64,
    /// `ṽ`: the least variance per year.
    pub least_variance: f64,
}

impl JumpWings {
    /// The same smile as raw SVI (the paper's lemma 3.2).
    ///
    /// `None` where no raw SVI has these numbers, or several have: as with the least variance at the forward itself.
    pub fn raw(&self) -> Option<RawSvi> {
        let Self { years, variance, skew, put_wing, call_wing, least_variance } = *self;
        let root = (variance * years).sqrt();
        let slope = 0.5 * root * (call_wing + put_wing);
        let tilt = 1.0 - put_wing * root / slope;
        // shift ÷ √(shift² + curve²): where the forward stands on the hyperbola.
        let position = tilt - 2.0 * skew * root / slope;
        if !(tilt.abs() < 1.0 && position.abs() < 1.0) {
            return None;
        }
        let (across, along) = ((1.0 - position * position).sqrt(), (1.0 - tilt * tilt).sqrt());
        let lift = slope * (1.0 - tilt * position - across * along);
        let radius = (variance - least_variance) * years / lift;
        let curve = radius * across;
        let raw = RawSvi {
            level: least_variance * years - slope * curve * along,
            slope,
            tilt,
            shift: radius * position,
            curve,
        };
        (raw.check() != Err(Invalid::NotFinite) && curve > 0.0).then_some(raw)
    }

    /// The smile with its variance, skew and left wing, and a right wing and least variance that rule out arbitrage
    /// by butterflies where SSVI's conditions do: `c′ = p + 2ψ` and `ṽ′ = 4 p c′ v ÷ (p + c′)²` (section 5.1).
    pub fn repaired(&self) -> Self {
        let call_wing = self.put_wing + 2.0 * self.skew;
        let both = self.put_wing + call_wing;
        Self { call_wing, least_variance: self.variance * 4.0 * self.put_wing * call_wing / (both * both), ..*self }
    }
}
