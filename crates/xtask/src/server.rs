//! A static server for the packed site, on this machine only.
//!
//! It does what a good static host does and no more: types, the packed form of a file where the
//! browser takes it, caching by hashed name. The site may lie under a path, as on a host that
//! serves many.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};

/// The longest request that is read; a browser's are a tenth of it.
const MAX_REQUEST: u64 = 64 * 1024;

/// How long a connection may say nothing: browsers open some that they never use.
const PATIENCE: Duration = Duration::from_secs(30);

/// A directory, served below a base path.
pub(crate) struct Site {
    directory: PathBuf,
    base: String,
}

/// What is sent back.
#[derive(Debug)]
struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Site {
    /// `base` is the path at which the site begins; it starts and ends with a slash.
    pub(crate) fn new(directory: PathBuf, base: &str) -> Self {
        Self {
            directory,
            base: base.to_owned(),
        }
    }

    /// Begins to serve in the background, for as long as this program runs. Port 0 takes any that
    /// is free. Returns the site's address.
    pub(crate) fn serve(self, port: u16) -> Result<String> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .with_context(|| {
                format!("cannot listen on port {port}; another may be given as --port N")
            })?;
        let address = format!("http://{}{}", listener.local_addr()?, self.base);
        let site = Arc::new(self);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                // A visitor who goes away while being answered is no failure.
                std::thread::spawn(move || site.converse(stream).ok());
            }
        });
        Ok(address)
    }

    /// Reads one request, answers it, and closes.
    fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut lines = BufReader::new(stream.try_clone()?.take(MAX_REQUEST)).lines();
        let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        let mut encodings = String::new();
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("accept-encoding") => {
                    value.clone_into(&mut encodings);
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut words = request.split(' ');
        let (method, target) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        let response = self.answer(method, target, &encodings);
        let mut head = format!(
            "HTTP/1.1 {}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n",
            response.status
        );
        for (name, value) in &response.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", response.body.len()));
        stream.write_all(head.as_bytes())?;
        if method != "HEAD" {
            stream.write_all(&response.body)?;
        }
        stream.flush()
    }

    fn answer(&self, method: &str, target: &str, encodings: &str) -> Response {
        if !matches!(method, "GET" | "HEAD") {
            return Response::plain("405 Method Not Allowed");
        }
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if path == self.base.trim_end_matches('/') && path != self.base {
            let mut response = Response::plain("301 Moved Permanently");
            response.headers.push(("Location", self.base.clone()));
            return response;
        }
        let Some(file) = path
            .strip_prefix(&self.base)
            .and_then(|path| self.file(path))
        else {
            return Response::plain("404 Not Found");
        };
        let accepts = |coding: &str| {
            encodings
                .split(',')
                .any(|one| one.split(';').next().unwrap_or_default().trim() == coding)
        };
        for (coding, suffix) in [("br", ".br"), ("gzip", ".gz"), ("", "")] {
            if !coding.is_empty() && !accepts(coding) {
                continue;
            }
            let mut packed = file.clone().into_os_string();
            packed.push(suffix);
            if let Ok(body) = fs::read(packed) {
                return found(path, &file, coding, body);
            }
        }
        Response::plain("404 Not Found")
    }

    /// The file that a path below the base names: never one outside the directory.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decoded(path)?;
        if !Path::new(&path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
        {
            return None;
        }
        let mut file = self.directory.join(&path);
        if path.is_empty() || path.ends_with('/') {
            file.push("index.html");
        }
        Some(file)
    }
}

fn found(path: &str, file: &Path, coding: &str, body: Vec<u8>) -> Response {
    // Names under assets/ hold a hash of what is inside: they never change.
    let hashed = path.contains("/assets/");
    let caching = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut headers = vec![
        ("Content-Type", content_type(file).to_owned()),
        ("Cache-Control", caching.to_owned()),
        ("Vary", "Accept-Encoding".to_owned()),
    ];
    if !coding.is_empty() {
        headers.push(("Content-Encoding", coding.to_owned()));
    }
    Response {
        status: "200 OK",
        headers,
        body,
    }
}

impl Response {
    fn plain(status: &'static str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self {
            status,
            headers,
            body: status.as_bytes().to_vec(),
        }
    }
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
    {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "md" | "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of three files, removed at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let directory =
                std::env::temp_dir().join(format!("xtask-server-{name}-{}", std::process::id()));
            fs::create_dir_all(directory.join("site/assets")).unwrap();
            fs::write(directory.join("secret"), "no").unwrap();
            for (file, text) in [
                ("index.html", "page"),
                ("assets/a-1.js", "script"),
                ("assets/a-1.js.br", "packed"),
            ] {
                fs::write(directory.join("site").join(file), text).unwrap();
            }
            Self(directory)
        }

        fn site(&self, base: &str) -> Site {
            Site::new(self.0.join("site"), base)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response
            .headers
            .iter()
            .find(|header| header.0 == name)
            .map(|header| header.1.as_str())
    }

    #[test]
    fn sends_the_packed_form_only_to_those_who_take_it() {
        let scratch = Scratch::new("packed");
        let site = scratch.site("/");
        let response = site.answer("GET", "/assets/a-1.js?x", "gzip, deflate, br");
        assert_eq!(
            (
                response.body.as_slice(),
                header(&response, "Content-Encoding")
            ),
            (&b"packed"[..], Some("br"))
        );
        assert_eq!(
            header(&response, "Content-Type"),
            Some("text/javascript; charset=utf-8")
        );
        let response = site.answer("GET", "/assets/a-1.js", "gzip");
        assert_eq!(
            (
                response.body.as_slice(),
                header(&response, "Content-Encoding")
            ),
            (&b"script"[..], None)
        );
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let scratch = Scratch::new("caching");
        let site = scratch.site("/");
        assert_eq!(
            header(&site.answer("GET", "/", ""), "Cache-Control"),
            Some("no-cache")
        );
        let kept = site.answer("GET", "/assets/a-1.js", "");
        assert!(
            header(&kept, "Cache-Control")
                .unwrap()
                .contains("immutable")
        );
    }

    #[test]
    fn lies_below_its_base_and_nowhere_else() {
        let scratch = Scratch::new("base");
        let site = scratch.site("/deep/down/");
        assert_eq!(site.answer("GET", "/deep/down/", "").body, b"page");
        assert_eq!(
            header(&site.answer("GET", "/deep/down", ""), "Location"),
            Some("/deep/down/")
        );
        assert_eq!(site.answer("GET", "/", "").status, "404 Not Found");
    }

    #[test]
    fn never_leaves_its_directory() {
        let scratch = Scratch::new("outside");
        let site = scratch.site("/");
        for target in [
            "/../secret",
            "/%2e%2e/secret",
            "/assets/../../secret",
            "//etc/passwd",
            "/%",
            "/%ff",
        ] {
            assert_eq!(
                site.answer("GET", target, "").status,
                "404 Not Found",
                "{target}"
            );
        }
        assert_eq!(
            site.answer("POST", "/", "").status,
            "405 Method Not Allowed"
        );
    }

    #[test]
    fn speaks_http() {
        let scratch = Scratch::new("http");
        let address = scratch.site("/").serve(0).unwrap();
        let authority = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(authority).unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(
            answer.ends_with("Content-Length: 4\r\n\r\npage"),
            "{answer}"
        );
    }
}
