//! One portfolio under many venues' rules, as the rows, words and bars of a table.

mod detail;
mod order;
mod row;
mod split;
mod why;

pub use detail::{Detail, HereAndThere, detail};
pub use order::{Column, Direction, sort};
pub use split::{SplitRow, SplitView, split};

use crate::desk::Tone;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::compare::{BestText, CompareText};
use margin_core::compare::{Comparison, Criterion, Outcome, rank};
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use margin_core::units::{Ratio, Usd};

/// Rules that a portfolio is put under, and what they are called.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// A name that no other source of the comparison has.
    pub id: &'a str,
    /// The rules.
    pub rules: &'a VenueRules,
    /// What they are to the trader.
    pub use_for: Use,
}

/// What rules are to the trader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The desk stands under them now.
    Present,
    /// A venue that trades.
    Open,
    /// A venue that has closed, or rules that have been replaced: never the best.
    Closed,
    /// A calculation that is no venue's: never the best.
    Reference,
}

/// The table.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareView {
    /// Venues that take the whole portfolio or a part of it, in the sources' order.
    pub rows: Vec<VenueRow>,
    /// Venues that give no figures, in the sources' order.
    pub without: Vec<VenueWithout>,
    /// Which is best, and why, in a sentence.
    pub best: String,
    /// What was taken as given for all of them, in sentences.
    pub assumptions: Vec<String>,
}

/// A venue's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueRow {
    /// The source's name.
    pub id: String,
    /// The venue and its product.
    pub name: String,
    /// What it is and how well its rules are established, such as `closed · as published`.
    pub standing: String,
    /// What it is to the trader.
    pub use_for: Use,
    /// Whether the figures are the whole portfolio's.
    pub takes: Takes,
    /// Whether it is the best by the criterion.
    pub best: bool,
    /// What it does not take, and why, in sentences.
    pub left_out: Vec<String>,
    /// The figure of each column, in the order of [`Column::ALL`].
    pub cells: Vec<Cell>,
    /// The bar.
    pub bar: Bar,
}

/// How much of the portfolio a venue takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// All of it.
    Whole,
    /// A part, in words: `without 2 of 5`.
    Part(String),
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Rounded, never in the trader's favour.
    pub text: String,
    /// In full.
    pub full: String,
    /// What it is ordered by; nothing where it is not known.
    pub order: Option<f64>,
    /// How grave it is.
    pub tone: Tone,
}

/// Where figures end on a bar, as shares of the longest of all rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The maintenance requirement.
    pub maintenance: f64,
    /// The initial requirement.
    pub initial: f64,
    /// What counts to open.
    pub counted: f64,
}

/// A venue that gives no figures.
#[derive(Clone, Debug, PartialEq)]
pub struct VenueWithout {
    /// The source's name.
    pub id: String,
    /// The venue and its product.
    pub name: String,
    /// Why, in a sentence.
    pub why: String,
}

/// The table of a comparison; `sources` are its candidates, in their order.
pub fn compare(
    comparison: &Comparison,
    sources: &[Source],
    portfolio: &Portfolio,
    criterion: Criterion,
    locale: &Locale,
) -> CompareView {
    let compared: Vec<_> = sources.iter().copied().zip(&comparison.outcomes).collect();
    let best = best(&compared, criterion);
    let longest = row::longest(&compared);
    let mut view = CompareView {
        rows: Vec::new(),
        without: Vec::new(),
        best: told(&best, &compared, criterion, locale),
        assumptions: why::assumptions(&comparison.assumptions, portfolio, locale),
    };
    for (index, (source, outcome)) in compared.iter().enumerate() {
        match row::row(source, outcome, longest, portfolio, locale) {
            Ok(row) => view.rows.push(VenueRow { best: best.contains(&index), ..row }),
            Err(without) => view.without.push(without),
        }
    }
    view
}

/// The candidates that are equally the best, of those that a trader can go to.
fn best(compared: &[(Source, &Outcome)], criterion: Criterion) -> Vec<usize> {
    let open = |(_, (source, _)): &(usize, &(Source, &Outcome))| matches!(source.use_for, Use::Present | Use::Open);
    let (places, outcomes): (Vec<_>, Vec<_>) =
        compared.iter().enumerate().filter(open).map(|(index, (_, outcome))| (index, (*outcome).clone())).unzip();
    let first = rank(&outcomes, criterion).places.into_iter().next();
    first.map_or_else(Vec::new, |first| {
        first.candidates.into_iter().filter_map(|candidate| places.get(candidate).copied()).collect()
    })
}

fn told(best: &[usize], compared: &[(Source, &Outcome)], criterion: Criterion, locale: &Locale) -> String {
    let whole = compared
        .iter()
        .filter(|(source, outcome)| matches!(source.use_for, Use::Present | Use::Open) && outcome.whole().is_some());
    let of = whole.count();
    let winners = best.iter().filter_map(|index| compared.get(*index));
    let names: Vec<_> = winners.clone().map(|(source, _)| title(source.rules)).collect();
    let standing = winners.clone().find_map(|(_, outcome)| outcome.whole());
    let Some(standing) = standing else { return CompareText::NoBest { of }.say() };
    let names = why::listed(&names);
    let usd = |amount: Usd| number::usd(amount, Toward::Up, locale);
    let figure = match criterion {
        Criterion::LeastInitial => usd(standing.requirement.initial),
        Criterion::LeastMaintenance => usd(standing.requirement.maintenance),
        Criterion::FarthestLiquidation => row::liquidation(&standing.nearest, locale).text,
        Criterion::LeastIdle => percent(standing.idle, locale),
        Criterion::LeastCost => row::cost(standing.cost.as_ref(), locale).text,
    };
    BestText { names: &names, count: best.len(), of, figure: &figure, criterion }.say()
}

fn percent(share: Option<Ratio>, locale: &Locale) -> String {
    share.map_or_else(|| crate::text::NONE.into(), |share| number::percent(share, 1, Toward::Up, locale))
}

/// What rules are called: the venue and its product.
pub fn title(rules: &VenueRules) -> String {
    CompareText::Title { venue: &rules.venue, product: &rules.product }.say()
}

/// A day of rules: `rules of 6 Sep 2026`.
pub fn dated(rules: &VenueRules) -> String {
    CompareText::RulesOf { date: &name::date(rules.effective) }.say()
}

/// What rules say of themselves that a trader has to know: that they are closed, what is uncertain, and their notes.
pub fn about(rules: &VenueRules) -> About {
    why::about(rules)
}

/// What rules say of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The venue and its product.
    pub title: String,
    /// That it has closed; nothing while it trades.
    pub closed: Option<String>,
    /// From which day they hold and how well they are established, in a sentence.
    pub established: String,
    /// The rules that are uncertain, each with what it says and where it is from.
    pub uncertain: Vec<crate::working::CitedRule>,
    /// What is uncertain or out of the ordinary, in their own words.
    pub notes: Vec<String>,
}
