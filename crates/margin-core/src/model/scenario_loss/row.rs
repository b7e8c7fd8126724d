//! What an underlying's contracts gain and lose in each scenario, and the worst of it.
//!
//! Profit = weight × (changes of contracts that are no options + for each expiry discount × worth after − worth now +
//! holdings × move). Loss = 0 − profit. The worst is the largest loss, of the basis too, and no less than nothing.

use crate::book::Contract;
use crate::instrument::Settlement;
use crate::model::scenario_loss::Unit;
use crate::model::scenario_loss::unit::{Expiry, InGrid, Quoted};
use crate::report::{Bare, Figure, GridLabel, Label, Unit as Measure};
use crate::rules::{BasisShock, Gain, LinearPrice, RuleKey, Scenario, ScenarioSet};
use crate::units::{Price, Quantity, Ratio, Usd};

const KEY: RuleKey = RuleKey::Scenarios;

/// One of the losses that the worst is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A scenario, by its place in the grid.
    Scenario(usize),
    /// The basis of all expiries.
    Basis,
}

impl Unit<'_> {
    /// The worst loss. Only the worst scenario is broken down: the others are numbers that the same calculation gave.
    pub(crate) fn worst<F: Figure>(&self) -> F {
        let losses: Vec<_> = self.rows().map(|row| (row, self.loss::<Bare>(row).value)).collect();
        let worst = worst(&losses);
        let nothing = F::usd(Label::Nothing, Usd::ZERO);
        let losses = losses.iter().map(|(row, loss)| match worst {
            Some(worst) if worst == *row => self.loss(*row),
            _ => F::given(Label::Grid(row.label()), Measure::Usd, *loss),
        });
        F::largest(Label::Grid(GridLabel::Worst), KEY, [nothing].into_iter().chain(losses))
    }

    /// The row with the largest loss, if one loses anything: the first of several that lose the same.
    pub(crate) fn worst_row(&self) -> Option<Row> {
        let losses: Vec<_> = self.rows().map(|row| (row, self.loss::<Bare>(row).value)).collect();
        worst(&losses)
    }

    fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let basis = self.grid.basis.map(|_| Row::Basis);
        (0..self.grid.scenarios.len()).map(Row::Scenario).chain(basis)
    }

    /// What is lost in a row.
    pub(crate) fn loss<F: Figure>(&self, row: Row) -> F {
        match row {
            Row::Basis => self.basis(),
            Row::Scenario(number) => {
                let nothing = F::usd(Label::Nothing, Usd::ZERO);
                F::difference(Label::Grid(row.label()), KEY, nothing, self.profit(number))
            }
        }
    }

    /// What is gained in a scenario.
    pub(crate) fn profit<F: Figure>(&self, number: usize) -> F {
        let place = number as u32;
        let Some(scenario) = self.grid.scenarios.get(number) else { return F::usd(Label::Nothing, Usd::ZERO) };
        let dampener = self.grid.dampener.filter(|_| scenario.set == ScenarioSet::Extended);
        let Some(dampener) = dampener else {
            return self.weighted(number, scenario, GridLabel::Profit(place));
        };
        let profit: F = self.weighted(number, scenario, GridLabel::Undampened(place));
        let (dampener, nothing) = (F::usd(grid(GridLabel::Dampener), dampener), F::usd(Label::Nothing, Usd::ZERO));
        let label = grid(GridLabel::Profit(place));
        if profit.value() < 0.0 {
            let left = F::sum(label, KEY, [profit, dampener]);
            F::smallest(label, KEY, [nothing, left])
        } else {
            let left = F::difference(label, KEY, profit, dampener);
            F::largest(label, KEY, [nothing, left])
        }
    }

    fn weighted<F: Figure>(&self, number: usize, scenario: &Scenario, label: GridLabel) -> F {
        if scenario.weight == Ratio::new(1.0) {
            return self.unweighted(number, scenario, label);
        }
        let profit = self.unweighted(number, scenario, GridLabel::Unweighted(number as u32));
        F::product(grid(label), KEY, [profit, F::ratio(grid(GridLabel::Weight), scenario.weight)])
    }

    fn unweighted<F: Figure>(&self, number: usize, scenario: &Scenario, label: GridLabel) -> F {
        let Some(gains) = self.grid.gains else {
            return F::sum(grid(label), KEY, self.changes(number, scenario, |_| true));
        };
        let part = |label, settlement, gain| {
            let changes = self.changes(number, scenario, move |part| part == settlement);
            counted(F::sum(grid(label), KEY, changes), gain)
        };
        let linear = part(GridLabel::LinearPart, Settlement::Linear, gains.linear);
        let coin = part(GridLabel::CoinPart, Settlement::Coin, gains.coin);
        F::sum(grid(label), KEY, [linear, coin])
    }

    /// The changes of contracts and holdings that settle in one kind of money or another.
    fn changes<'u, F: Figure>(
        &'u self,
        number: usize,
        scenario: &'u Scenario,
        wanted: impl Fn(Settlement) -> bool + Copy + 'u,
    ) -> impl Iterator<Item = F> + 'u {
        let of = move |contract: &Contract| wanted(contract.instrument.settlement);
        let linear = self.linear.iter().filter(move |contract| of(contract));
        let linear = linear.map(move |contract| self.linear_change(contract, scenario));
        let expiries = self.expiries.iter().filter_map(move |expiry| self.expiry_change(expiry, number, scenario, of));
        let holdings = self.holdings.iter().filter(move |_| wanted(Settlement::Coin));
        linear.chain(expiries).chain(holdings.map(move |holding| holding.change(scenario)))
    }

    /// What a contract that is no option gains.
    pub(crate) fn linear_change<F: Figure>(&self, contract: &Contract, scenario: &Scenario) -> F {
        self.linear_change_of(contract, contract.net(), scenario)
    }

    /// What so many of a contract that is no option gain: quantity × size × price × move, or in coins × move ÷ (1 + move).
    pub(crate) fn linear_change_of<F: Figure>(
        &self,
        contract: &Contract,
        quantity: Quantity,
        scenario: &Scenario,
    ) -> F {
        let moved = scenario.linear.unwrap_or(scenario.price);
        let label = grid(GridLabel::Change(contract.named_by().position()));
        let quantity = F::quantity(Label::Quantity, quantity);
        let size = F::quantity(Label::Multiplier, contract.instrument.multiplier);
        let index = Price::new(contract.index.get() * self.factor);
        let (name, price) = match self.pricing.linear {
            LinearPrice::Mark => (Label::MarkPrice, contract.price(self.factor)),
            LinearPrice::Index => (Label::IndexPrice, index),
        };
        match contract.instrument.settlement {
            Settlement::Linear => {
                let moved = F::ratio(grid(GridLabel::Move), moved);
                F::product(label, KEY, [quantity, size, F::price(name, price), moved])
            }
            Settlement::Coin => {
                let per = F::given(Label::PerMark, Measure::PerPrice, 1.0 / price.get());
                let moved = F::ratio(grid(GridLabel::CoinMove), Ratio::new(moved.get() / (1.0 + moved.get())));
                F::product(label, KEY, [quantity, size, per, moved, F::price(Label::IndexPrice, index)])
            }
        }
    }

    /// What those options of an expiry gain together that are wanted; nothing where none is.
    fn expiry_change<F: Figure>(
        &self,
        expiry: &Expiry,
        number: usize,
        scenario: &Scenario,
        wanted: impl Fn(&Contract) -> bool,
    ) -> Option<F> {
        let options = || expiry.options.iter().filter(|option| wanted(option.contract));
        let first = options().next()?.contract.named_by().position();
        let discount = self.discount(expiry, number);
        let changes = options().map(|option| self.option_change(option, option.contract.net(), number, discount));
        let mut change = F::sum(grid(GridLabel::ExpiryChange(first)), KEY, changes);
        if scenario.options != Ratio::new(1.0) {
            let share = F::ratio(grid(GridLabel::OptionShare), scenario.options);
            change = F::product(grid(GridLabel::ExpiryPart(first)), KEY, [change, share]);
        }
        if scenario.set != ScenarioSet::Skew || change.value() <= 0.0 {
            return Some(change);
        }
        let nothing = F::usd(Label::Nothing, Usd::ZERO);
        Some(F::difference(grid(GridLabel::ExpiryTurn(first)), KEY, nothing, change))
    }

    /// What an expiry's values after a scenario are multiplied by, by the sign of all of them together.
    pub(crate) fn discount(&self, expiry: &Expiry, number: usize) -> Option<Ratio> {
        let [positive, negative] = expiry.discounts?;
        let worth = expiry.options.iter().map(|option| {
            let after = option.after(number);
            option.units() * after * self.in_dollars(option)
        });
        let worth: f64 = worth.sum();
        Some(Ratio::new(if worth < 0.0 { negative } else { positive }))
    }

    /// What so many of an option gain: discount × worth after − worth now.
    pub(crate) fn option_change<F: Figure>(
        &self,
        option: &Quoted,
        quantity: Quantity,
        number: usize,
        discount: Option<Ratio>,
    ) -> F {
        let position = option.contract.named_by().position();
        let after = option.after(number);
        let discount = discount.map(|discount| F::ratio(grid(GridLabel::ShockDiscount), discount));
        let after = self.worth(option, quantity, GridLabel::WorthAfter(position), after, discount);
        let now = self.worth(option, quantity, GridLabel::WorthNow(position), option.now(), None);
        F::difference(grid(GridLabel::Change(position)), KEY, after, now)
    }

    fn worth<F: Figure>(
        &self,
        option: &Quoted,
        quantity: Quantity,
        label: GridLabel,
        price: f64,
        discount: Option<F>,
    ) -> F {
        let quantity = F::quantity(Label::Quantity, quantity);
        let size = F::quantity(Label::Multiplier, option.contract.instrument.multiplier);
        let price = F::price(Label::OptionPrice, Price::new(price));
        let index = match option.contract.instrument.settlement {
            Settlement::Linear => None,
            Settlement::Coin => Some(F::price(Label::IndexPrice, Price::new(self.in_dollars(option)))),
        };
        F::product(grid(label), KEY, [quantity, size, price].into_iter().chain(index).chain(discount))
    }

    /// What one unit of the money that an option settles in is worth: coins are valued at today's index in every scenario.
    fn in_dollars(&self, option: &Quoted) -> f64 {
        match option.contract.instrument.settlement {
            Settlement::Linear => 1.0,
            Settlement::Coin => option.contract.index.get() * self.factor,
        }
    }

    /// What all expiries lose when their forwards alone move.
    fn basis<F: Figure>(&self) -> F {
        let Some(shock) = self.grid.basis else { return F::usd(Label::Nothing, Usd::ZERO) };
        let expiries = self.expiries.iter().map(|expiry| self.expiry_basis(expiry, shock));
        F::sum(grid(GridLabel::Basis), KEY, expiries)
    }

    fn expiry_basis<F: Figure>(&self, expiry: &Expiry, shock: BasisShock) -> F {
        let first = expiry.named_by();
        let loss = |label, side: fn(&Quoted) -> f64| {
            let losses = expiry.options.iter().map(|option| {
                let (position, net) = (option.contract.named_by().position(), option.contract.net());
                let after = self.worth(option, net, GridLabel::WorthAfter(position), side(option), None);
                let now = self.worth(option, net, GridLabel::WorthNow(position), option.now(), None);
                F::difference(grid(GridLabel::Change(position)), KEY, now, after)
            });
            F::sum(grid(label), KEY, losses)
        };
        let up = loss(GridLabel::LossUp(first), |option| option.basis()[0]);
        let down = loss(GridLabel::LossDown(first), |option| option.basis()[1]);
        let nothing = F::usd(Label::Nothing, Usd::ZERO);
        let worse = F::largest(grid(GridLabel::WorseMove(first)), KEY, [nothing, up, down]);
        let factor = Ratio::new(shock.base.get() + shock.growth.get() * expiry.years);
        let factor = F::ratio(grid(GridLabel::BasisFactor), factor);
        F::product(grid(GridLabel::ExpiryBasis(first)), KEY, [worse, factor])
    }
}

impl InGrid<'_> {
    /// What the holding gains.
    pub(crate) fn change<F: Figure>(&self, scenario: &Scenario) -> F {
        self.change_of(self.held.quantity, scenario)
    }

    /// What so much of it gains.
    pub(crate) fn change_of<F: Figure>(&self, quantity: Quantity, scenario: &Scenario) -> F {
        let moved = scenario.linear.unwrap_or(scenario.price);
        let quantity = F::quantity(Label::Quantity, quantity);
        let index = F::price(Label::IndexPrice, Price::new(self.held.index.get() * self.factor));
        let moved = F::ratio(grid(GridLabel::Move), moved);
        F::product(grid(GridLabel::HoldingChange(self.held.id)), KEY, [quantity, index, moved])
    }
}

impl Row {
    fn label(self) -> GridLabel {
        match self {
            Self::Scenario(number) => GridLabel::Loss(number as u32),
            Self::Basis => GridLabel::Basis,
        }
    }
}

/// What counts of a part's gain; a loss counts in full.
fn counted<F: Figure>(gain: F, rule: Gain) -> F {
    if gain.value() <= 0.0 {
        return gain;
    }
    let label = grid(GridLabel::PartCounted);
    let share = F::ratio(grid(GridLabel::GainShare), rule.share);
    let counted = F::product(label, KEY, [gain, share]);
    match rule.most {
        None => counted,
        Some(most) => F::smallest(label, KEY, [counted, F::usd(grid(GridLabel::MostGain), most)]),
    }
}

/// The first of the rows that lose most, if one loses anything.
fn worst(losses: &[(Row, f64)]) -> Option<Row> {
    let mut worst = None;
    let mut most = 0.0;
    for (row, loss) in losses {
        if *loss > most {
            (worst, most) = (Some(*row), *loss);
        }
    }
    worst
}

fn grid(label: GridLabel) -> Label {
    Label::Grid(label)
}
