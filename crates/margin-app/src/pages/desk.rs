//! The desk: the line above, the portfolio at the left, what follows from it at the right.

use crate::panels::book::Book;
use crate::panels::chain::ChainDialog;
use crate::panels::chart::ChartPanel;
use crate::panels::compare::Compare;
use crate::panels::dials::DialsPanel;
use crate::panels::efficiency::Efficiency;
use crate::panels::examples::Examples;
use crate::panels::goal::GoalPanel;
use crate::panels::greeks::GreeksPanel;
use crate::panels::header::Header;
use crate::panels::heat::HeatPanel;
use crate::panels::help::Help;
use crate::panels::import::Import;
use crate::panels::ladder::Ladder;
use crate::panels::line::Line;
use crate::panels::notices::Notices;
use crate::panels::parameters::ParametersPanel;
use crate::panels::rules::AboutRules;
use crate::panels::scenarios::ScenariosPanel;
use crate::panels::stated::Stated;
use crate::panels::surface::SurfacePanel;
use crate::panels::timeline::TimelinePanel;
use crate::panels::waterfall::WaterfallPanel;
use crate::panels::working::WorkingPanel;
use crate::parts::tabs::{TabItem, Tabs};
use crate::state::{Derived, Dialog, Store, Tab};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The desk.
#[component]
pub fn Desk() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let keys = window_event_listener(ev::keydown, move |event| on_key(store, &event));
    on_cleanup(move || keys.remove());
    let items = Signal::derive(move || tabs(derived));
    // What the present market and rules have no use for gives way to the first.
    let tab = Memo::new(move |_| {
        let chosen = derived.tab.get();
        if items.with(|items| items.iter().any(|item| item.key == chosen)) { chosen } else { Tab::Price }
    });
    view! {
        <a class="skip" href="#book">"Skip to the portfolio"</a>
        <Header />
        <Notices />
        <main class="desk">
            <Line />
            <Book />
            <section class="panel outlook" aria-label="Outlook">
                <Tabs items chosen=tab on_choose=Callback::new(move |tab| store.show(tab)) name="outlook">
                    {move || panel(tab.get())}
                </Tabs>
            </section>
            <Efficiency />
            <WorkingPanel />
        </main>
        <Import />
        <Examples />
        <ChainDialog />
        <Help />
        <AboutRules />
    }
}

/// The tabs that the present market and rules have a use for.
fn tabs(derived: Derived) -> Vec<TabItem<Tab>> {
    let tab = |shown: bool, tab, title| shown.then(|| TabItem::new(tab, title));
    let stated = derived.workspace.get().origin.is_some();
    let quoted = derived.options.chains.with(|chains| !chains.is_empty());
    let volatilities = derived.surface.assets.with(|assets| !assets.is_empty());
    let (grid, dials) = (derived.risk.has_grid.get(), derived.risk.has_dials.get());
    let options = quoted || derived.options.held.get();
    let all = [
        tab(true, Tab::Price, "Price"),
        tab(true, Tab::Ladder, "Ladder"),
        tab(true, Tab::HeatMap, "Heat map"),
        tab(grid, Tab::Scenarios, "Scenarios"),
        tab(true, Tab::Waterfall, "Waterfall"),
        tab(dials, Tab::Dials, "Dials"),
        tab(true, Tab::Liquidation, "Liquidation"),
        tab(options, Tab::Greeks, "Greeks"),
        tab(volatilities, Tab::Surface, "Surface"),
        tab(true, Tab::Goal, "Goal seek"),
        tab(true, Tab::Parameters, "Rules"),
        tab(true, Tab::Compare, "Compare venues"),
        tab(stated, Tab::Stated, "The venue\u{2019}s own figures"),
    ];
    all.into_iter().flatten().collect()
}

/// What a tab shows.
fn panel(tab: Tab) -> AnyView {
    match tab {
        Tab::Price => view! { <ChartPanel /> }.into_any(),
        Tab::Ladder => view! { <Ladder /> }.into_any(),
        Tab::Greeks => view! { <GreeksPanel /> }.into_any(),
        Tab::Surface => view! { <SurfacePanel /> }.into_any(),
        Tab::HeatMap => view! { <HeatPanel /> }.into_any(),
        Tab::Scenarios => view! { <ScenariosPanel /> }.into_any(),
        Tab::Waterfall => view! { <WaterfallPanel /> }.into_any(),
        Tab::Dials => view! { <DialsPanel /> }.into_any(),
        Tab::Liquidation => view! { <TimelinePanel /> }.into_any(),
        Tab::Compare => view! { <Compare /> }.into_any(),
        Tab::Goal => view! { <GoalPanel /> }.into_any(),
        Tab::Parameters => view! { <ParametersPanel /> }.into_any(),
        Tab::Stated => view! { <Stated /> }.into_any(),
    }
}

/// The keys that work everywhere; letters only where nobody types.
fn on_key(store: Store, event: &ev::KeyboardEvent) {
    let with_control = event.ctrl_key() || event.meta_key();
    let key = event.key().to_lowercase();
    match (with_control, event.shift_key(), key.as_str()) {
        (true, false, "z") => {
            event.prevent_default();
            store.undo();
        }
        (true, true, "z") | (true, false, "y") => {
            event.prevent_default();
            store.redo();
        }
        (false, false, "n" | "/") if !typing(event) => {
            event.prevent_default();
            focus("[name=add-position]");
        }
        (false, _, "?") if !typing(event) => store.open_dialog(Dialog::Help),
        (false, false, "i") if !typing(event) => store.open_dialog(Dialog::Import),
        _ => {}
    }
}

fn typing(event: &ev::KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.closest("input, textarea, select, dialog").ok().flatten().is_some())
}

fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(field) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = field.focus();
    }
}
