//! `cargo xtask`: the maintainers' commands, a thin layer over `clouddb-codegen`.
//!
//! It does not depend on `clouddb`, so a generated crate that does not compile can always be generated again.

// No input can cause a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench_build;
mod check;
mod cli;
mod coverage;
mod diff;
mod docs;
mod explain;
mod export;
mod features;
mod fixtures;
mod generate;
mod git;
#[cfg(test)]
mod handbooks;
mod list;
mod outcome;
mod public_api;
mod publish;
mod terminal;
mod verify;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use outcome::Outcome;
use workspace::Workspace;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let workspace = Workspace::at(cli.root);
    let outcome = match cli.command {
        Command::Generate(options) => generate::run(&workspace, &options),
        Command::Check(options) => check::run(&workspace, &options),
        Command::List(options) => list::run(&workspace, &options),
        Command::Diff(options) => diff::run(&workspace, &options),
        Command::Explain(options) => explain::run(&options),
        Command::Export(options) => export::run(&workspace, &options),
        Command::Publish(options) => publish::run(&workspace, &options),
        Command::PublicApi(options) => public_api::run(&workspace, &options),
        Command::BenchBuild(options) => bench_build::run(&workspace, &options),
        Command::Docs(options) => docs::run(&workspace, &options),
    };
    outcome.unwrap_or_else(|failure| failure.report()).into()
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome as u8)
    }
}
