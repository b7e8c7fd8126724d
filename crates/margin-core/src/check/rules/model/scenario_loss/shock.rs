//! Whether shocks of volatilities and values make sense.

use super::above_ruin;
use crate::check::number;
use crate::check::rules::{least_zero, positive, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::rules::{BasisShock, Gain, Grid, ShockDiscount, SkewShocks, Term, TermNode, VolatilityShock};

pub(super) fn problems(path: &str, grid: &Grid) -> Vec<Problem> {
    let shocks = [("up", &grid.up), ("down", &grid.down)].into_iter().flat_map(|(name, shocks)| {
        shocks.iter().enumerate().flat_map(move |(place, shock)| of_shock(&format!("{path}.{name}.{place}"), shock))
    });
    let skew = grid.skew.iter().flat_map(|skew| of_skew(&format!("{path}.skew"), skew));
    let discounts = grid.discount.iter().flat_map(|discounts| {
        let sides = [("positive", discounts.positive), ("negative", discounts.negative)];
        let sides = sides.into_iter().filter_map(|(side, discount)| Some((side, discount?)));
        sides.flat_map(|(side, discount)| of_discount(&format!("{path}.discount.{side}"), discount))
    });
    let gains = grid.gains.iter().flat_map(|gains| {
        let parts = [("linear", gains.linear), ("coin", gains.coin)];
        parts.into_iter().flat_map(|(part, gain)| of_gain(&format!("{path}.gains.{part}"), gain))
    });
    let dampener = grid.dampener.and_then(|dampener| least_zero(format!("{path}.dampener"), dampener.get()));
    let basis = grid.basis.iter().flat_map(|basis| of_basis(&format!("{path}.basis"), *basis));
    shocks.chain(skew).chain(discounts).chain(gains).chain(dampener).chain(basis).collect()
}

fn of_shock(path: &str, shock: &VolatilityShock) -> Vec<Problem> {
    let size = least_zero(format!("{path}.size"), shock.size.get());
    let least = shock.least.and_then(|least| least_zero(format!("{path}.least"), least.get()));
    let term = of_term(&format!("{path}.term"), &shock.term);
    size.into_iter().chain(least).chain(term).collect()
}

fn of_term(path: &str, term: &Term) -> Vec<Problem> {
    match term {
        Term::Flat => Vec::new(),
        Term::Power(term) => {
            let pivot = positive(format!("{path}.pivotDays"), term.pivot_days);
            let floor = least_zero(format!("{path}.floorDays"), term.floor_days);
            let powers = [("short", term.short), ("long", term.long)];
            let powers = powers.map(|(name, value)| least_zero(format!("{path}.{name}"), value.get()));
            [pivot, floor].into_iter().chain(powers).flatten().collect()
        }
        Term::Nodes(nodes) => {
            let empty = nodes.is_empty().then(|| wrong(path.into(), ProblemKind::MissingTable));
            let rises =
                |pair: &[TermNode]| pair.iter().zip(pair.iter().skip(1)).all(|(one, next)| one.days < next.days);
            let disordered = !nodes.windows(2).all(rises);
            let disordered = disordered.then(|| wrong(path.into(), ProblemKind::UnorderedTiers));
            let numbers = nodes.iter().enumerate().flat_map(|(place, node)| {
                [
                    least_zero(format!("{path}.{place}.days"), node.days),
                    least_zero(format!("{path}.{place}.factor"), node.factor.get()),
                ]
            });
            empty.into_iter().chain(disordered).chain(numbers.flatten()).collect()
        }
    }
}

fn of_skew(path: &str, skew: &SkewShocks) -> Vec<Problem> {
    let caps = [("linear", skew.linear), ("absolute", skew.absolute)].into_iter().flat_map(|(name, cap)| {
        [
            least_zero(format!("{path}.{name}.base"), cap.base.get()),
            finite(format!("{path}.{name}.growth"), cap.growth.get()),
        ]
    });
    let numbers = [
        least_zero(format!("{path}.least"), skew.least.get()),
        least_zero(format!("{path}.width"), skew.width.get()),
        least_zero(format!("{path}.volatility"), skew.volatility.get()),
        finite(format!("{path}.volatilityGrowth"), skew.volatility_growth.get()),
    ];
    caps.chain(numbers).flatten().collect()
}

fn of_discount(path: &str, discount: ShockDiscount) -> Vec<Problem> {
    let numbers = [
        least_zero(format!("{path}.base"), discount.base.get()),
        least_zero(format!("{path}.multiple"), discount.multiple.get()),
        finite(format!("{path}.spread"), discount.spread.get()),
    ];
    numbers.into_iter().flatten().collect()
}

fn of_gain(path: &str, gain: Gain) -> Vec<Problem> {
    let share = share_problem(format!("{path}.share"), gain.share);
    let most = gain.most.and_then(|most| least_zero(format!("{path}.most"), most.get()));
    share.into_iter().chain(most).collect()
}

fn of_basis(path: &str, basis: BasisShock) -> Vec<Problem> {
    let moves = [
        above_ruin(format!("{path}.up"), basis.up),
        above_ruin(format!("{path}.down"), basis.down),
        least_zero(format!("{path}.base"), basis.base.get()),
        least_zero(format!("{path}.growth"), basis.growth.get()),
    ];
    moves.into_iter().flatten().collect()
}

fn finite(path: String, value: f64) -> Option<Problem> {
    number::problem(value).map(|kind| wrong(path, kind))
}
