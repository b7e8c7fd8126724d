//! What is kept between visits: local, versioned, and never thrown away when it cannot be read.

use crate::state::commands::Store;
use crate::state::derived::Derived;
use crate::state::older;
use crate::state::shown::{Notice, Theme};
use crate::state::workspace::Workspace;
use gloo::storage::{LocalStorage, Storage, errors::StorageError};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;

const WORKSPACE: &str = "plimsoll.workspace";
const SET_ASIDE: &str = "plimsoll.set-aside";
const THEME: &str = "plimsoll.theme";

/// How long typing rests before it is stored.
const REST_MILLISECONDS: u32 = 300;

/// Opens what was stored, or the example portfolio; what cannot be read is set aside under another key, and said.
///
/// # Errors
/// Why not even the example portfolio can be opened.
pub fn open() -> Result<Store, String> {
    let (workspace, notices) = match stored_text().map(|text| (older::read(&text), text)) {
        None => (Workspace::demo()?, Vec::new()),
        Some((Ok(workspace), _)) => (workspace, Vec::new()),
        Some((Err(reason), text)) => (Workspace::demo()?, vec![set_aside(&text, &reason)]),
    };
    Ok(Store::new(workspace, notices, theme()))
}

fn theme() -> Theme {
    LocalStorage::get(THEME).unwrap_or_default()
}

/// Stores the workspace whenever it has changed and rested.
pub fn keep_stored(store: Store, derived: &Derived) {
    let workspace = derived.workspace;
    let waiting = StoredValue::new_local(None::<Timeout>);
    let opened_with = workspace.get_untracked();
    Effect::new(move |_| {
        let now = workspace.get();
        if Arc::ptr_eq(&now, &opened_with) {
            return;
        }
        let timeout = Timeout::new(REST_MILLISECONDS, move || {
            if let Err(problem) = LocalStorage::set(WORKSPACE, &*now) {
                store.tell(not_stored(&problem));
            }
        });
        waiting.set_value(Some(timeout));
    });
}

/// Keeps the page in the theme that was chosen, and stores it.
pub fn keep_themed(store: Store, derived: &Derived) {
    let theme = derived.theme;
    Effect::new(move |_| {
        let theme = theme.get();
        let name = match theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", name);
        }
        if theme == Theme::System {
            LocalStorage::delete(THEME);
        } else if let Err(problem) = LocalStorage::set(THEME, theme) {
            store.tell(not_stored(&problem));
        }
    });
}

fn stored_text() -> Option<String> {
    LocalStorage::raw().get_item(WORKSPACE).ok().flatten()
}

/// Keeps a text that cannot be read under a key of its own, so that it is neither lost nor read again.
fn set_aside(text: &str, reason: &str) -> Notice {
    let storage = LocalStorage::raw();
    let free = (1..).map(|number| format!("{SET_ASIDE}.{number}"));
    let key = free.into_iter().find(|key| matches!(storage.get_item(key), Ok(None) | Err(_))).unwrap_or_default();
    let kept = storage.set_item(&key, text).is_ok();
    if kept {
        let _ = storage.remove_item(WORKSPACE);
    }
    Notice {
        says: format!("The stored portfolio could not be read ({reason}), so the example portfolio is open instead."),
        remedy: if kept {
            format!("Nothing was lost: it is set aside in this browser's storage as {key}.")
        } else {
            "It is still in this browser's storage and will be replaced by your next edit.".into()
        },
    }
}

fn not_stored(problem: &StorageError) -> Notice {
    Notice {
        says: format!("This browser did not store your changes ({problem})."),
        remedy: "They last until the page is closed; private windows and full disks are the usual reasons.".into(),
    }
}
