//! What stands in the columns of a table, in English.

use crate::text::keys::import::ColumnText;
use margin_import::TableColumn;

pub(in crate::text) fn column(text: ColumnText) -> &'static str {
    match text.0 {
        TableColumn::Contract => {
            "A position\u{2019}s contract, such as BTC-PERP, BTC-2026-12-25 or BTC/USDT:USDT. Empty for a balance."
        }
        TableColumn::Asset => "Of a balance, what is held, such as USDC; of a position, what its profit is paid in.",
        TableColumn::Quantity => "Contracts, or units of the asset; a short or a debt is negative. Always needed.",
        TableColumn::Side => "Long or short; it then decides the sign.",
        TableColumn::Entry => "The price that the position was opened at, in dollars; the mark where it is missing.",
        TableColumn::Mark => {
            "The price that it is valued at, in dollars. Needed of a position, unless its notional says it."
        }
        TableColumn::Index => "Dollars for one unit of the underlying or of the asset; the mark where it is missing.",
        TableColumn::ContractSize => "Units of the underlying in one contract; 1 where it is missing.",
        TableColumn::Mode => "Cross or isolated.",
        TableColumn::SetAside => "What stands behind an isolated position, before its unrealised profit.",
        TableColumn::Leverage => "The multiple that was set, at least 1.",
        TableColumn::Notional => "The venue\u{2019}s figure of the size.",
        TableColumn::Unrealised => "The venue\u{2019}s figure of the profit.",
        TableColumn::Initial => "The venue\u{2019}s figure of what the position requires to be opened.",
        TableColumn::Maintenance => "The venue\u{2019}s figure of what it requires to be kept.",
        TableColumn::Liquidation => "The venue\u{2019}s liquidation price; 0 says that there is none.",
        TableColumn::Rules => "Whose rules the account is under, such as hyperliquid/perpetuals; once is enough.",
        TableColumn::Time => "A day, a moment in UTC, or milliseconds since the start of 1970; the latest counts.",
    }
}
