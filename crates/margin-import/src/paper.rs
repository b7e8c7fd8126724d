//! One venue's documents, by what they are.

use crate::node::Node;
use crate::problem::{DocumentKind, ImportProblemKind, Problems};
use serde_json::{Map, Value};

/// A document of a venue.
#[derive(Clone, Debug)]
pub(crate) struct Paper<'v> {
    pub(crate) kind: DocumentKind,
    pub(crate) node: Node<'v>,
}

/// A venue's documents, in the order in which they were handed in.
#[derive(Debug, Default)]
pub(crate) struct Papers<'v>(Vec<Paper<'v>>);

impl<'v> Paper<'v> {
    /// A value that is a document as a whole.
    pub(crate) fn whole(kind: DocumentKind, node: &Node<'v>) -> Vec<Self> {
        vec![Self { kind, node: node.clone() }]
    }

    /// A value that is an item of a document, or a list of them; `of_item` says of which.
    pub(crate) fn item_or_list(
        node: &Node<'v>,
        of_item: impl FnOnce(&Map<String, Value>) -> Option<DocumentKind>,
    ) -> Vec<Self> {
        let item = match node.value {
            Value::Array(items) => items.first().and_then(Value::as_object),
            value => value.as_object(),
        };
        item.and_then(of_item).map(|kind| Self::whole(kind, node)).unwrap_or_default()
    }
}

impl<'v> Papers<'v> {
    pub(crate) fn add(&mut self, paper: Paper<'v>) {
        self.0.push(paper);
    }

    /// The documents of a kind.
    pub(crate) fn all(&self, kind: DocumentKind) -> impl Iterator<Item = &Node<'v>> {
        self.0.iter().filter(move |paper| paper.kind == kind).map(|paper| &paper.node)
    }

    /// The one document of a kind, where it was handed in; every further one is a problem.
    pub(crate) fn one(&self, kind: DocumentKind, problems: &mut Problems) -> Option<&Node<'v>> {
        let mut all = self.all(kind);
        let first = all.next();
        for further in all {
            problems.add(&further.place, ImportProblemKind::DuplicateDocument(kind));
        }
        first
    }
}
