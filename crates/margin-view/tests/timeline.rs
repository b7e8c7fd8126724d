//! Liquidations gone through: what is told, and that it adds up.

mod common;

use common::{Case, mixed, under_water};
use expect_test::expect;
use margin_core::rules::Pairs;
use margin_core::rules::liquidation::Size;
use margin_core::units::Ratio;
use margin_view::timeline::{Course, LedgerRow, Moves, Timeline, Told, run, timeline, working};
use margin_view::{Locale, NumberProblem, number};

const LOCALE: Locale = Locale::ENGLISH;

fn falls(asset: &str, change: f64, seconds: f64) -> Course {
    Course { moves: Moves::One(asset.into()), change: Ratio::new(change), seconds }
}

fn gone(case: &Case, course: &Course) -> Timeline {
    let process = run(course, &case.subject()).expect("it can be gone through");
    timeline(course, &process, &case.subject(), &LOCALE)
}

fn text(told: &Timeline) -> String {
    let mut text = format!("{}\n", told.summary);
    told.endings.iter().for_each(|ending| text.push_str(&format!("{:?}: {}\n", ending.tone, ending.text)));
    told.unknown.iter().for_each(|unknown| text.push_str(&format!("not known: {unknown}\n")));
    for step in &told.steps {
        match step {
            Told::LeftOut(words) => text.push_str(&format!("({words})\n")),
            Told::Step(step) => text.push_str(&format!(
                "{}. {} | {} | {} | {} | {} | {} | {} | {}\n",
                step.number,
                step.time,
                step.standing,
                step.group,
                step.says,
                step.paid.join(", "),
                step.counted.join(" -> "),
                step.maintenance.join(" -> "),
                step.rule.text,
            )),
        }
    }
    told.ledger.iter().for_each(|row| text.push_str(&format!("ledger {}: {}\n", row.name, row.amount.text)));
    for row in told.figures.iter().chain(&told.left) {
        text.push_str(&format!("{}: {} -> {}\n", row.name, row.before, row.after));
    }
    text.replace('\u{202f}', " ")
}

#[test]
fn a_liquidation_is_told_step_by_step() {
    let told = gone(&Case::new(mixed()), &falls("SOL", -0.5, 3_600.0));
    expect![[r#"
        SOL falls 50 % within 1 hour: one step, after which 43,449 is left.
        Plain: Cross: not liquidated.
        Warning: SOL, isolated: all of it is liquidated, and no more is lost than there was.
        not known: What liquidation costs here is not known: no fee is taken, so less may be left.
        not known: Who bears what is lost beyond what there is, the rules do not say.
        1. after 33.9 minutes | SOL 73.129 (−28.2 %) | SOL, isolated | SOL perpetual: all 220 sold at the mark, 73.1292. |  | 804.42 -> 804.42 | 804.43 -> 0 | Liquidation
        ledger Equity at the start: 49,772
        ledger Lost by the prices on the way: −6,323
        ledger What the trader keeps: 43,449
        Equity: 49,772 -> 43,449
        Counts: 49,772 -> 43,449
        Initial: 34,350 -> 26,880
        Maintenance: 3,231 -> 2,110
        Freeboard: 15,423 -> 16,570
        Leverage: 3.4× -> 3.4×
        USDC: 40,000 -> 40,804.421
        SOL perpetual: 220 -> none
    "#]].assert_eq(&text(&told));
}

#[test]
fn a_portfolio_that_is_under_water_is_liquidated_at_todays_prices() {
    let case = Case::new(under_water());
    let course = Course::to_the_nearest(&case.subject(), 3_600.0).expect("it is under water");
    assert_eq!(course.change, Ratio::ZERO);
    expect![[r#"
        At today’s prices: 3 steps, after which 0 is left.
        Warning: Cross: all of it is liquidated, and no more is lost than there was.
        Danger: SOL, isolated: all of it is liquidated, and more is lost than there was.
        not known: What liquidation costs here is not known: no fee is taken, so less may be left.
        not known: Who bears what is lost beyond what there is, the rules do not say.
        1. at the start | today’s prices | Cross | The backstop takes all positions over at the mark. | 999.15 to the backstop | 999.15 -> 0 | 1,738 -> 0 | Backstop
        2. at the start | today’s prices | SOL, isolated | The backstop takes all positions over at the mark. |  | −12.60 -> −12.60 | 1,121 -> 0 | Backstop
        3. at the start | today’s prices | SOL, isolated | 12.60 more is lost than there was. | 12.60 from somebody the rules do not name | −12.60 -> 0 | 0 -> 0 | Losses beyond what there is
        ledger Equity at the start: 986.55
        ledger Gained by the prices on the way: 0
        ledger To the backstop: −999.15
        ledger Borne by somebody the rules do not name: 12.60
        ledger What the trader keeps: 0
        Equity: 986.55 -> 0
        Counts: 986.55 -> 0
        Initial: 31,371 -> 0
        Maintenance: 2,859 -> 0
        Freeboard: −30,384 -> 0
        Leverage: 143.8× -> none
        USDC: 1,500 -> none
        BTC perpetual: 1.5 -> none
        SOL perpetual: 220 -> none
    "#]].assert_eq(&text(&gone(&case, &course)));
}

#[test]
fn a_price_that_rises_for_a_long_liquidates_nothing() {
    let told = gone(&Case::new(mixed()), &Course { change: Ratio::new(0.1), ..falls("SOL", 0.1, 0.0) });
    assert_eq!(told.summary, "SOL rises 10\u{202f}% at once: nothing is liquidated.");
    assert!(told.steps.is_empty());
}

/// Both demos under every venue's rules that they can be evaluated under.
fn everywhere() -> Vec<(String, Case)> {
    let (demos, catalogue) = (margin_venues::demos().expect("demos"), margin_venues::catalogue().expect("rules"));
    let mut cases = Vec::new();
    for demo in demos {
        for entry in catalogue.entries() {
            let inputs = (&demo.portfolio, &demo.market, &entry.rules);
            let report = margin_core::evaluate(inputs.0, inputs.1, inputs.2);
            let liquidation = margin_core::solve::liquidation_prices(inputs.0, inputs.1, inputs.2);
            let (Ok(report), Ok(liquidation)) = (report, liquidation) else { continue };
            let (portfolio, market, rules) = (demo.portfolio.clone(), demo.market.clone(), entry.rules.clone());
            cases.push((entry.id.to_owned(), Case { portfolio, market, rules, report, liquidation }));
        }
    }
    cases
}

#[test]
fn what_everybody_gets_adds_up_to_what_there_was() {
    let mut steps = 0;
    for (id, case) in everywhere() {
        let all = Course { moves: Moves::All, change: Ratio::new(-0.6), seconds: 3_600.0 };
        let Ok(process) = run(&all, &case.subject()) else { continue };
        let told = timeline(&all, &process, &case.subject(), &LOCALE);
        let amount = |row: &LedgerRow| number::parse(&row.amount.full, &LOCALE).expect("a number");
        let (end, parts) = told.ledger.split_last().expect("rows");
        let added: f64 = parts.iter().map(amount).sum();
        assert!(
            (added - amount(end)).abs() < 1e-6 * case.report.gross_notional().usd().get().max(1e6),
            "{id}: {added}"
        );
        steps += told.steps.len();
    }
    assert!(steps > 50, "only {steps} steps were told");
}

#[test]
fn every_step_has_a_working_that_cites_its_rule_or_says_that_none_is_cited() {
    let mut cited = 0;
    for (id, case) in everywhere() {
        let subject = case.subject();
        let Some(course) = Course::to_the_nearest(&subject, 3_600.0) else { continue };
        let Ok(process) = run(&course, &subject) else { continue };
        for (index, event) in process.events.iter().enumerate() {
            let working = working(index, &course, &process, &subject, &LOCALE).expect("a working");
            let is_cited = case.rules.citations.contains_key(&event.rule);
            assert_eq!(is_cited, !working.sentence.contains("do not say more"), "{id}: {}", working.sentence);
            assert!(!working.lines.is_empty(), "{id}: {}", working.title);
            cited += usize::from(is_cited);
        }
        assert_eq!(working(process.events.len(), &course, &process, &subject, &LOCALE), None);
    }
    assert!(cited > 20, "only {cited} steps cite a rule");
}

#[test]
fn many_steps_are_told_by_the_first_and_the_last() {
    let mut rules = common::rules(Pairs::Netted);
    rules.liquidation.backstop = None;
    rules.liquidation.size = Size::Share { share: Ratio::new(0.01), all_below: None, small: None };
    let case = Case::under(mixed(), rules);
    let told = gone(&case, &falls("BTC", -0.9, 3_600.0));
    assert_eq!(told.steps.len(), 41);
    assert!(matches!(&told.steps[30], Told::LeftOut(words) if words.ends_with("more steps, left out here")));
}

#[test]
fn shares_are_read_in_per_cent() {
    for (text, share) in [("20", 0.2), ("20 %", 0.2), ("20%", 0.2), ("2000 bps", 0.2), ("-12.5", -0.125), ("0", 0.0)] {
        assert_eq!(number::parse_percent(text, &LOCALE), Ok(share), "{text}");
    }
    assert_eq!(number::parse_percent("", &LOCALE), Err(NumberProblem::Empty));
    for share in [0.2, 0.123_456, -0.5, 2.0] {
        let written = number::full_percent(share, &LOCALE);
        assert_eq!(number::parse_percent(&written, &LOCALE), Ok(share), "{written}");
    }
}
