//! What can be said of a liquidation, step by step.

use crate::text::english::timeline as english;
use margin_core::rules::liquidation::Party;
use margin_core::solve::Reach;

keys! {
    /// How prices go.
    course says CourseText<'a> -> String {
        Alone { asset: &'a str, reach: Reach, change: &'a str, time: &'a str },
        Together { reach: Reach, change: &'a str, time: &'a str },
        Stays,
    }

    /// How long something takes, or how long after the start it happens.
    time says TimeText<'a> -> String {
        AtOnce,
        Within { length: &'a str },
        AtTheStart,
        After { length: &'a str },
    }

    /// A length of time.
    length says LengthText<'a> -> String {
        Seconds { count: &'a str },
        Minutes { count: &'a str },
        Hours { count: &'a str },
        Days { count: &'a str },
    }

    /// Where the prices are.
    standing says StandingText<'a> -> String {
        Alone { asset: &'a str, price: &'a str, change: &'a str },
        Together { change: &'a str },
        AsNow,
    }

    /// What happens.
    step says StepText<'a> -> String {
        MarginCall { name: &'a str, ratio: &'a str },
        OrdersCancelled { count: usize },
        Sold { quantity: &'a str, name: &'a str, share: &'a str, price: &'a str },
        BoughtBack { quantity: &'a str, name: &'a str, share: &'a str, price: &'a str },
        SoldOffMark { quantity: &'a str, name: &'a str, share: &'a str, price: &'a str, mark: &'a str },
        BoughtBackOffMark { quantity: &'a str, name: &'a str, share: &'a str, price: &'a str, mark: &'a str },
        Repaid { debt: &'a str, quantity: &'a str, collateral: &'a str, taken: &'a str },
        Absorbed,
        TakenOver { by: Party },
        Forfeited { to: Party },
        BadDebt { lost: &'a str },
    }

    /// What is paid in a step.
    paid says PaidText<'a> -> String {
        To { party: Party, amount: &'a str },
        By { party: Party, amount: &'a str },
    }

    /// How it ends for a group.
    ending says EndingText<'a> -> String {
        Untouched { group: &'a str },
        Safe { group: &'a str },
        Closed { group: &'a str },
        Bankrupt { group: &'a str },
        Under { group: &'a str },
        CutOff { group: &'a str },
        NoWay { group: &'a str },
        NothingHappens,
    }

    /// What the rules do not say, and what is taken as given.
    silence says SilenceText<'a> -> String {
        Policy,
        Fees,
        Losses,
        Uncertain { rule: &'a str },
        Evenly,
        LeftOut { count: usize },
    }

    /// The whole of it in a sentence.
    outcome says OutcomeText<'a> -> String {
        Nothing { course: &'a str },
        NoWay { course: &'a str },
        Steps { course: &'a str, count: usize, kept: &'a str },
    }

    /// The working of a step.
    step_working says StepWorkingText<'a> -> String {
        Title { number: usize, rule: &'a str },
        CountsBefore,
        MaintenanceBefore,
        /// A step whose rule the venue's rules do not cite.
        Uncited { sentence: &'a str },
    }
}

/// A row of what became of the equity.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LedgerText {
    Start,
    Gained,
    Lost,
    To { party: Party },
    By { party: Party },
    End,
}

impl LedgerText {
    /// The words.
    pub(crate) fn say(self) -> String {
        english::ledger(self)
    }
}
