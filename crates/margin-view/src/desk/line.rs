//! The load line, and what it says.

use crate::desk::reach::{self, group_name};
use crate::desk::{LineState, LineView, Sentence, Shown, Subject, Tone};
use crate::number::{self, Locale, Toward};
use crate::text::LineText;
use crate::working::FigureRef;
use margin_core::efficiency::efficiency;
use margin_core::id::AssetId;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{Crossing, GroupLiquidation, Now, Turn};
use margin_core::units::Usd;

pub(super) fn line(subject: &Subject, locale: &Locale) -> LineView {
    let total = &subject.report.total;
    let state = state(subject);
    let sentences = sentences(subject, state, locale);
    let counted = Shown::usd(Some(total.counted.usd()), Toward::Down, FigureRef::Counted, locale);
    let initial = Shown::usd(Some(total.initial.usd()), Toward::Up, FigureRef::Initial, locale);
    let maintenance = Shown::usd(Some(total.maintenance.usd()), Toward::Up, FigureRef::Maintenance, locale);
    let marks = marks(subject);
    let (headline, excess) = headline(subject, state, locale);
    LineView {
        state,
        headline,
        excess,
        free_share: free_share(subject, locale),
        equity: Shown::usd(Some(total.equity.usd()), Toward::Down, FigureRef::Equity, locale),
        summary: summary(state, [&counted, &initial, &maintenance], &sentences),
        counted,
        initial,
        maintenance,
        leverage: super::facts::leverage(subject, locale),
        maintenance_mark: marks[0],
        initial_mark: marks[1],
        counted_mark: marks[2],
        sentences,
    }
}

/// How the portfolio stands: as its weakest group does. An isolated position below initial is not told: what was set
/// aside for it is seldom more than it took to open it.
fn state(subject: &Subject) -> LineState {
    let Subject { portfolio, report, liquidation, .. } = subject;
    let short = |key| report.group(key).is_some_and(|group| group.figures.excess(Level::Initial).usd() < Usd::ZERO);
    if portfolio.holdings.is_empty() && portfolio.positions.is_empty() {
        LineState::Empty
    } else if liquidation.groups.iter().any(|group| group.now == Now::Under) {
        LineState::Under
    } else if short(GroupKey::Cross) || report.total.excess(Level::Initial).usd() < Usd::ZERO {
        LineState::BelowInitial
    } else {
        LineState::Afloat
    }
}

fn headline(subject: &Subject, state: LineState, locale: &Locale) -> (String, Shown) {
    let excess = |level| {
        let excess = subject.report.total.excess(level).usd();
        Shown::usd(Some(excess), Toward::Down, FigureRef::Excess(level), locale)
    };
    let maintained = subject.report.total.excess(Level::Maintenance).usd() >= Usd::ZERO;
    match state {
        LineState::Under if maintained => {
            let under = subject.liquidation.groups.iter().find(|group| group.now == Now::Under);
            let group = group_name(subject, under.map_or(GroupKey::Cross, |group| group.key), locale);
            (LineText::PartUnderWater { group: &group }.say(), excess(Level::Initial))
        }
        LineState::Under => (LineText::UnderWater.say(), excess(Level::Maintenance)),
        LineState::BelowInitial => (LineText::BelowInitial.say(), excess(Level::Initial)),
        LineState::Afloat | LineState::Empty => (LineText::Freeboard.say(), excess(Level::Initial)),
    }
}

fn free_share(subject: &Subject, locale: &Locale) -> String {
    if subject.report.total.counted.usd() <= Usd::ZERO {
        return LineText::NothingCounts.say();
    }
    match efficiency(subject.report).idle {
        Some(idle) => LineText::FreeShare { share: &number::percent(idle, 1, Toward::Down, locale) }.say(),
        None => LineText::NothingFree.say(),
    }
}

/// Where maintenance, initial and what counts end on a bar as long as the largest of them.
fn marks(subject: &Subject) -> [f64; 3] {
    let total = &subject.report.total;
    let ends = [&total.maintenance, &total.initial, &total.counted].map(|item| item.usd());
    let longest = ends.into_iter().fold(Usd::ZERO, |longest, end| if end > longest { end } else { longest });
    ends.map(|end| end.share_of(longest).map_or(0.0, |share| share.get().clamp(0.0, 1.0)))
}

fn summary(state: LineState, [counted, initial, maintenance]: [&Shown; 3], sentences: &[Sentence]) -> String {
    let first = sentences.first().map(|sentence| sentence.text.as_str()).unwrap_or_default();
    let (counted, initial, maintenance) = (&counted.text, &initial.text, &maintenance.text);
    match state {
        LineState::Empty => LineText::Empty.say(),
        LineState::Under => LineText::SummaryUnder { counted, maintenance, first }.say(),
        LineState::Afloat | LineState::BelowInitial => {
            LineText::SummaryAfloat { counted, initial, maintenance, first }.say()
        }
    }
}

fn sentences(subject: &Subject, state: LineState, locale: &Locale) -> Vec<Sentence> {
    if state == LineState::Empty {
        return vec![plain(LineText::Empty)];
    }
    if subject.portfolio.positions.is_empty() {
        return vec![plain(LineText::NothingRequired)];
    }
    let mut groups: Vec<&GroupLiquidation> =
        subject.liquidation.groups.iter().filter(|group| holds(subject, group.key)).collect();
    groups.sort_by(|left, right| nearness(left).total_cmp(&nearness(right)));
    let teller = Teller { subject, locale };
    let (under, afloat): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.now == Now::Under);
    let under = under.into_iter().flat_map(|group| teller.under(group));
    let short = (state == LineState::BelowInitial).then(|| teller.short_of_initial());
    let afloat = afloat.into_iter().enumerate().flat_map(|(rank, group)| teller.afloat(group, rank));
    under.chain(short.into_iter().flatten()).chain(afloat).collect()
}

fn plain(text: LineText) -> Sentence {
    Sentence { text: text.say(), tone: Tone::Plain }
}

/// Whether a group has a position in it.
fn holds(subject: &Subject, key: GroupKey) -> bool {
    subject.report.positions.iter().any(|position| position.group == key)
}

/// How far the nearest crossing of one price is, as a share.
fn nearness(group: &GroupLiquidation) -> f64 {
    let nearest = group.alone.iter().filter_map(|alone| alone.crossings.nearest());
    nearest.map(|crossing| crossing.change().get().abs()).fold(f64::INFINITY, f64::min)
}

struct Teller<'a> {
    subject: &'a Subject<'a>,
    locale: &'a Locale,
}

impl Teller<'_> {
    /// The group's name, where it is not the cross one.
    fn named(&self, key: GroupKey) -> Option<String> {
        match key {
            GroupKey::Cross => None,
            GroupKey::Isolated(_) => Some(group_name(self.subject, key, self.locale)),
        }
    }

    fn under(&self, group: &GroupLiquidation) -> Vec<Sentence> {
        let short = self.short(group.key, Level::Maintenance);
        let named = self.named(group.key);
        let text = LineText::Under { group: named.as_deref(), short: &short }.say();
        let mut told = vec![Sentence { text, tone: Tone::Danger }];
        let back = crossings(group, Turn::Recovers).into_iter().next();
        told.extend(back.map(|(asset, crossing)| {
            let (distance, price) = self.there(group.key, asset, crossing);
            let asset = asset.as_str();
            plain(LineText::AfloatAgain { asset, reach: crossing.reach, distance: &distance, price: &price })
        }));
        told
    }

    fn short_of_initial(&self) -> Vec<Sentence> {
        let text = LineText::ShortOfInitial { group: None, short: &self.short(GroupKey::Cross, Level::Initial) }.say();
        vec![Sentence { text, tone: Tone::Warning }]
    }

    fn short(&self, key: GroupKey, level: Level) -> String {
        let excess = self.subject.report.group(key).map(|group| group.figures.excess(level).usd());
        let short = excess.map_or(Usd::new(f64::NAN), |excess| -excess);
        number::usd(short, Toward::Up, self.locale)
    }

    fn afloat(&self, group: &GroupLiquidation, rank: usize) -> Vec<Sentence> {
        let named = self.named(group.key);
        let named = named.as_deref();
        let all = crossings(group, Turn::GoesUnder);
        if all.is_empty() {
            return vec![plain(LineText::Never { group: named })];
        }
        let shown = if group.key == GroupKey::Cross { 2 } else { 1 };
        let told = all.iter().take(shown).enumerate().map(|(index, (asset, crossing))| {
            let (distance, price) = self.there(group.key, asset, crossing);
            let (asset, reach, distance, price) = (asset.as_str(), crossing.reach, &distance, &price);
            let text = if rank == 0 && index == 0 {
                LineText::First { group: named, asset, reach, distance, price }
            } else {
                LineText::Also { group: named, asset, reach, distance, price }
            };
            Sentence { text: text.say(), tone: reach::tone(crossing) }
        });
        told.chain(self.together(group)).collect()
    }

    /// The correlated move, where more than one asset is in it.
    fn together(&self, group: &GroupLiquidation) -> Option<Sentence> {
        let crossing = group.together.nearest().filter(|_| group.alone.len() > 1)?;
        let distance = reach::distance(&crossing, self.locale);
        let named = self.named(group.key);
        let text = LineText::Together { group: named.as_deref(), reach: crossing.reach, distance: &distance }.say();
        Some(Sentence { text, tone: reach::tone(&crossing) })
    }

    fn there(&self, key: GroupKey, asset: &AssetId, crossing: &Crossing) -> (String, String) {
        let price = reach::price_words(self.subject, key, asset, crossing, self.locale);
        (reach::distance(crossing, self.locale), price)
    }
}

/// All crossings of one price in a group that turn this way, the nearest first.
fn crossings(group: &GroupLiquidation, turn: Turn) -> Vec<(&AssetId, &Crossing)> {
    let all =
        group.alone.iter().flat_map(|alone| alone.crossings.all().iter().map(|crossing| (&alone.asset, crossing)));
    let mut all: Vec<_> = all.filter(|(_, crossing)| crossing.turn == turn).collect();
    all.sort_by(|left, right| left.1.change().get().abs().total_cmp(&right.1.change().get().abs()));
    all
}
