//! What became of the equity, in rows that add up.

use crate::desk::Shown;
use crate::number::{Locale, Toward};
use crate::text::timeline::LedgerText;
use crate::timeline::{LedgerKind, LedgerRow};
use margin_core::liquidation::Process;
use margin_core::rules::liquidation::Party;
use margin_core::units::Usd;

pub(super) fn rows(process: &Process, locale: &Locale) -> Vec<LedgerRow> {
    let row = |text: LedgerText, amount: Usd, kind| LedgerRow {
        name: text.say(),
        amount: Shown::usd(Some(amount), toward(kind), None, locale),
        kind,
    };
    let moved = if process.moved < Usd::ZERO { LedgerText::Lost } else { LedgerText::Gained };
    let others = process.balances.iter().filter(|(party, gained)| **party != Party::Trader && **gained != Usd::ZERO);
    let shares = others.map(|(party, gained)| {
        let text =
            if *gained > Usd::ZERO { LedgerText::To { party: *party } } else { LedgerText::By { party: *party } };
        row(text, -*gained, LedgerKind::Part)
    });
    let mut rows =
        vec![row(LedgerText::Start, process.start, LedgerKind::Total), row(moved, process.moved, LedgerKind::Part)];
    rows.extend(shares);
    rows.push(row(LedgerText::End, process.after.total.equity.usd(), LedgerKind::Total));
    rows
}

/// What there is, is rounded as it is elsewhere; what is added or taken, to the nearest.
fn toward(kind: LedgerKind) -> Toward {
    match kind {
        LedgerKind::Total => Toward::Down,
        LedgerKind::Part => Toward::Nearest,
    }
}
