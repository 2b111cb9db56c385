/// How the client felt in a session, in five steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EmotionalState {
    /// Score −2.
    VeryNegative,
    /// Score −1.
    Negative,
    /// Score 0.
    Neutral,
    /// Score +1.
    Positive,
    /// Score +2.
    VeryPositive,
}

impl EmotionalState {
    /// The five states from the lowest to the highest.
    pub const ALL: [Self; 5] =
        [Self::VeryNegative, Self::Negative, Self::Neutral, Self::Positive, Self::VeryPositive];

    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::VeryNegative => "very_negative",
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
            Self::VeryPositive => "very_positive",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The state as a number from −2 to +2.
    pub fn score(self) -> i8 {
        self as i8 - 2
    }

    /// The state with this score; none outside −2 to +2.
    pub fn from_score(score: i8) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.score() == score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_run_from_minus_two_to_plus_two() {
        assert_eq!(EmotionalState::ALL.map(EmotionalState::score), [-2, -1, 0, 1, 2]);
    }

    #[test]
    fn every_score_leads_back_to_its_state() {
        for state in EmotionalState::ALL {
            assert_eq!(EmotionalState::from_score(state.score()), Some(state));
        }
        assert_eq!(EmotionalState::from_score(3), None);
    }

    #[test]
    fn every_name_leads_back_to_its_state() {
        for state in EmotionalState::ALL {
            assert_eq!(EmotionalState::from_name(state.name()), Some(state));
        }
        assert_eq!(EmotionalState::from_name("Neutral"), None);
    }
}
