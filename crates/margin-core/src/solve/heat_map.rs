//! A group's figures over prices of one asset and shocks to its volatilities or to time, for heat maps.

use crate::book::{Book, Group, Move};
use crate::check;
use crate::id::AssetId;
use crate::problem::{Place, ProblemKind, Problems};
use crate::report::{Bare, Figure, GroupKey, Level, Levels};
use crate::scenario::Shock;
use crate::solve::Inputs;
use crate::solve::curve::REACH;
use crate::solve::moved::{Shocked, shocked};
use crate::units::{Ratio, Usd};
use serde::Serialize;

/// What a group has and needs at one price, after one shock.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeatCell {
    /// Collateral, unrealised profit and what options are worth, before haircuts.
    pub equity: Usd,
    /// What equity has gained since now.
    pub profit: Usd,
    /// What counts at each level.
    pub counted: Levels<Usd>,
    /// What is required at each level.
    pub required: Levels<Usd>,
}

impl HeatCell {
    /// What counts beyond the requirement at a level; negative where it is not met.
    pub fn excess(&self, level: Level) -> Usd {
        *self.counted.at(level) - *self.required.at(level)
    }

    /// What counts as a multiple of the requirement at a level; nothing where nothing is required.
    pub fn ratio(&self, level: Level) -> Option<Ratio> {
        self.counted.at(level).share_of(*self.required.at(level))
    }
}

/// The figures of one group for every shock, a row each, and every multiple of the asset's price, a column each. The
/// prices that the shocks themselves have are left as they are; every other asset is held.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, or a factor or shock that is out of reach. A group that
/// the portfolio does not have, or an asset that nothing depends on, gives no rows.
pub fn heat_map(
    inputs: Inputs,
    key: GroupKey,
    asset: &AssetId,
    prices: &[Ratio],
    shocks: &[Shock],
) -> Result<Vec<Vec<HeatCell>>, Problems> {
    let (portfolio, market, rules) = inputs;
    if prices.iter().any(|factor| !REACH.contains(factor)) {
        return Err(Problems::one(Place::Request, ProblemKind::OutOfRange));
    }
    let now = check::book(portfolio, market, rules)?;
    let Some(start) = now.groups.iter().find(|group| group.key == key) else { return Ok(Vec::new()) };
    let start: Bare = start.equity(&now, Move::None);
    let mut rows = Vec::with_capacity(shocks.len());
    for shock in shocks {
        let market = shocked(inputs, &Shocked::One(asset.clone()), shock)?;
        let book = check::book(portfolio, &market, rules)?;
        let place = book.assets.iter().position(|known| known.id == asset);
        let group = book.groups.iter().find(|group| group.key == key);
        let (Some(place), Some(group)) = (place, group) else { return Ok(Vec::new()) };
        let change = |factor: &Ratio| Move::One { asset: place, factor: factor.get() };
        rows.push(prices.iter().map(|factor| cell(&book, group, change(factor), start)).collect());
    }
    Ok(rows)
}

fn cell(book: &Book, group: &Group, change: Move, start: Bare) -> HeatCell {
    let usd = |figure: Bare| Usd::new(figure.value());
    let equity = usd(group.equity(book, change));
    HeatCell {
        equity,
        profit: equity - usd(start),
        counted: Levels::each(|level| usd(group.counted(book, level, change))),
        required: Levels::each(|level| usd(group.requirement(book, level, change))),
    }
}
