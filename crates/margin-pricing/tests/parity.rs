//! The same bits natively and in WebAssembly: every figure of 10,000 random options, hashed into one number.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, one_touch};
use margin_pricing::black_scholes::BlackScholes;
use margin_pricing::black76::{Black76, Right, Standardised};
use margin_pricing::coin::CoinSettled;
use margin_pricing::implied::Quote;
use margin_pricing::merton::{Jumps, Merton};
use margin_pricing::normal::{distribution, quantile};
use margin_pricing::passage::Passage;
use margin_pricing::passage::watched::Watched;

/// What all figures hash to; whoever means to change figures puts the number here that the failure names.
const FIGURES: u64 = 0x04a0_b5ae_67ca_023d;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn ten_thousand_options_have_the_same_bits_everywhere() {
    let mut random = Random(0);
    let mut hash = Hash::new();
    for _ in 0..10_000 {
        hash.add(&figures(&random.option().standardised().unwrap()));
    }
    hash.assert("FIGURES", FIGURES);
}

/// What the figures of everything but Black's formula hash to.
const FURTHER_FIGURES: u64 = 0xbafe_8428_0737_80fe;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_thousand_options_in_coins_by_spot_with_jumps_and_barriers_have_the_same_bits_everywhere() {
    let mut random = Random(1);
    let mut hash = Hash::new();
    for _ in 0..1000 {
        let option = random.option();
        let option = Black76 { strike: option.strike.clamp(1e-50, 1e50), ..option };
        hash.add(&higher(option));
        let (rate, carry) = (random.between(-0.1, 0.2), random.between(-0.2, 0.2));
        let Black76 { forward, strike, volatility, years, .. } = option;
        let terms = BlackScholes { spot: forward, strike, volatility, years, rate, carry };
        hash.add(&by_spot(terms));
        hash.add(&with_barrier(terms, random.magnitude(0.3, 3.0)));
        let (mean, deviation) = (random.between(-0.3, 0.2), random.between(0.0, 0.3));
        hash.add(&with_jumps(option, Jumps { per_year: random.magnitude(0.01, 20.0), mean, deviation }));
    }
    let jumps = Jumps { per_year: 12.0, mean: -0.05, deviation: 0.1 };
    let watched = Watched { spot: 100.0, barrier: 80.0, drift: 0.0, volatility: 0.6, jumps, years: 0.1, looks: 24 };
    hash.add(&[watched.probability().unwrap()]);
    hash.assert("FURTHER_FIGURES", FURTHER_FIGURES);
}

/// FNV-1a, over whole figures.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// NaN, of which there may be several, is for a figure that there is none.
    fn add(&mut self, figures: &[f64]) {
        for figure in figures {
            let bits = if figure.is_nan() { 0 } else { figure.to_bits() };
            self.0 = (self.0 ^ bits).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn assert(self, name: &str, expected: u64) {
        assert_eq!(
            self.0, expected,
            "the figures are {:#018x}: when they were meant to change, put that number into {name}, \
             and make sure that the native and the WebAssembly run agree on it",
            self.0
        );
    }
}

const RIGHTS: [Right; 2] = [Right::Call, Right::Put];

fn higher(terms: Black76) -> Vec<f64> {
    let option = terms.standardised().unwrap();
    let coins = CoinSettled::new(terms).unwrap();
    let Black76 { forward, strike, years, discount, .. } = terms;
    let mut figures = vec![option.charm(), option.veta(), option.speed(), option.zomma(), option.color()];
    figures.extend([option.ultima(), coins.vega(), coins.theta(), coins.vanna(), coins.volga()]);
    for right in RIGHTS {
        let quote = Quote { forward, strike, years, discount, right, price: option.value(right) };
        figures.extend([coins.value(right), coins.delta(right), coins.gamma(right), option.rho(right)]);
        figures.push(quote.volatility().unwrap_or(f64::NAN));
    }
    figures
}

fn by_spot(terms: BlackScholes) -> Vec<f64> {
    let option = terms.carried().unwrap();
    let mut figures = vec![option.gamma(), option.vega(), option.vanna(), option.volga()];
    for right in RIGHTS {
        figures.extend([option.value(right), option.delta(right), option.theta(right)]);
        figures.extend([option.rho(right), option.dividend_rho(right)]);
    }
    figures
}

fn with_barrier(terms: BlackScholes, ratio: f64) -> Vec<f64> {
    let BlackScholes { spot, volatility, years, carry, .. } = terms;
    let barrier = spot * ratio;
    let direction = if ratio < 1.0 { Direction::Down } else { Direction::Up };
    let probability = Passage { spot, barrier, drift: carry, volatility, years }.probability();
    let mut figures = vec![probability.unwrap(), quantile(distribution(ratio))];
    figures.extend(one_touch(terms, barrier, Payment::AtTouch));
    for right in RIGHTS {
        let value = |knock| BarrierOption { terms, barrier, direction, knock, right }.value().unwrap();
        figures.extend([Knock::In, Knock::Out].map(value));
    }
    figures
}

fn with_jumps(diffusion: Black76, jumps: Jumps) -> Vec<f64> {
    let option = Merton { diffusion, jumps }.figures().unwrap();
    let mut figures = vec![option.gamma(), option.vega()];
    RIGHTS.into_iter().for_each(|right| figures.extend([option.value(right), option.delta(right)]));
    figures
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
