//! What can be said of a goal that was sought.

use crate::text::english::goal as english;
use margin_core::report::Level;
use margin_core::solve::{Direction, Landing};

keys! {
    /// What was found, in a sentence.
    found says FoundText<'a> -> String {
        Quantity { quantity: &'a str, name: &'a str, direction: Direction, notional: &'a str },
        QuantityFor { quantity: &'a str, name: &'a str, direction: Direction, price: &'a str },
        Add { amount: &'a str, what: &'a str, level: Level },
        Remove { amount: &'a str, what: &'a str, level: Level },
        SetAside { collateral: &'a str, name: &'a str, price: &'a str, leverage: &'a str },
        Prices { asset: &'a str, ratio: &'a str, level: Level, group: &'a str, prices: &'a str },
        NoPrice { asset: &'a str, ratio: &'a str, level: Level, group: &'a str },
    }

    /// A price at which a ratio is met.
    at says AtText<'a> -> String {
        Price { price: &'a str, change: &'a str, landing: Landing },
    }

    /// Where collateral is.
    purse says PurseText<'a> -> String {
        Holdings { asset: &'a str },
        SetAside { name: &'a str },
    }

    /// Why there is no such number.
    why says WhyText<'a> -> String {
        AlreadyUnder { level: Level },
        AlreadyMet { level: Level },
        NoRoom,
        NoBound,
        NeverEnough,
        NotHeld { asset: &'a str },
        NotIsolated { name: &'a str },
        NoPosition { name: &'a str },
        UnderThere,
        AfloatWithNothing,
        Unmet { level: Level },
        UnderBefore { price: &'a str },
    }

    /// What applying it does.
    apply says ApplyText<'a> -> String {
        Open { quantity: &'a str, name: &'a str, direction: Direction },
        Add { amount: &'a str, what: &'a str },
        Remove { amount: &'a str, what: &'a str },
        SetAside { collateral: &'a str, name: &'a str },
    }
}
