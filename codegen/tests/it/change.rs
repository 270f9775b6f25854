//! What a comparison of two states says, held against what the emitter writes for both.

mod answers;
mod base;
mod case;
mod operations;
mod requests;
mod surface;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clouddb_codegen::change::{self, Change, Comparison, Kind, Verdict};
use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;
use clouddb_codegen::{emit, load_files};

use crate::bad::collect;
use base::{BASE, OPERATION, SERVICE};
use case::{Case, Felt, felt};
use surface::Surface;

type Tree = BTreeMap<String, Vec<u8>>;

/// Changes that a caller meets at run time alone: the crate refuses what it took, or a name means another value.
const AT_RUN_TIME: &[&str] =
    &["range", "length", "one_of", "not_with", "any_of", "host", "format", "wire_name"];

fn load(tree: &Tree) -> Model {
    load_files(&Files::from_memory("specs", tree.clone())).unwrap_or_else(|report| panic!("\n{report}"))
}

fn base_tree() -> Tree {
    BASE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The base with one edit.
fn edited(path: &str, from: &str, to: &str) -> Tree {
    let mut tree = base_tree();
    let text = String::from_utf8(tree[path].clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
    tree.insert(path.to_owned(), text.replace(from, to).into_bytes());
    tree
}

/// A state with all that is generated from it, and what of that is public.
struct Generated {
    model: Model,
    text: String,
    surface: Surface,
}

fn generate(model: Model) -> Generated {
    let files = emit::files(&model);
    Generated { model, surface: Surface::of(&files), text: files.into_values().collect() }
}

/// One case in one direction.
fn check(name: &str, felt: &Felt, [was, is]: [&str; 2], [before, after]: [&Generated; 2]) {
    let found = change::compare(&before.model, &after.model);
    let (verdict, kind, aspect) = (felt.verdict, felt.kind, felt.aspect);
    let change =
        found.changes.iter().find(|change| change.item == felt.item && change.aspect.word() == aspect);
    let Some(change) = change else { panic!("{name}: no {aspect} of {}:\n{:#?}", felt.item, found.changes) };
    assert_eq!((change.verdict, change.kind), (verdict, kind), "{name}: {change:#?}");
    assert!(found.changes.iter().all(|change| change.reason.ends_with('.')), "{name}: {found:#?}");
    assert_eq!(found.verdict(), Some(verdict), "{name}: {found:#?}");
    // The judgement is about what the emitter writes: what it speaks of has to be there.
    for (text, mine, other) in [(was, before, after), (is, after, before)] {
        if !text.is_empty() {
            assert!(mine.text.contains(text), "{name}: `{text}` is not generated");
            assert!(!other.text.contains(text), "{name}: `{text}` is in both states");
        }
    }
    agrees(name, &found, before, after);
}

/// Whether the verdict is what the public part of the generated text says by itself.
fn agrees(name: &str, found: &Comparison, old: &Generated, new: &Generated) {
    let breaks =
        |change: &&Change| change.verdict == Verdict::Major && !AT_RUN_TIME.contains(&change.aspect.word());
    let told: Vec<_> = found.changes.iter().filter(breaks).collect();
    let gone = old.surface.lacking_in(&new.surface);
    assert_eq!(gone.is_empty(), told.is_empty(), "{name}: gone from the API: {gone:#?}\ntold: {told:#?}");
    let fresh = new.surface.lacking_in(&old.surface);
    if !fresh.is_empty() {
        assert!(found.verdict() >= Some(Verdict::Minor), "{name}: new: {fresh:#?}\n{found:#?}");
    }
    if old.text != new.text {
        assert!(!found.changes.is_empty(), "{name}: other text is generated, and nothing is told");
    }
}

#[test]
fn each_change_is_judged_as_the_generated_api_has_it_both_ways() {
    let old = generate(load(&base_tree()));
    for Case { path, from, to, was, is, forth, back } in
        [requests::CASES, answers::CASES, operations::CASES].concat()
    {
        let new = generate(load(&edited(path, from, to)));
        let name = format!("{from} -> {to}");
        check(&name, &forth, [was, is], [&old, &new]);
        check(&format!("back: {name}"), &back, [is, was], [&new, &old]);
    }
}

#[test]
fn a_state_does_not_differ_from_itself() {
    let model = load(&base_tree());
    let found = change::compare(&model, &model.clone());
    assert_eq!((found.changes.len(), found.verdict()), (0, None));
    assert_eq!(change::changelog(&found), "");
    let object = change::to_json(&found, None);
    assert_eq!(object["verdict"], "none");
    assert_eq!(object["changes"], serde_json::json!([]));
}

#[test]
fn a_range_and_the_list_of_all_in_it_let_the_same_through() {
    let with = |rule: &str| load(&edited(OPERATION, "range: 1..=100, default: 20", rule));
    for (old, new, verdict) in [
        ("range: 1..=3", "one_of: [3, 2, 1]", Verdict::Patch),
        ("range: 1..=3", "one_of: [1, 3]", Verdict::Major),
        ("range: 1..=3", "one_of: [0, 1, 2, 3]", Verdict::Minor),
        ("range: ..=3", "one_of: [1, 2, 3]", Verdict::Major),
        ("one_of: [1, 3]", "range: 1..=2", Verdict::Major),
        ("one_of: [1, 3]", "range: 1..", Verdict::Minor),
    ] {
        let found = change::compare(&with(old), &with(new));
        assert_eq!(found.verdict(), Some(verdict), "{old} -> {new}: {found:#?}");
    }
}

#[test]
fn ranges_of_floats_are_judged_as_those_of_integers() {
    let with = |range: &str| {
        load(&edited(OPERATION, "  Depth: {type: int32,", &format!("  Depth: {{type: float64, {range}")))
    };
    for (old, new, verdict) in [
        ("range: 0.5..=1,", "range: 0.5..=2,", Verdict::Minor),
        ("range: 0.5..=1,", "range: 0.75..=1,", Verdict::Major),
        ("", "range: ..=1.5,", Verdict::Major),
    ] {
        assert_eq!(change::compare(&with(old), &with(new)).verdict(), Some(verdict), "{old} -> {new}");
    }
}

#[test]
fn a_code_that_the_service_declares_is_told_once() {
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
    let found = change::compare(&with("not_found"), &with("conflict"));
    let items: Vec<&str> = found.changes.iter().map(|change| change.item.as_str()).collect();
    assert_eq!(items, ["DemoCode::GoneThing"], "{found:#?}");
}

#[test]
fn the_lists_of_a_type_that_requests_come_to_hold_become_options() {
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
    let field = felt(Verdict::Major, Kind::Changed, "field_type", "Thing::tags");
    let types = ["pub tags: Vec<String>", "pub tags: Option<Vec<String>>"];
    check("built", &field, types, [&received, &built]);
    check("received", &field, [types[1], types[0]], [&built, &received]);
}

#[test]
fn rules_among_fields_outlive_another_spelling_on_the_wire() {
    let with = |name: &str| {
        let field = format!("{name}: {{type: string, not_with: [Color], doc: A name.}}");
        let mut tree = edited(OPERATION, "Name: {type: string, doc: A name.}", &field);
        let text = String::from_utf8(tree[OPERATION].clone()).unwrap();
        let text = text.replace("rate: 20/s", &format!("rate: 20/s\nany_of: [[{name}, Kind]]"));
        tree.insert(OPERATION.to_owned(), text.into_bytes());
        load(&tree)
    };
    let found = change::compare(&with("Name"), &with("name"));
    let told: Vec<_> = found.changes.iter().map(|change| (change.verdict, change.aspect.word())).collect();
    assert_eq!(told, [(Verdict::Patch, "wire_name")], "{found:#?}");
}

#[test]
fn what_only_maintainers_read_is_no_change() {
    let old = load(&base_tree());
    for (path, from, to) in [
        (OPERATION, "updated: 2025-01-02}", "updated: 2025-01-02, note: Look twice.}"),
        (
            OPERATION,
            "\nerrors:",
            "\naccept:\n  - {difference: \"`Id` is optional\", reason: The page errs.}\nerrors:",
        ),
        // A type may move to its service: callers find it in the same place.
        (SERVICE, "\ntypes:", "\n# a comment\ntypes:"),
    ] {
        let new = load(&edited(path, from, to));
        assert_eq!(change::compare(&old, &new).changes, [], "{to}");
    }
    let moved = "  Shade:\n    doc: A shade.\n    enum: string\n    values: [dark, light]\n";
    let mut tree = base_tree();
    let text = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
    let (operation, service) = (text(OPERATION).replace(moved, ""), text(SERVICE) + moved);
    tree.insert(OPERATION.to_owned(), operation.into_bytes());
    tree.insert(SERVICE.to_owned(), service.into_bytes());
    assert_eq!(change::compare(&old, &load(&tree)).changes, []);
}

#[test]
fn operations_services_and_vendors_come_and_go_in_one_line_each() {
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
        let names = |found: &Comparison| -> Vec<String> {
            found.changes.iter().map(|change| change.item.clone()).collect()
        };
        let gone = change::compare(&old, &new);
        assert_eq!(names(&gone), items);
        assert!(
            gone.changes
                .iter()
                .all(|change| (change.verdict, change.kind) == (Verdict::Major, Kind::Removed))
        );
        let back = change::compare(&new, &old);
        assert_eq!(names(&back), items);
        assert!(
            back.changes.iter().all(|change| (change.verdict, change.kind) == (Verdict::Minor, Kind::Added))
        );
    }
}

/// Each line of the golden specs taken out or changed, one at a time: whatever still loads is judged as the
/// generated text says.
#[test]
fn no_change_of_the_generated_text_goes_untold() {
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
    // All of them take half a minute; they are alike enough.
    const EVERY: usize = 7;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let mut judged = 0;
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
            for edited in cut.chain(swapped).step_by(EVERY) {
                let mut tree = tree.clone();
                tree.insert(path.clone(), edited.clone().into_bytes());
                let Ok(new) = load_files(&Files::from_memory("specs", tree)) else { continue };
                let after = generate(new);
                let name =
                    format!("{path}:\n{}", similar::TextDiff::from_lines(text, &edited).unified_diff());
                agrees(&name, &change::compare(&before.model, &after.model), &before, &after);
                agrees(
                    &format!("back: {name}"),
                    &change::compare(&after.model, &before.model),
                    &after,
                    &before,
                );
                judged += 1;
            }
        }
    }
    assert!(judged > 45, "only {judged} edits were good specs");
}

#[test]
fn changelog_lines_are_for_users_of_the_crate() {
    let old = load(&base_tree());
    let edit = |path: &str, from: &str, to: &str| {
        change::changelog(&change::compare(&old, &load(&edited(path, from, to))))
    };
    assert_eq!(
        edit(OPERATION, "{type: string, doc: A name.}", "{type: string, required: true, doc: A name.}"),
        "### Changed\n\n- **Breaking** `tencent-demo`: `DescribeThingsRequest::name` is required now. \
         `DescribeThingsRequest::new` takes one more argument, `name`; the setter is gone, and the field is a plain \
         `String`.\n"
    );
    assert_eq!(
        edit(OPERATION, "range: 1..=100", "range: 1..=200"),
        "### Changed\n\n- `tencent-demo`: `DescribeThingsRequest::limit` has a wider range (`1..=200` instead of \
         `1..=100`). Calls that were refused before they were sent go through.\n"
    );
    assert_eq!(
        edit(OPERATION, "doc: A name.", "doc: The name."),
        "### Changed\n\n- `tencent-demo`: documentation of `DescribeThings`.\n"
    );
    let all = change::compare(
        &load(&Tree::from_iter(base_tree().into_iter().filter(|(path, _)| !path.starts_with("huawei")))),
        &old,
    );
    let text = change::changelog(&all);
    assert!(text.starts_with("### Added\n\n- `huawei`: `huawei` is new (Rest Cloud). "), "{text}");
    assert!(text.contains("\n- `huawei-demo`: `huawei-demo` is new. "), "{text}");
}

#[test]
fn the_data_has_every_member() {
    let new = load(&edited(OPERATION, "range: 1..=100", "range: 1..=50"));
    let release =
        change::Release::new("0.1.0".parse().unwrap(), "0.1.0".parse().unwrap(), Some(Verdict::Major));
    let object = change::to_json(&change::compare(&load(&base_tree()), &new), Some(&release));
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
                "reason": "Calls that went through are refused before they are sent.",
            }],
        })
    );
}
