use super::{ClientId, FieldError, Fields, Moment, Zone};

/// Whether work with a client goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientStatus {
    /// It goes on.
    #[default]
    Active,
    /// It has ended.
    Closed,
}

impl ClientStatus {
    /// Its name in every interface and file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Active, Self::Closed].into_iter().find(|one| one.name() == name)
    }
}

/// A client of the practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Their id.
    pub client_id: ClientId,
    /// The name that the therapist sees; empty where none was given.
    pub display_name: String,
    /// Notes on the client as a whole.
    pub notes: String,
    /// Whether work goes on.
    pub status: ClientStatus,
    /// When their first record was made.
    pub created_at: Moment,
    /// The year of birth, 1850 to 2200, where it is known.
    pub birth_year: Option<u16>,
}

impl Client {
    /// A client of whom only the id is known.
    pub fn new(client_id: ClientId, created_at: Moment) -> Self {
        Self {
            client_id,
            display_name: String::new(),
            notes: String::new(),
            status: ClientStatus::default(),
            created_at,
            birth_year: None,
        }
    }

    /// The client as the catalogue keeps it: without what only the journal says.
    #[must_use]
    pub fn in_catalogue(self) -> Self {
        Self { notes: String::new(), birth_year: None, ..self }
    }

    /// The client with the changes applied.
    pub fn changed(mut self, changes: ClientChanges) -> Self {
        let ClientChanges { client_id: _, display_name, notes, status, created_at, birth_year } =
            changes;
        self.display_name = display_name.unwrap_or(self.display_name);
        self.notes = notes.unwrap_or(self.notes);
        self.status = status.unwrap_or(self.status);
        self.created_at = created_at.unwrap_or(self.created_at);
        self.birth_year = birth_year.unwrap_or(self.birth_year);
        self
    }
}

/// What is to be said of a client; what is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientChanges {
    /// Whom it is about.
    pub client_id: ClientId,
    /// The name that the therapist sees.
    pub display_name: Option<String>,
    /// Notes on the client as a whole.
    pub notes: Option<String>,
    /// Whether work goes on.
    pub status: Option<ClientStatus>,
    /// When their first record was made; only history files say so.
    pub created_at: Option<Moment>,
    /// The year of birth; `Some(None)` forgets it.
    pub birth_year: Option<Option<u16>>,
}

impl ClientChanges {
    /// What a client is called in messages.
    pub const RECORD: &'static str = "client";

    /// Reads changes from JSON.
    ///
    /// # Errors
    /// The first field that is unknown, missing, of a wrong type or out of range.
    pub fn read(json: &str, zone: &dyn Zone) -> Result<Self, FieldError> {
        let mut fields = Fields::read(json, Self::RECORD)?;
        let changes = Self {
            client_id: ClientId::new(fields.required_text("client_id")?)?,
            display_name: fields.text("display_name")?,
            notes: fields.text("notes")?,
            status: fields.named("status", "must be active or closed", ClientStatus::from_name)?,
            created_at: fields.moment("created_at", zone)?,
            birth_year: birth_year(&mut fields)?,
        };
        fields.finish()?;
        Ok(changes)
    }
}

/// A year of birth, or null; none where it was left out.
fn birth_year(fields: &mut Fields) -> Result<Option<Option<u16>>, FieldError> {
    let (name, allowed) = ("birth_year", "must be a year from 1850 to 2200, or null");
    if !fields.has(name) {
        return Ok(None);
    }
    match fields.take_as::<Option<u16>>(name, allowed)?.flatten() {
        Some(year) if !(1850..=2200).contains(&year) => Err(FieldError::invalid(name, allowed)),
        year => Ok(Some(year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_stays_as_it_is() {
        let client = Client {
            display_name: "Ada".into(),
            ..Client::new(ClientId::new("c").unwrap(), Moment::new(0, 0).unwrap())
        };
        let changes =
            ClientChanges::read(r#"{"client_id":"c","status":"closed"}"#, &0_i16).unwrap();
        let changed = client.clone().changed(changes);
        assert_eq!(changed, Client { status: ClientStatus::Closed, ..client });
    }

    #[test]
    fn a_wrong_value_is_named_in_every_field() {
        let wrong = [
            ("display_name", "1"),
            ("notes", "null"),
            ("status", r#""gone""#),
            ("age", "3"),
            ("birth_year", "1849"),
            ("birth_year", "2201"),
            ("birth_year", "1990.5"),
        ];
        for (field, value) in wrong {
            let json = format!(r#"{{"client_id":"c","{field}":{value}}}"#);
            assert_eq!(ClientChanges::read(&json, &0_i16).unwrap_err().field, field);
        }
        assert_eq!(
            ClientChanges::read("{}", &0_i16).unwrap_err(),
            FieldError::missing("client_id")
        );
    }

    #[test]
    fn a_birth_year_is_kept_until_it_is_set_anew_or_forgotten() {
        let client = Client::new(ClientId::new("c").unwrap(), Moment::new(0, 0).unwrap());
        let change =
            |client: Client, json: &str| client.changed(ClientChanges::read(json, &0_i16).unwrap());
        let known = change(client, r#"{"client_id":"c","birth_year":2008}"#);
        assert_eq!(known.birth_year, Some(2008));
        let same = change(known, r#"{"client_id":"c","notes":"n"}"#);
        assert_eq!(same.birth_year, Some(2008));
        assert_eq!(change(same, r#"{"client_id":"c","birth_year":null}"#).birth_year, None);
    }
}
