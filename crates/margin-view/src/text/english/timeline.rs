//! Liquidations in English.

use super::capitalised;
use crate::text::keys::timeline::{
    CourseText, EndingText, LedgerText, LengthText, OutcomeText, PaidText, SilenceText, StandingText, StepText,
    StepWorkingText, TimeText,
};
use margin_core::rules::liquidation::Party;
use margin_core::solve::Reach;

pub(in crate::text) fn course(text: CourseText) -> String {
    match text {
        CourseText::Alone { asset, reach, change, time } => {
            let verb = match reach {
                Reach::Falls => "falls",
                Reach::Rises => "rises",
            };
            format!("{asset} {verb} {change} {time}")
        }
        CourseText::Together { reach, change, time } => {
            let verb = match reach {
                Reach::Falls => "fall",
                Reach::Rises => "rise",
            };
            format!("All prices {verb} {change} {time}")
        }
        CourseText::Stays => "At today\u{2019}s prices".into(),
    }
}

pub(in crate::text) fn time(text: TimeText) -> String {
    match text {
        TimeText::AtOnce => "at once".into(),
        TimeText::Within { length } => format!("within {length}"),
        TimeText::AtTheStart => "at the start".into(),
        TimeText::After { length } => format!("after {length}"),
    }
}

pub(in crate::text) fn length(text: LengthText) -> String {
    let unit = |count: &str, one: &str| if count == "1" { format!("1 {one}") } else { format!("{count} {one}s") };
    match text {
        LengthText::Seconds { count } => unit(count, "second"),
        LengthText::Minutes { count } => unit(count, "minute"),
        LengthText::Hours { count } => unit(count, "hour"),
        LengthText::Days { count } => unit(count, "day"),
    }
}

pub(in crate::text) fn standing(text: StandingText) -> String {
    match text {
        StandingText::Alone { asset, price, change } => format!("{asset} {price} ({change})"),
        StandingText::Together { change } => format!("all prices {change}"),
        StandingText::AsNow => "today\u{2019}s prices".into(),
    }
}

pub(in crate::text) fn step(text: StepText) -> String {
    let part = |quantity: &str, share: &str| {
        if share.is_empty() { format!("all {quantity}") } else { format!("{quantity} ({share})") }
    };
    match text {
        StepText::MarginCall { name, ratio } => {
            format!("{}: what counts is less than {ratio} the requirement.", capitalised(name))
        }
        StepText::OrdersCancelled { count: 1 } => "The resting order is cancelled.".into(),
        StepText::OrdersCancelled { count } => format!("All {count} resting orders are cancelled."),
        StepText::Sold { quantity, name, share, price } => {
            format!("{name}: {} sold at the mark, {price}.", part(quantity, share))
        }
        StepText::BoughtBack { quantity, name, share, price } => {
            format!("{name}: {} bought back at the mark, {price}.", part(quantity, share))
        }
        StepText::SoldOffMark { quantity, name, share, price, mark } => {
            format!("{name}: {} sold at {price}, with the mark at {mark}.", part(quantity, share))
        }
        StepText::BoughtBackOffMark { quantity, name, share, price, mark } => {
            format!("{name}: {} bought back at {price}, with the mark at {mark}.", part(quantity, share))
        }
        StepText::Repaid { debt, quantity, collateral, taken } => {
            format!("{quantity} {debt} of the debt is repaid, and {taken} {collateral} is taken for it.")
        }
        StepText::Absorbed => "The venue takes all collateral and pays all debts.".into(),
        StepText::TakenOver { by } => format!("{} takes all positions over at the mark.", capitalised(party(by))),
        StepText::Forfeited { to } => format!("What is left goes to {}.", party(to)),
        StepText::BadDebt { lost } => format!("{lost} more is lost than there was."),
    }
}

pub(in crate::text) fn paid(text: PaidText) -> String {
    match text {
        PaidText::To { party, amount } => format!("{amount} to {}", self::party(party)),
        PaidText::By { party, amount } => format!("{amount} from {}", self::party(party)),
    }
}

pub(in crate::text) fn ending(text: EndingText) -> String {
    match text {
        EndingText::Untouched { group } => format!("{group}: not liquidated."),
        EndingText::Safe { group } => format!("{group}: a part is liquidated, and the rest is safe."),
        EndingText::Closed { group } => {
            format!("{group}: all of it is liquidated, and no more is lost than there was.")
        }
        EndingText::Bankrupt { group } => format!("{group}: all of it is liquidated, and more is lost than there was."),
        EndingText::Under { group } => format!("{group}: still under water at the end of this path."),
        EndingText::CutOff { group } => {
            format!("{group}: still being liquidated; the steps are cut off here because there are too many.")
        }
        EndingText::NoWay { group } => {
            format!("{group}: under water, and the rules carried here name no way to liquidate it.")
        }
        EndingText::NothingHappens => "Nothing is liquidated on this path.".into(),
    }
}

pub(in crate::text) fn ledger(text: LedgerText) -> String {
    match text {
        LedgerText::Start => "Equity at the start".into(),
        LedgerText::Gained => "Gained by the prices on the way".into(),
        LedgerText::Lost => "Lost by the prices on the way".into(),
        LedgerText::To { party } => format!("To {}", self::party(party)),
        LedgerText::By { party } => format!("Borne by {}", self::party(party)),
        LedgerText::End => "What the trader keeps".into(),
    }
}

pub(in crate::text) fn silence(text: SilenceText) -> String {
    match text {
        SilenceText::Policy => "How this venue closes positions is not known here: they are all closed at the mark as \
             soon as maintenance is not met. Take the steps as the least that happens."
            .into(),
        SilenceText::Fees => "What liquidation costs here is not known: no fee is taken, so less may be left.".into(),
        SilenceText::Losses => "Who bears what is lost beyond what there is, the rules do not say.".into(),
        SilenceText::Uncertain { rule } => format!("{rule}: uncertain, known from others or inferred."),
        SilenceText::Evenly => {
            "Prices go evenly from today\u{2019}s to the last one and stay there; what is closed does \
             not move them, and the trader does nothing."
                .into()
        }
        SilenceText::LeftOut { count } => format!("{count} more steps, left out here"),
    }
}

pub(in crate::text) fn outcome(text: OutcomeText) -> String {
    match text {
        OutcomeText::Nothing { course } => format!("{course}: nothing is liquidated."),
        OutcomeText::NoWay { course } => {
            format!("{course}: something goes under, and the rules carried here do not say what is done with it.")
        }
        OutcomeText::Steps { course, count: 1, kept } => format!("{course}: one step, after which {kept} is left."),
        OutcomeText::Steps { course, count, kept } => format!("{course}: {count} steps, after which {kept} is left."),
    }
}

pub(in crate::text) fn step_working(text: StepWorkingText) -> String {
    match text {
        StepWorkingText::Title { number, rule } => format!("Step {number}: {}", super::uncapitalised(rule)),
        StepWorkingText::CountsBefore => "Counted before".into(),
        StepWorkingText::MaintenanceBefore => "Maintenance before".into(),
        StepWorkingText::Uncited { sentence } => {
            format!("{sentence} The venue\u{2019}s rules, as they are carried here, do not say more of this step.")
        }
    }
}

/// Somebody who pays or receives, within a sentence.
fn party(party: Party) -> &'static str {
    match party {
        Party::Trader => "the trader",
        Party::Market => "the market",
        Party::Liquidator => "the liquidator",
        Party::Backstop => "the backstop",
        Party::Insurance => "the insurance fund",
        Party::Protocol => "the venue",
        Party::Pool => "the pool",
        Party::Counterparties => "traders on the other side",
        Party::Depositors => "depositors",
        Party::Unnamed => "somebody the rules do not name",
    }
}
