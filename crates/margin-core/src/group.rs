//! What a group has and needs, now and after prices have moved.

use crate::book::{Book, Contract, Group, Held, Move};
use crate::report::{Bare, Figure, GroupKey, Label, Level};
use crate::rules::RuleKey;
use crate::{collateral, model, valuation};

/// A group seen by a kind of move: what it leaves alone, added up once, and what it reaches.
#[derive(Debug)]
pub(crate) struct Exposed<'g> {
    group: &'g Group<'g>,
    counted: Bare,
    requirement: Bare,
    pub(crate) holdings: Vec<&'g Held<'g>>,
    pub(crate) contracts: Vec<&'g Contract<'g>>,
}

impl Group<'_> {
    /// Collateral plus unrealised profit.
    pub(crate) fn equity<F: Figure>(&self, book: &Book, change: Move) -> F {
        let values = self.holdings.iter().map(|held| collateral::value(held, book.factor(held.asset, change)));
        let unrealised = self.contracts.iter().flat_map(|contract| unrealised(contract, book, change));
        let parts = self.set_aside().into_iter().chain(values).chain(unrealised);
        F::sum(Label::Equity(self.key), self.equity_rule(), parts)
    }

    /// Equity after haircuts.
    pub(crate) fn counted<F: Figure>(&self, book: &Book, change: Move) -> F {
        self.counted_of(self.set_aside(), &self.holdings, &self.contracts, book, change)
    }

    /// What must be covered.
    pub(crate) fn requirement<F: Figure>(&self, book: &Book, level: Level, change: Move) -> F {
        self.requirement_of(&self.contracts, book, level, change)
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

    /// The group as moves that reach the same assets as `change` see it.
    pub(crate) fn exposed<'g>(&'g self, book: &Book, change: Move) -> Exposed<'g> {
        let (holdings, still): (Vec<_>, Vec<_>) =
            self.holdings.iter().partition(|held| book.reaches(held.asset, change));
        let (contracts, others): (Vec<_>, Vec<_>) =
            self.contracts.iter().partition(|contract| book.reaches(contract.asset, change));
        let set_aside = self.set_aside();
        Exposed {
            group: self,
            counted: self.counted_of(set_aside, still, others.iter().copied(), book, Move::None),
            requirement: self.requirement_of(others, book, Level::Maintenance, Move::None),
            holdings,
            contracts,
        }
    }

    /// What counts, of these parts.
    fn counted_of<'p, F: Figure>(
        &self,
        first: Option<F>,
        holdings: impl IntoIterator<Item = &'p Held<'p>>,
        contracts: impl IntoIterator<Item = &'p Contract<'p>>,
        book: &Book,
        change: Move,
    ) -> F {
        let counted = holdings.into_iter().map(|held| collateral::counted(held, book.factor(held.asset, change)));
        let unrealised = contracts.into_iter().flat_map(|contract| unrealised(contract, book, change));
        F::sum(Label::Counted(self.key), self.equity_rule(), first.into_iter().chain(counted).chain(unrealised))
    }

    /// What these contracts must cover.
    fn requirement_of<'p, F: Figure>(
        &self,
        contracts: impl IntoIterator<Item = &'p Contract<'p>>,
        book: &Book,
        level: Level,
        change: Move,
    ) -> F {
        let required = contracts
            .into_iter()
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

impl Exposed<'_> {
    /// Counted less the maintenance requirement after a move of the kind.
    pub(crate) fn excess_after(&self, book: &Book, change: Move) -> Bare {
        let (group, level) = (self.group, Level::Maintenance);
        let (holdings, contracts) = (self.holdings.iter().copied(), self.contracts.iter().copied());
        let counted = group.counted_of(Some(self.counted), holdings, contracts, book, change);
        let moved = group.requirement_of(self.contracts.iter().copied(), book, level, change);
        let label = Label::Requirement(group.key, level);
        let required = Bare::sum(label, level.rule(), [self.requirement, moved]);
        Bare::difference(Label::Excess(level), level.rule(), counted, required)
    }
}

/// What closing a contract's positions would gain or lose after a move.
fn unrealised<F: Figure>(contract: &Contract, book: &Book, change: Move) -> impl Iterator<Item = F> {
    let factor = book.factor(contract.asset, change);
    contract.legs.iter().map(move |leg| valuation::unrealised(contract, *leg, factor))
}
