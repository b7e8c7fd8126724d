//! Contracts on one underlying with what is held of it, every option priced in every scenario.

use crate::book::{Contract, Held, Priced, Shocked, Terms};
use crate::id::PositionId;
use crate::model::Account;
use crate::model::scenario_loss::volatility::Volatilities;
use crate::rules::{BasisShock, Grid, HoldingsInGrid, Pricing, ScenarioLoss, ShockDiscount};
use crate::time::Timestamp;
use std::collections::BTreeMap;
use std::rc::Rc;

const DAYS_PER_YEAR: f64 = 365.0;

/// What is shocked together.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    /// The underlying.
    pub(crate) asset: usize,
    pub(crate) grid: &'a Grid,
    pub(crate) pricing: Pricing,
    /// What its prices have been multiplied by before any scenario.
    pub(crate) factor: f64,
    /// Today.
    pub(crate) time: Timestamp,
    /// Contracts that are no options.
    pub(crate) linear: Vec<&'a Contract<'a>>,
    /// Options by their expiries.
    pub(crate) expiries: Vec<Expiry<'a>>,
    /// Holdings in the grid.
    pub(crate) holdings: Vec<InGrid<'a>>,
}

/// Options of one expiry.
#[derive(Debug)]
pub(crate) struct Expiry<'a> {
    pub(crate) years: f64,
    /// What the expiry's value after a shock is multiplied by where it is positive, and where it is negative.
    pub(crate) discounts: Option<[f64; 2]>,
    pub(crate) options: Vec<Quoted<'a>>,
}

/// An option with its prices.
#[derive(Debug)]
pub(crate) struct Quoted<'a> {
    pub(crate) contract: &'a Contract<'a>,
    pub(crate) option: Priced,
    prices: Rc<Shocked>,
}

/// A holding, and what its price has been multiplied by before any scenario.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InGrid<'a> {
    pub(crate) held: &'a Held<'a>,
    pub(crate) factor: f64,
}

/// The underlyings that an account has a part in, in the order of their names.
pub(crate) fn units<'a>(model: &'a ScenarioLoss, account: Account<'a>) -> Vec<Unit<'a>> {
    let mut units: BTreeMap<usize, Unit<'a>> = BTreeMap::new();
    let empty = |asset: usize, grid: &'a Grid| Unit {
        asset,
        grid,
        pricing: model.pricing,
        factor: account.factor(asset),
        time: account.book.time,
        linear: Vec::new(),
        expiries: Vec::new(),
        holdings: Vec::new(),
    };
    let mut expiries: BTreeMap<(usize, Timestamp), Expiry<'a>> = BTreeMap::new();
    for contract in account.contracts.iter().copied() {
        let Terms::Grid(grid) = contract.terms else { continue };
        let unit = units.entry(contract.asset).or_insert_with(|| empty(contract.asset, grid));
        match contract.option {
            None => unit.linear.push(contract),
            Some(option) => {
                let expiry = expiries.entry((contract.asset, option.expiry));
                let expiry = expiry.or_insert_with(|| Expiry::empty(&option, grid));
                expiry.options.push(Quoted::of(contract, option, unit.factor, grid));
            }
        }
    }
    for ((asset, _), expiry) in expiries {
        units.entry(asset).and_modify(|unit| unit.expiries.push(expiry));
    }
    for held in account.holdings.iter().copied() {
        let Some((asset, grid)) = in_grid(model, account, held) else { continue };
        let unit = units.entry(asset).or_insert_with(|| empty(asset, grid));
        unit.holdings.push(InGrid { held, factor: account.factor(held.asset) });
    }
    units.into_values().collect()
}

/// The underlying that a holding gains and loses with, and its grid.
fn in_grid<'a>(model: &'a ScenarioLoss, account: Account, held: &Held) -> Option<(usize, &'a Grid)> {
    if model.pricing.holdings == HoldingsInGrid::Apart {
        return None;
    }
    let id = account.book.assets.get(held.asset)?.id;
    let underlying = model.stand_ins.get(id).unwrap_or(id);
    let asset = account.book.assets.iter().position(|asset| asset.id == underlying)?;
    Some((asset, model.grids.get(model.underlyings.get(underlying)?)?))
}

impl Unit<'_> {
    /// The first position of its first contract.
    pub(crate) fn named_by(&self) -> Option<PositionId> {
        self.contracts().next().map(|contract| contract.named_by().position())
    }

    /// Its contracts: first those that are no options.
    pub(crate) fn contracts(&self) -> impl Iterator<Item = &Contract<'_>> {
        self.linear.iter().copied().chain(self.options().map(|option| option.contract))
    }

    /// Its options, by their expiries.
    pub(crate) fn options(&self) -> impl Iterator<Item = &Quoted<'_>> {
        self.expiries.iter().flat_map(|expiry| &expiry.options)
    }

    /// The index of the underlying before any scenario; nothing where there are no contracts.
    pub(crate) fn index(&self) -> f64 {
        self.contracts().next().map_or(0.0, |contract| contract.index.get() * self.factor)
    }
}

impl Expiry<'_> {
    fn empty(option: &Priced, grid: &Grid) -> Self {
        let discounts = grid.discount.map(|discounts| {
            let years = option.years;
            let rate = |discount: ShockDiscount| option.rate.max(0.0) * discount.multiple.get() + discount.spread.get();
            let positive =
                discounts.positive.map_or(1.0, |positive| positive.base.get() * libm::exp(-years * rate(positive)));
            let negative = discounts.negative.map_or(1.0, |negative| {
                let discount = negative.base.get() * libm::exp(years * rate(negative));
                discount.min(1.0 / option.discount())
            });
            [positive, negative]
        });
        Self { years: option.years, discounts, options: Vec::new() }
    }

    /// What the first of its options is called by.
    pub(crate) fn named_by(&self) -> PositionId {
        self.options.first().map(|option| option.contract.named_by().position()).unwrap_or(PositionId(0))
    }
}

impl<'a> Quoted<'a> {
    /// Prices at today's prices are kept with the contract: what it requires alone, and at each level, asks for the same.
    fn of(contract: &'a Contract<'a>, option: Priced, factor: f64, grid: &Grid) -> Self {
        let shocked = || Rc::new(shocked(&option, factor, grid));
        let prices = if factor == 1.0 { Rc::clone(contract.shocked.get_or_init(shocked)) } else { shocked() };
        Self { contract, option, prices }
    }

    /// Its price by the formula, in the money that it settles in.
    pub(crate) fn now(&self) -> f64 {
        self.prices.now
    }

    /// The same in a scenario.
    pub(crate) fn after(&self, number: usize) -> f64 {
        self.prices.after.get(number).copied().unwrap_or(f64::NAN)
    }

    /// The same when the forward rises and when it falls by the shock of the basis.
    pub(crate) fn basis(&self) -> [f64; 2] {
        self.prices.basis
    }

    /// Units of the underlying that its positions are on, with their sign.
    pub(crate) fn units(&self) -> f64 {
        self.contract.contracts(self.contract.net())
    }
}

/// Units of the underlying that the positions in a contract are on, with their sign, once prices are multiplied.
pub(crate) fn units_of(contract: &Contract, factor: f64) -> f64 {
    let net = contract.net();
    let units = contract.units(net, factor);
    if net.get() < 0.0 { -units } else { units }
}

/// An option's prices in every scenario of a grid.
fn shocked(option: &Priced, factor: f64, grid: &Grid) -> Shocked {
    let volatilities = Volatilities::of(option, factor, grid);
    let after = grid.scenarios.iter().map(|scenario| {
        let volatility = volatilities.after(scenario.volatility);
        let moved = factor * (1.0 + scenario.price.get());
        if scenario.days == 0.0 {
            option.value(moved, volatility)
        } else {
            option.later(scenario.days / DAYS_PER_YEAR).value(moved, volatility)
        }
    });
    let basis = grid.basis.map_or([0.0; 2], |BasisShock { up, down, .. }| {
        [up, down].map(|shock| option.value(factor * (1.0 + shock.get()), option.volatility))
    });
    Shocked { now: option.value(factor, option.volatility), after: after.collect(), basis }
}
