//! What the fields that routing looks at do, a sentence each.

use crate::Language;

/// What the field `name` of the Go struct `structure` does; none for a field that routing does not look at.
pub fn field(language: Language, structure: &str, name: &str) -> Option<&'static str> {
    let (english, korean) = sentences(structure, name)?;
    Some(match language {
        Language::English => english,
        Language::Korean => korean,
    })
}

/// English and Korean side by side: neither can be left out.
fn sentences(structure: &str, name: &str) -> Option<(&'static str, &'static str)> {
    match structure {
        "ServiceSpec" => service(name),
        "ServicePort" => service_port(name),
        "ClientIPConfig" | "SessionAffinityConfig" => affinity(name),
        "PodSpec" | "PodStatus" | "PodCondition" => pod(name),
        "Container" | "ContainerPort" => container(name),
        "EndpointSlice" | "Endpoint" | "EndpointConditions" | "EndpointHints" => slice(name),
        "Endpoints" | "EndpointSubset" | "EndpointAddress" => endpoints(name),
        "EndpointPort" => endpoint_port(name),
        "ObjectMeta" => meta(name),
        _ => None,
    }
}

fn service(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "type" => (
            "How far the Service reaches: inside the cluster (ClusterIP), through every node (NodePort), through a load balancer (LoadBalancer), or a DNS alias only (ExternalName).",
            "서비스에 닿을 수 있는 범위를 정합니다. 클러스터 안(ClusterIP), 모든 노드(NodePort), 로드밸런서(LoadBalancer), DNS 별칭뿐인 ExternalName 중 하나입니다.",
        ),
        "selector" => (
            "Pods in the same namespace that have all of these labels are behind the Service; without it, nobody writes its endpoints but you.",
            "같은 네임스페이스에서 이 레이블을 모두 가진 파드가 서비스 뒤에 놓입니다. 비워 두면 엔드포인트를 직접 작성해야 합니다.",
        ),
        "ports" => (
            "The ports that clients address, and where each leads on the Pods.",
            "클라이언트가 접속하는 포트와, 각 포트가 파드의 어디로 이어지는지를 적습니다.",
        ),
        "clusterIP" => (
            "The virtual IP of the Service; given by the cluster if left out, and None makes the Service headless.",
            "서비스의 가상 IP입니다. 생략하면 클러스터가 할당하고, None이면 헤드리스 서비스가 됩니다.",
        ),
        "clusterIPs" => (
            "The virtual IPs, one for each IP family; the first is the same as clusterIP.",
            "IP 패밀리마다 하나씩 갖는 가상 IP입니다. 첫 번째 값은 clusterIP와 같습니다.",
        ),
        "ipFamilies" => (
            "The IP families that the Service has addresses of, the primary one first.",
            "서비스가 주소를 갖는 IP 패밀리이며, 첫 번째가 기본입니다.",
        ),
        "ipFamilyPolicy" => (
            "Whether the Service has addresses of one family, of two where the cluster can, or of two in any case.",
            "주소를 한 패밀리만 가질지, 가능하면 두 패밀리를 가질지, 반드시 두 패밀리를 가질지 정합니다.",
        ),
        "externalIPs" => (
            "Further addresses at which nodes accept requests for the Service; the traffic has to be led to the nodes by someone else.",
            "노드가 이 서비스의 요청으로 받아들이는 추가 주소입니다. 트래픽을 노드까지 보내는 일은 따로 마련해야 합니다.",
        ),
        "externalName" => (
            "The name that DNS answers with as an alias; no request passes through the cluster's proxy.",
            "DNS가 별칭(CNAME)으로 돌려주는 이름입니다. 요청은 kube-proxy를 거치지 않습니다.",
        ),
        "externalTrafficPolicy" => (
            "Cluster spreads requests from outside over all ready Pods; Local keeps them on the node that they arrived at, together with the client's address.",
            "Cluster는 외부 요청을 준비된 모든 파드에 나누고, Local은 요청이 도착한 노드의 파드로만 보내며 클라이언트 주소를 그대로 둡니다.",
        ),
        "internalTrafficPolicy" => (
            "Cluster spreads requests from inside over all ready Pods; Local uses only Pods on the client's own node.",
            "Cluster는 내부 요청을 준비된 모든 파드에 나누고, Local은 클라이언트와 같은 노드의 파드만 씁니다.",
        ),
        "trafficDistribution" => (
            "Which endpoints are preferred while there are some: those in the client's zone, or on its node.",
            "클라이언트와 같은 영역이나 같은 노드의 엔드포인트가 있으면 그것을 먼저 쓰도록 합니다.",
        ),
        "sessionAffinity" => (
            "ClientIP sends a client's requests to the same Pod again for a while; None chooses anew for each connection.",
            "ClientIP는 같은 클라이언트의 요청을 한동안 같은 파드로 보내고, None은 연결마다 새로 고릅니다.",
        ),
        "sessionAffinityConfig" => (
            "How session affinity works; only together with sessionAffinity: ClientIP.",
            "세션 어피니티의 세부 설정입니다. sessionAffinity: ClientIP와 함께만 쓸 수 있습니다.",
        ),
        "publishNotReadyAddresses" => (
            "With true, Pods that are not ready count as ready for this Service, in DNS and in routing.",
            "true이면 준비되지 않은 파드도 DNS와 라우팅에서 준비된 것으로 다룹니다.",
        ),
        "healthCheckNodePort" => (
            "The node port at which a load balancer asks whether the node has endpoints of its own; for LoadBalancer with externalTrafficPolicy: Local.",
            "노드에 자기 엔드포인트가 있는지 로드밸런서가 확인하는 노드 포트입니다. externalTrafficPolicy: Local인 LoadBalancer에서 씁니다.",
        ),
        "allocateLoadBalancerNodePorts" => (
            "With false, a LoadBalancer Service gets no node ports; its load balancer has to reach the Pods in another way.",
            "false이면 LoadBalancer 서비스에 노드포트를 할당하지 않습니다. 로드밸런서가 다른 방법으로 파드에 닿아야 합니다.",
        ),
        "loadBalancerIP" => (
            "The address wished for the load balancer; deprecated, and many providers ignore it.",
            "로드밸런서에 바라는 주소입니다. 사용 중단(deprecated)되었고 무시하는 제공자가 많습니다.",
        ),
        "loadBalancerClass" => (
            "Which load balancer implementation takes care of the Service, if not the cluster's own.",
            "클러스터의 기본 구현 대신 이 서비스를 맡을 로드밸런서 구현을 정합니다.",
        ),
        "loadBalancerSourceRanges" => (
            "The client address ranges that may come in through the load balancer.",
            "로드밸런서를 통해 들어올 수 있는 클라이언트 주소 범위입니다.",
        ),
        _ => return None,
    })
}

fn service_port(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "name" => (
            "The port's name, required where there are several; Endpoints and EndpointSlices carry the same name.",
            "포트의 이름이며 포트가 여럿이면 꼭 있어야 합니다. Endpoints와 EndpointSlice도 같은 이름을 씁니다.",
        ),
        "port" => (
            "The port at which clients address the Service.",
            "클라이언트가 서비스에 접속할 때 쓰는 포트입니다.",
        ),
        "targetPort" => (
            "The port on the Pod that requests go to, by number or by the name of a container port; the same as port if left out.",
            "요청이 도착할 파드의 포트를 번호나 컨테이너 포트의 이름으로 적습니다. 생략하면 port와 같습니다.",
        ),
        "nodePort" => (
            "The port on every node, usually 30000–32767; given by the cluster if left out.",
            "모든 노드에서 여는 포트이며 보통 30000–32767입니다. 생략하면 클러스터가 할당합니다.",
        ),
        "protocol" => (
            "The transport protocol; TCP if left out.",
            "전송 프로토콜입니다. 생략하면 TCP입니다.",
        ),
        "appProtocol" => (
            "A hint about the protocol above the transport, for implementations that understand it; kube-proxy does not.",
            "전송 계층 위의 프로토콜을 알려 주는 힌트입니다. kube-proxy는 쓰지 않습니다.",
        ),
        _ => return None,
    })
}

fn affinity(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "clientIP" => (
            "The settings of affinity by client address.",
            "클라이언트 주소에 따른 세션 어피니티 설정입니다.",
        ),
        "timeoutSeconds" => (
            "For how many seconds after its last connection a client keeps its Pod; 10800 (three hours) if left out.",
            "클라이언트가 마지막 연결 뒤 몇 초 동안 같은 파드를 유지하는지 정합니다. 생략하면 10800초(3시간)입니다.",
        ),
        _ => return None,
    })
}

fn pod(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "containers" => (
            "The containers of the Pod; they share its address and its ports.",
            "파드의 컨테이너입니다. 하나의 주소와 포트 공간을 함께 씁니다.",
        ),
        "nodeName" => (
            "The node that the Pod runs on; usually the scheduler fills it in.",
            "파드가 실행되는 노드입니다. 보통 스케줄러가 채웁니다.",
        ),
        "hostNetwork" => (
            "With true, the Pod uses its node's network: its address is the node's.",
            "true이면 파드가 노드의 네트워크를 그대로 써서, 파드 주소가 노드 주소가 됩니다.",
        ),
        "hostname" => (
            "The Pod's name in its own DNS record, together with subdomain.",
            "subdomain과 함께 파드 자신의 DNS 레코드를 이루는 이름입니다.",
        ),
        "subdomain" => (
            "The headless Service under whose name the Pod gets a DNS record of its own.",
            "파드가 자기 DNS 레코드를 갖게 되는 헤드리스 서비스의 이름입니다.",
        ),
        "dnsPolicy" => (
            "Which DNS server the Pod asks: the cluster's, or its node's.",
            "파드가 클러스터의 DNS에 물을지 노드의 DNS에 물을지 정합니다.",
        ),
        "readinessGates" => (
            "Further conditions that have to be true before the Pod counts as ready.",
            "파드가 준비된 것으로 보이기 전에 참이어야 하는 추가 조건입니다.",
        ),
        "phase" => (
            "How far the Pod has come; Pods that have ended are not behind any Service.",
            "파드의 진행 단계입니다. 끝난 파드는 어떤 서비스 뒤에도 놓이지 않습니다.",
        ),
        "podIP" => (
            "The Pod's address; without one it cannot be an endpoint.",
            "파드의 주소입니다. 주소가 없으면 엔드포인트가 될 수 없습니다.",
        ),
        "podIPs" => (
            "The Pod's addresses, at most one of each IP family.",
            "파드의 주소이며 IP 패밀리마다 하나까지입니다.",
        ),
        "conditions" => (
            "What holds for the Pod; Ready decides whether it gets requests.",
            "파드의 상태 조건입니다. 그중 Ready가 요청을 받을지 정합니다.",
        ),
        _ => return None,
    })
}

fn container(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "ports" => (
            "The ports that the container says it listens on; they give names to ports, but open and close nothing.",
            "컨테이너가 듣는다고 밝히는 포트입니다. 포트에 이름을 줄 뿐, 여닫는 효과는 없습니다.",
        ),
        "containerPort" => (
            "The port on the Pod's address that the container listens on.",
            "컨테이너가 파드 주소에서 듣는 포트입니다.",
        ),
        "hostPort" => (
            "A port on the node that leads to this container directly, past any Service.",
            "서비스를 거치지 않고 이 컨테이너로 바로 이어지는 노드의 포트입니다.",
        ),
        "name" => (
            "A name; that of a container port can stand in a Service's targetPort.",
            "이름입니다. 컨테이너 포트의 이름은 서비스의 targetPort에 쓸 수 있습니다.",
        ),
        "protocol" => (
            "The transport protocol; TCP if left out, and a Service port finds a name only with the same protocol.",
            "전송 프로토콜이며 생략하면 TCP입니다. 서비스 포트는 프로토콜이 같은 이름만 찾습니다.",
        ),
        "readinessProbe" => (
            "How the container shows that it can take requests; while it fails, Services leave the Pod out.",
            "컨테이너가 요청을 받을 수 있는지 확인합니다. 실패하는 동안 서비스는 이 파드를 제외합니다.",
        ),
        _ => return None,
    })
}

fn slice(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "addressType" => (
            "What kind of addresses the slice holds; all of one kind, and it cannot be changed later.",
            "이 슬라이스에 담긴 주소의 종류입니다. 모두 같은 종류여야 하고 나중에 바꿀 수 없습니다.",
        ),
        "endpoints" => (
            "The places that requests can go to.",
            "요청이 갈 수 있는 곳의 목록입니다.",
        ),
        "ports" => (
            "The ports on all endpoints of the slice; a port belongs to the Service port of the same name.",
            "이 슬라이스의 모든 엔드포인트에 해당하는 포트입니다. 이름이 같은 서비스 포트와 짝을 이룹니다.",
        ),
        "addresses" => (
            "The endpoint's address; only the first is used.",
            "엔드포인트의 주소입니다. 첫 번째 것만 쓰입니다.",
        ),
        "conditions" => (
            "Whether the endpoint can take requests.",
            "엔드포인트가 요청을 받을 수 있는지를 나타냅니다.",
        ),
        "ready" => (
            "Whether the endpoint gets requests; a value left out counts as true.",
            "엔드포인트가 요청을 받는지 나타냅니다. 생략하면 true로 봅니다.",
        ),
        "serving" => (
            "As ready, but also true for a terminating Pod that still answers; used where no endpoint is ready.",
            "ready와 같지만, 종료 중이어도 아직 응답하는 파드에서는 true입니다. 준비된 엔드포인트가 없을 때 쓰입니다.",
        ),
        "terminating" => (
            "Whether the Pod is being deleted.",
            "파드가 종료 중인지를 나타냅니다.",
        ),
        "hints" => (
            "For which zones or nodes the endpoint is meant.",
            "이 엔드포인트가 어느 영역이나 노드를 위한 것인지 나타냅니다.",
        ),
        "forZones" => (
            "The zones whose clients should use the endpoint.",
            "이 엔드포인트를 쓸 클라이언트의 영역입니다.",
        ),
        "forNodes" => (
            "The nodes whose clients should use the endpoint.",
            "이 엔드포인트를 쓸 클라이언트의 노드입니다.",
        ),
        "nodeName" => (
            "The node that the endpoint is on; the policy Local looks at it.",
            "엔드포인트가 있는 노드입니다. Local 트래픽 정책이 이 값을 봅니다.",
        ),
        "zone" => (
            "The zone that the endpoint is in.",
            "엔드포인트가 있는 영역입니다.",
        ),
        "targetRef" => (
            "The object behind the endpoint, usually a Pod; it tells people, routing does not need it.",
            "엔드포인트 뒤의 오브젝트이며 보통 파드입니다. 사람에게 알려 줄 뿐 라우팅에는 필요하지 않습니다.",
        ),
        _ => return None,
    })
}

fn endpoints(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "subsets" => (
            "Groups of addresses that share the same ports.",
            "같은 포트를 쓰는 주소들의 묶음입니다.",
        ),
        "addresses" => (
            "The addresses that get requests.",
            "요청을 받는 주소입니다.",
        ),
        "notReadyAddresses" => (
            "Addresses that are known and get no requests yet.",
            "알려져 있지만 아직 요청을 받지 않는 주소입니다.",
        ),
        "ports" => (
            "The ports on all addresses of the group; a port belongs to the Service port of the same name.",
            "이 묶음의 모든 주소에 해당하는 포트입니다. 이름이 같은 서비스 포트와 짝을 이룹니다.",
        ),
        "ip" => (
            "The address that requests go to; neither loopback nor link-local.",
            "요청이 도착할 주소입니다. 루프백이나 링크 로컬 주소는 쓸 수 없습니다.",
        ),
        "nodeName" => (
            "The node that the address is on; the policy Local looks at it.",
            "이 주소가 있는 노드입니다. Local 트래픽 정책이 이 값을 봅니다.",
        ),
        "targetRef" => (
            "The object behind the address, usually a Pod.",
            "이 주소 뒤의 오브젝트이며 보통 파드입니다.",
        ),
        _ => return None,
    })
}

fn endpoint_port(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "name" => (
            "The name of the Service port that this port belongs to; it has to be the same.",
            "이 포트와 짝을 이루는 서비스 포트의 이름이며, 서로 같아야 합니다.",
        ),
        "port" => (
            "The port on the endpoint itself, not the Service's.",
            "서비스의 포트가 아니라 엔드포인트 자신의 포트입니다.",
        ),
        "protocol" => (
            "The transport protocol; TCP if left out.",
            "전송 프로토콜입니다. 생략하면 TCP입니다.",
        ),
        _ => return None,
    })
}

fn meta(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "name" => (
            "The object's name, unique among its kind in a namespace; Endpoints belong to the Service of the same name.",
            "오브젝트의 이름이며 네임스페이스 안에서 같은 종류끼리 겹칠 수 없습니다. Endpoints는 이름이 같은 서비스에 속합니다.",
        ),
        "namespace" => (
            "The namespace that the object is in; a Service selects only Pods of its own.",
            "오브젝트가 속한 네임스페이스입니다. 서비스는 자기 네임스페이스의 파드만 고릅니다.",
        ),
        "labels" => (
            "Names and values to find the object by: a Service's selector looks at the labels of Pods.",
            "오브젝트를 찾는 데 쓰는 이름과 값입니다. 서비스의 셀렉터는 파드의 레이블을 봅니다.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_sentence() {
        let of = |language| field(language, "ServicePort", "targetPort").expect("a sentence");
        assert!(of(Language::English).starts_with("The port on the Pod"));
        assert!(of(Language::Korean).contains("번호나"));
        assert_eq!(field(Language::English, "ServiceSpec", "selektor"), None);
    }
}
