//! Option vectors written by hand: what each shape of inputs is read as, and what each figure's name asks for.

use margin_replay::{Outcome, families, vector};
use serde_json::{Value, json};

/// What comes of one vector.
fn replayed(family: &str, inputs: &Value, expected: &Value, tolerance: &Value) -> Outcome {
    let document = json!([{ "system": family, "inputs": inputs, "expected": expected, "tolerance": tolerance }]);
    families::replay(&vector::of_document(&document)[0]).outcome
}

fn assert_passes(family: &str, inputs: &Value, expected: &Value, tolerance: f64) {
    assert_eq!(replayed(family, inputs, expected, &json!(tolerance)), Outcome::Passed, "{inputs}");
}

/// One figure, as the difference that a wrong expectation meets.
fn figure(inputs: &Value, name: &str) -> f64 {
    let got = match replayed("Black-Scholes", inputs, &json!({ name: 1e9 }), &json!(0)) {
        Outcome::Failed(misses) => misses[0].got.parse().ok(),
        Outcome::Passed | Outcome::Listed(_) => None,
    };
    got.expect("the figure is answered")
}

#[test]
fn hulls_option_on_a_stock_at_42_struck_at_40() {
    // d1 = 0.7693 and d2 = 0.6278: 42 × 0.7791 − 38.049 × 0.7349 and 38.049 × 0.2651 − 42 × 0.2209.
    let inputs = json!({ "S": 42, "K": 40, "r": 0.1, "vol": 0.2, "T": 0.5 });
    assert_passes("Black-Scholes", &inputs, &json!({ "call": 4.76, "put": 0.81 }), 0.005);
    let exact = json!({ "call_exact": 4.759422392871535, "put_exact": 0.8085993729000958 });
    assert_passes("Black-Scholes", &inputs, &exact, 1e-13);
}

#[test]
fn hulls_greeks_of_an_option_on_a_stock_at_49() {
    let inputs = json!({ "S": 49, "K": 50, "r": 0.05, "vol": 0.2, "T": 0.3846 });
    let exact = json!({ "exact": {
        "price": 2.4004610869656666, "delta": 0.5216016339715761, "gamma": 0.06554537725247868,
        "vega": 12.105242754243843, "theta": -4.305389964546104, "rho": 8.906574098800945,
        "divrho": -9.82979143284794,
    } });
    assert_passes("Black-Scholes Greeks", &inputs, &exact, 1e-12);
}

#[test]
fn haugs_greeks_of_a_stock_that_pays_a_yield() {
    let greek = |inputs: Value, expected: Value| assert_passes("Black-Scholes Greeks", &inputs, &expected, 1e-4);
    let stock = json!({ "type": "C", "S": 105, "K": 100, "q": 0.1, "r": 0.1, "T": 0.5, "vol": 0.36 });
    greek(stock, json!({ "delta": 0.5946 }));
    let index = json!({ "type": "p", "S": 430, "K": 405, "q": 0.05, "r": 0.07, "T": 1.0 / 12.0, "vol": 0.2 });
    greek(index, json!({ "theta": -31.1924 }));
    let index = json!({ "type": "put", "S": 500, "K": 490, "q": 0.05, "r": 0.08, "T": 0.25, "vol": 0.15 });
    greek(index, json!({ "divrho": 42.2254 }));
}

#[test]
fn hulls_put_on_a_future_at_20() {
    let inputs = json!({ "F": 20, "K": 20, "r": 0.09, "vol": 0.25, "T": 1.0 / 3.0 });
    assert_passes("Black-76", &inputs, &json!({ "put": 1.12, "exact": 1.116641456558943 }), 0.005);
    assert_passes("Black-76", &inputs, &json!({ "put_exact": 1.116641456558943 }), 1e-13);
}

#[test]
fn a_greek_is_the_slope_of_the_figure_that_it_belongs_to() {
    let put = json!({ "type": "P", "S": 430, "K": 405, "q": 0.05, "r": 0.07, "T": 0.5, "vol": 0.2 });
    let future = json!({ "type": "P", "F": 430, "K": 405, "r": 0.07, "T": 0.5, "vol": 0.2 });
    let slope = |inputs: &Value, name: &str, by: &str, step: f64| {
        let moved = |by_much: f64| {
            let mut moved = inputs.clone();
            moved[by] = json!(inputs[by].as_f64().unwrap() + by_much);
            figure(&moved, name)
        };
        (moved(step) - moved(-step)) / (2.0 * step)
    };
    let near = |got: f64, wanted: f64| assert!((got / wanted - 1.0).abs() < 1e-6, "{got} is not {wanted}");
    for (inputs, by) in [(&put, "S"), (&future, "F")] {
        near(figure(inputs, "delta"), slope(inputs, "price", by, 0.01));
        near(figure(inputs, "gamma"), slope(inputs, "delta", by, 0.01));
        near(figure(inputs, "vanna"), slope(inputs, "delta", "vol", 1e-5));
        near(figure(inputs, "vega"), slope(inputs, "price", "vol", 1e-5));
        near(figure(inputs, "volga"), slope(inputs, "vega", "vol", 1e-5));
        near(figure(inputs, "rho"), slope(inputs, "price", "r", 1e-5));
        near(figure(inputs, "theta"), -slope(inputs, "price", "T", 1e-5));
    }
    near(figure(&put, "dividend_rho"), slope(&put, "price", "q", 1e-5));
}

#[test]
fn a_shape_is_read_as_what_it_means() {
    let price = |inputs: Value| figure(&inputs, "price");
    let base = price(json!({ "type": "P", "S": 42, "K": 40, "r": 0.1, "q": 0.04, "vol": 0.2, "T": 0.5 }));
    let near = |got: f64| assert!((got / base - 1.0).abs() < 1e-14, "{got} is not {base}");
    let forward = 42.0 * libm::exp(0.03);
    let discount = libm::exp(-0.05);
    near(price(json!({ "is_call": false, "spot": "42", "strike": "40", "r": 0.1, "b": 0.06, "sigma": 0.2, "T": 0.5 })));
    near(price(json!({ "flag": "put", "F": forward, "K": 40, "r": 0.1, "vol": 0.2, "T_days": 182.5 })));
    near(price(json!({ "q": -1, "F": forward, "K": 40, "discount": discount, "vol": 0.2, "T_seconds": 15_768_000 })));
    let days =
        json!({ "type": -1, "F": forward, "K": 40, "discount": discount, "vol": 0.2, "days": 180, "year_days": 360 });
    near(price(days.clone()));
    assert!((figure(&days, "undiscounted_put") * discount / base - 1.0).abs() < 1e-14);
    assert!((figure(&days, "undiscounted_call_delta") - figure(&days, "undiscounted_put_delta") - 1.0).abs() < 1e-15);
}

#[test]
fn a_normalised_price_is_one_of_the_mean_of_forward_and_strike() {
    let family = "Implied vol (Jaeckel) normalised Black";
    // At the money it is 2 N(s ÷ 2) − 1 = erf(s ÷ √8).
    let at_the_money = libm::erf(0.2 / 8.0_f64.sqrt());
    let expected = json!({ "b": at_the_money, "b_30digits": at_the_money.to_string() });
    assert_passes(family, &json!({ "F": 100, "K": 100, "vol": 0.4, "T": 0.25, "q": 1 }), &expected, 1e-15);
    assert_passes(family, &json!({ "x": 0, "s": 0.2, "q": -1 }), &expected, 1e-15);
    // By parity, call − put = (F − K) ÷ √(F K).
    let both = json!({ "F": 81, "K": 64, "vol": 0.3, "T": 0.5 });
    let difference = figure(&both, "normalised_call") - figure(&both, "normalised_put");
    assert!((difference - 17.0 / 72.0).abs() < 1e-15);
}

#[test]
fn a_volatility_is_implied_by_the_price_that_is_stated_or_by_its_own() {
    let family = "Implied vol (Jaeckel)";
    let inputs = json!({ "F": 100, "K": 100, "vol": 0.2, "T": 0.5, "q": 1 });
    assert_passes(family, &inputs, &json!({ "undiscounted_price": 5.637197779701664, "iv": 0.2 }), 1e-12);
    let quoted = json!({ "F": 100, "K": 100, "T": 0.5, "q": 1, "price": "5.637197779701664" });
    assert_passes(family, &quoted, &json!({ "iv": 0.2 }), 1e-15);
    for (price, key) in [(0.0, "iv"), (100.0, "iv"), (5.0, "delta")] {
        let quoted = json!({ "F": 100, "K": 100, "T": 0.5, "q": 1, "price": price });
        let outcome = replayed(family, &quoted, &json!({ key: 0.2 }), &json!(1));
        assert!(matches!(outcome, Outcome::Failed(_)), "{price}: {outcome:?}");
    }
}

#[test]
fn without_jumps_a_jumping_price_has_blacks_options() {
    let inputs =
        json!({ "S": 42, "K": 40, "r": 0.1, "q": 0, "T": 0.5, "total_vol": 0.2, "lam": 1, "gamma": 0, "mean_jump": 0 });
    assert_passes("Merton jump-diffusion", &inputs, &json!({ "call": 4.759422392871535, "put": 0.8085993729 }), 1e-10);
}

#[test]
fn a_barrier_that_is_looked_at_once_is_touched_where_the_price_ends_beyond_it() {
    let once = json!({
        "S": 100, "H": 100 / 2, "mu": 0.125, "sigma": 0.5, "lambda_per_year": 0, "jump_mean_log": 0, "jump_sd_log": 0,
        "T": 1, "N": 1
    });
    // Its log drift is zero: the probability is N(−ln 2 ÷ 0.5).
    let ends_beyond = 0.5 * libm::erfc(2.0_f64.sqrt() * std::f64::consts::LN_2);
    let family = "First passage probability (Merton jump, hourly monitoring)";
    assert_passes(family, &once, &json!({ "p_hit": ends_beyond }), 1e-12);
    // Always looked at, it is touched twice as often.
    let always = json!({ "S": 100, "H": 50, "mu": 0.125, "vol": 0.5, "T": 1 });
    assert_passes("First passage probability (GBM)", &always, &json!({ "p": 2.0 * ends_beyond }), 1e-12);
}

#[test]
fn what_was_simulated_is_met_within_two_of_its_standard_errors() {
    let inputs = json!({ "S": 100, "H": 50, "mu": 0.125, "vol": 0.5, "T": 1 });
    let p = libm::erfc(2.0_f64.sqrt() * std::f64::consts::LN_2);
    let outcome = |simulated: f64| {
        let expected = json!({ "p": simulated, "p_se": 0.001 });
        replayed("First passage probability (GBM)", &inputs, &expected, &json!(1e-12))
    };
    assert_eq!(outcome(p + 0.0019), Outcome::Passed);
    assert!(matches!(outcome(p + 0.0021), Outcome::Failed(_)));
}

#[test]
fn what_means_nothing_is_refused_or_listed() {
    let outcome = |inputs: Value, expected: Value| replayed("Black-76", &inputs, &expected, &json!(1));
    let negative = json!({ "F": 20, "K": 20, "vol": -0.25, "T": 1 });
    assert!(matches!(outcome(negative, json!({ "put": 1 })), Outcome::Failed(_)));
    let listed = |inputs: Value, key: &str| match outcome(inputs, json!({ key: 1 })) {
        Outcome::Listed(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(listed(json!({ "F": 20, "K": 20, "vol": 1 }), "put"), "no adapter answers `put` from F, K, vol");
    let future = json!({ "F": 20, "K": 20, "vol": 1, "T": 1 });
    assert_eq!(listed(future.clone(), "colour"), "no adapter answers `colour` from F, K, T, vol");
    assert_eq!(listed(future, "divrho"), "no adapter answers `divrho` from F, K, T, vol");
    let sideless = json!({ "F": 20, "K": 20, "vol": 1, "T": 1, "type": "straddle" });
    assert_eq!(listed(sideless, "price"), "no adapter answers `price` from F, K, T, type, vol");
}
