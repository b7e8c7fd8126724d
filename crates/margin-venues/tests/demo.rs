//! The demo's files agree with the rules, and its figures are those that a person sees first.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use expect_test::expect;
use margin_core::id::PositionId;
use margin_core::report::{Assumption, GroupKey, Level, MarginReport};
use margin_core::rules::Model;
use margin_core::solve::{LiquidationReport, Now, liquidation_prices};
use margin_venues::{Demo, catalogue, demo, demos};
use std::fmt::Write;

fn evaluated() -> (Demo, MarginReport, LiquidationReport) {
    let (demo, catalogue) = (demo().unwrap(), catalogue().unwrap());
    let rules = catalogue.find(demo.rules_id).unwrap();
    let report = margin_core::evaluate(&demo.portfolio, &demo.market, rules).unwrap();
    let liquidation = liquidation_prices(&demo.portfolio, &demo.market, rules).unwrap();
    (demo, report, liquidation)
}

#[test]
fn every_listed_contract_has_a_mark_and_an_index() {
    let (demo, catalogue) = (demo().unwrap(), catalogue().unwrap());
    let Model::TieredNotional(model) = &catalogue.find(demo.rules_id).unwrap().model else {
        panic!("it lists perpetuals")
    };
    assert_eq!(model.listings.len(), 177);
    for instrument in model.listings.keys() {
        assert!(demo.market.mark(instrument).is_some(), "{instrument} has no mark");
        let underlying = instrument.as_str().strip_suffix("-PERP").unwrap();
        assert!(demo.market.index(&underlying.into()).is_some(), "{underlying} has no index");
    }
    assert!(demo.market.instruments.keys().all(|instrument| model.listings.contains_key(instrument)));
}

#[test]
fn the_demo_is_afloat_on_both_sides() {
    let (_, report, liquidation) = evaluated();
    assert!(report.groups.iter().all(|group| group.figures.excess(Level::Initial).usd().get() > 0.0));
    assert!(liquidation.groups.iter().all(|group| group.now == Now::Afloat));
}

#[test]
fn the_demos_key_figures_are_these() {
    let (demo, report, liquidation) = evaluated();
    let mut figures = String::new();
    for group in &report.groups {
        let key = group.key;
        writeln!(figures, "{key:?}: equity {:.2}", group.figures.equity.usd().get()).unwrap();
        for level in [Level::Initial, Level::Maintenance] {
            let requirement = group.figures.requirement(level).usd().get();
            let ratio = group.figures.ratio(level).unwrap().get();
            writeln!(figures, "  {level:?} {requirement:.2}, covered {ratio:.2} times").unwrap();
        }
        writeln!(figures, "  withdrawal {:.2}", group.withdrawal.usd().get()).unwrap();
        let together = liquidation.group(key).unwrap().together.nearest().map(|crossing| crossing.change().get());
        writeln!(figures, "  goes under when all prices change by {together:.4?}").unwrap();
    }
    for position in &demo.portfolio.positions {
        let mark = report.position(position.id).unwrap().mark.get();
        let price = liquidation.position(position.id).unwrap().price().map(|price| price.get());
        writeln!(figures, "{} at {mark}: liquidated at {price:.4?}", position.instrument.id()).unwrap();
    }
    expect![[r#"
        Cross: equity 63766.95
          Initial 32155.47, covered 1.98 times
          Maintenance 3408.68, covered 18.71 times
          withdrawal 32155.47
          goes under when all prices change by Some(-0.5357)
        Isolated(PositionId(4)): equity 8080.00
          Initial 7788.00, covered 1.04 times
          Maintenance 584.10, covered 13.83 times
          withdrawal 7788.00
          goes under when all prices change by Some(-0.3291)
        BTC-PERP at 79666.1: liquidated at Some(38917.9018)
        ETH-PERP at 2482.8: liquidated at Some(7414.0311)
        HYPE-PERP at 87.938: liquidated at None
        SOL-PERP at 106.2: liquidated at Some(71.2541)
    "#]]
    .assert_eq(&figures);
    assert_eq!(report.positions.last().unwrap().group, GroupKey::Isolated(PositionId(4)));
}

#[test]
fn every_demo_can_be_evaluated_and_is_afloat() {
    let (demos, catalogue) = (demos().unwrap(), catalogue().unwrap());
    assert_eq!(demos.first(), demo().ok().as_ref());
    for demo in demos {
        let rules = catalogue.find(demo.rules_id).unwrap();
        let report = margin_core::evaluate(&demo.portfolio, &demo.market, rules).unwrap();
        // One demo has an underlying without options, and shows that this is said.
        let given = |assumption: &&Assumption| !matches!(assumption, Assumption::SurfaceUnknown(_));
        let given: Vec<_> = report.assumptions.iter().filter(given).collect();
        assert!(given.is_empty(), "{}: {given:?}", demo.rules_id);
        assert!(report.total.excess(Level::Initial).usd().get() > 0.0, "{}", demo.rules_id);
    }
}

#[test]
fn the_lending_demo_goes_under_when_ether_and_bitcoin_fall_by_a_quarter() {
    let (demos, catalogue) = (demos().unwrap(), catalogue().unwrap());
    let demo = demos.iter().find(|demo| demo.rules_id.starts_with("aave-v3/")).unwrap();
    let rules = catalogue.find(demo.rules_id).unwrap();
    let report = margin_core::evaluate(&demo.portfolio, &demo.market, rules).unwrap();
    let factor = report.total.ratio(Level::Maintenance).unwrap().get();
    let under = liquidation_prices(&demo.portfolio, &demo.market, rules).unwrap();
    let together = under.group(GroupKey::Cross).unwrap().together.nearest().unwrap().change().get();
    // The debt is in dollars, so collateral may fall by what the health factor is above 1.
    assert!((together - (1.0 / factor - 1.0)).abs() < 1e-9, "{together}");
    assert_eq!(format!("{factor:.4} {together:.4}"), "1.3155 -0.2399");
}

#[test]
fn the_options_demo_goes_under_on_both_sides_and_its_chain_is_what_its_smiles_say() {
    let (demos, catalogue) = (demos().unwrap(), catalogue().unwrap());
    let demo = demos.iter().find(|demo| demo.rules_id.starts_with("deribit/")).unwrap();
    for rules in ["derive/pm2"].iter().filter_map(|id| catalogue.find(id)) {
        let evaluated = margin_core::evaluate(&demo.portfolio, &demo.market, rules);
        assert!(evaluated.is_ok(), "{}: {evaluated:?}", rules.product);
    }
    let rules = catalogue.find(demo.rules_id).unwrap();
    let under = liquidation_prices(&demo.portfolio, &demo.market, rules).unwrap();
    let together = under.group(GroupKey::Cross).unwrap().together.all().to_vec();
    assert!(together.iter().any(|at| at.change().get() > 0.0), "{together:?}");
    for asset in ["BTC", "ETH"] {
        let surface = margin_core::surface::fit(&demo.market, &asset.into()).unwrap();
        assert!(surface.error.get() < 0.005, "{asset}: {:?}", surface.error);
        assert!(surface.butterflies.is_empty() && surface.calendars.is_empty(), "{asset}");
    }
}
