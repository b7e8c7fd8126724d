//! What one option requires for itself.
//!
//! A short option's amount is the largest of its terms; with the price U of the underlying, the strike K, and contracts that
//! are on n units: n × U × (share − out of the money ÷ U), n × U × share, n × K × share, share × owed, and
//! share × (maintenance amount + owed) − owed. A coin-settled option's are coins at the index: n × index instead of n × U.

use crate::instrument::{Right, Settlement};
use crate::model::option_formula::Held;
use crate::report::{Figure, Label, Level, OptionLabel};
use crate::rules::{LongRule, RuleKey, ShortRule, ShortShare, ShortShocked, UnderlyingPrice, Worth};
use crate::units::{Price, Quantity, Ratio, Usd};
use crate::valuation;

/// What an option requires, beside its worth where that counts and with what is owed for it where it does not.
pub(super) fn requirement<F: Figure>(held: Held, label: Label) -> F {
    if held.is_short() {
        return short(held, label);
    }
    let rule = held.level.rule();
    match held.rates.long.at(held.level) {
        LongRule::Nothing => F::usd(label, Usd::ZERO),
        LongRule::Worth => worth(held, label),
        LongRule::WorthUpTo(share) => {
            let most = F::product(
                Label::Option(OptionLabel::OfUnderlying),
                rule,
                [size(held), F::ratio(Label::Option(OptionLabel::OptionShare), *share)],
            );
            F::smallest(label, rule, [worth(held, Label::OptionValue(held.contract.named_by().position())), most])
        }
    }
}

/// What a short option requires with what is owed for it.
pub(super) fn whole<F: Figure>(held: Held) -> F {
    let label = Label::Option(OptionLabel::WithOwed(held.contract.named_by().position(), held.level));
    match held.worth {
        Worth::Required => short(held, label),
        Worth::Counted => F::sum(label, held.level.rule(), [short(held, held.label()), owed(held)]),
    }
}

/// What is owed for a short option.
pub(super) fn owed<F: Figure>(held: Held) -> F {
    worth(held, Label::Option(OptionLabel::OptionOwed(held.contract.named_by().position())))
}

/// What an option is worth, positive where it is held.
pub(super) fn signed_worth<F: Figure>(held: Held) -> F {
    priced(held, Label::OptionValue(held.contract.named_by().position()), held.quantity)
}

fn worth<F: Figure>(held: Held, label: Label) -> F {
    priced(held, label, held.quantity.abs())
}

fn priced<F: Figure>(held: Held, label: Label, quantity: f64) -> F {
    let parts = [
        F::quantity(Label::Quantity, Quantity::new(quantity)),
        F::quantity(Label::Multiplier, held.contract.instrument.multiplier),
        F::price(Label::OptionPrice, held.contract.price(held.factor)),
    ];
    F::product(label, RuleKey::OptionValue, parts.into_iter().chain(coin(held)))
}

/// The price of the coin that an option settles in, where it settles in one.
fn coin<F: Figure>(held: Held) -> Option<F> {
    match held.contract.instrument.settlement {
        Settlement::Linear => None,
        Settlement::Coin => Some(F::price(Label::IndexPrice, valuation::moved(held.contract.index, held.factor))),
    }
}

/// The price of the underlying that shares are taken of.
fn underlying<F: Figure>(held: Held) -> F {
    match held.rates.underlying {
        UnderlyingPrice::Index => F::price(Label::IndexPrice, valuation::moved(held.contract.index, held.factor)),
        UnderlyingPrice::Forward => {
            F::price(Label::Option(OptionLabel::ForwardPrice), Price::new(held.option.forward_at(held.factor)))
        }
    }
}

fn strike<F: Figure>(held: Held) -> F {
    F::price(Label::Option(OptionLabel::StrikePrice), Price::new(held.option.strike))
}

/// Dollars of the underlying, without a sign.
fn size<F: Figure>(held: Held) -> F {
    let price = coin(held).unwrap_or_else(|| underlying(held));
    F::product(held.contract.named_by().notional(), RuleKey::Notional, contracts(held).into_iter().chain([price]))
}

/// Dollars at the strike, without a sign.
fn strike_size<F: Figure>(held: Held) -> F {
    match held.contract.instrument.settlement {
        Settlement::Linear => {
            let parts = contracts(held).into_iter().chain([strike(held)]);
            F::product(Label::Option(OptionLabel::StrikeValue), RuleKey::Notional, parts)
        }
        Settlement::Coin => {
            let share =
                F::quotient(Label::Option(OptionLabel::StrikeShare), RuleKey::Notional, strike(held), underlying(held));
            F::product(Label::Option(OptionLabel::StrikeValue), RuleKey::Notional, [size(held), share])
        }
    }
}

fn contracts<F: Figure>(held: Held) -> [F; 2] {
    [
        F::quantity(Label::Quantity, Quantity::new(held.quantity.abs())),
        F::quantity(Label::Multiplier, held.contract.instrument.multiplier),
    ]
}

/// What a short option requires, named `label`.
fn short<F: Figure>(held: Held, label: Label) -> F {
    let rule = held.level.rule();
    match (side(held, held.level), held.worth) {
        (ShortRule::Share(share), Worth::Counted) => amount(share, held, held.level, label),
        (ShortRule::Share(share), Worth::Required) => {
            F::sum(label, rule, [amount(share, held, held.level, Label::Option(OptionLabel::OptionAmount)), owed(held)])
        }
        (ShortRule::Shocked(shocked), Worth::Required) => loss_to_shock(shocked, held, label),
        (ShortRule::Shocked(shocked), Worth::Counted) => {
            let loss = loss_to_shock(shocked, held, Label::Option(OptionLabel::OptionAmount));
            let beside = F::difference(Label::Option(OptionLabel::BesideOwed), rule, loss, owed(held));
            F::largest(label, rule, [beside, F::usd(Label::Nothing, Usd::ZERO)])
        }
    }
}

fn side(held: Held<'_>, level: Level) -> &ShortRule {
    match held.option.right {
        Right::Call => held.rates.call.at(level),
        Right::Put => held.rates.put.at(level),
    }
}

/// The largest of a short option's terms, without what is owed for it.
fn amount<F: Figure>(share: &ShortShare, held: Held, level: Level, label: Label) -> F {
    let rule = level.rule();
    let of = |label, size: F, share: Ratio| {
        F::product(label, rule, [size, F::ratio(Label::Option(OptionLabel::OptionShare), share)])
    };
    let less = share.less_out_of_the_money.map(|share| {
        let left = F::difference(
            Label::Option(OptionLabel::ShareLessOutOfTheMoney),
            rule,
            F::ratio(Label::Option(OptionLabel::OptionShare), share),
            out_of_the_money(held, level),
        );
        F::product(Label::Option(OptionLabel::OfUnderlyingLessOutOfTheMoney), rule, [size(held), left])
    });
    let terms = [
        less,
        share.underlying.map(|share| of(Label::Option(OptionLabel::OfUnderlying), size(held), share)),
        share.strike.map(|share| of(Label::Option(OptionLabel::OfStrike), strike_size(held), share)),
        share.worth.map(|share| of(Label::Option(OptionLabel::OfWorth), owed(held), share)),
        share.maintenance.map(|share| of_maintenance(share, held)),
    ];
    // Out of the money far enough, only the first term is below nothing.
    let nothing = share.underlying.is_none().then(|| F::usd(Label::Nothing, Usd::ZERO));
    F::largest(label, rule, terms.into_iter().flatten().chain(nothing))
}

/// A share of what the option requires to be kept with what is owed for it, less what is owed.
fn of_maintenance<F: Figure>(share: Ratio, held: Held) -> F {
    let (level, rule) = (Level::Maintenance, Level::Maintenance.rule());
    let kept = match side(held, level) {
        ShortRule::Share(kept) => {
            // What must be kept is not measured by itself.
            let kept = ShortShare { maintenance: None, ..kept.clone() };
            F::sum(
                Label::Option(OptionLabel::KeptWithOwed),
                rule,
                [amount(&kept, held, level, Label::Option(OptionLabel::OptionAmount)), owed(held)],
            )
        }
        ShortRule::Shocked(shocked) => loss_to_shock(shocked, held, Label::Option(OptionLabel::KeptWithOwed)),
    };
    let shared = F::product(
        Label::Option(OptionLabel::OfKept),
        rule,
        [kept, F::ratio(Label::Option(OptionLabel::OptionShare), share)],
    );
    F::difference(Label::Option(OptionLabel::OfMaintenance), rule, shared, owed(held))
}

/// What an option is out of the money, as a share of its underlying.
fn out_of_the_money<F: Figure>(held: Held, level: Level) -> F {
    let [from, less] = match held.option.right {
        Right::Call => [strike(held), underlying(held)],
        Right::Put => [underlying(held), strike(held)],
    };
    let apart = F::difference(Label::Option(OptionLabel::OutOfTheMoney), level.rule(), from, less);
    let nothing = F::price(Label::Nothing, Price::ZERO);
    let distance = F::largest(Label::Option(OptionLabel::OutOfTheMoney), level.rule(), [apart, nothing]);
    F::quotient(Label::Option(OptionLabel::OutOfTheMoneyShare), level.rule(), distance, underlying(held))
}

/// What a short option loses if its price moved by the shock, and a share by time to expiry of what is left: for a put
/// share × min(K, shock × U) + max(K − shock × U, 0), for a call share × min(U, shock × K) + max(U − shock × K, 0).
fn loss_to_shock<F: Figure>(shocked: &ShortShocked, held: Held, label: Label) -> F {
    let rule = held.level.rule();
    let shock = |size: F| {
        let shock = F::ratio(Label::Option(OptionLabel::PriceShock), shocked.shock);
        F::product(Label::Option(OptionLabel::Shocked), rule, [size, shock])
    };
    let ends = || match held.option.right {
        Right::Put => [strike_size::<F>(held), shock(size(held))],
        Right::Call => [size(held), shock(strike_size(held))],
    };
    let share = F::ratio(Label::Option(OptionLabel::TimedShare), shocked.at(days(held)));
    let beyond = F::product(
        Label::Option(OptionLabel::BeyondShock),
        rule,
        [F::smallest(Label::Option(OptionLabel::LeftAfterShock), rule, ends()), share],
    );
    let [from, less] = ends();
    let moved = F::difference(Label::Option(OptionLabel::LossToShock), rule, from, less);
    let moved = F::largest(Label::Option(OptionLabel::LossToShock), rule, [moved, F::usd(Label::Nothing, Usd::ZERO)]);
    F::sum(label, rule, [beyond, moved])
}

/// Days to expiry, to the millisecond.
fn days(held: Held) -> f64 {
    const MILLISECONDS: f64 = 86_400_000.0;
    libm::rint(held.option.years * 365.0 * MILLISECONDS) / MILLISECONDS
}
