use crate::Language;

/// The words of the panels "Why", "DNS" and "kube-proxy" around what they show.
#[derive(Clone, Copy, Debug)]
pub struct PanelWords {
    /// Beside the choice of a Service port.
    pub service: &'static str,
    /// Beside the choice of a node.
    pub node: &'static str,
    /// Beside the choice of kube-proxy's mode.
    pub mode: &'static str,
    /// The title of the ladders.
    pub ladders: &'static str,
    /// The title of the questions.
    pub checks: &'static str,
    /// How many ladders are not shown.
    pub more_pods: fn(usize) -> String,
    /// The Service has no Pod to climb.
    pub no_pods: &'static str,
    /// A Pod and how many others are like it.
    pub like: fn(&str, usize) -> String,
    /// A Pod to which everything leads.
    pub gets_requests: &'static str,
    /// The button to the Service's side of a rung, at a line.
    pub service_line: fn(u32) -> String,
    /// The button to the Pod's side.
    pub pod_line: fn(u32) -> String,
    /// A condition that holds.
    pub passed: &'static str,
    /// One that does not.
    pub failed: &'static str,
    /// A question that does not arise.
    pub skipped: &'static str,
    /// How a Pod of a namespace finds names: the namespace.
    pub search: fn(&str) -> String,
    /// Which addresses have names.
    pub reverse: &'static str,
    /// The short forms of a Service's name: name, namespace.
    pub short_forms: fn(&str, &str) -> String,
    /// A Service whose name has no record.
    pub no_records: &'static str,
    /// How many records are not shown.
    pub more_records: fn(usize) -> String,
    /// The columns of the table.
    pub record: [&'static str; 3],
    /// An SRV record: the port and the host.
    pub srv: fn(u16, &str) -> String,
    /// What the rules of iptables are shown as.
    pub iptables_note: &'static str,
    /// What the rules of nftables are shown as.
    pub nftables_note: &'static str,
    /// A request that the rules decided: source, destination, protocol, node.
    pub decided: fn(&str, &str, &str, &str) -> String,
    /// A request that no rule touched; the same.
    pub untouched: fn(&str, &str, &str, &str) -> String,
    /// A request that no kube-proxy saw: for what it was.
    pub unseen: fn(&str) -> String,
    /// The button that shows the rules of the node where it was decided.
    pub show_node: fn(&str) -> String,
    /// The title of the rules that it passed.
    pub passed_rules: &'static str,
    /// What a number before a rule means.
    pub passed_note: &'static str,
    /// The title beside the mode that has no rules to show.
    pub ipvs: &'static str,
    /// What that mode does.
    pub ipvs_text: &'static str,
    /// Where a long text stops: lines that are not shown.
    pub more_lines: fn(usize) -> String,
}

impl PanelWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

static ENGLISH: PanelWords = PanelWords {
    service: "Service port",
    node: "Node",
    mode: "Mode",
    ladders: "Each Pod, condition by condition",
    checks: "Debug Services, step by step",
    more_pods: |count| format!("{count} more kinds of Pod are not shown; the nearest come first."),
    no_pods: "There is no Pod in the manifest.",
    like: |pod, others| match others {
        0 => format!("Pod {pod}"),
        1 => format!("Pod {pod} and 1 like it"),
        others => format!("Pod {pod} and {others} like it"),
    },
    gets_requests: "Every condition holds.",
    service_line: |line| format!("Service line {line}"),
    pod_line: |line| format!("Pod line {line}"),
    passed: "Yes",
    failed: "No",
    skipped: "Not asked",
    search: |namespace| {
        format!(
            "A Pod in namespace {namespace} completes short names with {namespace}.svc.cluster.local, svc.cluster.local and \
             cluster.local, in this order; a name with fewer than 5 dots is tried with them first (ndots:5)."
        )
    },
    reverse: "PTR records give an address its name back: each ClusterIP has one, and so has each endpoint of a headless Service that has a hostname.",
    short_forms: |name, namespace| {
        format!(
            "Short: {name} from Pods in {namespace}, {name}.{namespace} from Pods of every namespace."
        )
    },
    no_records: "The cluster DNS has no record for it now.",
    more_records: |count| format!("{count} more records are not shown."),
    record: ["Name", "Type", "Value"],
    srv: |port, target| format!("port {port} of {target}"),
    iptables_note: "What kube-proxy hands to iptables-restore. The command prints the same rules beside those of others, with counters and in an order of its own.",
    nftables_note: "What kube-proxy hands to nft, command by command. The command prints the same table in nested form.",
    decided: |source, to, protocol, node| {
        format!("The request from {source} to {to}/{protocol} was decided on {node}.")
    },
    untouched: |source, to, protocol, node| {
        format!(
            "The request from {source} to {to}/{protocol} passed {node}, and no rule touched it."
        )
    },
    unseen: |to| format!("The request for {to} came to no kube-proxy."),
    show_node: |node| format!("Show {node}"),
    passed_rules: "Rules that the request passed",
    passed_note: "In order. Rules with the same number are alternatives: chance chose among them, and each was taken by some of the requests.",
    ipvs: "And IPVS?",
    ipvs_text: "In this mode the kernel's load balancer holds each Service as a virtual server with its endpoints as real servers \
                (ipvsadm -Ln), every node has the ClusterIPs on the interface kube-ipvs0, and a few iptables rules with ipsets are \
                left for masquerading and filtering. It is deprecated since Kubernetes 1.35 and still part of 1.36; \
                nftables is recommended instead.",
    more_lines: |count| format!("{count} more lines are not shown; Copy takes them all."),
};

static KOREAN: PanelWords = PanelWords {
    service: "서비스 포트",
    node: "노드",
    mode: "모드",
    ladders: "파드마다 조건을 차례로",
    checks: "서비스 디버깅, 단계별로",
    more_pods: |count| {
        format!("다른 종류의 파드 {count}가지는 보이지 않습니다. 가장 가까운 것부터 나옵니다.")
    },
    no_pods: "매니페스트에 파드가 없습니다.",
    like: |pod, others| match others {
        0 => format!("파드 {pod}"),
        others => format!("파드 {pod} 외 같은 파드 {others}개"),
    },
    gets_requests: "모든 조건이 맞습니다.",
    service_line: |line| format!("서비스 {line}행"),
    pod_line: |line| format!("파드 {line}행"),
    passed: "예",
    failed: "아니요",
    skipped: "해당 없음",
    search: |namespace| {
        format!(
            "네임스페이스 {namespace}의 파드는 짧은 이름 뒤에 {namespace}.svc.cluster.local, svc.cluster.local, cluster.local을 \
             차례로 붙여 찾습니다. 점이 5개 미만인 이름은 이것부터 시도합니다(ndots:5)."
        )
    },
    reverse: "PTR 레코드는 주소로 이름을 찾게 합니다. 모든 클러스터 IP와, 헤드리스 서비스의 엔드포인트 중 호스트 이름이 있는 것에 있습니다.",
    short_forms: |name, namespace| {
        format!(
            "짧은 이름: {namespace}의 파드에서는 {name}, 모든 네임스페이스의 파드에서는 {name}.{namespace}"
        )
    },
    no_records: "지금은 클러스터 DNS에 레코드가 없습니다.",
    more_records: |count| format!("레코드 {count}개는 보이지 않습니다."),
    record: ["이름", "종류", "값"],
    srv: |port, target| format!("{target}의 포트 {port}"),
    iptables_note: "kube-proxy가 iptables-restore에 넘기는 내용입니다. 명령은 같은 규칙을 다른 규칙, 카운터와 함께 다른 순서로 출력합니다.",
    nftables_note: "kube-proxy가 nft에 넘기는 명령입니다. 명령은 같은 테이블을 중첩된 형식으로 출력합니다.",
    decided: |source, to, protocol, node| {
        format!("{source}에서 {to}/{protocol} 목적지로 보낸 요청은 {node}에서 결정되었습니다.")
    },
    untouched: |source, to, protocol, node| {
        format!(
            "{source}에서 {to}/{protocol} 목적지로 보낸 요청은 {node}에서 어떤 규칙에도 걸리지 않았습니다."
        )
    },
    unseen: |to| format!("{to}에 보낸 요청은 kube-proxy까지 가지 않았습니다."),
    show_node: |node| format!("{node} 보기"),
    passed_rules: "요청이 거친 규칙",
    passed_note: "거친 순서대로 번호를 붙였습니다. 번호가 같은 규칙은 그중 하나가 무작위로 선택된 것이며, 요청 일부가 각각을 거쳤습니다.",
    ipvs: "IPVS는?",
    ipvs_text: "IPVS 모드에서는 커널의 로드밸런서가 서비스마다 가상 서버를 두고 엔드포인트를 실제 서버로 연결합니다(ipvsadm -Ln). \
                모든 노드의 kube-ipvs0 인터페이스가 클러스터 IP를 갖고, 마스커레이드와 필터링에는 ipset을 쓰는 iptables 규칙이 조금 \
                남습니다. Kubernetes 1.35부터 사용 중단(deprecated)되었고 1.36에는 아직 들어 있으며, 대신 nftables를 권장합니다.",
    more_lines: |count| format!("나머지 {count}줄은 보이지 않습니다. 복사하면 모두 복사됩니다."),
};
