//! What the loss with the add-ons that are scaled is no less than.

use crate::model::scenario_loss::{Unit, share};
use crate::report::{Figure, GridLabel, Label};
use crate::rules::{Floor, RuleKey};
use crate::units::{Price, Quantity, Ratio, Usd};

const KEY: RuleKey = RuleKey::Scenarios;

impl Unit<'_> {
    /// The dollars of one floor.
    pub(crate) fn floor<F: Figure>(&self, floor: Floor) -> F {
        match floor {
            Floor::Delta { unhedged, hedged } => {
                let net = self.net_delta().abs();
                let both = 0.5 * (self.gross_delta() - net);
                let open = self.of_delta(GridLabel::Unhedged, unhedged, GridLabel::Delta, net);
                let closed = self.of_delta(GridLabel::Hedged, hedged, GridLabel::HedgedDelta, both);
                F::sum(Label::Grid(GridLabel::DeltaFloor), KEY, [open, closed])
            }
            Floor::NetDelta(share) => {
                self.of_delta(GridLabel::NetDeltaFloor, share, GridLabel::Delta, self.net_delta().abs())
            }
            Floor::ShortOption(each) => {
                let short = self.options().map(|option| (-option.units()).max(0.0)).sum();
                for_each(GridLabel::ShortOptionFloor, each, short)
            }
            Floor::Option(each) => {
                let all = self.options().map(|option| option.units().abs()).sum();
                for_each(GridLabel::OptionFloor, each, all)
            }
        }
    }

    /// A share of a delta at the index.
    pub(super) fn of_delta<F: Figure>(&self, label: GridLabel, of: Ratio, name: GridLabel, delta: f64) -> F {
        let delta = F::quantity(Label::Grid(name), Quantity::new(delta));
        let index = F::price(Label::IndexPrice, Price::new(self.index()));
        F::product(Label::Grid(label), KEY, [delta, index, share(of)])
    }
}

fn for_each<F: Figure>(label: GridLabel, each: Usd, units: f64) -> F {
    let units = F::quantity(Label::Grid(GridLabel::Units), Quantity::new(units));
    F::product(Label::Grid(label), KEY, [units, F::usd(Label::Grid(GridLabel::Each), each)])
}
