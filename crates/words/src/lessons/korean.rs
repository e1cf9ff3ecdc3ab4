use cluster::mishap::MishapKind;
use lesson::{Problem, Symptom, Wanted};

use super::LessonWords;
use crate::{Josa, with_josa};

pub(super) static WORDS: LessonWords = LessonWords {
    lessons: "수업",
    course: "과정",
    clinic: "클리닉: 무엇이 잘못됐는지 찾기",
    minutes: |minutes| format!("{minutes}분"),
    done: "완료",
    no_lessons: "수업 목록을 가져오지 못했습니다.",
    forget: "진행 기록 지우기",
    open_file: "수업 파일 열기…",

    lesson: "수업",
    own: "파일이나 링크에서 연 수업",
    edit: "고치고 검사하기",
    fetching: "수업을 가져오는 중…",
    failed: "이 수업을 읽지 못했습니다.",
    leave: "수업 나가기",
    leave_hint: "수업에서 나갑니다. 편집기에 있던 내용이 돌아옵니다.",
    restart: "처음부터 다시",
    previous: "이전 수업",
    next: "다음 수업",
    goals: "목표",
    goal_done: "완료:",
    goal_to_do: "할 일:",
    goals_met: |met, all| format!("목표 {all}개 중 {met}개 달성"),
    all_met: "모든 목표를 달성했습니다.",
    hint: |which, all| format!("힌트 {which}/{all}"),
    hints: "힌트",
    show_solution: "정답 보기",
    hide_solution: "정답 숨기기",
    solution: "정답",
    solution_same: "지금 매니페스트가 이미 정답과 같습니다.",
    solution_acts: "그다음 다이어그램에서 할 일:",
    solution_request: "그다음 보낼 요청:",
    take_over: "편집기에 넣기",
    write: "수업 쓰기…",
    author_file: "수업 파일",
    author_preview: "학습자에게 보이는 모습",
    author_check: "검사",
    author_good: "시작 상태에는 할 일이 남아 있고, 정답은 모든 목표를 달성합니다.",
    author_start_passes: "시작할 때 이미 모든 목표가 달성되어 있어 할 일이 없습니다.",
    author_fails: |found| format!("정답이 이 목표를 달성하지 못합니다. 결과: {found}"),
    author_passes: "정답이 이 목표를 달성합니다",
    author_try: "학습자로 해 보기",
    template: include_str!("template.ko.md"),
    break_it: "고장 내기",
    break_hint: "이 매니페스트에 흔한 실수를 하나 넣습니다. 무엇이 바뀌었는지 찾아보세요.",
    broken: "매니페스트에 잘못된 곳이 하나 생겼습니다. 찾아보세요.",
    unbreakable: "고장 낼 것이 없습니다. 셀렉터가 있는 서비스와 그 뒤의 파드가 있어야 합니다.",
    reveal: "정답 공개",
    unbreak: "되돌리기",
    line_gone: "삭제:",
    line_new: "추가:",
};

pub(super) fn mishap(object: &str, kind: &MishapKind) -> String {
    match kind {
        MishapKind::Selector(it) => format!(
            "{object}의 셀렉터가 {}: {} 레이블을 찾습니다. 파드의 값은 {}입니다.",
            it.key, it.now, it.was
        ),
        MishapKind::Label(it) => format!(
            "{object}의 레이블 {} 값이 {}에서 {} 바뀌었습니다.",
            it.key,
            it.was,
            with_josa(&it.now, Josa::EuroRo)
        ),
        MishapKind::LabelGone { key } => {
            format!(
                "{object}의 레이블 {} 없어졌습니다.",
                with_josa(key, Josa::IGa)
            )
        }
        MishapKind::TargetPort(it) => format!(
            "{object}의 targetPort가 {}에서 {} 바뀌었습니다.",
            it.was,
            with_josa(&it.now, Josa::EuroRo)
        ),
        MishapKind::PortName(it) => format!(
            "{object}의 컨테이너 포트 이름이 {}에서 {} 바뀌었습니다.",
            it.was,
            with_josa(&it.now, Josa::EuroRo)
        ),
        MishapKind::Namespace { now } => format!(
            "{} 네임스페이스 {now}에 있습니다. 셀렉터는 같은 네임스페이스의 파드만 선택합니다.",
            with_josa(object, Josa::IGa)
        ),
        MishapKind::Protocol(it) => format!(
            "{object}의 포트 프로토콜이 {}에서 {} 바뀌었습니다.",
            it.was,
            with_josa(&it.now, Josa::EuroRo)
        ),
        MishapKind::EndpointsName(it) => format!(
            "Endpoints의 이름이 {}에서 {} 바뀌었습니다. Endpoints는 이름이 같은 서비스의 것입니다.",
            it.was,
            with_josa(&it.now, Josa::EuroRo)
        ),
    }
}

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
