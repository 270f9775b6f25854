//! Specs brought up to their pages: what changes, and that nothing else does.

use clouddb_codegen::draft::{self, draft};
use clouddb_codegen::page::facts::{ErrorCode, Facts, Field, Found, Values, Vendor};
use clouddb_codegen::revise::{Options, Refused, Revision, Rewrite, revise};
use clouddb_codegen::spec::Files;
use serde_json::json;

use crate::made::{Dice, facts, field, found, inside, of_vendors, random, tree};

const PATH: &str = "tencent/demo/describe_things.yaml";

const SERVICE: &str = "service: demo
title: Demo
doc: Stands in for a service.
version: \"2020-01-02\"

types:
  Order:   # shared
    doc: What comes first.
    enum: string
    values: [asc, desc]
";

const SPEC: &str = "# How it is written matters to somebody.
operation: DescribeThings
doc: Lists things.
page: {url: \"https://docs.example.com/things\", updated: \"2025-01-02\"}   # the old one
access: read

# Callers send these.
request:
  ThingId: {type: string, required: true, doc: 'Which thing, if not all.'}
  # Not many.
  Limit: {type: int64, range: 1..=100, default: 20, doc: Things a page.}   # odd
  OrderBy: {type: Order, default: asc, doc: What comes first.}
  Kind:
    type: ThingKind
    doc: Only things of this kind.
  Old: {type: string, doc: Something old.}

response:
  Things: {type: list<Thing>, doc: The things.}
  Gone: {type: string, doc: What is gone.}
  RawData: {type: any, doc: Anything.}

types:
  ThingKind: {doc: What a thing is., enum: int, values: {Small: 1, Large: {value: 2, doc: Not small.}}}
  Thing:
    doc: One thing.
    fields:
      Id: {type: string, doc: Its id.}

errors:
  InvalidParameter.Thing: {class: invalid_request, doc: No such thing.}
  InternalError: {doc: It failed.}

accept:
  - {difference: param ThingId type, reason: The page is wrong.}
";

const REMOVE: Options = Options { remove: true, older: false };

fn files(spec: &str) -> Files {
    let mut files = of_vendors(&["tencent"]);
    files.put("tencent/demo/service.yaml", SERVICE);
    files.put(PATH, spec);
    files
}

/// A page that says what the spec says.
fn page() -> Facts {
    let mut page = facts(Vendor::Tencent, "demo", "DescribeThings");
    page.updated = found("2025-01-02");
    let required = |field: Field| Field { required: Some(true), ..field };
    let with = |values: Values, field: Field| Field { values, ..field };
    page.params = vec![
        required(field("ThingId", "Integer", 10)),
        with(
            Values { default: Some(json!(20)), min: Some(1), max: Some(100), ..Values::default() },
            field("Limit", "Integer", 11),
        ),
        with(
            Values {
                allowed: vec![json!("asc"), json!("desc")],
                default: Some(json!("asc")),
                ..Values::default()
            },
            field("OrderBy", "String", 12),
        ),
        with(Values { allowed: vec![json!(1), json!(2)], ..Values::default() }, field("Kind", "Integer", 13)),
        field("Old", "String", 14),
    ];
    page.response = vec![
        field("Things", "Array of Thing", 20),
        field("Gone", "String", 21),
        field("RawData", "Object", 22),
    ];
    page.errors = Some(codes(&["InvalidParameter.Thing", "InternalError"]));
    page
}

fn codes(names: &[&str]) -> Vec<ErrorCode> {
    names.iter().map(|code| ErrorCode { code: (*code).to_owned(), http: None, line: 30 }).collect()
}

#[track_caller]
fn revised(spec: &str, page: &Facts, remove: bool) -> Revision {
    match revise(&files(spec), page, "page.txt", Options { remove, older: false }) {
        Ok(revision) => revision,
        Err(Refused::Specs(report)) => panic!("{report}"),
        Err(refused) => panic!("{refused:?}"),
    }
}

/// The new text of the operation's spec.
#[track_caller]
fn text(spec: &str, page: &Facts, remove: bool) -> String {
    let revision = revised(spec, page, remove);
    assert_eq!(revision.left, []);
    let Rewrite { path, old, new } = revision.files.into_iter().next().unwrap();
    assert_eq!((path.as_str(), old.as_str()), (PATH, spec));
    new
}

#[track_caller]
fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn a_page_that_says_the_same_changes_nothing() {
    let revision = revised(SPEC, &page(), true);
    assert_eq!((revision.files.len(), revision.done, revision.left), (0, vec![], vec![]));
}

#[test]
fn only_the_lines_that_differ_change() {
    let mut page = page();
    page.updated = found("2026-01-02");
    page.rate_limit = Some(Found::new(20, 3));
    page.permission = found("demo:DescribeThings");
    page.params[1].values =
        Values { default: Some(json!(50)), min: None, max: Some(200), ..Values::default() };
    page.params[3].values.allowed.push(json!(3));
    page.params[4].required = Some(true);
    page.params.insert(2, field("Password", "String", 15));
    page.response.insert(1, field("TotalCount", "Integer", 23));
    page.errors = Some(codes(&["FailedOperation.Busy", "InvalidParameter.Thing", "InternalError"]));
    let wanted = [
        ("updated: \"2025-01-02\"}", "updated: \"2026-01-02\"}"),
        ("access: read\n", "access: read\nrate: 20/s\npermission: demo:DescribeThings\n"),
        ("range: 1..=100, default: 20,", "range: 1..=200, default: 50,"),
        ("# odd\n", "# odd\n  Password: {type: secret<string>, doc: TODO.}  # TODO: page line 15\n"),
        (
            "Large: {value: 2, doc: Not small.}}",
            "Large: {value: 2, doc: Not small.}, N3: {value: 3, doc: TODO.}}",
        ),
        ("{type: string, doc: Something old.}", "{type: string, required: true, doc: Something old.}"),
        ("The things.}\n", "The things.}\n  TotalCount: {type: int64, doc: TODO.}  # TODO: page line 23\n"),
        (
            "errors:\n",
            "errors:\n  FailedOperation.Busy: {class: conflict, doc: TODO.}  # TODO: page line 30\n",
        ),
    ];
    assert_eq!(text(SPEC, &page, false), replaced(SPEC, &wanted));
    let windows = SPEC.replace('\n', "\r\n");
    assert_eq!(text(&windows, &page, false), replaced(SPEC, &wanted).replace('\n', "\r\n"));
    assert!(revised(SPEC, &page, false).notes.iter().any(|note| note.line == Some(15)), "a secret");
}

#[test]
fn a_code_that_the_service_declares_is_named_and_another_one_declared() {
    let map = "errors:\n  InvalidParameter.Thing: {class: invalid_request, doc: No such thing.}\n  \
               InternalError: {doc: It failed.}\n";
    let service = format!(
        "{SERVICE}\nerrors:\n  InternalError: {{doc: It failed.}}\n  \
         ResourceInUse.Thing: {{class: conflict, doc: It is used.}}\n"
    );
    let mut page = page();
    page.errors = Some(codes(&["InternalError", "ResourceInUse.Thing", "FailedOperation.Busy"]));
    for (before, after) in [
        (
            "errors:\n  - InternalError\n",
            "errors:\n  - InternalError\n  \
             - FailedOperation.Busy: {class: conflict, doc: TODO.}  # TODO: page line 30\n  \
             - ResourceInUse.Thing\n",
        ),
        (
            "errors: [InternalError]\n",
            "errors: [InternalError, FailedOperation.Busy: {class: conflict, doc: TODO.}, ResourceInUse.Thing]\n",
        ),
    ] {
        let spec = replaced(SPEC, &[(map, before)]);
        let mut files = files(&spec);
        files.put("tencent/demo/service.yaml", &service);
        // Another operation can fail with all of them.
        files.put(
            "tencent/demo/ping.yaml",
            "operation: Ping\ndoc: Answers.\npage: {url: \"https://example.com/ping\"}\naccess: read\n",
        );
        let revision = revise(&files, &page, "page.txt", Options::default()).unwrap();
        assert_eq!(revision.left, [], "{before}");
        assert_eq!(revision.files.last().unwrap().new, replaced(SPEC, &[(map, after)]), "{before}");
    }
}

#[test]
fn what_the_page_leaves_out_is_left_to_a_person_and_goes_only_when_asked() {
    let mut page = page();
    page.params.retain(|field| field.name != "Old");
    page.response.retain(|field| field.name != "Gone");
    page.errors = Some(codes(&["InternalError"]));
    page.params[3].values.allowed.remove(0);
    let revision = revised(SPEC, &page, false);
    assert_eq!((revision.files.len(), revision.done), (0, vec![]), "a copy may have lost the lines");
    let left: Vec<_> = revision.left.iter().map(|step| step.identity.as_str()).collect();
    assert_eq!(left, ["param Kind values", "param Old", "response Gone", "error InvalidParameter.Thing"]);
    for step in &revision.left {
        assert!(step.text.contains("or this copy lost the line"), "{step:?}");
    }
    let gone = replaced(
        SPEC,
        &[
            ("  Old: {type: string, doc: Something old.}\n", ""),
            ("  Gone: {type: string, doc: What is gone.}\n", ""),
            ("Small: 1, ", ""),
            ("  InvalidParameter.Thing: {class: invalid_request, doc: No such thing.}\n", ""),
        ],
    );
    assert_eq!(text(SPEC, &page, true), gone);
}

#[test]
fn a_changed_type_brings_its_rules_and_types_along() {
    let mut page = page();
    page.params[1] = Field { values: Values::default(), ..field("Limit", "Boolean", 11) };
    page.response[1] = field("Gone", "Array of Part", 21);
    page.response.push(inside(1, "PartId", "Integer", 24));
    let new = text(SPEC, &page, false);
    let wanted = [
        ("{type: int64, range: 1..=100, default: 20, doc", "{type: bool, doc"),
        ("Gone: {type: string,", "Gone: {type: list<Part>,"),
        (
            "Its id.}\n",
            "Its id.}\n  Part:\n    doc: TODO.  # TODO: page line 21\n    fields:\n      \
             PartId: {type: int64, doc: TODO.}  # TODO: page line 24\n",
        ),
    ];
    assert_eq!(new, replaced(SPEC, &wanted));
    // And back: the type goes with the field that named it.
    let mut page = self::page();
    page.response[1] = field("Gone", "String", 21);
    page.params[1] = field("Limit", "Boolean", 11);
    let back = revise(&files(&new), &page, "page.txt", REMOVE).unwrap();
    let back = &back.files[0].new;
    assert!(!back.contains("Part"), "{back}");
}

#[test]
fn an_update_reads_a_value_as_a_draft_does() {
    let tencent = of_vendors(&["tencent"]);
    let drafted = |page: &Facts| draft(page, &tree(&tencent), &draft::Options::default()).unwrap();
    for (kind, printed, written) in [
        ("Boolean", json!("1"), "true"),
        ("Boolean", json!(0), "false"),
        ("Float", json!("3"), "3.0"),
        ("String", json!(20), "\"20\""),
    ] {
        let mut page = facts(Vendor::Tencent, "demo", "DescribeThings");
        page.params = vec![field("Flag", kind, 10)];
        let before = drafted(&page).among(&tencent).unwrap();
        page.params[0].values.default = Some(printed);
        let (_, text) = drafted(&page).files.pop().unwrap();
        assert!(text.contains(&format!("default: {written},")), "{text}");
        let revision = revise(&before, &page, "page.txt", Options::default()).unwrap();
        assert_eq!(revision.files[0].new, text);
    }
}

#[test]
fn what_the_service_shares_changes_in_its_own_file() {
    let mut page = page();
    page.params[2].values.allowed.push(json!("none"));
    let revision = revised(SPEC, &page, false);
    let Rewrite { path, new, .. } = &revision.files[0];
    assert_eq!(path, "tencent/demo/service.yaml");
    assert_eq!(*new, replaced(SERVICE, &[("[asc, desc]", "[asc, desc, none]")]));
    assert_eq!(revision.files.len(), 1);
    let mut both = page.clone();
    both.params.insert(2, field("Late", "String", 15));
    let paths: Vec<_> = revised(SPEC, &both, false).files.into_iter().map(|file| file.path).collect();
    assert_eq!(paths, ["tencent/demo/service.yaml", PATH], "an operation may name what is new in it");
    assert_eq!(revision.notes, [], "nobody else uses it");
    let mut files = files(SPEC);
    let other = "operation: ListOthers\ndoc: Lists others.\naccess: read\n\
                 page: {url: \"https://docs.example.com/others\"}\n\
                 request:\n  Orders: {type: list<Order>, doc: What comes first.}\n";
    files.put("tencent/demo/list_others.yaml", other);
    let shared = revise(&files, &page, "page.txt", Options::default()).unwrap();
    let notes: Vec<_> = shared.notes.iter().map(|note| (note.line, note.text.as_str())).collect();
    let wanted = "`Order` of `service.yaml` changes, which other operations use: ListOthers";
    assert_eq!(notes, [(Some(12), wanted)]);
}

#[test]
fn nothing_goes_from_what_the_service_shares() {
    let mut page = page();
    page.params[2].values.allowed.pop();
    let revision = revised(SPEC, &page, true);
    assert_eq!((revision.files.len(), revision.left.len()), (0, 1));
    assert!(revision.left[0].text.contains("`service.yaml`"), "{:?}", revision.left);
}

#[test]
fn what_the_page_tells_callers_to_leave_is_marked() {
    let mut page = page();
    page.params[4].deprecated = true;
    let marked = [("doc: Something old.", "deprecated: {doc: TODO.}, doc: Something old.")];
    assert_eq!(text(SPEC, &page, false), replaced(SPEC, &marked));
}

#[test]
fn a_mark_of_deprecation_goes_only_when_that_is_asked_for() {
    let spec =
        SPEC.replace("doc: Something old.", "deprecated: {use: Limit, doc: Old.}, doc: Something old.");
    let mut page = page();
    page.updated = None;
    let revision = revised(&spec, &page, false);
    assert_eq!(revision.files, []);
    assert_eq!(revision.left.len(), 1);
    assert_eq!(revision.left[0].identity, "param Old");
    assert!(revision.left[0].text.contains("`--remove`"), "{}", revision.left[0].text);
    assert_eq!(text(&spec, &page, true), SPEC);
    // A newer page brings its date, behind which the mark must not hide.
    page.updated = found("2030-01-02");
    let dated = |text: &str| text.replace("2025-01-02", "2030-01-02");
    let revision = revised(&spec, &page, false);
    assert_eq!((revision.files[0].new.as_str(), revision.left.len()), (dated(&spec).as_str(), 1));
    assert!(revision.left[0].text.contains("`--remove`"), "{}", revision.left[0].text);
    let revision = revised(&spec, &page, true);
    assert_eq!((revision.files[0].new.as_str(), revision.left.len()), (dated(SPEC).as_str(), 0));
}

#[test]
fn what_holds_for_the_whole_service_is_left_to_a_person() {
    let mut page = page();
    page.version = found("2030-01-01");
    page.host = found("demo.elsewhere.example.com");
    let revision = revised(SPEC, &page, false);
    let left: Vec<_> = revision.left.iter().map(|step| step.identity.as_str()).collect();
    assert_eq!((revision.files.len(), left), (0, vec!["host", "version"]));
}

#[test]
fn a_page_without_a_spec_is_refused() {
    let page = facts(Vendor::Tencent, "demo", "DescribeOthers");
    assert!(matches!(revise(&files(SPEC), &page, "page.txt", Options::default()), Err(Refused::NoSpec(_))));
    let broken = SPEC.replace("int64", "int46");
    assert!(matches!(revise(&files(&broken), &page, "page.txt", Options::default()), Err(Refused::Specs(_))));
}

#[test]
fn an_older_page_does_not_roll_a_spec_back() {
    let mut page = page();
    page.updated = found("2024-12-31");
    page.params.insert(2, field("Former", "String", 15));
    match revise(&files(SPEC), &page, "page.txt", Options::default()) {
        Err(Refused::Older { operation, page, spec }) => {
            assert_eq!((&*operation, &*page, &*spec), ("DescribeThings", "2024-12-31", "2025-01-02"));
        }
        other => panic!("{other:?}"),
    }
    let older = Options { older: true, ..Options::default() };
    let revision = revise(&files(SPEC), &page, "page.txt", older).unwrap();
    assert_eq!(revision.done.len(), 1);
    assert!(revision.files[0].new.contains("updated: \"2025-01-02\""), "the date does not go back");
    page.updated = None;
    assert_eq!(revised(SPEC, &page, false).done.len(), 1, "nobody knows that it is older");
}

#[test]
fn what_is_accepted_for_nothing_is_left_to_a_person() {
    let spec = replaced(SPEC, &[("param ThingId type", "param Limit default")]);
    let mut page = page();
    page.params[0] = Field { required: Some(true), ..field("ThingId", "String", 10) };
    let revision = revised(&spec, &page, false);
    let left: Vec<_> = revision.left.iter().map(|step| step.identity.as_str()).collect();
    assert_eq!((revision.files.len(), left), (0, vec!["param Limit default"]));
    let text = &revision.left[0].text;
    assert!(text.contains(&format!("specs/{PATH}:")), "{text}");
}

#[test]
fn a_page_that_contradicts_itself_changes_nothing() {
    let spec = replaced(SPEC, &[("InternalError: {", "InternalError: {http: 500, ")]);
    let mut page = page();
    let code = |http| ErrorCode { code: "InternalError".to_owned(), http: Some(http), line: 30 };
    page.errors.as_mut().unwrap().splice(1.., [code(501), code(502)]);
    let revision = revised(&spec, &page, false);
    assert_eq!((revision.files.len(), revision.left.len()), (0, 0), "which status is right is unknown");
}

#[test]
fn any_page_leaves_specs_that_pass_and_the_second_time_there_is_nothing_to_do() {
    let (mut edited, mut revisions) = (0, 0);
    for seed in 0..70 {
        let mut dice = Dice(seed + 10_000);
        let first = random(&mut dice);
        let mut second = random(&mut dice);
        // The same operation, later.
        (second.vendor, second.product, second.action) =
            (first.vendor, first.product.clone(), first.action.clone());
        (second.method, second.path) = (first.method.clone(), first.path.clone());
        let mut files = of_vendors(&[first.vendor.name()]);
        let Ok(draft) = draft(&first, &tree(&files), &draft::Options::default()) else { continue };
        files = draft.among(&files).unwrap();
        let options = Options { remove: seed % 2 == 0, older: true };
        let Ok(revision) = revise(&files, &second, "page", options) else { continue };
        revisions += 1;
        edited += revision.done.len();
        for Rewrite { path, new: text, .. } in &revision.files {
            files.put(path, text);
        }
        if let Err(report) = clouddb_codegen::load_files(&files) {
            panic!("seed {seed}: {report}");
        }
        let again = revise(&files, &second, "page", options).unwrap();
        assert_eq!((again.files.len(), again.done.len()), (0, 0), "seed {seed}");
        let identities = |of: &Revision| {
            of.left.iter().map(|step| step.identity.clone()).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(identities(&again), identities(&revision), "seed {seed}");
    }
    assert!(revisions > 10 && edited > 100, "{revisions} revisions, {edited} edits");
}
