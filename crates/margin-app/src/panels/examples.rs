//! Portfolios to begin with: each has a name, and a sentence on what can be seen in it.

use crate::parts::dialog::Dialog as DialogPart;
use crate::state::{Derived, Dialog, Store};
use leptos::either::Either;
use leptos::prelude::*;
use margin_venues::{Demo, demos};

/// The dialog.
#[component]
pub fn Examples() -> impl IntoView {
    let store = expect_context::<Store>();
    let dialog = expect_context::<Derived>().dialog;
    let open = Signal::derive(move || dialog.get() == Some(Dialog::Examples));
    view! {
        <DialogPart open title="Examples" on_close=Callback::new(move |()| store.close_dialog())>
            <p class="note">
                "Invented portfolios at recorded prices. Opening one takes the place of what is on the desk, and can be
                undone."
            </p>
            {match demos() {
                Ok(demos) => {
                    let listed = demos.into_iter().map(|demo| view! { <Example demo /> }).collect_view();
                    Either::Left(view! { <ul class="examples">{listed}</ul> })
                }
                Err(problems) => Either::Right(view! { <p class="warning">{problems.to_string()}</p> }),
            }}
        </DialogPart>
    }
}

#[component]
fn Example(demo: Demo) -> impl IntoView {
    let store = expect_context::<Store>();
    let (name, says) = (demo.name, demo.says);
    let on_open = move |_| {
        store.close_dialog();
        store.open_example(demo.clone());
    };
    view! {
        <li>
            <button type="button" on:click=on_open>{name}</button>
            <p>{says}</p>
        </li>
    }
}
