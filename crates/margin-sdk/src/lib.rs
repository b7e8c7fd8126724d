//! The margin engine for JavaScript: plain objects in, plain objects out, a thrown `MarginError` where something is wrong.
//!
//! This crate converts and calls; it calculates nothing. `types.ts` declares every value that crosses, with its unit.

mod convert;
mod error;
mod types;

pub use error::MarginError;

use convert::{Inputs, optional, value, write};
use error::Failure;
use margin_core::solve::liquidation_prices as solve_liquidation_prices;
use margin_import::{AccountMode, Document, import};
use margin_venues::{catalogue, demo as read_demo};
use types::{DemoObject, VenueObject};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Evaluates a portfolio: its equity, what counts of it and what must be covered, each figure made of its parts.
///
/// @throws {MarginError} with all that is wrong with the three inputs; then there is no number at all.
#[wasm_bindgen(unchecked_return_type = "MarginReport")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "Portfolio")] portfolio: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Market")] market: JsValue,
    #[wasm_bindgen(unchecked_param_type = "VenueRules")] rules: JsValue,
) -> Result<JsValue, MarginError> {
    let inputs = Inputs::read(portfolio, market, rules)?;
    let report = margin_core::evaluate(&inputs.portfolio, &inputs.market, &inputs.rules);
    write(&report.map_err(Failure::Engine)?)
}

/// Finds every price at which a portfolio falls below its maintenance requirement, or meets it again.
///
/// @throws {MarginError} with all that is wrong with the three inputs.
#[wasm_bindgen(js_name = liquidationPrices, unchecked_return_type = "LiquidationReport")]
pub fn liquidation_prices(
    #[wasm_bindgen(unchecked_param_type = "Portfolio")] portfolio: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Market")] market: JsValue,
    #[wasm_bindgen(unchecked_param_type = "VenueRules")] rules: JsValue,
) -> Result<JsValue, MarginError> {
    let inputs = Inputs::read(portfolio, market, rules)?;
    let report = solve_liquidation_prices(&inputs.portfolio, &inputs.market, &inputs.rules);
    write(&report.map_err(Failure::Engine)?)
}

/// Reads what a venue's public API answers about an account, as the engine's inputs and the venue's own figures.
/// Without a mode, the kind of account is detected.
///
/// @throws {MarginError} with all that is wrong, each with the document and the place within it.
#[wasm_bindgen(js_name = importPortfolio, unchecked_return_type = "Imported")]
pub fn import_portfolio(
    #[wasm_bindgen(unchecked_param_type = "SourceDocument[]")] documents: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AccountMode")] mode: JsValue,
) -> Result<JsValue, MarginError> {
    let documents: Vec<Document> = value("documents", documents)?;
    let mode: AccountMode = optional("mode", mode)?;
    write(&import(&documents, mode).map_err(Failure::Import)?)
}

/// The venues' rules that the package carries.
#[wasm_bindgen(unchecked_return_type = "Venue[]")]
pub fn venues() -> Result<JsValue, MarginError> {
    let catalogue = catalogue().map_err(Failure::Files)?;
    let venues: Vec<_> = catalogue.entries().iter().map(VenueObject::from).collect();
    write(&venues)
}

/// The rules with one of the ids that `venues` lists.
///
/// @throws {MarginError} of the kind `unknownRules` where there are none with this id.
#[wasm_bindgen(unchecked_return_type = "VenueRules")]
pub fn rules(#[wasm_bindgen(unchecked_param_type = "string")] id: JsValue) -> Result<JsValue, MarginError> {
    let id: String = value("id", id)?;
    let catalogue = catalogue().map_err(Failure::Files)?;
    write(catalogue.find(&id).ok_or(Failure::UnknownRules)?)
}

/// An invented portfolio at recorded prices, to begin with.
#[wasm_bindgen(unchecked_return_type = "Demo")]
pub fn demo() -> Result<JsValue, MarginError> {
    let demo = read_demo().map_err(Failure::Files)?;
    write(&DemoObject::from(demo))
}

/// The package's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
