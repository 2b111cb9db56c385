//! The latest sessions of a client, as the catalogue keeps them.

use super::RecordError;
use super::packed::{Packer, Unpacker};
use super::times::moment_from;
use crate::domain::{EmotionalState, Moment};

const MINUTE_MILLIS: i64 = 60_000;
/// How many emotional states there are, and the score of the lowest.
const STATES: u64 = 5;
const LOWEST: i8 = -2;

/// How many of a client's latest sessions the catalogue keeps: enough for 90 daily ones.
pub const RECENT_SESSIONS: usize = 128;

/// One of a client's latest sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecentSession {
    /// When it took place.
    pub at: Moment,
    /// How the client felt.
    pub state: EmotionalState,
    /// How many crisis flags were raised.
    pub crisis_flags: u32,
}

/// Packs sessions by their distance from the one before, in minutes where all of them began with
/// one: of daily sessions each takes four bytes.
pub(super) fn pack_recent(packer: &mut Packer, recent: &[RecentSession]) {
    packer.count(recent.len());
    let in_minutes = recent.iter().all(|one| one.at.millis() % MINUTE_MILLIS == 0);
    packer.whole(in_minutes.into());
    let unit = if in_minutes { MINUTE_MILLIS } else { 1 };
    let (mut millis, mut offset) = (0, 0);
    for RecentSession { at, state, crisis_flags } in recent {
        packer.signed((at.millis() - millis) / unit);
        packer.signed(i64::from(at.offset_minutes() - offset));
        let state = u64::from(state.score().abs_diff(LOWEST));
        packer.whole(u64::from(*crisis_flags) * STATES + state);
        (millis, offset) = (at.millis(), at.offset_minutes());
    }
}

pub(super) fn unpack_recent(packed: &mut Unpacker) -> Result<Vec<RecentSession>, RecordError> {
    let count = packed.count()?;
    let unit = match packed.whole()? {
        0 => 1,
        1 => MINUTE_MILLIS,
        _ => return Err(RecordError::Malformed),
    };
    let mut recent = Vec::with_capacity(count);
    let (mut millis, mut offset) = (0_i64, 0_i64);
    for _ in 0..count {
        let step = packed.signed()?.checked_mul(unit).and_then(|step| millis.checked_add(step));
        millis = step.ok_or(RecordError::Malformed)?;
        offset = packed.signed()?.checked_add(offset).ok_or(RecordError::Malformed)?;
        let at = moment_from(&[millis, offset])?;
        let told = packed.whole()?;
        let score = i8::try_from(told % STATES).map_err(|_| RecordError::Malformed)? + LOWEST;
        let state = EmotionalState::from_score(score).ok_or(RecordError::Malformed)?;
        let crisis_flags = u32::try_from(told / STATES).map_err(|_| RecordError::Malformed)?;
        recent.push(RecentSession { at, state, crisis_flags });
    }
    Ok(recent)
}

/// A session as it was packed before version 5.
pub(super) fn unpack_dated(packed: &mut Unpacker) -> Result<RecentSession, RecordError> {
    let at = packed.moment()?;
    let score = i8::try_from(packed.signed()?).ok();
    let state = score.and_then(EmotionalState::from_score).ok_or(RecordError::Malformed)?;
    Ok(RecentSession { at, state, crisis_flags: packed.narrow()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_out_of_any_range_are_malformed() {
        let mut packer = Packer::new(1);
        packer.count(1);
        packer.whole(1);
        packer.signed(i64::MAX);
        packer.whole(0);
        packer.whole(0);
        let bytes = packer.end();
        let (_, mut packed) = Unpacker::up_to(1, &bytes).unwrap();
        assert_eq!(unpack_recent(&mut packed), Err(RecordError::Malformed));
    }
}
