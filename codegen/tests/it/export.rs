//! The specs for other programs: a listing that says all, and OpenAPI documents that a reader of its own takes.

use clouddb_codegen::drift::Lines;
use clouddb_codegen::export::{self, listing, openapi};
use clouddb_codegen::load_files;
use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;
use serde_json::{Value, json};

use crate::bad::stock;
use crate::specs::root;

const OPERATION: &str = r#"operation: DescribeThings
doc: Lists things.
page: {url: "https://example.com/describe-things", updated: 2025-01-02, note: One of two.}
access: write
rate: 20/s
sites: [mainland]
permission: demo:DescribeThings
idempotency: Token
paginate: {style: page, page: Page, size: Size, total: Total, items: Things}
wait: {each: Things, field: State, done: [Ready], failed: [Broken]}
any_of: [[Id, Name]]
request:
  Id: {type: string, not_with: [Name], example: a-1, doc: Thing to look at.}
  Name: {type: string, length: 1..=60, deprecated: {use: Id, doc: Names change.}, doc: Its name.}
  Page: {type: int64, range: 1.., default: 1, doc: "Page to return, from 1."}
  Size: {type: int32, one_of: [10, 20], default: 10, doc: Things a page.}
  Token: {type: string, doc: Makes two calls one.}
  Pin: {type: secret<string>, doc: What opens it.}
  States: {type: list<State>, length: ..=2, doc: Only things in these states.}
  Rules: {type: json<list<int64>>, doc: Rules.}
response:
  Total: {type: int64, required: true, doc: How many there are.}
  Things: {type: list<Thing>, wrapped: Thing, doc: The things.}
types:
  State: {doc: How a thing is., enum: int, values: {Ready: {value: 2, doc: It can be used.}, Broken: 3}}
  Thing:
    doc: A thing.
    fields:
      State: {type: State, doc: How it is.}
      Start: {type: datetime, format: "%Y-%m-%dT%H:%M:%SZ", zone: UTC, doc: When it started.}
      End: {type: datetime, doc: When it ended.}
      Tags: {type: map<string>, hidden: true, doc: Its tags.}
      More: {type: any, doc: What else there is.}
errors:
  Busy: {http: 409, class: conflict, doc: Another call is under way.}
"#;

fn files() -> Files {
    let mut files = stock();
    files.insert("tencent/demo/describe_things.yaml".to_owned(), OPERATION.as_bytes().to_vec());
    Files::from_memory("specs", files)
}

fn model(files: &Files) -> Model {
    load_files(files).unwrap_or_else(|report| panic!("\n{report}"))
}

/// The document of the first service of a provider.
fn document(model: &Model, provider: &str) -> Value {
    let provider = model.providers.iter().find(|found| found.name == provider).unwrap();
    serde_json::from_str(&export::to_text(openapi(provider, &provider.services[0]))).unwrap()
}

#[test]
fn the_listing_contains_every_fact_of_a_spec() {
    let files = files();
    let listing = listing(&model(&files), &Lines::of(&files));
    assert_eq!(listing["version"], 1);
    let provider =
        listing["providers"].as_array().unwrap().iter().find(|of| of["name"] == "tencent").unwrap();
    let operation = &provider["services"][0]["operations"][0];
    let source = |line: u32| json!({"file": "specs/tencent/demo/describe_things.yaml", "line": line});
    for (key, value) in [
        ("name", json!("DescribeThings")),
        (
            "page",
            json!({"url": "https://example.com/describe-things", "updated": "2025-01-02", "note": "One of two."}),
        ),
        ("access", json!("write")),
        ("rate", json!(20)),
        ("sites", json!(["mainland"])),
        ("permission", json!("demo:DescribeThings")),
        ("idempotency", json!("Token")),
        (
            "paginate",
            json!({"style": "page", "page": "Page", "size": "Size", "total": "Total", "items": "Things"}),
        ),
        ("wait", json!({"each": "Things", "field": "State", "done": ["2"], "failed": ["3"]})),
        ("any_of", json!([["Id", "Name"]])),
        ("source", source(1)),
        (
            "errors",
            json!([{"code": "Busy", "http": 409, "class": "conflict", "doc": "Another call is under way.", "source": source(35)}]),
        ),
    ] {
        assert_eq!(operation[key], value, "{key}");
    }
    let field = |list: &Value, name: &str| {
        let mut field = list.as_array().unwrap().iter().find(|of| of["name"] == name).unwrap().clone();
        for known in ["name", "doc", "rust_name", "source"] {
            assert!(field.as_object_mut().unwrap().remove(known).is_some(), "{name} {known}");
        }
        field
    };
    let request = &operation["request"];
    let body = |of: Value| -> Value {
        let mut all = json!({"in": "body", "required": false});
        all.as_object_mut().unwrap().extend(of.as_object().unwrap().clone());
        all
    };
    for (name, value) in [
        ("Id", json!({"type": "string", "not_with": ["Name"], "example": "a-1"})),
        (
            "Name",
            json!({"type": "string", "length": {"min": 1, "max": 60}, "deprecated": {"use": "id", "doc": "Names change."}}),
        ),
        ("Page", json!({"type": "int64", "range": {"min": 1}, "default": 1})),
        ("Size", json!({"type": "int32", "one_of": [10, 20], "default": 10})),
        ("Pin", json!({"type": "secret<string>"})),
        ("States", json!({"type": "list<State>", "length": {"max": 2}})),
        ("Rules", json!({"type": "json<list<int64>>"})),
    ] {
        assert_eq!(field(request, name), body(value), "{name}");
    }
    assert_eq!(request[0]["source"], source(13));
    let response = &operation["response"];
    assert_eq!(
        field(response, "Things"),
        json!({"type": "list<Thing>", "wrapped": "Thing", "required": false})
    );
    // The provider's own field.
    assert_eq!(response[2]["source"]["file"], "specs/tencent/provider.yaml");
    let types = &operation["types"];
    assert_eq!(types[0]["base"], "int");
    assert_eq!(types[0]["values"][0], json!({"name": "Ready", "value": 2, "doc": "It can be used."}));
    let fields = &types[1]["fields"];
    assert_eq!(
        field(fields, "End"),
        json!({"type": "datetime", "format": "%Y-%m-%d %H:%M:%S", "zone": "+08:00", "required": false})
    );
    assert_eq!(field(fields, "Tags"), json!({"type": "map<string>", "hidden": true, "required": false}));
    assert_eq!(fields[0]["source"], source(29));
}

#[test]
fn an_action_is_a_path_of_its_own() {
    let document = document(&model(&files()), "tencent");
    let operation = &document["paths"]["/DescribeThings"]["post"];
    assert_eq!(operation["operationId"], "DescribeThings");
    assert_eq!(operation["externalDocs"]["url"], "https://example.com/describe-things");
    assert_eq!(operation["x-error-codes"][0]["code"], "Busy");
    assert_eq!(operation["x-clouddb"]["wire"]["headers"]["X-TC-Action"], "DescribeThings");
    assert_eq!(operation["x-clouddb"]["rate"], 20);
    let schemas = &document["components"]["schemas"];
    let body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
    let request = &document.pointer(&body[1..]).unwrap()["properties"];
    assert_eq!(
        request["Name"],
        json!({
            "type": "string", "minLength": 1, "maxLength": 60, "deprecated": true, "description": "Its name.",
            "x-clouddb": {"deprecated": {"use": "id", "doc": "Names change."}},
        })
    );
    assert_eq!(
        request["Page"],
        json!({"type": "integer", "format": "int64", "minimum": 1, "default": 1, "description": "Page to return, from 1."})
    );
    assert_eq!(
        request["Size"],
        json!({"type": "integer", "format": "int32", "enum": [10, 20], "default": 10, "description": "Things a page."})
    );
    assert_eq!(request["Pin"]["format"], "password");
    assert_eq!(request["States"]["maxItems"], 2);
    assert_eq!(request["States"]["items"], json!({"$ref": "#/components/schemas/State"}));
    assert_eq!(
        (&request["Rules"]["type"], &request["Rules"]["x-clouddb"]["json"]["type"]),
        (&json!("string"), &json!("array"))
    );
    assert_eq!(schemas["DescribeThingsResponse"]["required"], json!(["Total"]));
    let things = &schemas["DescribeThingsResponse"]["properties"]["Things"];
    assert_eq!(things["properties"]["Thing"]["items"], json!({"$ref": "#/components/schemas/Thing"}));
    let thing = &schemas["Thing"]["properties"];
    assert_eq!(
        thing["State"],
        json!({"allOf": [{"$ref": "#/components/schemas/State"}], "description": "How it is."})
    );
    assert_eq!(thing["Start"]["format"], "date-time");
    assert_eq!(thing["End"]["x-clouddb"]["datetime"]["zone"], "+08:00");
    assert_eq!(thing["Tags"]["additionalProperties"], json!({"type": "string"}));
    let state = &schemas["State"];
    assert_eq!((&state["enum"], &state["x-enum-varnames"]), (&json!([2, 3]), &json!(["Ready", "Broken"])));
}

#[test]
fn parameters_are_in_the_place_where_they_are_sent() {
    let files = Files::read(&root());
    let model = model(&files);
    let huawei = document(&model, "huawei");
    let operation = &huawei["paths"]["/v3/{project_id}/backups/download-file"]["get"];
    let places: Vec<_> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| {
            (of["name"].as_str().unwrap(), of["in"].as_str().unwrap(), of["required"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(
        places,
        [("project_id", "path", true), ("instance_id", "query", true), ("backup_id", "query", true)]
    );
    let alibaba = document(&model, "alibaba");
    let operation = &alibaba["paths"]["/DescribeBackups"]["post"];
    assert!(operation["requestBody"].is_null());
    assert_eq!(operation["parameters"][0]["in"], "query");
    assert_eq!(operation["parameters"][4]["schema"]["enum"], json!([30, 50, 100]));
}

/// Every reference leads somewhere, and a reader of OpenAPI takes the document, for each golden tree and for ours.
#[test]
fn documents_are_openapi() {
    let golden = std::fs::read_dir(root().join("../tests/golden")).unwrap();
    let trees = golden.map(|entry| entry.unwrap().path().join("specs")).chain([root()]);
    let mut count = 0;
    for tree in trees {
        let files = Files::read(&tree);
        for provider in &model(&files).providers {
            for service in &provider.services {
                let text = export::to_text(openapi(provider, service));
                assert_eq!(text, export::to_text(openapi(provider, service)));
                let read: openapiv3::OpenAPI = serde_json::from_str(&text)
                    .unwrap_or_else(|error| panic!("{} {}: {error}", tree.display(), service.name));
                assert_eq!(read.operations().count(), service.operations.len(), "{}", tree.display());
                let document: Value = serde_json::from_str(&text).unwrap();
                references(&document, &document);
                count += 1;
            }
        }
    }
    assert!(count > 10, "only {count} services");
}

fn references(value: &Value, document: &Value) {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                assert!(document.pointer(&reference[1..]).is_some(), "{reference} leads nowhere");
                assert_eq!(map.len(), 1, "{reference} has something beside it");
            }
            map.values().for_each(|value| references(value, document));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, document)),
        _ => {}
    }
}
