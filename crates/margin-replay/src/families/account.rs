//! An account put together from a vector's numbers: portfolio, market and rules, each stated by the vector itself.

use crate::outcome::Unanswered;
use margin_core::evaluate;
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::problem::Problems;
use margin_core::report::{GroupKey, GroupReport};
use margin_core::rules::{
    self, Citation, Collateral, Grade, Haircut, Liquidation, Listing, Model, Modes, Pairs, Rate, RuleKey, Status, Tier,
    TierTable, TieredNotional, VenueRules, Withdrawal,
};
use margin_core::solve::liquidation_prices;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

const DOLLAR: &str = "USD";

/// An account and the rules that it is under.
pub(super) struct Account {
    portfolio: Portfolio,
    market: Market,
    pub(super) rules: VenueRules,
}

/// One perpetual as a vector states it.
pub(super) struct Stated {
    pub(super) quantity: f64,
    pub(super) mark: f64,
    pub(super) entry: f64,
    pub(super) leverage: Leverage,
    pub(super) tiers: Vec<Tier>,
}

impl Account {
    /// An account without anything in it.
    pub(super) fn empty() -> Self {
        let market = Market {
            schema: market::SCHEMA,
            time: Timestamp::from_milliseconds(0),
            source: "the vector".to_owned(),
            assets: BTreeMap::new(),
            instruments: BTreeMap::new(),
        };
        Self { portfolio: Portfolio::default(), market, rules: stated_rules() }
    }

    /// Adds dollars that count in full.
    pub(super) fn hold(&mut self, dollars: f64) {
        let id = HoldingId(self.portfolio.holdings.len() as u32);
        self.portfolio.holdings.push(Holding { id, asset: DOLLAR.into(), quantity: Quantity::new(dollars) });
        let quote = AssetQuote { index: Price::new(1.0), peg: Peg::Dollar, volatility: None };
        self.market.assets.insert(DOLLAR.into(), quote);
        self.rules.collateral.0.insert(DOLLAR.into(), Haircut::Flat(Ratio::ZERO));
    }

    /// Adds a perpetual on an asset of its own.
    pub(super) fn open(&mut self, stated: Stated, mode: MarginMode) -> PositionId {
        let number = self.portfolio.positions.len() as u32;
        let instrument = Instrument::perpetual(format!("COIN{number}"));
        let (id, mark) = (PositionId(number), Price::new(stated.mark));
        let index = AssetQuote { index: mark, peg: Peg::Floating, volatility: None };
        self.market.assets.insert(instrument.underlying.clone(), index);
        let quote = InstrumentQuote { mark, open_interest: None, daily_volume: None, funding: None };
        self.market.instruments.insert(instrument.id(), quote);
        let table = format!("table{number}");
        let Model::TieredNotional(TieredNotional { tables, listings }) = &mut self.rules.model;
        tables.insert(table.as_str().into(), TierTable(stated.tiers));
        listings.insert(instrument.id(), Listing { table: table.as_str().into(), modes: Modes::CrossOrIsolated });
        let (quantity, entry) = (Quantity::new(stated.quantity), Price::new(stated.entry));
        self.portfolio.positions.push(Position { id, instrument, quantity, entry, mode, leverage: stated.leverage });
        id
    }

    /// Adds one position of no profit that requires exactly `maintenance`, for positions of which only their total
    /// requirement is known; none when there is nothing to require.
    pub(super) fn open_others(&mut self, maintenance: f64) {
        if maintenance <= 0.0 {
            return;
        }
        let whole = Rate::Share(Ratio::new(1.0));
        let tiers = vec![Tier { from: Usd::ZERO, initial: whole, maintenance: whole }];
        let leverage = Leverage::VenueMaximum;
        let stated = Stated { quantity: 1.0, mark: maintenance, entry: maintenance, leverage, tiers };
        self.open(stated, MarginMode::Cross);
    }

    /// The report of one group.
    pub(super) fn report(&self, key: GroupKey) -> Result<GroupReport, Unanswered> {
        let report = evaluate(&self.portfolio, &self.market, &self.rules).map_err(refused)?;
        report.group(key).cloned().ok_or_else(|| Unanswered::Refused("there is no such group".to_owned()))
    }

    /// A position's size in dollars.
    pub(super) fn notional(&self, position: PositionId) -> Result<Usd, Unanswered> {
        let report = evaluate(&self.portfolio, &self.market, &self.rules).map_err(refused)?;
        let found = report.position(position).map(|position| position.notional.usd());
        found.ok_or_else(|| Unanswered::Refused("there is no such position".to_owned()))
    }

    /// The mark price at which a position's group goes under, if there is one.
    pub(super) fn liquidation_price(&self, position: PositionId) -> Result<Option<f64>, Unanswered> {
        let found = liquidation_prices(&self.portfolio, &self.market, &self.rules).map_err(refused)?;
        Ok(found.position(position).and_then(|position| position.price()).map(Price::get))
    }

    /// The same account with one position's prices at `price`.
    pub(super) fn with_price(mut self, position: PositionId, price: f64) -> Self {
        let instrument = self.portfolio.positions.iter().find(|each| each.id == position).map(|each| &each.instrument);
        if let Some(instrument) = instrument {
            if let Some(quote) = self.market.instruments.get_mut(&instrument.id()) {
                quote.mark = Price::new(price);
            }
            if let Some(quote) = self.market.assets.get_mut(&instrument.underlying) {
                quote.index = Price::new(price);
            }
        }
        self
    }
}

/// A tier as the share of notional that each leverage implies, with maintenance at a share of the initial rate.
pub(super) fn tier(from: f64, most_leverage: f64, maintenance_leverage: f64) -> Tier {
    Tier {
        from: Usd::new(from),
        initial: Rate::OneOver(Ratio::new(most_leverage)),
        maintenance: Rate::OneOver(Ratio::new(maintenance_leverage)),
    }
}

/// A single tier with both rates as shares of notional.
pub(super) fn flat(initial: f64, maintenance: f64) -> Tier {
    let share = |share: f64| Rate::Share(Ratio::new(share));
    Tier { from: Usd::ZERO, initial: share(initial), maintenance: share(maintenance) }
}

pub(super) fn refused(problems: Problems) -> Unanswered {
    Unanswered::Refused(format!("the engine refuses the inputs: {problems}"))
}

/// Rules that hold only what a vector states; the vector is their source.
pub(crate) fn stated_rules() -> VenueRules {
    let keys = [
        RuleKey::Equity,
        RuleKey::Unrealised,
        RuleKey::Haircut,
        RuleKey::Isolated,
        RuleKey::Notional,
        RuleKey::Initial,
        RuleKey::Maintenance,
        RuleKey::Tiers,
        RuleKey::Withdrawal,
        RuleKey::Liquidation,
        RuleKey::Backstop,
        RuleKey::Funding,
    ];
    let date = Timestamp::from_milliseconds(0).date();
    let citation =
        |says: &str| Citation { says: says.to_owned(), source: "the vector".to_owned(), date, grade: Grade::Uncertain };
    VenueRules {
        schema: rules::SCHEMA,
        venue: "the vector's".to_owned(),
        product: "as stated".to_owned(),
        status: Status::Live,
        effective: date,
        citations: keys.into_iter().map(|key| (key, citation("as the vector states it"))).collect(),
        collateral: Collateral::default(),
        pairs: Pairs::Netted,
        model: Model::TieredNotional(TieredNotional { tables: BTreeMap::new(), listings: BTreeMap::new() }),
        withdrawal: Withdrawal::Initial,
        liquidation: Liquidation::default(),
        funding: None,
        notes: Vec::new(),
    }
}
