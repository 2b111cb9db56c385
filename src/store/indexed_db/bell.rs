//! How the tabs of one device tell each other that they write.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Reflect, global};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};

const BEGUN: bool = true;
const ENDED: bool = false;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    type BroadcastChannel;

    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str) -> Result<BroadcastChannel, JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post(this: &BroadcastChannel, begun: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &BroadcastChannel, listener: Option<&Function>);

    #[wasm_bindgen(method)]
    fn close(this: &BroadcastChannel);

    type Message;

    #[wasm_bindgen(method, getter)]
    fn data(this: &Message) -> JsValue;
}

/// Rings in every other tab that has the same database open, before a write and after it.
#[derive(Debug)]
pub(super) struct Bell {
    channel: BroadcastChannel,
    heard: Rc<Heard>,
    _on_message: Closure<dyn FnMut(Message)>,
}

/// Rings once more when it is dropped.
#[derive(Debug)]
pub(super) struct Ringing(Rc<Bell>);

#[derive(Debug, Default)]
struct Heard {
    rings: Cell<u64>,
    /// Writes that were begun and not yet ended. A tab that died in between counts for ever:
    /// whether its write landed, only the database knows.
    under_way: Cell<u32>,
}

impl Heard {
    fn take(&self, begun: bool) {
        self.rings.set(self.rings.get() + 1);
        let count = self.under_way.get();
        self.under_way.set(if begun { count + 1 } else { count.saturating_sub(1) });
    }
}

impl Bell {
    /// The bell of a database; none where pages would not hear each other: those from a folder
    /// share a database, but have no origin by which messages would reach them.
    pub(super) fn of(database: &str) -> Option<Rc<Self>> {
        let origin = Reflect::get(&global(), &"origin".into()).ok()?.as_string()?;
        if origin == "null" {
            return None;
        }
        let channel = BroadcastChannel::new(&format!("written: {database}")).ok()?;
        let heard = Rc::<Heard>::default();
        let hearing = Rc::clone(&heard);
        let on_message =
            Closure::new(move |message: Message| hearing.take(message.data().is_truthy()));
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Rc::new(Self { channel, heard, _on_message: on_message }))
    }

    /// How often it rang here; none while another tab writes.
    pub(super) fn heard(&self) -> Option<u64> {
        (self.heard.under_way.get() == 0).then(|| self.heard.rings.get())
    }

    /// Rings for a write that begins now and ends when the answer is dropped.
    pub(super) fn ring(self: &Rc<Self>) -> Ringing {
        self.say(BEGUN);
        Ringing(Rc::clone(self))
    }

    fn say(&self, begun: bool) {
        // A channel that was closed belongs to a database that was let go.
        let _ = self.channel.post(begun);
    }
}

impl Drop for Ringing {
    fn drop(&mut self) {
        self.0.say(ENDED);
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
