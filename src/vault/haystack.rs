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
use crate::records::{Record, SessionRecord, TagMap, TimelineRow};
use crate::store::{Store, Table};

/// How many bytes of texts are kept at most, of whichever clients were searched last.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// All sessions of one client as bytes: as they were written, and as they are searched.
#[derive(Debug)]
pub(super) struct Haystack {
    stamp: Option<Stamp>,
    sessions: Vec<Place>,
    records: Zeroizing<Vec<u8>>,
    /// One stretch a session, in their order, each ended by a line feed, which no word contains.
    texts: Zeroizing<Vec<u8>>,
}

/// Where a session lies.
#[derive(Debug)]
struct Place {
    record: Range<usize>,
    /// Where its text ends.
    text_end: usize,
}

impl Haystack {
    fn add(&mut self, record: &[u8], fold: Fold<'_>) -> Result<(), VaultError> {
        let start = self.records.len();
        self.records.extend_from_slice(record);
        match plain_texts(record) {
            Some(texts) => self.texts.extend(texts.iter().map(u8::to_ascii_lowercase)),
            None => {
                let record = SessionRecord::from_bytes(record)?;
                self.texts.extend_from_slice(folded_texts(&record.session, fold).as_bytes());
            }
        }
        self.texts.push(b'\n');
        self.sessions.push(Place { record: start..self.records.len(), text_end: self.texts.len() });
        Ok(())
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
            let record = SessionRecord::from_bytes(&self.records[session.record.clone()])?;
            if words.match_all(&record.session, fold, &mut buffer) {
                found.push(record);
            }
        }
        Ok(found)
    }

    fn bytes(&self) -> usize {
        self.records.len() + self.texts.len()
    }
}

/// The part of a record's bytes that has its texts, where they stand in it letter by letter: no
/// escapes, nothing but ASCII. Spares most sessions from being read as what they are.
fn plain_texts(record: &[u8]) -> Option<&[u8]> {
    // Within a text these quotes would be escaped.
    let texts = &record[..memmem::find(record, br#","metadata":""#)?];
    let plain = texts.is_ascii() && memchr::memchr(b'\\', texts).is_none();
    plain.then_some(texts)
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
        let folded = folds.iter().flat_map(|(_, fold)| fold).map(|(fold, _)| fold.bytes()).sum();
        let mut haystack = Haystack {
            stamp,
            sessions: Vec::with_capacity(wanted.len()),
            // Texts that grow leave copies behind, and copying takes longer than searching.
            records: Zeroizing::new(Vec::with_capacity(folded)),
            texts: Zeroizing::new(Vec::with_capacity(folded)),
        };
        for row in wanted {
            match row.fold {
                Some(name) => haystack.add(folded_bytes(folds.get(&name), row)?, fold)?,
                None => {
                    let single = singles.get(&row.tag).ok_or(VaultError::CorruptRecord)?;
                    let (Raw(bytes), revision) = self.open(&client.key, Table::Journal, single)?;
                    if revision != row.revision {
                        return Err(VaultError::CorruptRecord);
                    }
                    haystack.add(&bytes, fold)?;
                }
            }
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
        let (records, texts) = Default::default();
        let mut haystack = Haystack { stamp: None, sessions: Vec::new(), records, texts };
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
            haystack.add(&record.to_bytes(), &lower).unwrap();
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
