//! Accounts of options of a given size, under the rules that the project carries.

use super::account::Account;
use super::random::Random;
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::{self, AssetQuote, ExpiryQuote, InstrumentQuote, Market, Peg, Smile};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::rules::VenueRules;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};
use margin_pricing::black76::{self, Black76};
use margin_pricing::ssvi::PowerLaw;
use margin_pricing::svi::RawSvi;
use std::collections::BTreeMap;

/// What all options are on.
pub(super) const UNDERLYING: &str = "BTC";
const DOLLAR: &str = "USDC";
const INDEX: f64 = 90_000.0;
/// A year's growth of forwards.
const CARRY: f64 = 0.04;
const DAYS: [i64; 10] = [2, 9, 16, 30, 58, 86, 121, 177, 268, 360];
const STRIKES: usize = 50;
const HOUR: i64 = 3_600_000;

/// An account with so many options, up to 1,000 of them different, and coins or dollars that are worth a tenth of what
/// they are on.
pub(super) fn account(options: usize, settlement: Settlement, rules: &VenueRules) -> Account {
    let mut random = Random(options as u64);
    let mut market = market();
    let (mut positions, mut units) = (Vec::new(), 0.0);
    for number in 0..options {
        let (instrument, volatility, mark) = option(number, settlement);
        let quote = InstrumentQuote { volatility: Some(volatility), ..InstrumentQuote::at(mark) };
        market.instruments.insert(instrument.id(), quote);
        let sign = if random.unit() < 0.5 { 1.0 } else { -1.0 };
        let quantity = random.between(0.1, 20.0);
        units += quantity;
        positions.push(Position {
            id: PositionId(number as u32),
            instrument,
            quantity: Quantity::new(sign * quantity),
            entry: Price::new(mark.get() * random.between(0.8, 1.2)),
            mode: MarginMode::Cross,
            leverage: Leverage::VenueMaximum,
            accrued: Usd::ZERO,
        });
    }
    let (asset, quantity) = match settlement {
        Settlement::Linear => (DOLLAR, 0.1 * units * INDEX),
        Settlement::Coin => (UNDERLYING, 0.1 * units),
    };
    let holdings = vec![Holding { id: HoldingId(0), asset: asset.into(), quantity: Quantity::new(quantity) }];
    let portfolio = Portfolio { holdings, positions, ..Portfolio::default() };
    Account { portfolio, market, rules: rules.clone() }
}

/// A smile of an expiry; those of all expiries have no arbitrage.
pub(super) fn smile(years: f64) -> RawSvi {
    PowerLaw { tilt: -0.25, scale: 0.8, exponent: 0.45 }.smile(0.3 * years).raw()
}

/// The log-moneyness of a strike's number, within two total volatilities.
pub(super) fn log_moneyness(number: usize, years: f64) -> f64 {
    let across = 4.0 * (number as f64 + 0.5) / STRIKES as f64 - 2.0;
    across * (0.3 * years).sqrt()
}

fn market() -> Market {
    let now = Timestamp::from_milliseconds(0);
    let expiries = DAYS.map(|days| {
        let expiry = expiry(days);
        let years = now.years_until(expiry).get();
        ExpiryQuote {
            expiry,
            forward: Price::new(forward(years)),
            settled: Price::ZERO,
            rate: Ratio::ZERO,
            smile: Some(Smile::from(smile(years))),
            certainty: None,
        }
    });
    let underlying = AssetQuote {
        volatility: Some(Volatility::new(0.5)),
        daily_volume: Some(Usd::new(3e9)),
        depth: Some(Usd::new(5e7)),
        expiries: expiries.to_vec(),
        ..AssetQuote::at(Price::new(INDEX))
    };
    let dollar = AssetQuote { peg: Peg::Dollar, ..AssetQuote::at(Price::new(1.0)) };
    Market {
        schema: market::SCHEMA,
        time: now,
        source: "made up".to_owned(),
        venue: None,
        assets: BTreeMap::from([(UNDERLYING.into(), underlying), (DOLLAR.into(), dollar)]),
        instruments: BTreeMap::new(),
        correlations: Vec::new(),
    }
}

/// A contract with its volatility and its mark: expiries first, so that few options are spread, too.
fn option(number: usize, settlement: Settlement) -> (Instrument, Volatility, Price) {
    let (expiry, place) = (expiry(DAYS[number % DAYS.len()]), number / DAYS.len());
    let years = Timestamp::from_milliseconds(0).years_until(expiry).get();
    let (right, side) =
        if place % 2 == 0 { (Right::Call, black76::Right::Call) } else { (Right::Put, black76::Right::Put) };
    let forward = forward(years);
    // Seven has no factor in common with the number of strikes, so that all come up.
    let wanted = log_moneyness(place / 2 * 7 % STRIKES, years);
    let strike = libm::rint(forward * libm::exp(wanted));
    let volatility = smile(years).volatility(libm::log(strike / forward), years);
    let terms = Black76 { forward, strike, volatility, years, discount: 1.0 };
    let dollars = terms.standardised().map_or(0.0, |figures| figures.value(side));
    let mark = match settlement {
        Settlement::Linear => dollars,
        Settlement::Coin => dollars / forward,
    };
    let kind = Kind::Option { expiry, strike: Price::new(strike), right };
    let instrument = Instrument { kind, settlement, ..Instrument::perpetual(UNDERLYING) };
    (instrument, Volatility::new(volatility), Price::new(mark))
}

fn expiry(days: i64) -> Timestamp {
    Timestamp::from_milliseconds((24 * days + 8) * HOUR)
}

fn forward(years: f64) -> f64 {
    INDEX * libm::exp(CARRY * years)
}
