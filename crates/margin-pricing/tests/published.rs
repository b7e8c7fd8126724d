//! Tables that others have published, to the digits that they printed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its helpers too")]

use margin_pricing::barrier::{BarrierOption, Direction, Knock, Payment, no_touch, one_touch};
use margin_pricing::black_scholes::BlackScholes;
use margin_pricing::black76::{Black76, Right};
use margin_pricing::merton::{Jumps, Merton};

type WithBarrier = (Direction, Knock, f64, [f64; 3], [f64; 3]);

/// Haug, The Complete Guide to Option Pricing Formulas, standard barrier options: a spot price of 100, half
/// a year, 8 % and a yield of 4 %, a volatility of 25 % and a rebate of 3. Direction, knock, barrier, and for strikes of
/// 90, 100 and 110 the calls, then the puts.
const BARRIERS: [WithBarrier; 4] = [
    (Direction::Down, Knock::Out, 95.0, [9.0246, 6.7924, 4.8759], [2.2798, 2.2947, 2.6252]),
    (Direction::Up, Knock::Out, 105.0, [2.6789, 2.3580, 2.3453], [3.7760, 5.4932, 7.5187]),
    (Direction::Down, Knock::In, 95.0, [7.7627, 4.0109, 2.0576], [2.9586, 6.5677, 11.9752]),
    (Direction::Up, Knock::In, 105.0, [14.1112, 8.4482, 4.5910], [1.4653, 3.3721, 7.0846]),
];

const STRIKES: [f64; 3] = [90.0, 100.0, 110.0];

#[test]
fn haugs_options_with_a_barrier_and_a_rebate() {
    for (direction, knock, barrier, calls, puts) in BARRIERS {
        for (right, values) in [(Right::Call, calls), (Right::Put, puts)] {
            for (strike, value) in STRIKES.into_iter().zip(values) {
                let terms = BlackScholes { spot: 100.0, strike, volatility: 0.25, years: 0.5, rate: 0.08, carry: 0.04 };
                let option = BarrierOption { terms, barrier, direction, knock, right }.value().unwrap();
                // A knock-out's rebate is paid at the touch, a knock-in's at expiry.
                let rebate = match knock {
                    Knock::Out => one_touch(terms, barrier, Payment::AtTouch).unwrap(),
                    Knock::In => no_touch(terms, barrier).unwrap(),
                };
                let ours = option + 3.0 * rebate;
                assert!((ours - value).abs() < 6e-5, "{direction:?} {knock:?} {right:?} {strike}: {ours}, not {value}");
            }
        }
    }
}

/// Haug, options on a price that jumps: strike, years, jumps a year, share of the variance that is theirs, and the call's value, where the
/// price is 100, the rate 8 % and the volatility of everything 25 %.
const WITH_JUMPS: [(f64, f64, f64, f64, f64); 5] = [
    (80.0, 0.1, 1.0, 0.25, 20.67),
    (90.0, 0.25, 5.0, 0.25, 12.75),
    (100.0, 0.25, 10.0, 0.25, 5.97),
    (120.0, 0.5, 5.0, 0.25, 2.25),
    (80.0, 0.5, 5.0, 0.5, 23.63),
];

#[test]
fn haugs_options_on_a_price_that_jumps() {
    for (strike, years, per_year, share, value) in WITH_JUMPS {
        let variance = 0.25 * 0.25;
        let of_one: f64 = share * variance / per_year;
        let jumps = Jumps { per_year, mean: -0.5 * of_one, deviation: of_one.sqrt() };
        let (forward, discount) = (100.0 * libm::exp(0.08 * years), libm::exp(-0.08 * years));
        let volatility = (variance * (1.0 - share)).sqrt();
        let diffusion = Black76 { forward, strike, volatility, years, discount };
        let ours = Merton { diffusion, jumps }.figures().unwrap().value(Right::Call);
        assert!((ours - value).abs() < 6e-3, "{strike} {years}: {ours}, not {value}");
    }
}
