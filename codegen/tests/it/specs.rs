//! The committed specs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clouddb_codegen::spec::Files;

use crate::bad::{collect, stock};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

#[test]
fn the_committed_specs_are_valid() {
    match clouddb_codegen::load(&root()) {
        Ok(model) => assert!(!model.providers.is_empty()),
        Err(report) => panic!("\n{report}"),
    }
}

#[test]
fn leftovers_of_editors_and_merges_are_ignored() {
    let mut files = stock();
    let left = [
        "x.yaml~",
        "x.yaml.bak",
        "x.yaml.orig",
        "x.yaml.rej",
        ".x.yaml.swp",
        "x.yaml.swp",
        "#x.yaml#",
        "4913",
    ];
    for name in left.into_iter().chain([".DS_Store", ".idea/x.yaml"]) {
        files.insert(format!("tencent/demo/{name}"), b"not: a spec".to_vec());
        files.insert(format!("tencent/{name}"), b"not: a spec".to_vec());
    }
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in &files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    for files in [Files::from_memory("specs", files), Files::read(root.path())] {
        if let Err(report) = clouddb_codegen::load_files(&files) {
            panic!("\n{report}");
        }
    }
}

/// A checkout with CRLF means the same, and places are the same.
#[test]
fn crlf_line_ends_are_accepted() {
    let crlf = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    collect(&root(), "", &mut files);
    let model = |files: &BTreeMap<String, Vec<u8>>| {
        clouddb_codegen::load_files(&Files::from_memory("specs", files.clone())).unwrap()
    };
    let windows: BTreeMap<_, _> =
        files.iter().map(|(path, bytes)| (path.clone(), crlf(std::str::from_utf8(bytes).unwrap()))).collect();
    assert!(model(&files) == model(&windows));

    let bad = std::fs::read_to_string(root().join("../tests/bad/paginator.yaml")).unwrap();
    let places = |text: Vec<u8>| {
        let mut files = stock();
        files.insert("tencent/demo/describe_things.yaml".to_owned(), text);
        let report = clouddb_codegen::load_files(&Files::from_memory("specs", files)).unwrap_err();
        report.iter().map(|found| (found.line, found.column, found.code)).collect::<Vec<_>>()
    };
    assert_eq!(places(bad.clone().into_bytes()), places(crlf(&bad)));
}
