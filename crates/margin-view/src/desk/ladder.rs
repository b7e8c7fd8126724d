//! The liquidation ladder: every crossing of every group, the nearest first, then what never goes under.

use crate::desk::reach::{self, CrossingShown};
use crate::desk::{LadderRow, Subject, Tone};
use crate::name;
use crate::number::Locale;
use crate::text::{self, CellText, LadderText, NameText};
use margin_core::id::AssetId;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{Crossing, GroupLiquidation, Now, Turn};

/// A row and how far it is, which orders the ladder.
type Rung = (f64, LadderRow);

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<LadderRow> {
    let mut rungs: Vec<Rung> =
        subject.groups_told().flat_map(|group| Ladder::new(subject, group.key, locale).rungs(group)).collect();
    rungs.sort_by(|left, right| left.0.total_cmp(&right.0));
    rungs.into_iter().map(|(_, row)| row).collect()
}

struct Ladder<'a> {
    subject: &'a Subject<'a>,
    locale: &'a Locale,
    key: GroupKey,
    group: String,
}

impl<'a> Ladder<'a> {
    fn new(subject: &'a Subject, key: GroupKey, locale: &'a Locale) -> Self {
        Self { subject, locale, key, group: name::group(subject.portfolio, key, locale) }
    }

    fn rungs(&self, found: &GroupLiquidation) -> Vec<Rung> {
        let now = (found.now == Now::Under).then(|| self.now());
        let alone = found.alone.iter().flat_map(|alone| match alone.crossings.all() {
            [] => vec![self.never(alone.asset.to_string(), LadderText::NeverAlone { asset: alone.asset.as_str() })],
            all => all.iter().map(|crossing| self.alone(&alone.asset, crossing)).collect(),
        });
        let together = match found.together.all() {
            _ if found.alone.len() < 2 => Vec::new(),
            [] => vec![self.never(NameText::AllPrices.say(), LadderText::NeverTogether)],
            all => all.iter().map(|crossing| self.together(crossing)).collect(),
        };
        now.into_iter().chain(alone).chain(together).collect()
    }

    fn alone(&self, asset: &AssetId, crossing: &Crossing) -> Rung {
        let price = reach::price_there(self.subject, self.key, asset, crossing);
        let told = CrossingShown::new(asset, price, crossing, self.locale);
        let words = match crossing.turn {
            Turn::GoesUnder => LadderText::GoesUnder(told.there()),
            Turn::Recovers => LadderText::Recovers(told.there()),
        };
        self.rung(asset.to_string(), told.there().price.into(), words, crossing)
    }

    fn together(&self, crossing: &Crossing) -> Rung {
        let (reach, distance) = (crossing.reach, &reach::distance(crossing, self.locale));
        let words = match crossing.turn {
            Turn::GoesUnder => LadderText::TogetherUnder { reach, distance },
            Turn::Recovers => LadderText::TogetherRecovers { reach, distance },
        };
        self.rung(NameText::AllPrices.say(), String::new(), words, crossing)
    }

    fn rung(&self, asset: String, price: String, words: LadderText, crossing: &Crossing) -> Rung {
        let row = LadderRow {
            asset,
            group: self.group.clone(),
            price,
            distance: reach::signed_distance(crossing, self.locale),
            words: words.say(),
            tone: reach::tone(crossing),
            change: crossing.change().get(),
        };
        (reach::remoteness(crossing), row)
    }

    /// That the group is under water at today's prices.
    fn now(&self) -> Rung {
        let short = reach::lacking(self.subject, self.key, Level::Maintenance, self.locale);
        let row = LadderRow {
            asset: NameText::AllPrices.say(),
            group: self.group.clone(),
            price: CellText::Now.say(),
            distance: String::new(),
            words: LadderText::Under { short: &short }.say(),
            tone: Tone::Danger,
            change: 0.0,
        };
        (0.0, row)
    }

    fn never(&self, asset: String, words: LadderText) -> Rung {
        let row = LadderRow {
            asset,
            group: self.group.clone(),
            price: text::NONE.into(),
            distance: String::new(),
            words: words.say(),
            tone: Tone::Plain,
            change: f64::INFINITY,
        };
        (f64::INFINITY, row)
    }
}
