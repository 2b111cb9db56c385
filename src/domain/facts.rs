use std::ops::Range;

use super::{EmotionalState, Moment, Window};

/// What analysis needs of one session; its text stays in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFacts {
    /// When it took place.
    pub at: Moment,
    /// How the client felt.
    pub state: EmotionalState,
    /// How long it lasted, in minutes.
    pub duration_minutes: u16,
    /// How many crisis flags were raised.
    pub crisis_flags: u32,
    /// Where its technique codes lie in the [`Timeline`].
    pub techniques: Range<u32>,
}

/// A client's sessions in order of time, equal instants in the order entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    facts: Vec<SessionFacts>,
    codes: Vec<u32>,
    names: Vec<String>,
}

impl Timeline {
    /// Puts a timeline together.
    ///
    /// `facts` are in order of time; their ranges lie within `codes`, whose values are places
    /// in `names`, each at most once per session.
    pub fn new(facts: Vec<SessionFacts>, codes: Vec<u32>, names: Vec<String>) -> Self {
        debug_assert!(facts.is_sorted_by_key(|fact| fact.at.millis()));
        Self { facts, codes, names }
    }

    /// All sessions in order of time.
    pub fn facts(&self) -> &[SessionFacts] {
        &self.facts
    }

    /// The sessions within a window, in order of time.
    pub fn within(&self, window: Window) -> &[SessionFacts] {
        &self.facts[self.places(window)]
    }

    /// The places of the sessions within a window among all.
    pub fn places(&self, window: Window) -> Range<usize> {
        let from = window.start.map_or(0, |start| {
            self.facts.partition_point(|fact| fact.at.millis() < start.millis())
        });
        let to = window.end.map_or(self.facts.len(), |end| {
            self.facts.partition_point(|fact| fact.at.millis() <= end.millis())
        });
        from..to.max(from)
    }

    /// The names of all techniques that any session used; a technique's code is its place here.
    pub fn technique_names(&self) -> &[String] {
        &self.names
    }

    /// The codes of the techniques that a session used.
    pub fn technique_codes(&self, fact: &SessionFacts) -> &[u32] {
        &self.codes[fact.techniques.start as usize..fact.techniques.end as usize]
    }
}
