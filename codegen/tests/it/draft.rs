//! Drafts: what comes out of facts passes the check, whatever they are.

use clouddb_codegen::draft::{Draft, Options, Refused, draft};
use clouddb_codegen::page::facts::{ErrorCode, Example, Facts, Field, Found, Location, Values, Vendor};
use clouddb_codegen::spec::Files;
use serde_json::{Value, json};

use crate::made::{Dice, facts, field, found, inside, providers, random, tree};

fn values(allowed: &[Value], default: Option<Value>, min: Option<i64>, max: Option<i64>) -> Values {
    Values { allowed: allowed.to_vec(), default, min, max }
}

/// The draft, which has to pass, and the files with it.
#[track_caller]
fn drafted(facts: &Facts, files: &Files) -> (Draft, Files) {
    let draft = draft(facts, &tree(files), &Options::default()).unwrap();
    let text = draft.files.iter().map(|(path, text)| format!("# {path}\n{text}\n")).collect::<String>();
    match draft.among(files) {
        Ok(with) => (draft, with),
        Err(report) => panic!("{}\n{text}", report.render(false)),
    }
}

#[track_caller]
fn text(facts: &Facts) -> String {
    let (draft, _) = drafted(facts, &providers());
    draft.files.last().unwrap().1.clone()
}

/// The text without its header and comments, which most tests are not about.
fn bare(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("  # ").next().unwrap());
    lines.filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_draft_looks_as_if_it_were_written_by_hand() {
    let mut page = facts(Vendor::Tencent, "demo", "DescribeThings");
    page.updated = found("2025-03-04");
    page.version = found("2020-01-02");
    page.host = found("demo.intl.tencentcloudapi.com");
    page.rate_limit = Some(Found::new(20, 9));
    page.params = vec![
        Field {
            required: Some(true),
            example: Some("thing-0001".to_owned()),
            ..field("ThingId", "String", 12)
        },
        Field { values: values(&[], Some(json!(20)), Some(1), Some(100)), ..field("Limit", "Integer", 13) },
        field("Offset", "Integer", 14),
        Field {
            values: values(&[json!("asc"), json!("desc")], Some(json!("asc")), None, None),
            ..field("OrderBy", "String", 15)
        },
        field("Password", "String", 16),
    ];
    page.response = vec![
        field("TotalCount", "Integer", 20),
        field("Things", "Array of Thing", 21),
        field("RequestId", "String", 22),
    ];
    page.errors = Some(vec![ErrorCode { code: "ResourceNotFound.Thing".to_owned(), http: None, line: 30 }]);
    let (draft, _) = drafted(&page, &providers());
    assert_eq!(
        draft.files[0],
        (
            "tencent/demo/service.yaml".to_owned(),
            "# yaml-language-server: $schema=../../schema.json
service: demo
title: TODO  # TODO: the product's name for people
doc: TODO.  # TODO: what it is, in our own words
version: \"2020-01-02\"
"
            .to_owned()
        )
    );
    assert_eq!(draft.files[1].0, "tencent/demo/describe_things.yaml");
    assert_eq!(
        draft.files[1].1,
        "# yaml-language-server: $schema=../../schema.json
operation: DescribeThings
doc: TODO.  # TODO: page line 1
page: {url: \"https://www.tencentcloud.com/document/api/TODO\", updated: 2025-03-04}  # TODO: the page's address
access: read  # TODO: after its verb
rate: 20/s
paginate: {style: offset, offset: Offset, limit: Limit, total: TotalCount, items: Things}  # TODO: after the names of the fields

request:
  ThingId: {type: string, required: true, example: thing-0001, doc: TODO.}  # TODO: page line 12
  Limit: {type: int64, range: 1..=100, default: 20, doc: TODO.}  # TODO: page line 13
  Offset: {type: int64, doc: TODO.}  # TODO: page line 14
  OrderBy: {type: ThingOrderBy, default: asc, doc: TODO.}  # TODO: page line 15
  Password: {type: secret<string>, doc: TODO.}  # TODO: page line 16

response:
  TotalCount: {type: int64, doc: TODO.}  # TODO: page line 20
  Things: {type: list<any>, doc: TODO.}  # TODO: page line 21; the fields of Thing are on another page

types:
  ThingOrderBy:
    doc: TODO.  # TODO: page line 15
    enum: string
    values:
      Asc: {value: asc, doc: TODO.}
      Desc: {value: desc, doc: TODO.}

errors:
  ResourceNotFound.Thing: {class: not_found, doc: TODO.}  # TODO: page line 30
"
    );
    let notes: Vec<_> = draft.notes.iter().filter_map(|note| note.line).collect();
    assert_eq!(notes, [16, 21, 21], "the secret, the list, the paging: {:?}", draft.notes);
}

#[test]
fn alibabas_wrapped_lists_are_unwrapped() {
    let mut page = facts(Vendor::Alibaba, "demo", "DescribeThings");
    page.response = vec![
        field("Things", "object", 1),
        Field { item_kind: Some("object".to_owned()), ..inside(0, "Thing", "array<object>", 2) },
        inside(1, "ThingId", "string", 3),
        field("Plain", "Array of Item", 4),
        Field { kind: None, ..inside(3, "Item", "", 5) },
        inside(4, "Name", "String", 6),
        Field { kind: None, ..field("Old", "", 7) },
        inside(6, "Size", "Long", 8),
    ];
    let example = r#"{"Plain": [{"Name": "a"}], "Old": {"OldThing": [{"Size": 1}]}}"#;
    page.examples = vec![Example { is_request: false, text: example.to_owned(), line: 20 }];
    let text = bare(&text(&page));
    assert!(text.contains("  Things: {type: list<Thing>, wrapped: Thing, doc: TODO.}\n"), "{text}");
    assert!(text.contains("  Plain: {type: list<Item>, doc: TODO.}\n"), "the example has no layer: {text}");
    assert!(text.contains("  Old: {type: list<OldThing>, wrapped: OldThing, doc: TODO.}\n"), "{text}");
}

#[test]
fn rest_fields_travel_where_the_path_and_the_page_say() {
    let mut page = facts(Vendor::Huawei, "demo", "");
    (page.action, page.title) = (None, found("Creating a Thing"));
    page.method = found("POST");
    page.path = found("/v3/{project_id}/boxes/{box_id}/things/{other_id}");
    let at = |location, field: Field| Field { location: Some(location), ..field };
    page.params = vec![
        at(Location::Path, field("project_id", "String", 1)),
        at(Location::Path, field("box_id", "Array of objects", 2)),
        at(Location::Query, field("dry_run", "Boolean", 3)),
        at(Location::Header, field("X-Auth-Token", "String", 4)),
        at(Location::Header, field("X-Trace", "Array of strings", 5)),
        at(Location::Path, field("size", "Integer", 6)),
        at(Location::Body, field("name", "String", 7)),
        at(Location::Header, field("not a header", "String", 8)),
    ];
    page.response = vec![
        Field { status: Some(200), ..field("id", "String", 9) },
        Field { status: Some(400), ..field("error_code", "String", 10) },
    ];
    let text = bare(&text(&page));
    assert!(text.starts_with("operation: CreateThing\n"), "{text}");
    let request = "request:
  other_id: {type: string, required: true, doc: TODO.}
  box_id: {type: string, required: true, doc: TODO.}
  dry_run: {type: bool, in: query, doc: TODO.}
  X-Trace: {type: string, in: header, doc: TODO.}
  size: {type: int64, doc: TODO.}
  name: {type: string, doc: TODO.}

response:
  id: {type: string, doc: TODO.}
";
    assert!(text.ends_with(request), "{text}");
}

#[test]
fn what_cannot_be_is_left_out_and_told() {
    let mut page = facts(Vendor::Tencent, "demo", "ModifyThing");
    let v = values;
    page.params = vec![
        Field {
            required: Some(true),
            values: v(&[], Some(json!(1)), None, None),
            ..field("Needed", "Integer", 1)
        },
        Field { values: v(&[], Some(json!(200)), Some(1), Some(100)), ..field("Outside", "Integer", 2) },
        Field { values: v(&[], None, Some(9), Some(1)), ..field("Empty", "Integer", 3) },
        Field { values: v(&[json!("a")], Some(json!("b")), None, None), ..field("Strange", "String", 4) },
        Field { values: v(&[json!("a")], None, None, None), ..field("Words", "Integer", 5) },
        Field { values: v(&[], None, Some(1), Some(64)), ..field("Length", "String", 6) },
        Field { required: None, ..field("Unsaid", "String", 7) },
        field("名", "String", 8),
        field("VpcId", "String", 9),
        field("vpc_id", "String", 10),
        field("VpcId", "Integer", 11),
    ];
    page.errors = Some(
        ["A.B", "A-B", "not a code", "Odd"]
            .iter()
            .map(|code| ErrorCode { code: (*code).to_owned(), http: Some(404), line: 12 })
            .collect(),
    );
    let (draft, _) = drafted(&page, &providers());
    let text = bare(&draft.files[1].1);
    let request = "request:
  Needed: {type: int64, required: true, doc: TODO.}
  Outside: {type: int64, range: 1..=100, doc: TODO.}
  Empty: {type: int64, doc: TODO.}
  Strange: {type: string, one_of: [a], doc: TODO.}
  Words: {type: int64, doc: TODO.}
  Length: {type: string, doc: TODO.}
  Unsaid: {type: string, doc: TODO.}
  VpcId: {type: string, doc: TODO.}

errors:
  A.B: {http: 404, class: not_found, doc: TODO.}
  Odd: {http: 404, class: not_found, doc: TODO.}
";
    assert!(text.ends_with(request), "{text}");
    for line in (1..=12).filter(|line| *line != 9) {
        assert!(draft.notes.iter().any(|note| note.line == Some(line)), "line {line}: {:?}", draft.notes);
    }
}

#[test]
fn names_of_types_keep_away_from_all_others() {
    let mut page = facts(Vendor::Huawei, "demo", "ListThings");
    (page.method, page.path) = (found("GET"), found("/v3/{project_id}/things"));
    page.response = vec![
        field("options", "Array of objects", 1),
        inside(0, "id", "String", 2),
        inside(0, "status", "Object", 3),
    ];
    page.response.push(inside(2, "list_things_response", "Object", 4));
    page.response.push(inside(3, "a", "String", 5));
    let (_, files) = drafted(&page, &providers());
    // The same names in another operation of the service.
    let mut other = facts(Vendor::Huawei, "demo", "ListOtherThings");
    (other.method, other.path) = (found("GET"), found("/v3/{project_id}/others"));
    other.response.clone_from(&page.response);
    let (second, _) = drafted(&other, &files);
    assert_eq!(second.files.len(), 1, "the service is there");
}

#[test]
fn a_spec_that_is_there_is_kept_unless_it_is_to_go() {
    let mut page = facts(Vendor::Huawei, "demo", "");
    (page.action, page.method, page.path) = (None, found("GET"), found("/v3/{project_id}/things/{id}"));
    let (first, files) = drafted(&page, &providers());
    assert_eq!(first.operation, "ShowThing");
    page.path = found("/v3/{project_id}/things/{thing_id}");
    let source = "huawei/demo/show_thing.yaml".to_owned();
    let refused = draft(&page, &tree(&files), &Options::default()).unwrap_err();
    assert_eq!(refused, Refused::Exists { operation: "ShowThing".to_owned(), source: source.clone() });
    let again = draft(&page, &tree(&files), &Options { replace: true, ..Options::default() }).unwrap();
    assert_eq!(again.files[0].0, source);
    assert!(again.among(&files).is_ok());
    page.method = found("DELETE");
    page.title = found("Querying a Thing");
    assert_eq!(drafted(&page, &files).0.operation, "DeleteThing", "`ShowThing` is taken");
    let nobody = Files::from_memory("specs", []);
    let refused = draft(&page, &tree(&nobody), &Options::default()).unwrap_err();
    assert_eq!(refused, Refused::NoProvider("huawei"));
}

#[test]
fn any_facts_make_a_draft_that_passes() {
    let mut files = providers();
    let mut there = 0;
    for seed in 0..150 {
        // A few operations in one service, then a new tree.
        if seed % 6 == 0 {
            files = providers();
        }
        let facts = random(&mut Dice(seed));
        match draft(&facts, &tree(&files), &Options::default()) {
            Ok(draft) => match draft.among(&files) {
                Ok(with) => files = with,
                Err(report) => {
                    let texts: String = draft.files.iter().map(|(_, text)| text.as_str()).collect();
                    panic!("seed {seed}: {}\n{texts}", report.render(false));
                }
            },
            Err(Refused::Exists { .. }) => there += 1,
            Err(refused) => panic!("seed {seed}: {refused:?}"),
        }
    }
    assert!(there < 50, "{there} of 150 were there already");
}

#[test]
fn the_address_that_a_copy_has_is_that_of_its_page() {
    let mut page = facts(Vendor::Tencent, "demo", "DescribeThings");
    page.version = found("2020-01-02");
    page.params = vec![field("Limit", "Integer", 13)];
    page.url = found("https://docs.example.com/things");
    assert!(text(&page).contains("page: {url: \"https://docs.example.com/things\""), "{}", text(&page));
    // A copy from a disk has none that a spec can have.
    page.url = found("http://localhost:8000/things");
    assert!(text(&page).contains("TODO: the page's address"), "{}", text(&page));
}
