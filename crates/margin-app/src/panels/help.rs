//! Keys and words.

use crate::parts::dialog::Dialog as DialogPart;
use crate::state::{Derived, Dialog, Store};
use leptos::prelude::*;

const KEYS: [(&str, &str); 9] = [
    ("N or /", "add a position"),
    ("D", "duplicate the position whose row is in focus"),
    ("I", "import an account"),
    ("\u{2191} \u{2193}", "step a number; with Shift ten times as far, with Alt a tenth"),
    ("Escape", "put the number back as it was"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("\u{2190} \u{2192}", "move along the chart or the tabs"),
    ("?", "this help"),
];

const WORDS: [(&str, &str); 7] = [
    ("Equity", "Collateral plus unrealised profit."),
    ("Counts", "What is left of equity after haircuts."),
    ("Initial", "What must be covered to open or increase a position."),
    ("Maintenance", "What must be covered to keep it; below this the venue liquidates."),
    ("Freeboard", "What counts beyond the initial requirement."),
    ("Liquidation price", "Where a price takes the account under, with every other price held."),
    ("Leverage", "All positions\u{2019} size divided by equity."),
];

/// The help.
#[component]
pub fn Help() -> impl IntoView {
    let store = expect_context::<Store>();
    let dialog = expect_context::<Derived>().dialog;
    let open = Signal::derive(move || dialog.get() == Some(Dialog::Help));
    let pairs = |pairs: &'static [(&'static str, &'static str)]| {
        pairs.iter().map(|(name, says)| view! { <div><dt>{*name}</dt><dd>{*says}</dd></div> }).collect_view()
    };
    view! {
        <DialogPart open title="Help" on_close=Callback::new(move |()| store.close_dialog())>
            <p>
                "Every figure with a dotted line opens its working: what it is made of, and which published rule it follows.
                Numbers may be written as 1.5k, 2m, 15 % or 20 bps. Nothing leaves this browser."
            </p>
            <h3>"Keys"</h3>
            <dl class="keys">{pairs(&KEYS)}</dl>
            <h3>"Words"</h3>
            <dl class="words">{pairs(&WORDS)}</dl>
        </DialogPart>
    }
}
