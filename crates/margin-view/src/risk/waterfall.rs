//! From what positions would require alone to what the portfolio requires, as bars.

use crate::number::{self, Locale, Toward};
use crate::text::risk::WaterfallText;
use margin_core::units::Usd;
use margin_core::waterfall::{StepOf, Waterfall};

/// The waterfall.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallView {
    /// What is saved, in a sentence.
    pub summary: String,
    /// The bars, from standalone to the requirement.
    pub bars: Vec<StepBar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct StepBar {
    /// What it is.
    pub name: String,
    /// Why it is there.
    pub why: String,
    /// How much.
    pub text: String,
    /// The same in full.
    pub full: String,
    /// What kind of bar it is.
    pub kind: BarKind,
    /// Where it begins and ends, as shares of the widest.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// What kind of bar one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarKind {
    /// A requirement.
    Total,
    /// Something that frees margin.
    Frees,
    /// Something that needs more.
    Needs,
}

/// A waterfall as bars and words.
pub fn waterfall(found: &Waterfall, locale: &Locale) -> WaterfallView {
    let standalone = found.standalone.usd();
    let mut reached = vec![standalone.get()];
    for step in &found.steps {
        reached.push(reached.last().copied().unwrap_or(0.0) + step.change.usd().get());
    }
    let widest = reached.iter().copied().chain([found.requirement.usd().get()]).fold(0.0, f64::max);
    let part = |value: f64| if widest > 0.0 { (value / widest).clamp(0.0, 1.0) } else { 0.0 };
    let total = |name: WaterfallText, amount: Usd| StepBar {
        name: name.say(),
        why: String::new(),
        text: number::usd(amount, Toward::Up, locale),
        full: number::full(amount.get(), locale),
        kind: BarKind::Total,
        from: 0.0,
        to: part(amount.get()),
    };
    let step = |(step, ends): (&margin_core::waterfall::Step, &[f64])| {
        let change = step.change.usd();
        StepBar {
            name: name(&step.of),
            why: why(&step.of),
            text: number::signed_usd(change, Toward::Up, locale),
            full: number::full(change.get(), locale),
            kind: if change < Usd::ZERO { BarKind::Frees } else { BarKind::Needs },
            from: part(ends[0].min(ends[1])),
            to: part(ends[0].max(ends[1])),
        }
    };
    let steps = found.steps.iter().zip(reached.windows(2)).map(step);
    let first = total(WaterfallText::Standalone, standalone);
    let last = total(WaterfallText::Requirement(found.level), found.requirement.usd());
    WaterfallView { summary: summary(found, locale), bars: [first].into_iter().chain(steps).chain([last]).collect() }
}

fn summary(found: &Waterfall, locale: &Locale) -> String {
    let saved = found.standalone.usd() - found.requirement.usd();
    let amount = number::usd(saved.abs(), Toward::Down, locale);
    let share = saved.abs().share_of(found.standalone.usd());
    let share = share.map(|share| number::percent(share, 1, Toward::Down, locale)).unwrap_or_default();
    if saved > Usd::ZERO {
        WaterfallText::Saves { amount: &amount, share: &share }.say()
    } else if saved < Usd::ZERO {
        WaterfallText::Costs { amount: &amount }.say()
    } else {
        WaterfallText::Even.say()
    }
}

fn name(of: &StepOf) -> String {
    match of {
        StepOf::Within(asset) => WaterfallText::Within { asset: asset.as_str() }.say(),
        StepOf::Between => WaterfallText::Between.say(),
        StepOf::Holdings => WaterfallText::Holdings.say(),
        StepOf::Account => WaterfallText::Account.say(),
    }
}

fn why(of: &StepOf) -> String {
    match of {
        StepOf::Within(asset) => WaterfallText::WhyWithin { asset: asset.as_str() }.say(),
        StepOf::Between => WaterfallText::WhyBetween.say(),
        StepOf::Holdings => WaterfallText::WhyHoldings.say(),
        StepOf::Account => WaterfallText::WhyAccount.say(),
    }
}
