//! Numbers and texts packed tightly: variable-length integers (LEB128), signed ones zigzag.

use super::times::moment_from;
use super::{RecordError, Tag};
use crate::domain::Moment;

/// Packs values one after the other.
#[derive(Debug, Default)]
pub(super) struct Packer(Vec<u8>);

impl Packer {
    /// Begins with the version of the shape.
    pub(super) fn new(version: u8) -> Self {
        Self(vec![version])
    }

    pub(super) fn whole(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push((number & 0x7f) as u8);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.whole(count as u64);
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.whole(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.count(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    pub(super) fn tag(&mut self, tag: &Tag) {
        self.0.extend_from_slice(tag);
    }

    pub(super) fn moment(&mut self, at: Moment) {
        self.signed(at.millis());
        self.signed(i64::from(at.offset_minutes()));
    }

    pub(super) fn moment_or_none(&mut self, at: Option<Moment>) {
        self.whole(u64::from(at.is_some()));
        if let Some(at) = at {
            self.moment(at);
        }
    }

    pub(super) fn float(&mut self, number: f64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    /// Bytes of which the length is known without being told: the last ones.
    pub(super) fn rest(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn end(self) -> Vec<u8> {
        self.0
    }
}

/// Takes packed values apart, one after the other.
pub(super) struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    /// Begins with the version of the shape, which must be the one that is written today.
    pub(super) fn new(version: u8, bytes: &'a [u8]) -> Result<Self, RecordError> {
        match Self::up_to(version, bytes)? {
            (found, packed) if found == version => Ok(packed),
            _ => Err(RecordError::Malformed),
        }
    }

    /// Begins with the version of the shape, one of those from 1 to `newest`.
    pub(super) fn up_to(newest: u8, bytes: &'a [u8]) -> Result<(u8, Self), RecordError> {
        match bytes.split_first() {
            Some((first, _)) if *first > newest => Err(RecordError::NewerVersion),
            Some((first, packed)) if *first > 0 => Ok((*first, Self(packed))),
            _ => Err(RecordError::Malformed),
        }
    }

    fn bytes(&mut self, count: usize) -> Result<&'a [u8], RecordError> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(RecordError::Malformed)?;
        self.0 = rest;
        Ok(bytes)
    }

    pub(super) fn whole(&mut self) -> Result<u64, RecordError> {
        // Most numbers take one byte.
        if let [byte @ 0..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Ok(u64::from(*byte));
        }
        self.longer()
    }

    fn longer(&mut self) -> Result<u64, RecordError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.bytes(1)?[0];
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(RecordError::Malformed)
    }

    /// A whole number that fits into a narrower type.
    pub(super) fn narrow<T: TryFrom<u64>>(&mut self) -> Result<T, RecordError> {
        T::try_from(self.whole()?).map_err(|_| RecordError::Malformed)
    }

    /// How many values follow; no more than there are bytes.
    pub(super) fn count(&mut self) -> Result<usize, RecordError> {
        let count = self.narrow()?;
        if count <= self.0.len() { Ok(count) } else { Err(RecordError::Malformed) }
    }

    pub(super) fn signed(&mut self) -> Result<i64, RecordError> {
        let number = self.whole()?;
        Ok((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }

    pub(super) fn text(&mut self) -> Result<String, RecordError> {
        let count = self.count()?;
        let text = std::str::from_utf8(self.bytes(count)?).map_err(|_| RecordError::Malformed)?;
        Ok(text.to_owned())
    }

    pub(super) fn texts(&mut self) -> Result<Vec<String>, RecordError> {
        let count = self.count()?;
        (0..count).map(|_| self.text()).collect()
    }

    pub(super) fn tag(&mut self) -> Result<Tag, RecordError> {
        Tag::try_from(self.bytes(16)?).map_err(|_| RecordError::Malformed)
    }

    pub(super) fn moment(&mut self) -> Result<Moment, RecordError> {
        moment_from(&[self.signed()?, self.signed()?])
    }

    pub(super) fn moment_or_none(&mut self) -> Result<Option<Moment>, RecordError> {
        match self.whole()? {
            0 => Ok(None),
            1 => self.moment().map(Some),
            _ => Err(RecordError::Malformed),
        }
    }

    pub(super) fn float(&mut self) -> Result<f64, RecordError> {
        let bytes = self.bytes(8)?.try_into().map_err(|_| RecordError::Malformed)?;
        Ok(f64::from_be_bytes(bytes))
    }

    /// Ends the reading with all bytes that are left.
    pub(super) fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Ends the reading; nothing may be left.
    pub(super) fn end(self) -> Result<(), RecordError> {
        if self.0.is_empty() { Ok(()) } else { Err(RecordError::Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_comes_back(whole: u64, signed: i64) {
            let mut packer = Packer::new(1);
            packer.whole(whole);
            packer.signed(signed);
            let bytes = packer.end();
            let mut unpacker = Unpacker::new(1, &bytes).unwrap();
            prop_assert_eq!(unpacker.whole(), Ok(whole));
            prop_assert_eq!(unpacker.signed(), Ok(signed));
            prop_assert_eq!(unpacker.end(), Ok(()));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            if let Ok(mut unpacker) = Unpacker::new(1, &bytes) {
                let _ = unpacker.texts();
                let _ = unpacker.moment_or_none();
                let _ = unpacker.count();
            }
        }
    }

    #[test]
    fn a_number_takes_one_byte_for_seven_bits() {
        for (number, bytes) in [(0, 1), (127, 1), (128, 2), (16_383, 2), (u64::MAX, 10)] {
            let mut packer = Packer::new(1);
            packer.whole(number);
            assert_eq!(packer.end().len(), 1 + bytes);
        }
    }

    #[test]
    fn a_number_beyond_64_bits_is_malformed() {
        let bytes = [[1].as_slice(), &[0xff; 9], &[0x02]].concat();
        assert_eq!(Unpacker::new(1, &bytes).unwrap().whole(), Err(RecordError::Malformed));
    }
}
