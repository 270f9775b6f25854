//! `publish`: the SDK to crates.io, behind the gate of `generate --check`.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::cli::{Generate, Publish};
use crate::generate;
use crate::outcome::{Failure, Outcome};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &Publish) -> Result<Outcome, Failure> {
    let gate = generate::run(workspace, &Generate { no_verify: false, check: true })?;
    if gate != Outcome::Fine {
        return Ok(gate);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.args(["publish", "--locked", "--package", "clouddb"]);
    command.args(options.dry_run.then_some("--dry-run"));
    command.args(options.allow_dirty.then_some("--allow-dirty"));
    let status = command
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::Message(format!("cannot start cargo: {error}")))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Stale })
}
