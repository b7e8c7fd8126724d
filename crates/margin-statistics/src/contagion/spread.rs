//! How far a default spreads among banks that lend to each other at random (Gai and Kapadia, "Contagion in financial
//! networks", 2010), when the numbers of borrowers and lenders are independent and Poisson.

/// Beyond it, banks have so many borrowers that none is brought down by one.
const MOST: f64 = 1e3;

/// A whole number that misses the limit by rounding is the limit, and not vulnerable.
const ROUNDING: f64 = 1e-12;

/// Halvings of an interval: enough for every bit.
const HALVINGS: usize = 200;

/// `(1 − recovery) × interbank ÷ capital`: a bank with fewer borrowers than this is brought down by one that defaults, as
/// its interbank assets are spread evenly over them (equation 3 there).
///
/// Capital and interbank assets are shares of all assets. Nothing unless capital is positive.
pub fn vulnerable_below(capital: f64, interbank: f64, recovery: f64) -> Option<f64> {
    (capital > 0.0).then(|| (1.0 - recovery) * interbank / capital)
}

/// `Σ j × P(j)` over the numbers of borrowers `j` below `vulnerable_below`, Poisson with mean `degree`: how many vulnerable
/// banks a vulnerable bank's default reaches on average (equation 8 there).
pub fn spread_factor(degree: f64, vulnerable_below: f64) -> f64 {
    let mut probability = libm::exp(-degree);
    let (mut borrowers, mut sum) = (1.0, 0.0);
    while borrowers < vulnerable_below * (1.0 - ROUNDING) && borrowers <= MOST {
        probability *= degree / borrowers;
        sum += borrowers * probability;
        borrowers += 1.0;
    }
    sum
}

/// The mean numbers of borrowers between which the [`spread_factor`] exceeds 1, so that defaults can spread without end;
/// nothing where it never does.
///
/// Too few links do not carry a default on; with too many, each is too small to bring anybody down.
pub fn contagion_window(vulnerable_below: f64) -> Option<(f64, f64)> {
    if !(vulnerable_below > 1.0 && vulnerable_below < MOST) {
        return None;
    }
    let factor = |degree: f64| spread_factor(degree, vulnerable_below);
    let peak = peak(factor, 2.0 * vulnerable_below + 2.0);
    if factor(peak) <= 1.0 {
        return None;
    }
    let mut end = peak;
    while factor(end) > 1.0 {
        end *= 2.0;
    }
    Some((crossing(factor, 0.0, peak), crossing(factor, end, peak)))
}

/// Where a function that rises and then falls is largest, between 0 and `end`.
fn peak(function: impl Fn(f64) -> f64, end: f64) -> f64 {
    let (mut low, mut high) = (0.0, end);
    for _ in 0..HALVINGS {
        let third = (high - low) / 3.0;
        if function(low + third) < function(high - third) {
            low += third;
        } else {
            high -= third;
        }
    }
    0.5 * (low + high)
}

/// Where a function passes 1 between a place `outside` where it is smaller and one `inside` where it is larger.
fn crossing(function: impl Fn(f64) -> f64, mut outside: f64, mut inside: f64) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (outside + inside);
        if function(middle) > 1.0 {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
}
