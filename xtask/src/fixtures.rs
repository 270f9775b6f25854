//! The golden fixtures: `tests/fixtures/<provider>/<service>/<Operation>.json`, a file for each operation.
//!
//! Missing and invalid ones are reported before anything is compiled. The content of the bodies is checked by the
//! tests, which read them through the generated SDK.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clouddb_codegen::drift::owners;
use clouddb_codegen::model::Model;
use serde_json::{Map, Value};

use crate::terminal::{self, count};
use crate::workspace::Workspace;

/// The members of a file, each with the cases that it must have besides an error response of any name.
const MEMBERS: [(&str, &[&str]); 2] = [("requests", &["full"]), ("responses", &["full", "minimal"])];

/// Reports all errors of the fixtures, and returns whether there are none.
pub(crate) fn report(workspace: &Workspace, model: &Model) -> bool {
    let errors = find_errors(&workspace.fixtures(), model);
    for (path, message) in &errors {
        terminal::error(&workspace.shorten(&format!("{}: {message}", path.display())));
    }
    if !errors.is_empty() {
        terminal::error(&format!("{} in the fixtures; nothing was compiled", count(errors.len(), "error")));
        terminal::help(
            "bodies are in `tests/fixtures/<provider>/<service>/<Operation>.json`: {\"requests\": {\"full\": {…}}, \
             \"responses\": {\"full\": {…}, \"minimal\": {…}, \"not_found\": {…}}}; the examples of the page are a good \
             start: `cargo xtask docs facts PAGE --format json`",
        );
    }
    errors.is_empty()
}

/// How many bodies an operation has, in its file `<Operation>.json` in the folder of the service.
pub(crate) fn count_bodies(service: &Path, operation: &str) -> io::Result<usize> {
    let bytes = match fs::read(service.join(format!("{operation}.json"))) {
        Ok(bytes) => bytes,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let file: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    Ok(MEMBERS.iter().filter_map(|(member, _)| file[member].as_object()).map(Map::len).sum())
}

/// Finds the errors by path. `README.md` and files of editors are ignored.
fn find_errors(root: &Path, model: &Model) -> Vec<(PathBuf, String)> {
    let mut errors = Vec::new();
    let mut expected = BTreeMap::new();
    for owner in owners(model) {
        let file = format!("{}.json", owner.operation.name);
        expected.insert(root.join(&owner.provider.name).join(&owner.service.name).join(file), false);
    }
    find_files(root, 0, &mut expected, &mut errors);
    for path in expected.iter().filter(|(_, is_found)| !**is_found).map(|(path, _)| path) {
        errors.push((path.clone(), "this file of fixtures is missing".to_owned()));
    }
    errors.sort();
    errors
}

/// Checks the files below `folder`, and marks those that are expected.
fn find_files(
    folder: &Path,
    depth: usize,
    expected: &mut BTreeMap<PathBuf, bool>,
    errors: &mut Vec<(PathBuf, String)>,
) {
    for path in entries(folder) {
        match (path.is_dir(), depth, expected.get_mut(&path)) {
            (true, 0 | 1, _) => find_files(&path, depth + 1, expected, errors),
            (false, 2, Some(is_found)) => {
                *is_found = true;
                let found = check_file(&path);
                errors.extend(found.into_iter().map(|message| (path.clone(), message)));
            }
            (false, 2, None) => errors.push((path, "no operation of this name has a spec".to_owned())),
            _ => errors.push((path, "fixtures belong in `<provider>/<service>/<Operation>.json`".to_owned())),
        }
    }
}

/// What is wrong with the file of an operation.
fn check_file(path: &Path) -> Vec<String> {
    let file = match read(path) {
        Ok(file) => file,
        Err(why) => return vec![why],
    };
    let mut errors = Vec::new();
    for name in file.keys().filter(|name| MEMBERS.iter().all(|(member, _)| member != name)) {
        errors.push(format!("`{name}` is neither `requests` nor `responses`"));
    }
    for (member, cases) in MEMBERS {
        let Some(bodies) = file.get(member).and_then(Value::as_object) else {
            errors.push(format!("`{member}` is missing, an object of bodies by case"));
            continue;
        };
        for (case, _) in bodies.iter().filter(|(_, body)| !body.is_object()) {
            errors.push(format!("the case `{case}` of `{member}` is not an object"));
        }
        for case in cases.iter().filter(|case| !bodies.contains_key(**case)) {
            errors.push(format!("`{member}` has no case `{case}`"));
        }
        if member == "responses" && !bodies.values().any(is_error) {
            errors.push("an error response is missing".to_owned());
        }
    }
    errors
}

fn read(path: &Path) -> Result<Map<String, Value>, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(file)) => Ok(file),
        Ok(_) => Err("is not a JSON object".to_owned()),
        Err(error) => Err(format!("is not JSON: {error}")),
    }
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
