//! Compiles the SDK and runs its golden fixtures.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::outcome::Failure;
use crate::terminal;
use crate::workspace::Workspace;

/// What runs the fixtures, without the program's name.
const ARGUMENTS: &[&str] =
    &["test", "--package", "clouddb-tests", "--test", "it", "--", "fixtures::", "--nocapture"];

/// How many fixtures passed; nothing when it does not compile or one failed, which is then reported.
///
/// The child shares our terminal: it shows its own progress and colours, and Ctrl-C ends it with us.
pub(crate) fn fixtures(workspace: &Workspace) -> Result<Option<usize>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let child = Command::new(cargo)
        .args(ARGUMENTS)
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Message(format!("cannot start cargo: {error}")))?;
    let stdout = String::from_utf8_lossy(&child.stdout);
    let passed = stdout.lines().find_map(count);
    match passed.filter(|_| child.status.success()) {
        Some(passed) => Ok(Some(passed)),
        None => {
            terminal::raw(&stdout);
            terminal::error(if child.status.success() {
                "the fixtures did not say how many passed"
            } else {
                "the generated SDK does not compile or its fixtures fail"
            });
            terminal::help(&format!(
                "the files are written; fix the spec or the fixture, then run `cargo xtask generate` again \
                 (only the tests: `cargo {}`)",
                ARGUMENTS.join(" ")
            ));
            Ok(None)
        }
    }
}

/// The number in `fixtures: 31 passed`. The test harness may have begun the line with words of its own.
fn count(line: &str) -> Option<usize> {
    let (_, rest) = line.split_once("fixtures: ")?;
    rest.strip_suffix(" passed")?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_count_is_found_wherever_the_line_begins() {
        assert_eq!(super::count("fixtures: 31 passed"), Some(31));
        assert_eq!(super::count("test fixtures::all ... fixtures: 2 passed"), Some(2));
        assert_eq!(super::count("test fixtures::all ... ok"), None);
    }
}
