//! All rows of a vault's two databases, in memory and as the text of a file.

use pollster::block_on;
use serde_json::{Map, Value, json};
use therapeutic_progress_tracker::records::to_hex;
use therapeutic_progress_tracker::store::{
    Access, Database, MemoryStore, Query, Row, Store as _, Table, Transaction as _,
};

use super::Stores;

/// Every row with the table that it lies in.
pub(crate) type Dump = Vec<(Table, Row)>;

fn of(stores: &Stores, database: Database) -> &MemoryStore {
    match database {
        Database::Records => &stores.records,
        Database::Keys => &stores.keys,
    }
}

pub(crate) fn empty() -> Stores {
    Stores { records: MemoryStore::default(), keys: MemoryStore::default() }
}

pub(crate) fn dump(stores: &Stores) -> Dump {
    let rows = |table: Table| {
        let tx = of(stores, table.database()).begin(&[table], Access::Read).unwrap();
        let all = block_on(tx.read(&[Query::All(table)])).unwrap().remove(0);
        all.into_iter().map(move |row| (table, row))
    };
    Table::ALL.into_iter().flat_map(rows).collect()
}

pub(crate) fn restored(dump: &Dump) -> Stores {
    let stores = empty();
    for database in [Database::Records, Database::Keys] {
        let tables: Vec<Table> = database.tables().collect();
        let tx = of(&stores, database).begin(&tables, Access::Write).unwrap();
        for (table, row) in dump.iter().filter(|(table, _)| table.database() == database) {
            tx.put(*table, row).unwrap();
        }
        block_on(tx.commit()).unwrap();
    }
    stores
}

/// The rows by the names of their tables, bytes in hexadecimal, as they lie in IndexedDB.
pub(crate) fn to_text(dump: &Dump) -> String {
    let row = |row: &Row| {
        let mut said = Map::new();
        for (name, bytes) in [("k", &row.key), ("g", &row.group), ("b", &row.sealed)] {
            said.insert(name.into(), to_hex(bytes).into());
        }
        if !row.holds.is_empty() {
            let held: Vec<String> = row.holds.iter().map(|key| to_hex(key)).collect();
            said.insert("h".into(), held.into());
        }
        Value::Object(said).to_string()
    };
    let table = |table: Table| {
        let rows = dump.iter().filter(|(of, _)| *of == table).map(|(_, one)| row(one));
        format!("\"{}\": [\n{}\n]", table.name(), rows.collect::<Vec<_>>().join(",\n"))
    };
    format!("{{\n{}\n}}\n", Table::ALL.map(table).join(",\n"))
}

pub(crate) fn from_text(text: &str) -> Dump {
    let tables: Value = serde_json::from_str(text).unwrap();
    let bytes = |text: &Value| {
        let digits = text.as_str().unwrap();
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(byte).collect::<Vec<u8>>()
    };
    let row = |row: &Value| Row {
        key: bytes(&row["k"]),
        group: bytes(&row["g"]),
        sealed: bytes(&row["b"]),
        holds: row.get("h").unwrap_or(&json!([])).as_array().unwrap().iter().map(bytes).collect(),
    };
    let rows = |table: Table| {
        tables[table.name()].as_array().unwrap().iter().map(move |one| (table, row(one)))
    };
    Table::ALL.into_iter().flat_map(rows).collect()
}
