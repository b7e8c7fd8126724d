//! Whether the parameters of options' formulas make sense.

use crate::check::rules::{least_zero, positive, share_problem, wrong};
use crate::problem::{Problem, ProblemKind};
use crate::report::{Level, Levels};
use crate::rules::{
    CertaintyRule, LongRule, OptionFormula, OptionRates, PegRule, Relief, ShortRule, ShortShare, ShortShocked, Unpaired,
};

pub(super) fn problems(model: &OptionFormula) -> Vec<Problem> {
    let options = model.options.iter().flat_map(|(asset, rates)| of_rates(&format!("model.options.{asset}"), rates));
    let relief = match &model.relief {
        Relief::None | Relief::Strategies => Vec::new(),
        Relief::LargestLoss(unpaired) => of_unpaired("model.relief.largestLoss", unpaired),
    };
    let certainty = model.certainty.iter().flat_map(|rule| certainty_problems("model.certainty", rule));
    let peg = model.peg.iter().flat_map(|rule| peg_problems("model.peg", rule));
    options.chain(relief).chain(certainty).chain(peg).collect()
}

/// What is wrong with what unsure feeds require.
pub(super) fn certainty_problems(path: &str, rule: &CertaintyRule) -> Vec<Problem> {
    let threshold = share_problem(format!("{path}.threshold"), rule.threshold);
    let factor = least_zero(format!("{path}.factor"), rule.factor.get());
    threshold.into_iter().chain(factor).collect()
}

/// What is wrong with what a lost peg requires.
pub(super) fn peg_problems(path: &str, rule: &PegRule) -> Vec<Problem> {
    let threshold = positive(format!("{path}.threshold"), rule.threshold.get());
    let factor = least_zero(format!("{path}.factor"), rule.factor.get());
    threshold.into_iter().chain(factor).collect()
}

fn of_unpaired(path: &str, unpaired: &Unpaired) -> Vec<Problem> {
    at_levels(&format!("{path}.forward"), &unpaired.forward, |path, share, _| {
        least_zero(path, share.get()).into_iter().collect()
    })
}

fn of_rates(path: &str, rates: &OptionRates) -> Vec<Problem> {
    let long = at_levels(&format!("{path}.long"), &rates.long, |path, rule, _| match rule {
        LongRule::Nothing | LongRule::Worth => Vec::new(),
        LongRule::WorthUpTo(share) => {
            least_zero(format!("{path}.worthUpTo"), share.get()).into_iter().collect::<Vec<_>>()
        }
    });
    let shorts = [("call", &rates.call), ("put", &rates.put)];
    let shorts = shorts.into_iter().flat_map(|(side, levels)| at_levels(&format!("{path}.{side}"), levels, of_short));
    long.into_iter().chain(shorts).collect()
}

fn of_short(path: String, rule: &ShortRule, level: Level) -> Vec<Problem> {
    match rule {
        ShortRule::Share(share) => of_share(&format!("{path}.share"), share, level),
        ShortRule::Shocked(shocked) => of_shocked(&format!("{path}.shocked"), shocked),
    }
}

fn of_share(path: &str, share: &ShortShare, level: Level) -> Vec<Problem> {
    let terms = [
        ("lessOutOfTheMoney", share.less_out_of_the_money),
        ("underlying", share.underlying),
        ("strike", share.strike),
        ("worth", share.worth),
        ("maintenance", share.maintenance),
    ];
    let none = terms.iter().all(|(_, term)| term.is_none());
    let none = none.then(|| wrong(path.to_owned(), ProblemKind::NotPositive));
    // What must be kept is not measured by itself.
    let itself = (level == Level::Maintenance && share.maintenance.is_some())
        .then(|| wrong(format!("{path}.maintenance"), ProblemKind::OutOfRange));
    let terms = terms.into_iter().filter_map(|(name, term)| least_zero(format!("{path}.{name}"), term?.get()));
    terms.chain(none).chain(itself).collect()
}

fn of_shocked(path: &str, shocked: &ShortShocked) -> Vec<Problem> {
    let shock = positive(format!("{path}.shock"), shocked.shock.get());
    let at = format!("{path}.shares");
    let rises = shocked.shares.windows(2).all(|pair| matches!(pair, [first, second] if first.days < second.days));
    let order = (!rises || shocked.shares.is_empty()).then(|| wrong(at.clone(), ProblemKind::UnorderedTiers));
    let shares = shocked.shares.iter().flat_map(|timed| {
        let days = least_zero(at.clone(), timed.days);
        days.into_iter().chain(share_problem(at.clone(), timed.share))
    });
    shock.into_iter().chain(order).chain(shares).collect()
}

/// What is wrong at each level, each with its path.
fn at_levels<T>(path: &str, levels: &Levels<T>, find: impl Fn(String, &T, Level) -> Vec<Problem>) -> Vec<Problem> {
    let named = [("initial", Level::Initial), ("maintenance", Level::Maintenance)];
    named.into_iter().flat_map(|(name, level)| find(format!("{path}.{name}"), levels.at(level), level)).collect()
}
