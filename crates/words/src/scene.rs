use crate::Language;

/// The words of the diagram.
#[derive(Clone, Copy, Debug)]
pub struct SceneWords {
    /// The title of the clients' column.
    pub clients: &'static str,
    /// The title of the entry points' column.
    pub entry_points: &'static str,
    /// The title of the Services' column.
    pub services: &'static str,
    /// The title of the backends' column.
    pub backends: &'static str,
}

impl SceneWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: SceneWords = SceneWords {
    clients: "Clients",
    entry_points: "Entry points",
    services: "Services",
    backends: "Backends",
};

static KOREAN: SceneWords = SceneWords {
    clients: "클라이언트",
    entry_points: "진입점",
    services: "서비스",
    backends: "백엔드",
};
