//! What a portfolio has no words for, in English.

use super::{counted, list};
use crate::text::keys::import::SimplifiedText;

pub(in crate::text) fn simplified(text: SimplifiedText) -> String {
    match text {
        SimplifiedText::PoolsTogether { assets } => format!(
            "The venue margins what settles in {} apart; here each stands behind the others, so that liquidation may come later than at the venue.",
            list(assets)
        ),
        SimplifiedText::CoinsSetAside { count } => format!(
            "What is set aside for {} is in coins; it is taken at today's dollars, which do not move with the price.",
            counted(count, "isolated position", "isolated positions")
        ),
        SimplifiedText::LoneIsolated { name } => format!(
            "{name} is isolated with coins set aside and is all there is; it is read as a cross position with these coins as collateral."
        ),
        SimplifiedText::TiersInCoins { count } => format!(
            "The tiers of {} are of coins; their bounds are taken at today's prices.",
            counted(count, "contract", "contracts")
        ),
        SimplifiedText::TierOfSize { count } => format!(
            "The tiers of {} go by the number of contracts held; the tier of that number is taken for every size.",
            counted(count, "contract", "contracts")
        ),
        SimplifiedText::SettledApart { name } => format!(
            "{name} settles otherwise than another contract on the same asset; its underlying is taken for an asset of its own."
        ),
        SimplifiedText::ContractSizes { count } => format!(
            "The size of {} was not handed in; it is taken from what the venue says that positions are worth.",
            counted(count, "contract", "contracts")
        ),
        SimplifiedText::NoRequirement { names } => format!(
            "What {} must cover is neither carried here nor stated for each contract; the venue's figures are kept, and there is nothing to compare them with.",
            list(names)
        ),
        SimplifiedText::MarginedAs { model } => format!(
            "The venue margins this account as a whole ({model}); rates of single contracts stand for it, so requirements may differ from the venue's."
        ),
        SimplifiedText::HeldForOrders { amount } => {
            format!("The venue holds {amount} back for resting orders, which were not handed in; that is not counted.")
        }
        SimplifiedText::MarksFromFigures { count } => format!(
            "No mark was handed in for {}; it is taken from the size or the profit that the venue states.",
            counted(count, "position", "positions")
        ),
        SimplifiedText::HoursOfDay => {
            "The venue requires more overnight than during the day; what it required when it answered is taken.".into()
        }
        SimplifiedText::RateOfAccount { name } => {
            format!("What {name} must cover to be kept is not stated for it alone; that of the account is taken.")
        }
        SimplifiedText::SetAsideFromLeverage { count } => format!(
            "What is set aside for {} is not stated; the size at entry divided by the leverage is taken.",
            counted(count, "isolated position", "isolated positions")
        ),
        SimplifiedText::CountedInFull { assets } => {
            format!("How much of {} counts is not stated; all of it is taken.", list(assets))
        }
        SimplifiedText::ScaledTiers { symbol } => {
            format!("The tiers of {symbol} were scaled for this account; they are taken as they stand.")
        }
    }
}
