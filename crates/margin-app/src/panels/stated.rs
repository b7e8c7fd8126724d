//! The venue's own figures beside ours, for an account as it came in.

use crate::panels::line::tone_class;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::import::{ReconciledLine, ReconciledPosition};

/// The comparison.
#[component]
pub fn Stated() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let view = derived.reconciliation;
    let account = move || view.get().map(|view| view.account.into_iter().map(account_row).collect_view());
    let positions = move || view.get().map(|view| view.positions.into_iter().map(position_row).collect_view());
    let notes = move || {
        let origin = derived.workspace.get().origin.clone();
        origin.map(|origin| origin.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view())
    };
    let verdict_class = move || match view.get().map(|view| view.agrees) {
        Some(false) => "verdict danger",
        Some(true) | None => "verdict",
    };
    let verdict = move || match view.get() {
        Some(view) => view.verdict,
        None => "These rules give no figures for the account as it came in, so there is nothing to compare.".into(),
    };
    view! {
        <div class="stated">
            <p class=verdict_class>{verdict}</p>
            <p class="note">"Of the account as it was imported; your edits since do not change this."</p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Account"</th>
                        <th scope="col">"The venue"</th>
                        <th scope="col">"Plimsoll"</th>
                        <th scope="col">"Residual"</th>
                    </tr>
                </thead>
                <tbody>{account}</tbody>
            </table>
            <h3>"Liquidation prices"</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Position"</th>
                        <th scope="col">"The venue"</th>
                        <th scope="col">"Plimsoll"</th>
                        <th scope="col">"Difference"</th>
                    </tr>
                </thead>
                <tbody>{positions}</tbody>
            </table>
            <h3>"Taken as given"</h3>
            <ul class="note">{notes}</ul>
        </div>
    }
}

fn account_row(line: ReconciledLine) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                {line.name}
                <small>{line.note}</small>
            </th>
            <td>{line.theirs}</td>
            <td>{line.ours}</td>
            <td class=format!("residual {}", tone_class(line.tone))>{line.residual}</td>
        </tr>
    }
}

fn position_row(position: ReconciledPosition) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{position.name}</th>
            <td>{position.theirs}</td>
            <td>{position.ours}</td>
            <td class=format!("residual {}", tone_class(position.tone))>
                {position.difference}
                <small>{position.words}</small>
            </td>
        </tr>
    }
}
