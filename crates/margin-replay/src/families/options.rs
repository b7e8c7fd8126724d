//! Accounts of options, and families that state one or two options each.

use crate::families::account::{Account, refused};
use crate::families::{need, published, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::evaluate;
use margin_core::id::PositionId;
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::{AssetQuote, ExpiryQuote, InstrumentQuote};
use margin_core::portfolio::{Leverage, MarginMode, Position};
use margin_core::report::Level;
use margin_core::rules::{LongRule, Model, OptionFormula, OptionRates, ShortRule, ShortShocked, TimedShare, Worth};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};
use std::collections::BTreeMap;

/// When the options of a vector expire that does not say when: a week from its moment.
const WEEK: f64 = 7.0 * 86_400.0;

/// What every option was opened at: no margin depends on it.
const OPENED: Price = Price::new(1.0);

/// An option and its market.
#[derive(Clone, Copy)]
pub(crate) struct Stated<'s> {
    pub(crate) underlying: &'s str,
    pub(crate) right: Right,
    pub(crate) strike: f64,
    /// From the vector's moment.
    pub(crate) seconds: f64,
    /// Contracts with their sign.
    pub(crate) quantity: f64,
    /// Units of the underlying in one.
    pub(crate) multiplier: f64,
    pub(crate) settlement: Settlement,
    /// In what it settles in.
    pub(crate) premium: f64,
    pub(crate) volatility: Option<f64>,
}

impl<'s> Stated<'s> {
    /// One contract on one unit that expires in a week, at a premium in dollars.
    pub(crate) fn one(underlying: &'s str, right: Right, strike: f64, quantity: f64, premium: f64) -> Self {
        let (seconds, multiplier, settlement, volatility) = (WEEK, 1.0, Settlement::Linear, None);
        Self { underlying, right, strike, seconds, quantity, multiplier, settlement, premium, volatility }
    }

    /// The moment of its expiry.
    pub(crate) fn expiry(&self) -> Timestamp {
        Timestamp::from_milliseconds(libm::rint(self.seconds * 1000.0) as i64)
    }
}

/// Adds a position in an option.
pub(crate) fn open(account: &mut Account, option: Stated) {
    let id = PositionId(account.portfolio.positions.len() as u32);
    let kind = Kind::Option { expiry: option.expiry(), strike: Price::new(option.strike), right: option.right };
    let (underlying, multiplier) = (option.underlying.into(), Quantity::new(option.multiplier));
    let instrument = Instrument { underlying, kind, settlement: option.settlement, multiplier };
    let volatility = option.volatility.map(Volatility::new);
    let quote = InstrumentQuote { volatility, ..InstrumentQuote::at(Price::new(option.premium)) };
    account.market.instruments.insert(instrument.id(), quote);
    let (quantity, entry) = (Quantity::new(option.quantity), OPENED);
    let (mode, leverage, accrued) = (MarginMode::Cross, Leverage::VenueMaximum, Usd::ZERO);
    account.portfolio.positions.push(Position { id, instrument, quantity, entry, mode, leverage, accrued });
}

/// States an asset's index.
pub(crate) fn index(account: &mut Account, asset: &str, price: f64) {
    account.market.assets.insert(asset.into(), AssetQuote::at(Price::new(price)));
}

/// States the forward of the expiry of an option.
pub(crate) fn forward(account: &mut Account, option: &Stated, forward: f64, certainty: f64) {
    let (expiry, certainty) = (option.expiry(), Ratio::new(certainty));
    let quotes = &mut account.quote(option.underlying).expiries;
    match quotes.iter_mut().find(|quote| quote.expiry == expiry) {
        // The least sure feed of an expiry is that of all of it.
        Some(known) => known.certainty = known.certainty.map(|known| if certainty < known { certainty } else { known }),
        None => quotes.push(ExpiryQuote {
            expiry,
            forward: Price::new(forward),
            settled: Price::ZERO,
            rate: Ratio::ZERO,
            smile: None,
            certainty: Some(certainty),
        }),
    }
}

/// The right that a vector states by a truth or a word.
pub(crate) fn right(inputs: &Inputs, key: &str) -> Result<Right, Unanswered> {
    let truth = |name: &str, yes: Right, no: Right| inputs.truth(&[name]).map(|is| if is { yes } else { no });
    let word = inputs.text(&["type", "option_type"]).and_then(|word| match word {
        "call" => Some(Right::Call),
        "put" => Some(Right::Put),
        _ => None,
    });
    truth("is_call", Right::Call, Right::Put)
        .or_else(|| truth("is_put", Right::Put, Right::Call))
        .or(word)
        .ok_or_else(|| unknown(inputs, key))
}

/// An account under a venue's own rules, with an index price.
fn under(rules: &str, asset: &str, price: f64) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.rules = published(rules)?.clone();
    index(&mut account, asset, price);
    Ok(account)
}

/// Coin-settled options, one short each, in coins.
pub(super) fn deribit(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let level = match key {
        "IM_coin" => Level::Initial,
        "MM_coin" => Level::Maintenance,
        _ => return Err(unknown(inputs, key)),
    };
    let [strike, price, mark] = [["strike"], ["underlying"], ["mark_coin"]].map(|name| need(inputs, &name, key));
    let (price, right) = (price?, right(inputs, key)?);
    let mut account = under("deribit/standard", "BTC", price)?;
    let option = Stated { settlement: Settlement::Coin, ..Stated::one("BTC", right, strike?, -1.0, mark?) };
    open(&mut account, option);
    Ok(Answer::Number(account.requirement(level)? / price))
}

/// Options in dollars, one short each.
pub(super) fn aevo(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let level = match key {
        "IM" | "initial_margin" => Level::Initial,
        "MM" | "maintenance_margin" => Level::Maintenance,
        _ => return Err(unknown(inputs, key)),
    };
    let price = need(inputs, &["S", "spot"], key)?;
    let mut account = under("aevo/options", "ETH", price)?;
    let (strike, mark) = (need(inputs, &["K", "strike"], key)?, need(inputs, &["mark"], key)?);
    open(&mut account, Stated::one("ETH", right(inputs, key)?, strike, -1.0, mark));
    Ok(Answer::Number(account.requirement(level)?))
}

/// Naked options of vaults at the bound and the shock that the vector states: of puts in dollars, of calls in units.
pub(super) fn opyn(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    match key {
        "margin" => {}
        "test_reference_value" => {
            let reason = "the source's own test takes bounds that it does not state, and compares at a tenth";
            return Err(Unanswered::Listed(reason.to_owned()));
        }
        _ => return Err(unknown(inputs, key)),
    }
    let (price, strike) = (need(inputs, &["S"], key)?, need(inputs, &["K"], key)?);
    let (right, amount) = (right(inputs, key)?, need(inputs, &["amount"], key)?);
    let mut account = under("opyn/gamma", "ETH", price)?;
    let share = Ratio::new(need(inputs, &["upper_bound"], key)?);
    let shock = Ratio::new(need(inputs, &["spot_shock"], key)?);
    let shocked = ShortShocked { shock, shares: vec![TimedShare { days: 7.0, share }] };
    let short = margin_core::report::Levels::both(ShortRule::Shocked(shocked));
    let long = margin_core::report::Levels::both(LongRule::Nothing);
    let rates = OptionRates { underlying: Default::default(), long, call: short.clone(), put: short };
    let options = BTreeMap::from([("ETH".into(), rates)]);
    account.rules.model = Model::OptionFormula(OptionFormula { options, worth: Worth::Required, ..Default::default() });
    open(&mut account, Stated::one("ETH", right, strike, -amount, 0.0));
    let dollars = account.requirement(Level::Initial)?;
    Ok(Answer::Number(match right {
        Right::Put => dollars,
        Right::Call => dollars / price,
    }))
}

/// Options of stocks and indices, by strategy.
pub(super) fn strategy(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    if inputs.within(&["long"]).is_some() {
        return spread(inputs, key);
    }
    if inputs.number(&["K_call"]).is_some() {
        return straddle(inputs, key);
    }
    let (right, strike) = (right(inputs, key)?, need(inputs, &["K"], key)?);
    let (shares, premium) = (need(inputs, &["n_shares"], key)?, need(inputs, &["premium"], key)?);
    let asset = underlying(inputs);
    let mut account = under("reg-t/strategy", asset, need(inputs, &["S"], key)?)?;
    let option = Stated { multiplier: shares, ..Stated::one(asset, right, strike, -1.0, premium) };
    open(&mut account, option);
    called(account, premium * shares, 0.0, key, inputs)
}

/// A broad index where the vector says 15 %, a stock where it says 20 % or nothing.
fn underlying(inputs: &Inputs) -> &'static str {
    match inputs.number(&["pct"]) {
        Some(share) if share < 0.2 => "INDEX",
        _ => "STOCK",
    }
}

/// What the account needs when it receives and pays premiums: `margin` with what is paid, less what is received.
fn called(mut account: Account, received: f64, paid: f64, key: &str, inputs: &Inputs) -> Result<Answer, Unanswered> {
    let held = match key {
        // What is received covers part of it.
        "margin_call" => received - paid,
        "margin" | "calc1" => -paid,
        "proceeds" => return Ok(Answer::Number(received)),
        _ => return Err(unknown(inputs, key)),
    };
    account.hold(held);
    Ok(Answer::Number(-account.excess(Level::Initial)?))
}

fn spread(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let multiplier = need(inputs, &["mult"], key)?;
    let mut account = under("reg-t/strategy", "STOCK", 1.0)?;
    let mut premiums = [0.0, 0.0];
    for (place, (name, quantity)) in [("long", 1.0), ("short", -1.0)].into_iter().enumerate() {
        let side = inputs.within(&[name]).ok_or_else(|| unknown(inputs, key))?;
        let (strike, premium) = (need(&side, &["K"], key)?, need(&side, &["prem"], key)?);
        // Only a spread's strikes decide what it requires; the price stands at the short one.
        index(&mut account, "STOCK", strike);
        open(&mut account, Stated { multiplier, ..Stated::one("STOCK", Right::Put, strike, quantity, premium) });
        if let Some(slot) = premiums.get_mut(place) {
            *slot = premium * multiplier;
        }
    }
    let [paid, received] = premiums;
    called(account, received, paid, key, inputs)
}

fn straddle(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let multiplier = need(inputs, &["mult"], key)?;
    let asset = underlying(inputs);
    let mut account = under("reg-t/strategy", asset, need(inputs, &["S"], key)?)?;
    let sides = [(Right::Call, ["K_call", "call"], "call_req"), (Right::Put, ["K_put", "put"], "put_req")];
    let mut alone = None;
    for (right, [strike, premium], named) in sides {
        let (strike, premium) = (need(inputs, &[strike], key)?, need(inputs, &[premium], key)?);
        open(&mut account, Stated { multiplier, ..Stated::one(asset, right, strike, -1.0, premium) });
        if key == named {
            alone = account.portfolio.positions.last().map(|position| position.id);
        }
    }
    let Some(id) = alone else { return called(account, 0.0, 0.0, key, inputs) };
    let report = evaluate(&account.portfolio, &account.market, &account.rules).map_err(refused)?;
    let position = report.position(id).ok_or_else(|| unknown(inputs, key))?;
    Ok(Answer::Number(position.initial.usd().get()))
}
