//! Selling a quantity: the best way, what it costs, how long it takes.

/// What decides how a quantity is best sold in `periods` equal pieces of time (Almgren and Chriss 2000).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sale {
    /// Units to sell, positive.
    pub quantity: f64,
    /// The time to sell them in, such as days.
    pub time: f64,
    /// How many sales there are, one at the end of each piece of time.
    pub periods: u32,
    /// Of the price, in money per root of the time's unit.
    pub volatility: f64,
    /// The fixed cost of a unit, in money: half the spread and fees, called ε.
    pub fixed_cost: f64,
    /// By how much selling a unit lowers the price for good, called γ.
    pub permanent_impact: f64,
    /// By how much selling a unit in a unit of time lowers its own price, called η.
    pub temporary_impact: f64,
    /// What a unit of variance is worth avoiding, in one over money, called λ; 0 to think of the cost alone.
    pub risk_aversion: f64,
}

/// The best way to sell, and what it comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// How fast holdings decay, per unit of time, called κ; 0 for equal sales.
    pub urgency: f64,
    /// What is held at the beginning and after each sale, zero at last.
    pub holdings: Vec<f64>,
    /// The expected cost against selling all at today's price, in money.
    pub cost: f64,
    /// The cost's variance, in money squared.
    pub variance: f64,
}

/// The holdings that make `cost + risk_aversion × variance` least: `quantity × sinh(κ (time − t)) ÷ sinh(κ time)` with
/// `κ = acosh(1 + risk_aversion × volatility² step² ÷ (2 η̃)) ÷ step`, `η̃ = η − γ step ÷ 2`, `step = time ÷ periods`
/// (Almgren and Chriss 2000, equations 16 to 20).
///
/// Nothing unless quantity and time are positive, there is a period, and η̃ is positive.
pub fn optimal_sale(sale: &Sale) -> Option<Trajectory> {
    let step = sale.time / f64::from(sale.periods);
    let impact = sale.temporary_impact - 0.5 * sale.permanent_impact * step;
    let valid = sale.quantity > 0.0 && sale.time > 0.0 && sale.periods > 0 && sale.risk_aversion >= 0.0;
    if !(valid && impact > 0.0) {
        return None;
    }
    let variance_of_step = sale.volatility * sale.volatility * step;
    let urgency = libm::acosh(sale.risk_aversion * variance_of_step * step / (2.0 * impact) + 1.0) / step;
    let holdings: Vec<f64> = (0..=sale.periods).map(|place| held(sale, urgency, f64::from(place) * step)).collect();
    let (mut sold, mut squares) = (0.0, 0.0);
    for pair in holdings.windows(2) {
        let piece = pair[0] - pair[1];
        sold += piece.abs();
        squares += piece * piece;
    }
    let kept = holdings.iter().skip(1).fold(0.0, |sum, held| sum + held * held);
    let permanent = 0.5 * sale.permanent_impact * sale.quantity * sale.quantity;
    let cost = permanent + sale.fixed_cost * sold + impact / step * squares;
    Some(Trajectory { urgency, holdings, cost, variance: variance_of_step * kept })
}

fn held(sale: &Sale, urgency: f64, moment: f64) -> f64 {
    if urgency == 0.0 {
        return sale.quantity * (1.0 - moment / sale.time);
    }
    sale.quantity * libm::sinh(urgency * (sale.time - moment)) / libm::sinh(urgency * sale.time)
}

/// `scale × volume × √days ÷ volatility`: the dollars that move the price by 100 % when they are sold over so many days
/// (Cont and Schaanning 2017, equation 10; their scale is 0.4).
///
/// `volume` in dollars a day, `volatility` per root of a day. Nothing unless the volatility is positive.
pub fn market_depth(scale: f64, volume: f64, days: f64, volatility: f64) -> Option<f64> {
    (volatility > 0.0).then(|| scale * volume * days.sqrt() / volatility)
}

/// `sold ÷ depth`: the share by which the price falls.
pub fn linear_impact(sold: f64, depth: f64) -> f64 {
    sold / depth
}

/// `1 − exp(−sold ÷ depth)`: the same for small sales, and never the whole price.
pub fn bounded_impact(sold: f64, depth: f64) -> f64 {
    -libm::expm1(-sold / depth)
}

/// `scale × volatility × √(sold ÷ volume)`: the share by which the price falls by the square-root law, with both per day
/// (Almgren, Thum, Hauptmann and Li 2005 find powers near a half; Bouchaud, Farmer and Lillo 2009, section 3).
pub fn square_root_impact(scale: f64, volatility: f64, sold: f64, volume: f64) -> f64 {
    scale * volatility * (sold / volume).sqrt()
}

/// `quantity ÷ (participation × volume)`: the days to sell when that share of the daily volume is ours; nothing unless
/// both are positive.
pub fn days_to_sell(quantity: f64, volume: f64, participation: f64) -> Option<f64> {
    let daily = participation * volume;
    (daily > 0.0 && participation > 0.0).then(|| quantity / daily)
}

/// `√(1 + extra ÷ horizon)`: what a margin over a horizon is multiplied by where selling takes `extra` longer than that
/// horizon reckons with, as losses grow with the root of time.
///
/// Nothing unless the horizon is positive and the extra not negative.
pub fn concentration_factor(extra: f64, horizon: f64) -> Option<f64> {
    (extra >= 0.0 && horizon > 0.0).then(|| (1.0 + extra / horizon).sqrt())
}
