//! A portfolio over two venues.

use crate::cases;
use crate::common::random_case;
use crate::made::{assert_near, plain_market, plain_venue, portfolio, read, tiers, venue};
use margin_core::compare::{Buffer, NoSplit, Split, TakenBy, Transfer, split};
use margin_core::evaluate;
use margin_core::market::Market;
use margin_core::portfolio::Portfolio;
use margin_core::report::Level;
use margin_core::rules::VenueRules;
use margin_core::units::{Ratio, Usd};
use proptest::prelude::*;
use serde_json::json;

fn free() -> Transfer {
    Transfer::default()
}

fn over(portfolio: &Portfolio, venues: [&VenueRules; 2], transfer: &Transfer) -> Split {
    split(portfolio, &plain_market(), venues, transfer).unwrap()
}

/// 5 % below 1,000 dollars and 20 % of everything from there; and 6 % at every size.
fn stepped_and_flat() -> [VenueRules; 2] {
    let listed = [("BTC-PERP", "T")];
    let stepped = venue(&[("T", tiers(&[(0.0, 0.05, 0.02), (1_000.0, 0.2, 0.1)]))], &listed);
    [stepped, venue(&[("T", tiers(&[(0.0, 0.06, 0.03)]))], &listed)]
}

#[test]
fn a_position_is_split_where_the_first_venue_begins_to_ask_for_more() {
    let [stepped, flat] = stepped_and_flat();
    let found = over(&portfolio(&[], &[("BTC", 20.0, 100.0)]), [&stepped, &flat], &free());
    assert_near(found.all_first.unwrap().get(), 400.0);
    assert_near(found.all_second.unwrap().get(), 120.0);
    let total = found.total.get();
    assert!((110.0..110.01).contains(&total), "{total}: 50 below the bound and 60 for the rest");
    assert!(found.first.held.get() < 50.0, "the bound itself belongs to the tier that begins there");
}

#[test]
fn a_transfer_that_costs_more_than_it_saves_is_not_made() {
    let [stepped, flat] = stepped_and_flat();
    let dear = Transfer { fixed: Usd::new(400.0), ..free() };
    let found = over(&portfolio(&[], &[("BTC", 20.0, 100.0)]), [&stepped, &flat], &dear);
    assert_eq!(found.shares[0].stays, Ratio::new(1.0));
    assert_eq!((found.cost, found.buffer), (Usd::ZERO, Usd::ZERO));
    assert_near(found.total.get(), 400.0);
}

#[test]
fn what_moves_costs_its_transfer_and_its_buffer() {
    let [first, second] =
        ["BTC-PERP", "ETH-PERP"].map(|contract| venue(&[("T", tiers(&[(0.0, 0.05, 0.02)]))], &[(contract, "T")]));
    let held = portfolio(&[], &[("BTC", 2.0, 100.0), ("ETH", 30.0, 10.0)]);
    let transfer = Transfer {
        fixed: Usd::new(1.0),
        per_dollar: Ratio::new(0.01),
        hours: 87.6,
        buffer: Buffer::Volatility { quantile: Ratio::new(2.0) },
    };
    let found = over(&held, [&first, &second], &transfer);
    let taken: Vec<_> = found.shares.iter().map(|share| (share.taken_by, share.stays.get())).collect();
    assert_eq!(taken, [(TakenBy::First, 1.0), (TakenBy::Second, 0.0)]);
    assert_near(found.first.held.get(), 10.0);
    assert_near(found.second.held.get(), 15.0);
    assert_near(found.cost.get(), 1.0 + 0.15);
    // 2 × 50 % × √(87.6 ÷ 8,760) of 300 dollars.
    assert_near(found.buffer.get(), 30.0);
    assert_near(found.total.get(), 25.0 + 1.15 + 30.0);
    assert_eq!((found.all_first, found.all_second), (None, None));
    let per_hour = Transfer { buffer: Buffer::PerHour(Ratio::new(0.001)), ..transfer };
    assert_near(over(&held, [&first, &second], &per_hour).buffer.get(), 0.001 * 87.6 * 300.0);
}

#[test]
fn a_profit_at_a_venue_serves_what_is_required_there_and_no_more() {
    // 30 of profit on the BTC position covers its own 10 and 20 of the 50 that ETH requires, at either venue.
    let rules = plain_venue();
    let found = over(&portfolio(&[], &[("BTC", 2.0, 85.0), ("ETH", 100.0, 10.0)]), [&rules, &rules], &free());
    assert_near(found.total.get(), 30.0);
}

#[test]
fn a_contract_that_neither_venue_lists_or_an_unknown_volatility_is_said() {
    let (btc, market) = (portfolio(&[], &[("BTC", 2.0, 100.0)]), plain_market());
    let empty = venue(&[], &[]);
    let refused = split(&btc, &market, [&empty, &empty], &free());
    assert!(matches!(&refused, Err(NoSplit::NotTaken(which)) if which.len() == 1), "{refused:?}");
    let rules = plain_venue();
    let mut silent = market.clone();
    silent.assets.values_mut().for_each(|quote| quote.volatility = None);
    let wants = Transfer { hours: 1.0, buffer: Buffer::Volatility { quantile: Ratio::new(2.0) }, ..free() };
    assert_eq!(split(&btc, &silent, [&rules, &rules], &wants), Err(NoSplit::VolatilityUnknown("BTC".into())));
    let backwards = Transfer { hours: -1.0, ..free() };
    assert_eq!(split(&btc, &market, [&rules, &rules], &backwards), Err(NoSplit::TransferOutside));
}

/// What a part needs by evaluating it.
fn held(portfolio: &Portfolio, market: &Market, rules: &VenueRules) -> f64 {
    let report = evaluate(portfolio, market, rules).unwrap();
    report.groups.iter().map(|group| (-group.figures.excess(Level::Initial).usd().get()).max(0.0)).sum()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_split_never_holds_more_than_everything_at_one_venue(seed: u64, fixed in 0.0..1e4_f64, fee in 0.0..0.05_f64) {
        let case = random_case(seed);
        // The other venue: the same contracts at other rates, so that each is better for some.
        let other = random_case(seed ^ 0x5555);
        let second = VenueRules { model: other.rules.model, ..case.rules.clone() };
        let transfer = Transfer { fixed: Usd::new(fixed), per_dollar: Ratio::new(fee), ..free() };
        let Ok(found) = split(&case.portfolio, &case.market, [&case.rules, &second], &transfer) else { return Ok(()) };
        let rounding = 1e-9 * found.total.get().abs();
        for all in [found.all_first, found.all_second].into_iter().flatten() {
            prop_assert!(found.total.get() <= all.get() + rounding, "{:?} is more than {all:?}", found.total);
        }
        let (first, second) =
            (held(&found.first.portfolio, &case.market, &case.rules), held(&found.second.portfolio, &case.market, &second));
        prop_assert!((first - found.first.held.get()).abs() <= 1e-9 * first);
        prop_assert!((second - found.second.held.get()).abs() <= 1e-9 * second);
        let sum = first + second + found.cost.get() + found.buffer.get();
        prop_assert!((sum - found.total.get()).abs() <= 1e-9 * sum);
        for share in &found.shares {
            let size = |portfolio: &Portfolio| portfolio.positions.iter()
                .filter(|position| position.instrument == share.instrument)
                .map(|position| position.quantity.get().abs()).sum::<f64>();
            let (there, all) = (size(&found.first.portfolio) + size(&found.second.portfolio), size(&case.portfolio));
            prop_assert!((there - all).abs() <= 1e-9 * all, "{there} of {all}");
            prop_assert!((0.0..=1.0).contains(&share.stays.get()));
        }
    }
}

#[test]
fn a_rate_that_grows_with_size_shares_a_position_out() {
    let growing = json!({ "rates": {
        "initial": { "base": { "share": 0.01 },
                     "growth": { "power": { "measure": "value", "factor": 0.0001, "exponent": 1.0 } } },
        "maintenance": { "ofInitial": 0.5 },
    } });
    let rules: VenueRules = read(serde_json::to_value(venue(&[("T", growing)], &[("BTC-PERP", "T")])).unwrap());
    let found = over(&portfolio(&[], &[("BTC", 20.0, 100.0)]), [&rules, &rules], &free());
    assert!((found.shares[0].stays.get() - 0.5).abs() < 1e-4, "{:?}", found.shares);
    assert_near(found.total.get(), 2.0 * 0.0001 * 1_000.0 * 1_000.0);
}
