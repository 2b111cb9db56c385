//! Finding sessions by their words.

use std::rc::Rc;

use super::keys::ClientKey;
use super::ledger::Event;
use super::{Vault, VaultError};
use crate::domain::{ClientId, Moment, Session};
use crate::order::by_numbers;
use crate::records::{AuditAction, SessionRecord};
use crate::store::Store;

/// Takes case and accents off a text, so that `Äpfel` and `apfel` become the same.
///
/// A browser has the tables for that; carrying our own would double the data of the program.
pub type Fold<'f> = &'f dyn Fn(&str) -> String;

pub(super) fn folded(text: &str, fold: Fold<'_>, into: &mut String) {
    match text.is_ascii() {
        true => into.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
        false => into.push_str(&fold(text)),
    }
}

fn fold_texts(session: &Session, fold: Fold<'_>, into: &mut String) {
    for text in session.texts() {
        folded(text, fold, into);
        // A word must not run from one field into the next.
        into.push('\n');
    }
}

/// All texts of a session, folded.
pub(super) fn folded_texts(session: &Session, fold: Fold<'_>) -> String {
    let mut texts = String::new();
    fold_texts(session, fold, &mut texts);
    texts
}

/// The words of a query, folded.
#[derive(Debug)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn new(query: &str, fold: Fold<'_>) -> Self {
        let mut text = String::new();
        folded(query, fold, &mut text);
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// The longest word, which is mostly the rarest; none where there is no word.
    pub(super) fn longest(&self) -> Option<&[u8]> {
        self.0.iter().map(String::as_bytes).max_by_key(|word| word.len())
    }

    /// Whether every word occurs in some text field. No words match nothing.
    pub(super) fn match_all(&self, session: &Session, fold: Fold<'_>, buffer: &mut String) -> bool {
        buffer.clear();
        fold_texts(session, fold, buffer);
        self.all_in(buffer)
    }

    /// Whether every word occurs in a folded text. No words match nothing.
    pub(super) fn all_in(&self, text: &str) -> bool {
        !self.0.is_empty() && self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

impl<S: Store> Vault<S> {
    /// The sessions in which every word of the query occurs in some text field, as part of a
    /// longer word too, case and accents aside; newest first. Psychotherapy notes are not looked
    /// at.
    ///
    /// # Errors
    /// `CorruptRecord` where a session that was to be searched is damaged.
    pub async fn search_sessions(
        &self,
        query: &str,
        client: Option<&ClientId>,
        limit: Option<usize>,
        fold: Fold<'_>,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        self.search(query, client, limit, false, fold, now).await
    }

    /// The same, where words may stand in the psychotherapy notes too.
    ///
    /// # Errors
    /// `CorruptRecord` where a session, or notes, that were to be searched are damaged.
    pub async fn search_sessions_and_notes(
        &self,
        query: &str,
        client: Option<&ClientId>,
        limit: Option<usize>,
        fold: Fold<'_>,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        self.search(query, client, limit, true, fold, now).await
    }

    async fn search(
        &self,
        query: &str,
        client: Option<&ClientId>,
        limit: Option<usize>,
        with_notes: bool,
        fold: Fold<'_>,
        now: Moment,
    ) -> Result<Vec<Session>, VaultError> {
        let words = Words::new(query, fold);
        let clients = self.clients_to_search(client, now).await?;
        let mut found = Vec::new();
        for client in &clients {
            let search = async || self.search_client(&words, client, with_notes, fold, now).await;
            found.extend(self.healing(client, now, search).await?);
        }
        let newest_first = |record: &SessionRecord| {
            (-record.session.timestamp.millis(), u64::MAX - record.entered)
        };
        let mut found = by_numbers(found, newest_first);
        found.truncate(limit.unwrap_or(usize::MAX));
        Ok(found.into_iter().map(|record| record.session).collect())
    }

    async fn clients_to_search(
        &self,
        client: Option<&ClientId>,
        now: Moment,
    ) -> Result<Vec<Rc<ClientKey>>, VaultError> {
        if let Some(id) = client {
            let (_, client) = self.find_client(id).await?;
            let event = Event::new(AuditAction::SessionsSearched, now).of_maybe(client.as_ref());
            self.note(event);
            return Ok(client.into_iter().collect());
        }
        self.note(Event::new(AuditAction::SessionsSearched, now));
        self.all_clients(now).await
    }

    async fn search_client(
        &self,
        words: &Words,
        client: &Rc<ClientKey>,
        with_notes: bool,
        fold: Fold<'_>,
        now: Moment,
    ) -> Result<Vec<SessionRecord>, VaultError> {
        let Some(state) = self.sessions_view(client, now).await? else { return Ok(Vec::new()) };
        let mut found = self.haystack(client, &state, fold).await?.find(words, fold)?;
        if with_notes {
            self.search_notes(words, client, fold, &mut found, now).await?;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    fn fold(text: &str) -> String {
        let bare: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
        bare.to_lowercase().replace('ß', "ss").replace('ς', "σ")
    }

    fn session(summary: &str, notes: &str) -> Session {
        let json = serde_json::json!({
            "session_id": "s", "client_id": "c", "emotional_state": "neutral",
            "conversation_summary": summary, "progress_notes": notes,
        });
        Session::read(&json.to_string(), Moment::new(0, 0).unwrap(), &0_i16).unwrap()
    }

    fn found(query: &str, summary: &str, notes: &str) -> bool {
        Words::new(query, &fold).match_all(&session(summary, notes), &fold, &mut String::new())
    }

    #[test]
    fn a_word_is_found_within_a_longer_one() {
        assert!(found("anx", "Her anxiety", ""));
        assert!(!found("anxx", "Her anxiety", ""));
    }

    #[test]
    fn every_word_must_occur_in_whichever_field() {
        assert!(found("sleep work", "poor sleep", "stress at work"));
        assert!(!found("sleep work", "poor sleep", ""));
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert!(found("ECOLE", "à l’école", ""));
        assert!(found("école", "Ecole", ""));
        assert!(found("STRASSE", "Straße", ""));
        assert!(found("ΛΌΓΟΣ", "λόγος", ""));
    }

    #[test]
    fn a_word_does_not_run_from_one_field_into_the_next() {
        assert!(!found("endstart", "the end", "start here"));
    }

    #[test]
    fn an_empty_query_finds_nothing() {
        assert!(!found("  ", "anything", ""));
    }
}
