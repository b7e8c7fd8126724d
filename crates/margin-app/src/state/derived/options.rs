//! What is derived of options: their chain, their sensitivities and their surface, each only while somebody looks.

use crate::state::commands::{State, Store};
use crate::state::derived::by_address;
use crate::state::shown::{Dialog, Tab};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use margin_core::chain::{self, Chain, ChainKey};
use margin_core::instrument::Instrument;
use margin_core::market::Market;
use margin_core::rules::VenueRules;
use margin_core::sensitivities::sensitivities;
use margin_core::time::Timestamp;
use margin_view::number::Locale;
use margin_view::options::chain::ChainTable;
use margin_view::options::greeks::{self, GreeksTable};
use std::sync::Arc;

/// The memos of options.
#[derive(Clone, Copy)]
pub struct Options {
    /// The contracts that the rules list and the market has a mark for, by name.
    pub contracts: Memo<Arc<Vec<Instrument>>>,
    /// A market and rules.
    quoted: Memo<Quoted>,
    /// The chains that the market quotes and the rules take.
    pub chains: Memo<Arc<Vec<ChainKey>>>,
    /// Whether the portfolio holds options.
    pub held: Memo<bool>,
    /// The chain that is looked at.
    pub chain: Memo<Option<Arc<Chain>>>,
    /// The expiry that is looked at.
    pub expiry: Memo<Option<Timestamp>>,
    /// The expiry's options.
    pub table: Memo<Option<Arc<ChainTable>>>,
    /// The sensitivities of the portfolio.
    pub greeks: Memo<Option<Arc<GreeksTable>>>,
}

/// A market and rules: what a chain depends on.
type Quoted = (Arc<Market>, Arc<VenueRules>);

impl Options {
    /// Derives them.
    pub fn new(
        store: Store,
        workspace: Memo<Arc<Workspace>>,
        tab: Memo<Tab>,
        dialog: Memo<Option<Dialog>>,
        locale: StoredValue<Locale>,
    ) -> Self {
        let quoted = by_address(
            move || workspace.with(|workspace| (Arc::clone(&workspace.market), Arc::clone(&workspace.rules))),
            |left: &Quoted, right| Arc::ptr_eq(&left.0, &right.0) && Arc::ptr_eq(&left.1, &right.1),
        );
        let chains =
            by_address(move || quoted.with(|(market, rules)| Arc::new(chain::chains(market, rules))), Arc::ptr_eq);
        let looked = Memo::new(move |_| {
            let chosen = store.read(|state: &State| state.looked().clone());
            workspace.with(|workspace| chosen.or_held(&workspace.portfolio))
        });
        let key = Memo::new(move |_| looked.with(|looked| chains.with(|chains| looked.chain_among(chains).cloned())));
        let chain = by_address(
            move || {
                (dialog.get() == Some(Dialog::Chain)).then_some(())?;
                let key = key.get()?;
                Some(quoted.with(|(market, rules)| Arc::new(chain::chain(&key, market, rules))))
            },
            |left, right| left.is_none() && right.is_none(),
        );
        let expiry =
            Memo::new(move |_| looked.with(|looked| chain.with(|chain| looked.expiry_among(chain.as_deref()?))));
        Self {
            contracts: by_address(
                move || quoted.with(|(market, rules)| Arc::new(contracts(market, rules))),
                Arc::ptr_eq,
            ),
            quoted,
            chains,
            held: Memo::new(move |_| {
                workspace.with(|workspace| workspace.portfolio.positions.iter().any(|each| each.instrument.is_option()))
            }),
            chain,
            expiry,
            table: Memo::new(move |_| {
                let (chain, expiry) = (chain.get()?, expiry.get()?);
                let table = |locale: &Locale| margin_view::options::chain::table(&chain, expiry, locale);
                locale.with_value(table).map(Arc::new)
            }),
            greeks: Memo::new(move |_| {
                (tab.get() == Tab::Greeks).then_some(())?;
                locale.with_value(|locale| differentiated(&workspace.get(), locale)).map(Arc::new)
            }),
        }
    }

    /// The contract of a name, at the moment at which the market dates it.
    pub fn contract(&self, id: &str) -> Option<Instrument> {
        let named = id.parse().ok()?;
        Some(self.quoted.with_untracked(|(market, _)| chain::dated(named, market)))
    }
}

/// The contracts that rules list and a market has a mark for, by name.
fn contracts(market: &Market, rules: &VenueRules) -> Vec<Instrument> {
    let listed = |instrument: &Instrument| rules.model.modes(instrument).is_some();
    let named = market.instruments.keys().filter_map(|id| id.as_str().parse().ok());
    named.filter(listed).map(|instrument| chain::dated(instrument, market)).collect()
}

/// What the portfolio's sensitivities are; nothing while something is wrong with it.
fn differentiated(workspace: &Workspace, locale: &Locale) -> Option<GreeksTable> {
    let Workspace { portfolio, market, rules, .. } = workspace;
    Some(greeks::table(portfolio, &sensitivities(portfolio, market, rules).ok()?, locale))
}
