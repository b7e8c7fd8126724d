//! Which adapter replays which family, and why the others are listed.

mod account;
mod bluefin;
mod dydx;
mod hyperliquid;
mod pricing;

pub(crate) use account::stated_rules;

use crate::outcome::{Answer, Replayed, Unanswered, check, outcome};
use crate::vector::{Inputs, Vector};

/// Answers one expected figure, by its name, from a case's inputs.
type Adapter = fn(&Inputs, &str) -> Result<Answer, Unanswered>;

/// The families that the engine answers.
const ADAPTERS: [(&str, Adapter); 10] = [
    ("bluefin-v1", bluefin::answer),
    ("dydx-v4", dydx::answer),
    ("hyperliquid", hyperliquid::answer),
    ("Black-76", pricing::answer),
    ("Black-Scholes", pricing::answer),
    ("Black-Scholes (generalised)", pricing::answer),
    ("Black-Scholes Greeks", pricing::answer),
    ("Implied vol (Jaeckel)", pricing::answer),
    ("Implied vol (Jaeckel) normalised Black", pricing::answer),
    ("Implied vol (high-precision reference)", pricing::answer),
];

/// The models that the engine has not got yet, by a part of their families' names; the first that fits is named.
const NOT_BUILT: [(&str, &[&str]); 12] = [
    ("weighted health", &["drift", "mango", "marginfi", "aave", "compound", "vertex", "perp-v2", "uniMMR", "ARCx"]),
    ("a requirement that depends on skew or price impact", &["gmx", "synthetix"]),
    ("a requirement that rises with a root of size", &["orderly", "ftx", "backpack"]),
    ("isolated margin by entry notional", &["bluefin", "jupiter", "level"]),
    ("borrowing", &["borrow rate", "Squeeth"]),
    (
        "scenario loss",
        &["PMRM", "portfolio margin", "Portfolio Margin", "SPAN", "TIMS", "Deribit PM", "paradex", "Paradex"],
    ),
    ("the option formula model", &["aevo", "Aevo", "Deribit", "SRM", "Opyn", "Panoptic", "Cboe", "FINRA"]),
    ("a liquidation auction", &["auction", "backstop"]),
    ("implied volatility", &["Implied vol"]),
    ("option pricing in this replay", &["Black", "SVI", "SSVI", "Merton", "passage", "barrier"]),
    ("volatility and loss statistics", &["Kupiec", "Christoffersen", "VaR", "GARCH", "EWMA", "historical", "Basel"]),
    (
        "a measure of the whole market",
        &["Noe", "Kapadia", "Fire-sale", "Almgren", "EMIR", "Procyclicality", "efficiency"],
    ),
];

/// Replays one vector.
pub fn replay(vector: &Vector) -> Replayed {
    let adapter = ADAPTERS.iter().find(|(family, _)| *family == vector.family);
    let answer = |key: &str| match adapter {
        Some((_, adapter)) => adapter(&vector.inputs, key),
        None => Err(Unanswered::Listed(not_built(&vector.family))),
    };
    let figures = vector.figures();
    let checked = figures.iter().map(|(key, expected)| check(key, expected, vector.tolerance, answer(key)));
    Replayed { family: vector.family.clone(), id: vector.id.clone(), outcome: outcome(checked) }
}

fn not_built(family: &str) -> String {
    let fits = |parts: &&[&str]| parts.iter().any(|part| family.contains(part));
    let model = NOT_BUILT.iter().find(|(_, parts)| fits(parts)).map(|(model, _)| *model);
    format!("{} is not built yet", model.unwrap_or("its model"))
}
