//! A portfolio over two venues, in words and numbers.

use crate::compare::{title, why};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::compare::SplitText;
use margin_core::compare::{ContractShare, NoSplit, Split, TakenBy};
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use margin_core::units::{Ratio, Usd};

/// A split, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitView {
    /// What is saved against the better venue alone, or why there is no split, in a sentence.
    pub verdict: String,
    /// Each contract.
    pub rows: Vec<SplitRow>,
    /// What is held in all, line by line: names and dollars.
    pub totals: Vec<(String, String)>,
}

/// One contract of a split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitRow {
    /// The contract.
    pub name: String,
    /// The share at the first venue.
    pub first: String,
    /// The share at the second.
    pub second: String,
    /// Why it cannot be otherwise; empty where it can.
    pub note: String,
}

/// A split in words and numbers.
pub fn split(
    found: &Result<Split, NoSplit>,
    venues: [&VenueRules; 2],
    portfolio: &Portfolio,
    locale: &Locale,
) -> SplitView {
    let names = venues.map(title);
    match found {
        Ok(found) => shown(found, &names, locale),
        Err(none) => SplitView { verdict: why_none(none, portfolio, locale), rows: Vec::new(), totals: Vec::new() },
    }
}

fn shown(found: &Split, [first, second]: &[String; 2], locale: &Locale) -> SplitView {
    let up = |dollars: Usd| number::usd(dollars, Toward::Up, locale);
    let line =
        |text: SplitText, dollars: Option<Usd>| (text.say(), dollars.map_or_else(|| SplitText::NotAll.say(), up));
    SplitView {
        verdict: verdict(found, locale),
        rows: found.shares.iter().map(|share| row(share, [first, second], locale)).collect(),
        totals: vec![
            line(SplitText::HeldAt { venue: first }, Some(found.first.held)),
            line(SplitText::HeldAt { venue: second }, Some(found.second.held)),
            line(SplitText::Cost, Some(found.cost)),
            line(SplitText::Buffer, Some(found.buffer)),
            line(SplitText::Total, Some(found.total)),
            line(SplitText::AllAt { venue: first }, found.all_first),
            line(SplitText::AllAt { venue: second }, found.all_second),
        ],
    }
}

/// What is saved against the better venue alone.
fn verdict(found: &Split, locale: &Locale) -> String {
    let alone = [found.all_first, found.all_second].into_iter().flatten();
    let best = alone.fold(None, |best: Option<Usd>, each| Some(best.filter(|best| *best <= each).unwrap_or(each)));
    let Some(best) = best else { return SplitText::NeitherTakesAll.say() };
    let saved = best - found.total;
    if saved.get() < 0.01 {
        return SplitText::NothingSaved.say();
    }
    let share = saved.share_of(best).unwrap_or(Ratio::ZERO);
    SplitText::Saves {
        saved: &number::usd(saved, Toward::Down, locale),
        share: &number::percent(share, 1, Toward::Down, locale),
    }
    .say()
}

fn row(share: &ContractShare, [first, second]: [&String; 2], locale: &Locale) -> SplitRow {
    let percent = |share: Ratio| number::percent(share, 1, Toward::Nearest, locale);
    SplitRow {
        name: name::instrument(&share.instrument, locale),
        first: percent(share.stays),
        second: percent(Ratio::new(1.0) - share.stays),
        note: match share.taken_by {
            TakenBy::Both => String::new(),
            TakenBy::First => SplitText::OnlyAt { venue: first }.say(),
            TakenBy::Second => SplitText::OnlyAt { venue: second }.say(),
        },
    }
}

fn why_none(none: &NoSplit, portfolio: &Portfolio, locale: &Locale) -> String {
    match none {
        NoSplit::NotTaken(refused) => {
            let names: Vec<_> = refused.iter().map(|(each, _, _)| name::instrument(each, locale)).collect();
            SplitText::NotTaken { names: &why::listed(&names) }.say()
        }
        NoSplit::VolatilityUnknown(asset) => SplitText::VolatilityUnknown { asset: asset.as_str() }.say(),
        NoSplit::TransferOutside => SplitText::TransferOutside.say(),
        NoSplit::Problems(found) => {
            let says: Vec<_> = found.iter().map(|each| crate::problem::problem(each, portfolio).says).collect();
            says.join(" ")
        }
    }
}
