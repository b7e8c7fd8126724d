//! What is to be opened.

use crate::panels::book::contracts;
use crate::panels::goal::fields::{Form, listed};
use crate::parts::number_field::NumberField;
use crate::parts::select::Select;
use leptos::prelude::*;
use margin_core::portfolio::Leverage;
use margin_core::solve::Direction;
use margin_core::units::{Quantity, Ratio, Usd};
use margin_view::number;

const DIRECTIONS: [(Direction, &str, &str); 2] =
    [(Direction::Long, "long", "long, bought"), (Direction::Short, "short", "short, sold")];

/// Leverages that can be chosen, beside the venue's greatest.
const LEVERAGES: [f64; 8] = [1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 25.0, 40.0];

/// What stands for the venue's greatest leverage.
const GREATEST: &str = "greatest";

/// What stands behind it, by key.
const BEHIND: [((), &str, &str); 2] = [((), "cross", "cross, everything"), ((), "isolated", "isolated, set aside")];

/// The dollars that are set aside at first.
const SET_ASIDE: Usd = Usd::new(1_000.0);

/// The fields.
#[component]
pub fn OpeningFields(form: Form) -> impl IntoView {
    let derived = form.derived;
    let listed_contracts =
        move || contracts(derived).into_iter().map(|choice| (choice.key, choice.name)).collect::<Vec<_>>();
    let contract =
        move || form.get(|wish| wish.contract.as_ref().map(|each| each.id().to_string()).unwrap_or_default());
    let choose_contract = Callback::new(move |id: String| {
        if let Some(instrument) = derived.options.contract(&id) {
            form.set(|wish| {
                wish.contract = Some(instrument);
                (wish.price, wish.leverage) = (None, None);
            });
        }
    });
    let direction = move || {
        let direction = derived.wish.with(|wish| wish.as_ref().map(|wish| wish.direction));
        DIRECTIONS.iter().find(|(each, ..)| Some(*each) == direction).map_or("", |(_, key, _)| key).to_owned()
    };
    let choose_direction = Callback::new(move |chosen: String| {
        if let Some((direction, ..)) = DIRECTIONS.into_iter().find(|(_, key, _)| *key == chosen) {
            form.set(|wish| (wish.direction, wish.price) = (direction, None));
        }
    });
    view! {
        <Select
            label="Contract"
            name="goal-contract"
            choices=Signal::derive(listed_contracts)
            chosen=Signal::derive(contract)
            on_choose=choose_contract
        />
        <Select
            label="Direction"
            name="goal-direction"
            choices=Signal::stored(listed(&DIRECTIONS))
            chosen=Signal::derive(direction)
            on_choose=choose_direction
        />
        <LeverageField form />
        <BehindFields form />
    }
}

#[component]
fn LeverageField(form: Form) -> impl IntoView {
    let now = move || {
        form.get(|wish| match wish.leverage {
            Some(Leverage::Chosen(leverage)) => Some(leverage.get()),
            Some(Leverage::VenueMaximum) | None => None,
        })
    };
    let choices = move || {
        let mut leverages = LEVERAGES.to_vec();
        leverages.extend(now().filter(|now| !LEVERAGES.contains(now)));
        leverages.sort_by(f64::total_cmp);
        let greatest = (GREATEST.to_owned(), "the venue\u{2019}s greatest".to_owned());
        let each = leverages.into_iter().map(|leverage| (leverage.to_string(), format!("{leverage}\u{d7}")));
        Some(greatest).into_iter().chain(each).collect::<Vec<_>>()
    };
    let chosen = move || now().map_or_else(|| GREATEST.to_owned(), |leverage| leverage.to_string());
    let choose = Callback::new(move |key: String| {
        let leverage = key.parse().map_or(Leverage::VenueMaximum, |number| Leverage::Chosen(Ratio::new(number)));
        form.set(|wish| wish.leverage = Some(leverage));
    });
    view! {
        <Select
            label="Leverage"
            name="goal-leverage"
            choices=Signal::derive(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

#[component]
fn BehindFields(form: Form) -> impl IntoView {
    let set_aside = Memo::new(move |_| form.get(|wish| wish.set_aside));
    let chosen = move || if set_aside.get().is_some() { "isolated" } else { "cross" }.to_owned();
    let choose = Callback::new(move |key: String| {
        form.set(|wish| wish.set_aside = (key == "isolated").then_some(SET_ASIDE));
    });
    let isolated = Memo::new(move |_| set_aside.get().is_some());
    view! {
        <Select
            label="Behind it"
            name="goal-behind"
            choices=Signal::stored(listed(&BEHIND))
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
        <Show when=move || isolated.get()>
            <div class="labelled">
                <span aria-hidden="true">"Dollars"</span>
                <NumberField
                    value=Signal::derive(move || set_aside.get().map_or(0.0, Usd::get))
                    format=|value, locale| number::amount(Quantity::new(value), locale)
                    locale=form.derived.locale
                    label=Signal::stored("Dollars set aside".to_owned())
                    name="goal-dollars"
                    wrong=Signal::stored(None::<String>)
                    on_value=Callback::new(move |value| form.set(|wish| wish.set_aside = Some(Usd::new(value))))
                    on_done=Callback::new(|()| ())
                />
            </div>
        </Show>
    }
}
