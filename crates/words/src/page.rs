use crate::Language;

/// The words of the page around the editor, the diagram and the panels.
#[derive(Clone, Copy, Debug)]
pub struct PageWords {
    /// The name of the product.
    pub name: &'static str,
    /// The one Kubernetes version it speaks for.
    pub version: &'static str,
    /// The menu of examples.
    pub examples: &'static str,
    /// The switch of colours, as the system has them.
    pub theme_system: &'static str,
    /// The switch of colours, light.
    pub theme_light: &'static str,
    /// The switch of colours, dark.
    pub theme_dark: &'static str,
    /// The switch of languages, in the language that it leads away from.
    pub switch_language: &'static str,
    /// The button of the help dialog, and its title.
    pub help: &'static str,
    /// Closes a dialog.
    pub close: &'static str,
    /// Lays a notice aside.
    pub dismiss: &'static str,

    /// The editor, and the tab of a narrow page that holds it.
    pub manifest: &'static str,
    /// Opens files.
    pub open: &'static str,
    /// Begins anew with the first example.
    pub reset: &'static str,
    /// What the reset does, for a tooltip.
    pub reset_hint: &'static str,
    /// The list of problems.
    pub problems: &'static str,
    /// There are none.
    pub no_problems: &'static str,
    /// The button that adds so many to those that are listed.
    pub more_problems: fn(usize) -> String,
    /// Leads to the page of a problem's rule.
    pub learn_more: &'static str,
    /// The group of problems that are about no object.
    pub whole_text: &'static str,
    /// An error, as a word before its count.
    pub error: &'static str,
    /// A warning.
    pub warning: &'static str,
    /// Something worth knowing.
    pub info: &'static str,
    /// A place: "line 12".
    pub line: fn(u32) -> String,

    /// The tab of a narrow page that holds the diagram.
    pub diagram: &'static str,
    /// The diagram's figure.
    pub figure: &'static str,
    /// Makes the picture larger.
    pub zoom_in: &'static str,
    /// Makes it smaller.
    pub zoom_out: &'static str,
    /// Shows all of it.
    pub fit: &'static str,
    /// What can be done with the picture, while nothing is pointed at.
    pub figure_hint: &'static str,
    /// Nothing to draw: what that means.
    pub empty_title: &'static str,
    /// Nothing to draw: what to do.
    pub empty_text: &'static str,
    /// Nothing to draw: the button to the first example.
    pub empty_action: &'static str,
    /// The first analysis is under way.
    pub reading: &'static str,

    /// The tab of a narrow page that holds the panels.
    pub request: &'static str,
    /// The list of panels.
    pub panels: &'static str,
    /// The panel of what kubectl prints.
    pub kubectl: &'static str,
    /// The panel of what the controllers write.
    pub endpoints: &'static str,
    /// The panel of why each Pod is behind a Service or not.
    pub why: &'static str,
    /// The panel of the names that the cluster DNS answers for.
    pub dns: &'static str,
    /// The panel of a node's rules.
    pub kube_proxy: &'static str,
    /// A panel with nothing to show yet.
    pub panel_empty: &'static str,
    /// Copies a text.
    pub copy: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// The browser refused to copy.
    pub not_copied: &'static str,
    /// The splitter beside the editor.
    pub split_editor: &'static str,
    /// The splitter below the diagram.
    pub split_diagram: &'static str,
    /// The splitter below a lesson.
    pub split_lesson: &'static str,

    /// Files hover over the page.
    pub drop_here: &'static str,
    /// Files that are too large together.
    pub too_large: &'static str,
    /// A file that is not text, by its name.
    pub binary: fn(&str) -> String,
    /// A file that the browser could not read, by its name.
    pub unreadable: fn(&str) -> String,
    /// The editor did not load.
    pub plain_editor: &'static str,
    /// The worker gave no answer in time.
    pub stalled: &'static str,
    /// The worker stopped.
    pub crashed: &'static str,
    /// What holds after either.
    pub failed_text: &'static str,
    /// Asks it again.
    pub retry: &'static str,

    /// What the editor's own parts say, in English, each with its translation.
    pub editor_phrases: &'static [(&'static str, &'static str)],
}

impl PageWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: PageWords = PageWords {
    name: "Service Playground",
    version: "Kubernetes 1.36",
    examples: "Examples",
    theme_system: "Theme: system",
    theme_light: "Theme: light",
    theme_dark: "Theme: dark",
    switch_language: "Switch to Korean",
    help: "Help",
    close: "Close",
    dismiss: "Dismiss",

    manifest: "Manifest",
    open: "Open",
    reset: "Reset",
    reset_hint: "Start over with the first example. Undo brings your text back.",
    problems: "Problems",
    no_problems: "Nothing to report. A real API server would take this as it is.",
    more_problems: |count| format!("Show {count} more"),
    learn_more: "About this rule",
    whole_text: "The text itself",
    error: "Error",
    warning: "Warning",
    info: "Info",
    line: |line| format!("line {line}"),

    diagram: "Diagram",
    figure: "Routing diagram",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Fit to view",
    figure_hint: "Point at a card to see its route, click it to go to its YAML, use its ⋯ to act on it.",
    empty_title: "Nothing to route yet",
    empty_text: "Paste a Service and the Pods behind it, or drop YAML files anywhere on this page.",
    empty_action: "Show the first example",
    reading: "Reading…",

    request: "Request",
    panels: "Details",
    kubectl: "kubectl",
    endpoints: "Endpoints",
    why: "Why",
    dns: "DNS",
    kube_proxy: "kube-proxy",
    panel_empty: "Once an API server would accept a Service of this manifest, its output appears here.",
    copy: "Copy",
    copied: "Copied",
    not_copied: "Not copied",
    split_editor: "Width of the editor",
    split_diagram: "Height of the diagram",
    split_lesson: "Height of the lesson",

    drop_here: "Drop YAML files to open them",
    too_large: "These files are larger than 10 MB together. Open only the objects that matter to a Service.",
    binary: |name| format!("{name} is not a text file, so it was not opened."),
    unreadable: |name| format!("The browser could not read {name}."),
    plain_editor: "The full editor could not be loaded. This plain one works the same, without colours.",
    stalled: "Reading this text took longer than 10 seconds and was stopped.",
    crashed: "Reading this text failed.",
    failed_text: "Your text is kept. Change it, or try once more.",
    retry: "Try again",

    editor_phrases: &[],
};

static KOREAN: PageWords = PageWords {
    name: "Service Playground",
    version: "Kubernetes 1.36",
    examples: "예제",
    theme_system: "테마: 시스템 설정",
    theme_light: "테마: 밝게",
    theme_dark: "테마: 어둡게",
    switch_language: "영어로 바꾸기",
    help: "도움말",
    close: "닫기",
    dismiss: "알림 닫기",

    manifest: "매니페스트",
    open: "열기",
    reset: "초기화",
    reset_hint: "첫 예제로 다시 시작합니다. 실행 취소로 내용을 되살릴 수 있습니다.",
    problems: "문제",
    no_problems: "문제가 없습니다. 실제 API 서버도 이대로 받아들입니다.",
    more_problems: |count| format!("{count}개 더 보기"),
    learn_more: "이 규칙 설명",
    whole_text: "텍스트 전체",
    error: "오류",
    warning: "경고",
    info: "참고",
    line: |line| format!("{line}행"),

    diagram: "다이어그램",
    figure: "라우팅 다이어그램",
    zoom_in: "확대",
    zoom_out: "축소",
    fit: "화면에 맞추기",
    figure_hint: "카드를 가리키면 경로가 보이고, 클릭하면 해당 YAML로 이동합니다. ⋯를 누르면 동작을 고릅니다.",
    empty_title: "아직 보여 줄 경로가 없습니다",
    empty_text: "서비스와 그 뒤에 있는 파드의 YAML을 붙여 넣거나, 파일을 이 페이지에 끌어다 놓으세요.",
    empty_action: "첫 예제 보기",
    reading: "읽는 중…",

    request: "요청",
    panels: "자세히",
    kubectl: "kubectl",
    endpoints: "Endpoints",
    why: "왜",
    dns: "DNS",
    kube_proxy: "kube-proxy",
    panel_empty: "API 서버가 받아들일 서비스가 매니페스트에 있으면 여기에 출력이 나타납니다.",
    copy: "복사",
    copied: "복사됨",
    not_copied: "복사 안 됨",
    split_editor: "편집기 너비",
    split_diagram: "다이어그램 높이",
    split_lesson: "수업 높이",

    drop_here: "YAML 파일을 놓으면 열립니다",
    too_large: "파일을 모두 합치면 10 MB가 넘습니다. 서비스와 관련된 오브젝트만 열어 주세요.",
    binary: |name| format!("텍스트 파일이 아니어서 열지 않았습니다: {name}"),
    unreadable: |name| format!("브라우저가 파일을 읽지 못했습니다: {name}"),
    plain_editor: "편집기를 불러오지 못했습니다. 색상은 없지만 이 입력란에서도 똑같이 동작합니다.",
    stalled: "이 텍스트를 읽는 데 10초가 넘게 걸려 중단했습니다.",
    crashed: "이 텍스트를 읽지 못했습니다.",
    failed_text: "내용은 그대로 남아 있습니다. 수정하거나 다시 시도해 주세요.",
    retry: "다시 시도",

    editor_phrases: &[
        ("Find", "찾기"),
        ("Completions", "완성 후보"),
        ("Replace", "바꾸기"),
        ("next", "다음"),
        ("previous", "이전"),
        ("all", "모두"),
        ("match case", "대소문자 구분"),
        ("by word", "단어 단위"),
        ("regexp", "정규식"),
        ("replace", "바꾸기"),
        ("replace all", "모두 바꾸기"),
        ("close", "닫기"),
        ("current match", "현재 일치 항목"),
        ("replaced $ matches", "$개를 바꿨습니다"),
        ("replaced match on line $", "$행에서 바꿨습니다"),
        ("on line", "행"),
        ("Go to line", "행으로 이동"),
        ("go", "이동"),
        ("Fold line", "접기"),
        ("Unfold line", "펼치기"),
        ("folded code", "접힌 내용"),
        ("unfold", "펼치기"),
        ("to", "부터"),
        ("Folded lines", "접은 행"),
        ("Unfolded lines", "펼친 행"),
        ("Control character", "제어 문자"),
        ("Selection deleted", "선택 영역을 지웠습니다"),
        ("Diagnostics", "문제"),
        ("No diagnostics", "문제 없음"),
    ],
};
