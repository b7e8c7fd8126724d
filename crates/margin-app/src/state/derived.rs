//! Every value that is derived from the state, in one list.

mod chart;
mod comparing;
mod evaluated;
mod goal;
mod import;
mod liquidation;
mod options;
mod risk;
mod rulebook;
mod surface;

use crate::state::commands::{State, Store};
use crate::state::comparing::Comparing;
use crate::state::derived::chart::{chartable, charted};
use crate::state::derived::comparing::{compared, comparison, split_over};
use crate::state::derived::evaluated::heading;
pub use crate::state::derived::evaluated::{Evaluated, Heading};
use crate::state::derived::goal::Search;
use crate::state::derived::import::reconciliation;
use crate::state::derived::liquidation::Run;
use crate::state::derived::options::Options;
use crate::state::derived::risk::Risk;
pub use crate::state::derived::risk::Setting;
use crate::state::derived::rulebook::{Trial, Versions};
use crate::state::derived::surface::Surfaces;
use crate::state::platform;
use crate::state::rulebook::Rulebook;
use crate::state::shown::{Dialog, Going, Notice, Tab, Theme};
use crate::state::venues;
use crate::state::wish::Wish;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::portfolio::{Holding, Position};
use margin_core::problem::{Place, Problems};
use margin_core::rules::VenueRules;
use margin_core::units::Ratio;
use margin_view::chart::PriceChart;
use margin_view::compare::{self, About, CompareView, Detail, SplitView};
use margin_view::desk::{self, Desk, HoldingRow, LineView, PositionRow};
use margin_view::goal::GoalView;
use margin_view::import::ReconciliationView;
use margin_view::number::Locale;
use margin_view::parameters::{self, ParameterRow};
use margin_view::problem::{Told, problem};
use margin_view::timeline::{Course, Timeline};
use margin_view::working::{self, FigureRef, Working};
use std::sync::Arc;

/// The memos.
#[derive(Clone, Copy)]
pub struct Derived {
    /// How numbers are written.
    pub locale: StoredValue<Locale>,
    /// The workspace.
    pub workspace: Memo<Arc<Workspace>>,
    /// What it evaluates to, or all that is wrong with it.
    pub evaluated: Memo<Result<Arc<Evaluated>, Arc<Problems>>>,
    /// The rows and words of the whole desk; nothing while something is wrong.
    pub desk: Memo<Option<Arc<Desk>>>,
    /// The line.
    pub line: Memo<Option<LineView>>,
    /// What is wrong.
    faults: Memo<Option<Arc<Problems>>>,
    /// What is wrong, in words.
    pub problems: Memo<Vec<Told>>,
    /// The numbers of the holdings, in order.
    pub holdings: Memo<Vec<HoldingId>>,
    /// The numbers of the positions, in order.
    pub positions: Memo<Vec<PositionId>>,
    /// The working of the figure that is open.
    pub working: Memo<Option<Working>>,
    /// The assets whose price can be charted.
    pub chartable: Memo<Vec<AssetId>>,
    /// The price chart.
    pub chart: Memo<Option<PriceChart>>,
    /// The venue's own figures beside ours, for an import as it came in.
    pub reconciliation: Memo<Option<ReconciliationView>>,
    /// Where prices go while a liquidation is gone through; nothing while something is wrong with the portfolio.
    pub course: Memo<Option<Course>>,
    /// Whether a person chose where prices go.
    pub going: Memo<Going>,
    /// What the venue does on the way, or what is wrong with it.
    pub timeline: Memo<Option<Result<Timeline, Vec<Told>>>>,
    /// What is sought, with what was not chosen filled in; nothing while something is wrong with the portfolio.
    pub wish: Memo<Option<Wish>>,
    /// The search, for the edit that it leads to.
    pub search: Memo<Option<Arc<Search>>>,
    /// What was found, or what is wrong with what is sought.
    pub goal: Memo<Option<Result<GoalView, Vec<Told>>>>,
    /// Every parameter of the rules.
    pub parameters: Memo<Arc<Vec<ParameterRow>>>,
    /// What is tried out on the rules, and which versions are held against each other.
    pub rulebook: Memo<Rulebook>,
    /// What is tried out, and what it does to the portfolio.
    pub trial: Memo<Option<Trial>>,
    /// The rules that come out of what is tried out.
    pub tried: Memo<Option<Arc<VenueRules>>>,
    /// The id of the rules that the present ones were before a person changed them.
    pub original: Memo<Option<&'static str>>,
    /// Two versions held against each other.
    pub versions: Memo<Option<Versions>>,
    /// What the desk says of itself.
    pub heading: Memo<Heading>,
    /// The figure whose working is open.
    pub opened: Memo<FigureRef>,
    /// What the panel beside the portfolio shows.
    pub tab: Memo<Tab>,
    /// How venues are compared.
    pub comparing: Memo<Comparing>,
    /// The portfolio under every venue; nothing while nobody looks.
    pub comparison: Memo<Option<CompareView>>,
    /// The venue's row that is open.
    pub compared: Memo<Option<Detail>>,
    /// The split over two venues, where two are chosen and somebody looks.
    pub split: Memo<Option<SplitView>>,
    /// The id of the rules, where the app carries them.
    pub rules_id: Memo<Option<&'static str>>,
    /// What the rules say of themselves.
    pub about: Memo<About>,
    /// Maps, scenarios, waterfalls and dials.
    pub risk: Risk,
    /// Options: their chain, sensitivities and surface.
    pub options: Options,
    /// The volatility surface.
    pub surface: Surfaces,
    /// The dialog that is open.
    pub dialog: Memo<Option<Dialog>>,
    /// What a person has been told and has not dismissed.
    pub notices: Memo<Vec<Notice>>,
    /// The colours of the page.
    pub theme: Memo<Theme>,
    /// Whether there is a step to undo.
    pub can_undo: Memo<bool>,
    /// Whether there is a step to redo.
    pub can_redo: Memo<bool>,
}

impl Derived {
    /// Derives everything from the state.
    #[expect(clippy::too_many_lines, reason = "one list of all memos")]
    pub fn new(store: Store) -> Self {
        let locale = StoredValue::new(platform::locale());
        let workspace = by_address(move || store.read(|state| Arc::clone(state.workspace())), Arc::ptr_eq);
        let evaluated = by_address(
            move || Evaluated::new(&workspace.get()).map(Arc::new).map_err(Arc::new),
            |left, right| matches!((left, right), (Ok(left), Ok(right)) if Arc::ptr_eq(left, right)),
        );
        let desk = Memo::new(move |_| {
            let evaluated = evaluated.get().ok()?;
            Some(Arc::new(locale.with_value(|locale| desk::desk(&evaluated.subject(), locale))))
        });
        let faults = Memo::new(move |_| evaluated.with(|evaluated| evaluated.as_ref().err().cloned()));
        let opened = Memo::new(move |_| store.read(State::opened));
        let tab = Memo::new(move |_| store.read(State::tab));
        let dialog = Memo::new(move |_| store.read(State::dialog));
        let comparing = Memo::new(move |_| store.read(State::comparing));
        let compared = compared(workspace, tab, comparing);
        let rules = by_address(move || workspace.with(|workspace| Arc::clone(&workspace.rules)), Arc::ptr_eq);
        let going = Memo::new(move |_| store.read(|state| state.going().clone()));
        let course = Memo::new(move |_| Some(liquidation::course(&going.get(), &*evaluated.get().ok()?)));
        let run = by_address(
            move || Some(Arc::new(Run::new(evaluated.get().ok()?, course.get()?))),
            |left, right| left.is_none() && right.is_none(),
        );
        let wished = Memo::new(move |_| store.read(|state| state.wished().clone()));
        let wish = Memo::new(move |_| Some(goal::filled(wished.get(), &*evaluated.get().ok()?)));
        let search = by_address(
            move || Some(Arc::new(Search::new(evaluated.get().ok()?, &goal::made(&wish.get()?)?))),
            |left, right| left.is_none() && right.is_none(),
        );
        let rulebook = Memo::new(move |_| store.read(|state| state.rulebook().clone()));
        let charted_asset = Memo::new(move |_| store.read(|state| state.charted().cloned()));
        Self {
            locale,
            workspace,
            evaluated,
            desk,
            line: Memo::new(move |_| desk.get().map(|desk| desk.line.clone())),
            faults,
            problems: Memo::new(move |_| problems(faults.get(), &workspace.get())),
            holdings: Memo::new(move |_| workspace.get().portfolio.holdings.iter().map(|each| each.id).collect()),
            positions: Memo::new(move |_| workspace.get().portfolio.positions.iter().map(|each| each.id).collect()),
            working: Memo::new(move |_| {
                let evaluated = evaluated.get().ok()?;
                locale.with_value(|locale| match opened.get() {
                    FigureRef::LiquidationStep(step) => run.get()?.working(step, locale),
                    figure => working::working(&figure, &evaluated.subject(), locale),
                })
            }),
            chartable: Memo::new(move |_| evaluated.get().map(|each| chartable(&each)).unwrap_or_default()),
            chart: Memo::new(move |_| {
                locale.with_value(|locale| charted(&*evaluated.get().ok()?, charted_asset.get(), locale))
            }),
            reconciliation: reconciliation(workspace, locale),
            course,
            going,
            timeline: Memo::new(move |_| locale.with_value(|locale| run.get().map(|run| run.told(locale)))),
            wish,
            search,
            goal: Memo::new(move |_| locale.with_value(|locale| search.get().map(|search| search.told(locale)))),
            parameters: Memo::new(move |_| Arc::new(parameters::parameters(&rules.get()))),
            rulebook,
            trial: Memo::new(move |_| {
                locale.with_value(|locale| rulebook::trial(&rulebook.get(), &*evaluated.get().ok()?, locale))
            }),
            tried: by_address(
                move || rulebook::tried(&rulebook.get(), &workspace.get()),
                |left, right| left.is_none() && right.is_none(),
            ),
            original: Memo::new(move |_| rulebook::original(&rules.get())),
            versions: Memo::new(move |_| rulebook::versions(&rulebook.get(), &rules.get())),
            heading: Memo::new(move |_| heading(&workspace.get())),
            opened,
            tab,
            comparing,
            comparison: comparison(compared, comparing, locale),
            compared: Memo::new(move |_| {
                let (compared, opened) = (compared.get()?, comparing.get().opened?);
                let here = evaluated.get().ok();
                locale.with_value(|locale| compared.detail(opened, here.as_deref(), locale))
            }),
            split: Memo::new(move |_| {
                (tab.get() == Tab::Compare).then_some(())?;
                locale.with_value(|locale| split_over(&workspace.get(), &comparing.get(), locale))
            }),
            rules_id: Memo::new(move |_| venues::known(&rules.get()).map(|known| known.id)),
            about: Memo::new(move |_| compare::about(&rules.get())),
            surface: Surfaces::new(store, workspace, locale),
            risk: Risk::new(store, evaluated, rules, tab, locale),
            options: Options::new(store, workspace, tab, dialog, locale),
            dialog,
            notices: Memo::new(move |_| store.read(|state| state.notices().to_vec())),
            theme: Memo::new(move |_| store.read(State::theme)),
            can_undo: Memo::new(move |_| store.read(State::can_undo)),
            can_redo: Memo::new(move |_| store.read(State::can_redo)),
        }
    }

    /// One holding as it is written in the portfolio.
    pub fn holding(&self, id: HoldingId) -> Memo<Option<Holding>> {
        let workspace = self.workspace;
        Memo::new(move |_| workspace.with(|workspace| workspace.holding(id).cloned()))
    }

    /// One position as it is written in the portfolio.
    pub fn position(&self, id: PositionId) -> Memo<Option<Position>> {
        let workspace = self.workspace;
        Memo::new(move |_| workspace.with(|workspace| workspace.position(id).cloned()))
    }

    /// One holding's row.
    pub fn holding_row(&self, id: HoldingId) -> Memo<Option<HoldingRow>> {
        let desk = self.desk;
        Memo::new(move |_| desk.with(|desk| desk.as_ref()?.holdings.iter().find(|row| row.id == id).cloned()))
    }

    /// One position's row.
    pub fn position_row(&self, id: PositionId) -> Memo<Option<PositionRow>> {
        let desk = self.desk;
        Memo::new(move |_| desk.with(|desk| desk.as_ref()?.positions.iter().find(|row| row.id == id).cloned()))
    }

    /// How to mend what is wrong at one place, when something is.
    pub fn wrong_at(&self, place: Place) -> Memo<Option<String>> {
        let (faults, workspace) = (self.faults, self.workspace);
        Memo::new(move |_| {
            let faults = faults.get()?;
            let found = faults.iter().find(|problem| problem.at == place)?;
            Some(problem(found, &workspace.with(|workspace| workspace.portfolio.clone())).remedy)
        })
    }

    /// The leverage that a position's initial requirement is taken at.
    pub fn leverage(&self, id: PositionId) -> Memo<Option<Ratio>> {
        let evaluated = self.evaluated;
        Memo::new(move |_| evaluated.get().ok()?.report.position(id)?.leverage)
    }
}

/// A memo of something too large to compare: it changes when what it points to is another.
fn by_address<T: Clone + Send + Sync + 'static>(
    derive: impl Fn() -> T + Send + Sync + 'static,
    same: fn(&T, &T) -> bool,
) -> Memo<T> {
    Memo::new_owning(move |before: Option<T>| {
        let now = derive();
        let changed = before.is_none_or(|before| !same(&before, &now));
        (now, changed)
    })
}

fn problems(found: Option<Arc<Problems>>, workspace: &Workspace) -> Vec<Told> {
    found.iter().flat_map(|problems| problems.iter()).map(|each| problem(each, &workspace.portfolio)).collect()
}
