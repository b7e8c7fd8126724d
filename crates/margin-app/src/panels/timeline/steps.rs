//! What happens, as a list for the eye and as a table.

use crate::panels::line::tone_class;
use crate::panels::shown::ShownFigure;
use crate::state::Store;
use leptos::prelude::*;
use margin_view::timeline::{Step, Told};

/// The steps.
#[component]
pub fn Steps(steps: Vec<Told>) -> impl IntoView {
    let rows = steps.iter().cloned().map(row).collect_view();
    let items = steps.into_iter().map(|told| match told {
        Told::Step(step) => view! { <Item step=*step /> }.into_any(),
        Told::LeftOut(words) => view! { <li class="left-out note">{words}</li> }.into_any(),
    });
    let items = items.collect_view();
    view! {
        <h3>"What the venue does"</h3>
        <ol class="steps">{items}</ol>
        <details class="twin">
            <summary>"The same as a table"</summary>
            <div class="wide">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Step"</th>
                            <th scope="col">"When"</th>
                            <th scope="col">"Prices"</th>
                            <th scope="col">"What"</th>
                            <th scope="col">"Paid"</th>
                            <th scope="col">"Counts"</th>
                            <th scope="col">"Maintenance"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

#[component]
fn Item(step: Step) -> impl IntoView {
    let store = expect_context::<Store>();
    let name = Signal::stored(format!("Step {}, rule", step.number));
    let rule = Signal::stored(Some(step.rule));
    let paid = (!step.paid.is_empty()).then(|| view! { <p>"Pays " {step.paid.join(", ")} "."</p> });
    let [counted, maintenance] =
        [step.counted, step.maintenance].map(|[before, after]| format!("{before} \u{2192} {after}"));
    view! {
        <li class=tone_class(step.tone)>
            <p class="when">
                <b>{step.time}</b>
                " "
                <span>{step.standing}</span>
            </p>
            <div class="what">
                <p class="says">{step.says}</p>
                {paid}
                <p class="note">
                    {step.group} ": counts " {counted} ", maintenance " {maintenance} ". "
                    <span class="rule">"Rule: " <ShownFigure name shown=rule store /></span>
                </p>
            </div>
        </li>
    }
}

fn row(told: Told) -> impl IntoView {
    let step = match told {
        Told::Step(step) => *step,
        Told::LeftOut(words) => return view! { <tr><td colspan="7">{words}</td></tr> }.into_any(),
    };
    let arrow = |[before, after]: [String; 2]| format!("{before} \u{2192} {after}");
    view! {
        <tr>
            <th scope="row">{step.number}</th>
            <td>{step.time}</td>
            <td>{step.standing}</td>
            <td class="words">{step.says}</td>
            <td>{step.paid.join(", ")}</td>
            <td>{arrow(step.counted)}</td>
            <td>{arrow(step.maintenance)}</td>
        </tr>
    }
    .into_any()
}
