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
