//! What can be said of scenarios, maps, waterfalls and dials.

pub(crate) use crate::text::english::risk::dial;

use crate::risk::heat::{HeatBy, HeatOf};
use crate::text::english::risk as english;
use margin_core::dynamic::Binding;
use margin_core::report::Level;
use margin_core::rules::{ScenarioSet, VolatilityMove};

keys! {
    /// What is said of scenarios.
    scenarios says ScenarioText<'a> -> String {
        InGroup { asset: &'a str, group: &'a str },
        /// A head over volatility moves.
        Volatility(VolatilityMove),
        PriceStays,
        Happens { price: &'a str, volatility: VolatilityMove },
        Kind { set: ScenarioSet, share: Option<&'a str> },
        Worst { of: usize, loss: &'a str, happens: &'a str },
        WorstBasis { loss: &'a str },
        NothingLost { of: usize },
    }

    /// What is said of a map.
    heat says HeatText<'a> -> String {
        Of(HeatOf),
        By(HeatBy),
        Now,
        Points { points: &'a str },
        Later { days: &'a str },
        Summary { of: HeatOf, asset: &'a str, cells: usize, under: usize, expired: usize },
        Cell { value: &'a str, profit: &'a str, counted: &'a str, maintenance: &'a str, initial: &'a str },
    }

    /// What is said of a waterfall.
    waterfall says WaterfallText<'a> -> String {
        Standalone,
        Within { asset: &'a str },
        WhyWithin { asset: &'a str },
        Between,
        WhyBetween,
        Holdings,
        WhyHoldings,
        Account,
        WhyAccount,
        Requirement(Level),
        Saves { amount: &'a str, share: &'a str },
        Costs { amount: &'a str },
        Even,
    }

    /// What is said of dials, and of a requirement that follows risk.
    dials says DialText<'a> -> String {
        Seconds { seconds: &'a str },
        Hours { hours: &'a str },
        Standalone,
        Sides,
        Offset { first: &'a str, second: &'a str, correlation: &'a str },
        Concentration,
        Latency,
        Maintenance,
        BufferAdded,
        Initial,
        Horizon,
        Realised,
        Surface,
        FloorVolatility,
        Stressed,
        /// The volatility that counts, and what decides it.
        Counted(Binding),
        Range,
        StandaloneLoss,
        Delta,
        Gamma,
        Vega,
        Vanna,
        Volga,
        Residual,
        Loss,
    }
}
