//! One moment of the market, stamped with its time and source.

use crate::id::{AssetId, InstrumentId};
use crate::time::Timestamp;
use crate::units::{Price, Quantity, Ratio, Usd, Volatility};
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
    /// What is known of each asset.
    pub assets: BTreeMap<AssetId, AssetQuote>,
    /// What is known of each contract.
    pub instruments: BTreeMap<InstrumentId, InstrumentQuote>,
}

/// What is known of an asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InstrumentQuote {
    /// The price that positions are valued at.
    pub mark: Price,
    /// Contracts open at the venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_interest: Option<Quantity>,
    /// Dollars traded in the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_volume: Option<Usd>,
    /// What longs pay shorts for the present funding interval, as a share of notional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Ratio>,
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
}
