//! The size of a contract, where no document says it but another figure implies it.

/// How far from a round number an implied size may be: prices of two moments differ by less.
const TOLERANCE: f64 = 0.02;

/// The power of ten, or its half or double, that is meant by a number close to one.
pub(crate) fn round(implied: f64) -> Option<f64> {
    if !implied.is_finite() || implied <= 0.0 {
        return None;
    }
    (-12..=12).flat_map(|power| [1.0, 2.0, 5.0].map(|first| first * power_of_ten(power))).find(|size| {
        let apart = implied / size - 1.0;
        apart.abs() < TOLERANCE
    })
}

fn power_of_ten(power: i32) -> f64 {
    let size = (0..power.abs()).fold(1.0, |size, _| size * 10.0);
    if power < 0 { 1.0 / size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_close_to_a_round_one_is_it_and_others_are_none() {
        assert_eq!(round(0.010_05), Some(0.01));
        assert_eq!(round(99.9), Some(100.0));
        assert_eq!(round(10.000_000_1), Some(10.0));
        for implied in [0.071_3, 0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(round(implied), None, "{implied}");
        }
    }
}
