//! What is measured.

use super::account::{Account, account};
use super::{options, pricing};
use margin_core::instrument::Settlement;
use margin_core::report::GroupKey;
use margin_core::rules::VenueRules;
use margin_core::scenario::{Shock, VolatilityChange};
use margin_core::solve::{heat_map, liquidation_prices};
use margin_core::units::Ratio;
use margin_core::{evaluate, scenarios};
use margin_venues::FileProblems;
use std::hint::black_box;

/// One kind of work on one size.
pub struct Bench {
    /// What is measured.
    pub work: &'static str,
    /// What its size is counted in.
    pub of: &'static str,
    /// How many there are.
    pub size: usize,
    run: Box<dyn Fn()>,
}

impl Bench {
    fn new(work: &'static str, of: &'static str, size: usize, run: impl Fn() + 'static) -> Self {
        Self { work, of, size, run: Box::new(run) }
    }

    /// Does the work once.
    pub fn once(&self) {
        (self.run)();
    }
}

/// Rules for options of one kind of margin each, what an account under them settles in, and what is measured of it.
struct Kind {
    rules: &'static str,
    settlement: Settlement,
    evaluate: &'static str,
    liquidation: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        rules: "derive/pm2",
        settlement: Settlement::Linear,
        evaluate: "evaluate, scenarios",
        liquidation: "liquidation_prices, scenarios",
    },
    Kind {
        rules: "deribit/standard",
        settlement: Settlement::Coin,
        evaluate: "evaluate, formulas",
        liquidation: "liquidation_prices, formulas",
    },
    Kind {
        rules: "reference/dynamic",
        settlement: Settlement::Coin,
        evaluate: "evaluate, dynamic",
        liquidation: "liquidation_prices, dynamic",
    },
];
const GRID: &str = "derive/pm2";

const PRICES: usize = 61;
const SHOCKS: usize = 21;
const MAPPED: usize = 20;

/// Everything that is measured.
///
/// # Errors
/// Rules that cannot be read.
pub fn benches() -> Result<Vec<Bench>, FileProblems> {
    let catalogue = margin_venues::catalogue()?;
    let mut benches = of_accounts();
    benches.extend(of_formulas());
    benches.push(of_surface(900));
    for kind in &KINDS {
        benches.extend(catalogue.find(kind.rules).into_iter().flat_map(|rules| of_kind(kind, rules)));
    }
    if let Some(rules) = catalogue.find(GRID) {
        benches.push(of_map(rules));
        benches.extend([100, 1_000].map(|size| of_table(size, rules)));
    }
    Ok(benches)
}

fn of_accounts() -> Vec<Bench> {
    let evaluated = [1, 20, 100, 1_000, 10_000].map(|size| evaluates("evaluate", "positions", account(size)));
    let searched = [1, 20, 100].map(|size| searches("liquidation_prices", "positions", account(size)));
    evaluated.into_iter().chain(searched).collect()
}

fn of_formulas() -> Vec<Bench> {
    let of_terms = |work, run: fn(&[margin_pricing::black76::Black76])| {
        let terms = pricing::terms();
        Bench::new(work, "options", pricing::OPTIONS, move || run(&terms))
    };
    let prices = pricing::prices(&pricing::terms());
    vec![
        of_terms("value", pricing::values),
        of_terms("value and Greeks", pricing::greeks),
        of_terms("value in coins", pricing::coins),
        Bench::new("implied volatility", "options", prices.len(), move || pricing::volatilities(&prices)),
        Bench::new("volatility of a smile", "strikes", pricing::OPTIONS, pricing::smile),
    ]
}

fn of_surface(quotes: usize) -> Bench {
    let chain = pricing::chain(quotes);
    Bench::new("fit of a surface", "quotes", quotes, move || pricing::fit(&chain))
}

fn of_kind(kind: &Kind, rules: &VenueRules) -> Vec<Bench> {
    let account = |size| options::account(size, kind.settlement, rules);
    let evaluated = [10, 100].map(|size| evaluates(kind.evaluate, "options", account(size)));
    let searched = [10, 100].map(|size| searches(kind.liquidation, "options", account(size)));
    evaluated.into_iter().chain(searched).collect()
}

fn evaluates(work: &'static str, of: &'static str, account: Account) -> Bench {
    Bench::new(work, of, account.portfolio.positions.len(), move || {
        let Account { portfolio, market, rules } = &account;
        drop(black_box(evaluate(portfolio, market, rules)));
    })
}

fn searches(work: &'static str, of: &'static str, account: Account) -> Bench {
    Bench::new(work, of, account.portfolio.positions.len(), move || {
        let Account { portfolio, market, rules } = &account;
        drop(black_box(liquidation_prices(portfolio, market, rules)));
    })
}

/// A map over prices and volatilities, each from a half to one and a half.
fn of_map(rules: &VenueRules) -> Bench {
    let account = options::account(MAPPED, Settlement::Linear, rules);
    let factors = |count: usize| (0..count).map(move |place| Ratio::new(0.5 + place as f64 / (count - 1) as f64));
    let prices: Vec<Ratio> = factors(PRICES).collect();
    let shock = |factor| Shock { volatility: VolatilityChange::Times(factor), ..Shock::NONE };
    let shocks: Vec<Shock> = factors(SHOCKS).map(shock).collect();
    Bench::new("heat_map, scenarios, 20 options", "cells", PRICES * SHOCKS, move || {
        let Account { portfolio, market, rules } = &account;
        let inputs = (portfolio, market, rules);
        drop(black_box(heat_map(inputs, GroupKey::Cross, &options::UNDERLYING.into(), &prices, &shocks)));
    })
}

/// A table of every scenario and option.
fn of_table(size: usize, rules: &VenueRules) -> Bench {
    let account = options::account(size, Settlement::Linear, rules);
    Bench::new("scenarios", "options", size, move || {
        let Account { portfolio, market, rules } = &account;
        drop(black_box(scenarios(portfolio, market, rules)));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_of_options_are_margined_under_each_kind_of_rules() {
        let catalogue = margin_venues::catalogue().unwrap();
        for kind in &KINDS {
            let rules = catalogue.find(kind.rules).unwrap();
            for size in [10, 100] {
                let Account { portfolio, market, rules } = options::account(size, kind.settlement, rules);
                let report = evaluate(&portfolio, &market, &rules);
                assert_eq!(report.unwrap().positions.len(), size, "{}", kind.rules);
                assert!(liquidation_prices(&portfolio, &market, &rules).is_ok(), "{}", kind.rules);
            }
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_scenario_and_a_part_for_each_option() {
        let catalogue = margin_venues::catalogue().unwrap();
        let account = options::account(1_000, Settlement::Linear, catalogue.find(GRID).unwrap());
        let tables = scenarios(&account.portfolio, &account.market, &account.rules).unwrap();
        assert_eq!(tables.len(), 1);
        assert!(tables[0].rows.iter().all(|row| row.parts.len() == 1_000));
    }
}
