//! What an image name says about its tag, after the grammar of `github.com/distribution/reference`.

/// Whether the image is the `latest` one: it says so, or it names neither tag nor digest. A name that is no reference is not.
pub(super) fn is_latest(image: &str) -> bool {
    let (named, digest) = match image.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (image, None),
    };
    let after_slash = named.rfind('/').map_or(0, |at| at + 1);
    let colon = named.rfind(':').filter(|at| *at > after_slash);
    let (name, tag) = match colon.and_then(|at| named.split_at_checked(at)) {
        Some((name, tag)) => (name, tag.get(1..)),
        None => (named, None),
    };
    if !is_name(name) || !tag.is_none_or(is_tag) || !digest.is_none_or(is_digest) {
        return false;
    }
    match tag {
        Some(tag) => tag == "latest",
        None => digest.is_none(),
    }
}

fn is_name(name: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if name.len() == 64 && name.bytes().all(hex) {
        return false;
    }
    // An image without a domain comes from Docker Hub, one without a path from its library.
    let (path, implied) = match name.split_once('/') {
        Some((domain, path)) if is_domain_like(domain) => {
            if !is_domain(domain) {
                return false;
            }
            (path, "")
        }
        Some(_) => (name, ""),
        None => (name, "library/"),
    };
    path.len() + implied.len() <= 255 && path.split('/').all(is_path_component)
}

/// What tells a domain from the first part of a path.
fn is_domain_like(part: &str) -> bool {
    part.contains(['.', ':'])
        || part == "localhost"
        || part.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_domain(domain: &str) -> bool {
    let (host, port) = match domain.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (domain, None),
    };
    let port_fits =
        port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let literal = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let host_fits = match literal {
        Some(address) => address
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b':'),
        None => host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }),
    };
    port_fits && host_fits
}

/// Lower-case letters and digits, with `.`, `_`, `__` or dashes between them.
fn is_path_component(part: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let separators = part.split(|c: char| u8::try_from(c).is_ok_and(word));
    let inner =
        |text: &str| matches!(text, "" | "." | "_" | "__") || text.bytes().all(|byte| byte == b'-');
    let ends = [part.as_bytes().first(), part.as_bytes().last()];
    ends.into_iter()
        .all(|end| end.is_some_and(|byte| word(*byte)))
        && { separators }.all(inner)
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let inner = |byte: u8| word(byte) || byte == b'.' || byte == b'-';
    tag.len() <= 128 && tag.bytes().next().is_some_and(word) && tag.bytes().all(inner)
}

fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return false;
    };
    let starts = algorithm
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic());
    // The algorithms whose length is known.
    let length_fits = match algorithm {
        "sha256" => hex.len() == 64,
        "sha384" => hex.len() == 96,
        "sha512" => hex.len() == 128,
        _ => hex.len() >= 32,
    };
    starts && length_fits && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_without_tag_or_with_latest() {
        let digest = format!("nginx@sha256:{}", "0".repeat(64));
        for latest in [
            "nginx",
            "nginx:latest",
            "localhost:5000/a/b",
            "Registry.local/a__b",
            "a.b/c:latest",
        ] {
            assert!(is_latest(latest), "{latest}");
        }
        for other in [
            "nginx:1",
            &digest,
            "NGINX",
            "a b",
            "",
            "nginx:",
            "-x",
            "x//y",
            "localhost:x/a",
        ] {
            assert!(!is_latest(other), "{other}");
        }
    }
}
