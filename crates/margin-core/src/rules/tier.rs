//! Bands of notional with the leverage that each allows.

use crate::units::{Ratio, Usd};
use serde::{Deserialize, Serialize};

/// Tiers of notional, from zero upwards; a notional of exactly a tier's bound belongs to the tier that it begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TierTable(pub Vec<Tier>);

/// A band of notional with its rates.
///
/// The maintenance requirement is continuous: each rate applies to the dollars within its band. The initial rate is
/// that of the band the whole notional falls in, because it is what the greatest leverage allowed there implies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Tier {
    /// The notional at which the band begins; the first is zero.
    pub from: Usd,
    /// The least initial requirement, as a share of notional.
    pub initial: Rate,
    /// The maintenance requirement, as a share of the notional within the band.
    pub maintenance: Rate,
}

/// A share of notional, written as the venue writes it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Rate {
    /// The share itself.
    Share(Ratio),
    /// One over this number: the share that a leverage implies.
    OneOver(Ratio),
}

impl Rate {
    /// The rate as a share.
    pub fn share(self) -> Ratio {
        match self {
            Self::Share(share) => share,
            Self::OneOver(number) => Ratio::new(1.0 / number.get()),
        }
    }

    /// The rate as a leverage.
    pub fn leverage(self) -> Ratio {
        match self {
            Self::Share(share) => Ratio::new(1.0 / share.get()),
            Self::OneOver(number) => number,
        }
    }
}

/// Where a notional falls in a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The tier.
    pub tier: Tier,
    /// What is subtracted from notional times the tier's maintenance rate, so that the requirement is continuous:
    /// each tier adds its lower bound times the rise of the rate there.
    pub deduction: Usd,
}

impl TierTable {
    /// The tier that `notional` falls in, and its deduction; nothing when the table is empty.
    pub fn band(&self, notional: Usd) -> Option<Band> {
        let (first, rest) = self.0.split_first()?;
        let mut band = Band { tier: *first, deduction: Usd::ZERO };
        for tier in rest.iter().take_while(|tier| tier.from <= notional) {
            let rise = tier.maintenance.share() - band.tier.maintenance.share();
            band = Band { tier: *tier, deduction: band.deduction + tier.from * rise };
        }
        Some(band)
    }

    /// The notionals at which the rates change.
    pub fn bounds(&self) -> impl Iterator<Item = Usd> {
        self.0.iter().skip(1).map(|tier| tier.from)
    }
}
