use cluster::admission::Wanted;
use cluster::explain::{Explanation, Found};

use crate::{Josa, with_josa};

pub(super) fn explain(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Indentation => "들여쓰기가 위의 어느 줄과도 맞지 않습니다. 한 객체의 키는 같은 열에서 시작해야 합니다.",
        Explanation::ColonMissing => "키 뒤에는 콜론과 공백이 필요합니다. 예: name: web. 이 줄과 바로 윗줄을 확인하세요.",
        Explanation::HiddenColon => "공백 뒤의 #은 주석을 시작하므로 그 뒤의 콜론을 읽지 않습니다. #을 지우세요.",
        Explanation::EndsAbove => "이 줄이 객체의 첫 줄보다 덜 들여 써져 있어, YAML은 위에서 객체가 끝난 것으로 봅니다. 객체의 키는 모두 같은 열에서 시작하세요.",
        Explanation::SecondColon => "이 줄에 콜론이 하나 더 있습니다. 값에 콜론과 공백이 들어 있다면 따옴표로 감싸고, 다른 키라면 줄을 나누세요.",
        Explanation::TooFarRight => "이미 값이 있는 줄 아래로 들여 썼습니다. 이 줄을 왼쪽으로 옮기거나 윗줄의 값을 지우세요.",
        Explanation::Tab => "들여쓰기에 탭이 있습니다. YAML은 공백만 허용합니다. 탭을 공백으로 바꾸세요.",
        Explanation::StrayCharacter(character) => {
            return format!("괄호나 따옴표 바로 앞에 {character} 문자가 올 수 없습니다. 잘못 들어간 것으로 보이니 지우세요.");
        }
        Explanation::ReservedCharacter(character) => {
            return format!("값은 {character} 문자로 시작할 수 없습니다. YAML이 따로 쓰는 문자입니다. 지우거나, 값의 일부라면 값 전체를 따옴표로 감싸세요.");
        }
        Explanation::ControlCharacter => "눈에 보이지 않는 제어 문자가 있습니다. 복사하면서 들어가는 경우가 많습니다. 지우세요.",
        Explanation::CommaOutside => "쉼표는 [ ]와 { } 안에서만 항목을 나눕니다. 여기서는 값이 이미 끝났으니 쉼표를 지우세요.",
        Explanation::LineBreakMissing => "앞의 값이 끝난 뒤 같은 줄에서 다른 키가 시작됩니다. 줄을 나누세요.",
        Explanation::HyphenMissing => "위의 줄들은 목록의 항목인데 이 줄에는 하이픈이 없습니다. 위의 하이픈을 지우거나, 이 줄이 그 항목에 속하도록 들여 쓰세요.",
        Explanation::HyphenUnexpected => "하이픈과 공백은 목록의 항목을 시작하는데 여기에는 목록이 올 수 없습니다. 객체의 키 앞이라면 하이픈을 지우고, 항목이라면 새 줄에서 시작하세요.",
        Explanation::BlockText => "|나 > 뒤의 텍스트는 다음 줄부터 들여 써야 합니다. 값의 일부라면 값을 따옴표로 감싸고, 잘못 들어간 것이라면 지우세요.",
        Explanation::Anchor => "&와 * 뒤에는 앵커의 이름이 와야 합니다. 값의 일부라면 값을 따옴표로 감싸고, 잘못 들어간 것이라면 지우세요.",
        Explanation::Unclosed => "앞에서 연 따옴표나 괄호가 닫히지 않았거나, 항목 사이에 쉼표가 빠졌습니다.",
        Explanation::UnknownAnchor => "* 뒤의 별칭이 가리키는 앵커(&)가 위에 없습니다.",
        Explanation::Ellipsis => "노트에서 ...은 ‘이하 생략’이라는 뜻이지만 YAML은 키로 읽습니다. 이 줄을 지우세요.",
        Explanation::ReadAsJson => "{로 시작하는 텍스트는 JSON으로 읽습니다. 중괄호가 잘못 들어갔다면 지우고, JSON이라면 모든 키와 문자열을 큰따옴표로 감싸세요.",
        Explanation::Separator => "kubectl은 --- 줄에 주석만 허용합니다. 문서는 다음 줄에서 시작하세요.",
        Explanation::NotYaml => "여기서부터는 YAML이 아닙니다. kubectl은 이 문서와 그 뒤의 문서를 읽지 않습니다.",
        Explanation::UnknownField(Some(meant)) => {
            return format!("여기에는 없는 필드입니다. {} 쓰려던 것인가요?", with_josa(meant, Josa::EulReul));
        }
        Explanation::UnknownField(None) => "여기에는 없는 필드입니다. 철자와 대소문자, 들여쓰기를 확인하세요.",
        Explanation::DuplicateField => "같은 객체에 이 키가 두 번 있습니다. kubectl은 아무 말 없이 마지막 값을 씁니다. 뜻하는 것 하나만 남기세요.",
        Explanation::WrongType(wanted, found) => return wrong_type(*wanted, *found),
        Explanation::NoMatchLabels => "서비스의 셀렉터에는 레이블을 바로 씁니다. matchLabels는 디플로이먼트 같은 워크로드에만 있습니다.",
        Explanation::Unparsable => "값의 타입은 맞지만 읽을 수 있는 형식이 아닙니다.",
        Explanation::NotAnObject => "객체는 apiVersion과 kind로 시작하는 키와 값으로 씁니다. 이 문서는 객체가 아닙니다.",
        Explanation::IdentityMissing(field) => {
            return format!(
                "이 객체에는 {} 없습니다. 모든 객체는 v1과 Service처럼 apiVersion과 kind로 시작하고, 최상위 키는 모두 같은 열에 있어야 합니다.",
                with_josa(field, Josa::IGa)
            );
        }
        Explanation::IdentityNotText(field) => {
            return format!(
                "{}에는 {} 같은 단어 하나를 써야 합니다.",
                field,
                with_josa(example(field), Josa::GwaWa)
            );
        }
        Explanation::UnknownKind(Some(meant)) => {
            return format!("이 버전에 이런 이름의 종류가 없습니다. {} 쓰려던 것인가요?", with_josa(meant, Josa::EulReul));
        }
        Explanation::UnknownKind(None) => "apiVersion과 kind는 v1과 Service, apps/v1과 Deployment처럼 서로 맞아야 합니다. 대소문자까지 둘 다 확인하세요.",
        Explanation::NamespaceMissing => "네임스페이스가 먼저 있어야 그 안에 만들 수 있습니다. 위에 Namespace 객체를 추가하세요.",
        Explanation::NamespaceBelow => "네임스페이스를 만드는 객체가 아래에 있습니다. 객체는 적힌 순서대로 만들어지므로 Namespace를 이 객체 위로 옮기세요.",
        Explanation::AlreadyExists => "같은 종류에 같은 이름이 이미 있습니다. 이름은 네임스페이스 안에서 종류별로 하나뿐입니다.",
        Explanation::NameMissing => "모든 객체와 컨테이너에는 이름이 필요합니다. 노트에 실린 예제 조각에는 빠져 있는 경우가 많습니다.",
        Explanation::PortNameMissing => "포트가 둘 이상이면 서로 구분할 수 있도록 포트마다 이름을 지정해야 합니다.",
        Explanation::PortsMissing => "서비스는 포트를 전달하므로 포트가 하나 이상 필요합니다. 헤드리스 서비스와 ExternalName만 예외입니다.",
        Explanation::ImageMissing => "컨테이너를 실행하려면 이미지를 지정해야 합니다.",
        Explanation::HandlerMissing => "무엇을 할지 지정해야 합니다. exec, httpGet, tcpSocket 중에서 고르고, 프로브에는 grpc도 쓸 수 있습니다.",
        Explanation::HandlerTwice => "한 가지만 지정할 수 있습니다. exec, httpGet, tcpSocket, grpc 중 하나만 남기세요.",
        Explanation::PortRange => "포트 번호는 1부터 65535까지입니다.",
        Explanation::PortName => "포트 이름은 영문 소문자와 숫자, 하이픈으로 15자까지 쓸 수 있습니다. 글자가 하나 이상 있어야 하고, 하이픈은 이어 쓰거나 양 끝에 둘 수 없습니다.",
        Explanation::PortNumberInQuotes => "따옴표 안에 있으면 이름으로 읽고, 이름에는 글자가 있어야 합니다. 번호라면 따옴표를 빼세요.",
        Explanation::PortTwice => "이 서비스의 포트 두 개가 번호와 프로토콜이 같아서 구분할 수 없습니다. 하나를 바꾸거나 지우세요.",
        Explanation::NodePortRange => "노드포트는 30000~32767 범위에서 할당됩니다. 이 안에서 고르거나, 필드를 지워 비어 있는 포트를 받으세요.",
        Explanation::NodePortTaken => "다른 곳에서 이미 쓰는 노드포트입니다. 노드포트는 클러스터 전체에서 겹칠 수 없습니다. 다른 번호를 고르거나, 필드를 지워 비어 있는 포트를 받으세요.",
        Explanation::ClusterIpRange => "서비스 주소는 클러스터가 정해진 범위에서만 할당합니다. 필드를 지우면 비어 있는 주소를 받습니다.",
        Explanation::ClusterIpTaken => "다른 서비스가 이미 쓰는 주소입니다. 필드를 지우면 비어 있는 주소를 받습니다.",
        Explanation::ClusterIpsDiffer => "clusterIPs는 clusterIP의 주소로 시작하고, 다른 패밀리의 주소를 하나 더 둘 수 있습니다. clusterIPs를 지우면 알아서 채워집니다.",
        Explanation::HeadlessType => "자기 주소가 없는(None) 서비스는 NodePort나 LoadBalancer가 될 수 없습니다. clusterIP를 지우거나 type을 바꾸세요.",
        Explanation::NameFormat => "이름은 DNS 이름의 일부가 됩니다. 영문 소문자, 숫자, 하이픈만 쓸 수 있고 글자나 숫자로 시작하고 끝나야 합니다.",
        Explanation::TooLong(Some(most)) => return format!("너무 깁니다. 최대 {most}자까지 쓸 수 있습니다."),
        Explanation::TooLong(None) => "너무 깁니다. 줄이세요.",
        Explanation::LabelFormat => "레이블은 영문자, 숫자, 하이픈, 밑줄, 점으로 이루어지고 글자나 숫자로 시작하고 끝나야 합니다. 앞뒤를 포함해 공백은 쓸 수 없습니다.",
        Explanation::QualifiedName => "이름은 영문자, 숫자, 하이픈, 밑줄, 점으로 이루어지고 글자나 숫자로 시작하고 끝나야 합니다. 앞에 example.com/name처럼 도메인과 슬래시를 붙일 수 있습니다.",
        Explanation::NoAddress => "여기에 쓸 수 있는 IP 주소가 아닙니다. IPv4 주소는 255 이하의 숫자 네 개이고 숫자 앞에 0을 붙이지 않습니다. 호스트 이름은 쓸 수 없습니다.",
        Explanation::Address => "다른 호스트로 이어지는 주소가 필요합니다. 루프백, 링크 로컬, 멀티캐스트, 미지정 주소는 다른 호스트로 이어지지 않습니다.",
        Explanation::TemplateMismatch => "이대로면 워크로드가 자기 파드를 찾지 못합니다. 셀렉터의 레이블을 템플릿에도 넣으세요.",
        Explanation::Unsupported => "나열된 값 중 하나를 철자 그대로 써야 합니다.",
        Explanation::Empty => "값이 비어 있습니다. 나열된 값 중 하나를 쓰거나 필드를 지우세요.",
        Explanation::OutOfRange => "숫자가 허용 범위를 벗어났습니다. 범위는 메시지에 나옵니다.",
        Explanation::OtherType => "다른 타입의 서비스에 쓰는 필드입니다. 이 필드를 지우거나 type을 바꾸세요.",
        Explanation::LocalLoadBalancerOnly => "type: LoadBalancer이면서 externalTrafficPolicy: Local일 때 쓰는 필드입니다. 둘 다 설정하거나 이 필드를 지우세요.",
        Explanation::Required => "반드시 있어야 하는 필드입니다.",
        Explanation::Duplicate => "중복될 수 없는 값이 두 번 있습니다. 하나를 바꾸거나 지우세요.",
        Explanation::Forbidden => "객체의 다른 설정과 함께 쓸 수 없는 필드입니다.",
        Explanation::Invalid => "API 서버가 받아들이지 않는 값입니다. 무엇이 와야 하는지는 메시지에 나옵니다.",
        Explanation::EndpointsDeprecated => "아직 동작합니다. 컨트롤 플레인이 이 엔드포인트를 엔드포인트슬라이스로 미러링합니다. 새로 작성한다면 EndpointSlice를 쓰세요.",
        Explanation::ExternalIpsDeprecated => "여기서는 아직 동작합니다. 동작하지 않는 클러스터라면 클러스터가 주소를 관리하는 LoadBalancer 서비스를 쓰세요.",
        Explanation::Ignored => "API 서버가 저장은 하지만 아무 데도 쓰이지 않는 필드입니다. 지우거나, 이 필드를 쓰는 서비스 타입으로 바꾸세요.",
        Explanation::AddressForm => "동작하지만 표준 표기가 아닙니다. 같은 주소를 다르게 적으면 다른 주소로 오해할 수 있습니다.",
        Explanation::HostName => "동작하지만 이 이름은 호스트 이름에 쓰입니다. 호스트 이름에서 점은 구분자이고 길이는 63자까지입니다. 영문 소문자, 숫자, 하이픈만 쓰세요.",
        Explanation::PortNameTwice => "이 이름을 찾는 targetPort나 프로브는 이 포트 중 첫 번째만 찾습니다. 포트마다 다른 이름을 붙이세요.",
        Explanation::Renamed => "뜻은 같습니다. 새로 작성한다면 새 이름을 쓰세요.",
    }
    .to_owned()
}

fn wrong_type(wanted: Wanted, found: Found) -> String {
    let takes = match wanted {
        Wanted::Text => "문자열을 쓰는 필드입니다.".to_owned(),
        Wanted::OneOf(words) => format!("다음 중 하나를 쓰는 필드입니다: {}.", words.join(", ")),
        Wanted::Number => "정수를 쓰는 필드입니다.".to_owned(),
        Wanted::Boolean => "true 또는 false를 쓰는 필드입니다.".to_owned(),
        Wanted::List => "목록을 쓰는 필드입니다.".to_owned(),
        Wanted::Fields => "하위 필드가 필요한 필드입니다.".to_owned(),
        Wanted::Other => "값의 타입이 다릅니다.".to_owned(),
    };
    let help = match (wanted, found) {
        (Wanted::Fields, Found::List) => {
            "지금은 목록이 있습니다. 하이픈이나 대괄호를 지우고 이름: 값 형태로 쓰세요."
        }
        (Wanted::Fields, _) => "다음 줄부터 들여 써서 이름: 값 형태로 작성하세요.",
        (Wanted::List, Found::Fields) => {
            "지금은 필드가 있습니다. 첫 필드 앞에 하이픈과 공백을 붙이세요."
        }
        (Wanted::List, _) => "각 항목은 하이픈과 공백으로 시작합니다.",
        (_, Found::Fields) => {
            "지금은 하위 필드가 있습니다. 값을 바로 쓰거나, 아래 줄을 너무 깊이 들여 쓰지 않았는지 확인하세요."
        }
        (_, Found::List) => "지금은 목록이 있습니다. 하이픈이나 대괄호 없이 값을 바로 쓰세요.",
        (Wanted::Text, _) => {
            "숫자나 true, false, yes, no, on, off는 따옴표로 감싸야 문자열로 읽힙니다."
        }
        (Wanted::Number, Found::Number) => "너무 크거나 소수점이 있습니다.",
        (Wanted::Number | Wanted::Boolean, Found::Text) => "따옴표 없이 쓰세요.",
        (Wanted::Other, _) => {
            "따옴표로 감싼 숫자는 문자열이고, 감싸지 않은 yes, no, on, off는 불리언입니다."
        }
        _ => "",
    };
    format!("{takes} {help}").trim_end().to_owned()
}

fn example(field: &str) -> &'static str {
    match field {
        "kind" => "Service",
        _ => "v1",
    }
}
