//! Rules that hold only what a vector states; the vector is their source.

use margin_core::portfolio::Leverage;
use margin_core::report::Levels;
use margin_core::rules::{
    self, AssetTerms, Citation, Collateral, Debts, Grade, Growth, Haircut, Liquidation, MaintenanceRate, Measure,
    Model, Pairs, Rate, Rates, RuleKey, Schedule, SizedHaircut, SizedRate, Status, Tier, TieredNotional, VenueRules,
    Withdrawal,
};
use margin_core::time::Timestamp;
use margin_core::units::{Ratio, Usd};
use std::collections::BTreeMap;

/// One perpetual as a vector states it.
pub(crate) struct Stated {
    pub(crate) quantity: f64,
    pub(crate) mark: f64,
    pub(crate) entry: f64,
    pub(crate) leverage: Leverage,
    pub(crate) schedule: Schedule,
}

/// Rules without parameters: debts are required, and every rule is cited.
pub(crate) fn rules() -> VenueRules {
    let date = Timestamp::from_milliseconds(0).date();
    let says = "as the vector states it".to_owned();
    let citation = Citation { says, source: "the vector".to_owned(), date, grade: Grade::Uncertain };
    VenueRules {
        schema: rules::SCHEMA,
        venue: "the vector's".to_owned(),
        product: "as stated".to_owned(),
        status: Status::Live,
        effective: date,
        citations: RuleKey::ALL.into_iter().map(|key| (key, citation.clone())).collect(),
        collateral: Collateral { debts: Debts::Required, ..Collateral::default() },
        pairs: Pairs::Netted,
        model: Model::TieredNotional(TieredNotional::default()),
        withdrawal: Withdrawal::Initial,
        liquidation: Liquidation::default(),
        funding: None,
        interest: BTreeMap::new(),
        notes: Vec::new(),
    }
}

/// The terms of dollars: they count in full, and a debt requires what is owed.
pub(crate) fn dollars() -> AssetTerms {
    terms(Levels::both(1.0), Levels::both(1.0))
}

/// The terms of an asset whose dollars count and whose debts require these shares.
pub(crate) fn terms(counts: Levels<f64>, requires: Levels<f64>) -> AssetTerms {
    let haircut = Levels::each(|level| Haircut::Flat(Ratio::new(1.0 - counts.at(level))));
    let debt = Levels::each(|level| SizedRate::flat(Ratio::new(*requires.at(level))));
    AssetTerms { haircut, debt: Some(debt), most_units: None, most_counted: None, crowding: None }
}

/// A haircut that leaves the smaller of `counts` and `numerator` ÷ (1 + `factor` × size^`exponent`).
pub(crate) fn sized(counts: f64, numerator: f64, [factor, exponent]: [f64; 2], measure: Measure) -> Haircut {
    let [least, numerator] = [1.0 - counts, numerator].map(Ratio::new);
    let [factor, exponent] = [factor, exponent].map(Ratio::new);
    Haircut::Sized(SizedHaircut { least, numerator, factor, exponent, measure })
}

/// A rate that is the larger of `base` and `share` × `base` + `factor` × size^`exponent`.
pub(crate) fn growing(base: f64, share: f64, [factor, exponent]: [f64; 2], measure: Measure) -> SizedRate {
    let [factor, exponent, share] = [factor, exponent, share].map(Ratio::new);
    let growth = Growth::Power { measure, factor, exponent, share };
    SizedRate { base: Rate::Share(Ratio::new(base)), growth: Some(growth) }
}

/// A tier as the share of notional that each leverage implies.
pub(crate) fn tier(from: f64, most_leverage: f64, maintenance_leverage: f64) -> Tier {
    Tier {
        from: Usd::new(from),
        initial: Rate::OneOver(Ratio::new(most_leverage)),
        maintenance: Rate::OneOver(Ratio::new(maintenance_leverage)),
    }
}

/// Rates with nothing beside them.
pub(crate) fn rates(initial: SizedRate, maintenance: MaintenanceRate) -> Rates {
    Rates { initial, maintenance, fixed: None, floor: None, fee: None, keeper: None }
}

/// Two rates that do not grow.
pub(crate) fn plain(initial: f64, maintenance: f64) -> Rates {
    let [initial, maintenance] = [initial, maintenance].map(|share| SizedRate::flat(Ratio::new(share)));
    rates(initial, MaintenanceRate::Own(maintenance))
}

/// Two rates that do not grow, with nothing beside them.
pub(crate) fn flat(initial: f64, maintenance: f64) -> Schedule {
    Schedule::Rates(plain(initial, maintenance))
}

/// The same dollars at both levels.
pub(crate) fn both(dollars: f64) -> Option<Levels<Usd>> {
    Some(Levels::both(Usd::new(dollars)))
}
