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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::workspace::Workspace;
    use margin_venues::demos;

    #[test]
    fn what_was_not_chosen_is_of_the_first_option_that_is_held() {
        let portfolios: Vec<Portfolio> = demos().unwrap().into_iter().map(|demo| demo.portfolio).collect();
        let is_option = |portfolio: &&Portfolio| portfolio.positions.iter().any(|each| each.instrument.is_option());
        let held = portfolios.iter().find(is_option).unwrap();
        let first = held.positions.iter().find(|position| position.instrument.is_option()).unwrap();
        let looked = Looked::default().or_held(held);
        assert_eq!(looked.asset.as_ref(), Some(&first.instrument.underlying));
        assert_eq!(looked.settlement, Some(first.instrument.settlement));
        let chosen = Looked { asset: Some("SOL".into()), ..Looked::default() };
        assert_eq!(chosen.or_held(held).asset, Some("SOL".into()));
        let without = Workspace::demo().unwrap().portfolio;
        assert_eq!(chosen.or_held(&without), chosen);
    }

    #[test]
    fn a_choice_that_is_not_there_gives_way_to_the_first() {
        let moments = [Timestamp::from_milliseconds(1), Timestamp::from_milliseconds(2)];
        let looked =
            |milliseconds| Looked { expiry: Some(Timestamp::from_milliseconds(milliseconds)), ..Looked::default() };
        assert_eq!(looked(2).moment_among(&moments), Some(moments[1]));
        assert_eq!(looked(3).moment_among(&moments), Some(moments[0]));
        assert_eq!(looked(3).moment_among(&[]), None);
    }
}
