//! How far a figure may be from what its source says.

use serde_json::Value;

/// How far a figure may be from the expected one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// By so much.
    Absolute(f64),
    /// By such a share of the expected figure.
    Relative(f64),
}

impl Tolerance {
    /// Reads a number, or `rel:` and a number; nothing when it is neither.
    pub fn read(value: &Value) -> Option<Self> {
        let valid = |size: f64| (size.is_finite() && size >= 0.0).then_some(size);
        if let Some(text) = value.as_str()
            && let Some(share) = text.strip_prefix("rel:")
        {
            return valid(share.trim().parse().ok()?).map(Self::Relative);
        }
        valid(crate::vector::number(value)?).map(Self::Absolute)
    }

    /// Whether `got` is near enough to `expected`; NaN never is.
    pub fn accepts(self, expected: f64, got: f64) -> bool {
        let allowed = match self {
            Self::Absolute(size) => size,
            Self::Relative(share) => share * expected.abs(),
        };
        (got - expected).abs() <= allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_tolerance_is_a_number_or_a_share() {
        assert_eq!(Tolerance::read(&json!(1e-9)), Some(Tolerance::Absolute(1e-9)));
        assert_eq!(Tolerance::read(&json!(0)), Some(Tolerance::Absolute(0.0)));
        assert_eq!(Tolerance::read(&json!("0.5")), Some(Tolerance::Absolute(0.5)));
        assert_eq!(Tolerance::read(&json!("rel:1e-9")), Some(Tolerance::Relative(1e-9)));
        for other in [json!(null), json!("about"), json!("rel:much"), json!(-1), json!([1])] {
            assert_eq!(Tolerance::read(&other), None, "{other}");
        }
    }

    #[test]
    fn the_bound_itself_is_near_enough_and_nan_never_is() {
        assert!(Tolerance::Absolute(0.5).accepts(10.0, 10.5));
        assert!(!Tolerance::Absolute(0.5).accepts(10.0, 10.5001));
        assert!(Tolerance::Relative(0.01).accepts(-200.0, -202.0));
        assert!(!Tolerance::Relative(0.01).accepts(-200.0, 200.0));
        assert!(Tolerance::Absolute(0.0).accepts(0.1, 0.1));
        assert!(!Tolerance::Absolute(1.0).accepts(0.0, f64::NAN));
    }
}
