//! Lines of workings, rules and grades in English.

use margin_core::report::{Label, Level};
use margin_core::rules::{Grade, RuleKey};

/// A line of a working; `name` is the holding's, position's or group's that the label is about.
pub(crate) fn label(label: Label, name: &str) -> String {
    let of = |what: &str| format!("{name}: {what}");
    match label {
        Label::Equity(_) => of("equity"),
        Label::TotalEquity => "Equity".into(),
        Label::Counted(_) => of("counts"),
        Label::TotalCounted => "Counts".into(),
        Label::Requirement(_, level) | Label::PositionRequirement(_, level) => of(level_word(level)),
        Label::TotalRequirement(level) => title(level).into(),
        Label::Excess(level) => format!("Counts beyond {}", level_word(level)),
        Label::Withdrawal(_) | Label::PositionWithdrawal(_) => of("must stay"),
        Label::Backstop(_) => of("backstop"),
        Label::HoldingValue(_) => of("value"),
        Label::HoldingCounted(_) => of("counts"),
        Label::HoldingSlice(_) => of("value within the band"),
        Label::SetAside(_) => of("set aside"),
        Label::Unrealised(_) => of("unrealised"),
        Label::Notional(_) => of("notional"),
        Label::SideRequirement(_, level) => of(&format!("{} of this side", level_word(level))),
        Label::Quantity => "Quantity".into(),
        Label::Multiplier => "Contract size".into(),
        Label::IndexPrice => "Index".into(),
        Label::MarkPrice => "Mark".into(),
        Label::EntryPrice => "Entry".into(),
        Label::PriceChange => "Mark less entry".into(),
        Label::PerEntry => "1 ÷ entry".into(),
        Label::PerMark => "1 ÷ mark".into(),
        Label::PerPriceChange => "1 ÷ entry less 1 ÷ mark".into(),
        Label::AfterHaircut => "Left after the haircut".into(),
        Label::InitialRate => "Initial rate".into(),
        Label::MaintenanceRate => "Maintenance rate".into(),
        Label::AtTierRate => "Notional at the tier's rate".into(),
        Label::TierDeduction => "Tier deduction".into(),
        Label::WithdrawalShare => "Share that must stay".into(),
        Label::BackstopShare => "Share of maintenance".into(),
    }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Initial => "initial",
        Level::Maintenance => "maintenance",
    }
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Initial => "Initial",
        Level::Maintenance => "Maintenance",
    }
}

/// What a rule is called.
pub(crate) fn rule(key: RuleKey) -> &'static str {
    match key {
        RuleKey::Equity => "Equity",
        RuleKey::Unrealised => "Unrealised profit",
        RuleKey::Haircut => "Haircuts",
        RuleKey::Isolated => "Isolated positions",
        RuleKey::Notional => "Notional",
        RuleKey::Initial => "Initial requirement",
        RuleKey::Maintenance => "Maintenance requirement",
        RuleKey::Tiers => "Tiers",
        RuleKey::Withdrawal => "Taking collateral out",
        RuleKey::Liquidation => "Liquidation",
        RuleKey::Backstop => "Backstop",
        RuleKey::Funding => "Funding",
        _ => "Rule",
    }
}

/// How well a rule is established.
pub(crate) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::MatchedLive => "matches the venue's figures for real accounts",
        Grade::MatchedExample => "matches the venue's published examples",
        Grade::Published => "as published, not compared with a figure of the venue's",
        Grade::Uncertain => "from third parties or inferred",
    }
}
