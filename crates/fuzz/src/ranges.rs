//! Every range in whatever is handed to the page.

use std::collections::BTreeSet;

use serde_json::Value;

/// What a text is to a browser: UTF-16 code units, some of which only make a character together.
pub(crate) struct Units {
    count: u64,
    /// The offsets within a character.
    inside: BTreeSet<u64>,
    lines: u64,
}

impl Units {
    pub(crate) fn of(text: &str) -> Self {
        let mut count = 0;
        let mut inside = BTreeSet::new();
        for character in text.chars() {
            if character.len_utf16() == 2 {
                inside.insert(count + 1);
            }
            count += character.len_utf16() as u64;
        }
        Self {
            count,
            inside,
            lines: text.split('\n').count() as u64,
        }
    }

    /// Asserts that every `{start, end}` in `value` is a stretch of the text, and every `line` a line of it.
    pub(crate) fn check(&self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.check(item)),
            Value::Object(fields) => {
                let number = |name| fields.get(name).and_then(Value::as_u64);
                if let (Some(start), Some(end)) = (number("start"), number("end")) {
                    assert!(
                        start <= end && end <= self.count,
                        "{start}..{end} of {}",
                        self.count
                    );
                    let within = self.inside.contains(&start) || self.inside.contains(&end);
                    assert!(!within, "{start}..{end} begins or ends within a character");
                }
                for line in [number("line"), number("end_line")].into_iter().flatten() {
                    assert!(
                        (1..=self.lines).contains(&line),
                        "line {line} of {}",
                        self.lines
                    );
                }
                fields.values().for_each(|field| self.check(field));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_lines_are_of_the_text() {
        let units = Units::of("a👍\nb");
        let good = serde_json::json!([{ "range": { "start": 1, "end": 3 }, "line": 2 }]);
        units.check(&good);
        for bad in [
            serde_json::json!({ "start": 0, "end": 6 }),
            serde_json::json!({ "start": 2, "end": 3 }),
            serde_json::json!([{ "line": 3 }]),
        ] {
            assert!(
                std::panic::catch_unwind(|| units.check(&bad)).is_err(),
                "{bad}"
            );
        }
    }
}
