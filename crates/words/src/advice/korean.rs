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
        Finding::NoPodsInText { service, others } => Sentence::new(
            match others {
                0 => format!("이 매니페스트에는 파드가 없어서 서비스 {service}의 셀렉터가 무엇을 선택하는지 알 수 없습니다."),
                _ => format!("이 매니페스트에는 파드가 없어서 서비스 {service} 외 {others}개의 셀렉터가 무엇을 선택하는지 알 수 없습니다."),
            },
            "파드나 파드를 만드는 디플로이먼트도 함께 붙여 넣으세요. kubectl get svc,pods -o yaml로 둘 다 출력할 수 있습니다.",
        ),
        Finding::NamedPortMissing { service, name, protocol, lacking, other_protocol, selected, offered } => {
            let offered = offered.iter().map(|(name, port)| format!("{name}({port})")).collect::<Vec<_>>().join(", ");
            let instead = if let Some(other) = other_protocol {
                format!("파드의 {name} 포트는 {other}입니다.")
            } else if offered.is_empty() {
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
            match selected {
                1 => format!("서비스 {service} 뒤에 하나뿐인 파드가 준비되지 않았습니다."),
                _ => format!("서비스 {service} 뒤의 파드 {selected}개 중 준비된 파드가 없습니다."),
            },
            "요청은 준비된 파드에만 전달되므로 모든 연결이 거부됩니다. 준비성 프로브를 확인하세요. 실패 원인은 kubectl describe pod로 볼 수 있습니다.",
        ),
        Finding::EndpointsWithoutService { endpoints, alike } => Sentence::new(
            format!("{} 이름의 서비스가 없어서 이 엔드포인트를 사용하는 곳이 없습니다.", with_josa(&endpoints.to_string(), Josa::IraneunRaneun)),
            alike.as_ref().map_or_else(
                || "엔드포인트는 같은 네임스페이스에 있는 같은 이름의 서비스에 속합니다.".to_owned(),
                |service| format!("엔드포인트는 이름이 같은 서비스에 속합니다. 서비스 {} 쓰려던 것으로 보입니다.", with_josa(&service.to_string(), Josa::EulReul)),
            ),
        ),
        Finding::SliceWithoutService { slice, wanted, alike } => Sentence::new(
            match wanted {
                Some(wanted) => format!(
                    "엔드포인트슬라이스 {} 서비스 {wanted}에 속하는데 그런 이름의 서비스가 없습니다.",
                    with_josa(&slice.to_string(), Josa::EunNeun)
                ),
                None => format!("엔드포인트슬라이스 {slice}에 kubernetes.io/service-name 레이블이 없어서 사용하는 서비스가 없습니다."),
            },
            match alike {
                Some(service) => format!(
                    "kubernetes.io/service-name 레이블이 슬라이스를 서비스에 이어 줍니다. {} 쓰려던 것으로 보입니다.",
                    with_josa(&service.name, Josa::EulReul)
                ),
                None => "kubernetes.io/service-name 레이블에는 이 슬라이스가 속하는 같은 네임스페이스의 서비스 이름을 씁니다.".to_owned(),
            },
        ),
        Finding::EndpointsPortNameDiffers { service, wanted, found } => Sentence::new(
            format!("서비스 {service}의 엔드포인트에 {} 포트가 없습니다.", named(wanted)),
            format!(
                "서비스 포트는 이름으로 엔드포인트를 찾습니다. 엔드포인트에는 {} 포트가 있습니다.",
                found.iter().map(|name| named(name)).collect::<Vec<_>>().join(", ")
            ),
        ),
        Finding::ExternalNameIsAddress { service, address } => Sentence::new(
            format!("서비스 {service}의 externalName이 IP 주소 {address}입니다."),
            "externalName은 CNAME 레코드가 되고 CNAME은 호스트 이름을 가리킵니다. IP 주소를 호스트 이름처럼 조회하게 되어 찾지 못합니다. 주소로 연결하려면 셀렉터 없는 서비스에 엔드포인트슬라이스를 직접 작성하세요.",
        ),
        Finding::TargetPortUndeclared { service, target, declared } => Sentence::new(
            format!(
                "서비스 {} 포트 {} 전달하는데, 파드가 선언한 포트는 {declared}뿐입니다.",
                with_josa(&service.to_string(), Josa::EunNeun),
                with_josa(&target.to_string(), Josa::EuroRo)
            ),
            format!(
                "컨테이너 포트 선언은 선택 사항이라 이대로 맞을 수도 있습니다. 하지만 프로그램이 {declared} 포트에서 요청을 받고 있다면 연결이 거부됩니다."
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
        Finding::EndpointsBesideSelector { service } => Sentence::new(
            format!("서비스 {service}에 셀렉터가 있어서 엔드포인트 컨트롤러가 이 엔드포인트를 덮어씁니다."),
            "엔드포인트를 직접 작성하려면 셀렉터를 지우고, 셀렉터로 파드를 고르려면 엔드포인트를 지우세요.",
        ),
        Finding::SelectorTooWide { service, key, applications } => Sentence::new(
            format!("서비스 {service}의 셀렉터가 여러 애플리케이션의 파드를 선택합니다: {}.", applications.join(", ")),
            format!("요청이 이 파드들에 나뉘어 전달됩니다. 의도한 것이 아니라면 셀렉터에 {} 추가하세요.", with_josa(key, Josa::EulReul)),
        ),
        Finding::ExternalNameOverHttp { service, name } => Sentence::new(
            format!(
                "서비스 {service}의 클라이언트는 {} 연결되지만, 요청에는 여전히 서비스 이름이 들어 있습니다.",
                with_josa(name, Josa::EuroRo)
            ),
            "ExternalName은 CNAME일 뿐입니다. Host 헤더와 TLS의 서버 이름은 클라이언트가 보낸 그대로여서, 이를 거부하는 서버가 많습니다.",
        ),
        Finding::HeadlessPortDiffers { service, port, target } => Sentence::new(
            format!(
                "서비스 {} 헤드리스라서 포트 {} {} 바꿔 줄 프록시가 없습니다.",
                with_josa(&service.to_string(), Josa::EunNeun),
                with_josa(&port.to_string(), Josa::EulReul),
                with_josa(&target.to_string(), Josa::EuroRo)
            ),
            format!("서비스 이름을 조회하면 파드의 실제 주소가 나옵니다. 클라이언트는 포트 {} 접속해야 합니다.", with_josa(&target.to_string(), Josa::EuroRo)),
        ),
        Finding::LoadBalancerPending { service } => Sentence::new(
            format!("서비스 {} 로드밸런서를 기다리고 있습니다. 컨트롤러가 주소를 할당할 때까지 EXTERNAL-IP는 <pending>으로 표시됩니다.", with_josa(&service.to_string(), Josa::IGa)),
            "이 컨트롤러는 쿠버네티스에 포함되어 있지 않습니다. 클라우드가 제공하며, 그 밖의 환경에서는 MetalLB 등을 설치합니다. 노드포트는 지금도 사용할 수 있습니다.",
        ),
        Finding::LocalPolicyWithoutPod { service, field, nodes } => Sentence::new(
            format!(
                "{field}: Local이므로 {}에 도착한 요청은 그 노드에 서비스 {service}의 준비된 파드가 없어 버려집니다.",
                nodes.join(", ")
            ),
            if *field == "externalTrafficPolicy" {
                "로드밸런서는 헬스 체크로 이런 노드를 제외하지만, 노드 주소로 직접 접속하면 시간 초과가 발생합니다."
            } else {
                "다른 노드에 준비된 파드가 있어도 이 노드의 파드는 서비스에 접속하지 못합니다."
            },
        ),
        Finding::AffinityBehindSnat { service } => Sentence::new(
            format!("서비스 {} 노드가 보는 주소를 기준으로 클라이언트를 한 파드에 고정합니다.", with_josa(&service.to_string(), Josa::EunNeun)),
            "같은 로드밸런서, 프록시, NAT 뒤의 클라이언트는 주소가 같으므로 모두 같은 파드로 갑니다.",
        ),
        Finding::SameSelectorAndPort { service, other, port } => Sentence::new(
            format!("서비스 {} 서비스 {} 같은 파드의 같은 포트({port})로 연결합니다.", with_josa(&service.to_string(), Josa::EunNeun), with_josa(&other.to_string(), Josa::GwaWa)),
            "복사해서 만든 서비스라면 셀렉터를 고치는 것을 잊었을 수 있습니다.",
        ),
        Finding::LongConnections { service, port, others } => Sentence::new(
            match others {
                0 => format!("서비스 {service}의 포트 {port}에서 쓰는 프로토콜은 연결을 유지하므로 한 파드에 고정됩니다."),
                _ => format!("서비스 {service}의 포트 {port} 외 {others}개 포트에서 쓰는 프로토콜은 연결을 유지하므로 한 파드에 고정됩니다."),
            },
            "파드는 요청마다가 아니라 연결마다 선택됩니다. 헤드리스 서비스와 클라이언트 쪽 로드 밸런싱을 쓰거나, 이 프로토콜을 이해하는 프록시를 두세요.",
        ),
        Finding::NamespaceAssumed { namespaces } => Sentence::new(
            format!("네임스페이스 {} 이미 있다고 가정합니다.", with_josa(&namespaces.join(", "), Josa::IGa)),
            "이 매니페스트에는 Namespace 객체가 없습니다. 클러스터에도 없다면 적용할 때 not found 오류가 발생합니다.",
        ),
        Finding::TargetPortProtocol { service, target, protocol, declared } => Sentence::new(
            format!(
                "서비스 {} {target} 포트로 {} 전달하는데, 파드는 이 포트를 {} 선언했습니다.",
                with_josa(&service.to_string(), Josa::EunNeun),
                with_josa(protocol.as_str(), Josa::EulReul),
                with_josa(declared.as_str(), Josa::EuroRo)
            ),
            format!("선언이 포트를 열거나 닫지는 않으므로 이대로 맞을 수도 있습니다. 프로그램이 {declared}만 사용한다면 이 패킷을 받지 못합니다."),
        ),
        Finding::UnnamedContainerPort { service, number, named } => Sentence::new(
            format!(
                "서비스 {} 컨테이너 포트 {} 이름으로, 그 옆의 {number} 포트는 번호로 사용합니다.",
                with_josa(&service.to_string(), Josa::IGa),
                with_josa(named, Josa::EunNeun)
            ),
            "이 컨테이너 포트에는 이름이 없습니다. 이름을 붙이면 서비스를 건드리지 않고 번호를 바꿀 수 있습니다.",
        ),
        Finding::LoopbackOnly { service, address } => Sentence::new(
            format!("{address} 때문에 프로그램이 파드 밖의 요청을 받지 못하고 서비스 {service}로 오는 연결이 거부될 수 있습니다."),
            "루프백 주소에는 파드 안에서만 연결할 수 있습니다. 엔드포인트가 정상으로 보여도 마찬가지입니다. 프로그램이 요청을 받을 주소라면 0.0.0.0이나 ::로 바꾸세요.",
        ),
        Finding::ExternalNameTrailingDot { service, bare } => Sentence::new(
            format!("서비스 {service}의 externalName이 점으로 끝납니다."),
            format!("CNAME에는 원래 전체 이름이 들어갑니다. DNS에서는 동작하지만, 이 필드를 읽는 다른 프로그램은 {} 다른 이름으로 볼 수 있습니다.", with_josa(bare, Josa::GwaWa)),
        ),
        Finding::FixedByHand { service, field, value, others } => Sentence::new(
            match others {
                0 => format!("서비스 {service}의 {field}에 {} 직접 지정했습니다.", with_josa(value, Josa::EulReul)),
                _ => format!("서비스 {service}의 {field}에 {} 직접 지정했습니다. 같은 필드를 지정한 곳이 {others}곳 더 있습니다.", with_josa(value, Josa::EulReul)),
            },
            "클러스터 전체에서 한 번만 할당되는 값이라 이미 쓰이고 있으면 서비스가 거부됩니다. 필드를 지우면 비어 있는 값이 할당됩니다.",
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
