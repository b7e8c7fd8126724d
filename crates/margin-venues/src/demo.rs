//! Portfolios that a person can begin with: invented holdings and positions at recorded prices.

use crate::file::{File, FileProblem, FileProblems};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;

macro_rules! written {
    ($path:literal) => {
        File { path: $path, text: include_str!(concat!("../", $path)) }
    };
}

const PERPETUALS: Written = Written {
    name: "Perpetuals",
    says: "Long Bitcoin and HYPE, short Ether, and Solana set apart: what nets, what does not, and what goes under first.",
    portfolio: written!("portfolios/demo.json"),
    market: written!("markets/hyperliquid-2026-09-06.json"),
    rules_id: "hyperliquid/perpetuals",
};
const OPTIONS: Written = Written {
    name: "Options",
    says: "A covered call, a strangle, a condor and a calendar, hedged: what options require by formula and as a portfolio.",
    portfolio: written!("portfolios/options.json"),
    market: written!("markets/deribit-2025-12-30.json"),
    rules_id: "deribit/standard",
};
const LENDING: Written = Written {
    name: "Lending",
    says: "Staked Ether and Bitcoin behind a debt in dollars: haircuts, health and a liquidation by halves.",
    portfolio: written!("portfolios/lending.json"),
    market: written!("markets/aave-v3-ethereum-2025-07-03.json"),
    rules_id: "aave-v3/ethereum-core-2025",
};
const DYNAMIC: Written = Written {
    name: "Dynamic margin",
    says: "Perpetuals and options on a day of falling prices: how far prices may go, what comes together, and what the buffer bears.",
    portfolio: written!("portfolios/reference.json"),
    market: written!("markets/reference-2026-02-05.json"),
    rules_id: "reference/dynamic",
};

/// A portfolio, the market it is valued in and the rules it is under.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    /// What it is called.
    pub name: &'static str,
    /// What can be seen in it, in a sentence.
    pub says: &'static str,
    /// An invented trader's portfolio.
    pub portfolio: Portfolio,
    /// Recorded prices of every contract, or of every asset, that the rules list.
    pub market: Market,
    /// The rules' id in the [`Catalogue`](crate::Catalogue).
    pub rules_id: &'static str,
}

/// A demo as it stands in the files.
struct Written {
    name: &'static str,
    says: &'static str,
    portfolio: File<'static>,
    market: File<'static>,
    rules_id: &'static str,
}

/// Reads the demo that a person meets first.
///
/// # Errors
/// All that is wrong, in all files.
pub fn demo() -> Result<Demo, FileProblems> {
    PERPETUALS.read().map_err(FileProblems::from)
}

/// Reads all demos, the one that a person meets first at first.
///
/// # Errors
/// All that is wrong, in all files.
pub fn demos() -> Result<Vec<Demo>, FileProblems> {
    let (mut demos, mut problems) = (Vec::new(), Vec::new());
    for written in [PERPETUALS, LENDING, DYNAMIC, OPTIONS] {
        match written.read() {
            Ok(demo) => demos.push(demo),
            Err(found) => problems.extend(found),
        }
    }
    FileProblems::none_or(problems, demos)
}

impl Written {
    fn read(self) -> Result<Demo, Vec<FileProblem>> {
        let (portfolio, market): (Result<Portfolio, _>, Result<Market, _>) =
            (self.portfolio.read(), self.market.read());
        match (portfolio, market) {
            (Ok(portfolio), Ok(market)) => {
                Ok(Demo { name: self.name, says: self.says, portfolio, market, rules_id: self.rules_id })
            }
            (portfolio, market) => Err(portfolio.err().into_iter().chain(market.err()).collect()),
        }
    }
}
