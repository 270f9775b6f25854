//! Checks the files of the golden fixtures, and reports missing and invalid ones before anything is compiled.
//!
//! The content of the bodies is checked by the tests, which read them through the generated SDK.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::drift::{Owner, owners};
use clouddb_codegen::model::Model;
use serde_json::Value;

use crate::terminal::{self, count};
use crate::workspace::Workspace;

/// The required fixtures of an operation, besides an error response of any name.
const CASES: &[&str] =
    &["full.request.json", "full.response.json", "minimal.response.json", "empty.response.json"];

/// The suffixes of the names of fixtures.
const SUFFIXES: &[&str] = &[".request.json", ".response.json"];

/// Reports all errors of the fixtures, and returns whether there are none.
pub(crate) fn report(workspace: &Workspace, model: &Model) -> bool {
    let errors = find_errors(&workspace.fixtures(), model);
    for (path, message) in &errors {
        terminal::error(&workspace.shorten(&format!("{}: {message}", path.display())));
    }
    if !errors.is_empty() {
        terminal::error(&format!("{} in the fixtures; nothing was compiled", count(errors.len(), "error")));
        terminal::help(
            "bodies are in `tests/fixtures/<provider>/<service>/<Operation>/<case>.{request,response}.json`; the \
             examples of the page are a good start: `cargo xtask docs facts PAGE --format json`",
        );
    }
    errors.is_empty()
}

/// Finds the errors by path. `README.md` and files of editors are ignored.
fn find_errors(root: &Path, model: &Model) -> Vec<(PathBuf, String)> {
    let mut errors = Vec::new();
    let mut known: BTreeMap<PathBuf, Owner<'_>> = BTreeMap::new();
    for owner in owners(model) {
        let Owner { provider, service, operation } = owner;
        known.insert(root.join(&provider.name).join(&service.name).join(&operation.name), owner);
    }
    let mut folders = BTreeSet::new();
    collect_folders(root, 0, &mut folders, &mut errors);
    for folder in folders.iter().filter(|folder| !known.contains_key(*folder)) {
        errors.push((folder.clone(), "no operation of this name has a spec".to_owned()));
    }
    for folder in known.keys() {
        check_operation(folder, &mut errors);
    }
    errors.sort();
    errors
}

/// Collects the folders of operations, and reports files outside of them.
fn collect_folders(
    folder: &Path,
    depth: usize,
    operations: &mut BTreeSet<PathBuf>,
    errors: &mut Vec<(PathBuf, String)>,
) {
    for path in entries(folder) {
        match (path.is_dir(), depth) {
            (true, 2) => drop(operations.insert(path)),
            (true, _) => collect_folders(&path, depth + 1, operations, errors),
            (false, _) => errors.push((path, "fixtures belong in the folder of an operation".to_owned())),
        }
    }
}

/// Checks the fixtures of one operation.
fn check_operation(folder: &Path, errors: &mut Vec<(PathBuf, String)>) {
    let mut has_error = false;
    for path in entries(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_case = |suffix: &&str| name.strip_suffix(*suffix).is_some_and(|case| !case.is_empty());
        let Some(suffix) = SUFFIXES.iter().find(|suffix| is_case(suffix)) else {
            let message =
                format!("the name of a fixture must end with `{}` or `{}`", SUFFIXES[0], SUFFIXES[1]);
            errors.push((path, message));
            continue;
        };
        match read_body(&path) {
            Ok(body) => has_error |= *suffix == ".response.json" && is_error(&body),
            Err(why) => errors.push((path, why)),
        }
    }
    for case in CASES.iter().filter(|case| !folder.join(case).is_file()) {
        errors.push((folder.join(case), "this fixture is missing".to_owned()));
    }
    if !has_error {
        errors.push((folder.to_owned(), "an error response is missing".to_owned()));
    }
}

/// Reads the body in a file.
fn read_body(path: &Path) -> Result<Value, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    let body: Value = serde_json::from_slice(&bytes).map_err(|error| format!("is not JSON: {error}"))?;
    if body.is_object() { Ok(body) } else { Err("is not a JSON object".to_owned()) }
}

/// Whether a body is an error response of any vendor.
fn is_error(body: &Value) -> bool {
    let spelt =
        ["/Response/Error/Code", "/Code", "/error_code", "/errorCode", "/error/code", "/error/error_code"];
    spelt.iter().any(|pointer| body.pointer(pointer).is_some_and(Value::is_string))
}

/// The entries of a folder, if it exists, without ignored files and `README.md`.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = found
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            !clouddb_codegen::spec::is_ignored(&name) && name != "README.md"
        })
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
}
