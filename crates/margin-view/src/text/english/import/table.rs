//! What can be wrong with a table, in English.

use crate::text::keys::import::TableProblemText;
use margin_import::TableFault;

pub(in crate::text) fn table_problem(text: TableProblemText) -> (String, String) {
    let told = |says: &str, remedy: &str| (says.to_owned(), remedy.to_owned());
    match text.0 {
        TableFault::MissingColumn(name) => (
            format!("No column is called {name}, and it is needed."),
            "Name the columns in the first line: contract, asset, quantity, entry, mark.".into(),
        ),
        TableFault::DuplicateColumn(name) => {
            (format!("A second column stands for {name}."), "Leave one of the two out.".into())
        }
        TableFault::ExtraCell => told(
            "This cell stands beyond the last column.",
            "Put a text that holds a separator in double quotes, or name the column in the first line.",
        ),
        TableFault::MissingCell(name) => {
            (format!("This line has no {name}."), format!("Write the {name} here, or take the line out."))
        }
        TableFault::NeitherContractNorAsset => told(
            "This line names neither a contract nor an asset.",
            "Write the contract of a position, such as BTC-PERP, or the asset of a balance, such as USDC.",
        ),
        TableFault::NotANumber => {
            told("This is not a number.", "Write digits, with thousands marks between groups of three or without any.")
        }
        TableFault::Ambiguous => told(
            "This can be read as thousands or as decimals.",
            "Write it without thousands marks, or with more or fewer than three decimals.",
        ),
        TableFault::NotASide => {
            told("This is no side.", "Write long or short, or leave it empty and sign the quantity.")
        }
        TableFault::NotAMode => told("This is no margin mode.", "Write cross or isolated, or leave it empty."),
        TableFault::OtherRules => {
            told("A line before names other rules.", "Name one set of rules; an account is under one only.")
        }
    }
}
