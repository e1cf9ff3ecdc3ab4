//! Korean particles, which follow the last sound of the word before them.

/// A particle in its two forms: after a final consonant, and after a vowel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Josa {
    /// 을/를: the object.
    EulReul,
    /// 이/가: the subject.
    IGa,
    /// 은/는: the topic.
    EunNeun,
    /// 과/와: and, with.
    GwaWa,
    /// 으로/로: to, by; after ㄹ it is 로.
    EuroRo,
    /// 이라는/라는: called.
    IraneunRaneun,
}

/// How a word ends, as far as particles care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
    Unknown,
}

impl Josa {
    const fn form(self, ending: Ending) -> &'static str {
        let [after_consonant, after_vowel, unknown] = match self {
            Self::EulReul => ["을", "를", "(을)를"],
            Self::IGa => ["이", "가", "(이)가"],
            Self::EunNeun => ["은", "는", "(은)는"],
            Self::GwaWa => ["과", "와", "(과)와"],
            Self::EuroRo => ["으로", "로", "(으)로"],
            Self::IraneunRaneun => ["이라는", "라는", "(이)라는"],
        };
        match (ending, self) {
            (Ending::Unknown, _) => unknown,
            (Ending::Vowel, _) | (Ending::Rieul, Self::EuroRo) => after_vowel,
            (Ending::Rieul | Ending::Consonant, _) => after_consonant,
        }
    }
}

/// `word` with the particle that follows it: 80을, 443을, web을, Pod-a를. Where the sound cannot be known, both forms: (을)를.
pub fn with_josa(word: &str, josa: Josa) -> String {
    format!("{word}{}", josa.form(ending(word)))
}

/// How Koreans would say the end of `word`: Hangul as written, digits and Latin letters by name, words by their usual reading.
fn ending(word: &str) -> Ending {
    let Some(last) = word.chars().rev().find(|c| c.is_alphanumeric()) else {
        return Ending::Unknown;
    };
    match last {
        '가'..='힣' => match (last as u32 - '가' as u32) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        // 영 일 이 삼 사 오 육 칠 팔 구; a trailing zero of a larger number is 십, 백, 천 or 만: all end in a consonant as 영 does.
        '0' | '3' | '6' => Ending::Consonant,
        '1' | '7' | '8' => Ending::Rieul,
        '2' | '4' | '5' | '9' => Ending::Vowel,
        _ if last.is_ascii_alphabetic() => latin_ending(word, last),
        _ => Ending::Unknown,
    }
}

fn latin_ending(word: &str, last: char) -> Ending {
    let tail: Vec<u8> = word
        .bytes()
        .rev()
        .skip_while(|byte| !byte.is_ascii_alphanumeric())
        .take_while(u8::is_ascii_alphabetic)
        .collect();
    let is_vowel = |byte: &u8| {
        matches!(
            byte.to_ascii_lowercase(),
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y'
        )
    };
    // Read by its letters in small ones, too: 아이피.
    let spelled = tail == *b"pi"
        || tail.len() == 1
        || last.is_ascii_uppercase()
        || !tail.iter().any(is_vowel);
    if spelled {
        // By the letters' names: ClusterIP ends in 아이피, http in 피; L is 엘, R 알, M 엠, N 엔.
        return match last.to_ascii_lowercase() {
            'l' | 'r' => Ending::Rieul,
            'm' | 'n' => Ending::Consonant,
            _ => Ending::Vowel,
        };
    }
    let before: Vec<u8> = tail
        .iter()
        .skip(1)
        .take(1)
        .map(u8::to_ascii_lowercase)
        .collect();
    let after_vowel = before.iter().any(is_vowel);
    match (last.to_ascii_lowercase(), before.as_slice()) {
        ('l', _) | ('e', b"l") => Ending::Rieul,
        ('m' | 'n', _) | ('g', b"n") | ('e', b"m" | b"n") => Ending::Consonant,
        // After a vowel a stop closes the syllable (웹, 앱, 스택, 퍼블릭); after a consonant it opens one of its own (네트워크, 포트).
        ('k', b"c") | ('p', b"p") => Ending::Consonant,
        ('b' | 'c' | 'k' | 'p', _) if after_vowel => Ending::Consonant,
        // 챗 or 비트: only the dictionary knows.
        ('t', _) if after_vowel => Ending::Unknown,
        ('q', _) => Ending::Unknown,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_final_sound() {
        for (word, josa, expected) in [
            ("80", Josa::EulReul, "80을"),
            ("443", Josa::EulReul, "443을"),
            ("8082", Josa::EulReul, "8082를"),
            ("web", Josa::EulReul, "web을"),
            ("Pod-a", Josa::EulReul, "Pod-a를"),
            ("서비스", Josa::IGa, "서비스가"),
            ("레이블", Josa::EunNeun, "레이블은"),
            ("node-1", Josa::EuroRo, "node-1로"),
            ("node-3", Josa::EuroRo, "node-3으로"),
            ("ClusterIP", Josa::GwaWa, "ClusterIP와"),
            ("ip", Josa::EulReul, "ip를"),
            ("app=web", Josa::IGa, "app=web이"),
            ("name", Josa::EulReul, "name을"),
            ("service", Josa::EulReul, "service를"),
            ("http", Josa::IraneunRaneun, "http라는"),
            ("network", Josa::EulReul, "network를"),
            ("", Josa::EulReul, "(을)를"),
            ("client", Josa::EulReul, "client를"),
            ("chat", Josa::EulReul, "chat(을)를"),
        ] {
            assert_eq!(with_josa(word, josa), expected, "{word}");
        }
    }
}
