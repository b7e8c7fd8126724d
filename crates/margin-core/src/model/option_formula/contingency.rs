//! What is required to open while the venue's feeds are unsure, or what accounts settle in is worth less than a dollar.
//!
//! Feeds: (1 − certainty) × factor × index for each unit of a contract that is no option, of the options of an expiry that
//! are short, and of an asset that counts, where the least sure of their feeds is below the threshold.
//! Peg: (threshold − price) × factor × index for each unit of a contract that is no option and of a short option.

use crate::book::{Book, Contract};
use crate::model::Account;
use crate::report::{Figure, Label, Level, OptionLabel};
use crate::rules::{CertaintyRule, OptionFormula, PegRule, RuleKey};
use crate::time::Timestamp;
use crate::units::{Price, Quantity, Ratio};
use crate::valuation;
use std::collections::BTreeMap;

/// What is required beside what contracts require, to open.
pub(super) fn required<F: Figure>(model: &OptionFormula, account: Account, level: Level) -> Vec<F> {
    if level == Level::Maintenance {
        return Vec::new();
    }
    let unsure = model.certainty.iter().flat_map(|rule| unsure(*rule, model.peg.as_ref(), account));
    let unpegged = model.peg.iter().flat_map(|rule| unpegged(rule, account));
    unsure.chain(unpegged).collect()
}

/// What a contract's requirement is taken on: all of one that is no option, and what is short of an option.
fn exposed(contract: &Contract, account: Account) -> f64 {
    let net = contract.net();
    match contract.is_option() && net >= Quantity::ZERO {
        true => 0.0,
        false => contract.units(net, account.factor(contract.asset)),
    }
}

fn unsure<F: Figure>(rule: CertaintyRule, peg: Option<&PegRule>, account: Account) -> Vec<F> {
    let feed = |asset: usize| account.book.assets.get(asset).and_then(|asset| asset.quote?.certainty);
    let mut expiries: BTreeMap<(usize, Timestamp), Ratio> = BTreeMap::new();
    for contract in account.contracts {
        let Some(option) = contract.option else { continue };
        let own = least([feed(contract.asset), option.certainty, contract.certainty]);
        let known = expiries.entry((contract.asset, option.expiry)).or_insert(own);
        *known = least([Some(*known), Some(own)]);
    }
    let contracts = account.contracts.iter().filter_map(|contract| {
        let certainty = match contract.option {
            Some(option) => expiries.get(&(contract.asset, option.expiry)).copied(),
            None => Some(least([feed(contract.asset), contract.certainty])),
        };
        let units = exposed(contract, account);
        let label = Label::Option(OptionLabel::UnsureContract(contract.named_by().position()));
        let index = valuation::moved(contract.index, account.factor(contract.asset));
        shortfall(rule, certainty?, label, units, index)
    });
    let settles = |asset: usize| named(account.book, asset).is_some_and(|id| peg.is_some_and(|peg| peg.asset == *id));
    let counted = account.holdings.iter().filter(|held| held.terms.is_some() && held.quantity > Quantity::ZERO);
    let holdings = counted.filter(|held| !settles(held.asset)).filter_map(|held| {
        let index = valuation::moved(held.index, account.factor(held.asset));
        shortfall(
            rule,
            feed(held.asset)?,
            Label::Option(OptionLabel::UnsureHolding(held.id)),
            held.quantity.get(),
            index,
        )
    });
    contracts.chain(holdings).collect()
}

fn named<'b>(book: &Book<'b>, asset: usize) -> Option<&'b crate::id::AssetId> {
    book.assets.get(asset).map(|asset| asset.id)
}

/// The least of several certainties; what is not known is sure.
fn least<const N: usize>(feeds: [Option<Ratio>; N]) -> Ratio {
    let sure = Ratio::new(1.0);
    feeds.into_iter().flatten().fold(sure, |least, feed| if feed < least { feed } else { least })
}

fn shortfall<F: Figure>(rule: CertaintyRule, certainty: Ratio, label: Label, units: f64, index: Price) -> Option<F> {
    if certainty >= rule.threshold || units == 0.0 {
        return None;
    }
    let whole = F::ratio(Label::Whole, Ratio::new(1.0));
    let missing = F::difference(
        Label::Option(OptionLabel::Doubt),
        RuleKey::Initial,
        whole,
        F::ratio(Label::Option(OptionLabel::Certainty), certainty),
    );
    let parts = [
        F::quantity(Label::Quantity, Quantity::new(units)),
        F::price(Label::IndexPrice, index),
        missing,
        F::ratio(Label::Option(OptionLabel::ContingencyFactor), rule.factor),
    ];
    Some(F::product(label, RuleKey::Initial, parts))
}

fn unpegged<F: Figure>(rule: &PegRule, account: Account) -> Vec<F> {
    let Some(pegged) = account.book.assets.iter().position(|asset| *asset.id == rule.asset) else { return Vec::new() };
    let quote = account.book.assets.get(pegged).and_then(|asset| asset.quote);
    let Some(price) = quote.map(|quote| quote.reference.unwrap_or(quote.index)) else { return Vec::new() };
    let price = valuation::moved(price, account.factor(pegged));
    if price >= rule.threshold {
        return Vec::new();
    }
    let contracts = account.contracts.iter().map(|contract| (contract, exposed(contract, account)));
    contracts
        .filter(|(_, units)| *units > 0.0)
        .map(|(contract, units)| {
            let index = valuation::moved(contract.index, account.factor(contract.asset));
            let threshold = F::ratio(Label::Option(OptionLabel::PegThreshold), Ratio::new(rule.threshold.get()));
            let price = F::ratio(Label::Option(OptionLabel::PegPrice), Ratio::new(price.get()));
            let parts = [
                F::quantity(Label::Quantity, Quantity::new(units)),
                F::price(Label::IndexPrice, index),
                F::difference(Label::Option(OptionLabel::PegShortfall), RuleKey::Initial, threshold, price),
                F::ratio(Label::Option(OptionLabel::ContingencyFactor), rule.factor),
            ];
            F::product(Label::Option(OptionLabel::Unpegged(contract.named_by().position())), RuleKey::Initial, parts)
        })
        .collect()
}
