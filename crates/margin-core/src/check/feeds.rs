//! What the market says of its own feeds, and of the assets that requirements are measured against.

use crate::check::Check;
use crate::check::number;
use crate::id::AssetId;
use crate::portfolio::Portfolio;
use crate::problem::{MarketFigure, Place, ProblemKind};
use crate::report::Assumption;
use crate::rules::{Model, PegRule, VenueRules};
use crate::units::Ratio;

/// The assets whose shortfall of a dollar raises requirements.
pub(super) fn pegs(rules: &VenueRules) -> Vec<&AssetId> {
    let of_grids = match &rules.model {
        Model::ScenarioLoss(model) => model.grids.values().filter_map(|grid| grid.peg.as_ref()).collect(),
        _ => Vec::new(),
    };
    let of_options = match &rules.model {
        Model::OptionFormula(model) => model.peg.as_ref(),
        _ => None,
    };
    of_options.into_iter().chain(of_grids).map(|peg: &PegRule| &peg.asset).collect()
}

/// The underlyings that holdings gain and lose with.
pub(super) fn underlyings<'r>(rules: &'r VenueRules, portfolio: &Portfolio) -> Vec<&'r AssetId> {
    let Model::ScenarioLoss(model) = &rules.model else { return Vec::new() };
    portfolio.holdings.iter().filter_map(|holding| model.stand_ins.get(&holding.asset)).collect()
}

impl Check<'_> {
    /// Finds feeds whose certainty is no share, and pegs whose price is not known.
    pub(super) fn feeds(&mut self) {
        let market = self.market;
        let assets: Vec<_> = self.indexes.keys().copied().collect();
        for (id, quote) in assets.into_iter().filter_map(|id| Some((id, market.assets.get(id)?))) {
            let expiries = quote.expiries.iter().filter_map(|expiry| expiry.certainty);
            for certainty in quote.certainty.into_iter().chain(expiries) {
                self.certainty(Place::Asset(id.clone()), certainty);
            }
        }
        for position in &self.portfolio.positions {
            let id = position.instrument.id();
            if let Some(certainty) = market.instruments.get(&id).and_then(|quote| quote.certainty) {
                self.certainty(Place::Instrument(id), certainty);
            }
        }
        for asset in pegs(self.rules) {
            match market.assets.get(asset) {
                Some(quote) => {
                    let price = quote.reference.unwrap_or(quote.index);
                    self.positive(Place::Asset(asset.clone()), price.get());
                }
                None => {
                    let (asset, figure) = (asset.clone(), MarketFigure::Reference);
                    self.assume(Assumption::AssetFigureUnknown { asset, figure });
                }
            }
        }
    }

    fn certainty(&mut self, at: Place, certainty: Ratio) {
        let outside = !(Ratio::ZERO..=Ratio::new(1.0)).contains(&certainty);
        let wrong = number::problem(certainty.get()).or(outside.then_some(ProblemKind::ShareOutside));
        self.sound(at, certainty.get(), wrong);
    }
}
