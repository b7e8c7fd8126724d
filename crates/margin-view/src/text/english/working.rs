//! Workings in English.

use super::together;
use crate::text::keys::{FormulaText, LiquidationText, WorkingText};
use margin_core::rules::Pairs;

pub(in crate::text) fn formula(text: FormulaText) -> &'static str {
    match text {
        FormulaText::Equity => "Collateral at its index price, plus unrealised profit, before haircuts.",
        FormulaText::Counted => "Collateral after its haircut, plus unrealised profit.",
        FormulaText::Requirement => "What each contract requires, added.",
        FormulaText::Excess => "What counts, less what is required.",
        FormulaText::CanBeTakenOut => "What counts, less what must stay; nothing where more must stay than counts.",
        FormulaText::Backstop => "Maintenance, times the share of it at which a backstop takes over.",
        FormulaText::HoldingValue => "Quantity times index price.",
        FormulaText::HoldingCounted => "Value, times what is left after the haircut.",
        FormulaText::HoldingByTier => "The value within each band, times what is left after the band's haircut, added.",
        FormulaText::HoldingBySize => "Value, times what is left after a haircut that grows with what is held.",
        FormulaText::HoldingByLiquidity => {
            "Value, times 1 ÷ (1 + price risk while it is sold + cost of selling it), no more than after the least haircut."
        }
        FormulaText::HoldingDebt => "A debt counts in full.",
        FormulaText::HoldingDebtRequired => "A debt is required here, so it counts for nothing and takes nothing off.",
        FormulaText::DebtRequired => "What is owed, times its debt weight.",
        FormulaText::HoldingNotAccepted => "This asset is not accepted as collateral under these rules.",
        FormulaText::Notional => "Quantity without its sign, times contract size, times mark price.",
        FormulaText::CoinNotional => "Face value in coins at the mark price, valued at the index price.",
        FormulaText::Unrealised => "Quantity, times contract size, times mark price less entry price.",
        FormulaText::CoinUnrealised => {
            "Quantity, times face value, times 1 ÷ entry less 1 ÷ mark: in coins, valued at the index price."
        }
        FormulaText::Initial => "Notional times the initial rate, which is 1 ÷ leverage.",
        FormulaText::Maintenance => "Notional times the maintenance rate of its tier.",
        FormulaText::MaintenanceByTier => {
            "Notional times the maintenance rate of its tier, less what lower rates save in the tiers below."
        }
        FormulaText::InitialByRates => "Notional times the initial rate, with what the rules add.",
        FormulaText::MaintenanceByRates => "Notional times the maintenance rate, with what the rules add.",
        FormulaText::ByOptionFormula => "The amounts that the rules name for this contract.",
        FormulaText::ByWorstScenario => "The worst loss of the scenarios with what is added to it, times the scale.",
        FormulaText::ByRisk => {
            "The loss over the time that closing takes, at volatilities of now and of stressed times, with what is added."
        }
        FormulaText::ByWeight => "Notional times what the contract's weight is short of 1, or above it.",
        FormulaText::GrossNotional => "All positions' notionals, added.",
        FormulaText::EffectiveLeverage => "All positions' notionals, divided by equity.",
        FormulaText::RequirementToNotional => "The initial requirement, divided by all positions' notionals.",
        FormulaText::Saving => {
            "The whole, less the initial requirement divided by what the positions would require each alone."
        }
        FormulaText::Idle => "Freeboard, divided by what counts.",
    }
}

pub(in crate::text) fn working(text: WorkingText) -> String {
    match text {
        WorkingText::CanBeTakenOut { group: None } => "Can be taken out".into(),
        WorkingText::CanBeTakenOut { group: Some(group) } => format!("{group}: can be taken out"),
        WorkingText::Alone { sentence, pairs } => format!("{sentence} {}", alone(pairs)),
        WorkingText::Together { label, pairs, count } => format!("{label} ({count} positions, {})", together(pairs)),
    }
}

/// That a position's own requirement is not what it adds to the total.
fn alone(pairs: Pairs) -> &'static str {
    match pairs {
        Pairs::Netted => "Taken alone: together with the other positions in this contract only the difference counts.",
        Pairs::EachSide => "Taken alone: longs in this contract are taken together, and so are shorts.",
        Pairs::LargerSide => "Taken alone: of the longs and shorts in this contract only the larger side counts.",
    }
}

pub(in crate::text) fn liquidation(text: LiquidationText) -> String {
    match text {
        LiquidationText::Title { name } => format!("{name}: liquidation"),
        LiquidationText::AmongOthers { group, asset, price } => format!(
            "{group}: what counts falls to maintenance with {asset} at {price}. \
             Only {asset} moves; other prices are held, so the other contracts' maintenance stays."
        ),
        LiquidationText::ByItself { group, asset, price } => {
            format!("{group}: what counts falls to maintenance with {asset} at {price}.")
        }
        LiquidationText::Recovers { group, asset, price } => format!(
            "{group}: under water now. What counts meets maintenance again with {asset} at {price}, other prices held."
        ),
        LiquidationText::NeverRecovers { group, asset } => {
            format!("{group}: under water now. At no price of {asset} alone does what counts meet maintenance again.")
        }
        LiquidationText::Never { group, asset } => {
            format!("{group}: at no price of {asset} alone does what counts fall to maintenance, other prices held.")
        }
        LiquidationText::Pegged { asset } => {
            format!("{asset} is tied to the dollar, so its price is held and takes nothing under.")
        }
        LiquidationText::CountsAt { price } => format!("Counts at {price}"),
        LiquidationText::MaintenanceAt { price } => format!("Maintenance at {price}"),
        LiquidationText::CountsNow => "Counts now".into(),
        LiquidationText::MaintenanceNow => "Maintenance now".into(),
    }
}
