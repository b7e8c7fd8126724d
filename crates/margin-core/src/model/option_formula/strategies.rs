//! The strategies of listed options, as FINRA 4210(f)(2) and the exchanges' margin manuals describe them.
//!
//! Short calls are covered by the underlying that is held, short puts by what is owed of it: they require what they are in
//! the money. Spreads require the largest loss of what is held with what is short against it. Of a short call and a short
//! put that remain, the side that requires more stands for both, with what is owed for the other. Of the arrangements with
//! and without cover, and with the deepest, the farthest or no shorts of each right in spreads, the cheapest is required.

use crate::instrument::Right;
use crate::model::Account;
use crate::model::option_formula::{Held, loss, own};
use crate::report::{Bare, Figure, Label, OptionLabel};
use crate::rules::{RuleKey, Worth};
use crate::units::Usd;
use std::collections::BTreeMap;

/// Units of each underlying that cover options and do not cover others yet: held positive, owed negative.
#[derive(Clone, Debug)]
pub(super) struct Cover(BTreeMap<usize, f64>);

impl Cover {
    /// What an account's holdings can cover.
    pub(super) fn of(account: Account) -> Self {
        Self(account.holdings.iter().map(|held| (held.asset, held.quantity.get())).collect())
    }

    /// Takes units that cover options of a right, at most as many as there are.
    fn take(&mut self, asset: usize, right: Right, units: f64) -> f64 {
        let Some(left) = self.0.get_mut(&asset) else { return 0.0 };
        let sign = match right {
            Right::Call => 1.0,
            Right::Put => -1.0,
        };
        let taken = units.min((*left * sign).max(0.0));
        *left -= taken * sign;
        taken
    }
}

/// Which short options of a right are put into spreads where there are long ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spreads {
    /// Those that are deepest in the money.
    Deepest,
    /// Those that are farthest out of the money.
    Farthest,
    /// None.
    Without,
}

/// An expiry's options by what they require together.
#[derive(Default)]
struct Arrangement<'c> {
    covered: Vec<Held<'c>>,
    /// What is held, and what is short against it; nothing where nothing is short against it.
    spread: Vec<Held<'c>>,
    /// A short call and a short put on as many units each.
    pairs: Vec<[Held<'c>; 2]>,
    alone: Vec<Held<'c>>,
}

/// What the cheapest arrangement of an expiry's options requires.
pub(super) fn requirement<F: Figure>(options: &[Held], cover: &mut Cover) -> F {
    let choices = [Spreads::Deepest, Spreads::Farthest, Spreads::Without];
    let sides = choices.into_iter().flat_map(|calls| choices.into_iter().map(move |puts| (calls, puts)));
    let covers = [Cover(BTreeMap::new()), cover.clone()];
    let tried = sides.flat_map(|sides| covers.iter().map(move |cover| (sides, cover.clone())));
    let cheapest = tried
        .map(|((calls, puts), mut left)| {
            let arrangement = arranged(options, &mut left, [(Right::Call, calls), (Right::Put, puts)]);
            (cost::<Bare>(&arrangement).value(), arrangement, left)
        })
        .reduce(|best, next| if next.0 < best.0 { next } else { best });
    let Some((_, arrangement, left)) = cheapest else { return F::sum(Label::Nothing, RuleKey::Relief, []) };
    if !arrangement.covered.is_empty() {
        *cover = left;
    }
    cost(&arrangement)
}

fn arranged<'c>(options: &[Held<'c>], cover: &mut Cover, sides: [(Right, Spreads); 2]) -> Arrangement<'c> {
    let mut arrangement = Arrangement::default();
    let [calls, puts] = sides.map(|(right, spreads)| {
        let mut shorts = shorts(options, right);
        let mut naked = Vec::new();
        take_covered(&mut shorts, cover, right, &mut arrangement.covered);
        let held = options.iter().filter(|held| held.option.right == right && !held.is_short());
        let held: f64 = held.map(Held::units).fold(0.0, |total, units| total + units);
        spread(shorts, held, spreads, &mut arrangement.spread, &mut naked);
        naked
    });
    let held = options.iter().filter(|held| !held.is_short());
    if arrangement.spread.is_empty() {
        arrangement.alone.extend(held);
    } else {
        arrangement.spread.extend(held);
    }
    pair(calls, puts, &mut arrangement);
    arrangement
}

/// Short options of a right, those that are deepest in the money first.
fn shorts<'c>(options: &[Held<'c>], right: Right) -> Vec<Held<'c>> {
    let shorts = options.iter().filter(|held| held.option.right == right && held.is_short()).copied();
    match right {
        Right::Call => shorts.collect(),
        Right::Put => shorts.rev().collect(),
    }
}

/// Moves what is covered out of `shorts`.
fn take_covered<'c>(shorts: &mut Vec<Held<'c>>, cover: &mut Cover, right: Right, covered: &mut Vec<Held<'c>>) {
    *shorts = std::mem::take(shorts)
        .into_iter()
        .filter_map(|short| {
            let taken = cover.take(short.contract.asset, right, short.units().abs());
            let (with, without) = split(short, taken);
            covered.extend(with);
            without
        })
        .collect();
}

/// Puts as much of `shorts` into the spread as there is held of the same right.
fn spread<'c>(
    mut shorts: Vec<Held<'c>>,
    held: f64,
    spreads: Spreads,
    spread: &mut Vec<Held<'c>>,
    naked: &mut Vec<Held<'c>>,
) {
    let mut left = if spreads == Spreads::Without { 0.0 } else { held };
    if spreads == Spreads::Farthest {
        shorts.reverse();
    }
    for short in shorts {
        let (against, alone) = split(short, left.min(short.units().abs()));
        left -= against.map_or(0.0, |against| against.units().abs());
        spread.extend(against);
        naked.extend(alone);
    }
}

/// So many units of a short option, and the others.
fn split(short: Held<'_>, units: f64) -> (Option<Held<'_>>, Option<Held<'_>>) {
    let all = short.units().abs();
    if units >= all {
        return (Some(short), None);
    }
    if units <= 0.0 {
        return (None, Some(short));
    }
    (Some(short.part(units)), Some(short.part(all - units)))
}

/// Pairs short calls with short puts, those that require most first.
fn pair<'c>(calls: Vec<Held<'c>>, puts: Vec<Held<'c>>, arrangement: &mut Arrangement<'c>) {
    let [mut calls, mut puts] = [calls, puts].map(|mut shorts| {
        let each = |held: &Held| own::whole::<Bare>(*held).value() / held.units().abs();
        shorts.sort_by(|left, right| each(left).total_cmp(&each(right)));
        shorts
    });
    while let (Some(call), Some(put)) = (calls.last().copied(), puts.last().copied()) {
        let units = call.units().abs().min(put.units().abs());
        let ((call, calls_left), (put, puts_left)) = (split(call, units), split(put, units));
        arrangement.pairs.extend(call.zip(put).map(|(call, put)| [call, put]));
        replace_last(&mut calls, calls_left);
        replace_last(&mut puts, puts_left);
    }
    arrangement.alone.extend(calls.into_iter().chain(puts));
}

fn replace_last<T>(list: &mut Vec<T>, with: Option<T>) {
    list.pop();
    list.extend(with);
}

fn cost<F: Figure>(arrangement: &Arrangement) -> F {
    let covered = arrangement.covered.iter().map(|held| in_the_money(*held));
    let spread = (!arrangement.spread.is_empty())
        .then(|| F::sum(Label::Option(OptionLabel::SpreadLoss), RuleKey::Relief, loss::at_expiry(&arrangement.spread)));
    let pairs = arrangement.pairs.iter().map(|pair| greater(*pair));
    let alone = arrangement.alone.iter().map(|held| own::requirement(*held, held.label()));
    F::sum(Label::Option(OptionLabel::Strategies), RuleKey::Relief, covered.chain(spread).chain(pairs).chain(alone))
}

/// What a covered option is in the money at today's price, without what counts of its worth already.
fn in_the_money<F: Figure>(held: Held) -> F {
    let position = held.contract.named_by().position();
    let price = held.contract.index.get() * held.factor;
    let dollars = Usd::new(loss::intrinsic(&held, price) * held.units().abs());
    let amount = |label| F::usd(label, dollars);
    match held.worth {
        Worth::Required => amount(Label::Option(OptionLabel::CoveredOption(position))),
        Worth::Counted => {
            let beside = F::difference(
                Label::Option(OptionLabel::BesideOwed),
                RuleKey::Relief,
                amount(Label::Option(OptionLabel::Intrinsic)),
                own::owed(held),
            );
            let nothing = F::usd(Label::Nothing, Usd::ZERO);
            F::largest(Label::Option(OptionLabel::CoveredOption(position)), RuleKey::Relief, [beside, nothing])
        }
    }
}

/// What a short call and a short put require together.
fn greater<F: Figure>([call, put]: [Held; 2]) -> F {
    let requires = [call, put].map(|held| own::whole::<Bare>(held).value());
    let (greater, other) = if requires[0] >= requires[1] { (call, put) } else { (put, call) };
    let label = Label::Option(OptionLabel::ShortPair(greater.contract.named_by().position()));
    let own = own::requirement(greater, greater.label());
    let beside = (greater.worth == Worth::Required).then(|| own::owed(other));
    F::sum(label, RuleKey::Relief, [own].into_iter().chain(beside))
}
