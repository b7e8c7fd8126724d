//! What holds of every desk: figures agree with their workings, and nothing that is not a number is shown.

mod common;

use common::Case;
use margin_core::instrument::{Instrument, Settlement};
use margin_core::portfolio::{Holding, Leverage, Portfolio, Position};
use margin_core::rules::Pairs;
use margin_core::units::{Quantity, Ratio};
use margin_view::number::parse;
use margin_view::{Desk, FigureRef, LiquidationCell, Locale, Shown, copy_text, desk, working};
use proptest::prelude::*;

const EN: &Locale = &Locale::ENGLISH;

fn any_holding() -> impl Strategy<Value = Holding> {
    let asset = prop::sample::select(vec!["USDC", "USDT", "ETH", "DOGE"]);
    (asset, -1e3..1e5).prop_map(|(asset, quantity)| common::holding(0, asset, quantity))
}

fn any_position() -> impl Strategy<Value = Position> {
    let coin = Instrument { settlement: Settlement::Coin, ..Instrument::perpetual("BTC") };
    let contracts = vec![
        Instrument::perpetual("BTC"),
        Instrument::perpetual("ETH"),
        Instrument::perpetual("SOL"),
        common::future(),
        coin,
    ];
    let leverage =
        prop_oneof![Just(Leverage::VenueMaximum), (1.0..10.0).prop_map(|of| Leverage::Chosen(Ratio::new(of)))];
    let quantity = prop_oneof![Just(0.0), -30.0..30.0];
    let fields = (prop::sample::select(contracts), quantity, 10.0..1e5, 0.0..2e5, any::<bool>(), leverage);
    fields.prop_map(|(instrument, quantity, entry, set_aside, cross, leverage)| {
        let made = if cross {
            common::cross(0, "BTC", quantity, entry, 1.0)
        } else {
            common::isolated(0, "BTC", quantity, entry, 1.0, set_aside)
        };
        Position { instrument, leverage, ..made }
    })
}

fn any_portfolio() -> impl Strategy<Value = (Portfolio, Pairs)> {
    let holdings = prop::collection::vec(any_holding(), 0..4);
    let positions = prop::collection::vec(any_position(), 0..7);
    let pairs = prop::sample::select(vec![Pairs::Netted, Pairs::EachSide, Pairs::LargerSide]);
    (holdings, positions, pairs).prop_map(|(mut holdings, mut positions, pairs)| {
        for (id, holding) in (1..).zip(&mut holdings) {
            holding.id.0 = id;
        }
        for (id, position) in (1..).zip(&mut positions) {
            position.id.0 = id;
        }
        (Portfolio { holdings, positions, ..Portfolio::default() }, pairs)
    })
}

/// Every figure on a desk, and every word.
fn shown(desk: &Desk) -> (Vec<Shown>, String) {
    let line = &desk.line;
    let mut shown =
        vec![&line.excess, &line.equity, &line.counted.initial, &line.initial, &line.maintenance, &line.leverage];
    shown.extend(desk.holdings.iter().flat_map(|row| [&row.value, &row.haircut, &row.counted.initial]));
    shown.extend(desk.facts.iter().map(|fact| &fact.value));
    for row in &desk.positions {
        shown.extend([&row.mark, &row.notional, &row.unrealised, &row.initial, &row.maintenance]);
        if let LiquidationCell::At { price, .. } = &row.liquidation {
            shown.push(price);
        }
    }
    (shown.into_iter().cloned().collect(), common::shown::desk(desk))
}

/// Figures whose working is named by another figure than the one they are.
fn opens_another(shown: &Shown, desk: &Desk) -> bool {
    desk.holdings.iter().any(|row| row.haircut == *shown)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_figure_is_the_result_of_its_working((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let subject = case.subject();
        let desk = desk(&subject, EN);
        for shown in shown(&desk).0.iter().filter(|shown| !opens_another(shown, &desk)) {
            let Some(figure) = &shown.figure else { continue };
            let working = working(figure, &subject, EN);
            prop_assert_eq!(working.map(|working| working.result), Some(shown.clone()));
        }
    }

    #[test]
    fn every_measure_that_is_a_number_opens_its_working((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let desk = desk(&case.subject(), EN);
        for shown in desk.facts.iter().map(|fact| &fact.value).chain([&desk.line.leverage]) {
            prop_assert_eq!(shown.figure.is_some(), parse(&shown.full, EN).is_ok(), "{:?}", shown);
        }
    }

    #[test]
    fn every_position_has_a_liquidation_working((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let subject = case.subject();
        for position in &case.portfolio.positions {
            let working = working(&FigureRef::Liquidation(position.id), &subject, EN).unwrap();
            prop_assert!(working.lines.len() >= 2 && !working.sentence.is_empty());
            let rules = working.rules.len();
            prop_assert!(working.lines.iter().all(|line| line.rule.is_none_or(|rule| rule < rules)));
        }
    }

    #[test]
    fn what_counts_at_a_liquidation_price_is_what_is_required_there((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let subject = case.subject();
        for row in desk(&subject, EN).positions {
            let LiquidationCell::At { .. } = row.liquidation else { continue };
            let working = working(&FigureRef::Liquidation(row.id), &subject, EN).unwrap();
            let heads: Vec<_> = working.lines.iter().filter(|line| line.depth == 0).collect();
            let [counts, required] = heads.as_slice() else { panic!("two lines at the head") };
            let [counts, required] = [counts, required].map(|line| parse(&line.full, EN).unwrap());
            prop_assert!((counts - required).abs() <= 1e-6 * (1.0 + case.report.gross_notional().usd().get()));
        }
    }

    #[test]
    fn a_liquidation_is_never_shown_farther_away_than_it_is((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let rows = desk(&case.subject(), EN).positions;
        for (row, found) in rows.iter().zip(&case.liquidation.positions) {
            let LiquidationCell::At { price, distance, .. } = &row.liquidation else { continue };
            let (mark, exact) = (parse(&row.mark.full, EN).unwrap(), found.price().unwrap().get());
            let (price, distance) = (parse(&price.text, EN).unwrap(), parse(distance, EN).unwrap());
            let noise = 1.0 + 1e-9;
            prop_assert!((price - mark).abs() <= (exact - mark).abs() * noise + mark * 1e-12);
            prop_assert!(distance.abs() <= (exact / mark - 1.0).abs() * noise);
            prop_assert_eq!(distance.is_sign_negative(), exact < mark);
        }
    }

    #[test]
    fn nothing_is_shown_that_is_not_a_number((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let subject = case.subject();
        let desk = desk(&subject, EN);
        let (figures, mut words) = shown(&desk);
        for figure in figures.iter().filter_map(|shown| shown.figure) {
            words += &working(&figure, &subject, EN).map(|working| copy_text(&working)).unwrap();
        }
        for wrong in ["NaN", "inf", "not known"] {
            prop_assert!(!words.contains(wrong), "{}", words);
        }
        let marks = [desk.line.maintenance_mark, desk.line.initial_mark, desk.line.counted_marks.initial];
        prop_assert!(marks.iter().all(|mark| (0.0..=1.0).contains(mark)));
    }

    #[test]
    fn the_ladder_leads_from_near_to_far((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let ladder = desk(&case.subject(), EN).ladder;
        let remoteness: Vec<_> = ladder.iter().map(|row| (1.0 + row.change).max(1.0 / (1.0 + row.change))).collect();
        prop_assert!(remoteness.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + 1e-12)));
    }

    #[test]
    fn a_price_on_the_ladder_is_what_its_working_comes_to((portfolio, pairs) in any_portfolio()) {
        let case = Case::under(portfolio, common::rules(pairs));
        let subject = case.subject();
        for row in desk(&subject, EN).ladder {
            if let Some(figure) = row.figure {
                prop_assert_eq!(row.price, working(&figure, &subject, EN).unwrap().result.text);
            }
        }
    }

    #[test]
    fn a_quantity_decides_no_word_but_its_own(quantity in 0.001..0.01) {
        let mut portfolio = common::mixed();
        let before = desk(&Case::new(portfolio.clone()).subject(), EN);
        portfolio.positions[2].quantity = Quantity::new(quantity);
        let after = desk(&Case::new(portfolio).subject(), EN);
        prop_assert_eq!(&before.positions[0], &after.positions[0]);
        prop_assert_eq!(before.holdings, after.holdings);
    }
}
