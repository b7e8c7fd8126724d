//! The forward of an expiry from calls and puts of the same strikes, by parity.
//!
//! Of options in money, `call − put = discount (forward − strike)`; of options paid in the coin, and worth their value in
//! money over the forward, `call − put = 1 − strike ÷ forward`. Both are straight lines by strike, found by least squares,
//! each strike weighted by one over the square of how wide its quotes are.

/// A call and a put of the same strike, at the middle between bid and ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Positive.
    pub strike: f64,
    /// In money, or in coins.
    pub call: f64,
    /// As the call.
    pub put: f64,
    /// From bid to ask of the call, and of the put, together: positive, as the call.
    pub spread: f64,
}

/// A forward, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forward {
    /// In money.
    pub forward: f64,
    /// Today's worth of one unit of money at expiry; 1 for options paid in the coin.
    pub discount: f64,
    /// The error of the forward, one standard deviation, if the quotes' middles err independently by a quarter of how wide
    /// they are.
    pub error: f64,
}

/// How much of a spread a middle may be wrong by, one standard deviation.
const ERROR_OF_SPREAD: f64 = 0.25;

/// The forward from options paid in the coin; `None` of no pairs that mean anything.
pub fn of_coin_settled(pairs: &[Pair]) -> Option<Forward> {
    let mut sums = [0.0; 2];
    for pair in pairs.iter().filter(|pair| pair.has_meaning()) {
        let weight = pair.weight();
        sums[0] += weight * pair.strike * (1.0 - (pair.call - pair.put));
        sums[1] += weight * pair.strike * pair.strike;
    }
    let [products, squares] = sums;
    let forward = squares / products;
    let error = forward * forward * ERROR_OF_SPREAD / squares.sqrt();
    (forward > 0.0 && forward.is_finite()).then_some(Forward { forward, discount: 1.0, error })
}

/// The forward and the discount from options in money; `None` of fewer than two strikes that mean anything.
pub fn of_money_settled(pairs: &[Pair]) -> Option<Forward> {
    let of = |figure: &dyn Fn(&Pair) -> f64| {
        pairs.iter().filter(|pair| pair.has_meaning()).fold(0.0, |sum, pair| sum + pair.weight() * figure(pair))
    };
    let weight = of(&|_| 1.0);
    let (strike, difference) = (of(&|pair| pair.strike) / weight, of(&|pair| pair.call - pair.put) / weight);
    let squares = of(&|pair| (pair.strike - strike) * (pair.strike - strike));
    let products = of(&|pair| (pair.strike - strike) * (pair.call - pair.put - difference));
    let discount = -products / squares;
    let forward = strike + difference / discount;
    let off = forward - strike;
    let error = ERROR_OF_SPREAD / discount * (1.0 / weight + off * off / squares).sqrt();
    (discount > 0.0 && forward > 0.0 && error.is_finite()).then_some(Forward { forward, discount, error })
}

impl Pair {
    fn has_meaning(&self) -> bool {
        let Self { strike, call, put, spread } = *self;
        [strike, call, put, spread].iter().all(|number| number.is_finite()) && strike > 0.0 && spread > 0.0
    }

    fn weight(&self) -> f64 {
        1.0 / (self.spread * self.spread)
    }
}
