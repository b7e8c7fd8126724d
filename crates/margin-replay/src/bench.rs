//! How long the engine takes, and how that grows with the number of positions.
//!
//! Every row is measured in turn, round after round, so that a slow moment of the machine falls on all of them alike;
//! a row's figure is the median of its rounds. Only ratios within one run mean anything across machines.

mod account;

pub use account::{Account, account};

use margin_core::evaluate;
use margin_core::solve::liquidation_prices;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
/// One measurement repeats its work for at least so long.
const LEAST: Duration = Duration::from_millis(4);

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The whole report of an account, explained.
    Evaluate,
    /// All liquidation prices of an account.
    Liquidation,
}

/// How long one kind of work takes on an account of one size.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What is measured.
    pub work: Work,
    /// How many positions the account has.
    pub positions: usize,
    /// The median of the rounds, for one account, in nanoseconds.
    pub median: f64,
    /// The quickest of the rounds.
    pub least: f64,
}

impl Work {
    /// The function that is measured.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evaluate => "evaluate",
            Self::Liquidation => "liquidation_prices",
        }
    }

    fn sizes(self) -> &'static [usize] {
        match self {
            Self::Evaluate => &[1, 20, 100, 1_000, 10_000],
            Self::Liquidation => &[1, 20, 100],
        }
    }

    fn once(self, Account { portfolio, market, rules }: &Account) {
        match self {
            Self::Evaluate => drop(black_box(evaluate(portfolio, market, rules))),
            Self::Liquidation => drop(black_box(liquidation_prices(portfolio, market, rules))),
        }
    }
}

/// Measures everything.
pub fn measure() -> Vec<Row> {
    let works = [Work::Evaluate, Work::Liquidation];
    let sizes = works.iter().flat_map(|work| work.sizes().iter().map(|size| (*work, *size)));
    let mut benches: Vec<_> = sizes.map(|(work, size)| (work, size, account(size), Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (work, _, account, samples) in &mut benches {
            samples.push(time(*work, account));
        }
    }
    benches.into_iter().map(|(work, positions, _, samples)| row(work, positions, samples)).collect()
}

fn row(work: Work, positions: usize, mut samples: Vec<f64>) -> Row {
    samples.sort_by(f64::total_cmp);
    Row { work, positions, median: samples[samples.len() / 2], least: samples[0] }
}

/// Nanoseconds of one piece of work, by as many as fill the least time.
fn time(work: Work, account: &Account) -> f64 {
    let start = Instant::now();
    let mut times = 0_u32;
    while times == 0 || start.elapsed() < LEAST {
        work.once(account);
        times += 1;
    }
    start.elapsed().as_nanos() as f64 / f64::from(times)
}

/// The power of the number of positions that a kind of work grows with: the slope of the logarithms by least squares.
pub fn growth(rows: &[Row], work: Work) -> f64 {
    let points: Vec<_> = rows
        .iter()
        .filter(|row| row.work == work)
        .map(|row| (libm::log(row.positions as f64), libm::log(row.median)))
        .collect();
    let count = points.len() as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (across, up) = (mean(|point| point.0), mean(|point| point.1));
    let together: f64 = points.iter().map(|point| (point.0 - across) * (point.1 - up)).sum();
    let spread: f64 = points.iter().map(|point| (point.0 - across) * (point.0 - across)).sum();
    together / spread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_the_power_of_the_number_of_positions() {
        let row = |positions: usize| Row {
            work: Work::Evaluate,
            positions,
            median: 7.0 * (positions * positions) as f64,
            least: 0.0,
        };
        assert!((growth(&[1, 20, 100].map(row), Work::Evaluate) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn an_account_evaluates_at_every_size() {
        for size in [1, 20, 100] {
            let Account { portfolio, market, rules } = account(size);
            let report = evaluate(&portfolio, &market, &rules).unwrap();
            assert_eq!(report.positions.len(), size);
            assert!(liquidation_prices(&portfolio, &market, &rules).unwrap().nearest().is_some());
        }
    }
}
