//! What can be said of an import.

use crate::text::english::import as english;
use margin_import::{AccountKind, DocumentKind, JsonType, KindReason, SyntaxFault, TableColumn, TableFault};

keys! {
    /// What was taken for an account and its positions.
    account_note says AccountNoteText<'a> -> String {
        Kind { kind: AccountKind, reason: KindReason },
        AtOneDollar { asset: &'a str },
        MarksDiffer { count: usize, of: usize, largest: &'a str },
        IndexFromMark { count: usize },
        IndexFromForward { asset: &'a str },
        EntriesFromProfit { count: usize },
        EntriesFromMark { count: usize },
        LeverageLowered { name: &'a str, set: &'a str, taken: &'a str },
        PortfolioMargin,
        NoTime { date: &'a str },
        NoCollateral,
        SizeOfOne { count: usize },
        BalancesBeforeProfit,
        Recalculated { stated: &'a str, taken: &'a str },
    }

    /// What was left out of what was handed in.
    left_out says LeftOutText<'a> -> String {
        NothingHeld { name: &'a str },
        SpotNotCounted { balances: &'a [String] },
        BalancesUnpriced { balances: &'a [String] },
        OtherAccounts { count: usize },
        Orders { count: usize },
        NotNeeded { document: DocumentKind },
        Quotes { count: usize },
        Column { name: &'a str },
        NotKnown { document: usize, at: &'a str },
    }

    /// What was taken for a venue's rules.
    rules_note says RulesNoteText<'a> -> String {
        Carried { date: &'a str },
        TiersCarried { count: usize },
        OwnLeverage { leverage: &'a str, names: &'a [String] },
        Delisted { name: &'a str },
        CrossWhereIsolatedOnly { name: &'a str },
        OtherToken { number: u32 },
        NotCarried { id: &'a str },
        Assumed { id: &'a str },
        ReservesStated { count: usize },
        Need { venue: &'a str, document: DocumentKind },
        Open,
        Stated { count: usize },
    }

    /// What a portfolio has no words for.
    simplified says SimplifiedText<'a> -> String {
        PoolsTogether { assets: &'a [String] },
        CoinsSetAside { count: usize },
        LoneIsolated { name: &'a str },
        TiersInCoins { count: usize },
        TierOfSize { count: usize },
        SettledApart { name: &'a str },
        ContractSizes { count: usize },
        NoRequirement { names: &'a [String] },
        MarginedAs { model: &'a str },
        HeldForOrders { amount: &'a str },
        MarksFromFigures { count: usize },
        HoursOfDay,
        RateOfAccount { name: &'a str },
        SetAsideFromLeverage { count: usize },
        CountedInFull { assets: &'a [String] },
        ScaledTiers { symbol: &'a str },
    }

    /// Where in what was handed in.
    place says ImportPlaceText<'a> -> String {
        Everything,
        Pasted,
        Numbered { number: usize },
        Named { name: &'a str },
        Line { text: &'a str, line: &'a str, column: &'a str },
        Value { text: &'a str, number: &'a str },
        Within { text: &'a str, path: &'a str },
    }

    /// What was found, in a line.
    found says FoundText<'a> -> String {
        Summary { venue: &'a str, positions: &'a str, prices: &'a str },
        Positions { cross: usize, isolated: usize },
        PricesOf { moment: &'a str },
        PricesUndated,
    }

    /// Under whose rules an account is opened.
    chosen_rules says ChosenRulesText<'a> -> String {
        ItsOwn { rules: &'a str },
        Others { rules: &'a str },
        Whole,
        RestAlone,
        NoFigures,
    }

    /// How the venue's own figures stand beside ours.
    verdict says VerdictText<'a> -> String {
        NothingStated,
        PricesAgree { equal: usize, none: usize, largest: Option<&'a str> },
        PricesDiffer { stated: usize, differ: usize, one_sided: usize, largest: Option<&'a str> },
        PricesNotStated { count: usize },
        AmountsAgree { names: &'a [String], largest: Option<&'a str> },
        AmountDiffers { name: &'a str, by: &'a str },
        AmountsDiffer { count: usize, name: &'a str, by: &'a str },
    }

    /// What an amount is called.
    amount says AmountText<'a> -> String {
        Equity,
        Counted,
        Maintenance,
        Initial,
        Withdrawable,
        Notional { name: &'a str },
        Unrealised { name: &'a str },
        PositionInitial { name: &'a str },
        PositionMaintenance { name: &'a str },
        PositionEquity { name: &'a str },
    }

    /// What is wrong with a document.
    document_problem says DocumentProblemText<'a> -> (String, String) {
        TooLarge { size: &'a str, most: &'a str },
        TooLargeTogether { size: &'a str, most: &'a str },
        Nothing,
        Syntax(SyntaxFault),
        Unrecognised,
        Missing { venue: &'static str, document: DocumentKind },
        OtherVenue { this: &'static str, first: &'static str },
        Duplicate(DocumentKind),
        NoRules,
        More { count: usize },
    }

    /// What is wrong with what documents say together.
    content_problem says ContentProblemText<'a> -> (String, String) {
        DuplicateCoin { coin: &'a str },
        DuplicateNumber { number: u32 },
        UnknownCoin { coin: &'a str },
        UnknownSize { venue: &'static str },
        Lengths { contracts: usize, prices: usize },
        Equity { stated: &'a str, computed: &'a str },
        NegativeNotional,
        Tiers,
        Rates,
        Table { table: u32, leverage: &'a str },
    }
}

/// What is wrong with one value of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValueProblemText {
    Unrecognised,
    Missing,
    WrongType { expected: JsonType, found: JsonType },
    NotANumber,
    NotFinite,
    NotPositive,
    NotWhole,
    NotATime,
    NotAName,
    NotAContract,
    LeverageBelowOne,
}

impl ValueProblemText {
    /// What is wrong, and what to do about it.
    pub(crate) fn say(self) -> (String, String) {
        english::value_problem(self)
    }
}

/// What is wrong with a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableProblemText(pub(crate) TableFault);

impl TableProblemText {
    /// What is wrong, and what to do about it.
    pub(crate) fn say(self) -> (String, String) {
        english::table_problem(self)
    }
}

/// What stands in a column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnText(pub(crate) TableColumn);

impl ColumnText {
    /// The words.
    pub(crate) fn say(self) -> &'static str {
        english::column(self)
    }
}

/// What is said of two figures beside each other.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ComparedText {
    Equal,
    NoneOnBothSides,
    Differs,
    NotStated,
    OpenOrders,
    LessThanStated,
    LargestOf { count: usize },
}

impl ComparedText {
    /// The words.
    pub(crate) fn say(self) -> String {
        english::compared(self)
    }
}
