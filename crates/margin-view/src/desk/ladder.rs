//! The liquidation ladder: every crossing of every group, the nearest first, then what never goes under.

use crate::desk::reach::{self, CrossingShown};
use crate::desk::{LadderRow, Subject, Tone};
use crate::name;
use crate::number::Locale;
use crate::text::{self, CellText, LadderText, NameText};
use crate::working::FigureRef;
use margin_core::id::AssetId;
use margin_core::portfolio::Position;
use margin_core::report::{GroupKey, Level};
use margin_core::solve::{AssetCrossings, Crossing, GroupLiquidation, Now, Turn};

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
            [] => {
                let (_, row) =
                    self.never(alone.asset.to_string(), LadderText::NeverAlone { asset: alone.asset.as_str() });
                vec![(f64::INFINITY, LadderRow { figure: self.figure(&alone.asset), ..row })]
            }
            all => all.iter().map(|crossing| self.alone(alone, crossing)).collect(),
        });
        let together = match found.together.all() {
            _ if found.alone.len() < 2 => Vec::new(),
            [] => vec![self.never(NameText::AllPrices.say(), LadderText::NeverTogether)],
            all => all.iter().map(|crossing| self.together(crossing)).collect(),
        };
        now.into_iter().chain(alone).chain(together).collect()
    }

    fn alone(&self, alone: &AssetCrossings, crossing: &Crossing) -> Rung {
        let asset = &alone.asset;
        let price = reach::price_there(self.subject, self.key, asset, crossing);
        let told = CrossingShown::new(asset, price, crossing, self.locale);
        let words = match crossing.turn {
            Turn::GoesUnder => LadderText::GoesUnder(told.there()),
            Turn::Recovers => LadderText::Recovers(told.there()),
        };
        let (remoteness, row) = self.rung(asset.to_string(), told.there().price.into(), words, crossing);
        // A position's working tells of the nearest crossing alone.
        let nearest = alone.crossings.nearest_first().first() == Some(crossing);
        (remoteness, LadderRow { figure: if nearest { self.figure(asset) } else { None }, ..row })
    }

    /// The liquidation of the group's position on an asset; nothing where several contracts on it have prices of their
    /// own, or where the position's answer is that the group is under now.
    fn figure(&self, asset: &AssetId) -> Option<FigureRef> {
        self.subject.liquidation.group(self.key).filter(|group| group.now == Now::Afloat)?;
        let on_asset =
            |position: &&Position| position.instrument.underlying == *asset && name::key(position) == self.key;
        let mut positions = self.subject.portfolio.positions.iter().filter(on_asset);
        let first = positions.next()?;
        let one_contract = positions.all(|other| other.instrument == first.instrument);
        one_contract.then_some(FigureRef::Liquidation(first.id))
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
            figure: None,
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
            figure: None,
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
            figure: None,
            distance: String::new(),
            words: words.say(),
            tone: Tone::Plain,
            change: f64::INFINITY,
        };
        (f64::INFINITY, row)
    }
}
