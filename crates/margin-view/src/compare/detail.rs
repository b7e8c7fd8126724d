//! One venue's row, opened: what is the same and what is not, line by line, and how its figures come about.

use crate::compare::{About, Source, about, why};
use crate::desk::Subject;
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::compare::CompareText;
use crate::working::{self, FigureRef, Working};
use margin_core::compare::{Outcome, Standing};
use margin_core::evaluate;
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::{GroupKey, Level, MarginReport};
use margin_core::solve::liquidation_prices;
use margin_core::units::Usd;

/// A venue's row, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What its rules say of themselves.
    pub about: About,
    /// What it does not take, and why.
    pub left_out: Vec<String>,
    /// What was taken as given for it.
    pub assumptions: Vec<String>,
    /// The parts of both reports beside each other.
    pub lines: Vec<HereAndThere>,
    /// How its initial and maintenance requirements and what counts come about.
    pub workings: Vec<Working>,
}

/// One part of what is required or counts, under the present rules and under the venue's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HereAndThere {
    /// What it is: `BTC perpetual: initial`.
    pub name: String,
    /// Under the present rules; nothing where they give no figure.
    pub here: Option<String>,
    /// Under the venue's.
    pub there: Option<String>,
    /// Whether the two differ as they are shown.
    pub differs: bool,
}

/// A venue's row, opened; `here` is the evaluation under the present rules, where there is one.
pub fn detail(
    (source, outcome): (&Source, &Outcome),
    here: Option<&Subject>,
    (portfolio, market): (&Portfolio, &Market),
    locale: &Locale,
) -> Detail {
    let (standing, left_out) = match outcome {
        Outcome::Whole(standing) | Outcome::Partial { taken: standing, .. } => (Some(standing), outcome.left_out()),
        Outcome::None { left_out, .. } => (None, left_out.as_slice()),
    };
    let mut detail = Detail {
        about: about(source.rules),
        left_out: why::left_out(left_out, portfolio, locale),
        assumptions: Vec::new(),
        lines: Vec::new(),
        workings: Vec::new(),
    };
    if let Some(standing) = standing {
        detail.assumptions = why::assumptions(&standing.assumptions, portfolio, locale);
        explain(&mut detail, (source, standing), here, (portfolio, market), locale);
    }
    detail
}

/// Evaluates what the venue takes once more, now with its working.
fn explain(
    detail: &mut Detail,
    (source, standing): (&Source, &Standing),
    here: Option<&Subject>,
    (portfolio, market): (&Portfolio, &Market),
    locale: &Locale,
) {
    let taken = &standing.portfolio;
    let found = evaluate(taken, market, source.rules).ok().zip(liquidation_prices(taken, market, source.rules).ok());
    // What the comparison evaluated evaluates again.
    let Some((report, liquidation)) = found else { return };
    let there = Subject { portfolio: taken, market, rules: source.rules, report: &report, liquidation: &liquidation };
    let figures = [FigureRef::Initial, FigureRef::Maintenance, FigureRef::Counted(Level::Initial)];
    detail.workings = figures.iter().filter_map(|figure| working::working(figure, &there, locale)).collect();
    let reports = Reports { here: here.map(|here| here.report), there: &report, locale };
    detail.lines = reports.lines(portfolio);
}

struct Reports<'a> {
    here: Option<&'a MarginReport>,
    there: &'a MarginReport,
    locale: &'a Locale,
}

impl Reports<'_> {
    fn lines(&self, portfolio: &Portfolio) -> Vec<HereAndThere> {
        let holdings = portfolio.holdings.iter().map(|holding| {
            let counts = |report: &MarginReport| report.holding(holding.id).map(|found| found.counted.initial.usd());
            self.line(CompareText::Counts { name: holding.asset.as_str() }, Toward::Down, counts)
        });
        let owed = portfolio.holdings.iter().filter_map(|holding| {
            let required = |report: &MarginReport| {
                report.holding(holding.id)?.required.as_ref().map(|required| required.initial.usd())
            };
            let line = self.line(CompareText::Requires { name: holding.asset.as_str() }, Toward::Up, required);
            (line.here.is_some() || line.there.is_some()).then_some(line)
        });
        let positions = portfolio.positions.iter().flat_map(|position| {
            let name = name::position(portfolio, position.id, self.locale);
            Level::ALL.map(|level| {
                let alone = |report: &MarginReport| {
                    let found = report.position(position.id)?;
                    Some(match level {
                        Level::Initial => found.initial.usd(),
                        Level::Maintenance => found.maintenance.usd(),
                    })
                };
                self.line(CompareText::Alone { name: &name, level }, Toward::Up, alone)
            })
        });
        let cross = |level| {
            move |report: &MarginReport| {
                report.group(GroupKey::Cross).map(|group| group.figures.requirement(level).usd())
            }
        };
        let together = Level::ALL.map(|level| self.line(CompareText::Together { level }, Toward::Up, cross(level)));
        holdings.chain(owed).chain(positions).chain(together).collect()
    }

    fn line(&self, name: CompareText, toward: Toward, figure: impl Fn(&MarginReport) -> Option<Usd>) -> HereAndThere {
        let shown = |report| figure(report).map(|dollars| number::usd(dollars, toward, self.locale));
        let (here, there) = (self.here.and_then(shown), shown(self.there));
        HereAndThere { name: name.say(), differs: here != there, here, there }
    }
}
