//! What a portfolio has no words for, in English.

use super::{counted, list};
use crate::text::keys::import::SimplifiedText;

pub(in crate::text) fn simplified(text: SimplifiedText) -> String {
    let contracts = |count| counted(count, "contract", "contracts");
    let isolated = |count| counted(count, "isolated position", "isolated positions");
    match text {
        SimplifiedText::PoolsTogether { assets } => pools_together(&list(assets)),
        SimplifiedText::CoinsSetAside { count } => {
            let isolated = isolated(count);
            format!(
                "What is set aside for {isolated} is in coins; it is taken at today's dollars, which do not move with the price."
            )
        }
        SimplifiedText::LoneIsolated { name } => lone_isolated(name),
        SimplifiedText::TiersInCoins { count } => {
            format!("The tiers of {} are of coins; their bounds are taken at today's prices.", contracts(count))
        }
        SimplifiedText::TierOfSize { count } => {
            let contracts = contracts(count);
            format!(
                "The tiers of {contracts} go by the number of contracts held; the tier of that number is taken for every size."
            )
        }
        SimplifiedText::ContractSizes { count } => {
            let contracts = contracts(count);
            format!(
                "The size of {contracts} was not handed in; it is taken from what the venue says that positions are worth."
            )
        }
        SimplifiedText::SetAsideFromLeverage { count } => {
            let isolated = isolated(count);
            format!(
                "What is set aside for {isolated} is not stated; the size at entry divided by the leverage is taken."
            )
        }
        SimplifiedText::MarksFromFigures { count } => {
            let positions = counted(count, "position", "positions");
            format!(
                "No mark was handed in for {positions}; it is taken from the size or the profit that the venue states."
            )
        }
        SimplifiedText::HoursOfDay => hours_of_day(),
        SimplifiedText::SettledApart { name } => settled_apart(name),
        SimplifiedText::NoRequirement { names } => no_requirement(&list(names)),
        SimplifiedText::MarginedAs { model } => margined_as(model),
        SimplifiedText::HeldForOrders { amount } => held_for_orders(amount),
        SimplifiedText::RateOfAccount { name } => rate_of_account(name),
        SimplifiedText::CountedInFull { assets } => counted_in_full(&list(assets)),
        SimplifiedText::ScaledTiers { symbol } => scaled_tiers(symbol),
    }
}

fn pools_together(assets: &str) -> String {
    format!(
        "The venue margins what settles in {assets} apart; here each stands behind the others, so that liquidation may come later than at the venue."
    )
}

fn lone_isolated(name: &str) -> String {
    format!(
        "{name} is isolated with coins set aside and is all there is; it is read as a cross position with these coins as collateral."
    )
}

fn hours_of_day() -> String {
    "The venue requires more overnight than during the day; what it required when it answered is taken.".into()
}

fn settled_apart(name: &str) -> String {
    format!(
        "{name} settles otherwise than another contract on the same asset; its underlying is taken for an asset of its own."
    )
}

fn no_requirement(names: &str) -> String {
    format!(
        "What {names} must cover is neither carried here nor stated for each contract; the venue's figures are kept, and there is nothing to compare them with."
    )
}

fn margined_as(model: &str) -> String {
    format!(
        "The venue margins this account as a whole ({model}); rates of single contracts stand for it, so requirements may differ from the venue's."
    )
}

fn held_for_orders(amount: &str) -> String {
    format!("The venue holds {amount} back for resting orders, which were not handed in; that is not counted.")
}

fn rate_of_account(name: &str) -> String {
    format!("What {name} must cover to be kept is not stated for it alone; that of the account is taken.")
}

fn counted_in_full(assets: &str) -> String {
    format!("How much of {assets} counts is not stated; all of it is taken.")
}

fn scaled_tiers(symbol: &str) -> String {
    format!("The tiers of {symbol} were scaled for this account; they are taken as they stand.")
}
