use super::*;
use expect_test::expect;
use margin_import::Simplified;

#[test]
fn what_a_portfolio_has_no_words_for() {
    let said = [
        Simplified::PoolsTogether(vec![asset("BTC"), asset("USDT")]),
        Simplified::CoinsSetAside { count: 1 },
        Simplified::CoinsSetAside { count: 2 },
        Simplified::LoneIsolated("BTC-PERP-COIN".into()),
        Simplified::TiersInCoins { count: 1 },
        Simplified::TierOfSize { count: 3 },
        Simplified::SettledApart("BTC:USDC-PERP".into()),
        Simplified::ContractSizes { count: 2 },
        Simplified::NoRequirement(vec!["BTC-PERP".into(), "ETH-2027-03-26-4000-C".into()]),
        Simplified::MarginedAs("cross_pm".into()),
        Simplified::HeldForOrders(Usd::new(1_234.5)),
        Simplified::MarksFromFigures { count: 1 },
        Simplified::HoursOfDay,
        Simplified::RateOfAccount("BTC-PERP".into()),
        Simplified::SetAsideFromLeverage { count: 1 },
        Simplified::CountedInFull(vec![asset("BTC"), asset("ETH")]),
        Simplified::ScaledTiers("BTCUSDT".into()),
    ];
    let portfolio = portfolio(&["BTC", "ETH"]);
    let told = said.map(|each| note(&ImportNote::Simplified(each), &portfolio, EN));
    for sentence in &told {
        assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
    }
    expect![""].assert_eq(&(told.join("\n") + "\n"));
}
