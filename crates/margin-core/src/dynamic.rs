//! How a requirement that follows volatility, liquidity and latency comes about, underlying by underlying.
//!
//! The figures are those of [`crate::evaluate()`]: the same functions calculate both. A waterfall runs from `standalone`
//! over `sides` and the offsets to `net`, over the charges to `maintenance`, and over the buffer to `initial`. What a loss
//! comes from is told by its Greeks, and what they do not explain is said.

use crate::book::{Book, Contract};
use crate::check;
use crate::id::{AssetId, PositionId};
use crate::market::Market;
use crate::model::Account;
use crate::model::sensitivity_loss::horizon::{self, Stance};
use crate::model::sensitivity_loss::joint::{Joint, Pair};
use crate::model::sensitivity_loss::worst::{Scenario, Sides, Worst};
use crate::model::sensitivity_loss::{self as model, Underlying};
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::report::{Bare, LineItem, Way};
use crate::rules::{Model, SensitivityLoss, VenueRules};
use crate::units::{Ratio, Usd, Volatility, Years};
use serde::Serialize;

const DAYS_PER_YEAR: f64 = 365.0;

/// What the positions of a portfolio require together, and how it comes about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Each underlying, by its name.
    pub underlyings: Vec<UnderlyingProfile>,
    /// The underlyings' worst losses, each alone, added up.
    pub standalone: Usd,
    /// What the losses are less, added up, on those sides of today's prices that are worst for all together.
    pub sides: Usd,
    /// What is credited for each pair of underlyings because their losses do not all come together.
    pub offsets: Vec<OffsetProfile>,
    /// `standalone` less `sides` and the offsets.
    pub net: Usd,
    /// What is required because positions are large for their market.
    pub concentration: Usd,
    /// What is required because prices may jump while nothing can be done.
    pub latency: Usd,
    /// `net` with both charges.
    pub maintenance: Usd,
    /// What initial is more than maintenance.
    pub buffer: LineItem,
    /// `maintenance` with the buffer.
    pub initial: Usd,
}

/// What one underlying requires, and how it comes about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnderlyingProfile {
    /// The asset.
    pub asset: AssetId,
    /// What its contracts gain together when its price doubles at their present pace.
    pub delta: Usd,
    /// The same, each contract without its sign.
    pub gross_delta: Usd,
    /// Dollars of it traded in a day.
    pub daily_volume: Usd,
    /// The time until all is closed.
    pub horizon: Years,
    /// The volatilities that the range is made from.
    pub volatilities: Volatilities,
    /// How far its price may go, as a share of it.
    pub range: Ratio,
    /// How the range comes about.
    pub range_working: LineItem,
    /// By which share the volatilities of its options rise, by their time to expiry.
    pub volatility_ranges: Vec<VolatilityShare>,
    /// The worst loss alone.
    pub standalone: Usd,
    /// The loss on the side of today's price that is worst for all underlyings together.
    pub loss: LossProfile,
    /// What is required because its contracts are large for their market.
    pub concentration: Usd,
    /// What is required because its price may jump while nothing can be done.
    pub latency: Usd,
}

/// The volatilities of one underlying.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Volatilities {
    /// Of past returns, recent ones weighing most, where it is known.
    pub realised: Option<Volatility>,
    /// What options at the money imply for the horizon, where there are any.
    pub surface: Option<Volatility>,
    /// Below which none is assumed.
    pub floor: Volatility,
    /// Of a stressed time.
    pub stressed: Volatility,
    /// The one that counts.
    pub counted: Volatility,
    /// What decides it.
    pub binding: Binding,
}

/// What decides the volatility that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Binding {
    /// The floor.
    Floor,
    /// The volatility of past returns.
    Realised,
    /// That of options.
    Surface,
    /// The current and the stressed volatility, by their weights.
    Blended,
}

/// By which share the volatilities of an expiry rise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VolatilityShare {
    /// Until expiry.
    pub years: Years,
    /// Up × (1 + share), down ÷ (1 + share).
    pub share: Ratio,
}

/// A loss, by scenario, contract and Greek.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LossProfile {
    /// The loss.
    pub amount: Usd,
    /// The scenario that is worst up to the last whole step within the range.
    pub within: ScenarioProfile,
    /// The scenario that is worst up to the next step, of which the range's part counts.
    pub beyond: ScenarioProfile,
    /// The move of the price between the two, by that part.
    pub price: Ratio,
    /// What each contract loses, named by its first position.
    pub contracts: Vec<(PositionId, Usd)>,
    /// What the loss comes from.
    pub attribution: Attribution,
}

/// A move of the price and of volatilities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioProfile {
    /// The move of the price, as a share of it.
    pub price: Ratio,
    /// Which way volatilities go.
    pub volatility: Way,
}

/// What a loss comes from: parts that add up to it, each positive where it loses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribution {
    /// From the price, in a straight line.
    pub delta: Usd,
    /// From the bend of the worth by price.
    pub gamma: Usd,
    /// From volatilities, in a straight line.
    pub vega: Usd,
    /// From price and volatilities moving together.
    pub vanna: Usd,
    /// From the bend of the worth by volatility.
    pub volga: Usd,
    /// What the Greeks do not explain.
    pub residual: Usd,
}

/// What is credited for two underlyings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OffsetProfile {
    /// One underlying.
    pub first: AssetId,
    /// The other.
    pub second: AssetId,
    /// The correlation of their losses, after shrinkage and repair: of the prices, or its opposite where the prices go
    /// opposite ways.
    pub correlation: Ratio,
    /// What is credited.
    pub amount: Usd,
}

/// How the requirement of a portfolio's positions comes about; nothing under rules of another kind.
///
/// # Errors
/// All that is wrong with the three inputs, as [`crate::evaluate()`] says it.
pub fn profile(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> Result<Option<Profile>, Problems> {
    let book = check::book(portfolio, market, rules)?;
    let Model::SensitivityLoss(model) = &rules.model else { return Ok(None) };
    Ok(Some(of_book(model, &book)))
}

impl Attribution {
    /// All parts added, from the first to the last: the loss.
    pub fn total(&self) -> Usd {
        [self.delta, self.gamma, self.vega, self.vanna, self.volga, self.residual].into_iter().sum()
    }
}

fn of_book(model: &SensitivityLoss, book: &Book) -> Profile {
    // The model takes positions together only, so that there is one group.
    let contracts: Vec<&Contract> = book.groups.iter().flat_map(|group| &group.contracts).collect();
    let account = Account { book, contracts: &contracts, holdings: &[], change: crate::book::Move::None };
    let all = model::underlyings(model, &account);
    let joint = Joint::of(model, book.correlations, &all, Stance::Now);
    let underlyings: Vec<_> =
        all.iter().zip(&joint.worst).map(|(underlying, worst)| of_underlying(model, underlying, worst)).collect();
    let sum = |part: fn(&UnderlyingProfile) -> Usd| underlyings.iter().map(part).sum::<Usd>();
    let (standalone, losses) = (sum(|each| each.standalone), sum(|each| each.loss.amount));
    let net = Usd::new(joint.figure::<Bare>(model, &all, Stance::Now).value);
    let maintenance = model::required::<Bare>(model, account, crate::report::Level::Maintenance);
    let maintenance = maintenance.iter().fold(0.0, |sum, part| sum + part.value);
    let buffer: LineItem = model::buffer(model, &account, &all);
    Profile {
        standalone,
        sides: standalone - losses,
        offsets: joint.offsets.iter().map(|pair| offset(pair, &all)).collect(),
        net,
        concentration: sum(|each| each.concentration),
        latency: sum(|each| each.latency),
        maintenance: Usd::new(maintenance),
        initial: Usd::new(maintenance) + buffer.usd(),
        buffer,
        underlyings,
    }
}

fn of_underlying(model: &SensitivityLoss, risk: &Underlying, worst: &Worst) -> UnderlyingProfile {
    let range_working: LineItem = horizon::range(model, risk, Stance::Now);
    let days = horizon::horizon::<Bare>(model, risk).value;
    let sides = Sides::of(model, risk, Stance::Now);
    let shares = risk.exposures.iter().filter_map(|exposure| exposure.volatility_share());
    let mut volatility_ranges: Vec<_> =
        shares.map(|(years, share)| VolatilityShare { years: Years::new(years), share: Ratio::new(share) }).collect();
    volatility_ranges.sort_by(|left, right| left.years.get().total_cmp(&right.years.get()));
    volatility_ranges.dedup();
    UnderlyingProfile {
        asset: risk.id.clone(),
        delta: Usd::new(risk.delta),
        gross_delta: Usd::new(risk.gross_delta),
        daily_volume: Usd::new(risk.daily_volume),
        horizon: Years::new(days / DAYS_PER_YEAR),
        volatilities: volatilities(model, risk, days / DAYS_PER_YEAR),
        range: range_working.ratio(),
        range_working,
        volatility_ranges,
        standalone: Usd::new(sides.up.loss().max(sides.down.loss())),
        loss: loss(risk, worst),
        concentration: Usd::new(model::concentration::<Bare>(model, risk).value),
        latency: Usd::new(model::latency::<Bare>(model, risk).value),
    }
}

fn volatilities(model: &SensitivityLoss, risk: &Underlying, years: f64) -> Volatilities {
    let counted = horizon::volatility::<Bare>(model, risk, Stance::Now, years).value;
    let surface = horizon::implied(risk.at_the_money, years);
    let current = horizon::current::<Bare>(risk, years).value;
    let binding = if counted == risk.terms.floor.get() {
        Binding::Floor
    } else if counted != current || risk.realised.is_none() && surface.is_none() {
        Binding::Blended
    } else if surface == Some(counted) {
        Binding::Surface
    } else {
        Binding::Realised
    };
    Volatilities {
        realised: risk.realised.map(Volatility::new),
        surface: surface.map(Volatility::new),
        floor: risk.terms.floor,
        stressed: risk.terms.stressed,
        counted: Volatility::new(counted),
        binding,
    }
}

fn loss(risk: &Underlying, worst: &Worst) -> LossProfile {
    let each = worst.of_contracts(risk).into_iter().map(Usd::new);
    let scenario = |scenario: Scenario| ScenarioProfile {
        price: Ratio::new(scenario.shocks.price),
        volatility: scenario.shocks.volatility,
    };
    LossProfile {
        amount: Usd::new(worst.loss()),
        within: scenario(worst.within),
        beyond: scenario(worst.beyond),
        price: worst.price(),
        contracts: risk.exposures.iter().map(|exposure| exposure.named).zip(each).collect(),
        attribution: attribution(risk, worst),
    }
}

fn attribution(risk: &Underlying, worst: &Worst) -> Attribution {
    let (parts, loss) = (worst.explained(risk), Usd::new(worst.loss()));
    let mut found = Attribution {
        delta: Usd::new(parts.delta),
        gamma: Usd::new(parts.gamma),
        vega: Usd::new(parts.vega),
        vanna: Usd::new(parts.vanna),
        volga: Usd::new(parts.volga),
        residual: Usd::ZERO,
    };
    found.residual = loss - found.total();
    // What the last subtraction rounded off, so that the parts add up to the loss in their order.
    found.residual = found.residual + (loss - found.total());
    found
}

fn offset(pair: &Pair, all: &[Underlying]) -> OffsetProfile {
    let id = |place: usize| all.get(place).map(|underlying| underlying.id.clone());
    OffsetProfile {
        first: id(pair.first).unwrap_or_else(|| "".into()),
        second: id(pair.second).unwrap_or_else(|| "".into()),
        correlation: Ratio::new(pair.correlation),
        amount: Usd::new(pair.figure::<Bare>(all).value),
    }
}
