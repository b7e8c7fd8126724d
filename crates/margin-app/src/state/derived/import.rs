//! An import beside what its venue stated of it.

use crate::state::derived::by_address;
use crate::state::workspace::{Origin, Workspace};
use leptos::prelude::*;
use margin_core::solve::liquidation_prices;
use margin_view::import::{self, ReconciliationView};
use margin_view::number::Locale;
use std::sync::Arc;

/// An import beside what its venue stated. The market and the rules came in with it, so only another import changes it.
pub fn reconciliation(
    workspace: Memo<Arc<Workspace>>,
    locale: StoredValue<Locale>,
) -> Memo<Option<ReconciliationView>> {
    let origin = by_address(
        move || workspace.with(|workspace| workspace.origin.clone()),
        |left, right| match (left, right) {
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        },
    );
    Memo::new(move |_| {
        let origin = origin.get()?;
        locale.with_value(|locale| reconciled(&origin, &workspace.get_untracked(), locale))
    })
}

fn reconciled(origin: &Origin, workspace: &Workspace, locale: &Locale) -> Option<ReconciliationView> {
    let (market, rules) = (&workspace.market, origin.rules.as_ref().unwrap_or(&workspace.rules));
    let report = margin_core::evaluate(&origin.portfolio, market, rules).ok()?;
    let liquidation = liquidation_prices(&origin.portfolio, market, rules).ok()?;
    let reconciliation = margin_import::reconcile(&origin.stated, &report, &liquidation);
    Some(import::reconciliation(&reconciliation, &origin.portfolio, locale))
}
