//! What is derived of the comparison of venues.

use crate::state::comparing::Comparing;
use crate::state::derived::{Evaluated, by_address};
use crate::state::shown::Tab;
use crate::state::venues::{self, Carried};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use margin_core::compare::{AccountMode, Candidate, Comparison, Criterion, compare, split};
use margin_core::rules::{Status, VenueRules};
use margin_view::compare::{self, CompareView, Detail, Source, SplitView, Use};
use margin_view::number::Locale;
use std::sync::Arc;

/// The id of the present rules where the app does not carry them.
const PRESENT: &str = "present";

/// The portfolio under every venue, while somebody looks.
pub fn compared(
    workspace: Memo<Arc<Workspace>>,
    tab: Memo<Tab>,
    comparing: Memo<Comparing>,
) -> Memo<Option<Arc<Compared>>> {
    let mode = Memo::new(move |_| comparing.get().mode);
    by_address(
        move || (tab.get() == Tab::Compare).then(|| Arc::new(Compared::new(workspace.get(), mode.get()))),
        |left, right| left.is_none() && right.is_none(),
    )
}

/// The table of a comparison, in the order that was chosen.
pub fn comparison(
    compared: Memo<Option<Arc<Compared>>>,
    comparing: Memo<Comparing>,
    locale: StoredValue<Locale>,
) -> Memo<Option<CompareView>> {
    Memo::new(move |_| {
        let (compared, Comparing { criterion, order, .. }) = (compared.get()?, comparing.get());
        let mut view = locale.with_value(|locale| compared.view(criterion, locale));
        compare::sort(&mut view.rows, order.0, order.1);
        Some(view)
    })
}

/// A portfolio under every venue's rules.
#[derive(Debug)]
pub struct Compared {
    workspace: Arc<Workspace>,
    venues: Vec<(&'static str, Arc<VenueRules>, Use)>,
    comparison: Comparison,
}

impl Compared {
    /// Compares; the present rules are the first where the app does not carry them.
    pub fn new(workspace: Arc<Workspace>, mode: AccountMode) -> Self {
        let venues = venues(&workspace.rules);
        let candidates: Vec<_> = venues.iter().map(|(_, rules, _)| Candidate { rules, mode }).collect();
        let comparison = compare(&workspace.portfolio, &workspace.market, &candidates);
        Self { workspace, venues, comparison }
    }

    fn sources(&self) -> Vec<Source<'_>> {
        self.venues.iter().map(|(id, rules, use_for)| Source { id, rules, use_for: *use_for }).collect()
    }

    /// The table.
    pub fn view(&self, criterion: Criterion, locale: &Locale) -> CompareView {
        compare::compare(&self.comparison, &self.sources(), &self.workspace.portfolio, criterion, locale)
    }

    /// A row, opened.
    pub fn detail(&self, id: &str, here: Option<&Evaluated>, locale: &Locale) -> Option<Detail> {
        let sources = self.sources();
        let (source, outcome) = sources.iter().zip(&self.comparison.outcomes).find(|(source, _)| source.id == id)?;
        let here = here.map(Evaluated::subject);
        let Workspace { portfolio, market, .. } = &*self.workspace;
        Some(compare::detail((source, outcome), here.as_ref(), (portfolio, market), locale))
    }
}

fn venues(present: &Arc<VenueRules>) -> Vec<(&'static str, Arc<VenueRules>, Use)> {
    let carried = venues::carried().unwrap_or_default();
    let known = venues::known(present).map(|known| known.id);
    let own = known.is_none().then(|| (PRESENT, Arc::clone(present), standing(present)));
    let each = |carried: &Carried| {
        let use_for = if known == Some(carried.id) { standing(&carried.rules) } else { carried.use_for() };
        (carried.id, Arc::clone(&carried.rules), use_for)
    };
    own.into_iter().chain(carried.iter().map(each)).collect()
}

/// What the present rules are: the desk can stand under a closed venue's, but nobody can go there.
fn standing(present: &VenueRules) -> Use {
    match present.status {
        Status::Live => Use::Present,
        Status::Closed => Use::Closed,
    }
}

/// The split over the two venues that were chosen; nothing until both are.
pub fn split_over(workspace: &Workspace, comparing: &Comparing, locale: &Locale) -> Option<SplitView> {
    let [first, second] = comparing.venues.map(|id| id.and_then(|id| rules(id, workspace)));
    let (first, second) = (first?, second?);
    let pair = [&*first, &*second];
    let found = split(&workspace.portfolio, &workspace.market, pair, &comparing.transfer);
    Some(compare::split(&found, pair, &workspace.portfolio, locale))
}

fn rules(id: &str, workspace: &Workspace) -> Option<Arc<VenueRules>> {
    if id == PRESENT { Some(Arc::clone(&workspace.rules)) } else { Some(Arc::clone(&venues::find(id)?.rules)) }
}
