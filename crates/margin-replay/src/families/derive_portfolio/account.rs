//! Accounts as the venue's tests state them.
//!
//! Amounts are in the stablecoin that accounts settle in: it counts one each, what else is held at its price over that of the
//! stablecoin, and what the stablecoin is worth in dollars stands beside as its reference.

use crate::families::account::{Account, refused};
use crate::families::derive_portfolio::parameters;
use crate::families::stated::{dollars, terms};
use crate::outcome::Unanswered;
use crate::vector::Inputs;
use margin_core::id::AssetId;
use margin_core::instrument::{Instrument, Kind, Right};
use margin_core::market::{ExpiryQuote, InstrumentQuote};
use margin_core::report::{GroupKey, Level, Levels};
use margin_core::rules::{Debts, Model, ScenarioLoss};
use margin_core::scenarios::{ScenarioTable, scenarios};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Ratio, Usd, Volatility};
use margin_pricing::black76::{self, Black76};
use serde_json::Value;

/// What accounts settle in.
pub(crate) const CASH: &str = "CASH";
/// What contracts are on.
const COIN: &str = "COIN";

/// The seconds before expiry over which the price that options settle at is averaged.
const AVERAGED_SECONDS: f64 = 1_800.0;

const MILLISECONDS: f64 = 1e3;
const SECONDS_PER_YEAR: f64 = 365.0 * 86_400.0;

/// An account with all feeds.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) cash: f64,
    pub(crate) stable: f64,
    pub(crate) spot: f64,
    pub(crate) spot_certainty: f64,
    pub(crate) perpetuals: f64,
    pub(crate) perpetual_price: f64,
    pub(crate) perpetual_certainty: f64,
    /// Profit and funding of the perpetual that are not settled.
    pub(crate) unsettled: f64,
    /// Units of the underlying that are held.
    pub(crate) base: f64,
    pub(crate) options: Vec<Written>,
    pub(crate) feeds: Vec<Feed>,
    pub(crate) collateral: Vec<Collateral>,
    /// Whether options' marks are discounted.
    pub(crate) discounts: Discounts,
}

/// Whether options' marks are discounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Discounts {
    #[default]
    None,
    AtRate,
}

/// A position in an option.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) seconds: f64,
    pub(crate) strike: f64,
    pub(crate) right: Right,
    pub(crate) amount: f64,
    pub(crate) volatility: f64,
}

/// The feeds of an expiry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feed {
    pub(crate) seconds: f64,
    pub(crate) forward: f64,
    pub(crate) settled: f64,
    pub(crate) rate: f64,
    /// That of the least sure of them.
    pub(crate) certainty: f64,
}

/// Something else that is held.
#[derive(Clone, Debug)]
pub(crate) struct Collateral {
    pub(crate) amount: f64,
    pub(crate) price: f64,
    pub(crate) certainty: f64,
    pub(crate) in_grid: InGrid,
    pub(crate) haircut: f64,
    pub(crate) more_to_open: f64,
}

/// Whether a holding gains and loses with the contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InGrid {
    Shocked,
    Apart,
}

impl State {
    /// The second portfolio manager's account, by the names of vectors or by those of the venue's tests.
    pub(crate) fn of_second(inputs: &Inputs) -> Option<Self> {
        let number = |names: &[&str]| inputs.number(names);
        let options = inputs.each(&["options", "Options"])?.iter().map(written).collect::<Option<_>>()?;
        let feeds = inputs.each(&["feeds", "OptionFeeds"])?.iter().map(feed).collect::<Option<_>>()?;
        let collateral = inputs.each(&["collaterals", "Collaterals"])?.iter().map(collateral).collect::<Option<_>>()?;
        let profit = number(&["unrealised_perp_pnl", "UnrealisedPerpPNL"])?;
        Some(Self {
            cash: number(&["cash", "Cash"])?,
            stable: number(&["stable_price", "StablePrice"])?,
            spot: number(&["spot", "SpotPrice"])?,
            spot_certainty: number(&["spot_conf", "SpotConfidence"])?,
            perpetuals: number(&["num_perps", "NumPerps"])?,
            perpetual_price: number(&["perp_price", "PerpPrice"])?,
            perpetual_certainty: number(&["perp_conf", "PerpConfidence"])?,
            unsettled: profit + number(&["unrealised_funding", "UnrealisedFunding"])?,
            base: 0.0,
            options,
            feeds,
            collateral,
            discounts: Discounts::AtRate,
        })
    }

    /// The first portfolio manager's account, by the names of vectors.
    pub(crate) fn of_first(inputs: &Inputs) -> Option<Self> {
        let number = |name| inputs.number(&[name]);
        let options = inputs.each(&["options"])?;
        Some(Self {
            cash: number("cash")?,
            stable: number("stable")?,
            spot: number("spot")?,
            spot_certainty: number("spot_conf")?,
            perpetuals: number("perps")?,
            perpetual_price: number("perp_price")?,
            perpetual_certainty: number("perp_conf")?,
            unsettled: number("upnl")? + number("funding")?,
            base: number("base")?,
            options: options.iter().map(written).collect::<Option<_>>()?,
            feeds: options.iter().map(feed_beside).collect::<Option<_>>()?,
            collateral: Vec::new(),
            discounts: Discounts::None,
        })
    }

    /// The account under grids of scenarios.
    pub(crate) fn account(&self, model: ScenarioLoss) -> Accounted {
        let mut account = Account::empty();
        account.rules.collateral.debts = Debts::Subtracted;
        account.rules.model = Model::ScenarioLoss(model);
        account.hold_asset(CASH, self.cash, 1.0, dollars());
        account.quote(CASH).reference = Some(Price::new(self.stable));
        if self.base != 0.0 {
            account.hold_asset(COIN, self.base, self.spot, dollars());
        }
        for (place, collateral) in self.collateral.iter().enumerate() {
            collateral.add(&mut account, place, self.stable);
        }
        for option in &self.options {
            option.add(&mut account, self);
        }
        if self.perpetuals != 0.0 {
            let instrument = Instrument::perpetual(COIN);
            let quote = InstrumentQuote {
                certainty: Some(Ratio::new(self.perpetual_certainty)),
                ..InstrumentQuote::at(Price::new(self.perpetual_price))
            };
            add(&mut account, instrument, self.perpetuals, quote, self.unsettled);
        }
        let coin = account.quote(COIN);
        coin.index = Price::new(self.spot);
        coin.certainty = Some(Ratio::new(self.spot_certainty));
        coin.expiries = self.feeds.iter().map(Feed::quote).collect();
        Accounted(account)
    }
}

impl Collateral {
    fn add(&self, account: &mut Account, place: usize, stable: f64) {
        let name = format!("HELD{place}");
        let keep = 1.0 - self.haircut;
        let terms = terms(Levels { initial: keep - self.more_to_open, maintenance: keep }, Levels::both(1.0));
        account.hold_asset(&name, self.amount, self.price / stable, terms);
        account.quote(&name).certainty = Some(Ratio::new(self.certainty));
        if let (InGrid::Shocked, Model::ScenarioLoss(model)) = (self.in_grid, &mut account.rules.model) {
            model.stand_ins.insert(AssetId::from(name), COIN.into());
        }
    }
}

impl Written {
    fn add(&self, account: &mut Account, state: &State) {
        let expiry = moment(self.seconds);
        let kind = Kind::Option { expiry, strike: Price::new(self.strike), right: self.right };
        let instrument = Instrument { kind, ..Instrument::perpetual(COIN) };
        let mark = self.mark(state);
        let quote = InstrumentQuote { volatility: Some(Volatility::new(self.volatility)), ..InstrumentQuote::at(mark) };
        add(account, instrument, self.amount, quote, 0.0);
    }

    /// What the pricing says it is worth, as the vector does not.
    fn mark(&self, state: &State) -> Price {
        let feed = state.feeds.iter().find(|feed| feed.seconds == self.seconds);
        let years = self.seconds / SECONDS_PER_YEAR;
        let discount = match (state.discounts, feed) {
            (Discounts::AtRate, Some(feed)) => libm::exp(-feed.rate.max(0.0) * years),
            _ => 1.0,
        };
        let forward = feed.map_or(state.spot, |feed| feed.forward);
        let option = Black76 { forward, strike: self.strike, volatility: self.volatility, years, discount };
        let right = match self.right {
            Right::Call => black76::Right::Call,
            Right::Put => black76::Right::Put,
        };
        Price::new(option.standardised().map_or(f64::NAN, |option| option.value(right)))
    }
}

impl Feed {
    fn quote(&self) -> ExpiryQuote {
        ExpiryQuote {
            expiry: moment(self.seconds),
            forward: Price::new(self.forward),
            settled: Price::new(self.settled),
            rate: Ratio::new(self.rate),
            smile: None,
            certainty: Some(Ratio::new(self.certainty)),
        }
    }
}

/// An account that can be asked for the venue's figures.
pub(crate) struct Accounted(Account);

impl Accounted {
    /// What counts less what is required.
    pub(crate) fn margin(&self, level: Level) -> Result<f64, Unanswered> {
        self.0.excess(level)
    }

    /// What everything is worth.
    pub(crate) fn equity(&self) -> Result<f64, Unanswered> {
        Ok(self.0.report(GroupKey::Cross)?.figures.equity.usd().get())
    }

    /// What everything that is held or owed is worth, without signs.
    pub(crate) fn gross(&self) -> f64 {
        let Ok(report) = self.0.evaluate() else { return 0.0 };
        let holdings = report.holdings.iter().map(|holding| holding.value.usd().get().abs());
        let positions = report.positions.iter().map(|position| position.notional.usd().get().abs());
        holdings.chain(positions).sum()
    }

    /// The grid, where the account has a part in the underlying.
    pub(crate) fn table(&self) -> Result<Option<ScenarioTable>, Unanswered> {
        let Account { portfolio, market, rules } = &self.0;
        Ok(scenarios(portfolio, market, rules).map_err(refused)?.into_iter().next())
    }

    /// The worst loss of all scenarios and of the basis.
    pub(crate) fn worst(&self) -> Result<f64, Unanswered> {
        Ok(self.table()?.map_or(0.0, |table| table.loss.get()))
    }

    /// What is gained in the scenario that gains least.
    pub(crate) fn least_profit(&self) -> Result<f64, Unanswered> {
        let rows = self.table()?.map(|table| table.rows).unwrap_or_default();
        Ok(rows.iter().map(|row| row.profit.get()).reduce(f64::min).unwrap_or(0.0))
    }

    /// What the expiries lose when their forwards alone move.
    pub(crate) fn basis(&self) -> Result<f64, Unanswered> {
        Ok(self.table()?.and_then(|table| table.basis).map_or(0.0, Usd::get))
    }

    /// What is kept back beside the scaled loss.
    pub(crate) fn beside(&self, level: Level) -> Result<f64, Unanswered> {
        let scaled = self.table()?.map_or(0.0, |table| table.loss.get() * table.scale.at(level).get());
        Ok(self.equity()? - scaled - self.margin(level)?)
    }
}

fn add(account: &mut Account, instrument: Instrument, quantity: f64, quote: InstrumentQuote, accrued: f64) {
    // An option counts at its worth, whatever was paid for it; another contract's profit stands in what has accrued.
    let entry = if instrument.is_option() { Price::new(1.0) } else { quote.mark };
    let id = account.open_listed(instrument.clone(), quantity, entry);
    account.market.instruments.insert(instrument.id(), quote);
    account.accrue(id, accrued);
}

fn moment(seconds: f64) -> Timestamp {
    Timestamp::from_milliseconds((seconds * MILLISECONDS) as i64)
}

fn written(option: &Inputs) -> Option<Written> {
    let call = option.truth(&["is_call"]).or_else(|| option.number(&["IsCall"]).map(|flag| flag != 0.0))?;
    Some(Written {
        seconds: option.number(&["expiry_s", "Expiry"])?,
        strike: option.number(&["strike", "Strike"])?,
        right: if call { Right::Call } else { Right::Put },
        amount: option.number(&["amount", "Amount"])?,
        volatility: option.number(&["mark_vol", "MarkVol", "vol"])?,
    })
}

fn feed(feed: &Inputs) -> Option<Feed> {
    let sure =
        [["fwd_conf", "ForwardConfidence"], ["rate_conf", "RateConfidence"], ["vol_conf", "OptionVolConfidences"]];
    let sure: Option<Vec<f64>> = sure.iter().map(|names| feed.number(names)).collect();
    let (seconds, forward) = (feed.number(&["expiry_s", "FeedExpiry"])?, feed.number(&["forward", "Forward"])?);
    Some(Feed {
        seconds,
        forward,
        settled: forward * (1.0 - seconds / AVERAGED_SECONDS).max(0.0),
        rate: feed.number(&["rate", "Rate"])?,
        certainty: sure?.into_iter().fold(1.0, f64::min),
    })
}

/// An expiry's feeds where they stand with each option.
fn feed_beside(option: &Inputs) -> Option<Feed> {
    let sure: Option<Vec<f64>> =
        ["fwd_conf", "rate_conf", "vol_conf"].iter().map(|name| option.number(&[name])).collect();
    let settled = option.number(&["fwd_fixed"])?;
    Some(Feed {
        seconds: option.number(&["expiry_s"])?,
        forward: settled + option.number(&["fwd_variable"])?,
        settled,
        rate: option.number(&["rate"])?,
        certainty: sure?.into_iter().fold(1.0, f64::min),
    })
}

fn collateral(held: &Inputs) -> Option<Collateral> {
    let shocked = held.truth(&["risk_cancelling", "IsRiskCancelling"])?;
    Some(Collateral {
        amount: held.number(&["amount", "Amount"])?,
        price: held.number(&["price", "Price"])?,
        certainty: held.number(&["confidence", "Confidence"])?,
        in_grid: if shocked { InGrid::Shocked } else { InGrid::Apart },
        haircut: held.number(&["mm_haircut", "MMHaircut"])?,
        more_to_open: held.number(&["im_haircut_extra", "IMHaircut"])?,
    })
}

/// The model of a case that states all its parameters.
pub(crate) fn model_of(parameters: &Value, tests: ScenarioLoss) -> Option<ScenarioLoss> {
    let mut model = tests;
    let rule = parameters::certainty(parameters)?;
    for grid in model.grids.values_mut() {
        *grid = parameters::grid(parameters)?;
    }
    if let Some(certainty) = &mut model.certainty {
        (certainty.threshold, certainty.factor) = (rule.threshold, rule.factor);
    }
    Some(model)
}
