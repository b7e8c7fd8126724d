//! What can be said of parameters.

use crate::text::english::parameters as english;

keys! {
    /// What stands beside a parameter.
    parameter says ParameterText<'a> -> String {
        Source { source: &'a str, date: &'a str, grade: &'a str },
        Problem { place: &'a str, says: &'a str },
    }

    /// A parameter that somebody set.
    overridden says OverrideText<'a> -> String {
        Times { factor: &'a str },
        Share { share: &'a str },
        InitialRate { of: &'a str, becomes: &'a str },
        MaintenanceRate { of: &'a str, becomes: &'a str },
        InitialHaircut { of: &'a str, becomes: &'a str },
        MaintenanceHaircut { of: &'a str, becomes: &'a str },
        Parameter { name: &'a str, value: &'a str },
    }

    /// Why a parameter cannot be set.
    why_not says WhyNotText<'a> -> String {
        NotListed { name: &'a str },
        NotAccepted { asset: &'a str },
        NoParameter { path: &'a str },
        NotAValue { path: &'a str },
    }
}
