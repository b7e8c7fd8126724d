//! What of a portfolio a venue takes: what cannot be evaluated there is left out, with every reason, and the rest is
//! evaluated without it.

use crate::compare::{Assumption, Item, LeftOut, WhyLeftOut, WhyNone};
use crate::evaluate::evaluate;
use crate::id::{AssetId, InstrumentId, PositionId};
use crate::market::Market;
use crate::portfolio::{Leverage, Portfolio};
use crate::problem::{Place, PositionField, Problem, ProblemKind, Problems};
use crate::report::{self, MarginReport};
use crate::rules::VenueRules;
use crate::units::{Quantity, Ratio};

/// What a venue takes of a portfolio, and what not.
pub(super) struct Fitted {
    pub(super) taken: Result<Taken, WhyNone>,
    pub(super) left_out: Vec<LeftOut>,
}

/// What a venue takes of a portfolio, evaluated.
pub(super) struct Taken {
    pub(super) portfolio: Portfolio,
    pub(super) report: MarginReport,
    pub(super) assumptions: Vec<Assumption>,
}

/// Leaves out what the venue does not take.
pub(super) fn fit(portfolio: Portfolio, market: &Market, rules: &VenueRules) -> Fitted {
    let needs_margin = has_needs(&portfolio);
    let mut fitting = Fitting { portfolio, left_out: Vec::new(), assumptions: Vec::new() };
    let taken = loop {
        match evaluate(&fitting.portfolio, market, rules) {
            Err(problems) => {
                if let Err(why) = fitting.mend(problems) {
                    break Err(why);
                }
            }
            Ok(report) => {
                if fitting.leave_unaccepted(&report) {
                    continue;
                }
                break Ok(report);
            }
        }
    };
    let Fitting { portfolio, left_out, assumptions } = fitting;
    let taken = match taken {
        Ok(_) if needs_margin && !has_needs(&portfolio) => Err(WhyNone::NothingTaken),
        Ok(report) => Ok(Taken { portfolio, report, assumptions }),
        Err(why) => Err(why),
    };
    Fitted { taken, left_out }
}

/// Whether there is anything to require for.
fn has_needs(portfolio: &Portfolio) -> bool {
    let debt = portfolio.holdings.iter().any(|holding| holding.quantity < Quantity::ZERO);
    debt || !portfolio.positions.is_empty()
}

struct Fitting {
    portfolio: Portfolio,
    left_out: Vec<LeftOut>,
    assumptions: Vec<Assumption>,
}

impl Fitting {
    /// Leaves out what has problems; fails with the problems that this does not mend. Each time something is left out,
    /// so that it ends.
    fn mend(&mut self, problems: Problems) -> Result<(), WhyNone> {
        let mut found = Vec::new();
        let mut unmended = Vec::new();
        for problem in problems {
            match self.lower_leverage(&problem) || self.drop_category(&problem) {
                true => {}
                false => match self.items(&problem.at) {
                    items if items.is_empty() => unmended.push(problem),
                    items => found.extend(items.into_iter().map(|item| (item, problem.kind.clone()))),
                },
            }
        }
        Problems::none_or(unmended, ()).map_err(WhyNone::Problems)?;
        for (item, kind) in found {
            self.leave(item, WhyLeftOut::Problem(kind));
        }
        Ok(())
    }

    /// Takes the greatest leverage that the venue allows where the one that was set is above it.
    fn lower_leverage(&mut self, problem: &Problem) -> bool {
        let (Place::Position(id, PositionField::Leverage), ProblemKind::LeverageOutside { maximum }) =
            (&problem.at, &problem.kind)
        else {
            return false;
        };
        let (id, maximum): (PositionId, Ratio) = (*id, *maximum);
        let mut lowered = false;
        for position in self.portfolio.positions.iter_mut().filter(|position| position.id == id) {
            if matches!(position.leverage, Leverage::Chosen(chosen) if chosen > maximum) {
                position.leverage = Leverage::VenueMaximum;
                self.assumptions.push(Assumption::LeverageLowered { position: id, maximum });
                lowered = true;
            }
        }
        lowered
    }

    /// Takes no category where the venue does not have the one that was chosen.
    fn drop_category(&mut self, problem: &Problem) -> bool {
        match (&problem.at, self.portfolio.category.take_if(|_| problem.at == Place::Category)) {
            (Place::Category, Some(category)) => {
                self.assumptions.push(Assumption::WithoutCategory(category));
                true
            }
            _ => false,
        }
    }

    /// The parts of the portfolio that a place is about.
    fn items(&self, at: &Place) -> Vec<Item> {
        match at {
            Place::Holding(id, _) => vec![Item::Holding(*id)],
            Place::Position(id, _) => vec![Item::Position(*id)],
            Place::Order(id, _) => vec![Item::Order(*id)],
            Place::Asset(asset) => self.on_asset(asset),
            Place::Instrument(instrument) => self.in_instrument(instrument),
            Place::Category | Place::OwnInitial | Place::Rules(_) | Place::Request => Vec::new(),
        }
    }

    fn on_asset(&self, asset: &AssetId) -> Vec<Item> {
        let Portfolio { holdings, positions, orders, .. } = &self.portfolio;
        let holdings = holdings.iter().filter(|held| held.asset == *asset).map(|held| Item::Holding(held.id));
        let positions = positions.iter().filter(|position| position.instrument.underlying == *asset);
        let orders = orders.iter().filter(|order| order.instrument.underlying == *asset);
        let positions = positions.map(|position| Item::Position(position.id));
        holdings.chain(positions).chain(orders.map(|order| Item::Order(order.id))).collect()
    }

    fn in_instrument(&self, instrument: &InstrumentId) -> Vec<Item> {
        let Portfolio { positions, orders, .. } = &self.portfolio;
        let positions = positions.iter().filter(|position| position.instrument.id() == *instrument);
        let orders = orders.iter().filter(|order| order.instrument.id() == *instrument);
        let positions = positions.map(|position| Item::Position(position.id));
        positions.chain(orders.map(|order| Item::Order(order.id))).collect()
    }

    /// Leaves out the holdings that the venue does not accept, and says whether there were any.
    fn leave_unaccepted(&mut self, report: &MarginReport) -> bool {
        let refused = report.assumptions.iter().filter_map(|assumption| match assumption {
            report::Assumption::NotAccepted(asset) => Some(asset),
            _ => None,
        });
        let refused: Vec<&AssetId> = refused.collect();
        let holdings = self.portfolio.holdings.iter().filter(|holding| refused.contains(&&holding.asset));
        let items: Vec<Item> = holdings.map(|holding| Item::Holding(holding.id)).collect();
        for item in &items {
            self.leave(*item, WhyLeftOut::NotAccepted);
        }
        !items.is_empty()
    }

    fn leave(&mut self, item: Item, why: WhyLeftOut) {
        let Portfolio { holdings, positions, orders, .. } = &mut self.portfolio;
        match item {
            Item::Holding(id) => holdings.retain(|holding| holding.id != id),
            Item::Position(id) => positions.retain(|position| position.id != id),
            Item::Order(id) => orders.retain(|order| order.id != id),
        }
        match self.left_out.iter_mut().find(|left| left.item == item) {
            Some(left) if !left.why.contains(&why) => left.why.push(why),
            Some(_) => {}
            None => self.left_out.push(LeftOut { item, why: vec![why] }),
        }
    }
}
