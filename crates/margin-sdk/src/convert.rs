//! JavaScript's values as the engine's, and back. Every argument that does not fit is reported, not only the first.

mod misfit;
mod reader;

pub(crate) use misfit::Misfit;

use crate::error::{Failure, MarginError};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use reader::Reader;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The three inputs of the engine.
pub(crate) struct Inputs {
    pub(crate) portfolio: Portfolio,
    pub(crate) market: Market,
    pub(crate) rules: VenueRules,
}

impl Inputs {
    /// Reads all three, and says of each that does not fit where it does not.
    pub(crate) fn read(portfolio: JsValue, market: JsValue, rules: JsValue) -> Result<Self, Failure> {
        match (read("portfolio", portfolio), read("market", market), read("rules", rules)) {
            (Ok(portfolio), Ok(market), Ok(rules)) => Ok(Self { portfolio, market, rules }),
            (portfolio, market, rules) => {
                let misfits = [portfolio.err(), market.err(), rules.err()];
                Err(Failure::Shape(misfits.into_iter().flatten().collect()))
            }
        }
    }
}

/// The argument called `name`.
pub(crate) fn value<T: DeserializeOwned>(name: &'static str, value: JsValue) -> Result<T, Failure> {
    read(name, value).map_err(|misfit| Failure::Shape(vec![misfit]))
}

/// The argument called `name`, or what stands for it where it is left out.
pub(crate) fn optional<T: DeserializeOwned + Default>(name: &'static str, argument: JsValue) -> Result<T, Failure> {
    if argument.is_undefined() { Ok(T::default()) } else { value(name, argument) }
}

/// A result as plain objects.
pub(crate) fn write(result: &impl Serialize) -> Result<JsValue, MarginError> {
    let written = result.serialize(&json_compatible());
    written.map_err(|error| Failure::Unwritable(error.to_string()).into())
}

/// Plain objects and lists, null for what is absent: what JSON could hold.
pub(crate) fn json_compatible() -> Serializer {
    Serializer::json_compatible()
}

fn read<T: DeserializeOwned>(name: &'static str, value: JsValue) -> Result<T, Misfit> {
    T::deserialize(Reader::new(value)).map_err(|misfit| misfit.within_field(name))
}
