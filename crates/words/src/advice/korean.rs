use cluster::advice::{EvidenceKind, Finding};
use cluster::api::ObjectName;
use cluster::overview::LabelDifference;

use super::{Sentence, some_of, terms};
use crate::{Josa, with_josa};

pub(super) fn finding(finding: &Finding) -> Sentence {
    match finding {
        Finding::SelectorMatchesNothing { service, selector, nearest, other_namespace } => Sentence::new(
            format!("서비스 {service}의 셀렉터 {} 일치하는 파드가 없습니다.", with_josa(&terms(selector), Josa::GwaWa)),
            nearest.as_ref().map_or_else(
                || "엔드포인트가 없는 서비스는 모든 연결을 거부합니다. 이 레이블을 가진 파드를 추가하거나 셀렉터를 고치세요.".to_owned(),
                |(pod, differences)| nearest_pod(pod, differences, *other_namespace),
            ),
        ),
        Finding::NamedPortMissing { service, name, protocol, lacking, selected, offered } => {
            let offered = offered.iter().map(|(name, port)| format!("{name}({port})")).collect::<Vec<_>>().join(", ");
            let instead = if offered.is_empty() {
                "이 프로토콜에 이름을 붙인 포트가 하나도 없습니다.".to_owned()
            } else {
                format!("파드에 있는 이름은 {offered}입니다.")
            };
            if lacking.len() == *selected {
                Sentence::new(
                    format!(
                        "서비스 {} 선택한 파드 중 어디에도 {} {protocol} 포트가 없습니다.",
                        with_josa(&service.to_string(), Josa::IGa),
                        with_josa(name, Josa::IraneunRaneun)
                    ),
                    format!("이 서비스 포트로 오는 연결은 거부됩니다. {instead}"),
                )
            } else {
                Sentence::new(
                    format!(
                        "서비스 {service} 뒤의 파드 {selected}개 중 {}개에 {} {protocol} 포트가 없습니다.",
                        lacking.len(),
                        with_josa(name, Josa::IraneunRaneun)
                    ),
                    format!("이 파드들은 요청을 받지 못합니다: {}.", some_of(lacking, |rest| format!(" 외 {rest}개"))),
                )
            }
        }
        Finding::NothingReady { service, selected } => Sentence::new(
            format!("서비스 {service} 뒤의 파드 {selected}개 중 준비된 파드가 없습니다."),
            "요청은 준비된 파드로만 가므로 모든 연결이 거부됩니다. 준비성 프로브를 확인하세요. 실패한 이유는 kubectl describe pod에 나옵니다.",
        ),
        Finding::EndpointsWithoutService { endpoints, alike } => Sentence::new(
            format!("{} 이름의 서비스가 없어서 이 엔드포인트는 쓰이지 않습니다.", with_josa(&endpoints.to_string(), Josa::IraneunRaneun)),
            alike.as_ref().map_or_else(
                || "엔드포인트는 같은 네임스페이스에 있는 같은 이름의 서비스에 속합니다.".to_owned(),
                |service| format!("엔드포인트는 이름이 같은 서비스에 속합니다. 서비스 {} 의도한 것으로 보입니다.", with_josa(&service.to_string(), Josa::EulReul)),
            ),
        ),
        Finding::EndpointsPortNameDiffers { service, wanted, found } => Sentence::new(
            format!("서비스 {service}의 엔드포인트에 {} 포트가 없습니다.", named(wanted)),
            format!(
                "서비스 포트는 이름으로 엔드포인트를 찾습니다. 엔드포인트에 있는 것은 {} 포트입니다.",
                found.iter().map(|name| named(name)).collect::<Vec<_>>().join(", ")
            ),
        ),
        Finding::ExternalNameIsAddress { service, address } => Sentence::new(
            format!("서비스 {service}의 externalName이 IP 주소 {address}입니다."),
            "externalName은 CNAME 레코드가 되고 CNAME은 호스트 이름을 가리킵니다. 주소를 이름으로 조회하므로 찾지 못합니다. 주소로 연결하려면 셀렉터 없는 서비스에 엔드포인트슬라이스를 직접 작성하세요.",
        ),
        Finding::TargetPortUndeclared { service, target, declared } => Sentence::new(
            format!(
                "서비스 {} 포트 {} 전달하는데, 파드가 선언한 포트는 {declared}뿐입니다.",
                with_josa(&service.to_string(), Josa::EunNeun),
                with_josa(&target.to_string(), Josa::EuroRo)
            ),
            format!(
                "컨테이너 포트 선언은 선택 사항이라 이대로 맞을 수도 있습니다. 프로그램이 {declared}에서 듣고 있다면 연결이 거부됩니다."
            ),
        ),
        Finding::TemplateLabelsMissing { service, workload, missing } => Sentence::new(
            format!(
                "서비스 {} 찾는 레이블이 {workload}에는 있지만 그 파드에는 없습니다.",
                with_josa(&service.to_string(), Josa::IGa)
            ),
            format!(
                "서비스는 파드를 선택합니다. {} spec.template.metadata.labels에 추가하세요.",
                with_josa(&terms(missing), Josa::EulReul)
            ),
        ),
    }
}

pub(super) fn evidence(what: &EvidenceKind) -> String {
    match what {
        EvidenceKind::Nearest(name) => format!("가장 가까운 것은 {name}입니다"),
        EvidenceKind::Service(name) => format!("서비스 {name}"),
        EvidenceKind::Selected(name) => format!("선택된 파드 {name}"),
    }
}

fn nearest_pod(pod: &ObjectName, differences: &[LabelDifference], other_namespace: bool) -> String {
    if other_namespace {
        return format!(
            "파드 {pod}에 이 레이블이 있지만, 서비스는 자기 네임스페이스의 파드만 선택합니다."
        );
    }
    let differences = differences
        .iter()
        .map(|difference| match (&difference.found, &difference.alike) {
            (Some(found), _) => format!(
                "{}={found}(찾는 값은 {})",
                difference.key, difference.wanted
            ),
            (None, Some((key, value))) => format!(
                "{key}={value}(찾는 것은 {}={})",
                difference.key, difference.wanted
            ),
            (None, None) => format!("레이블 {} 없음", difference.key),
        })
        .collect::<Vec<_>>()
        .join(", ");
    format!("가장 가까운 파드는 {pod}입니다: {differences}.")
}

fn named(name: &str) -> String {
    if name.is_empty() {
        "이름 없는".to_owned()
    } else {
        format!("이름이 {name}인")
    }
}
