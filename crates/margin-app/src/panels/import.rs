//! Pasting, choosing or dropping an account; nothing of it leaves the browser.

mod draft;
mod outcome;
mod sources;

use crate::panels::import::draft::Draft;
use crate::panels::import::outcome::{Found, Problems};
use crate::panels::import::sources::Sources;
use crate::parts::dialog::Dialog as DialogPart;
use crate::state::{Derived, Dialog, Store};
use leptos::ev;
use leptos::prelude::*;
use margin_import::{AccountMode, Document, ImportProblem};
use margin_view::import;
use margin_view::problem::Told;

/// The dialog. What was handed in outlives it, so that closing it loses nothing.
#[component]
pub fn Import() -> impl IntoView {
    let store = expect_context::<Store>();
    let dialog = expect_context::<Derived>().dialog;
    let open = Signal::derive(move || dialog.get() == Some(Dialog::Import));
    let draft = Draft::empty();
    view! {
        <DialogPart open title="Import an account" on_close=Callback::new(move |()| store.close_dialog())>
            <Form draft />
        </DialogPart>
    }
}

#[component]
fn Form(draft: Draft) -> impl IntoView {
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
                over.set(false);
                draft.take_dropped(&event);
            }
        >
            <p>
                "Paste what a venue answers for an account, or drop files here: several answers may follow each other, and
                which venue they are of is told by their shape. Nothing leaves this browser, and no address is kept."
            </p>
            <textarea
                name="payload"
                aria-label="What the venue answers"
                spellcheck="false"
                prop:value=draft.pasted
                on:paste=move |event: ev::ClipboardEvent| draft.guard_paste(&event)
                on:input=move |event| draft.set_pasted(event_target_value(&event))
            ></textarea>
            <Choices draft />
            {move || (!draft.refused.with(Vec::is_empty)).then(|| view! { <Problems told=refused(draft) /> })}
            {move || match read.get()? {
                Ok(imported) => Some(view! { <Found imported draft /> }.into_any()),
                Err(problems) => Some(view! { <Problems told=told(&problems, &draft.documents()) /> }.into_any()),
            }}
            <Sources draft />
        </div>
    }
}

/// Files and the kind of account.
#[component]
fn Choices(draft: Draft) -> impl IntoView {
    let on_files = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        draft.take_files(input.files());
        // The same file can then be chosen again.
        input.set_value("");
    };
    let on_mode = move |event: ev::Event| {
        draft.mode.set(match event_target_value(&event).as_str() {
            "standard" => AccountMode::Standard,
            "unified" => AccountMode::Unified,
            _ => AccountMode::Detect,
        });
    };
    let is = move |mode| move || draft.mode.get() == mode;
    view! {
        <div class="choices">
            <label>
                "Files "
                <input
                    type="file"
                    name="files"
                    multiple
                    accept=".json,.txt,.csv,.tsv,application/json,text/csv"
                    on:change=on_files
                />
            </label>
            <label>
                "The account is "
                <select name="account-mode" on:change=on_mode>
                    <option value="detect" prop:selected=is(AccountMode::Detect)>"as its figures show"</option>
                    <option value="standard" prop:selected=is(AccountMode::Standard)>"standard"</option>
                    <option value="unified" prop:selected=is(AccountMode::Unified)>"unified with spot"</option>
                </select>
            </label>
        </div>
        <ul class="documents note">{move || draft.files.get().into_iter().enumerate().map(move |(index, document)| view! {
            <li>
                {document.name.clone()}
                " "
                <button
                    type="button"
                    class="quiet"
                    aria-label=format!("Take {} out", document.name)
                    on:click=move |_| draft.take_out(index)
                >
                    "Take out"
                </button>
            </li>
        }).collect_view()}</ul>
    }
}

fn told(problems: &[ImportProblem], documents: &[Document]) -> Vec<Told> {
    let locale = expect_context::<Derived>().locale;
    locale.with_value(|locale| problems.iter().map(|each| import::problem(each, documents, locale)).collect())
}

/// What is told of what was refused before it was read.
fn refused(draft: Draft) -> Vec<Told> {
    let refused = draft.refused.get();
    refused.into_iter().flat_map(|refused| refused.told(|problem| told(&[problem], &[]))).collect()
}
