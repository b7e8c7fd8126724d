//! Numbers in, numbers out: option mathematics on `f64`, the same bits natively and in WebAssembly.
//!
//! | room | what it computes |
//! | --- | --- |
//! | [`black76`] | value and Greeks of a European call or put on a forward |
//! | [`black_scholes`] | the same by a spot price that is carried to expiry |
//! | [`coin`] | the same for an option that is paid in the coin it is on |
//! | [`implied`] | the volatility at which an option has a given price |
//! | [`merton`] | value and Greeks where the price jumps now and then |
//! | [`barrier`] | knock-in and knock-out options, payments for a touch |
//! | [`passage`] | the probability that a price touches a barrier |
//! | [`svi`], [`ssvi`] | smiles: total variance by log-moneyness, and what keeps them free of arbitrage |
//! | [`surface`] | volatilities by log-moneyness and time: fitted to quotes, tested for arbitrage, shocked |
//! | [`normal`] | density, distribution and quantile of the standard normal law, accurate in both tails |
//!
//! # Notation, for all formulas
//!
//! | name | unit | what it is |
//! | --- | --- | --- |
//! | `forward`, `strike` | money | the price agreed today for the expiry; the price of exercise |
//! | `volatility` | 1 per √year | 0.5 is 50 % a year |
//! | `years` | years | the time to expiry; what a year is, the caller decides |
//! | `discount` | ratio | today's worth of one unit of money at expiry |
//! | total volatility | ratio | `volatility √years` |
//! | `d1`, `d2` | ratio | `ln(forward ÷ strike) ÷ total ± total ÷ 2` |
//! | `N`, `φ` | ratio | distribution and density of the standard normal law |
//!
//! Greeks are plain derivatives, never for a percent, a point or a day: whoever quotes them so divides by 100 or 365.
//!
//! # What is promised
//!
//! Every function gives a number or, where an input means nothing, `None` or the reason: no panic, and no NaN from
//! numbers that mean something. The tests state how far results may be from values computed with 60 digits.

pub mod barrier;
pub mod black76;
pub mod black_scholes;
pub mod coin;
pub mod implied;
pub mod merton;
mod mills;
pub mod normal;
pub mod passage;
pub mod ssvi;
pub mod surface;
pub mod svi;
