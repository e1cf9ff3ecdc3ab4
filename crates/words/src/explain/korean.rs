use cluster::admission::Wanted;
use cluster::explain::Explanation;

use crate::{Josa, with_josa};

pub(super) fn explain(explanation: &Explanation) -> String {
    match explanation {
        Explanation::Indentation => "들여쓰기가 위의 어느 줄과도 맞지 않습니다. 한 객체의 키는 같은 열에서 시작해야 합니다.",
        Explanation::ColonMissing => "키 뒤에는 콜론과 공백이 필요합니다. 예: name: web",
        Explanation::ColonUnexpected => "키가 올 수 없는 자리에 콜론이 있습니다. 줄을 너무 깊이 들여 썼거나, 콜론이 들어 있는 값을 따옴표로 감싸지 않았습니다.",
        Explanation::ReservedCharacter => "이 문자는 여기에 쓸 수 없습니다. 탭으로 들여쓸 수 없고, @와 `는 따옴표로 감싸야 합니다.",
        Explanation::Unclosed => "앞에서 연 따옴표나 괄호가 닫히지 않았습니다.",
        Explanation::UnknownAnchor => "* 뒤의 별칭이 가리키는 앵커(&)가 위에 없습니다.",
        Explanation::Ellipsis => "노트에서 ...은 ‘이하 생략’이라는 뜻이지만 YAML은 키로 읽습니다. 이 줄을 지우세요.",
        Explanation::NotYaml => "여기서부터는 YAML이 아닙니다. kubectl은 이 문서와 그 뒤의 문서를 읽지 않습니다.",
        Explanation::UnknownField(Some(meant)) => {
            return format!("여기에는 없는 필드입니다. {} 쓰려던 것인가요?", with_josa(meant, Josa::EulReul));
        }
        Explanation::UnknownField(None) => "여기에는 없는 필드입니다. 철자와 대소문자, 들여쓰기를 확인하세요.",
        Explanation::DuplicateField => "같은 객체에 이 키가 두 번 있습니다. kubectl은 아무 말 없이 마지막 값을 씁니다. 뜻하는 것 하나만 남기세요.",
        Explanation::WrongType(Wanted::Text) => "문자열을 쓰는 필드입니다. 숫자나 true, false, yes, no, on, off는 따옴표로 감싸야 문자열로 읽힙니다.",
        Explanation::WrongType(Wanted::Number) => "숫자를 쓰는 필드입니다. 따옴표 없이 쓰세요.",
        Explanation::WrongType(Wanted::Boolean) => "true 또는 false를 쓰는 필드입니다. 따옴표 없이 쓰세요.",
        Explanation::WrongType(Wanted::List) => "목록을 쓰는 필드입니다. 각 항목은 하이픈과 공백으로 시작합니다.",
        Explanation::WrongType(Wanted::Fields) => "하위 필드가 필요한 필드입니다. 다음 줄부터 들여쓰기해 작성하세요.",
        Explanation::WrongType(Wanted::Other) => "값의 타입이 다릅니다. 따옴표로 감싼 숫자는 문자열이고, 감싸지 않은 yes, no, on, off는 불리언입니다.",
        Explanation::NoMatchLabels => "서비스의 셀렉터에는 레이블을 바로 씁니다. matchLabels는 디플로이먼트 같은 워크로드에만 있습니다.",
        Explanation::Unparsable => "값의 타입은 맞지만 읽을 수 있는 형식이 아닙니다.",
        Explanation::UnknownKind => "모든 객체에는 서로 맞는 apiVersion과 kind가 필요합니다. 예: v1과 Service",
        Explanation::NamespaceMissing => "네임스페이스가 먼저 있어야 그 안에 만들 수 있습니다. 위에 Namespace 객체를 추가하세요.",
        Explanation::AlreadyExists => "같은 종류에 같은 이름이 이미 있습니다. 이름은 네임스페이스 안에서 종류별로 하나뿐입니다.",
        Explanation::NameMissing => "모든 객체와 컨테이너에는 이름이 필요합니다. 노트에 실린 예제 조각에는 빠져 있는 경우가 많습니다.",
        Explanation::PortNameMissing => "포트가 둘 이상이면 서로 구분할 수 있도록 포트마다 이름을 지정해야 합니다.",
        Explanation::PortsMissing => "서비스는 포트를 전달하므로 포트가 하나 이상 필요합니다. 헤드리스 서비스와 ExternalName만 예외입니다.",
        Explanation::ImageMissing => "컨테이너를 실행하려면 이미지를 지정해야 합니다.",
        Explanation::PortRange => "포트 번호는 1부터 65535까지입니다.",
        Explanation::NodePort => "노드포트는 30000~32767 범위에서 할당되며 클러스터 안에서 겹칠 수 없습니다. 이 필드를 지우면 비어 있는 포트가 자동으로 할당됩니다.",
        Explanation::ClusterIp => "서비스 주소는 클러스터가 정해진 범위에서 겹치지 않게 할당합니다. 이 필드를 지우면 비어 있는 주소가 자동으로 할당됩니다.",
        Explanation::NameFormat => "이름은 DNS 이름의 일부가 됩니다. 영문 소문자, 숫자, 하이픈만 쓸 수 있고 글자나 숫자로 시작하고 끝나야 합니다.",
        Explanation::LabelFormat => "레이블은 영문자, 숫자, 하이픈, 밑줄, 점으로 이루어지고 글자나 숫자로 시작하고 끝나야 합니다.",
        Explanation::Address => "엔드포인트에는 다른 호스트의 주소가 필요합니다. 루프백, 링크 로컬, 미지정 주소는 이 호스트 밖으로 나가지 않습니다.",
        Explanation::TemplateMismatch => "이대로면 워크로드가 자기 파드를 찾지 못합니다. 셀렉터의 레이블을 템플릿에도 넣으세요.",
        Explanation::Unsupported => "나열된 값 중 하나를 철자 그대로 써야 합니다.",
        Explanation::Required => "반드시 있어야 하는 필드입니다.",
        Explanation::Duplicate => "중복될 수 없는 값이 두 번 있습니다.",
        Explanation::Forbidden => "객체의 다른 설정과 함께 쓸 수 없는 필드입니다.",
        Explanation::Invalid => "API 서버가 받아들이지 않는 값입니다.",
        Explanation::EndpointsDeprecated => "아직 동작합니다. 컨트롤 플레인이 이 엔드포인트를 엔드포인트슬라이스로 미러링합니다. 새로 작성한다면 EndpointSlice를 쓰세요.",
    }
    .to_owned()
}
