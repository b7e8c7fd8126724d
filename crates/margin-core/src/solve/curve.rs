//! A group's figures along a move of one asset, for charts.

use crate::book::Move;
use crate::check;
use crate::id::AssetId;
use crate::market::Market;
use crate::portfolio::Portfolio;
use crate::problem::{Place, ProblemKind, Problems};
use crate::report::{Bare, Figure, GroupKey, Level};
use crate::rules::VenueRules;
use crate::units::{Ratio, Usd};
use serde::Serialize;
use std::ops::RangeInclusive;

/// A group's figures with one asset's prices multiplied by a factor and every other price held.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurvePoint {
    /// What the asset's prices are multiplied by.
    pub factor: Ratio,
    /// What counts towards opening or increasing.
    pub counted_initial: Usd,
    /// What counts towards keeping.
    pub counted: Usd,
    /// What must be covered to open or increase.
    pub initial: Usd,
    /// What must be covered to keep.
    pub maintenance: Usd,
}

/// The largest factor, and one over the smallest, that a curve is evaluated at: 2^60.
const FARTHEST: f64 = 1_152_921_504_606_846_976.0;

/// The factors that prices may be multiplied by.
pub(super) const REACH: RangeInclusive<Ratio> = Ratio::new(1.0 / FARTHEST)..=Ratio::new(FARTHEST);

/// Evaluates one group at each factor of one asset's price. A group that the portfolio does not have gives no points.
///
/// # Errors
/// All that is wrong with the inputs, as [`crate::evaluate()`] does, or a factor outside 2^−60 to 2^60.
pub fn curve(
    (portfolio, market, rules): (&Portfolio, &Market, &VenueRules),
    key: GroupKey,
    asset: &AssetId,
    factors: &[Ratio],
) -> Result<Vec<CurvePoint>, Problems> {
    let book = check::book(portfolio, market, rules)?;
    if factors.iter().any(|factor| !REACH.contains(factor)) {
        return Err(Problems::one(Place::Request, ProblemKind::OutOfRange));
    }
    let asset = book.assets.iter().position(|known| known.id == asset);
    let group = book.groups.iter().find(|group| group.key == key);
    let (Some(asset), Some(group)) = (asset, group) else { return Ok(Vec::new()) };
    let point = |factor: &Ratio| {
        let change = Move::One { asset, factor: factor.get() };
        let usd = |figure: Bare| Usd::new(figure.value());
        CurvePoint {
            factor: *factor,
            counted_initial: usd(group.counted(&book, Level::Initial, change)),
            counted: usd(group.counted(&book, Level::Maintenance, change)),
            initial: usd(group.requirement(&book, Level::Initial, change)),
            maintenance: usd(group.requirement(&book, Level::Maintenance, change)),
        }
    };
    Ok(factors.iter().map(point).collect())
}
