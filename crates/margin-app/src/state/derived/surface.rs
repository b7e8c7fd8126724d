//! What is derived of volatilities. A surface is fitted when somebody looks, and again only for another market.

use crate::state::commands::{State, Store};
use crate::state::derived::by_address;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use margin_core::id::AssetId;
use margin_core::market::Market;
use margin_core::surface::{self, Surface};
use margin_core::time::Timestamp;
use margin_view::number::Locale;
use margin_view::options::surface::{SmileChart, TermChart, smile, term};
use std::sync::Arc;

/// The memos of a surface; each is made when it is first read.
#[derive(Clone, Copy)]
pub struct Surfaces {
    /// The assets on which the market quotes options.
    pub assets: Memo<Vec<AssetId>>,
    /// The one that is looked at.
    pub asset: Memo<Option<AssetId>>,
    /// The moments of its expiries.
    pub expiries: Memo<Vec<Timestamp>>,
    /// The expiry that is looked at.
    pub expiry: Memo<Option<Timestamp>>,
    /// That expiry's smile.
    pub smile: Memo<Option<Arc<SmileChart>>>,
    /// The volatility at the forward of each expiry.
    pub term: Memo<Option<Arc<TermChart>>>,
}

impl Surfaces {
    /// Derives them.
    pub fn new(store: Store, workspace: Memo<Arc<Workspace>>, locale: StoredValue<Locale>) -> Self {
        let market: Memo<Arc<Market>> =
            by_address(move || workspace.with(|workspace| Arc::clone(&workspace.market)), Arc::ptr_eq);
        let looked = Memo::new(move |_| {
            let chosen = store.read(|state: &State| state.looked().clone());
            workspace.with(|workspace| chosen.or_held(&workspace.portfolio))
        });
        let assets = Memo::new(move |_| market.with(|market| surface::assets(market)));
        let asset = Memo::new(move |_| looked.with(|looked| assets.with(|assets| looked.asset_among(assets).cloned())));
        let fitted: Memo<Option<Arc<Surface>>> = by_address(
            move || {
                let asset = asset.get()?;
                market.with(|market| surface::fit(market, &asset)).map(Arc::new)
            },
            |left, right| left.is_none() && right.is_none(),
        );
        let expiries = Memo::new(move |_| {
            let fitted = fitted.get();
            fitted.iter().flat_map(|fitted| &fitted.expiries).map(|each| each.expiry).collect::<Vec<_>>()
        });
        let expiry = Memo::new(move |_| looked.with(|looked| expiries.with(|expiries| looked.moment_among(expiries))));
        Self {
            assets,
            asset,
            expiries,
            expiry,
            smile: Memo::new(move |_| {
                let (fitted, expiry, market) = (fitted.get()?, expiry.get()?, market.get());
                locale.with_value(|locale| smile(&fitted, expiry, &market, locale)).map(Arc::new)
            }),
            term: Memo::new(move |_| {
                let (fitted, now) = (fitted.get()?, market.with(|market| market.time));
                Some(Arc::new(locale.with_value(|locale| term(&fitted, now, locale))))
            }),
        }
    }
}
