//! Requirements that follow volatility, liquidity and latency.
//!
//! maintenance = the underlyings' worst losses together + concentration + latency charges; initial = maintenance + buffer,
//! where buffer = share × maintenance − min(share × maintenance, drawn × (maintenance − calm maintenance)). Neither ever
//! falls when volatilities, latencies or sizes rise or volumes fall. All in dollars; the formulas stand in
//! `docs/models/reference.md`.

mod assumptions;
pub(crate) mod exposure;
pub(crate) mod horizon;
pub(crate) mod joint;
pub(crate) mod worst;

pub(crate) use assumptions::assumptions;

use crate::book::{AtTheMoney, Contract, Terms};
use crate::id::{AssetId, PositionId};
use crate::model::Account;
use crate::report::{Bare, DynamicLabel, Figure, Label, Level};
use crate::rules::{RiskTerms, RuleKey, SensitivityLoss};
use crate::units::Usd;
use exposure::Exposure;
use horizon::{Stance, number};
use joint::Joint;
use std::collections::BTreeMap;

const RULE: RuleKey = RuleKey::Scenarios;

/// What is held of one underlying, and what the market and the rules say of it.
#[derive(Debug)]
pub(crate) struct Underlying<'a> {
    pub(crate) id: &'a AssetId,
    /// The first of its contracts.
    pub(crate) named: PositionId,
    pub(crate) terms: &'a RiskTerms,
    pub(crate) exposures: Vec<Exposure<'a>>,
    /// Of all contracts, in dollars.
    pub(crate) delta: f64,
    /// Of each contract without its sign.
    pub(crate) gross_delta: f64,
    /// In dollars.
    pub(crate) daily_volume: f64,
    pub(crate) realised: Option<f64>,
    pub(crate) at_the_money: &'a [AtTheMoney],
}

impl Underlying<'_> {
    /// Whether any contract does anything but follow the price in a straight line.
    pub(crate) fn bends(&self) -> bool {
        self.exposures.iter().any(Exposure::bends)
    }
}

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(model: &SensitivityLoss, account: Account, level: Level) -> Vec<F> {
    let underlyings = underlyings(model, &account);
    if underlyings.is_empty() {
        return Vec::new();
    }
    let mut parts = maintenance(model, &account, &underlyings, Stance::Now);
    if level == Level::Initial {
        parts.push(buffer(model, &account, &underlyings));
    }
    parts
}

/// What is held of each underlying, in the order of their names.
pub(crate) fn underlyings<'a>(model: &'a SensitivityLoss, account: &Account<'a>) -> Vec<Underlying<'a>> {
    let mut by_asset: BTreeMap<usize, Vec<&'a Contract<'a>>> = BTreeMap::new();
    for contract in account.contracts {
        by_asset.entry(contract.asset).or_default().push(contract);
    }
    by_asset.into_iter().filter_map(|(asset, contracts)| underlying(model, account, asset, &contracts)).collect()
}

fn underlying<'a>(
    model: &'a SensitivityLoss,
    account: &Account<'a>,
    asset: usize,
    contracts: &[&'a Contract<'a>],
) -> Option<Underlying<'a>> {
    let (found, first) = (account.book.assets.get(asset)?, contracts.first()?);
    let Terms::Risk(terms) = first.terms else { return None };
    let factor = account.factor(asset);
    let exposures: Vec<_> = contracts.iter().map(|contract| Exposure::of(contract, factor, model.shocks)).collect();
    let (delta, gross_delta) = exposures
        .iter()
        .fold((0.0, 0.0), |(net, gross), exposure| (net + exposure.delta(), gross + exposure.delta().abs()));
    let volume = found.quote.and_then(|quote| quote.daily_volume).unwrap_or(terms.daily_volume);
    Some(Underlying {
        id: found.id,
        named: first.named_by().position(),
        terms,
        exposures,
        delta,
        gross_delta,
        daily_volume: volume.get(),
        realised: found.quote.and_then(|quote| quote.volatility).map(|volatility| volatility.get()),
        at_the_money: &found.at_the_money,
    })
}

/// What maintenance is made of.
pub(crate) fn maintenance<F: Figure>(
    model: &SensitivityLoss,
    account: &Account,
    underlyings: &[Underlying],
    stance: Stance,
) -> Vec<F> {
    let joint = Joint::of(model, account.book.correlations, underlyings, stance);
    let net = joint.figure(model, underlyings, stance);
    let large = underlyings.iter().map(|underlying| concentration(model, underlying));
    let late = underlyings.iter().map(|underlying| latency(model, underlying));
    [net].into_iter().chain(large).chain(late).collect()
}

/// What is required because positions are large for their market.
pub(crate) fn concentration<F: Figure>(model: &SensitivityLoss, underlying: &Underlying) -> F {
    let rule = model.concentration;
    let label = Label::Dynamic;
    let gross = || F::usd(label(DynamicLabel::GrossDelta(underlying.named)), Usd::new(underlying.gross_delta));
    let volume = F::usd(label(DynamicLabel::DailyVolume), Usd::new(underlying.daily_volume));
    let days = F::quotient(label(DynamicLabel::DaysOfVolume), RULE, gross(), volume);
    let free = number(DynamicLabel::FreeDays, rule.free_days.get());
    let less = F::difference(label(DynamicLabel::DaysLessFree), RULE, days, free);
    let none = number(DynamicLabel::Nothing, 0.0);
    let beyond = F::largest(label(DynamicLabel::DaysBeyond), RULE, [none, less]);
    let rate = number(DynamicLabel::ConcentrationRate, rule.rate.get());
    let grown = F::scaled(label(DynamicLabel::ConcentrationGrown), RULE, [rate, beyond]);
    let most = number(DynamicLabel::MostConcentration, rule.most.get());
    let share = F::smallest(label(DynamicLabel::ConcentrationShare), RULE, [grown, most]);
    F::product(label(DynamicLabel::Concentration(underlying.named)), RULE, [gross(), share])
}

/// What is required because the price may jump while nothing can be done.
pub(crate) fn latency<F: Figure>(model: &SensitivityLoss, underlying: &Underlying) -> F {
    let label = Label::Dynamic;
    let days = F::sum(label(DynamicLabel::LatencyDays), RULE, horizon::latencies(model.latency));
    let years = horizon::years(DynamicLabel::LatencyYears, days);
    let jumps = number(DynamicLabel::JumpsPerYear, underlying.terms.jumps.get());
    let loss = F::scaled(label(DynamicLabel::JumpLoss), RULE, [jumps, years]);
    let delta = F::usd(label(DynamicLabel::NetDelta(underlying.named)), Usd::new(underlying.delta.abs()));
    F::product(label(DynamicLabel::LatencyCharge(underlying.named)), RULE, [delta, loss])
}

/// What initial is more than maintenance.
pub(crate) fn buffer<F: Figure>(model: &SensitivityLoss, account: &Account, underlyings: &[Underlying]) -> F {
    let label = Label::Dynamic;
    let now = total(model, account, underlyings, Stance::Now);
    let full = |name| {
        let maintenance = F::usd(label(DynamicLabel::Maintenance), Usd::new(now));
        F::product(
            label(name),
            RuleKey::Initial,
            [number(DynamicLabel::BufferShare, model.buffer.share.get()), maintenance],
        )
    };
    if !underlyings.iter().any(|underlying| horizon::stressed(model, underlying)) {
        return full(DynamicLabel::Buffer);
    }
    let calm = total(model, account, underlyings, Stance::Calm);
    let above = F::difference(
        label(DynamicLabel::AboveCalm),
        RuleKey::Initial,
        F::usd(label(DynamicLabel::Maintenance), Usd::new(now)),
        F::usd(label(DynamicLabel::CalmMaintenance), Usd::new(calm)),
    );
    let share = number(DynamicLabel::DrawnShare, model.buffer.drawn.get());
    let part = F::product(label(DynamicLabel::DrawnPart), RuleKey::Initial, [share, above]);
    let drawn = F::smallest(label(DynamicLabel::Drawn), RuleKey::Initial, [full(DynamicLabel::FullBuffer), part]);
    F::difference(label(DynamicLabel::Buffer), RuleKey::Initial, full(DynamicLabel::FullBuffer), drawn)
}

/// Maintenance in dollars.
fn total(model: &SensitivityLoss, account: &Account, underlyings: &[Underlying], stance: Stance) -> f64 {
    Bare::sum(Label::Dynamic(DynamicLabel::Maintenance), RULE, maintenance(model, account, underlyings, stance)).value()
}
