//! Puts the state into the page, and keeps it stored.

use crate::pages::desk::Desk;
use crate::state::{Derived, keep_stored, keep_themed, open};
use leptos::either::Either;
use leptos::prelude::*;

/// The application.
#[component]
pub fn App() -> impl IntoView {
    match open() {
        Ok(store) => {
            let derived = Derived::new(store);
            provide_context(store);
            provide_context(derived);
            keep_stored(store, &derived);
            keep_themed(store, &derived);
            Either::Left(view! { <Desk /> })
        }
        Err(says) => {
            Either::Right(view! { <main class="refused" role="alert"><h1>"Plimsoll"</h1><p>{says}</p></main> })
        }
    }
}
