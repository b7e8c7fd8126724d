//! What resting orders to buy or sell assets themselves add to what counts and to what is required.
//!
//! Filled: an asset's buys or its sells change its balance by their units and the quote's by their dollars, the worse for
//! the excess; what that adds counts, and what it takes is required. Reserved: what an asset's orders hold back counts as
//! the smaller of two differences, that of the asset's worth with and without all of it as units, and that of the quote's
//! worth below the balance with all orders' dollars. Worth is what counts less what is required. All in dollars.

use crate::book::{Book, Group, Held, Move, Resting};
use crate::collateral::{counted, debt_weight, required, share_left, worth};
use crate::report::{Bare, Figure, Label, Level};
use crate::rules::{RuleKey, SpotOrders};
use crate::units::{Quantity, Usd};
use crate::valuation::moved;

/// What orders add to both sides.
pub(crate) struct Effects<F> {
    pub(crate) counted: Vec<F>,
    pub(crate) required: Vec<F>,
}

/// What all orders of a group add; `settled` is the quote's balance in dollars where contracts settle in it.
pub(crate) fn effects<F: Figure>(
    group: &Group,
    book: &Book,
    level: Level,
    change: Move,
    settled: Option<f64>,
) -> Effects<F> {
    let mut effects = Effects { counted: Vec::new(), required: Vec::new() };
    let Some(quote) = quote(group, book) else { return effects };
    let desk = Desk { quote, level, quote_factor: book.factor(quote.asset, change) };
    let ordered = || group.holdings.iter().filter(|held| !held.orders.is_empty());
    let ordered = || ordered().map(|held| (held, book.factor(held.asset, change)));
    match &book.rules.collateral.spot_orders {
        SpotOrders::Ignored => {}
        SpotOrders::Filled { .. } => ordered().for_each(|(held, factor)| desk.fill(held, factor, &mut effects)),
        SpotOrders::Reserved { .. } => {
            let own = quote.quantity.get() * desk.quote_price();
            let held_back: f64 = ordered().map(|(held, factor)| dollars_back(held, factor)).sum();
            let most = settled.unwrap_or(own) + held_back;
            effects.counted.extend(ordered().map(|(held, factor)| desk.reserved(held, factor, most)));
        }
    }
    effects
}

/// What orders hold back of the holdings, in dollars at the index: a part of equity.
pub(crate) fn held_back<F: Figure>(group: &Group, book: &Book, change: Move) -> Vec<F> {
    if !matches!(book.rules.collateral.spot_orders, SpotOrders::Reserved { .. }) {
        return Vec::new();
    }
    let ordered = group.holdings.iter().flat_map(|held| held.orders.iter().map(move |order| (held, order)));
    ordered
        .map(|(held, order)| {
            let index = moved(held.index, book.factor(held.asset, change));
            let price = if order.quantity < Quantity::ZERO { index } else { order.price };
            let parts = [F::quantity(Label::Quantity, order.quantity.abs()), F::price(Label::IndexPrice, price)];
            F::product(Label::OrdersNotional(order.id), RuleKey::Equity, parts)
        })
        .collect()
}

/// Whether any orders rest on the assets of a group.
pub(crate) fn rest(group: &Group) -> bool {
    group.holdings.iter().any(|held| !held.orders.is_empty())
}

/// The factors of its asset's price at which an order's price is the index.
pub(crate) fn kinks(held: &Held) -> impl Iterator<Item = f64> {
    held.orders.iter().map(|order| order.price.get() / held.index.get())
}

fn quote<'g>(group: &'g Group, book: &Book) -> Option<&'g Held<'g>> {
    let quote = book.rules.collateral.spot_orders.quote().filter(|_| rest(group))?;
    group.holdings.iter().find(|held| book.assets.get(held.asset).is_some_and(|asset| asset.id == quote))
}

/// What orders are paid for with, and at which level.
struct Desk<'g> {
    quote: &'g Held<'g>,
    level: Level,
    quote_factor: f64,
}

impl Desk<'_> {
    fn quote_price(&self) -> f64 {
        moved(self.quote.index, self.quote_factor).get()
    }

    /// What an asset's orders hold back counts for.
    fn reserved<F: Figure>(&self, held: &Held, factor: f64, most: f64) -> F {
        let (units, dollars) = (Quantity::new(units_back(held, factor)), dollars_back(held, factor));
        let label = Label::WithBuys(self.level);
        let as_asset = self.gained(label, held, [held.quantity, held.quantity + units], factor);
        let [with, without] = [most, most - dollars].map(|dollars| Quantity::new(dollars / self.quote_price()));
        let label = Label::WithSells(self.level);
        let as_quote = self.gained(label, self.quote, [without, with], self.quote_factor);
        F::smallest(named(held), RuleKey::Orders, [as_asset, as_quote])
    }

    /// Adds what filling the worse side of an asset's orders does.
    fn fill<F: Figure>(&self, held: &Held, factor: f64, effects: &mut Effects<F>) {
        let sides =
            [|order: &&Resting| order.quantity >= Quantity::ZERO, |order: &&Resting| order.quantity < Quantity::ZERO];
        let sides = sides.map(|wanted| {
            let filled = || held.orders.iter().filter(wanted);
            let units: Quantity = filled().map(|order| order.quantity).sum();
            let paid: Usd = filled().map(|order| order.quantity * order.price).sum();
            (units, -paid)
        });
        let effect = |(units, dollars): (Quantity, Usd)| {
            let label = Label::WithBuys(self.level);
            let gained: Bare = self.gained(label, held, [held.quantity, held.quantity + units], factor);
            let quote: Bare = self.quoted(held, dollars);
            if dollars < Usd::ZERO { gained.value - quote.value } else { gained.value + quote.value }
        };
        let [buys, sells] = sides;
        let (units, dollars) = if effect(buys) <= effect(sells) { buys } else { sells };
        let balances = [held.quantity, held.quantity + units];
        let gained: Bare = self.gained(named(held), held, balances, factor);
        if gained.value < 0.0 {
            let label = self.requires(held);
            effects.required.push(self.gained(label, held, [balances[1], balances[0]], factor));
        } else {
            effects.counted.push(self.gained(named(held), held, balances, factor));
        }
        let side = if dollars < Usd::ZERO { &mut effects.required } else { &mut effects.counted };
        side.push(self.quoted(held, dollars));
    }

    /// What dollars that are received count for, or what dollars that are paid require.
    fn quoted<F: Figure>(&self, held: &Held, dollars: Usd) -> F {
        let extent = worth(self.quote, dollars.abs().get(), self.quote_factor);
        let amount = F::usd(named(held), dollars.abs());
        if dollars < Usd::ZERO {
            let weight = debt_weight(self.quote, self.level, extent, self.quote_factor);
            F::product(self.requires(held), RuleKey::Orders, [amount, weight])
        } else {
            F::product(named(held), RuleKey::Orders, [amount, share_left(self.quote, self.level, extent)])
        }
    }

    /// What an asset's worth gains from one balance to another.
    fn gained<F: Figure>(&self, label: Label, held: &Held, [from, to]: [Quantity; 2], factor: f64) -> F {
        F::difference(label, RuleKey::Orders, self.worth(held, to, factor), self.worth(held, from, factor))
    }

    /// What a balance counts for, or less than nothing where it is owed.
    fn worth<F: Figure>(&self, held: &Held, quantity: Quantity, factor: f64) -> F {
        let held = Held { quantity, lots: Vec::new(), orders: Vec::new(), ..held.clone() };
        let nothing = || F::usd(Label::Nothing, Usd::ZERO);
        match required(&held, self.level, factor) {
            Some(owed) => F::difference(Label::HoldingCounted(held.id), RuleKey::Debt, nothing(), owed),
            None => counted(&held, self.level, factor).unwrap_or_else(nothing),
        }
    }

    fn requires(&self, held: &Held) -> Label {
        match held.orders.first() {
            Some(order) => Label::OrdersRequirement(order.id, self.level),
            None => Label::DebtRequirement(held.id, self.level),
        }
    }
}

fn named(held: &Held) -> Label {
    held.orders.first().map_or(Label::HoldingCounted(held.id), |order| Label::OrdersNotional(order.id))
}

/// Units that an asset's orders hold back or would buy: dollars are taken at their order's price or at the index,
/// whichever buys less.
fn units_back(held: &Held, factor: f64) -> f64 {
    let index = moved(held.index, factor).get();
    let units = held.orders.iter().map(|order| {
        let (quantity, price) = (order.quantity.get(), order.price.get());
        if quantity < 0.0 { -quantity } else { quantity * price / price.max(index) }
    });
    units.sum()
}

/// Dollars that an asset's orders hold back or would bring: units are taken at their order's price or at the index,
/// whichever brings less.
fn dollars_back(held: &Held, factor: f64) -> f64 {
    let index = moved(held.index, factor).get();
    let dollars = held.orders.iter().map(|order| {
        let (quantity, price) = (order.quantity.get(), order.price.get());
        if quantity < 0.0 { -quantity * price.min(index) } else { quantity * price }
    });
    dollars.sum()
}
