//! Sessions for tests.

use crate::domain::{EmotionalState, Goal, Moment, SessionFacts, Timeline};

const FIRST: i64 = 1_704_103_200_000;
const WEEK: i64 = 7 * 86_400_000;

/// An instant, from RFC 3339.
pub(crate) fn moment(text: &str) -> Moment {
    Moment::parse(text, &0_i16, "timestamp").unwrap()
}

/// A session of 50 minutes without flags and techniques.
pub(crate) fn session(at: Moment, score: i8) -> SessionFacts {
    SessionFacts {
        at,
        state: EmotionalState::from_score(score).unwrap(),
        duration_minutes: 50,
        crisis_flags: 0,
        techniques: 0..0,
    }
}

/// Sessions every Monday at ten from 2024-01-01 on.
pub(crate) fn weekly(scores: &[i8]) -> Vec<SessionFacts> {
    let at = |week: usize| Moment::new(FIRST + i64::try_from(week).unwrap() * WEEK, 0).unwrap();
    scores.iter().enumerate().map(|(week, score)| session(at(week), *score)).collect()
}

/// Sessions at instants in RFC 3339, in order of time.
pub(crate) fn facts_at(sessions: &[(&str, i8)]) -> Vec<SessionFacts> {
    sessions.iter().map(|(at, score)| session(moment(at), *score)).collect()
}

/// Weekly sessions with a score and the names of techniques.
pub(crate) fn timeline(sessions: &[(i8, &[&str])]) -> Timeline {
    let (mut codes, mut names) = (Vec::new(), Vec::<String>::new());
    let scores: Vec<i8> = sessions.iter().map(|(score, _)| *score).collect();
    let mut facts = weekly(&scores);
    for (fact, (_, used)) in facts.iter_mut().zip(sessions) {
        let from = u32::try_from(codes.len()).unwrap();
        codes.extend(used.iter().map(|name| code_of(name, &mut names)));
        fact.techniques = from..u32::try_from(codes.len()).unwrap();
    }
    Timeline::new(facts, codes, names)
}

fn code_of(name: &str, names: &mut Vec<String>) -> u32 {
    let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.into());
        names.len() - 1
    });
    u32::try_from(place).unwrap()
}

/// A goal set on 2024-01-01, its description its id.
pub(crate) fn goal(id: &str, percent: f64) -> Goal {
    let json =
        format!(r#"{{"goal_id":"{id}","description":"{id}","completion_percentage":{percent}}}"#);
    Goal::read(&json, moment("2024-01-01T09:00:00Z"), &0_i16).unwrap()
}
