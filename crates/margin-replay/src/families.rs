//! Which adapter replays which family, and why the others are listed.

mod aave;
pub(crate) mod account;
mod aevo;
mod auction;
mod bluefin;
mod compound;
pub(crate) mod derive_portfolio;
mod drift;
mod dydx;
mod gmx;
mod grids;
mod hyperliquid;
mod jumps;
mod jupiter;
mod mango;
mod marginfi;
pub(crate) mod options;
mod orderly;
mod panoptic;
mod paradex;
mod passage;
mod perp;
mod pricing;
mod reputation;
mod root;
mod smile;
mod spread;
mod squeeth;
pub(crate) mod standard_manager;
pub(crate) mod stated;
mod statistics;
mod synthetix;
mod unified;
mod vertex;

pub(crate) use stated::{dollars, rules as stated_rules};

use crate::outcome::{Answer, Replayed, Unanswered, check, outcome};
use crate::vector::{Inputs, Vector};
use margin_core::rules::VenueRules;
use margin_venues::Catalogue;
use std::sync::OnceLock;

/// Answers one expected figure, by its name, from a case's inputs.
type Adapter = fn(&Inputs, &str) -> Result<Answer, Unanswered>;

/// The families that the engine answers.
const ADAPTERS: &[(&str, Adapter)] = &[
    ("aave-v3", aave::answer),
    ("aevo", aevo::answer),
    ("backpack", root::answer),
    ("bluefin-pro", bluefin::answer),
    ("bluefin-v1", bluefin::answer),
    ("compound-v3", compound::answer),
    ("drift-v2", drift::answer),
    ("dydx-v4", dydx::answer),
    ("ftx-style", root::answer),
    ("gmx-v2", gmx::answer),
    ("hyperliquid", hyperliquid::answer),
    ("jupiter-perps", jupiter::answer),
    ("level", jupiter::answer),
    ("mango-v4", mango::answer),
    ("marginfi-v2", marginfi::answer),
    ("orderly", orderly::answer),
    ("paradex", paradex::answer),
    ("perp-v2", perp::answer),
    ("synthetix-v3", synthetix::answer),
    ("vertex", vertex::answer),
    ("ARCx DeFi credit score", reputation::answer),
    ("ARCx credit-score LTV (reputation margin)", reputation::answer),
    ("Binance Portfolio Margin (uniMMR)", unified::answer),
    ("Aevo standard margin (per 1 short option)", options::aevo),
    ("Cboe / Reg-T credit put spread", options::strategy),
    ("Cboe / Reg-T short put", options::strategy),
    ("Deribit standard margin (inverse options, per 1 short)", options::deribit),
    ("Derive Standard Manager (SRM)", standard_manager::answer),
    ("FINRA 4210 short straddle/strangle", options::strategy),
    ("FINRA 4210(f)(2) short option", options::strategy),
    ("Opyn Gamma naked margin", options::opyn),
    ("Reg-T / FINRA 4210 strategy margin", options::strategy),
    ("CME SPAN", grids::sixteen),
    ("CME SPAN (1990s parameters)", grids::sixteen),
    ("CME SPAN (synthetic)", grids::sixteen),
    ("Deribit PM vol shock", grids::volatility),
    ("Deribit Portfolio Margin (PME, inverse BTC)", grids::coin),
    ("Deribit Portfolio Margin (PME, inverse ETH)", grids::coin),
    ("Derive Dutch auction", auction::answer),
    ("Derive PMRM v1 (legacy PM)", derive_portfolio::first),
    ("Derive PMRM v2 (PM2)", derive_portfolio::second),
    ("Derive PMRM v2 skew shock", derive_portfolio::skew),
    ("Dutch auction: continuous exponential (Maker abaci)", auction::answer),
    ("Dutch auction: linear (Maker abaci)", auction::answer),
    ("Dutch auction: stair-step exponential (Maker abaci)", auction::answer),
    ("Hyperliquid backstop", hyperliquid::backstop::answer),
    ("Hyperliquid borrow rate", hyperliquid::answer),
    ("Hyperliquid portfolio margin", hyperliquid::answer),
    ("OCC TIMS / CPM", grids::points),
    ("OKX portfolio margin (account)", unified::answer),
    ("OKX portfolio margin (risk unit)", grids::unit),
    ("Opyn Gamma fully collateralised spread", spread::answer),
    ("Opyn Gamma liquidation Dutch auction", auction::answer),
    ("Panoptic v1 seller/buyer collateral ratio", panoptic::answer),
    ("Panoptic v2 cross-buffer", panoptic::answer),
    ("Panoptic v2 seller collateral ratio", panoptic::answer),
    ("Panoptic v2 short leg requirement (out-of-range, in tokenType units)", panoptic::answer),
    ("Paradex cross margin", paradex::answer),
    ("Paradex liquidation", paradex::answer),
    ("Paradex portfolio margin", paradex::answer),
    ("Paradex socialised loss factor", paradex::answer),
    ("Squeeth liquidation", squeeth::answer),
    ("Squeeth normalisation factor", squeeth::answer),
    ("Squeeth vault", squeeth::answer),
    ("Black-76", pricing::answer),
    ("Black-Scholes", pricing::answer),
    ("Black-Scholes (generalised)", pricing::answer),
    ("Black-Scholes Greeks", pricing::answer),
    ("Implied vol (Jaeckel)", pricing::answer),
    ("Implied vol (Jaeckel) normalised Black", pricing::answer),
    ("Implied vol (high-precision reference)", pricing::answer),
    ("Merton jump-diffusion", jumps::answer),
    ("First passage probability (GBM)", passage::always_watched),
    ("First passage probability (Merton jump, hourly monitoring)", passage::watched),
    ("Discrete monitoring barrier shift", passage::shift),
    ("Kupiec POF test", statistics::coverage::kupiec),
    ("Kupiec POF LR", statistics::coverage::kupiec),
    ("Christoffersen independence LR", statistics::coverage::christoffersen),
    ("Basel traffic light", statistics::coverage::traffic_light),
    ("EWMA volatility", statistics::volatility::exponential),
    ("GARCH(1,1)", statistics::volatility::garch),
    ("Filtered historical simulation (Hull-White scaling)", statistics::volatility::filtered),
    ("VaR/ES normal", statistics::loss::normal),
    ("Liquidity-adjusted VaR (Bangia et al 1999)", statistics::loss::with_liquidity),
    ("Almgren-Chriss optimal execution", statistics::execution::optimal),
    ("Fire-sale price impact (Cont-Schaanning linear / depth)", statistics::execution::fire_sale),
    ("Eisenberg-Noe clearing vector", statistics::network::clearing),
    ("Gai-Kapadia contagion window", statistics::network::window),
    ("EMIR RTS 153/2013 Art 28(1)(a) 25% buffer", statistics::procyclicality::buffer),
    ("EMIR Art 28(1)(b) 25% stressed weight", statistics::procyclicality::stressed_weight),
    ("EMIR Art 28(1)(c) 10-year floor", statistics::procyclicality::floor),
    ("Procyclicality measures (Murphy, Vasios, Vause 2014, BoE FSP 29)", statistics::procyclicality::measures),
    ("Capital-efficiency metrics", statistics::efficiency::answer),
    ("SVI", smile::raw),
    ("SVI (raw)", smile::raw),
    ("SVI-JW parameters", smile::jump_wings),
    ("SVI no-butterfly sufficient repair (SSVI-consistent)", smile::repair),
    ("SVI butterfly arbitrage g(k)", smile::density),
    ("SSVI power-law", smile::power_law),
];

/// Replays one vector.
pub fn replay(vector: &Vector) -> Replayed {
    let adapter = ADAPTERS.iter().find(|(family, _)| *family == vector.family);
    let answer = |key: &str| match adapter {
        Some((_, adapter)) => adapter(&vector.inputs, key),
        None => Err(Unanswered::Listed("its model is not built yet".to_owned())),
    };
    let figures = vector.figures();
    let checked = figures.iter().map(|(key, expected)| check(key, expected, vector.tolerance_of(key), answer(key)));
    let (source, family, id) = (vector.source.clone(), vector.family.clone(), vector.id.clone());
    Replayed { source, family, id, outcome: outcome(checked), measured: Vec::new() }
}

/// A figure that no adapter answers, or a shape that none takes.
fn unknown(inputs: &Inputs, key: &str) -> Unanswered {
    Unanswered::Listed(format!("no adapter answers `{key}` from {}", inputs.shape()))
}

/// The number under the first of several names that is there; without it, the shape is unknown.
fn need(inputs: &Inputs, names: &[&str], key: &str) -> Result<f64, Unanswered> {
    inputs.number(names).ok_or_else(|| unknown(inputs, key))
}

pub(crate) fn optional(number: Option<f64>) -> Answer {
    number.map_or(Answer::Nothing, Answer::Number)
}

/// A venue's own parameters, which vectors do not repeat.
pub(crate) fn published(id: &str) -> Result<&'static VenueRules, Unanswered> {
    static CATALOGUE: OnceLock<Result<Catalogue, String>> = OnceLock::new();
    let read = || margin_venues::catalogue().map_err(|problems| problems.to_string());
    let catalogue = CATALOGUE.get_or_init(read).as_ref().map_err(|problems| Unanswered::Refused(problems.clone()))?;
    catalogue.find(id).ok_or_else(|| Unanswered::Refused(format!("the catalogue has no {id}")))
}
