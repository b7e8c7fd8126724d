//! Where prices go: which, how far and how fast.

use crate::parts::number_field::{NumberField, Reading};
use crate::state::{Derived, Going, Store};
use leptos::prelude::*;
use margin_core::units::Ratio;
use margin_view::number::{self, Toward};
use margin_view::timeline::{Course, Moves};

/// What stands for all prices together in the list of assets; no asset has an empty name.
const ALL: &str = "";

/// The times that can be chosen, in seconds.
const TIMES: [(f64, &str); 5] = [
    (0.0, "at once"),
    (60.0, "within a minute"),
    (600.0, "within ten minutes"),
    (3_600.0, "within an hour"),
    (86_400.0, "within a day"),
];

/// Changes that are asked for often: the share, the seconds, and the words.
const PRESETS: [(f64, f64, &str); 3] = [
    (-0.2, 3_600.0, "\u{2212}20\u{202f}% in one hour"),
    (-0.5, 0.0, "\u{2212}50\u{202f}% at once"),
    (0.2, 3_600.0, "+20\u{202f}% in one hour"),
];

/// The course and the fields that change it.
#[derive(Clone, Copy)]
struct Form {
    store: Store,
    course: Memo<Option<Course>>,
}

impl Form {
    /// Changes one thing of the course.
    fn set(self, change: impl FnOnce(&mut Course)) {
        if let Some(mut course) = self.course.get_untracked() {
            change(&mut course);
            self.store.go(Going::Chosen(course));
        }
    }

    fn falls(self) -> bool {
        self.course.with(|course| course.as_ref().is_some_and(|course| course.change.get().is_sign_negative()))
    }

    fn resize(self, size: f64) {
        self.set(|course| {
            let sign = if course.change.get().is_sign_negative() { -1.0 } else { 1.0 };
            course.change = Ratio::new(sign * size.abs());
        });
    }
}

/// The fields.
#[component]
pub fn CourseForm() -> impl IntoView {
    let store = expect_context::<Store>();
    let course = expect_context::<Derived>().course;
    let form = Form { store, course };
    view! {
        <div class="course">
            <p>
                "If " <Assets form /> " " <Direction form /> " by " <Size form /> " " <Time form />
            </p>
            <Presets form />
        </div>
    }
}

#[component]
fn Assets(form: Form) -> impl IntoView {
    let assets = expect_context::<Derived>().chartable;
    let chosen = move || match form.course.get().map(|course| course.moves) {
        Some(Moves::One(asset)) => asset.to_string(),
        Some(Moves::All) | None => ALL.into(),
    };
    let option = move |name: String| {
        let (value, shown) = (name.clone(), name.clone());
        view! { <option value=value prop:selected=move || chosen() == name>{shown}</option> }
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        form.set(|course| course.moves = if name == ALL { Moves::All } else { Moves::One(name.into()) });
    };
    view! {
        <select name="course-asset" aria-label="Which price moves" on:change=choose>
            <option value=ALL prop:selected=move || chosen() == ALL>"all prices"</option>
            {move || assets.get().into_iter().map(|asset| option(asset.to_string())).collect_view()}
        </select>
    }
}

#[component]
fn Direction(form: Form) -> impl IntoView {
    let choose = move |event| {
        let sign = if event_target_value(&event) == "falls" { -1.0 } else { 1.0 };
        form.set(|course| course.change = Ratio::new(sign * course.change.get().abs()));
    };
    view! {
        <select name="course-direction" aria-label="Which way" on:change=choose>
            <option value="falls" prop:selected=move || form.falls()>"falls"</option>
            <option value="rises" prop:selected=move || !form.falls()>"rises"</option>
        </select>
    }
}

#[component]
fn Size(form: Form) -> impl IntoView {
    let derived = expect_context::<Derived>();
    let size = move || form.course.with(|course| course.as_ref().map_or(0.0, |course| course.change.get().abs()));
    let wrong = Signal::derive(move || {
        (form.falls() && size() >= 1.0).then(|| "A price falls by less than 100\u{202f}%.".to_string())
    });
    view! {
        <NumberField
            value=Signal::derive(size)
            format=|value, locale| number::share(Ratio::new(value), 1, Toward::Nearest, locale)
            locale=derived.locale
            label=Signal::stored("By how much, in per cent".to_string())
            name="course-change"
            wrong=wrong
            reading=Reading::PERCENT
            on_value=Callback::new(move |value| form.resize(value))
            on_done=Callback::new(|()| ())
        />
    }
}

#[component]
fn Time(form: Form) -> impl IntoView {
    let now = move || form.course.with(|course| course.as_ref().map_or(0.0, |course| course.seconds));
    let option = move |(seconds, words): (f64, &'static str)| {
        view! { <option value=seconds.to_string() prop:selected=move || now() == seconds>{words}</option> }
    };
    let choose = move |event| {
        if let Ok(seconds) = event_target_value(&event).parse() {
            form.set(|course| course.seconds = seconds);
        }
    };
    view! {
        <select name="course-time" aria-label="How fast" on:change=choose>
            {TIMES.into_iter().map(option).collect_view()}
        </select>
    }
}

#[component]
fn Presets(form: Form) -> impl IntoView {
    let going = expect_context::<Derived>().going;
    let preset = move |(change, seconds, words): (f64, f64, &'static str)| {
        let change = Ratio::new(change);
        let is_on = move || match going.get() {
            Going::Chosen(course) => course.change == change && course.seconds == seconds,
            Going::ToTheNearest => false,
        };
        let choose = move |_| {
            form.set(|course| {
                course.change = change;
                course.seconds = seconds;
            });
        };
        view! { <button type="button" aria-pressed=move || is_on().to_string() on:click=choose>{words}</button> }
    };
    view! {
        <div class="presets" role="group" aria-label="Often asked">
            <button
                type="button"
                aria-pressed=move || (going.get() == Going::ToTheNearest).to_string()
                on:click=move |_| form.store.go(Going::ToTheNearest)
            >
                "Nearest liquidation and 10\u{202f}% beyond"
            </button>
            {PRESETS.into_iter().map(preset).collect_view()}
        </div>
    }
}
