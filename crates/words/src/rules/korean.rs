use cluster::advice::Rule;

use super::{RulePage, RulePageWords};

pub(super) const WORDS: RulePageWords = RulePageWords {
    list: "규칙",
    about: "API 서버는 받아들이지만 의도와 다를 가능성이 큰 것을 알려 주는 이 플레이그라운드의 규칙입니다. 오류는 API 서버가 판정하며 메시지도 API 서버의 것 그대로입니다.",
    all: "모든 규칙",
    what: "무엇을 찾나요",
    why: "왜 문제가 되나요",
    mend: "어떻게 고치나요",
    bad: "규칙에 걸리는 예",
    good: "문제없는 예",
    open: "플레이그라운드에서 열기",
    home: "플레이그라운드로 돌아가기",
};

pub(super) const fn page(rule: Rule) -> RulePage {
    match rule {
        Rule::SelectorMatchesNothing => RulePage {
            title: "셀렉터와 일치하는 파드가 없음",
            what: "서비스에 셀렉터가 있는데, 같은 네임스페이스에 그 레이블을 모두 가진 파드가 없습니다. 가장 비슷한 파드와 다른 레이블을 알려 주고, 네임스페이스만 다르면 네임스페이스를 알려 줍니다. 매니페스트에 파드가 아예 없으면 셀렉터를 판단할 수 없으므로 그 사실만 한 번 알립니다.",
            why: "파드가 없으면 엔드포인트가 없고, 엔드포인트가 없는 서비스는 모든 연결을 거부합니다.",
            mend: "셀렉터와 파드 레이블을 글자 하나까지 똑같이 맞추고 같은 네임스페이스에 두세요. 디플로이먼트가 만드는 파드는 템플릿의 레이블을 따릅니다.",
        },
        Rule::TemplateLabelsMissing => RulePage {
            title: "레이블이 파드가 아니라 워크로드에 있음",
            what: "서비스가 찾는 레이블이 디플로이먼트 같은 워크로드의 metadata에는 있지만, 파드를 만드는 템플릿에는 없습니다.",
            why: "서비스는 파드를 선택합니다. 워크로드 자체의 레이블은 보지 않으므로 서비스에 엔드포인트가 생기지 않습니다.",
            mend: "spec.template.metadata.labels에 레이블을 추가하세요.",
        },
        Rule::NamedPortMissing => RulePage {
            title: "파드에 그 이름의 포트가 없음",
            what: "targetPort가 이름인데, 선택된 파드 일부 또는 전부에 이름과 프로토콜이 같은 컨테이너 포트가 없습니다.",
            why: "이름은 파드마다 따로 찾습니다. 그 이름이 없는 파드는 이 포트의 요청을 받지 못하고, 모든 파드에 없으면 연결이 거부됩니다.",
            mend: "컨테이너 포트에 그 이름을 붙이고 프로토콜을 서비스 포트와 맞추거나, targetPort에 파드가 가진 이름을 쓰세요.",
        },
        Rule::NothingReady => RulePage {
            title: "선택된 파드 중 준비된 파드가 없음",
            what: "셀렉터와 일치하는 파드는 있지만, 모두 status에 준비되지 않았다고 적혀 있습니다.",
            why: "요청은 준비된 파드에만 갑니다. 하나도 없으면 파드가 실행 중이어도 연결이 거부됩니다.",
            mend: "준비성 프로브가 실패하는 이유를 찾으세요. kubectl describe pod로 최근 결과를 볼 수 있습니다. 경로나 포트, 시작하는 데 걸리는 시간이 잘못 설정된 경우가 많습니다.",
        },
        Rule::TargetPortUndeclared => RulePage {
            title: "targetPort가 파드가 선언한 포트와 다름",
            what: "숫자로 쓴 targetPort가 선택된 파드가 선언한 유일한 컨테이너 포트와 다릅니다. targetPort를 생략하면 port 값을 씁니다. 포트 선언은 선택 사항이고 선언하지 않은 포트도 쓸 수 있으므로 참고로만 알립니다.",
            why: "프로그램이 선언한 포트에서만 요청을 받는다면, 엔드포인트는 정상으로 보이는데도 서비스로 오는 연결이 거부됩니다.",
            mend: "targetPort에 선언한 포트의 번호나 이름을 쓰거나, 프로그램이 실제로 사용하는 포트를 선언하세요.",
        },
        Rule::TargetPortProtocol => RulePage {
            title: "파드가 그 포트를 다른 프로토콜로 선언함",
            what: "선택된 파드가 targetPort와 같은 번호를 선언했지만, 서비스 포트는 UDP이고 파드는 TCP이거나 그 반대입니다. 선언이 포트를 열거나 닫지는 않고, protocol을 생략하면 TCP가 되므로 참고로만 알립니다.",
            why: "kube-proxy는 서비스 포트와 같은 프로토콜의 패킷만 전달합니다. TCP를 기다리는 프로그램은 UDP 패킷을 받지 못합니다.",
            mend: "두 곳의 프로토콜을 맞추세요. DNS 서버라면 보통 프로토콜마다 하나씩 서비스 포트가 두 개 필요합니다.",
        },
        Rule::UnnamedContainerPort => RulePage {
            title: "이름 있는 포트 옆에 이름 없는 컨테이너 포트",
            what: "서비스가 한 컨테이너의 포트 하나는 이름으로, 이름이 없는 다른 포트는 번호로 사용합니다. 잘못은 아니며 참고로만 알립니다.",
            why: "이름 있는 포트는 서비스를 건드리지 않고 번호를 바꿀 수 있습니다. 이름 없는 포트는 번호를 바꿀 때 그 포트를 쓰는 서비스도 모두 함께 바꿔야 합니다.",
            mend: "컨테이너 포트에 이름을 붙이고 targetPort에 그 이름을 쓰세요.",
        },
        Rule::LoopbackOnly => RulePage {
            title: "프로그램이 루프백 주소에서만 요청을 받도록 설정됨",
            what: "서비스 포트를 담당하는 컨테이너의 인수나 환경 변수에서, 요청을 받을 주소를 정하는 자리에 127.0.0.1, ::1, localhost가 있습니다. 셀렉터, 포트, 준비 상태에 문제가 없을 때만 찾습니다. 플래그의 뜻은 프로그램마다 다르므로 참고로만 알립니다.",
            why: "루프백 주소에는 파드 안에서만 연결할 수 있습니다. kubectl exec나 컨테이너 안에서 실행하는 프로브는 성공하고 엔드포인트도 정상으로 보이지만, 다른 곳에서 오는 연결은 모두 거부됩니다.",
            mend: "프로그램이 0.0.0.0에서, IPv4와 IPv6를 모두 쓴다면 ::에서 요청을 받게 하세요.",
        },
        Rule::EndpointsWithoutService => RulePage {
            title: "어느 서비스에도 속하지 않는 엔드포인트",
            what: "직접 작성한 엔드포인트(Endpoints)와 이름이 같은 서비스가 그 네임스페이스에 없습니다.",
            why: "엔드포인트는 이름이 같은 서비스에 속합니다. 그런 서비스가 없으면 아무 데도 쓰이지 않습니다.",
            mend: "엔드포인트와 서비스의 이름을 맞추세요. 엔드포인트슬라이스라면 kubernetes.io/service-name 레이블에 서비스 이름을 씁니다.",
        },
        Rule::EndpointsPortNameDiffers => RulePage {
            title: "엔드포인트에 그 이름의 포트가 없음",
            what: "셀렉터 없는 서비스의 포트와 이름이 같은 포트가, 직접 작성한 엔드포인트나 엔드포인트슬라이스에 없습니다.",
            why: "서비스 포트는 번호가 아니라 포트 이름으로 엔드포인트를 찾습니다. 이름 없는 포트는 이름 없는 포트끼리만 연결됩니다.",
            mend: "엔드포인트의 포트 이름을 서비스 포트의 이름과 맞추세요.",
        },
        Rule::EndpointsBesideSelector => RulePage {
            title: "셀렉터가 있는 서비스에 직접 작성한 엔드포인트",
            what: "직접 작성한 엔드포인트의 이름이 셀렉터가 있는 서비스와 같습니다. kubectl get으로 출력한 엔드포인트에는 컨트롤러의 표시가 있으므로 제외합니다.",
            why: "이런 서비스의 엔드포인트는 엔드포인트 컨트롤러가 관리하므로 곧 덮어씁니다.",
            mend: "주소를 직접 정하려면 셀렉터를 지우고, 파드로 연결하려면 엔드포인트를 지우세요.",
        },
        Rule::ExternalNameIsAddress => RulePage {
            title: "externalName이 IP 주소임",
            what: "ExternalName 서비스에서 호스트 이름이 올 자리에 IP 주소가 있습니다. 숫자와 점만으로도 올바른 이름이 되므로 API 서버는 받아들입니다.",
            why: "externalName은 CNAME 레코드가 됩니다. 클라이언트는 그 주소를 이름으로 조회하는데, 그런 이름은 없습니다.",
            mend: "type과 셀렉터를 빼고 그 주소를 담은 엔드포인트슬라이스를 작성하거나, 호스트에 이름을 붙이세요.",
        },
        Rule::ExternalNameTrailingDot => RulePage {
            title: "externalName이 점으로 끝남",
            what: "ExternalName 서비스의 이름이 존 파일에서처럼 점으로 끝납니다. 클러스터 DNS에서는 동작하지만 이 필드를 읽는 다른 프로그램에서는 그렇지 않을 수 있어 참고로 알립니다.",
            why: "CNAME에는 항상 전체 이름이 들어가므로 점을 붙일 필요가 없습니다. 인그레스 컨트롤러나 서비스 메시, 스크립트는 이 값을 점 없는 이름과 비교하고, TLS의 이름에도 점이 없습니다.",
            mend: "점을 지우세요.",
        },
        Rule::ExternalNameOverHttp => RulePage {
            title: "ExternalName을 거치는 HTTP",
            what: "ExternalName 서비스에 번호나 이름으로 보아 HTTP 또는 HTTPS인 포트가 있습니다.",
            why: "ExternalName은 이름이 무엇으로 풀리는지만 바꿉니다. 클라이언트는 Host 헤더와 TLS에 여전히 서비스 이름을 보내므로, 이름을 확인하는 서버는 404나 421로 응답하거나 맞지 않는 인증서를 보냅니다.",
            mend: "클라이언트가 실제 이름을 쓰게 하거나, 호스트를 바꿔 주는 프록시나 Gateway 경로를 중간에 두세요.",
        },
        Rule::HeadlessPortDiffers => RulePage {
            title: "헤드리스 서비스는 포트를 변환하지 않음",
            what: "clusterIP: None인 서비스의 port가 targetPort와 다릅니다.",
            why: "헤드리스 서비스의 이름은 파드의 주소로 풀리고 클라이언트는 kube-proxy를 거치지 않고 연결합니다. port를 targetPort로 바꿔 줄 것이 없으므로 port로 연결하면 거부됩니다.",
            mend: "클라이언트가 targetPort로 연결하게 하고 port에도 같은 값을 쓰세요. 변환이 필요하면 clusterIP를 빼서 가상 IP를 할당받으세요.",
        },
        Rule::LoadBalancerPending => RulePage {
            title: "로드밸런서에 아직 주소가 없음",
            what: "LoadBalancer 서비스의 status에 주소가 없습니다. 방금 만들었거나 주소를 할당할 컨트롤러가 없는 경우입니다.",
            why: "쿠버네티스에는 로드밸런서가 내장되어 있지 않습니다. 주소를 할당하는 컨트롤러가 없으면 EXTERNAL-IP는 계속 <pending>으로 남습니다. 클러스터 IP와 노드포트는 그대로 동작합니다.",
            mend: "클라우드에서는 컨트롤러가 할당할 때까지 기다리고, 그 밖의 환경에서는 MetalLB 같은 컨트롤러를 설치하거나 노드포트 또는 Gateway를 쓰세요.",
        },
        Rule::LocalPolicyWithoutPod => RulePage {
            title: "Local 정책인데 파드가 없는 노드가 있음",
            what: "트래픽 정책이 Local인데, 이 서비스의 준비된 파드가 있는 노드도 있고 없는 노드도 있습니다.",
            why: "Local에서는 노드가 자기 노드의 파드로만 요청을 전달합니다. 파드가 없는 노드에서는 요청이 버려지고 클라이언트는 시간 초과까지 기다립니다.",
            mend: "요청을 받는 모든 노드에 파드를 두거나(데몬셋), 로드밸런서의 상태 확인으로 그런 노드를 제외하거나, Cluster로 바꾸세요. 가까운 파드를 우선하려는 것이라면 trafficDistribution이 더 안전합니다.",
        },
        Rule::AffinityBehindSnat => RulePage {
            title: "클라이언트의 것이 아닐 수 있는 주소로 맺는 세션 어피니티",
            what: "어느 노드로든 접근할 수 있는 서비스에 sessionAffinity: ClientIP가 설정되어 있습니다. 중간에 NAT이 없으면 문제없으므로 참고로만 알립니다.",
            why: "노드는 패킷의 출발지 주소로 클라이언트를 구분합니다. 같은 로드밸런서나 프록시, NAT 뒤의 클라이언트는 모두 하나로 보여 같은 파드로 갑니다.",
            mend: "클라이언트 주소를 유지하는 externalTrafficPolicy: Local을 쓰거나, HTTP 프록시에서 쿠키로 세션을 유지하세요.",
        },
        Rule::FixedByHand => RulePage {
            title: "직접 정한 주소 또는 노드포트",
            what: "매니페스트에 nodePort나 clusterIP가 적혀 있습니다. 주소를 미리 알아야 할 때도 있으므로 참고로만 알립니다. kubectl get으로 출력한 것은 제외합니다.",
            why: "둘 다 클러스터 전체에서 한 번만 할당됩니다. 만드는 순간 이미 쓰이고 있으면 서비스가 거부되고, 같은 매니페스트를 다른 네임스페이스에 다시 적용할 수 없습니다.",
            mend: "필드를 지우면 비어 있는 값이 할당됩니다. 클라이언트는 서비스 이름으로 찾으면 됩니다. 꼭 고정해야 한다면 클러스터가 나중에 할당하는 범위의 앞부분에서 고르세요.",
        },
        Rule::SelectorTooWide => RulePage {
            title: "셀렉터가 여러 애플리케이션을 선택함",
            what: "선택된 파드들의 app.kubernetes.io/name, app 또는 k8s-app 레이블이 서로 다르고, 셀렉터는 그중 어느 것도 지정하지 않습니다. 이 레이블들은 관례일 뿐이고 일부러 그렇게 했을 수도 있어 확실하지는 않습니다.",
            why: "요청이 이 파드들에 나뉘어 전달되므로, 클라이언트가 엉뚱한 애플리케이션의 응답을 받을 수 있습니다.",
            mend: "셀렉터에 애플리케이션 레이블을 추가하세요.",
        },
        Rule::SameSelectorAndPort => RulePage {
            title: "두 서비스가 같은 파드로 연결됨",
            what: "네임스페이스와 타입이 같은 두 서비스의 셀렉터와 포트가 똑같습니다. 이름을 두 개 쓰려는 것일 수도 있어 확실하지는 않습니다.",
            why: "복사한 뒤 셀렉터를 바꾸지 않았을 때 이렇게 됩니다. 두 번째 서비스가 첫 번째 서비스의 파드로 연결됩니다.",
            mend: "복사한 서비스의 셀렉터를 바꾸거나 둘 중 하나를 지우세요.",
        },
        Rule::LongConnections => RulePage {
            title: "연결을 유지하는 프로토콜",
            what: "가상 IP가 있는 서비스의 포트 이름이나 appProtocol이 gRPC 또는 HTTP/2를 가리킵니다. 여러 개면 개수와 함께 한 번만 알립니다.",
            why: "kube-proxy는 요청이 아니라 연결마다 파드를 고릅니다. 연결 하나를 계속 쓰는 클라이언트는 파드도 하나만 쓰므로, 새 파드에는 요청이 가지 않고 부하가 고르지 않게 됩니다.",
            mend: "헤드리스 서비스로 바꿔 클라이언트가 직접 분산하게 하거나, 프로토콜을 이해하는 프록시나 서비스 메시를 두거나, 서버가 몇 분마다 연결을 끊게 하세요.",
        },
        Rule::NamespaceAssumed => RulePage {
            title: "있다고 가정한 네임스페이스",
            what: "매니페스트에서 만들지도 않고 모든 클러스터에 있지도 않은 네임스페이스를 사용합니다. kubectl get은 Namespace를 출력하지 않으므로 있다고 가정하고, 모든 이름을 한 번에 알립니다.",
            why: "그 네임스페이스가 없는 클러스터는 namespaces not found라고 응답하고 이 객체들을 만들지 않습니다.",
            mend: "처음 사용하는 곳보다 위에 Namespace 객체를 추가하거나 미리 만들어 두세요.",
        },
    }
}
