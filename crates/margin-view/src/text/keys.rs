//! What can be said, with the names and numbers that saying it needs.

use super::english;
use crate::working::Measure;
use margin_core::problem::MarketFigure;
use margin_core::rules::Pairs;
use margin_core::solve::Reach;

macro_rules! keys {
    ($($(#[$doc:meta])* $table:ident says $name:ident<$life:lifetime> -> $said:ty { $($variants:tt)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum $name<$life> { $($variants)* }

        impl $name<'_> {
            /// The words.
            pub(crate) fn say(self) -> $said {
                english::$table(self)
            }
        })*
    };
}

/// One price of one asset, and how far it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct There<'a> {
    pub(crate) asset: &'a str,
    pub(crate) reach: Reach,
    pub(crate) distance: &'a str,
    pub(crate) price: &'a str,
}

pub(crate) mod changed;
pub(crate) mod compare;
pub(crate) mod goal;
pub(crate) mod import;
pub(crate) mod options;
pub(crate) mod parameters;
pub(crate) mod risk;
pub(crate) mod timeline;

keys! {
    /// What things are called.
    name says NameText<'a> -> String {
        Spot { asset: &'a str },
        Perpetual { asset: &'a str },
        Future { asset: &'a str, date: &'a str },
        Call { asset: &'a str, strike: &'a str, date: &'a str },
        Put { asset: &'a str, strike: &'a str, date: &'a str },
        CoinSettled { name: &'a str },
        Long { name: &'a str },
        Short { name: &'a str },
        UnknownPosition { number: u32 },
        UnknownHolding { number: u32 },
        UnknownOrder { number: u32 },
        Cross,
        Isolated { name: &'a str },
        AllPrices,
        /// Something about something.
        Of { name: &'a str, what: &'a str },
    }

    /// What is said of a holding.
    holding says HoldingText<'a> -> String {
        Debt,
        DebtRequired,
        NotAccepted { asset: &'a str },
        ByTier,
        BySize,
        ByLiquidity,
    }

    /// What is said of a position.
    position says PositionText<'a> -> String {
        Cross { leverage: &'a str },
        Isolated { leverage: &'a str },
        /// Margined with others, at no leverage of its own.
        Together,
        /// An option that is margined with others, and what it is worth.
        Option { worth: &'a str },
        /// What an option costs, paid in a coin.
        Premium { premium: &'a str, coin: &'a str },
        Beside { detail: &'a str, pairs: Pairs, others: usize },
    }

    /// What is said where a position's liquidation price stands.
    cell says CellText<'a> -> String {
        Now,
        Never { group: &'a str, asset: &'a str },
        Pegged { asset: &'a str },
        Under { group: &'a str, short: &'a str, asset: &'a str },
        UnderUntil { group: &'a str, short: &'a str, there: There<'a> },
        AlsoUnder { price: &'a str, distance: &'a str },
        Recovers { price: &'a str, distance: &'a str },
    }

    /// What stands beside the load line's figures.
    line says LineText<'a> -> String {
        Freeboard,
        BelowInitial,
        UnderWater,
        PartUnderWater { group: &'a str },
        FreeShare { share: &'a str },
        NothingFree,
        NothingCounts,
        NoEquity,
    }

    /// What the load line says of a group; it is named unless it is the cross one.
    sentence says SentenceText<'a> -> String {
        First { group: Option<&'a str>, there: There<'a> },
        GoesUnder { group: Option<&'a str>, there: There<'a> },
        Also { group: Option<&'a str>, there: There<'a> },
        Together { group: Option<&'a str>, reach: Reach, distance: &'a str },
        Never { group: Option<&'a str> },
        Under { group: Option<&'a str>, short: &'a str },
        MoreUnder { count: usize },
        AfloatAgain { group: Option<&'a str>, there: There<'a> },
        ShortOfInitial { group: Option<&'a str>, short: &'a str },
        NothingRequired,
        Empty,
    }

    /// The load line in a sentence.
    summary says SummaryText<'a> -> String {
        Afloat { counted: &'a str, initial: &'a str, maintenance: &'a str, first: &'a str },
        /// What counts to open is not what counts to keep.
        AfloatAtLevels { to_open: &'a str, to_keep: &'a str, initial: &'a str, maintenance: &'a str, first: &'a str },
        Under { counted: &'a str, maintenance: &'a str, first: &'a str },
        Empty,
    }

    /// What a rung of the ladder says.
    ladder says LadderText<'a> -> String {
        GoesUnder(There<'a>),
        Recovers(There<'a>),
        TogetherUnder { reach: Reach, distance: &'a str },
        TogetherRecovers { reach: Reach, distance: &'a str },
        NeverAlone { asset: &'a str },
        NeverTogether,
        Under { short: &'a str },
    }

    /// A fact's name and what it means.
    fact says FactText<'a> -> (String, String) {
        Measure(Measure),
        Withdrawable { group: Option<&'a str> },
        Backstop { group: Option<&'a str> },
    }

    /// What was taken as given.
    assumption says AssumptionText<'a> -> String {
        NotAccepted { asset: &'a str },
        LeverageCapped { name: &'a str, used: &'a str },
        LowestLeverage { name: &'a str, used: &'a str },
        /// A figure that the market does not say of an asset.
        AssetFigureUnknown { asset: &'a str, figure: MarketFigure },
        /// A figure that the market does not say of a contract.
        InstrumentFigureUnknown { name: &'a str, figure: MarketFigure },
        CategoryWithoutMeaning { category: &'a str },
        OrdersIgnored,
        VolatilityUnknown { name: &'a str },
        VolatilityInterpolated { name: &'a str },
        ForwardInterpolated { name: &'a str },
        ForwardUnknown { name: &'a str },
        RulesFigureUsed { asset: &'a str, figure: MarketFigure },
        SurfaceUnknown { asset: &'a str },
        CorrelationUnknown { first: &'a str, second: &'a str },
        OtherPricesHeld,
    }

    /// What a working says of names and of several positions.
    working says WorkingText<'a> -> String {
        CanBeTakenOut { group: Option<&'a str> },
        /// A sentence about one of several positions in a contract.
        Alone { sentence: &'a str, pairs: Pairs },
        /// A line that is about several positions in a contract.
        Together { label: &'a str, pairs: Pairs, count: usize },
    }

    /// What the working of a liquidation price says.
    liquidation says LiquidationText<'a> -> String {
        Title { name: &'a str },
        AmongOthers { group: &'a str, asset: &'a str, price: &'a str },
        ByItself { group: &'a str, asset: &'a str, price: &'a str },
        Recovers { group: &'a str, asset: &'a str, price: &'a str },
        NeverRecovers { group: &'a str, asset: &'a str },
        Never { group: &'a str, asset: &'a str },
        Pegged { asset: &'a str },
        CountsAt { price: &'a str },
        MaintenanceAt { price: &'a str },
        CountsNow,
        MaintenanceNow,
    }

    /// What a chart says.
    chart says ChartText<'a> -> String {
        Crossings { asset: &'a str, now: &'a str, crossings: &'a str },
        NoCrossing { asset: &'a str, now: &'a str, from: &'a str, to: &'a str },
        UnderAt { price: &'a str },
        RecoversAt { price: &'a str },
    }

    /// Where a problem is.
    place says PlaceText<'a> -> String {
        HoldingNumber { name: &'a str },
        HoldingAsset { name: &'a str },
        HoldingQuantity { name: &'a str },
        PositionNumber { name: &'a str },
        PositionInstrument { name: &'a str },
        PositionQuantity { name: &'a str },
        PositionEntry { name: &'a str },
        PositionCollateral { name: &'a str },
        PositionMode { name: &'a str },
        PositionLeverage { name: &'a str },
        PositionAccrued { name: &'a str },
        OrderNumber { name: &'a str },
        OrderInstrument { name: &'a str },
        OrderQuantity { name: &'a str },
        OrderPrice { name: &'a str },
        Category,
        OwnInitial,
        Asset { asset: &'a str },
        Instrument { name: &'a str },
        Rules { path: &'a str },
        Request,
        Number,
    }

    /// What is wrong, and what to do about it.
    problem says ProblemText<'a> -> (String, String) {
        NotFinite,
        NotPositive,
        OutOfRange,
        DuplicateId,
        MissingIndex { asset: &'a str },
        MissingMark { name: &'a str },
        MissingVolatility { name: &'a str },
        Expired,
        NotListed { name: &'a str },
        IsolatedOnly,
        CrossOnly,
        LeverageOutside { maximum: &'a str },
        NotBorrowable { asset: &'a str },
        /// A category that does not let what is owed be borrowed.
        NotInCategory { category: &'a str },
        UnknownCategory { category: &'a str },
        MissingFigure { figure: MarketFigure },
        UnorderedTiers,
        ShareOutside,
        NotFlat,
        MissingTable,
        MissingCitation,
        UnknownSchema { found: u32, expected: u32 },
    }

    /// Why a text is not a number, and what to do about it.
    number says NumberText<'a> -> (String, String) {
        Empty,
        NotANumber,
        TwoDecimals { example: &'a str },
        Ambiguous { example: &'a str },
        TooLarge,
        TooSmall,
    }
}

/// A formula in words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FormulaText {
    Equity,
    Counted,
    Requirement,
    Excess,
    CanBeTakenOut,
    Backstop,
    HoldingValue,
    HoldingCounted,
    HoldingByTier,
    HoldingBySize,
    HoldingByLiquidity,
    HoldingDebt,
    HoldingDebtRequired,
    DebtRequired,
    HoldingNotAccepted,
    Notional,
    CoinNotional,
    Unrealised,
    CoinUnrealised,
    Initial,
    Maintenance,
    MaintenanceByTier,
    InitialByRates,
    MaintenanceByRates,
    ByWeight,
    ByOptionFormula,
    ByWorstScenario,
    ByRisk,
    GrossNotional,
    EffectiveLeverage,
    RequirementToNotional,
    Saving,
    Idle,
}

impl FormulaText {
    /// The words.
    pub(crate) fn say(self) -> String {
        english::formula(self).into()
    }
}
