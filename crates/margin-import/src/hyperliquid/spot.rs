//! An account's balances outside its positions, as the venue writes them in `spotClearinghouseState`.

use crate::imported::SpotBalance;
use crate::node::Node;
use crate::problem::Problems;
use margin_core::units::Quantity;

/// An account's spot balances that are not zero.
#[derive(Debug, Default)]
pub(super) struct Spot {
    balances: Vec<SpotBalance>,
}

impl Spot {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut balances = Vec::new();
        for node in node.object(problems)?.required("balances", problems)?.list(problems)? {
            let Some(fields) = node.object(problems) else {
                continue;
            };
            let coin = fields.required("coin", problems).and_then(|node| node.name(problems));
            let total = fields.required("total", problems).and_then(|node| node.number(problems));
            if let (Some(coin), Some(total)) = (coin, total)
                && total != 0.0
            {
                balances.push(SpotBalance { asset: coin.into(), quantity: Quantity::new(total) });
            }
        }
        Some(Self { balances })
    }

    /// How much there is of a coin.
    pub(super) fn total(&self, coin: &str) -> f64 {
        let of_coin = self.balances.iter().filter(|balance| balance.asset.as_str() == coin);
        of_coin.map(|balance| balance.quantity.get()).sum()
    }

    /// The balances of all coins but `counted`.
    pub(super) fn except(&self, counted: Option<&str>) -> Vec<SpotBalance> {
        let others = self.balances.iter().filter(|balance| Some(balance.asset.as_str()) != counted);
        others.cloned().collect()
    }
}
