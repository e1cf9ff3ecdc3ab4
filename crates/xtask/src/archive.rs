//! The packed site as one file: for a teacher's web server, or a stick.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::stamp;

/// The directory that the archive unpacks into.
const NAME: &str = "service-playground";

/// What is read first by whoever unpacks it. Both languages in one file: nobody knows yet who that is.
const START: &str = include_str!("../assets/START-HERE.txt");

/// Writes everything in `site` into an archive beside it, and returns where that is. The same site makes the same bytes.
pub(crate) fn write(site: &Path) -> Result<PathBuf> {
    let place = site.with_file_name(format!("{NAME}.zip"));
    let mut archive = ZipWriter::new(
        File::create(&place).with_context(|| format!("cannot write {}", place.display()))?,
    );
    // The library's default time is the format's first; a file's own would make every archive another.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    archive.start_file(format!("{NAME}/START-HERE.txt"), options)?;
    archive.write_all(START.as_bytes())?;
    for file in stamp::files(site, &is_packed)? {
        let inside = file.strip_prefix(site)?.components();
        let inside: Vec<_> = inside
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        archive.start_file(format!("{NAME}/{}", inside.join("/")), options)?;
        archive.write_all(&fs::read(&file)?)?;
    }
    archive.finish()?;
    Ok(place)
}

/// The forms for servers that send packed files: a simple one does not.
pub(crate) fn is_packed(file: &Path) -> bool {
    file.extension()
        .is_some_and(|end| end == "br" || end == "gz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_holds_the_site_and_how_to_serve_it() {
        let directory = std::env::temp_dir().join(format!("xtask-archive-{}", std::process::id()));
        let site = directory.join("dist");
        fs::create_dir_all(site.join("assets")).unwrap();
        for (file, text) in [
            ("index.html", "page"),
            ("assets/a.js", "script"),
            ("assets/a.js.br", "packed"),
        ] {
            fs::write(site.join(file), text).unwrap();
        }
        let place = write(&site).unwrap();
        let first = fs::read(&place).unwrap();
        let mut archive = zip::ZipArchive::new(File::open(&place).unwrap()).unwrap();
        let mut names: Vec<String> = archive
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        names.sort();
        let page =
            std::io::read_to_string(archive.by_name("service-playground/index.html").unwrap());
        write(&site).unwrap();
        let second = fs::read(&place).unwrap();
        fs::remove_dir_all(&directory).unwrap();
        assert_eq!(
            names,
            [
                "service-playground/START-HERE.txt",
                "service-playground/assets/a.js",
                "service-playground/index.html"
            ]
        );
        assert_eq!(page.unwrap(), "page");
        assert_eq!(first, second);
    }
}
