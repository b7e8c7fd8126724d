//! One step of a liquidation.

use crate::desk::{Shown, Subject, Tone};
use crate::name;
use crate::number::{self, Locale, Toward};
use crate::text;
use crate::text::timeline::{PaidText, StandingText, StepText, TimeText};
use crate::timeline::{Course, Moves, Step, figure, words};
use margin_core::id::AssetId;
use margin_core::liquidation::{Event, Transfer, What};
use margin_core::report::Figures;
use margin_core::rules::liquidation::Party;
use margin_core::units::{Price, Quantity, Ratio, Usd};

/// Significant digits of quantities that are parts of others.
const QUANTITY_DIGITS: i32 = 6;

pub(super) fn step(index: usize, event: &Event, course: &Course, subject: &Subject, locale: &Locale) -> Step {
    let length = words::duration(event.seconds, locale);
    let time = if event.seconds > 0.0 { TimeText::After { length: &length } } else { TimeText::AtTheStart };
    Step {
        number: index + 1,
        time: time.say(),
        standing: standing(event.seconds, course, subject, locale),
        group: name::group(subject.portfolio, event.group, locale),
        says: says(event, subject, locale),
        paid: event.transfers.iter().filter_map(|transfer| paid(transfer, locale)).collect(),
        counted: around(event, |figures| figures.counted.maintenance.usd(), Toward::Down, locale),
        maintenance: around(event, |figures| figures.maintenance.usd(), Toward::Up, locale),
        rule: Shown::words(text::rule(event.rule).into(), Some(figure(index))),
        tone: tone(&event.what),
    }
}

/// Where the prices are at a time.
pub(super) fn standing(seconds: f64, course: &Course, subject: &Subject, locale: &Locale) -> String {
    let factor = course.factor(seconds);
    let change = &number::change(factor - Ratio::new(1.0), 1, Toward::Nearest, locale);
    match &course.moves {
        _ if course.change == Ratio::ZERO => StandingText::AsNow.say(),
        Moves::All => StandingText::Together { change }.say(),
        Moves::One(asset) => {
            let price = price(asset, subject).map_or(Price::new(f64::NAN), |now| now * factor);
            let price = &number::significant(price.get(), 5, Toward::Nearest, locale);
            StandingText::Alone { asset: asset.as_str(), price, change }.say()
        }
    }
}

/// The mark of a contract on an asset that the portfolio has, or the asset's index.
fn price(asset: &AssetId, subject: &Subject) -> Option<Price> {
    let mut positions = subject.portfolio.positions.iter();
    let on_asset = positions.find(|position| position.instrument.underlying == *asset);
    let mark = on_asset.and_then(|position| subject.market.mark(&position.instrument.id()));
    mark.or_else(|| subject.market.index(asset))
}

/// What happens, in a sentence.
pub(super) fn says(event: &Event, subject: &Subject, locale: &Locale) -> String {
    let amount =
        |quantity: &Quantity| number::significant(quantity.abs().get(), QUANTITY_DIGITS, Toward::Nearest, locale);
    match &event.what {
        What::MarginCall { name, ratio } => {
            StepText::MarginCall { name, ratio: &number::multiple(*ratio, locale) }.say()
        }
        What::OrdersCancelled { count } => StepText::OrdersCancelled { count: *count }.say(),
        What::Closed { .. } => closed(&event.what, subject, locale).unwrap_or_default(),
        What::Repaid { debt, quantity, collateral, taken } => StepText::Repaid {
            debt: debt.as_str(),
            quantity: &amount(quantity),
            collateral: collateral.as_str(),
            taken: &amount(taken),
        }
        .say(),
        What::Absorbed => StepText::Absorbed.say(),
        What::TakenOver { by } => StepText::TakenOver { by: *by }.say(),
        What::Forfeited { to } => StepText::Forfeited { to: *to }.say(),
        What::BadDebt => {
            let owed = event.before.as_ref().map_or(Usd::new(f64::NAN), |before| -before.equity.usd());
            StepText::BadDebt { lost: &number::usd(owed, Toward::Up, locale) }.say()
        }
    }
}

fn closed(what: &What, subject: &Subject, locale: &Locale) -> Option<String> {
    let What::Closed { position, share, quantity, mark, price } = what else { return None };
    let name = &name::position(subject.portfolio, *position, locale);
    let at = number::price(*price, locale);
    let mark = number::price(*mark, locale);
    let share =
        if *share >= Ratio::new(1.0) { String::new() } else { number::share(*share, 2, Toward::Nearest, locale) };
    let sells = *quantity > Quantity::ZERO;
    let quantity = &number::significant(quantity.abs().get(), QUANTITY_DIGITS, Toward::Nearest, locale);
    let (price, share) = (&at, &share);
    let text = match (sells, at == mark) {
        (true, true) => StepText::Sold { quantity, name, share, price },
        (false, true) => StepText::BoughtBack { quantity, name, share, price },
        (true, false) => StepText::SoldOffMark { quantity, name, share, price, mark: &mark },
        (false, false) => StepText::BoughtBackOffMark { quantity, name, share, price, mark: &mark },
    };
    Some(text.say())
}

/// What the trader pays to somebody, or is given by somebody; nothing where it is nothing.
fn paid(transfer: &Transfer, locale: &Locale) -> Option<String> {
    let amount = transfer.amount.usd();
    let written = &number::usd(amount.abs(), Toward::Nearest, locale);
    let (payer, receiver) =
        if amount < Usd::ZERO { (transfer.to, transfer.from) } else { (transfer.from, transfer.to) };
    let text = match (payer, receiver) {
        _ if amount == Usd::ZERO => return None,
        (Party::Trader, party) => PaidText::To { party, amount: written },
        (party, _) => PaidText::By { party, amount: written },
    };
    Some(text.say())
}

fn around(event: &Event, figure: fn(&Figures) -> Usd, toward: Toward, locale: &Locale) -> [String; 2] {
    [&event.before, &event.after].map(|figures| {
        figures.as_ref().map_or_else(|| text::NONE.into(), |figures| number::usd(figure(figures), toward, locale))
    })
}

fn tone(what: &What) -> Tone {
    match what {
        What::MarginCall { .. } | What::OrdersCancelled { .. } => Tone::Plain,
        What::Closed { .. } | What::Repaid { .. } | What::Absorbed => Tone::Warning,
        What::TakenOver { .. } | What::Forfeited { .. } | What::BadDebt => Tone::Danger,
    }
}
