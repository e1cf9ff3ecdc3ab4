//! Unpacking, with bounds.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// What came of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inflated {
    /// What could be unpacked.
    pub(crate) bytes: Vec<u8>,
    /// How it ended.
    pub(crate) end: End,
}

/// How unpacking ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With the stream's own end. How many bytes of the stream lay behind it.
    Whole(usize),
    /// The stream stops before its end.
    Cut,
    /// It is no stream from here on.
    Damaged,
    /// There is more than the limit.
    TooLarge,
}

/// Unpacks a raw deflate stream that was compressed against `dictionary`, to `limit` bytes at most.
pub(crate) fn inflate(dictionary: &[u8], stream: &[u8], limit: usize) -> Inflated {
    let start = dictionary.len();
    // The stream may refer to what stands before its own output: the dictionary.
    let mut buffer = dictionary.to_vec();
    // A small stream gets a small buffer, and the largest is tried last.
    let mut room = stream.len().saturating_mul(8).clamp(1024, limit);
    loop {
        buffer.truncate(start);
        buffer.resize(start + room, 0);
        let mut state = Box::<DecompressorOxide>::default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut state, stream, &mut buffer, start, flags);
        if status == TINFLStatus::HasMoreOutput && room < limit {
            room = limit;
            continue;
        }
        buffer.truncate(start + written);
        let end = match status {
            TINFLStatus::Done => End::Whole(stream.len().saturating_sub(read)),
            TINFLStatus::HasMoreOutput => End::TooLarge,
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => End::Cut,
            _ => End::Damaged,
        };
        return Inflated {
            bytes: buffer.split_off(start),
            end,
        };
    }
}
