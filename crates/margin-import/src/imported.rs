//! What an import gives: the engine's inputs, the choices made on the way, and the venue's own figures.

use margin_core::id::{AssetId, InstrumentId, PositionId};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use margin_core::time::Date;
use margin_core::units::{Price, Quantity, Ratio, Usd};
use serde::{Deserialize, Serialize};

use crate::problem::DocumentKind;
use crate::simplified::Simplified;

/// How to read an account whose documents leave it open what its collateral is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountMode {
    /// As the documents say or, where they do not, as reproduces the venue's own liquidation prices.
    #[default]
    Detect,
    /// As an account whose collateral is apart from its spot balances.
    Standard,
    /// As an account whose collateral is its spot balance.
    Unified,
}

/// What an account's collateral is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AccountKind {
    /// Dollars apart from its spot balances.
    Standard,
    /// Its spot balance.
    Unified,
}

/// Why an account was read as the kind that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KindReason {
    /// Whoever handed it in said so.
    Asked,
    /// A document says so.
    Stated,
    /// So many of the venue's liquidation prices are reproduced as this kind, and so many as the other.
    Reproduces {
        /// As this kind.
        liquidations: usize,
        /// As the other kind.
        otherwise: usize,
    },
    /// Nothing speaks for another kind.
    Usual,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// The collateral and the positions.
    pub portfolio: Portfolio,
    /// The prices that the account is valued at, and those of everything else that was handed in.
    pub market: Market,
    /// The venue's rules, with what the documents state of them; absent where neither the documents nor the project
    /// have any.
    pub rules: Option<VenueRules>,
    /// The id that such an account's rules have in the catalogue, `<venue>/<product>`, be they carried or not; absent
    /// where the documents leave it open.
    pub rules_id: Option<String>,
    /// The venue's name.
    pub venue: String,
    /// Every choice that was made on the way.
    pub taken: Vec<ImportNote>,
    /// The venue's own figures.
    pub stated: Stated,
}

/// A choice that was made in reading, or something that was left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ImportNote {
    /// What the account's collateral was taken to be.
    AccountKind {
        /// The kind of account.
        kind: AccountKind,
        /// Why.
        reason: KindReason,
    },
    /// The asset was taken at one dollar.
    AtOneDollar(AssetId),
    /// Some positions are valued at other marks than the prices handed in; the account's own were taken.
    MarksDiffer {
        /// How many positions.
        count: usize,
        /// Of how many that could be compared.
        of: usize,
        /// The largest relative difference.
        largest: Ratio,
    },
    /// So many positions' index prices were not handed in; their marks were taken.
    IndexFromMark {
        /// How many positions.
        count: usize,
    },
    /// The venue writes entry prices with their last digits cut off; so many were taken from the profit that it states.
    EntriesFromProfit {
        /// How many positions.
        count: usize,
    },
    /// The venue does not say at which price so many positions were opened; their marks were taken.
    EntriesFromMark {
        /// How many positions.
        count: usize,
    },
    /// What the venue lists was not handed in; the rules that the project carries were taken.
    RulesCarried {
        /// The day that they are of.
        effective: Date,
    },
    /// The tiers of some contracts were not handed in; those that the project carries were taken.
    TiersCarried {
        /// How many contracts.
        count: usize,
    },
    /// The account has another greatest leverage on these contracts than the venue's tables say; its own was taken.
    OwnLeverage {
        /// The greatest leverage.
        leverage: Ratio,
        /// The contracts.
        instruments: Vec<InstrumentId>,
    },
    /// The leverage set is more than the venue allows now; what it allows was taken.
    LeverageLowered {
        /// The position.
        position: PositionId,
        /// What was set.
        set: Ratio,
        /// What was taken.
        taken: Ratio,
    },
    /// A contract that the venue no longer lists is held.
    Delisted(InstrumentId),
    /// A contract that the venue offers in isolation only is held cross.
    CrossWhereIsolatedOnly(InstrumentId),
    /// A position of no contracts was left out.
    NothingHeld(InstrumentId),
    /// Spot balances that are no part of the account's collateral.
    SpotNotCounted(Vec<SpotBalance>),
    /// A document was not needed beside another.
    NotNeeded(DocumentKind),
    /// The account borrows against its spot assets, which the rules do not model.
    PortfolioMargin,
    /// Profit is paid in the venue's token of this number; it was taken for its usual dollar.
    OtherToken(u32),
    /// The account bears no time; the latest day that is known of it or of its rules was taken.
    NoTime {
        /// That day.
        taken: Date,
    },
    /// The project carries no rules of this id, and the documents state none.
    RulesNotCarried {
        /// The id.
        id: String,
    },
    /// The documents do not say which of the venue's products the account is in; these rules were taken.
    RulesAssumed {
        /// Their id in the catalogue.
        id: String,
    },
    /// What collateral counts for is what the documents state of so many assets.
    ReservesStated {
        /// How many assets.
        count: usize,
    },
    /// The rules that the project carries cannot be used without a document that was not handed in.
    RulesNeed {
        /// The venue that has it.
        venue: &'static str,
        /// The document.
        document: DocumentKind,
    },
    /// The documents do not say which venue's rules the account is under.
    RulesOpen,
    /// The requirements are what the documents state of each contract, and not a list that the project carries.
    RulesStated {
        /// For how many contracts.
        count: usize,
    },
    /// Balances whose price is not known, which were left out.
    BalancesUnpriced(Vec<SpotBalance>),
    /// The documents do not say how much one contract is of so many positions; one unit was taken.
    SizeOfOne {
        /// How many positions.
        count: usize,
    },
    /// Balances were taken to be before unrealised profit; some venues count it in.
    BalancesBeforeProfit,
    /// No collateral was handed in; the account has its positions alone.
    NoCollateral,
    /// The account's own equity is of other prices than those handed in, at which it was calculated anew.
    Recalculated {
        /// What the venue states.
        stated: Usd,
        /// What it is at the prices handed in.
        taken: Usd,
    },
    /// Other accounts of the same owner were handed in and left out: one is read at a time.
    OtherAccounts {
        /// How many.
        count: usize,
    },
    /// Resting orders, which were left out.
    OrdersLeftOut {
        /// How many.
        count: usize,
    },
    /// Something that a portfolio has no words for, and what was said instead.
    Simplified(Simplified),
    /// So many contracts' quotes say neither a mark nor a volatility, and were left out.
    QuotesLeftOut {
        /// How many contracts.
        count: usize,
    },
    /// The chain does not say the asset's index; the forward of its first expiry was taken.
    IndexFromForward(AssetId),
    /// A column of a table that is not known, which was left out.
    ColumnLeftOut {
        /// Its name.
        name: String,
    },
    /// Something that is not understood and was left out.
    LeftOut {
        /// The document, counted from zero.
        document: usize,
        /// Where in it, as in [`ImportProblem`](crate::ImportProblem).
        at: String,
    },
}

/// An amount of an asset held outside the account's positions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpotBalance {
    /// The asset.
    pub asset: AssetId,
    /// How many units.
    pub quantity: Quantity,
}

/// The venue's own figures, as it gave them; what it did not give is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stated {
    /// The cross account's equity.
    pub cross_equity: Option<Usd>,
    /// What the cross account counts for against what must be covered to be kept.
    #[serde(default)]
    pub cross_counted: Option<Usd>,
    /// What the cross positions must cover to be kept.
    pub cross_maintenance: Option<Usd>,
    /// What the cross positions must cover to be opened.
    pub cross_initial: Option<Usd>,
    /// What could be taken out.
    pub withdrawable: Option<Usd>,
    /// Each position's figures.
    pub positions: Vec<StatedPosition>,
}

impl Stated {
    /// What holds under any rules: equity, sizes and profits, without requirements and liquidation prices.
    #[must_use]
    pub fn of_any_rules(self) -> Self {
        let position = |each: StatedPosition| StatedPosition {
            initial: None,
            maintenance: None,
            liquidation: StatedLiquidation::Absent,
            ..each
        };
        Self {
            cross_equity: self.cross_equity,
            positions: self.positions.into_iter().map(position).collect(),
            ..Self::default()
        }
    }

    /// What is stated of the positions that are held here, where a part of the account was left out: nothing of the
    /// account as a whole.
    #[must_use]
    pub fn of_rest(self, rest: &Portfolio) -> Self {
        let held = |each: &StatedPosition| rest.positions.iter().any(|position| position.id == each.id);
        Self { positions: self.positions.into_iter().filter(held).collect(), ..Self::default() }
    }
}

/// The venue's own figures of one position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatedPosition {
    /// The position.
    pub id: PositionId,
    /// Its size in dollars, without a sign.
    pub notional: Option<Usd>,
    /// What closing it would gain or lose.
    pub unrealised: Option<Usd>,
    /// What it must cover to be opened.
    pub initial: Option<Usd>,
    /// What it must cover to be kept.
    #[serde(default)]
    pub maintenance: Option<Usd>,
    /// What stands behind it and its unrealised profit, if it is isolated.
    #[serde(default)]
    pub equity: Option<Usd>,
    /// Where it is liquidated.
    pub liquidation: StatedLiquidation,
}

impl StatedPosition {
    /// A position of which the venue states nothing.
    pub fn silent(id: PositionId) -> Self {
        Self {
            id,
            notional: None,
            unrealised: None,
            initial: None,
            maintenance: None,
            equity: None,
            liquidation: StatedLiquidation::Absent,
        }
    }
}

/// What a venue says of a position's liquidation price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StatedLiquidation {
    /// There is none.
    None,
    /// This mark price.
    At(Price),
    /// It says nothing.
    Absent,
}
