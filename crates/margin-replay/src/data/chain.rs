//! Recorded option chains: one row of comma-separated values for each option, its columns named in the first.

use margin_pricing::black76::Right;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// An option as a chain has it; prices are in coins.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The coin.
    pub currency: String,
    /// The moment of expiry, as it is written.
    pub expiry: String,
    /// To the expiry, of 365 days each.
    pub years: f64,
    /// As the venue states it.
    pub forward: f64,
    pub strike: f64,
    pub right: Right,
    /// Nobody's where nobody bids.
    pub bid: Option<f64>,
    pub ask: Option<f64>,
    pub mark: f64,
    /// Per year, of the mark.
    pub volatility: f64,
    /// In coins.
    pub open_interest: f64,
}

/// The options of a chain, in its order.
///
/// # Errors
/// A file that cannot be read, a column that is not there, or a row with something else than its column has.
pub(super) fn read(path: &Path) -> io::Result<Vec<Listed>> {
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let row = |(place, line): (usize, &str)| {
        let cells: BTreeMap<&str, &str> = columns.iter().copied().zip(line.split(',')).collect();
        option(&Row(cells)).ok_or_else(|| io::Error::other(format!("{}: row {}", path.display(), place + 2)))
    };
    lines.enumerate().map(row).collect()
}

struct Row<'t>(BTreeMap<&'t str, &'t str>);

impl<'t> Row<'t> {
    fn text(&self, column: &str) -> Option<&'t str> {
        self.0.get(column).copied()
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.text(column)?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// A price that somebody gives: no cell and a price of nothing are nobody's.
    fn price(&self, column: &str) -> Option<f64> {
        self.number(column).filter(|price| *price > 0.0)
    }
}

fn option(row: &Row) -> Option<Listed> {
    Some(Listed {
        currency: row.text("currency")?.to_owned(),
        expiry: row.text("expiry_datetime")?.to_owned(),
        years: row.number("time_to_maturity")?,
        forward: row.number("futures_price")?,
        strike: row.number("strike")?,
        right: match row.text("option_type")? {
            "call" => Right::Call,
            "put" => Right::Put,
            _ => return None,
        },
        bid: row.price("bid_price"),
        ask: row.price("ask_price"),
        mark: row.number("mark_price")?,
        volatility: row.number("implied_volatility")?,
        open_interest: row.number("open_interest")?,
    })
}
