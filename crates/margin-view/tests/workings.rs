//! The workings of figures, as text.

mod common;

use common::{Case, shown};
use expect_test::{Expect, expect};
use margin_core::id::{HoldingId, PositionId};
use margin_core::report::{GroupKey, Level};
use margin_view::{FigureRef, Locale, working};

#[track_caller]
fn check(case: &Case, figure: FigureRef, expected: Expect) {
    let working = working(&figure, &case.subject(), &Locale::ENGLISH).expect("the figure has a working");
    expected.assert_eq(&shown::working(&working));
}

#[test]
fn equity() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Equity,
        expect![[r#"
        49,772 = 49,772.950000000004
        Equity: 49,772.950000000004
        Collateral at its index price, plus unrealised profit, before haircuts.
          Cross: 42,645.55 [1]
            USDC: value: 40,000.00 = 40,000 × 1 [1]
            + BTC perpetual: unrealised profit: 2,319.15 = 1.5 × (79,666.1 − 78,120) [2]
            + ETH perpetual: unrealised profit: 326.40 = −12 × (2,482.8 − 2,510) [2]
          + SOL, isolated: 7,127.40 [3]
            SOL perpetual: set aside: 7,640.00
            + SOL perpetual: unrealised profit: −512.60 = 220 × (101.87 − 104.2) [2]
        [1] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Isolated positions: What was set aside and the position's own profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn initial() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Initial,
        expect![[r#"
        34,350 = 34,349.65666666667
        Initial: 34,349.65666666667
        What each contract requires, added.
          Cross: 26,879.19 [1]
            BTC perpetual: 23,899.83 = 119,499.15 × 20 % [1]
              Notional: 119,499.15 = 1.5 × 79,666.1 [2]
              × Initial rate: 20 %
            + ETH perpetual: 2,979.36 = 29,793.60 × 10 % [1]
              Notional: 29,793.60 = 12 × 2,482.8 [2]
              × Initial rate: 10 %
          + SOL, isolated: 7,470.47 [1]
            SOL perpetual: 7,470.47 = 22,411.40 × 33.3333 % [1]
              Notional: 22,411.40 = 220 × 101.87 [2]
              × Initial rate: 33.3333 %
        [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn maintenance() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Maintenance,
        expect![[r#"
        3,231 = 3,230.4687500000005
        Maintenance: 3,230.4687500000005
        What each contract requires, added.
          Cross: 2,109.90 [1]
            BTC perpetual: 1,737.48 = 2,987.48 − 1,250.00 [2]
              Notional at the tier's rate: 2,987.48 = 119,499.15 × 2.5 % [1]
                BTC perpetual: notional: 119,499.15 = 1.5 × 79,666.1 [3]
                × Maintenance rate: 2.5 %
              − Less in lower tiers: 1,250.00
            + ETH perpetual: 372.42 = 29,793.60 × 1.25 % [1]
              Notional: 29,793.60 = 12 × 2,482.8 [3]
              × Maintenance rate: 1.25 %
          + SOL, isolated: 1,120.57 [1]
            SOL perpetual: 1,120.57 = 22,411.40 × 5 % [1]
              Notional: 22,411.40 = 220 × 101.87 [3]
              × Maintenance rate: 5 %
        [1] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Tiers: Each rate applies to the dollars within its tier. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn freeboard() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Excess(Level::Initial),
        expect![[r#"
        15,423 = 15,423.293333333335
        Freeboard: 15,423.293333333335
        What counts, less what is required.
          Counts: 49,772.95 [2]
            Cross: 42,645.55 [2]
              USDC: 40,000.00 = 40,000.00 × 100 % [3]
                Value: 40,000.00 = 40,000 × 1 [2]
                × Left after the haircut: 100 %
              + BTC perpetual: unrealised profit: 2,319.15 = 1.5 × (79,666.1 − 78,120) [4]
              + ETH perpetual: unrealised profit: 326.40 = −12 × (2,482.8 − 2,510) [4]
            + SOL, isolated: 7,127.40 [5]
              SOL perpetual: set aside: 7,640.00
              + SOL perpetual: unrealised profit: −512.60 = 220 × (101.87 − 104.2) [4]
          − Initial: 34,349.66 [1]
            Cross: 26,879.19 [1]
              BTC perpetual: 23,899.83 = 119,499.15 × 20 % [1]
                Notional: 119,499.15 = 1.5 × 79,666.1 [6]
                × Initial rate: 20 %
              + ETH perpetual: 2,979.36 = 29,793.60 × 10 % [1]
                Notional: 29,793.60 = 12 × 2,482.8 [6]
                × Initial rate: 10 %
            + SOL, isolated: 7,470.47 [1]
              SOL perpetual: 7,470.47 = 22,411.40 × 33.3333 % [1]
                Notional: 22,411.40 = 220 × 101.87 [6]
                × Initial rate: 33.3333 %
        [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Equity: All collateral and all unrealised profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [4] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [5] Isolated positions: What was set aside and the position's own profit. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [6] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn the_maintenance_of_a_position_beyond_the_first_tier() {
    let figure = FigureRef::PositionRequirement(PositionId(1), Level::Maintenance);
    check(
        &Case::new(common::mixed()),
        figure,
        expect![[r#"
        1,738 = 1,737.4787500000002
        BTC perpetual: maintenance: 1,737.4787500000002
        Notional times the maintenance rate of its tier, less what lower rates save in the tiers below.
          Notional at the tier's rate: 2,987.48 = 119,499.15 × 2.5 % [2]
            BTC perpetual: notional: 119,499.15 = 1.5 × 79,666.1 [3]
            × Maintenance rate: 2.5 %
          − Less in lower tiers: 1,250.00
        [1] Tiers: Each rate applies to the dollars within its tier. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn what_must_stay() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Withdrawal(GroupKey::Cross),
        expect![[r#"
        15,766 = 15,766.36
        Can be taken out: 15,766.36
        What counts, less what must stay; nothing where more must stay than counts.
          Counts: 42,645.55 [2]
            USDC: 40,000.00 = 40,000.00 × 100 % [3]
              Value: 40,000.00 = 40,000 × 1 [2]
              × Left after the haircut: 100 %
            + BTC perpetual: unrealised profit: 2,319.15 = 1.5 × (79,666.1 − 78,120) [4]
            + ETH perpetual: unrealised profit: 326.40 = −12 × (2,482.8 − 2,510) [4]
          − Must stay: 26,879.19 [1]
            BTC perpetual: 23,899.83 [1]
              max Initial: 23,899.83 = 119,499.15 × 20 % [5]
                Notional: 119,499.15 = 1.5 × 79,666.1 [6]
                × Initial rate: 20 %
              max Share of notional: 11,949.92 = 119,499.15 × 10 % [1]
                Notional: 119,499.15 = 1.5 × 79,666.1 [6]
                × Share that must stay: 10 %
            + ETH perpetual: 2,979.36 [1]
              max Initial: 2,979.36 = 29,793.60 × 10 % [5]
                Notional: 29,793.60 = 12 × 2,482.8 [6]
                × Initial rate: 10 %
              max Share of notional: 2,979.36 = 29,793.60 × 10 % [1]
                Notional: 29,793.60 = 12 × 2,482.8 [6]
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
fn where_a_backstop_takes_over() {
    check(
        &Case::new(common::mixed()),
        FigureRef::Backstop(GroupKey::Isolated(PositionId(3))),
        expect![[r#"
        747.05 = 747.0466666666667
        SOL, isolated: backstop: 747.0466666666667
        Maintenance, times the share of it at which a backstop takes over.
          Maintenance: 1,120.57 [2]
            SOL perpetual: 1,120.57 = 22,411.40 × 5 % [2]
              Notional: 22,411.40 = 220 × 101.87 [3]
              × Maintenance rate: 5 %
          × Share of maintenance: 66.6667 %
        [1] Backstop: A vault takes over at two thirds of maintenance. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Maintenance requirement: Half of what the tier's greatest leverage implies. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [3] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn a_haircut_by_tier() {
    check(
        &Case::new(common::collateral()),
        FigureRef::HoldingCounted(HoldingId(2), Level::Initial),
        expect![[r#"
        25,822 = 25,822.4
        ETH: counts: 25,822.4
        The value within each band, times what is left after the band's haircut, added.
          Band: 18,000.00 = 20,000.00 × 90 % [1]
          + Band: 7,822.40 = 9,778.00 × 80 % [1]
        [1] Haircuts: Collateral counts after its haircut. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn positions_that_net() {
    check(
        &Case::new(common::pair()),
        FigureRef::Initial,
        expect![[r#"
        20,946 = 20,945.415739171374
        Initial: 20,945.415739171374
        What each contract requires, added.
          BTC future 25 Dec 2026: 2,010.31 = 20,103.13 × 10 % [1]
            Notional: 20,103.13 = 0.25 × 80,412.5 [2]
            × Initial rate: 10 %
          + BTC perpetual (2 positions, netted): 15,933.22 = 79,666.10 × 20 % [1]
            Notional: 79,666.10 = 1 × 79,666.1 [2]
            × Initial rate: 20 %
          + BTC perpetual, coin-settled: 3,001.88 = 30,018.83 × 10 % [1]
            Notional: 30,018.83 = 300 × 100 × 0.000012554928 × 79,700 [2]
            × Initial rate: 10 %
        [1] Initial requirement: Notional divided by the leverage that was set. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
        [2] Notional: Quantity times mark. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn unrealised_profit_in_coin() {
    check(
        &Case::new(common::pair()),
        FigureRef::PositionUnrealised(PositionId(3)),
        expect![[r#"
        316.96 = 316.96903767647984
        BTC perpetual, coin-settled: unrealised profit: 316.96903767647984
        Quantity, times face value, times 1 ÷ entry less 1 ÷ mark: in coins, valued at the index price.
          Quantity: −300
          × Contract size: 100
          × 1 ÷ entry less 1 ÷ mark: −0.00000013256756 = 0.00001242236 − 0.000012554928 [1]
          × Index price: 79,700
        [1] Unrealised profit: Quantity times the change of the mark since entry. (Example Docs, Rules, 19 Jul 2026; as published, not compared with the venue's own figures)
    "#]],
    );
}

#[test]
fn a_figure_of_nothing_has_no_working() {
    let case = Case::new(common::mixed());
    for figure in [FigureRef::HoldingValue(HoldingId(9)), FigureRef::Liquidation(PositionId(9))] {
        assert_eq!(working(&figure, &case.subject(), &Locale::ENGLISH), None);
    }
}
