use cluster::advice::Severity;
use cluster::remedy::Change;

use crate::Language;

/// The words around problems: the problem list, the status line, fixes.
#[derive(Clone, Copy, Debug)]
pub struct ProblemWords {
    /// How a list item begins: severity, line, message.
    pub label: fn(Severity, u32, &str) -> String,
    /// The status line: Services, Pods, errors, warnings.
    pub summary: fn(usize, usize, usize, usize) -> String,
    /// What a button says that replaces a value.
    pub replace_with: fn(&str) -> String,
    /// What a button says that gives a port a name.
    pub name_port: fn(&str) -> String,
    /// What a button says that takes `matchLabels` away.
    pub drop_match_labels: &'static str,
    /// What a button says that takes the earlier of two equal keys away.
    pub drop_earlier: fn(&str) -> String,
    /// What a button says that adds labels.
    pub add_labels: fn(&str) -> String,
    /// What a button says that removes a character.
    pub remove: fn(char) -> String,
    /// What a button says that removes a character that nobody sees.
    pub remove_invisible: &'static str,
    /// The object that has already what another asks for.
    pub has_it: fn(&str) -> String,
    /// The object that comes too late.
    pub made_here: fn(&str) -> String,
    /// What a button says that removes a line.
    pub remove_line: &'static str,
    /// The document ended above this text.
    pub unread: &'static str,
    /// kubectl stops before this document.
    pub unreached: &'static str,
    /// Kinds that the playground does not model, said once.
    pub not_modelled: fn(&str) -> String,
    /// How many Pods were made of how many that the workloads want.
    pub pods_left_out: fn(usize, usize) -> String,
    /// How many endpoints are worked out at most, and how many Services are left out for that.
    pub services_left_out: fn(usize, usize) -> String,
    /// Kinds that Kubernetes itself does not have, said once.
    pub custom: fn(&str) -> String,
    /// The text is longer than can be read.
    pub too_long: &'static str,
    /// Collections are nested too deeply.
    pub too_deep: &'static str,
    /// There are too many values, aliases expanded.
    pub too_many: &'static str,
    /// There are more objects than are looked at: at most so many.
    pub too_many_objects: fn(usize) -> String,
}

impl ProblemWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

/// What a button says that makes `change`.
pub fn change(language: Language, change: &Change) -> String {
    let words = ProblemWords::of(language);
    match change {
        Change::Replace(text) => (words.replace_with)(text),
        Change::NamePort(name) => (words.name_port)(name),
        Change::DropMatchLabels => words.drop_match_labels.to_owned(),
        Change::DropEarlier(key) => (words.drop_earlier)(key),
        Change::AddLabels(labels) => (words.add_labels)(labels),
        Change::Remove(character) => (words.remove)(*character),
        Change::RemoveInvisible => words.remove_invisible.to_owned(),
        Change::RemoveLine => words.remove_line.to_owned(),
    }
}

static ENGLISH: ProblemWords = ProblemWords {
    label: |severity, line, message| {
        let severity = match severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Info => "Info",
        };
        format!("{severity} line {line}: {message}")
    },
    summary: |services, pods, errors, warnings| {
        let count = |number: usize, noun: &str| {
            format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
        };
        [
            count(services, "Service"),
            count(pods, "Pod"),
            count(errors, "error"),
            count(warnings, "warning"),
        ]
        .join(", ")
    },
    replace_with: |text| format!("Change to {text}"),
    name_port: |name| format!("Add name: {name}"),
    drop_match_labels: "Remove matchLabels, keep its labels",
    drop_earlier: |key| format!("Remove the earlier {key}"),
    add_labels: |labels| format!("Add {labels}"),
    remove: |character| format!("Remove {character}"),
    remove_invisible: "Remove the invisible character",
    has_it: |object| format!("{object} has it"),
    made_here: |object| format!("{object} is made here"),
    remove_line: "Remove the line",
    unread: "Nothing from here to the end of the document is read.",
    unreached: "kubectl stops at the broken document above and never reads this one.",
    not_modelled: |kinds| format!("Checked for field names only, not drawn: {kinds}."),
    pods_left_out: |made, wanted| {
        format!("Workloads here want {wanted} Pods; only {made} are made.")
    },
    custom: |kinds| format!("Custom resources, not checked and not drawn: {kinds}."),
    services_left_out: |most, services| {
        let services = match services {
            1 => "the last Service is".to_owned(),
            more => format!("the last {more} Services are"),
        };
        format!("The Services here have more than {most} endpoints in all; {services} left out.")
    },
    too_long: "The text is longer than 10 MB; the rest was not read.",
    too_deep: "Values are nested more than 200 deep; the rest of this document was not read.",
    too_many: "There are more than 4 million values once aliases are expanded; the rest was not read.",
    too_many_objects: |most| {
        format!("There are more than {most} objects; those after this one are not looked at.")
    },
};

static KOREAN: ProblemWords = ProblemWords {
    label: |severity, line, message| {
        let severity = match severity {
            Severity::Error => "오류",
            Severity::Warning => "경고",
            Severity::Info => "참고",
        };
        format!("{severity} {line}행: {message}")
    },
    summary: |services, pods, errors, warnings| {
        format!("서비스 {services}개, 파드 {pods}개, 오류 {errors}개, 경고 {warnings}개")
    },
    replace_with: |text| format!("{} 고치기", crate::with_josa(text, crate::Josa::EuroRo)),
    name_port: |name| format!("name: {name} 추가"),
    drop_match_labels: "matchLabels를 지우고 레이블만 남기기",
    drop_earlier: |key| format!("앞에 있는 {key} 지우기"),
    add_labels: |labels| format!("{labels} 추가"),
    remove: |character| format!("{character} 지우기"),
    remove_invisible: "보이지 않는 문자 지우기",
    has_it: |object| {
        format!(
            "{} 이미 쓰고 있습니다",
            crate::with_josa(object, crate::Josa::IGa)
        )
    },
    made_here: |object| {
        format!(
            "{} 여기에서 만듭니다",
            crate::with_josa(object, crate::Josa::EulReul)
        )
    },
    remove_line: "이 줄 지우기",
    unread: "여기부터 문서 끝까지는 읽지 않습니다.",
    unreached: "kubectl은 위의 잘못된 문서에서 멈추므로 이 문서까지 읽지 않습니다.",
    not_modelled: |kinds| format!("필드만 확인하고 그리지는 않는 종류: {kinds}"),
    pods_left_out: |made, wanted| {
        format!("워크로드가 원하는 파드 {wanted}개 중 {made}개만 만듭니다.")
    },
    custom: |kinds| format!("검사하지도 그리지도 않는 커스텀 리소스: {kinds}"),
    services_left_out: |most, services| {
        format!(
            "서비스의 엔드포인트를 모두 합하면 {most}개가 넘어 마지막 서비스 {services}개를 제외했습니다."
        )
    },
    too_long: "텍스트가 10MB를 넘어 나머지는 읽지 않았습니다.",
    too_deep: "값이 200단계보다 깊이 중첩되어 이 문서의 나머지는 읽지 않았습니다.",
    too_many: "별칭을 펼친 값이 400만 개를 넘어 나머지는 읽지 않았습니다.",
    too_many_objects: |most| {
        format!("오브젝트가 {most}개를 넘어 이 뒤의 오브젝트는 읽지 않았습니다.")
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_line_counts_in_both_languages() {
        let english = ProblemWords::of(Language::English);
        assert_eq!(
            (english.summary)(2, 3, 1, 0),
            "2 Services, 3 Pods, 1 error, 0 warnings"
        );
        assert_eq!(
            (english.label)(Severity::Warning, 3, "odd"),
            "Warning line 3: odd"
        );
        let korean = ProblemWords::of(Language::Korean);
        assert_eq!(
            (korean.label)(Severity::Error, 12, "틀림"),
            "오류 12행: 틀림"
        );
        assert_eq!((korean.replace_with)("http"), "http로 고치기");
    }
}
