//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::docs::cli::Docs;

pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  something is stale, differs or fails
  2  the specs or the arguments are invalid, or a file cannot be read or written";

/// The maintainers' commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// Root of another workspace; for tests.
    #[arg(long, hide = true, global = true, value_name = "PATH")]
    pub(crate) root: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Generates the SDK's typed operations from the specs, then compiles and tests them.
    #[command(after_help = format!("\
Examples:
  cargo xtask generate              after a change of a spec
  cargo xtask generate --no-verify  generate only, do not compile
  cargo xtask generate --check      write nothing; fail if anything is stale or unfinished (for CI)

Missing and invalid fixtures are reported before anything is compiled. A spec is unfinished if it contains
TODO or an enum value that is named after its number.

{EXIT_CODES}"))]
    Generate(Generate),

    /// Reports errors and unfinished parts of the specs; writes nothing.
    #[command(after_help = format!("\
Examples:
  cargo xtask check                         all specs
  cargo xtask check specs/tencent/redis     the specs of one service
  cargo xtask check specs/alibaba/dds/*.yaml

{EXIT_CODES}"))]
    Check(Check),

    /// Lists the operations with a spec, the coverage of the services, or the whole model of the specs.
    #[command(after_help = format!("\
Examples:
  cargo xtask list
  cargo xtask list --format markdown        the coverage of the services, as in the README
  cargo xtask list --format json | jq -r '.providers[].services[].operations[] | select(.fixtures == 0).name'

specs/README.md describes the JSON.

{EXIT_CODES}"))]
    List(List),

    /// Exports the specs of a service in another format.
    Export(Export),

    /// Publishes the SDK if nothing is stale and every spec is finished.
    #[command(after_help = format!("\
Examples:
  cargo xtask publish --dry-run   packages and builds, but does not upload
  cargo xtask publish             uploads to crates.io

Runs `cargo xtask generate --check`, then `cargo publish --package clouddb`.

{EXIT_CODES}"))]
    Publish(Publish),

    /// Explains the code of a diagnostic, or lists all codes.
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

    /// Writes the listing of the SDK's public API, which is committed.
    #[command(after_help = format!("\
Examples:
  cargo xtask public-api           writes sdk/public-api.txt
  cargo xtask public-api --check   write nothing; print the differences, and fail if there are any

Needs a nightly toolchain (`rustup toolchain install nightly --profile minimal`) and cargo-public-api
(`cargo install cargo-public-api --locked`).

{EXIT_CODES}"))]
    PublicApi(PublicApi),

    /// Measures the compile time of a service's operations.
    #[command(after_help = format!("\
Examples:
  cargo xtask bench-build --service tencent-mongodb
  cargo xtask bench-build --service tencent-mongodb --specs ../all-specs
  cargo xtask bench-build --service alibaba-dds --profile release --format json

Builds in target/bench-build, with stock profiles and without TLS. If `cargo-progenitor` is installed,
the client that it generates from our export of the service is measured as well.

{EXIT_CODES}"))]
    BenchBuild(BenchBuild),

    /// Reads the vendors' documentation pages: facts, differences from the specs, drafts and updates of specs.
    Docs(Docs),
}

#[derive(Args)]
pub(crate) struct Generate {
    /// Only generates; does not compile the SDK or run the fixtures.
    #[arg(long)]
    pub(crate) no_verify: bool,

    /// Writes nothing; shows stale files and fails if there are any.
    #[arg(long, conflicts_with = "no_verify")]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct Check {
    /// Files and folders to check; default: all specs.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct List {
    /// Output format.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table of the operations.
    Text,
    /// The coverage of the services, a table in Markdown.
    Markdown,
    /// The whole model.
    Json,
}

#[derive(Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) language: Language,
}

#[derive(Subcommand)]
pub(crate) enum Language {
    /// Exports a service as an OpenAPI 3.0.3 document.
    #[command(after_help = format!("\
Examples:
  cargo xtask export openapi tencent-mongodb
  cargo xtask export openapi huawei-dds --output dds.openapi.json

A service is named by its cargo feature. specs/README.md describes the document.

{EXIT_CODES}"))]
    Openapi(Openapi),
}

#[derive(Args)]
pub(crate) struct Openapi {
    /// The cargo feature of the service: `tencent-mongodb`.
    #[arg(value_name = "SERVICE")]
    pub(crate) service: String,

    /// The output file; default: stdout.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Publish {
    /// Does not upload.
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Accepts uncommitted changes.
    #[arg(long)]
    pub(crate) allow_dirty: bool,
}

#[derive(Args)]
pub(crate) struct PublicApi {
    /// Writes nothing; prints the differences and fails if there are any.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// A table.
    Text,
    /// JSON.
    Json,
}

#[derive(Args)]
pub(crate) struct BenchBuild {
    /// The cargo feature of the service.
    #[arg(long, value_name = "FEATURE", default_value = "tencent-mongodb")]
    pub(crate) service: String,

    /// Folder of other specs.
    #[arg(long, value_name = "PATH")]
    pub(crate) specs: Option<PathBuf>,

    /// The only profile to measure.
    #[arg(long, value_enum)]
    pub(crate) profile: Option<BuildProfile>,

    /// Builds per crate; the result is their median.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) runs: u32,

    /// Output format.
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

    /// Output format.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,

    /// Exits with code 1 if the verdict is this or higher.
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(crate) fail_on: Option<Level>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A table.
    Text,
    /// Lines in the format of Keep a Changelog.
    Changelog,
    /// JSON.
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
