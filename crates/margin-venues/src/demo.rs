//! A portfolio that a person can begin with: invented positions at recorded prices.

use crate::file::{File, FileProblem, FileProblems};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;

const PORTFOLIO: File = File { path: "portfolios/demo.json", text: include_str!("../portfolios/demo.json") };
const MARKET: File =
    File { path: "markets/hyperliquid-2026-09-06.json", text: include_str!("../markets/hyperliquid-2026-09-06.json") };
const RULES: &str = "hyperliquid/perpetuals";

/// A portfolio, the market it is valued in and the rules it is under.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    /// An invented trader's portfolio.
    pub portfolio: Portfolio,
    /// Recorded prices of every contract that the rules list.
    pub market: Market,
    /// The rules' id in the [`Catalogue`](crate::Catalogue).
    pub rules_id: &'static str,
}

/// Reads the demo.
///
/// # Errors
/// All that is wrong, in all files.
pub fn demo() -> Result<Demo, FileProblems> {
    let (portfolio, market): (Result<Portfolio, _>, Result<Market, _>) = (PORTFOLIO.read(), MARKET.read());
    match (portfolio, market) {
        (Ok(portfolio), Ok(market)) => Ok(Demo { portfolio, market, rules_id: RULES }),
        (portfolio, market) => {
            let problems: Vec<FileProblem> = portfolio.err().into_iter().chain(market.err()).collect();
            Err(problems.into())
        }
    }
}
