//! Accounts under the standard margin of Derive, with the parameters of its own tests.
//!
//! The source's margins are net: what counts less what is required.

use crate::families::account::Account;
use crate::families::options::{self, Stated};
use crate::families::{need, unknown};
use crate::outcome::{Answer, Unanswered};
use crate::vector::Inputs;
use margin_core::instrument::{Instrument, Right};
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Haircut, Model, OptionFormula, Rate, Relief, Schedule, ShortRule, ShortShare, VenueRules};
use margin_core::units::{Price, Ratio};
use margin_pricing::black76::{self, Black76};
use std::sync::OnceLock;

/// What accounts settle in.
const CASH: &str = "USDC";
const TESTS: &str = include_str!("../../rules/derive-standard-tests.json");
const SECONDS_PER_YEAR: f64 = 31_536_000.0;
/// Within this many seconds of expiry the forward is an average in part.
pub(crate) const AVERAGED: f64 = 1_800.0;

/// An account's balances on one underlying, and what the market says of it.
pub(crate) struct Underlying {
    pub(crate) name: &'static str,
    pub(crate) spot: f64,
    /// Of the spot feed and of the perpetual's.
    pub(crate) certainty: [f64; 2],
    pub(crate) base: f64,
    pub(crate) perpetuals: f64,
    pub(crate) mark: f64,
    pub(crate) entry: f64,
    /// Funding that has accrued.
    pub(crate) accrued: f64,
}

/// An option, the forward of its expiry, and how sure the least of its feeds is.
pub(crate) struct Written {
    pub(crate) underlying: &'static str,
    pub(crate) right: Right,
    pub(crate) strike: f64,
    pub(crate) seconds: f64,
    pub(crate) amount: f64,
    pub(crate) volatility: f64,
    pub(crate) forward: f64,
    pub(crate) certainty: f64,
}

/// The rules with the parameters of the source's tests.
pub(crate) fn tests() -> Result<&'static VenueRules, Unanswered> {
    static RULES: OnceLock<Result<VenueRules, String>> = OnceLock::new();
    let read = || margin_venues::read(TESTS).map_err(|problems| problems.to_string());
    RULES.get_or_init(read).as_ref().map_err(|problems| Unanswered::Refused(problems.clone()))
}

/// An account with cash, whose dollar token is at a price.
pub(crate) fn account(cash: f64, token: f64) -> Result<Account, Unanswered> {
    let mut account = Account::empty();
    account.rules = tests()?.clone();
    if cash == 0.0 {
        options::index(&mut account, CASH, 1.0);
    } else {
        account.add_at(CASH, cash, 1.0);
    }
    account.quote(CASH).reference = Some(Price::new(token));
    Ok(account)
}

/// Adds what is held on an underlying.
pub(crate) fn hold(account: &mut Account, underlying: &Underlying) {
    let Underlying { name, spot, certainty: [spot_feed, mark_feed], base, perpetuals, .. } = *underlying;
    if perpetuals != 0.0 {
        let perpetual = Instrument::perpetual(name);
        let position = account.open_listed(perpetual, perpetuals, Price::new(underlying.mark));
        account.accrue(position, underlying.accrued);
        if let Some(quote) = account.contract(position) {
            quote.certainty = Some(Ratio::new(mark_feed));
        }
        if let Some(position) = account.portfolio.positions.last_mut() {
            position.entry = Price::new(underlying.entry);
        }
    }
    options::index(account, name, spot);
    if base != 0.0 {
        account.add_at(name, base, spot);
    }
    account.quote(name).certainty = Some(Ratio::new(spot_feed));
}

/// Adds an option at what it is worth.
pub(crate) fn write(account: &mut Account, option: &Written) -> Result<(), Unanswered> {
    let (forward, years) = (option.forward, option.seconds / SECONDS_PER_YEAR);
    let volatility = option.volatility;
    let priced = Black76 { forward, strike: option.strike, volatility, years, discount: 1.0 };
    let right = match option.right {
        Right::Call => black76::Right::Call,
        Right::Put => black76::Right::Put,
    };
    let premium = priced
        .standardised()
        .map(|priced| priced.value(right))
        .ok_or_else(|| Unanswered::Refused("an option cannot be priced".to_owned()))?;
    let one = Stated::one(option.underlying, option.right, option.strike, option.amount, premium);
    let stated = Stated { seconds: option.seconds, volatility: Some(volatility), ..one };
    options::forward(account, &stated, forward, option.certainty);
    options::open(account, stated);
    Ok(())
}

/// Answers one expected figure.
pub(super) fn answer(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    if inputs.shape().is_empty() {
        return parameter(inputs, key);
    }
    let account = of_vector(inputs, key)?;
    net(&account, key).unwrap_or_else(|| Err(unknown(inputs, key))).map(Answer::Number)
}

/// A net margin or the mark to market of an account, by the source's name for it.
pub(crate) fn net(account: &Account, key: &str) -> Option<Result<f64, Unanswered>> {
    match key {
        "IM" => Some(account.excess(Level::Initial)),
        "MM" => Some(account.excess(Level::Maintenance)),
        "mtm" => Some(account.report(GroupKey::Cross).map(|group| group.figures.equity.usd().get())),
        _ => None,
    }
}

fn of_vector(inputs: &Inputs, key: &str) -> Result<Account, Unanswered> {
    let mut account = account(need(inputs, &["cash"], key)?, need(inputs, &["usdc"], key)?)?;
    let marks = inputs.numbers(&["perp_price"]).ok_or_else(|| unknown(inputs, key))?;
    let certainties = inputs.value(&["spot_perp_conf"]).and_then(serde_json::Value::as_array);
    for (place, (name, small)) in [("ETH", "eth"), ("BTC", "btc")].into_iter().enumerate() {
        let feed = |which: usize| certainties.and_then(|each| each.get(place)?.get(which)?.as_f64()).unwrap_or(1.0);
        let mark = marks.get(place).copied().ok_or_else(|| unknown(inputs, key))?;
        let named = |what: &str| need(inputs, &[what], key);
        let entry = inputs.number(&[&format!("last_entry_{small}")]).filter(|entry| *entry > 0.0).unwrap_or(mark);
        hold(
            &mut account,
            &Underlying {
                name,
                spot: named(&format!("{small}_spot"))?,
                certainty: [feed(0), feed(1)],
                base: named(&format!("w{small}"))?,
                perpetuals: named(&format!("perps_{small}"))?,
                mark,
                entry,
                accrued: 0.0,
            },
        );
    }
    if averaged(inputs) {
        let reason = "shortly before expiry the forward is an average in part, which the inputs do not state";
        return Err(Unanswered::Listed(reason.to_owned()));
    }
    for option in inputs.each(&["options"]).ok_or_else(|| unknown(inputs, key))? {
        let named = |what: &str| need(&option, &[what], key);
        let (forward_feed, own_feed) = (named("fwd_conf")?, named("vol_conf")?);
        let option = Written {
            underlying: if option.text(&["u"]) == Some("BTC") { "BTC" } else { "ETH" },
            right: options::right(&option, key)?,
            strike: named("strike")?,
            seconds: named("expiry_s")?,
            amount: named("amount")?,
            volatility: named("vol")?,
            forward: named("forward")?,
            certainty: forward_feed.min(own_feed),
        };
        write(&mut account, &option)?;
    }
    Ok(account)
}

/// Whether an option expires so soon that its forward is an average in part.
fn averaged(inputs: &Inputs) -> bool {
    let options = inputs.each(&["options"]).unwrap_or_default();
    options.iter().filter_map(|option| option.number(&["expiry_s"])).any(|seconds| seconds < AVERAGED)
}

/// A parameter of the tests, by the source's name for it.
fn parameter(inputs: &Inputs, key: &str) -> Result<Answer, Unanswered> {
    let rules = tests()?;
    let found = match &rules.model {
        Model::OptionFormula(model) => of_options(model, key).or_else(|| of_perpetual(model, key)),
        _ => None,
    };
    let found = found.or_else(|| of_base(rules, key));
    found.map(|share| Answer::Number(share.get())).ok_or_else(|| unknown(inputs, key))
}

fn of_options(model: &OptionFormula, key: &str) -> Option<Ratio> {
    let rates = model.options.get(&"ETH".into())?;
    let share = |rule: &ShortRule, of: fn(&ShortShare) -> Option<Ratio>| match rule {
        ShortRule::Share(share) => of(share),
        ShortRule::Shocked(_) => None,
    };
    let unpaired = match &model.relief {
        Relief::LargestLoss(unpaired) => unpaired.forward,
        Relief::None | Relief::Strategies => return None,
    };
    let (certainty, peg) = (model.certainty?, model.peg.as_ref()?);
    match key {
        "maxSpotReq" => share(&rates.call.initial, |share| share.less_out_of_the_money),
        "minSpotReq" => share(&rates.call.initial, |share| share.underlying),
        "mmCallSpotReq" => share(&rates.call.maintenance, |share| share.underlying),
        "mmPutSpotReq" => share(&rates.put.maintenance, |share| share.underlying),
        "MMPutMtMReq" => share(&rates.put.maintenance, |share| share.worth),
        "mmOffsetScale" => share(&rates.put.initial, |share| share.maintenance),
        "unpairedIMScale" => Some(unpaired.initial),
        "unpairedMMScale" => Some(unpaired.maintenance),
        "oc_thresholds" => Some(certainty.threshold),
        "OCFactor" => Some(certainty.factor),
        "depeg_threshold" => Some(Ratio::new(peg.threshold.get())),
        "depeg_factor" => Some(peg.factor),
        _ => None,
    }
}

fn of_perpetual(model: &OptionFormula, key: &str) -> Option<Ratio> {
    let Schedule::Rates(rates) = model.linear.tables.values().next()? else { return None };
    let margin_core::rules::MaintenanceRate::Own(kept) = rates.maintenance else { return None };
    let rate: Rate = match key {
        "perp_im" => rates.initial.base,
        "perp_mm" => kept.base,
        _ => return None,
    };
    Some(rate.share())
}

/// What a base asset counts for to be kept, and what its initial share is of that.
fn of_base(rules: &VenueRules, key: &str) -> Option<Ratio> {
    let terms = rules.collateral.assets.get(&"ETH".into())?;
    let counts = |haircut: &Haircut| match haircut {
        // What is left of a haircut, to as many digits as haircuts are written with.
        Haircut::Flat(share) => Some(libm::rint((1.0 - share.get()) * 1e12) / 1e12),
        _ => None,
    };
    let (initial, kept) = (counts(&terms.haircut.initial)?, counts(&terms.haircut.maintenance)?);
    match key {
        "base_marginFactor" => Some(Ratio::new(kept)),
        "base_IMScale" => Some(Ratio::new(initial / kept)),
        _ => None,
    }
}
