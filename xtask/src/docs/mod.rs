//! `docs`: reads the vendors' documentation pages, compares them with specs, drafts and updates specs.

mod check;
pub(crate) mod cli;
mod diff;
mod draft;
mod facts;
mod fetch;
mod known;
mod pages;
mod report;
mod update;
mod watch;

use crate::outcome::{Failure, Outcome};
use crate::workspace::Workspace;

use cli::{Command, Docs};

pub(crate) fn run(workspace: &Workspace, options: &Docs) -> Result<Outcome, Failure> {
    match &options.command {
        Command::Facts(options) => facts::run(workspace, options),
        Command::Check(options) => check::run(workspace, options),
        Command::Diff(options) => diff::run(options),
        Command::Draft(options) => draft::run(workspace, options),
        Command::Update(options) => update::run(workspace, options),
    }
}
