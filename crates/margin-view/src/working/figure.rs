//! The workings of the figures that an evaluation found.

use crate::desk::{Shown, Subject};
use crate::name;
use crate::number::Locale;
use crate::text::{FormulaText, WorkingText};
use crate::working::item::{self, Several};
use crate::working::tree::Tree;
use crate::working::{FigureRef, Working};
use margin_core::id::{HoldingId, PositionId};
use margin_core::instrument::Settlement;
use margin_core::portfolio::Position;
use margin_core::report::{How, Level, LineItem};
use margin_core::rules::{Debts, Haircut, Model, OptionFormula, Schedule, TieredNotional};
use margin_core::units::Quantity;

pub(super) fn working(figure: FigureRef, subject: &Subject, locale: &Locale) -> Option<Working> {
    let found = found(figure, subject)?;
    let several = match figure {
        FigureRef::PositionRequirement(..) => Several::Alone,
        _ => Several::Together,
    };
    let mut tree = Tree::new(subject, several, locale);
    tree.follows(found.rule());
    tree.parts(&found, 0);
    let title = tree.title(&found);
    let (lines, rules) = tree.finish();
    let result = Shown::usd(Some(found.usd()), item::toward(found.label()), figure, locale);
    Some(Working { title, result, sentence: sentence(figure, &found, subject)?, lines, rules })
}

fn found(figure: FigureRef, subject: &Subject) -> Option<LineItem> {
    let report = subject.report;
    let total = &report.total;
    Some(match figure {
        FigureRef::Equity => total.equity.clone(),
        FigureRef::Counted(level) => total.counted.at(level).clone(),
        FigureRef::Initial => total.initial.clone(),
        FigureRef::Maintenance => total.maintenance.clone(),
        FigureRef::Excess(level) => total.excess(level),
        FigureRef::Backstop(key) => report.group(key)?.backstop.clone()?,
        FigureRef::HoldingValue(id) => report.holding(id)?.value.clone(),
        FigureRef::HoldingCounted(id, level) => report.holding(id)?.counted.at(level).clone(),
        FigureRef::HoldingRequired(id, level) => report.holding(id)?.required.as_ref()?.at(level).clone(),
        FigureRef::PositionNotional(id) => report.position(id)?.notional.clone(),
        FigureRef::PositionUnrealised(id) => report.position(id)?.unrealised.clone(),
        FigureRef::PositionRequirement(id, Level::Initial) => report.position(id)?.initial.clone(),
        FigureRef::PositionRequirement(id, Level::Maintenance) => report.position(id)?.maintenance.clone(),
        FigureRef::Withdrawal(_)
        | FigureRef::Liquidation(_)
        | FigureRef::Measure(_)
        | FigureRef::LiquidationStep(_) => return None,
    })
}

fn sentence(figure: FigureRef, found: &LineItem, subject: &Subject) -> Option<String> {
    let formula = match figure {
        FigureRef::Equity => FormulaText::Equity,
        FigureRef::Counted(_) => FormulaText::Counted,
        FigureRef::Initial | FigureRef::Maintenance => match &subject.rules.model {
            Model::ScenarioLoss(_) => FormulaText::ByWorstScenario,
            Model::SensitivityLoss(_) => FormulaText::ByRisk,
            Model::TieredNotional(_) | Model::WeightedHealth(_) | Model::OptionFormula(_) => FormulaText::Requirement,
        },
        FigureRef::Excess(_) => FormulaText::Excess,
        FigureRef::Backstop(_) => FormulaText::Backstop,
        FigureRef::HoldingValue(_) => FormulaText::HoldingValue,
        FigureRef::HoldingCounted(id, level) => haircut(id, level, subject)?,
        FigureRef::HoldingRequired(..) => FormulaText::DebtRequired,
        FigureRef::PositionNotional(id) => match settlement(id, subject)? {
            Settlement::Linear => FormulaText::Notional,
            Settlement::Coin => FormulaText::CoinNotional,
        },
        FigureRef::PositionUnrealised(id) => match settlement(id, subject)? {
            Settlement::Linear => FormulaText::Unrealised,
            Settlement::Coin => FormulaText::CoinUnrealised,
        },
        FigureRef::PositionRequirement(id, level) => return requirement(id, level, found, subject),
        FigureRef::Withdrawal(_)
        | FigureRef::Liquidation(_)
        | FigureRef::Measure(_)
        | FigureRef::LiquidationStep(_) => return None,
    };
    Some(formula.say())
}

fn settlement(id: PositionId, subject: &Subject) -> Option<Settlement> {
    name::find(subject.portfolio, id).map(|position| position.instrument.settlement)
}

fn haircut(id: HoldingId, level: Level, subject: &Subject) -> Option<FormulaText> {
    let holding = subject.portfolio.holdings.iter().find(|holding| holding.id == id)?;
    let collateral = &subject.rules.collateral;
    if holding.quantity < Quantity::ZERO {
        return Some(match collateral.debts {
            Debts::Subtracted => FormulaText::HoldingDebt,
            Debts::Required => FormulaText::HoldingDebtRequired,
        });
    }
    Some(match collateral.assets.get(&holding.asset).map(|terms| terms.haircut.at(level)) {
        None => FormulaText::HoldingNotAccepted,
        Some(Haircut::Flat(_)) => FormulaText::HoldingCounted,
        Some(Haircut::Tiered(_)) => FormulaText::HoldingByTier,
        Some(Haircut::Proportional(_) | Haircut::Sized(_)) => FormulaText::HoldingBySize,
        Some(Haircut::Dynamic(_)) => FormulaText::HoldingByLiquidity,
    })
}

/// What one position requires, and that others in its contract change what it adds.
fn requirement(id: PositionId, level: Level, found: &LineItem, subject: &Subject) -> Option<String> {
    let position = name::find(subject.portfolio, id)?;
    let sentence = requirement_formula(position, level, found, subject).say();
    if name::together(subject.portfolio, position) == 1 {
        return Some(sentence);
    }
    Some(WorkingText::Alone { sentence: &sentence, pairs: subject.rules.pairs }.say())
}

fn requirement_formula(position: &Position, level: Level, found: &LineItem, subject: &Subject) -> FormulaText {
    let by_notional = |model: &TieredNotional, level: Level, how: &How| {
        let listing = model.listings.get(&position.instrument.id());
        let schedule = listing.and_then(|listing| model.tables.get(&listing.table));
        let by_rates = matches!(schedule, Some(Schedule::Rates(_)));
        match (level, how) {
            (Level::Initial, _) if by_rates => FormulaText::InitialByRates,
            (Level::Maintenance, _) if by_rates => FormulaText::MaintenanceByRates,
            (Level::Initial, _) => FormulaText::Initial,
            (Level::Maintenance, How::Difference(_)) => FormulaText::MaintenanceByTier,
            (Level::Maintenance, _) => FormulaText::Maintenance,
        }
    };
    match (&subject.rules.model, level, found.how()) {
        (Model::WeightedHealth(_), _, _) => FormulaText::ByWeight,
        (Model::ScenarioLoss(_), _, _) => FormulaText::ByWorstScenario,
        (Model::SensitivityLoss(_), _, _) => FormulaText::ByRisk,
        (Model::OptionFormula(_), _, _) if position.instrument.is_option() => FormulaText::ByOptionFormula,
        (Model::OptionFormula(OptionFormula { linear: model, .. }), level, how) => by_notional(model, level, how),
        (Model::TieredNotional(model), level, how) => by_notional(model, level, how),
    }
}
