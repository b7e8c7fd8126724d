//! The map of the app's state: one writable signal, the commands that write it, and the memos that read it.

mod commands;
mod comparing;
mod derived;
mod history;
mod older;
mod options;
mod platform;
mod risk;
mod rulebook;
mod shown;
mod storage;
mod venues;
mod wish;
mod workspace;

pub use commands::Store;
pub use derived::{Derived, Setting};
pub use rulebook::Rulebook;
pub use shown::{Dialog, Going, Tab, Theme};
pub use storage::{keep_stored, keep_themed, open};
pub use venues::carried;
pub use wish::{Wish, WishKind};
pub use workspace::Workspace;
