//! Checks the commands in the handbooks: each exists, and each existing one is documented.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::cli::Cli;

const NAME: &str = "cargo xtask";

/// The commands in a text: in code spans, and on lines of code.
fn commands(text: &str) -> Vec<String> {
    let starts = text.match_indices(NAME).map(|(at, _)| at);
    // In the examples of `--help`, two spaces end a command.
    let end = |rest: &str| {
        let marks = rest.find(['`', '\n', '|', '#', '(', ')']);
        [marks, rest.find("  ")].into_iter().flatten().min().unwrap_or(rest.len())
    };
    starts.map(|at| &text[at..]).map(|rest| rest[..end(rest)].trim().to_owned()).collect()
}

/// Whether the command line accepts a command, which may be incomplete.
fn is_known(command: &str) -> bool {
    // `(--check)` and `…` are placeholders for arguments.
    let words = command.split_whitespace().skip(1).filter(|word| *word != "…");
    match Cli::try_parse_from(words) {
        Ok(_) => true,
        Err(error) => matches!(
            error.kind(),
            ErrorKind::MissingRequiredArgument
                | ErrorKind::MissingSubcommand
                | ErrorKind::DisplayHelp
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        ),
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn commands_in_the_handbooks_and_the_help_exist() {
    let mut texts: Vec<(String, String)> = ["README.md", "CONTRIBUTING.md", "specs/README.md", ".ci/run"]
        .map(|path| (path.to_owned(), read(path)))
        .into();
    for command in Cli::command().get_subcommands_mut() {
        texts.push((command.get_name().to_owned(), command.render_long_help().to_string()));
        for inner in command.get_subcommands_mut() {
            texts.push((inner.get_name().to_owned(), inner.render_long_help().to_string()));
        }
    }
    let mut unknown = Vec::new();
    let mut count = 0;
    for (place, text) in &texts {
        for command in commands(text) {
            count += 1;
            if !is_known(&command) {
                unknown.push(format!("{place}: {command}"));
            }
        }
    }
    assert!(count > 50, "only {count} commands were found");
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn the_handbook_of_the_specs_lists_every_command() {
    let handbook = read("specs/README.md");
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        let inner: Vec<String> =
            command.get_subcommands().map(|inner| format!("{name} {}", inner.get_name())).collect();
        for name in if inner.is_empty() { vec![name.to_owned()] } else { inner } {
            assert!(
                handbook.contains(&format!("`{NAME} {name}")),
                "specs/README.md does not contain `{NAME} {name}`"
            );
        }
    }
}

#[test]
fn unknown_commands_are_found() {
    assert_eq!(
        commands("a `cargo xtask check x` and\ncargo xtask list  # all"),
        ["cargo xtask check x", "cargo xtask list"]
    );
    assert!(is_known("cargo xtask generate --check") && is_known("cargo xtask docs draft"));
    assert!(!is_known("cargo xtask gnerate") && !is_known("cargo xtask list --format xml"));
}
