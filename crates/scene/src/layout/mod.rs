//! From what is drawn to where: four columns, each as wide as its cards need, the cards near what they belong to.

mod cards;
mod columns;
mod lanes;
mod order;
mod routes;
mod stack;

pub(crate) use columns::layout;
pub(crate) use routes::{at, curve, pill, pill_around, rightmost};

/// Between cards of a kind.
const CARD_GAP: f32 = 16.0;
/// The height of a line of a reason, and the room around it.
const REASON_LINE: f32 = 20.0;
const REASON_PADDING: f32 = 12.0;

/// Where a column stands and how wide its cards are.
#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}
