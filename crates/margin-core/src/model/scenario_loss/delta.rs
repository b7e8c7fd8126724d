//! How many units of the underlying contracts gain and lose like.
//!
//! Of a contract that is no option its units, or those that its dollars at the mark buy at the index; of an option its units × Black's delta on the forward × the share of the
//! forward that still moves.

use crate::book::Contract;
use crate::instrument::{Kind, Settlement};
use crate::model::scenario_loss::Unit;
use crate::model::scenario_loss::unit::{Quoted, units_of};
use crate::rules::{DeltaPrice, RollOf};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// The delta of an expiry; nothing as the expiry of contracts that have none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ExpiryDelta {
    pub(crate) years: f64,
    pub(crate) delta: f64,
}

impl Unit<'_> {
    /// All deltas with their signs, added.
    pub(crate) fn net_delta(&self) -> f64 {
        self.deltas().sum()
    }

    /// All contracts' deltas without their signs, added.
    pub(crate) fn gross_delta(&self) -> f64 {
        self.deltas().map(f64::abs).sum()
    }

    fn deltas(&self) -> impl Iterator<Item = f64> {
        let linear = self.linear.iter().map(|contract| self.linear_delta(contract));
        linear.chain(self.options().map(|option| self.option_delta(option)))
    }

    /// The delta of each expiry, of contracts that settle in one kind of money or in any; contracts without an expiry come
    /// first, together.
    pub(crate) fn expiry_deltas(&self, of: RollOf) -> impl Iterator<Item = ExpiryDelta> + use<> {
        let mut expiries: BTreeMap<Option<Timestamp>, ExpiryDelta> = BTreeMap::new();
        let mut add = |expiry, years, delta: f64| {
            let of = expiries.entry(expiry).or_default();
            of.years = years;
            of.delta += delta;
        };
        for contract in self.linear.iter().filter(|contract| is_of(contract, of)) {
            let (expiry, years) = match contract.instrument.kind {
                Kind::Future { expiry } => (Some(expiry), self.time.years_until(expiry).get().max(0.0)),
                _ => (None, 0.0),
            };
            add(expiry, years, self.linear_delta(contract));
        }
        for option in self.options().filter(|option| is_of(option.contract, of)) {
            add(Some(option.option.expiry), option.option.years, self.option_delta(option));
        }
        expiries.into_values()
    }

    fn linear_delta(&self, contract: &Contract) -> f64 {
        let units = units_of(contract, self.factor);
        match self.pricing.delta {
            DeltaPrice::Index => units,
            DeltaPrice::Mark => units * contract.price(self.factor).get() / (contract.index.get() * self.factor),
        }
    }

    fn option_delta(&self, option: &Quoted) -> f64 {
        let priced = &option.option;
        let forward = priced.forward_at(self.factor);
        let moving = (forward - priced.settled) / forward;
        let delta = priced.at(self.factor, priced.volatility).map_or(f64::NAN, |at| at.delta(priced.right()));
        option.units() * delta * moving
    }
}

fn is_of(contract: &Contract, of: RollOf) -> bool {
    match of {
        RollOf::All => true,
        RollOf::Linear => contract.instrument.settlement == Settlement::Linear,
        RollOf::Coin => contract.instrument.settlement == Settlement::Coin,
    }
}
