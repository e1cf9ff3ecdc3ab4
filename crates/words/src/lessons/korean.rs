use lesson::{Problem, Symptom, Wanted};

use crate::{Josa, with_josa};

pub(super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::TooLong => format!("수업 파일은 최대 {} KiB입니다.", lesson::LONGEST >> 10),
        Problem::TooMuch => "수업 하나에 담기에는 너무 많아 나머지는 읽지 않았습니다.".to_owned(),
        Problem::NoFrontMatter => {
            "수업 파일은 `---` 두 줄 사이의 머리말(front matter)로 시작해야 합니다.".to_owned()
        }
        Problem::NotYaml(error) => format!("머리말이 YAML이 아닙니다: {error}."),
        Problem::Missing(key) => format!("{} 없습니다.", with_josa(&format!("`{key}`"), Josa::IGa)),
        Problem::Unknown { key, known } => {
            format!("`{key}` 키는 여기에서 쓰이지 않습니다. 쓸 수 있는 키: {known}.")
        }
        Problem::Wrong { key, wanted } => format!(
            "`{key}` 값이 올바르지 않습니다. 필요한 형식: {}.",
            form(*wanted)
        ),
        Problem::OneCheck => "목표 하나에는 `text`와 검사 하나만 있어야 합니다.".to_owned(),
        Problem::OneOutcome => {
            "요청에는 `reaches`와 `fails` 중 하나만 있어야 합니다.".to_owned()
        }
        Problem::Html => {
            "HTML은 글자 그대로 표시됩니다. Markdown으로 작성하시기 바랍니다.".to_owned()
        }
        Problem::Image => "이미지는 표시되지 않습니다.".to_owned(),
        Problem::Link(url) => format!(
            "링크는 `lesson:ID`나 https://kubernetes.io/ 로만 연결할 수 있습니다: {url}"
        ),
        Problem::Heading => "`#` 제목은 쓰지 않습니다. `##`부터 사용합니다.".to_owned(),
        Problem::Asterisks => {
            "이 `**`는 아무것도 열거나 닫지 않습니다. 따옴표나 코드 뒤의 `**`에는 조사를 바로 붙일 수 없습니다.".to_owned()
        }
        Problem::Twice(label) => format!("`{label}` 블록이 두 번 나옵니다."),
        Problem::Block(label) => format!(
            "블록은 `yaml start`, `yaml solution`이거나 단어 하나여야 합니다: `{label}`"
        ),
    }
}

fn form(wanted: Wanted) -> String {
    match wanted {
        Wanted::Text => "텍스트".to_owned(),
        Wanted::Number => "0 이상의 정수".to_owned(),
        Wanted::True => "`true`".to_owned(),
        Wanted::List => "목록".to_owned(),
        Wanted::Mapping => "매핑".to_owned(),
        Wanted::Object => "`Service default/web` 같은 오브젝트".to_owned(),
        Wanted::Path => "`spec.ports[0].port` 같은 경로".to_owned(),
        Wanted::Symptom => {
            let words: Vec<&str> = Symptom::ALL.iter().map(|(word, _)| *word).collect();
            format!("{} 중 하나", words.join(", "))
        }
        Wanted::Tool => "`curl`, `ping`, `nslookup` 중 하나".to_owned(),
        Wanted::Protocol => "`TCP`, `UDP`, `SCTP` 중 하나".to_owned(),
        Wanted::Source => "`kept`나 `changed`".to_owned(),
        Wanted::Id => "영문 소문자, 숫자, 하이픈으로 된 이름".to_owned(),
        Wanted::Client => {
            "`in-cluster`, `outside`, `pod:네임스페이스/이름`, `node:이름` 중 하나".to_owned()
        }
    }
}
