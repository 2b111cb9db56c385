use std::ops::Range;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_slice_iter_to_slice;

use super::packed::{Packer, Unpacker};
use super::{Record, RecordError, SessionRecord, Tag, TagMap};

const VERSION: u8 = 1;
/// A sixth smaller than at the quickest level, which looks for no repetition but the last; further
/// levels take twice as long for less than a tenth.
const LEVEL: u8 = 2;
/// More than any fold unpacks to.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Sessions of one client that lie in one box.
///
/// Each keeps the shape it has in a box of its own, and is read only when it is asked for. All
/// are compressed together: the texts about one person repeat themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fold {
    /// By tag: its revision, and where it lies in `records`.
    places: TagMap<(u32, Range<usize>)>,
    records: Vec<u8>,
}

impl Fold {
    /// Adds a session of a revision; no other has its tag.
    pub fn add(&mut self, tag: Tag, revision: u32, record: &SessionRecord) {
        let start = self.records.len();
        self.records.extend(record.to_bytes());
        self.places.insert(tag, (revision, start..self.records.len()));
    }

    /// How many sessions there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many bytes the sessions take.
    pub fn bytes(&self) -> usize {
        self.records.len()
    }

    /// The tags of all sessions, in ascending order.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        self.places.iter().map(|(tag, _)| tag)
    }

    /// The session with this tag and its revision, if it lies here.
    ///
    /// # Errors
    /// Where it is no session.
    pub fn get(&self, tag: &Tag) -> Result<Option<(SessionRecord, u32)>, RecordError> {
        let Some((bytes, _, revision)) = self.bytes_of(tag) else { return Ok(None) };
        Ok(Some((SessionRecord::from_bytes(bytes)?, revision)))
    }

    /// The bytes of the session with this tag, where they lie in [`Fold::into_bytes`], and its
    /// revision, if it lies here.
    pub fn bytes_of(&self, tag: &Tag) -> Option<(&[u8], Range<usize>, u32)> {
        let (revision, place) = self.places.get(tag)?;
        Some((self.records.get(place.clone())?, place.clone(), *revision))
    }

    /// The bytes of all sessions, one after the other.
    pub fn into_bytes(self) -> Vec<u8> {
        self.records
    }

    /// Whether every session in it can be read.
    pub fn is_sound(&self) -> bool {
        self.tags().all(|tag| self.get(tag).is_ok())
    }

    fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::new(VERSION);
        packer.count(self.places.len());
        for (tag, (revision, place)) in self.places.iter() {
            packer.tag(tag);
            packer.whole((*revision).into());
            packer.count(place.start);
            packer.count(place.len());
        }
        packer.rest(&compress_to_vec(&self.records, LEVEL));
        packer.end()
    }

    fn unpack(bytes: &[u8]) -> Result<Self, RecordError> {
        let mut packed = Unpacker::new(VERSION, bytes)?;
        let mut places = TagMap::default();
        for _ in 0..packed.count()? {
            let (tag, revision) = (packed.tag()?, packed.narrow()?);
            let (start, length): (usize, usize) = (packed.narrow()?, packed.narrow()?);
            let end = start.checked_add(length).ok_or(RecordError::Malformed)?;
            if places.insert(tag, (revision, start..end)).is_some() {
                return Err(RecordError::Malformed);
            }
        }
        // They fill it to the end, so their places tell how much there is to unpack.
        let length = places.iter().map(|(_, (_, place))| place.end).max().unwrap_or_default();
        if length > MOST_BYTES {
            return Err(RecordError::Malformed);
        }
        let mut records = vec![0; length];
        let packed = std::iter::once(packed.rest());
        match decompress_slice_iter_to_slice(&mut records, packed, false, true) {
            Ok(unpacked) if unpacked == length => Ok(Self { places, records }),
            _ => Err(RecordError::Malformed),
        }
    }
}

impl Record for Fold {
    fn to_bytes(&self) -> Vec<u8> {
        self.pack()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        Self::unpack(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, Session};

    fn record(id: &str) -> SessionRecord {
        let json =
            format!(r#"{{"session_id":"{id}","client_id":"c","emotional_state":"positive"}}"#);
        let saved_at = Moment::new(1_730_000_000_000, 60).unwrap();
        let session = Session::read(&json, saved_at, &0_i16).unwrap();
        SessionRecord {
            session,
            entered: 7,
            saved_at,
            reason: String::new(),
            struck: false,
            signed: None,
        }
    }

    fn fold() -> Fold {
        let mut fold = Fold::default();
        fold.add([9; 16], 1, &record("first"));
        fold.add([2; 16], 3, &record("second"));
        fold
    }

    #[test]
    fn a_fold_comes_back_with_every_session_in_it() {
        let back = Fold::from_bytes(&fold().to_bytes()).unwrap();
        assert_eq!(back, fold());
        assert_eq!(back.get(&[2; 16]), Ok(Some((record("second"), 3))));
        assert_eq!(back.get(&[9; 16]), Ok(Some((record("first"), 1))));
        assert_eq!(back.get(&[1; 16]), Ok(None));
        assert_eq!(back.tags().collect::<Vec<_>>(), [&[2; 16], &[9; 16]]);
    }

    #[test]
    fn opens_what_version_1_wrote() {
        let bytes = include_bytes!("../../tests/vectors/fold-v1.bin");
        assert_eq!(Fold::from_bytes(bytes), Ok(fold()));
    }

    #[test]
    fn cut_bytes_are_malformed() {
        let bytes = fold().to_bytes();
        for length in 0..bytes.len() {
            assert!(Fold::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_place_beyond_the_end_is_malformed() {
        let mut broken = Fold { records: vec![0; 9], ..Fold::default() };
        broken.places.insert([2; 16], (1, 5..10));
        assert_eq!(Fold::from_bytes(&broken.to_bytes()), Err(RecordError::Malformed));
    }

    #[test]
    #[ignore = "prints a new vector; never run to turn red into green"]
    fn print_vector() {
        use std::io::Write;
        std::io::stdout().write_all(&fold().to_bytes()).unwrap();
    }
}
