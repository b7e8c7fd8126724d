//! Chains of options: the venue's answers and the tables that collectors make of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::instrument::{Instrument, Kind, Right};
use margin_core::market::{InstrumentQuote, Market, Peg};
use margin_import::{AccountMode, Document, ImportNote, chain, contract, import};
use margin_pricing::black76::{self, Black76};
use proptest::prelude::*;
use serde_json::json;
use std::path::Path;

fn said(text: &str) -> Vec<String> {
    chain(text).unwrap_err().iter().map(ToString::to_string).collect()
}

fn quote<'m>(market: &'m Market, id: &str) -> &'m InstrumentQuote {
    &market.instruments[&id.into()]
}

#[track_caller]
fn assert_near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

/// Made up, in the shape of a collector's table; the call's bid and ask are at 60 % and 64 %.
const COLLECTED: &str = "\
timestamp,instrument_name,underlying,underlying_name,option_type,strike,expiry_datetime,time_to_maturity,bid_price,ask_price,mark_price,mid_price,futures_price,futures_instrument_name,implied_volatility,delta,vega,open_interest,volume,bid_ask_spread,currency,index_price,volume_usd
2026-01-02T08:00:00.5+00:00,BTC-27MAR26-70000-C,60600.0,BTC-27MAR26,call,70000.0,2026-03-27T08:00:00+00:00,0.23,0.060774,0.068008,0.064379,0.0644,60600.0,BTC-27MAR26,0.62,0.3,90.0,120.5,3.0,0.005,BTC,60000.0,8000.0
2026-01-02T08:00:00.5+00:00,BTC-27MAR26-50000-P,60600.0,BTC-27MAR26,put,50000.0,2026-03-27T08:00:00+00:00,0.23,,0.050486,0.047616,,60600.0,BTC-27MAR26,0.66,-0.2,80.0,33.0,0.0,,BTC,60010.0,
2026-01-02T08:00:00.5+00:00,ETH-30JAN26-2000-C,2010.0,SYN.ETH-30JAN26,call,2000.0,2026-01-30T08:00:00+00:00,0.08,0.06,0.07,0.066,0.065,2010.0,SYN.ETH-30JAN26,0.75,0.5,2.0,0.0,0.0,0.01,ETH,2000.0,0.0
";

#[test]
fn a_collector_s_table_becomes_a_market() {
    let market = chain(COLLECTED).unwrap();
    assert_eq!(market.time.to_string(), "2026-01-02T08:00:00.500Z");
    assert_eq!(market.venue.as_deref(), Some("Deribit"));
    let btc = &market.assets[&"BTC".into()];
    assert_eq!((btc.index.get(), btc.expiries.len()), (60_000.0, 1));
    assert_eq!(btc.expiries[0].expiry.to_string(), "2026-03-27T08:00:00Z");
    assert_eq!(btc.expiries[0].forward.get(), 60_600.0);
    assert_eq!(market.assets[&"USDC".into()].peg, Peg::Dollar);
    let call = quote(&market, "BTC-2026-03-27-70000-C-COIN");
    assert_eq!((call.mark.get(), call.volatility.unwrap().get()), (0.064379, 0.62));
    assert_eq!((call.open_interest.unwrap().get(), call.daily_volume.unwrap().get()), (120.5, 8_000.0));
    let [bid, ask] = [call.bid_volatility, call.ask_volatility].map(|side| side.unwrap().get());
    assert_near(bid, 0.60, 1e-5);
    assert_near(ask, 0.64, 1e-5);
    let put = quote(&market, "BTC-2026-03-27-50000-P-COIN");
    assert_near(put.ask_volatility.unwrap().get(), 0.68, 1e-5);
    assert_eq!(put.bid_volatility, None, "nobody bids");
}

#[test]
fn a_book_summary_becomes_a_market_and_so_does_what_is_pasted_of_it() {
    let option = json!({"instrument_name": "BTC-27MAR26-70000-C", "mark_price": 0.0434, "mark_iv": 62.0,
        "underlying_price": 60_600.0, "underlying_index": "BTC-27MAR26", "interest_rate": 0.0, "bid_price": 0.041,
        "ask_price": null, "mid_price": null, "open_interest": 120.5, "volume": 3.0, "volume_usd": 8_000.0,
        "base_currency": "BTC", "quote_currency": "BTC", "estimated_delivery_price": 60_000.0,
        "creation_timestamp": 1_767_340_800_500_u64});
    let linear = json!({"instrument_name": "BTC_USDC-27MAR26-70000-C", "mark_price": 2_630.0, "mark_iv": 62.0,
        "underlying_price": 60_600.0, "open_interest": 1.0, "creation_timestamp": 1_767_340_800_500_u64});
    let future = json!({"instrument_name": "BTC-27MAR26", "mark_price": 60_601.5, "open_interest": 100.0,
        "estimated_delivery_price": 60_000.0, "creation_timestamp": 1_767_340_800_400_u64});
    let unknown = json!({"instrument_name": "BTC-FS-27MAR26_PERP", "mark_price": 1.0, "open_interest": 0.0});
    let text = json!({"jsonrpc": "2.0", "result": [option, linear, future, unknown]}).to_string();
    let market = chain(&text).unwrap();
    let call = quote(&market, "BTC-2026-03-27-70000-C-COIN");
    assert_eq!((call.mark.get(), call.volatility.unwrap().get()), (0.0434, 0.62));
    assert_eq!(quote(&market, "BTC-2026-03-27-70000-C").mark.get(), 2_630.0);
    assert_eq!(quote(&market, "BTC-2026-03-27-COIN").mark.get(), 60_601.5);
    assert_eq!(market.instruments.len(), 3);
    let imported = import(&[Document { name: "chain".into(), text }], AccountMode::Detect).unwrap();
    assert!(imported.portfolio.positions.is_empty() && imported.portfolio.holdings.is_empty());
    assert_eq!(imported.market, market);
}

#[test]
fn a_chain_beside_an_account_adds_what_it_says_of_its_expiries() {
    let positions = json!({"result": [{"instrument_name": "BTC-27MAR26-70000-C", "kind": "option",
        "direction": "sell", "size": -2.0, "average_price": 0.05, "mark_price": 0.0434, "index_price": 60_000.0,
        "total_profit_loss": 0.0132, "initial_margin": 0.4, "maintenance_margin": 0.25}]});
    let summary = json!({"currency": "BTC", "equity": 2.0, "margin_balance": 2.0, "available_funds": 1.0,
        "initial_margin": 0.4, "maintenance_margin": 0.25, "margin_model": "segregated_sm"});
    let named = |name: &str, text: String| Document { name: name.into(), text };
    let documents = [
        named("account", summary.to_string()),
        named("positions", positions.to_string()),
        named("chain.csv", COLLECTED.into()),
    ];
    let imported = import(&documents, AccountMode::Detect).unwrap();
    let id = imported.portfolio.positions[0].instrument.id();
    assert_eq!(
        (imported.portfolio.positions[0].entry.get(), imported.market.instruments[&id].mark.get()),
        (0.05, 0.0434)
    );
    assert_eq!(imported.market.instruments[&id].volatility.unwrap().get(), 0.62);
    assert_eq!(imported.market.assets[&"BTC".into()].expiries[0].forward.get(), 60_600.0);
    // What was held beside the options is equity less their worth.
    assert_near(imported.portfolio.holdings[0].quantity.get(), 2.0 + 2.0 * 0.0434, 1e-12);
}

#[test]
fn what_a_seller_of_history_writes_is_read_the_latest_row_of_each_contract_counting() {
    let text = "\
exchange,symbol,timestamp,local_timestamp,type,strike_price,expiration,open_interest,last_price,bid_price,bid_amount,bid_iv,ask_price,ask_amount,ask_iv,mark_price,mark_iv,underlying_index,underlying_price,delta
deribit,BTC-9JUN20-9875-P,1591574404454000,1591574404473112,put,9875,1591689600000000,0.1,0.03,0.0206,16.0,55.92,0.0236,17.0,68.95,0.0221,62.86,SYN.BTC-9JUN20,9756.37,-0.6
deribit,BTC-9JUN20-9875-P,1591574399413000,1591574400196008,put,9875,1591689600000000,0.1,0.03,0.0205,15.1,55.91,0.0235,15.2,68.94,0.0300,99.00,SYN.BTC-9JUN20,9756.36,-0.6
deribit,BTC-10JUN20-10000-C,1591574406454000,1591574406473112,call,10000,1591776000000000,,,,,,,,,0.0316,58.20,SYN.BTC-10JUN20,9760.40,
";
    let document = Document { name: String::new(), text: text.into() };
    let imported = import(&[document], AccountMode::Detect).unwrap();
    let market = &imported.market;
    let put = quote(market, "BTC-2020-06-09-9875-P-COIN");
    assert_near(put.volatility.unwrap().get(), 0.6286, 1e-15);
    assert_near(put.bid_volatility.unwrap().get(), 0.5592, 1e-15);
    assert_eq!(market.time.to_string(), "2020-06-08T00:00:06.454Z");
    assert!(imported.taken.contains(&ImportNote::IndexFromForward("BTC".into())));
    assert_eq!(market.assets[&"BTC".into()].index.get(), 9_756.37);
}

#[test]
fn everything_that_is_wrong_is_told_with_its_line_and_column() {
    let wrong = COLLECTED
        .replace("BTC-27MAR26-70000-C", "BTC-27MAR26-70000-X")
        .replace(",0.66,", ",sixty,")
        .replace("2026-01-02T08:00:00.5+00:00,ETH", "soon,ETH")
        .replace(",0.75,", ",inf,");
    assert_eq!(
        said(&wrong),
        [
            "document 1, 2:29: NotAContract",
            "document 1, 3:152: Table(NotANumber)",
            "document 1, 4:1: NotATime",
            "document 1, 4:136: NotFinite",
        ]
    );
    assert_eq!(said("[1, 2]"), ["document 1, : Unrecognised"]);
    assert_eq!(said("BTC-PERP,quantity\n"), ["document 1, 1:1: Syntax { line: 1, column: 1, fault: Unexpected }"]);
}

#[test]
fn names_are_read_as_people_type_them() {
    let market = chain(COLLECTED).unwrap();
    let table = [
        ("BTC-27MAR26-100000-C", "BTC-2026-03-27-100000-C-COIN"),
        ("btc 27mar26 100000 c", "BTC-2026-03-27-100000-C-COIN"),
        ("BTC-27MAR26-100000-C on USDC", "BTC-2026-03-27-100000-C"),
        ("BTC_USDC-27MAR26-100000-C", "BTC-2026-03-27-100000-C"),
        ("BTC_USDC-27MAR26-100000-C on BTC", "BTC-2026-03-27-100000-C-COIN"),
        ("ETH-2026-03-27-4000-C", "ETH-2026-03-27-4000-C"),
        ("eth-2026-03-27-4000-p-coin", "ETH-2026-03-27-4000-P-COIN"),
        ("ETH-2026-03-27-4000-C in coin", "ETH-2026-03-27-4000-C-COIN"),
        ("XRP_USDC-27MAR26-0d5-C", "XRP-2026-03-27-0.5-C"),
        ("BTC/USD:BTC-260327-100000-C", "BTC-2026-03-27-100000-C-COIN"),
        ("btc-perp", "BTC-PERP"),
        ("BTC-PERPETUAL", "BTC-PERP-COIN"),
        ("BTC-27MAR26", "BTC-2026-03-27-COIN"),
    ];
    for (text, id) in table {
        let found = contract(text, &market);
        assert_eq!(found.as_ref().map(|found| found.id().to_string()).as_deref(), Some(id), "{text}");
        // A day is a moment: the market's own, or eight in the morning.
        let written = serde_json::to_string(&found).unwrap();
        assert!(!written.contains("T00:00:00Z"), "{written}");
    }
    for text in ["", "BTC", "BTC-27MAR26-100000-X", "BTC-31FEB26-100000-C", "BTC-27MAR26-100000-C on gold", "on", "-"] {
        assert_eq!(contract(text, &market), None::<Instrument>, "{text}");
    }
}

#[test]
fn recorded_chains_are_read_whole_and_their_marks_are_their_volatilities() {
    let files = [
        ("chain_btc_20200521_with_books_greeks.csv", 326),
        ("chain_btc_eth_20251230T173115Z.csv", 1_304),
        ("chain_btc_eth_20260205T212937Z.csv", 1_840),
        ("tardis_options_chain_sample.csv", 5),
    ];
    for (name, contracts) in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/deribit").join(name);
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("skipped: there is no ../shared/data/deribit/{name}");
            continue;
        };
        let market = chain(&text).unwrap();
        assert_eq!(market.instruments.len(), contracts, "{name}");
        let (mut compared, mut off) = (0, 0);
        for (id, quote) in &market.instruments {
            let Kind::Option { expiry, strike, right } = contract(id.as_str(), &market).unwrap().kind else { continue };
            let underlying = contract(id.as_str(), &market).unwrap().underlying;
            let (Some(volatility), Some(at)) = (quote.volatility, market.expiry(&underlying, expiry)) else { continue };
            let years = market.time.years_until(expiry).get();
            let terms = Black76 {
                forward: at.forward.get(),
                strike: strike.get(),
                volatility: volatility.get(),
                years,
                discount: 1.0,
            };
            let side = if right == Right::Call { black76::Right::Call } else { black76::Right::Put };
            let value = terms.standardised().unwrap().value(side) / at.forward.get();
            compared += 1;
            // The venue writes volatilities to a hundredth of a percent, and forwards move between its answers.
            off += usize::from((value - quote.mark.get()).abs() > 0.001 + 0.01 * quote.mark.get());
        }
        println!("{name}: {off} of {compared} marks are not what their volatilities come to");
        // The seller's sample is of figures that were made up.
        assert!(off * 50 <= compared || contracts == 5, "{name}: {off} of {compared}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_beginning_of_a_chain_panics(share in 0.0..1.0) {
        let end = (COLLECTED.len() as f64 * share) as usize;
        let end = (0..=end).rev().find(|end| COLLECTED.is_char_boundary(*end)).unwrap_or(0);
        if let Err(problems) = chain(&COLLECTED[..end]) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn no_text_that_is_typed_panics(text in "\\PC{0,40}") {
        let market = chain(COLLECTED).unwrap();
        let _ = contract(&text, &market);
    }

    #[test]
    fn no_cell_that_is_something_else_panics(line in 0..4usize, cell in 0..23usize, other in "\\PC{0,12}") {
        let mut lines: Vec<String> = COLLECTED.lines().map(str::to_owned).collect();
        let mut cells: Vec<&str> = lines[line].split(',').collect();
        cells[cell] = &other;
        lines[line] = cells.join(",");
        if let Err(problems) = chain(&lines.join("\n")) {
            prop_assert!(!problems.is_empty());
        }
    }
}
