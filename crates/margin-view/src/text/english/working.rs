//! Workings in English.

use crate::text::keys::WorkingText;
use margin_core::rules::Pairs;

pub(in crate::text) fn working(text: WorkingText) -> String {
    match text {
        WorkingText::Equity => "Collateral at the index price plus unrealised profit, before haircuts.".into(),
        WorkingText::Counted => "Collateral after haircuts plus unrealised profit.".into(),
        WorkingText::Requirement => "What the positions require, added over what is margined together.".into(),
        WorkingText::Excess => "What counts less what is required.".into(),
        WorkingText::Withdrawal => "What must stay when collateral is taken out.".into(),
        WorkingText::Backstop => "Maintenance times the share at which a backstop takes over.".into(),
        WorkingText::HoldingValue => "Quantity times index price.".into(),
        WorkingText::HoldingCounted => "Value times what is left after the haircut.".into(),
        WorkingText::Notional => "Quantity times contract size times mark, without a sign.".into(),
        WorkingText::CoinNotional => "Face value in coins at the mark, valued at the index.".into(),
        WorkingText::Unrealised => "Quantity times contract size times mark less entry.".into(),
        WorkingText::CoinUnrealised => {
            "Quantity times face value times (1 ÷ entry less 1 ÷ mark), in coins, valued at the index.".into()
        }
        WorkingText::PositionInitial => "Notional times the initial rate: one over the leverage.".into(),
        WorkingText::PositionMaintenance => {
            "Notional times the tier's maintenance rate, less what lower tiers' rates take off.".into()
        }
        WorkingText::Netted { label, pairs, count } => netted(label, pairs, count),
        WorkingText::Titled { group, what } => format!("{group}: {what}"),
        WorkingText::From { source, date, grade } => format!("{source}, read {date}; {grade}"),
        liquidation => self::liquidation(liquidation),
    }
}

fn liquidation(text: WorkingText) -> String {
    match text {
        WorkingText::Liquidation { name } => format!("{name}: liquidation"),
        WorkingText::LiquidationSentence { group, asset, price } => format!(
            "{group} goes under where what counts falls below maintenance. Only {asset} moves, to {price}; other prices are held, so the other positions' maintenance stays as it is."
        ),
        WorkingText::LiquidationNone { name, group } => {
            format!("However {name} moves alone, what counts in {group} stays above maintenance.")
        }
        WorkingText::LiquidationNow { group } => format!("{group} counts less than maintenance at today's prices."),
        WorkingText::CountsThere { price } => format!("Counts at {price}"),
        WorkingText::RequiredThere { price } => format!("Maintenance at {price}"),
        WorkingText::Stays { label } => format!("{label}, as now"),
        WorkingText::Moves { label } => format!("{label}, there"),
        WorkingText::LeftThere => "Left".into(),
        _ => String::new(),
    }
}

fn netted(label: &str, pairs: Pairs, count: usize) -> String {
    match pairs {
        Pairs::Netted => format!("{label} ({count} positions, netted)"),
        Pairs::EachSide => format!("{label} ({count} positions, each side in full)"),
        Pairs::LargerSide => format!("{label} ({count} positions, the larger side)"),
    }
}
