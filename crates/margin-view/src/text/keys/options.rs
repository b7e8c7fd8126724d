//! What can be said of options: their sensitivities, their chain and their surface.

pub(crate) use crate::text::english::options::greek;

use crate::text::english::options as english;
use margin_core::instrument::Right;

keys! {
    /// What a row of sensitivities is of.
    greeks_of says GreeksText<'a> -> String {
        /// Positions that end on a day.
        Expiry { date: &'a str },
        /// Positions that do not end.
        Endless,
        /// What is held of the underlying.
        Held { asset: &'a str },
        /// Everything on an underlying.
        Underlying { asset: &'a str },
        /// All positions.
        Positions,
        /// All positions and holdings.
        Whole,
    }

    /// What a chain says.
    chain says ChainText<'a> -> String {
        /// Its name.
        Named { asset: &'a str },
        /// Its name, where premiums are paid in the coin.
        InCoin { asset: &'a str },
        /// An expiry, and how many days it is away.
        Expiry { date: &'a str, days: &'a str },
        /// The table in a sentence.
        Caption { name: &'a str, date: &'a str, forward: &'a str, nearest: &'a str, unit: &'a str },
        /// The table in a sentence, where no option can be valued.
        CaptionUnvalued { name: &'a str, date: &'a str, unit: &'a str },
        Right(Right),
        Both { bid: &'a str, ask: &'a str },
        BidOnly { bid: &'a str },
        AskOnly { ask: &'a str },
        Buy { name: &'a str },
        Sell { name: &'a str },
    }

    /// What a surface says.
    surface says SurfaceText<'a> -> String {
        Smile { asset: &'a str, date: &'a str, forward: &'a str },
        Option { strike: &'a str, right: Right },
        /// An option's volatilities; the sides are bid and ask.
        Quote { name: &'a str, mark: &'a str, sides: Option<(&'a str, &'a str)>, fitted: &'a str, residual: &'a str },
        Near { quotes: usize, error: &'a str, whole: &'a str },
        Inside { share: &'a str },
        NoArbitrage,
        Arbitrage { faults: usize },
        Butterfly { strike: &'a str },
        Calendar { strike: &'a str },
        /// Days with their volatilities.
        Term { asset: &'a str, from: (&'a str, &'a str), to: (&'a str, &'a str) },
    }
}
