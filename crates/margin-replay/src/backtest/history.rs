//! Stored daily prices: one source's, then another's from where the first ends.

use margin_core::time::Date;
use std::io;
use std::path::Path;
use std::process::Command;

/// The assets, and the files that hold their days: whole days first, then days in pieces.
const FILES: [(&str, &str, &str); 3] = [
    ("BTC", "BTC-USD_daily_yahoo_to_20241231.csv", "BTCUSDT_spot_4h_20240316_202603.csv.gz"),
    ("ETH", "ETH-USD_daily_yahoo_to_20241231.csv", "ETHUSDT_spot_4h_20240316_202603.csv.gz"),
    ("SOL", "SOL-USD_daily_yahoo_to_20241231.csv", "SOLUSDT_spot_4h_20240316_202603.csv.gz"),
];

/// How many pieces a whole day has.
pub(crate) const PIECES: usize = 6;

/// One day's prices, in dollars, from midnight to midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The highest.
    pub high: f64,
    /// The lowest.
    pub low: f64,
    /// The last.
    pub close: f64,
}

/// An asset's days, one after another without a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The asset.
    pub asset: &'static str,
    /// The days.
    pub days: Vec<Day>,
}

/// Reads every asset's history up to the last day that all have.
///
/// # Errors
/// A file that cannot be read, or that holds something else than prices.
pub fn read(directory: &Path) -> io::Result<Vec<History>> {
    let read = |(asset, whole, pieces): &(&'static str, &str, &str)| {
        let mut days: Vec<Day> = rows(&std::fs::read_to_string(directory.join(whole))?)?;
        days.extend(joined(&rows(&unpacked(&directory.join(pieces))?)?));
        Ok(History { asset, days: connected(&days) })
    };
    let mut histories: Vec<History> = FILES.iter().map(read).collect::<io::Result<_>>()?;
    let last = histories.iter().filter_map(|history| history.days.last()).map(|day| day.date).min();
    for history in &mut histories {
        history.days.retain(|day| Some(day.date) <= last);
    }
    Ok(histories)
}

/// Reads the pieces of days alone, each as a day of its own: the second source, at its own pace.
///
/// # Errors
/// As [`read`].
pub fn read_pieces(directory: &Path) -> io::Result<Vec<History>> {
    let read = |(asset, _, pieces): &(&'static str, &str, &str)| {
        let pieces = rows(&unpacked(&directory.join(pieces))?)?;
        Ok(History { asset, days: pieces })
    };
    FILES.iter().map(read).collect()
}

fn unpacked(path: &Path) -> io::Result<String> {
    let unpacked = Command::new("gzip").arg("-dc").arg(path).output()?;
    if !unpacked.status.success() {
        return Err(io::Error::other(format!("{} cannot be unpacked", path.display())));
    }
    String::from_utf8(unpacked.stdout).map_err(io::Error::other)
}

/// Rows that begin with a time, then first, highest, lowest and last price.
fn rows(text: &str) -> io::Result<Vec<Day>> {
    let lines = text.lines().skip(1).filter(|line| !line.is_empty());
    lines.map(|line| row(line).ok_or_else(|| io::Error::other(format!("no prices: {line}")))).collect()
}

fn row(line: &str) -> Option<Day> {
    let mut fields = line.split(',');
    let date = fields.next()?.get(..10)?.parse().ok()?;
    let mut price = || fields.next()?.parse().ok().filter(|price: &f64| price.is_finite() && *price > 0.0);
    let (_, high, low, close) = (price()?, price()?, price()?, price()?);
    Some(Day { date, high, low, close })
}

/// Whole days of their pieces; a day that lacks one is left out.
fn joined(pieces: &[Day]) -> Vec<Day> {
    let days = pieces.chunk_by(|one, next| one.date == next.date).filter(|day| day.len() == PIECES);
    let join = |day: &[Day]| {
        let high = day.iter().fold(f64::NEG_INFINITY, |high, piece| high.max(piece.high));
        let low = day.iter().fold(f64::INFINITY, |low, piece| low.min(piece.low));
        day.last().map(|last| Day { high, low, ..*last })
    };
    days.filter_map(join).collect()
}

/// Each day that follows the one before it: the first source as far as it goes, then the second, up to the first gap.
fn connected(days: &[Day]) -> Vec<Day> {
    let mut connected: Vec<Day> = Vec::with_capacity(days.len());
    for day in days {
        match connected.last().map(|last| day.date.days_since(last.date)) {
            None | Some(1) => connected.push(*day),
            Some(after) if after <= 0 => {}
            Some(_) => break,
        }
    }
    connected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_and_what_follows_a_gap_is_left_out() {
        let text = "time,open,high,low,close,volume\n\
            2025-01-01 00:00:00+00:00,10,12,9,11,5\n2025-01-01 04:00:00+00:00,11,15,10,14,5\n\
            2025-01-01 08:00:00+00:00,11,12,10,12,5\n2025-01-01 12:00:00+00:00,11,12,8,12,5\n\
            2025-01-01 16:00:00+00:00,11,12,10,12,5\n2025-01-01 20:00:00+00:00,11,12,10,13,5\n\
            2025-01-02 00:00:00+00:00,11,12,10,12,5\n";
        let days = joined(&rows(text).unwrap());
        let first: Date = "2025-01-01".parse().unwrap();
        assert_eq!(days, [Day { date: first, high: 15.0, low: 8.0, close: 13.0 }]);
        let day = |date: &str| Day { date: date.parse().unwrap(), ..days[0] };
        let all = ["2024-12-30", "2024-12-31", "2024-12-31", "2025-01-01", "2025-01-03"].map(day);
        assert_eq!(connected(&all), [all[0], all[1], all[3]]);
    }

    #[test]
    fn a_line_without_prices_is_an_error() {
        assert!(rows("time,open\n2025-01-01,1,2\n").is_err());
        assert!(rows("time,open\n2025-01-01,1,2,0,1\n").is_err());
    }
}
