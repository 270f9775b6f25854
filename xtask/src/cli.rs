//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::docs::cli::Docs;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  something is stale or fails
  2  the specs or the arguments are wrong, or a file cannot be read or written";

/// The maintainers' commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// Works on another tree; for tests.
    #[arg(long, hide = true, global = true, value_name = "PATH")]
    pub(crate) root: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes the SDK's typed operations from the specs, then compiles and tests them.
    #[command(after_help = format!("\
Examples:
  cargo xtask generate              the main job: after a spec has changed
  cargo xtask generate --no-verify  write only, do not compile
  cargo xtask generate --check      write nothing; fail when anything is stale (for CI)

{EXIT_CODES}"))]
    Generate(Generate),

    /// Tells what is wrong with the specs, and writes nothing.
    #[command(after_help = format!("\
Examples:
  cargo xtask check                         all specs
  cargo xtask check specs/tencent/redis     the specs of one service
  cargo xtask check specs/alibaba/dds/*.yaml

{EXIT_CODES}"))]
    Check(Check),

    /// Lists the operations that have a spec.
    #[command(after_help = format!("\
Examples:
  cargo xtask list
  cargo xtask list --format json | jq '.[] | select(.fixtures == 0).operation'

{EXIT_CODES}"))]
    List(List),

    /// Explains the code of a diagnostic, or all of them.
    #[command(after_help = format!("\
Examples:
  cargo xtask explain E0104
  cargo xtask explain

{EXIT_CODES}"))]
    Explain(Explain),

    /// Compares the specs of two states: what changed for callers, and which version that asks for.
    #[command(after_help = format!("\
Examples:
  cargo xtask diff v0.1.0                       that state against the working tree
  cargo xtask diff v0.1.0 v0.2.0                one state against the other
  cargo xtask diff v0.1.0 --format changelog    lines for CHANGELOG.md
  cargo xtask diff origin/main --fail-on major  for CI: exit code 1 when callers would break

A REV is whatever git takes for a commit. The verdict is about the generated API; the hand-written
runtime is judged by who changes it.

{EXIT_CODES}"))]
    Diff(Diff),

    /// Measures what the operations of a service cost to compile.
    #[command(after_help = format!("\
Examples:
  cargo xtask bench-build --service tencent-mongodb
  cargo xtask bench-build --service tencent-mongodb --specs ../all-specs --openapi mongodb.openapi.json
  cargo xtask bench-build --service alibaba-dds --profile release --format json

Works in target/bench-build, with stock profiles and without TLS. With an OpenAPI document of the same
service and `cargo-progenitor` installed, the client that it generates is built beside ours.

{EXIT_CODES}"))]
    BenchBuild(BenchBuild),

    /// Reads the vendors' documentation pages: what they say, what changed, drafts of specs.
    Docs(Docs),
}

#[derive(Args)]
pub(crate) struct Generate {
    /// Stops after writing: neither compiles the SDK nor runs the fixtures.
    #[arg(long)]
    pub(crate) no_verify: bool,

    /// Writes nothing, shows what would change and fails if anything would.
    #[arg(long, conflicts_with = "no_verify")]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct Check {
    /// Files and folders to look at; all specs if there are none.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct List {
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// A table for people.
    Text,
    /// Data for programs.
    Json,
}

#[derive(Args)]
pub(crate) struct BenchBuild {
    /// The service, by its feature.
    #[arg(long, value_name = "FEATURE", default_value = "tencent-mongodb")]
    pub(crate) service: String,

    /// Takes the specs of another folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) specs: Option<PathBuf>,

    /// An OpenAPI document of the service, for the client that progenitor generates from it.
    #[arg(long, value_name = "PATH")]
    pub(crate) openapi: Option<PathBuf>,

    /// Measures one profile only.
    #[arg(long, value_enum)]
    pub(crate) profile: Option<BuildProfile>,

    /// How often each crate is built; the median counts.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) runs: u32,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BuildProfile {
    /// `cargo build`
    Debug,
    /// `cargo build --release`
    Release,
}

#[derive(Args)]
pub(crate) struct Diff {
    /// The old state; and the new one, if that is not the working tree.
    #[arg(value_name = "REV", required = true, num_args = 1..=2)]
    pub(crate) revs: Vec<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,

    /// Ends with exit code 1 when the verdict is this or a greater one.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(crate) fail_on: Option<Level>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A table for people.
    Text,
    /// Lines in the format of Keep a Changelog.
    Changelog,
    /// An object for programs.
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Level {
    /// Programs have to change.
    Major,
    /// More can be done, or something is done otherwise.
    Minor,
    /// Anything that a caller could notice, even documentation.
    Patch,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// The code, such as E0104.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}
