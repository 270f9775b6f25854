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
  cargo xtask generate --check      write nothing; fail when anything is stale or not finished (for CI)

Missing and broken fixtures are reported before anything is compiled. A spec is not finished while it says
TODO or an enum's value is named after its number.

{EXIT_CODES}"))]
    Generate(Generate),

    /// Reports what is wrong with the specs and what is left to write, and writes nothing.
    #[command(after_help = format!("\
Examples:
  cargo xtask check                         all specs
  cargo xtask check specs/tencent/redis     the specs of one service
  cargo xtask check specs/alibaba/dds/*.yaml

{EXIT_CODES}"))]
    Check(Check),

    /// Lists the operations that have a spec, or prints all that the specs say.
    #[command(after_help = format!("\
Examples:
  cargo xtask list
  cargo xtask list --format markdown
  cargo xtask list --format json | jq -r '.providers[].services[].operations[] | select(.fixtures == 0).name'

specs/README.md describes the JSON.

{EXIT_CODES}"))]
    List(List),

    /// Writes the specs of a service in another language.
    Export(Export),

    /// Publishes the SDK, if nothing is stale and every spec is finished.
    #[command(after_help = format!("\
Examples:
  cargo xtask publish --dry-run   packs and builds it, and uploads nothing
  cargo xtask publish             uploads it to crates.io

It stands for `cargo xtask generate --check` and `cargo publish --package clouddb`.

{EXIT_CODES}"))]
    Publish(Publish),

    /// Explains the code of a diagnostic, or all of them.
    #[command(after_help = format!("\
Examples:
  cargo xtask explain E0104   with a wrong and a right spec
  cargo xtask explain

{EXIT_CODES}"))]
    Explain(Explain),

    /// Compares the APIs of two states: changes with their semver impact, and the next version.
    #[command(after_help = format!("\
Examples:
  cargo xtask diff                              the last release and the working tree
  cargo xtask diff v0.1.0                       that state and the working tree
  cargo xtask diff v0.1.0 v0.2.0                two states
  cargo xtask diff v0.1.0 --format changelog    lines for CHANGELOG.md
  cargo xtask diff origin/main --fail-on major  for CI: exit code 1 on a breaking change

A REV is any name of a commit that git accepts. The last release is the nearest tag that is a version.
The verdict covers the generated API, not the hand-written runtime.

{EXIT_CODES}"))]
    Diff(Diff),

    /// Measures what the operations of a service cost to compile.
    #[command(after_help = format!("\
Examples:
  cargo xtask bench-build --service tencent-mongodb
  cargo xtask bench-build --service tencent-mongodb --specs ../all-specs
  cargo xtask bench-build --service alibaba-dds --profile release --format json

Works in target/bench-build, with stock profiles and without TLS. Where `cargo-progenitor` is installed,
the client that it generates from our own export of the service is built beside ours.

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
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table of the operations for people.
    Text,
    /// The same table for pages.
    Markdown,
    /// The whole model for programs.
    Json,
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) language: Language,
}

#[derive(Subcommand)]
pub(crate) enum Language {
    /// Writes an OpenAPI 3.0.3 document of a service.
    #[command(after_help = format!("\
Examples:
  cargo xtask export openapi tencent-mongodb
  cargo xtask export openapi huawei-dds --output dds.openapi.json

A service is named as its feature. specs/README.md says what the document holds.

{EXIT_CODES}"))]
    Openapi(Openapi),
}

#[derive(Args)]
pub(crate) struct Openapi {
    /// The service, as its feature is called: `tencent-mongodb`.
    #[arg(value_name = "SERVICE")]
    pub(crate) service: String,

    /// Where to write it; to stdout when absent.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Publish {
    /// Uploads nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Takes a working tree that has changes.
    #[arg(long)]
    pub(crate) allow_dirty: bool,
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
    /// The old state (default: the last release) and the new state (default: the working tree).
    #[arg(value_name = "REV", num_args = 0..=2)]
    pub(crate) revs: Vec<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,

    /// Exits with code 1 if the verdict is this or higher.
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
    /// A breaking change.
    Major,
    /// An addition, or a change of behaviour at run time.
    Minor,
    /// Any change, even of documentation.
    Patch,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// The code, such as E0104.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}
