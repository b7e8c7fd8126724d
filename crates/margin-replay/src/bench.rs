//! How long the engine takes, and how that grows with the size of what it is given.
//!
//! Every row is measured in turn, round after round, so that a slow moment of the machine falls on all of them alike;
//! a row's figure is the median of its rounds. Only ratios within one run mean anything across machines.

mod account;
mod options;
mod pricing;
mod random;
mod work;

pub use account::{Account, account};
pub use work::{Bench, benches};

use std::time::{Duration, Instant};

const ROUNDS: usize = 9;
/// One measurement repeats its work for at least so long.
const LEAST: Duration = Duration::from_millis(4);

/// How long one kind of work takes on one size.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What is measured.
    pub work: &'static str,
    /// What its size is counted in, such as positions.
    pub of: &'static str,
    /// How many there are.
    pub size: usize,
    /// The median of the rounds, for all of them once, in nanoseconds.
    pub median: f64,
    /// The quickest of the rounds.
    pub least: f64,
}

/// Measures everything.
pub fn measure(benches: &[Bench]) -> Vec<Row> {
    let mut samples = vec![Vec::new(); benches.len()];
    for _ in 0..ROUNDS {
        for (bench, samples) in benches.iter().zip(&mut samples) {
            samples.push(time(bench));
        }
    }
    benches.iter().zip(samples).map(|(bench, samples)| row(bench, samples)).collect()
}

fn row(bench: &Bench, mut samples: Vec<f64>) -> Row {
    samples.sort_by(f64::total_cmp);
    let Bench { work, of, size, .. } = *bench;
    Row { work, of, size, median: samples[samples.len() / 2], least: samples[0] }
}

/// Nanoseconds of one piece of work, by as many as fill the least time.
fn time(bench: &Bench) -> f64 {
    let start = Instant::now();
    let mut times = 0_u32;
    while times == 0 || start.elapsed() < LEAST {
        bench.once();
        times += 1;
    }
    start.elapsed().as_nanos() as f64 / f64::from(times)
}

/// The power of the size that a kind of work grows with: the slope of the logarithms by least squares; nothing of one size.
pub fn growth(rows: &[Row], work: &str) -> Option<f64> {
    let points: Vec<_> = rows
        .iter()
        .filter(|row| row.work == work)
        .map(|row| (libm::log(row.size as f64), libm::log(row.median)))
        .collect();
    let count = points.len() as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (across, up) = (mean(|point| point.0), mean(|point| point.1));
    let together: f64 = points.iter().map(|point| (point.0 - across) * (point.1 - up)).sum();
    let spread: f64 = points.iter().map(|point| (point.0 - across) * (point.0 - across)).sum();
    (points.len() > 1).then_some(together / spread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_core::evaluate;
    use margin_core::solve::liquidation_prices;

    fn row(size: usize) -> Row {
        Row { work: "work", of: "positions", size, median: 7.0 * (size * size) as f64, least: 0.0 }
    }

    #[test]
    fn growth_is_the_power_of_the_size() {
        assert!((growth(&[1, 20, 100].map(row), "work").unwrap() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn one_size_has_no_growth() {
        assert_eq!(growth(&[1, 20, 100].map(row), "other"), None);
        assert_eq!(growth(&[row(20)], "work"), None);
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
