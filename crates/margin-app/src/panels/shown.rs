//! A figure of the view, joined to the command that opens its working.

use crate::parts::figure::Figure;
use crate::state::{Derived, Store};
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
    let opened = expect_context::<Derived>().opened;
    let part = move |pick: fn(&Shown) -> &String, absent: &'static str| {
        Signal::derive(move || {
            shown.with(|shown| shown.as_ref().map_or_else(|| absent.into(), |shown| pick(shown).clone()))
        })
    };
    let (text, full) = (part(|shown| &shown.text, UNKNOWN), part(|shown| &shown.full, ""));
    let figure = Memo::new(move |_| shown.with(|shown| shown.as_ref()?.figure));
    let open = Signal::derive(move || figure.get() == Some(opened.get()));
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
