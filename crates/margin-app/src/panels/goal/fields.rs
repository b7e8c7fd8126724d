//! The fields that say what is sought.

mod collateral;
mod opening;

use crate::panels::goal::fields::collateral::{PurseField, SetAsideFields};
use crate::panels::goal::fields::opening::OpeningFields;
use crate::parts::number_field::NumberField;
use crate::parts::select::Select;
use crate::state::{Derived, Store, Wish, WishKind};
use leptos::prelude::*;
use margin_core::report::{GroupKey, Level};
use margin_core::units::{Price, Ratio};
use margin_view::number;
use margin_view::number::Locale;

/// What can be sought, in the order in which it is listed.
const KINDS: [(WishKind, &str, &str); 6] = [
    (WishKind::Largest, "largest", "The most that can be opened"),
    (WishKind::QuantityFor, "quantity", "How much to open for a liquidation price"),
    (WishKind::Add, "add", "Collateral to add to meet a requirement"),
    (WishKind::Remove, "remove", "Collateral that can be taken out"),
    (WishKind::SetAside, "set-aside", "What to set aside for a liquidation price"),
    (WishKind::Ratio, "ratio", "The price at which a ratio is met"),
];

/// The levels, and what they are called here.
const LEVELS: [(Level, &str, &str); 2] =
    [(Level::Initial, "initial", "initial, to open"), (Level::Maintenance, "maintenance", "maintenance, to keep")];

/// What stands for the cross group in the list of groups; the others are positions' numbers.
const CROSS: &str = "cross";

/// What is sought, and where choices go.
#[derive(Clone, Copy)]
pub struct Form {
    store: Store,
    derived: Derived,
}

impl Form {
    /// Changes one thing of what is sought.
    pub fn set(self, change: impl FnOnce(&mut Wish)) {
        let mut wish = untrack(|| self.store.read(|state| state.wished().clone()));
        change(&mut wish);
        self.store.wish(wish);
    }

    /// Reads one thing of what is sought.
    pub fn get<T: Default>(self, read: impl FnOnce(&Wish) -> T) -> T {
        self.derived.wish.with(|wish| wish.as_ref().map(read).unwrap_or_default())
    }

    fn locale(self) -> StoredValue<Locale> {
        self.derived.locale
    }
}

/// The words of a list as it is handed to a field.
pub fn listed<T>(all: &[(T, &str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(_, key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

/// The fields.
#[component]
pub fn Fields() -> impl IntoView {
    let form = Form { store: expect_context::<Store>(), derived: expect_context::<Derived>() };
    let kind = Memo::new(move |_| form.derived.wish.with(|wish| wish.as_ref().map(|wish| wish.kind)));
    let chosen = move || KINDS.iter().find(|(each, ..)| Some(*each) == kind.get()).map_or("", |(_, key, _)| key);
    let choose = Callback::new(move |chosen: String| {
        if let Some((kind, ..)) = KINDS.into_iter().find(|(_, key, _)| *key == chosen) {
            // A price or a level that was chosen for one goal says nothing of another.
            form.set(|wish| *wish = Wish { kind, price: None, ..wish.clone() });
        }
    });
    let fields = move || match kind.get() {
        Some(WishKind::Largest) => view! { <OpeningFields form /> }.into_any(),
        Some(WishKind::QuantityFor) => view! { <OpeningFields form /> <PriceField form /> }.into_any(),
        Some(WishKind::Add | WishKind::Remove) => view! { <PurseField form /> <LevelField form /> }.into_any(),
        Some(WishKind::SetAside) => view! { <SetAsideFields form /> <PriceField form /> }.into_any(),
        Some(WishKind::Ratio) => view! { <RatioFields form /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="wish">
            <Select
                label="What do you want to know?"
                name="goal"
                choices=Signal::stored(listed(&KINDS))
                chosen=Signal::derive(move || chosen().to_owned())
                on_choose=choose
            />
            {fields}
        </div>
    }
}

#[component]
fn PriceField(form: Form) -> impl IntoView {
    let price = Signal::derive(move || form.get(|wish| wish.price.map_or(0.0, Price::get)));
    let wrong = Signal::derive(move || (price.get() <= 0.0).then(|| "A price is more than nothing.".to_owned()));
    view! {
        <div class="labelled">
            <span aria-hidden="true">"Goes under at"</span>
            <NumberField
                value=price
                format=|value, locale| number::price(Price::new(value), locale)
                locale=form.locale()
                label=Signal::stored("Goes under at".to_owned())
                name="goal-price"
                wrong
                on_value=Callback::new(move |value| form.set(|wish| wish.price = Some(Price::new(value))))
                on_done=Callback::new(|()| ())
            />
        </div>
    }
}

#[component]
fn LevelField(form: Form) -> impl IntoView {
    let chosen = move || {
        let level = form.derived.wish.with(|wish| wish.as_ref().map(|wish| wish.level));
        LEVELS.iter().find(|(each, ..)| Some(*each) == level).map_or("", |(_, key, _)| key).to_owned()
    };
    let choose = Callback::new(move |chosen: String| {
        if let Some((level, ..)) = LEVELS.into_iter().find(|(_, key, _)| *key == chosen) {
            form.set(|wish| wish.level = level);
        }
    });
    view! {
        <Select
            label="Requirement"
            name="goal-level"
            choices=Signal::stored(listed(&LEVELS))
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

#[component]
fn RatioFields(form: Form) -> impl IntoView {
    let derived = form.derived;
    let assets = move || {
        derived.chartable.get().into_iter().map(|asset| (asset.to_string(), asset.to_string())).collect::<Vec<_>>()
    };
    let asset = move || form.get(|wish| wish.asset.as_ref().map(ToString::to_string).unwrap_or_default());
    let ratio = Signal::derive(move || form.get(|wish| wish.ratio.get()));
    view! {
        <Select
            label="Price of"
            name="goal-asset"
            choices=Signal::derive(assets)
            chosen=Signal::derive(asset)
            on_choose=Callback::new(move |asset: String| form.set(|wish| wish.asset = Some(asset.into())))
        />
        <div class="labelled">
            <span aria-hidden="true">"Counts \u{f7} requirement"</span>
            <NumberField
                value=ratio
                format=|value, locale| number::full(value, locale)
                locale=derived.locale
                label=Signal::stored("Counts \u{f7} requirement".to_owned())
                name="goal-ratio"
                wrong=Signal::derive(move || (ratio.get() < 0.0).then(|| "A ratio is not negative.".to_owned()))
                on_value=Callback::new(move |value| form.set(|wish| wish.ratio = Ratio::new(value)))
                on_done=Callback::new(|()| ())
            />
        </div>
        <LevelField form />
        <GroupField form />
    }
}

#[component]
fn GroupField(form: Form) -> impl IntoView {
    let choices = move || {
        let cross = (CROSS.to_owned(), "cross".to_owned());
        Some(cross).into_iter().chain(collateral::isolated(form.derived)).collect::<Vec<_>>()
    };
    let chosen = move || {
        form.derived.wish.with(|wish| match wish.as_ref().map(|wish| wish.group) {
            Some(GroupKey::Isolated(id)) => id.to_string(),
            Some(GroupKey::Cross) | None => CROSS.to_owned(),
        })
    };
    let choose = Callback::new(move |key: String| {
        let group = collateral::position_of(&key).map_or(GroupKey::Cross, GroupKey::Isolated);
        form.set(|wish| wish.group = group);
    });
    view! {
        <Select
            label="Of what"
            name="goal-group"
            choices=Signal::derive(choices)
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}
