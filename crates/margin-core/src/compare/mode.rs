//! How positions stand: as they were set, each alone, or all together. What is set aside comes out of the holdings that
//! are pegged to the dollar, and goes back there, so that a portfolio's equity is the same in every mode.

use crate::compare::fit::{Fitted, Taken, fit};
use crate::compare::{AccountMode, Assumption, Candidate, LeftOut, WhyNone};
use crate::evaluate::evaluate;
use crate::id::{AssetId, HoldingId, PositionId};
use crate::market::{Market, Peg};
use crate::portfolio::{Holding, MarginMode, Portfolio, Position};
use crate::report::{Figure, GroupKey, GroupReport, Level};
use crate::rules::{Modes, VenueRules};
use crate::solve::{Amount, Purse, collateral_to_add};
use crate::units::{Quantity, Usd};

/// The portfolio as a candidate would have it.
pub(super) fn fitted(portfolio: &Portfolio, market: &Market, candidate: Candidate) -> Fitted {
    let Candidate { rules, mode } = candidate;
    let (portfolio, exchanged) = exchanged(portfolio, market, rules);
    let stood = match mode {
        AccountMode::AsSet => as_offered(&portfolio, rules),
        AccountMode::AllIsolated => all_isolated(&portfolio),
        AccountMode::AllCross => all_cross(&portfolio),
    };
    let Fitted { taken, left_out } = if stood == portfolio {
        fit(portfolio, market, rules)
    } else {
        twice(stood, market, rules, |taken| {
            let taken = set_aside(taken, &portfolio, (market, rules))?;
            joined(taken, &portfolio, market, rules)
        })
    };
    let taken =
        taken.map(|taken| Taken { assumptions: exchanged.into_iter().chain(taken.assumptions).collect(), ..taken });
    Fitted { taken, left_out }
}

/// Dollars that the venue does not accept, as dollars that it does.
fn exchanged(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> (Portfolio, Vec<Assumption>) {
    let mut portfolio = portfolio.clone();
    let mut assumptions = Vec::new();
    let accepts = |asset: &AssetId| rules.collateral.assets.contains_key(asset);
    let target = rules.collateral.assets.keys().find(|asset| is_dollars(market, asset));
    let Some((to, price)) = target.and_then(|to| Some((to, market.index(to)?))) else {
        return (portfolio, assumptions);
    };
    for holding in &mut portfolio.holdings {
        let foreign = is_dollars(market, &holding.asset) && !accepts(&holding.asset);
        if let (true, Some(index)) = (foreign && holding.quantity > Quantity::ZERO, market.index(&holding.asset)) {
            let assumption = Assumption::Exchanged { from: holding.asset.clone(), to: to.clone() };
            if !assumptions.contains(&assumption) {
                assumptions.push(assumption);
            }
            holding.quantity = Quantity::new(holding.quantity.get() * index.get() / price.get());
            holding.asset = to.clone();
        }
    }
    (portfolio, assumptions)
}

/// Each position as it was set where the venue offers that, and otherwise in the mode that the venue offers.
fn as_offered(portfolio: &Portfolio, rules: &VenueRules) -> Portfolio {
    let mut portfolio = portfolio.clone();
    let modes = |position: &Position| rules.model.modes(&position.instrument);
    for position in &mut portfolio.positions {
        match (modes(position), position.mode) {
            (Some(Modes::IsolatedOnly), MarginMode::Cross) => {
                position.mode = MarginMode::Isolated { collateral: Usd::ZERO };
            }
            (Some(Modes::CrossOnly), MarginMode::Isolated { .. }) => position.mode = MarginMode::Cross,
            _ => {}
        }
    }
    portfolio
}

/// A portfolio after dollars have moved between holdings and positions, and what was taken as given for that.
struct Moved {
    portfolio: Portfolio,
    assumptions: Vec<Assumption>,
}

/// Fits, moves dollars between holdings and positions, and fits again.
fn twice(
    portfolio: Portfolio,
    market: &Market,
    rules: &VenueRules,
    move_dollars: impl Fn(Taken) -> Result<Moved, WhyNone>,
) -> Fitted {
    let Fitted { taken, left_out } = fit(portfolio, market, rules);
    match taken.and_then(move_dollars) {
        Err(why) => Fitted { taken: Err(why), left_out },
        Ok(Moved { portfolio, assumptions }) => {
            let again = fit(portfolio, market, rules);
            let taken = again.taken.map(|taken| Taken {
                assumptions: assumptions.into_iter().chain(taken.assumptions).collect(),
                ..taken
            });
            let left_out: Vec<LeftOut> = left_out.into_iter().chain(again.left_out).collect();
            Fitted { taken, left_out }
        }
    }
}

/// Every position that stands with others, alone with nothing.
fn all_isolated(portfolio: &Portfolio) -> Portfolio {
    let mut portfolio = portfolio.clone();
    for position in &mut portfolio.positions {
        if position.mode == MarginMode::Cross {
            position.mode = MarginMode::Isolated { collateral: Usd::ZERO };
        }
    }
    portfolio
}

fn all_cross(portfolio: &Portfolio) -> Portfolio {
    let mut portfolio = portfolio.clone();
    for position in &mut portfolio.positions {
        position.mode = MarginMode::Cross;
    }
    portfolio
}

/// Gives each position that had nothing set aside what it needs, out of the dollars.
fn set_aside(taken: Taken, before: &Portfolio, (market, rules): (&Market, &VenueRules)) -> Result<Moved, WhyNone> {
    let Taken { mut portfolio, report, mut assumptions } = taken;
    let was_cross = |position: &&Position| mode_of(before, position.id) == Some(MarginMode::Cross);
    let now_alone = portfolio.positions.iter().filter(|position| position.mode != MarginMode::Cross);
    let ids: Vec<_> = now_alone.filter(was_cross).map(|position| position.id).collect();
    for id in &ids {
        if let Some(group) = report.group(GroupKey::Isolated(*id)) {
            set(&mut portfolio, *id, need(group));
        }
    }
    let report = evaluate(&portfolio, market, rules).map_err(WhyNone::Problems)?;
    let mut needed = Usd::ZERO;
    for id in ids {
        let mut dollars = set_aside_for(&portfolio, id);
        // A requirement may grow with what is set aside: then what is missing is searched for.
        if report.group(GroupKey::Isolated(id)).is_some_and(falls_short) {
            let found = collateral_to_add((&portfolio, market, rules), Level::Initial, &Purse::SetAside(id));
            if let Some(Amount::Dollars(missing)) = found.map_err(WhyNone::Problems)?.value() {
                dollars = dollars + *missing;
                set(&mut portfolio, id, dollars);
            }
        }
        assumptions.push(Assumption::SetAside { position: id, dollars });
        needed = needed + dollars;
    }
    take_dollars(&mut portfolio, market, needed)?;
    Ok(Moved { portfolio, assumptions })
}

/// The initial requirement of a group that has nothing but its profit and, where that is a loss, the loss.
fn need(group: &GroupReport) -> Usd {
    let (initial, counted) = (group.figures.initial.value(), group.figures.counted.initial.value());
    Usd::new(if counted < 0.0 { initial - counted } else { initial })
}

/// Whether a group does not cover its initial requirement, by more than rounding.
fn falls_short(group: &GroupReport) -> bool {
    let (initial, counted) = (group.figures.initial.value(), group.figures.counted.initial.value());
    counted - initial < -1e-9 * initial
}

fn set(portfolio: &mut Portfolio, id: PositionId, collateral: Usd) {
    for position in portfolio.positions.iter_mut().filter(|position| position.id == id) {
        position.mode = MarginMode::Isolated { collateral };
    }
}

fn set_aside_for(portfolio: &Portfolio, id: PositionId) -> Usd {
    match mode_of(portfolio, id) {
        Some(MarginMode::Isolated { collateral }) => collateral,
        Some(MarginMode::Cross) | None => Usd::ZERO,
    }
}

fn mode_of(portfolio: &Portfolio, id: PositionId) -> Option<MarginMode> {
    portfolio.positions.iter().find(|position| position.id == id).map(|position| position.mode)
}

/// Takes dollars out of the holdings that are pegged to the dollar, one after the other.
fn take_dollars(portfolio: &mut Portfolio, market: &Market, needed: Usd) -> Result<(), WhyNone> {
    let mut left = needed.get();
    let mut held = 0.0;
    for holding in portfolio.holdings.iter_mut().filter(|holding| is_dollars(market, &holding.asset)) {
        let (Some(index), true) = (market.index(&holding.asset), holding.quantity > Quantity::ZERO) else { continue };
        let worth = holding.quantity.get() * index.get();
        held += worth;
        if left >= worth {
            holding.quantity = Quantity::ZERO;
            left -= worth;
        } else {
            holding.quantity = Quantity::new(holding.quantity.get() - left / index.get());
            left = 0.0;
        }
    }
    if left > 0.0 { Err(WhyNone::ShortOfDollars { needed, held: Usd::new(held) }) } else { Ok(()) }
}

/// Lets what was set aside for the positions that are taken join the holdings.
fn joined(moved: Moved, before: &Portfolio, market: &Market, rules: &VenueRules) -> Result<Moved, WhyNone> {
    let Moved { mut portfolio, mut assumptions } = moved;
    let now_cross = portfolio.positions.iter().filter(|position| position.mode == MarginMode::Cross);
    let set_aside = now_cross.filter_map(|position| match mode_of(before, position.id) {
        Some(MarginMode::Isolated { collateral }) => Some(collateral),
        Some(MarginMode::Cross) | None => None,
    });
    let dollars: Usd = set_aside.sum();
    if dollars == Usd::ZERO {
        return Ok(Moved { portfolio, assumptions });
    }
    let asset = dollar_asset(&portfolio, market, rules).ok_or(WhyNone::NoDollarAsset)?;
    let index = market.index(&asset).ok_or(WhyNone::NoDollarAsset)?;
    let units = Quantity::new(dollars.get() / index.get());
    match portfolio.holdings.iter_mut().find(|holding| holding.asset == asset) {
        Some(holding) => holding.quantity = holding.quantity + units,
        None => {
            let last = before.holdings.iter().map(|holding| holding.id.0).max();
            let id = HoldingId(last.map_or(0, |last| last.wrapping_add(1)));
            portfolio.holdings.push(Holding { id, asset: asset.clone(), quantity: units });
        }
    }
    assumptions.push(Assumption::Joined { asset, dollars });
    Ok(Moved { portfolio, assumptions })
}

/// The first asset held that is pegged to the dollar or, when none is, the first that the venue accepts.
fn dollar_asset(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Option<AssetId> {
    let held = portfolio.holdings.iter().filter(|holding| holding.quantity > Quantity::ZERO);
    let held = held.map(|holding| &holding.asset);
    held.chain(rules.collateral.assets.keys()).find(|asset| is_dollars(market, asset)).cloned()
}

fn is_dollars(market: &Market, asset: &AssetId) -> bool {
    market.assets.get(asset).is_some_and(|quote| quote.peg == Peg::Dollar)
}
