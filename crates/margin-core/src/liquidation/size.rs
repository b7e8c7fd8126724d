//! How much is closed.

use super::fee;
use crate::units::{Price, Quantity, Ratio, Usd};

/// What one contract costs and frees when it is closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relief {
    /// Dollars for one contract, without the quote asset's own price.
    pub price: Price,
    /// Dollars for one unit of the asset that the contract is quoted in.
    pub quote: Ratio,
    /// The requirement that closing frees, as a share of notional; for a weight, its distance from 1.
    pub rate: Ratio,
    /// The liquidator's fee as a share of notional.
    pub fee: Ratio,
    /// The insurance fund's fee as a share of notional.
    pub insurance: Ratio,
}

/// What one dollar of debt repaid does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DebtRelief {
    /// Dollars for one unit of what is owed.
    pub price: Price,
    /// What a dollar of debt requires; 1 and above.
    pub debt_weight: Ratio,
    /// What a dollar of collateral counts for; 1 and below.
    pub asset_weight: Ratio,
    /// Dollars of collateral that are taken for a dollar repaid.
    pub exchange: Ratio,
    /// The insurance fund's fee as a share of the debt.
    pub insurance: Ratio,
}

/// An account after the same share of all its positions has been closed at marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reduced {
    /// What that cost.
    pub penalty: Usd,
    /// What must be kept of it.
    pub maintenance: Usd,
    /// What counts of it.
    pub counted: Usd,
}

/// The contracts that must be closed to make up a shortage:
/// shortage ÷ (price × quote × (rate − fee) − price × insurance). Nothing when closing does not help.
pub fn restoring_quantity(shortage: Usd, relief: Relief) -> Option<Quantity> {
    let Relief { price, quote, rate, fee, insurance } = relief;
    let freed = price.get() * quote.get() * (rate.get() - fee.get()) - price.get() * insurance.get();
    (freed > 0.0).then(|| Quantity::new(shortage.get() / freed))
}

/// The units of a debt that must be repaid to make up a shortage:
/// shortage ÷ (price × (debt weight − asset weight × exchange − insurance × debt weight)). Nothing when repaying does not
/// help.
pub fn restoring_debt(shortage: Usd, relief: DebtRelief) -> Option<Quantity> {
    let DebtRelief { price, debt_weight, asset_weight, exchange, insurance } = relief;
    let debt_weight = debt_weight.get();
    let freed = price.get() * (debt_weight - asset_weight.get() * exchange.get() - insurance.get() * debt_weight);
    (freed > 0.0).then(|| Quantity::new(shortage.get() / freed))
}

/// The units of a debt that are repaid: those that restore, but no more than are owed, than the collateral held pays
/// for, and than whoever liquidates wants to. Amounts are without signs; `exchange` is the units of collateral taken for
/// one unit of debt.
pub fn exchanged(
    restoring: Option<Quantity>,
    owed: Quantity,
    held: Quantity,
    exchange: f64,
    most: Quantity,
) -> Quantity {
    let bounds = [restoring.map_or(f64::INFINITY, Quantity::get), owed.get(), held.get() / exchange, most.get()];
    Quantity::new(bounds.into_iter().fold(f64::INFINITY, f64::min).max(0.0))
}

/// The part of a shortage that may be made up: `initial` + elapsed ÷ `duration`, all of it below `small` dollars. Both
/// times are in the same unit, seconds or slots.
pub fn growing_part(initial: Ratio, elapsed: f64, duration: f64, shortage: Usd, small: Usd) -> Ratio {
    if shortage < small || duration <= 0.0 {
        return Ratio::new(1.0);
    }
    Ratio::new((initial.get() + elapsed / duration).clamp(0.0, 1.0))
}

/// The smallest multiple of `step` for which `met` holds, 1 when none below it does.
pub fn smallest_multiple(step: Ratio, met: impl Fn(Ratio) -> bool) -> Ratio {
    const MOST: u32 = 10_000;
    let multiples =
        (1..=MOST).map(|count| f64::from(count) * step.get()).take_while(|share| *share < 1.0 && *share > 0.0);
    multiples.map(Ratio::new).find(|share| met(*share)).unwrap_or(Ratio::new(1.0))
}

/// An account after a share of all its positions has been closed at marks for a penalty of share × `rate` × maintenance:
/// (1 − share) × maintenance must be kept, and what counted counts less the penalty.
pub fn reduced(share: Ratio, counted: Usd, maintenance: Usd, rate: Ratio) -> Reduced {
    let penalty = fee::of_maintenance(share, rate, maintenance);
    Reduced { penalty, maintenance: maintenance * Ratio::new(1.0 - share.get()), counted: counted - penalty }
}

impl Reduced {
    /// What must be kept ÷ what counts; nothing where nothing counts.
    pub fn used(&self) -> Option<Ratio> {
        self.maintenance.share_of(self.counted)
    }
}

/// The smallest multiple of `step` that leaves less than `most` of what counts to be kept, and everything where none does.
pub fn smallest_reduction(step: Ratio, most: Ratio, counted: Usd, maintenance: Usd, rate: Ratio) -> Ratio {
    smallest_multiple(step, |share| {
        let left = reduced(share, counted, maintenance, rate);
        left.maintenance < left.counted * most
    })
}

/// The contracts that may be closed within a window: (maker + taker) × scale × multiplier × seconds.
pub fn window(maker: Ratio, taker: Ratio, scale: Quantity, multiplier: Ratio, seconds: f64) -> Quantity {
    Quantity::new((maker.get() + taker.get()) * scale.get() * multiplier.get() * seconds)
}
