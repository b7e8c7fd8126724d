//! Random accounts under random grids, by their seeds.

use crate::common::{Case, DOLLAR, Random, empty_market, plain_rules, quote, quote_dollar, terms};
use margin_core::id::{AssetId, HoldingId, PositionId};
use margin_core::instrument::{Instrument, Kind, Right, Settlement};
use margin_core::market::{ExpiryQuote, InstrumentQuote, Market, Peg};
use margin_core::portfolio::{Holding, Leverage, MarginMode, Portfolio, Position};
use margin_core::report::Levels;
use margin_core::rules::{
    AddOn, AddOnOf, AddOnPlace, BasisShock, CertaintyRule, DeltaPrice, Floor, Gain, Gains, Grid, Haircut,
    HoldingsCertainty, HoldingsInGrid, LinearPrice, MarkDiscount, Model, PegRule, PowerTerm, Pricing, RollOf, Scenario,
    ScenarioLoss, ScenarioSet, ShockDiscount, ShockDiscounts, SkewCap, SkewShocks, Term, TermNode, TieredNotional,
    VolatilityMeasure, VolatilityMove, VolatilityShock,
};
use margin_core::time::Timestamp;
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 86_400_000;

/// An account under a grid of any form.
pub fn case(seed: u64) -> Case {
    let random = &mut Random::new(seed);
    let grid = grid(random);
    account(random, grid)
}

/// An account under a grid in which a loss is a convex function of positions: gains offset losses in full, and no turn of the
/// smile takes the size of a change that a discount has bent.
pub fn convex_case(seed: u64) -> Case {
    let random = &mut Random::new(seed);
    let mut grid = Grid { gains: None, dampener: None, ..grid(random) };
    if grid.discount.is_some() {
        grid.scenarios.retain(|scenario| scenario.set != ScenarioSet::Skew);
        grid.scenarios.push(scenario_of_price(0.1));
    }
    account(random, grid)
}

fn scenario_of_price(price: f64) -> Scenario {
    let scenario = serde_json::from_value(serde_json::json!({ "price": price }));
    scenario.unwrap()
}

fn ratio(number: f64) -> Ratio {
    Ratio::new(number)
}

fn levels(random: &mut Random, most: f64) -> Levels<Ratio> {
    let maintenance = random.between(0.0, most);
    Levels { initial: ratio(maintenance + random.between(0.0, most)), maintenance: ratio(maintenance) }
}

fn grid(random: &mut Random) -> Grid {
    let count = 1 + random.below(20);
    let scenarios = (0..count).map(|_| scenario(random)).collect();
    let shock = |random: &mut Random| VolatilityShock {
        measure: random.of(&[VolatilityMeasure::Share, VolatilityMeasure::Points]),
        size: ratio(random.between(0.0, 0.8)),
        term: term(random),
        least: random.one_in(2).then(|| Volatility::new(random.between(0.0, 1.0))),
    };
    let shocks = |random: &mut Random| (0..random.below(3)).map(|_| shock(random)).collect();
    let cap = |random: &mut Random| SkewCap { base: ratio(random.between(0.0, 0.4)), growth: ratio(-0.05) };
    let discount = |random: &mut Random, base: f64| ShockDiscount {
        base: ratio(base),
        multiple: ratio(random.unit()),
        spread: ratio(random.between(0.0, 0.2)),
    };
    Grid {
        scenarios,
        up: shocks(random),
        down: shocks(random),
        skew: Some(SkewShocks {
            linear: cap(random),
            absolute: cap(random),
            least: ratio(0.01),
            width: ratio(4.0),
            volatility: Volatility::new(0.6),
            volatility_growth: ratio(-0.1),
        }),
        discount: random.one_in(2).then(|| ShockDiscounts {
            positive: Some(discount(random, 0.95)),
            negative: random.one_in(2).then(|| discount(random, 1.04)),
        }),
        gains: random.one_in(3).then(|| Gains { linear: gain(random), coin: gain(random) }),
        dampener: random.one_in(3).then(|| Usd::new(random.magnitude(1.0, 1e5))),
        basis: random.one_in(2).then(|| BasisShock {
            up: ratio(0.05),
            down: ratio(-0.05),
            base: ratio(random.unit()),
            growth: ratio(random.unit()),
        }),
        add_ons: add_ons(random),
        floors: floors(random),
        scale: levels(random, 1.5),
        peg: random.one_in(2).then(|| PegRule {
            asset: DOLLAR.into(),
            threshold: Price::new(random.between(0.9, 1.1)),
            factor: ratio(2.0),
        }),
    }
}

fn scenario(random: &mut Random) -> Scenario {
    let plain = [VolatilityMove::None, VolatilityMove::Up, VolatilityMove::Down];
    let weight = ratio(random.of(&[1.0, 1.0, 0.3]));
    if random.one_in(8) {
        let volatility = random.of(&[VolatilityMove::Linear, VolatilityMove::Absolute]);
        return Scenario {
            set: ScenarioSet::Skew,
            price: Ratio::ZERO,
            volatility,
            weight,
            linear: None,
            options: Ratio::new(1.0),
            days: 0.0,
        };
    }
    Scenario {
        set: random.of(&[ScenarioSet::Regular, ScenarioSet::Tail, ScenarioSet::Extended]),
        price: ratio(random.between(-0.9, 3.0)),
        volatility: random.of(&plain),
        weight,
        linear: random.one_in(4).then(|| ratio(random.between(-0.3, 0.3))),
        options: ratio(random.of(&[1.0, 1.0, 0.5])),
        days: random.of(&[0.0, 0.0, 1.0]),
    }
}

fn term(random: &mut Random) -> Term {
    let node = |days, factor| TermNode { days, factor: ratio(factor) };
    match random.below(3) {
        0 => Term::Flat,
        1 => Term::Nodes(vec![node(0.0, 1.5), node(30.0, 1.0), node(60.0, 0.7)]),
        _ => Term::Power(PowerTerm { pivot_days: 30.0, short: ratio(0.3), long: ratio(0.13), floor_days: 1.0 }),
    }
}

fn gain(random: &mut Random) -> Gain {
    let most = random.one_in(2).then(|| Usd::new(random.magnitude(10.0, 1e6)));
    Gain { share: ratio(random.unit()), most }
}

fn add_ons(random: &mut Random) -> Vec<AddOn> {
    let shares = levels(random, 0.05);
    let rule = CertaintyRule { threshold: ratio(0.6), factor: ratio(random.unit()) };
    let all = [
        AddOnOf::Linear(shares),
        AddOnOf::Holdings(shares),
        AddOnOf::NakedShorts(shares),
        AddOnOf::Roll {
            least: ratio(0.01),
            yearly: ratio(0.05),
            of: random.of(&[RollOf::All, RollOf::Linear, RollOf::Coin]),
        },
        AddOnOf::NetDelta(shares),
        AddOnOf::Certainty(rule),
        AddOnOf::Months { each: Usd::new(random.between(0.0, 10.0)) },
    ];
    let chosen = all.into_iter().filter(|_| random.one_in(2)).collect::<Vec<_>>();
    let places = [AddOnPlace::Scaled, AddOnPlace::Beside];
    chosen.into_iter().map(|of| AddOn { of, place: random.of(&places) }).collect()
}

fn floors(random: &mut Random) -> Vec<Floor> {
    let all = [
        Floor::Delta { unhedged: ratio(0.02), hedged: ratio(0.01) },
        Floor::NetDelta(ratio(0.005)),
        Floor::ShortOption(Usd::new(5.0)),
        Floor::Option(Usd::new(0.375)),
    ];
    all.into_iter().filter(|_| random.one_in(4)).collect()
}

fn account(random: &mut Random, grid: Grid) -> Case {
    let mut market = empty_market();
    quote_dollar(&mut market);
    let dollar = market.assets.get_mut(&DOLLAR.into()).unwrap();
    dollar.reference = random.one_in(2).then(|| Price::new(random.between(0.9, 1.1)));
    let mut rules = plain_rules(TieredNotional::default());
    let mut model = ScenarioLoss {
        grids: BTreeMap::from([("G".into(), grid)]),
        pricing: Pricing {
            linear: random.of(&[LinearPrice::Mark, LinearPrice::Index]),
            delta: random.of(&[DeltaPrice::Index, DeltaPrice::Mark]),
            discount: random.of(&[MarkDiscount::None, MarkDiscount::AtRate]),
            holdings: random.of(&[HoldingsInGrid::Apart, HoldingsInGrid::Shocked]),
        },
        stand_ins: BTreeMap::from([("STAKED".into(), "A0".into())]),
        certainty: random.one_in(2).then(|| HoldingsCertainty {
            threshold: ratio(0.6),
            factor: ratio(1.0),
            except: BTreeSet::from([DOLLAR.into()]),
        }),
        ..ScenarioLoss::default()
    };
    let mut portfolio = Portfolio::default();
    for number in 0..1 + random.below(2) {
        let underlying = AssetId::from(format!("A{number}"));
        let index = random.magnitude(1.0, 100_000.0);
        quote(&mut market, &underlying, index, Peg::Floating);
        model.underlyings.insert(underlying.clone(), "G".into());
        rules.collateral.assets.insert(underlying.clone(), terms(Haircut::Flat(ratio(0.1))));
        trade(random, &underlying, index, &mut market, &mut portfolio);
    }
    quote(&mut market, &"STAKED".into(), random.magnitude(1.0, 1e4), Peg::Floating);
    for (place, asset) in [DOLLAR, "A0", "STAKED"].into_iter().enumerate() {
        let quantity = Quantity::new(random.magnitude(1e-2, 1e2));
        portfolio.holdings.push(Holding { id: HoldingId(place as u32), asset: asset.into(), quantity });
    }
    for asset in market.assets.values_mut() {
        asset.certainty = random.one_in(3).then(|| ratio(random.unit()));
    }
    rules.model = Model::ScenarioLoss(model);
    Case { portfolio, market, rules }
}

/// Positions of every kind on one underlying, with their quotes.
fn trade(random: &mut Random, underlying: &AssetId, index: f64, market: &mut Market, portfolio: &mut Portfolio) {
    let expiries = [3, 40, 200].map(|days| Timestamp::from_milliseconds(market.time.milliseconds() + days * DAY));
    for expiry in expiries {
        let forward = Price::new(index * random.between(0.95, 1.1));
        let (settled, rate) =
            (Price::new(forward.get() * random.of(&[0.0, 0.0, 0.5])), ratio(random.between(-0.1, 0.3)));
        let certainty = random.one_in(3).then(|| ratio(random.unit()));
        let quote = ExpiryQuote { expiry, forward, settled, rate, smile: None, certainty };
        market.assets.get_mut(underlying).unwrap().expiries.push(quote);
    }
    for _ in 0..random.below(10) {
        let expiry = random.of(&expiries);
        let strike = Price::new(index * random.of(&[0.7, 0.9, 1.0, 1.1, 1.4]));
        let right = random.of(&[Right::Call, Right::Put]);
        let options = Kind::Option { expiry, strike, right };
        let kind = random.of(&[options, options, Kind::Perpetual, Kind::Future { expiry }]);
        let settlement = random.of(&[Settlement::Linear, Settlement::Linear, Settlement::Coin]);
        let is_option = matches!(kind, Kind::Option { .. });
        let face = settlement == Settlement::Coin && !is_option;
        let multiplier = Quantity::new(if face { 100.0 } else { random.of(&[1.0, 0.1]) });
        let instrument = Instrument { underlying: underlying.clone(), kind, settlement, multiplier };
        if market.instruments.contains_key(&instrument.id()) {
            continue;
        }
        let premium = if settlement == Settlement::Coin { 0.05 } else { 0.05 * index };
        let mark = Price::new(if is_option { premium } else { index * random.between(0.97, 1.03) });
        let volatility = is_option.then(|| Volatility::new(random.between(0.05, 2.0)));
        let certainty = random.one_in(3).then(|| ratio(random.unit()));
        market
            .instruments
            .insert(instrument.id(), InstrumentQuote { volatility, certainty, ..InstrumentQuote::at(mark) });
        let quantity = Quantity::new(random.between(-10.0, 10.0));
        let (id, mode, leverage) =
            (PositionId(portfolio.positions.len() as u32), MarginMode::Cross, Leverage::VenueMaximum);
        portfolio.positions.push(Position {
            id,
            instrument,
            quantity,
            entry: mark,
            mode,
            leverage,
            accrued: Usd::ZERO,
        });
    }
}
