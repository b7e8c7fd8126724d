//! Under whose rules an account is opened, in English.

use crate::text::keys::import::ChosenRulesText;

pub(in crate::text) fn chosen_rules(text: ChosenRulesText) -> String {
    match text {
        ChosenRulesText::ItsOwn { rules } => {
            format!("Put under {rules}, the rules that what was handed in points to.")
        }
        ChosenRulesText::Others { rules } => format!(
            "Put under {rules}: requirements and liquidation prices are what these rules make of the account, and not those of the venue that it is at."
        ),
        ChosenRulesText::Whole => "These rules take all of it.".into(),
        ChosenRulesText::RestAlone => {
            "With this in it the desk gives no figures: open the rest alone, or mend it there.".into()
        }
        ChosenRulesText::NoFigures => "The desk gives no figures under them: choose others, or mend it there.".into(),
    }
}
