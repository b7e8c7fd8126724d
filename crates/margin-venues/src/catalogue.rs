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

rules![
    "hyperliquid/perpetuals",
    "hyperliquid/unified",
    "hyperliquid/portfolio-margin",
    "hyperliquid/hip-3",
    "binance/usdm",
    "dydx/perpetuals",
    "drift/perpetuals",
    "gmx/arbitrum",
    "gmx/avalanche",
    "jupiter/perpetuals",
    "orderly/perpetuals",
    "paradex/perpetuals",
    "paradex/options",
    "paradex/portfolio",
    "aevo/perpetuals",
    "aevo/options",
    "derive/standard",
    "derive/pm2",
    "derive/pm1",
    "deribit/standard",
    "deribit/portfolio",
    "okx/portfolio",
    "backpack/perpetuals",
    "bluefin/pro",
    "synthetix/base",
    "aave-v3/ethereum-core",
    "aave-v3/ethereum-core-2025",
    "aave-v3/arbitrum",
    "aave-v3/base",
    "aave-v3/optimism",
    "aave-v3/polygon",
    "aave-v3/avalanche",
    "aave-v3/bnb",
    "aave-v3/gnosis",
    "aave-v3/linea",
    "compound-v3/mainnet-usdc",
    "compound-v3/mainnet-usds",
    "compound-v3/mainnet-usdt",
    "compound-v3/mainnet-wbtc",
    "compound-v3/mainnet-weth",
    "compound-v3/mainnet-wsteth",
    "compound-v3/arbitrum-usdc",
    "compound-v3/arbitrum-usdc.e",
    "compound-v3/arbitrum-usdt",
    "compound-v3/arbitrum-weth",
    "compound-v3/base-aero",
    "compound-v3/base-usdbc",
    "compound-v3/base-usdc",
    "compound-v3/base-usds",
    "compound-v3/base-weth",
    "compound-v3/linea-usdc",
    "compound-v3/linea-weth",
    "compound-v3/mantle-usde",
    "compound-v3/optimism-usdc",
    "compound-v3/optimism-usdt",
    "compound-v3/optimism-weth",
    "compound-v3/polygon-usdc",
    "compound-v3/polygon-usdt",
    "compound-v3/ronin-weth",
    "compound-v3/ronin-wron",
    "compound-v3/scroll-usdc",
    "compound-v3/unichain-usdc",
    "compound-v3/unichain-weth",
    "marginfi/v2",
    "mango/v4",
    "vertex/v1",
    "binance/usdm-2024-10",
    "dydx/perpetuals-2023-10",
    "bluefin/v1",
    "perp/v2",
    "synthetix/arbitrum",
    "opyn/gamma",
    "reg-t/strategy",
    "classroom/tims",
    "classroom/span",
    "classroom/span-1990s",
    "ftx/reference",
    "reference/dynamic-haircuts",
    "reference/dynamic",
];

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
        match checked(*file) {
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

/// Reads and checks one venue's rules that this crate does not carry, in the written form of its files.
///
/// ```
/// let problems = margin_venues::read("{}").unwrap_err();
/// assert!(problems.to_string().starts_with("rules:1:2: missing field"), "{problems}");
/// ```
///
/// # Errors
/// All that is wrong with them: where the text stops being rules, or every rule that makes no sense or has no source.
/// The problems name the file `rules`.
pub fn read(text: &str) -> Result<VenueRules, FileProblems> {
    checked(File { path: "rules", text }).map_err(FileProblems::from)
}

fn checked(file: File) -> Result<VenueRules, Vec<FileProblem>> {
    let rules: VenueRules = file.read().map_err(|problem| vec![problem])?;
    match evaluate::check(&rules) {
        Ok(()) => Ok(rules),
        Err(problems) => Err(file.wrong(problems).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_core::rules::Model;
    use std::collections::BTreeSet;

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
            let rules = checked(*file).unwrap();
            let (written, listed) = match &rules.model {
                Model::TieredNotional(model) => (file.text.matches("\"table\": ").count(), model.listings.len()),
                Model::WeightedHealth(model) => (file.text.matches("\"surplus\": ").count(), model.contracts.len()),
                Model::OptionFormula(model) => (
                    file.text.matches("\"table\": ").count() + file.text.matches("\"long\": ").count(),
                    model.linear.listings.len() + model.options.len(),
                ),
                Model::ScenarioLoss(_) | Model::SensitivityLoss(_) => continue,
            };
            assert_eq!(listed, written, "{id} lists a contract twice");
        }
    }

    #[test]
    fn every_written_line_of_an_asset_is_read() {
        for (id, file) in FILES {
            let written = file.text.matches("\"haircut\": {\"initial\": ").count();
            assert_eq!(checked(*file).unwrap().collateral.assets.len(), written, "{id} lists an asset twice");
        }
    }
}
