//! The clipboard.

/// Puts a text on the clipboard; what the browser refuses stays where it can be selected by hand.
pub fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let _promise = window.navigator().clipboard().write_text(text);
    }
}
