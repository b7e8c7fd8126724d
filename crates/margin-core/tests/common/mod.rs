//! Random accounts, the same natively and in WebAssembly: every number comes from one seed, by plain arithmetic and
//! `libm`.

// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code, unused_imports)]

pub mod options;
pub mod tree;
pub mod varied;

pub use varied::{random_case, varied_case};

use margin_core::id::{AssetId, HoldingId, InstrumentId, PositionId};
use margin_core::instrument::{Instrument, Kind, Settlement};
use margin_core::market::{self, AssetQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::report::Levels;
use margin_core::rules::{
    self, AssetTerms, Citation, Collateral, FundingRule, Grade, Haircut, HaircutTier, Liquidation, Listing, Model,
    Modes, Pairs, Rate, RuleKey, Schedule, Status, Tier, TierTable, TieredNotional, VenueRules, Withdrawal,
};
use margin_core::time::{Date, Timestamp};
use margin_core::units::{Price, Quantity, Ratio, Usd};
use std::collections::BTreeMap;

/// An account, its market and its venue's rules.
#[derive(Clone, Debug)]
pub struct Case {
    pub portfolio: Portfolio,
    pub market: Market,
    pub rules: VenueRules,
}

pub const DOLLAR: &str = "USD";

/// The `splitmix64` generator.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// At least 0, less than 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Each order of magnitude alike.
    pub fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        libm::exp(self.between(libm::log(low), libm::log(high)))
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}

/// An account under tiers of notional, by its seed.
pub fn plain_case(seed: u64) -> Case {
    let random = &mut Random::new(seed);
    let (market, instruments) = random_market(random);
    let rules = random_rules(random, &market, &instruments);
    let positions = (0..random.below(9)).map(|number| {
        let instrument = random.of(&instruments);
        random_position(random, number as u32, instrument, &market, &rules)
    });
    let positions: Vec<_> = positions.collect();
    let holdings = (0..random.below(4)).map(|number| random_holding(random, number as u32, &market)).collect();
    Case { portfolio: Portfolio { holdings, positions, ..Portfolio::default() }, market, rules }
}

/// One dollar balance and linear cross perpetuals, one on each asset, for which a closed form is known.
pub fn linear_cross_case(seed: u64) -> Case {
    let random = &mut Random::new(seed);
    let count = 1 + random.below(5);
    let instruments: Vec<_> = (0..count).map(|number| Instrument::perpetual(format!("A{number}"))).collect();
    let mut market = empty_market();
    quote_dollar(&mut market);
    for instrument in &instruments {
        let index = random.magnitude(0.01, 100_000.0);
        quote(&mut market, &instrument.underlying, index, Peg::Floating);
        quote_mark(&mut market, instrument.id(), index * random.between(0.98, 1.02));
    }
    let mut rules = random_rules(random, &market, &instruments);
    for listing in tiered(&mut rules).listings.values_mut() {
        listing.modes = Modes::CrossOrIsolated;
    }
    let positions: Vec<_> = instruments
        .into_iter()
        .enumerate()
        .map(|(number, instrument)| Position {
            mode: MarginMode::Cross,
            ..random_position(random, number as u32, instrument, &market, &rules)
        })
        .collect();
    let dollars = random.magnitude(100.0, 5_000_000.0);
    let holdings = vec![Holding { id: HoldingId(0), asset: DOLLAR.into(), quantity: Quantity::new(dollars) }];
    Case { portfolio: Portfolio { holdings, positions, ..Portfolio::default() }, market, rules }
}

/// The parameters of the model by notional.
pub fn tiered(rules: &mut VenueRules) -> &mut TieredNotional {
    match &mut rules.model {
        Model::TieredNotional(model) => model,
        _ => panic!("this account is not margined by notional"),
    }
}

/// The tiers of one contract.
pub fn table_of(rules: &VenueRules, instrument: &InstrumentId) -> TierTable {
    let Model::TieredNotional(model) = &rules.model else { panic!("this account is margined by weights") };
    match &model.tables[&model.listings[instrument].table] {
        Schedule::Tiers(table) => table.clone(),
        Schedule::Rates(_) => panic!("{instrument} has no tiers"),
    }
}

/// A table of tiers, to be changed.
pub fn tiers_of(schedule: &mut Schedule) -> &mut Vec<Tier> {
    match schedule {
        Schedule::Tiers(table) => &mut table.0,
        Schedule::Rates(_) => panic!("it has no tiers"),
    }
}

/// What an asset counts for, at both levels alike.
pub fn terms(haircut: Haircut) -> AssetTerms {
    AssetTerms { haircut: Levels::both(haircut), debt: None, most_units: None, most_counted: None, crowding: None }
}

/// The market with one asset's index, and all marks on it, multiplied.
pub fn shocked(case: &Case, moves: impl Fn(&AssetId) -> bool, factor: f64) -> Market {
    let mut market = case.market.clone();
    for (asset, quote) in &mut market.assets {
        if moves(asset) {
            let factor = Ratio::new(factor);
            quote.index = quote.index * factor;
            quote.reference = quote.reference.map(|reference| reference * factor);
            quote.confidence = quote.confidence.map(|confidence| confidence * factor);
        }
    }
    let positions = case.portfolio.positions.iter().map(|position| &position.instrument);
    for instrument in positions.chain(case.portfolio.orders.iter().map(|order| &order.instrument)) {
        let (asset, id) = (&instrument.underlying, instrument.id());
        if moves(asset) && market.mark(&id) == case.market.mark(&id) {
            let quote = market.instruments.get_mut(&id).unwrap();
            quote.mark = quote.mark * Ratio::new(factor);
        }
    }
    market
}

fn random_market(random: &mut Random) -> (Market, Vec<Instrument>) {
    let mut market = empty_market();
    quote_dollar(&mut market);
    let expiry = Date::new(2027, 3, 26).unwrap().start();
    let mut instruments = Vec::new();
    for number in 0..1 + random.below(4) {
        let underlying = AssetId::from(format!("A{number}"));
        let index = random.magnitude(0.01, 100_000.0);
        let peg = if random.one_in(12) { Peg::Dollar } else { Peg::Floating };
        quote(&mut market, &underlying, index, peg);
        for kind in [Kind::Perpetual, Kind::Future { expiry }] {
            for settlement in [Settlement::Linear, Settlement::Coin] {
                let multiplier = Quantity::new(match settlement {
                    Settlement::Linear => random.of(&[1.0, 1.0, 0.001, 10.0]),
                    Settlement::Coin => random.of(&[1.0, 10.0, 100.0]),
                });
                let instrument = Instrument { underlying: underlying.clone(), kind, settlement, multiplier };
                quote_mark(&mut market, instrument.id(), index * random.between(0.97, 1.03));
                instruments.push(instrument);
            }
        }
    }
    (market, instruments)
}

pub fn empty_market() -> Market {
    Market {
        schema: market::SCHEMA,
        time: Timestamp::from_milliseconds(1_790_000_000_000),
        source: "made up".to_owned(),
        venue: None,
        assets: BTreeMap::new(),
        instruments: BTreeMap::new(),
        correlations: Vec::new(),
    }
}

pub fn quote_dollar(market: &mut Market) {
    quote(market, &DOLLAR.into(), 1.0, Peg::Dollar);
}

pub fn quote(market: &mut Market, asset: &AssetId, index: f64, peg: Peg) {
    market.assets.insert(asset.clone(), AssetQuote { peg, ..AssetQuote::at(Price::new(index)) });
}

pub fn quote_mark(market: &mut Market, instrument: InstrumentId, mark: f64) {
    market.instruments.insert(instrument, InstrumentQuote::at(Price::new(mark)));
}

fn random_rules(random: &mut Random, market: &Market, instruments: &[Instrument]) -> VenueRules {
    let tables: BTreeMap<_, _> =
        (0..3).map(|number| (format!("T{number}").as_str().into(), Schedule::Tiers(random_table(random)))).collect();
    let names: Vec<_> = tables.keys().cloned().collect();
    let listings = instruments
        .iter()
        .map(|instrument| {
            let modes = if random.one_in(8) { Modes::IsolatedOnly } else { Modes::CrossOrIsolated };
            (instrument.id(), Listing { table: random.of(&names), modes })
        })
        .collect();
    let mut rules = plain_rules(TieredNotional { tables, listings, ..TieredNotional::default() });
    for asset in market.assets.keys().filter(|asset| asset.as_str() != DOLLAR) {
        if let Some(haircut) = random_haircut(random) {
            rules.collateral.assets.insert(asset.clone(), terms(haircut));
        }
    }
    rules.pairs = random.of(&[Pairs::Netted, Pairs::EachSide, Pairs::LargerSide]);
    if random.one_in(2) {
        rules.withdrawal = Withdrawal::InitialOrShareOfNotional(Ratio::new(random.between(0.0, 0.2)));
    }
    if random.one_in(2) {
        rules.liquidation.backstop = Some(Ratio::new(random.between(0.3, 0.9)));
    }
    rules
}

/// Rules of one model that accept dollars in full and cite everything.
pub fn plain_rules(model: TieredNotional) -> VenueRules {
    let date = Date::new(2026, 9, 6).unwrap();
    let source = "made up for a test".to_owned();
    let citation = Citation { says: "as the test says".to_owned(), source, date, grade: Grade::Uncertain };
    let assets = BTreeMap::from([(DOLLAR.into(), terms(Haircut::Flat(Ratio::ZERO)))]);
    VenueRules {
        schema: rules::SCHEMA,
        venue: "Test".to_owned(),
        product: "all".to_owned(),
        status: Status::Live,
        effective: date,
        citations: RuleKey::ALL.into_iter().map(|key| (key, citation.clone())).collect(),
        collateral: Collateral { assets, ..Collateral::default() },
        pairs: Pairs::Netted,
        model: Model::TieredNotional(model),
        withdrawal: Withdrawal::Initial,
        liquidation: Liquidation::default(),
        funding: Some(FundingRule {
            interest: Ratio::new(0.0001),
            band: Ratio::new(0.0005),
            payments: 8.0,
            cap: Ratio::new(0.04),
            interval_hours: 1.0,
        }),
        interest: BTreeMap::new(),
        notes: Vec::new(),
    }
}

/// One to five tiers with falling leverage; both rates rise from tier to tier.
fn random_table(random: &mut Random) -> TierTable {
    let mut leverage = libm::round(random.magnitude(4.0, 125.0));
    let part = random.between(0.4, 0.99);
    let mut from = 0.0;
    let mut tiers = Vec::new();
    for _ in 0..1 + random.below(5) {
        let initial = random_rate(random, leverage);
        tiers.push(Tier { from: Usd::new(from), initial, maintenance: random_rate(random, leverage / part) });
        from += random.magnitude(1_000.0, 3_000_000.0);
        leverage *= random.between(0.4, 0.9);
        if leverage < 1.0 {
            break;
        }
    }
    TierTable(tiers)
}

fn random_rate(random: &mut Random, leverage: f64) -> Rate {
    if random.one_in(2) { Rate::Share(Ratio::new(1.0 / leverage)) } else { Rate::OneOver(Ratio::new(leverage)) }
}

/// Nothing for an asset that is not accepted.
fn random_haircut(random: &mut Random) -> Option<Haircut> {
    match random.below(4) {
        0 => None,
        1 => Some(Haircut::Flat(Ratio::new(random.between(0.0, 0.5)))),
        _ => {
            let mut from = 0.0;
            let tiers = (0..1 + random.below(4)).map(|_| {
                let tier = HaircutTier { from: Usd::new(from), haircut: Ratio::new(random.unit()) };
                from += random.magnitude(1_000.0, 1_000_000.0);
                tier
            });
            Some(Haircut::Tiered(tiers.collect()))
        }
    }
}

fn random_position(
    random: &mut Random,
    number: u32,
    instrument: Instrument,
    market: &Market,
    rules: &VenueRules,
) -> Position {
    let id = instrument.id();
    let mark = market.mark(&id).unwrap().get();
    let notional = random.magnitude(10.0, 10_000_000.0);
    let of_one = match instrument.settlement {
        Settlement::Linear => mark * instrument.multiplier.get(),
        Settlement::Coin => instrument.multiplier.get(),
    };
    let quantity = if random.one_in(40) { 0.0 } else { random.of(&[1.0, -1.0]) * notional / of_one };
    let most = table_of(rules, &id).0[0].initial.leverage().get();
    let leverage = match random.below(3) {
        0 => Leverage::Chosen(Ratio::new(random.between(1.0, most))),
        _ => Leverage::VenueMaximum,
    };
    let only = match &rules.model {
        Model::TieredNotional(model) => model.listings[&id].modes == Modes::IsolatedOnly,
        _ => false,
    };
    let mode = match only || random.one_in(4) {
        true => MarginMode::Isolated { collateral: Usd::new(notional * random.between(-0.02, 0.4)) },
        false => MarginMode::Cross,
    };
    let entry = Price::new(mark * random.between(0.7, 1.3));
    let quantity = Quantity::new(quantity);
    Position { id: PositionId(number), instrument, quantity, entry, mode, leverage, accrued: Usd::ZERO }
}

fn random_holding(random: &mut Random, number: u32, market: &Market) -> Holding {
    let assets: Vec<_> = market.assets.keys().cloned().collect();
    let asset = if random.one_in(2) { DOLLAR.into() } else { random.of(&assets) };
    let value = random.magnitude(10.0, 5_000_000.0);
    let sign = if random.one_in(8) { -1.0 } else { 1.0 };
    let quantity = Quantity::new(sign * value / market.index(&asset).unwrap().get());
    Holding { id: HoldingId(number), asset, quantity }
}
