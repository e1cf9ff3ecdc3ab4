//! The rules for names, labels and ports of `k8s.io/apimachinery/pkg/util/validation`. Each gives what is wrong, in order.

use std::borrow::Cow;

/// What is wrong with a value; empty if nothing is.
pub(crate) type Messages = Vec<Cow<'static, str>>;

const DNS_LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const DNS_SUBDOMAIN: &str = r"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const DNS_SUBDOMAIN_UNDERSCORE: &str = r"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')";
const QUALIFIED_NAME: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/// `IsDNS1123Label`
pub(crate) fn dns_label(value: &str) -> Messages {
    let mut messages = too_long(value, 63);
    if !is_dns_label(value) {
        messages.push(match is_dns_subdomain(value) {
            true => "must not contain dots".into(),
            false => DNS_LABEL.into(),
        });
    }
    messages
}

/// `IsDNS1123Subdomain`
pub(crate) fn dns_subdomain(value: &str) -> Messages {
    let mut messages = too_long(value, 253);
    if !is_dns_subdomain(value) {
        messages.push(DNS_SUBDOMAIN.into());
    }
    messages
}

/// `IsDNS1123SubdomainWithUnderscore`
pub(crate) fn dns_subdomain_with_underscore(value: &str) -> Messages {
    let mut messages = too_long(value, 253);
    let inner = |byte| is_lower_or_digit(byte) || byte == b'-' || byte == b'_';
    let fits = value
        .split('.')
        .all(|label| begins_and_ends(label, is_lower_or_digit) && label.bytes().all(inner));
    if !fits {
        messages.push(DNS_SUBDOMAIN_UNDERSCORE.into());
    }
    messages
}

/// `IsQualifiedName`: a label key.
pub(crate) fn qualified_name(value: &str) -> Messages {
    let mut messages = Messages::new();
    let parts: Vec<&str> = value.split('/').collect();
    let name = match parts.as_slice() {
        [name] => name,
        [prefix, name] => {
            if prefix.is_empty() {
                messages.push("prefix part must be non-empty".into());
            } else {
                let wrong = dns_subdomain(prefix).into_iter();
                messages.extend(wrong.map(|message| format!("prefix part {message}").into()));
            }
            name
        }
        _ => {
            return vec![
                format!("a valid label key {QUALIFIED_NAME} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')").into(),
            ];
        }
    };
    if name.is_empty() {
        messages.push("name part must be non-empty".into());
    } else if name.len() > 63 {
        messages.push("name part must be no more than 63 bytes".into());
    }
    if name.is_empty() || !is_qualified(name) {
        messages.push(format!("name part {QUALIFIED_NAME}").into());
    }
    messages
}

/// `IsValidLabelValue`
pub(crate) fn label_value(value: &str) -> Messages {
    let mut messages = Messages::new();
    if value.len() > 63 {
        messages.push("must be no more than 63 bytes".into());
    }
    if !is_qualified(value) {
        messages.push(LABEL_VALUE.into());
    }
    messages
}

/// `IsValidPortName`: a name that a container's port may have.
pub(crate) fn port_name(value: &str) -> Messages {
    let mut messages = too_long(value, 15);
    let inner = |byte| is_lower_or_digit(byte) || byte == b'-';
    if value.is_empty() || !value.bytes().all(inner) {
        messages
            .push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)".into());
    }
    if !value.bytes().any(|byte| byte.is_ascii_lowercase()) {
        messages.push("must contain at least one letter (a-z)".into());
    }
    if value.contains("--") {
        messages.push("must not contain consecutive hyphens".into());
    }
    if value.starts_with('-') || value.ends_with('-') {
        messages.push("must not begin or end with a hyphen".into());
    }
    messages
}

/// `IsRelaxedEnvVarName`
pub(crate) fn variable_name(value: &str) -> Messages {
    let printable = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'=';
    match value.bytes().all(printable) {
        true => Messages::new(),
        false => vec![
            "a valid environment variable name must consist only of printable ASCII characters other than '='"
                .into(),
        ],
    }
}

/// `IsConfigMapKey`
pub(crate) fn config_key(value: &str) -> Messages {
    let mut messages = too_long(value, 253);
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if value.is_empty() || !value.bytes().all(inner) {
        messages.push("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')".into());
    }
    match value {
        "." => messages.push("must not be '.'".into()),
        ".." => messages.push("must not be '..'".into()),
        value if value.starts_with("..") => messages.push("must not start with '..'".into()),
        _ => {}
    }
    messages
}

/// `IsHTTPHeaderName`
pub(crate) fn http_header_name(value: &str) -> Messages {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    match !value.is_empty() && value.bytes().all(inner) {
        true => Messages::new(),
        false => vec!["a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')".into()],
    }
}

/// `IsValidPortNum`
pub(crate) fn port_number(number: i64) -> Messages {
    in_range(number, 1, 65535)
}

/// `IsInRange`
pub(crate) fn in_range(number: i64, low: i64, high: i64) -> Messages {
    match (low..=high).contains(&number) {
        true => Messages::new(),
        false => vec![format!("must be between {low} and {high}, inclusive").into()],
    }
}

/// A name that will get a random suffix may end with a dash: `maskTrailingDash`.
pub(crate) fn mask_trailing_dash(prefix: &str) -> Cow<'_, str> {
    // The last two characters become one letter, as upstream has it.
    match prefix.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => {
            let mut masked: String = rest.into();
            masked.pop();
            masked.push('a');
            masked.into()
        }
        _ => prefix.into(),
    }
}

fn too_long(value: &str, max: usize) -> Messages {
    match value.len() > max {
        true => vec![format!("must be no more than {max} characters").into()],
        false => Messages::new(),
    }
}

fn is_dns_label(value: &str) -> bool {
    begins_and_ends(value, is_lower_or_digit)
        && value
            .bytes()
            .all(|byte| is_lower_or_digit(byte) || byte == b'-')
}

fn is_dns_subdomain(value: &str) -> bool {
    value.split('.').all(is_dns_label)
}

/// Empty, or letters, digits, `-`, `_` and `.` between letters or digits.
fn is_qualified(value: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    value.is_empty()
        || begins_and_ends(value, |byte| byte.is_ascii_alphanumeric()) && value.bytes().all(inner)
}

fn begins_and_ends(value: &str, accept: impl Fn(u8) -> bool) -> bool {
    let bytes = value.as_bytes();
    bytes.first().is_some_and(|byte| accept(*byte))
        && bytes.last().is_some_and(|byte| accept(*byte))
}

const fn is_lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_labels() {
        assert!(dns_label("3tier").is_empty());
        assert_eq!(dns_label("a.b"), ["must not contain dots"]);
        assert_eq!(dns_label("a..b"), [DNS_LABEL]);
        assert_eq!(dns_label(""), [DNS_LABEL]);
        assert_eq!(
            dns_label(&"a".repeat(64)),
            ["must be no more than 63 characters"]
        );
    }

    #[test]
    fn qualified_names() {
        assert!(qualified_name("example.com/My_Name.x").is_empty());
        assert_eq!(qualified_name("/x"), ["prefix part must be non-empty"]);
        assert_eq!(qualified_name("x.io/").len(), 2);
        assert_eq!(
            qualified_name("X.io/a"),
            [format!("prefix part {DNS_SUBDOMAIN}")]
        );
        assert_eq!(qualified_name("a/b/c").len(), 1);
    }

    #[test]
    fn port_names() {
        assert!(port_name("http-2").is_empty());
        assert_eq!(port_name("80"), ["must contain at least one letter (a-z)"]);
        assert_eq!(port_name("a--b"), ["must not contain consecutive hyphens"]);
        assert_eq!(port_name("web-"), ["must not begin or end with a hyphen"]);
        assert_eq!(port_name("WEB").len(), 2);
    }

    #[test]
    fn a_prefix_may_end_with_a_dash() {
        assert_eq!(mask_trailing_dash("web-"), "wea");
        assert_eq!(mask_trailing_dash("web"), "web");
        assert_eq!(mask_trailing_dash("-"), "-");
    }
}
