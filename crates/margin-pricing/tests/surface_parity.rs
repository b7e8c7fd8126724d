//! The same bits natively and in WebAssembly: every number of surfaces fitted to random quotes, hashed into one number.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::surface::{Calibration, Expiry, Quote, calibrate};
use margin_pricing::svi::RawSvi;

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x0de9_2027_113a_6e23;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn surfaces_fitted_to_the_same_quotes_have_the_same_bits_everywhere() {
    let mut random = Random(0);
    // FNV-1a, over whole figures.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for _ in 0..20 {
        for figure in figures(&calibrate(&random.expiries()).unwrap()) {
            hash = (hash ^ figure.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    assert_eq!(
        hash, FIGURES,
        "the figures are {hash:#018x}: when they were meant to change, put that number into FIGURES, \
         and make sure that the native and the WebAssembly run agree on it"
    );
}

/// The numbers of every smile, and volatilities between them.
fn figures(calibration: &Calibration) -> Vec<f64> {
    let surface = &calibration.surface;
    let mut figures = vec![calibration.report.all.error];
    for slice in surface.slices() {
        let RawSvi { level, slope, tilt, shift, curve } = slice.smile;
        figures.extend([level, slope, tilt, shift, curve]);
        figures.extend([-0.3, 0.0, 0.2].map(|place| surface.volatility(place, 1.3 * slice.years)));
    }
    figures
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

    /// Three expiries with skewed and noisy smiles, of few quotes and of many.
    fn expiries(&mut self) -> Vec<Expiry> {
        let mut years = 0.0;
        let mut expiries = Vec::new();
        for _ in 0..3 {
            years += self.between(0.005, 0.3);
            let (level, skew) = (self.between(0.3, 1.2), self.between(-0.4, 0.3));
            let count = 2 + self.bits() % 14;
            let quotes = (0..count).map(|_| {
                let log_moneyness = self.between(-2.5, 2.5) * level * years.sqrt();
                let noise = self.between(-0.02, 0.02);
                let volatility = level * (1.0 + skew * log_moneyness + 0.5 * log_moneyness * log_moneyness) + noise;
                let (bid, ask) = (Some(volatility - 0.01), Some(volatility + 0.015));
                Quote { log_moneyness, volatility, bid, ask, weight: self.between(0.5, 2.0) }
            });
            let quotes = quotes.collect();
            expiries.push(Expiry { years, quotes });
        }
        expiries
    }
}
