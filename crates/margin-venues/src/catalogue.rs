//! Every venue's rules that the project carries, read and checked.

use crate::file::{File, FileProblem, FileProblems};
use margin_core::evaluate;
use margin_core::rules::VenueRules;

macro_rules! rules {
    ($($id:literal),* $(,)?) => {
        /// The rules' ids and files, in the order in which they are listed.
        const FILES: &[(&str, File)] = &[$((
            $id,
            File {
                path: concat!("rules/", $id, ".json"),
                text: include_str!(concat!("../rules/", $id, ".json")),
            },
        )),*];
    };
}

rules!["hyperliquid/perpetuals"];

/// The rules of every venue, in the order in which they are listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

/// One venue's rules and the name that they are found by.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name, `<venue>/<product>`.
    pub id: &'static str,
    /// The rules.
    pub rules: VenueRules,
}

/// Reads and checks every venue's rules.
///
/// ```
/// let catalogue = margin_venues::catalogue()?;
/// let rules = catalogue.find("hyperliquid/perpetuals").expect("it is listed");
/// assert_eq!(rules.venue, "Hyperliquid");
/// # Ok::<(), margin_venues::FileProblems>(())
/// ```
///
/// # Errors
/// All that is wrong, in all files.
pub fn catalogue() -> Result<Catalogue, FileProblems> {
    let mut problems = Vec::new();
    let mut entries = Vec::new();
    for (id, file) in FILES {
        match read(*file) {
            Ok(rules) => entries.push(Entry { id, rules }),
            Err(found) => problems.extend(found),
        }
    }
    FileProblems::none_or(problems, Catalogue { entries })
}

impl Catalogue {
    /// The rules, in the order in which they are listed.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The rules with this id.
    pub fn find(&self, id: &str) -> Option<&VenueRules> {
        self.entries.iter().find(|entry| entry.id == id).map(|entry| &entry.rules)
    }
}

fn read(file: File) -> Result<VenueRules, Vec<FileProblem>> {
    let rules: VenueRules = file.read().map_err(|problem| vec![problem])?;
    match evaluate::check(&rules) {
        Ok(()) => Ok(rules),
        Err(problems) => Err(file.wrong(problems).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_core::rules::{Model, RuleKey};
    use std::collections::BTreeSet;

    const EVERY_RULE: [RuleKey; 12] = [
        RuleKey::Equity,
        RuleKey::Unrealised,
        RuleKey::Haircut,
        RuleKey::Isolated,
        RuleKey::Notional,
        RuleKey::Initial,
        RuleKey::Maintenance,
        RuleKey::Tiers,
        RuleKey::Withdrawal,
        RuleKey::Liquidation,
        RuleKey::Backstop,
        RuleKey::Funding,
    ];

    #[test]
    fn every_file_can_be_read_and_passes_the_engines_check() {
        let catalogue = catalogue().map_err(|problems| problems.to_string()).unwrap();
        assert_eq!(catalogue.entries().len(), FILES.len());
    }

    #[test]
    fn no_two_entries_have_the_same_id() {
        let ids: BTreeSet<_> = FILES.iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), FILES.len());
    }

    #[test]
    fn every_rule_says_where_it_is_from_and_when_it_was_read() {
        for entry in catalogue().unwrap().entries() {
            let rules = &entry.rules;
            for (key, citation) in &rules.citations {
                assert!(!citation.says.is_empty() && !citation.source.is_empty(), "{}: {key:?}", entry.id);
            }
            for key in EVERY_RULE {
                let needed = match key {
                    RuleKey::Backstop => rules.liquidation.backstop.is_some(),
                    RuleKey::Funding => rules.funding.is_some(),
                    _ => true,
                };
                assert_eq!(rules.citations.contains_key(&key), needed, "{}: {key:?}", entry.id);
            }
        }
    }

    #[test]
    fn an_entry_is_found_by_its_id_and_nothing_else_is() {
        let catalogue = catalogue().unwrap();
        for entry in catalogue.entries() {
            assert_eq!(catalogue.find(entry.id), Some(&entry.rules));
        }
        assert_eq!(catalogue.find("nobody/nothing"), None);
    }

    #[test]
    fn every_written_line_of_a_listing_is_read() {
        for (id, file) in FILES {
            let Model::TieredNotional(model) = &read(*file).unwrap().model;
            let written = file.text.matches("\"table\": ").count();
            assert_eq!(model.listings.len(), written, "{id} lists a contract twice");
        }
    }
}
