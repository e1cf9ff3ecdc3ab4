//! How wide a text is, by an own table: layout must not depend on the fonts of the machine that draws.
//!
//! The widths are those of DejaVu Sans, the widest of the fonts that browsers fall back to, so that no other is clipped.

use crate::model::LabelRole;

/// The font of a [`LabelRole`]. Whoever draws a scene uses these sizes: the boxes were measured with them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// In CSS pixels.
    pub size: f32,
    /// The CSS weight.
    pub weight: u16,
    /// Monospaced, else the system's sans serif.
    pub mono: bool,
    /// Between characters, in CSS pixels.
    pub letter_spacing: f32,
}

impl LabelRole {
    /// How large a text of this role is drawn.
    pub const fn font(self) -> Font {
        let (size, weight, mono, letter_spacing) = match self {
            Self::Column => (12.5, 600, false, 1.0),
            Self::Title => (16.0, 650, false, 0.0),
            Self::Badge | Self::Note | Self::Bad | Self::Act => (13.0, 400, false, 0.0),
            Self::Mono | Self::MonoQuiet => (13.5, 400, true, 0.0),
            Self::Chip | Self::Pill => (12.5, 400, true, 0.0),
        };
        Font {
            size,
            weight,
            mono,
            letter_spacing,
        }
    }
}

impl Font {
    /// The width of `text` in CSS pixels.
    pub fn width(self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    fn advance(self, c: char) -> f32 {
        let em = match (self.mono, is_wide(c)) {
            // A monospaced Latin character takes 0.6 em in most fonts, 0.62 in the widest; Hangul counts two.
            (true, false) => 0.62,
            (true, true) => 1.24,
            (false, true) => 1.02,
            (false, false) => narrow(c),
        };
        let bold = if self.weight >= 600 && !self.mono && !is_wide(c) {
            1.13
        } else {
            1.0
        };
        em.mul_add(self.size * bold, self.letter_spacing)
    }
}

/// Whether `c` takes the width of two: Hangul, Han, Kana, full-width forms and emoji.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f000}'..='\u{3ffff}')
}

/// The advance of a narrow character in em.
const fn narrow(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | '\'' => 0.29,
        ' ' | ',' | '.' | '·' => 0.33,
        'I' | ':' | ';' | '|' | '/' | '\\' => 0.35,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '!' => 0.42,
        '“' | '”' | '"' | '*' => 0.52,
        'c' | 's' | 'z' | 'J' | '?' | '_' => 0.56,
        'a' | 'e' | 'g' | 'k' | 'v' | 'x' | 'y' | 'F' | 'L' => 0.62,
        'b' | 'd' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | '0'..='9' | 'T' | 'Y' => 0.64,
        'A' | 'B' | 'C' | 'E' | 'K' | 'P' | 'R' | 'S' | 'V' | 'X' | 'Z' => 0.70,
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '&' => 0.79,
        '#' | '+' | '=' | '<' | '>' | '~' | '×' | '≠' | '→' | 'w' => 0.84,
        'M' | 'W' | 'm' | '%' | '@' | '…' => 1.0,
        _ => 0.8,
    }
}

/// `text` cut to at most `max` pixels: the middle makes room, because the ends of names tell most. None if it fits as it is.
pub(crate) fn cut(text: &str, font: Font, max: f32) -> Option<String> {
    if font.width(text) <= max {
        return None;
    }
    let mut room = max - font.advance('…');
    let (mut head, mut tail) = (String::new(), Vec::new());
    let mut chars = text.chars();
    let mut from_head = true;
    loop {
        let next = if from_head {
            chars.next()
        } else {
            chars.next_back()
        };
        let Some(c) = next else { break };
        room -= font.advance(c);
        if room < 0.0 {
            break;
        }
        if from_head {
            head.push(c);
        } else {
            tail.push(c);
        }
        from_head = !from_head;
    }
    head.push('…');
    head.extend(tail.into_iter().rev());
    Some(head)
}

/// `text` in lines of at most `max` pixels, broken between words, inside a word only where it is longer than a line.
pub(crate) fn wrap(text: &str, font: Font, max: f32) -> Vec<String> {
    let space = font.advance(' ');
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let width = font.width(word);
        if !line.is_empty() && used + space + width > max {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += space;
        }
        for c in word.chars() {
            let advance = font.advance(c);
            if used + advance > max && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += advance;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONO: Font = LabelRole::Mono.font();
    const BAD: Font = LabelRole::Bad.font();

    #[test]
    fn hangul_counts_two() {
        assert_eq!(MONO.width("파드"), MONO.width("abcd"));
        assert!(BAD.width("파드") > BAD.width("ab"));
    }

    #[test]
    fn what_fits_is_not_cut() {
        assert_eq!(cut("web", MONO, MONO.width("web")), None);
    }

    #[test]
    fn a_cut_keeps_both_ends() {
        let width = MONO.width("web-7…-abc");
        assert_eq!(
            cut("web-7f9c5d-x-abc", MONO, width).as_deref(),
            Some("web-7…-abc")
        );
    }

    #[test]
    fn lines_break_between_words_and_never_exceed_the_width() {
        let max = BAD.width("no Pod has a port");
        let lines = wrap(
            "no Pod has a port named “administrationinterface”",
            BAD,
            max,
        );
        assert_eq!(lines.first().map(String::as_str), Some("no Pod has a port"));
        assert!(lines.iter().all(|line| BAD.width(line) <= max), "{lines:?}");
    }
}
