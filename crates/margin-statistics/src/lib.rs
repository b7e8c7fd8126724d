//! Numbers in, numbers out: statistics of returns, losses and networks on `f64`, the same bits natively and in
//! WebAssembly.
//!
//! | room | what it computes |
//! | --- | --- |
//! | [`volatility`] | returns, variances that fade, GARCH, ranges of a day, filtered history |
//! | [`covariance`] | covariances and correlations that fade, of several series |
//! | [`correlation`] | a valid correlation matrix, its shrinkage and repair, losses added up under it |
//! | [`loss`] | value at risk and expected shortfall, with liquidity and over longer horizons |
//! | [`coverage`] | whether losses went beyond a limit as often, and as scattered, as they should |
//! | [`procyclicality`] | how much a margin rises in a crisis, and three tools against it |
//! | [`execution`] | the optimal way to sell, what selling costs, how long it takes |
//! | [`contagion`] | who pays whom when some cannot, how far a default spreads, sales under pressure |
//!
//! # What is promised
//!
//! A loss is positive. A series is in the order of time. A share of 0.01 is one percent. Every function gives a number
//! or, where an input means nothing, `None`: no panic, and no NaN from numbers that mean something. Sums run from the
//! first to the last.

pub mod contagion;
pub mod correlation;
pub mod covariance;
pub mod coverage;
mod eigen;
pub mod execution;
mod linear;
pub mod loss;
pub mod procyclicality;
pub mod volatility;
