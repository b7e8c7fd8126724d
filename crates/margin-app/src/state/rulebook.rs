//! What a person tries out on rules, and which versions of rules are held against each other.

use margin_core::change::Override;

/// The choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rulebook {
    /// The parameters that are tried out, in order.
    pub trial: Vec<Override>,
    /// The ids of the rules that are held against each other, the earlier first, where they were chosen.
    pub versions: [Option<String>; 2],
}
