use crate::Language;

/// The words around links: what had become of one that was opened, and how to make one.
#[derive(Clone, Copy, Debug)]
pub struct ShareWords {
    /// A link had something around or inside it that does not belong there.
    pub wrapped: &'static str,
    /// A link's last character was lost and found again.
    pub completed: &'static str,
    /// The address ends in something that is no link of this page.
    pub foreign: &'static str,
    /// A newer page made the link.
    pub newer: &'static str,
    /// A link ends too early.
    pub cut: &'static str,
    /// Some of a link was changed.
    pub damaged: &'static str,
    /// A link holds more than is opened.
    pub too_large: &'static str,
    /// After one of these: what could be read is shown.
    pub salvaged: &'static str,
    /// After one of these: nothing could be read.
    pub nothing: &'static str,
    /// A link held acts that this page does not know: how many.
    pub unknown_acts: fn(usize) -> String,

    /// The button of the dialog, and its title.
    pub share: &'static str,
    /// What a link holds, and who can read it.
    pub privacy: &'static str,
    /// The link.
    pub link: &'static str,
    /// How many characters it has.
    pub length: fn(usize) -> String,
    /// Beyond 300: a QR code gets hard to read from afar.
    pub long_for_qr: &'static str,
    /// Beyond 2,000: chats cut it.
    pub long_for_chats: &'static str,
    /// Beyond 8,000: hardly anything takes it.
    pub long_for_all: &'static str,
    /// There is no link of so large a manifest.
    pub no_link: &'static str,
    /// Saves the manifest as a file.
    pub save_manifest: &'static str,
    /// The link as a picture.
    pub qr: &'static str,
    /// Too long for any QR code.
    pub no_qr: &'static str,
    /// The link for a Markdown text.
    pub markdown: &'static str,
    /// The page within another page.
    pub embed: &'static str,
    /// Opens the view for a projector.
    pub present: &'static str,

    /// The button of the dialog of exports, and its title.
    pub export: &'static str,
    /// The diagram as a drawing.
    pub svg: &'static str,
    /// What it is good for.
    pub svg_hint: &'static str,
    /// The diagram as an image.
    pub png: &'static str,
    /// What it is good for.
    pub png_hint: &'static str,
    /// The diagram as Mermaid text.
    pub mermaid: &'static str,
    /// What it is good for.
    pub mermaid_hint: &'static str,
    /// What the controllers write, as YAML.
    pub endpoints: &'static str,
    /// What it is good for.
    pub endpoints_hint: &'static str,
    /// There is nothing to export.
    pub nothing_drawn: &'static str,
    /// The browser could not make the file.
    pub not_saved: &'static str,

    /// Leads from an embedded page to the whole one.
    pub open_here: &'static str,
    /// What the keys do in the view for a projector.
    pub present_keys: &'static str,
    /// Leaves that view.
    pub leave: &'static str,

    /// What the browser keeps, in the help.
    pub stored: &'static str,
    /// Forgets it.
    pub clear: &'static str,
    /// It was forgotten.
    pub cleared: &'static str,
}

impl ShareWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: ShareWords = ShareWords {
    wrapped: "Something was wrapped around this link or broke it into lines. It was mended; what you see is what was shared.",
    completed: "This link had lost its last character. It was mended; what you see is what was shared.",
    foreign: "What follows the # in this address is not a link of Service Playground.",
    newer: "This link was made by a newer version of this page. Reload the page to get it, then open the link again.",
    cut: "This link is cut off: its end is missing.",
    damaged: "This link was changed on its way and cannot be trusted.",
    too_large: "This link holds more than this page opens.",
    salvaged: "What could be read of it is shown. Ask for the link again.",
    nothing: "Nothing of it could be read. Ask for the link again.",
    unknown_acts: |count| match count {
        1 => {
            "One change to the cluster in this link is not known here and was left out.".to_owned()
        }
        count => format!(
            "{count} changes to the cluster in this link are not known here and were left out."
        ),
    },

    share: "Share",
    privacy: "The link holds the whole page: the manifest, the changes to the cluster, the request. Nothing is uploaded; whoever has the link can read it.",
    link: "Link",
    length: |count| format!("{count} characters"),
    long_for_qr: "The QR code is dense: from the back row of a room a phone may not read it.",
    long_for_chats: "Some chats and mail programs cut links of this length.",
    long_for_all: "Few programs take a link of this length. Better send the manifest as a file; it can be dropped onto this page.",
    no_link: "This manifest is too large for a link. Send it as a file; it can be dropped onto this page.",
    save_manifest: "Save the manifest",
    qr: "QR code",
    no_qr: "The link is too long for a QR code.",
    markdown: "Markdown",
    embed: "Embed in a page",
    present: "Open the presentation view",

    export: "Export",
    svg: "Diagram as SVG",
    svg_hint: "A drawing for slides and documents, to be edited in Inkscape or PowerPoint",
    png: "Diagram as PNG",
    png_hint: "An image at twice the size",
    mermaid: "Diagram as Mermaid",
    mermaid_hint: "Text for a README or a wiki",
    endpoints: "Endpoints and EndpointSlices",
    endpoints_hint: "What the controllers would write, as YAML",
    nothing_drawn: "There is nothing to export yet.",
    not_saved: "The browser could not make this file.",

    open_here: "Open in Service Playground",
    present_keys: "→ next · ← back · Esc all",
    leave: "Leave the presentation",

    stored: "Your text and your settings are kept in this browser, so that nothing is lost when the page is loaded anew.",
    clear: "Clear what is stored",
    cleared: "Cleared",
};

static KOREAN: ShareWords = ShareWords {
    wrapped: "링크 앞뒤에 다른 문자가 붙었거나 줄이 나뉘어 있어서 바로잡았습니다. 공유된 내용 그대로입니다.",
    completed: "링크의 마지막 글자가 빠져 있어서 바로잡았습니다. 공유된 내용 그대로입니다.",
    foreign: "주소의 # 뒤에 있는 내용은 Service Playground의 링크가 아닙니다.",
    newer: "이 페이지의 새 버전에서 만든 링크입니다. 페이지를 새로 고친 뒤 링크를 다시 열어 주세요.",
    cut: "링크의 끝부분이 잘려 있습니다.",
    damaged: "링크가 전달되는 동안 바뀌어서 내용을 믿을 수 없습니다.",
    too_large: "이 페이지에서 열 수 있는 크기를 넘는 링크입니다.",
    salvaged: "읽을 수 있는 부분만 보여 줍니다. 링크를 다시 받아 주세요.",
    nothing: "읽을 수 있는 내용이 없습니다. 링크를 다시 받아 주세요.",
    unknown_acts: |count| {
        format!("이 링크에 담긴 클러스터 변경 {count}개는 이 페이지에서 알 수 없어 제외했습니다.")
    },

    share: "공유",
    privacy: "링크에 매니페스트, 클러스터 변경, 요청까지 페이지 전체가 담깁니다. 서버에 올리지 않으며, 링크를 가진 사람은 누구나 내용을 볼 수 있습니다.",
    link: "링크",
    length: |count| format!("{count}자"),
    long_for_qr: "QR 코드가 촘촘해서 강의실 뒷자리에서는 휴대폰으로 읽지 못할 수 있습니다.",
    long_for_chats: "일부 채팅과 메일 프로그램은 이 길이의 링크를 자릅니다.",
    long_for_all: "이 길이의 링크는 대부분의 프로그램에서 쓸 수 없습니다. 매니페스트를 파일로 보내 주세요. 이 페이지에 끌어다 놓으면 열립니다.",
    no_link: "매니페스트가 너무 커서 링크로 만들 수 없습니다. 파일로 보내 주세요. 이 페이지에 끌어다 놓으면 열립니다.",
    save_manifest: "매니페스트 저장",
    qr: "QR 코드",
    no_qr: "링크가 너무 길어서 QR 코드로 만들 수 없습니다.",
    markdown: "Markdown",
    embed: "페이지에 임베드",
    present: "발표 화면 열기",

    export: "내보내기",
    svg: "다이어그램 SVG",
    svg_hint: "Inkscape나 PowerPoint에서 편집할 수 있는 그림",
    png: "다이어그램 PNG",
    png_hint: "두 배 크기의 이미지",
    mermaid: "다이어그램 Mermaid",
    mermaid_hint: "README나 위키에 넣는 텍스트",
    endpoints: "Endpoints와 EndpointSlice",
    endpoints_hint: "컨트롤러가 만드는 오브젝트의 YAML",
    nothing_drawn: "아직 내보낼 내용이 없습니다.",
    not_saved: "브라우저에서 파일을 만들지 못했습니다.",

    open_here: "Service Playground에서 열기",
    present_keys: "→ 다음 · ← 이전 · Esc 전체",
    leave: "발표 끝내기",

    stored: "페이지를 다시 열어도 내용을 잃지 않도록 매니페스트와 설정을 이 브라우저에 저장합니다.",
    clear: "저장된 내용 지우기",
    cleared: "지웠습니다",
};
