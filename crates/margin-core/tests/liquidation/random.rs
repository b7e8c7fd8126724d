//! Random policies.

use crate::common::Random;
use margin_core::report::Level;
use margin_core::rules::Liquidation;
use margin_core::rules::liquidation::{
    Absorb, AtTrigger, Auction, ByAsset, CloseFactor, Cover, DebtLiquidation, DebtPick, Exchange, Fee, FeeAmount,
    FeeCap, Fill, FillPrice, Limits, MarginCall, PartialLiquidation, Party, Remainder, Repay, Selection, Size,
    Takeover, Target,
};
use margin_core::units::{Ratio, Usd};

use std::collections::BTreeMap;

/// A policy with any choice of every kind.
pub fn random_policy(random: &mut Random) -> Liquidation {
    let share = |random: &mut Random, most: f64| Ratio::new(random.between(0.0, most));
    let calls = match random.below(3) {
        0 => vec![MarginCall { name: "Call".to_owned(), ratio: Ratio::new(1.5), level: Level::Maintenance }],
        _ => Vec::new(),
    };
    Liquidation {
        trigger: random.one_in(3).then(|| Ratio::new(random.between(0.8, 1.0))),
        at_trigger: random.of(&[AtTrigger::Safe, AtTrigger::Liquidated]),
        calls,
        selection: random.of(&[Selection::ProRata, Selection::Largest, Selection::GreatestLoss, Selection::ByName]),
        size: random_size(random),
        partial: random.one_in(4).then(|| PartialLiquidation {
            above: Usd::new(random.magnitude(100.0, 1e6)),
            share: share(random, 1.0),
            cooldown_seconds: random.between(0.0, 60.0),
        }),
        limits: random_limits(random),
        fill: Fill {
            price: random_fill(random),
            to: random.of(&[Party::Market, Party::Liquidator]),
            insurance: random.of(&[Ratio::ZERO, Ratio::new(0.1), Ratio::new(1.0)]),
        },
        fees: (0..random.below(3)).map(|_| random_fee(random)).collect(),
        debts: random_debts(random),
        backstop: random.one_in(3).then(|| share(random, 0.9)),
        takeover: Takeover { by: Party::Backstop, remainder: random_remainder(random) },
        remainder: random_remainder(random),
        waterfall: random_waterfall(random),
    }
}

fn random_remainder(random: &mut Random) -> Remainder {
    random.of(&[Remainder::Trader, Remainder::To(Party::Pool)])
}

fn random_target(random: &mut Random) -> Target {
    Target {
        level: random.of(&[Level::Initial, Level::Maintenance]),
        share: Ratio::new(random.between(0.7, 1.0)),
        buffer: random.of(&[Ratio::ZERO, Ratio::new(0.01)]),
    }
}

fn random_size(random: &mut Random) -> Size {
    let target = random_target(random);
    match random.below(6) {
        0 => Size::All,
        1 => Size::OneByOne(target),
        2 => Size::Share {
            share: Ratio::new(random.between(0.05, 1.0)),
            all_below: random.one_in(2).then(|| Ratio::new(random.unit())),
            small: random.one_in(2).then(|| Usd::new(random.magnitude(10.0, 1e5))),
        },
        3 => Size::Multiple { step: Ratio::new(random.between(0.05, 0.5)), target },
        4 => Size::Restoring(target),
        _ => Size::Growing {
            initial: Ratio::new(random.unit()),
            seconds: random.between(1.0, 100.0),
            small: Usd::new(50.0),
            target,
        },
    }
}

fn random_limits(random: &mut Random) -> Limits {
    Limits {
        round_seconds: random.of(&[0.0, 0.0, 1.0, 10.0]),
        most_share: random.one_in(4).then(|| Ratio::new(random.between(0.1, 1.0))),
        most_notional: random.one_in(4).then(|| Usd::new(random.magnitude(1e3, 1e7))),
        least_notional: random.one_in(2).then(|| Usd::new(random.magnitude(1.0, 1e4))),
        window: None,
    }
}

fn random_fill(random: &mut Random) -> FillPrice {
    match random.below(7) {
        0 => FillPrice::Discount(Ratio::new(random.between(0.0, 0.1))),
        1 => FillPrice::Fillable { spread: Ratio::new(1.5), adjustment: Ratio::new(1.0) },
        2 => FillPrice::MaintenanceShare(Ratio::new(random.unit())),
        3 => FillPrice::MaintenanceShareOrBankruptcy(Ratio::new(random.unit())),
        4 => FillPrice::Bankruptcy,
        5 => FillPrice::Auction(random_auction(random)),
        _ => FillPrice::Mark,
    }
}

fn random_auction(random: &mut Random) -> Auction {
    let [start, turn, end] = [1.0, random.between(0.75, 1.0), random.between(0.5, 0.75)].map(Ratio::new);
    let (kept, seconds) = (Ratio::new(random.between(0.9, 1.0)), random.between(0.0, 100.0));
    match random.below(4) {
        0 => Auction::Exponential { start, end, kept },
        1 => Auction::Stepped { start, end, kept, step_seconds: random.between(1.0, 100.0) },
        2 => Auction::FastThenSlow { start, turn, end, fast_seconds: seconds, slow_seconds: 10.0 * seconds },
        _ => Auction::Linear { start, end, seconds },
    }
}

fn random_fee(random: &mut Random) -> Fee {
    let rate = Ratio::new(random.between(0.0, 0.05));
    let amount = match random.below(6) {
        0 => FeeAmount::OfNotional(rate),
        1 => FeeAmount::OfMaintenance(Ratio::new(random.unit())),
        2 => FeeAmount::Fixed(Usd::new(random.between(0.0, 20.0))),
        3 => {
            FeeAmount::Growing { base: rate, grace_seconds: 5.0, per_second: Ratio::new(1e-4), most: Ratio::new(0.05) }
        }
        4 => FeeAmount::OfRoom { scale: Ratio::new(0.95), most: rate },
        _ => FeeAmount::Keeper,
    };
    let insurance = Ratio::new(random.unit());
    let liquidator = Ratio::new(1.0) - insurance;
    let to = BTreeMap::from([(Party::Insurance, insurance), (Party::Liquidator, liquidator)]);
    Fee { amount, cap: random.of(&[FeeCap::None, FeeCap::Surplus]), to }
}

fn random_debts(random: &mut Random) -> Option<DebtLiquidation> {
    let by_asset = |otherwise: f64| ByAsset { otherwise: Ratio::new(otherwise), assets: BTreeMap::new() };
    match random.below(4) {
        0 => None,
        1 => Some(DebtLiquidation::Absorb(Absorb {
            credited: by_asset(random.between(0.8, 1.0)),
            store_front: Ratio::new(random.unit()),
        })),
        _ => {
            let close = match random.below(3) {
                0 => CloseFactor::All,
                1 => CloseFactor::Restoring(random_target(random)),
                _ => CloseFactor::Share {
                    share: Ratio::new(0.5),
                    all_below: Some(Ratio::new(0.95)),
                    small: Some(Usd::new(2_000.0)),
                    dust: Some(Usd::new(1_000.0)),
                },
            };
            let exchange = match random.below(3) {
                0 => Exchange::Bonus {
                    bonus: by_asset(random.between(0.0, 0.15)),
                    to_protocol: Ratio::new(random.unit()),
                },
                1 => Exchange::Discount { liquidator: Ratio::new(0.025), insurance: Ratio::new(0.025) },
                _ => Exchange::Auction(random_auction(random)),
            };
            let pick = random.of(&[DebtPick::Largest, DebtPick::ByName]);
            Some(DebtLiquidation::Repay(Repay { close, exchange, pick }))
        }
    }
}

fn random_waterfall(random: &mut Random) -> Vec<Cover> {
    let most = random.one_in(2).then(|| Usd::new(random.magnitude(1.0, 1e5)));
    let all = [Cover::Insurance { most }, Cover::Deleverage, Cover::Socialise, Cover::Pool, Cover::Protocol];
    (0..random.below(3)).map(|_| random.of(&all)).collect()
}
