//! Lines of workings, rules and grades in English.

use margin_core::report::{Label, Level};
use margin_core::rules::{Grade, RuleKey};

/// What an amount is, without what it is about.
pub(crate) fn what(label: Label) -> &'static str {
    match label {
        Label::Equity(_) | Label::TotalEquity => "Equity",
        Label::Counted(_) | Label::TotalCounted | Label::HoldingCounted(_) => "Counts",
        Label::Requirement(_, level)
        | Label::TotalRequirement(level)
        | Label::PositionRequirement(_, level)
        | Label::SideRequirement(_, level) => requirement(level),
        Label::Excess(Level::Initial) => "Freeboard",
        Label::Excess(Level::Maintenance) => "Beyond maintenance",
        Label::Withdrawal(_) | Label::PositionWithdrawal(_) => "Must stay",
        Label::WithdrawalFloor(_) => "Share of notional",
        Label::Backstop(_) => "Backstop",
        Label::HoldingValue(_) => "Value",
        Label::HoldingSliceCounted(_) => "Band",
        Label::HoldingSlice(_) => "Value within the band",
        Label::SetAside(_) => "Set aside",
        Label::Unrealised(_) => "Unrealised profit",
        Label::Notional(_) => "Notional",
        Label::Quantity => "Quantity",
        Label::Multiplier => "Contract size",
        Label::IndexPrice => "Index price",
        Label::MarkPrice => "Mark price",
        Label::EntryPrice => "Entry price",
        Label::PriceChange => "Mark less entry",
        Label::PerEntry => "1 ÷ entry",
        Label::PerMark => "1 ÷ mark",
        Label::PerPriceChange => "1 ÷ entry less 1 ÷ mark",
        Label::AfterHaircut => "Left after the haircut",
        Label::InitialRate => "Initial rate",
        Label::MaintenanceRate => "Maintenance rate",
        Label::AtTierRate => "Notional at the tier's rate",
        Label::TierDeduction => "Less in lower tiers",
        Label::WithdrawalShare => "Share that must stay",
        Label::BackstopShare => "Share of maintenance",
        Label::GrossNotional => "Gross notional",
        Label::EffectiveLeverage => "Leverage",
        Label::RequirementToNotional => "Initial ÷ notional",
        Label::Standalone => "Initial, each alone",
        Label::RequirementToStandalone => "Initial ÷ each alone",
        Label::Saving => "Netting saves",
        Label::Idle => "Idle",
        Label::Whole => "The whole",
    }
}

fn requirement(level: Level) -> &'static str {
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
    }
}

/// How well a rule is established.
pub(crate) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::MatchedLive => "equals the venue's own figures for real positions",
        Grade::MatchedExample => "equals the venue's published examples",
        Grade::Published => "as published, not compared with the venue's own figures",
        Grade::Uncertain => "uncertain: from others, or inferred",
        Grade::YourOwn => "your own: you changed parameters that this rule covers",
    }
}
