//! What is margined together, and its figures after prices have moved.

use crate::book::{Book, Contract, Move};
use crate::id::{HoldingId, PositionId};
use crate::report::{Bare, Figure, GroupKey, Label, Level};
use crate::rules::{Haircut, RuleKey};
use crate::units::{Price, Quantity, Usd};
use crate::{collateral, model, valuation};

/// Collateral and contracts that share a requirement.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) key: GroupKey,
    /// For an isolated position, what was set aside for it.
    pub(crate) set_aside: Option<(PositionId, Usd)>,
    pub(crate) holdings: Vec<Held<'a>>,
    pub(crate) contracts: Vec<Contract<'a>>,
}

/// A holding with what the market and the rules say of its asset.
#[derive(Debug)]
pub(crate) struct Held<'a> {
    pub(crate) id: HoldingId,
    pub(crate) asset: usize,
    pub(crate) quantity: Quantity,
    pub(crate) index: Price,
    /// Nothing when the venue does not accept the asset.
    pub(crate) haircut: Option<&'a Haircut>,
}

/// The part of a group's excess that a move does not change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fixed {
    counted: Bare,
    requirement: Bare,
}

impl Group<'_> {
    /// Collateral plus unrealised profit.
    pub(crate) fn equity<F: Figure>(&self, book: &Book, change: Move) -> F {
        let values = self.holdings.iter().map(|held| collateral::value(held, book.factor(held.asset, change)));
        let unrealised = self.contracts.iter().flat_map(|contract| {
            let factor = book.factor(contract.asset, change);
            contract.legs.iter().map(move |leg| valuation::unrealised(contract, *leg, factor))
        });
        let parts = self.set_aside().into_iter().chain(values).chain(unrealised);
        F::sum(Label::Equity(self.key), self.equity_rule(), parts)
    }

    /// Equity after haircuts.
    pub(crate) fn counted<F: Figure>(&self, book: &Book, change: Move) -> F {
        self.counted_where(book, change, |_| true)
    }

    /// What must be covered.
    pub(crate) fn requirement<F: Figure>(&self, book: &Book, level: Level, change: Move) -> F {
        self.requirement_where(book, level, change, |_| true)
    }

    /// What must stay when collateral is taken out.
    pub(crate) fn withdrawal<F: Figure>(&self, book: &Book) -> F {
        let contracts = self.contracts.iter().map(|contract| model::withdrawal(book.rules, contract));
        F::sum(Label::Withdrawal(self.key), RuleKey::Withdrawal, contracts)
    }

    /// The equity below which a backstop takes the group over, where the venue has one.
    pub(crate) fn backstop<F: Figure>(&self, book: &Book) -> Option<F> {
        let share = F::ratio(Label::BackstopShare, book.rules.liquidation.backstop?);
        let maintenance = self.requirement(book, Level::Maintenance, Move::None);
        Some(F::product(Label::Backstop(self.key), RuleKey::Backstop, [maintenance, share]))
    }

    /// What stays the same under every move that reaches the same assets as `change`.
    pub(crate) fn fixed(&self, book: &Book, change: Move) -> Fixed {
        let untouched = |asset: Option<usize>| asset.is_none_or(|asset| !book.reaches(asset, change));
        Fixed {
            counted: self.counted_where(book, Move::None, untouched),
            requirement: self.requirement_where(book, Level::Maintenance, Move::None, untouched),
        }
    }

    /// Counted less the maintenance requirement after a move, given what the move leaves alone.
    pub(crate) fn excess_after(&self, book: &Book, change: Move, fixed: Fixed) -> Bare {
        let touched = |asset: Option<usize>| asset.is_some_and(|asset| book.reaches(asset, change));
        let (level, rule) = (Level::Maintenance, RuleKey::Maintenance);
        let counted = [fixed.counted, self.counted_where(book, change, touched)];
        let required = [fixed.requirement, self.requirement_where(book, level, change, touched)];
        let counted = Bare::sum(Label::Counted(self.key), self.equity_rule(), counted);
        let required = Bare::sum(Label::Requirement(self.key, level), rule, required);
        Bare::difference(Label::Excess(level), rule, counted, required)
    }

    /// What counts, of the parts whose asset is kept; what was set aside belongs to no asset.
    fn counted_where<F: Figure>(&self, book: &Book, change: Move, keep: impl Fn(Option<usize>) -> bool) -> F {
        let keep = &keep;
        let set_aside = self.set_aside().filter(|_: &F| keep(None));
        let holdings = self.holdings.iter().filter(|held| keep(Some(held.asset)));
        let counted = holdings.map(|held| collateral::counted(held, book.factor(held.asset, change)));
        let contracts = self.contracts.iter().filter(|contract| keep(Some(contract.asset)));
        let unrealised = contracts.flat_map(|contract| {
            let factor = book.factor(contract.asset, change);
            contract.legs.iter().map(move |leg| valuation::unrealised(contract, *leg, factor))
        });
        let parts = set_aside.into_iter().chain(counted).chain(unrealised);
        F::sum(Label::Counted(self.key), self.equity_rule(), parts)
    }

    /// What must be covered, for the contracts whose asset is kept.
    fn requirement_where<F: Figure>(
        &self,
        book: &Book,
        level: Level,
        change: Move,
        keep: impl Fn(Option<usize>) -> bool,
    ) -> F {
        let contracts = self.contracts.iter().filter(|contract| keep(Some(contract.asset)));
        let required = contracts
            .map(|contract| model::requirement(book.rules, contract, level, book.factor(contract.asset, change)));
        F::sum(Label::Requirement(self.key, level), level.rule(), required)
    }

    fn set_aside<F: Figure>(&self) -> Option<F> {
        self.set_aside.map(|(position, amount)| F::usd(Label::SetAside(position), amount))
    }

    fn equity_rule(&self) -> RuleKey {
        match self.key {
            GroupKey::Cross => RuleKey::Equity,
            GroupKey::Isolated(_) => RuleKey::Isolated,
        }
    }
}
