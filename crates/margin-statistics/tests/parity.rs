//! The same bits natively and in WebAssembly: figures of 2,000 random series and networks, hashed into one number.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_statistics::contagion::{clearing, contagion_window};
use margin_statistics::correlation::Correlation;
use margin_statistics::covariance::{exponential_correlations, shrinkage_intensity};
use margin_statistics::coverage::{binomial_cumulative, chi_square_survival, proportion_of_failures};
use margin_statistics::execution::{Sale, optimal_sale};
use margin_statistics::loss::{empirical_expected_shortfall, normal_expected_shortfall};
use margin_statistics::volatility::{filtered_returns, log_returns};

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x0ab5_ee07_edf4_9b98;

const SIZE: usize = 4;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn two_thousand_cases_have_the_same_bits_everywhere() {
    let mut random = Random(0);
    // FNV-1a, over whole figures.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for _ in 0..2_000 {
        for figure in figures(&mut random) {
            hash = (hash ^ figure.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    assert_eq!(
        hash, FIGURES,
        "the figures are {hash:#018x}: when they were meant to change, put that number into FIGURES, \
         and make sure that the native and the WebAssembly run agree on it"
    );
}

fn figures(random: &mut Random) -> Vec<f64> {
    let prices: Vec<Vec<f64>> = (0..SIZE).map(|_| random.numbers(30, 50.0, 150.0)).collect();
    let returns: Vec<Vec<f64>> = prices.iter().map(|prices| log_returns(prices).unwrap()).collect();
    let series: Vec<&[f64]> = returns.iter().map(Vec::as_slice).collect();
    let filtered = filtered_returns(0.94, 0.3, &returns[0]).unwrap();
    let mut figures = vec![filtered.volatility_now, empirical_expected_shortfall(&filtered.scaled, 0.9).unwrap()];
    let together = exponential_correlations(0.97, &series).unwrap();
    figures.push(together.aggregate(&random.numbers(SIZE, -10.0, 10.0)).unwrap());
    figures.push(shrinkage_intensity(&series).unwrap());
    figures.extend(table(random).nearest().rows().concat());
    let debts: Vec<Vec<f64>> = (0..SIZE).map(|own| without(own, random.numbers(SIZE, 0.0, 10.0))).collect();
    figures.extend(clearing(&debts, &random.numbers(SIZE, 0.0, 5.0)).unwrap().payments);
    let share = random.between(0.001, 0.2);
    let test = proportion_of_failures(500, random.bits() % 60, share).unwrap();
    figures.extend([test.statistic, test.p_value, chi_square_survival(random.between(0.0, 30.0), 5)]);
    figures.push(binomial_cumulative(300, random.bits() % 40, share).unwrap());
    figures.push(normal_expected_shortfall(0.0, 1.0, 1.0 - share).unwrap());
    let sale = sale(random);
    figures.extend(optimal_sale(&sale).map(|trajectory| [trajectory.cost, trajectory.variance]).unwrap());
    let (low, high) = contagion_window(random.between(3.0, 9.0)).unwrap();
    figures.extend([low, high]);
    figures
}

fn table(random: &mut Random) -> Correlation {
    let entries = random.numbers(SIZE * SIZE, -1.0, 1.0);
    let entry = |row: usize, column: usize| match row == column {
        true => 1.0,
        false => entries[row.min(column) * SIZE + row.max(column)],
    };
    let rows: Vec<Vec<f64>> = (0..SIZE).map(|row| (0..SIZE).map(|column| entry(row, column)).collect()).collect();
    Correlation::new(&rows).unwrap()
}

fn without(place: usize, mut numbers: Vec<f64>) -> Vec<f64> {
    numbers[place] = 0.0;
    numbers
}

fn sale(random: &mut Random) -> Sale {
    Sale {
        quantity: random.between(1e3, 1e6),
        time: random.between(0.5, 10.0),
        periods: 20,
        volatility: random.between(0.1, 5.0),
        fixed_cost: 0.05,
        permanent_impact: 2.5e-7,
        temporary_impact: 2.5e-6,
        risk_aversion: random.between(1e-8, 1e-5),
    }
}

/// The `splitmix64` generator.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.bits() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    fn numbers(&mut self, count: usize, low: f64, high: f64) -> Vec<f64> {
        (0..count).map(|_| self.between(low, high)).collect()
    }
}
