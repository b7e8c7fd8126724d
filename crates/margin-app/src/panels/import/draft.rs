//! What has been handed in so far.

use gloo::file::File;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use margin_import::{AccountMode, Document, ImportProblem, ImportProblemKind, Imported, MOST_BYTES};
use margin_view::problem::Told;
use wasm_bindgen::JsCast;

/// What has been handed in so far, and how it is to be read.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The text of the field.
    pub pasted: RwSignal<String>,
    /// The files, in the order in which they came.
    pub files: RwSignal<Vec<Document>>,
    /// How to read an account that leaves it open what its collateral is.
    pub mode: RwSignal<AccountMode>,
    /// What was refused before it was read.
    pub refused: RwSignal<Vec<Refused>>,
}

/// Something that was refused before it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// So many bytes, more than are read.
    TooLarge(usize),
    /// A file of this name that the browser could not read.
    Unreadable(String),
}

/// The outcome of reading what was handed in.
pub type Read = Result<Imported, Vec<ImportProblem>>;

impl Draft {
    /// Nothing.
    pub fn empty() -> Self {
        Self {
            pasted: RwSignal::new(String::new()),
            files: RwSignal::new(Vec::new()),
            mode: RwSignal::new(AccountMode::Detect),
            refused: RwSignal::new(Vec::new()),
        }
    }

    /// Forgets everything.
    pub fn clear(self) {
        self.pasted.set(String::new());
        self.files.set(Vec::new());
        self.mode.set(AccountMode::Detect);
        self.refused.set(Vec::new());
    }

    /// The field's text and the files.
    pub fn documents(self) -> Vec<Document> {
        let pasted = self.pasted.get();
        let pasted = (!pasted.trim().is_empty()).then(|| Document { name: String::new(), text: pasted });
        pasted.into_iter().chain(self.files.get()).collect()
    }

    /// Reads what was handed in; nothing while there is nothing.
    pub fn read(self) -> Option<Read> {
        let documents = self.documents();
        (!documents.is_empty()).then(|| margin_import::import(&documents, self.mode.get()))
    }

    /// Takes the field's text.
    pub fn set_pasted(self, text: String) {
        self.refused.set(Vec::new());
        self.pasted.set(text);
    }

    /// Refuses a paste that is too large before the page has to lay it out.
    pub fn guard_paste(self, event: &ev::ClipboardEvent) {
        let event: &web_sys::ClipboardEvent = event.unchecked_ref();
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if text.len() > MOST_BYTES {
            event.prevent_default();
            self.refused.set(vec![Refused::TooLarge(text.len())]);
        }
    }

    /// Takes files that were dropped; a dropped text is the field's own.
    pub fn take_dropped(self, event: &ev::DragEvent) {
        let files = event.data_transfer().and_then(|data| data.files());
        if files.as_ref().is_some_and(|files| files.length() > 0) {
            event.prevent_default();
            self.take_files(files);
        }
    }

    /// Reads files.
    pub fn take_files(self, files: Option<web_sys::FileList>) {
        let Some(files) = files else { return };
        self.refused.set(Vec::new());
        let files = (0..files.length()).filter_map(|index| files.item(index)).map(File::from);
        for file in files {
            spawn_local(async move {
                let name = file.name();
                // A file that is too large is told by its size, without reading it.
                let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
                if size > MOST_BYTES {
                    self.refused.update(|refused| refused.push(Refused::TooLarge(size)));
                    return;
                }
                match gloo::file::futures::read_as_text(&file).await {
                    Ok(text) => self.files.update(|files| files.push(Document { name, text })),
                    Err(_) => self.refused.update(|refused| refused.push(Refused::Unreadable(name))),
                }
            });
        }
    }

    /// Takes a file out again.
    pub fn take_out(self, index: usize) {
        self.files.update(|files| {
            if index < files.len() {
                files.remove(index);
            }
        });
    }
}

impl Refused {
    /// What is told of it; `tell` has the words for what the reader would have found.
    pub fn told(self, tell: impl FnOnce(ImportProblem) -> Vec<Told>) -> Vec<Told> {
        match self {
            Self::TooLarge(bytes) => {
                let kind = ImportProblemKind::TooLarge { bytes, most: MOST_BYTES };
                tell(ImportProblem { document: 0, at: String::new(), kind })
            }
            Self::Unreadable(name) => vec![Told {
                place: name,
                says: "The browser could not read this file.".into(),
                remedy: "Choose it again, or paste what it holds.".into(),
            }],
        }
    }
}
