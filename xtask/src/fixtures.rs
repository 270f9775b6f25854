//! The golden fixtures as files: what is missing or broken is told before anything is compiled.
//!
//! What the bodies say is for the tests, which read them through the generated SDK.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::drift::{Owner, owners};
use clouddb_codegen::model::Model;
use serde_json::Value;

use crate::terminal::{self, count};
use crate::workspace::Workspace;

/// What every operation has. An error is needed as well, whatever its case is called.
const CASES: &[&str] =
    &["full.request.json", "full.response.json", "minimal.response.json", "empty.response.json"];

/// What the name of a fixture ends with.
const ENDINGS: &[&str] = &[".request.json", ".response.json"];

/// Tells all that is wrong with the fixtures; whether there is nothing.
pub(crate) fn report(workspace: &Workspace, model: &Model) -> bool {
    let faults = faults(&workspace.fixtures(), model);
    for (path, what) in &faults {
        terminal::error(&workspace.shorten(&format!("{}: {what}", path.display())));
    }
    if !faults.is_empty() {
        terminal::error(&format!("{} in the fixtures; nothing was compiled", count(faults.len(), "fault")));
        terminal::help(
            "bodies are in `tests/fixtures/<provider>/<service>/<Operation>/<case>.{request,response}.json`; the \
             examples of the page are a start: `cargo xtask docs facts PAGE --format json`",
        );
    }
    faults.is_empty()
}

/// What is wrong, by path. A folder may hold a `README.md`, and what editors leave.
fn faults(root: &Path, model: &Model) -> Vec<(PathBuf, String)> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<PathBuf, Owner<'_>> = BTreeMap::new();
    for owner in owners(model) {
        let Owner { provider, service, operation } = owner;
        known.insert(root.join(&provider.name).join(&service.name).join(&operation.name), owner);
    }
    let mut folders = BTreeSet::new();
    strays(root, 0, &mut folders, &mut faults);
    for folder in folders.iter().filter(|folder| !known.contains_key(*folder)) {
        faults.push((folder.clone(), "no operation of this name has a spec".to_owned()));
    }
    for folder in known.keys() {
        operation(folder, &mut faults);
    }
    faults.sort();
    faults
}

/// Walks the folders of providers and services down to those of operations; files have no place there.
fn strays(
    folder: &Path,
    depth: usize,
    operations: &mut BTreeSet<PathBuf>,
    faults: &mut Vec<(PathBuf, String)>,
) {
    for path in entries(folder) {
        match (path.is_dir(), depth) {
            (true, 2) => drop(operations.insert(path)),
            (true, _) => strays(&path, depth + 1, operations, faults),
            (false, _) => faults.push((path, "fixtures lie in the folder of an operation".to_owned())),
        }
    }
}

/// The cases of one operation.
fn operation(folder: &Path, faults: &mut Vec<(PathBuf, String)>) {
    let mut has_error = false;
    for path in entries(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_case = |ending: &&str| name.strip_suffix(*ending).is_some_and(|case| !case.is_empty());
        let Some(ending) = ENDINGS.iter().find(|ending| is_case(ending)) else {
            let message = format!("the name of a fixture ends with `{}` or `{}`", ENDINGS[0], ENDINGS[1]);
            faults.push((path, message));
            continue;
        };
        match body(&path) {
            Ok(body) => has_error |= *ending == ".response.json" && is_error(&body),
            Err(why) => faults.push((path, why)),
        }
    }
    for case in CASES.iter().filter(|case| !folder.join(case).is_file()) {
        faults.push((folder.join(case), "this fixture is missing".to_owned()));
    }
    if !has_error {
        faults.push((folder.to_owned(), "there is no response with an error".to_owned()));
    }
}

/// The body in a file.
fn body(path: &Path) -> Result<Value, String> {
    let bytes = fs::read(path).map_err(|fault| format!("cannot be read: {fault}"))?;
    let body: Value = serde_json::from_slice(&bytes).map_err(|fault| format!("is not JSON: {fault}"))?;
    if body.is_object() { Ok(body) } else { Err("is not a JSON object".to_owned()) }
}

/// Whether a body reports an error, in any vendor's spelling.
fn is_error(body: &Value) -> bool {
    let spelt =
        ["/Response/Error/Code", "/Code", "/error_code", "/errorCode", "/error/code", "/error/error_code"];
    spelt.iter().any(|pointer| body.pointer(pointer).is_some_and(Value::is_string))
}

/// What is in a folder, if it is there; not what is hidden, no backups and no `README.md`.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = found
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            !clouddb_codegen::spec::is_left_over(&name) && name != "README.md"
        })
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
}
