//! `docs`: from the vendors' documentation pages to specs, and back again to see what changed.

pub(crate) mod cli;
mod draft;
mod facts;
mod pages;

use crate::outcome::{Failure, Outcome};
use crate::workspace::Workspace;

use cli::{Command, Docs};

pub(crate) fn run(workspace: &Workspace, options: &Docs) -> Result<Outcome, Failure> {
    match &options.command {
        Command::Facts(options) => facts::run(workspace, options),
        Command::Draft(options) => draft::run(workspace, options),
    }
}
