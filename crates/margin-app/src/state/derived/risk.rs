//! What is derived of a portfolio's risk: maps, scenarios, waterfalls and dials, each only while somebody looks.

use crate::state::commands::{State, Store};
use crate::state::derived::Evaluated;
use crate::state::derived::chart::chartable;
use crate::state::risk::Watched;
use crate::state::shown::Tab;
use leptos::prelude::*;
use margin_core::change::{Override, changed};
use margin_core::dynamic;
use margin_core::problem::Problems;
use margin_core::report::GroupKey;
use margin_core::rules::{Model, SensitivityLoss, VenueRules};
use margin_core::scenario::{Shock, VolatilityChange};
use margin_core::scenarios::scenarios;
use margin_core::solve::heat_map;
use margin_core::units::{Price, Ratio};
use margin_core::waterfall::waterfall;
use margin_view::changed::Changed;
use margin_view::number::Locale;
use margin_view::parameters;
use margin_view::risk::dials::{self, Dial, ProfileView};
use margin_view::risk::heat::{self, Axes, HeatBy, HeatView};
use margin_view::risk::scenarios::{self as grids, GridView};
use margin_view::risk::waterfall::{self as bars, WaterfallView};
use std::sync::Arc;

/// The memos of risk.
#[derive(Clone, Copy)]
pub struct Risk {
    /// What is looked at.
    pub watched: Memo<Watched>,
    /// Whether the rules take the worst of a grid of scenarios.
    pub has_grid: Memo<bool>,
    /// Whether the rules have dials.
    pub has_dials: Memo<bool>,
    /// The map over price and volatility or time.
    pub heat: Memo<Option<Arc<HeatView>>>,
    /// The grid of each underlying.
    pub grids: Memo<Option<Arc<Vec<GridView>>>>,
    /// From standalone to the requirement.
    pub waterfall: Memo<Option<Arc<WaterfallView>>>,
    /// The dials at their settings.
    pub dialled: Memo<Option<Arc<Dialled>>>,
}

/// Dials, and what they do to the portfolio.
#[derive(Debug, PartialEq)]
pub struct Dialled {
    /// Each dial with its setting in the rules and the one that it was turned to.
    pub settings: Vec<Setting>,
    /// The portfolio's figures under the rules and at the dials' settings; or why there are none, in words.
    pub effect: Result<Vec<Changed>, Vec<String>>,
    /// How the requirement comes about at the dials' settings.
    pub profile: Option<ProfileView>,
    /// The rules at the dials' settings, where a dial was turned.
    pub rules: Option<Arc<VenueRules>>,
}

/// A dial's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The dial.
    pub dial: Dial,
    /// In the rules.
    pub rules: f64,
    /// Where it was turned to.
    pub now: f64,
    /// That in words.
    pub words: String,
}

type Result<T, E = Arc<Problems>> = std::result::Result<T, E>;

/// The multiples of today's price that the map's columns are, in twentieths.
const PRICES: std::ops::RangeInclusive<i32> = 14..=26;

/// What volatilities are raised by in the map's rows, in points, from the highest.
const POINTS: [f64; 7] = [60.0, 40.0, 20.0, 10.0, 0.0, -10.0, -20.0];

/// The days that pass in the map's rows, from the latest.
const DAYS: [f64; 7] = [30.0, 14.0, 7.0, 3.0, 2.0, 1.0, 0.0];

impl Risk {
    /// Derives them.
    pub fn new(
        store: Store,
        evaluated: Memo<Result<Arc<Evaluated>>>,
        rules: Memo<Arc<VenueRules>>,
        tab: Memo<Tab>,
        locale: StoredValue<Locale>,
    ) -> Self {
        let watched = Memo::new(move |_| store.read(|state: &State| state.watched().clone()));
        let looked = move |wanted: Tab| (tab.get() == wanted).then(|| evaluated.get().ok()).flatten();
        Self {
            watched,
            has_grid: Memo::new(move |_| matches!(rules.get().model, Model::ScenarioLoss(_))),
            has_dials: Memo::new(move |_| matches!(rules.get().model, Model::SensitivityLoss(_))),
            heat: Memo::new(move |_| {
                let evaluated = looked(Tab::HeatMap)?;
                locale.with_value(|locale| mapped(&evaluated, &watched.get(), locale)).map(Arc::new)
            }),
            grids: Memo::new(move |_| {
                let evaluated = looked(Tab::Scenarios)?;
                let subject = evaluated.subject();
                let tables = scenarios(subject.portfolio, subject.market, subject.rules).ok()?;
                Some(Arc::new(locale.with_value(|locale| grids::grids(&tables, &subject, locale))))
            }),
            waterfall: Memo::new(move |_| {
                let evaluated = looked(Tab::Waterfall)?;
                let subject = evaluated.subject();
                let level = watched.get().level;
                let found = waterfall(subject.portfolio, subject.market, subject.rules, level).ok()?;
                Some(Arc::new(locale.with_value(|locale| bars::waterfall(&found, locale))))
            }),
            dialled: Memo::new(move |_| {
                let evaluated = looked(Tab::Dials)?;
                locale.with_value(|locale| dialled(&evaluated, &watched.get(), locale)).map(Arc::new)
            }),
        }
    }
}

fn mapped(evaluated: &Evaluated, watched: &Watched, locale: &Locale) -> Option<HeatView> {
    let assets = chartable(evaluated);
    let chosen = watched.asset.as_ref().filter(|asset| assets.contains(asset));
    let nearest = || evaluated.liquidation.nearest().map(|nearest| nearest.asset);
    let asset = chosen.cloned().or_else(nearest).or_else(|| assets.first().cloned())?;
    let has = |group: &&margin_core::solve::GroupLiquidation| group.alone.iter().any(|alone| alone.asset == asset);
    let group = evaluated.liquidation.groups.iter().find(has).map_or(GroupKey::Cross, |group| group.key);
    let subject = evaluated.subject();
    let has_options = subject.portfolio.positions.iter().any(|position| position.instrument.is_option());
    let (steps, shock): (&[f64], fn(f64) -> Shock) = match watched.by {
        HeatBy::Volatility => {
            (&POINTS, |points| Shock { volatility: VolatilityChange::Plus(Ratio::new(points / 100.0)), ..Shock::NONE })
        }
        HeatBy::Days => (&DAYS, |days| Shock { days, ..Shock::NONE }),
    };
    // Without options nothing depends on volatility or time.
    let steps: Vec<f64> = steps.iter().copied().filter(|step| has_options || *step == 0.0).collect();
    let factors: Vec<Ratio> = PRICES.map(|twentieths| Ratio::new(f64::from(twentieths) / 20.0)).collect();
    let shocks: Vec<Shock> = steps.iter().copied().map(shock).collect();
    let wanted = steps.len();
    let inputs = (subject.portfolio, subject.market, subject.rules);
    let (cells, steps) = match heat_map(inputs, group, &asset, &factors, &shocks) {
        Ok(cells) => (cells, steps),
        // A contract that expires before the latest day: those days are left out.
        Err(_) => {
            let each = steps.iter().copied().filter_map(|step| {
                let row = heat_map(inputs, group, &asset, &factors, &[shock(step)]).ok()?;
                Some((row.into_iter().next()?, step))
            });
            each.unzip()
        }
    };
    let price = subject.market.index(&asset).map_or(f64::NAN, Price::get);
    let steps = match watched.by {
        HeatBy::Volatility => steps.iter().map(|points| points / 100.0).collect(),
        HeatBy::Days => steps,
    };
    let expired = wanted - steps.len();
    let axes = Axes { asset: asset.to_string(), price, factors, by: watched.by, steps, expired };
    Some(heat::heat(&cells, &axes, watched.of, locale))
}

fn dialled(evaluated: &Evaluated, watched: &Watched, locale: &Locale) -> Option<Dialled> {
    let subject = evaluated.subject();
    let Model::SensitivityLoss(model) = &subject.rules.model else { return None };
    let settings = Dial::ALL.map(|dial| setting(dial, model, watched, locale));
    let turned = settings.iter().filter(|setting| setting.now != setting.rules);
    let turned: Vec<_> = turned
        .map(|setting| Override::Parameter { path: setting.dial.path().to_owned(), value: setting.now.into() })
        .collect();
    let rules = match changed(subject.rules, &turned) {
        Ok(rules) => rules,
        Err(why) => {
            let effect = Err(parameters::not_changed(&why, &subject));
            return Some(Dialled { settings: settings.into(), effect, profile: None, rules: None });
        }
    };
    let profile = dynamic::profile(subject.portfolio, subject.market, &rules).ok().flatten();
    Some(Dialled {
        settings: settings.into(),
        effect: if turned.is_empty() { Ok(Vec::new()) } else { parameters::effect(&subject, &rules, locale) },
        profile: profile.map(|profile| dials::profile(&profile, locale)),
        rules: (!turned.is_empty()).then(|| Arc::new(rules)),
    })
}

fn setting(dial: Dial, model: &SensitivityLoss, watched: &Watched, locale: &Locale) -> Setting {
    let rules = dial.setting(model);
    let now = watched.dials.get(&dial).copied().unwrap_or(rules);
    Setting { dial, rules, now, words: dial.written(now, locale) }
}
