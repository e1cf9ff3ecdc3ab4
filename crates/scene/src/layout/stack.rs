//! Blocks in a column: near where they would like to be, in their order, never overlapping.

/// Something that has a height and would like its middle at `wish`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) height: f32,
    pub(super) wish: f32,
    /// The distance kept from the item before.
    pub(super) gap: f32,
}

/// The tops of `items` from `top` on, as near to their wishes as their order allows (least squares, by pooling neighbours).
pub(super) fn place(items: &[Item], top: f32) -> Vec<f32> {
    // Subtracting what must lie above turns "not overlapping" into "not decreasing".
    let mut above = Vec::with_capacity(items.len());
    let mut sum = 0.0_f32;
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            sum += item.gap;
        }
        above.push(sum);
        sum += item.height;
    }
    // Each pool: the sum of its members' wishes, and their number.
    let mut pools: Vec<(f32, f32)> = Vec::new();
    for (item, above) in items.iter().zip(&above) {
        let mut pool = (item.wish - item.height / 2.0 - above, 1.0);
        while let Some(last) = pools.last().copied() {
            if last.0 / last.1 <= pool.0 / pool.1 {
                break;
            }
            pools.pop();
            pool = (pool.0 + last.0, pool.1 + last.1);
        }
        pools.push(pool);
    }
    let mut tops = Vec::with_capacity(items.len());
    let mut above = above.into_iter();
    for (wishes, count) in pools {
        let level = (wishes / count).max(top);
        let mut left = count;
        while left > 0.5 {
            let Some(above) = above.next() else { break };
            // To half the grid: finer than the eye, coarse enough for sharp lines, and level edges stay level.
            tops.push((level / 4.0).round() * 4.0 + above);
            left -= 1.0;
        }
    }
    tops
}

/// To the grid of 8 pixels.
pub(super) fn snap(length: f32) -> f32 {
    (length / 8.0).round() * 8.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn item(wish: f32) -> Item {
        Item {
            height: 40.0,
            wish,
            gap: 16.0,
        }
    }

    #[test]
    fn where_there_is_room_wishes_come_true() {
        assert_eq!(place(&[item(100.0), item(300.0)], 0.0), [80.0, 280.0]);
    }

    #[test]
    fn neighbours_give_way_evenly_and_keep_their_order() {
        assert_eq!(place(&[item(200.0), item(200.0)], 0.0), [152.0, 208.0]);
        assert_eq!(place(&[item(300.0), item(100.0)], 0.0), [152.0, 208.0]);
    }

    #[test]
    fn nothing_rises_above_the_top() {
        assert_eq!(place(&[item(0.0), item(0.0)], 56.0), [56.0, 112.0]);
    }
}
