//! How much a margin rises in a crisis, and three tools against it.
//!
//! Measures: Murphy, Vasios and Vause, "An investigation into the procyclicality of risk-based initial margin models"
//! (Bank of England, Financial Stability Paper 29, 2014). Tools: Commission Delegated Regulation (EU) 153/2013,
//! article 28(1)(a) to (c). Margins are positive, in one unit, each at the same distance in time from the one before.

/// `largest ÷ smallest` margin of the series; nothing without margins or unless all are positive.
pub fn peak_to_trough(margins: &[f64]) -> Option<f64> {
    let (peak, trough) = margins
        .iter()
        .fold((f64::NEG_INFINITY, f64::INFINITY), |(peak, trough), margin| (peak.max(*margin), trough.min(*margin)));
    let valid = !margins.is_empty() && margins.iter().all(|margin| *margin > 0.0);
    valid.then(|| peak / trough)
}

/// How much a margin rose, each figure at its own worst moment; negative where it only ever fell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rise {
    /// The largest `margin ÷ margin before − 1`.
    pub relative: f64,
    /// The largest `margin − margin before`.
    pub absolute: f64,
}

/// The largest rises from a margin to the one `periods` later; nothing where the series is not longer than that.
pub fn largest_rise(margins: &[f64], periods: usize) -> Option<Rise> {
    let later = margins.get(periods..).filter(|later| !later.is_empty() && periods > 0)?;
    let none = Rise { relative: f64::NEG_INFINITY, absolute: f64::NEG_INFINITY };
    Some(margins.iter().zip(later).fold(none, |most, (before, after)| Rise {
        relative: most.relative.max((after - before) / before),
        absolute: most.absolute.max(after - before),
    }))
}

/// `margin × (1 + buffer)`, (a): a margin with its buffer filled; the regulation asks for a buffer of 0.25 at least.
pub fn with_full_buffer(margin: f64, buffer: f64) -> f64 {
    margin * (1.0 + buffer)
}

/// What is charged when the buffer is drawn on: `max(margin, min(margin × (1 + buffer), charged before))`, and the full
/// buffer at first.
///
/// While the model's margin rises, what is charged stays as it was until the buffer is used up; while it falls, what is
/// charged stays until the buffer is full again. The regulation leaves the rule of release to each clearing house: this
/// one is our own.
pub fn with_released_buffer(margins: &[f64], buffer: f64) -> Vec<f64> {
    let mut before = f64::INFINITY;
    let charge = |margin: &f64| {
        before = margin.max(with_full_buffer(*margin, buffer).min(before));
        before
    };
    margins.iter().map(charge).collect()
}

/// `(1 − weight) × current + weight × stressed`, (b): the regulation gives stressed observations 0.25 at least.
pub fn with_stressed_weight(current: f64, stressed: f64, weight: f64) -> f64 {
    (1.0 - weight) * current + weight * stressed
}

/// The larger of the current margin and that of volatility over the long look-back, (c): ten years in the regulation.
pub fn with_floor(current: f64, long_look_back: f64) -> f64 {
    current.max(long_look_back)
}
