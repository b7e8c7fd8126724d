//! From what each position would require alone to what the portfolio requires.

use crate::parts::select::Select;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_core::report::Level;
use margin_view::risk::waterfall::{BarKind, StepBar};

const LEVELS: [(Level, &str, &str); 2] =
    [(Level::Initial, "initial", "Initial"), (Level::Maintenance, "maintenance", "Maintenance")];

/// The panel.
#[component]
pub fn WaterfallPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let risk = expect_context::<Derived>().risk;
    let choices: Vec<_> = LEVELS.iter().map(|(_, key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
    let key = move || {
        let level = risk.watched.get().level;
        LEVELS.iter().find(|(each, ..)| *each == level).map_or("", |(_, key, _)| key).to_owned()
    };
    let choose = Callback::new(move |chosen: String| {
        if let Some((level, ..)) = LEVELS.into_iter().find(|(_, key, _)| *key == chosen) {
            store.watch(|watched| watched.level = level);
        }
    });
    let bars = move || {
        risk.waterfall.get().map(|view| {
            view! {
                <p class="summary" role="status">{view.summary.clone()}</p>
                <table class="bars">
                    <caption class="unseen">"From standalone requirements to the portfolio\u{2019}s"</caption>
                    <tbody>{view.bars.iter().map(bar).collect_view()}</tbody>
                </table>
            }
        })
    };
    view! {
        <div class="waterfall">
            <div class="wish">
                <Select label="Requirement" name="waterfall-level" choices=Signal::stored(choices) chosen=Signal::derive(key) on_choose=choose />
            </div>
            {bars}
            <Show when=move || risk.waterfall.with(Option::is_none)>
                <p class="note">"Something is wrong with the portfolio: mend it to see what it saves."</p>
            </Show>
        </div>
    }
}

fn bar(bar: &StepBar) -> impl IntoView + use<> {
    let class = match bar.kind {
        BarKind::Total => "total",
        BarKind::Frees => "frees",
        BarKind::Needs => "needs",
    };
    let (from, width) = (bar.from * 100.0, ((bar.to - bar.from) * 100.0).max(0.4));
    let why = (!bar.why.is_empty()).then(|| view! { <small>{bar.why.clone()}</small> });
    view! {
        <tr class=class>
            <th scope="row">
                {bar.name.clone()}
                {why}
            </th>
            <td class="drawn">
                <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
                    <rect x=from y="2" width=width height="10" />
                </svg>
            </td>
            <td class="amount" title=bar.full.clone()>{bar.text.clone()}</td>
        </tr>
    }
}
