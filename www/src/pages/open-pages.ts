// Every page that the locked application does without: a file of its own in the built site.
import "./tp-audit.ts";
import "./tp-client.ts";
import "./tp-clients.ts";
import "./tp-demo.ts";
import "./tp-edit-client.ts";
import "./tp-files.ts";
import "./tp-keys.ts";
import "./tp-new-passphrase.ts";
import "./tp-recovery-code.ts";
import "./tp-retention.ts";
import "./tp-session-form.ts";
import "./tp-session.ts";
import "./tp-settings.ts";
