use cluster::why::{Finding, NoLadder, Reach, Readiness, Rules, Rung};

use super::{Fit, fit, list, phase};
use crate::{Josa, Sentence, with_josa};

pub(super) fn rung(rung: &Rung) -> Sentence {
    let (title, text) = match rung {
        Rung::Refused => (
            "허용".to_owned(),
            "API 서버가 이 파드를 거부하므로 파드가 생기지 않습니다. 이유는 문제 목록에 있습니다.".to_owned(),
        ),
        Rung::Namespace { wanted, found } if wanted == found => (
            "네임스페이스".to_owned(),
            format!("서비스와 파드가 모두 {wanted}에 있습니다."),
        ),
        Rung::Namespace { wanted, found } => (
            "네임스페이스".to_owned(),
            format!("서비스는 {wanted}에 있고 그 안에서만 선택합니다. 파드는 {found}에 있습니다."),
        ),
        Rung::Label { key, wanted, found } => (
            format!("레이블 {key}"),
            match found {
                Some(found) if found == wanted => {
                    format!("셀렉터가 찾는 {key}={} 파드에 있습니다.", with_josa(wanted, Josa::IGa))
                }
                Some(found) => {
                    format!("셀렉터는 {key}={} 찾는데 파드에는 {key}={} 있습니다.", with_josa(wanted, Josa::EulReul), with_josa(found, Josa::IGa))
                }
                None => format!("셀렉터는 {key}={} 찾는데 파드에는 {key} 레이블이 없습니다.", with_josa(wanted, Josa::EulReul)),
            },
        ),
        Rung::Number { port, declared } => (
            "포트".to_owned(),
            if declared.is_empty() {
                format!(
                    "targetPort는 {port}입니다. 선언한 컨테이너가 없지만 숫자는 선언하지 않아도 됩니다. 그 포트에서 실제로 듣고 있는지가 중요합니다."
                )
            } else {
                format!("targetPort는 {port}이고 컨테이너가 선언했습니다.")
            },
        ),
        Rung::Name { name, found, offered } => (
            "포트".to_owned(),
            match found {
                Some(port) => format!("targetPort는 이름 {name}이고 이 파드에서는 {port}입니다."),
                None if offered.is_empty() => {
                    format!("targetPort는 이름 {name}인데 파드의 포트에는 이름이 없습니다.")
                }
                None => format!(
                    "targetPort는 이름 {name}인데 파드에 있는 포트 이름은 {}입니다.",
                    list(offered)
                ),
            },
        ),
        Rung::Protocol { wanted, found, must } => (
            "프로토콜".to_owned(),
            match fit(*wanted, found, *must) {
                Fit::Same => format!("서비스 포트와 컨테이너 포트가 모두 {wanted}입니다."),
                Fit::Undeclared => format!("서비스 포트는 {wanted}이고 파드에는 이와 어긋나는 선언이 없습니다."),
                Fit::Harmless => format!(
                    "서비스 포트는 {wanted}이고 컨테이너는 이 번호를 {} 선언했지만 문제가 되지 않습니다.",
                    with_josa(&list(found), Josa::EuroRo)
                ),
                Fit::Useless => format!(
                    "서비스 포트는 {wanted}인데 그 이름의 파드 포트는 {}이므로 쓰이지 않습니다.",
                    list(found)
                ),
            },
        ),
        Rung::Phase(it) if rung.holds() => {
            ("단계(phase)".to_owned(), format!("파드의 단계는 {}입니다.", phase(*it)))
        }
        Rung::Phase(it) => (
            "단계(phase)".to_owned(),
            format!("파드의 단계가 {}입니다. 끝난 파드는 엔드포인트가 되지 않습니다.", phase(*it)),
        ),
        Rung::Address { wanted, found } => (
            "주소".to_owned(),
            match (found.is_empty(), rung.holds()) {
                (_, true) => format!("서비스는 {} 주소를 쓰고 파드의 주소는 {}입니다.", list(wanted), list(found)),
                (true, false) => "파드에 아직 주소가 없습니다.".to_owned(),
                (false, false) => format!("서비스는 {} 주소를 쓰는데 파드의 주소는 {}뿐입니다.", list(wanted), list(found)),
            },
        ),
        Rung::Slice(slice) => (
            "엔드포인트슬라이스".to_owned(),
            match slice {
                Some(name) => format!("EndpointSlice {name}에 파드가 있습니다."),
                None => "이 포트의 EndpointSlice에 파드가 없습니다. 파드의 노드를 알 수 없기 때문입니다.".to_owned(),
            },
        ),
        Rung::Ready(readiness) => (
            "준비성".to_owned(),
            match readiness {
                Readiness::Ready => "파드가 준비되어 있습니다.",
                Readiness::Published => "파드가 준비되지 않았지만 publishNotReadyAddresses에 따라 요청을 받습니다.",
                Readiness::StandsIn => "파드가 종료 중입니다. 아직 응답하고, 준비된 파드가 없어 요청을 받습니다.",
                Readiness::Terminating => "파드가 종료 중이라 새 요청을 받지 않습니다.",
                Readiness::NotReady => "파드가 준비되지 않았습니다. 목록에는 있지만 요청을 받지 않습니다.",
            }
            .to_owned(),
        ),
        Rung::Reach(reach) => (
            "도달".to_owned(),
            match reach {
                Reach::Everywhere => "모든 노드의 클라이언트가 이 파드에 도달합니다.".to_owned(),
                Reach::ByName => "가상 IP가 없습니다. 서비스의 이름이 이 파드의 주소로 해석됩니다.".to_owned(),
                Reach::Local(nodes) if nodes.is_empty() => {
                    "internalTrafficPolicy가 Local인데 이 파드가 있는 클라이언트 노드가 없습니다.".to_owned()
                }
                Reach::Local(nodes) => {
                    format!("internalTrafficPolicy가 Local이라 {}의 클라이언트만 도달합니다.", list(nodes))
                }
                Reach::Hinted(nodes) if nodes.is_empty() => {
                    "어느 노드에서도 클러스터 IP가 이 파드로 이어지지 않습니다.".to_owned()
                }
                Reach::Hinted(nodes) => {
                    format!("trafficDistribution의 힌트에 따라 {}의 클라이언트만 도달합니다.", list(nodes))
                }
            },
        ),
    };
    Sentence::new(title, text)
}

pub(super) fn check(finding: &Finding) -> Sentence {
    let (question, answer) = match finding {
        Finding::Exists(true) => (
            "서비스가 있습니까?",
            "예. API 서버가 받아들입니다.".to_owned(),
        ),
        Finding::Exists(false) => (
            "서비스가 있습니까?",
            "아니요. API 서버가 거부하므로 더 확인할 것이 없습니다. 이유는 문제 목록에 있습니다."
                .to_owned(),
        ),
        Finding::Name {
            addresses,
            alias,
            name,
        } => (
            "DNS가 이름을 압니까?",
            match alias {
                Some(alias) => format!("예. {alias}의 별칭입니다."),
                None if addresses.is_empty() => format!("{name}의 주소가 없습니다."),
                None => format!("예. {}", some(addresses)),
            },
        ),
        Finding::ClusterIp(addresses) => (
            "클러스터 IP가 있습니까?",
            if addresses.is_empty() {
                "없습니다. 원래 없는 서비스입니다.".to_owned()
            } else {
                format!("예. {}", list(addresses))
            },
        ),
        Finding::Selector(count) => (
            "셀렉터와 일치하는 파드가 있습니까?",
            match count {
                None => "셀렉터가 없습니다.".to_owned(),
                Some(0) => "네임스페이스 안에 레이블이 모두 맞는 파드가 없습니다.".to_owned(),
                Some(count) => format!("예. 파드 {count}개"),
            },
        ),
        Finding::Endpoints { endpoints: 0, .. } => {
            ("엔드포인트가 있습니까?", "이 포트에는 없습니다.".to_owned())
        }
        Finding::Endpoints { endpoints, slices } => (
            "엔드포인트가 있습니까?",
            format!("예. EndpointSlice {slices}개에 주소 {endpoints}개(준비되지 않은 것 포함)"),
        ),
        Finding::Ports { of: 0, .. } => (
            "targetPort가 파드와 맞습니까?",
            "확인할 파드가 없습니다.".to_owned(),
        ),
        Finding::Ports {
            target,
            found,
            of,
            declared,
        } => (
            "targetPort가 파드와 맞습니까?",
            match (found, declared) {
                (0, _) => format!(
                    "이 프로토콜의 포트 {} 가진 파드가 없습니다.",
                    with_josa(&target.to_string(), Josa::EulReul)
                ),
                (_, 0) => format!(
                    "숫자 {} 선언한 파드는 없습니다. 그 포트에서 듣고 있으면 동작합니다.",
                    with_josa(&target.to_string(), Josa::EulReul)
                ),
                _ => format!("파드 {of}개 중 {found}개의 포트가 {target}에 맞습니다."),
            },
        ),
        Finding::Ready { of: 0, .. } => (
            "파드가 준비되어 있습니까?",
            "확인할 파드가 없습니다.".to_owned(),
        ),
        Finding::Ready { ready, of } => (
            "파드가 준비되어 있습니까?",
            format!("파드 {of}개 중 {ready}개가 요청을 받을 수 있습니다."),
        ),
        Finding::Rules { node, rules } => (
            "kube-proxy가 규칙을 만듭니까?",
            match rules {
                Rules::Choose(count) => {
                    format!("{node}에서 연결은 엔드포인트 {count}개 중 하나로 갑니다.")
                }
                Rules::Reject => {
                    format!("{node}에서 연결이 거부됩니다. 보낼 엔드포인트가 없습니다.")
                }
                Rules::Drop => format!(
                    "{node}에서 연결이 버려집니다. 정책이 Local인데 이 노드에 엔드포인트가 없습니다."
                ),
                Rules::Missing => format!("{node}에 이 서비스의 규칙이 없습니다."),
            },
        ),
    };
    Sentence::new(question, answer)
}

/// The first addresses and how many more there are.
fn some(addresses: &[std::net::IpAddr]) -> String {
    const SHOWN: usize = 4;
    let shown = list(addresses.iter().take(SHOWN));
    match addresses.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} 외 {more}개"),
    }
}

pub(super) const fn no_ladder(why: NoLadder) -> &'static str {
    match why {
        NoLadder::Refused => "API 서버가 이 서비스를 거부하므로 뒤에 파드가 있을 수 없습니다.",
        NoLadder::ExternalName => {
            "이 서비스는 다른 이름의 별칭입니다. 뒤에 파드가 없고 kube-proxy도 관여하지 않습니다."
        }
        NoLadder::NoSelector => {
            "이 서비스에는 셀렉터가 없어 파드를 선택하지 않습니다. 엔드포인트는 사람이 작성한 것뿐입니다."
        }
    }
}
