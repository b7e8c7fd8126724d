//! What can be said, with the names and numbers that saying it needs.

use super::english;
use margin_core::rules::Pairs;
use margin_core::solve::Reach;

macro_rules! keys {
    ($($(#[$doc:meta])* $table:ident says $name:ident<$life:lifetime> { $($variants:tt)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum $name<$life> { $($variants)* }

        impl $name<'_> {
            /// The words.
            pub(crate) fn say(self) -> String {
                english::$table(self)
            }
        })*
    };
}

/// A fact's name and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) name: String,
    pub(crate) explanation: String,
}

pub(crate) mod import;

keys! {
    /// What things are called.
    name says NameText<'a> {
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
        Cross,
        Isolated { name: &'a str },
        AllPrices,
    }

    /// What is said of a holding.
    holding says HoldingText<'a> {
        Debt,
        NotAccepted { asset: &'a str },
        ByTier,
    }

    /// What is said of a position.
    position says PositionText<'a> {
        CrossDetail,
        IsolatedDetail { collateral: &'a str },
        Leverage { multiple: &'a str },
        GreatestLeverage,
        Long,
        Short,
        Beside { pairs: Pairs, others: usize },
        NoLiquidation,
        WhyNone { name: &'a str, asset: &'a str, group: &'a str },
        WhyNonePegged { asset: &'a str },
        Now,
        WhyNow { group: &'a str, short: &'a str },
        WhyNowRecovers { group: &'a str, short: &'a str, asset: &'a str, price: &'a str, distance: &'a str },
        AlsoUnder { price: &'a str, distance: &'a str },
        Recovers { price: &'a str, distance: &'a str },
    }

    /// What the load line says.
    line says LineText<'a> {
        Freeboard,
        BelowInitial,
        UnderWater,
        PartUnderWater { group: &'a str },
        FreeShare { share: &'a str },
        NothingFree,
        NothingCounts,
        First { group: Option<&'a str>, asset: &'a str, reach: Reach, distance: &'a str, price: &'a str },
        Also { group: Option<&'a str>, asset: &'a str, reach: Reach, distance: &'a str, price: &'a str },
        Together { group: Option<&'a str>, reach: Reach, distance: &'a str },
        Never { group: Option<&'a str> },
        Under { group: Option<&'a str>, short: &'a str },
        AfloatAgain { asset: &'a str, reach: Reach, distance: &'a str, price: &'a str },
        ShortOfInitial { group: Option<&'a str>, short: &'a str },
        NothingRequired,
        Empty,
        SummaryAfloat { counted: &'a str, initial: &'a str, maintenance: &'a str, first: &'a str },
        SummaryUnder { counted: &'a str, maintenance: &'a str, first: &'a str },
    }

    /// What a rung of the ladder says.
    ladder says LadderText<'a> {
        NoPrice,
        GoesUnder { asset: &'a str, reach: Reach, distance: &'a str, price: &'a str },
        Recovers { asset: &'a str, reach: Reach, distance: &'a str, price: &'a str },
        TogetherUnder { reach: Reach, distance: &'a str },
        TogetherRecovers { reach: Reach, distance: &'a str },
        NeverAlone { asset: &'a str },
        NeverTogether,
    }

    /// What was taken as given.
    assumption says AssumptionText<'a> {
        NotAccepted { asset: &'a str },
        LeverageCapped { name: &'a str, used: &'a str },
        LowestLeverage { name: &'a str, used: &'a str },
        OtherPricesHeld,
        Unspecified,
    }

    /// What a working says.
    working says WorkingText<'a> {
        Equity,
        Counted,
        Requirement,
        Excess,
        Withdrawal,
        Backstop,
        HoldingValue,
        HoldingCounted,
        Notional,
        CoinNotional,
        Unrealised,
        CoinUnrealised,
        PositionInitial,
        PositionMaintenance,
        Liquidation { name: &'a str },
        LiquidationSentence { group: &'a str, asset: &'a str, price: &'a str },
        LiquidationNone { name: &'a str, group: &'a str },
        LiquidationNow { group: &'a str },
        CountsThere { price: &'a str },
        RequiredThere { price: &'a str },
        Stays { label: &'a str },
        Moves { label: &'a str },
        LeftThere,
        Titled { group: &'a str, what: &'a str },
        Netted { label: &'a str, pairs: Pairs, count: usize },
        From { source: &'a str, date: &'a str, grade: &'a str },
    }

    /// What a chart says.
    chart says ChartText<'a> {
        Crossings { asset: &'a str, now: &'a str, crossings: &'a str },
        NoCrossing { asset: &'a str, now: &'a str, from: &'a str, to: &'a str },
        UnderAt { price: &'a str },
        RecoversAt { price: &'a str },
    }

    /// Where a problem is.
    place says PlaceText<'a> {
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
        Asset { asset: &'a str },
        Instrument { name: &'a str },
        Rules { path: &'a str },
        Request,
        Number,
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ProblemText<'a> {
    NotFinite,
    NotPositive,
    DuplicateId,
    MissingIndex { asset: &'a str },
    MissingMark { name: &'a str },
    NotListed { name: &'a str },
    IsolatedOnly,
    LeverageOutside { maximum: &'a str },
    UnorderedTiers,
    ShareOutside,
    MissingTable,
    MissingCitation,
    UnknownSchema { found: u32, expected: u32 },
    Unspecified,
    Empty,
    NotANumber,
    TwoDecimals { example: &'a str },
    Ambiguous { example: &'a str },
    TooLarge,
    TooSmall,
}

impl ProblemText<'_> {
    /// What is wrong, and what to do about it.
    pub(crate) fn say(self) -> (String, String) {
        english::problem(self)
    }
}

/// A fact about a portfolio.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FactText<'a> {
    GrossNotional,
    EffectiveLeverage,
    RequirementToNotional,
    Saving,
    Idle,
    Withdrawable { group: Option<&'a str> },
    Backstop { group: Option<&'a str> },
}

impl FactText<'_> {
    /// Its name and what it means.
    pub(crate) fn say(self) -> Said {
        let (name, explanation) = english::fact(self);
        Said { name, explanation }
    }
}
