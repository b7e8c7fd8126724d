//! The parameters of rules, changes to them, and what differs between versions.

mod common;

use common::{Case, mixed};
use expect_test::expect;
use margin_core::change::{Becomes, NotChanged, Override, changed};
use margin_core::report::Level;
use margin_core::units::Ratio;
use margin_view::Locale;
use margin_view::parameters::{differences, effect, matching, not_changed, overridden, parameters};

const LOCALE: Locale = Locale::ENGLISH;

fn rate(instrument: &str, factor: f64) -> Override {
    let becomes = Becomes::Times(Ratio::new(factor));
    Override::Rate { instrument: instrument.into(), level: Level::Initial, becomes }
}

#[test]
fn every_parameter_of_every_venue_is_listed_with_the_rule_that_it_follows() {
    for entry in margin_venues::catalogue().expect("rules").entries() {
        let rows = parameters(&entry.rules);
        assert!(rows.len() > 5, "{}", entry.id);
        let named = rows.iter().filter(|row| !row.rule.is_empty() && row.source.contains("20")).count();
        assert!(named * 2 > rows.len(), "{}: {named} of {}", entry.id, rows.len());
        assert!(rows.iter().all(|row| row.path.starts_with('/') && !row.value.is_empty()), "{}", entry.id);
    }
}

#[test]
fn parameters_are_found_by_all_words_of_a_search() {
    let rows = parameters(&common::rules(margin_core::rules::Pairs::Netted));
    let found = matching(&rows, "Backstop liquid");
    let told: String = found.iter().map(|row| format!("{} = {} ({})\n", row.name, row.value, row.rule)).collect();
    expect![[r#"
        liquidation › backstop = 0.6666666666666666 (Backstop)
    "#]]
    .assert_eq(&told);
    assert_eq!(matching(&rows, "").len(), rows.len());
    assert!(matching(&rows, "no such thing").is_empty());
}

#[test]
fn a_changed_rate_shows_in_the_figures() {
    let case = Case::new(mixed());
    let becomes = Becomes::Times(Ratio::new(1.5));
    let dearer = Override::Rate { instrument: "BTC-PERP".into(), level: Level::Maintenance, becomes };
    let rules = changed(&case.rules, &[dearer]).expect("it fits");
    let rows = effect(&case.subject(), &rules, &LOCALE).expect("it can be evaluated");
    let told: String = rows.iter().map(|row| format!("{}: {} -> {}\n", row.name, row.before, row.after)).collect();
    expect![[r#"
        Equity: 49,772 -> 49,772
        Counts: 49,772 -> 49,772
        Initial: 34,350 -> 34,350
        Maintenance: 3,231 -> 4,100
        Freeboard: 15,423 -> 15,423
        Leverage: 3.4× -> 3.4×
        Nearest liquidation: SOL −28.2 % -> SOL −28.2 %
    "#]]
    .assert_eq(&told.replace('\u{202f}', " "));
}

#[test]
fn changes_are_said_in_words_and_so_is_what_does_not_fit() {
    let all = [
        rate("BTC-PERP", 1.5),
        rate("NO-PERP", 1.5),
        Override::Haircut {
            asset: "ETH".into(),
            level: Level::Maintenance,
            becomes: Becomes::Share(Ratio::new(0.125)),
        },
        Override::Parameter { path: "/liquidation/backstop".into(), value: 0.5.into() },
        Override::Parameter { path: "/liquidation/size".into(), value: "everything".into() },
        Override::Parameter { path: "/venue".into(), value: "Elsewhere".into() },
    ];
    let said: String = all.iter().map(|each| format!("{}\n", overridden(each, &LOCALE))).collect();
    expect![[r#"
        Initial rate of BTC-PERP × 1.5
        Initial rate of NO-PERP × 1.5
        Haircut of ETH, to keep = 12.5 %
        liquidation › backstop = 0.5
        liquidation › size = everything
        venue = Elsewhere
    "#]]
    .assert_eq(&said.replace('\u{202f}', " "));
    let case = Case::new(mixed());
    let why = changed(&case.rules, &all).expect_err("some do not fit");
    assert!(matches!(&why, NotChanged::Overrides(misfits) if misfits.len() >= 2), "{why}");
    expect![[r#"
        NO-PERP is not listed here.
        The parameter at /liquidation/size cannot be this.
        There is no parameter at /venue."#]]
    .assert_eq(&not_changed(&why, &case.subject()).join("\n"));
}

#[test]
fn two_versions_of_a_venue_differ_in_what_it_changed() {
    let catalogue = margin_venues::catalogue().expect("rules");
    for [before, after] in [["binance/usdm-2024-10", "binance/usdm"], ["dydx/perpetuals-2023-10", "dydx/perpetuals"]] {
        let [before, after] = [before, after].map(|id| catalogue.find(id).expect("it is carried"));
        let rows = differences(before, after);
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|row| row.before != row.after), "what is the same is not listed");
        assert!(differences(after, after).is_empty());
    }
}
