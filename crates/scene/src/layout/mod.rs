//! From what is drawn to where: four columns, each as wide as its cards need, the cards near what they belong to.

mod cards;
mod columns;
mod order;
mod routes;
mod stack;

pub(crate) use columns::layout;
