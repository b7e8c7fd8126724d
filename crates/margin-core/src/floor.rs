//! What a portfolio's requirement may not fall below, whatever its scenarios lose.
//!
//! Deltas are units of the underlying that a contract moves with; a hedged unit is one of a long and a short that offset
//! each other. In dollars.

use crate::units::{Price, Quantity, Ratio, Usd};

/// The sum of deltas, and their sum without signs.
pub fn net_and_gross(deltas: impl IntoIterator<Item = Quantity>) -> [Quantity; 2] {
    let none = [Quantity::ZERO; 2];
    deltas.into_iter().fold(none, |[net, gross], delta| [net + delta, gross + delta.abs()])
}

/// The units of longs and of shorts that offset each other: (gross − |net|) ÷ 2.
pub fn hedged_delta(net: Quantity, gross: Quantity) -> Quantity {
    Quantity::new((gross - net.abs()).get() / 2.0)
}

/// What deltas require at least: (unhedged rate × |net| + hedged rate × hedged units) × spot. `gross` is the sum of all
/// deltas without their signs.
///
/// ```
/// # use margin_core::{floor::minimum_delta, units::{Price, Quantity, Ratio, Usd}};
/// let [net, gross] = [-0.5, 2.5].map(Quantity::new);
/// let [unhedged, hedged] = [0.02, 0.01].map(Ratio::new);
/// assert_eq!(minimum_delta(net, gross, unhedged, hedged, Price::new(70_000.0)), Usd::new(1_400.0));
/// ```
pub fn minimum_delta(net: Quantity, gross: Quantity, unhedged: Ratio, hedged: Ratio, spot: Price) -> Usd {
    net.abs() * (spot * unhedged) + hedged_delta(net, gross) * (spot * hedged)
}
