//! How the future of a call becomes the page's promise.

use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;

/// What every call comes to: a value, or an error for the page.
type Outcome = Result<JsValue, JsValue>;

/// Takes the place of wasm-bindgen's function of this name, which is compiled with everything that
/// it calls for each future: here all of them share it.
pub(super) fn future_to_promise(future: impl Future<Output = Outcome> + 'static) -> Promise {
    promise_of(Box::pin(future))
}

fn promise_of(future: Pin<Box<dyn Future<Output = Outcome>>>) -> Promise {
    wasm_bindgen_futures::future_to_promise(future)
}
