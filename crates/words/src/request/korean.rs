use cluster::api::TrafficPolicy;
use cluster::dns::Answer;
use cluster::overlay::Departure;
use cluster::proxy::{Condition, DropReason, Entry, Masquerade, ShortCircuit, Topology};
use cluster::request::{Death, Step, Symptom};

use super::{RequestWords, ports};
use crate::{Josa, Sentence, with_josa};

pub(super) static WORDS: RequestWords = RequestWords {
    from: "출발",
    to: "목적지",
    protocol: "프로토콜",
    tool: "도구",
    count: "횟수",
    pause: "요청 간격(초)",
    send: "보내기",
    clear: "지우기",
    trace: "추적",
    hint: "누가 어디로 요청하는지 고르고 보내세요. Ctrl-Enter로도 보냅니다.",
    share: |odds, arrived, sent| format!("{odds}%: {sent}번 중 {arrived}번"),
    more: |count| format!("외 {count}곳"),
    in_cluster: "클러스터 안의 클라이언트",
    outside: "클러스터 밖의 클라이언트",
    pod: |name| format!("파드 {name}"),
    node: |name| format!("노드 {name}"),
    arrived: |target, address| {
        format!(
            "{} {address}에서 요청을 받습니다.",
            with_josa(target, Josa::IGa)
        )
    },
    answered: |target| format!("{} ping에 응답합니다.", with_josa(target, Josa::IGa)),
    container: |name| {
        format!(
            "컨테이너 {} 이 포트를 선언했습니다.",
            with_josa(name, Josa::IGa)
        )
    },
    undeclared: |port| {
        format!(
            "포트 {} 선언한 컨테이너가 없습니다. 아무도 듣고 있지 않다면 연결이 거부됩니다.",
            with_josa(&port.to_string(), Josa::EulReul)
        )
    },
    unknown_host: "이 주소를 가진 파드가 여기에 없습니다. 그곳에서 무엇이 응답하는지는 알 수 없습니다.",
    source_kept: |source| {
        format!(
            "클라이언트의 주소 {} 그대로 보입니다.",
            with_josa(source, Josa::IGa)
        )
    },
    one_of: |count| format!("연결마다 {count}개 중 하나를 새로 선택합니다:"),
    one_kept: |count| {
        format!("{count}개 중 하나입니다. 첫 연결이 선택하고 다음 연결은 그대로 따릅니다:")
    },
    found: |addresses| format!("찾은 주소: {addresses}"),
    sticky: |seconds| {
        format!(
            "세션 어피니티에 따라 {seconds}초 동안 연결이 없을 때까지 이 클라이언트는 같은 파드로 갑니다."
        )
    },
    forgotten: |pause, seconds| {
        format!(
            "세션 어피니티는 {seconds}초 동안 연결이 없으면 클라이언트를 잊습니다. 요청 간격 {pause}초가 더 길어서 연결마다 새로 선택합니다."
        )
    },
    no_host: "이름이나 주소를 입력하세요. 예: web, 10.96.0.101:80",
    bad_port: "포트는 1부터 65535까지의 숫자여야 합니다.",
    no_client: "선택한 클라이언트가 매니페스트에 더는 없습니다.",
};

pub(super) fn step(step: &Step) -> String {
    match step {
        Step::LookUp(found) => {
            let asked = found
                .tried
                .last()
                .map(|tried| tried.name.to_string())
                .unwrap_or_default();
            let before = match found.tried.len() {
                0 | 1 => String::new(),
                tries => format!(" (검색 도메인을 따라 {tries}번째 시도)"),
            };
            match &found.answer {
                Answer::Addresses { addresses, .. } => {
                    let addresses = addresses
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(", ");
                    format!("DNS: {asked}의 주소는 {addresses}입니다{before}.")
                }
                Answer::Outside {
                    name,
                    through: Some(service),
                } => {
                    format!(
                        "DNS: {} {}의 CNAME입니다{before}.",
                        with_josa(service, Josa::EunNeun),
                        name
                    )
                }
                Answer::Outside {
                    name,
                    through: None,
                } => {
                    format!(
                        "DNS: 클러스터에 맞는 이름이 없어 {} 외부 DNS에 묻습니다.",
                        with_josa(name, Josa::EulReul)
                    )
                }
                Answer::NotFound => format!("DNS: {asked}: 그런 이름이 없습니다{before}."),
            }
        }
        Step::OtherDns { name } => {
            format!(
                "노드와 클러스터 밖의 클라이언트는 클러스터 DNS에 묻지 않으므로 {} 다른 DNS에서 찾습니다.",
                with_josa(name, Josa::EulReul)
            )
        }
        Step::Node {
            node,
            source,
            destination,
            port,
        } => {
            format!(
                "{node}의 kube-proxy: {source}에서 {destination} 포트 {} 새 연결이 들어옵니다.",
                with_josa(&port.to_string(), Josa::EuroRo)
            )
        }
        Step::Service { service, entry, .. } => match entry {
            Entry::ClusterIp => format!("서비스 {service}의 클러스터 IP입니다."),
            Entry::ExternalIp => format!("서비스 {service}의 외부 IP입니다."),
            Entry::LoadBalancer => format!("서비스 {service}의 로드밸런서 주소입니다."),
            Entry::NodePort => format!("서비스 {service}의 노드포트입니다."),
            Entry::HealthCheck => format!("서비스 {service}의 헬스 체크 포트입니다."),
        },
        Step::Choose {
            policy,
            short_circuit,
            topology,
            condition,
            candidates,
        } => {
            let state = match condition {
                Condition::Ready => "준비된",
                Condition::ServingTerminating => "종료 중이지만 아직 응답하는(준비된 것이 없음)",
            };
            let place = match (policy, topology) {
                (TrafficPolicy::Local, _) => "이 노드에 있고 (트래픽 정책 Local) ",
                (_, Topology::SameZone) => "이 영역에 힌트가 있고 ",
                (_, Topology::SameNode) => "이 노드에 힌트가 있고 ",
                (TrafficPolicy::Cluster, Topology::Everywhere) => "",
            };
            let anyway = match short_circuit {
                Some(ShortCircuit::Pod) => {
                    " 클러스터의 파드는 어느 노드로든 갈 수 있으므로 Local 정책에 매이지 않습니다."
                }
                Some(ShortCircuit::Node) => " 노드 자신은 Local 정책에 매이지 않습니다.",
                None => "",
            };
            format!("{place}{state} 엔드포인트 {candidates}개 중에서 선택합니다.{anyway}")
        }
        Step::Direct => "이 주소를 가진 서비스가 없으므로 변환 없이 그대로 갑니다.".to_owned(),
    }
}

pub(super) fn masquerade(why: Masquerade, source: &str) -> String {
    let why = match why {
        Masquerade::NotFromPod => "클라이언트가 파드가 아니기 때문입니다",
        Masquerade::External => {
            "응답이 이 노드를 거쳐 돌아와야 하기 때문입니다(externalTrafficPolicy: Cluster)"
        }
        Masquerade::FromNode => "노드 자신이 클라이언트이기 때문입니다",
        Masquerade::Hairpin => "파드가 서비스를 통해 자기 자신에게 왔기 때문입니다",
    };
    format!(
        "출발지는 노드의 주소 {} 보입니다. {why}.",
        with_josa(source, Josa::EuroRo)
    )
}

pub(super) const fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::NameNotFound => "NXDOMAIN",
        Symptom::NoAddress => "주소 없음",
        Symptom::Refused => "연결 거부",
        Symptom::TimedOut => "시간 초과",
        Symptom::OutOfSight => "클러스터 밖으로",
    }
}

pub(super) fn death(death: &Death) -> Sentence {
    match death {
        Death::NameNotFound(name) => Sentence::new(
            format!(
                "NXDOMAIN: {} 이름은 없습니다.",
                with_josa(name, Josa::IraneunRaneun)
            ),
            "클러스터 안에서 서비스는 이름, 이름.네임스페이스, 이름.네임스페이스.svc.cluster.local로 찾습니다. 클러스터 밖에는 이런 이름이 없습니다.",
        ),
        Death::LeavesCluster {
            name,
            through: Some(service),
        } => Sentence::new(
            format!(
                "{} 클러스터 밖에 있습니다. 그 너머는 따라갈 수 없습니다.",
                with_josa(name, Josa::EunNeun)
            ),
            format!(
                "{} 그 이름을 찾으라고 알려 줄 뿐이고, 서비스 주소나 kube-proxy는 거치지 않습니다.",
                with_josa(service, Josa::EunNeun)
            ),
        ),
        Death::LeavesCluster {
            name,
            through: None,
        } => Sentence::new(
            format!(
                "{} 이 클러스터의 이름이 아닙니다. 클러스터 밖은 따라갈 수 없습니다.",
                with_josa(name, Josa::EunNeun)
            ),
            "이름이 있는지는 외부 DNS가 정합니다.",
        ),
        Death::NoAddress(name) => Sentence::new(
            format!("{name}: 이름은 있지만 주소가 없습니다."),
            "다른 종류의 레코드만 있습니다.",
        ),
        Death::NoEndpoints(service) => Sentence::new(
            format!(
                "연결 거부(connection refused): 서비스 {service}에 요청을 보낼 엔드포인트가 없습니다."
            ),
            "kube-proxy가 바로 거부합니다. 왜 없는지는 문제 목록과 Endpoints 패널에 나옵니다.",
        ),
        Death::Dropped(DropReason::NoLocalEndpoints) => Sentence::new(
            "시간 초과(timeout): 트래픽 정책이 Local인데 이 노드에 준비된 엔드포인트가 없습니다.",
            "다른 노드에 엔드포인트가 있어도 패킷은 응답 없이 버려집니다.",
        ),
        Death::Dropped(DropReason::SourceNotAllowed) => Sentence::new(
            "시간 초과(timeout): 클라이언트의 주소가 loadBalancerSourceRanges에 없습니다.",
            "패킷은 응답 없이 버려집니다.",
        ),
        Death::Dropped(DropReason::Localnet) => Sentence::new(
            "시간 초과(timeout): 루프백 주소에는 다른 곳에서 접속할 수 없습니다.",
            "패킷은 응답 없이 버려집니다.",
        ),
        Death::PortNotServed {
            service,
            ports: served,
            other_protocol,
        } => Sentence::new(
            if *other_protocol {
                format!("서비스 {service}에 이 포트가 있지만 프로토콜이 다릅니다.")
            } else {
                format!("서비스 {service}의 주소는 맞지만 이 포트는 없습니다.")
            },
            format!(
                "열려 있는 포트는 {}입니다. iptables에서는 응답이 없고(시간 초과), nftables에서는 연결이 거부됩니다.",
                ports(served)
            ),
        ),
        Death::NobodyThere(address) => Sentence::new(
            format!(
                "시간 초과(timeout): 이 매니페스트에는 주소 {} 가진 것이 없습니다.",
                with_josa(&address.to_string(), Josa::EulReul)
            ),
            "파드가 사라지면 주소도 함께 사라집니다. 그래서 클라이언트는 서비스를 사용합니다.",
        ),
        Death::PodGone { pod, how, .. } => Sentence::new(
            format!(
                "시간 초과(timeout): 이제 이 IP를 가진 파드가 없습니다. {} 때까지 {} 쓰던 주소입니다.",
                match how {
                    Departure::Killed => "강제로 종료될",
                    Departure::ScaledIn => "워크로드가 스케일 인될",
                },
                with_josa(&pod.to_string(), Josa::IGa)
            ),
            "파드가 사라지면 주소도 함께 사라집니다. 네트워크에 따라 응답이 없는 대신 “No route to host”가 나오기도 합니다. 서비스로 보낸 요청은 남아 있는 파드로 갑니다.",
        ),
        Death::OnlyInside(address) => Sentence::new(
            format!(
                "시간 초과(timeout): {} 클러스터 안에서만 통하는 주소입니다.",
                with_josa(&address.to_string(), Josa::EunNeun)
            ),
            "밖에서는 노드포트, 로드밸런서, 외부 IP를 사용하세요.",
        ),
        Death::NodePortUnused { node, port } => Sentence::new(
            format!(
                "연결 거부(connection refused): {node}의 포트 {port}에서 듣고 있는 것이 없습니다."
            ),
            "사용할 수 있는 노드포트는 다이어그램의 진입점에 있습니다.",
        ),
        Death::VirtualIp(service) => Sentence::new(
            format!(
                "시간 초과(timeout): 서비스 {service}의 클러스터 IP는 ping에 응답하지 않습니다."
            ),
            "가상 IP라서 어떤 네트워크 인터페이스에도 없습니다. 각 노드가 서비스 포트를 변환하는 규칙일 뿐인데, ping에는 포트가 없습니다.",
        ),
    }
}
