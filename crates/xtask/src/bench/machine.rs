//! What the numbers were measured on.

use std::fs;

/// A sentence: processor, cores, memory. What a system does not tell is left out.
pub(super) fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let file = |path| fs::read_to_string(path).unwrap_or_default();
    let mut parts: Vec<String> = processor(&file("/proc/cpuinfo")).into_iter().collect();
    parts.push(format!("{cores} cores"));
    parts.extend(memory(&file("/proc/meminfo")).map(|gib| format!("{gib:.0} GiB of memory")));
    parts.push(std::env::consts::OS.to_owned());
    parts.join(", ")
}

fn processor(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo
        .lines()
        .find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn memory(meminfo: &str) -> Option<f64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemTotal:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_linux_tells() {
        let cpuinfo = "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\n";
        assert_eq!(processor(cpuinfo).as_deref(), Some("Some CPU @ 2.00GHz"));
        assert_eq!(memory("MemTotal:       8388608 kB\n"), Some(8.0));
        assert_eq!(processor(""), None);
    }
}
