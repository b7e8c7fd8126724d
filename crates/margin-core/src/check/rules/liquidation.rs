//! Whether a liquidation policy makes sense: shares lie between 0 and 1, what is shared out adds up, and no number takes
//! more than there is.

use super::{share_problem, wrong};
use crate::check::number;
use crate::problem::{Problem, ProblemKind};
use crate::rules::Liquidation;
use crate::rules::liquidation::{
    Absorb, Auction, ByAsset, CloseFactor, Cover, DebtLiquidation, Exchange, Fee, FeeAmount, FillPrice, Limits, Repay,
    Size, Target,
};
use crate::units::Ratio;

/// How far shares may miss 1 together by rounding.
const ROUNDING: f64 = 1e-9;

/// A number with its path within the policy, and what it must be.
struct Found(String, Must);

enum Must {
    /// Lie between 0 and 1.
    Share(f64),
    /// Be more than 0.
    Positive(f64),
    /// Be 0 or more.
    LeastZero(f64),
    /// Be less than 1, and 0 or more.
    BelowOne(f64),
    /// Be 1.
    Whole(f64),
}

/// Finds all that is wrong with a policy.
pub(super) fn problems(policy: &Liquidation) -> Vec<Problem> {
    let mut found = of_policy(policy);
    found.extend(of_size(policy.size));
    found.extend(of_limits(policy.limits));
    found.extend(of_fill(policy.fill.price));
    found.extend(policy.fees.iter().enumerate().flat_map(|(place, fee)| of_fee(&format!("fees.{place}"), fee)));
    found.extend(policy.debts.iter().flat_map(of_debts));
    found.into_iter().filter_map(Found::problem).collect()
}

impl Found {
    fn problem(self) -> Option<Problem> {
        let Self(path, must) = self;
        let path = format!("liquidation.{path}");
        let kind = match must {
            Must::Share(value) => return share_problem(path, Ratio::new(value)),
            Must::Positive(value) => number::positive_problem(value),
            Must::LeastZero(value) if value < 0.0 => Some(ProblemKind::NotPositive),
            Must::LeastZero(value) => number::problem(value),
            Must::BelowOne(value) => (!(0.0..1.0).contains(&value)).then_some(ProblemKind::ShareOutside),
            Must::Whole(value) => {
                let whole = (value - 1.0).abs() <= ROUNDING;
                (!whole).then_some(ProblemKind::ShareOutside)
            }
        };
        kind.map(|kind| wrong(path, kind))
    }
}

fn found(path: &str, must: Must) -> Found {
    Found(path.to_owned(), must)
}

fn of_policy(policy: &Liquidation) -> Vec<Found> {
    let mut all = vec![found("fill.insurance", Must::Share(policy.fill.insurance.get()))];
    all.extend(policy.trigger.map(|share| found("trigger", Must::Share(share.get()))));
    all.extend(policy.backstop.map(|share| found("backstop", Must::Share(share.get()))));
    all.extend(policy.calls.iter().map(|call| found("calls", Must::Positive(call.ratio.get()))));
    if let Some(partial) = &policy.partial {
        all.push(found("partial.share", Must::Share(partial.share.get())));
        all.push(found("partial.above", Must::LeastZero(partial.above.get())));
        all.push(found("partial.cooldownSeconds", Must::LeastZero(partial.cooldown_seconds)));
    }
    for cover in &policy.waterfall {
        if let Cover::Insurance { most: Some(most) } = cover {
            all.push(found("waterfall.insurance", Must::LeastZero(most.get())));
        }
    }
    all
}

fn of_target(path: &str, target: Target) -> [Found; 2] {
    [
        Found(format!("{path}.share"), Must::Positive(target.share.get())),
        Found(format!("{path}.buffer"), Must::LeastZero(target.buffer.get())),
    ]
}

fn of_size(size: Size) -> Vec<Found> {
    match size {
        Size::All => Vec::new(),
        Size::OneByOne(target) | Size::Restoring(target) => of_target("size.target", target).into(),
        Size::Share { share, all_below, small } => {
            let all_below = all_below.map(|bound| found("size.allBelow", Must::LeastZero(bound.get())));
            let small = small.map(|bound| found("size.small", Must::LeastZero(bound.get())));
            let share = [Must::Share(share.get()), Must::Positive(share.get())].map(|must| found("size.share", must));
            share.into_iter().chain(all_below).chain(small).collect()
        }
        Size::Multiple { step, target } => {
            let step = [Must::Share(step.get()), Must::Positive(step.get())].map(|must| found("size.step", must));
            step.into_iter().chain(of_target("size.target", target)).collect()
        }
        Size::Growing { initial, seconds, small, target } => {
            let own = [
                found("size.initial", Must::Share(initial.get())),
                found("size.seconds", Must::Positive(seconds)),
                found("size.small", Must::LeastZero(small.get())),
            ];
            own.into_iter().chain(of_target("size.target", target)).collect()
        }
    }
}

fn of_limits(limits: Limits) -> Vec<Found> {
    let mut all = vec![found("limits.roundSeconds", Must::LeastZero(limits.round_seconds))];
    if let Some(share) = limits.most_share {
        all.extend([Must::Share(share.get()), Must::Positive(share.get())].map(|must| found("limits.mostShare", must)));
    }
    all.extend(limits.most_notional.map(|most| found("limits.mostNotional", Must::Positive(most.get()))));
    all.extend(limits.least_notional.map(|least| found("limits.leastNotional", Must::LeastZero(least.get()))));
    if let Some(window) = limits.window {
        let fees = [window.maker, window.taker, window.multiplier];
        all.extend(fees.map(|share| found("limits.window", Must::LeastZero(share.get()))));
        all.push(found("limits.window.seconds", Must::Positive(window.seconds)));
    }
    all
}

fn of_fill(price: FillPrice) -> Vec<Found> {
    let path = "fill.price";
    match price {
        FillPrice::Mark | FillPrice::Bankruptcy => Vec::new(),
        FillPrice::Discount(discount) => vec![found(path, Must::BelowOne(discount.get()))],
        FillPrice::Fillable { spread, adjustment } => {
            [spread, adjustment].map(|number| found(path, Must::LeastZero(number.get()))).into()
        }
        FillPrice::MaintenanceShare(share) | FillPrice::MaintenanceShareOrBankruptcy(share) => {
            vec![found(path, Must::LeastZero(share.get()))]
        }
        FillPrice::Auction(auction) => of_auction(path, auction),
    }
}

fn of_auction(path: &str, auction: Auction) -> Vec<Found> {
    let musts = match auction {
        Auction::Linear { start, end, seconds } => vec![positive(start), positive(end), Must::LeastZero(seconds)],
        Auction::Exponential { start, end, kept } => vec![positive(start), positive(end), Must::Share(kept.get())],
        Auction::Stepped { start, end, kept, step_seconds } => {
            vec![positive(start), positive(end), Must::Share(kept.get()), Must::Positive(step_seconds)]
        }
        Auction::FastThenSlow { start, turn, end, fast_seconds, slow_seconds } => {
            let factors = [start, turn, end].into_iter().map(positive);
            factors.chain([fast_seconds, slow_seconds].map(Must::LeastZero)).collect()
        }
    };
    musts.into_iter().map(|must| found(path, must)).collect()
}

fn positive(factor: Ratio) -> Must {
    Must::Positive(factor.get())
}

fn of_fee(path: &str, fee: &Fee) -> Vec<Found> {
    let all: f64 = fee.to.values().map(|share| share.get()).sum();
    let to = Found(format!("{path}.to"), Must::Whole(all));
    let shares = fee.to.values().map(|share| Found(format!("{path}.to"), Must::Share(share.get())));
    let least_zero = |number: f64| Found(format!("{path}.amount"), Must::LeastZero(number));
    let amount = match fee.amount {
        FeeAmount::OfNotional(rate) | FeeAmount::OfMaintenance(rate) => vec![least_zero(rate.get())],
        FeeAmount::Fixed(amount) => vec![least_zero(amount.get())],
        FeeAmount::Growing { base, grace_seconds, per_second, most } => {
            [base.get(), grace_seconds, per_second.get(), most.get()].map(least_zero).into()
        }
        FeeAmount::OfRoom { scale, most } => [scale.get(), most.get()].map(least_zero).into(),
        FeeAmount::Keeper => Vec::new(),
    };
    [to].into_iter().chain(shares).chain(amount).collect()
}

fn of_debts(debts: &DebtLiquidation) -> Vec<Found> {
    match debts {
        DebtLiquidation::Repay(Repay { close, exchange, .. }) => {
            of_close(*close).into_iter().chain(of_exchange(exchange)).collect()
        }
        DebtLiquidation::Absorb(Absorb { credited, store_front }) => {
            let credited = by_asset("debts.credited", credited, Must::Share);
            credited.into_iter().chain([found("debts.storeFront", Must::Share(store_front.get()))]).collect()
        }
    }
}

fn of_close(close: CloseFactor) -> Vec<Found> {
    match close {
        CloseFactor::All => Vec::new(),
        CloseFactor::Restoring(target) => of_target("debts.close", target).into(),
        CloseFactor::Share { share, all_below, small, dust } => {
            let all_below = all_below.map(|bound| found("debts.close.allBelow", Must::LeastZero(bound.get())));
            let bounds = small.into_iter().chain(dust);
            let bounds = bounds.map(|bound| found("debts.close", Must::LeastZero(bound.get())));
            let share = [Must::Share(share.get()), Must::Positive(share.get())];
            share.map(|must| found("debts.close.share", must)).into_iter().chain(all_below).chain(bounds).collect()
        }
    }
}

fn of_exchange(exchange: &Exchange) -> Vec<Found> {
    let path = "debts.exchange";
    match exchange {
        Exchange::Bonus { bonus, to_protocol } => {
            let bonus = by_asset("debts.exchange.bonus", bonus, Must::LeastZero);
            bonus.into_iter().chain([found("debts.exchange.toProtocol", Must::Share(to_protocol.get()))]).collect()
        }
        Exchange::Discount { liquidator, insurance } => vec![
            found(path, Must::Share(liquidator.get())),
            found(path, Must::Share(insurance.get())),
            found(path, Must::BelowOne(liquidator.get() + insurance.get())),
        ],
        Exchange::Auction(auction) => of_auction(path, *auction),
    }
}

fn by_asset(path: &str, shares: &ByAsset, must: impl Fn(f64) -> Must) -> Vec<Found> {
    let named = shares.assets.iter().map(|(asset, share)| Found(format!("{path}.{asset}"), must(share.get())));
    [found(path, must(shares.otherwise.get()))].into_iter().chain(named).collect()
}
