//! The venue's own figures beside ours.
//!
//! residual = ours − theirs, in dollars; liquidation prices are compared by |ours ÷ theirs − 1|.

use crate::imported::{Stated, StatedLiquidation, StatedPosition};
use margin_core::id::PositionId;
use margin_core::report::{GroupKey, MarginReport};
use margin_core::solve::LiquidationReport;
use margin_core::units::{Price, Ratio, Usd};
use serde::Serialize;

/// The relative difference up to which two liquidation prices are the same: venues round the amounts that they state
/// to a millionth of a dollar, which a small position's price feels.
pub const LIQUIDATION_TOLERANCE: f64 = 1e-6;

/// The venue's own figures beside ours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reconciliation {
    /// Amounts, first the account's and then each position's.
    pub rows: Vec<ReconciledRow>,
    /// Each position's liquidation price.
    pub liquidations: Vec<LiquidationRow>,
}

/// One amount as the venue states it and as we calculate it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReconciledRow {
    /// What it is.
    pub subject: Subject,
    /// What the venue states.
    pub theirs: Usd,
    /// What we calculate.
    pub ours: Usd,
    /// Ours less theirs.
    pub residual: Usd,
}

/// What an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Subject {
    /// The cross account's equity.
    CrossEquity,
    /// What the cross account counts for against what must be covered to be kept.
    CrossCounted,
    /// What the cross positions must cover to be kept.
    CrossMaintenance,
    /// What the cross positions must cover to be opened.
    CrossInitial,
    /// What could be taken out.
    Withdrawable,
    /// A position's size in dollars.
    Notional(PositionId),
    /// What closing a position would gain or lose.
    Unrealised(PositionId),
    /// What a position must cover to be opened.
    Initial(PositionId),
    /// What a position must cover to be kept.
    Maintenance(PositionId),
    /// What stands behind an isolated position and its unrealised profit.
    Equity(PositionId),
}

/// One position's liquidation price as the venue states it and as we calculate it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiquidationRow {
    /// The position.
    pub id: PositionId,
    /// What the venue states.
    pub theirs: StatedLiquidation,
    /// What we calculate.
    pub ours: Option<Price>,
    /// Whether they agree.
    pub outcome: LiquidationOutcome,
}

/// Whether two liquidation prices agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LiquidationOutcome {
    /// The prices are the same.
    Matched {
        /// Their relative difference.
        difference: Ratio,
    },
    /// Both say that there is none.
    NoneAgreed,
    /// They differ; without a difference where only one of them is a price.
    Mismatched {
        /// Their relative difference.
        difference: Option<Ratio>,
    },
    /// The venue says nothing.
    NotStated,
}

/// Puts the venue's own figures beside ours.
pub fn reconcile(stated: &Stated, report: &MarginReport, liquidation: &LiquidationReport) -> Reconciliation {
    let account = account_rows(stated, report);
    let positions = stated.positions.iter().flat_map(|position| position_rows(position, report));
    let liquidations = stated.positions.iter().map(|position| liquidation_row(position, liquidation));
    Reconciliation { rows: account.into_iter().chain(positions).collect(), liquidations: liquidations.collect() }
}

impl Reconciliation {
    /// The amounts of one kind.
    pub fn row(&self, subject: Subject) -> Option<&ReconciledRow> {
        self.rows.iter().find(|row| row.subject == subject)
    }

    /// How many liquidation prices are the same.
    pub fn matched(&self) -> usize {
        self.count(|outcome| matches!(outcome, LiquidationOutcome::Matched { .. }))
    }

    /// For how many positions both say that there is no liquidation price.
    pub fn none_agreed(&self) -> usize {
        self.count(|outcome| matches!(outcome, LiquidationOutcome::NoneAgreed))
    }

    /// How many liquidation prices differ.
    pub fn mismatched(&self) -> usize {
        self.count(|outcome| matches!(outcome, LiquidationOutcome::Mismatched { .. }))
    }

    /// The largest relative difference between two liquidation prices; nothing where there are not two of them.
    pub fn worst_difference(&self) -> Option<Ratio> {
        let differences = self.liquidations.iter().filter_map(|row| match row.outcome {
            LiquidationOutcome::Matched { difference } => Some(difference),
            LiquidationOutcome::Mismatched { difference } => difference,
            LiquidationOutcome::NoneAgreed | LiquidationOutcome::NotStated => None,
        });
        differences.reduce(|worst, next| if next > worst { next } else { worst })
    }

    fn count(&self, is: impl Fn(&LiquidationOutcome) -> bool) -> usize {
        self.liquidations.iter().filter(|row| is(&row.outcome)).count()
    }
}

fn account_rows(stated: &Stated, report: &MarginReport) -> Vec<ReconciledRow> {
    let Some(cross) = report.group(GroupKey::Cross) else {
        return Vec::new();
    };
    let (counted, figures) = (cross.figures.counted.initial.usd(), &cross.figures);
    let free = counted - cross.withdrawal.usd();
    let withdrawable = if free > Usd::ZERO { free } else { Usd::ZERO };
    let rows = [
        row(Subject::CrossEquity, stated.cross_equity, figures.equity.usd()),
        row(Subject::CrossCounted, stated.cross_counted, figures.counted.maintenance.usd()),
        row(Subject::CrossMaintenance, stated.cross_maintenance, figures.maintenance.usd()),
        row(Subject::CrossInitial, stated.cross_initial, figures.initial.usd()),
        row(Subject::Withdrawable, stated.withdrawable, withdrawable),
    ];
    rows.into_iter().flatten().collect()
}

fn position_rows(stated: &StatedPosition, report: &MarginReport) -> Vec<ReconciledRow> {
    let Some(ours) = report.position(stated.id) else {
        return Vec::new();
    };
    let rows = [
        row(Subject::Notional(stated.id), stated.notional, ours.notional.usd()),
        row(Subject::Unrealised(stated.id), stated.unrealised, ours.unrealised.usd()),
        row(Subject::Initial(stated.id), stated.initial, ours.initial.usd()),
        row(Subject::Maintenance(stated.id), stated.maintenance, ours.maintenance.usd()),
    ];
    let group = report.group(GroupKey::Isolated(stated.id));
    let equity = group.and_then(|group| row(Subject::Equity(stated.id), stated.equity, group.figures.equity.usd()));
    rows.into_iter().flatten().chain(equity).collect()
}

fn row(subject: Subject, theirs: Option<Usd>, ours: Usd) -> Option<ReconciledRow> {
    theirs.map(|theirs| ReconciledRow { subject, theirs, ours, residual: ours - theirs })
}

fn liquidation_row(stated: &StatedPosition, report: &LiquidationReport) -> LiquidationRow {
    let ours = report.position(stated.id).and_then(|position| position.price());
    let (id, theirs) = (stated.id, stated.liquidation);
    let outcome = match (theirs, ours) {
        (StatedLiquidation::Absent, _) => LiquidationOutcome::NotStated,
        (StatedLiquidation::None, None) => LiquidationOutcome::NoneAgreed,
        (StatedLiquidation::None, Some(_)) | (StatedLiquidation::At(_), None) => {
            LiquidationOutcome::Mismatched { difference: None }
        }
        (StatedLiquidation::At(theirs), Some(ours)) => {
            let difference = Ratio::new((ours.get() / theirs.get() - 1.0).abs());
            if difference <= Ratio::new(LIQUIDATION_TOLERANCE) {
                LiquidationOutcome::Matched { difference }
            } else {
                LiquidationOutcome::Mismatched { difference: Some(difference) }
            }
        }
    };
    LiquidationRow { id, theirs, ours, outcome }
}
