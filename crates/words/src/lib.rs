//! Every sentence a person reads, in English and Korean.
//!
//! The other crates speak in data; here it becomes words. Each topic is one file: a struct that names its sentences and one
//! table of them per language, so that a missing translation does not compile. The API server's own messages are the one
//! exception: they are Kubernetes' words and stay English.

mod josa;
mod language;
mod scene;

pub use josa::{Josa, with_josa};
pub use language::Language;
pub use scene::SceneWords;
