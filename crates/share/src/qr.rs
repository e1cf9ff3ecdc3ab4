//! A link as a QR code.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

/// A QR code, as one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// How many modules each side has, the quiet zone of four on every side included.
    pub side: u32,
    /// The dark modules, as the data of an SVG path in a view box of `0 0 side side`.
    pub path: String,
}

/// The empty space that a reader wants around a code, in modules.
const QUIET: i32 = 4;

/// `text` as a QR code; none if no code holds that much. The smallest that does is taken, and as much correction as fits into it.
pub fn code(text: &str) -> Option<Code> {
    let segments = QrSegment::make_segments(text);
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::MAX,
        None,
        true,
    )
    .ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                // A String takes whatever is written to it.
                let _ = write!(
                    path,
                    "M{} {}h{}v1h-{}z",
                    start + QUIET,
                    y + QUIET,
                    x - start,
                    x - start
                );
            }
            x += 1;
        }
    }
    Some(Code {
        side: (code.size() + 2 * QUIET).unsigned_abs(),
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text in the QR code, read by a program that knows nothing of ours.
    fn read(code: &Code) -> String {
        const SCALE: usize = 4;
        let side = code.side as usize;
        let mut dark = vec![false; side * side];
        for run in code.path.split('M').skip(1) {
            let (place, run) = run.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let width: usize = run.split_once('v').unwrap().0.parse().unwrap();
            dark[y * side + x..y * side + x + width].fill(true);
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
                if dark[y / SCALE * side + x / SCALE] {
                    0
                } else {
                    255
                }
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_qr_code_says_the_link() {
        for length in [1, 40, 120, 300, 700] {
            let link = format!("https://example.com/#1.{}", "aB3-_".repeat(length / 5 + 1));
            assert_eq!(read(&code(&link).unwrap()), link);
        }
        assert_eq!(code(&"x".repeat(3000)), None);
    }
}
