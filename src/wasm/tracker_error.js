/**
 * A refusal that calling code can tell apart by its `code`.
 *
 * The message is meant for the person at the screen and contains nothing from a record.
 * `field` names the value to blame, and `wait_seconds` says when to try again; each is left out where there is none.
 */
export class TrackerError extends Error {
  constructor(code, message, field, waitSeconds) {
    super(message);
    this.name = "TrackerError";
    this.code = code;
    if (field != null) this.field = field;
    if (waitSeconds != null) this.wait_seconds = waitSeconds;
  }
}
