//! Volatilities by strike, as they are quoted and as they are fitted, and by expiry.

mod axes;
mod smile;
mod term;
mod twin;

use crate::panels::surface::axes::Axes;
use crate::panels::surface::smile::Smile;
use crate::panels::surface::term::Term;
use crate::panels::surface::twin::{SmileTwin, TermTwin};
use crate::parts::select::Select;
use crate::parts::sized::size_of;
use crate::state::{Derived, Store};
use leptos::prelude::*;
use margin_core::time::Timestamp;
use margin_view::options::chain;
use margin_view::options::surface::SmileChart;
use std::sync::Arc;

/// The panel.
#[component]
pub fn SurfacePanel() -> impl IntoView {
    let surface = expect_context::<Derived>().surface;
    let (cursor, frame, beneath) = (RwSignal::new(None::<usize>), NodeRef::new(), NodeRef::new());
    let (size, size_beneath) = (size_of(frame), size_of(beneath));
    let (smile, term) = (surface.smile, surface.term);
    let drawn = move || {
        let (charted, size) = smile.get().zip(size.get())?;
        let axes = Axes::of_smile(&charted, size);
        Some(view! { <Smile charted axes cursor /> })
    };
    let drawn_beneath = move || {
        let (charted, size) = term.get().zip(size_beneath.get())?;
        let axes = Axes::of_term(&charted, size);
        Some(view! { <Term charted axes /> })
    };
    let says =
        move || smile.get().map(|smile| smile.says.iter().cloned().map(|says| view! { <p>{says}</p> }).collect_view());
    view! {
        <div class="surface">
            <div class="chart-head">
                <Choices />
                <Readout smile cursor />
            </div>
            <div class="drawings">
                <section aria-label="By strike">
                    <div class="smile-frame" node_ref=frame>{drawn}</div>
                    <div class="says note">{says}</div>
                    {move || smile.get().map(|charted| view! { <SmileTwin charted /> })}
                </section>
                <section aria-label="By expiry">
                    <h3>"At the forward, by expiry"</h3>
                    <div class="term-frame" node_ref=beneath>{drawn_beneath}</div>
                    {move || term.get().map(|charted| view! { <TermTwin charted /> })}
                </section>
            </div>
            <Show when=move || smile.with(Option::is_none)>
                <p class="note">"No option on this underlying is quoted for an expiry whose forward is known."</p>
            </Show>
        </div>
    }
}

/// Which underlying and which expiry.
#[component]
fn Choices() -> impl IntoView {
    let store = expect_context::<Store>();
    let derived = expect_context::<Derived>();
    let surface = derived.surface;
    let assets = Signal::derive(move || {
        let assets = surface.assets.get();
        assets.iter().map(|asset| (asset.to_string(), asset.to_string())).collect::<Vec<_>>()
    });
    let asset = Signal::derive(move || surface.asset.get().map(|asset| asset.to_string()).unwrap_or_default());
    let on_asset = Callback::new(move |asset: String| store.look_at_underlying(asset.into()));
    let expiries = Signal::derive(move || {
        let now = derived.workspace.with(|workspace| workspace.market.time);
        let moments = surface.expiries.get();
        moments.iter().map(|each| (each.milliseconds().to_string(), chain::expiry(*each, now))).collect::<Vec<_>>()
    });
    let expiry = Signal::derive(move || {
        surface.expiry.get().map(|expiry| expiry.milliseconds().to_string()).unwrap_or_default()
    });
    let on_expiry = Callback::new(move |milliseconds: String| {
        if let Ok(milliseconds) = milliseconds.parse() {
            store.look_at_expiry(Timestamp::from_milliseconds(milliseconds));
        }
    });
    view! {
        <div class="choices">
            <Select label="Underlying" name="surface-underlying" choices=assets chosen=asset on_choose=on_asset />
            <Select label="Expiry" name="surface-expiry" choices=expiries chosen=expiry on_choose=on_expiry />
        </div>
    }
}

/// The quote under the cursor.
#[component]
fn Readout(smile: Memo<Option<Arc<SmileChart>>>, cursor: RwSignal<Option<usize>>) -> impl IntoView {
    let words = move || {
        let (charted, place) = (smile.get()?, cursor.get()?);
        charted.quotes.get(place.min(charted.quotes.len().saturating_sub(1))).map(|quote| quote.says.clone())
    };
    view! { <output class="readout">{words}</output> }
}
