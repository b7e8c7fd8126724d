//! Recorded option chains: marks from the volatilities that the venue states beside them, these volatilities from marks,
//! forwards by parity, and a surface fitted to each chain, with how near it comes and whether it has arbitrage.

use super::chain::{self, Listed};
use super::{Figure, measured};
use crate::outcome::{Replayed, Unanswered};
use margin_pricing::black76::{Black76, Right};
use margin_pricing::implied;
use margin_pricing::surface::arbitrage::{Arbitrage, Grid};
use margin_pricing::surface::forward::{Pair, of_coin_settled};
use margin_pricing::surface::{Calibration, Expiry, Fit, Made, Quote, calibrate};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

const FAMILY: &str = "data: option chains";

/// What a chain is to be met within.
struct Chain {
    file: &'static str,
    name: &'static str,
    /// In coins, of 95 of 100 marks: prices and volatilities of a chain are not of one moment in a crash.
    mark: f64,
    /// In volatility, of a fitted surface from marks.
    error: f64,
}

const CHAINS: [Chain; 2] = [
    Chain { file: "chain_btc_eth_20251230T173115Z.csv", name: "calm", mark: 1e-4, error: 0.005 },
    Chain { file: "chain_btc_eth_20260205T212937Z.csv", name: "crash", mark: 1e-3, error: 0.015 },
];
const CURRENCIES: [&str; 2] = ["BTC", "ETH"];

/// The share of quotes' weight that is to be between bid and ask.
const INSIDE: f64 = 0.9;
const ROUND_TRIP: f64 = 1e-12;
/// Standard errors by which a forward by parity may differ from the one that is stated.
const FORWARD_ERRORS: f64 = 2.0;
/// The grid on which there is to be no arbitrage.
const LOG_MONEYNESSES: usize = 200;
const TIMES: usize = 60;
const TOLERANCE: f64 = 1e-9;

/// Replays the chains of a folder that are there.
///
/// # Errors
/// A chain that cannot be read.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    let mut cases = Vec::new();
    for limits in CHAINS {
        let path = folder.join(limits.file);
        if path.is_file() {
            let listed = chain::read(&path)?;
            for currency in CURRENCIES {
                let options: Vec<&Listed> = listed.iter().filter(|option| option.currency == currency).collect();
                let case = |figures: &str| format!("{} {currency} {figures}", limits.name);
                cases.push(marks(&options, &limits, case("marks")));
                cases.push(round_trips(&options, case("volatilities")));
                cases.push(forwards(&options, case("forwards")));
                cases.push(surface(&options, &limits, case("surface")));
            }
        }
    }
    Ok(cases)
}

/// Marks from volatilities.
fn marks(options: &[&Listed], limits: &Chain, id: String) -> Replayed {
    let mut differences = Vec::new();
    for option in options {
        let value = option.terms().standardised().map(|priced| priced.value(option.right) / option.forward);
        differences.push(value.map_or(f64::INFINITY, |value| (value - option.mark).abs()));
    }
    differences.sort_by(f64::total_cmp);
    let [half, most, nearly_all] = [0.5, 0.95, 0.99].map(|share| quantile(&differences, share));
    let text = format!(
        "{} marks, differences in coins: 50 % within {half:.1e}, 95 % within {most:.1e}, 99 % within {nearly_all:.1e}",
        differences.len()
    );
    let figures = vec![Figure::truth("95 % of marks are met", true, Ok(most <= limits.mark))];
    measured(FAMILY, id, figures, vec![text])
}

/// Volatilities from the prices that they give, wherever a price says its volatility so exactly: where its last place is
/// worth less of the volatility than the limit.
fn round_trips(options: &[&Listed], id: String) -> Replayed {
    let (mut tried, mut worst) = (0_usize, 0.0_f64);
    for option in options {
        let Some(priced) = option.terms().standardised() else { continue };
        let price = priced.value(option.right);
        let last_places = 4.0 * f64::EPSILON * option.forward.max(option.strike).max(price);
        if last_places < ROUND_TRIP * option.volatility * priced.vega() {
            tried += 1;
            let back = option.implied(price).unwrap_or(f64::INFINITY);
            worst = worst.max((back / option.volatility - 1.0).abs());
        }
    }
    let text = format!("{tried} of {} volatilities come back within {worst:.1e}", options.len());
    let figures = vec![Figure::truth("volatilities come back", true, Ok(tried > 0 && worst <= ROUND_TRIP))];
    measured(FAMILY, id, figures, vec![text])
}

/// Forwards by parity beside those that are stated, in shares of these and in the errors that parity says it has.
fn forwards(options: &[&Listed], id: String) -> Replayed {
    let (mut shares, mut errors) = (Vec::new(), 0.0_f64);
    for options in by_expiry(options).values() {
        if let (Some(found), Some(first)) = (of_coin_settled(&pairs(options)), options.first()) {
            let difference = (found.forward - first.forward).abs();
            shares.push(difference / first.forward);
            errors = errors.max(difference / found.error);
        }
    }
    shares.sort_by(f64::total_cmp);
    let text = format!(
        "{} forwards by parity: half within {:.1e} of those stated, all within {:.1e}, which is {errors:.1} standard errors at most",
        shares.len(),
        quantile(&shares, 0.5),
        quantile(&shares, 1.0)
    );
    let is_near = !shares.is_empty() && errors <= FORWARD_ERRORS;
    measured(FAMILY, id, vec![Figure::truth("forwards by parity are those stated", true, Ok(is_near))], vec![text])
}

/// Calls and puts of the same strike that both have a bid and an ask.
fn pairs(options: &[&Listed]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for call in options.iter().filter(|option| option.right == Right::Call) {
        let put = options.iter().find(|put| put.right == Right::Put && put.strike == call.strike);
        let quotes = put.map(|put| (call.bid, call.ask, put.bid, put.ask));
        if let Some((Some(call_bid), Some(call_ask), Some(put_bid), Some(put_ask))) = quotes {
            pairs.push(Pair {
                strike: call.strike,
                call: 0.5 * (call_bid + call_ask),
                put: 0.5 * (put_bid + put_ask),
                spread: (call_ask - call_bid) + (put_ask - put_bid),
            });
        }
    }
    pairs
}

/// A surface fitted to all quotes.
fn surface(options: &[&Listed], limits: &Chain, id: String) -> Replayed {
    let expiries: Vec<Expiry> = by_expiry(options).values().filter_map(|options| expiry(options)).collect();
    let calibration = match calibrate(&expiries) {
        Ok(calibration) => calibration,
        Err(problems) => {
            let refused = Err(Unanswered::Refused(format!("{problems:?}")));
            return measured(FAMILY, id, vec![Figure::truth("quotes are fitted", true, refused)], Vec::new());
        }
    };
    let grid = Grid::over(&calibration.surface, calibration.reach, LOG_MONEYNESSES, TIMES);
    let arbitrage = calibration.surface.arbitrage(&grid, TOLERANCE);
    let Fit { error, inside, .. } = calibration.report.all;
    let figures = vec![
        Figure::truth("the surface is near marks", true, Ok(error <= limits.error)),
        Figure::truth("it is between bid and ask", true, Ok(inside.is_some_and(|inside| inside >= INSIDE))),
        Figure::truth("no butterfly costs less than nothing", true, Ok(arbitrage.butterflies.is_empty())),
        Figure::truth("no calendar spread costs less than nothing", true, Ok(arbitrage.calendars.is_empty())),
    ];
    measured(FAMILY, id, figures, texts(&expiries, &calibration, &arbitrage))
}

fn texts(expiries: &[Expiry], calibration: &Calibration, arbitrage: &Arbitrage) -> Vec<String> {
    let Fit { quotes, error, two_sided, .. } = calibration.report.all;
    let inside = |inside: Option<f64>| inside.map_or("none".to_owned(), |inside| format!("{:.1} %", 100.0 * inside));
    let by = |weight: fn(&Quote) -> f64| {
        let weighted = |expiry: &Expiry| {
            let quotes = expiry.quotes.iter().map(|quote| Quote { weight: weight(quote), ..*quote }).collect();
            Expiry { years: expiry.years, quotes }
        };
        calibration.surface.fit(&expiries.iter().map(weighted).collect::<Vec<_>>()).all.inside
    };
    let mut texts = vec![format!(
        "{quotes} quotes of {} expiries fitted within {:.3} volatility points of marks, weighted by vega; between bid and ask \
         by weight {}, by number {} of {two_sided}; least Durrleman {:.1e}, least rise {:.1e}",
        expiries.len(),
        100.0 * error,
        inside(calibration.report.all.inside),
        inside(by(|_| 1.0)),
        arbitrage.least_durrleman.value,
        arbitrage.least_rise.value
    )];
    for (slice, each) in calibration.surface.slices().iter().zip(&calibration.report.expiries) {
        let made = match slice.made {
            Made::Stated | Made::Fitted => "raw SVI".to_owned(),
            Made::Essvi => "eSSVI".to_owned(),
            Made::Moved { share } => format!("moved by {:.0} % to the one before", 100.0 * share),
        };
        let Fit { quotes, error, .. } = each.fit;
        let (days, error, share) = (365.0 * slice.years, 100.0 * error, inside(each.fit.inside));
        texts
            .push(format!("  {days:.1} days, {quotes} quotes, {made}: {error:.3} points, between bid and ask {share}"));
    }
    texts
}

/// The quotes of one expiry. An option with bid and ask counts by the root of its open interest and one coin more, so that
/// neither a few crowded strikes nor the empty ones decide; another counts as one without any open interest.
///
/// A bid at or below what exercise is worth is a bid of no volatility.
fn expiry(options: &[&Listed]) -> Option<Expiry> {
    let quote = |option: &&Listed| {
        let ask = option.ask.and_then(|price| option.implied(price * option.forward));
        let bid = option.bid.map(|price| option.implied(price * option.forward).unwrap_or(0.0));
        let weight = if bid.is_some() && ask.is_some() { (1.0 + option.open_interest).sqrt() } else { 1.0 };
        Quote { bid, ask, weight, ..Quote::mark(option.strike, option.forward, option.volatility) }
    };
    Some(Expiry { years: options.first()?.years, quotes: options.iter().map(quote).collect() })
}

fn by_expiry<'o>(options: &[&'o Listed]) -> BTreeMap<&'o str, Vec<&'o Listed>> {
    let mut expiries: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
    for option in options {
        expiries.entry(&option.expiry).or_default().push(option);
    }
    expiries
}

impl Listed {
    fn terms(&self) -> Black76 {
        let Self { forward, strike, volatility, years, .. } = *self;
        Black76 { forward, strike, volatility, years, discount: 1.0 }
    }

    /// The volatility of a price in money.
    fn implied(&self, price: f64) -> Option<f64> {
        let Self { forward, strike, years, right, .. } = *self;
        implied::Quote { forward, strike, years, discount: 1.0, right, price }.volatility().ok()
    }
}

/// The number that a share of sorted numbers is at most.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied().unwrap_or(f64::INFINITY)
}
