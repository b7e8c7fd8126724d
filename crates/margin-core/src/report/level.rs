//! The two levels of a requirement, and things that there are at each.

use crate::rules::RuleKey;
use serde::{Deserialize, Serialize};

/// A requirement's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// What must be covered to open or increase a position, or to borrow.
    Initial,
    /// What must be covered to keep it.
    Maintenance,
}

/// Something that there is at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Levels<T> {
    /// To open, increase or borrow.
    pub initial: T,
    /// To keep.
    pub maintenance: T,
}

impl Level {
    /// Both levels.
    pub const ALL: [Self; 2] = [Self::Initial, Self::Maintenance];

    /// The rule that sets a requirement at this level.
    pub fn rule(self) -> RuleKey {
        match self {
            Self::Initial => RuleKey::Initial,
            Self::Maintenance => RuleKey::Maintenance,
        }
    }
}

impl<T> Levels<T> {
    /// What `make` makes of each level.
    pub fn each(mut make: impl FnMut(Level) -> T) -> Self {
        Self { initial: make(Level::Initial), maintenance: make(Level::Maintenance) }
    }

    /// The same at both levels.
    pub fn both(value: T) -> Self
    where
        T: Clone,
    {
        Self { initial: value.clone(), maintenance: value }
    }

    /// What there is at a level.
    pub fn at(&self, level: Level) -> &T {
        match level {
            Level::Initial => &self.initial,
            Level::Maintenance => &self.maintenance,
        }
    }

    /// Both, the initial one first.
    pub fn all(&self) -> [&T; 2] {
        [&self.initial, &self.maintenance]
    }
}
