//! Options as they are told: sensitivities that add up, chains by strike, smiles with their quotes.

use margin_core::chain::{chain, chains};
use margin_core::rules::VenueRules;
use margin_core::sensitivities::sensitivities;
use margin_core::surface::{assets, fit};
use margin_venues::{Demo, catalogue, demos};
use margin_view::number::{self, Locale};
use margin_view::options::chain::{StrikePlace, expiry, name, table};
use margin_view::options::greeks::{self, Greek, GreeksOf, GreeksRow};
use margin_view::options::surface::{smile, term};

const EN: &Locale = &Locale::ENGLISH;

/// The first example that holds options, and its rules.
fn example() -> (Demo, VenueRules) {
    let holds = |demo: &Demo| demo.portfolio.positions.iter().any(|position| position.instrument.is_option());
    let demo = demos().expect("the examples are read").into_iter().find(holds).expect("an example holds options");
    let rules = catalogue().expect("the rules are read").find(demo.rules_id).cloned().expect("its rules are carried");
    (demo, rules)
}

/// A row's dollars, read back from what is written of them in full.
fn dollars(row: &GreeksRow, place: usize) -> f64 {
    number::parse(&row.figures[place].dollars.full, EN).expect("a number in full can be read")
}

#[track_caller]
fn assert_adds_up(parts: f64, sum: f64, what: &str) {
    assert!((parts - sum).abs() <= 1e-9 * parts.abs().max(sum.abs()).max(1.0), "{what}: {parts} is not {sum}");
}

#[test]
fn every_sum_of_sensitivities_is_made_of_the_rows_above_it() {
    let (demo, rules) = example();
    let found = sensitivities(&demo.portfolio, &demo.market, &rules).unwrap();
    let shown = greeks::table(&demo.portfolio, &found, EN);
    let rows = shown.groups.iter().flat_map(|group| &group.rows);
    assert_eq!(rows.filter(|row| row.of == GreeksOf::Position).count(), demo.portfolio.positions.len());
    for (place, greek) in Greek::ALL.into_iter().enumerate() {
        let mut whole = 0.0;
        for group in &shown.groups {
            let single = |row: &&GreeksRow| matches!(row.of, GreeksOf::Position | GreeksOf::Holdings);
            let parts = group.rows.iter().filter(single).map(|row| dollars(row, place)).sum();
            let sum = group.rows.last().filter(|row| row.of == GreeksOf::Underlying).expect("a sum ends the group");
            assert_adds_up(parts, dollars(sum, place), &format!("{} of {}", greek.name(), group.asset));
            whole += dollars(sum, place);
        }
        let last = shown.together.last().expect("a row for everything");
        assert_adds_up(whole, dollars(last, place), greek.name());
    }
}

#[test]
fn units_stand_beside_dollars_only_where_they_add_up() {
    let (demo, rules) = example();
    let found = sensitivities(&demo.portfolio, &demo.market, &rules).unwrap();
    let shown = greeks::table(&demo.portfolio, &found, EN);
    for row in shown.groups.iter().flat_map(|group| &group.rows) {
        let units: Vec<bool> = row.figures.iter().map(|figure| figure.units.is_some()).collect();
        assert_eq!(units, [true, true, false, false, false, false, false], "{}", row.name);
    }
    assert!(shown.together.iter().flat_map(|row| &row.figures).all(|figure| figure.units.is_none()));
}

#[test]
fn every_sensitivity_says_what_it_means() {
    for greek in Greek::ALL {
        assert!(greek.meaning().ends_with('.'), "{}", greek.name());
    }
}

#[test]
fn a_chain_rises_by_strike_and_has_one_strike_at_the_money() {
    let (demo, rules) = example();
    let keys = chains(&demo.market, &rules);
    assert!(!keys.is_empty());
    for key in &keys {
        let found = chain(key, &demo.market, &rules);
        for each in &found.expiries {
            let shown = table(&found, each.expiry, EN).expect("the chain has the expiry");
            let strikes: Vec<f64> = shown.rows.iter().map(|row| number::parse(&row.strike, EN).unwrap()).collect();
            assert!(strikes.is_sorted(), "{strikes:?}");
            let places: Vec<StrikePlace> = shown.rows.iter().map(|row| row.place).collect();
            assert_eq!(places.iter().filter(|place| **place == StrikePlace::AtTheMoney).count(), 1);
            let above = places.iter().position(|place| *place == StrikePlace::Above).unwrap_or(places.len());
            assert!(places[above..].iter().all(|place| *place != StrikePlace::Below), "{places:?}");
            assert!(shown.caption.contains("the forward is"), "{}", shown.caption);
            for cells in shown.rows.iter().flat_map(|row| row.call.iter().chain(&row.put)) {
                assert!(cells.buy.starts_with("Buy ") && cells.sell.starts_with("Sell "), "{}", cells.buy);
                assert!(!cells.mark.is_empty() && !cells.volatility.is_empty() && !cells.delta.is_empty());
            }
        }
    }
}

#[test]
fn chains_and_expiries_are_named() {
    let (demo, rules) = example();
    let key = &chains(&demo.market, &rules)[0];
    assert!(name(key).starts_with(key.underlying.as_str()));
    let last = chain(key, &demo.market, &rules).expiries.pop().expect("an expiry");
    assert!(expiry(last.expiry, demo.market.time).ends_with(" d"));
}

#[test]
fn a_smile_has_every_quote_and_a_curve_through_its_range() {
    let (demo, _) = example();
    for asset in assets(&demo.market) {
        let surface = fit(&demo.market, &asset).expect("options are quoted");
        for each in &surface.expiries {
            let shown = smile(&surface, each.expiry, &demo.market, EN).expect("the surface has the expiry");
            assert_eq!(shown.quotes.len(), each.quotes.len());
            let ends = shown.curve.first().zip(shown.curve.last()).expect("a curve");
            assert_eq!(ends.0.log_moneyness, each.quotes[0].log_moneyness);
            assert!(shown.curve.iter().all(|point| point.volatility > 0.0));
            assert!(shown.ticks.is_sorted_by(|left, right| left.value < right.value) && shown.ticks.len() <= 8);
            assert!(shown.says.iter().all(|says| says.ends_with('.')), "{:?}", shown.says);
            for quote in &shown.quotes {
                assert!(quote.says.starts_with(&quote.name) && quote.says.contains("the curve"), "{}", quote.says);
            }
        }
        assert_eq!(term(&surface, demo.market.time, EN).points.len(), surface.expiries.len());
    }
}

#[test]
fn without_options_there_is_no_chain_and_no_smile() {
    let demo = margin_venues::demo().unwrap();
    let rules = catalogue().expect("the rules are read").find(demo.rules_id).cloned().unwrap();
    assert!(chains(&demo.market, &rules).is_empty() && assets(&demo.market).is_empty());
}
