//! A field for a number: it keeps what was typed, takes every way of writing a number, and steps with the arrow keys.

use leptos::ev;
use leptos::prelude::*;
use margin_view::number::{self, Locale, NumberProblem};
use margin_view::problem::number_problem;

/// What is being typed, and the number that it stood for when it was typed.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    text: String,
    value: f64,
}

/// A field for a number.
///
/// Each keystroke that reads as a number calls `on_value`; one that does not is kept in the field, with how to mend it.
#[component]
pub fn NumberField(
    /// The number.
    #[prop(into)]
    value: Signal<f64>,
    /// How it is written while nobody types.
    format: fn(f64, &Locale) -> String,
    /// How numbers are written.
    locale: StoredValue<Locale>,
    /// What the field is, for those who do not see where it stands.
    #[prop(into)]
    label: Signal<String>,
    /// A name by which the field can be found in the page.
    name: &'static str,
    /// Called with every number typed.
    on_value: Callback<f64>,
    /// Called when the field is left.
    on_done: Callback<()>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<Draft>);
    let before = StoredValue::new(0.0);
    // A draft stands while the number is still the one it was typed for; an undo, say, ends it.
    let standing = move || draft.get().filter(|draft| draft.value.to_bits() == value.get().to_bits());
    let shown = move || match standing() {
        Some(draft) => draft.text,
        None => locale.with_value(|locale| format(value.get(), locale)),
    };
    let problem = move || {
        let read = locale.with_value(|locale| number::parse(&standing()?.text, locale).err());
        read.map(|problem: NumberProblem| number_problem(problem).remedy)
    };
    let put = move |next: f64| {
        on_value.run(next);
        let text = locale.with_value(|locale| number::full(next, locale));
        draft.set(Some(Draft { text, value: next }));
    };
    let on_focus = move |event: ev::FocusEvent| {
        before.set_value(value.get_untracked());
        let field: web_sys::HtmlInputElement = event_target(&event);
        if untrack(standing).is_none() {
            let now = value.get_untracked();
            let text = locale.with_value(|locale| number::full(now, locale));
            // Written at once, since a later write would undo the selection.
            field.set_value(&text);
            draft.set(Some(Draft { text, value: now }));
        }
        field.select();
    };
    let on_input = move |event: ev::Event| {
        let text = event_target_value(&event);
        let read = locale.with_value(|locale| number::parse(&text, locale));
        if let Ok(next) = read {
            on_value.run(next);
        }
        draft.set(Some(Draft { text, value: read.unwrap_or_else(|_| value.get_untracked()) }));
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowUp" | "ArrowDown" => {
            event.prevent_default();
            let up = if event.key() == "ArrowUp" { 1.0 } else { -1.0 };
            put(stepped(value.get_untracked(), up * pace(&event)));
        }
        "Enter" => on_done.run(()),
        "Escape" => put(before.get_value()),
        _ => {}
    };
    let on_blur = move |_| {
        if untrack(problem).is_none() {
            draft.set(None);
        }
        on_done.run(());
    };
    view! {
        <span class="number-field">
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                name=name
                aria-label=label
                aria-invalid=move || problem().is_some().to_string()
                prop:value=shown
                on:focus=on_focus
                on:input=on_input
                on:keydown=on_key
                on:blur=on_blur
            />
            <Show when=move || problem().is_some()>
                <span class="field-problem" role="alert">
                    {move || problem()}
                </span>
            </Show>
        </span>
    }
}

/// How many ticks one press of an arrow key is: ten with shift, a tenth with alt.
fn pace(event: &ev::KeyboardEvent) -> f64 {
    match (event.shift_key(), event.alt_key()) {
        (true, _) => 10.0,
        (false, true) => 0.1,
        (false, false) => 1.0,
    }
}

/// The value after so many ticks; a tick is a hundredth of its leading decimal place, so that every size steps alike.
fn stepped(value: f64, ticks: f64) -> f64 {
    let leading = if value == 0.0 { 0 } else { decimal_exponent(value) };
    let decimals = usize::try_from(3 - leading).unwrap_or(0);
    let tick = format!("1e{}", leading - 2).parse().unwrap_or(0.01);
    let next: f64 = value + ticks * tick;
    format!("{next:.decimals$}").parse().unwrap_or(next)
}

/// The power of ten of a number's leading digit.
fn decimal_exponent(value: f64) -> i32 {
    let scientific = format!("{value:e}");
    scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn a_step_is_a_hundredth_of_the_leading_place() {
        let cases = [(1.5, 1.0, 1.51), (-12.0, -1.0, -12.1), (78_120.0, 10.0, 79_120.0), (0.0, 1.0, 0.01)];
        for (value, ticks, expected) in cases {
            assert_eq!(stepped(value, ticks), expected);
        }
    }

    #[test]
    fn steps_leave_no_dust() {
        assert_eq!(stepped(stepped(0.3, 1.0), -1.0), 0.3);
        assert_eq!(stepped(0.1, 0.1), 0.1001);
    }
}
