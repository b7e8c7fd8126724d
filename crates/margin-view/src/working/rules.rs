//! The rules that a working's lines follow, each once.

use crate::name;
use crate::text;
use crate::working::CitedRule;
use margin_core::rules::{RuleKey, VenueRules};

/// Rules in the order in which they were first followed.
pub(super) struct Cited<'r> {
    rules: &'r VenueRules,
    keys: Vec<RuleKey>,
}

impl<'r> Cited<'r> {
    pub(super) fn new(rules: &'r VenueRules) -> Self {
        Self { rules, keys: Vec::new() }
    }

    /// The index of a rule, where its source is given.
    pub(super) fn index(&mut self, key: RuleKey) -> Option<usize> {
        self.rules.citations.get(&key)?;
        let known = self.keys.iter().position(|known| *known == key);
        Some(known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        }))
    }

    pub(super) fn into_rules(self) -> Vec<CitedRule> {
        let Self { rules, keys } = self;
        keys.into_iter().filter_map(|key| cited(rules, key)).collect()
    }
}

fn cited(rules: &VenueRules, key: RuleKey) -> Option<CitedRule> {
    let found = rules.citations.get(&key)?;
    Some(CitedRule {
        name: text::rule(key).into(),
        says: found.says.clone(),
        source: found.source.clone(),
        date: name::date(found.date),
        grade: text::grade(found.grade).into(),
    })
}
