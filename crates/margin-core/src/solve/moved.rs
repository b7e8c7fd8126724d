//! A market after a shock.

use crate::book::{Contract, Group};
use crate::check;
use crate::id::AssetId;
use crate::market::{InstrumentQuote, Market, Peg};
use crate::problem::{Place, ProblemKind, Problems};
use crate::scenario::Shock;
use crate::solve::Inputs;
use crate::units::{Price, Ratio, Volatility};
use crate::valuation::moved;
use serde::{Deserialize, Serialize};

/// Which assets a shock reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Shocked {
    /// One asset.
    One(AssetId),
    /// Every asset that is not pegged.
    Together,
}

/// The market after a shock, as far as the portfolio's instruments depend on it. Time passes for all assets.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, or a shock whose factor is not positive, whose numbers
/// are not finite, or which goes back in time.
pub fn shocked(inputs: Inputs, reach: &Shocked, shock: &Shock) -> Result<Market, Problems> {
    let (portfolio, market, rules) = inputs;
    let sound = shock.price > Ratio::ZERO && shock.price.is_finite() && shock.days >= 0.0 && shock.days.is_finite();
    if !sound || !shock.volatility.of(Volatility::new(1.0)).is_finite() {
        return Err(Problems::one(Place::Request, ProblemKind::OutOfRange));
    }
    let book = check::book(portfolio, market, rules)?;
    let mut after = market.clone();
    after.time = shock.time(market.time);
    for contract in book.groups.iter().flat_map(|group: &Group| &group.contracts) {
        let reached = reaches(reach, market, &contract.instrument.underlying);
        let shock = if reached { *shock } else { Shock { days: shock.days, ..Shock::NONE } };
        after_of(contract, &shock, &mut after);
    }
    for (_, quote) in after.assets.iter_mut().filter(|(id, _)| reaches(reach, market, id)) {
        let factor = shock.price.get();
        quote.index = moved(quote.index, factor);
        let also = |price: Option<Price>| price.map(|price| moved(price, factor));
        (quote.reference, quote.confidence) = (also(quote.reference), also(quote.confidence));
        for expiry in &mut quote.expiries {
            let unsettled = moved(expiry.forward - expiry.settled, factor);
            expiry.forward = expiry.settled + unsettled;
        }
    }
    Ok(after)
}

/// The market after one asset's prices are multiplied.
pub(crate) fn moved_market(inputs: Inputs, asset: &AssetId, factor: Ratio) -> Result<Market, Problems> {
    shocked(inputs, &Shocked::One(asset.clone()), &Shock::of_price(factor))
}

fn reaches(reach: &Shocked, market: &Market, asset: &AssetId) -> bool {
    match reach {
        Shocked::One(one) => one == asset,
        Shocked::Together => market.assets.get(asset).is_some_and(|quote| quote.peg == Peg::Floating),
    }
}

/// Writes a contract's quote as it is after a shock: an option's premium and volatility, any other's mark.
fn after_of(contract: &Contract, shock: &Shock, after: &mut Market) {
    let (id, factor) = (contract.instrument.id(), shock.price.get());
    let quote = after.instruments.entry(id).or_insert_with(|| InstrumentQuote::at(contract.mark));
    match &contract.option {
        None => quote.mark = moved(contract.mark, factor),
        Some(option) => {
            let volatility = shock.volatility.of(Volatility::new(option.volatility));
            let later = option.later(shock.days / 365.0);
            let change = later.value(factor, volatility.get()) - option.value(1.0, option.volatility);
            quote.mark = Price::new((contract.mark.get() + change).max(0.0));
            quote.volatility = Some(volatility);
        }
    }
}
