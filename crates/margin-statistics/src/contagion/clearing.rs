//! What everybody pays when some cannot pay all (Eisenberg and Noe, "Systemic Risk in Financial Systems", 2001).

use crate::linear::solve;

/// A shortfall of a smaller share of what is owed is rounding.
const ROUNDING: f64 = 1e-12;

/// What clears a network of debts.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// What each pays in all.
    pub payments: Vec<f64>,
    /// Whether each pays less than it owes.
    pub defaulted: Vec<bool>,
}

/// The largest payments `p = min(owed, assets + Πᵀ p)`: everybody pays all that is owed or all that there is, and each
/// creditor in proportion, `Π[i][j] = liabilities[i][j] ÷ owed[i]`.
///
/// `liabilities[i][j]` is what `i` owes `j`, `assets` what each has from outside. The fictitious default algorithm (section
/// 3.1 there): suppose that all pay; whoever then cannot is in default; solve what those can pay; again, until nobody
/// joins. Nothing unless the table is square, nobody owes oneself, and no number is negative.
pub fn clearing(liabilities: &[Vec<f64>], assets: &[f64]) -> Option<Clearing> {
    let network = Network::new(liabilities, assets)?;
    let mut payments = network.owed.clone();
    let mut defaulted = vec![false; assets.len()];
    // Each round adds somebody or is the last.
    for _ in 0..=assets.len() {
        let before = defaulted.clone();
        for (place, in_default) in defaulted.iter_mut().enumerate() {
            let owed = network.owed[place];
            *in_default |= network.income(place, &payments) < owed - ROUNDING * owed;
        }
        if defaulted == before {
            break;
        }
        payments = network.payments(&defaulted)?;
    }
    Some(Clearing { payments, defaulted })
}

struct Network<'a> {
    assets: &'a [f64],
    owed: Vec<f64>,
    /// The share of what each pays that goes to each.
    shares: Vec<Vec<f64>>,
}

impl<'a> Network<'a> {
    fn new(liabilities: &[Vec<f64>], assets: &'a [f64]) -> Option<Self> {
        let size = assets.len();
        let amount = |amount: &f64| *amount >= 0.0 && amount.is_finite();
        let square = liabilities.len() == size && liabilities.iter().all(|row| row.len() == size);
        let valid = square && liabilities.iter().flatten().chain(assets).all(amount);
        if !valid || (0..size).any(|place| liabilities[place][place] != 0.0) {
            return None;
        }
        let owed: Vec<f64> = liabilities.iter().map(|row| row.iter().fold(0.0, |sum, each| sum + each)).collect();
        let share = |(row, owed): (&Vec<f64>, &f64)| {
            row.iter().map(|each| if *owed > 0.0 { each / owed } else { 0.0 }).collect()
        };
        let shares = liabilities.iter().zip(&owed).map(share).collect();
        Some(Self { assets, owed, shares })
    }

    /// What there is to pay with.
    fn income(&self, place: usize, payments: &[f64]) -> f64 {
        let received = self.shares.iter().zip(payments);
        received.fold(self.assets[place], |sum, (shares, payment)| sum + shares[place] * payment)
    }

    /// Those in default pay what there is, the others what they owe.
    fn payments(&self, defaulted: &[bool]) -> Option<Vec<f64>> {
        let places: Vec<usize> = (0..defaulted.len()).filter(|place| defaulted[*place]).collect();
        let others: Vec<f64> =
            self.owed.iter().zip(defaulted).map(|(owed, defaulted)| if *defaulted { 0.0 } else { *owed }).collect();
        let entry = |row: usize, column: usize| {
            let own = if row == column { 1.0 } else { 0.0 };
            own - self.shares[column][row]
        };
        let matrix = places.iter().map(|row| places.iter().map(|column| entry(*row, *column)).collect()).collect();
        let right = places.iter().map(|row| self.income(*row, &others)).collect();
        let mut payments = others;
        for (place, payment) in places.iter().zip(solve(matrix, right)?) {
            payments[*place] = payment;
        }
        Some(payments)
    }
}
