//! The demo of dynamic requirements: its figures, and what they are made of.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use expect_test::expect;
use margin_core::dynamic::{Profile, profile};
use margin_core::report::{Assumption, Level, MarginReport};
use margin_core::solve::liquidation_prices;
use margin_venues::{Demo, catalogue, demos};
use std::fmt::Write;

const RULES: &str = "reference/dynamic";

fn told() -> (MarginReport, Profile) {
    let (demos, catalogue) = (demos().unwrap(), catalogue().unwrap());
    let Demo { portfolio, market, .. } = demos.iter().find(|demo| demo.rules_id == RULES).unwrap();
    let rules = catalogue.find(RULES).unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    (report, profile(portfolio, market, rules).unwrap().unwrap())
}

/// The changes of all prices together at which the demo goes under or is afloat again.
fn crossings() -> Vec<f64> {
    let (demos, catalogue) = (demos().unwrap(), catalogue().unwrap());
    let Demo { portfolio, market, .. } = demos.iter().find(|demo| demo.rules_id == RULES).unwrap();
    let found = liquidation_prices(portfolio, market, catalogue.find(RULES).unwrap()).unwrap();
    found.groups[0].together.all().iter().map(|crossing| crossing.change().get()).collect()
}

#[test]
fn the_demo_is_afloat_and_takes_nothing_as_given_but_that_sol_has_no_options() {
    let (report, _) = told();
    let figures = &report.groups[0].figures;
    assert!(Level::ALL.iter().all(|level| figures.excess(*level).usd().get() > 0.0));
    assert_eq!(report.assumptions, [Assumption::SurfaceUnknown("SOL".into())]);
}

#[test]
fn the_demos_figures_are_these() {
    let (report, told) = told();
    let mut figures = String::new();
    for each in &told.underlyings {
        let (hours, volatilities) = (each.horizon.get() * 8_760.0, each.volatilities);
        writeln!(figures, "{}: delta {:.0}, horizon {hours:.2} hours", each.asset, each.delta.get()).unwrap();
        let [counted, range] = [volatilities.counted.get(), each.range.get()];
        writeln!(figures, "  volatility {counted:.4} ({:?}), range {range:.4}", volatilities.binding).unwrap();
        let (loss, parts) = (&each.loss, each.loss.attribution);
        let (price, way) = (loss.price.get(), loss.within.volatility);
        writeln!(figures, "  loses {:.0} at {price:.4}, volatilities {way:?}", loss.amount.get()).unwrap();
        let parts = [parts.delta, parts.gamma, parts.vega, parts.vanna, parts.volga, parts.residual];
        let parts: Vec<_> = parts.iter().map(|part| format!("{:.0}", part.get())).collect();
        writeln!(figures, "  delta, gamma, vega, vanna, volga, rest: {}", parts.join(", ")).unwrap();
    }
    writeln!(figures, "standalone {:.0}, sides {:.0}", told.standalone.get(), told.sides.get()).unwrap();
    for offset in &told.offsets {
        let [correlation, amount] = [offset.correlation.get(), offset.amount.get()];
        writeln!(figures, "{} and {} by {correlation:.3}: {amount:.0}", offset.first, offset.second).unwrap();
    }
    let [net, size, jumps] = [told.net, told.concentration, told.latency].map(|amount| amount.get());
    writeln!(figures, "net {net:.0}, for size {size:.0}, for jumps {jumps:.0}").unwrap();
    let [maintenance, buffer, initial] = [told.maintenance, told.buffer.usd(), told.initial].map(|amount| amount.get());
    writeln!(figures, "maintenance {maintenance:.0}, buffer {buffer:.0}, initial {initial:.0}").unwrap();
    let found = &report.groups[0].figures;
    let under: Vec<_> = crossings().iter().map(|change| format!("{change:.4}")).collect();
    writeln!(figures, "goes under when all prices change by {}", under.join(", ")).unwrap();
    writeln!(figures, "equity {:.0}, initial {:.0}", found.equity.usd().get(), found.initial.usd().get()).unwrap();
    expect![[r#"
        BTC: delta 210507, horizon 8.04 hours
          volatility 1.2514 (Blended), range 0.1232
          loses 26498 at -0.1232, volatilities Still
          delta, gamma, vega, vanna, volga, rest: 25929, 549, 0, 0, 0, 20
        ETH: delta -167622, horizon 8.03 hours
          volatility 1.4783 (Blended), range 0.1455
          loses 35234 at 0.1455, volatilities Up
          delta, gamma, vega, vanna, volga, rest: 24382, 1971, 7386, 2310, 363, -1177
        SOL: delta 71100, horizon 8.06 hours
          volatility 1.3131 (Blended), range 0.1294
          loses 9203 at -0.1294, volatilities Still
          delta, gamma, vega, vanna, volga, rest: 9203, 0, 0, 0, 0, 0
        standalone 70935, sides 0
        BTC and ETH by -0.868: 20002
        BTC and SOL by 0.863: 382
        ETH and SOL by -0.868: 6947
        net 43604, for size 0, for jumps 41
        maintenance 43645, buffer 10911, initial 54556
        goes under when all prices change by -0.3711, 1.6738
        equity 82989, initial 54556
    "#]]
    .assert_eq(&figures);
}
