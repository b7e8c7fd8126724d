use super::*;
use crate::desk::Tone;
use crate::import::residual;
use expect_test::{Expect, expect};
use margin_core::solve::liquidation_prices;
use margin_core::units::Ratio;
use margin_import::{
    AccountMode, Document, LiquidationOutcome, LiquidationRow, ReconciledRow, Reconciliation, StatedLiquidation,
    Subject, import, reconcile,
};
use std::path::PathBuf;

fn row(subject: Subject, theirs: f64, residual: f64) -> ReconciledRow {
    let (theirs, residual) = (Usd::new(theirs), Usd::new(residual));
    ReconciledRow { subject, theirs, ours: theirs + residual, residual }
}

fn price(id: u32, theirs: StatedLiquidation, ours: Option<f64>, outcome: LiquidationOutcome) -> LiquidationRow {
    LiquidationRow { id: PositionId(id), theirs, ours: ours.map(Price::new), outcome }
}

fn equal(id: u32, difference: f64) -> LiquidationRow {
    let outcome = LiquidationOutcome::Matched { difference: Ratio::new(difference) };
    price(id, StatedLiquidation::At(Price::new(60_000.0)), Some(60_000.0), outcome)
}

fn differing(id: u32) -> LiquidationRow {
    let outcome = LiquidationOutcome::Mismatched { difference: Some(Ratio::new(0.004)) };
    price(id, StatedLiquidation::At(Price::new(60_000.0)), Some(60_240.0), outcome)
}

fn none(id: u32) -> LiquidationRow {
    price(id, StatedLiquidation::None, None, LiquidationOutcome::NoneAgreed)
}

fn one_sided(id: u32) -> LiquidationRow {
    let outcome = LiquidationOutcome::Mismatched { difference: None };
    price(id, StatedLiquidation::None, Some(60_000.0), outcome)
}

fn silent(id: u32) -> LiquidationRow {
    price(id, StatedLiquidation::Absent, Some(60_000.0), LiquidationOutcome::NotStated)
}

fn view(rows: Vec<ReconciledRow>, liquidations: Vec<LiquidationRow>) -> ReconciliationView {
    reconciliation(&Reconciliation { rows, liquidations }, &portfolio(&["BTC", "ETH", "SOL"]), EN)
}

#[track_caller]
fn verdicts(table: Vec<(Vec<ReconciledRow>, Vec<LiquidationRow>)>, expected: &Expect) {
    let lines = table.into_iter().map(|(rows, liquidations)| {
        let view = view(rows, liquidations);
        let mark = if view.agrees { "agrees " } else { "differs" };
        format!("{mark} {}\n", view.verdict)
    });
    expected.assert_eq(&lines.collect::<String>().replace('\u{202f}', " "));
}

#[test]
fn liquidation_prices_are_summed_up() {
    let table = vec![
        (vec![], vec![]),
        (vec![], vec![equal(1, 3.2e-14), equal(2, 1e-15), none(3)]),
        (vec![], vec![equal(1, 0.0), equal(2, 0.0)]),
        (vec![], vec![equal(1, 2e-9)]),
        (vec![], vec![none(1), none(2), none(3)]),
        (vec![], vec![equal(1, 0.0), differing(2), none(3)]),
        (vec![], vec![one_sided(1), equal(2, 3e-14)]),
        (vec![], vec![differing(1), one_sided(2), silent(3)]),
        (vec![], vec![differing(1), differing(2)]),
        (vec![], vec![none(1)]),
        (vec![], vec![silent(1)]),
    ];
    verdicts(
        table,
        &expect![[r#"
            agrees  The venue states no figures to compare.
            agrees  All 3 liquidation prices agree: 2 equal (largest difference 3 × 10⁻¹⁴), 1 none on both sides.
            agrees  Both liquidation prices agree.
            agrees  The one liquidation price agrees (difference 2 × 10⁻⁹).
            agrees  All 3 liquidation prices agree: none on both sides.
            differs 1 of 3 liquidation prices differs, by 0.4 %.
            differs 1 of 2 liquidation prices differs; one side has none.
            differs 2 of 2 liquidation prices differ, by 0.4 % at most; for 1 of them one side has none. For 1 position the venue states no liquidation price.
            differs 2 of 2 liquidation prices differ, by 0.4 % at most.
            agrees  The one liquidation price agrees: none on both sides.
            agrees  For 1 position the venue states no liquidation price.
        "#]],
    );
}

#[test]
fn amounts_are_summed_up() {
    let account = |equity, maintenance, initial| {
        vec![
            row(Subject::CrossEquity, 521_659.874_209, equity),
            row(Subject::CrossMaintenance, 130_378.463_69, maintenance),
            row(Subject::CrossInitial, 260_756.927_385, initial),
        ]
    };
    let with = |mut rows: Vec<ReconciledRow>, more: ReconciledRow| {
        rows.push(more);
        (rows, vec![])
    };
    let table = vec![
        (account(0.0, 0.0, 0.0), vec![]),
        (account(1.1e-10, 0.000_004, -3e-7), vec![]),
        (account(0.0, 12.34, -1.5), vec![]),
        (vec![row(Subject::CrossMaintenance, 130_378.463_69, 0.000_004)], vec![]),
        (vec![row(Subject::CrossMaintenance, 130_378.463_69, 0.0)], vec![]),
        (account(f64::NAN, 0.0, 0.0), vec![]),
        with(account(0.0, 0.0, 0.0), row(Subject::Withdrawable, 185_041.149_512, 75_861.797_3)),
        with(account(0.0, 0.0, 0.0), row(Subject::Unrealised(PositionId(2)), 118.865, -0.4)),
        with(account(0.0, -2.0, 0.0), row(Subject::Unrealised(PositionId(2)), 118.865, -0.4)),
        with(account(0.0, 0.0, 0.0), row(Subject::Notional(PositionId(1)), 118.865, 1e-6)),
        (
            vec![row(Subject::Initial(PositionId(3)), 7.0, 1.0), row(Subject::Notional(PositionId(1)), 7.0, -2.5)],
            vec![],
        ),
    ];
    verdicts(
        table,
        &expect![[r#"
            agrees  Equity, maintenance and initial are equal to the last digit.
            agrees  Equity, maintenance and initial differ by 0.000004 dollars at most.
            differs Maintenance differs by 12.34 dollars. Initial differs by 1.50 dollars. Equity is equal to the last digit.
            agrees  Maintenance differs by 0.000004 dollars.
            agrees  Maintenance is equal to the last digit.
            differs Equity differs by not known dollars. Maintenance and initial are equal to the last digit.
            agrees  Equity, maintenance and initial are equal to the last digit.
            differs Unrealised profit of ETH perpetual differs by 0.40 dollars. Equity, maintenance and initial are equal to the last digit.
            differs Maintenance differs by 2.00 dollars. Unrealised profit of ETH perpetual differs by 0.40 dollars. Equity and initial are equal to the last digit.
            agrees  Equity, maintenance and initial are equal to the last digit.
            differs 2 amounts of positions differ, the most by 2.50 dollars: size of BTC perpetual.
        "#]],
    );
}

#[test]
fn what_can_be_taken_out_is_not_called_wrong() {
    let line = |residual| view(vec![row(Subject::Withdrawable, 185_041.149_512, residual)], vec![]).account.remove(0);
    let lines = [75_861.797_304, -12.5, 0.000_002].map(line);
    assert!(lines.iter().all(|line| line.tone == Tone::Plain));
    let told = lines.map(|line| {
        format!("{} | {} | {} | {} | {}\n", line.name, line.theirs, line.ours, line.residual, line.note)
            .replace(" | \n", "\n")
    });
    expect![[r#"
        Can be taken out | 185,041.15 | 260,902.95 | +75,861.80 | Not comparable: the venue also holds back what open orders need, and the account's document lists no orders.
        Can be taken out | 185,041.15 | 185,028.65 | −12.50 | Not comparable: the account's document lists no open orders. Those would make the venue's figure the smaller one; here it is the larger.
        Can be taken out | 185,041.15 | 185,041.15 | +0.000002
    "#]]
    .assert_eq(&told.concat());
}

#[test]
fn positions_have_a_row_each_and_their_amounts_the_worst_of_each_kind() {
    let rows = vec![
        row(Subject::Notional(PositionId(1)), 181_008.549_149, 0.0),
        row(Subject::Notional(PositionId(2)), 114_197.012_86, -2e-7),
        row(Subject::Unrealised(PositionId(1)), -27.900_035, 0.18),
        row(Subject::Initial(PositionId(3)), 0.5, 0.0),
    ];
    let liquidations = vec![equal(1, 3.2e-14), differing(2), none(3), one_sided(1), silent(2)];
    let view = view(rows, liquidations);
    let tell = |name: &str, rest: &[&str], tone: Tone| format!("{name} | {} | {tone:?}\n", rest.join(" | "));
    let largest = view.largest.iter();
    let largest =
        largest.map(|line| tell(&line.name, &[&line.theirs, &line.ours, &line.residual, &line.note], line.tone));
    let positions = view.positions.iter();
    let positions =
        positions.map(|row| tell(&row.name, &[&row.theirs, &row.ours, &row.difference, &row.words], row.tone));
    let told = largest.chain(positions).collect::<String>().replace('\u{202f}', " ");
    expect![[r#"
        Size of ETH perpetual | 114,197.01 | 114,197.01 | −0.0000002 | the largest difference of 2 | Plain
        Unrealised profit of BTC perpetual | −27.90 | −27.72 | +0.18 | the largest difference of 1 | Warning
        Initial of SOL perpetual | 0.50 | 0.50 | 0 | the largest difference of 1 | Plain
        BTC perpetual | 60,000 | 60,000 | 3 × 10⁻¹⁴ | equal | Plain
        ETH perpetual | 60,000 | 60,240 | 0.4 % | differs | Warning
        SOL perpetual | none | none |  | none on both sides | Plain
        BTC perpetual | none | 60,000 |  | differs | Warning
        ETH perpetual | not stated | 60,000 |  | not stated | Plain
    "#]]
    .assert_eq(&told);
}

#[test]
fn small_differences_have_as_many_digits_as_it_takes_to_see_them() {
    let dollars = [
        (0.0, "0"),
        (-0.0, "0"),
        (0.000_004, "+0.000004"),
        (-0.000_004_2, "−0.0000042"),
        (1.455e-11, "+1.5 × 10⁻¹¹"),
        (-9.96e-12, "−1 × 10⁻¹¹"),
        (0.1805, "+0.18"),
        (12.3, "+12.30"),
        (-75_861.797_3, "−75,861.80"),
        (f64::NAN, "not known"),
    ];
    for (value, expected) in dollars {
        assert_eq!(residual::dollars(Usd::new(value), EN).replace('\u{202f}', " "), expected, "{value}");
    }
    let relative = [(0.0, "0"), (3.2e-14, "3 × 10⁻¹⁴"), (9.9e-9, "1 × 10⁻⁸"), (0.000_412, "0.041 %"), (0.4, "40 %")];
    for (value, expected) in relative {
        assert_eq!(residual::relative(Ratio::new(value), EN).replace('\u{202f}', " "), expected, "{value}");
    }
    assert_eq!(residual::dollars(Usd::new(1.455e-11), GERMAN), "+1,5\u{202f}×\u{202f}10⁻¹¹");
}

#[test]
fn a_recorded_account_agrees_with_the_venue() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hyperliquid/mainnet_20260906");
    if !data.is_dir() {
        println!("skipped: there is no recorded data in ../shared/data/hyperliquid/mainnet_20260906");
        return;
    }
    let document = |name: &str| Document { name: name.into(), text: std::fs::read_to_string(data.join(name)).unwrap() };
    let documents = ["clearinghouseState.json", "metaAndAssetCtxs.json"].map(document);
    let imported = import(&documents, AccountMode::Detect).unwrap();
    let Imported { portfolio, market, stated, .. } = &imported;
    let rules = imported.rules.as_ref().unwrap();
    let report = margin_core::evaluate(portfolio, market, rules).unwrap();
    let liquidation = liquidation_prices(portfolio, market, rules).unwrap();
    let view = reconciliation(&reconcile(stated, &report, &liquidation), portfolio, EN);

    assert_eq!(
        found(&imported, EN),
        "Hyperliquid, 44 positions (43 cross, 1 isolated), prices of 6 Sep 2026, 16:46 UTC"
    );
    println!("{}\n{:#?}\n{:#?}", view.verdict, view.account, view.largest);
    for taken in &imported.taken {
        println!("{}", note(taken, portfolio, EN));
    }
    assert!(view.agrees && view.positions.len() == 44);
    assert!(
        view.verdict.starts_with("All 44 liquidation prices agree: 28 equal (largest difference "),
        "{}",
        view.verdict
    );
    assert!(view.verdict.contains(", 16 none on both sides. Equity, maintenance and initial differ by "));
    assert!(view.account.iter().chain(&view.largest).all(|line| line.tone == Tone::Plain));
}
