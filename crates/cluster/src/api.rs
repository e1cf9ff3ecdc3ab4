//! The objects that routing is about, typed.
