//! Lending venues' published parameters: what each collateral lets an account borrow, and the debt at which it is
//! liquidated, under the rules that the project carries.

use super::{Figure, entries, field, files, replayed};
use crate::families::account::{Account, under};
use crate::families::published;
use crate::outcome::{Replayed, Unanswered};
use crate::tolerance::Tolerance;
use margin_core::id::AssetId;
use margin_core::report::{GroupKey, Level};
use margin_core::rules::VenueRules;
use margin_core::rules::liquidation::DebtLiquidation;
use serde_json::Value;
use std::io;
use std::path::Path;

/// Dollars of collateral.
const VALUE: f64 = 100_000.0;
const DOLLARS: Tolerance = Tolerance::Relative(1e-12);

/// How far above and below the bound an account is tried.
const NEAR: f64 = 1e-6;

/// Replays each reserve of the networks for which there are rules.
pub(super) fn reserves(folder: &Path) -> io::Result<Vec<Replayed>> {
    let mut cases = Vec::new();
    for document in files(folder)? {
        for (network, reserves) in document.get("networks").into_iter().flat_map(entries) {
            let id = if network == "ethereum" { "ethereum-core" } else { network };
            let Ok(rules) = published(&format!("aave-v3/{id}")) else { continue };
            let reserves = reserves.as_array().into_iter().flatten();
            cases.extend(reserves.filter_map(|reserve| one_reserve(rules, network, reserve)));
        }
    }
    Ok(cases)
}

fn one_reserve(rules: &VenueRules, network: &str, reserve: &Value) -> Option<Replayed> {
    let symbol = reserve.get("symbol")?.as_str()?;
    let threshold = field(reserve, "liquidation_threshold").filter(|threshold| *threshold > 0.0)?;
    let asset = AssetId::from(symbol);
    rules.collateral.assets.get(&asset)?;
    let case = Case { rules, asset: &asset, debt: lent(rules, &asset)? };
    let mut figures = case.bounds(field(reserve, "loan_to_value")?, threshold);
    if let Some(DebtLiquidation::Repay(repay)) = &rules.liquidation.debts
        && let margin_core::rules::liquidation::Exchange::Bonus { bonus, .. } = &repay.exchange
    {
        let bonus = bonus.of(&asset).get();
        figures.push(Figure::number("bonus", field(reserve, "liquidation_bonus")?, DOLLARS, Ok(bonus)));
    }
    Some(replayed("data: aave", format!("{network} {symbol}"), figures))
}

/// Replays each collateral of the markets for which there are rules.
pub(super) fn markets(folder: &Path) -> io::Result<Vec<Replayed>> {
    let mut cases = Vec::new();
    for document in files(folder)? {
        for (name, market) in entries(&document) {
            let Ok(rules) = published(&format!("compound-v3/{}", name.replace('/', "-"))) else { continue };
            let base = market.get("baseToken").and_then(Value::as_str).unwrap_or_default();
            let assets = market.get("assets").into_iter().flat_map(entries);
            cases.extend(assets.filter_map(|(symbol, terms)| collateral(rules, name, base, symbol, terms)));
        }
    }
    Ok(cases)
}

fn collateral(rules: &VenueRules, market: &str, base: &str, symbol: &str, terms: &Value) -> Option<Replayed> {
    let asset = AssetId::from(symbol);
    rules.collateral.assets.get(&asset)?;
    let case = Case { rules, asset: &asset, debt: AssetId::from(base) };
    let mut figures = case.bounds(field(terms, "borrowCF")?, field(terms, "liquidateCF")?);
    if let Some(DebtLiquidation::Absorb(absorb)) = &rules.liquidation.debts {
        let credited = absorb.credited.of(&asset).get();
        figures.push(Figure::number("credited", field(terms, "liquidationFactor")?, DOLLARS, Ok(credited)));
    }
    Some(replayed("data: compound", format!("{market} {symbol}"), figures))
}

/// An asset that the rules lend, other than one.
fn lent(rules: &VenueRules, other: &AssetId) -> Option<AssetId> {
    let lent = rules.collateral.assets.iter().filter(|(asset, terms)| terms.debt.is_some() && *asset != other);
    lent.map(|(asset, _)| asset.clone()).next()
}

/// Collateral and a debt under a venue's rules.
struct Case<'r> {
    rules: &'r VenueRules,
    asset: &'r AssetId,
    debt: AssetId,
}

impl Case<'_> {
    /// What the collateral counts for at each level, and the debt that it is liquidated at.
    fn bounds(&self, to_borrow: f64, to_keep: f64) -> Vec<Figure> {
        let counted = |level: Level| self.account(VALUE * to_keep / 2.0).counted(level);
        let liquidated =
            |debt: f64| -> Result<bool, Unanswered> { Ok(under(&self.account(debt).report(GroupKey::Cross)?)) };
        let bound = VALUE * to_keep;
        vec![
            Figure::number("what can be borrowed", VALUE * to_borrow, DOLLARS, counted(Level::Initial)),
            Figure::number("what counts to keep it", bound, DOLLARS, counted(Level::Maintenance)),
            Figure::truth("liquidatable with less debt", false, liquidated(bound * (1.0 - NEAR))),
            Figure::truth("liquidatable with more debt", true, liquidated(bound * (1.0 + NEAR))),
        ]
    }

    fn account(&self, debt: f64) -> Account {
        let mut account = Account::empty();
        account.rules = self.rules.clone();
        account.add_at(self.asset.as_str(), VALUE / 100.0, 100.0);
        account.add_at(self.debt.as_str(), -debt, 1.0);
        account
    }
}
