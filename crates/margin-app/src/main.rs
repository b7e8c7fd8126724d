//! The Plimsoll desk.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <main><h1>"Plimsoll"</h1></main> });
}
