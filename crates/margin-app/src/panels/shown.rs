//! A figure of the view, joined to the command that opens its working.

use crate::parts::figure::Figure;
use crate::state::Store;
use leptos::prelude::*;
use margin_view::desk::Shown;

/// What stands where a figure cannot be given.
const UNKNOWN: &str = "\u{2014}";

/// A figure: one that has a working is a button that opens it.
#[component]
pub fn ShownFigure(
    /// What it is, for those who do not see where it stands.
    #[prop(into)]
    name: Signal<String>,
    /// The figure, or nothing while it is not known.
    #[prop(into)]
    shown: Signal<Option<Shown>>,
    /// Where the command goes.
    store: Store,
) -> impl IntoView {
    let text = Signal::derive(move || shown.get().map_or_else(|| UNKNOWN.into(), |shown| shown.text));
    let full = Signal::derive(move || shown.get().map(|shown| shown.full).unwrap_or_default());
    let figure = Memo::new(move |_| shown.get().and_then(|shown| shown.figure));
    let open = Signal::derive(move || store.read(|state| figure.get().as_ref() == Some(state.opened())));
    let on_open = Callback::new(move |()| {
        if let Some(figure) = figure.get_untracked() {
            store.open_working(figure);
        }
    });
    let opens = Memo::new(move |_| figure.get().is_some());
    move || {
        if opens.get() {
            view! { <Figure name text full open on_open /> }.into_any()
        } else {
            view! { <span title=full>{text}</span> }.into_any()
        }
    }
}
