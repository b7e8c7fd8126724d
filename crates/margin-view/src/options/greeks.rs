//! Sensitivities as a table: by underlying, by expiry, by position, and together.

use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::options::{self as text, GreeksText};
use margin_core::instrument::Kind;
use margin_core::portfolio::{Portfolio, Position};
use margin_core::sensitivities::{DollarGreeks, Greeks, Scope, Sensitivities, UnderlyingSensitivities};
use margin_core::time::Timestamp;
use margin_core::units::{Quantity, Usd};

/// A sensitivity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greek {
    /// By price.
    Delta,
    /// Delta by price.
    Gamma,
    /// By volatility.
    Vega,
    /// By time.
    Theta,
    /// Delta by volatility.
    Vanna,
    /// Vega by volatility.
    Volga,
    /// By interest.
    Rho,
}

impl Greek {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 7] = [Self::Delta, Self::Gamma, Self::Vega, Self::Theta, Self::Vanna, Self::Volga, Self::Rho];

    /// What it is called.
    pub fn name(self) -> &'static str {
        text::greek(self).0
    }

    /// What it means, with its unit.
    pub fn meaning(self) -> &'static str {
        text::greek(self).1
    }

    fn units(self, greeks: &Greeks) -> Option<Quantity> {
        match self {
            Self::Delta => Some(greeks.units.delta),
            Self::Gamma => Some(greeks.units.gamma_percent),
            Self::Vega | Self::Theta | Self::Vanna | Self::Volga | Self::Rho => None,
        }
    }

    fn dollars(self, greeks: &DollarGreeks) -> Usd {
        match self {
            Self::Delta => greeks.delta,
            Self::Gamma => greeks.gamma,
            Self::Vega => greeks.vega,
            Self::Theta => greeks.theta,
            Self::Vanna => greeks.vanna,
            Self::Volga => greeks.volga,
            Self::Rho => greeks.rho,
        }
    }
}

/// The table.
#[derive(Clone, Debug, PartialEq)]
pub struct GreeksTable {
    /// Each underlying's rows.
    pub groups: Vec<GreeksGroup>,
    /// All positions, and all positions with what is held.
    pub together: Vec<GreeksRow>,
}

/// The rows of one underlying.
#[derive(Clone, Debug, PartialEq)]
pub struct GreeksGroup {
    /// Its name.
    pub asset: String,
    /// Positions, each expiry's sum after its own, then what is held, then everything on the underlying.
    pub rows: Vec<GreeksRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct GreeksRow {
    /// What it is of.
    pub of: GreeksOf,
    /// What that is called.
    pub name: String,
    /// In the order of [`Greek::ALL`].
    pub figures: Vec<GreekFigure>,
}

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GreeksOf {
    /// One position.
    Position,
    /// The positions of an expiry.
    Expiry,
    /// What is held of the underlying.
    Holdings,
    /// Everything on an underlying.
    Underlying,
    /// Several underlyings.
    Together,
}

/// One sensitivity of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct GreekFigure {
    /// In units of the underlying, where it has some, and they add up.
    pub units: Option<Written>,
    /// In dollars.
    pub dollars: Written,
}

/// A number as it is shown, and in full.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// As it is shown.
    pub text: String,
    /// In full.
    pub full: String,
}

/// Sensitivities as a table.
pub fn table(portfolio: &Portfolio, sensitivities: &Sensitivities, locale: &Locale) -> GreeksTable {
    let writer = Writer { portfolio, sensitivities, locale };
    let together =
        [(GreeksText::Positions, &sensitivities.positions_together), (GreeksText::Whole, &sensitivities.whole)];
    let together = together.map(|(text, greeks)| writer.dollars(text.say(), greeks));
    GreeksTable {
        groups: sensitivities.underlyings.iter().map(|each| writer.group(each)).collect(),
        together: together.into(),
    }
}

struct Writer<'a> {
    portfolio: &'a Portfolio,
    sensitivities: &'a Sensitivities,
    locale: &'a Locale,
}

impl Writer<'_> {
    fn group(&self, of: &UnderlyingSensitivities) -> GreeksGroup {
        let asset = of.asset.as_str();
        let mut rows = Vec::new();
        for each in &of.expiries {
            let own =
                |position: &&Position| position.instrument.underlying == of.asset && expiry(position) == each.expiry;
            let positions: Vec<_> = self.portfolio.positions.iter().filter(own).collect();
            rows.extend(positions.iter().filter_map(|position| self.position(position)));
            if positions.len() > 1 {
                let date = each.expiry.map(|expiry| name::date(expiry.date()));
                let text = date.as_deref().map_or(GreeksText::Endless, |date| GreeksText::Expiry { date });
                rows.push(self.row(GreeksOf::Expiry, text.say(), &each.greeks));
            }
        }
        let held = of.holdings;
        if held.units != Quantity::ZERO {
            let greeks = Greeks::of_delta(held.units, held.dollars);
            rows.push(self.row(GreeksOf::Holdings, GreeksText::Held { asset }.say(), &greeks));
        }
        let whole = of.greeks(Scope::PositionsAndHoldings);
        rows.push(self.row(GreeksOf::Underlying, GreeksText::Underlying { asset }.say(), &whole));
        GreeksGroup { asset: asset.into(), rows }
    }

    fn position(&self, position: &Position) -> Option<GreeksRow> {
        let name = name::position(self.portfolio, position.id, self.locale);
        Some(self.row(GreeksOf::Position, name, self.sensitivities.position(position.id)?))
    }

    fn row(&self, of: GreeksOf, name: String, greeks: &Greeks) -> GreeksRow {
        let figure = |greek: Greek| GreekFigure {
            units: greek.units(greeks).map(|units| self.in_units(units)),
            dollars: self.in_dollars(greek.dollars(&greeks.dollars)),
        };
        GreeksRow { of, name, figures: Greek::ALL.map(figure).into() }
    }

    fn dollars(&self, name: String, greeks: &DollarGreeks) -> GreeksRow {
        let figure = |greek: Greek| GreekFigure { units: None, dollars: self.in_dollars(greek.dollars(greeks)) };
        GreeksRow { of: GreeksOf::Together, name, figures: Greek::ALL.map(figure).into() }
    }

    fn in_units(&self, units: Quantity) -> Written {
        Written { text: number::units(units, self.locale), full: number::full(units.get(), self.locale) }
    }

    fn in_dollars(&self, dollars: Usd) -> Written {
        let text = number::signed_usd(dollars, Toward::Nearest, self.locale);
        Written { text, full: number::full(dollars.get(), self.locale) }
    }
}

fn expiry(position: &Position) -> Option<Timestamp> {
    match position.instrument.kind {
        Kind::Spot | Kind::Perpetual => None,
        Kind::Future { expiry } | Kind::Option { expiry, .. } => Some(expiry),
    }
}
