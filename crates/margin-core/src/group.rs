//! What a group has and needs, now and after prices have moved.

mod account;

use crate::book::{Book, Contract, Group, Held, Move};
use crate::model::Account;
use crate::report::{Bare, Figure, GroupKey, Label, Level};
use crate::rules::{Model, RuleKey, WeightedHealth, Worth};
use crate::{collateral, model, valuation};

/// A group seen by a kind of move: what it leaves alone, added up once, and what it reaches.
#[derive(Debug)]
pub(crate) struct Exposed<'g> {
    group: &'g Group<'g>,
    still: Option<Still>,
    pub(crate) holdings: Vec<&'g Held<'g>>,
    pub(crate) contracts: Vec<&'g Contract<'g>>,
}

/// What a move leaves alone.
#[derive(Debug)]
struct Still {
    counted: Bare,
    requirement: Bare,
}

/// Holdings and contracts of a group, or some of them.
#[derive(Clone, Copy)]
struct Parts<'p> {
    holdings: &'p [&'p Held<'p>],
    contracts: &'p [&'p Contract<'p>],
}

impl Group<'_> {
    /// Collateral plus unrealised profit.
    pub(crate) fn equity<F: Figure>(&self, book: &Book, change: Move) -> F {
        let values = self.holdings.iter().map(|held| collateral::value(held, book.factor(held.asset, change)));
        let unrealised = self.contracts.iter().flat_map(|contract| unrealised(contract, book, change));
        let held_back = collateral::orders::held_back(self, book, change);
        let parts = self.set_aside().into_iter().chain(values).chain(held_back).chain(unrealised);
        F::sum(Label::Equity(self.key), self.equity_rule(), parts)
    }

    /// Equity after haircuts.
    pub(crate) fn counted<F: Figure>(&self, book: &Book, level: Level, change: Move) -> F {
        if let Some(model) = settled_together(book, self) {
            return model::weighted_health::counted(model, self, book, level, change);
        }
        let (holdings, contracts) =
            (self.holdings.iter().collect::<Vec<_>>(), self.contracts.iter().collect::<Vec<_>>());
        let parts = Parts { holdings: &holdings, contracts: &contracts };
        let counted = self.counted_of(self.set_aside(), parts, book, level, change);
        let orders = collateral::orders::effects(self, book, level, change, None).counted;
        if orders.is_empty() {
            return counted;
        }
        F::sum(Label::Counted(self.key), self.equity_rule(), [counted].into_iter().chain(orders))
    }

    /// What must be covered.
    pub(crate) fn requirement<F: Figure>(&self, book: &Book, level: Level, change: Move) -> F {
        if let Some(model) = settled_together(book, self) {
            return model::weighted_health::required(model, self, book, level, change);
        }
        let (holdings, contracts) =
            (self.holdings.iter().collect::<Vec<_>>(), self.contracts.iter().collect::<Vec<_>>());
        let parts = Parts { holdings: &holdings, contracts: &contracts };
        let required = self.required_of(parts, book, level, change);
        let beside = account::beside(self, book, level, change);
        F::sum(Label::Requirement(self.key, level), level.rule(), required.chain(beside))
    }

    /// What must stay when collateral is taken out.
    pub(crate) fn withdrawal<F: Figure>(&self, book: &Book) -> F {
        let all: Vec<_> = self.contracts.iter().collect();
        let holdings: Vec<_> = self.holdings.iter().collect();
        let account = Account { book, contracts: &all, holdings: &holdings, change: Move::None };
        let contracts = model::withdrawal(account).into_iter();
        let debts = self.holdings.iter().filter_map(|held| collateral::required(held, Level::Initial, 1.0));
        let beside = account::beside(self, book, Level::Initial, Move::None);
        F::sum(Label::Withdrawal(self.key), RuleKey::Withdrawal, contracts.chain(debts).chain(beside))
    }

    /// The equity below which a backstop takes the group over, where the venue has one.
    pub(crate) fn backstop<F: Figure>(&self, book: &Book) -> Option<F> {
        let share = F::ratio(Label::BackstopShare, book.rules.liquidation.backstop?);
        let maintenance = self.requirement(book, Level::Maintenance, Move::None);
        Some(F::product(Label::Backstop(self.key), RuleKey::Backstop, [maintenance, share]))
    }

    /// What counts towards staying afloat less what staying afloat needs: negative where the group may be liquidated.
    pub(crate) fn margin_of_safety(&self, book: &Book, change: Move) -> Bare {
        let counted: Bare = self.counted(book, Level::Maintenance, change);
        let required: Bare = self.requirement(book, Level::Maintenance, change);
        safety(book, counted, required)
    }

    /// The group as moves that reach the same assets as `change` see it.
    pub(crate) fn exposed<'g>(&'g self, book: &Book, change: Move) -> Exposed<'g> {
        let whole = settled_together(book, self).is_some() || model::margins_together(book.rules);
        if whole || account::bounded(book.rules) || collateral::orders::rest(self) {
            let (holdings, contracts) = (self.holdings.iter().collect(), self.contracts.iter().collect());
            return Exposed { group: self, still: None, holdings, contracts };
        }
        let (holdings, still): (Vec<_>, Vec<_>) =
            self.holdings.iter().partition(|held| book.reaches(held.asset, change));
        let (contracts, others): (Vec<_>, Vec<_>) =
            self.contracts.iter().partition(|contract| book.reaches(contract.asset, change));
        let (level, none) = (Level::Maintenance, Move::None);
        let parts = Parts { holdings: &still, contracts: &others };
        let beside = account::beside(self, book, level, none);
        let required = self.required_of::<Bare>(parts, book, level, none).chain(beside);
        let requirement = Bare::sum(Label::Requirement(self.key, level), level.rule(), required);
        let counted = self.counted_of(self.set_aside(), parts, book, level, none);
        Exposed { group: self, still: Some(Still { counted, requirement }), holdings, contracts }
    }

    /// What counts, of these parts.
    fn counted_of<F: Figure>(&self, first: Option<F>, parts: Parts, book: &Book, level: Level, change: Move) -> F {
        let mut counted = Vec::with_capacity(1 + parts.holdings.len() + parts.contracts.len());
        counted.extend(first);
        let holdings = parts.holdings.iter();
        counted.extend(holdings.filter_map(|held| collateral::counted(held, level, book.factor(held.asset, change))));
        for contract in parts.contracts {
            push_profits(contract, book, level, change, &mut counted);
        }
        F::sum(Label::Counted(self.key), self.equity_rule(), counted)
    }

    /// What these contracts and debts must cover, each.
    fn required_of<'p, F: Figure>(
        &self,
        parts: Parts<'p>,
        book: &'p Book,
        level: Level,
        change: Move,
    ) -> impl Iterator<Item = F> + use<'p, '_, F> {
        let account = Account { book, contracts: parts.contracts, holdings: parts.holdings, change };
        let contracts = model::required(account, level).into_iter();
        let debts = parts.holdings.iter();
        let debts = debts.filter_map(move |held| collateral::required(held, level, book.factor(held.asset, change)));
        contracts.chain(debts)
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
    /// Counted, as far as staying afloat may use it, less the maintenance requirement after a move of the kind.
    pub(crate) fn excess_after(&self, book: &Book, change: Move) -> Bare {
        let Some(still) = &self.still else { return self.group.margin_of_safety(book, change) };
        let (group, level) = (self.group, Level::Maintenance);
        let parts = Parts { holdings: &self.holdings, contracts: &self.contracts };
        let counted = group.counted_of(Some(still.counted), parts, book, level, change);
        let moved = group.required_of(parts, book, level, change);
        let label = Label::Requirement(group.key, level);
        let required = Bare::sum(label, level.rule(), [still.requirement].into_iter().chain(moved));
        safety(book, counted, required)
    }
}

fn safety(book: &Book, counted: Bare, required: Bare) -> Bare {
    let counted = match book.rules.liquidation.trigger {
        None => counted,
        Some(trigger) => {
            let trigger = Bare::ratio(Label::TriggerShare, trigger);
            Bare::product(Label::Afloat, RuleKey::Liquidation, [counted, trigger])
        }
    };
    Bare::difference(Label::Excess(Level::Maintenance), RuleKey::Liquidation, counted, required)
}

/// The model, where the group's contracts join the balance that they settle in.
fn settled_together<'b>(book: &Book<'b>, group: &Group) -> Option<&'b WeightedHealth> {
    match &book.rules.model {
        Model::WeightedHealth(model) if model.settlement.is_some() && group.key == GroupKey::Cross => Some(model),
        _ => None,
    }
}

/// Whether options' worth counts towards requirements.
fn counts_options(book: &Book) -> bool {
    match &book.rules.model {
        Model::OptionFormula(model) => model.worth == Worth::Counted,
        _ => true,
    }
}

/// What a contract's positions add to equity after a move, with what has accrued.
fn unrealised<F: Figure>(contract: &Contract, book: &Book, change: Move) -> impl Iterator<Item = F> {
    let factor = book.factor(contract.asset, change);
    contract
        .legs
        .iter()
        .flat_map(move |leg| [valuation::equity(contract, *leg, factor)].into_iter().chain(valuation::accrued(*leg)))
}

/// Adds what a contract's profits count for after a move; losses and what has accrued count in full. Searches spend
/// their time here, so it is a loop: nested iterators took half as long again.
fn push_profits<F: Figure>(contract: &Contract, book: &Book, level: Level, change: Move, counted: &mut Vec<F>) {
    let factor = book.factor(contract.asset, change);
    if contract.is_option() && !counts_options(book) {
        counted.extend(contract.legs.iter().filter_map(|leg| valuation::accrued(*leg)));
        return;
    }
    let profit = book.rules.model.linear().and_then(|model| model.profit.as_ref()).map(|profit| profit.at(level));
    let profit = profit.filter(|_| !contract.is_option());
    for leg in &contract.legs {
        let unrealised: F = valuation::equity(contract, *leg, factor);
        counted.push(match profit {
            Some(profit) if unrealised.value() > 0.0 => account::profit_counted(profit, leg.position, unrealised),
            _ => unrealised,
        });
        counted.extend(valuation::accrued(*leg));
    }
}
