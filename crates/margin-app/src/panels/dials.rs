//! The dials of rules that follow risk: latency, participation, quantile, shock, and what they do, live.

use crate::panels::changes::Changes;
use crate::panels::scenarios::named;
use crate::state::{Derived, Setting, Store};
use leptos::prelude::*;
use margin_view::risk::dials::{Dial, ProfileView, UnderlyingView};

/// The panel.
#[component]
pub fn DialsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let dialled = expect_context::<Derived>().risk.dialled;
    let turned = Memo::new(move |_| dialled.with(|found| found.as_ref().is_some_and(|found| found.rules.is_some())));
    let effect = move || {
        dialled.get().map(|found| match &found.effect {
            Ok(rows) if rows.is_empty() => ().into_any(),
            Ok(rows) => view! { <Changes caption="The portfolio" rows=rows.clone() /> }.into_any(),
            Err(why) => {
                let why = why.iter().map(|each| view! { <li>{each.clone()}</li> }).collect_view();
                view! { <ul class="wrong" role="alert">{why}</ul> }.into_any()
            }
        })
    };
    let adopt = move |_| {
        if let Some(rules) = dialled.get_untracked().and_then(|found| found.rules.clone()) {
            store.use_changed(rules);
            store.watch(|watched| watched.dials.clear());
        }
    };
    let profile = move || dialled.get().and_then(|found| found.profile.as_ref().map(told));
    view! {
        <div class="dials">
            <div class="turned">{Dial::ALL.map(|dial| view! { <DialField dial /> }).into_iter().collect_view()}</div>
            <Show when=move || turned.get()>
                <p class="apply">
                    <button type="button" class="primary" on:click=adopt>"Put the desk under these settings"</button>
                    " "
                    <button type="button" on:click=move |_| store.watch(|watched| watched.dials.clear())>"Reset"</button>
                </p>
            </Show>
            <div role="status">{effect}</div>
            {profile}
        </div>
    }
}

/// One dial.
#[component]
fn DialField(dial: Dial) -> impl IntoView {
    let store = expect_context::<Store>();
    let dialled = expect_context::<Derived>().risk.dialled;
    let setting: Memo<Option<Setting>> = Memo::new(move |_| {
        dialled.with(|found| found.as_ref()?.settings.iter().find(|setting| setting.dial == dial).cloned())
    });
    let [least, most, step] = dial.range();
    let turn = move |event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            store.watch(|watched| {
                watched.dials.insert(dial, value);
            });
        }
    };
    let words = move || setting.with(|setting| setting.as_ref().map(|setting| setting.words.clone()));
    view! {
        <div class="dial">
            <span aria-hidden="true">{dial.name()}</span>
            <span class="setting" aria-hidden="true">{words}</span>
            <input
                type="range"
                name=format!("dial-{dial:?}").to_lowercase()
                min=least
                max=most
                step=step
                aria-label=dial.name()
                aria-description=dial.meaning()
                aria-valuetext=words
                prop:value=move || setting.with(|setting| setting.as_ref().map_or(least, |setting| setting.now)).to_string()
                on:input=turn
            />
            <small aria-hidden="true">{dial.meaning()}</small>
        </div>
    }
}

fn told(profile: &ProfileView) -> impl IntoView + use<> {
    view! {
        {named("From the assets\u{2019} losses to the requirement", &profile.steps)}
        <div class="assets">{profile.underlyings.iter().map(underlying).collect_view()}</div>
    }
}

fn underlying(found: &UnderlyingView) -> impl IntoView + use<> {
    view! {
        <section>
            <h3>{found.asset.clone()}</h3>
            {named("What it is measured by", &found.facts)}
            {named("What its loss comes from", &found.attribution)}
        </section>
    }
}
