/// What the archive says of itself.
pub(super) const TEXT: &str = "\
HISTORY FILE OF THE THERAPEUTIC PROGRESS TRACKER

This archive holds the records of one or more clients as they stood when it was
written. You are reading it, so you have opened it already. It was encrypted as
an age file (https://age-encryption.org/v1) with a passphrase; with that
passphrase any age program opens it, for instance:

    age -d FILE | tar x

What is inside:

  README.txt        this text
  manifest.json     when the file was written, what it holds, and the SHA-256
                    of every other file, so that a change can be noticed
  client-0001/      one folder for each client
    client_history.json   the whole record; this is what the tracker reads back
    sessions.csv          the sessions for a spreadsheet
    report.html           the record to read, in any web browser
    psychotherapy_notes.json
                          the notes kept apart from the record; only where
                          they were asked for when the file was made

Dates are written as in 2024-10-27T10:00:00+01:00: the date, the time of day,
and how far that clock is ahead of Coordinated Universal Time.

How the client felt is one of five steps: very_negative (-2), negative (-1),
neutral (0), positive (+1), very_positive (+2).

These are confidential clinical records. Keep the opened files only as long as
you need them, and delete them afterwards.
";
