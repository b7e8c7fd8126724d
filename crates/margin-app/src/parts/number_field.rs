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

/// The number, and what is being typed of it.
#[derive(Clone, Copy)]
struct Entry {
    value: Signal<f64>,
    draft: RwSignal<Option<Draft>>,
    /// The number when the field was entered.
    before: StoredValue<f64>,
    locale: StoredValue<Locale>,
    reading: Reading,
    on_value: Callback<f64>,
    on_done: Callback<()>,
}

/// How numbers in a field are read, and how they are written in full.
#[derive(Clone, Copy)]
pub struct Reading {
    /// Reads what was typed.
    pub read: fn(&str, &Locale) -> Result<f64, NumberProblem>,
    /// Writes it so that it reads back as the same.
    pub full: fn(f64, &Locale) -> String,
}

impl Reading {
    /// Plain numbers.
    pub const PLAIN: Self = Self { read: number::parse, full: number::full };
    /// Shares, where a bare number is in per cent.
    pub const PERCENT: Self = Self { read: number::parse_percent, full: number::full_percent };
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
    /// How to mend the number, when it reads as one but cannot stand.
    #[prop(into)]
    wrong: Signal<Option<String>>,
    /// How it is read, and written in full.
    #[prop(default = Reading::PLAIN)]
    reading: Reading,
    /// Called with every number typed.
    on_value: Callback<f64>,
    /// Called when the field is left.
    on_done: Callback<()>,
) -> impl IntoView {
    let (draft, before) = (RwSignal::new(None), StoredValue::new(0.0));
    let entry = Entry { value, draft, before, locale, reading, on_value, on_done };
    let shown = move || match entry.standing() {
        Some(draft) => draft.text,
        None => locale.with_value(|locale| format(value.get(), locale)),
    };
    let problem = Memo::new(move |_| entry.problem().or_else(|| wrong.get()));
    view! {
        <span class="number-field">
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                name=name
                aria-label=label
                aria-invalid=move || problem.with(Option::is_some).to_string()
                prop:value=shown
                on:focus=move |event| entry.on_focus(&event_target(&event))
                on:input=move |event| entry.on_input(event_target_value(&event))
                on:keydown=move |event| entry.on_key(&event)
                on:blur=move |_| entry.on_blur()
            />
            {move || problem.get().map(|remedy| view! { <span class="field-problem" role="alert">{remedy}</span> })}
        </span>
    }
}

impl Entry {
    /// What is being typed, as long as the number is still the one it was typed for; an undo, say, ends it.
    fn standing(self) -> Option<Draft> {
        self.draft.get().filter(|draft| draft.value.to_bits() == self.value.get().to_bits())
    }

    /// How to mend what was typed, when it does not read as a number.
    fn problem(self) -> Option<String> {
        let text = self.standing()?.text;
        let problem = self.locale.with_value(|locale| (self.reading.read)(&text, locale).err())?;
        Some(number_problem(problem).remedy)
    }

    /// Shows the number in full, all of it selected.
    fn on_focus(self, field: &web_sys::HtmlInputElement) {
        let now = self.value.get_untracked();
        self.before.set_value(now);
        if untrack(|| self.standing()).is_none() {
            let text = self.full(now);
            // Written at once, since a later write would undo the selection.
            field.set_value(&text);
            self.draft.set(Some(Draft { text, value: now }));
        }
        field.select();
    }

    fn on_input(self, text: String) {
        let read = self.locale.with_value(|locale| (self.reading.read)(&text, locale));
        if let Ok(next) = read {
            self.on_value.run(next);
        }
        self.draft.set(Some(Draft { text, value: read.unwrap_or_else(|_| self.value.get_untracked()) }));
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "ArrowUp" | "ArrowDown" => {
                event.prevent_default();
                let up = if event.key() == "ArrowUp" { 1.0 } else { -1.0 };
                self.put(stepped(self.value.get_untracked(), up * pace(event)));
            }
            "Enter" => self.on_done.run(()),
            "Escape" => self.put(self.before.get_value()),
            _ => {}
        }
    }

    /// Leaves the field; what does not read as a number stays.
    fn on_blur(self) {
        if untrack(|| self.problem()).is_none() {
            self.draft.set(None);
        }
        self.on_done.run(());
    }

    fn put(self, next: f64) {
        self.on_value.run(next);
        self.draft.set(Some(Draft { text: self.full(next), value: next }));
    }

    fn full(self, value: f64) -> String {
        self.locale.with_value(|locale| (self.reading.full)(value, locale))
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
