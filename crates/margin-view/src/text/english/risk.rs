//! Scenarios, maps, waterfalls and dials in English.

use crate::risk::dials::Dial;
use crate::risk::heat::{HeatBy, HeatOf};
use crate::text::keys::risk::{DialText, HeatText, ScenarioText, WaterfallText};
use margin_core::dynamic::Binding;
use margin_core::report::Level;
use margin_core::rules::{ScenarioSet, VolatilityMove};

pub(in crate::text) fn scenarios(text: ScenarioText) -> String {
    match text {
        ScenarioText::InGroup { asset, group } => format!("{asset} \u{b7} {group}"),
        ScenarioText::Volatility(volatility) => capital(volatilities(volatility)),
        ScenarioText::PriceStays => "Price stays".into(),
        ScenarioText::Happens { price, volatility } => match price.strip_prefix("Price") {
            Some(_) => format!("{price}, {}", volatilities(volatility)),
            None => format!("Price {price}, {}", volatilities(volatility)),
        },
        ScenarioText::Kind { set, share } => match share {
            Some(share) => format!("{}, {share} of it counts", kind(set)),
            None => kind(set).into(),
        },
        ScenarioText::Worst { of, loss, happens } => {
            format!("The worst of {of} scenarios takes {loss}: {}.", lower(happens))
        }
        ScenarioText::WorstBasis { loss } => {
            format!("Worse than every scenario: forwards that move by themselves take {loss}.")
        }
        ScenarioText::NothingLost { of } => format!("None of {of} scenarios takes anything."),
    }
}

fn volatilities(volatility: VolatilityMove) -> &'static str {
    match volatility {
        VolatilityMove::None => "volatilities stay",
        VolatilityMove::Up => "volatilities up",
        VolatilityMove::Down => "volatilities down",
        VolatilityMove::Linear => "the smile turns about the forward",
        VolatilityMove::Absolute => "both wings of the smile turn",
    }
}

fn kind(set: ScenarioSet) -> &'static str {
    match set {
        ScenarioSet::Regular => "usual",
        ScenarioSet::Tail => "tail",
        ScenarioSet::Extended => "extended",
        ScenarioSet::Skew => "skew",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

pub(in crate::text) fn heat(text: HeatText) -> String {
    match text {
        HeatText::Of(HeatOf::Profit) => "Profit".into(),
        HeatText::Of(HeatOf::Excess) => "Beyond maintenance".into(),
        HeatText::Of(HeatOf::Maintenance) => "Maintenance requirement".into(),
        HeatText::Of(HeatOf::Initial) => "Initial requirement".into(),
        HeatText::By(HeatBy::Volatility) => "Volatilities".into(),
        HeatText::By(HeatBy::Days) => "Days that pass".into(),
        HeatText::Now => "now".into(),
        HeatText::Points { points } => format!("{points} points"),
        HeatText::Later { days } => format!("in {days} days"),
        HeatText::Summary { of, asset, cells, under, expired } => {
            let left_out = match expired {
                0 => "",
                _ => " Days by which a contract has expired are left out.",
            };
            let under = match under {
                0 => "It goes under in none of them.".into(),
                all if all == cells => "It is under in all of them.".into(),
                some => format!("It is under in {some} of them, which are marked."),
            };
            format!(
                "{} in {cells} combinations of the price of {asset} and what happens beside. {under}{left_out}",
                heat(HeatText::Of(of))
            )
        }
        HeatText::Cell { value, profit, counted, maintenance, initial } => {
            format!("{value}: profit {profit}, counts {counted}, maintenance {maintenance}, initial {initial}")
        }
    }
}

pub(in crate::text) fn waterfall(text: WaterfallText) -> String {
    match text {
        WaterfallText::Standalone => "Each position alone".into(),
        WaterfallText::Within { asset } => format!("Offsets within {asset}"),
        WaterfallText::WhyWithin { asset } => format!("Positions on {asset} gain and lose together"),
        WaterfallText::Between => "Offsets between assets".into(),
        WaterfallText::WhyBetween => "Not everything is lost at once".into(),
        WaterfallText::Holdings => "Held against positions".into(),
        WaterfallText::WhyHoldings => "What is held of an asset gains where positions on it lose".into(),
        WaterfallText::Account => "Debts, orders and the account".into(),
        WaterfallText::WhyAccount => "Required beside the positions".into(),
        WaterfallText::Requirement(Level::Initial) => "Initial requirement".into(),
        WaterfallText::Requirement(Level::Maintenance) => "Maintenance requirement".into(),
        WaterfallText::Saves { amount, share } => {
            format!("Together the positions require {amount} less than alone: {share} is saved.")
        }
        WaterfallText::Costs { amount } => format!("The portfolio requires {amount} more than its positions alone."),
        WaterfallText::Even => "The portfolio requires what its positions would require alone.".into(),
    }
}

/// A dial's name and what turning it does.
pub(crate) fn dial(dial: Dial) -> (&'static str, &'static str) {
    match dial {
        Dial::Oracle => ("Oracle latency", "Until the venue sees the market\u{2019}s price"),
        Dial::Execution => ("Execution latency", "Until an order to close is filled"),
        Dial::Settlement => ("Settlement latency", "Until what was closed is settled"),
        Dial::Participation => ("Participation", "The share of a day\u{2019}s volume that closing may be"),
        Dial::Quantile => ("Quantile", "Standard deviations that prices may go over the horizon"),
        Dial::Shock => ("Volatility shock", "How much volatilities of thirty days rise and fall"),
        Dial::Credit => ("Offset credited", "The share of the offset between assets that counts"),
        Dial::Buffer => ("Buffer", "What initial is more than maintenance in calm times"),
    }
}

pub(in crate::text) fn dials(text: DialText) -> String {
    match text {
        DialText::Seconds { seconds } => format!("{seconds} s"),
        DialText::Hours { hours } => format!("{hours} h"),
        DialText::Offset { first, second, correlation } => {
            format!("Offset of {first} and {second}, correlation {correlation}")
        }
        DialText::Standalone => "Worst losses, each asset alone".into(),
        DialText::Sides => "Worst side of all together".into(),
        DialText::Concentration => "Large for the market".into(),
        DialText::Latency => "Jumps while nothing can be done".into(),
        DialText::Maintenance => "Maintenance".into(),
        DialText::BufferAdded => "Buffer".into(),
        DialText::Initial => "Initial".into(),
        DialText::Horizon => "Time to close".into(),
        DialText::Realised => "Volatility of past returns".into(),
        DialText::Surface => "Volatility of options".into(),
        DialText::FloorVolatility => "Floor".into(),
        DialText::Stressed => "Stressed volatility".into(),
        DialText::Counted(binding) => format!("Counts, by {}", decided(binding)),
        DialText::Range => "Prices may go".into(),
        DialText::StandaloneLoss => "Worst loss alone".into(),
        DialText::Delta => "Price".into(),
        DialText::Gamma => "Bend by price".into(),
        DialText::Vega => "Volatility".into(),
        DialText::Vanna => "Price with volatility".into(),
        DialText::Volga => "Bend by volatility".into(),
        DialText::Residual => "Not explained by Greeks".into(),
        DialText::Loss => "Loss".into(),
    }
}

fn decided(binding: Binding) -> &'static str {
    match binding {
        Binding::Floor => "the floor",
        Binding::Realised => "past returns",
        Binding::Surface => "options",
        Binding::Blended => "present and stressed times",
    }
}
