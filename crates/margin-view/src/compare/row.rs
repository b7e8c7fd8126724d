//! One venue's row.

use crate::compare::order::Column;
use crate::compare::{Bar, Cell, Source, Takes, Use, VenueRow, VenueWithout, title, why};
use crate::desk::Tone;
use crate::number::{self, Locale, Toward};
use crate::text;
use crate::text::compare::CompareText;
use margin_core::compare::{LiquidationCost, NearestLiquidation, Outcome, Standing};
use margin_core::portfolio::Portfolio;
use margin_core::units::{Ratio, Usd};

/// A row, or that there are no figures for one.
pub(super) fn row(
    source: &Source,
    outcome: &Outcome,
    longest: Usd,
    portfolio: &Portfolio,
    locale: &Locale,
) -> Result<VenueRow, VenueWithout> {
    let (id, name) = (source.id.to_owned(), title(source.rules));
    let (standing, takes) = match outcome {
        Outcome::Whole(standing) => (standing, Takes::Whole),
        Outcome::Partial { taken, left_out } => {
            let of = portfolio.holdings.len() + portfolio.positions.len() + portfolio.orders.len();
            (taken, Takes::Part(CompareText::Without { count: left_out.len(), of }.say()))
        }
        Outcome::None { why, .. } => {
            return Err(VenueWithout { id, name, why: why::none(why, portfolio, locale) });
        }
    };
    Ok(VenueRow {
        id,
        name,
        standing: described(source),
        use_for: source.use_for,
        takes,
        best: false,
        left_out: why::left_out(outcome.left_out(), portfolio, locale),
        cells: Column::ALL.map(|column| cell(column, standing, locale)).into(),
        bar: bar(standing, longest),
    })
}

/// What the venue is, and how well its rules are established.
fn described(source: &Source) -> String {
    let grade = text::grade_short(why::grade(source.rules));
    match source.use_for {
        Use::Open => grade.into(),
        Use::Present => CompareText::Now { grade }.say(),
        Use::Closed => CompareText::Closed { grade }.say(),
        Use::Reference => CompareText::Reference { grade }.say(),
    }
}

fn cell(column: Column, standing: &Standing, locale: &Locale) -> Cell {
    let share = |share: Option<Ratio>, toward| match share {
        None => words(text::NONE.into(), None),
        Some(share) => plain(number::percent(share, 1, toward, locale), share.get(), locale),
    };
    let usd = |dollars: Usd, toward| plain(number::usd(dollars, toward, locale), dollars.get(), locale);
    match column {
        Column::Initial => usd(standing.requirement.initial, Toward::Up),
        Column::Maintenance => usd(standing.requirement.maintenance, Toward::Up),
        Column::Counts => usd(standing.counted.initial, Toward::Down),
        Column::Freeboard => {
            let free = standing.excess.initial;
            Cell { tone: if free < Usd::ZERO { Tone::Warning } else { Tone::Plain }, ..usd(free, Toward::Down) }
        }
        Column::Liquidation => liquidation(&standing.nearest, locale),
        Column::Cost => cost(standing.cost.as_ref(), locale),
        Column::Saving => share(standing.saving.share, Toward::Down),
        Column::Idle => share(standing.idle, Toward::Up),
    }
}

/// Where it goes under first: `SOL −32.9 %`.
pub(super) fn liquidation(nearest: &NearestLiquidation, locale: &Locale) -> Cell {
    let order = Some(nearest.distance());
    match nearest {
        NearestLiquidation::Never => words(text::NONE.into(), order),
        NearestLiquidation::Now(_) => Cell { tone: Tone::Danger, ..words(CompareText::UnderNow.say(), order) },
        NearestLiquidation::At { asset, change, .. } => {
            // A liquidation is never told as farther away than it is.
            let distance = number::percent(change.abs(), 1, Toward::Down, locale);
            let sign = if *change < Ratio::ZERO { number::MINUS } else { '+' };
            Cell {
                text: CompareText::Reach { asset: asset.as_str(), change: &format!("{sign}{distance}") }.say(),
                full: number::full(change.get(), locale),
                order,
                tone: tone(*change),
            }
        }
    }
}

fn tone(change: Ratio) -> Tone {
    match change.abs().get() {
        near if near <= 0.05 => Tone::Danger,
        near if near <= 0.15 => Tone::Warning,
        _ => Tone::Plain,
    }
}

/// What the trader loses where it goes under first.
pub(super) fn cost(cost: Option<&LiquidationCost>, locale: &Locale) -> Cell {
    match cost {
        None => words(text::NONE.into(), Some(0.0)),
        Some(LiquidationCost::Known { lost, .. }) => plain(number::usd(*lost, Toward::Up, locale), lost.get(), locale),
        Some(LiquidationCost::Unknown { .. }) => words(text::UNKNOWN.into(), None),
    }
}

fn plain(text: String, value: f64, locale: &Locale) -> Cell {
    Cell { text, full: number::full(value, locale), order: Some(value), tone: Tone::Plain }
}

fn words(text: String, order: Option<f64>) -> Cell {
    Cell { full: text.clone(), text, order, tone: Tone::Plain }
}

/// The longest figure of all bars.
pub(super) fn longest(compared: &[(Source, &Outcome)]) -> Usd {
    let standings = compared.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Whole(standing) | Outcome::Partial { taken: standing, .. } => Some(standing),
        Outcome::None { .. } => None,
    });
    let ends =
        standings.flat_map(|found| [found.requirement.initial, found.requirement.maintenance, found.counted.initial]);
    ends.fold(Usd::ZERO, |longest, end| if end > longest { end } else { longest })
}

fn bar(standing: &Standing, longest: Usd) -> Bar {
    let end = |dollars: Usd| dollars.share_of(longest).map_or(0.0, |share| share.get().clamp(0.0, 1.0));
    Bar {
        maintenance: end(standing.requirement.maintenance),
        initial: end(standing.requirement.initial),
        counted: end(standing.counted.initial),
    }
}
