use crate::Language;

/// The titles of the examples, and of the groups they stand in.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "a field is named as the file that it titles")]
pub struct ExampleWords {
    /// The group for a first look.
    pub start: &'static str,
    /// The group of what Services can be.
    pub kinds: &'static str,
    /// The group of what goes wrong.
    pub troubles: &'static str,
    /// The group of the study notes' manifests.
    pub notes: &'static str,

    pub welcome: &'static str,
    pub two_services: &'static str,
    pub deployment: &'static str,
    pub headless: &'static str,
    pub stateful_set: &'static str,
    pub node_port: &'static str,
    pub load_balancer: &'static str,
    pub external_ips: &'static str,
    pub local_policy: &'static str,
    pub dual_stack: &'static str,
    pub endpoint_slice: &'static str,
    pub selector_typo: &'static str,
    pub namespaces: &'static str,
    pub wrong_port: &'static str,
    pub nothing_ready: &'static str,
    pub terminating: &'static str,
    pub refused: &'static str,
    pub unknown_field: &'static str,
    pub broken_yaml: &'static str,

    pub seed_1: &'static str,
    pub seed_2: &'static str,
    pub seed_3: &'static str,
    pub seed_4: &'static str,
    pub seed_5: &'static str,
    pub seed_6: &'static str,
    pub seed_7: &'static str,
    pub seed_8: &'static str,
    pub seed_a: &'static str,
    pub seed_b: &'static str,
    pub seed_c: &'static str,
    pub seed_d: &'static str,
    pub seed_e: &'static str,
    pub seed_f: &'static str,
    pub seed_g: &'static str,
}

impl ExampleWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: ExampleWords = ExampleWords {
    start: "Start here",
    kinds: "What a Service can be",
    troubles: "What goes wrong",
    notes: "Study notes",

    welcome: "A Service, four Pods, two mistakes",
    two_services: "Two Services over the same Pods",
    deployment: "A Deployment and its Service",
    headless: "Headless: DNS answers with the Pods",
    stateful_set: "A StatefulSet with stable names",
    node_port: "NodePort: a door on every node",
    load_balancer: "LoadBalancer with an address",
    external_ips: "External IPs",
    local_policy: "externalTrafficPolicy: Local",
    dual_stack: "Dual stack: IPv4 and IPv6",
    endpoint_slice: "An EndpointSlice written by hand",
    selector_typo: "The selector matches nothing",
    namespaces: "Right labels, wrong namespace",
    wrong_port: "targetPort that no Pod has",
    nothing_ready: "Every Pod is not ready",
    terminating: "A Pod that is terminating",
    refused: "What the API server refuses",
    unknown_field: "A field that does not exist",
    broken_yaml: "Indentation that is no YAML",

    seed_1: "1 · A Service",
    seed_2: "2 · Session affinity (fragment)",
    seed_3: "3 · Several ports",
    seed_4: "4 · Named ports: the Pod (fragment)",
    seed_5: "5 · Named ports: the Service (fragment)",
    seed_6: "6 · A Service without a selector",
    seed_7: "7 · Endpoints written by hand",
    seed_8: "8 · ExternalName",
    seed_a: "a · A Service and its Pods",
    seed_b: "b · Several ports and their Pods",
    seed_c: "c · Named ports and their Pods",
    seed_d: "d · A Service for outside addresses",
    seed_e: "e · Session affinity and Pods",
    seed_f: "f · NodePort and Pods",
    seed_g: "g · LoadBalancer and Pods",
};

static KOREAN: ExampleWords = ExampleWords {
    start: "처음이라면",
    kinds: "여러 가지 서비스",
    troubles: "자주 겪는 문제",
    notes: "학습 노트",

    welcome: "서비스 하나, 파드 넷, 실수 둘",
    two_services: "같은 파드를 가리키는 두 서비스",
    deployment: "디플로이먼트와 서비스",
    headless: "헤드리스: DNS가 파드 주소로 답합니다",
    stateful_set: "고정된 이름을 갖는 스테이트풀셋",
    node_port: "노드포트: 모든 노드에 열리는 문",
    load_balancer: "주소를 받은 로드밸런서",
    external_ips: "외부 IP(externalIPs)",
    local_policy: "externalTrafficPolicy: Local",
    dual_stack: "듀얼 스택: IPv4와 IPv6",
    endpoint_slice: "직접 작성한 엔드포인트슬라이스",
    selector_typo: "아무 파드도 고르지 못하는 셀렉터",
    namespaces: "레이블은 맞지만 네임스페이스가 다를 때",
    wrong_port: "파드에 없는 targetPort",
    nothing_ready: "준비된 파드가 하나도 없을 때",
    terminating: "종료 중인 파드",
    refused: "API 서버가 거부하는 것들",
    unknown_field: "존재하지 않는 필드",
    broken_yaml: "들여쓰기가 잘못된 YAML",

    seed_1: "1 · 서비스 만들기",
    seed_2: "2 · 세션 어피니티(일부)",
    seed_3: "3 · 여러 포트",
    seed_4: "4 · 이름 있는 포트: 파드(일부)",
    seed_5: "5 · 이름 있는 포트: 서비스(일부)",
    seed_6: "6 · 셀렉터 없는 서비스",
    seed_7: "7 · 직접 작성한 엔드포인트",
    seed_8: "8 · ExternalName",
    seed_a: "a · 서비스와 파드",
    seed_b: "b · 여러 포트와 파드",
    seed_c: "c · 이름 있는 포트와 파드",
    seed_d: "d · 외부 주소로 가는 서비스",
    seed_e: "e · 세션 어피니티와 파드",
    seed_f: "f · 노드포트와 파드",
    seed_g: "g · 로드밸런서와 파드",
};
