//! Random accounts under rules of every form.

use super::{Case, DOLLAR, Random, plain_case, terms, tiered};
use margin_core::id::{AssetId, OrderId};
use margin_core::market::Market;
use margin_core::portfolio::{Leverage, MarginMode, Order};
use margin_core::report::Levels;
use margin_core::rules::{
    AssetTerms, Basis, ContractWeights, Crowding, Debts, DynamicHaircut, Growth, Haircut, Keeper, MaintenanceRate,
    Measure, Model, OrderRule, Orders, Pairs, PriceRule, Profit, ProportionalHaircut, Rate, Rates, Schedule, SizedAt,
    SizedHaircut, SizedRate, Spread, VenueRules, WeightedHealth,
};
use margin_core::units::{Price, Quantity, Ratio, Usd, Volatility};

/// An account under rules of any form: half of them by tiers of notional alone.
pub fn random_case(seed: u64) -> Case {
    if seed.is_multiple_of(2) { plain_case(seed) } else { varied_case(seed) }
}

/// An account under rules that grow, weigh, add and cap.
pub fn varied_case(seed: u64) -> Case {
    let mut case = plain_case(seed);
    let random = &mut Random::new(seed.rotate_left(17));
    know_more(random, &mut case.market);
    vary_collateral(random, &mut case.rules, &case.market);
    if random.one_in(3) {
        weigh(random, &mut case);
    } else {
        grow(random, &mut case.rules);
        allow(&mut case);
    }
    let positions = case.portfolio.positions.clone();
    for (number, position) in positions.iter().enumerate() {
        if !random.one_in(3) {
            continue;
        }
        let quantity = Quantity::new(position.quantity.get() * random.between(-2.0, 2.0));
        let (instrument, price) = (position.instrument.clone(), position.entry);
        case.portfolio.orders.push(Order { id: OrderId(number as u32), instrument, quantity, price });
    }
    for position in &mut case.portfolio.positions {
        if !random.one_in(3) {
            continue;
        }
        position.accrued = Usd::new(random.between(-1_000.0, 1_000.0));
    }
    if random.one_in(4) {
        case.portfolio.own_initial = Some(Ratio::new(random.between(0.01, 0.5)));
    }
    case
}

/// Figures that some rules depend on; some are left unknown.
fn know_more(random: &mut Random, market: &mut Market) {
    for quote in market.assets.values_mut() {
        let index = quote.index.get();
        quote.volatility = Some(Volatility::new(random.between(0.0, 2.0) + 1e-3));
        quote.daily_volume = Some(Usd::new(random.magnitude(1e4, 1e10)));
        quote.depth = Some(Usd::new(random.magnitude(1e3, 1e8)));
        if random.one_in(2) {
            quote.reference = Some(Price::new(index * random.between(0.8, 1.2)));
            quote.confidence = Some(Price::new(index * random.between(0.0, 0.1)));
            quote.deposits = Some(Quantity::new(random.magnitude(1e3, 1e9) / index));
            quote.debts = Some(Quantity::new(random.magnitude(1e3, 1e9) / index));
        }
    }
    for quote in market.instruments.values_mut() {
        if random.one_in(2) {
            continue;
        }
        quote.open_interest = Some(Quantity::new(random.magnitude(1e3, 1e9) / quote.mark.get()));
    }
}

fn vary_collateral(random: &mut Random, rules: &mut VenueRules, market: &Market) {
    let required = random.one_in(2);
    if required {
        rules.collateral.debts = Debts::Required;
    }
    let priced = |random: &mut Random| match random.below(3) {
        0 => PriceRule::WorseOfReference,
        1 => PriceRule::Confidence { multiple: Ratio::new(random.between(0.0, 3.0)), most: Ratio::new(0.05) },
        _ => PriceRule::Index,
    };
    rules.collateral.prices = Levels { initial: priced(random), maintenance: priced(random) };
    for asset in market.assets.keys() {
        let known = rules.collateral.assets.get(asset).cloned();
        if required || asset.as_str() == DOLLAR || known.is_some() {
            let mut varied = terms(Haircut::Flat(Ratio::ZERO));
            varied.haircut = Levels { initial: haircut(random), maintenance: haircut(random) };
            cap(random, &mut varied);
            let weight = |random: &mut Random| {
                let base = 1.0 + random.between(0.0, 0.5);
                sized_rate(random, base, false)
            };
            varied.debt = required.then(|| Levels { initial: weight(random), maintenance: weight(random) });
            rules.collateral.assets.insert(asset.clone(), varied);
        }
    }
}

fn cap(random: &mut Random, varied: &mut AssetTerms) {
    if random.one_in(4) {
        varied.most_counted = Some(Usd::new(random.magnitude(1e3, 1e7)));
    }
    if random.one_in(4) {
        varied.most_units = Some(Quantity::new(random.magnitude(1e-2, 1e7)));
    }
    if random.one_in(3) {
        let bound = |random: &mut Random| Some(Usd::new(random.magnitude(1e3, 1e9)));
        varied.crowding = Some(Crowding { deposits_above: bound(random), debts_above: bound(random) });
    }
}

/// A haircut of any form but tiers, which the plain accounts have.
pub fn haircut(random: &mut Random) -> Haircut {
    let least = Ratio::new(random.between(0.0, 0.4));
    let measure = random.of(&[Measure::Quantity, Measure::Value]);
    match random.below(4) {
        0 => Haircut::Flat(least),
        1 => Haircut::Proportional(ProportionalHaircut {
            least,
            most: Ratio::new(least.get() + random.between(0.0, 0.1)),
            factor: Ratio::new(random.magnitude(1e-9, 1e-3)),
            measure,
        }),
        2 => Haircut::Sized(SizedHaircut {
            least,
            numerator: Ratio::new(random.between(1.0, 1.2)),
            factor: Ratio::new(random.magnitude(1e-6, 1e-2)),
            exponent: Ratio::new(random.of(&[0.5, 0.8, 1.0])),
            measure,
        }),
        _ => Haircut::Dynamic(DynamicHaircut {
            least,
            deviations: Ratio::new(random.between(0.0, 4.0)),
            latency_days: random.between(0.0, 1.0),
            participation: Ratio::new(random.between(0.01, 0.5)),
            impact: Ratio::new(random.between(0.0, 0.1)),
        }),
    }
}

fn sized_rate(random: &mut Random, base: f64, by_interest: bool) -> SizedRate {
    let growth = match random.below(if by_interest { 5 } else { 3 }) {
        0 => None,
        1 => Some(Growth::Power {
            measure: random.of(&[Measure::Quantity, Measure::Value]),
            factor: Ratio::new(random.magnitude(1e-8, 1e-3)),
            exponent: Ratio::new(random.of(&[0.5, 0.8, 1.0])),
            share: Ratio::new(random.of(&[0.0, 0.8])),
        }),
        2 => Some(Growth::Skew {
            scale: Quantity::new(random.magnitude(1e3, 1e9)),
            factor: Ratio::new(random.between(0.0, 1.0)),
        }),
        3 => {
            let lower = random.magnitude(1e3, 1e8);
            Some(Growth::OpenInterest { lower: Usd::new(lower), upper: Usd::new(lower * random.between(1.0, 4.0)) })
        }
        _ => Some(Growth::OpenInterestShare { factor: Ratio::new(random.magnitude(1e-12, 1e-6)) }),
    };
    SizedRate { base: Rate::Share(Ratio::new(base)), growth }
}

/// Turns tables of tiers into rates that grow, and adds what an account may require.
fn grow(random: &mut Random, rules: &mut VenueRules) {
    let model = tiered(rules);
    for table in model.tables.values_mut() {
        if random.one_in(2) {
            continue;
        }
        *table = Schedule::Rates(rates(random));
    }
    let at = |random: &mut Random| random.of(&[SizedAt::Mark, SizedAt::Mark, SizedAt::Entry]);
    model.basis = Basis { cross: at(random), isolated: at(random) };
    if random.one_in(2) {
        let rule = random.of(&[OrderRule::WorseSide, OrderRule::Ignored]);
        let counted = Levels { initial: OrderRule::WorseSide, maintenance: rule };
        model.orders = Orders { counted, each: Usd::new(random.of(&[0.0, 0.01])) };
    }
    if random.one_in(3) {
        let profit = |random: &mut Random, most| Profit { haircut: haircut_of_profit(random), most };
        let most = Some(Usd::new(random.magnitude(10.0, 1e5)));
        model.profit = Some(Levels { initial: profit(random, most), maintenance: profit(random, None) });
    }
    if random.one_in(4) {
        model.account = Some(Levels::both(Usd::new(20.0)));
    }
    if random.one_in(4) {
        let share = random.one_in(2).then_some(Ratio::new(0.4));
        let (least, most) = (Usd::new(1.0), Usd::new(random.magnitude(10.0, 1e4)));
        model.keeper = Some(Keeper { least, most, profit: Ratio::ZERO, most_share: share });
    }
    if random.one_in(4) {
        model.round_up_to = Some(Usd::new(1e-6));
    }
}

/// Lowers leverage that the new tables do not allow.
fn allow(case: &mut Case) {
    let model = tiered(&mut case.rules);
    for position in &mut case.portfolio.positions {
        let most = model.tables[&model.listings[&position.instrument.id()].table].greatest_leverage();
        if let (Leverage::Chosen(chosen), Some(most)) = (&mut position.leverage, most)
            && *chosen > most
        {
            *chosen = most;
        }
    }
}

fn haircut_of_profit(random: &mut Random) -> Haircut {
    loop {
        match haircut(random) {
            Haircut::Dynamic(_) => {}
            other => return other,
        }
    }
}

fn rates(random: &mut Random) -> Rates {
    let base = 1.0 / random.magnitude(4.0, 100.0);
    let maintenance = match random.below(3) {
        0 => MaintenanceRate::OfInitial(Ratio::new(random.between(0.2, 0.9))),
        1 => MaintenanceRate::OfBase(Ratio::new(random.between(0.2, 0.9))),
        _ => {
            let own = base * random.between(0.2, 0.9);
            MaintenanceRate::Own(sized_rate(random, own, true))
        }
    };
    let amounts = |random: &mut Random| {
        let maintenance = Usd::new(random.between(0.0, 50.0));
        random.one_in(3).then(|| Levels { initial: maintenance + Usd::new(10.0), maintenance })
    };
    let (fixed, floor) = (amounts(random), amounts(random));
    let share = |random: &mut Random| random.one_in(3).then(|| Ratio::new(random.between(0.0, 0.01)));
    Rates {
        initial: sized_rate(random, base, true),
        maintenance,
        fixed,
        floor,
        fee: share(random),
        keeper: share(random),
    }
}

/// Turns the account into one that is margined by weights.
fn weigh(random: &mut Random, case: &mut Case) {
    let names: Vec<_> = tiered(&mut case.rules).listings.keys().cloned().collect();
    let contracts = names.into_iter().map(|name| (name, weights(random))).collect();
    let spread = random.one_in(2).then(|| Spread { penalty: Ratio::new(random.between(0.0, 1.0)) });
    let settlement: Option<AssetId> = Some(DOLLAR.into());
    case.rules.model = Model::WeightedHealth(WeightedHealth { contracts, settlement, spread });
    case.rules.collateral.debts = Debts::Required;
    let debt = Levels::both(SizedRate::flat(Ratio::new(1.0 + random.between(0.0, 0.3))));
    for asset in case.market.assets.keys() {
        let known = case.rules.collateral.assets.entry(asset.clone());
        known.or_insert_with(|| terms(Haircut::Flat(Ratio::new(0.2)))).debt = Some(debt);
    }
    let mut settled = terms(Haircut::Flat(Ratio::new(random.between(0.0, 0.1))));
    settled.debt = Some(debt);
    case.rules.collateral.assets.insert(DOLLAR.into(), settled);
    case.rules.pairs = Pairs::Netted;
    for position in &mut case.portfolio.positions {
        position.mode = MarginMode::Cross;
    }
}

fn weights(random: &mut Random) -> ContractWeights {
    let maintenance = random.between(0.01, 0.2);
    let initial = maintenance * random.between(1.0, 3.0);
    let one = |sign: f64| Levels {
        initial: Ratio::new(1.0 + sign * initial),
        maintenance: Ratio::new(1.0 + sign * maintenance),
    };
    let surplus = Levels { initial: Ratio::new(random.unit()), maintenance: Ratio::new(random.of(&[1.0, 0.9])) };
    ContractWeights { long: one(-1.0), short: one(1.0), surplus }
}
