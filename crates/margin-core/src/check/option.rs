//! What an option is priced by, from what the market says of it and of its expiry.

use crate::book::{Discounting, Priced};
use crate::check::Check;
use crate::id::InstrumentId;
use crate::instrument::{Instrument, Kind, Settlement};
use crate::market::{ExpiryQuote, InstrumentQuote};
use crate::problem::{Place, ProblemKind};
use crate::report::Assumption;
use crate::rules::{MarkDiscount, Model};
use crate::time::Timestamp;
use crate::units::{Price, Volatility};

impl Check<'_> {
    /// What an option is priced by; the volatility is the quote's own, else the smile's at its strike, else the one that
    /// its mark implies.
    pub(super) fn option(&mut self, instrument: &Instrument, index: Option<Price>, at: Place) -> Option<Priced> {
        let Kind::Option { expiry, strike, right } = instrument.kind else { return None };
        let strike = self.positive(at.clone(), strike.get());
        let years = self.years_left(expiry, at.clone());
        let forward = self.forward(instrument, expiry, index);
        let (id, market) = (instrument.id(), self.market);
        let quote = market.expiry(&instrument.underlying, expiry);
        let named = || Place::Asset(instrument.underlying.clone());
        let settled = quote.map_or(0.0, |quote| quote.settled.get());
        let rate = quote.map_or(0.0, |quote| quote.rate.get());
        let (settled, rate) = (self.finite(named(), settled)?, self.finite(named(), rate)?);
        let unpriced = Priced {
            right,
            settlement: instrument.settlement,
            strike: strike?,
            expiry,
            years: years?,
            forward: forward?,
            settled,
            volatility: 0.0,
            rate,
            discounting: self.discounting(),
            certainty: quote.and_then(|quote| quote.certainty),
        };
        let volatility = self.volatility(&id, &unpriced, quote, at)?;
        Some(Priced { volatility, ..unpriced })
    }

    /// The venue's mark of an option, or what its formula says where the market has none.
    pub(super) fn premium(&mut self, id: &InstrumentId, option: &Priced) -> Option<Price> {
        match self.market.mark(id) {
            Some(mark) => {
                let mark = self.finite(Place::Instrument(id.clone()), mark.get())?;
                if mark < 0.0 {
                    self.problem(Place::Instrument(id.clone()), ProblemKind::NotPositive);
                    return None;
                }
                Some(Price::new(mark))
            }
            None => Some(Price::new(option.value(1.0, option.volatility))),
        }
    }

    fn years_left(&mut self, expiry: Timestamp, at: Place) -> Option<f64> {
        let years = self.market.time.years_until(expiry).get();
        if years < 0.0 {
            self.problem(at, ProblemKind::Expired);
            return None;
        }
        Some(years)
    }

    /// The forward for an expiry: the quote's, else the mark of a future of that day, else the index.
    fn forward(&mut self, instrument: &Instrument, expiry: Timestamp, index: Option<Price>) -> Option<f64> {
        let market = self.market;
        let named = Place::Asset(instrument.underlying.clone());
        if let Some(quote) = market.expiry(&instrument.underlying, expiry) {
            return self.positive(named, quote.forward.get());
        }
        let future = |settlement| Instrument {
            kind: Kind::Future { expiry },
            settlement,
            ..Instrument::perpetual(instrument.underlying.clone())
        };
        let futures = [Settlement::Linear, Settlement::Coin].map(|settlement| future(settlement).id());
        if let Some((id, mark)) = futures.into_iter().find_map(|id| market.mark(&id).map(|mark| (id, mark))) {
            return self.positive(Place::Instrument(id), mark.get());
        }
        self.assume(Assumption::ForwardUnknown(instrument.id()));
        index.map(Price::get)
    }

    fn volatility(
        &mut self,
        id: &InstrumentId,
        option: &Priced,
        expiry: Option<&ExpiryQuote>,
        at: Place,
    ) -> Option<f64> {
        let quote = self.market.instruments.get(id);
        let smile = || expiry.and_then(|quote| smile_volatility(quote, option));
        if let Some(own) = quote.and_then(|quote| quote.volatility).map(Volatility::get).or_else(smile) {
            let named = Place::Instrument(id.clone());
            let own = self.finite(named.clone(), own)?;
            if own < 0.0 {
                self.problem(named, ProblemKind::NotPositive);
                return None;
            }
            return Some(own);
        }
        let Some(quote) = quote else {
            self.problem(at, ProblemKind::MissingVolatility(id.clone()));
            return None;
        };
        let implied = implied(quote, option);
        if implied.is_none() {
            self.assume(Assumption::VolatilityUnknown(id.clone()));
        }
        Some(implied.unwrap_or(0.0))
    }

    fn discounting(&self) -> Discounting {
        match &self.rules.model {
            Model::ScenarioLoss(model) if model.pricing.discount == MarkDiscount::AtRate => Discounting::AtRate,
            _ => Discounting::None,
        }
    }
}

/// The volatility of an expiry's smile at an option's strike; nothing once the expiry has come.
fn smile_volatility(quote: &ExpiryQuote, option: &Priced) -> Option<f64> {
    let smile = quote.smile?;
    let from_shift = libm::log(option.strike / option.forward) - smile.shift;
    let curve = libm::sqrt(from_shift * from_shift + smile.curve * smile.curve);
    let variance = smile.level + smile.slope * (smile.tilt * from_shift + curve);
    (option.years > 0.0 && variance >= 0.0).then(|| libm::sqrt(variance / option.years))
}

/// The volatility at which an option's formula gives its mark.
fn implied(quote: &InstrumentQuote, option: &Priced) -> Option<f64> {
    let value = |volatility: f64| option.value(1.0, volatility) - quote.mark.get();
    let (mut low, mut high) = (0.0, 16.0);
    if !(value(low) < 0.0 && value(high) > 0.0) {
        return None;
    }
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if value(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}
