//! The workings of the measures of capital efficiency, as text.

mod common;

use common::{Case, shown};
use expect_test::{Expect, expect};
use margin_core::portfolio::Portfolio;
use margin_core::report::GroupKey;
use margin_core::rules::Pairs;
use margin_view::{FigureRef, Locale, Measure, working};

#[track_caller]
fn check(case: &Case, figure: FigureRef, expected: Expect) {
    let working = working(&figure, &case.subject(), &Locale::ENGLISH).expect("the figure has a working");
    expected.assert_eq(&shown::working(&working));
}

#[test]
fn gross_notional() {
    check(
        &Case::new(common::pair()),
        FigureRef::Measure(Measure::GrossNotional),
        expect![[r#"
        209,454 = 209,454.15739171376
        Gross notional: 209,454.15739171376
        All positions' notionals, added.
          BTC perpetual, long: notional: 119,499.15 = 1.5 × 79,666.1 [1]
          + BTC perpetual, short: notional: 39,833.05 = 0.5 × 79,666.1 [1]
          + BTC perpetual, coin-settled: notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [1]
          + BTC future 25 Dec 2026: notional: 20,103.13 = 0.25 × 80,412.5 [1]
        [1] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn effective_leverage() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Measure(Measure::EffectiveLeverage),
        expect![[r#"
        3.4× = 3.44974830706237
        Leverage: 3.44974830706237
        All positions' notionals, divided by equity.
          Gross notional: 171,704.15
            BTC perpetual: notional: 119,499.15 = 1.5 × 79,666.1 [1]
            + ETH perpetual: notional: 29,793.60 = 12 × 2,482.8 [1]
            + SOL perpetual: notional: 22,411.40 = 220 × 101.87 [1]
          ÷ Equity: 49,772.95 [2]
            Cross: 42,645.55 [2]
              USDC: value: 40,000.00 = 40,000 × 1 [2]
              + BTC perpetual: unrealised profit: 2,319.15 = 1.5 × (79,666.1 − 78,120) [3]
              + ETH perpetual: unrealised profit: 326.40 = −12 × (2,482.8 − 2,510) [3]
            + SOL, isolated: 7,127.40 [4]
              SOL perpetual: set aside: 7,640.00
              + SOL perpetual: unrealised profit: −512.60 = 220 × (101.87 − 104.2) [3]
        [1] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Isolated positions: What was set aside and the position's own profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn requirement_to_notional() {
    check(
        &Case::new(common::pair()),
        FigureRef::Measure(Measure::RequirementToNotional),
        expect![[r#"
        10.0 % = 0.09999999999999999
        Initial ÷ notional: 0.09999999999999999
        The initial requirement, divided by all positions' notionals.
          Initial: 20,945.42 [1]
            BTC future 25 Dec 2026: 2,010.31 = 20,103.13 × 10 % [1]
              Notional: 20,103.13 = 0.25 × 80,412.5 [2]
              × Initial rate: 10 %
            + BTC perpetual (2 positions, netted): 15,933.22 = 79,666.10 × 20 % [1]
              Notional: 79,666.10 = 1 × 79,666.1 [2]
              × Initial rate: 20 %
            + BTC perpetual, coin-settled: 3,001.88 = 30,018.83 × 10 % [1]
              Notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [2]
              × Initial rate: 10 %
          ÷ Gross notional: 209,454.16
            BTC perpetual, long: notional: 119,499.15 = 1.5 × 79,666.1 [2]
            + BTC perpetual, short: notional: 39,833.05 = 0.5 × 79,666.1 [2]
            + BTC perpetual, coin-settled: notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [2]
            + BTC future 25 Dec 2026: notional: 20,103.13 = 0.25 × 80,412.5 [2]
        [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn what_netting_saves() {
    check(
        &Case::new(common::pair()),
        FigureRef::Measure(Measure::Saving),
        expect![[r#"
            32.2 % = 0.3222355094086372
            Netting saves: 0.3222355094086372
            The whole, less the initial requirement divided by what the positions would require each alone.
              The whole: 100 %
              − Initial ÷ each alone: 67.7764 % = 20,945.42 ÷ 30,903.68
                Initial: 20,945.42 [1]
                  BTC future 25 Dec 2026: 2,010.31 = 20,103.13 × 10 % [1]
                    Notional: 20,103.13 = 0.25 × 80,412.5 [2]
                    × Initial rate: 10 %
                  + BTC perpetual (2 positions, netted): 15,933.22 = 79,666.10 × 20 % [1]
                    Notional: 79,666.10 = 1 × 79,666.1 [2]
                    × Initial rate: 20 %
                  + BTC perpetual, coin-settled: 3,001.88 = 30,018.83 × 10 % [1]
                    Notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [2]
                    × Initial rate: 10 %
                ÷ Initial, each alone: 30,903.68
                  BTC perpetual, long: initial: 23,899.83 = 119,499.15 × 20 % [1]
                    Notional: 119,499.15 = 1.5 × 79,666.1 [2]
                    × Initial rate: 20 %
                  + BTC perpetual, short: initial: 1,991.65 = 39,833.05 × 5 % [1]
                    Notional: 39,833.05 = 0.5 × 79,666.1 [2]
                    × Initial rate: 5 %
                  + BTC perpetual, coin-settled: initial: 3,001.88 = 30,018.83 × 10 % [1]
                    Notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [2]
                    × Initial rate: 10 %
                  + BTC future 25 Dec 2026: initial: 2,010.31 = 20,103.13 × 10 % [1]
                    Notional: 20,103.13 = 0.25 × 80,412.5 [2]
                    × Initial rate: 10 %
            [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
            [2] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        "#]],
    );
}

#[test]
fn what_is_idle() {
    check(
        &Case::new(common::collateral()),
        FigureRef::Measure(Measure::Idle),
        expect![[r#"
        99.2 % = 0.9923789995825455
        Idle: 0.9923789995825455
        Freeboard, divided by what counts.
          Freeboard: 64,660.24 = 65,156.80 − 496.56 [1]
            Counts: 65,156.80 [2]
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
            − Initial: 496.56 [1]
              ETH perpetual: 496.56 = 4,965.60 × 10 % [1]
                Notional: 4,965.60 = 2 × 2,482.8 [5]
                × Initial rate: 10 %
          ÷ Counts: 65,156.80 [2]
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
        [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn what_must_stay_for_each_side() {
    let mut portfolio = common::pair();
    portfolio.positions.truncate(2);
    let case = Case::under(portfolio, common::rules(Pairs::EachSide));
    check(
        &case,
        FigureRef::Withdrawal(GroupKey::Cross),
        expect![[r#"
        17,094 = 17,094.617500000004
        Can be taken out: 17,094.617500000004
        What counts, less what must stay; nothing where more must stay than counts.
          Counts: 42,986.10 [2]
            USDC: 40,000.00 = 40,000.00 × 100 % [3]
              Value: 40,000.00 = 40,000 × 1 [2]
              × Left after the haircut: 100 %
            + BTC perpetual, long: unrealised profit: 2,319.15 = 1.5 × (79,666.1 − 78,120) [4]
            + BTC perpetual, short: unrealised profit: 666.95 = −0.5 × (79,666.1 − 81,000) [4]
          − Must stay: 25,891.48 [1]
            BTC perpetual (2 positions, each side in full): 25,891.48 [1]
              max Initial (2 positions, each side in full): 25,891.48 [5]
                BTC perpetual, long: 23,899.83 = 119,499.15 × 20 % [5]
                  Notional: 119,499.15 = 1.5 × 79,666.1 [6]
                  × Initial rate: 20 %
                + BTC perpetual, short: 1,991.65 = 39,833.05 × 5 % [5]
                  Notional: 39,833.05 = 0.5 × 79,666.1 [6]
                  × Initial rate: 5 %
              max Share of notional: 15,933.22 [1]
                BTC perpetual, long: 11,949.92 = 119,499.15 × 10 % [1]
                  Notional: 119,499.15 = 1.5 × 79,666.1 [6]
                  × Share that must stay: 10 %
                + BTC perpetual, short: 3,983.31 = 39,833.05 × 10 % [1]
                  Notional: 39,833.05 = 0.5 × 79,666.1 [6]
                  × Share that must stay: 10 %
        [1] Taking collateral out: A tenth of notional must stay. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [6] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn a_measure_that_would_divide_by_zero_has_no_working() {
    let case = Case::new(Portfolio::default());
    for measure in [Measure::EffectiveLeverage, Measure::RequirementToNotional, Measure::Saving, Measure::Idle] {
        assert_eq!(working(&FigureRef::Measure(measure), &case.subject(), &Locale::ENGLISH), None);
    }
}
