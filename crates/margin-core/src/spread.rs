//! What written options require that options held cover: the most that the two can lose together at expiry.
//!
//! Both are of the same right, underlying and expiry. Puts are covered in dollars, calls in units of the underlying.

use crate::units::{Price, Quantity, Usd};

/// Options of one strike, without a sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip {
    /// How many.
    pub quantity: Quantity,
    /// Their strike.
    pub strike: Price,
}

/// What written puts require beside puts that are held: written × strike − min(written, held) × strike held, no less than
/// nothing.
///
/// ```
/// # use margin_core::{spread::{Strip, puts}, units::{Price, Quantity, Usd}};
/// let strip = |strike| Strip { quantity: Quantity::new(1.0), strike: Price::new(strike) };
/// assert_eq!(puts(strip(250.0), strip(200.0)), Usd::new(50.0));
/// ```
pub fn puts(written: Strip, held: Strip) -> Usd {
    let covered = if held.quantity < written.quantity { held.quantity } else { written.quantity };
    let loss = written.quantity * written.strike - covered * held.strike;
    if loss < Usd::ZERO { Usd::ZERO } else { loss }
}

/// Units of the underlying that written calls require beside calls that are held: the most of written × (strike held −
/// strike written) ÷ strike held, written − held, and nothing. Without calls held it is as many as are written.
///
/// ```
/// # use margin_core::{spread::{Strip, calls}, units::{Price, Quantity}};
/// let strip = |strike| Strip { quantity: Quantity::new(1.0), strike: Price::new(strike) };
/// assert_eq!(calls(strip(200.0), strip(250.0)), Quantity::new(0.2));
/// ```
pub fn calls(written: Strip, held: Strip) -> Quantity {
    if held.quantity <= Quantity::ZERO {
        return written.quantity;
    }
    let apart = held.strike - written.strike;
    let below = apart.get() * written.quantity.get() / held.strike.get();
    let uncovered = (written.quantity - held.quantity).get();
    Quantity::new(below.max(uncovered).max(0.0))
}
