//! What resting orders could make of a position.

use crate::units::Quantity;

/// Contracts that would be held if orders on one side alone were filled, without signs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenSides {
    /// Longs, if all buys were.
    pub buy: Quantity,
    /// Shorts, if all sells were.
    pub sell: Quantity,
}

/// The contracts of each side: position + buys, and sells − position, each no less than nothing. Orders are without signs.
///
/// ```
/// # use margin_core::{orders::open_sides, units::Quantity};
/// let [position, buys, sells] = [-1.0, 3.0, 2.0].map(Quantity::new);
/// let sides = open_sides(position, buys, sells);
/// assert_eq!([sides.buy, sides.sell, sides.larger()], [2.0, 3.0, 3.0].map(Quantity::new));
/// ```
pub fn open_sides(position: Quantity, buys: Quantity, sells: Quantity) -> OpenSides {
    OpenSides { buy: at_least_none(position + buys), sell: at_least_none(sells - position) }
}

impl OpenSides {
    /// The side that holds more: a requirement that counts the worse side is for this one.
    pub fn larger(&self) -> Quantity {
        if self.sell > self.buy { self.sell } else { self.buy }
    }
}

fn at_least_none(contracts: Quantity) -> Quantity {
    if contracts < Quantity::ZERO { Quantity::ZERO } else { contracts }
}
