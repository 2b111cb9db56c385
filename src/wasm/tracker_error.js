/**
 * A refusal that calling code can tell apart by its `code`.
 *
 * The message is meant for the person at the screen and contains nothing from a record.
 * `field` names the value to blame, and is left out where none is.
 */
export class TrackerError extends Error {
  constructor(code, message, field) {
    super(message);
    this.name = "TrackerError";
    this.code = code;
    if (field != null) this.field = field;
  }
}
