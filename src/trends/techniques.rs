use crate::domain::{SessionFacts, Timeline};
use crate::order::{by_numbers, by_text};

/// How often a technique was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TechniqueCount {
    /// The technique's name.
    pub name: String,
    /// In how many sessions it was used.
    pub sessions: u64,
}

/// The techniques of some of a timeline's sessions, most used first, then by name.
pub fn technique_counts(timeline: &Timeline, facts: &[SessionFacts]) -> Vec<TechniqueCount> {
    let names = timeline.technique_names();
    let mut sessions = vec![0_u64; names.len()];
    for fact in facts {
        for code in timeline.technique_codes(fact) {
            sessions[*code as usize] += 1;
        }
    }
    let used: Vec<(&String, u64)> =
        names.iter().zip(sessions).filter(|(_, sessions)| *sessions > 0).collect();
    let named = by_text(used, |(name, _)| name);
    by_numbers(named, |(_, sessions)| (0, u64::MAX - sessions))
        .into_iter()
        .map(|(name, sessions)| TechniqueCount { name: name.clone(), sessions })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trends::sample::timeline;

    fn counts(sessions: &[&[&str]]) -> Vec<(String, u64)> {
        let sessions: Vec<_> = sessions.iter().map(|names| (0, *names)).collect();
        let timeline = timeline(&sessions);
        technique_counts(&timeline, timeline.facts())
            .into_iter()
            .map(|count| (count.name, count.sessions))
            .collect()
    }

    #[test]
    fn the_most_used_technique_comes_first_then_the_alphabet_decides() {
        let counted = counts(&[&["Exposure", "CBT"], &["ACT"], &["CBT", "Breathing"], &[]]);
        let expected = [("CBT", 2), ("ACT", 1), ("Breathing", 1), ("Exposure", 1)];
        assert_eq!(counted, expected.map(|(name, sessions)| (name.to_owned(), sessions)));
    }

    #[test]
    fn a_technique_outside_the_sessions_given_is_left_out() {
        let timeline = timeline(&[(0, &["CBT"]), (0, &["ACT"])]);
        let counted = technique_counts(&timeline, &timeline.facts()[1..]);
        assert_eq!(counted, [TechniqueCount { name: "ACT".into(), sessions: 1 }]);
        assert!(technique_counts(&timeline, &[]).is_empty());
    }
}
