//! The examples of `cargo xtask explain`: the wrong one has the error of its code, the right one has none.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clouddb_codegen::check_files;
use clouddb_codegen::diagnostics::{Code, Example};
use clouddb_codegen::spec::Files;

use crate::bad::stock;

/// The keys of a file that an example omits.
fn head(path: &str) -> Vec<(&'static str, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let line = |key: &'static str, value: &str| (key, format!("{key}: {value}\n"));
    match parts.as_slice() {
        [folder, "provider.yaml"] => vec![
            line("provider", folder),
            line("title", "Stock"),
            line("doc", "A provider."),
            line("protocol", "tc3-json"),
            line("datetime", "{format: \"%Y-%m-%d %H:%M:%S\", zone: \"+08:00\"}"),
            line("endpoints", "{host: \"{service}.example.com\"}"),
        ],
        [_, folder, "service.yaml"] => {
            vec![
                line("service", folder),
                line("title", "Demo"),
                line("doc", "A service."),
                line("version", "v1"),
            ]
        }
        [.., name] => {
            let words = name.trim_end_matches(".yaml").split('_');
            let camel: String =
                words.map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..])).collect();
            vec![
                line("operation", &camel),
                line("doc", "Lists things."),
                line("page", "{url: \"https://example.com/describe-things\"}"),
                line("access", "read"),
            ]
        }
        [] => Vec::new(),
    }
}

/// The file at `path` with the keys that `text` lacks.
fn completed(path: &str, text: &str) -> String {
    let has = |key: &str| text.lines().any(|line| line.starts_with(&format!("{key}:")));
    let lacking: String = head(path).into_iter().filter(|(key, _)| !has(key)).map(|(_, line)| line).collect();
    lacking + text
}

/// A part of a file, in the place of that file in the stock tree.
fn part(example: Example) -> Files {
    let mut files = stock();
    let provider = if example.text.starts_with("method:") { "huawei" } else { "tencent" };
    let path = match example.kind {
        "yaml provider.yaml" => format!("{provider}/provider.yaml"),
        "yaml service.yaml" => format!("{provider}/demo/service.yaml"),
        "yaml" => format!("{provider}/demo/describe_things.yaml"),
        other => panic!("unknown kind of example: {other}"),
    };
    files.insert(path.clone(), completed(&path, example.text).into_bytes());
    Files::from_memory("specs", files)
}

/// A list of files, written below `root`, with the required files that it omits.
fn tree(example: Example, root: &Path) -> Files {
    let lines: Vec<&str> = example.text.lines().collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    if !lines[0].starts_with("tencent/provider.yaml") {
        for path in ["tencent/provider.yaml", "tencent/demo/service.yaml"] {
            files.insert(path.to_owned(), completed(path, "").into_bytes());
        }
    }
    let mut says: BTreeMap<&str, String> = BTreeMap::new();
    for line in lines {
        if let Some((path, target)) = line.split_once(" -> ") {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(target, root.join(path)).unwrap();
            continue;
        }
        let (path, said) = line.split_once('#').unwrap_or((line, ""));
        *says.entry(path.trim()).or_default() += &format!("{}\n", said.trim());
    }
    for (path, said) in says {
        let text = if said == "empty\n" { String::new() } else { completed(path, &said) };
        let bytes = match text.split_once("\\xE9") {
            Some((before, after)) => [before.as_bytes(), &[0xe9], after.as_bytes()].concat(),
            None => text.into_bytes(),
        };
        files.insert(path.to_owned(), bytes);
    }
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    Files::read(root)
}

/// The codes of all that is wrong with an example, and the report.
fn codes(example: Example) -> (Vec<Code>, String) {
    let root = tempfile::tempdir().unwrap();
    let files = if example.kind == "files" { tree(example, root.path()) } else { part(example) };
    let checked = check_files(&files);
    let report = checked.model.err().unwrap_or(checked.unfinished);
    (report.iter().map(|finding| finding.code).collect(), report.to_string())
}

#[test]
fn every_code_has_a_wrong_and_a_right_example() {
    let mut bad = Vec::new();
    for code in Code::ALL {
        let Some([wrong, right]) = code.examples() else {
            bad.push(format!("{code} has no examples"));
            continue;
        };
        let (found, report) = codes(wrong);
        if found.is_empty() || found.iter().any(|found| found != code) {
            bad.push(format!("{code}, wrong: {found:?}\n{report}"));
        }
        let (found, report) = codes(right);
        if !found.is_empty() {
            bad.push(format!("{code}, right: {found:?}\n{report}"));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}
