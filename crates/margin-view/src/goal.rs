//! A goal that is sought: a quantity, collateral or a price, in a sentence with the portfolio before and after.

mod seek;
mod words;

pub use seek::{Goal, Sought, seek};

use crate::changed::{self, Changed};
use crate::desk::Subject;
use crate::name;
use crate::number::Locale;
use crate::text::changed::ChangedText;
use margin_core::portfolio::Portfolio;
use margin_core::report::MarginReport;
use margin_core::solve::liquidation_prices;

/// A goal, sought.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalView {
    /// What was found, or why there is none.
    pub says: String,
    /// Whether something was found.
    pub outcome: Outcome,
    /// What the figures are of: a group, or the portfolio.
    pub of: String,
    /// Its figures now and then; empty where nothing was found.
    pub figures: Vec<Changed>,
    /// What making the edit is called, where it is one.
    pub apply: Option<String>,
}

/// Whether something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was.
    Found,
    /// There is no such number.
    None,
}

/// What was sought in words and rows.
pub fn goal(sought: &Sought, subject: &Subject, locale: &Locale) -> GoalView {
    let (of, figures) = figures(sought, subject, locale);
    let outcome = if sought.is_found() { Outcome::Found } else { Outcome::None };
    GoalView {
        says: words::says(sought, subject, locale),
        outcome,
        of,
        figures,
        apply: words::apply(sought, subject, locale),
    }
}

fn figures(sought: &Sought, subject: &Subject, locale: &Locale) -> (String, Vec<Changed>) {
    let Some((portfolio, report)) = sought.there() else { return (String::new(), Vec::new()) };
    let of_group = |key| Some((name::group(subject.portfolio, key, locale), key));
    let found = sought
        .group()
        .and_then(of_group)
        .and_then(|(name, key)| Some((name, changed::of_group(key, subject.report, report, locale)?)));
    let whole = || (ChangedText::Portfolio.say(), changed::figures(subject.report, report, locale));
    let (of, mut rows) = found.unwrap_or_else(whole);
    rows.extend(portfolio.and_then(|portfolio| nearest(portfolio, subject, locale)));
    (of, rows)
}

fn nearest(portfolio: &Portfolio, subject: &Subject, locale: &Locale) -> Option<Changed> {
    let there = liquidation_prices(portfolio, subject.market, subject.rules).ok()?;
    Some(changed::nearest(subject.liquidation, &there, locale))
}

impl Sought {
    /// The portfolio that it leads to, where it is an edit, and the evaluation there.
    fn there(&self) -> Option<(Option<&Portfolio>, &MarginReport)> {
        match self {
            Self::Prices { prices, .. } => prices.first().map(|price| (None, &price.report)),
            _ => self.edit().zip(self.report()).map(|(portfolio, report)| (Some(portfolio), report)),
        }
    }
}
