//! Signing sessions, and what was struck out.

use wasm_bindgen::prelude::*;

use super::TherapeuticProgressTracker;
use crate::domain::{SessionId, Signature};
use crate::records::plain_session;
use crate::vault::{SessionSignature, Signing, StruckSession, VaultError};
use crate::wasm::clock::now;
use crate::wasm::error::Answer;
use crate::wasm::input;
use crate::wasm::options::Options;
use crate::wasm::output;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
export interface SignOptions {
  /** Up to 4 KiB. */
  statement?: string;
  /** The number of the revision that was read: where it is not the newest, nothing is signed. */
  revision?: number;
}
/** A session that is signed as it stands. */
export interface SessionSignature {
  session_id: string;
  /** The number of the revision that is signed. */
  revision: number;
  signed_at: Instant;
  /** Empty where the signature states nothing of its own. */
  statement: string;
}
/** A session that was struck out. */
export interface StruckSession {
  /** The number of the revision that strikes it out. */
  revision: number;
  struck_at: Instant;
  reason: string;
  session: SessionLog;
}
export interface SignatureFilter extends WindowOptions {
  /** Leaves damaged sessions out in place of failing. */
  skip_damaged?: boolean;
}
"#;

#[wasm_bindgen(wasm_bindgen_futures = crate::wasm::calls)]
impl TherapeuticProgressTracker {
    /// Signs a session as it stands. From then on it changes by amendment only, for a reason; the
    /// amended version is unsigned until it is signed again. Trying again is harmless.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for a session that is struck out, another statement than it
    /// was signed with, or a `revision` that is not the newest.
    #[wasm_bindgen(js_name = signSession, unchecked_return_type = "SessionSignature")]
    pub async fn sign_session(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] session_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SignOptions")] options: JsValue,
    ) -> Answer {
        let vault = self.vault()?;
        let id = input::session_id(&session_id)?;
        let mut options = Options::read(&options)?;
        let statement = options.text(Signature::STATEMENT)?.unwrap_or_default();
        let revision = options.whole("revision", u32::MAX)?;
        options.finish()?;
        let signing = Signing { statement, revision };
        Ok(signature(&vault.sign_session(&id, &signing, now()).await?))
    }

    /// The sessions of a client that are signed as they stand, newest first.
    ///
    /// # Errors
    /// `invalid_field`; `corrupt_record` unless `skip_damaged`.
    #[wasm_bindgen(js_name = getSignatures, unchecked_return_type = "SessionSignature[]")]
    pub async fn get_signatures(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SignatureFilter")] options: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let mut options = Options::read(&options)?;
        let window = options.window()?;
        let skip_damaged = options.flag("skip_damaged", false)?;
        options.finish()?;
        let vault = self.reading()?;
        let signatures = vault.signatures(&id, window, skip_damaged, now()).await?;
        Ok(output::list(signatures.iter().map(signature)))
    }

    /// The sessions of a client that are struck out, newest first.
    ///
    /// # Errors
    /// `invalid_field`, `corrupt_record`.
    #[wasm_bindgen(js_name = getStruckSessions, unchecked_return_type = "StruckSession[]")]
    pub async fn get_struck_sessions(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] client_id: JsValue,
    ) -> Answer {
        let id = input::client_id(&client_id)?;
        let sessions = self.reading()?.struck(&id, now()).await?;
        let plain: Result<Vec<JsValue>, VaultError> = sessions.iter().map(struck).collect();
        Ok(output::list(plain?))
    }
}

fn signature(one: &SessionSignature) -> JsValue {
    output::object(&[
        (SessionId::FIELD, one.session_id.as_str().into()),
        ("revision", one.revision.into()),
        ("signed_at", one.signature.signed_at.to_rfc3339().into()),
        (Signature::STATEMENT, one.signature.statement.as_str().into()),
    ])
}

fn struck(one: &StruckSession) -> Result<JsValue, VaultError> {
    Ok(output::object(&[
        ("revision", one.revision.into()),
        ("struck_at", one.struck_at.to_rfc3339().into()),
        ("reason", one.reason.as_str().into()),
        ("session", output::json(&plain_session(&one.session))?),
    ]))
}
