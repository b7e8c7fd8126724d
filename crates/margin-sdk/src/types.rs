//! What crosses to JavaScript besides the engine's own types, and how TypeScript sees all of it.

use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::rules::Status;
use margin_core::time::Date;
use margin_venues::{Demo, Entry};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// Goes into the package's declarations as it is.
#[wasm_bindgen(typescript_custom_section)]
const DECLARATIONS: &str = include_str!("types.ts");

/// One venue's rules, as they are listed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VenueObject<'c> {
    id: &'static str,
    venue: &'c str,
    product: &'c str,
    status: Status,
    effective: Date,
}

/// The demo.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DemoObject {
    portfolio: Portfolio,
    market: Market,
    rules_id: &'static str,
}

impl<'c> From<&'c Entry> for VenueObject<'c> {
    fn from(entry: &'c Entry) -> Self {
        let rules = &entry.rules;
        Self {
            id: entry.id,
            venue: &rules.venue,
            product: &rules.product,
            status: rules.status,
            effective: rules.effective,
        }
    }
}

impl From<Demo> for DemoObject {
    fn from(Demo { portfolio, market, rules_id, .. }: Demo) -> Self {
        Self { portfolio, market, rules_id }
    }
}
