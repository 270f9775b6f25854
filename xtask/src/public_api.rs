//! `public-api`: the committed listing of the SDK's public API.
//!
//! The listing comes from rustdoc's JSON, which only a nightly toolchain writes. It leaves out what follows from a
//! type by itself (blanket, auto trait and derived implementations) and the implementations of traits that programs
//! cannot name.

use std::io::Write;
use std::process::{Command, Stdio};

use clouddb_codegen::output::{self, Change};

use crate::cli::PublicApi;
use crate::outcome::{Failure, Outcome};
use crate::terminal;
use crate::workspace::{PUBLIC_API, Workspace};

const TOOL: &str = "cargo-public-api";
const TOOLCHAIN: &str = "nightly";

/// The private module that has the traits behind `__private`.
const PRIVATE_MODULE: &str = "clouddb::runtime::";

/// What is listed: the whole crate except the conversions of `DateTime` to the types of other crates.
const ARGUMENTS: &[&str] = &[
    "public-api",
    "--package",
    "clouddb",
    "--features",
    "full,mock",
    "--omit",
    "blanket-impls,auto-trait-impls,auto-derived-impls",
    "--color",
    "never",
];

pub(crate) fn run(workspace: &Workspace, options: &PublicApi) -> Result<Outcome, Failure> {
    require(
        Command::new("rustup").args(["run", TOOLCHAIN, "rustc", "--version"]),
        "a nightly toolchain",
        &format!("rustup toolchain install {TOOLCHAIN} --profile minimal"),
    )?;
    require(
        Command::new(TOOL).args(["public-api", "--version"]),
        &format!("`{TOOL}`"),
        &format!("cargo install {TOOL} --locked"),
    )?;
    let listing = list(workspace)?;
    let change =
        output::compare_file(&workspace.public_api(), &listing).map_err(Failure::output(workspace))?;
    let mut out = terminal::stdout();
    let Some(change) = change else {
        writeln!(out, "{PUBLIC_API} is up to date, {}", items(&listing))?;
        return Ok(Outcome::Fine);
    };
    if options.check {
        return stale(&mut out, &change);
    }
    output::write_file(&workspace.public_api(), &listing).map_err(Failure::output(workspace))?;
    writeln!(out, "wrote {PUBLIC_API}, {}", items(&listing))?;
    Ok(Outcome::Fine)
}

/// Fails with the command that installs a tool if the tool cannot be run.
fn require(command: &mut Command, name: &str, install: &str) -> Result<(), Failure> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if status.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Failure::Message(format!("{name} is not installed; `{install}` installs it")))
}

/// The listing, made by the tool. Its progress goes to our stderr.
fn list(workspace: &Workspace) -> Result<String, Failure> {
    let mut command = Command::new(TOOL);
    command.args(ARGUMENTS);
    // The cargo that started us chooses its own toolchain for the programs that it starts.
    for variable in ["CARGO", "RUSTC", "RUSTDOC"] {
        command.env_remove(variable);
    }
    command.env("RUSTUP_TOOLCHAIN", TOOLCHAIN);
    let child = command
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Message(format!("cannot start {TOOL}: {error}")))?;
    if !child.status.success() {
        return Err(Failure::Message(format!(
            "{TOOL} fails; a version of it works with the nightly toolchains of its time (update both)"
        )));
    }
    let text = String::from_utf8(child.stdout)
        .map_err(|_| Failure::Message(format!("{TOOL} printed text that is not UTF-8")))?;
    Ok(without_hidden_traits(&text))
}

/// The listing without implementations of traits in private modules: their first lines, and those of their items.
fn without_hidden_traits(listing: &str) -> String {
    let mut kept = String::with_capacity(listing.len());
    let mut implementor = None;
    for line in listing.lines() {
        if line.starts_with("impl") {
            implementor = line
                .split_once(" for ")
                .filter(|(before, _)| {
                    before.rsplit(' ').next().is_some_and(|name| name.starts_with(PRIVATE_MODULE))
                })
                .map(|(_, implementor)| implementor);
        }
        let is_hidden = implementor.is_some_and(|implementor| {
            let item = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const "));
            let item = item.or_else(|| line.strip_prefix("pub type "));
            let is_own = item.and_then(|item| item.strip_prefix(implementor));
            line.starts_with("impl") || is_own.is_some_and(|rest| rest.starts_with("::"))
        });
        if !is_hidden {
            implementor = None;
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn stale(out: &mut impl Write, change: &Change) -> Result<Outcome, Failure> {
    terminal::diff(out, &change.diff(PUBLIC_API), usize::MAX)?;
    terminal::error(&format!("{PUBLIC_API} is stale"));
    terminal::help("run `cargo xtask public-api`, review the changes and commit them");
    Ok(Outcome::Stale)
}

fn items(listing: &str) -> String {
    terminal::count(listing.lines().count(), "item")
}

#[cfg(test)]
mod tests {
    use super::without_hidden_traits;

    #[test]
    fn implementations_of_hidden_traits_are_left_out() {
        let listing = "\
pub struct clouddb::Boxed<T>(_)
impl<T> clouddb::Boxed<T>
pub fn clouddb::Boxed<T>::as_ref(&self) -> core::option::Option<&T>
impl<T: clouddb::runtime::record::RecordType> clouddb::runtime::value::Value for clouddb::Boxed<T>
pub fn clouddb::Boxed<T>::slot(&mut self) -> clouddb::runtime::value::Slot<'_>
pub const clouddb::Boxed<T>::KIND: clouddb::runtime::table::Kind
impl<T: clouddb::runtime::record::Record> core::fmt::Debug for clouddb::Boxed<T>
pub fn clouddb::Boxed<T>::fmt(&self)
impl clouddb::runtime::value::Value for clouddb::Last
pub fn clouddb::free()
";
        let expected: Vec<&str> = listing
            .lines()
            .enumerate()
            .filter(|(at, _)| ![3, 4, 5, 8].contains(at))
            .map(|(_, line)| line)
            .collect();
        assert_eq!(without_hidden_traits(listing).lines().collect::<Vec<_>>(), expected);
    }
}
