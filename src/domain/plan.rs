use super::{
    Day, FieldError, Fields, Goal, GoalId, GoalUpdate, Milestone, MilestoneId, Moment, Percentage,
    Zone,
};

const PROGRESS: &str = "goal_progress";
const MILESTONES: &str = "milestones";
const TWICE: &str = "is named twice";

/// How far a goal had come at a session.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalProgress {
    /// The goal.
    pub goal_id: GoalId,
    /// How much of it is reached.
    pub completion_percentage: Percentage,
    /// Notes on it; left out, the goal's notes stay as they are.
    pub notes: Option<String>,
}

/// What the saving of a session changes in the client's goals and milestones.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanChanges {
    /// Progress, each goal at most once.
    pub goal_progress: Vec<GoalProgress>,
    /// Milestones, each id at most once.
    pub milestones: Vec<Milestone>,
}

impl GoalProgress {
    /// What it is called in messages.
    pub const RECORD: &'static str = "goal progress";

    fn read(json: &str) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let progress = Self {
            goal_id: GoalId::new(fields.required_text(GoalId::FIELD)?)?,
            completion_percentage: fields.percentage()?.ok_or_else(Percentage::missing)?,
            notes: fields.text("notes")?,
        };
        fields.finish()?;
        Ok(progress)
    }

    /// The entry that it adds to the goal's history.
    pub fn update(&self, at: Moment) -> GoalUpdate {
        let Self { goal_id: _, completion_percentage, notes } = self;
        let notes = notes.clone().unwrap_or_default();
        GoalUpdate { timestamp: at, completion_percentage: *completion_percentage, notes }
    }
}

impl PlanChanges {
    /// What the changes are called in messages.
    pub const RECORD: &'static str = "changes";

    /// How messages name the place of progress, such as `goal_progress[0]`.
    pub fn progress_place(place: usize) -> String {
        format!("{PROGRESS}[{place}]")
    }

    /// How messages name the place of a milestone, such as `milestones[0]`.
    pub fn milestone_place(place: usize) -> String {
        format!("{MILESTONES}[{place}]")
    }

    /// Reads the changes of a session `at` a time, which a milestone's date left out becomes.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range, and what is
    /// named twice. A field of a list's element bears its place: `milestones[0].description`.
    pub fn read(json: &str, at: Moment, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let progress = |json: &str| GoalProgress::read(json);
        let milestone = |json: &str| Milestone::read(json, at, zone);
        let changes = Self {
            goal_progress: fields.list(PROGRESS, GoalProgress::RECORD, progress)?,
            milestones: fields.list(MILESTONES, Milestone::RECORD, milestone)?,
        };
        fields.finish()?;
        changes.refuse_doubles()?;
        Ok(changes)
    }

    fn refuse_doubles(&self) -> Result<(), FieldError> {
        let goals = self.goal_progress.iter().map(|step| step.goal_id.as_str());
        if let Some(place) = double(goals) {
            let field = format!("{}.{}", Self::progress_place(place), GoalId::FIELD);
            return Err(FieldError::invalid(field, TWICE));
        }
        let milestones = self.milestones.iter().map(|one| one.milestone_id.as_str());
        match double(milestones) {
            Some(place) => {
                let field = format!("{}.{}", Self::milestone_place(place), MilestoneId::FIELD);
                Err(FieldError::invalid(field, TWICE))
            }
            None => Ok(()),
        }
    }

    /// The goals that the changes name, each once; those with progress first.
    pub fn goals(&self) -> Vec<&GoalId> {
        let mut goals: Vec<&GoalId> = Vec::new();
        let reached = self.milestones.iter().map(|milestone| &milestone.goal_id);
        for goal in self.goal_progress.iter().map(|step| &step.goal_id).chain(reached) {
            if !goals.contains(&goal) {
                goals.push(goal);
            }
        }
        goals
    }

    /// The progress of a goal, with its place.
    pub fn progress_of(&self, goal: &GoalId) -> Option<(usize, &GoalProgress)> {
        self.goal_progress.iter().enumerate().find(|(_, step)| step.goal_id == *goal)
    }

    /// A goal after the changes of a session `at` a time.
    pub fn applied_to(&self, goal: &Goal, at: Moment) -> Goal {
        let mut next = goal.clone();
        if let Some((_, step)) = self.progress_of(&goal.goal_id) {
            next.completion_percentage = step.completion_percentage;
            next.updated_at = goal.updated_at.max(at);
            if let Some(notes) = &step.notes {
                next.notes.clone_from(notes);
            }
        }
        let reached = self.milestones.iter().filter(|one| one.goal_id == goal.goal_id);
        for milestone in reached.map(|one| &one.milestone_id) {
            if !next.milestones.contains(milestone) {
                next.milestones.push(milestone.clone());
            }
        }
        next
    }

    /// The changes as they would be had the session been at another time: a date that was the
    /// session's moves with it.
    #[must_use]
    pub fn moved(&self, from: Moment, to: Moment) -> Self {
        let mut moved = self.clone();
        for milestone in &mut moved.milestones {
            if milestone.achieved_date == Day::Instant(from) {
                milestone.achieved_date = Day::Instant(to);
            }
        }
        moved
    }
}

/// The place of the first text that came before.
fn double<'t>(texts: impl Iterator<Item = &'t str>) -> Option<usize> {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if seen.contains(&text) {
            return Some(seen.len());
        }
        seen.push(text);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::new(millis, 0).unwrap()
    }

    fn read(json: &str) -> Result<PlanChanges, FieldError> {
        PlanChanges::read(json, at(5), &0_i16)
    }

    #[test]
    fn what_is_left_out_changes_nothing() {
        assert_eq!(read("{}").unwrap(), PlanChanges::default());
    }

    #[test]
    fn a_wrong_value_is_named_with_its_place() {
        let good = r#"{"goal_id":"g","completion_percentage":1}"#;
        let step = r#"{"milestone_id":"m","goal_id":"g","description":"d"}"#;
        let wrong = [
            (r#"{"goals":[]}"#.to_owned(), "goals"),
            (r#"{"goal_progress":{}}"#.to_owned(), "goal_progress"),
            (r#"{"goal_progress":[1]}"#.to_owned(), "goal_progress[0]"),
            (r#"{"goal_progress":[{}]}"#.to_owned(), "goal_progress[0].goal_id"),
            (
                format!(r#"{{"goal_progress":[{good},{{"goal_id":"h"}}]}}"#),
                "goal_progress[1].completion_percentage",
            ),
            (format!(r#"{{"goal_progress":[{good},{good}]}}"#), "goal_progress[1].goal_id"),
            (r#"{"milestones":[{"x":1}]}"#.to_owned(), "milestones[0].milestone_id"),
            (format!(r#"{{"milestones":[{step},{step}]}}"#), "milestones[1].milestone_id"),
        ];
        for (json, field) in wrong {
            assert_eq!(read(&json).unwrap_err().field, field, "{json}");
        }
    }

    #[test]
    fn a_goal_takes_its_progress_and_its_milestones() {
        let changes = read(
            r#"{"goal_progress":[{"goal_id":"g","completion_percentage":60,"notes":"n"}],
            "milestones":[{"milestone_id":"m","goal_id":"g","description":"d"},
                {"milestone_id":"o","goal_id":"other","description":"d"}]}"#,
        )
        .unwrap();
        let goal = r#"{"goal_id":"g","description":"d","notes":"before"}"#;
        let goal = Goal::read(goal, at(1), &0_i16).unwrap();
        let next = changes.applied_to(&goal, at(5));
        assert_eq!((next.completion_percentage.value(), next.notes.as_str()), (60.0, "n"));
        assert_eq!(next.updated_at, at(5));
        assert_eq!(next.milestones, [MilestoneId::new("m").unwrap()]);
        assert_eq!(changes.goals().len(), 2);
    }

    #[test]
    fn a_date_left_out_is_the_sessions_and_moves_with_it() {
        let json = r#"{"milestones":[{"milestone_id":"m","goal_id":"g","description":"d"}]}"#;
        let changes = read(json).unwrap();
        assert_eq!(changes.milestones[0].achieved_date, Day::Instant(at(5)));
        let moved = changes.moved(at(5), at(9));
        assert_eq!(moved.milestones[0].achieved_date, Day::Instant(at(9)));
    }
}
