//! The venue's own figures beside ours, in rows and a verdict.

use crate::desk::Tone;
use crate::import::residual;
use crate::name;
use crate::number::{self, Locale};
use crate::text;
use crate::text::import::{AmountText, ComparedText, VerdictText};
use margin_core::id::PositionId;
use margin_core::portfolio::Portfolio;
use margin_core::units::{Ratio, Usd};
use margin_import::{LiquidationOutcome, LiquidationRow, ReconciledRow, Reconciliation, StatedLiquidation, Subject};

/// Amounts that differ by a cent or more do not agree.
const CENT: Usd = Usd::new(0.01);

/// The venue's own figures beside ours.
#[derive(Clone, Debug, PartialEq)]
pub struct ReconciliationView {
    /// How they compare, in a few sentences.
    pub verdict: String,
    /// Whether nothing that can be compared differs.
    pub agrees: bool,
    /// The account's amounts.
    pub account: Vec<ReconciledLine>,
    /// Of the positions' amounts the one of each kind that differs most.
    pub largest: Vec<ReconciledLine>,
    /// Each position's liquidation price.
    pub positions: Vec<ReconciledPosition>,
}

/// An amount as the venue states it and as we calculate it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReconciledLine {
    /// What it is.
    pub name: String,
    /// What the venue states, in cents.
    pub theirs: String,
    /// What we calculate, in cents.
    pub ours: String,
    /// Ours less theirs, with as many digits as it takes to see it.
    pub residual: String,
    /// What there is to know about it, in words; empty when nothing is.
    pub note: String,
    /// How grave it is.
    pub tone: Tone,
}

/// A liquidation price as the venue states it and as we calculate it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReconciledPosition {
    /// The position.
    pub name: String,
    /// The venue's price, or a word where there is none.
    pub theirs: String,
    /// Our price, or a word where there is none.
    pub ours: String,
    /// Their relative difference; empty where there are not two prices.
    pub difference: String,
    /// How they compare, in a few words.
    pub words: String,
    /// How grave it is.
    pub tone: Tone,
}

/// The venue's own figures beside ours, in rows and a verdict.
pub fn reconciliation(reconciliation: &Reconciliation, portfolio: &Portfolio, locale: &Locale) -> ReconciliationView {
    let teller = Teller { reconciliation, portfolio, locale };
    let of_account = |row: &&ReconciledRow| position_of(row.subject).is_none();
    let account = reconciliation.rows.iter().filter(of_account);
    let positions = reconciliation.liquidations.iter();
    ReconciliationView {
        verdict: teller.verdict(),
        agrees: reconciliation.mismatched() == 0 && !reconciliation.rows.iter().any(differs),
        account: account.map(|row| teller.line(row, note(row))).collect(),
        largest: teller.largest(),
        positions: positions.map(|row| teller.position(row)).collect(),
    }
}

/// The position that an amount is of; nothing where it is the account's.
fn position_of(subject: Subject) -> Option<PositionId> {
    match subject {
        Subject::Notional(id)
        | Subject::Unrealised(id)
        | Subject::Initial(id)
        | Subject::Maintenance(id)
        | Subject::Equity(id) => Some(id),
        Subject::CrossEquity
        | Subject::CrossCounted
        | Subject::CrossMaintenance
        | Subject::CrossInitial
        | Subject::Withdrawable => None,
    }
}

/// Whether an amount can be compared: what can be taken out also depends on orders, which no document lists.
fn comparable(row: &ReconciledRow) -> bool {
    row.subject != Subject::Withdrawable
}

fn differs(row: &ReconciledRow) -> bool {
    comparable(row) && !agrees(row)
}

/// An amount that is not a number agrees with none.
fn agrees(row: &ReconciledRow) -> bool {
    row.residual.abs() < CENT
}

fn note(row: &ReconciledRow) -> String {
    if comparable(row) || agrees(row) {
        String::new()
    } else if row.residual > Usd::ZERO {
        ComparedText::OpenOrders.say()
    } else {
        ComparedText::LessThanStated.say()
    }
}

struct Teller<'a> {
    reconciliation: &'a Reconciliation,
    portfolio: &'a Portfolio,
    locale: &'a Locale,
}

impl Teller<'_> {
    fn line(&self, row: &ReconciledRow, note: String) -> ReconciledLine {
        ReconciledLine {
            name: self.name(row.subject),
            theirs: number::usd_cents(row.theirs, self.locale),
            ours: number::usd_cents(row.ours, self.locale),
            residual: residual::dollars(row.residual, self.locale),
            note,
            tone: tone(differs(row)),
        }
    }

    fn name(&self, subject: Subject) -> String {
        let position = |id| name::position(self.portfolio, id, self.locale);
        match subject {
            Subject::CrossEquity => AmountText::Equity.say(),
            Subject::CrossCounted => AmountText::Counted.say(),
            Subject::CrossMaintenance => AmountText::Maintenance.say(),
            Subject::CrossInitial => AmountText::Initial.say(),
            Subject::Withdrawable => AmountText::Withdrawable.say(),
            Subject::Notional(id) => AmountText::Notional { name: &position(id) }.say(),
            Subject::Unrealised(id) => AmountText::Unrealised { name: &position(id) }.say(),
            Subject::Initial(id) => AmountText::PositionInitial { name: &position(id) }.say(),
            Subject::Maintenance(id) => AmountText::PositionMaintenance { name: &position(id) }.say(),
            Subject::Equity(id) => AmountText::PositionEquity { name: &position(id) }.say(),
        }
    }

    fn largest(&self) -> Vec<ReconciledLine> {
        let kinds: [fn(Subject) -> bool; 5] = [
            |subject| matches!(subject, Subject::Notional(_)),
            |subject| matches!(subject, Subject::Unrealised(_)),
            |subject| matches!(subject, Subject::Initial(_)),
            |subject| matches!(subject, Subject::Maintenance(_)),
            |subject| matches!(subject, Subject::Equity(_)),
        ];
        let lines = kinds.into_iter().filter_map(|of_kind| {
            let rows = || self.reconciliation.rows.iter().filter(|row| of_kind(row.subject));
            let worst = rows().reduce(worse)?;
            Some(self.line(worst, ComparedText::LargestOf { count: rows().count() }.say()))
        });
        lines.collect()
    }

    fn position(&self, row: &LiquidationRow) -> ReconciledPosition {
        let (difference, words) = match row.outcome {
            LiquidationOutcome::Matched { difference } => (Some(difference), ComparedText::Equal),
            LiquidationOutcome::NoneAgreed => (None, ComparedText::NoneOnBothSides),
            LiquidationOutcome::Mismatched { difference } => (difference, ComparedText::Differs),
            LiquidationOutcome::NotStated => (None, ComparedText::NotStated),
        };
        let price = |price| number::price(price, self.locale);
        ReconciledPosition {
            name: name::position(self.portfolio, row.id, self.locale),
            theirs: match row.theirs {
                StatedLiquidation::At(theirs) => price(theirs),
                StatedLiquidation::None => text::NONE.into(),
                StatedLiquidation::Absent => ComparedText::NotStated.say(),
            },
            ours: row.ours.map_or_else(|| text::NONE.into(), price),
            difference: difference.map(|ratio| residual::relative(ratio, self.locale)).unwrap_or_default(),
            words: words.say(),
            tone: tone(matches!(row.outcome, LiquidationOutcome::Mismatched { .. })),
        }
    }

    fn verdict(&self) -> String {
        let told = self.prices().into_iter().chain(self.apart()).chain(self.together());
        let sentences: Vec<String> = told.collect();
        if sentences.is_empty() { VerdictText::NothingStated.say() } else { sentences.join(" ") }
    }

    /// How the liquidation prices compare.
    fn prices(&self) -> Vec<String> {
        let compared = self.reconciliation;
        let (equal, none, differ) = (compared.matched(), compared.none_agreed(), compared.mismatched());
        let stated = equal + none + differ;
        let silent = compared.liquidations.len() - stated;
        let mut told = Vec::new();
        if differ > 0 {
            told.push(self.prices_differ(stated, differ));
        } else if stated > 0 {
            let largest = compared.worst_difference().filter(|ratio| *ratio != Ratio::ZERO);
            let largest = largest.map(|ratio| residual::relative(ratio, self.locale));
            told.push(VerdictText::PricesAgree { equal, none, largest: largest.as_deref() }.say());
        }
        if silent > 0 {
            told.push(VerdictText::PricesNotStated { count: silent }.say());
        }
        told
    }

    fn prices_differ(&self, stated: usize, differ: usize) -> String {
        let mismatched = self.reconciliation.liquidations.iter().filter_map(|row| match row.outcome {
            LiquidationOutcome::Mismatched { difference } => Some(difference),
            _ => None,
        });
        let differences: Vec<Ratio> = mismatched.flatten().collect();
        let largest = differences.iter().copied().reduce(|one, other| if other > one { other } else { one });
        let largest = largest.map(|ratio| residual::relative(ratio, self.locale));
        let one_sided = differ - differences.len();
        VerdictText::PricesDiffer { stated, differ, one_sided, largest: largest.as_deref() }.say()
    }

    /// Each amount of the account that differs, and of the positions' the one that differs most.
    fn apart(&self) -> Vec<String> {
        let differing = self.reconciliation.rows.iter().filter(|row| differs(row));
        let (of_account, of_positions): (Vec<&ReconciledRow>, Vec<&ReconciledRow>) =
            differing.partition(|row| position_of(row.subject).is_none());
        let by = |row: &ReconciledRow| residual::size(row.residual, self.locale);
        let differs =
            |row: &ReconciledRow| VerdictText::AmountDiffers { name: &self.name(row.subject), by: &by(row) }.say();
        let mut told: Vec<String> = of_account.into_iter().map(differs).collect();
        let count = of_positions.len();
        told.extend(of_positions.into_iter().reduce(worse).map(|row| match count {
            1 => differs(row),
            _ => VerdictText::AmountsDiffer { count, name: &self.name(row.subject), by: &by(row) }.say(),
        }));
        told
    }

    /// How far the account's amounts that agree are apart.
    fn together(&self) -> Option<String> {
        let agree = |row: &&ReconciledRow| position_of(row.subject).is_none() && comparable(row) && agrees(row);
        let rows = || self.reconciliation.rows.iter().filter(agree);
        let names: Vec<String> = rows().map(|row| self.name(row.subject)).collect();
        let largest = rows().reduce(worse)?.residual;
        let largest = (largest != Usd::ZERO).then(|| residual::size(largest, self.locale));
        Some(VerdictText::AmountsAgree { names: &names, largest: largest.as_deref() }.say())
    }
}

/// Of two amounts the one that differs more; one that is not a number differs most.
fn worse<'r>(one: &'r ReconciledRow, other: &'r ReconciledRow) -> &'r ReconciledRow {
    let size = |row: &ReconciledRow| row.residual.abs().get();
    if size(other).total_cmp(&size(one)).is_gt() { other } else { one }
}

fn tone(differs: bool) -> Tone {
    if differs { Tone::Warning } else { Tone::Plain }
}
