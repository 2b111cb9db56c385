use super::packed::{Packer, Unpacker};
use super::times::moment_from;
use super::{Record, RecordError, Tag};
use crate::domain::{EmotionalState, Moment};

const VERSION: u8 = 1;
/// The version that knows of folds; a chunk without any is written as before.
const WITH_FOLDS: u8 = 2;
/// The version that knows of signatures, written where there is one.
const WITH_SIGNATURES: u8 = 3;

/// What the timeline keeps of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// What the session is found by in the journal.
    pub tag: Tag,
    /// The fold that it lies in; none where it lies in a box of its own.
    pub fold: Option<Tag>,
    /// The revision that lies there.
    pub revision: u32,
    /// Whether that revision is signed.
    pub signed: bool,
    /// Its place in the order in which the client's sessions were entered.
    pub entered: u64,
    /// When it took place.
    pub at: Moment,
    /// How the client felt.
    pub state: EmotionalState,
    /// How long it lasted, in minutes.
    pub duration_minutes: u16,
    /// How many crisis flags were raised.
    pub crisis_flags: u32,
    /// Places of its techniques in the chunk's names, each at most once.
    pub techniques: Vec<u32>,
    /// Places of its goals in the chunk's goals, each at most once.
    pub goals: Vec<u32>,
}

impl TimelineRow {
    fn empty() -> Self {
        Self {
            tag: Tag::default(),
            fold: None,
            revision: 0,
            signed: false,
            entered: 0,
            at: Moment::epoch(),
            state: EmotionalState::Neutral,
            duration_minutes: 0,
            crisis_flags: 0,
            techniques: Vec::new(),
            goals: Vec::new(),
        }
    }

    /// What sessions are ordered by: their instants, equal ones as they were entered. Two that
    /// two devices entered as the same follow their tags.
    pub fn order(&self) -> (i64, u64, Tag) {
        (self.at.millis(), self.entered, self.tag)
    }
}

/// A client's sessions of one year (by UTC) in order of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimelineChunk {
    /// The sessions.
    pub rows: Vec<TimelineRow>,
    /// Techniques by name.
    pub names: Vec<String>,
    /// Goals by id.
    pub goals: Vec<String>,
}

impl TimelineChunk {
    /// Packs one column after the other; one place in each column a session.
    fn pack(&self) -> Vec<u8> {
        let folds = self.folds();
        let version = match (self.rows.iter().any(|row| row.signed), folds.is_empty()) {
            (true, _) => WITH_SIGNATURES,
            (false, false) => WITH_FOLDS,
            (false, true) => VERSION,
        };
        let mut packer = Packer::new(version);
        packer.texts(&self.names);
        packer.texts(&self.goals);
        let rows = &self.rows;
        packer.count(rows.len());
        rows.iter().for_each(|row| packer.tag(&row.tag));
        rows.iter().for_each(|row| packer.whole(row.revision.into()));
        rows.iter().for_each(|row| packer.whole(row.entered));
        let mut before = 0;
        for row in rows {
            packer.signed(row.at.millis() - before);
            before = row.at.millis();
        }
        rows.iter().for_each(|row| packer.signed(row.at.offset_minutes().into()));
        rows.iter().for_each(|row| packer.signed(row.state.score().into()));
        rows.iter().for_each(|row| packer.whole(row.duration_minutes.into()));
        rows.iter().for_each(|row| packer.whole(row.crisis_flags.into()));
        rows.iter().for_each(|row| codes(&mut packer, &row.techniques));
        rows.iter().for_each(|row| codes(&mut packer, &row.goals));
        if version >= WITH_FOLDS {
            packer.count(folds.len());
            folds.iter().for_each(|fold| packer.tag(fold));
            rows.iter().for_each(|row| packer.count(fold_code(&folds, row)));
        }
        if version == WITH_SIGNATURES {
            rows.iter().for_each(|row| packer.whole(row.signed.into()));
        }
        packer.end()
    }

    /// The folds that its sessions lie in, each once.
    fn folds(&self) -> Vec<Tag> {
        let mut folds: Vec<Tag> = Vec::new();
        for fold in self.rows.iter().filter_map(|row| row.fold) {
            // Neighbours mostly share theirs.
            if !folds.iter().rev().any(|known| *known == fold) {
                folds.push(fold);
            }
        }
        folds
    }

    fn unpack(bytes: &[u8]) -> Result<Self, RecordError> {
        let (version, mut columns) = Unpacker::up_to(WITH_SIGNATURES, bytes)?;
        let (names, goals) = (columns.texts()?, columns.texts()?);
        let count = columns.count()?;
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            rows.push(TimelineRow { tag: columns.tag()?, ..TimelineRow::empty() });
        }
        // Loops without iterators: a browser runs them well even before it has optimised them.
        for row in &mut rows {
            row.revision = columns.narrow()?;
        }
        for row in &mut rows {
            row.entered = columns.whole()?;
        }
        read_times(&mut columns, &mut rows)?;
        for row in &mut rows {
            let score = i8::try_from(columns.signed()?).map_err(|_| RecordError::Malformed)?;
            row.state = EmotionalState::from_score(score).ok_or(RecordError::Malformed)?;
        }
        for row in &mut rows {
            row.duration_minutes = columns.narrow()?;
        }
        for row in &mut rows {
            row.crisis_flags = columns.narrow()?;
        }
        for row in &mut rows {
            row.techniques = known(&mut columns, names.len())?;
        }
        for row in &mut rows {
            row.goals = known(&mut columns, goals.len())?;
        }
        if version >= WITH_FOLDS {
            read_folds(&mut columns, &mut rows)?;
        }
        if version == WITH_SIGNATURES {
            for row in &mut rows {
                row.signed = columns.whole()? != 0;
            }
        }
        columns.end()?;
        Ok(Self { rows, names, goals })
    }
}

fn codes(packer: &mut Packer, codes: &[u32]) {
    packer.count(codes.len());
    codes.iter().for_each(|code| packer.whole((*code).into()));
}

/// The place of a row's fold among the folds, from 1; 0 for none.
fn fold_code(folds: &[Tag], row: &TimelineRow) -> usize {
    let place = |fold| folds.iter().position(|known| *known == fold);
    row.fold.and_then(place).map_or(0, |place| place + 1)
}

/// Instants as steps from the one before, then the offsets.
fn read_times(columns: &mut Unpacker, rows: &mut [TimelineRow]) -> Result<(), RecordError> {
    let mut millis = 0_i64;
    let mut instants = Vec::with_capacity(rows.len());
    for _ in 0..rows.len() {
        millis = millis.checked_add(columns.signed()?).ok_or(RecordError::Malformed)?;
        instants.push(millis);
    }
    for (row, millis) in rows.iter_mut().zip(instants) {
        row.at = moment_from(&[millis, columns.signed()?])?;
    }
    Ok(())
}

fn read_folds(columns: &mut Unpacker, rows: &mut [TimelineRow]) -> Result<(), RecordError> {
    let mut folds = Vec::new();
    for _ in 0..columns.count()? {
        folds.push(columns.tag()?);
    }
    for row in rows {
        if let Some(place) = columns.narrow::<usize>()?.checked_sub(1) {
            row.fold = Some(*folds.get(place).ok_or(RecordError::Malformed)?);
        }
    }
    Ok(())
}

/// Codes, where each is below `names`.
fn known(columns: &mut Unpacker, names: usize) -> Result<Vec<u32>, RecordError> {
    let count = columns.count()?;
    let mut codes = Vec::with_capacity(count);
    for _ in 0..count {
        let code: u32 = columns.narrow()?;
        if code as usize >= names {
            return Err(RecordError::Malformed);
        }
        codes.push(code);
    }
    Ok(codes)
}

impl Record for TimelineChunk {
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

    fn row(millis: i64, entered: u64) -> TimelineRow {
        TimelineRow {
            tag: [7; 16],
            fold: None,
            revision: 2,
            signed: false,
            entered,
            at: Moment::new(millis, -90).unwrap(),
            state: EmotionalState::Positive,
            duration_minutes: 50,
            crisis_flags: 1,
            techniques: vec![1, 0],
            goals: vec![0],
        }
    }

    fn chunk() -> TimelineChunk {
        TimelineChunk {
            rows: vec![row(-5, 1), row(1_700_000_000_000, 0), row(1_700_000_000_000, 2)],
            names: vec!["grounding".into(), "exposure".into()],
            goals: vec!["g".into()],
        }
    }

    #[test]
    fn a_chunk_comes_back_as_it_was() {
        assert_eq!(TimelineChunk::from_bytes(&chunk().to_bytes()), Ok(chunk()));
    }

    #[test]
    fn rows_come_back_with_the_folds_they_lie_in() {
        let mut folded = chunk();
        folded.rows[0].fold = Some([3; 16]);
        folded.rows[2].fold = Some([4; 16]);
        assert_eq!(TimelineChunk::from_bytes(&folded.to_bytes()), Ok(folded));
    }

    #[test]
    fn rows_come_back_signed_in_a_fold_or_alone() {
        let mut signed = chunk();
        signed.rows[1].signed = true;
        assert_eq!(TimelineChunk::from_bytes(&signed.to_bytes()), Ok(signed.clone()));
        signed.rows[2].fold = Some([4; 16]);
        assert_eq!(TimelineChunk::from_bytes(&signed.to_bytes()), Ok(signed));
    }

    #[test]
    fn a_row_in_a_fold_that_is_not_named_is_malformed() {
        let mut folded = chunk();
        folded.rows[2].fold = Some([4; 16]);
        let mut bytes = folded.to_bytes();
        *bytes.last_mut().unwrap() = 2;
        assert_eq!(TimelineChunk::from_bytes(&bytes), Err(RecordError::Malformed));
    }

    #[test]
    fn a_year_of_daily_sessions_stays_under_14_kib() {
        let rows = (0..365_u32).map(|day| row(i64::from(day) * 86_400_000, u64::from(day)));
        let year = TimelineChunk { rows: rows.collect(), ..chunk() };
        assert!(year.to_bytes().len() < 14 * 1024);
    }

    #[test]
    fn a_code_without_a_name_is_malformed() {
        let broken = TimelineChunk { names: vec![], ..chunk() };
        assert_eq!(TimelineChunk::from_bytes(&broken.to_bytes()), Err(RecordError::Malformed));
    }

    #[test]
    fn cut_bytes_are_malformed() {
        let bytes = chunk().to_bytes();
        for length in 0..bytes.len() {
            assert!(TimelineChunk::from_bytes(&bytes[..length]).is_err());
        }
    }
}
