//! The whole state of the page as a link, and back.
//!
//! A link's fragment is `1.BODY`: a version, and in base64url a raw deflate stream of the [`State`] followed by three letters or
//! digits that check it. The stream is compressed against a dictionary of typical manifests, which is part of the version and never
//! changes: a link opens for ever. [`link()`] makes a fragment, [`open`] reads one, mends what mail programs and chats do to links, and
//! says what it could not mend. [`qr`] draws a link as a QR code.
//!
//! Everything here is a pure function of its input, bounded in memory and time.

mod base64;
mod deflate;
mod inflate;
mod link;
mod payload;
pub mod qr;
mod seal;

pub use link::{Broken, Mended, Opened, Trouble, link, open};
pub use payload::{Ask, State, pack, unpack};

/// A text of more bytes than this is not put into a link, and a link that unpacks to more is not opened.
pub const MOST_BYTES: usize = 256 * 1024;

/// What the streams of version 1 are compressed against. Frozen: a test of `link` holds its digest.
const DICTIONARY: &str = include_str!("dictionary-1.txt");
