//! What Kubernetes would do with the objects a person pasted.
//!
//! The way through, one direction: [`manifest`] finds the objects in a text, [`admission`] decodes, defaults, validates and
//! completes them as the API server does, [`lower`] makes the typed objects of [`api`] of them, [`controllers`] write Endpoints and EndpointSlices,
//! [`overview`] says for each Service port where its requests go. Everything is a pure function of the text and the
//! [`Environment`]; nothing here reads a clock, a file or a random number.

pub mod admission;
pub mod advice;
pub mod api;
mod cluster;
pub mod controllers;
pub mod dns;
mod environment;
pub mod explain;
pub mod field;
mod fixed;
pub mod kubectl;
pub mod lower;
pub mod manifest;
pub mod mishap;
pub mod overlay;
pub mod overview;
pub mod proxy;
pub mod remedy;
pub mod request;
pub mod schema;
mod selection;
#[cfg(test)]
mod testing;
mod value;
pub mod why;
pub mod yaml_out;

pub use cluster::Cluster;
pub use environment::{Environment, NodeInfo};
pub use value::{Map, Value};

/// Shared text: names, labels and the like are cloned freely.
pub type Str = std::rc::Rc<str>;
