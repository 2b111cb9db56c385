/// Where a box lives. A box opens only in the very place it was sealed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// The vault's random id.
    pub vault: &'a [u8],
    /// The table that holds the box.
    pub table: &'a str,
    /// The key under which the table holds it.
    pub key: &'a [u8],
    /// What it belongs to, such as its client's tag; empty when it belongs to the whole vault.
    pub group: &'a [u8],
    /// Counts up with every rewrite, so that an old version put back does not open.
    pub revision: u32,
}

/// What is inside a box. Keeps a wrapped key from opening as a key of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Record,
    DataKey,
    LookupKey,
    AuditKey,
    SlotKey,
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::DataKey => "data key",
            Self::LookupKey => "lookup key",
            Self::AuditKey => "audit key",
            Self::SlotKey => "slot key",
        }
    }
}

impl Context<'_> {
    /// The associated data: format ‖ purpose ‖ vault ‖ table ‖ key ‖ group ‖ revision.
    pub(super) fn associated_data(&self, format: u8, purpose: Purpose) -> Vec<u8> {
        let parts =
            [purpose.label().as_bytes(), self.vault, self.table.as_bytes(), self.key, self.group];
        let length = parts.iter().map(|part| part.len() + PREFIX).sum::<usize>();
        let mut data = Vec::with_capacity(1 + length + 4);
        data.push(format);
        for part in parts {
            data.extend_from_slice(&length_prefix(part));
            data.extend_from_slice(part);
        }
        data.extend_from_slice(&self.revision.to_be_bytes());
        data
    }
}

const PREFIX: usize = 8;

/// Eight big-endian bytes of length; they keep ("ab", "c") and ("a", "bc") apart.
pub(super) fn length_prefix(part: &[u8]) -> [u8; PREFIX] {
    (part.len() as u64).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(table: &str, key: &[u8]) -> Vec<u8> {
        let context = Context { vault: b"v", table, key, group: b"", revision: 7 };
        context.associated_data(1, Purpose::Record)
    }

    #[test]
    fn a_byte_moved_to_the_next_part_changes_the_data() {
        assert_ne!(data("ab", b"c"), data("a", b"bc"));
    }

    #[test]
    fn the_layout_is_the_documented_one() {
        let expected = [
            &[1][..],
            &[0, 0, 0, 0, 0, 0, 0, 6],
            b"record",
            &[0, 0, 0, 0, 0, 0, 0, 1],
            b"v",
            &[0, 0, 0, 0, 0, 0, 0, 2],
            b"ab",
            &[0, 0, 0, 0, 0, 0, 0, 1],
            b"c",
            &[0, 0, 0, 0, 0, 0, 0, 0],
            &[0, 0, 0, 7],
        ];
        assert_eq!(data("ab", b"c"), expected.concat());
    }
}
