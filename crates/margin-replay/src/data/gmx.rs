//! A pool venue's published factors: a position is liquidated as soon as what remains of its collateral is less than its
//! size at the market's factor and what closing costs, under the rules that the project carries.

use super::{Figure, entries, field, files, replayed};
use crate::families::account::{Account, under};
use crate::families::published;
use crate::outcome::{Replayed, Unanswered};
use crate::tolerance::Tolerance;
use margin_core::instrument::Instrument;
use margin_core::portfolio::MarginMode;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::{Model, VenueRules};
use margin_core::units::{Price, Usd};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

const FAMILY: &str = "data: gmx";
const SIZE: f64 = 100_000.0;
const FIXED_POINT: f64 = 1e30;
const DOLLARS: Tolerance = Tolerance::Relative(1e-12);

/// How far above and below the bound an account is tried.
const NEAR: f64 = 1e-6;

/// Replays the first market of each contract that a network's rules list.
pub(super) fn replay(folder: &Path) -> io::Result<Vec<Replayed>> {
    let mut cases = Vec::new();
    for document in files(folder)? {
        for (network, markets) in entries(&document) {
            let Ok(rules) = published(&format!("gmx/{network}")) else { continue };
            let mut seen = BTreeSet::new();
            for market in markets.as_array().into_iter().flatten() {
                let Some((name, factors)) = read(rules, market) else { continue };
                if seen.insert(name.clone()) {
                    cases.push(replayed(FAMILY, format!("{network} {name}"), figures(rules, &name, factors)));
                }
            }
        }
    }
    Ok(cases)
}

/// A market's contract, by its token or the one that the token wraps, with the factor to keep it and the fee to close it.
fn read(rules: &VenueRules, market: &Value) -> Option<(String, [f64; 2])> {
    let token = market.get("tokens")?.get("indexToken")?.as_str()?;
    let Model::TieredNotional(model) = &rules.model else { return None };
    let names = [Some(token), token.strip_prefix('W'), token.split('.').next()];
    let listed = |name: &&str| model.listings.contains_key(&Instrument::perpetual(*name).id());
    let name = names.into_iter().flatten().find(listed)?.to_owned();
    let factor = |name: &str| Some(field(market, name)? / FIXED_POINT);
    Some((name, [factor("minCollateralFactorForLiquidation")?, factor("positionFeeFactorForNegativeImpact")?]))
}

fn figures(rules: &VenueRules, name: &str, [factor, fee]: [f64; 2]) -> Vec<Figure> {
    let bound = SIZE * (factor + fee);
    let position = |collateral: f64| -> Result<_, Unanswered> {
        let mut account = Account::empty();
        account.rules = rules.clone();
        let mode = MarginMode::Isolated { collateral: Usd::new(collateral) };
        let id = account.open_listed_as(Instrument::perpetual(name), SIZE, Price::new(1.0), mode);
        account.report(GroupKey::Isolated(id))
    };
    let required = position(bound).map(|report| report.figures.requirement(Level::Maintenance).usd().get());
    let at = |collateral: f64| position(collateral).map(|report| under(&report));
    vec![
        Figure::number("maintenance", bound, DOLLARS, required),
        Figure::truth("liquidatable above the bound", false, at(bound * (1.0 + NEAR))),
        Figure::truth("liquidatable below the bound", true, at(bound * (1.0 - NEAR))),
    ]
}
