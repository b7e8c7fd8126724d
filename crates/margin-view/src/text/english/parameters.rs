//! Parameters in English.

use crate::text::keys::parameters::{OverrideText, ParameterText, WhyNotText};

pub(in crate::text) fn parameter(text: ParameterText) -> String {
    match text {
        ParameterText::Source { source, date, grade } => format!("{source} \u{b7} {date} \u{b7} {grade}"),
        ParameterText::Problem { place, says } => format!("{place}: {says}"),
    }
}

pub(in crate::text) fn overridden(text: OverrideText) -> String {
    match text {
        OverrideText::Times { factor } => format!("\u{d7} {factor}"),
        OverrideText::Share { share } => format!("= {share}"),
        OverrideText::InitialRate { of, becomes } => format!("Initial rate of {of} {becomes}"),
        OverrideText::MaintenanceRate { of, becomes } => format!("Maintenance rate of {of} {becomes}"),
        OverrideText::InitialHaircut { of, becomes } => format!("Haircut of {of}, to open {becomes}"),
        OverrideText::MaintenanceHaircut { of, becomes } => format!("Haircut of {of}, to keep {becomes}"),
        OverrideText::Parameter { name, value } => format!("{name} = {value}"),
    }
}

pub(in crate::text) fn why_not(text: WhyNotText) -> String {
    match text {
        WhyNotText::NotListed { name } => format!("{name} is not listed here."),
        WhyNotText::NotAccepted { asset } => format!("{asset} is not accepted here."),
        WhyNotText::NoParameter { path } => format!("There is no parameter at {path}."),
        WhyNotText::NotAValue { path } => format!("The parameter at {path} cannot be this."),
    }
}
