//! The command line of `docs`.

use clap::{Args, Subcommand};

use crate::cli::{EXIT_CODES, Format};

#[derive(Args)]
pub(crate) struct Docs {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Prints the facts of saved pages: parameters, response fields, error codes and more.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs facts page.html
  cargo xtask docs facts pages/ --format json | jq '.[].action'

A page is copied text, Markdown or HTML; vendor, language and layout are recognised.

{EXIT_CODES}"))]
    Facts(Facts),

    /// Compares pages with their specs: added, removed and changed facts with their locations.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs check page.html                    one saved page
  cargo xtask docs check pages/ --format json         a folder of them
  cargo xtask docs check https://docs.example.com/a   a page on the web
  cargo xtask docs check --fetch                      the pages of all specs
  cargo xtask docs check --watch-list                 how old the pages of all specs are

The first words of a difference are its name: `param Limit default`, `response files.size`,
`error InternalError`, `host`. A spec that is right against its page says so under `accept`, with
that name as `difference` and a `reason`. A name there that matches nothing counts as a difference.

What the page does not say is no difference; `--verbose` lists it. A page without a spec counts as
one, because the SDK lacks the operation.

{CHECK_EXIT_CODES}"))]
    Check(Check),

    /// Compares two pages of one operation.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs diff 2023.html 2025.html
  cargo xtask docs diff old.txt https://docs.example.com/a --format json | jq .diff

{CHECK_EXIT_CODES}"))]
    Diff(Diff),

    /// Drafts the spec of an operation from its page.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs draft page.html          writes specs/<vendor>/<service>/<operation>.yaml
  cargo xtask docs draft pages/ --stdout    shows the specs of all pages in a folder
  cargo xtask docs draft page.txt --url https://www.tencentcloud.com/document/api/240/40342

The draft passes `cargo xtask check`. Where it says TODO a person writes: documentation in our own words,
with the line of the page beside it; what else is not sure is reported on stderr.

{EXIT_CODES}"))]
    Draft(Draft),

    /// Updates the specs of changed pages in place.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs update page.html            takes over what changed, and shows it
  cargo xtask docs update pages/ --dry-run     shows it only
  cargo xtask docs update page.txt --remove    takes out what the page no longer has

Only the lines that differ change. Where a person has to write documentation, it says TODO. What the page
no longer has stays and is reported, because copies of pages lose lines, and vendors go on sending what they
no longer list; differences that `accept` names are left alone. Exit code 1 means that something is left
to a person. Several pages are taken by their dates, the oldest first; one that is older than the page
that its spec follows is refused.

{EXIT_CODES}"))]
    Update(Update),
}

const CHECK_EXIT_CODES: &str = "\
Exit codes:
  0  all agree
  1  something differs, or a page has no spec
  2  a page cannot be fetched or read, or the specs or the arguments are wrong";

/// The pages to read.
#[derive(Args)]
pub(crate) struct Pages {
    /// Saved pages, folders of them (*.txt, *.md, *.html, *.rst) or URLs; `-` is the standard input.
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<String>,
}

#[derive(Args)]
pub(crate) struct Facts {
    #[command(flatten)]
    pub(crate) named: Pages,

    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Check {
    /// Saved pages, folders of them (*.txt, *.md, *.html, *.rst) or URLs; `-` is the standard input.
    #[arg(value_name = "PAGE")]
    pub(crate) pages: Vec<String>,

    /// Fetches the page of every spec.
    #[arg(long, conflicts_with = "pages")]
    pub(crate) fetch: bool,

    /// Only lists the pages of all specs with their dates and ages.
    #[arg(long, conflicts_with_all = ["pages", "fetch"])]
    pub(crate) watch_list: bool,

    /// Also lists facts that are unknown, hidden, written differently or accepted.
    #[arg(long, short)]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) web: Web,

    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// The current day; for tests.
    #[arg(long, hide = true, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
}

#[derive(Args)]
pub(crate) struct Diff {
    /// The older page: a file or a URL.
    #[arg(value_name = "OLD")]
    pub(crate) old: String,

    /// The newer page.
    #[arg(value_name = "NEW")]
    pub(crate) new: String,

    /// Also lists facts that only one of the pages has.
    #[arg(long, short)]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) web: Web,

    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How pages are fetched.
#[derive(Args)]
pub(crate) struct Web {
    /// Timeout for fetching a page, in seconds.
    #[arg(long, value_name = "SECS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,

    /// Milliseconds between two requests to one host; for tests.
    #[arg(long, hide = true, value_name = "MILLIS", default_value_t = 1000)]
    pub(crate) pause: u64,

    /// Server that has `https://HOST/PATH` at `/HOST/PATH`; for tests.
    #[arg(long, hide = true, value_name = "URL")]
    pub(crate) mirror: Option<String>,
}

#[derive(Args)]
pub(crate) struct Draft {
    #[command(flatten)]
    pub(crate) named: Pages,

    /// Prints the specs and writes nothing.
    #[arg(long)]
    pub(crate) stdout: bool,

    /// Replaces an existing spec; keeps only the URL and the note of its page and `accept`.
    #[arg(long)]
    pub(crate) force: bool,

    /// URL of the page, which saved pages do not contain.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// The service, if the page does not name it: a folder of the provider.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
}

#[derive(Args)]
pub(crate) struct Update {
    #[command(flatten)]
    pub(crate) named: Pages,

    /// Shows what would change and writes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Removes fields, values, error codes and deprecations that the page no longer has.
    #[arg(long)]
    pub(crate) remove: bool,

    /// Accepts a page that is older than the one of its spec.
    #[arg(long)]
    pub(crate) older: bool,
}
