//! What an option is priced by, from what the market says of it and of its expiry.

mod between;

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
use margin_pricing::implied;

impl Check<'_> {
    /// What an option is priced by.
    pub(super) fn option(&mut self, instrument: &Instrument, index: Option<Price>, at: Place) -> Option<Priced> {
        let Kind::Option { expiry, strike, right } = instrument.kind else { return None };
        let strike = self.positive(at.clone(), strike.get());
        let years = self.years_left(expiry, at.clone());
        let forward = self.forward(instrument, expiry, index);
        let market = self.market;
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
        let volatility = self.volatility(instrument, &unpriced, quote, at)?;
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

    /// The forward for an expiry: the quote's, else the mark of a future of that day, else one between
    /// those of other expiries, else the index.
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
        let asset = market.assets.get(&instrument.underlying);
        if let Some(between) = asset.and_then(|asset| between::forward(asset, market.time, expiry)) {
            self.assume(Assumption::ForwardInterpolated(instrument.id()));
            return self.positive(named, between);
        }
        self.assume(Assumption::ForwardUnknown(instrument.id()));
        index.map(Price::get)
    }

    /// The quote's own volatility, else its expiry's smile's, else the one that its mark implies, else one between the
    /// smiles of other expiries.
    fn volatility(
        &mut self,
        instrument: &Instrument,
        option: &Priced,
        expiry: Option<&ExpiryQuote>,
        at: Place,
    ) -> Option<f64> {
        let (market, id) = (self.market, instrument.id());
        let quote = market.instruments.get(&id);
        let smile = || expiry.and_then(|quote| smile_volatility(quote, option));
        if let Some(own) = quote.and_then(|quote| quote.volatility).map(Volatility::get).or_else(smile) {
            let named = Place::Instrument(id);
            let own = self.finite(named.clone(), own)?;
            if own < 0.0 {
                self.problem(named, ProblemKind::NotPositive);
                return None;
            }
            return Some(own);
        }
        if let Some(implied) = quote.and_then(|quote| implied(quote, option)) {
            return Some(implied);
        }
        let asset = market.assets.get(&instrument.underlying);
        let (moneyness, years) = (log_moneyness(option), option.years);
        if let Some(between) = asset.and_then(|asset| between::volatility(asset, market.time, moneyness, years)) {
            self.assume(Assumption::VolatilityInterpolated(id));
            return Some(between);
        }
        if quote.is_none() {
            self.problem(at, ProblemKind::MissingVolatility(id));
            return None;
        }
        self.assume(Assumption::VolatilityUnknown(id));
        Some(0.0)
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
    let volatility = quote.smile?.raw().volatility(log_moneyness(option), option.years);
    (option.years > 0.0 && volatility.is_finite()).then_some(volatility)
}

/// The volatility at which an option's formula gives its mark.
fn implied(quote: &InstrumentQuote, option: &Priced) -> Option<f64> {
    let price = implied::Quote {
        forward: option.forward,
        strike: option.strike,
        years: option.years,
        discount: option.discount(),
        right: option.right(),
        price: quote.mark.get(),
    };
    let found = match option.settlement {
        Settlement::Linear => price.volatility(),
        Settlement::Coin => price.volatility_of_coins(),
    };
    found.ok()
}

fn log_moneyness(option: &Priced) -> f64 {
    libm::log(option.strike / option.forward)
}
