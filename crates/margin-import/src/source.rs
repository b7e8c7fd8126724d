//! Where documents come from: what to ask each venue, and how. Nothing here asks it.

use crate::problem::DocumentKind;
use crate::venue::VENUES;

/// A venue, or a form of document, that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub venue: &'static str,
    /// Who may ask for its documents.
    pub access: Access,
    /// The address that paths are added to and bodies are posted to; empty where there is none.
    pub endpoint: &'static str,
    /// What to ask it, the account first.
    pub requests: &'static [Request],
}

/// Who may ask for a venue's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone who knows the account's address.
    Address,
    /// The account's owner, with a key that can be limited to reading.
    Key,
    /// Nobody is asked: whoever hands it in has it, from a program or written by hand.
    Own,
}

/// One question to a venue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The document that answers it.
    pub answer: DocumentKind,
    /// What the question is called.
    pub name: &'static str,
    /// How it is asked, with [`ADDRESS`] where an address stands.
    pub ask: Ask,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// This JSON is posted to the endpoint.
    Post(&'static str),
    /// This path is added to the endpoint; a venue that wants a key wants this signed.
    Get(&'static str),
    /// In these words, to a program or to whoever writes it.
    Words(&'static str),
}

/// What stands in a [`Request`] for the account's address.
pub const ADDRESS: &str = "YOUR ADDRESS";

/// The venues whose documents are read.
pub fn sources() -> impl Iterator<Item = &'static Source> {
    VENUES.iter().map(|venue| &venue.source)
}

impl Source {
    /// A question as a person asks it: a command for a terminal where the endpoint is public, and otherwise the words
    /// or the signed path.
    pub fn asked(&self, request: &Request) -> String {
        match (request.ask, self.access) {
            (Ask::Post(body), _) => format!("curl {} --json '{body}'", self.endpoint),
            (Ask::Get(path), Access::Key) => format!("GET {}{path}", self.endpoint),
            (Ask::Get(path), _) => format!("curl '{}{path}'", self.endpoint),
            (Ask::Words(words), _) => words.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_that_is_posted_is_json_and_only_those_about_an_account_hold_an_address() {
        for (source, request) in sources().flat_map(|source| source.requests.iter().map(move |each| (source, each))) {
            let text = match request.ask {
                Ask::Post(body) => {
                    let value: serde_json::Value = serde_json::from_str(body).unwrap();
                    assert!(value.is_object());
                    body
                }
                Ask::Get(path) => path,
                Ask::Words(words) => words,
            };
            let of_account = matches!(request.answer, DocumentKind::Account | DocumentKind::Spot);
            if source.access == Access::Address {
                assert_eq!(text.contains(ADDRESS), of_account, "{}", request.name);
            }
        }
    }

    #[test]
    fn every_venue_has_a_name_of_its_own_and_says_what_to_hand_in() {
        let names: std::collections::BTreeSet<_> = sources().map(|source| source.venue).collect();
        assert_eq!(names.len(), VENUES.len());
        assert!(sources().all(|source| !source.requests.is_empty()));
    }
}
