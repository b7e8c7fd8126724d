//! One moment of the market, stamped with its time and source.

use crate::id::{AssetId, InstrumentId};
use crate::time::Timestamp;
use crate::units::{Price, Quantity, Ratio, Usd, Volatility};
use margin_pricing::svi::RawSvi;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the written form of a [`Market`].
pub const SCHEMA: u32 = 1;

/// Prices and what else is known at one moment. What is absent is unknown, never zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Market {
    /// The version of this written form, [`SCHEMA`].
    pub schema: u32,
    /// When these figures held.
    pub time: Timestamp,
    /// Where they come from, in words.
    pub source: String,
    /// The venue whose open interest, deposits and debts these are, by its name in its rules; nothing where the figures
    /// belong to no venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// What is known of each asset.
    pub assets: BTreeMap<AssetId, AssetQuote>,
    /// What is known of each contract.
    pub instruments: BTreeMap<InstrumentId, InstrumentQuote>,
    /// How assets' returns move together; a pair that is not there is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<Correlation>,
}

/// How the returns of two assets move together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Correlation {
    /// One asset.
    pub first: AssetId,
    /// The other.
    pub second: AssetId,
    /// From -1 to 1.
    pub correlation: Ratio,
}

/// What is known of an asset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AssetQuote {
    /// The venue's spot reference: what collateral is valued at and funding is paid on.
    pub index: Price,
    /// What its price is tied to.
    #[serde(default)]
    pub peg: Peg,
    /// The standard deviation of its returns, where it has been estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<Volatility>,
    /// A second, slower price: an average over minutes, or a venue's own stable price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Price>,
    /// How far from the index the oracle says the true price may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Price>,
    /// Units that all of the venue's users hold together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposits: Option<Quantity>,
    /// Units that all of the venue's users owe together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debts: Option<Quantity>,
    /// Dollars traded in the last day, at the markets where it would be sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_volume: Option<Usd>,
    /// Dollars that rest near the price, at the markets where it would be sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<Usd>,
    /// What a debt costs a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow_rate: Option<Ratio>,
    /// What a deposit earns a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supply_rate: Option<Ratio>,
    /// How sure the venue's feed of the index is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Ratio>,
    /// What is known of each day on which options or futures on the asset expire, in the order of the days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expiries: Vec<ExpiryQuote>,
}

/// What an asset's price is tied to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Peg {
    /// Nothing: it moves with the market.
    #[default]
    Floating,
    /// The dollar: it holds while the market moves.
    Dollar,
}

/// What is known of a contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InstrumentQuote {
    /// The price that positions are valued at.
    pub mark: Price,
    /// Contracts open at the venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_interest: Option<Quantity>,
    /// Contracts held long less contracts held short, where longs and shorts need not match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<Quantity>,
    /// Dollars traded in the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_volume: Option<Usd>,
    /// What longs pay shorts for the present funding interval, as a share of notional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Ratio>,
    /// The volatility that the venue implies for an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<Volatility>,
    /// The volatility implied by the best bid for an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid_volatility: Option<Volatility>,
    /// The volatility implied by the best offer of an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_volatility: Option<Volatility>,
    /// How sure the venue's feed of the mark is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Ratio>,
}

/// What the market says of one expiry on an asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExpiryQuote {
    /// The moment of expiry.
    pub expiry: Timestamp,
    /// The price agreed today for that moment, in dollars.
    pub forward: Price,
    /// The part of the forward that no price change moves any more, because it has been averaged already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub settled: Price,
    /// The continuous interest rate per year up to that moment.
    #[serde(default, skip_serializing_if = "is_no_rate")]
    pub rate: Ratio,
    /// The volatilities of options of that expiry, for strikes whose own is not quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smile: Option<Smile>,
    /// How sure the venue's feeds of the expiry are, from 0 to 1: the least sure of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Ratio>,
}

/// Raw SVI (Gatheral): total variance `level + slope (tilt (k - shift) + sqrt((k - shift)^2 + curve^2))`, where `k` is the
/// logarithm of strike over forward and total variance is volatility squared times years.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Smile {
    /// `a`.
    pub level: f64,
    /// `b`, not negative.
    pub slope: f64,
    /// `rho`, between -1 and 1.
    pub tilt: f64,
    /// `m`.
    pub shift: f64,
    /// `sigma`, positive.
    pub curve: f64,
}

fn is_zero(price: &Price) -> bool {
    *price == Price::ZERO
}

fn is_no_rate(rate: &Ratio) -> bool {
    *rate == Ratio::ZERO
}

impl Smile {
    /// The smile as a function of log-moneyness.
    pub fn raw(&self) -> RawSvi {
        let Self { level, slope, tilt, shift, curve } = *self;
        RawSvi { level, slope, tilt, shift, curve }
    }
}

impl From<RawSvi> for Smile {
    fn from(raw: RawSvi) -> Self {
        let RawSvi { level, slope, tilt, shift, curve } = raw;
        Self { level, slope, tilt, shift, curve }
    }
}

impl AssetQuote {
    /// An asset of which only the index price is known.
    pub fn at(index: Price) -> Self {
        Self { index, ..Self::default() }
    }
}

impl InstrumentQuote {
    /// A contract of which only the mark price is known.
    pub fn at(mark: Price) -> Self {
        Self { mark, ..Self::default() }
    }
}

impl Market {
    /// The index price of `asset`, where it is known.
    pub fn index(&self, asset: &AssetId) -> Option<Price> {
        self.assets.get(asset).map(|quote| quote.index)
    }

    /// The mark price of `instrument`, where it is known.
    pub fn mark(&self, instrument: &InstrumentId) -> Option<Price> {
        self.instruments.get(instrument).map(|quote| quote.mark)
    }

    /// What is known of an expiry on an asset: the quote of that moment, or else of that day.
    pub fn expiry(&self, asset: &AssetId, expiry: Timestamp) -> Option<&ExpiryQuote> {
        let quotes = &self.assets.get(asset)?.expiries;
        let exact = quotes.iter().find(|quote| quote.expiry == expiry);
        exact.or_else(|| quotes.iter().find(|quote| quote.expiry.date() == expiry.date()))
    }

    /// How the returns of two assets move together: 1 of an asset with itself, nothing where it is not known.
    pub fn correlation(&self, first: &AssetId, second: &AssetId) -> Option<Ratio> {
        if first == second {
            return Some(Ratio::new(1.0));
        }
        let pair = |known: &&Correlation| {
            (known.first == *first && known.second == *second) || (known.first == *second && known.second == *first)
        };
        self.correlations.iter().find(pair).map(|known| known.correlation)
    }
}
