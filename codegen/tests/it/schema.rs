//! The schema for editors and the handbook of the language agree with the grammar.

use std::collections::BTreeMap;
use std::fs;

use clouddb_codegen::diagnostics::{Diagnostics, Sources};
use clouddb_codegen::spec::{Files, grammar, yaml};
use clouddb_codegen::{load_files, schema};
use serde_json::Value;

use crate::bad::{collect, stock};
use crate::specs::root;

fn instance(path: &str, bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).unwrap();
    let file = Sources::default().add(path, Some(text.to_owned()));
    yaml::parse(file, text, &mut Diagnostics::default()).unwrap().to_json()
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema::json()).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

#[test]
fn it_is_a_draft_7_schema() {
    let schema: Value = serde_json::from_str(&schema::json()).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    assert!(schema::json().ends_with("}\n"));
}

#[test]
fn it_accepts_the_committed_specs() {
    let validator = validator();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    collect(&root(), "", &mut files);
    files.retain(|path, _| path.ends_with(".yaml"));
    assert!(!files.is_empty());
    files.extend(stock().into_iter().map(|(path, bytes)| (format!("stock/{path}"), bytes)));
    for (path, bytes) in files {
        let errors: Vec<String> =
            validator.iter_errors(&instance(&path, &bytes)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn it_refuses_what_the_grammar_refuses() {
    let validator = validator();
    for name in [
        "unknown_key",
        "missing_key",
        "wrong_kind",
        "unknown_word",
        "empty_value",
        "doc_style",
        "bad_ranges",
        "bad_facts",
        "accept",
    ] {
        let path = root().join(format!("../tests/bad/{name}.yaml"));
        let bytes = fs::read(&path).unwrap();
        assert!(!validator.is_valid(&instance(name, &bytes)), "{name}");
    }
}

#[test]
fn the_handbook_names_every_key_and_word() {
    let handbook = fs::read_to_string(root().join("README.md")).unwrap();
    let objects = [
        &grammar::PROVIDER,
        &grammar::SERVICE,
        &grammar::OPERATION,
        &grammar::FIELD,
        &grammar::TYPE,
        &grammar::ENUM_VALUE,
        &grammar::DEPRECATED,
        &grammar::DATETIME,
        &grammar::ENDPOINTS,
        &grammar::SITE_HOSTS,
        &grammar::ERROR_RULE,
        &grammar::ERROR_CODE,
        &grammar::PAGE,
        &grammar::SOURCE,
        &grammar::PAGINATE,
        &grammar::WAIT,
        &grammar::ACCEPT,
    ];
    for object in objects {
        for key in object.keys {
            assert!(
                handbook.contains(&format!("`{}`", key.name)),
                "specs/README.md lacks `{}` of {}",
                key.name,
                object.noun
            );
        }
    }
    for class in grammar::ERROR_CLASSES {
        assert!(handbook.contains(&format!("`{class}`")), "specs/README.md lacks the class `{class}`");
    }
}

#[test]
fn the_example_in_the_handbook_is_valid() {
    let handbook = fs::read_to_string(root().join("README.md")).unwrap();
    let mut blocks = handbook.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap());
    let example = blocks.find(|block| block.contains("\noperation: ")).unwrap();
    let mut files = stock();
    files.insert("tencent/demo/describe_backups.yaml".to_owned(), example.as_bytes().to_vec());
    if let Err(report) = load_files(&Files::from_memory("specs", files)) {
        panic!("\n{report}");
    }
}
