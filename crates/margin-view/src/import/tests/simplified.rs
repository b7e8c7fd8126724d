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
    expect![[r#"
        The venue margins what settles in BTC and USDT apart; here each stands behind the others, so that liquidation may come later than at the venue.
        What is set aside for 1 isolated position is in coins; it is taken at today's dollars, which do not move with the price.
        What is set aside for 2 isolated positions is in coins; it is taken at today's dollars, which do not move with the price.
        BTC perpetual, coin-settled is isolated with coins set aside and is all there is; it is read as a cross position with these coins as collateral.
        The tiers of 1 contract are of coins; their bounds are taken at today's prices.
        The tiers of 3 contracts go by the number of contracts held; the tier of that number is taken for every size.
        BTC:USDC perpetual settles otherwise than another contract on the same asset; its underlying is taken for an asset of its own.
        The size of 2 contracts was not handed in; it is taken from what the venue says that positions are worth.
        What BTC perpetual and ETH 4,000 call 26 Mar 2027 must cover is neither carried here nor stated for each contract; the venue's figures are kept, and there is nothing to compare them with.
        The venue margins this account as a whole (cross_pm); rates of single contracts stand for it, so requirements may differ from the venue's.
        The venue holds 1,234.50 back for resting orders, which were not handed in; that is not counted.
        No mark was handed in for 1 position; it is taken from the size or the profit that the venue states.
        The venue requires more overnight than during the day; what it required when it answered is taken.
        What BTC perpetual must cover to be kept is not stated for it alone; that of the account is taken.
        What is set aside for 1 isolated position is not stated; the size at entry divided by the leverage is taken.
        How much of BTC and ETH counts is not stated; all of it is taken.
        The tiers of BTCUSDT were scaled for this account; they are taken as they stand.
    "#]].assert_eq(&(told.join("\n") + "\n"));
}
