//! What is derived of a liquidation that is being gone through.

use crate::state::derived::Evaluated;
use crate::state::shown::Going;
use margin_core::liquidation::Process;
use margin_core::problem::Problems;
use margin_core::units::Ratio;
use margin_view::number::Locale;
use margin_view::problem::{Told, problem};
use margin_view::timeline::{self, Course, Moves, Timeline};
use margin_view::working::Working;
use std::sync::Arc;

/// A liquidation that was gone through, with what it was of.
#[derive(Debug)]
pub struct Run {
    evaluated: Arc<Evaluated>,
    course: Course,
    process: Result<Process, Problems>,
}

/// The seconds of the course that leads to the nearest liquidation.
const HOUR: f64 = 3_600.0;

/// The fall of all prices where no price of one asset leads to a liquidation.
const FALL: f64 = -0.2;

/// The course that prices take.
pub fn course(going: &Going, evaluated: &Evaluated) -> Course {
    match going {
        Going::Chosen(course) => course.clone(),
        Going::ToTheNearest => Course::to_the_nearest(&evaluated.subject(), HOUR).unwrap_or(Course {
            moves: Moves::All,
            change: Ratio::new(FALL),
            seconds: HOUR,
        }),
    }
}

impl Run {
    /// Goes through it.
    pub fn new(evaluated: Arc<Evaluated>, course: Course) -> Self {
        let process = timeline::run(&course, &evaluated.subject());
        Self { evaluated, course, process }
    }

    /// It in words and rows, or all that is wrong with it.
    pub fn told(&self, locale: &Locale) -> Result<Timeline, Vec<Told>> {
        let subject = self.evaluated.subject();
        match &self.process {
            Ok(process) => Ok(timeline::timeline(&self.course, process, &subject, locale)),
            Err(problems) => Err(problems.iter().map(|each| problem(each, subject.portfolio)).collect()),
        }
    }

    /// The working of a step.
    pub fn working(&self, step: usize, locale: &Locale) -> Option<Working> {
        let process = self.process.as_ref().ok()?;
        timeline::working(step, &self.course, process, &self.evaluated.subject(), locale)
    }
}
