//! What a typed name offers: a contract that the market can value, listed or not.

use crate::parts::finder::{Choice, Read};
use crate::state::{Derived, Workspace};
use leptos::prelude::*;
use margin_core::chain;
use margin_core::instrument::{Instrument, Settlement};
use margin_core::problem::Problems;
use margin_view::number::Locale;
use margin_view::problem::problem;
use margin_view::{instrument, moment};

/// A contract as something to choose.
pub fn choice(contract: &Instrument, locale: &Locale) -> Choice {
    Choice { key: contract.id().to_string(), name: instrument(contract, locale), detail: contract.id().to_string() }
}

/// What a text names: the contract as it is meant, and where it does not say what it pays, the same paying otherwise.
pub fn read(text: &str, derived: Derived) -> Read {
    let workspace = derived.workspace.get();
    let Some(named) = margin_import::contract(text, &workspace.market) else { return Read::Nothing };
    let mut offers = Vec::new();
    let mut why = None;
    for contract in [named.clone(), otherwise(&named)] {
        match chain::price(&contract, &workspace.market, &workspace.rules) {
            Ok(_) => offers.push(contract),
            Err(problems) => why = why.or(Some(problems)),
        }
    }
    // What the market quotes stands before what it only can value.
    offers.sort_by_key(|contract| workspace.market.mark(&contract.id()).is_none());
    derived.locale.with_value(|locale| match (offers.as_slice(), why) {
        ([], Some(problems)) => Read::Refused(refusal(&named, &problems, &workspace, locale)),
        ([], None) => Read::Nothing,
        (offers, _) => Read::Offered(offers.iter().map(|contract| choice(contract, locale)).collect()),
    })
}

fn otherwise(contract: &Instrument) -> Instrument {
    let settlement = match contract.settlement {
        Settlement::Linear => Settlement::Coin,
        Settlement::Coin => Settlement::Linear,
    };
    Instrument { settlement, ..contract.clone() }
}

fn refusal(named: &Instrument, problems: &Problems, workspace: &Workspace, locale: &Locale) -> String {
    let told = problems.iter().map(|each| problem(each, &workspace.portfolio));
    let why: Vec<_> = told.map(|told| format!("{} {}", told.says, told.remedy)).collect();
    format!("{}: {} Prices are of {}.", instrument(named, locale), why.join(" "), moment(workspace.market.time))
}
