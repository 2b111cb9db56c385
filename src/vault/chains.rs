//! Bringing two chains of steps together: a session's revisions, or a goal's history.

use crate::order::{by_numbers, by_text};

/// A step as far as bringing chains together needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// When it was taken, in milliseconds since 1970.
    pub(super) at: i64,
    /// What it is known by.
    pub(super) mark: String,
}

/// A chain, and the steps that were taken back from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain<'c> {
    pub(super) steps: &'c [Step],
    pub(super) gone: &'c [Step],
}

/// What two chains are together.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// The one that is here knows all of the other.
    Here,
    /// The other one knows all of the one that is here.
    There,
    /// Each has what the other lacks: the steps of both in the order of time, each with whether
    /// it is there, and its place in its chain.
    Both(Vec<(bool, usize)>),
}

/// What each step of one chain is known by: of those that would be known by the same, every later
/// one by a `+` more.
pub(super) fn distinct(marks: impl Iterator<Item = String>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for mut mark in marks {
        while known.contains(&mark) {
            mark.push('+');
        }
        known.push(mark);
    }
    known
}

impl Chain<'_> {
    /// Whether all of another chain is known here.
    fn knows(&self, other: &Self) -> bool {
        let gone = |step: &Step| self.gone.contains(step);
        let known = |step: &Step| self.has(step) || gone(step);
        other.steps.iter().all(known) && other.gone.iter().all(gone)
    }

    fn has(&self, step: &Step) -> bool {
        self.steps.iter().any(|own| own.mark == step.mark)
    }
}

/// What two chains are together. Whichever of them is here, and in whatever order more of them
/// come: the result has the same steps in the same order.
pub(super) fn together(here: Chain<'_>, there: Chain<'_>) -> Together {
    let same_order =
        || here.steps.iter().map(|step| &step.mark).eq(there.steps.iter().map(|step| &step.mark));
    match (here.knows(&there), there.knows(&here)) {
        (true, false) => Together::Here,
        (false, true) => Together::There,
        (true, true) if same_order() => Together::Here,
        _ => Together::Both(in_order_of_time(here, there)),
    }
}

fn in_order_of_time(here: Chain<'_>, there: Chain<'_>) -> Vec<(bool, usize)> {
    let gone = |step: &Step| here.gone.contains(step) || there.gone.contains(step);
    let place = |is_there| move |(place, step)| (step, (is_there, place));
    let new = |step: &&Step| !here.has(step);
    let ours = here.steps.iter().enumerate().map(place(false));
    let theirs = there.steps.iter().enumerate().map(place(true)).filter(|(step, _)| new(step));
    let all = ours.chain(theirs).filter(|(step, _)| !gone(step));
    let by_mark = by_text(all.collect(), |(step, _): &(&Step, (bool, usize))| step.mark.as_str());
    let steps = by_numbers(by_mark, |(step, _)| (step.at, 0));
    steps.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(marks: &str) -> Vec<Step> {
        let step = |mark: char| Step { at: i64::from(u32::from(mark)), mark: mark.into() };
        marks.chars().map(step).collect()
    }

    fn of(here: &str, there: &str) -> Together {
        let (here, there) = (steps(here), steps(there));
        together(Chain { steps: &here, gone: &[] }, Chain { steps: &there, gone: &[] })
    }

    #[test]
    fn the_chain_that_knows_more_stays_as_it_is() {
        assert_eq!(of("acb", "ac"), Together::Here);
        assert_eq!(of("", "ba"), Together::There);
        assert_eq!(of("ba", "ba"), Together::Here);
    }

    #[test]
    fn chains_that_parted_are_put_in_the_order_of_time() {
        assert_eq!(of("ac", "ab"), Together::Both(vec![(false, 0), (true, 1), (false, 1)]));
        assert_eq!(of("ba", "ab"), Together::Both(vec![(false, 1), (false, 0)]));
    }

    #[test]
    fn equal_steps_of_one_chain_are_told_apart() {
        let marks = ["a", "b", "a", "a"].into_iter().map(str::to_owned);
        assert_eq!(distinct(marks), ["a", "b", "a+", "a++"]);
    }

    #[test]
    fn a_step_that_was_taken_back_does_not_come_back() {
        let (here, there, gone) = (steps("a"), steps("ab"), steps("b"));
        let (here, there) =
            (Chain { steps: &here, gone: &gone }, Chain { steps: &there, gone: &[] });
        assert_eq!(together(here, there), Together::Here);
        assert_eq!(together(there, here), Together::There);
    }
}
