//! Bad specs and their reports: `tests/bad/*.yaml` and `tests/bad/<folder>/`, each with a
//! `.stderr`. A new one needs no code; `UPDATE=1` writes the reports.
//!
//! A file takes the place of one in the stock tree `tests/bad/stock`: the provider, the service or the
//! operation, whichever its first key says. A name that starts with `rest_` is meant for the stock's REST
//! provider, all others for its RPC provider. A folder is a tree of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::diagnostics::{Code, Report};
use clouddb_codegen::spec::Files;
use clouddb_codegen::{check, check_files, load, load_files};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bad")
}

/// All files of the stock tree, by their path in it.
pub(crate) fn stock() -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    collect(&folder().join("stock"), "", &mut out);
    out
}

pub(crate) fn collect(folder: &Path, path: &str, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let below = if path.is_empty() { name } else { format!("{path}/{name}") };
        if entry.path().is_dir() {
            collect(&entry.path(), &below, into);
        } else {
            into.insert(below, fs::read(entry.path()).unwrap());
        }
    }
}

fn place(name: &str, bytes: &[u8]) -> String {
    let provider = if name.starts_with("rest_") { "huawei" } else { "tencent" };
    let text = String::from_utf8_lossy(bytes);
    let first = |key: &str| text.lines().any(|line| line.starts_with(key));
    let file = if first("provider:") {
        "provider.yaml"
    } else if first("service:") {
        "demo/service.yaml"
    } else {
        "demo/describe_things.yaml"
    };
    format!("{provider}/{file}")
}

fn report(fixture: &Path) -> Option<Report> {
    let files = if fixture.is_dir() {
        Files::read(fixture)
    } else {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(fixture).unwrap();
        let mut files = stock();
        files.insert(place(name, &bytes), bytes);
        Files::from_memory("specs", files)
    };
    // Specs without an error can be unfinished.
    let checked = check_files(&files);
    checked.model.err().or(Some(checked.unfinished).filter(|left| !left.is_empty()))
}

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let wanted = |path: &PathBuf| {
        let folder = path.is_dir() && path.file_name().is_some_and(|name| name != "stock");
        folder || path.extension().is_some_and(|extension| extension == "yaml")
    };
    let mut out: Vec<_> = entries.filter(wanted).collect();
    out.sort();
    out
}

/// Compares a report with the expected one, or writes it.
fn compare(report: &str, expected: &Path, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(expected, report).unwrap();
        return;
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted != report {
        wrong.push(format!("{}\n--- expected\n{wanted}\n--- found\n{report}", expected.display()));
    }
}

/// One test, because both read what `UPDATE=1` writes.
#[test]
fn bad_specs_are_reported_and_cover_every_code() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 50, "the fixtures are not where they are looked for");
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        match report(fixture) {
            Some(report) => compare(&report.render(false), &fixture.with_extension("stderr"), &mut wrong),
            None => wrong.push(format!("{} has no fault", fixture.display())),
        }
    }
    let missing = load(&folder().join("nowhere")).unwrap_err();
    compare(&missing.render(false), &folder().join("unreadable.stderr"), &mut wrong);
    assert!(
        wrong.is_empty(),
        "{}\n(`UPDATE=1 cargo test -p clouddb-codegen` writes them anew)",
        wrong.join("\n\n")
    );

    let reports: String = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "stderr"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let lacking: Vec<_> =
        Code::ALL.iter().filter(|code| !reports.contains(&format!("error[{code}]"))).collect();
    assert!(lacking.is_empty(), "no fixture in tests/bad shows {lacking:?}");
}

#[test]
fn the_base_tree_is_valid() {
    if let Err(report) = load_files(&Files::from_memory("specs", stock())) {
        panic!("\n{report}");
    }
}

#[test]
fn all_errors_of_all_files_are_reported_in_order() {
    let mut files = stock();
    files.insert("tencent/provider.yaml".into(), b"provider: tencent\ntitel: X\n".to_vec());
    files.insert(
        "tencent/demo/describe_things.yaml".into(),
        b"operation: DescribeThings\nacess: read\ndoc: lower\n".to_vec(),
    );
    let report = load_files(&Files::from_memory("specs", files)).unwrap_err();
    let places: Vec<_> =
        report.iter().map(|finding| (finding.path.to_owned(), finding.line, finding.column)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(places.len(), report.len());
    for (path, code) in [
        ("specs/tencent/demo/describe_things.yaml", Code::UnknownKey),
        ("specs/tencent/demo/describe_things.yaml", Code::DocStyle),
        ("specs/tencent/provider.yaml", Code::UnknownKey),
        ("specs/tencent/provider.yaml", Code::MissingKey),
    ] {
        assert!(
            report.iter().any(|finding| finding.path == path && finding.code == code),
            "{path} {code}\n{report}"
        );
    }
}

#[test]
fn colour_is_optional() {
    let report = load(&folder().join("nowhere")).unwrap_err();
    assert!(!report.render(false).contains('\u{1b}'));
    assert!(report.render(true).contains('\u{1b}'));
}

#[test]
fn a_check_reports_only_the_given_paths() {
    let tree = tempfile::tempdir().unwrap();
    for (path, bytes) in stock() {
        let path = tree.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let broken = tree.path().join("tencent/demo/describe_things.yaml");
    fs::write(&broken, "").unwrap();
    assert_eq!(check(tree.path(), &[]).unwrap_err().len(), 1);
    assert_eq!(check(tree.path(), &[tree.path().join("tencent")]).unwrap_err().len(), 1);
    assert_eq!(check(tree.path(), std::slice::from_ref(&broken)).unwrap_err().len(), 1);
    assert!(check(tree.path(), &[tree.path().join("huawei")]).is_ok());
    let absent = check(tree.path(), &[tree.path().join("huawie")]).unwrap_err();
    assert_eq!(absent.iter().next().unwrap().code, Code::Unreadable);
}

#[cfg(unix)]
#[test]
fn unreadable_files_are_reported() {
    let tree = tempfile::tempdir().unwrap();
    for (path, bytes) in stock() {
        let path = tree.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let link = tree.path().join("tencent/demo/list_things.yaml");
    std::os::unix::fs::symlink("nowhere", &link).unwrap();
    fs::write(tree.path().join("tencent/.hidden"), "passed over").unwrap();
    let report = load(tree.path()).unwrap_err();
    let found: Vec<_> = report.iter().map(|finding| (finding.code, finding.path.to_owned())).collect();
    let [(Code::Unreadable, path)] = found.as_slice() else { panic!("{report}") };
    assert!(path.ends_with("tencent/demo/list_things.yaml"), "{path}");
}
