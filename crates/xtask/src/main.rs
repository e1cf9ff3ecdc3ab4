//! The project's own commands: `cargo xtask help` lists them.
//!
//! One module a command; what several of them share (`process`, `stamp`, `workspace`, `node`,
//! `wasm`) knows none of them. A new command is a module with a `run`, and one line in
//! [`COMMANDS`].

mod analyze;
mod archive;
mod bench;
mod browser;
mod conformance;
mod dist;
mod first_visit;
mod fuzz;
mod json;
mod lessons;
mod new_rule;
mod node;
mod process;
mod rules;
mod schema;
mod serve;
mod server;
mod split;
mod stamp;
mod test;
mod tidy;
mod wasm;
mod wire;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// What a command does with the words after its name.
type Run = fn(&Workspace, &[String]) -> Result<()>;

/// A command: its name, what `help` says of it (usage, then a line for the list, then the rest),
/// and what it does.
struct Command {
    name: &'static str,
    help: &'static str,
    run: Run,
}

const COMMANDS: &[Command] = &[
    command("serve", serve::HELP, serve::run),
    command("dist", dist::HELP, dist::run),
    command("test", test::HELP, test::run),
    command("bench", bench::HELP, bench::run),
    command("analyze", analyze::HELP, analyze::run),
    command("fuzz", fuzz::HELP, fuzz::run),
    command("conformance", conformance::HELP, conformance::run),
    command("lessons", lessons::HELP, lessons::run),
    command("first-visit", first_visit::HELP, first_visit::run),
    command("schema", schema::HELP, schema::run),
    command("tidy", tidy::HELP, tidy::run),
    command("new-rule", new_rule::HELP, new_rule::run),
];

const fn command(name: &'static str, help: &'static str, run: Run) -> Command {
    Command { name, help, run }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        return help(&[]);
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        return help(rest);
    }
    let command = find(name)?;
    if rest
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        return help(std::slice::from_ref(name));
    }
    (command.run)(&Workspace::load()?, rest)
}

fn find(name: &str) -> Result<&'static Command> {
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => Ok(command),
        None => bail!("there is no command `{name}`; `cargo xtask help` lists them"),
    }
}

fn help(arguments: &[String]) -> Result<()> {
    if let Some(name) = arguments.first() {
        println!("cargo xtask {name} {}", find(name)?.help);
        return Ok(());
    }
    println!("cargo xtask COMMAND, where COMMAND is one of\n");
    for command in COMMANDS {
        println!("  {:<12} {}", command.name, summary(command.help));
    }
    println!("  {:<12} this list, or all about one COMMAND", "help");
    Ok(())
}

/// The first sentence of a help text, without the line that shows how to call it.
fn summary(help: &str) -> &str {
    help.lines().nth(1).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_usage_line_and_a_summary() {
        for command in COMMANDS {
            assert!(!summary(command.help).is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_refused_by_name() {
        let error = dispatch(&["frobnicate".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("`frobnicate`"));
    }
}
