//! What can be undone and redone.

use crate::state::Workspace;
use margin_core::id::{HoldingId, PositionId};
use std::sync::Arc;

/// How many steps can be undone.
const DEPTH: usize = 200;

/// What an edit changes: edits of the same thing that follow each other are undone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKey {
    /// A holding's quantity.
    HoldingQuantity(HoldingId),
    /// A position's quantity.
    Quantity(PositionId),
    /// A position's entry price.
    Entry(PositionId),
    /// A position's leverage.
    Leverage(PositionId),
    /// What was set aside for a position.
    Collateral(PositionId),
    /// Anything that is a step of its own.
    Step,
}

/// A workspace with the ones before it and the ones that were undone.
#[derive(Clone, Debug)]
pub struct History {
    past: Vec<Arc<Workspace>>,
    present: Arc<Workspace>,
    future: Vec<Arc<Workspace>>,
    open: Option<EditKey>,
}

impl History {
    /// A history that begins with this workspace.
    pub fn new(present: Workspace) -> Self {
        Self { past: Vec::new(), present: Arc::new(present), future: Vec::new(), open: None }
    }

    /// The workspace as it is.
    pub fn present(&self) -> &Arc<Workspace> {
        &self.present
    }

    /// Replaces the workspace; with the last edit still open on the same thing, the two are one step.
    pub fn push(&mut self, key: EditKey, next: Workspace) {
        if next.same_as(&self.present) {
            return;
        }
        let next = Arc::new(next);
        let before = std::mem::replace(&mut self.present, next);
        let same_step = key != EditKey::Step && self.open == Some(key);
        if !same_step {
            self.past.push(before);
            let surplus = self.past.len().saturating_sub(DEPTH);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.open = Some(key);
    }

    /// Ends the open step, so that the next edit of the same thing is a step of its own.
    pub fn seal(&mut self) {
        self.open = None;
    }

    /// Goes one step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, before));
        }
        self.seal();
    }

    /// Goes one step forward again.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, after));
        }
        self.seal();
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use margin_core::units::Quantity;

    const BTC: PositionId = PositionId(1);

    fn history() -> History {
        History::new(Workspace::demo().unwrap())
    }

    fn set(history: &mut History, key: EditKey, quantity: f64) {
        let mut next = Workspace::clone(history.present());
        next.edit_position(BTC, |position| position.quantity = Quantity::new(quantity));
        history.push(key, next);
    }

    fn quantity(history: &History) -> f64 {
        history.present().position(BTC).unwrap().quantity.get()
    }

    #[test]
    fn keystrokes_in_one_field_are_one_step() {
        let mut history = history();
        let before = quantity(&history);
        for typed in [3.0, 3.2, 3.25] {
            set(&mut history, EditKey::Quantity(BTC), typed);
        }
        history.undo();
        assert_eq!(quantity(&history), before);
        assert!(!history.can_undo());
        history.redo();
        assert_eq!(quantity(&history), 3.25);
    }

    #[test]
    fn leaving_the_field_ends_the_step() {
        let mut history = history();
        set(&mut history, EditKey::Quantity(BTC), 3.0);
        history.seal();
        set(&mut history, EditKey::Quantity(BTC), 4.0);
        history.undo();
        assert_eq!(quantity(&history), 3.0);
    }

    #[test]
    fn an_edit_after_an_undo_forgets_what_was_undone() {
        let mut history = history();
        set(&mut history, EditKey::Step, 3.0);
        history.undo();
        set(&mut history, EditKey::Step, 4.0);
        assert!(!history.can_redo());
        assert_eq!(quantity(&history), 4.0);
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut history = history();
        let same = quantity(&history);
        set(&mut history, EditKey::Step, same);
        assert!(!history.can_undo());
    }

    #[test]
    fn the_oldest_steps_are_forgotten_first() {
        let mut history = history();
        for step in 0..DEPTH + 50 {
            set(&mut history, EditKey::Step, 10.0 + step as f64);
        }
        while history.can_undo() {
            history.undo();
        }
        assert_eq!(quantity(&history), 10.0 + 49.0);
    }
}
