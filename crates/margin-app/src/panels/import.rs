//! Pasting, choosing or dropping an account; nothing of it leaves the browser.

use crate::parts::dialog::Dialog as DialogPart;
use crate::state::{Derived, Dialog, Store, Workspace};
use gloo::file::File;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use margin_import::{Access, AccountMode, Document, ImportProblem, Imported, MOST_BYTES, Request, Source, sources};
use margin_view::import;
use margin_view::problem::Told;
use wasm_bindgen::JsCast;

/// What has been handed in so far, and what it reads as.
#[derive(Clone, Copy)]
struct Draft {
    pasted: RwSignal<String>,
    files: RwSignal<Vec<Document>>,
    mode: RwSignal<AccountMode>,
    /// The size of a paste that was refused before it reached the field.
    refused: RwSignal<Option<usize>>,
}

/// The outcome of reading what was handed in.
type Read = Result<Imported, Vec<ImportProblem>>;

/// The dialog.
#[component]
pub fn Import() -> impl IntoView {
    let store = expect_context::<Store>();
    let dialog = expect_context::<Derived>().dialog;
    let open = Signal::derive(move || dialog.get() == Some(Dialog::Import));
    view! {
        <DialogPart open title="Import an account" on_close=Callback::new(move |()| store.close_dialog())>
            <Form />
        </DialogPart>
    }
}

#[component]
fn Form() -> impl IntoView {
    let draft = Draft {
        pasted: RwSignal::new(String::new()),
        files: RwSignal::new(Vec::new()),
        mode: RwSignal::new(AccountMode::Detect),
        refused: RwSignal::new(None),
    };
    let over = RwSignal::new(false);
    let read = Memo::new(move |_| draft.read());
    view! {
        <div
            class=move || if over.get() { "import over" } else { "import" }
            on:dragover=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                over.set(false);
                draft.take_files(event.data_transfer().and_then(|data| data.files()));
            }
        >
            <p>
                "Paste what a venue\u{2019}s public endpoint answers for an account. Several answers may follow each other, or
                be dropped here as files. Nothing leaves this browser, and no address is kept."
            </p>
            {sources().map(|source| view! { <Recipe source=*source /> }).collect_view()}
            <textarea
                name="payload"
                aria-label="What the venue answers"
                spellcheck="false"
                prop:value=draft.pasted
                on:paste=move |event: ev::ClipboardEvent| draft.guard_paste(&event)
                on:input=move |event| draft.set_pasted(event_target_value(&event))
            ></textarea>
            <Choices draft />
            {move || draft.refused.get().map(|bytes| view! { <Problems told=too_large(bytes) /> })}
            {move || read.get().map(|read| outcome(read, draft))}
        </div>
    }
}

/// What to ask a venue, and how; whoever asks it is up to the reader, since this page asks no one.
#[component]
fn Recipe(source: Source) -> impl IntoView {
    let commands: Vec<_> = source.requests.iter().map(|request| source.asked(request)).collect();
    let each =
        |request: &Request| view! { <li><code>{request.name}</code> ": " {import::purpose(request.answer)}</li> };
    view! {
        <details open=source.access == Access::Address>
            <summary>{source.venue}</summary>
            <ul class="note">{source.requests.iter().map(each).collect_view()}</ul>
            <pre tabindex="0" aria-label="Commands">{commands.join("\n")}</pre>
            <p class="note">{access(source.access)}</p>
        </details>
    }
}

fn access(access: Access) -> &'static str {
    match access {
        Access::Address => "The endpoint is public: an address is enough, and no key is ever needed.",
        Access::Key => {
            "The venue answers its owner only: ask it with your own tools and a key that can do no more than read. The key never belongs here."
        }
        Access::Own => "Nobody needs to be asked: hand in what you have.",
    }
}

/// Files and the kind of account.
#[component]
fn Choices(draft: Draft) -> impl IntoView {
    let on_files = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        draft.take_files(input.files());
    };
    let on_mode = move |event: ev::Event| {
        draft.mode.set(match event_target_value(&event).as_str() {
            "standard" => AccountMode::Standard,
            "unified" => AccountMode::Unified,
            _ => AccountMode::Detect,
        });
    };
    let names = move || {
        let names = draft.files.get().into_iter().map(|document| view! { <li>{document.name}</li> });
        names.collect_view()
    };
    view! {
        <div class="choices">
            <label>"Files " <input type="file" name="files" multiple accept=".json,.txt,.csv,application/json,text/csv" on:change=on_files /></label>
            <label>
                "The account is "
                <select name="account-mode" on:change=on_mode>
                    <option value="detect">"as its figures show"</option>
                    <option value="standard">"standard"</option>
                    <option value="unified">"unified with spot"</option>
                </select>
            </label>
        </div>
        <ul class="documents note">{names}</ul>
    }
}

/// What was read: an account that can be opened, or what is wrong with it.
fn outcome(read: Read, draft: Draft) -> AnyView {
    let store = expect_context::<Store>();
    let locale = expect_context::<Derived>().locale;
    match read {
        Err(problems) => {
            let documents = draft.documents();
            let told =
                |problem: &ImportProblem| locale.with_value(|locale| import::problem(problem, &documents, locale));
            view! { <Problems told=problems.iter().map(told).collect() /> }.into_any()
        }
        Ok(imported) => {
            let summary = locale.with_value(|locale| import::found(&imported, locale));
            let words = |note| locale.with_value(|locale| import::note(note, &imported.portfolio, locale));
            let notes: Vec<String> = imported.taken.iter().map(words).collect();
            let listed = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
            let workspace = Workspace::imported(imported, notes);
            let open = move |workspace: Workspace| {
                let open = move |_| {
                    store.replace(workspace.clone());
                    store.close_dialog();
                };
                view! { <button type="button" class="primary" name="open-import" on:click=open>"Open this account"</button> }
            };
            view! {
                <div class="found" role="status">
                    <p><b>{summary}</b></p>
                    <ul class="note">{listed}</ul>
                </div>
                <div class="commit">
                    {workspace.map(open)}
                </div>
            }
            .into_any()
        }
    }
}

/// How many problems are told at once.
const TOLD: usize = 12;

#[component]
fn Problems(told: Vec<Told>) -> impl IntoView {
    let rest = told.len().saturating_sub(TOLD);
    let each = |told: Told| view! { <li><code>{told.place}</code> ": " {told.says} " " {told.remedy}</li> };
    let listed = told.into_iter().take(TOLD).map(each).collect_view();
    view! {
        <div class="problems-found" role="alert">
            <ul>{listed}</ul>
            {(rest > 0).then(|| format!("And {rest} more of the kind."))}
        </div>
    }
}

impl Draft {
    fn documents(self) -> Vec<Document> {
        let pasted = self.pasted.get();
        let pasted = (!pasted.trim().is_empty()).then(|| Document { name: String::new(), text: pasted });
        pasted.into_iter().chain(self.files.get()).collect()
    }

    /// Reads what was handed in; nothing while there is nothing.
    fn read(self) -> Option<Read> {
        let documents = self.documents();
        (!documents.is_empty()).then(|| margin_import::import(&documents, self.mode.get()))
    }

    fn set_pasted(self, text: String) {
        self.refused.set(None);
        self.pasted.set(text);
    }

    /// Refuses a paste that is too large before the page has to lay it out.
    fn guard_paste(self, event: &ev::ClipboardEvent) {
        let event: &web_sys::ClipboardEvent = event.unchecked_ref();
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok()).unwrap_or_default();
        if text.len() > MOST_BYTES {
            event.prevent_default();
            self.refused.set(Some(text.len()));
        }
    }

    fn take_files(self, files: Option<web_sys::FileList>) {
        let Some(files) = files else { return };
        let files = (0..files.length()).filter_map(|index| files.item(index)).map(File::from);
        for file in files {
            spawn_local(async move {
                let name = file.name();
                // A file that is too large is told by its size, without reading it.
                let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
                if size > MOST_BYTES {
                    self.refused.set(Some(size));
                    return;
                }
                if let Ok(text) = gloo::file::futures::read_as_text(&file).await {
                    self.files.update(|files| files.push(Document { name, text }));
                }
            });
        }
    }
}

/// What is told of a paste or a file that is larger than is read.
fn too_large(bytes: usize) -> Vec<Told> {
    let locale = expect_context::<Derived>().locale;
    let kind = margin_import::ImportProblemKind::TooLarge { bytes, most: MOST_BYTES };
    let problem = ImportProblem { document: 0, at: String::new(), kind };
    vec![locale.with_value(|locale| import::problem(&problem, &[], locale))]
}
