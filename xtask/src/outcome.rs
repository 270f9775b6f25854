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

/// Why a command fails.
pub(crate) enum Failure {
    /// The specs have errors.
    Specs(Report),
    /// One message, without `error: `.
    Message(String),
    /// The reader of our output has closed it, which is not an error.
    OutputClosed,
}

impl Failure {
    /// Reports the failure on stderr.
    pub(crate) fn report(self) -> Outcome {
        match self {
            Self::Specs(report) => {
                terminal::raw(&report.render(terminal::stderr_has_color()));
                if let Some(first) = report.iter().next() {
                    terminal::help(&format!("nothing was written; see `cargo xtask explain {}`", first.code));
                }
                Outcome::Invalid
            }
            Self::Message(message) => {
                terminal::error(&message);
                Outcome::Invalid
            }
            Self::OutputClosed => Outcome::Fine,
        }
    }

    /// An error of writing generated files, with paths relative to the workspace.
    pub(crate) fn output(workspace: &Workspace) -> impl Fn(clouddb_codegen::output::Error) -> Self {
        |error| Self::Message(workspace.shorten(&error.to_string()))
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Specs(report)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Message(format!("cannot write the output: {error}")),
        }
    }
}
