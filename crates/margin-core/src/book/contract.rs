//! Positions of one instrument that are margined together, with what the market and the rules say of it.

use crate::book::Priced;
use crate::id::{OrderId, PositionId};
use crate::instrument::{Instrument, Kind, Settlement};
use crate::portfolio::Leverage;
use crate::report::{Label, Level};
use crate::rules::{ContractWeights, Grid, OptionRates, Pairs, RiskTerms, Schedule, SizedAt};
use crate::units::{Price, Quantity, Ratio, Usd};
use std::cell::OnceCell;
use std::rc::Rc;

/// One instrument within a group.
#[derive(Clone, Debug)]
pub(crate) struct Contract<'a> {
    pub(crate) instrument: &'a Instrument,
    pub(crate) asset: usize,
    pub(crate) index: Price,
    /// Of an option, its premium: in dollars, or in coins where it settles in coins.
    pub(crate) mark: Price,
    /// What it is priced by, where it is an option.
    pub(crate) option: Option<Priced>,
    /// How sure the venue's feed of the mark is.
    pub(crate) certainty: Option<Ratio>,
    pub(crate) terms: Terms<'a>,
    /// Which price its size is taken at.
    pub(crate) sized_at: SizedAt,
    /// Contracts open at the venue, where that is known.
    pub(crate) open_interest: Option<Quantity>,
    /// The initial rate that the trader asked to be held to at least.
    pub(crate) own_initial: Option<Ratio>,
    pub(crate) legs: Vec<Leg>,
    pub(crate) orders: Vec<Resting>,
    /// Of an option in a grid, its prices in the scenarios at today's prices, once they have been asked for.
    pub(crate) shocked: OnceCell<Rc<Shocked>>,
}

/// An option's prices by its formula, in the money that it settles in.
#[derive(Clone, Debug)]
pub(crate) struct Shocked {
    /// Without a shock.
    pub(crate) now: f64,
    /// In each scenario.
    pub(crate) after: Vec<f64>,
    /// When the forward rises and when it falls by the shock of the basis.
    pub(crate) basis: [f64; 2],
}

/// What the venue's rules say of a contract.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Terms<'a> {
    Schedule(&'a Schedule),
    Weights(&'a ContractWeights),
    /// Of an option, what its kind requires.
    Option(&'a OptionRates),
    /// What the contracts on its underlying are shocked by.
    Grid(&'a Grid),
    /// What the risk of its underlying is measured by.
    Risk(&'a RiskTerms),
}

/// A resting order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resting {
    pub(crate) id: OrderId,
    pub(crate) quantity: Quantity,
    pub(crate) price: Price,
}

/// One position of the instrument.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leg {
    pub(crate) position: PositionId,
    /// Where the position stands in the portfolio.
    pub(crate) place: usize,
    pub(crate) quantity: Quantity,
    pub(crate) entry: Price,
    pub(crate) leverage: Leverage,
    pub(crate) accrued: Usd,
}

/// A quantity that a requirement is taken on: a position, several that net, or one side of a pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    pub(crate) named: Named,
    pub(crate) quantity: Quantity,
    /// The average price that its positions were opened at.
    pub(crate) entry: Price,
    /// The lowest leverage of the positions in it.
    pub(crate) leverage: Leverage,
}

/// What names a contract or a side of it: its first position, or its first order where it has no position.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named {
    Position(PositionId),
    Order(OrderId),
}

impl Named {
    /// The label of a size.
    pub(crate) fn notional(self) -> Label {
        match self {
            Self::Position(id) => Label::Notional(id),
            Self::Order(id) => Label::OrdersNotional(id),
        }
    }

    /// The label of a requirement.
    pub(crate) fn requirement(self, level: Level) -> Label {
        match self {
            Self::Position(id) => Label::PositionRequirement(id, level),
            Self::Order(id) => Label::OrdersRequirement(id, level),
        }
    }

    /// The label of one side's requirement.
    pub(crate) fn side(self, level: Level) -> Label {
        match self {
            Self::Position(id) => Label::SideRequirement(id, level),
            Self::Order(id) => Label::OrdersRequirement(id, level),
        }
    }

    /// The position, or one that no portfolio has.
    pub(crate) fn position(self) -> PositionId {
        match self {
            Self::Position(id) => id,
            Self::Order(OrderId(number)) => PositionId(number),
        }
    }
}

impl From<Leg> for Side {
    fn from(leg: Leg) -> Self {
        Self { named: Named::Position(leg.position), quantity: leg.quantity, entry: leg.entry, leverage: leg.leverage }
    }
}

impl Contract<'_> {
    /// The quantities that requirements are taken on: one when positions net, otherwise the long and the short side.
    pub(crate) fn sides(&self, pairs: Pairs) -> [Option<Side>; 2] {
        match pairs {
            Pairs::Netted => [side(self.legs.iter().copied().map(Side::from)), None],
            Pairs::EachSide | Pairs::LargerSide => {
                let sides = |which: fn(&Leg) -> bool| side(self.legs.iter().copied().filter(which).map(Side::from));
                [sides(|leg| leg.quantity >= Quantity::ZERO), sides(|leg| leg.quantity < Quantity::ZERO)]
            }
        }
    }

    /// What names the contract within its group.
    pub(crate) fn named_by(&self) -> Named {
        let position = self.legs.first().map(|leg| Named::Position(leg.position));
        let order = || self.orders.first().map(|order| Named::Order(order.id));
        position.or_else(order).unwrap_or(Named::Position(PositionId(0)))
    }

    /// The contract with only one of its positions.
    pub(crate) fn alone(&self, leg: Leg) -> Self {
        Self { legs: vec![leg], orders: Vec::new(), ..self.clone() }
    }

    /// What the netted position would be with all buys, and with all sells, of the resting orders filled.
    pub(crate) fn filled(&self) -> [Side; 2] {
        let named = self.named_by();
        let none = Side { named, quantity: Quantity::ZERO, entry: self.mark, leverage: Leverage::VenueMaximum };
        let legs = side(self.legs.iter().copied().map(Side::from));
        let with = |wanted: fn(Quantity) -> bool| {
            let filled = self.orders.iter().filter(|order| wanted(order.quantity));
            let filled = filled.map(|order| {
                let leverage = legs.map_or(Leverage::VenueMaximum, |legs| legs.leverage);
                Side { named, quantity: order.quantity, entry: order.price, leverage }
            });
            side(legs.into_iter().chain(filled)).unwrap_or(none)
        };
        [with(|quantity| quantity > Quantity::ZERO), with(|quantity| quantity < Quantity::ZERO)]
    }

    /// The price of one unit once prices are multiplied by `factor`. An option's moves by what its formula says, from
    /// its mark, and never below nothing.
    pub(crate) fn price(&self, factor: f64) -> Price {
        match &self.option {
            None => Price::new(self.mark.get() * factor),
            Some(_) if factor == 1.0 => self.mark,
            Some(option) => {
                let change = option.value(factor, option.volatility) - option.value(1.0, option.volatility);
                Price::new((self.mark.get() + change).max(0.0))
            }
        }
    }

    /// Contracts times what one of them is of, with its sign.
    pub(crate) fn contracts(&self, quantity: Quantity) -> f64 {
        quantity.get() * self.instrument.multiplier.get()
    }

    /// All its positions together.
    pub(crate) fn net(&self) -> Quantity {
        self.legs.iter().map(|leg| leg.quantity).sum()
    }

    /// Whether it is an option.
    pub(crate) fn is_option(&self) -> bool {
        matches!(self.instrument.kind, Kind::Option { .. })
    }

    /// Units of the underlying in `quantity` contracts once prices are multiplied by `factor`, without a sign.
    pub(crate) fn units(&self, quantity: Quantity, factor: f64) -> f64 {
        let contracts = self.contracts(quantity.abs());
        match self.instrument.settlement {
            Settlement::Linear => contracts,
            Settlement::Coin if self.is_option() => contracts,
            Settlement::Coin => contracts / (self.mark.get() * factor),
        }
    }

    /// The dollars of a side at today's prices, without a sign.
    pub(crate) fn notional(&self, side: Side) -> Usd {
        let contracts = self.contracts(side.quantity.abs());
        if self.is_option() {
            return Usd::new(contracts * self.index.get());
        }
        let price = match self.sized_at {
            SizedAt::Mark => self.mark,
            SizedAt::Entry => side.entry,
        };
        Usd::new(match self.instrument.settlement {
            Settlement::Linear => contracts * price.get(),
            Settlement::Coin => contracts * self.index.get() / price.get(),
        })
    }
}

/// Several sides as one quantity, or nothing when there are none.
fn side(sides: impl Iterator<Item = Side>) -> Option<Side> {
    sides.reduce(|left, right| Side {
        named: left.named,
        quantity: left.quantity + right.quantity,
        entry: average(left, right),
        leverage: lowest(left.leverage, right.leverage),
    })
}

/// The price at which two sides' dollars at entry would have been opened together.
fn average(left: Side, right: Side) -> Price {
    let (first, second) = (left.quantity.get().abs(), right.quantity.get().abs());
    if first + second > 0.0 {
        Price::new((first * left.entry.get() + second * right.entry.get()) / (first + second))
    } else {
        left.entry
    }
}

/// The lower of two leverages; one that was chosen is never above the venue's maximum.
pub(crate) fn lowest(left: Leverage, right: Leverage) -> Leverage {
    match (left, right) {
        (Leverage::Chosen(left), Leverage::Chosen(right)) if right < left => Leverage::Chosen(right),
        (Leverage::Chosen(left), _) => Leverage::Chosen(left),
        (Leverage::VenueMaximum, right) => right,
    }
}
