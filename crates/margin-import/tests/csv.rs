//! Our own table, however it is written.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use margin_core::portfolio::{Leverage, MarginMode};
use margin_core::units::{Price, Usd};
use margin_import::{
    AccountMode, Document, ImportNote, Imported, StatedLiquidation, TABLE_EXAMPLE, TableColumn, import,
};

fn read(text: &str) -> Result<Imported, Vec<String>> {
    let document = Document { name: "positions.csv".into(), text: text.into() };
    import(&[document], AccountMode::Detect).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

const PLAIN: &str = "\
contract,asset,quantity,entry,mark,index,leverage,mode,set aside,maintenance,liquidation
BTC-PERP,,0.5,60000,62500,62510,10,cross,,156.25,
ETH-PERP,,-10,2600,2500,,20,isolated,2000,250,2772.5
,USDC,10000,,,,,,,,
,BTC,0.25,,,,,,,,
";

#[test]
fn a_table_is_an_account() {
    let imported = read(PLAIN).unwrap();
    let [btc, eth] = imported.portfolio.positions.as_slice() else {
        unreachable!("two positions are held");
    };
    assert_eq!((btc.quantity.get(), btc.entry.get(), btc.mode), (0.5, 60_000.0, MarginMode::Cross));
    assert_eq!(btc.leverage, Leverage::VenueMaximum, "one over the leverage is the stated rate");
    assert_eq!(eth.mode, MarginMode::Isolated { collateral: Usd::new(2_000.0) });
    assert_eq!(imported.market.mark(&"BTC-PERP".into()), Some(Price::new(62_500.0)));
    assert_eq!(imported.market.index(&"BTC".into()), Some(Price::new(62_510.0)));
    let held: Vec<_> = imported.portfolio.holdings.iter().map(|held| held.asset.as_str()).collect();
    assert_eq!(held, ["USDC", "BTC"]);
    let stated: Vec<_> = imported.stated.positions.iter().map(|each| each.liquidation).collect();
    assert_eq!(stated, [StatedLiquidation::Absent, StatedLiquidation::At(Price::new(2_772.5))]);
    let rules = imported.rules.unwrap();
    let report = margin_core::evaluate(&imported.portfolio, &imported.market, &rules).unwrap();
    assert_eq!(report.positions[0].maintenance.usd(), Usd::new(156.25));
}

#[test]
fn the_same_account_is_read_however_it_is_written() {
    let plain = read(PLAIN).unwrap();
    let german = "\u{feff}sep=;\r\n\r\nMark;INDEX;Mengen-ID;Entry Price;Contract;Quantity;Leverage;Margin Mode;Isolated_Margin;Maintenance Margin;Liq. Price;Asset\r\n\
        62.500,00;62.510;a;60.000;BTC-PERP;0,5;10x;Cross;;156,25;;\r\n;;;;;;;;;;;\r\n\
        2.500;;b;2.600,0;ETH-PERP;−10;20×;ISOLATED;2'000;250;2.772,5;\r\n\
        ;;c;;;10 000,00;;;;;;usdc\r\n;;d;;;0,25;;;;;;btc\r\n";
    let mut read_german = read(german).unwrap();
    read_german.taken.retain(|note| *note != ImportNote::ColumnLeftOut { name: "Mengen-ID".into() });
    assert_eq!(read_german, plain);
    let tabs = PLAIN.replace(',', "\t").replace("60000", "\"60,000.00\"");
    assert_eq!(read(&tabs).unwrap(), plain);
    let sided =
        PLAIN.replace("quantity,", "quantity,side,").replace(",0.5,", ",0.5,long,").replace(",-10,", ",10,Short,");
    let sided = sided.replace("USDC,10000,", "USDC,10000,,").replace("BTC,0.25,", "BTC,0.25,,");
    assert_eq!(read(&sided).unwrap(), plain);
}

#[test]
fn rules_and_time_are_said_once_for_all() {
    let imported = read(
        "contract,asset,quantity,entry,mark,rules,time\nBTC-PERP,,1,60000,62500,hyperliquid/perpetuals,2026-09-06 16:46:15\n\
         ,USDC,10000,,,,",
    )
    .unwrap();
    assert_eq!(imported.rules_id.as_deref(), Some("hyperliquid/perpetuals"));
    assert_eq!(imported.rules.unwrap().venue, "Hyperliquid");
    assert_eq!(imported.market.time.to_string(), "2026-09-06T16:46:15Z");
    let unknown = read("contract,quantity,entry,mark,rules\nBTC-PERP,1,60000,62500,nobody/nothing").unwrap();
    assert_eq!((unknown.rules, unknown.rules_id.as_deref()), (None, Some("nobody/nothing")));
    assert!(unknown.taken.contains(&ImportNote::RulesNotCarried { id: "nobody/nothing".into() }));
}

#[test]
fn a_table_needs_no_name_to_be_known_as_one() {
    let document = Document { name: String::new(), text: PLAIN.into() };
    assert_eq!(import(&[document], AccountMode::Detect).unwrap(), read(PLAIN).unwrap());
}

#[test]
fn every_problem_has_its_line_and_column() {
    let found = read(
        "Contract, Quantity, Entry, Mark, Mode, Set aside, Side, Time, Entry price\n\
         BTC-PERP, many, 60000, 62500\n\
         BTCUSD, 1, -5, inf\n\
         \n\
         ETH-PERP, 1, 2600, , sideways, , up, yesterday\n\
         SOL-PERP, , 100, 100, isolated\n\
         , 7, , 1\n\
         DOGE-PERP, 1, \"1,23.4\", 1, , , , , , more\n",
    );
    assert_eq!(
        found.unwrap_err(),
        [
            "document 1, 1:63: Table(DuplicateColumn(\"entry\"))",
            "document 1, 8:38: Table(ExtraCell)",
            "document 1, 2:11: Table(NotANumber)",
            "document 1, 3:1: NotAContract",
            "document 1, 3:12: NotPositive",
            "document 1, 3:16: NotFinite",
            "document 1, 5:38: NotATime",
            "document 1, 5:34: Table(NotASide)",
            "document 1, 5:22: Table(NotAMode)",
            "document 1, 5:20: Table(MissingCell(\"mark\"))",
            "document 1, 6:11: Table(MissingCell(\"quantity\"))",
            "document 1, 6:1: Table(MissingCell(\"set aside\"))",
            "document 1, 7:1: Table(NeitherContractNorAsset)",
            "document 1, 8:15: Table(NotANumber)",
        ]
    );
}

#[test]
fn a_table_without_what_it_needs_says_so() {
    assert_eq!(
        read("name,amount paid\nx,1").unwrap_err(),
        [
            "document 1, 1:1: Table(MissingColumn(\"quantity\"))",
            "document 1, 1:1: Table(MissingColumn(\"contract\"))",
            "document 1, 2:1: Table(MissingCell(\"quantity\"))",
            "document 1, 2:1: Table(NeitherContractNorAsset)"
        ]
    );
    assert_eq!(read("contract,quantity").unwrap_err(), ["document 1, : Nothing"]);
    assert_eq!(
        read("contract,quantity,mark\nBTC-PERP,1,\"5\nETH-PERP,1,2").unwrap_err()[0],
        "document 1, 2:12: Syntax { line: 2, column: 12, fault: OpenQuote }"
    );
    assert_eq!(
        read("contract;quantity;entry;mark\nBTC-PERP;1;100;1.234").unwrap_err(),
        ["document 1, 2:16: Table(Ambiguous)"]
    );
}

#[test]
fn the_example_is_read_and_stands_in_the_guide_with_every_column() {
    let imported = read(TABLE_EXAMPLE).unwrap();
    assert_eq!((imported.portfolio.positions.len(), imported.portfolio.holdings.len()), (2, 2));
    assert!(imported.rules.is_none() && imported.rules_id.is_none());
    let guide = include_str!("../../../docs/import-csv.md");
    assert!(guide.contains(TABLE_EXAMPLE));
    for column in TableColumn::all() {
        let others = column.names().get(1..).unwrap().join(", ");
        let row = format!("| `{}` | {others}{}| ", column.name(), if others.is_empty() { "" } else { " " });
        assert!(guide.contains(&row), "{row}");
    }
}

#[test]
fn what_holds_under_any_rules_has_no_requirements_and_no_liquidation_prices() {
    let stated = read(PLAIN).unwrap().stated;
    let any = stated.clone().of_any_rules();
    assert_eq!(any.positions.len(), stated.positions.len());
    for (any, stated) in any.positions.iter().zip(&stated.positions) {
        assert_eq!(
            (any.id, any.notional, any.unrealised, any.equity),
            (stated.id, stated.notional, stated.unrealised, stated.equity)
        );
        assert_eq!((any.initial, any.maintenance, any.liquidation), (None, None, StatedLiquidation::Absent));
    }
    assert_eq!((any.cross_equity, any.cross_maintenance, any.withdrawable), (stated.cross_equity, None, None));
}
