//! The columns that a table may have, and the names that each is known by.

/// A column of a table of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The contract, in a position's line.
    Contract,
    /// What is held, or what a position's profit is paid in.
    Asset,
    /// Contracts, or units of the asset.
    Quantity,
    /// Long or short.
    Side,
    /// The price that a position was opened at.
    Entry,
    /// The price that it is valued at.
    Mark,
    /// The price of the underlying or of the asset.
    Index,
    /// How much one contract is.
    ContractSize,
    /// Cross or isolated.
    Mode,
    /// What stands behind an isolated position.
    SetAside,
    /// The multiple that was set.
    Leverage,
    /// The venue's figure of the size.
    Notional,
    /// The venue's figure of the profit.
    Unrealised,
    /// The venue's figure of what it requires to be opened.
    Initial,
    /// The venue's figure of what it requires to be kept.
    Maintenance,
    /// The venue's liquidation price.
    Liquidation,
    /// Whose rules the account is under.
    Rules,
    /// When the figures were taken.
    Time,
}

/// Every column with its names, the first its own; case, spaces, dashes and underscores do not matter.
const NAMES: [(Column, &[&str]); 18] = [
    (Column::Contract, &["contract", "instrument", "symbol", "market"]),
    (Column::Asset, &["asset", "coin", "currency", "settles in"]),
    (Column::Quantity, &["quantity", "contracts", "size", "amount", "qty"]),
    (Column::Side, &["side", "direction"]),
    (Column::Entry, &["entry", "entry price", "average price", "avg price", "avg entry price"]),
    (Column::Mark, &["mark", "mark price", "price"]),
    (Column::Index, &["index", "index price"]),
    (Column::ContractSize, &["contract size", "multiplier"]),
    (Column::Mode, &["mode", "margin mode", "margin type"]),
    (Column::SetAside, &["set aside", "isolated margin", "collateral"]),
    (Column::Leverage, &["leverage"]),
    (Column::Notional, &["notional", "position value", "value"]),
    (
        Column::Unrealised,
        &["unrealised", "unrealized", "unrealised profit", "unrealized pnl", "unrealised pnl", "upnl"],
    ),
    (Column::Initial, &["initial", "initial margin"]),
    (Column::Maintenance, &["maintenance", "maintenance margin"]),
    (Column::Liquidation, &["liquidation", "liquidation price", "liq price"]),
    (Column::Rules, &["rules"]),
    (Column::Time, &["time", "date", "timestamp"]),
];

impl Column {
    /// Every column, those first that are needed.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(column, _)| *column)
    }

    /// Whether numbers stand in it.
    pub(super) fn is_number(self) -> bool {
        match self {
            Self::Contract | Self::Asset | Self::Side | Self::Mode | Self::Rules | Self::Time => false,
            Self::Quantity
            | Self::Entry
            | Self::Mark
            | Self::Index
            | Self::ContractSize
            | Self::SetAside
            | Self::Leverage
            | Self::Notional
            | Self::Unrealised
            | Self::Initial
            | Self::Maintenance
            | Self::Liquidation => true,
        }
    }

    /// The column that is named so.
    pub(super) fn named(name: &str) -> Option<Self> {
        let plain = |text: &str| {
            let letters = text.chars().filter(|character| character.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        };
        let wanted = plain(name);
        let found = NAMES.iter().find(|(_, names)| names.iter().any(|name| plain(name) == wanted));
        found.filter(|_| !wanted.is_empty()).map(|(column, _)| *column)
    }

    /// The column's own name.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Every name that it is known by, its own first.
    pub fn names(self) -> &'static [&'static str] {
        NAMES.iter().find(|(column, _)| *column == self).map(|(_, names)| *names).unwrap_or_default()
    }
}

/// How many of these are names of columns.
pub(super) fn known(header: &[String]) -> usize {
    header.iter().filter(|name| Column::named(name).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_whatever_their_case_and_spacing() {
        for name in ["Entry Price", "ENTRY_PRICE", "entry-price", " entryPrice "] {
            assert_eq!(Column::named(name), Some(Column::Entry), "{name}");
        }
        assert_eq!(Column::named("fee"), None);
        assert_eq!(Column::named(""), None);
    }

    #[test]
    fn every_column_is_known_by_its_own_name_and_no_name_is_of_two() {
        for (column, names) in NAMES {
            assert!(names.iter().all(|name| Column::named(name) == Some(column)), "{column:?}");
            assert_eq!(Some(&column.name()), names.first());
        }
    }
}
