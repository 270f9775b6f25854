//! How a command ends.

use std::io;

use clouddb_codegen::diagnostics::Report;

use crate::terminal;
use crate::workspace::Workspace;

/// The exit codes, the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine = 0,
    /// Something is stale or fails.
    Stale = 1,
    /// The specs or the arguments are wrong, or the file system refuses.
    Invalid = 2,
}

/// Why a command cannot go on.
pub(crate) enum Failure {
    /// The specs have faults.
    Specs(Report),
    /// One message, without `error: `.
    Message(String),
    /// Whoever read our output has enough: no failure to speak of.
    Unheard,
}

impl Failure {
    /// Tells it on stderr.
    pub(crate) fn report(self) -> Outcome {
        match self {
            Self::Specs(report) => {
                terminal::raw(&report.render(terminal::stderr_has_color()));
                if let Some(first) = report.iter().next() {
                    terminal::help(&format!(
                        "nothing was written; `cargo xtask explain {}` tells more",
                        first.code
                    ));
                }
                Outcome::Invalid
            }
            Self::Message(message) => {
                terminal::error(&message);
                Outcome::Invalid
            }
            Self::Unheard => Outcome::Fine,
        }
    }

    /// A fault of the generator's output, with paths as people know them.
    pub(crate) fn output(workspace: &Workspace) -> impl Fn(clouddb_codegen::output::Error) -> Self {
        |fault| Self::Message(workspace.shorten(&fault.to_string()))
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Specs(report)
    }
}

impl From<io::Error> for Failure {
    fn from(fault: io::Error) -> Self {
        match fault.kind() {
            io::ErrorKind::BrokenPipe => Self::Unheard,
            _ => Self::Message(format!("cannot write the output: {fault}")),
        }
    }
}
