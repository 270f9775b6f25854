//! API diffs, compared with the generated code of both states.

mod base;
mod case;
mod operations;
mod public_api;
mod requests;
mod responses;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clouddb_codegen::api_diff::{self, ApiDiff, Change, ChangeKind, Verdict};
use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;
use clouddb_codegen::{emit, load_files};

use crate::bad::collect;
use base::{BASE, OPERATION, SERVICE};
use case::{Case, Expected, expected};
use public_api::PublicApi;

type Tree = BTreeMap<String, Vec<u8>>;

/// Breaking changes that compile: the crate refuses values that it accepted, or a name means another value.
const BREAKS_AT_RUN_TIME: &[&str] =
    &["range", "length", "one_of", "not_with", "any_of", "host", "format", "wire_name"];

fn load(tree: &Tree) -> Model {
    load_files(&Files::from_memory("specs", tree.clone())).unwrap_or_else(|report| panic!("\n{report}"))
}

fn base_tree() -> Tree {
    BASE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The base specs with one edit.
fn edited(path: &str, from: &str, to: &str) -> Tree {
    let mut tree = base_tree();
    let text = String::from_utf8(tree[path].clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
    tree.insert(path.to_owned(), text.replace(from, to).into_bytes());
    tree
}

/// A model, its generated code and the public API of that code.
struct Generated {
    model: Model,
    text: String,
    public_api: PublicApi,
}

fn generate(model: Model) -> Generated {
    let files = emit::files(&model);
    Generated { model, public_api: PublicApi::parse(&files), text: files.into_values().collect() }
}

/// Checks one case in one direction.
fn check(name: &str, expected: &Expected, [old_text, new_text]: [&str; 2], [before, after]: [&Generated; 2]) {
    let found = api_diff::compare(&before.model, &after.model);
    let (verdict, kind, aspect) = (expected.verdict, expected.kind, expected.aspect);
    let change =
        found.changes.iter().find(|change| change.item == expected.item && change.aspect.name() == aspect);
    let Some(change) = change else {
        panic!("{name}: no {aspect} of {}:\n{:#?}", expected.item, found.changes)
    };
    assert_eq!((change.verdict, change.kind), (verdict, kind), "{name}: {change:#?}");
    assert!(found.changes.iter().all(|change| change.reason.ends_with('.')), "{name}: {found:#?}");
    assert_eq!(found.verdict(), Some(verdict), "{name}: {found:#?}");
    // The verdict is about the generated code, so the code that it is about must exist.
    for (text, mine, other) in [(old_text, before, after), (new_text, after, before)] {
        if !text.is_empty() {
            assert!(mine.text.contains(text), "{name}: `{text}` is not generated");
            assert!(!other.text.contains(text), "{name}: `{text}` is in both states");
        }
    }
    assert_agrees(name, &found, before, after);
}

/// Asserts that the verdict agrees with a comparison of the generated public APIs.
fn assert_agrees(name: &str, found: &ApiDiff, old: &Generated, new: &Generated) {
    let breaks = |change: &&Change| {
        change.verdict == Verdict::Major && !BREAKS_AT_RUN_TIME.contains(&change.aspect.name())
    };
    let breaking: Vec<_> = found.changes.iter().filter(breaks).collect();
    let removed = old.public_api.missing_in(&new.public_api);
    assert_eq!(
        removed.is_empty(),
        breaking.is_empty(),
        "{name}: removed from the API: {removed:#?}\nreported: {breaking:#?}"
    );
    let added = new.public_api.missing_in(&old.public_api);
    if !added.is_empty() {
        assert!(found.verdict() >= Some(Verdict::Minor), "{name}: added: {added:#?}\n{found:#?}");
    }
    if old.text != new.text {
        assert!(!found.changes.is_empty(), "{name}: the generated code differs, and no change is reported");
    }
}

#[test]
fn each_change_has_the_verdict_of_the_generated_api_in_both_directions() {
    let old = generate(load(&base_tree()));
    for Case { path, from, to, old_text, new_text, forward, backward } in
        [requests::CASES, responses::CASES, operations::CASES].concat()
    {
        let new = generate(load(&edited(path, from, to)));
        let name = format!("{from} -> {to}");
        check(&name, &forward, [old_text, new_text], [&old, &new]);
        check(&format!("reverse: {name}"), &backward, [new_text, old_text], [&new, &old]);
    }
}

#[test]
fn a_model_does_not_differ_from_itself() {
    let model = load(&base_tree());
    let found = api_diff::compare(&model, &model.clone());
    assert_eq!((found.changes.len(), found.verdict()), (0, None));
    assert_eq!(api_diff::changelog(&found), "");
    let object = api_diff::to_json(&found, None);
    assert_eq!(object["verdict"], "none");
    assert_eq!(object["changes"], serde_json::json!([]));
}

#[test]
fn a_range_equals_the_list_of_its_values() {
    let with = |rule: &str| load(&edited(OPERATION, "range: 1..=100, default: 20", rule));
    for (old, new, verdict) in [
        ("range: 1..=3", "one_of: [3, 2, 1]", Verdict::Patch),
        ("range: 1..=3", "one_of: [1, 3]", Verdict::Major),
        ("range: 1..=3", "one_of: [0, 1, 2, 3]", Verdict::Minor),
        ("range: ..=3", "one_of: [1, 2, 3]", Verdict::Major),
        ("one_of: [1, 3]", "range: 1..=2", Verdict::Major),
        ("one_of: [1, 3]", "range: 1..", Verdict::Minor),
    ] {
        let found = api_diff::compare(&with(old), &with(new));
        assert_eq!(found.verdict(), Some(verdict), "{old} -> {new}: {found:#?}");
    }
}

#[test]
fn ranges_of_floats_are_compared_like_those_of_integers() {
    let with = |range: &str| {
        load(&edited(OPERATION, "  Depth: {type: int32,", &format!("  Depth: {{type: float64, {range}")))
    };
    for (old, new, verdict) in [
        ("range: 0.5..=1,", "range: 0.5..=2,", Verdict::Minor),
        ("range: 0.5..=1,", "range: 0.75..=1,", Verdict::Major),
        ("", "range: ..=1.5,", Verdict::Major),
    ] {
        assert_eq!(api_diff::compare(&with(old), &with(new)).verdict(), Some(verdict), "{old} -> {new}");
    }
}

#[test]
fn a_change_of_a_shared_error_code_is_reported_once() {
    let with = |class: &str| {
        let mut tree = edited(
            SERVICE,
            "types:\n  Label:",
            &format!("errors:\n  Gone.Thing: {{class: {class}, doc: It is gone.}}\ntypes:\n  Label:"),
        );
        let text = String::from_utf8(tree[OPERATION].clone()).unwrap();
        let (text, _) = text.split_once("errors:").unwrap();
        tree.insert(OPERATION.to_owned(), format!("{text}errors: [Gone.Thing]\n").into_bytes());
        load(&tree)
    };
    let found = api_diff::compare(&with("not_found"), &with("conflict"));
    let items: Vec<&str> = found.changes.iter().map(|change| change.item.as_str()).collect();
    assert_eq!(items, ["DemoCode::GoneThing"], "{found:#?}");
}

#[test]
fn lists_of_an_output_type_become_options_when_a_request_uses_it() {
    let tags = "      Tags: {type: list<string>, doc: Its tags.}\n  State:";
    let with = |request: &str| {
        let mut tree =
            edited(OPERATION, "  State:\n    doc: A state.", &format!("{tags}\n    doc: A state."));
        let text = String::from_utf8(tree[OPERATION].clone()).unwrap();
        tree.insert(
            OPERATION.to_owned(),
            text.replace("\nresponse:", &format!("{request}\nresponse:")).into_bytes(),
        );
        generate(load(&tree))
    };
    let (received, built) = (with(""), with("  Like: {type: Thing, doc: What they are like.}\n"));
    let field = expected(Verdict::Major, ChangeKind::Changed, "field_type", "Thing::tags");
    let types = ["pub tags: Vec<String>", "pub tags: Option<Vec<String>>"];
    check("built", &field, types, [&received, &built]);
    check("received", &field, [types[1], types[0]], [&built, &received]);
}

#[test]
fn rules_between_fields_survive_a_change_of_the_wire_name() {
    let with = |name: &str| {
        let field = format!("{name}: {{type: string, not_with: [Color], doc: A name.}}");
        let mut tree = edited(OPERATION, "Name: {type: string, doc: A name.}", &field);
        let text = String::from_utf8(tree[OPERATION].clone()).unwrap();
        let text = text.replace("rate: 20/s", &format!("rate: 20/s\nany_of: [[{name}, Kind]]"));
        tree.insert(OPERATION.to_owned(), text.into_bytes());
        load(&tree)
    };
    let found = api_diff::compare(&with("Name"), &with("name"));
    let reported: Vec<_> =
        found.changes.iter().map(|change| (change.verdict, change.aspect.name())).collect();
    assert_eq!(reported, [(Verdict::Patch, "wire_name")], "{found:#?}");
}

#[test]
fn notes_for_maintainers_are_no_api_change() {
    let old = load(&base_tree());
    for (path, from, to) in [
        (OPERATION, "updated: 2025-01-02}", "updated: 2025-01-02, note: Look twice.}"),
        (
            OPERATION,
            "\nerrors:",
            "\naccept:\n  - {difference: \"`Id` is optional\", reason: The page errs.}\nerrors:",
        ),
        // A type can move to its service: its path in Rust is the same.
        (SERVICE, "\ntypes:", "\n# a comment\ntypes:"),
    ] {
        let new = load(&edited(path, from, to));
        assert_eq!(api_diff::compare(&old, &new).changes, [], "{to}");
    }
    let moved = "  Shade:\n    doc: A shade.\n    enum: string\n    values: [dark, light]\n";
    let mut tree = base_tree();
    let text = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
    let (operation, service) = (text(OPERATION).replace(moved, ""), text(SERVICE) + moved);
    tree.insert(OPERATION.to_owned(), operation.into_bytes());
    tree.insert(SERVICE.to_owned(), service.into_bytes());
    assert_eq!(api_diff::compare(&old, &load(&tree)).changes, []);
}

#[test]
fn an_added_or_removed_operation_service_or_provider_is_one_change() {
    let old = load(&base_tree());
    let without = |prefix: &str| {
        let mut tree = base_tree();
        tree.retain(|path, _| !path.starts_with(prefix));
        load(&tree)
    };
    for (prefix, items) in [
        ("tencent/demo/list_notes.yaml", vec!["Client::list_notes"]),
        ("tencent/other", vec!["tencent-other"]),
        ("huawei", vec!["huawei", "huawei-demo"]),
    ] {
        let new = without(prefix);
        let names = |found: &ApiDiff| -> Vec<String> {
            found.changes.iter().map(|change| change.item.clone()).collect()
        };
        let removed = api_diff::compare(&old, &new);
        assert_eq!(names(&removed), items);
        assert!(
            removed
                .changes
                .iter()
                .all(|change| (change.verdict, change.kind) == (Verdict::Major, ChangeKind::Removed))
        );
        let added = api_diff::compare(&new, &old);
        assert_eq!(names(&added), items);
        assert!(
            added
                .changes
                .iter()
                .all(|change| (change.verdict, change.kind) == (Verdict::Minor, ChangeKind::Added))
        );
    }
}

/// Removes or changes each line of the golden specs, one at a time. If the result loads, its API diff must agree with
/// the generated code.
#[test]
fn every_change_of_the_generated_code_is_reported() {
    const SWAPS: &[(&str, &str)] = &[
        ("required: true, ", ""),
        ("{type: string,", "{type: string, required: true,"),
        ("type: string", "type: int64"),
        ("type: int64", "type: int32"),
        ("type: list<", "type: map<"),
        ("type: datetime", "type: string"),
        ("enum: string", "enum: int"),
        ("access: read", "access: write"),
        ("1..=", "2..="),
        ("doc: A", "doc: Other words, a"),
        ("wrapped: ", "wrapped: X"),
        ("class: not_found", "class: conflict"),
        ("style: page, page", "style: offset, offset"),
    ];
    // All edits take half a minute; a sample is enough.
    const SAMPLE_STEP: usize = 7;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let mut compared = 0;
    for case in fs::read_dir(golden).unwrap() {
        let mut tree = Tree::new();
        collect(&case.unwrap().path().join("specs"), "", &mut tree);
        let before = generate(load(&tree));
        for (path, bytes) in &tree {
            let text = std::str::from_utf8(bytes).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let cut = (0..lines.len()).map(|at| [&lines[..at], &lines[at + 1..]].concat().join("\n"));
            let swapped = lines.iter().enumerate().flat_map(|(at, line)| {
                let lines = &lines;
                SWAPS.iter().filter(move |(from, _)| line.contains(from)).map(move |(from, to)| {
                    let line = line.replacen(from, to, 1);
                    [&lines[..at], &[line.as_str()], &lines[at + 1..]].concat().join("\n")
                })
            });
            for edited in cut.chain(swapped).step_by(SAMPLE_STEP) {
                let mut tree = tree.clone();
                tree.insert(path.clone(), edited.clone().into_bytes());
                let Ok(new) = load_files(&Files::from_memory("specs", tree)) else { continue };
                let after = generate(new);
                let name =
                    format!("{path}:\n{}", similar::TextDiff::from_lines(text, &edited).unified_diff());
                assert_agrees(&name, &api_diff::compare(&before.model, &after.model), &before, &after);
                assert_agrees(
                    &format!("reverse: {name}"),
                    &api_diff::compare(&after.model, &before.model),
                    &after,
                    &before,
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 45, "only {compared} edits are valid specs");
}

#[test]
fn changelog_lines_are_for_users_of_the_crate() {
    let old = load(&base_tree());
    let edit = |path: &str, from: &str, to: &str| {
        api_diff::changelog(&api_diff::compare(&old, &load(&edited(path, from, to))))
    };
    assert_eq!(
        edit(OPERATION, "{type: string, doc: A name.}", "{type: string, required: true, doc: A name.}"),
        "### Changed\n\n- **Breaking** `tencent-demo`: `DescribeThingsRequest::name` is now required. \
         `DescribeThingsRequest::new` takes one more argument, `name`; the setter is removed, and the field is a plain \
         `String`.\n"
    );
    assert_eq!(
        edit(OPERATION, "range: 1..=100", "range: 1..=200"),
        "### Changed\n\n- `tencent-demo`: `DescribeThingsRequest::limit` has a wider range (`1..=200` instead of \
         `1..=100`). Calls that were refused before they were sent are accepted.\n"
    );
    assert_eq!(
        edit(OPERATION, "doc: A name.", "doc: The name."),
        "### Changed\n\n- `tencent-demo`: documentation of `DescribeThings`.\n"
    );
    let all = api_diff::compare(
        &load(&Tree::from_iter(base_tree().into_iter().filter(|(path, _)| !path.starts_with("huawei")))),
        &old,
    );
    let text = api_diff::changelog(&all);
    assert!(text.starts_with("### Added\n\n- `huawei`: `huawei` was added (Rest Cloud). "), "{text}");
    assert!(text.contains("\n- `huawei-demo`: `huawei-demo` was added. "), "{text}");
}

#[test]
fn json_has_every_member() {
    let new = load(&edited(OPERATION, "range: 1..=100", "range: 1..=50"));
    let release =
        api_diff::Release::new("0.1.0".parse().unwrap(), "0.1.0".parse().unwrap(), Some(Verdict::Major));
    let object = api_diff::to_json(&api_diff::compare(&load(&base_tree()), &new), Some(&release));
    assert_eq!(
        object,
        serde_json::json!({
            "verdict": "major",
            "base": "0.1.0",
            "current": "0.1.0",
            "next": "0.2.0",
            "changes": [{
                "verdict": "major",
                "kind": "changed",
                "aspect": "range",
                "provider": "tencent",
                "service": "demo",
                "operation": "DescribeThings",
                "item": "DescribeThingsRequest::limit",
                "wire": "Limit",
                "summary": "has a narrower range",
                "old": "1..=100",
                "new": "1..=50",
                "reason": "Calls that were accepted are now refused before they are sent.",
            }],
        })
    );
}
