//! Imports in English.

mod chosen;
mod column;
mod problem;
mod simplified;
mod table;

pub(in crate::text) use chosen::chosen_rules;
pub(in crate::text) use column::column;
pub(in crate::text) use problem::{content_problem, document_problem, value_problem};
pub(in crate::text) use simplified::simplified;
pub(in crate::text) use table::table_problem;

use super::capitalised;
use crate::text::keys::import::{
    AccountNoteText, AmountText, ComparedText, FoundText, ImportPlaceText, LeftOutText, RulesNoteText, VerdictText,
};
use margin_import::{AccountKind, DocumentKind, KindReason};

pub(in crate::text) fn account_note(text: AccountNoteText) -> String {
    match text {
        AccountNoteText::Kind { kind, reason } => format!("{}{}.", self::kind(kind), self::reason(reason)),
        AccountNoteText::AtOneDollar { asset } => format!("{asset} is taken at one dollar."),
        AccountNoteText::MarksDiffer { count, of, largest } => marks_differ(count, of, largest),
        AccountNoteText::IndexFromMark { count } => format!(
            "No index price was handed in for {}; the mark is taken.",
            counted(count, "position", "positions")
        ),
        AccountNoteText::IndexFromForward { asset } => {
            format!("The chain does not say {asset}'s index price; the forward of its first expiry is taken.")
        }
        AccountNoteText::EntriesFromProfit { count } => format!(
            "The venue cuts the last digits off entry prices; for {} the entry is taken from the profit that it states.",
            counted(count, "position", "positions")
        ),
        AccountNoteText::EntriesFromMark { count } => format!(
            "The venue does not say at which price {} opened; the mark is taken, so that the profit begins at zero.",
            if count == 1 { "1 position was".into() } else { format!("{count} positions were") }
        ),
        AccountNoteText::LeverageLowered { name, set, taken } => {
            format!("{name}: the leverage set is {set}, more than the venue now allows; {taken} is taken.")
        }
        AccountNoteText::PortfolioMargin => {
            "The account borrows against its spot assets; that is not modelled, so what counts and what is required may differ from the venue's.".into()
        }
        AccountNoteText::NoTime { date } => {
            format!("The account bears no time; {date} is taken, the latest day known of it or of its rules.")
        }
        AccountNoteText::SizeOfOne { count } => format!(
            "How much one contract is, is not said of {}; one unit is taken.",
            counted(count, "position", "positions")
        ),
        AccountNoteText::BalancesBeforeProfit => {
            "Balances are taken to be before unrealised profit; where the venue counts it in, take it off on the desk.".into()
        }
        AccountNoteText::NoCollateral => {
            "No collateral was handed in: the account has its positions alone. Hand in its balances as well, or add them on the desk.".into()
        }
        AccountNoteText::Recalculated { stated, taken } => format!(
            "The account's own equity, {stated}, is of other prices than those handed in; at these it is {taken}."
        ),
    }
}

fn marks_differ(count: usize, of: usize, largest: &str) -> String {
    match (count, of) {
        (_, 1) => {
            format!("The position is valued at another mark than the price handed in, by {largest}; its own is taken.")
        }
        (1, _) => format!(
            "1 of {of} positions is valued at another mark than the price handed in, by {largest}; its own is taken."
        ),
        _ => format!(
            "{count} of {of} positions are valued at other marks than the prices handed in, by {largest} at most; the account's own are taken."
        ),
    }
}

fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Standard => "Read as a standard account, whose collateral is apart from its spot balances",
        AccountKind::Unified => "Read as a unified account, whose collateral is its spot balance",
    }
}

fn reason(reason: KindReason) -> String {
    match reason {
        KindReason::Asked => ", as chosen".into(),
        KindReason::Stated => ", as its setup says".into(),
        KindReason::Reproduces { liquidations, otherwise } => {
            format!("; this reproduces {liquidations} of the venue's liquidation prices, the other kind {otherwise}")
        }
        KindReason::Usual => "; nothing handed in says otherwise".into(),
    }
}

pub(in crate::text) fn left_out(text: LeftOutText) -> String {
    match text {
        LeftOutText::NothingHeld { name } => format!("{name} is left out: no contracts are held."),
        LeftOutText::SpotNotCounted { balances } => {
            format!("Spot balances that are no collateral here are left out: {}.", list(balances))
        }
        LeftOutText::BalancesUnpriced { balances } => {
            format!("No price was handed in for these balances, and they are left out: {}.", list(balances))
        }
        LeftOutText::OtherAccounts { count } => format!(
            "{} left out; one account is read at a time. Hand another in alone to read it.",
            if count == 1 { "1 other account is".into() } else { format!("{count} other accounts are") }
        ),
        LeftOutText::Orders { count } => format!(
            "{} left out; what the venue holds back for them is not counted.",
            if count == 1 { "1 resting order is".into() } else { format!("{count} resting orders are") }
        ),
        LeftOutText::NotNeeded { document } => {
            format!("A second copy of {} was not needed and is left out.", self::document(document))
        }
        LeftOutText::Quotes { count } => format!(
            "{} neither a mark nor a volatility and {} left out.",
            if count == 1 { "1 contract's quote says".into() } else { format!("{count} contracts' quotes say") },
            if count == 1 { "is" } else { "are" }
        ),
        LeftOutText::Column { name } => format!("The column {name} is not known here and is left out."),
        LeftOutText::NotKnown { document, at } => {
            format!("What stands at {at} in the {} text is not known here and is left out.", ordinal(document))
        }
    }
}

pub(in crate::text) fn rules_note(text: RulesNoteText) -> String {
    match text {
        RulesNoteText::Carried { date } => {
            format!("No list of contracts was handed in; the rules that Plimsoll carries, of {date}, are taken.")
        }
        RulesNoteText::TiersCarried { count } => format!(
            "The tiers of {} were not handed in; those that Plimsoll carries are taken.",
            counted(count, "contract", "contracts")
        ),
        RulesNoteText::OwnLeverage { leverage, names } => format!(
            "The account has a greatest leverage of its own, {leverage}, on {}; it is taken instead of the venue's tiers.",
            list(names)
        ),
        RulesNoteText::Delisted { name } => format!("{name} is held, and the venue no longer lists it."),
        RulesNoteText::CrossWhereIsolatedOnly { name } => {
            format!("{name} is held cross, and the venue offers it in isolation only; it is taken as held.")
        }
        RulesNoteText::OtherToken { number } => {
            format!("Profit is paid in the venue's token {number} here; it is taken for USDC.")
        }
        RulesNoteText::NotCarried { id } => {
            format!("Plimsoll does not carry the rules {id} yet: choose others to see what they would require.")
        }
        RulesNoteText::Assumed { id } => {
            format!("Nothing handed in says which of the venue's products this is; the rules {id} are taken.")
        }
        RulesNoteText::ReservesStated { count } => format!(
            "What {} for is taken as what was handed in states it.",
            if count == 1 { "1 asset counts".into() } else { format!("{count} assets count") }
        ),
        RulesNoteText::Need { venue, document } => format!(
            "The rules that Plimsoll carries need {} of {venue} of the account's own moment: hand it in as well to see what is required.",
            self::document(document)
        ),
        RulesNoteText::Open => {
            "What was handed in does not say which rules the account is under: choose whose it is put under.".into()
        }
        RulesNoteText::Stated { count } => format!(
            "The requirements of {} are taken as what was handed in states them.",
            counted(count, "contract", "contracts")
        ),
    }
}

pub(in crate::text) fn place(text: ImportPlaceText) -> String {
    match text {
        ImportPlaceText::Everything => "everything handed in".into(),
        ImportPlaceText::Pasted => "the pasted text".into(),
        ImportPlaceText::Numbered { number } => format!("{} text", ordinal(number)),
        ImportPlaceText::Named { name } => name.into(),
        ImportPlaceText::Line { text, line, column } => format!("{text}, line {line}, column {column}"),
        ImportPlaceText::Value { text, number } => format!("{text}, value {number}"),
        ImportPlaceText::Within { text, path } => format!("{text}, {path}"),
    }
}

pub(in crate::text) fn found(text: FoundText) -> String {
    match text {
        FoundText::Summary { venue, positions, prices } => format!("{venue}, {positions}, {prices}"),
        FoundText::Positions { cross: 0, isolated: 0 } => "no positions".into(),
        FoundText::Positions { cross, isolated: 0 } => format!("{} (cross)", counted(cross, "position", "positions")),
        FoundText::Positions { cross: 0, isolated } => {
            format!("{} (isolated)", counted(isolated, "position", "positions"))
        }
        FoundText::Positions { cross, isolated } => {
            format!("{} positions ({cross} cross, {isolated} isolated)", cross + isolated)
        }
        FoundText::PricesOf { moment } => format!("prices of {moment}"),
        FoundText::PricesUndated => "prices without a time".into(),
    }
}

pub(in crate::text) fn verdict(text: VerdictText) -> String {
    match text {
        VerdictText::NothingStated => "The venue states no figures to compare.".into(),
        VerdictText::PricesAgree { equal, none, largest } => prices_agree(equal, none, largest),
        VerdictText::PricesDiffer { stated, differ, one_sided, largest } => {
            prices_differ(stated, differ, one_sided, largest)
        }
        VerdictText::PricesNotStated { count } => {
            format!("For {} the venue states no liquidation price.", counted(count, "position", "positions"))
        }
        VerdictText::AmountsAgree { names, largest } => amounts_agree(names, largest),
        VerdictText::AmountDiffers { name, by } => format!("{name} differs by {by} dollars."),
        VerdictText::AmountsDiffer { count, name, by } => {
            format!("{count} amounts of positions differ, the most by {by} dollars: {}.", inner(name))
        }
    }
}

fn prices_agree(equal: usize, none: usize, largest: Option<&str>) -> String {
    let agree = match equal + none {
        1 => "The one liquidation price agrees".into(),
        2 => "Both liquidation prices agree".into(),
        stated => format!("All {stated} liquidation prices agree"),
    };
    let what = if equal == 1 { "difference" } else { "largest difference" };
    let largest = largest.map(|largest| format!(" ({what} {largest})")).unwrap_or_default();
    match (equal, none) {
        (_, 0) => format!("{agree}{largest}."),
        (0, _) => format!("{agree}: none on both sides."),
        _ => format!("{agree}: {equal} equal{largest}, {none} none on both sides."),
    }
}

fn prices_differ(stated: usize, differ: usize, one_sided: usize, largest: Option<&str>) -> String {
    let (differs, most) = if differ == 1 { ("differs", "") } else { ("differ", " at most") };
    let by = largest.map(|largest| format!(", by {largest}{most}")).unwrap_or_default();
    let one_sided = match one_sided {
        0 => String::new(),
        all if all == differ => "; one side has none".into(),
        some => format!("; for {some} of them one side has none"),
    };
    format!("{differ} of {} {differs}{by}{one_sided}.", counted(stated, "liquidation price", "liquidation prices"))
}

fn amounts_agree(names: &[String], largest: Option<&str>) -> String {
    let names: Vec<String> = names.iter().map(|name| inner(name)).collect();
    let (are, differ, most) = match names.len() {
        1 => ("is", "differs", ""),
        _ => ("are", "differ", " at most"),
    };
    let together = capitalised(&list(&names));
    match largest {
        None => format!("{together} {are} equal to the last digit."),
        Some(largest) => format!("{together} {differ} by {largest} dollars{most}."),
    }
}

pub(in crate::text) fn amount(text: AmountText) -> String {
    match text {
        AmountText::Equity => "Equity".into(),
        AmountText::Counted => "Counts, against maintenance".into(),
        AmountText::Maintenance => "Maintenance".into(),
        AmountText::Initial => "Initial".into(),
        AmountText::Withdrawable => "Can be taken out".into(),
        AmountText::Notional { name } => format!("Size of {name}"),
        AmountText::Unrealised { name } => format!("Unrealised profit of {name}"),
        AmountText::PositionInitial { name } => format!("Initial of {name}"),
        AmountText::PositionMaintenance { name } => format!("Maintenance of {name}"),
        AmountText::PositionEquity { name } => format!("Equity of {name}"),
    }
}

pub(in crate::text) fn compared(text: ComparedText) -> String {
    match text {
        ComparedText::Equal => "equal".into(),
        ComparedText::NoneOnBothSides => "none on both sides".into(),
        ComparedText::Differs => "differs".into(),
        ComparedText::NotStated => "not stated".into(),
        ComparedText::OpenOrders => {
            "Not comparable: the venue also holds back what open orders need, and the account's document lists no orders.".into()
        }
        ComparedText::LessThanStated => {
            "Not comparable: the account's document lists no open orders. Those would make the venue's figure the smaller one; here it is the larger.".into()
        }
        ComparedText::LargestOf { count } => format!("the largest difference of {count}"),
    }
}

/// What a document is for.
pub(crate) fn purpose(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Account => "the account itself",
        DocumentKind::Universe => "its contracts and their tiers",
        DocumentKind::Contexts => "the tiers and prices of that moment",
        DocumentKind::Spot => "the collateral of a unified account",
        DocumentKind::Abstraction => "whether it is unified",
        DocumentKind::Positions => "what it holds",
        DocumentKind::Tiers => "the tiers of its contracts",
        DocumentKind::Orders => "what rests in the order book",
        DocumentKind::Changes => "what has changed since",
        DocumentKind::Totals => "the venue's own totals",
    }
}

/// A document, by what it holds.
pub(super) fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Account => "the account",
        DocumentKind::Universe => "the list of contracts",
        DocumentKind::Contexts => "the prices",
        DocumentKind::Spot => "the spot balances",
        DocumentKind::Abstraction => "the account's setup",
        DocumentKind::Positions => "the positions",
        DocumentKind::Tiers => "the tiers",
        DocumentKind::Orders => "the orders",
        DocumentKind::Changes => "the changes",
        DocumentKind::Totals => "the totals",
    }
}

/// So many of something: `1 position`, `44 positions`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Names one after another; of more than six, the first five.
fn list(names: &[String]) -> String {
    const MOST: usize = 6;
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        _ => {
            let (told, left) = names.split_at(MOST - 1);
            format!("{} and {} others", told.join(", "), left.len())
        }
    }
}

/// What an amount is called within a sentence; its first word is no name.
fn inner(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn ordinal(number: usize) -> String {
    const FIRST: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let index = number.checked_sub(1);
    index.and_then(|index| FIRST.get(index)).map_or_else(|| format!("number {number}"), |word| (*word).into())
}
