//! The Plimsoll desk.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Plimsoll"</h1> });
}
