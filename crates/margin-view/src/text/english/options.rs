//! Options in English.

use crate::options::greeks::Greek;
use crate::text::keys::options::{ChainText, GreeksText, SurfaceText};
use margin_core::instrument::Right;

pub(in crate::text) fn greeks_of(text: GreeksText) -> String {
    match text {
        GreeksText::Expiry { date } => format!("Expiry {date}"),
        GreeksText::Endless => "Without expiry".into(),
        GreeksText::Held { asset } => format!("{asset} held"),
        GreeksText::Underlying { asset } => format!("All of {asset}"),
        GreeksText::Positions => "All positions".into(),
        GreeksText::Whole => "With what is held".into(),
    }
}

/// A sensitivity's name and what it means.
pub(crate) fn greek(greek: Greek) -> (&'static str, &'static str) {
    match greek {
        Greek::Delta => (
            "Delta",
            "In units of the underlying: what the same gain from its price would take to hold. Beneath it in dollars: what is \
             gained for a price twice as high, were the gain in proportion; a hundredth of it is for 1\u{202f}%.",
        ),
        Greek::Gamma => {
            ("Gamma", "How much delta changes for 1\u{202f}% of the price: in units, and beneath in dollars.")
        }
        Greek::Vega => {
            ("Vega", "Dollars gained for a volatility one point higher, such as 51\u{202f}% for 50\u{202f}%.")
        }
        Greek::Theta => ("Theta", "Dollars gained in a day, with prices and volatilities held."),
        Greek::Vanna => ("Vanna", "How much delta in dollars changes for a volatility one point higher."),
        Greek::Volga => ("Volga", "How much vega changes for a volatility one point higher."),
        Greek::Rho => (
            "Rho",
            "Dollars gained for interest one point a year higher, with forwards held; nothing where these rules do not discount \
             options.",
        ),
    }
}

pub(in crate::text) fn chain(text: ChainText) -> String {
    match text {
        ChainText::Named { asset } => asset.into(),
        ChainText::InCoin { asset } => format!("{asset}, paid in {asset}"),
        ChainText::Expiry { date, days } => format!("{date} \u{b7} {days} d"),
        ChainText::Caption { name, date, forward, nearest, unit } => format!(
            "{name} options of {date}: the forward is {forward}, and {nearest} the strike nearest to it. Marks are in {unit}."
        ),
        ChainText::CaptionUnvalued { name, date, unit } => {
            format!("{name} options of {date}: none of them can be valued. Marks are in {unit}.")
        }
        ChainText::Right(Right::Call) => "Calls".into(),
        ChainText::Right(Right::Put) => "Puts".into(),
        ChainText::Both { bid, ask } => format!("{bid} \u{2013} {ask}"),
        ChainText::BidOnly { bid } => format!("{bid} bid"),
        ChainText::AskOnly { ask } => format!("{ask} asked"),
        ChainText::Buy { name } => format!("Buy {name}"),
        ChainText::Sell { name } => format!("Sell {name}"),
    }
}

pub(in crate::text) fn surface(text: SurfaceText) -> String {
    match text {
        SurfaceText::Smile { asset, date, forward } => {
            format!("Implied volatility of {asset} options of {date} by strike; the forward is {forward}.")
        }
        SurfaceText::Option { strike, right: Right::Call } => format!("{strike} call"),
        SurfaceText::Option { strike, right: Right::Put } => format!("{strike} put"),
        SurfaceText::Quote { name, mark, sides: Some((bid, ask)), fitted, residual } => {
            format!(
                "{name}: marked {mark}, bid {bid}, asked {ask}; the curve {fitted}, {residual} points from the mark"
            )
        }
        SurfaceText::Quote { name, mark, sides: None, fitted, residual } => {
            format!("{name}: marked {mark}; the curve {fitted}, {residual} points from the mark")
        }
        SurfaceText::Near { quotes, error, whole } => {
            let quotes = if quotes == 1 { "One quote".into() } else { format!("{quotes} quotes") };
            format!("{quotes}; the curve is {error} points from them, and {whole} from those of all expiries.")
        }
        SurfaceText::Inside { share } => {
            format!("It is between bid and ask at {share} of all two-sided quotes, by their weight.")
        }
        SurfaceText::NoArbitrage => "No butterfly and no calendar spread costs less than nothing.".into(),
        SurfaceText::Arbitrage { faults: 1 } => "At one place something costs less than nothing.".into(),
        SurfaceText::Arbitrage { faults } => format!("At {faults} places something costs less than nothing."),
        SurfaceText::Butterfly { strike } => format!("a butterfly around {strike} costs less than nothing"),
        SurfaceText::Calendar { strike } => format!("a calendar spread at {strike} costs less than nothing"),
        SurfaceText::Term { asset, from: (first, low), to: (last, high) } => {
            format!("{asset} volatility at the forward: {low} for {first}, {high} for {last}.")
        }
    }
}
