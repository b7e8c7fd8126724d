//! Venues beside each other, as text.

mod common;

use common::Case;
use expect_test::{Expect, expect};
use margin_core::compare::{AccountMode, Buffer, Candidate, Criterion, Transfer, compare, split};
use margin_core::portfolio::Portfolio;
use margin_core::rules::{Grade, Model, Pairs, RuleKey, Status, VenueRules};
use margin_core::units::{Ratio, Usd};
use margin_view::Locale;
use margin_view::compare::{self as view, Column, CompareView, Direction, Source, Takes, Use};

const EN: &Locale = &Locale::ENGLISH;

/// The example's rules under another name, changed.
fn venue(name: &str, change: impl FnOnce(&mut VenueRules)) -> VenueRules {
    let mut rules = VenueRules { venue: name.into(), ..common::rules(Pairs::Netted) };
    change(&mut rules);
    rules
}

/// Rules that do not list a contract.
fn without(contract: &str) -> impl FnOnce(&mut VenueRules) + use<'_> {
    move |rules| {
        if let Model::TieredNotional(model) = &mut rules.model {
            model.listings.retain(|id, _| id.as_str() != contract);
        }
    }
}

/// Rules of which what counts is taken at a higher haircut.
fn harsher(rules: &mut VenueRules) {
    let half = margin_core::rules::Haircut::Flat(Ratio::new(0.5));
    rules.collateral.assets.insert("USDC".into(), common::terms(margin_core::report::Levels::both(half)));
}

fn venues() -> [(VenueRules, Use); 5] {
    [
        (venue("First", |_| ()), Use::Present),
        (venue("Harsher", harsher), Use::Open),
        (venue("Without SOL", without("SOL-PERP")), Use::Open),
        (venue("Gone", |rules| rules.status = Status::Closed), Use::Closed),
        (
            venue("Nothing", |rules| {
                if let Model::TieredNotional(model) = &mut rules.model {
                    model.listings.clear();
                }
            }),
            Use::Open,
        ),
    ]
}

fn compared(portfolio: &Portfolio, criterion: Criterion, mode: AccountMode) -> CompareView {
    let venues = venues();
    let candidates: Vec<_> = venues.iter().map(|(rules, _)| Candidate { rules, mode }).collect();
    let found = compare(portfolio, &common::market(), &candidates);
    let sources: Vec<_> =
        venues.iter().map(|(rules, use_for)| Source { id: &rules.venue, rules, use_for: *use_for }).collect();
    view::compare(&found, &sources, portfolio, criterion, EN)
}

fn told(view: &CompareView) -> String {
    let mut text = format!("{}\n", view.best);
    for row in &view.rows {
        let part = match &row.takes {
            Takes::Whole => String::new(),
            Takes::Part(words) => format!(" ({words})"),
        };
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        let best = if row.best { "* " } else { "" };
        text.push_str(&format!("{best}{} | {}{part} | {}\n", row.name, row.standing, cells.join(" | ")));
        for says in &row.left_out {
            text.push_str(&format!("  {says}\n"));
        }
        let view::Bar { maintenance, initial, counted } = row.bar;
        text.push_str(&format!("  bar {maintenance:.3} {initial:.3} {counted:.3}\n"));
    }
    for without in &view.without {
        text.push_str(&format!("{}: {}\n", without.name, without.why));
    }
    for says in &view.assumptions {
        text.push_str(&format!("given: {says}\n"));
    }
    common::shown::plain(&text)
}

#[track_caller]
fn check(found: &str, expected: Expect) {
    expected.assert_eq(found);
}

#[test]
fn a_portfolio_under_five_rules() {
    let view = compared(&common::mixed(), Criterion::LeastInitial, AccountMode::AsSet);
    check(
        &told(&view),
        expect![[r#"
        First · Perpetuals and Harsher · Perpetuals require least to open: 34,350 (of 2 that take the whole portfolio).
        * First · Perpetuals | now · as published | 34,350 | 3,231 | 49,772 | 15,423 | SOL −28.2 % | not known | 0.0 % | 31.0 %
          bar 0.065 0.690 1.000
        * Harsher · Perpetuals | as published | 34,350 | 3,231 | 29,772 | −4,577 | BTC −17.6 % | not known | 0.0 % | none
          bar 0.065 0.690 0.598
        Without SOL · Perpetuals | as published (a part only: without 1 of 4) | 26,880 | 2,110 | 42,645 | 15,766 | BTC −34.5 % | not known | 0.0 % | 37.0 %
          SOL perpetual is left out: These rules do not list SOL perpetual.
          bar 0.042 0.540 0.857
        Gone · Perpetuals | closed · as published | 34,350 | 3,231 | 49,772 | 15,423 | SOL −28.2 % | not known | 0.0 % | 31.0 %
          bar 0.065 0.690 1.000
        Nothing · Perpetuals: It takes none of the positions and debts.
        given: Every venue is put at the same prices and figures: those of the desk’s market.
    "#]],
    );
}

#[test]
fn the_best_is_told_with_its_figure_and_ties_are_shared() {
    let all = [
        Criterion::LeastInitial,
        Criterion::LeastMaintenance,
        Criterion::FarthestLiquidation,
        Criterion::LeastIdle,
        Criterion::LeastCost,
    ];
    let told: String =
        all.map(|criterion| compared(&common::mixed(), criterion, AccountMode::AsSet).best + "\n").concat();
    check(
        &common::shown::plain(&told),
        expect![[r#"
        First · Perpetuals and Harsher · Perpetuals require least to open: 34,350 (of 2 that take the whole portfolio).
        First · Perpetuals and Harsher · Perpetuals require least to keep: 3,231 (of 2 that take the whole portfolio).
        First · Perpetuals goes under last: SOL −28.2 % (of 2 that take the whole portfolio).
        First · Perpetuals leaves least idle: 31.0 % (of 2 that take the whole portfolio).
        Of the 2 venues that take the whole portfolio none has this figure.
    "#]],
    );
}

#[test]
fn no_venue_is_best_where_none_takes_everything() {
    let mut portfolio = common::mixed();
    portfolio.positions.push(common::cross(9, "NOWHERE", 1.0, 1.0, 1.0));
    let view = compared(&portfolio, Criterion::LeastInitial, AccountMode::AsSet);
    assert_eq!(view.best, "No venue that trades takes the whole portfolio.");
    assert!(view.rows.iter().all(|row| !row.best));
}

#[test]
fn a_closed_venue_is_never_best() {
    for criterion in [Criterion::LeastInitial, Criterion::FarthestLiquidation, Criterion::LeastIdle] {
        let view = compared(&common::mixed(), criterion, AccountMode::AllCross);
        assert!(view.rows.iter().filter(|row| row.use_for == Use::Closed).all(|row| !row.best));
    }
}

#[test]
fn rows_are_ordered_by_a_column_with_parts_of_the_portfolio_last() {
    let mut view = compared(&common::mixed(), Criterion::LeastInitial, AccountMode::AsSet);
    for column in Column::ALL {
        for direction in [Direction::Rising, Direction::Falling] {
            view::sort(&mut view.rows, column, direction);
            let index = Column::ALL.iter().position(|each| *each == column).unwrap();
            let whole: Vec<_> = view.rows.iter().filter(|row| row.takes == Takes::Whole).collect();
            let figures: Vec<_> = whole.iter().filter_map(|row| row.cells[index].order).collect();
            let rises = figures.is_sorted_by(|left, right| left <= right);
            let falls = figures.is_sorted_by(|left, right| left >= right);
            assert!(if direction == Direction::Rising { rises } else { falls }, "{column:?} {direction:?}");
            assert!(view.rows.is_sorted_by_key(|row| row.takes != Takes::Whole), "parts stand last");
        }
    }
}

#[test]
fn a_row_opens_line_by_line() {
    let here = Case::new(common::mixed());
    let rules = venue("Without SOL", |rules| {
        harsher(rules);
        without("SOL-PERP")(rules);
        if let Some(citation) = rules.citations.get_mut(&RuleKey::Tiers) {
            citation.grade = Grade::Uncertain;
        }
        rules.notes.push("Half of this is a guess.".into());
    });
    let candidate = Candidate { rules: &rules, mode: AccountMode::AllIsolated };
    let found = compare(&here.portfolio, &here.market, &[candidate]);
    let source = Source { id: "there", rules: &rules, use_for: Use::Open };
    let subject = here.subject();
    let detail = view::detail((&source, &found.outcomes[0]), Some(&subject), (&here.portfolio, &here.market), EN);
    let mut text = format!("{:?}\n{}\n", detail.about.closed, detail.about.established);
    detail.about.uncertain.iter().for_each(|rule| text.push_str(&format!("uncertain: {}: {}\n", rule.name, rule.says)));
    detail.about.notes.iter().for_each(|note| text.push_str(&format!("note: {note}\n")));
    detail.left_out.iter().chain(&detail.assumptions).for_each(|says| text.push_str(&format!("{says}\n")));
    for line in &detail.lines {
        let [here, there] = [&line.here, &line.there].map(|figure| figure.as_deref().unwrap_or("none"));
        text.push_str(&format!("{} | {here} | {there} | {}\n", line.name, line.differs));
    }
    detail.workings.iter().for_each(|working| text.push_str(&format!("{}: {}\n", working.title, working.result.text)));
    check(
        &common::shown::plain(&text),
        expect![[r#"
        None
        These rules hold from 6 Sep 2026; uncertain: from others, or inferred.
        uncertain: Tiers: Each rate applies to the dollars within its tier.
        note: Half of this is a guess.
        SOL perpetual is left out: These rules do not list SOL perpetual.
        BTC perpetual: 23,900 is set aside for it.
        ETH perpetual: 2,980 is set aside for it.
        USDC, counts | 40,000 | 6,560 | true
        BTC perpetual, initial alone | 23,900 | 23,900 | false
        BTC perpetual, maintenance alone | 1,738 | 1,738 | false
        ETH perpetual, initial alone | 2,980 | 2,980 | false
        ETH perpetual, maintenance alone | 372.42 | 372.42 | false
        SOL perpetual, initial alone | 7,471 | none | true
        SOL perpetual, maintenance alone | 1,121 | none | true
        All cross together, initial | 26,880 | 0 | true
        All cross together, maintenance | 2,110 | 0 | true
        Initial: 26,880
        Maintenance: 2,110
        Counts: 36,085
    "#]],
    );
}

#[test]
fn a_split_says_how_much_goes_where_and_what_it_saves() {
    let portfolio = common::mixed();
    let [first, second] = [venue("First", |_| ()), venue("Second", without("SOL-PERP"))];
    let transfer = |fixed| Transfer {
        fixed: Usd::new(fixed),
        buffer: Buffer::PerHour(Ratio::new(0.001)),
        hours: 2.0,
        ..Transfer::default()
    };
    let shown = |fixed, venues: [&VenueRules; 2]| {
        let found = split(&portfolio, &common::market(), venues, &transfer(fixed));
        let view = view::split(&found, venues, &portfolio, EN);
        let rows: String = view
            .rows
            .iter()
            .map(|row| format!("{} | {} | {} | {}\n", row.name, row.first, row.second, row.note))
            .collect();
        let totals: String = view.totals.iter().map(|(name, dollars)| format!("{name}: {dollars}\n")).collect();
        common::shown::plain(&format!("{}\n{rows}{totals}", view.verdict))
    };
    check(
        &shown(10.0, [&first, &second]),
        expect![[r#"
        No split holds less than everything at the better of the two.
        BTC perpetual | 100.0 % | 0.0 % | 
        ETH perpetual | 100.0 % | 0.0 % | 
        SOL perpetual | 100.0 % | 0.0 % | only First · Perpetuals takes it
        Held at First · Perpetuals: 32,217
        Held at Second · Perpetuals: 0
        The transfer costs: 0
        Held beside for the time on the way: 0
        In all: 32,217
        Everything at First · Perpetuals: 32,217
        Everything at Second · Perpetuals: does not take everything
    "#]],
    );
    check(
        &shown(-1.0, [&first, &second]),
        expect![[r#"
        What a transfer costs and takes cannot be less than nothing.
    "#]],
    );
    let [without_sol, nothing] =
        [venue("Without SOL", without("SOL-PERP")), venues().map(|(rules, _)| rules)[4].clone()];
    check(
        &shown(10.0, [&without_sol, &nothing]),
        expect![[r#"
        Neither venue takes SOL perpetual.
    "#]],
    );
}
