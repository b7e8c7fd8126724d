//! What the market says of the risk of underlyings, where requirements follow it.

use crate::book::AtTheMoney;
use crate::check::Check;
use crate::id::AssetId;
use crate::instrument::{Instrument, Kind};
use crate::market::{AssetQuote, ExpiryQuote};
use crate::problem::{Place, ProblemKind};
use crate::rules::Model;
use crate::time::{Date, Timestamp};
use std::collections::BTreeMap;

/// How far an option's strike is from the forward, as a logarithm without a sign, and its volatility.
type Nearest = (f64, f64);

impl<'a> Check<'a> {
    /// What options at the money imply of each underlying: its expiries' smiles, else the options nearest to the money
    /// whose volatility is quoted. Total variance that would fall with time stays.
    pub(super) fn at_the_money(&mut self) -> BTreeMap<&'a AssetId, Vec<AtTheMoney>> {
        if !matches!(self.rules.model, Model::SensitivityLoss(_)) {
            return BTreeMap::new();
        }
        self.correlations();
        let quoted = self.quoted();
        let ids: Vec<&'a AssetId> = self.indexes.keys().copied().collect();
        let mut found = BTreeMap::new();
        for id in ids {
            let Some(quote) = self.market.assets.get(id) else { continue };
            self.risk_figures(id, quote);
            let mut known = quoted.get(id).map(|expiries| self.of_options(quote, expiries)).unwrap_or_default();
            known.extend(quote.expiries.iter().filter_map(|expiry| self.of_smile(expiry)));
            let known = known.into_iter().map(|(expiry, each)| (expiry.milliseconds(), each));
            found.insert(id, rising(known.collect::<BTreeMap<_, _>>().into_values()));
        }
        found
    }

    /// Figures that requirements are calculated with.
    fn risk_figures(&mut self, id: &AssetId, quote: &AssetQuote) {
        let figures = [quote.volatility.map(|each| each.get()), quote.daily_volume.map(|each| each.get())];
        for figure in figures.into_iter().flatten() {
            self.positive(Place::Asset(id.clone()), figure);
        }
    }

    fn correlations(&mut self) {
        let market = self.market;
        for known in &market.correlations {
            if !(-1.0..=1.0).contains(&known.correlation.get()) {
                self.problem(Place::Asset(known.first.clone()), ProblemKind::OutOfRange);
            }
        }
    }

    /// The options whose volatility is quoted, by underlying and day of expiry: for each the one nearest to the money.
    fn quoted(&self) -> BTreeMap<AssetId, BTreeMap<Date, Nearest>> {
        let mut found: BTreeMap<AssetId, BTreeMap<Date, Nearest>> = BTreeMap::new();
        for (id, quote) in &self.market.instruments {
            let Some(volatility) = quote.volatility.map(|each| each.get()) else { continue };
            let Ok(Instrument { underlying, kind, .. }) = id.as_str().parse() else { continue };
            let Kind::Option { expiry, strike, .. } = kind else { continue };
            let forward = self.market.expiry(&underlying, expiry).map(|quote| quote.forward);
            let Some(forward) = forward.or_else(|| self.market.index(&underlying)) else { continue };
            let away = libm::log(strike.get() / forward.get()).abs();
            if !(volatility > 0.0 && volatility.is_finite() && away.is_finite()) {
                continue;
            }
            let nearest = found.entry(underlying).or_default().entry(expiry.date()).or_insert((away, volatility));
            if away < nearest.0 {
                *nearest = (away, volatility);
            }
        }
        found
    }

    fn of_options(&self, quote: &AssetQuote, expiries: &BTreeMap<Date, Nearest>) -> Vec<(Timestamp, AtTheMoney)> {
        let each = expiries.iter().filter_map(|(day, (_, volatility))| {
            let stated = quote.expiries.iter().find(|expiry| expiry.expiry.date() == *day);
            let expiry = stated.map_or(day.start(), |quote| quote.expiry);
            self.implied(expiry, |years| volatility * volatility * years)
        });
        each.collect()
    }

    fn of_smile(&self, quote: &ExpiryQuote) -> Option<(Timestamp, AtTheMoney)> {
        let smile = quote.smile?;
        self.implied(quote.expiry, |_| smile.raw().total_variance(0.0))
    }

    fn implied(&self, expiry: Timestamp, variance: impl Fn(f64) -> f64) -> Option<(Timestamp, AtTheMoney)> {
        let years = self.market.time.years_until(expiry).get();
        let variance = variance(years);
        (years > 0.0 && variance > 0.0 && variance.is_finite()).then_some((expiry, AtTheMoney { years, variance }))
    }
}

/// In the order of time, none with less variance than the one before.
fn rising(known: impl Iterator<Item = AtTheMoney>) -> Vec<AtTheMoney> {
    let mut most = 0.0_f64;
    let risen = known.map(|each| {
        most = most.max(each.variance);
        AtTheMoney { variance: most, ..each }
    });
    risen.collect()
}
