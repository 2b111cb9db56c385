//! A client's texts, ready to be searched again and again.

use std::ops::Range;
use std::rc::Rc;

use memchr::memmem;
use zeroize::Zeroizing;

use super::boxes::Raw;
use super::client_state::ClientState;
use super::folds::folded_bytes;
use super::keys::ClientKey;
use super::search::{Fold, Words, folded_texts};
use super::trust::Stamp;
use super::{Vault, VaultError};
use crate::records::{Record, SessionRecord, Tag, TagMap, TimelineRow};
use crate::store::{Store, Table};

/// How many bytes of texts are kept at most, of whichever clients were searched last.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// All sessions of one client as bytes: as they were written, and as they are searched.
#[derive(Debug, Default)]
pub(super) struct Haystack {
    stamp: Option<Stamp>,
    sessions: Vec<Place>,
    /// What was in the folds.
    folds: TagMap<Zeroizing<Vec<u8>>>,
    /// The sessions that lie in none.
    singles: Zeroizing<Vec<u8>>,
    /// One stretch a session, in their order, each ended by a line feed, which no word contains.
    texts: Zeroizing<Vec<u8>>,
}

/// Where a session lies.
#[derive(Debug)]
struct Place {
    fold: Option<Tag>,
    record: Range<usize>,
    /// Where its text ends.
    text_end: usize,
}

impl Haystack {
    /// Adds a session that lies at a place in a fold, or among the singles.
    fn add(
        &mut self,
        (fold, record): (Option<Tag>, Range<usize>),
        bytes: &[u8],
        end: &TextsEnd,
        folding: Fold<'_>,
    ) -> Result<(), VaultError> {
        match end.plain_texts(bytes) {
            Some(texts) => self.texts.extend(texts.iter().map(u8::to_ascii_lowercase)),
            None => {
                let record = SessionRecord::from_bytes(bytes)?;
                self.texts.extend_from_slice(folded_texts(&record.session, folding).as_bytes());
            }
        }
        self.texts.push(b'\n');
        self.sessions.push(Place { fold, record, text_end: self.texts.len() });
        Ok(())
    }

    fn add_single(
        &mut self,
        bytes: &[u8],
        end: &TextsEnd,
        folding: Fold<'_>,
    ) -> Result<(), VaultError> {
        let start = self.singles.len();
        self.singles.extend_from_slice(bytes);
        self.add((None, start..self.singles.len()), bytes, end, folding)
    }

    fn record(&self, place: &Place) -> Result<SessionRecord, VaultError> {
        let within = match &place.fold {
            Some(name) => self.folds.get(name),
            None => Some(&self.singles),
        };
        let bytes = within.and_then(|within| within.get(place.record.clone()));
        Ok(SessionRecord::from_bytes(bytes.ok_or(VaultError::CorruptRecord)?)?)
    }

    /// The sessions that all words occur in.
    pub(super) fn find(
        &self,
        words: &Words,
        fold: Fold<'_>,
    ) -> Result<Vec<SessionRecord>, VaultError> {
        let Some(rarest) = words.longest() else { return Ok(Vec::new()) };
        let (mut found, mut buffer, mut next) = (Vec::new(), String::new(), 0);
        for hit in memmem::find_iter(&self.texts, rarest) {
            if hit < next {
                continue;
            }
            let place = self.sessions.partition_point(|session| session.text_end <= hit);
            let session = &self.sessions[place];
            next = session.text_end;
            // The bytes have the ids and the names of the fields in them too.
            let record = self.record(session)?;
            if words.match_all(&record.session, fold, &mut buffer) {
                found.push(record);
            }
        }
        Ok(found)
    }

    fn bytes(&self) -> usize {
        let folds = self.folds.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        folds + self.singles.len() + self.texts.len()
    }
}

/// Finds the end of the texts in a session's bytes. Within a text these quotes would be escaped.
struct TextsEnd(memmem::Finder<'static>);

impl TextsEnd {
    fn new() -> Self {
        Self(memmem::Finder::new(br#","metadata":""#))
    }

    /// The part of a record's bytes that has its texts, where they stand in it letter by letter:
    /// no escapes, nothing but ASCII. Spares most sessions from being read as what they are.
    fn plain_texts<'r>(&self, record: &'r [u8]) -> Option<&'r [u8]> {
        let texts = &record[..self.0.find(record)?];
        let plain = texts.is_ascii() && memchr::memchr(b'\\', texts).is_none();
        plain.then_some(texts)
    }
}

impl<S: Store> Vault<S> {
    /// The haystack of a client, whose whole state was read.
    pub(super) async fn haystack(
        &self,
        client: &Rc<ClientKey>,
        state: &ClientState,
        fold: Fold<'_>,
    ) -> Result<Rc<Haystack>, VaultError> {
        let kept = self.haystacks.borrow().get(&client.tag).map(Rc::clone);
        if let Some(kept) = kept.filter(|kept| self.still_holds(kept.stamp)) {
            return Ok(kept);
        }
        let stamp = self.stamp();
        let wanted: Vec<&TimelineRow> = state.rows().collect();
        let (singles, folds) = self.open_boxes(client, state, &wanted).await?;
        let mut haystack = Haystack { stamp, ..Haystack::default() };
        haystack.sessions.reserve(wanted.len());
        // Texts that grow leave copies behind, and copying takes longer than searching.
        let folded = folds.iter().flat_map(|(_, fold)| fold).map(|(fold, _)| fold.bytes());
        haystack.texts.reserve(folded.sum());
        let end = TextsEnd::new();
        for row in wanted {
            if let Some(name) = row.fold {
                let (bytes, place) = folded_bytes(folds.get(&name), row)?;
                haystack.add((row.fold, place), bytes, &end, fold)?;
                continue;
            }
            let single = singles.get(&row.tag).ok_or(VaultError::CorruptRecord)?;
            let (Raw(bytes), revision) = self.open(&client.key, Table::Journal, single)?;
            if revision != row.revision {
                return Err(VaultError::CorruptRecord);
            }
            haystack.add_single(&bytes, &end, fold)?;
        }
        // What was in the boxes is kept where it lies.
        for (name, fold) in folds.into_entries() {
            haystack.folds.insert(name, Zeroizing::new(fold?.0.into_bytes()));
        }
        let haystack = Rc::new(haystack);
        self.keep_haystack(client, &haystack);
        Ok(haystack)
    }

    fn keep_haystack(&self, client: &ClientKey, haystack: &Rc<Haystack>) {
        let mut kept = self.haystacks.borrow_mut();
        let all = kept.iter().map(|(_, one)| one.bytes()).sum::<usize>() + haystack.bytes();
        if all > MOST_BYTES {
            *kept = TagMap::default();
        }
        if haystack.bytes() <= MOST_BYTES {
            kept.insert(client.tag, Rc::clone(haystack));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, Session};

    fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    fn haystack(sessions: &[(&str, &str)]) -> Haystack {
        let mut haystack = Haystack::default();
        for (id, summary) in sessions {
            let json = serde_json::json!({
                "session_id": id, "client_id": "c", "emotional_state": "neutral",
                "conversation_summary": summary, "metadata": { "engine": "hidden" },
            });
            let saved_at = Moment::epoch();
            let session = Session::read(&json.to_string(), saved_at, &0_i16).unwrap();
            let record = SessionRecord {
                session,
                entered: 0,
                saved_at,
                reason: String::new(),
                struck: false,
                signed: None,
            };
            haystack.add_single(&record.to_bytes(), &TextsEnd::new(), &lower).unwrap();
        }
        haystack
    }

    fn found(query: &str) -> Vec<String> {
        let sessions = [
            ("plain", "Sleep was Poor"),
            ("quoted", "she said \"sleep\""),
            ("accents", "SCHLAF, ähnlich sleep"),
            ("lines", "one\nsleeplessness"),
        ];
        let hits = haystack(&sessions).find(&Words::new(query, &lower), &lower).unwrap();
        hits.into_iter().map(|hit| hit.session.session_id.as_str().to_owned()).collect()
    }

    #[test]
    fn a_word_is_found_in_plain_and_in_escaped_texts_in_their_order() {
        assert_eq!(found("sleep"), ["plain", "quoted", "accents", "lines"]);
        assert_eq!(found("poor SLEEP"), ["plain"]);
        assert_eq!(found("\"sleep\""), ["quoted"]);
        assert_eq!(found("ähnlich"), ["accents"]);
    }

    #[test]
    fn what_is_no_text_of_a_session_is_not_found() {
        for query in ["conversation_summary", "hidden", "neutral", "plain", "nsleep", " "] {
            assert!(found(query).is_empty(), "{query}");
        }
    }
}
