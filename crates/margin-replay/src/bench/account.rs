//! Accounts of a given size to measure with, the same on every machine.

use super::random::Random;
use margin_core::id::{HoldingId, InstrumentId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::rules::{Listing, Model, Modes, Rate, Schedule, Tier, TierTable, TieredNotional, VenueRules};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

const DOLLAR: &str = "USD";
const TABLE: &str = "T";

/// The inputs of one evaluation.
pub struct Account {
    /// What is held.
    pub portfolio: Portfolio,
    /// The prices.
    pub market: Market,
    /// The rules.
    pub rules: VenueRules,
}

/// An account with so many cross positions, each in a perpetual of its own, and dollars for a third of their size.
pub fn account(positions: usize) -> Account {
    let mut random = Random(positions as u64);
    let mut market = Market {
        schema: market::SCHEMA,
        time: Timestamp::from_milliseconds(0),
        source: "made up".to_owned(),
        venue: None,
        assets: BTreeMap::new(),
        instruments: BTreeMap::new(),
        correlations: Vec::new(),
    };
    let dollar = AssetQuote { peg: Peg::Dollar, ..AssetQuote::at(Price::new(1.0)) };
    market.assets.insert(DOLLAR.into(), dollar);
    let mut listings = BTreeMap::new();
    let (mut opened, mut gross) = (Vec::new(), 0.0);
    for number in 0..positions {
        let instrument = Instrument::perpetual(format!("A{number}"));
        let mark = 10.0 + 990.0 * random.unit();
        let notional = 1_000.0 + 2_000_000.0 * random.unit();
        let sign = if random.unit() < 0.6 { 1.0 } else { -1.0 };
        let asset = AssetQuote::at(Price::new(mark));
        market.assets.insert(instrument.underlying.clone(), asset);
        let quote = InstrumentQuote::at(Price::new(mark));
        market.instruments.insert(instrument.id(), quote);
        listings.insert(instrument.id(), Listing { table: TABLE.into(), modes: Modes::CrossOrIsolated });
        gross += notional;
        opened.push(Position {
            id: PositionId(number as u32),
            instrument,
            quantity: Quantity::new(sign * notional / mark),
            entry: Price::new(mark * (0.9 + 0.2 * random.unit())),
            mode: MarginMode::Cross,
            leverage: Leverage::VenueMaximum,
            accrued: Usd::ZERO,
        });
    }
    let holding = Holding { id: HoldingId(0), asset: DOLLAR.into(), quantity: Quantity::new(gross / 3.0) };
    let portfolio = Portfolio { holdings: vec![holding], positions: opened, ..Portfolio::default() };
    Account { portfolio, market, rules: rules(listings) }
}

fn rules(listings: BTreeMap<InstrumentId, Listing>) -> VenueRules {
    let tier = |from: f64, leverage: f64| Tier {
        from: Usd::new(from),
        initial: Rate::OneOver(Ratio::new(leverage)),
        maintenance: Rate::OneOver(Ratio::new(2.0 * leverage)),
    };
    let table = Schedule::Tiers(TierTable(vec![tier(0.0, 20.0), tier(500_000.0, 10.0), tier(1_500_000.0, 5.0)]));
    let mut rules = crate::families::stated_rules();
    let tables = BTreeMap::from([(TABLE.into(), table)]);
    rules.model = Model::TieredNotional(TieredNotional { tables, listings, ..TieredNotional::default() });
    rules.collateral.assets.insert(DOLLAR.into(), crate::families::dollars());
    rules
}
