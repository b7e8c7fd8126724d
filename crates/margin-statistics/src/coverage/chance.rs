//! The laws that the tests need: chi-square and binomial.

/// The probability of a chi-square variable beyond `statistic`; 1 where that is not positive.
///
/// `Q(1) = erfc(√(x ÷ 2))`, `Q(2) = exp(−x ÷ 2)` and `Q(k + 2) = Q(k) + (x ÷ 2)^(k÷2) exp(−x ÷ 2) ÷ Γ(k÷2 + 1)`
/// (Abramowitz and Stegun 26.4.8).
///
/// ```
/// # use margin_statistics::coverage::chi_square_survival;
/// assert!((chi_square_survival(3.841458820694124, 1) - 0.05).abs() < 1e-14);
/// assert!((chi_square_survival(5.991464547107979, 2) - 0.05).abs() < 1e-14);
/// ```
pub fn chi_square_survival(statistic: f64, degrees: u32) -> f64 {
    if statistic.is_nan() || statistic <= 0.0 || degrees == 0 {
        return if statistic.is_nan() { f64::NAN } else { f64::from(u8::from(statistic <= 0.0)) };
    }
    let half = 0.5 * statistic;
    let fading = libm::exp(-half);
    let (mut survival, mut order) = match degrees % 2 {
        0 => (fading, 2),
        _ => (libm::erfc(half.sqrt()), 1),
    };
    // The term of odd degrees begins with Γ(3 ÷ 2) = √π ÷ 2, that of even ones with Γ(2) = 1.
    let mut term = match degrees % 2 {
        0 => half * fading,
        _ => half.sqrt() * fading * std::f64::consts::FRAC_2_SQRT_PI,
    };
    while order < degrees {
        survival += term;
        order += 2;
        term *= half / (0.5 * f64::from(order));
    }
    survival
}

/// The probability of at most `successes` in `trials` that succeed with `probability` each.
///
/// Nothing unless the probability is between 0 and 1.
pub fn binomial_cumulative(trials: u64, successes: u64, probability: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    let (success, failure) = (libm::log(probability), libm::log1p(-probability));
    let all = libm::lgamma(trials as f64 + 1.0);
    let exactly = |count: u64| {
        let (count, rest) = (count as f64, (trials - count) as f64);
        let ways = all - libm::lgamma(count + 1.0) - libm::lgamma(rest + 1.0);
        libm::exp(ways + count * success + rest * failure)
    };
    Some((0..=successes.min(trials)).fold(0.0, |sum, count| sum + exactly(count)).min(1.0))
}
