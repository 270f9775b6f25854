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
    /// Prints what a saved page says: parameters, response fields, error codes and the rest.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs facts page.html
  cargo xtask docs facts pages/ --format json | jq '.[].action'

A page is copied text, Markdown or HTML; vendor, language and layout are recognised.

{EXIT_CODES}"))]
    Facts(Facts),

    /// Writes the spec of an operation that has none, as far as its page says it.
    #[command(after_help = format!("\
Examples:
  cargo xtask docs draft page.html          writes specs/<vendor>/<service>/<operation>.yaml
  cargo xtask docs draft pages/ --stdout    shows the specs of all pages in a folder
  cargo xtask docs draft page.txt --url https://www.tencentcloud.com/document/api/240/40342

The draft passes `cargo xtask check`. Where it says TODO a person writes: documentation in our own words,
with the line of the page beside it; what else is not sure is told on stderr.

{EXIT_CODES}"))]
    Draft(Draft),
}

#[derive(Args)]
pub(crate) struct Facts {
    /// Saved pages, or folders of them (*.txt, *.md, *.html); `-` is the standard input.
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Draft {
    /// Saved pages, or folders of them (*.txt, *.md, *.html); `-` is the standard input.
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<String>,

    /// Prints the specs and writes nothing.
    #[arg(long)]
    pub(crate) stdout: bool,

    /// Replaces a spec that is there, with all that a person wrote in it.
    #[arg(long)]
    pub(crate) force: bool,

    /// The address of the page, which saved pages do not hold.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// The service, if the page does not name it: the folder below the vendor's.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
}
