//! At what price positions pass.

use crate::units::{Price, Quantity, Ratio, Usd};

/// To what an amount is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rounding {
    /// To nothing: it is taken as it is.
    Exact,
    /// Up to a whole number of parts of a dollar.
    Up {
        /// How many parts a dollar has.
        parts: f64,
    },
}

/// A position that passes at a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passing {
    /// Contracts that the trader loses: positive of a long, negative of a short.
    pub quantity: Quantity,
    /// The price at which they are valued.
    pub mark: Price,
    /// Their maintenance requirement as a share of notional.
    pub rate: Ratio,
}

impl Rounding {
    /// The amount as rounded.
    pub fn of(self, amount: Usd) -> Usd {
        match self {
            Self::Exact => amount,
            Self::Up { parts } => Usd::new(libm::ceil(amount.get() * parts) / parts),
        }
    }
}

/// What the trader must get for what is closed so that the group is left with nothing in the end: its value − the group's
/// equity × its share of the group's maintenance requirement. Positive received, negative paid.
pub fn bankruptcy_value(value: Usd, equity: Usd, closed: Usd, maintenance: Usd, rounding: Rounding) -> Usd {
    let share = closed.share_of(maintenance).unwrap_or(Ratio::new(1.0));
    rounding.of(value - equity * share)
}

/// The price at which closing leaves nothing of `equity`, the part of a group's equity that stands behind it:
/// mark − equity ÷ quantity. With the entry price and what was set aside it is the same.
pub fn bankruptcy_price(mark: Price, quantity: Quantity, equity: Usd) -> Price {
    Price::new(mark.get() - equity.get() / quantity.get())
}

/// The same for a coin-settled contract of a face value in dollars: 1 ÷ (1 ÷ mark + equity ÷ (face value × index)). It is
/// not positive where there is no such price.
pub fn bankruptcy_price_of_coin(mark: Price, face: Quantity, index: Price, equity: Usd) -> Price {
    Price::new(1.0 / (1.0 / mark.get() + equity.get() / (face.get() * index.get())))
}

/// mark × (1 − discount) for a long, mark × (1 + discount) for a short.
pub fn discounted(mark: Price, quantity: Quantity, discount: Ratio) -> Price {
    mark * Ratio::new(1.0 - side(quantity) * discount.get())
}

/// mark × (1 ∓ spread × rate × a) with a = adjustment × (1 − counted ÷ maintenance), from 0 to 1.
pub fn fillable(passing: Passing, (spread, adjustment): (Ratio, Ratio), counted: Usd, maintenance: Usd) -> Price {
    let covered = counted.share_of(maintenance).map_or(0.0, Ratio::get);
    let opened = (adjustment.get() * (1.0 - covered)).clamp(0.0, 1.0);
    discounted(passing.mark, passing.quantity, Ratio::new(spread.get() * passing.rate.get() * opened))
}

/// mark × (1 ∓ share × rate): a part of the maintenance requirement goes to whoever buys.
pub fn at_maintenance_share(passing: Passing, share: Ratio) -> Price {
    discounted(passing.mark, passing.quantity, Ratio::new(share.get() * passing.rate.get()))
}

/// The better of two prices for the trader: the higher for a long, the lower for a short.
pub fn better(quantity: Quantity, left: Price, right: Price) -> Price {
    let higher = left.get() >= right.get();
    if higher == (side(quantity) > 0.0) { left } else { right }
}

/// What whoever takes a position at `price` gains against the mark; negative when they lose.
pub fn premium(passing: Passing, price: Price) -> Usd {
    passing.quantity * (passing.mark - price)
}

/// A premium, as what the buyer and what the insurance fund get; a loss is the buyer's alone.
pub fn split_premium(premium: Usd, insurance: Ratio) -> [Usd; 2] {
    let to_insurance = if premium > Usd::ZERO { premium * insurance } else { Usd::ZERO };
    [premium - to_insurance, to_insurance]
}

/// 1 of a long, −1 of a short.
fn side(quantity: Quantity) -> f64 {
    if quantity < Quantity::ZERO { -1.0 } else { 1.0 }
}
