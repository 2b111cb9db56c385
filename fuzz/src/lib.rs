//! What is done with hostile bytes, and what must hold whatever they are.
//!
//! Each target reads the same bytes in every way that fits it, once as they are and once with the
//! checksum or the cipher around them made right: otherwise nothing would ever be tried below it.
//! A target fails by a panic: an arithmetic overflow, a place out of bounds, or a claim of its own.

pub mod envelope;
pub mod history;
pub mod records;
pub mod session;
pub mod slots;
