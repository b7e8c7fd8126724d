//! What is shown of the desk, beside what is worked on.

use margin_view::timeline::Course;
use serde::{Deserialize, Serialize};

/// The dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Pasting or dropping an account.
    Import,
    /// Keys and words.
    Help,
    /// What the rules say of themselves.
    Rules,
    /// Options by expiry and strike.
    Chain,
    /// Portfolios to begin with.
    Examples,
}

/// What the panel beside the portfolio shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Requirements against price.
    Price,
    /// Every liquidation price.
    Ladder,
    /// Volatilities by strike and expiry.
    Surface,
    /// How the portfolio's worth changes with prices, volatilities and time.
    Greeks,
    /// The portfolio over price and volatility, or time.
    HeatMap,
    /// The scenarios that the rules take the worst of.
    Scenarios,
    /// From what positions require alone to what they require together.
    Waterfall,
    /// The dials of rules that follow risk.
    Dials,
    /// What the venue does, step by step, while prices move.
    Liquidation,
    /// A quantity, collateral or a price that is sought.
    Goal,
    /// The rules' parameters.
    Parameters,
    /// The portfolio under every venue.
    Compare,
    /// The venue's own figures beside ours.
    Stated,
}

/// Where prices go while a liquidation is gone through.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Going {
    /// To the nearest liquidation and a little beyond.
    #[default]
    ToTheNearest,
    /// Where a person chose.
    Chosen(Course),
}

/// Something that a person has to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub says: String,
    /// What can be done about it.
    pub remedy: String,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one after this, in the order in which the button goes through them.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}
