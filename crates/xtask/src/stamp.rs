//! Does work once: a stamp under the target directory says of which inputs an output was made.
//!
//! Contents are compared, never times: a checkout, a copy or a touched file does not start the work
//! again, and an output that was changed or deleted by hand does.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What some files hold, and whatever else matters, as one number. Only ever compared with one made
/// by the same build of this program's standard library, so its hasher need not be a lasting one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Of every file at or below `paths`, in order of their names, and of `also`. A path that is
    /// not there counts as such. `skip` leaves out whole directories and files.
    pub(crate) fn of(
        paths: &[PathBuf],
        skip: &dyn Fn(&Path) -> bool,
        also: impl Hash,
    ) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        also.hash(&mut hasher);
        for path in paths {
            for file in files(path, skip)? {
                file.hash(&mut hasher);
                fs::read(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?
                    .hash(&mut hasher);
            }
        }
        Ok(Self(hasher.finish()))
    }
}

/// Every file at or below `path`, sorted; empty if there is none.
pub(crate) fn files(path: &Path, skip: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![path.to_owned()];
    while let Some(path) = pending.pop() {
        if skip(&path) {
            continue;
        }
        if path.is_dir() {
            let entries =
                fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?;
            for entry in entries {
                pending.push(entry?.path());
            }
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Does `work`, which makes `output` from what `inputs` tells, unless it has been done already.
/// Says whether it did.
pub(crate) fn once(
    stamp: &Path,
    inputs: Fingerprint,
    output: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let line = |inputs: Fingerprint| -> Result<String> {
        let made = Fingerprint::of(&[output.to_owned()], &|_| false, ())?;
        Ok(format!("{:016x} {:016x}\n", inputs.0, made.0))
    };
    if output.exists()
        && fs::read_to_string(stamp).is_ok_and(|said| line(inputs).is_ok_and(|line| line == said))
    {
        return Ok(false);
    }
    // A stamp left over from before would vouch for half-done work if this is interrupted.
    let _ = fs::remove_file(stamp);
    work()?;
    if let Some(directory) = stamp.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(stamp, line(inputs)?).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let directory =
            std::env::temp_dir().join(format!("xtask-stamp-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(directory.join("in")).unwrap();
        directory
    }

    #[test]
    fn work_is_done_once_until_its_input_or_its_output_changes() {
        let directory = scratch("once");
        let (input, output) = (directory.join("in/a"), directory.join("out"));
        fs::write(&input, "1").unwrap();
        let go = || {
            let inputs = Fingerprint::of(&[directory.join("in")], &|_| false, "v1").unwrap();
            once(&directory.join("stamp"), inputs, &output, || {
                Ok(fs::write(&output, "made")?)
            })
            .unwrap()
        };
        assert!(go(), "nothing there yet");
        assert!(!go(), "done");
        fs::write(&input, "1").unwrap();
        assert!(!go(), "written again, but the same");
        fs::write(&input, "2").unwrap();
        assert!(go(), "another input");
        fs::write(&output, "by hand").unwrap();
        assert!(go(), "the output was touched");
        fs::remove_file(&output).unwrap();
        assert!(go(), "the output is gone");
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn failed_work_leaves_no_stamp() {
        let directory = scratch("failed");
        let (stamp, output) = (directory.join("stamp"), directory.join("out"));
        let inputs = Fingerprint::of(&[], &|_| false, ()).unwrap();
        assert!(once(&stamp, inputs, &output, || anyhow::bail!("no")).is_err());
        assert!(!stamp.exists());
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn names_count_and_skipped_files_do_not() {
        let directory = scratch("names");
        let of =
            || Fingerprint::of(&[directory.join("in")], &|path| path.ends_with("pkg"), ()).unwrap();
        fs::write(directory.join("in/a"), "1").unwrap();
        let first = of();
        fs::create_dir(directory.join("in/pkg")).unwrap();
        fs::write(directory.join("in/pkg/x"), "1").unwrap();
        assert_eq!(of(), first);
        fs::rename(directory.join("in/a"), directory.join("in/b")).unwrap();
        assert_ne!(of(), first);
        fs::remove_dir_all(directory).unwrap();
    }
}
