//! The processor's time that this thread has had: it does not run while others have the processor.

use std::fs;

/// In seconds. None where the system does not tell.
pub(crate) fn seconds() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
