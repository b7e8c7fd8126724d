//! Which options a person looks at.

use margin_core::chain::{Chain, ChainKey};
use margin_core::id::AssetId;
use margin_core::instrument::{Kind, Settlement};
use margin_core::portfolio::Portfolio;
use margin_core::time::Timestamp;

/// An underlying, what its options pay and one of their expiries, as far as they were chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    /// The underlying.
    pub asset: Option<AssetId>,
    /// What its options pay.
    pub settlement: Option<Settlement>,
    /// The moment of expiry.
    pub expiry: Option<Timestamp>,
}

impl Looked {
    /// What was not chosen is that of the first option that is held.
    pub fn or_held(&self, portfolio: &Portfolio) -> Self {
        let held = portfolio.positions.iter().find_map(|position| match position.instrument.kind {
            Kind::Option { expiry, .. } => Some((&position.instrument, expiry)),
            Kind::Spot | Kind::Perpetual | Kind::Future { .. } => None,
        });
        let Some((option, expiry)) = held else { return self.clone() };
        Self {
            asset: self.asset.clone().or_else(|| Some(option.underlying.clone())),
            settlement: self.settlement.or(Some(option.settlement)),
            expiry: self.expiry.or(Some(expiry)),
        }
    }

    /// The chain that was chosen where it is among these, or else one on the chosen underlying, or else the first.
    pub fn chain_among<'c>(&self, chains: &'c [ChainKey]) -> Option<&'c ChainKey> {
        let same_asset = |each: &&ChainKey| Some(&each.underlying) == self.asset.as_ref();
        let chosen = chains.iter().filter(same_asset).find(|each| Some(each.settlement) == self.settlement);
        chosen.or_else(|| chains.iter().find(same_asset)).or_else(|| chains.first())
    }

    /// The underlying that was chosen where it is among these, or else the first.
    pub fn asset_among<'a>(&self, assets: &'a [AssetId]) -> Option<&'a AssetId> {
        assets.iter().find(|each| Some(*each) == self.asset.as_ref()).or_else(|| assets.first())
    }

    /// The expiry that was chosen where the chain has it, or else its first.
    pub fn expiry_among(&self, chain: &Chain) -> Option<Timestamp> {
        let moments: Vec<_> = chain.expiries.iter().map(|each| each.expiry).collect();
        self.moment_among(&moments)
    }

    /// The expiry that was chosen where it is among these, or else the first.
    pub fn moment_among(&self, moments: &[Timestamp]) -> Option<Timestamp> {
        moments.iter().find(|each| Some(**each) == self.expiry).or_else(|| moments.first()).copied()
    }
}
