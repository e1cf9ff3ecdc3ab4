use cluster::api::PodPhase;
use cluster::overview::DeadEnd;

use crate::{Josa, Language, with_josa};

/// The words of the diagram. The names of cards and edges are what a screen reader says.
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
    /// The title of the client outside the cluster.
    pub outside: &'static str,
    /// The title of the client in the cluster.
    pub inside: &'static str,
    /// Its name.
    pub client_outside: &'static str,
    /// Its name.
    pub client_inside: &'static str,
    /// The title of the client on a node.
    pub on_node: &'static str,
    /// Its name.
    pub client_on_node: &'static str,
    /// The name of a Service: `default/web`.
    pub service: fn(&str) -> String,
    /// The name of a Pod.
    pub pod: fn(&str) -> String,
    /// The name of a card for several Pods: the first one's name, and how many others.
    pub pods: fn(&str, usize) -> String,
    /// The name of an address that no Pod has.
    pub endpoint: fn(&str) -> String,
    /// The name of a card for several addresses.
    pub endpoints: fn(&str, usize) -> String,
    /// The name of what an ExternalName stands for.
    pub dns_name: fn(&str) -> String,
    /// The name of a node.
    pub node: fn(&str) -> String,
    /// The name of an entry point: its title, and its Service's name.
    pub entry_of: fn(&str, &str) -> String,
    /// Something at a port: its name, and `80/TCP`.
    pub at_port: fn(&str, &str) -> String,
    /// The name of an edge, from its two ends.
    pub edge: fn(&str, &str) -> String,
    /// The titles of entry points.
    pub cluster_ip: &'static str,
    /// A port on every node.
    pub every_node: &'static str,
    /// A load balancer.
    pub load_balancer: &'static str,
    /// An external IP.
    pub external_ip: &'static str,
    /// The name of a headless Service.
    pub headless: &'static str,
    /// The name of an ExternalName Service, and the name that it stands for.
    pub dns_title: &'static str,
    /// Beside a ClusterIP.
    pub virtual_ip: &'static str,
    /// Beside a headless name.
    pub no_virtual_ip: &'static str,
    /// Beside an alias.
    pub alias: &'static str,
    /// Beside a load balancer without an address.
    pub pending: &'static str,
    /// How many nodes.
    pub nodes: fn(usize) -> String,
    /// Before a nodePort: any node's address.
    pub node_address: &'static str,
    /// Beside a Pod: ready.
    pub ready: &'static str,
    /// Beside a Pod: not ready.
    pub not_ready: &'static str,
    /// Beside a Pod: being deleted.
    pub terminating: &'static str,
    /// At an edge: being deleted and still serving.
    pub still_serving: &'static str,
    /// At an edge: not ready.
    pub not_ready_note: &'static str,
    /// At an edge: being deleted.
    pub terminating_note: &'static str,
    /// At an edge: one of its ends is refused.
    pub refused_note: &'static str,
    /// At an edge: nothing there yet.
    pub pending_note: &'static str,
    /// Beside the type of a headless Service.
    pub headless_type: &'static str,
    /// Before a namespace.
    pub namespace: &'static str,
    /// Beside a Pod that no Service selects.
    pub no_service: &'static str,
    /// Beside an object that the API server refuses.
    pub refused: &'static str,
    /// The phase of a Pod that is not running.
    pub phase: fn(PodPhase) -> &'static str,
    /// Beside an address that no Pod has.
    pub address: &'static str,
    /// The title of an object without a name.
    pub nameless: &'static str,
    /// The title of the Pods that stand on no node.
    pub no_node: &'static str,
    /// The title of Pods of many nodes, folded.
    pub many_nodes: &'static str,
    /// Before the chips of a selector.
    pub selector: &'static str,
    /// Where a Service has no selector.
    pub no_selector: &'static str,
    /// A row that stands for whatever port a client dials.
    pub any_port: &'static str,
    /// Beside a port that no container declares.
    pub undeclared: &'static str,
    /// Beside a port that a container declares without a name.
    pub unnamed: &'static str,
    /// Beside the port of an address.
    pub port: &'static str,
    /// A Pod that has no port of that name.
    pub lacks_port: fn(&str) -> String,
    /// Where requests stay on a node or in a zone: a share, and the place.
    pub share_in: fn(&str, &str) -> String,
    /// Why a route dies; whether the Service is headless.
    pub dead_end: fn(&DeadEnd, bool) -> String,
    /// What a selector wants: the Service, and the term.
    pub wants: fn(&str, &str) -> String,
    /// A Service with the right selector in another namespace.
    pub other_namespace: fn(&str) -> String,
    /// Endpoints that no Service claims: the name that a Service would need.
    pub orphan: fn(&str) -> String,
    /// A slice that names no Service.
    pub orphan_slice: &'static str,
    /// The Service that was perhaps meant.
    pub perhaps: fn(&str) -> String,
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
    outside: "Outside",
    inside: "In the cluster",
    client_outside: "Client outside the cluster",
    client_inside: "Client in the cluster",
    on_node: "On a node",
    client_on_node: "Client on a node",
    service: |name| format!("Service {name}"),
    pod: |name| format!("Pod {name}"),
    pods: |name, others| format!("Pod {name} and {others} more"),
    endpoint: |address| format!("Endpoint {address}"),
    endpoints: |address, others| format!("Endpoint {address} and {others} more"),
    dns_name: |name| format!("DNS name {name}"),
    node: |name| format!("Node {name}"),
    entry_of: |title, service| format!("{title} of {service}"),
    at_port: |name, port| format!("{name} port {port}"),
    edge: |from, to| format!("{from} to {to}"),
    cluster_ip: "ClusterIP",
    every_node: "Every node",
    load_balancer: "Load balancer",
    external_ip: "External IP",
    headless: "Headless name",
    dns_title: "DNS name",
    virtual_ip: "virtual",
    no_virtual_ip: "no virtual IP",
    alias: "CNAME",
    pending: "pending",
    nodes: |count| match count {
        1 => "1 node".to_owned(),
        _ => format!("{count} nodes"),
    },
    node_address: "any node’s IP",
    ready: "Ready",
    not_ready: "Not ready",
    terminating: "Terminating",
    still_serving: "terminating, still serving",
    not_ready_note: "not ready",
    terminating_note: "terminating",
    refused_note: "refused",
    pending_note: "pending",
    headless_type: "headless",
    namespace: "namespace",
    no_service: "No Service",
    refused: "Refused",
    phase: |phase| match phase {
        PodPhase::Pending => "Pending",
        PodPhase::Running => "Running",
        PodPhase::Succeeded => "Succeeded",
        PodPhase::Failed => "Failed",
        PodPhase::Unknown => "Unknown",
    },
    address: "address",
    nameless: "(no name)",
    no_node: "On no node",
    many_nodes: "On many nodes",
    selector: "selector",
    no_selector: "no selector",
    any_port: "any port",
    undeclared: "undeclared",
    unnamed: "unnamed",
    port: "port",
    lacks_port: |name| format!("no port named “{name}”"),
    share_in: |share, place| format!("{share} on {place}"),
    dead_end: english_dead_end,
    wants: |service, term| format!("{service} wants {term}"),
    other_namespace: |service| format!("{service} would select it, from another namespace"),
    orphan: |name| format!("No Service is named {name}: nothing sends requests here"),
    orphan_slice: "No label kubernetes.io/service-name: no Service uses these addresses",
    perhaps: |service| format!("Meant for {service}?"),
};

static KOREAN: SceneWords = SceneWords {
    clients: "클라이언트",
    entry_points: "진입점",
    services: "서비스",
    backends: "백엔드",
    outside: "클러스터 밖",
    inside: "클러스터 안",
    client_outside: "클러스터 밖의 클라이언트",
    client_inside: "클러스터 안의 클라이언트",
    on_node: "노드 위",
    client_on_node: "노드 위의 클라이언트",
    service: |name| format!("서비스 {name}"),
    pod: |name| format!("파드 {name}"),
    pods: |name, others| format!("파드 {name} 외 {others}개"),
    endpoint: |address| format!("엔드포인트 {address}"),
    endpoints: |address, others| format!("엔드포인트 {address} 외 {others}개"),
    dns_name: |name| format!("DNS 이름 {name}"),
    node: |name| format!("노드 {name}"),
    entry_of: |title, service| format!("{service}의 {title}"),
    at_port: |name, port| format!("{name} 포트 {port}"),
    edge: |from, to| format!("{from}에서 {}", with_josa(to, Josa::EuroRo)),
    cluster_ip: "클러스터 IP",
    every_node: "모든 노드",
    load_balancer: "로드밸런서",
    external_ip: "외부 IP",
    headless: "헤드리스 이름",
    dns_title: "DNS 이름",
    virtual_ip: "가상",
    no_virtual_ip: "가상 IP 없음",
    alias: "CNAME",
    pending: "대기 중",
    nodes: |count| format!("{count}개"),
    node_address: "아무 노드 IP",
    ready: "준비됨",
    not_ready: "준비되지 않음",
    terminating: "종료 중",
    still_serving: "종료 중이지만 아직 응답함",
    not_ready_note: "준비되지 않음",
    terminating_note: "종료 중",
    refused_note: "거부됨",
    pending_note: "대기 중",
    headless_type: "헤드리스",
    namespace: "네임스페이스",
    no_service: "서비스 없음",
    refused: "거부됨",
    phase: |phase| match phase {
        PodPhase::Pending => "대기 중(Pending)",
        PodPhase::Running => "실행 중(Running)",
        PodPhase::Succeeded => "완료(Succeeded)",
        PodPhase::Failed => "실패(Failed)",
        PodPhase::Unknown => "알 수 없음(Unknown)",
    },
    address: "주소",
    nameless: "(이름 없음)",
    no_node: "노드 없음",
    many_nodes: "여러 노드",
    selector: "셀렉터",
    no_selector: "셀렉터 없음",
    any_port: "모든 포트",
    undeclared: "선언 안 됨",
    unnamed: "이름 없음",
    port: "포트",
    lacks_port: |name| format!("이름이 {name}인 포트 없음"),
    share_in: |share, place| format!("{place}에서 {share}"),
    dead_end: korean_dead_end,
    wants: |service, term| format!("{service}의 셀렉터는 {term}입니다"),
    other_namespace: |service| {
        format!(
            "{} 레이블이 맞지만 네임스페이스가 다릅니다",
            with_josa(service, Josa::GwaWa)
        )
    },
    orphan: |name| format!("이름이 {name}인 서비스가 없어 요청이 오지 않습니다"),
    orphan_slice: "kubernetes.io/service-name 레이블이 없어 어떤 서비스도 이 주소를 쓰지 않습니다",
    perhaps: |service| format!("혹시 {service}용인가요?"),
};

fn english_dead_end(end: &DeadEnd, headless: bool) -> String {
    let cause = match end {
        DeadEnd::NoPodMatches => "No Pod matches the selector".to_owned(),
        DeadEnd::NoSelectorNoEndpoints => {
            "No selector, and no Endpoints written by hand".to_owned()
        }
        DeadEnd::NoNamedPort { name, protocol } => {
            format!("No selected Pod has a {protocol} port named “{name}”")
        }
        DeadEnd::NothingReady => "No endpoint is ready".to_owned(),
        DeadEnd::NoRunningPod => "No selected Pod is running with an address".to_owned(),
        DeadEnd::NoEndpointPort { name } if name.is_empty() => {
            "The Endpoints have no port without a name".to_owned()
        }
        DeadEnd::NoEndpointPort { name } => format!("The Endpoints have no port named “{name}”"),
        DeadEnd::NoAddressOfFamily => {
            "No selected Pod has an address of the Service’s IP family".to_owned()
        }
        DeadEnd::NothingLocal => {
            "internalTrafficPolicy is Local, and no node has a ready endpoint".to_owned()
        }
    };
    let symptom = match (headless, end.times_out()) {
        (true, _) => "the name has no addresses",
        (false, true) => "time-out",
        (false, false) => "connection refused",
    };
    format!("{cause}: {symptom}")
}

fn korean_dead_end(end: &DeadEnd, headless: bool) -> String {
    let cause = match end {
        DeadEnd::NoPodMatches => "셀렉터에 맞는 파드가 없습니다".to_owned(),
        DeadEnd::NoSelectorNoEndpoints => {
            "셀렉터도 없고 직접 작성한 엔드포인트도 없습니다".to_owned()
        }
        DeadEnd::NoNamedPort { name, protocol } => {
            format!("선택된 파드에 이름이 {name}인 {protocol} 포트가 없습니다")
        }
        DeadEnd::NothingReady => "준비된 엔드포인트가 없습니다".to_owned(),
        DeadEnd::NoRunningPod => "선택된 파드 중 실행 중이고 주소가 있는 것이 없습니다".to_owned(),
        DeadEnd::NoEndpointPort { name } if name.is_empty() => {
            "엔드포인트에 이름 없는 포트가 없습니다".to_owned()
        }
        DeadEnd::NoEndpointPort { name } => {
            format!("엔드포인트에 이름이 {name}인 포트가 없습니다")
        }
        DeadEnd::NoAddressOfFamily => {
            "선택된 파드에 서비스의 IP 패밀리에 맞는 주소가 없습니다".to_owned()
        }
        DeadEnd::NothingLocal => {
            "internalTrafficPolicy가 Local인데 준비된 엔드포인트가 있는 노드가 없습니다".to_owned()
        }
    };
    let symptom = match (headless, end.times_out()) {
        (true, _) => "이름에 주소 없음",
        (false, true) => "시간 초과(timeout)",
        (false, false) => "연결 거부(connection refused)",
    };
    format!("{cause}: {symptom}")
}
