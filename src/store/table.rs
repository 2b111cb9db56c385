/// One of the two databases of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The sealed records. It bears the vault's name.
    Records,
    /// The slots and wrapped keys, apart so that they can be rewritten: `<name>-keys`.
    Keys,
}

impl Database {
    /// What the keys' database is called beyond the vault's name.
    pub const KEYS_SUFFIX: &'static str = "-keys";

    /// The browser's name of this database of the vault `name`.
    pub fn name_of(self, name: &str) -> String {
        match self {
            Self::Records => name.to_owned(),
            Self::Keys => format!("{name}{}", Self::KEYS_SUFFIX),
        }
    }

    /// Its tables.
    pub fn tables(self) -> impl Iterator<Item = Table> {
        Table::ALL.into_iter().filter(move |table| table.database() == self)
    }
}

/// A table of sealed boxes.
///
/// rexie removes every object store that its builder does not name when a database's version
/// rises: a variant that has shipped is never removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Every record, whole.
    Journal,
    /// What analysis needs of the sessions, per client and year.
    Timeline,
    /// One box a client for the caseload.
    Catalogue,
    /// The audit log.
    Audit,
    /// What is known of the vault as a whole, such as the head of the audit log.
    State,
    /// The vault's header and its key slots.
    Slots,
    /// Wrapped keys.
    Keys,
}

impl Table {
    /// Every table that was ever written.
    pub const ALL: [Self; 7] = [
        Self::Journal,
        Self::Timeline,
        Self::Catalogue,
        Self::Audit,
        Self::State,
        Self::Slots,
        Self::Keys,
    ];

    /// Its name on the disk.
    pub fn name(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Timeline => "timeline",
            Self::Catalogue => "catalogue",
            Self::Audit => "audit",
            Self::State => "state",
            Self::Slots => "slots",
            Self::Keys => "keys",
        }
    }

    /// Whether it holds records or what is derived from them, rather than what is said of the
    /// vault.
    pub fn holds_records(self) -> bool {
        matches!(self, Self::Journal | Self::Timeline | Self::Catalogue)
    }

    /// The database it belongs to.
    pub fn database(self) -> Database {
        match self {
            Self::Journal | Self::Timeline | Self::Catalogue | Self::Audit | Self::State => {
                Database::Records
            }
            Self::Slots | Self::Keys => Database::Keys,
        }
    }
}
