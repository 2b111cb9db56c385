use crate::domain::{Milestone, Window};
use crate::order::by_numbers;

/// The milestones reached within a window by their first instant, newest first.
pub(super) fn within(milestones: &[Milestone], window: Window) -> Vec<Milestone> {
    let reached = |milestone: &&Milestone| window.contains(milestone.achieved_date.first());
    let reached: Vec<&Milestone> = milestones.iter().filter(reached).collect();
    let newest_first = |milestone: &&Milestone| (-milestone.achieved_date.first().millis(), 0);
    by_numbers(reached, newest_first).into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::milestone;
    use crate::trends::sample::moment;

    #[test]
    fn milestones_of_the_window_come_newest_first() {
        let milestones = [
            milestone("early", "2024-01-31"),
            milestone("first", "2024-02-01"),
            milestone("last", "2024-02-29T23:59:59Z"),
            milestone("late", "2024-03-01"),
        ];
        let window =
            Window::between(moment("2024-02-01T00:00:00Z"), moment("2024-02-29T23:59:59Z"));
        let ids: Vec<_> =
            within(&milestones, window).into_iter().map(|one| one.description).collect();
        assert_eq!(ids, ["last", "first"]);
    }
}
