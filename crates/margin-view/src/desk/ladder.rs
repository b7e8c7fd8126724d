//! The liquidation ladder: every crossing of every group, the nearest first, then what never goes under.

use crate::desk::reach::{self, group_name};
use crate::desk::{LadderRow, Subject, Tone};
use crate::number::Locale;
use crate::text::{LadderText, NameText};
use margin_core::id::AssetId;
use margin_core::report::GroupKey;
use margin_core::solve::{Crossing, Crossings, GroupLiquidation, Turn};

pub(super) fn rows(subject: &Subject, locale: &Locale) -> Vec<LadderRow> {
    let holds = |key| subject.report.positions.iter().any(|position| position.group == key);
    let groups = subject.liquidation.groups.iter().filter(|group| holds(group.key));
    let mut rows: Vec<_> = groups.flat_map(|group| group_rows(subject, group, locale)).collect();
    rows.sort_by(|left, right| left.change.abs().total_cmp(&right.change.abs()));
    rows
}

fn group_rows(subject: &Subject, group: &GroupLiquidation, locale: &Locale) -> Vec<LadderRow> {
    let name = group_name(subject, group.key, locale);
    let alone = group.alone.iter().flat_map(|alone| match &alone.crossings {
        Crossings::None => vec![never(alone.asset.to_string(), &name)],
        Crossings::At(all) => {
            all.iter().map(|crossing| rung(subject, group.key, &name, &alone.asset, crossing, locale)).collect()
        }
    });
    let together = match &group.together {
        _ if group.alone.len() < 2 => Vec::new(),
        Crossings::None => vec![never(NameText::AllPrices.say(), &name)],
        Crossings::At(all) => all.iter().map(|crossing| rung_together(&name, crossing, locale)).collect(),
    };
    alone.chain(together).collect()
}

fn rung(
    subject: &Subject,
    key: GroupKey,
    group: &str,
    asset: &AssetId,
    crossing: &Crossing,
    locale: &Locale,
) -> LadderRow {
    let price = reach::price_words(subject, key, asset, crossing, locale);
    let (reach, distance) = (crossing.reach, &reach::distance(crossing, locale));
    let words = match crossing.turn {
        Turn::GoesUnder => LadderText::GoesUnder { asset: asset.as_str(), reach, distance, price: &price }.say(),
        Turn::Recovers => LadderText::Recovers { asset: asset.as_str(), reach, distance, price: &price }.say(),
    };
    row(asset.to_string(), group, price, words, crossing, locale)
}

fn rung_together(group: &str, crossing: &Crossing, locale: &Locale) -> LadderRow {
    let (reach, distance) = (crossing.reach, &reach::distance(crossing, locale));
    let words = match crossing.turn {
        Turn::GoesUnder => LadderText::TogetherUnder { reach, distance }.say(),
        Turn::Recovers => LadderText::TogetherRecovers { reach, distance }.say(),
    };
    row(NameText::AllPrices.say(), group, String::new(), words, crossing, locale)
}

fn row(asset: String, group: &str, price: String, words: String, crossing: &Crossing, locale: &Locale) -> LadderRow {
    LadderRow {
        asset,
        group: group.into(),
        price,
        distance: reach::signed_distance(crossing, locale),
        words,
        tone: match crossing.turn {
            Turn::GoesUnder => reach::tone(crossing),
            Turn::Recovers => Tone::Plain,
        },
        change: reach::drawn(Some(crossing.change())),
    }
}

fn never(asset: String, group: &str) -> LadderRow {
    let words = if asset == NameText::AllPrices.say() {
        LadderText::NeverTogether.say()
    } else {
        LadderText::NeverAlone { asset: &asset }.say()
    };
    LadderRow {
        asset,
        group: group.into(),
        price: LadderText::NoPrice.say(),
        distance: String::new(),
        words,
        tone: Tone::Plain,
        change: reach::drawn(None),
    }
}
