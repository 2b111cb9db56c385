//! The words that a practice uses, to complete what is being typed.

use super::ledger::Event;
use super::{Reading, Vault, VaultError};
use crate::domain::{ClientId, Moment, Session};
use crate::order::by_numbers;
use crate::records::{AuditAction, CatalogueEntry, ObjectWriter};
use crate::store::Store;

/// How many of the clients seen most recently are looked at.
const CLIENTS: usize = 40;
/// How many of each one's latest sessions are.
const SESSIONS: usize = 25;
/// How many words of a kind there are at most.
const WORDS: usize = 200;
/// Longer homework is a text of its own rather than one to use again.
const HOMEWORK_CHARS: usize = 120;

/// The words of the latest sessions, most used first; equal ones the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Techniques by name.
    pub techniques: Vec<String>,
    /// Crisis flags by name.
    pub crisis_flags: Vec<String>,
    /// Homework that is short enough to give again.
    pub homework: Vec<String>,
}

impl Vocabulary {
    /// The words as a JSON object.
    pub fn to_json(&self) -> String {
        let Self { techniques, crisis_flags, homework } = self;
        ObjectWriter::default()
            .texts("techniques", techniques.iter().map(String::as_str))
            .texts("crisis_flags", crisis_flags.iter().map(String::as_str))
            .texts("homework", homework.iter().map(String::as_str))
            .end()
    }
}

/// Texts with how often each was met, in the order in which they were met first.
#[derive(Debug, Default)]
struct Counts(Vec<(String, u64)>);

impl Counts {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        match self.0.iter_mut().find(|(known, _)| known == text) {
            Some((_, count)) => *count += 1,
            None if text.is_empty() => {}
            None => self.0.push((text.to_owned(), 1)),
        }
    }

    fn most_used(self) -> Vec<String> {
        let mut sorted = by_numbers(self.0, |(_, count)| (0, u64::MAX - count));
        sorted.truncate(WORDS);
        sorted.into_iter().map(|(text, _)| text).collect()
    }
}

impl<S: Store> Vault<S> {
    /// The words of the latest sessions of the clients seen most recently. What is damaged is
    /// left out.
    ///
    /// # Errors
    /// Where the vault cannot be read.
    pub async fn vocabulary(&self, now: Moment) -> Result<Vocabulary, VaultError> {
        self.note(Event::new(AuditAction::VocabularyRead, now));
        let [mut techniques, mut crisis_flags, mut homework] = <[Counts; 3]>::default();
        for client in self.recent_clients(now).await? {
            for session in self.latest_sessions(&client, now).await? {
                session.techniques_used.iter().for_each(|name| techniques.add(name));
                session.crisis_flags.iter().for_each(|name| crisis_flags.add(name));
                if session.homework_assigned.trim().chars().count() <= HOMEWORK_CHARS {
                    homework.add(&session.homework_assigned);
                }
            }
        }
        Ok(Vocabulary {
            techniques: techniques.most_used(),
            crisis_flags: crisis_flags.most_used(),
            homework: homework.most_used(),
        })
    }

    /// The clients with sessions, those seen last first.
    async fn recent_clients(&self, now: Moment) -> Result<Vec<ClientId>, VaultError> {
        let entries = self.catalogue(now).await?;
        let seen = entries.iter().filter(|entry| entry.last_session.is_some()).collect();
        let last_first =
            |entry: &&CatalogueEntry| (entry.last_session.map_or(0, |last| -last.millis()), 0);
        let seen = by_numbers(seen, last_first).into_iter();
        Ok(seen.take(CLIENTS).map(|entry| entry.client.client_id.clone()).collect())
    }

    async fn latest_sessions(
        &self,
        id: &ClientId,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        let (_, client) = self.find_client(id).await?;
        let Some(client) = client else { return Ok(Vec::new()) };
        let reading = Reading { limit: Some(SESSIONS), skip_damaged: true, ..Reading::default() };
        let read = async || self.sessions_once(&client, &reading, now).await;
        match self.healing(&client, now, read).await {
            Err(VaultError::CorruptRecord | VaultError::DamagedDerived) => Ok(Vec::new()),
            sessions => sessions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_used_word_comes_first_and_no_more_than_200_do() {
        let mut counts = Counts::default();
        for number in 0..300 {
            counts.add(&format!("word {number}"));
        }
        counts.add(" word 299 ");
        counts.add("  ");
        let words = counts.most_used();
        assert_eq!(
            (words.len(), words[0].as_str(), words[1].as_str()),
            (200, "word 299", "word 0")
        );
    }
}
