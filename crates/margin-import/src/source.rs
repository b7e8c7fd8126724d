//! Where documents come from: each venue's public endpoint, and what to ask it. Nothing here asks it.

use crate::hyperliquid;
use crate::problem::DocumentKind;

/// A venue whose documents are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The venue's name.
    pub venue: &'static str,
    /// Its public endpoint, which needs no key.
    pub endpoint: &'static str,
    /// What to ask it, the account first.
    pub requests: &'static [Request],
}

/// One question to a venue's endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The document that answers it.
    pub answer: DocumentKind,
    /// What the question is called.
    pub name: &'static str,
    /// The question as JSON, with [`ADDRESS`] where an address stands.
    pub body: &'static str,
}

/// What stands in a [`Request`] for the account's address.
pub const ADDRESS: &str = "YOUR ADDRESS";

/// The venues whose documents are read.
pub fn sources() -> &'static [Source] {
    &[hyperliquid::SOURCE]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_json_and_only_those_about_an_account_hold_an_address() {
        for request in sources().iter().flat_map(|source| source.requests) {
            let body: serde_json::Value = serde_json::from_str(request.body).unwrap();
            assert!(body.is_object());
            let of_account = matches!(request.answer, DocumentKind::Account | DocumentKind::Spot);
            assert_eq!(request.body.contains(ADDRESS), of_account, "{}", request.name);
        }
    }
}
