//! What it means to put an import under rules that did not come in with it.

use crate::compare::{self, Source, Use, title};
use crate::number::Locale;
use crate::text::import::ChosenRulesText;
use margin_core::compare::{AccountMode, Candidate, Criterion, Item, LeftOut, Outcome};
use margin_core::portfolio::Portfolio;
use margin_core::rules::VenueRules;
use margin_import::Imported;
use std::collections::BTreeSet;

/// What an import comes to under rules that were chosen for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenRules {
    /// Whose figures the desk then gives, in a sentence.
    pub says: String,
    /// What these rules do not take, each with why; or that they take all.
    pub takes: Vec<String>,
    /// What the account is without that, where these rules give figures for the rest alone.
    pub rest: Option<Portfolio>,
}

/// What an import comes to under the rules that the catalogue has by this id.
pub fn chosen_rules(imported: &Imported, id: &str, rules: &VenueRules, locale: &Locale) -> ChosenRules {
    let name = &title(rules);
    let its_own = imported.rules_id.as_deref() == Some(id);
    let says =
        if its_own { ChosenRulesText::ItsOwn { rules: name } } else { ChosenRulesText::Others { rules: name } }.say();
    let candidate = Candidate { rules, mode: AccountMode::AsSet };
    let comparison = margin_core::compare::compare(&imported.portfolio, &imported.market, &[candidate]);
    let gives = |portfolio: &Portfolio| margin_core::evaluate(portfolio, &imported.market, rules).is_ok();
    let whole = gives(&imported.portfolio);
    let rest = match comparison.outcomes.first() {
        Some(Outcome::Partial { left_out, .. }) if !whole => Some(without(&imported.portfolio, left_out)).filter(gives),
        _ => None,
    };
    let source = Source { id, rules, use_for: Use::Open };
    let view = compare::compare(&comparison, &[source], &imported.portfolio, Criterion::LeastMaintenance, locale);
    let mut takes: Vec<String> = view.rows.into_iter().flat_map(|row| row.left_out).collect();
    takes.extend(view.without.into_iter().map(|without| without.why));
    takes.extend(match (whole, &rest) {
        (true, _) => takes.is_empty().then(|| ChosenRulesText::Whole.say()),
        (false, Some(_)) => Some(ChosenRulesText::RestAlone.say()),
        (false, None) => Some(ChosenRulesText::NoFigures.say()),
    });
    ChosenRules { says, takes, rest }
}

fn without(portfolio: &Portfolio, left_out: &[LeftOut]) -> Portfolio {
    let items: BTreeSet<Item> = left_out.iter().map(|each| each.item).collect();
    let mut rest = portfolio.clone();
    rest.holdings.retain(|holding| !items.contains(&Item::Holding(holding.id)));
    rest.positions.retain(|position| !items.contains(&Item::Position(position.id)));
    rest.orders.retain(|order| !items.contains(&Item::Order(order.id)));
    rest
}
