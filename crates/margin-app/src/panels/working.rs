//! The working of the figure that is open: the amounts that it is made of, and the rules that they follow.

use crate::parts::clipboard::copy;
use crate::state::Derived;
use leptos::prelude::*;
use margin_view::working::{CitedRule, Working, WorkingLine, copy_text};

/// The working.
#[component]
pub fn WorkingPanel() -> impl IntoView {
    let derived = expect_context::<Derived>();
    let working = derived.working;
    let content = move || working.get().map(|working| view! { <Opened working /> });
    view! {
        <section class="panel working" aria-labelledby="working-heading">
            <h2 id="working-heading">"Working"</h2>
            {content}
            <Show when=move || working.get().is_none()>
                <p class="note">"Choose a figure with a dotted line to see how it comes about."</p>
            </Show>
        </section>
    }
}

/// A working as it is opened.
#[component]
pub fn Opened(working: Working) -> impl IntoView {
    let text = copy_text(&working);
    let lines = working.lines.iter().cloned().map(line).collect_view();
    let rules = working.rules.iter().cloned().map(rule).collect_view();
    view! {
        <div class="working-title">
            <h3>{working.title}</h3>
            <b title=working.result.full>{working.result.text}</b>
            <button type="button" class="quiet" on:click=move |_| copy(&text)>"Copy"</button>
        </div>
        <p>{working.sentence}</p>
        <table class="tree"><tbody>{lines}</tbody></table>
        <h3>"Rules"</h3>
        <ol class="rules">{rules}</ol>
    }
}

fn line(line: WorkingLine) -> impl IntoView {
    let depth = format!("depth-{}", line.depth.min(6));
    view! {
        <tr class=depth>
            <th scope="row">
                <span class="sign">{line.sign}</span>
                {line.label}
                {line.rule.map(|index| view! { <sup>{index + 1}</sup> })}
            </th>
            <td class="formula">{line.formula}</td>
            <td title=line.full>{line.value}</td>
        </tr>
    }
}

fn rule(rule: CitedRule) -> impl IntoView {
    view! {
        <li>
            <b>{rule.name}</b>
            " "
            {rule.says}
            <small>{rule.source} " \u{b7} " {rule.date} " \u{b7} " {rule.grade}</small>
        </li>
    }
}
