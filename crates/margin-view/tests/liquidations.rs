//! The workings of liquidation prices, as text.

mod common;

use common::{Case, shown};
use expect_test::{Expect, expect};
use margin_core::id::PositionId;
use margin_view::{FigureRef, Locale, working};

#[track_caller]
fn check(case: &Case, figure: FigureRef, expected: Expect) {
    let working = working(&figure, &case.subject(), &Locale::ENGLISH).expect("the figure has a working");
    expected.assert_eq(&shown::working(&working));
}

#[test]
fn a_liquidation_price() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Liquidation(PositionId(1)),
        expect![[r#"
        52,136 = 52,135.70970464135
        BTC perpetual: liquidation: 52,135.70970464135
        Cross: what counts falls to maintenance with BTC at 52,136. Only BTC moves; other prices are held, so the other contracts' maintenance stays.
          Counts at 52,136: 1,349.96 [2]
            USDC: 40,000.00 = 40,000.00 × 100 % [3]
              Value: 40,000.00 = 40,000 × 1 [2]
              × Left after the haircut: 100 %
            + BTC perpetual: unrealised profit: −38,976.44 = 1.5 × (52,135.71 − 78,120) [4]
            + ETH perpetual: unrealised profit: 326.40 = −12 × (2,482.8 − 2,510) [4]
          − Maintenance at 52,136: 1,349.96 [5]
            BTC perpetual: 977.54 = 78,203.56 × 1.25 % [5]
              Notional: 78,203.56 = 1.5 × 52,135.71 [6]
              × Maintenance rate: 1.25 %
            + ETH perpetual: 372.42 = 29,793.60 × 1.25 % [5]
              Notional: 29,793.60 = 12 × 2,482.8 [6]
              × Maintenance rate: 1.25 %
        [1] Liquidation: Positions are sold below maintenance. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [6] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn the_liquidation_price_of_an_isolated_position() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Liquidation(PositionId(3)),
        expect![[r#"
        73.13 = 73.12918660287082
        SOL perpetual: liquidation: 73.12918660287082
        SOL, isolated: what counts falls to maintenance with SOL at 73.13.
          Counts at 73.13: 804.42 [2]
            SOL perpetual: set aside: 7,640.00
            + SOL perpetual: unrealised profit: −6,835.58 = 220 × (73.129187 − 104.2) [3]
          − Maintenance at 73.13: 804.42 [4]
            SOL perpetual: 804.42 = 16,088.42 × 5 % [4]
              Notional: 16,088.42 = 220 × 73.129187 [5]
              × Maintenance rate: 5 %
        [1] Liquidation: Positions are sold below maintenance. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Isolated positions: What was set aside and the position's own profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn a_liquidation_that_is_now() {
    check(
        &Case::new(common::under_water()),
        FigureRef::Liquidation(PositionId(1)),
        expect![[r#"
        80,171 = 80,170.94017094017
        BTC perpetual: liquidation: 80,170.94017094017
        Cross: under water now. What counts meets maintenance again with BTC at 80,171, other prices held.
          Counts at 80,171: 1,756.41 [2]
            USDC: 1,500.00 = 1,500.00 × 100 % [3]
              Value: 1,500.00 = 1,500 × 1 [2]
              × Left after the haircut: 100 %
            + BTC perpetual: unrealised profit: 256.41 = 1.5 × (80,170.94 − 80,000) [4]
          − Maintenance at 80,171: 1,756.41 [5]
            BTC perpetual: 1,756.41 = 3,006.41 − 1,250.00 [6]
              Notional at the tier's rate: 3,006.41 = 120,256.41 × 2.5 % [5]
                BTC perpetual: notional: 120,256.41 = 1.5 × 80,170.94 [7]
                × Maintenance rate: 2.5 %
              − Less in lower tiers: 1,250.00
        [1] Liquidation: Positions are sold below maintenance. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [6] Tiers: Each rate applies to the dollars within its tier. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [7] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn no_liquidation_price() {
    check(
        &Case::new(common::collateral()),
        FigureRef::Liquidation(PositionId(1)),
        expect![[r#"
        none = none
        ETH perpetual: liquidation: none
        Cross: at no price of ETH alone does what counts fall to maintenance, other prices held.
          Counts now: 65,156.80 [2]
            USDC: 40,000.00 = 40,000.00 × 100 % [3]
              Value: 40,000.00 = 40,000 × 1 [2]
              × Left after the haircut: 100 %
            + ETH: 25,822.40 [3]
              Band: 18,000.00 = 20,000.00 × 90 % [3]
              + Band: 7,822.40 = 9,778.00 × 80 % [3]
            + DOGE: 0.00 = 210.00 × 0 % [3]
              Value: 210.00 = 1,000 × 0.21 [2]
              × Left after the haircut: 0 %
            + USDT: −500.00 = −500.00 × 100 % [3]
              Value: −500.00 = −500 × 1 [2]
              × Left after the haircut: 100 %
            + ETH perpetual: unrealised profit: −165.60 = −2 × (2,482.8 − 2,400) [4]
          − Maintenance now: 62.07 [5]
            ETH perpetual: 62.07 = 4,965.60 × 1.25 % [5]
              Notional: 4,965.60 = 2 × 2,482.8 [6]
              × Maintenance rate: 1.25 %
        [1] Liquidation: Positions are sold below maintenance. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [6] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}
