use crate::Language;

/// The words of the help dialog.
#[derive(Clone, Copy, Debug)]
pub struct HelpWords {
    /// What this page is for.
    pub purpose: &'static str,
    /// Where the text goes: nowhere.
    pub privacy: &'static str,
    /// Leads to the list of our own rules.
    pub rules: &'static str,
    /// The heading above the signs of the diagram.
    pub signs: &'static str,
    /// A solid edge.
    pub live: &'static str,
    /// A dashed edge.
    pub not_ready: &'static str,
    /// A dotted edge.
    pub terminating: &'static str,
    /// A red stub.
    pub dead: &'static str,
    /// The heading above the keys of the editor.
    pub editor_keys: &'static str,
    /// The heading above the keys of the diagram.
    pub diagram_keys: &'static str,
    /// The heading above the keys of the page.
    pub page_keys: &'static str,
    /// What each key does.
    pub keys: KeyWords,
}

/// What the keys do.
#[derive(Clone, Copy, Debug)]
pub struct KeyWords {
    /// Applies the fix at the caret.
    pub fix: &'static str,
    /// Goes to the next problem.
    pub next_problem: &'static str,
    /// Offers what can stand at the caret.
    pub complete: &'static str,
    /// Searches.
    pub find: &'static str,
    /// Undoes.
    pub undo: &'static str,
    /// Folds the block at the caret.
    pub fold: &'static str,
    /// Indents.
    pub indent: &'static str,
    /// Leaves the editor.
    pub leave: &'static str,
    /// Goes from card to card.
    pub cards: &'static str,
    /// Opens the menu of a card's acts.
    pub menu: &'static str,
    /// Takes the last act back.
    pub undo_act: &'static str,
    /// Goes to the YAML of a card.
    pub go: &'static str,
    /// Zooms.
    pub zoom: &'static str,
    /// Fits the picture.
    pub fit: &'static str,
    /// Moves the picture.
    pub pan: &'static str,
    /// Zooms with the wheel.
    pub wheel: &'static str,
    /// Moves a splitter that has the focus.
    pub split: &'static str,
    /// Changes the panel.
    pub tabs: &'static str,
    /// The name of the mouse wheel in a key combination.
    pub wheel_key: &'static str,
    /// The name of the four arrow keys.
    pub arrow_keys: &'static str,
}

impl HelpWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: HelpWords = HelpWords {
    purpose: "Paste Services and Pods as YAML and see where every request would go, and why. Mistakes stand at their line, \
              in the words of a Kubernetes 1.36 API server.",
    privacy: "Everything happens in this browser. Nothing you paste leaves it.",
    rules: "All rules of advice",
    signs: "Reading the diagram",
    live: "Requests pass here; the number is the share of new connections.",
    not_ready: "The Pod is not ready and gets no requests.",
    terminating: "The Pod is terminating and still serving: used only where nothing is ready.",
    dead: "The route ends here, for the reason beside it.",
    editor_keys: "In the editor",
    diagram_keys: "In the diagram",
    page_keys: "On the page",
    keys: KeyWords {
        fix: "Apply the fix at the caret",
        next_problem: "Go to the next problem",
        complete: "Offer what can stand at the caret",
        find: "Find and replace",
        undo: "Undo and redo",
        fold: "Fold and unfold",
        indent: "Indent",
        leave: "Leave the editor with the keyboard",
        cards: "From card to card; after a Pod or node, to its actions",
        menu: "The actions of a Pod or node",
        undo_act: "Undo the last action",
        go: "Go to the YAML that made the card",
        zoom: "Zoom in and out",
        fit: "Show everything",
        pan: "Move the picture",
        wheel: "Zoom at the pointer",
        split: "Move the focused splitter",
        tabs: "Change the tab",
        wheel_key: "Wheel",
        arrow_keys: "Arrow keys",
    },
};

static KOREAN: HelpWords = HelpWords {
    purpose: "서비스와 파드의 YAML을 붙여 넣으면 요청이 어디로, 왜 그렇게 가는지 보여 줍니다. 잘못된 곳은 해당 행에서 \
              Kubernetes 1.36 API 서버의 메시지 그대로 알려 줍니다.",
    privacy: "모든 처리는 이 브라우저 안에서 이루어집니다. 붙여 넣은 내용은 어디에도 전송되지 않습니다.",
    rules: "조언 규칙 모두 보기",
    signs: "다이어그램 읽기",
    live: "요청이 지나가는 경로입니다. 숫자는 새 연결이 나뉘는 비율입니다.",
    not_ready: "파드가 준비되지 않아 요청을 받지 않습니다.",
    terminating: "종료 중이지만 아직 응답하는 파드입니다. 준비된 파드가 하나도 없을 때만 쓰입니다.",
    dead: "경로가 여기서 끝납니다. 이유는 옆에 적혀 있습니다.",
    editor_keys: "편집기",
    diagram_keys: "다이어그램",
    page_keys: "페이지",
    keys: KeyWords {
        fix: "커서 위치의 문제 고치기",
        next_problem: "다음 문제로 이동",
        complete: "커서 위치에 쓸 수 있는 항목 보기",
        find: "찾기와 바꾸기",
        undo: "실행 취소와 다시 실행",
        fold: "접기와 펼치기",
        indent: "들여쓰기",
        leave: "키보드로 편집기에서 나가기",
        cards: "다음 카드로 이동(파드와 노드 다음에는 동작 메뉴)",
        menu: "파드나 노드의 동작 메뉴",
        undo_act: "마지막 동작 되돌리기",
        go: "카드를 만든 YAML로 이동",
        zoom: "확대와 축소",
        fit: "전체 보기",
        pan: "그림 옮기기",
        wheel: "포인터 위치에서 확대·축소",
        split: "포커스된 분할선 옮기기",
        tabs: "탭 바꾸기",
        wheel_key: "휠",
        arrow_keys: "화살표 키",
    },
};
