//! What a workspace evaluates to, and what is said of it.

use crate::state::workspace::Workspace;
use margin_core::problem::Problems;
use margin_core::report::MarginReport;
use margin_core::solve::{LiquidationReport, liquidation_prices};
use margin_view::compare;
use margin_view::desk::Subject;
use margin_view::moment;
use std::sync::Arc;

/// A workspace with what was found of it.
#[derive(Debug)]
pub struct Evaluated {
    /// What was evaluated.
    pub workspace: Arc<Workspace>,
    /// Its figures.
    pub report: MarginReport,
    /// Its liquidation prices.
    pub liquidation: LiquidationReport,
}

impl Evaluated {
    /// Evaluates a workspace.
    pub fn new(workspace: &Arc<Workspace>) -> Result<Self, Problems> {
        let (portfolio, market, rules) = (&workspace.portfolio, &*workspace.market, &*workspace.rules);
        Ok(Self {
            report: margin_core::evaluate(portfolio, market, rules)?,
            liquidation: liquidation_prices(portfolio, market, rules)?,
            workspace: Arc::clone(workspace),
        })
    }

    /// What the view reads.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            portfolio: &self.workspace.portfolio,
            market: &self.workspace.market,
            rules: &self.workspace.rules,
            report: &self.report,
            liquidation: &self.liquidation,
        }
    }
}

/// What the desk says of itself in its header.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The portfolio's name.
    pub name: String,
    /// The rules' date.
    pub rules: String,
    /// When the prices held.
    pub prices: String,
    /// Where they come from.
    pub source: String,
}

/// What the desk says of a workspace.
pub fn heading(workspace: &Workspace) -> Heading {
    let rules = &workspace.rules;
    Heading {
        name: workspace.name.clone(),
        rules: compare::dated(rules),
        prices: format!("prices of {}", moment(workspace.market.time)),
        source: workspace.market.source.clone(),
    }
}
