//! The one writable signal, and every command that writes it.

use crate::state::comparing::Comparing;
use crate::state::history::{EditKey, History};
use crate::state::options::Looked;
use crate::state::risk::Watched;
use crate::state::rulebook::Rulebook;
use crate::state::shown::{Dialog, Going, Notice, Tab, Theme};
use crate::state::venues;
use crate::state::wish::Wish;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use margin_core::chain::ChainKey;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::Instrument;
use margin_core::portfolio::{Leverage, MarginMode, Portfolio};
use margin_core::rules::VenueRules;
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Usd};
use margin_venues::Demo;
use margin_view::working::FigureRef;
use std::sync::Arc;

/// Everything that a person can change.
#[derive(Clone, Debug)]
pub struct State {
    history: History,
    opened: FigureRef,
    charted: Option<AssetId>,
    tab: Tab,
    going: Going,
    wish: Wish,
    rulebook: Rulebook,
    comparing: Comparing,
    watched: Watched,
    looked: Looked,
    dialog: Option<Dialog>,
    notices: Vec<Notice>,
    theme: Theme,
}

/// The state's handle: copied freely, written only through its commands.
#[derive(Clone, Copy, Debug)]
pub struct Store(RwSignal<State>);

impl Store {
    /// A state that begins with a workspace, and with what a person has to be told of it.
    pub fn new(workspace: Workspace, notices: Vec<Notice>, theme: Theme) -> Self {
        Self(RwSignal::new(State {
            history: History::new(workspace),
            opened: FigureRef::Maintenance,
            charted: None,
            tab: Tab::Price,
            going: Going::default(),
            wish: Wish::default(),
            rulebook: Rulebook::default(),
            comparing: Comparing::default(),
            watched: Watched::default(),
            looked: Looked::default(),
            dialog: None,
            notices,
            theme,
        }))
    }

    /// Reads the state; whoever reads is told of changes.
    pub fn read<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.0.with(read)
    }

    /// Sets a holding's quantity.
    pub fn set_holding_quantity(self, id: HoldingId, quantity: Quantity) {
        self.edit(EditKey::HoldingQuantity(id), |workspace| {
            workspace.edit_holding(id, |holding| holding.quantity = quantity);
        });
    }

    /// Sets a position's quantity.
    pub fn set_quantity(self, id: PositionId, quantity: Quantity) {
        self.edit(EditKey::Quantity(id), |workspace| {
            workspace.edit_position(id, |position| position.quantity = quantity);
        });
    }

    /// Sets a position's entry price.
    pub fn set_entry(self, id: PositionId, entry: Price) {
        self.edit(EditKey::Entry(id), |workspace| workspace.edit_position(id, |position| position.entry = entry));
    }

    /// Sets a position's leverage.
    pub fn set_leverage(self, id: PositionId, leverage: Leverage) {
        self.edit(EditKey::Leverage(id), |workspace| {
            workspace.edit_position(id, |position| position.leverage = leverage);
        });
    }

    /// Sets what stands behind a position; changing what is set aside is one step with the changes before it.
    pub fn set_mode(self, id: PositionId, mode: MarginMode) {
        let key = match mode {
            MarginMode::Cross => EditKey::Step,
            MarginMode::Isolated { .. } => EditKey::Collateral(id),
        };
        self.edit(key, |workspace| workspace.edit_position(id, |position| position.mode = mode));
    }

    /// Sets what was set aside for a position.
    pub fn set_collateral(self, id: PositionId, collateral: Usd) {
        self.set_mode(id, MarginMode::Isolated { collateral });
    }

    /// Ends an edit that came in keystrokes, so that it is undone as one.
    pub fn seal(self) {
        self.0.update_untracked(|state| state.history.seal());
    }

    /// Adds a position of one contract.
    pub fn add_position(self, instrument: Instrument) {
        self.edit(EditKey::Step, |workspace| {
            workspace.add_position(instrument);
        });
    }

    /// Buys contracts at their price, or sells them where there are fewer than none.
    pub fn trade(self, instrument: Instrument, quantity: Quantity) {
        self.edit(EditKey::Step, |workspace| {
            workspace.trade(instrument, quantity);
        });
    }

    /// Adds a position like another.
    pub fn duplicate_position(self, id: PositionId) {
        self.edit(EditKey::Step, |workspace| {
            workspace.duplicate_position(id);
        });
    }

    /// Turns a position to the other side.
    pub fn flip_position(self, id: PositionId) {
        self.edit(EditKey::Step, |workspace| workspace.flip_position(id));
    }

    /// Takes a position out.
    pub fn remove_position(self, id: PositionId) {
        self.edit(EditKey::Step, |workspace| workspace.portfolio.positions.retain(|position| position.id != id));
    }

    /// Adds a holding of an asset.
    pub fn add_holding(self, asset: AssetId) {
        self.edit(EditKey::Step, |workspace| {
            workspace.add_holding(asset);
        });
    }

    /// Takes a holding out.
    pub fn remove_holding(self, id: HoldingId) {
        self.edit(EditKey::Step, |workspace| workspace.portfolio.holdings.retain(|holding| holding.id != id));
    }

    /// Replaces the whole workspace, undoably, and shows the venue's figures when it has them.
    pub fn replace(self, next: Workspace) {
        let tab = if next.origin.is_some() { Tab::Stated } else { Tab::Price };
        self.edit(EditKey::Step, |workspace| *workspace = next);
        self.0.update(|state| {
            state.tab = tab;
            state.charted = None;
            state.opened = FigureRef::Maintenance;
        });
    }

    /// Puts an example in the workspace's place, undoably.
    pub fn open_example(self, demo: Demo) {
        let name = format!("Example: {}", demo.name);
        match Workspace::example(demo, name) {
            Ok(example) => self.replace(example),
            Err(says) => self.tell(Notice { says, remedy: "Reloading the page may help.".into() }),
        }
    }

    /// Goes one step back.
    pub fn undo(self) {
        self.0.update(|state| state.history.undo());
    }

    /// Goes one step forward again.
    pub fn redo(self) {
        self.0.update(|state| state.history.redo());
    }

    /// Opens a figure's working.
    pub fn open_working(self, figure: FigureRef) {
        self.0.update(|state| state.opened = figure);
    }

    /// Chooses the asset of the price chart.
    pub fn chart(self, asset: AssetId) {
        self.0.update(|state| state.charted = Some(asset));
    }

    /// Chooses what the panel beside the portfolio shows.
    pub fn show(self, tab: Tab) {
        self.0.update(|state| state.tab = tab);
    }

    /// Chooses where prices go while a liquidation is gone through.
    pub fn go(self, going: Going) {
        self.0.update(|state| state.going = going);
    }

    /// Chooses how venues are compared.
    pub fn compare(self, change: impl FnOnce(&mut Comparing)) {
        self.0.update(|state| change(&mut state.comparing));
    }

    /// Changes what is looked at of the portfolio's risk.
    pub fn watch(self, change: impl FnOnce(&mut Watched)) {
        self.0.update(|state| change(&mut state.watched));
    }

    /// Chooses which options are looked at.
    pub fn look_at(self, chain: ChainKey) {
        self.0.update(|state| {
            (state.looked.asset, state.looked.settlement) = (Some(chain.underlying), Some(chain.settlement));
        });
    }

    /// Chooses which underlying's options are looked at.
    pub fn look_at_underlying(self, asset: AssetId) {
        self.0.update(|state| state.looked.asset = Some(asset));
    }

    /// Chooses which expiry is looked at.
    pub fn look_at_expiry(self, expiry: Timestamp) {
        self.0.update(|state| state.looked.expiry = Some(expiry));
    }

    /// Puts the portfolio under other rules that the app carries, undoably.
    pub fn use_rules(self, id: &str) {
        if let Some(carried) = venues::find(id) {
            self.edit(EditKey::Step, |workspace| workspace.rules = Arc::clone(&carried.rules));
        }
    }

    /// Chooses what is sought.
    pub fn wish(self, wish: Wish) {
        self.0.update(|state| state.wish = wish);
    }

    /// Makes the edit that was found: one step.
    pub fn adopt(self, portfolio: Portfolio) {
        self.edit(EditKey::Step, |workspace| workspace.portfolio = portfolio);
    }

    /// Changes what is tried out on the rules, or which versions are held against each other.
    pub fn consult(self, rulebook: Rulebook) {
        self.0.update(|state| state.rulebook = rulebook);
    }

    /// Puts the desk under rules that a person changed: one step.
    pub fn use_changed(self, rules: Arc<VenueRules>) {
        self.edit(EditKey::Step, |workspace| workspace.rules = rules);
        self.0.update(|state| state.rulebook.trial.clear());
    }

    /// Opens a dialog.
    pub fn open_dialog(self, dialog: Dialog) {
        self.0.update(|state| state.dialog = Some(dialog));
    }

    /// Closes whichever dialog is open.
    pub fn close_dialog(self) {
        self.0.update(|state| state.dialog = None);
    }

    /// Tells a person something.
    pub fn tell(self, notice: Notice) {
        self.0.update(|state| state.notices.push(notice));
    }

    /// Forgets what a person was told.
    pub fn dismiss_notices(self) {
        self.0.update(|state| state.notices.clear());
    }

    /// Goes on to the next theme.
    pub fn next_theme(self) {
        self.0.update(|state| state.theme = state.theme.next());
    }

    fn edit(self, key: EditKey, edit: impl FnOnce(&mut Workspace)) {
        self.0.update(|state| {
            let mut next = Workspace::clone(state.history.present());
            edit(&mut next);
            state.history.push(key, next);
        });
    }
}

impl State {
    /// The workspace as it is.
    pub fn workspace(&self) -> &Arc<Workspace> {
        self.history.present()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// The figure whose working is open.
    pub fn opened(&self) -> FigureRef {
        self.opened
    }

    /// The asset of the price chart, when one was chosen.
    pub fn charted(&self) -> Option<&AssetId> {
        self.charted.as_ref()
    }

    /// What the panel beside the portfolio shows.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// Where prices go while a liquidation is gone through.
    pub fn going(&self) -> &Going {
        &self.going
    }

    /// How venues are compared.
    pub fn comparing(&self) -> Comparing {
        self.comparing
    }

    /// What is looked at of the portfolio's risk.
    pub fn watched(&self) -> &Watched {
        &self.watched
    }

    /// Which options are looked at.
    pub fn looked(&self) -> &Looked {
        &self.looked
    }

    /// What is sought.
    pub fn wished(&self) -> &Wish {
        &self.wish
    }

    /// What is tried out on the rules, and which versions are held against each other.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The dialog that is open.
    pub fn dialog(&self) -> Option<Dialog> {
        self.dialog
    }

    /// What a person has been told and has not dismissed.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The colours of the page.
    pub fn theme(&self) -> Theme {
        self.theme
    }
}
