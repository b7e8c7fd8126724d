//! Which options a person looks at.

use margin_core::chain::{Chain, ChainKey};
use margin_core::time::Timestamp;

/// A chain and one of its expiries, as far as they were chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    /// The chain.
    pub chain: Option<ChainKey>,
    /// The moment of expiry.
    pub expiry: Option<Timestamp>,
}

impl Looked {
    /// The chain that was chosen where it is among these, or else the first.
    pub fn chain_among<'c>(&self, chains: &'c [ChainKey]) -> Option<&'c ChainKey> {
        let chosen = chains.iter().find(|each| Some(*each) == self.chain.as_ref());
        chosen.or_else(|| chains.first())
    }

    /// The expiry that was chosen where the chain has it, or else its first.
    pub fn expiry_among(&self, chain: &Chain) -> Option<Timestamp> {
        let moments = || chain.expiries.iter().map(|each| each.expiry);
        moments().find(|each| Some(*each) == self.expiry).or_else(|| moments().next())
    }
}
