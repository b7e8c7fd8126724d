//! What the browser knows of the person: how they write numbers.

use js_sys::JsString;
use margin_view::number::Locale;
use wasm_bindgen::JsCast;

/// How numbers are written in the browser's language.
pub fn locale() -> Locale {
    let sample: JsString = js_sys::Number::from(1_234_567.5).to_locale_string("default").unchecked_into();
    let text = String::from(sample);
    let mut marks = text.chars().filter(|character| !character.is_ascii_digit());
    let (first, second, third) = (marks.next(), marks.next(), marks.next());
    match (first, second, third) {
        (Some(group), Some(again), Some(decimal)) if group == again && decimal != group => Locale { decimal, group },
        _ => Locale::ENGLISH,
    }
}
