//! A formula for each option, and relief for options of one underlying and expiry that limit each other's loss.
//!
//! Contracts that are no options require a share of their notional. Options of one instrument net first; then each expiry
//! requires the sum of what its options require each, or less where the venue relieves them. Where options' worth counts,
//! a requirement is what is needed beside it; where it does not, a requirement holds what is owed. All in dollars.

mod contingency;
mod loss;
mod own;
mod strategies;

use crate::book::{Contract, Priced, Terms};
use crate::model::{Account, each_required};
use crate::report::{Figure, Label, Level, OptionLabel};
use crate::rules::{OptionFormula, OptionRates, Relief, RuleKey, Worth};
use crate::time::Timestamp;
use crate::units::Quantity;
use std::collections::BTreeMap;

/// Contracts of one option, or some of them.
#[derive(Clone, Copy, Debug)]
struct Held<'c> {
    contract: &'c Contract<'c>,
    option: Priced,
    rates: &'c OptionRates,
    /// Contracts with their sign.
    quantity: f64,
    /// What the prices of its underlying have been multiplied by.
    factor: f64,
    worth: Worth,
    level: Level,
}

/// What contracts require at a level: amounts that add up.
pub(crate) fn required<F: Figure>(model: &OptionFormula, account: Account, level: Level) -> Vec<F> {
    let linear = account.contracts.iter().filter(|contract| !contract.is_option());
    let mut parts: Vec<F> = linear.map(|contract| each_required(account, contract, level)).collect();
    let mut cover = strategies::Cover::of(account);
    for options in expiries(model, account, level).values() {
        parts.extend(of_expiry(model, options, &mut cover));
    }
    parts.extend(contingency::required(model, account, level));
    parts
}

/// The options of each underlying and expiry, those of one by strike and right.
fn expiries<'c>(
    model: &OptionFormula,
    account: Account<'c>,
    level: Level,
) -> BTreeMap<(usize, Timestamp), Vec<Held<'c>>> {
    let mut expiries: BTreeMap<_, Vec<Held>> = BTreeMap::new();
    for contract in account.contracts {
        let (Some(option), Terms::Option(rates)) = (contract.option, contract.terms) else { continue };
        let (quantity, factor) = (contract.net().get(), account.factor(contract.asset));
        let held = Held { contract, option, rates, quantity, factor, worth: model.worth, level };
        expiries.entry((contract.asset, option.expiry)).or_default().push(held);
    }
    for options in expiries.values_mut() {
        options.sort_by(|left, right| left.option.strike.total_cmp(&right.option.strike));
    }
    expiries
}

/// What the options of one expiry require: one amount, or one for each option where they do not relieve each other.
fn of_expiry<F: Figure>(model: &OptionFormula, options: &[Held], cover: &mut strategies::Cover) -> Vec<F> {
    let each = || options.iter().map(|held| own::requirement(*held, held.label()));
    let Some(first) = options.first() else { return Vec::new() };
    let (position, level) = (first.contract.named_by().position(), first.level);
    let together: F = match &model.relief {
        Relief::None => return each().collect(),
        Relief::LargestLoss(unpaired) => loss::requirement(options, *unpaired.forward.at(level)),
        Relief::Strategies => strategies::requirement(options, cover),
    };
    let apart = F::sum(Label::Option(OptionLabel::EachOption(position, level)), RuleKey::Relief, each());
    vec![F::smallest(
        Label::Option(OptionLabel::ExpiryRequirement(position, level)),
        RuleKey::Relief,
        [apart, together],
    )]
}

impl<'c> Held<'c> {
    /// What names its requirement.
    fn label(&self) -> Label {
        self.contract.named_by().requirement(self.level)
    }

    /// Units of the underlying, with the sign of the position.
    fn units(&self) -> f64 {
        self.contract.contracts(Quantity::new(self.quantity))
    }

    /// As many of them as are on these units of the underlying, with the same sign.
    fn part(self, units: f64) -> Self {
        let quantity = units / self.contract.instrument.multiplier.get();
        Held { quantity: if self.quantity < 0.0 { -quantity } else { quantity }, ..self }
    }

    fn is_short(&self) -> bool {
        self.quantity < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Move;
    use crate::market::Market;
    use crate::portfolio::Portfolio;
    use crate::report::{Bare, LineItem};
    use crate::rules::{Model, RuleKey, VenueRules};
    use serde_json::{Map, Value, json};

    fn rules(relief: &Value, worth: &str) -> VenueRules {
        let cite = |key: &RuleKey| {
            let key = serde_json::to_value(key).unwrap().as_str().unwrap().to_owned();
            (
                key,
                json!({ "says": "as the test says", "source": "made up", "date": "2026-01-01", "grade": "published" }),
            )
        };
        let both = |rule: Value| json!({ "initial": rule, "maintenance": rule });
        let share = both(json!({ "share": { "lessOutOfTheMoney": 0.15, "underlying": 0.1, "strike": 0.05 } }));
        let put = json!({
            "initial": { "share": { "lessOutOfTheMoney": 0.15, "maintenance": 1.05 } },
            "maintenance": { "shocked": { "shock": 0.75, "shares": [{ "days": 60.0, "share": 0.4 }] } },
        });
        let rates = json!({
            "underlying": "forward", "long": both(json!({ "worthUpTo": 0.2 })), "call": share, "put": put,
        });
        let flat = json!({ "haircut": { "initial": { "flat": 0.1 }, "maintenance": { "flat": 0.1 } } });
        serde_json::from_value(json!({
            "schema": 2, "venue": "Test", "product": "options", "status": "live", "effective": "2026-01-01",
            "citations": RuleKey::ALL.iter().map(cite).collect::<Map<_, _>>(),
            "collateral": { "assets": { "BTC": flat } }, "pairs": "netted", "liquidation": {},
            "model": { "optionFormula": {
                "options": { "BTC": rates }, "relief": relief, "worth": worth,
                "certainty": { "threshold": 0.6, "factor": 0.5 },
                "peg": { "asset": "USDC", "threshold": 0.99, "factor": 2.0 },
            } },
        }))
        .unwrap()
    }

    fn market() -> Market {
        let expiry = |time: &str| json!({ "expiry": time, "forward": 123.0, "certainty": 0.4 });
        let quote = |mark: f64| json!({ "mark": mark });
        serde_json::from_value(json!({
            "schema": 1, "time": "2026-01-01T00:00:00Z", "source": "made up",
            "assets": {
                "BTC": { "index": 120.0, "expiries": [expiry("2026-02-01T00:00:00Z"), expiry("2026-03-01T00:00:00Z")] },
                "USDC": { "index": 0.9, "peg": "dollar" },
            },
            "instruments": {
                "BTC-2026-02-01-100-C": quote(25.0),
                "BTC-2026-02-01-140-C": quote(5.0),
                "BTC-2026-02-01-90-P": quote(2.0),
                "BTC-2026-03-01-130-P-COIN": quote(0.15), "BTC-2026-03-01-110-P-COIN": quote(0.05),
            },
        }))
        .unwrap()
    }

    fn portfolio() -> Portfolio {
        let option = |expiry: &str, strike: f64, right: &str, settlement: &str| {
            let terms = json!({ "expiry": expiry, "strike": strike, "right": right });
            json!({ "underlying": "BTC", "kind": { "option": terms }, "settlement": settlement, "multiplier": 0.1 })
        };
        let (first, second) = ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
        let held = [
            (option(first, 100.0, "call", "linear"), -7.0),
            (option(first, 140.0, "call", "linear"), 3.0),
            (option(first, 90.0, "put", "linear"), -2.5),
            (option(second, 130.0, "put", "coin"), -4.0),
            (option(second, 110.0, "put", "coin"), 6.0),
        ];
        let position = |(id, (instrument, quantity)): (usize, &(Value, f64))| json!({ "id": id, "instrument": instrument, "quantity": quantity, "entry": 1.0 });
        let positions: Vec<_> = held.iter().enumerate().map(position).collect();
        let holdings = json!([{ "id": 0, "asset": "BTC", "quantity": 0.2 }]);
        serde_json::from_value(json!({ "holdings": holdings, "positions": positions })).unwrap()
    }

    #[test]
    fn a_working_and_a_bare_number_are_the_same_after_every_move() {
        let (portfolio, market) = (portfolio(), market());
        let largest = json!({ "largestLoss": { "forward": { "initial": 1.2, "maintenance": 1.1 } } });
        for relief in [json!("none"), largest, json!("strategies")] {
            for worth in ["counted", "required"] {
                let rules = rules(&relief, worth);
                let Model::OptionFormula(model) = &rules.model else { panic!("options") };
                let book = crate::check::book(&portfolio, &market, &rules).unwrap();
                let group = &book.groups[0];
                let contracts: Vec<_> = group.contracts.iter().collect();
                let holdings: Vec<_> = group.holdings.iter().collect();
                for factor in [1.0, 0.5, 0.75, 1.1, 2.0] {
                    let change = Move::Together { factor };
                    let account = Account { book: &book, contracts: &contracts, holdings: &holdings, change };
                    for level in Level::ALL {
                        let told: Vec<LineItem> = required(model, account, level);
                        let bare: Vec<Bare> = required(model, account, level);
                        let bare: Vec<_> = bare.iter().map(|part| part.value().to_bits()).collect();
                        assert!(!told.is_empty());
                        assert_eq!(told.iter().map(|part| part.value().to_bits()).collect::<Vec<_>>(), bare);
                    }
                }
            }
        }
    }
}
