//! The load line, and what it says.

use crate::desk::reach::{self, CrossingShown};
use crate::desk::{Levelled, LineState, LineView, Sentence, Shown, Subject, Tone, measures};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text::{LineText, SentenceText, SummaryText};
use crate::working::{FigureRef, Measure};
use margin_core::efficiency::Efficiency;
use margin_core::id::AssetId;
use margin_core::report::{GroupKey, GroupReport, Level, Levels, LineItem};
use margin_core::solve::{Crossing, GroupLiquidation, Now, Turn};
use margin_core::units::Usd;

/// The groups that the line tells of, the nearest first; the ladder tells of all.
const GROUPS_TOLD: usize = 3;

pub(super) fn line(subject: &Subject, measures: &Efficiency, locale: &Locale) -> LineView {
    let total = &subject.report.total;
    let state = state(subject);
    let sentences = sentences(subject, state, locale);
    let counted =
        |level| Shown::usd(Some(total.counted.at(level).usd()), Toward::Down, FigureRef::Counted(level), locale);
    let counted = Levelled::new(counted, total.counted.initial.usd() == total.counted.maintenance.usd());
    let initial = Shown::usd(Some(total.initial.usd()), Toward::Up, FigureRef::Initial, locale);
    let maintenance = Shown::usd(Some(total.maintenance.usd()), Toward::Up, FigureRef::Maintenance, locale);
    let Marks { maintenance_mark, initial_mark, counted_marks } = marks(subject);
    let (headline, excess) = headline(subject, state, locale);
    LineView {
        state,
        headline,
        excess,
        free_share: free_share(subject, measures, locale),
        equity: Shown::usd(Some(total.equity.usd()), Toward::Down, FigureRef::Equity, locale),
        summary: summary(state, &counted, [&initial, &maintenance], &sentences),
        counted,
        initial,
        maintenance,
        leverage: measures::shown(Measure::EffectiveLeverage, measures, subject, locale),
        maintenance_mark,
        initial_mark,
        counted_marks,
        sentences,
    }
}

/// How the portfolio stands. An isolated position that alone is below initial is not told: what was set aside for it is
/// seldom more than it took to open it.
fn state(subject: &Subject) -> LineState {
    let Subject { portfolio, report, liquidation, .. } = subject;
    let cross = report.group(GroupKey::Cross);
    if portfolio.holdings.is_empty() && portfolio.positions.is_empty() {
        LineState::Empty
    } else if liquidation.groups.iter().any(|group| group.now == Now::Under) {
        LineState::Under
    } else if cross.is_some_and(is_short) || reach::beyond(&report.total, Level::Initial) < Usd::ZERO {
        LineState::BelowInitial
    } else {
        LineState::Afloat
    }
}

fn is_short(group: &GroupReport) -> bool {
    reach::beyond(&group.figures, Level::Initial) < Usd::ZERO
}

fn headline(subject: &Subject, state: LineState, locale: &Locale) -> (String, Shown) {
    let excess = |level| {
        let excess = reach::beyond(&subject.report.total, level);
        Shown::usd(Some(excess), Toward::Down, FigureRef::Excess(level), locale)
    };
    let under = subject.liquidation.groups.iter().find(|group| group.now == Now::Under);
    match (state, under) {
        (LineState::Under, Some(under)) if reach::beyond(&subject.report.total, Level::Maintenance) >= Usd::ZERO => {
            let group = name::group(subject.portfolio, under.key, locale);
            (LineText::PartUnderWater { group: &group }.say(), excess(Level::Initial))
        }
        (LineState::Under, _) => (LineText::UnderWater.say(), excess(Level::Maintenance)),
        (LineState::BelowInitial, _) => (LineText::BelowInitial.say(), excess(Level::Initial)),
        (LineState::Afloat | LineState::Empty, _) => (LineText::Freeboard.say(), excess(Level::Initial)),
    }
}

fn free_share(subject: &Subject, measures: &Efficiency, locale: &Locale) -> String {
    if subject.report.total.counted.initial.usd() <= Usd::ZERO {
        return LineText::NothingCounts.say();
    }
    match &measures.idle {
        Some(idle) => LineText::FreeShare { share: &number::percent(idle.ratio(), 1, Toward::Down, locale) }.say(),
        None => LineText::NothingFree.say(),
    }
}

/// Where maintenance, initial and what counts end on a bar as long as the largest of them.
fn marks(subject: &Subject) -> Marks {
    let total = &subject.report.total;
    let ends = [&total.maintenance, &total.initial, &total.counted.initial, &total.counted.maintenance];
    let longest = ends
        .into_iter()
        .map(|item| item.usd())
        .fold(Usd::ZERO, |longest, end| if end > longest { end } else { longest });
    let mark = |item: &LineItem| item.usd().share_of(longest).map_or(0.0, |share| share.get().clamp(0.0, 1.0));
    Marks {
        maintenance_mark: mark(&total.maintenance),
        initial_mark: mark(&total.initial),
        counted_marks: Levels::each(|level| mark(total.counted.at(level))),
    }
}

struct Marks {
    maintenance_mark: f64,
    initial_mark: f64,
    counted_marks: Levels<f64>,
}

fn summary(state: LineState, counted: &Levelled, requirements: [&Shown; 2], sentences: &[Sentence]) -> String {
    let first = sentences.first().map(|sentence| sentence.text.as_str()).unwrap_or_default();
    let [initial, maintenance] = requirements.map(|shown| shown.text.as_str());
    let (to_open, to_keep) = (&counted.initial.text, &counted.to_keep().text);
    match (state, &counted.maintenance) {
        (LineState::Empty, _) => SummaryText::Empty.say(),
        (LineState::Under, _) => SummaryText::Under { counted: to_keep, maintenance, first }.say(),
        (LineState::Afloat | LineState::BelowInitial, None) => {
            SummaryText::Afloat { counted: to_open, initial, maintenance, first }.say()
        }
        (LineState::Afloat | LineState::BelowInitial, Some(_)) => {
            SummaryText::AfloatAtLevels { to_open, to_keep, initial, maintenance, first }.say()
        }
    }
}

fn sentences(subject: &Subject, state: LineState, locale: &Locale) -> Vec<Sentence> {
    if state == LineState::Empty {
        return vec![plain(SentenceText::Empty)];
    }
    let mut groups: Vec<_> = subject.groups_told().collect();
    if groups.is_empty() {
        return vec![plain(SentenceText::NothingRequired)];
    }
    groups.sort_by(|left, right| nearest(left).total_cmp(&nearest(right)));
    let several = groups.iter().any(|group| group.key != GroupKey::Cross);
    let teller = Teller { subject, locale, several };
    let (under, afloat): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.now == Now::Under);
    let more = under.len().saturating_sub(GROUPS_TOLD);
    let more = (more > 0).then(|| Sentence { text: SentenceText::MoreUnder { count: more }.say(), tone: Tone::Danger });
    let under = under.into_iter().take(GROUPS_TOLD).flat_map(|group| teller.under(group)).chain(more);
    let short = if state == LineState::BelowInitial { teller.short_of_initial() } else { Vec::new() };
    let afloat = afloat.into_iter().take(GROUPS_TOLD).enumerate();
    let afloat = afloat.flat_map(|(rank, group)| teller.afloat(group, rank));
    under.chain(short).chain(afloat).collect()
}

fn plain(text: SentenceText) -> Sentence {
    Sentence { text: text.say(), tone: Tone::Plain }
}

/// How far the nearest price is that takes a group under.
fn nearest(group: &GroupLiquidation) -> f64 {
    let nearest = group.alone.iter().filter_map(|alone| alone.crossings.nearest());
    nearest.map(|crossing| reach::remoteness(&crossing)).fold(f64::INFINITY, f64::min)
}

struct Teller<'a> {
    subject: &'a Subject<'a>,
    locale: &'a Locale,
    /// Whether groups need names to be told apart: there are others than the cross one.
    several: bool,
}

impl Teller<'_> {
    /// A group's name, unless it is the only one.
    fn name(&self, key: GroupKey) -> Option<String> {
        self.several.then(|| name::group(self.subject.portfolio, key, self.locale))
    }

    fn told(&self, key: GroupKey, asset: &AssetId, crossing: &Crossing) -> CrossingShown {
        CrossingShown::new(asset, reach::price_there(self.subject, key, asset, crossing), crossing, self.locale)
    }

    fn under(&self, group: &GroupLiquidation) -> Vec<Sentence> {
        let short = reach::lacking(self.subject, group.key, Level::Maintenance, self.locale);
        let name = self.name(group.key);
        let name = name.as_deref();
        let mut told =
            vec![Sentence { text: SentenceText::Under { group: name, short: &short }.say(), tone: Tone::Danger }];
        if let Some((asset, crossing)) = crossings(group, Turn::Recovers).first() {
            let there = self.told(group.key, asset, crossing);
            told.push(plain(SentenceText::AfloatAgain { group: name, there: there.there() }));
        }
        told
    }

    /// The cross group, where it is short of initial, and otherwise the isolated positions that are.
    fn short_of_initial(&self) -> Vec<Sentence> {
        let (cross, isolated): (Vec<_>, Vec<_>) = self
            .subject
            .report
            .groups
            .iter()
            .filter(|group| is_short(group))
            .partition(|group| group.key == GroupKey::Cross);
        let told = if cross.is_empty() { isolated } else { cross };
        let sentences = told.into_iter().take(GROUPS_TOLD).map(|group| {
            let short = reach::lacking(self.subject, group.key, Level::Initial, self.locale);
            let name = self.name(group.key);
            let text = SentenceText::ShortOfInitial { group: name.as_deref(), short: &short }.say();
            Sentence { text, tone: Tone::Warning }
        });
        sentences.collect()
    }

    /// Where a group goes under: the nearest prices, and the correlated move. The cross group needs no name where it is
    /// the first that is told.
    fn afloat(&self, group: &GroupLiquidation, rank: usize) -> Vec<Sentence> {
        let name = self.name(group.key).filter(|_| rank > 0 || group.key != GroupKey::Cross);
        let name = name.as_deref();
        let all = crossings(group, Turn::GoesUnder);
        if all.is_empty() {
            return vec![plain(SentenceText::Never { group: name })];
        }
        let shown = if group.key == GroupKey::Cross { 2 } else { 1 };
        let alone = all.iter().take(shown).enumerate().map(|(index, (asset, crossing))| {
            let told = self.told(group.key, asset, crossing);
            let there = told.there();
            let text = match (rank, index) {
                (0, 0) => SentenceText::First { group: name, there }.say(),
                (_, 0) => SentenceText::GoesUnder { group: name, there }.say(),
                _ => SentenceText::Also { group: name, there }.say(),
            };
            Sentence { text, tone: reach::tone(crossing) }
        });
        alone.chain(self.together(group, name)).collect()
    }

    /// The correlated move, where more than one asset is in it.
    fn together(&self, group: &GroupLiquidation, name: Option<&str>) -> Option<Sentence> {
        let crossing = group.together.nearest().filter(|_| group.alone.len() > 1)?;
        let distance = reach::distance(&crossing, self.locale);
        let text = SentenceText::Together { group: name, reach: crossing.reach, distance: &distance }.say();
        Some(Sentence { text, tone: reach::tone(&crossing) })
    }
}

/// All crossings of one price in a group that turn this way, the nearest first.
fn crossings(group: &GroupLiquidation, turn: Turn) -> Vec<(&AssetId, &Crossing)> {
    let all =
        group.alone.iter().flat_map(|alone| alone.crossings.all().iter().map(|crossing| (&alone.asset, crossing)));
    let mut all: Vec<_> = all.filter(|(_, crossing)| crossing.turn == turn).collect();
    all.sort_by(|left, right| reach::remoteness(left.1).total_cmp(&reach::remoteness(right.1)));
    all
}
