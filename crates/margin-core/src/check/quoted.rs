//! One option by itself, valued without a portfolio.

use crate::book::Priced;
use crate::check::Check;
use crate::instrument::Instrument;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::{Place, Problems};
use crate::report::Assumption;
use crate::rules::VenueRules;
use crate::units::Price;

/// An option with its premium.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quoted {
    pub(crate) option: Priced,
    /// The venue's mark, or what the formula says where the market has none.
    pub(crate) premium: Price,
    pub(crate) volatility: Known,
}

/// Whether the market says a volatility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Known,
    /// None can be implied either, so that none is counted.
    Unknown,
}

/// What an option is priced by and what it is worth.
///
/// # Errors
/// All that keeps it from being valued, or from being taken by the rules.
pub(crate) fn option(instrument: &Instrument, market: &Market, rules: &VenueRules) -> Result<Option<Quoted>, Problems> {
    let portfolio = Portfolio::default();
    let mut check = Check::new(&portfolio, market, rules);
    let (id, at) = (instrument.id(), Place::Instrument(instrument.id()));
    check.positive(at.clone(), instrument.multiplier.get());
    check.terms(instrument, at.clone());
    let index = check.index(&instrument.underlying, at.clone());
    let option = check.option(instrument, index, at);
    let premium = option.and_then(|option| check.premium(&id, &option));
    let unknown = check.assumptions.contains(&Assumption::VolatilityUnknown(id));
    let volatility = if unknown { Known::Unknown } else { Known::Known };
    let quoted = option.zip(premium).map(|(option, premium)| Quoted { option, premium, volatility });
    Problems::none_or(check.problems, quoted)
}
