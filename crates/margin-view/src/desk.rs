//! The whole desk as plain data: what is compared cheaply and shown without further thought.

use crate::name;
use crate::number::{self, Locale, Toward};
use crate::working::FigureRef;
use margin_core::efficiency::efficiency;
use margin_core::id::{HoldingId, PositionId};
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::{Level, Levels, MarginReport};
use margin_core::rules::VenueRules;
use margin_core::solve::{GroupLiquidation, LiquidationReport, Now};
use margin_core::units::Usd;

pub(crate) mod facts;
mod holdings;
mod ladder;
mod line;
pub(crate) mod measures;
pub(crate) mod positions;
pub(crate) mod reach;

/// What is shown: a portfolio, the market and the rules it stands under, and what was found.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The portfolio.
    pub portfolio: &'a Portfolio,
    /// The market that it was evaluated at.
    pub market: &'a Market,
    /// The rules that it was evaluated under.
    pub rules: &'a VenueRules,
    /// What the evaluation found.
    pub report: &'a MarginReport,
    /// Where it goes under.
    pub liquidation: &'a LiquidationReport,
}

/// The whole desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// The load line.
    pub line: LineView,
    /// Each holding, in the portfolio's order.
    pub holdings: Vec<HoldingRow>,
    /// Each position, in the portfolio's order.
    pub positions: Vec<PositionRow>,
    /// Every price at which a group goes under or recovers, the nearest first; then what never does.
    pub ladder: Vec<LadderRow>,
    /// How hard the capital works, and what else there is to know.
    pub facts: Vec<Fact>,
    /// What was taken as given, in sentences.
    pub assumptions: Vec<String>,
}

/// A figure as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Rounded, never in the reader's favour.
    pub text: String,
    /// In full, for focus and copy; the same words as `text` where there is no number.
    pub full: String,
    /// What its working is opened by, if it has one.
    pub figure: Option<FigureRef>,
}

/// A figure at both levels.
#[derive(Clone, Debug, PartialEq)]
pub struct Levelled {
    /// To open or increase.
    pub initial: Shown,
    /// To keep, where it differs.
    pub maintenance: Option<Shown>,
}

/// The load line: what counts, what is required, and how far it is to the water.
#[derive(Clone, Debug, PartialEq)]
pub struct LineView {
    /// How the portfolio stands.
    pub state: LineState,
    /// What the large figure is, such as `Freeboard`.
    pub headline: String,
    /// The large figure: what counts beyond the initial requirement or, under water, beyond the maintenance one.
    pub excess: Shown,
    /// How much of what counts is free, in words.
    pub free_share: String,
    /// Collateral plus unrealised profit.
    pub equity: Shown,
    /// What is left of it after haircuts.
    pub counted: Levelled,
    /// What must be covered to open or increase.
    pub initial: Shown,
    /// What must be covered to keep.
    pub maintenance: Shown,
    /// Gross notional over equity.
    pub leverage: Shown,
    /// Where the maintenance requirement stands on the drawn bar, from 0 to 1.
    pub maintenance_mark: f64,
    /// Where the initial requirement stands.
    pub initial_mark: f64,
    /// Where what counts ends, to open and to keep; 1 unless more is required than counts, or one is more than the other.
    pub counted_marks: Levels<f64>,
    /// Where it goes under, the nearest first.
    pub sentences: Vec<Sentence>,
    /// The line in one sentence, for those who do not see it.
    pub summary: String,
}

/// How a portfolio stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// It meets both requirements.
    Afloat,
    /// It can be kept but not increased.
    BelowInitial,
    /// Some of it may be liquidated at once.
    Under,
    /// There is nothing in it.
    Empty,
}

/// A sentence and how grave it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// How grave it is.
    pub tone: Tone,
}

/// How grave something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Not at all.
    Plain,
    /// A liquidation within 15 %.
    Warning,
    /// A liquidation within 5 %, or now.
    Danger,
}

/// A holding as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldingRow {
    /// Which holding it is.
    pub id: HoldingId,
    /// What is held.
    pub asset: String,
    /// What it is worth.
    pub value: Shown,
    /// What is taken off.
    pub haircut: Shown,
    /// What it counts for.
    pub counted: Levelled,
    /// What it requires, where it is a debt that is required.
    pub required: Option<Levelled>,
    /// What is special about it; empty when nothing is.
    pub note: String,
}

/// A position as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionRow {
    /// Which position it is.
    pub id: PositionId,
    /// The contract, such as `BTC perpetual`.
    pub name: String,
    /// How it is margined, such as `cross · 5×`.
    pub detail: String,
    /// The price that it is valued at.
    pub mark: Shown,
    /// Its size in dollars.
    pub notional: Shown,
    /// What closing at the mark would gain or lose.
    pub unrealised: Shown,
    /// What it needs to open or increase, alone.
    pub initial: Shown,
    /// What it needs to be kept, alone.
    pub maintenance: Shown,
    /// Where its own price takes it under.
    pub liquidation: LiquidationCell,
}

/// Where a position's own price takes its group under.
#[derive(Clone, Debug, PartialEq)]
pub enum LiquidationCell {
    /// Nowhere.
    None {
        /// One word for the cell.
        words: String,
        /// Why, in a sentence.
        why: String,
    },
    /// At a price.
    At {
        /// The nearest one, rounded towards the price now.
        price: Shown,
        /// How far it is, never more than it is: `−18.2 %`.
        distance: String,
        /// The other crossings, in words.
        others: Vec<String>,
        /// How grave it is.
        tone: Tone,
    },
    /// At once: the group is under water.
    Now {
        /// One word for the cell.
        words: String,
        /// Why, and where it recovers, in a sentence.
        why: String,
        /// The figure whose working says more.
        figure: FigureRef,
    },
}

/// One rung of the liquidation ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderRow {
    /// The asset that moves, or all prices together.
    pub asset: String,
    /// The group that goes under.
    pub group: String,
    /// The price there, or a word where there is none.
    pub price: String,
    /// What the price's working is opened by, if it has one: it is a position's own liquidation price.
    pub figure: Option<FigureRef>,
    /// The change of price that leads there; empty where there is none.
    pub distance: String,
    /// The rung in words.
    pub words: String,
    /// How grave it is.
    pub tone: Tone,
    /// The change of price as a share of today's, for drawing: 0 when it is under water now, infinite when there is no
    /// such price.
    pub change: f64,
}

/// A fact about the portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its figure.
    pub value: Shown,
    /// What it means.
    pub explanation: String,
}

/// The whole desk of a portfolio.
pub fn desk(subject: &Subject, locale: &Locale) -> Desk {
    let measures = efficiency(subject.report);
    Desk {
        line: line::line(subject, &measures, locale),
        holdings: holdings::rows(subject, locale),
        positions: positions::rows(subject, locale),
        ladder: ladder::rows(subject, locale),
        facts: facts::facts(subject, &measures, locale),
        assumptions: facts::assumptions(subject, locale),
    }
}

impl Subject<'_> {
    /// The groups whose liquidation is worth telling: those with a position, and those under water.
    fn groups_told(&self) -> impl Iterator<Item = &GroupLiquidation> {
        let told = |group: &&GroupLiquidation| name::holds(self.portfolio, group.key) || group.now == Now::Under;
        self.liquidation.groups.iter().filter(told)
    }
}

impl Levelled {
    /// A figure at both levels, told once where it is the same at both.
    pub(crate) fn new(shown: impl Fn(Level) -> Shown, alike: bool) -> Self {
        Self { initial: shown(Level::Initial), maintenance: (!alike).then(|| shown(Level::Maintenance)) }
    }

    /// To keep.
    pub fn to_keep(&self) -> &Shown {
        self.maintenance.as_ref().unwrap_or(&self.initial)
    }
}

impl Shown {
    /// Words where there is no number.
    pub(crate) fn words(text: String, figure: Option<FigureRef>) -> Self {
        Self { full: text.clone(), text, figure }
    }

    /// Dollars, or that they are not known.
    pub(crate) fn usd(
        value: Option<Usd>,
        toward: Toward,
        figure: impl Into<Option<FigureRef>>,
        locale: &Locale,
    ) -> Self {
        let value = value.unwrap_or(Usd::new(f64::NAN));
        Self {
            text: number::usd(value, toward, locale),
            full: number::full(value.get(), locale),
            figure: figure.into(),
        }
    }
}
