//! Opening and hashing much at once, outside of any transaction.

use zeroize::Zeroizing;

use super::{Context, CryptoError, DataKey};

/// What became of each box.
pub(super) type Opened = Vec<Result<Zeroizing<Vec<u8>>, CryptoError>>;

impl DataKey {
    /// Opens boxes as [`DataKey::open`] does each; in a browser with its own cipher where there
    /// is much to open, since ours is slow until it has run for a while.
    ///
    /// Never within a transaction, which would end while this waits.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(
            clippy::unused_async,
            reason = "only the browser's own cipher has to be waited for"
        )
    )]
    pub async fn open_all(&self, boxes: &[(Context<'_>, &[u8])]) -> Opened {
        #[cfg(target_arch = "wasm32")]
        if let Some(opened) = super::browser::open_all(self, boxes).await {
            return opened;
        }
        boxes.iter().map(|(context, sealed)| self.open(context, sealed)).collect()
    }
}

/// The SHA-256 of some bytes, by the browser's hand where they are many: it has the processor's own
/// instructions for it.
///
/// Never within a transaction, which would end while this waits.
pub async fn sha256_of_much(bytes: &[u8]) -> [u8; 32] {
    #[cfg(target_arch = "wasm32")]
    if let Some(hash) = super::browser::sha256_of(bytes).await {
        return hash;
    }
    super::sha256(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Context<'_> =
        Context { vault: b"vault", table: "timeline", key: b"tag", group: b"client", revision: 1 };

    #[test]
    fn each_box_opens_as_it_would_alone() {
        let key = DataKey::make().unwrap();
        let (one, two) = (key.seal(&HERE, b"one").unwrap(), key.seal(&HERE, b"two").unwrap());
        let moved = Context { key: b"other", ..HERE };
        let boxes = [(HERE, &*one), (moved, &*one), (HERE, &*two), (HERE, &one[..9])];
        let opened = pollster::block_on(key.open_all(&boxes));
        let alone = boxes.map(|(context, sealed)| key.open(&context, sealed));
        assert_eq!(opened, alone);
        assert_eq!(opened[2].as_deref().unwrap(), b"two");
        assert_eq!(opened[1], Err(CryptoError::Unauthentic));
    }
}
