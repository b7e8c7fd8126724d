//! Small portfolios whose desks and workings are written out in the tests.

// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

pub mod shown;

use margin_core::evaluate;
use margin_core::id::{AssetId, HoldingId, PositionId, TableId};
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::report::{Levels, MarginReport};
use margin_core::rules::{
    self, AssetTerms, Citation, Collateral, Grade, Haircut, HaircutTier, Liquidation, Listing, Model, Pairs, Rate,
    RuleKey, Schedule, Status, Tier, TierTable, TieredNotional, VenueRules, Withdrawal,
};
use margin_core::solve::{LiquidationReport, liquidation_prices};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use margin_view::Subject;
use std::collections::BTreeMap;

/// A portfolio, evaluated.
pub struct Case {
    pub portfolio: Portfolio,
    pub market: Market,
    pub rules: VenueRules,
    pub report: MarginReport,
    pub liquidation: LiquidationReport,
}

impl Case {
    pub fn new(portfolio: Portfolio) -> Self {
        Self::under(portfolio, rules(Pairs::Netted))
    }

    pub fn under(portfolio: Portfolio, rules: VenueRules) -> Self {
        let market = market();
        let report = evaluate(&portfolio, &market, &rules).expect("it can be evaluated");
        let liquidation = liquidation_prices(&portfolio, &market, &rules).expect("it can be solved");
        Self { portfolio, market, rules, report, liquidation }
    }

    pub fn subject(&self) -> Subject<'_> {
        let Self { portfolio, market, rules, report, liquidation } = self;
        Subject { portfolio, market, rules, report, liquidation }
    }
}

/// BTC long and ETH short share USDC; SOL stands alone.
pub fn mixed() -> Portfolio {
    Portfolio {
        holdings: vec![holding(1, "USDC", 40_000.0)],
        positions: vec![
            cross(1, "BTC", 1.5, 78_120.0, 5.0),
            cross(2, "ETH", -12.0, 2_510.0, 10.0),
            isolated(3, "SOL", 220.0, 104.2, 3.0, 7_640.0),
        ],
        ..Portfolio::default()
    }
}

/// The same with too little behind both groups.
pub fn under_water() -> Portfolio {
    Portfolio {
        holdings: vec![holding(1, "USDC", 1_500.0)],
        positions: vec![cross(1, "BTC", 1.5, 80_000.0, 5.0), isolated(3, "SOL", 220.0, 104.2, 3.0, 500.0)],
        ..Portfolio::default()
    }
}

/// More kinds of collateral, and a position that no price of its own takes under.
pub fn collateral() -> Portfolio {
    Portfolio {
        holdings: vec![
            holding(1, "USDC", 40_000.0),
            holding(2, "ETH", 12.0),
            holding(3, "DOGE", 1_000.0),
            holding(4, "USDT", -500.0),
        ],
        positions: vec![cross(1, "ETH", -2.0, 2_400.0, 10.0)],
        ..Portfolio::default()
    }
}

/// A long and a short of one contract, and a contract that settles in coin.
pub fn pair() -> Portfolio {
    let coin =
        Instrument { settlement: Settlement::Coin, multiplier: Quantity::new(100.0), ..Instrument::perpetual("BTC") };
    Portfolio {
        holdings: vec![holding(1, "USDC", 40_000.0)],
        positions: vec![
            cross(1, "BTC", 1.5, 78_120.0, 5.0),
            cross(2, "BTC", -0.5, 81_000.0, 20.0),
            Position { instrument: coin, ..cross(3, "BTC", -300.0, 80_500.0, 10.0) },
            Position { instrument: future(), ..cross(4, "BTC", 0.25, 80_900.0, 10.0) },
        ],
        ..Portfolio::default()
    }
}

pub fn future() -> Instrument {
    let expiry = Date::new(2026, 12, 25).expect("a day").start();
    Instrument { kind: Kind::Future { expiry }, ..Instrument::perpetual("BTC") }
}

pub fn holding(id: u32, asset: &str, quantity: f64) -> Holding {
    Holding { id: HoldingId(id), asset: asset.into(), quantity: Quantity::new(quantity) }
}

pub fn cross(id: u32, asset: &str, quantity: f64, entry: f64, leverage: f64) -> Position {
    Position {
        id: PositionId(id),
        instrument: Instrument::perpetual(asset),
        quantity: Quantity::new(quantity),
        entry: Price::new(entry),
        mode: MarginMode::Cross,
        leverage: Leverage::Chosen(Ratio::new(leverage)),
        accrued: Usd::ZERO,
    }
}

pub fn isolated(id: u32, asset: &str, quantity: f64, entry: f64, leverage: f64, set_aside: f64) -> Position {
    let mode = MarginMode::Isolated { collateral: Usd::new(set_aside) };
    Position { mode, ..cross(id, asset, quantity, entry, leverage) }
}

pub fn market() -> Market {
    let asset = |name: &str, index, peg| (name.into(), AssetQuote { peg, ..AssetQuote::at(Price::new(index)) });
    let quote = |mark| InstrumentQuote::at(Price::new(mark));
    let coin = Instrument { settlement: Settlement::Coin, ..Instrument::perpetual("BTC") };
    Market {
        schema: market::SCHEMA,
        time: Timestamp::from_milliseconds(1_788_713_175_818),
        source: "made up".into(),
        venue: None,
        correlations: Vec::new(),
        assets: BTreeMap::from([
            asset("BTC", 79_700.0, Peg::Floating),
            asset("DOGE", 0.21, Peg::Floating),
            asset("ETH", 2_481.5, Peg::Floating),
            asset("SOL", 101.9, Peg::Floating),
            asset("USDC", 1.0, Peg::Dollar),
            asset("USDT", 1.0, Peg::Dollar),
        ]),
        instruments: BTreeMap::from([
            (Instrument::perpetual("BTC").id(), quote(79_666.1)),
            (Instrument::perpetual("ETH").id(), quote(2_482.8)),
            (Instrument::perpetual("SOL").id(), quote(101.87)),
            (coin.id(), quote(79_650.0)),
            (future().id(), quote(80_412.5)),
        ]),
    }
}

pub fn rules(pairs: Pairs) -> VenueRules {
    let contracts = ["BTC-PERP", "ETH-PERP", "BTC-PERP-COIN", "BTC-2026-12-25"].map(|name| (name, "large"));
    let listings = contracts.into_iter().chain([("SOL-PERP", "small")]);
    let listing = |table: &str| Listing { table: table.into(), modes: Default::default() };
    VenueRules {
        schema: rules::SCHEMA,
        venue: "Example".into(),
        product: "Perpetuals".into(),
        status: Status::Live,
        effective: Date::new(2026, 9, 6).expect("a day"),
        citations: citations(),
        collateral: Collateral { assets: haircuts(), ..Collateral::default() },
        pairs,
        model: Model::TieredNotional(TieredNotional {
            tables: tables(),
            listings: listings.map(|(name, table)| (name.into(), listing(table))).collect(),
            ..TieredNotional::default()
        }),
        withdrawal: Withdrawal::InitialOrShareOfNotional(Ratio::new(0.1)),
        liquidation: Liquidation { backstop: Some(Ratio::new(2.0 / 3.0)), ..Liquidation::default() },
        funding: None,
        interest: BTreeMap::new(),
        notes: Vec::new(),
    }
}

fn tables() -> BTreeMap<TableId, Schedule> {
    let tier = |from, leverage| Tier {
        from: Usd::new(from),
        initial: Rate::OneOver(Ratio::new(leverage)),
        maintenance: Rate::OneOver(Ratio::new(2.0 * leverage)),
    };
    BTreeMap::from([
        ("large".into(), Schedule::Tiers(TierTable(vec![tier(0.0, 40.0), tier(100_000.0, 20.0)]))),
        ("small".into(), Schedule::Tiers(TierTable(vec![tier(0.0, 10.0)]))),
    ])
}

fn haircuts() -> BTreeMap<AssetId, AssetTerms> {
    let tier = |from, haircut| HaircutTier { from: Usd::new(from), haircut: Ratio::new(haircut) };
    let terms = |asset: &str, haircut| (asset.into(), terms(Levels::both(haircut)));
    BTreeMap::from([
        terms("USDC", Haircut::Flat(Ratio::ZERO)),
        terms("USDT", Haircut::Flat(Ratio::new(0.02))),
        terms("ETH", Haircut::Tiered(vec![tier(0.0, 0.1), tier(20_000.0, 0.2)])),
    ])
}

/// An asset's terms: its haircut, and that it cannot be borrowed.
pub fn terms(haircut: Levels<Haircut>) -> AssetTerms {
    AssetTerms { haircut, debt: None, most_units: None, most_counted: None, crowding: None }
}

fn citations() -> BTreeMap<RuleKey, Citation> {
    let all = [
        (RuleKey::Equity, "All collateral and all unrealised profit."),
        (RuleKey::Unrealised, "Quantity times the change of the mark since entry."),
        (RuleKey::Haircut, "Collateral counts after its haircut."),
        (RuleKey::Isolated, "What was set aside and the position's own profit."),
        (RuleKey::Notional, "Quantity times mark."),
        (RuleKey::Initial, "Notional divided by the leverage that was set."),
        (RuleKey::Maintenance, "Half of what the tier's greatest leverage implies."),
        (RuleKey::Tiers, "Each rate applies to the dollars within its tier."),
        (RuleKey::Withdrawal, "A tenth of notional must stay."),
        (RuleKey::Liquidation, "Positions are sold below maintenance."),
        (RuleKey::Backstop, "A vault takes over at two thirds of maintenance."),
    ];
    let citation = |says: &str| Citation {
        says: says.into(),
        source: "Example Docs, Rules".into(),
        date: Date::new(2026, 7, 19).expect("a day"),
        grade: Grade::Published,
    };
    all.into_iter().map(|(key, says)| (key, citation(says))).collect()
}
