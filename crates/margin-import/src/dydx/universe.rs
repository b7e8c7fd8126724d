//! What the venue lists, with prices and margin parameters, as it writes them in `perpetualMarkets`.
//!
//! The initial rate grows with open interest where bounds are given; maintenance does not.

use crate::imported::ImportNote;
use crate::node::{Fields, Node, Place};
use crate::problem::{Contradiction, ImportProblemKind, Problems};
use margin_core::id::AssetId;
use margin_core::instrument::Instrument;
use margin_core::rules::{Growth, Rate, SizedRate};
use margin_core::time::Timestamp;
use margin_core::units::{Ratio, Usd};
use std::collections::BTreeMap;

/// What the venue lists, by ticker.
#[derive(Debug, Default)]
pub(super) struct Universe {
    pub(super) markets: BTreeMap<String, Listed>,
    /// The latest moment that a price is known to be of.
    pub(super) time: Option<Timestamp>,
}

/// One market.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) place: Place,
    pub(super) underlying: AssetId,
    /// The oracle's price, which is both mark and index; absent where the venue has none.
    pub(super) price: Option<f64>,
    base: f64,
    pub(super) maintenance: f64,
    pub(super) open_interest: Option<f64>,
    bounds: Option<(f64, f64)>,
    pub(super) daily_volume: Option<f64>,
    /// The rate of one hourly payment.
    pub(super) funding: Option<f64>,
    pub(super) offer: Offer,
}

/// Where a market may be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    CrossOrIsolated,
    IsolatedOnly,
}

impl Universe {
    /// Reads what is listed; a market that is not held and cannot be right is told of and left out.
    pub(super) fn read(node: &Node, notes: &mut Vec<ImportNote>, problems: &mut Problems) -> Option<Self> {
        let mut markets = BTreeMap::new();
        for (ticker, node) in node.object(problems)?.entries() {
            let Some(fields) = node.object(problems) else {
                continue;
            };
            let Some(listed) = Listed::read(ticker, &fields, problems) else {
                continue;
            };
            if listed.agrees() {
                markets.insert(ticker.to_owned(), listed);
            } else if listed.price.is_some() {
                problems.add(&node.place, ImportProblemKind::Contradiction(Contradiction::Rates));
            } else {
                notes.push(ImportNote::LeftOut { document: node.place.document, at: node.place.path.clone() });
            }
        }
        name(&mut markets);
        Some(Self { markets, time: None })
    }

    /// Takes newer prices.
    pub(super) fn reprice(&mut self, node: &Node, problems: &mut Problems) {
        let Some(fields) = node.object(problems) else {
            return;
        };
        for (ticker, node) in fields.entries() {
            let Some(fields) = node.object(problems) else {
                continue;
            };
            let price = fields.required("oraclePrice", problems).and_then(|node| node.positive(problems));
            let time = fields.optional("effectiveAt").and_then(|node| node.time(problems));
            if let Some(listed) = self.markets.get_mut(ticker) {
                listed.price = price.or(listed.price);
            }
            self.time = self.time.max(time);
        }
    }
}

impl Listed {
    fn read(ticker: &str, fields: &Fields, problems: &mut Problems) -> Option<Self> {
        let price = fields.number_if_any("oraclePrice", problems).filter(|price| *price > 0.0);
        let base = fields.number("initialMarginFraction", problems);
        let maintenance = fields.number("maintenanceMarginFraction", problems);
        let open_interest = fields.number_if_any("openInterest", problems);
        let lower = fields.number_if_any("openInterestLowerCap", problems);
        let upper = fields.number_if_any("openInterestUpperCap", problems);
        let daily_volume = fields.number_if_any("volume24H", problems);
        let funding = fields.number_if_any("nextFundingRate", problems);
        let kind = fields.optional("marketType").and_then(|node| node.text(problems));
        Some(Self {
            place: fields.place.clone(),
            underlying: ticker.into(),
            price,
            base: base?,
            maintenance: maintenance?,
            open_interest,
            bounds: lower.zip(upper).filter(|(lower, upper)| 0.0 <= *lower && lower < upper),
            daily_volume,
            funding,
            offer: if kind == Some("ISOLATED") { Offer::IsolatedOnly } else { Offer::CrossOrIsolated },
        })
    }

    /// The contract.
    pub(super) fn instrument(&self) -> Instrument {
        Instrument::perpetual(self.underlying.clone())
    }

    /// The initial rate, which grows with open interest where that is known.
    pub(super) fn initial(&self) -> SizedRate {
        let base = Rate::Share(Ratio::new(self.base));
        let bounds = self.bounds.filter(|_| self.open_interest.is_some());
        let [lower, upper] = bounds.map_or([None; 2], |(lower, upper)| [Some(Usd::new(lower)), Some(Usd::new(upper))]);
        let growth = lower.zip(upper).map(|(lower, upper)| Growth::OpenInterest { lower, upper });
        SizedRate { base, growth }
    }

    fn agrees(&self) -> bool {
        0.0 < self.maintenance && self.maintenance <= self.base && self.base <= 1.0
    }
}

/// The asset that a ticker such as `BTC-USD` is on; some tickers say after a comma where the asset trades.
pub(super) fn underlying(ticker: &str) -> &str {
    let asset = ticker.strip_suffix("-USD").unwrap_or(ticker);
    asset.split(',').next().filter(|short| !short.is_empty()).unwrap_or(asset)
}

/// Names each market's asset, in short where no other market has that name.
fn name(markets: &mut BTreeMap<String, Listed>) {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for ticker in markets.keys() {
        *named.entry(underlying(ticker).to_owned()).or_default() += 1;
    }
    for (ticker, listed) in markets {
        let short = underlying(ticker);
        let plain = ticker.strip_suffix("-USD") == Some(short);
        let alone = named.get(short) == Some(&1);
        listed.underlying = if plain || alone { short.into() } else { ticker.as_str().into() };
    }
}
