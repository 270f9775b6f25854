//! `tests/golden/<name>/`: a small tree of specs for one feature of the language in `specs/`, and its
//! exact output in `generated/`. A new case is a new folder; `UPDATE=1` writes its output.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::emit::{self, Files};
use clouddb_codegen::output;

type Outcome = Result<(), Box<dyn Error>>;

/// The folders of the goldens.
pub(crate) fn cases() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join("specs").is_dir() {
            cases.push(path);
        }
    }
    cases.sort();
    Ok(cases)
}

fn generate(specs: &Path) -> Result<Files, Box<dyn Error>> {
    let model = clouddb_codegen::load(specs).map_err(|report| report.render(false))?;
    Ok(emit::files(&model))
}

#[test]
fn the_output_equals_the_golden_files() -> Outcome {
    let mut stale = String::new();
    let cases = cases()?;
    assert!(!cases.is_empty());
    for case in cases {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let files = generate(&case.join("specs"))?;
        let golden = case.join("generated");
        if std::env::var_os("UPDATE").is_some() {
            output::write(&files, &golden)?;
        }
        stale += &output::plan(&files, &golden)?.diff(&format!("tests/golden/{name}/generated"));
    }
    assert!(stale.is_empty(), "not as golden; if it is meant, run this test with UPDATE=1:\n{stale}");
    Ok(())
}

#[test]
fn the_output_is_rust_with_lines_of_limited_length() -> Outcome {
    for case in cases()? {
        for (path, text) in generate(&case.join("specs"))? {
            let path = case.join("generated").join(path);
            syn::parse_file(&text).map_err(|fault| format!("{}: {fault}", path.display()))?;
            assert!(text.starts_with(emit::HEADER), "{}", path.display());
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", path.display());
            // The first line names a spec, and a table with a long name has no place to break.
            for line in text.lines().skip(1) {
                assert!(line.chars().count() <= 120, "{}: {line}", path.display());
                assert_eq!(line, line.trim_end(), "{}", path.display());
            }
        }
    }
    Ok(())
}

/// Everything of an operation that is neither a type, nor its table, nor documentation: the
/// implementation of `Operation`, the client's method, and the module's own lines.
#[test]
fn an_operation_has_at_most_sixty_lines_besides_its_types() -> Outcome {
    for specs in cases()?.iter().map(|case| case.join("specs")).chain([real_specs()]) {
        let model = clouddb_codegen::load(&specs).map_err(|report| report.render(false))?;
        let files = emit::files(&model);
        for service in model.providers.iter().flat_map(|provider| &provider.services) {
            for operation in &service.operations {
                let path = operation.source.rsplit_once('/').map_or("", |(folder, _)| folder);
                let text = |file: &str| files.get(&format!("{path}/{file}.rs")).cloned().unwrap_or_default();
                let own = text(&operation.module);
                let implementation = block(
                    &own,
                    &format!("impl crate::__private::Operation for {} {{", operation.request.name),
                );
                let method = block(&text("mod"), &format!("    pub fn {}(", operation.method));
                assert!(implementation > 0 && method > 0, "{}", operation.name);
                let head = own.lines().take_while(|line| !line.starts_with("record! {")).count();
                let lines = head + implementation + method + 3;
                assert!(lines <= 60, "{}: {lines} lines", operation.name);
            }
        }
    }
    Ok(())
}

fn real_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

/// Lines from the one that starts so to the brace that closes it, at the same indentation.
fn block(text: &str, start: &str) -> usize {
    let indent = start.len() - start.trim_start().len();
    let end = format!("{}}}", " ".repeat(indent));
    let lines = text.lines().skip_while(|line| !line.starts_with(start));
    let mut count = 0;
    for line in lines {
        count += 1;
        if line == end {
            return count;
        }
    }
    0
}

#[test]
fn the_output_does_not_depend_on_the_order_of_files() -> Outcome {
    let specs = real_specs();
    let first = generate(&specs)?;
    assert_eq!(first, generate(&specs)?);

    let mut found = Vec::new();
    collect(&specs, &specs, &mut found)?;
    assert!(found.len() > 5);
    for reversed in [false, true] {
        found.sort();
        if reversed {
            found.reverse();
        }
        let copy = tempfile::tempdir()?;
        for path in &found {
            let to = copy.path().join(path);
            fs::create_dir_all(to.parent().ok_or("no folder")?)?;
            fs::copy(specs.join(path), to)?;
        }
        assert_eq!(first, generate(copy.path())?, "reversed: {reversed}");
    }
    Ok(())
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, found)?;
        } else {
            found.push(path.strip_prefix(root)?.to_owned());
        }
    }
    Ok(())
}
