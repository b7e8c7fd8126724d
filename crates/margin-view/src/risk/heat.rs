//! A map of the portfolio over price and volatility, or price and time: its profit, and how far it is above the line.

use crate::number::{self, Locale, Toward};
use crate::risk::shade;
use crate::text::risk::HeatText;
use margin_core::report::Level;
use margin_core::solve::HeatCell;
use margin_core::units::{Ratio, Usd};

/// What a map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeatOf {
    /// What equity has gained.
    #[default]
    Profit,
    /// What counts beyond the maintenance requirement.
    Excess,
    /// The maintenance requirement.
    Maintenance,
    /// The initial requirement.
    Initial,
}

/// What a map's rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeatBy {
    /// Volatilities that are higher or lower.
    #[default]
    Volatility,
    /// Days that pass.
    Days,
}

/// A map.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatView {
    /// The asset whose price moves.
    pub asset: String,
    /// What it shows and where it goes under, in a sentence.
    pub summary: String,
    /// What stands over the rows: `Volatilities`.
    pub corner: String,
    /// The moves of the price: `−20 %`, each with the price there.
    pub columns: Vec<HeatColumn>,
    /// The rows, from the highest volatility or the latest day.
    pub rows: Vec<HeatRow>,
}

/// A move of the price.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatColumn {
    /// The move.
    pub change: String,
    /// The price there.
    pub price: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What happens in it: `+10 points`.
    pub name: String,
    /// Whether it is as things are now.
    pub now: bool,
    /// A figure for each column.
    pub cells: Vec<HeatCellView>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCellView {
    /// The figure, short.
    pub text: String,
    /// What is there, in words: profit, what counts and what is required.
    pub full: String,
    /// Whether less counts than must be kept.
    pub under: bool,
    /// From −1 to 1, for shading.
    pub shade: f64,
}

/// The axes of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// The asset whose price moves.
    pub asset: String,
    /// Its price now.
    pub price: f64,
    /// What it is multiplied by, from the lowest.
    pub factors: Vec<Ratio>,
    /// What the rows are.
    pub by: HeatBy,
    /// Points of volatility as shares, or days, from the first row.
    pub steps: Vec<f64>,
    /// How many steps have no figures, because a contract has expired by then.
    pub expired: usize,
}

impl HeatOf {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Profit, Self::Excess, Self::Maintenance, Self::Initial];

    /// What it is called.
    pub fn name(self) -> String {
        HeatText::Of(self).say()
    }

    fn value(self, cell: &HeatCell) -> Usd {
        match self {
            Self::Profit => cell.profit,
            Self::Excess => cell.excess(Level::Maintenance),
            Self::Maintenance => cell.required.maintenance,
            Self::Initial => cell.required.initial,
        }
    }

    fn toward(self) -> Toward {
        match self {
            Self::Profit | Self::Excess => Toward::Down,
            Self::Maintenance | Self::Initial => Toward::Up,
        }
    }
}

impl HeatBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Volatility, Self::Days];

    /// What it is called.
    pub fn name(self) -> String {
        HeatText::By(self).say()
    }
}

/// A map as rows and words.
pub fn heat(cells: &[Vec<HeatCell>], axes: &Axes, of: HeatOf, locale: &Locale) -> HeatView {
    let all = || cells.iter().flatten();
    let largest = all().map(|cell| of.value(cell).get().abs()).fold(0.0, f64::max);
    let under = all().filter(|cell| is_under(cell)).count();
    let row = |(step, row): (&f64, &Vec<HeatCell>)| HeatRow {
        name: step_name(axes.by, *step, locale),
        now: *step == 0.0,
        cells: row.iter().map(|each| cell(each, of, largest, locale)).collect(),
    };
    let column = |factor: &Ratio| HeatColumn {
        change: match *factor - Ratio::new(1.0) {
            Ratio::ZERO => HeatText::Now.say(),
            change => number::change(change, 0, Toward::Nearest, locale),
        },
        price: number::significant(axes.price * factor.get(), 4, Toward::Nearest, locale),
    };
    HeatView {
        asset: axes.asset.clone(),
        summary: HeatText::Summary { of, asset: &axes.asset, cells: all().count(), under, expired: axes.expired }.say(),
        corner: axes.by.name(),
        columns: axes.factors.iter().map(column).collect(),
        rows: axes.steps.iter().zip(cells).map(row).collect(),
    }
}

fn cell(cell: &HeatCell, of: HeatOf, largest: f64, locale: &Locale) -> HeatCellView {
    let value = of.value(cell);
    let signed = matches!(of, HeatOf::Profit | HeatOf::Excess);
    let short = number::abbreviated(value.get(), 3, locale);
    let plus = if signed && value > Usd::ZERO { "+" } else { "" };
    let usd = |value, toward| number::usd(value, toward, locale);
    HeatCellView {
        text: format!("{plus}{short}"),
        full: HeatText::Cell {
            profit: &number::signed_usd(cell.profit, Toward::Down, locale),
            counted: &usd(cell.counted.maintenance, Toward::Down),
            maintenance: &usd(cell.required.maintenance, Toward::Up),
            initial: &usd(cell.required.initial, Toward::Up),
            value: &number::usd(value, of.toward(), locale),
        }
        .say(),
        under: is_under(cell),
        shade: shade(value.get(), largest),
    }
}

fn is_under(cell: &HeatCell) -> bool {
    cell.excess(Level::Maintenance) < Usd::ZERO
}

fn step_name(by: HeatBy, step: f64, locale: &Locale) -> String {
    if step == 0.0 {
        return HeatText::Now.say();
    }
    match by {
        HeatBy::Volatility => {
            let points = number::fixed(Ratio::new(step * 100.0), 0, locale);
            HeatText::Points { points: &points }.say()
        }
        HeatBy::Days => HeatText::Later { days: &number::full(step, locale) }.say(),
    }
}
