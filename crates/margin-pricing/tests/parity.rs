//! The same bits natively and in WebAssembly: every figure of 10,000 random options, hashed into one number.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::black76::{Black76, Right, Standardised};

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x04a0_b5ae_67ca_023d;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn ten_thousand_options_have_the_same_bits_everywhere() {
    let mut random = Random(0);
    // FNV-1a, over whole figures.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for _ in 0..10_000 {
        for figure in figures(&random.option().standardised().unwrap()) {
            hash = (hash ^ figure.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    assert_eq!(
        hash, FIGURES,
        "the figures are {hash:#018x}: when they were meant to change, put that number into FIGURES, \
         and make sure that the native and the WebAssembly run agree on it"
    );
}

fn figures(option: &Standardised) -> [f64; 9] {
    let [call, put] = [Right::Call, Right::Put].map(|right| option.value(right));
    let [call_delta, put_delta] = [Right::Call, Right::Put].map(|right| option.delta(right));
    let others = [option.gamma(), option.vega(), option.theta(), option.vanna(), option.volga()];
    let [gamma, vega, theta, vanna, volga] = others;
    [call, put, call_delta, put_delta, gamma, vega, theta, vanna, volga]
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

    /// Each order of magnitude alike.
    fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        libm::exp(self.between(libm::log(low), libm::log(high)))
    }

    /// Near the strike, far from it and at it, with little and with much volatility: every way of computing a value.
    fn option(&mut self) -> Black76 {
        let forward = self.magnitude(1e-4, 1e5);
        let total = self.magnitude(1e-3, 8.0);
        let reach = if self.bits().is_multiple_of(2) { 3.0 } else { 30.0 };
        let deviations = if self.bits().is_multiple_of(16) { 0.0 } else { self.between(-reach, reach) };
        let years = self.magnitude(1e-5, 5.0);
        Black76 {
            forward,
            strike: forward * libm::exp(deviations * total),
            volatility: total / years.sqrt(),
            years,
            discount: self.between(0.5, 1.05),
        }
    }
}
