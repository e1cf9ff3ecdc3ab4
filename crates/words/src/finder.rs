use crate::Language;

/// The words of what finds its way in a large picture: the search, the choice of what is drawn, the small map.
#[derive(Clone, Copy, Debug)]
pub struct FinderWords {
    /// Opens it; its name.
    pub find: &'static str,
    /// The field to type into.
    pub query: &'static str,
    /// Which of how many places is shown.
    pub place: fn(usize, usize) -> String,
    /// There is no such place.
    pub none: &'static str,
    /// The next place.
    pub next: &'static str,
    /// The one before.
    pub previous: &'static str,
    /// The choice of a namespace.
    pub namespace: &'static str,
    /// None in particular.
    pub all_namespaces: &'static str,
    /// The choice of a Service.
    pub service: &'static str,
    /// None in particular.
    pub all_services: &'static str,
    /// Closes it, and draws everything again.
    pub close: &'static str,
}

impl FinderWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: FinderWords = FinderWords {
    find: "Find in the diagram",
    query: "Name, address or label",
    place: |at, all| format!("{at} of {all}"),
    none: "Nothing found",
    next: "Next place",
    previous: "Previous place",
    namespace: "Namespace",
    all_namespaces: "All namespaces",
    service: "Service",
    all_services: "All Services",
    close: "Close, and show everything",
};

static KOREAN: FinderWords = FinderWords {
    find: "다이어그램에서 찾기",
    query: "이름, 주소, 레이블",
    place: |at, all| format!("{all}곳 중 {at}번째"),
    none: "찾은 곳이 없습니다",
    next: "다음",
    previous: "이전",
    namespace: "네임스페이스",
    all_namespaces: "모든 네임스페이스",
    service: "서비스",
    all_services: "모든 서비스",
    close: "닫고 전체 보기",
};
