//! Names of things, each of its own type so that one cannot stand for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

name!(
    /// An asset: a coin, a stablecoin or an index, such as `BTC` or `USDC`.
    AssetId
);
name!(
    /// A contract, named by its terms, such as `BTC-PERP`.
    InstrumentId
);
name!(
    /// A table of tiers within one venue's rules.
    TableId
);
name!(
    /// A set of terms for assets that move together, which a trader chooses for a whole account.
    CategoryId
);
number!(
    /// A position's number within its portfolio; it stays the same while the position is edited or moved.
    PositionId
);
number!(
    /// A holding's number within its portfolio; it stays the same while the holding is edited or moved.
    HoldingId
);
number!(
    /// A resting order's number within its portfolio.
    OrderId
);
