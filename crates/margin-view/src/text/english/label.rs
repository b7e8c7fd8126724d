//! Lines of workings, rules and grades in English.

mod dynamic;
pub(crate) mod grid;
mod option;

use margin_core::problem::MarketFigure;
use margin_core::report::{Label, Level};
use margin_core::rules::liquidation::Party;
use margin_core::rules::{Grade, RuleKey};

/// What an amount is, without what it is about.
#[expect(clippy::too_many_lines, reason = "one table, so that the compiler names the label that has no word")]
pub(crate) fn what(label: Label) -> &'static str {
    match label {
        Label::Equity(_) | Label::TotalEquity => "Equity",
        Label::Counted(_) | Label::TotalCounted | Label::HoldingCounted(_) => "Counts",
        Label::Requirement(_, level)
        | Label::TotalRequirement(level)
        | Label::PositionRequirement(_, level)
        | Label::SideRequirement(_, level)
        | Label::DebtRequirement(_, level) => requirement(level),
        Label::Excess(Level::Initial) => "Freeboard",
        Label::Excess(Level::Maintenance) => "Beyond maintenance",
        Label::Withdrawal(_) | Label::PositionWithdrawal(_) => "Must stay",
        Label::WithdrawalFloor(_) => "Share of notional",
        Label::Backstop(_) => "Backstop",
        Label::HoldingValue(_) => "Value",
        Label::HoldingValued(_) => "Value that is weighed",
        Label::HoldingSliceCounted(_) => "Band",
        Label::HoldingSlice(_) => "Value within the band",
        Label::BeforeCap(_) => "Before the cap",
        Label::SetAside(_) => "Set aside",
        Label::Unrealised(_) => "Unrealised profit",
        Label::OptionValue(_) => "Worth",
        Label::OptionPrice => "Premium",
        Label::Accrued(_) => "Accrued, not settled yet",
        Label::ProfitCounted(_) => "Profit that counts",
        Label::MostProfit => "Most profit that may count",
        Label::Notional(_) => "Notional",
        Label::Quantity => "Quantity",
        Label::Multiplier => "Contract size",
        Label::IndexPrice => "Index price",
        Label::MarkPrice => "Mark price",
        Label::EntryPrice => "Entry price",
        Label::ValuedPrice => "Price it is valued at",
        Label::PriceChange => "Mark less entry",
        Label::PerEntry => "1 ÷ entry",
        Label::PerMark => "1 ÷ mark",
        Label::PerPriceChange => "1 ÷ entry less 1 ÷ mark",
        Label::DebtWeight => "Debt weight",
        Label::MostCounted => "Most that may count",
        Label::Crowding => "Crowding",
        Label::CrowdingBound => "Bound on the venue's total",
        Label::VenueTotal => "The venue's total",
        Label::Haircut => "Haircut",
        Label::LeastHaircut => "Least haircut",
        Label::MostHaircut => "Greatest haircut",
        Label::AfterHaircut => "Left after the haircut",
        Label::AfterLeastHaircut => "Left after the least haircut",
        Label::AfterGrownHaircut => "Left after the haircut at this size",
        Label::Numerator => "Share that is divided",
        Label::Divisor => "Divisor",
        Label::PriceRisk => "Price risk while it is sold",
        Label::SaleCost => "Cost of selling it",
        Label::Deviations => "Standard deviations covered",
        Label::Volatility => "Volatility",
        Label::SaleYears => "Time to sell it, in years",
        Label::SaleYearsRoot => "Square root of that time",
        Label::Depth => "Depth",
        Label::DepthsSold => "Value ÷ depth",
        Label::DepthsSoldRoot => "Square root of value ÷ depth",
        Label::Impact => "Cost of selling one depth",
        Label::Size => "What it grows with",
        Label::SizePower => "That to a power",
        Label::Exponent => "Power",
        Label::GrowthFactor => "Growth factor",
        Label::Growth => "Growth",
        Label::GrowthStart => "Where growth begins",
        Label::BaseRate => "Base rate",
        Label::GrownRate => "Grown rate",
        Label::RateShare => "Share of the rate",
        Label::SkewScale => "One whole market",
        Label::SkewShare => "Share of one whole market",
        Label::OpenInterest => "Open interest",
        Label::OpenInterestShare => "How far open interest is between its bounds",
        Label::InitialRate => "Initial rate",
        Label::ChosenRate => "Rate that was chosen",
        Label::MaintenanceRate => "Maintenance rate",
        Label::AtTierRate => "Notional at the tier's rate",
        Label::TierDeduction => "Less in lower tiers",
        Label::AtRate => "Notional at its rate",
        Label::Floor => "At least",
        Label::FixedRequirement => "For each position",
        Label::ClosingFee => "For closing",
        Label::FeeRate => "Closing fee",
        Label::BeforeRounding => "Before rounding",
        Label::RoundingStep => "Rounded up to a multiple of",
        Label::WithBuys(_) => "With all buys filled",
        Label::WithSells(_) => "With all sells filled",
        Label::OrdersRequirement(..) => "Resting orders",
        Label::OrdersNotional(_) => "Notional of resting orders",
        Label::OrderFees(_) => "For resting orders",
        Label::OrderFee => "For each order",
        Label::OrderCount => "Orders",
        Label::AccountRequirement(_) => "For the portfolio",
        Label::KeeperReward(_) => "Liquidator's reward",
        Label::KeeperShares(_) => "Liquidator's reward before its bounds",
        Label::KeeperPart(_) => "Liquidator's share",
        Label::LeastKeeper => "Least reward",
        Label::MostKeeper => "Greatest reward",
        Label::SettlementNet(_) => "Settlement asset with all contracts",
        Label::SettlementCounted(_) => "Settlement asset with all contracts, counts",
        Label::SettlementRequired(_) => "Settlement asset with all contracts, requires",
        Label::ContractGain(_) => "Gained, with what has accrued",
        Label::ContractWorth(_) => "Worth at its weight",
        Label::ContractSettled(_) => "Worth that is settled",
        Label::SurplusWeight => "Weight of a surplus",
        Label::SpreadSides => "Both sides of the spread",
        Label::SpreadRelieved => "Share that is relieved",
        Label::SpreadRelief(_) => "Relief for the spread",
        Label::Nothing => "Nothing",
        Label::TriggerShare => "Share that may be required",
        Label::Afloat => "Counts towards staying afloat",
        Label::PaidTo(party) => paid_to(party),
        Label::ShareOf(party) => share_of(party),
        Label::LiquidationFee => "Liquidation fee",
        Label::LiquidationRate => "Liquidation fee, as a rate",
        Label::Surplus => "Closing brings more than the price that leaves nothing",
        Label::Premium => "Gained against the mark or index",
        Label::ClosedNotional => "Notional that is closed",
        Label::ClosedMaintenance => "Maintenance of what is closed",
        Label::FillPrice => "Price it is closed at",
        Label::PerFill => "1 ÷ price it is closed at",
        Label::FillDifference => "Mark less the price it is closed at",
        Label::ClosedShare => "Share that is closed",
        Label::CollateralTaken => "Collateral taken",
        Label::Repaid => "Repaid",
        Label::Loss => "Lost beyond what there is",
        Label::WithdrawalShare => "Share that must stay",
        Label::BackstopShare => "Share of maintenance",
        Label::GrossNotional => "Gross notional",
        Label::EffectiveLeverage => "Leverage",
        Label::RequirementToNotional => "Initial ÷ notional",
        Label::Standalone => "Initial, each alone",
        Label::RequirementToStandalone => "Initial ÷ each alone",
        Label::Saving => "Netting saves",
        Label::Idle => "Idle",
        Label::Option(label) => option::what(label),
        Label::Dynamic(label) => dynamic::what(label),
        Label::Whole => "The whole",
        Label::Grid(label) => grid::what(label),
    }
}

/// What somebody receives in a liquidation.
fn paid_to(party: Party) -> &'static str {
    match party {
        Party::Trader => "To the trader",
        Party::Market => "To the market",
        Party::Liquidator => "To the liquidator",
        Party::Backstop => "To the backstop",
        Party::Insurance => "To the insurance fund",
        Party::Protocol => "To the venue",
        Party::Pool => "To the pool",
        Party::Counterparties => "To traders on the other side",
        Party::Depositors => "To depositors",
        Party::Unnamed => "To whom the venue does not say",
    }
}

/// The share of something that somebody receives.
fn share_of(party: Party) -> &'static str {
    match party {
        Party::Trader => "Trader's share",
        Party::Market => "Market's share",
        Party::Liquidator => "Liquidator's share",
        Party::Backstop => "Backstop's share",
        Party::Insurance => "Insurance fund's share",
        Party::Protocol => "Venue's share",
        Party::Pool => "Pool's share",
        Party::Counterparties => "Share of traders on the other side",
        Party::Depositors => "Depositors' share",
        Party::Unnamed => "Share of whom the venue does not say",
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
        RuleKey::OptionValue => "Worth of options",
        RuleKey::Relief => "Relief for options together",
        RuleKey::Scenarios => "Scenarios",
        RuleKey::Notional => "Notional",
        RuleKey::Initial => "Initial requirement",
        RuleKey::Maintenance => "Maintenance requirement",
        RuleKey::Tiers => "Tiers",
        RuleKey::Withdrawal => "Taking collateral out",
        RuleKey::Liquidation => "Liquidation",
        RuleKey::Backstop => "Backstop",
        RuleKey::Funding => "Funding",
        RuleKey::Interest => "Interest",
        RuleKey::Debt => "Debts",
        RuleKey::Prices => "Prices of collateral and debts",
        RuleKey::Category => "Categories of collateral",
        RuleKey::Crowding => "Caps and the venue's totals",
        RuleKey::Profit => "What profit counts for",
        RuleKey::Orders => "Resting orders",
        RuleKey::Account => "Requirement of the portfolio",
        RuleKey::Keeper => "Liquidator's reward",
        RuleKey::Settlement => "Settlement of contracts",
        RuleKey::Spread => "Spreads",
        RuleKey::LiquidationFee => "Liquidation fees",
        RuleKey::BadDebt => "Losses beyond what there is",
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

/// A figure that a market may know, within a sentence.
pub(super) fn figure(figure: MarketFigure) -> &'static str {
    match figure {
        MarketFigure::Volatility => "volatility",
        MarketFigure::DailyVolume => "daily volume",
        MarketFigure::Depth => "depth",
        MarketFigure::Reference => "reference price",
        MarketFigure::Confidence => "the oracle's confidence",
        MarketFigure::Deposits => "what all users hold",
        MarketFigure::Debts => "what all users owe",
        MarketFigure::OpenInterest => "open interest",
    }
}
