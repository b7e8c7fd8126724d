//! What stands on the command line after the command's name.

use std::env;

use anyhow::{Result, bail, ensure};

/// The arguments that no one has taken yet.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// Those that this process was started with.
    pub fn of_this_process() -> Self {
        Self(env::args().skip(1).collect())
    }

    /// No arguments: a command as it is when nothing is said.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Takes the first argument: the command's name.
    pub fn command(&mut self) -> Option<String> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }

    /// Takes `name`, and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let place = self.0.iter().position(|argument| argument == name);
        place.map(|place| self.0.remove(place)).is_some()
    }

    /// Takes `name` and the value after it.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(place) = self.0.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        self.0.remove(place);
        ensure!(place < self.0.len(), "{name} needs a value after it: see `cargo xtask help`");
        Ok(Some(self.0.remove(place)))
    }

    /// Refuses whatever is left, so that a slip of the keyboard is not passed over.
    pub fn finish(self) -> Result<()> {
        match self.0.first() {
            Some(left) => bail!("`{left}` means nothing here: see `cargo xtask help`"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments(text.split_whitespace().map(String::from).collect())
    }

    #[test]
    fn takes_flags_and_values_in_any_order() {
        let mut arguments = arguments("replay --json --data here");
        assert_eq!(arguments.command().as_deref(), Some("replay"));
        assert_eq!(arguments.value("--data").ok().flatten().as_deref(), Some("here"));
        assert!(arguments.flag("--json"));
        assert!(arguments.finish().is_ok());
    }

    #[test]
    fn a_value_that_is_missing_is_an_error() {
        assert!(arguments("--port").value("--port").is_err());
    }

    #[test]
    fn what_is_left_is_an_error() {
        assert!(arguments("--jsn").finish().is_err());
    }
}
