//! The Plimsoll desk: a portfolio edited by hand or imported, and its margin live beside it.

mod app;
mod pages;
mod panels;
mod parts;
mod state;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
