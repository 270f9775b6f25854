//! A page that is rendered from a spec reads back to the spec: operations of a tree of specs of its own, each in its
//! vendor's layout, as copied text, with `|` tables and as HTML.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use clouddb_codegen::drift::{self, Contract, Lines, Owner, owners};
use clouddb_codegen::model::{Check, Code, Field, HttpMethod, NamedType, Place, Shape};
use clouddb_codegen::page::{self, Vendor};
use clouddb_codegen::spec::Files;

mod form;

use form::{Form, Part, rendered};

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn a_page_rendered_from_a_spec_reads_back_to_the_same_facts() -> Outcome {
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pages_rendered/specs"));
    let model = clouddb_codegen::load_files(&files).map_err(|report| report.render(false))?;
    let lines = Lines::of(&files);
    let mut read = 0;
    for owner in owners(&model) {
        for form in [Form::Copied, Form::Bars, Form::Html] {
            let vendor = vendor(&owner);
            let text = rendered(&parts(&owner, vendor), form, vendor);
            let what = format!("{} as {form:?}", owner.operation.name);
            let facts = page::read(text.as_bytes()).map_err(|fault| format!("{what}: {fault}\n{text}"))?;
            let spec = Contract::from_spec(&owner, vendor, &lines);
            let differences = drift::compare(&spec, &Contract::from_page(&facts, "page"));
            let drift: Vec<String> =
                differences.iter().filter(|it| it.is_drift()).map(|it| format!("{it:?}")).collect();
            assert!(drift.is_empty(), "{what}:\n{}\n{text}", drift.join("\n"));
            assert!(facts.doubts.is_empty(), "{what}: {:?}\n{text}", facts.doubts);
            read += 1;
        }
    }
    assert!(read >= 15, "{read}");
    Ok(())
}

fn vendor(owner: &Owner<'_>) -> Vendor {
    let all = [Vendor::Tencent, Vendor::Alibaba, Vendor::Huawei];
    all.into_iter().find(|vendor| vendor.name() == owner.provider.name).unwrap()
}

fn parts(owner: &Owner<'_>, vendor: Vendor) -> Vec<Part> {
    match vendor {
        Vendor::Tencent => tencent(owner),
        Vendor::Alibaba => alibaba(owner),
        Vendor::Huawei => huawei(owner),
    }
}

fn heading(text: &str) -> Part {
    Part::Heading(text.to_owned())
}

fn line(text: impl Into<String>) -> Part {
    Part::Line(text.into())
}

fn tencent(owner: &Owner<'_>) -> Vec<Part> {
    let operation = owner.operation;
    let host = owner.service.endpoints.host.clone();
    let shown = |required: bool| if required { "Yes" } else { "No" }.to_owned();
    let common =
        |name: &str, about: &str| vec![name.to_owned(), shown(true), "String".to_owned(), about.to_owned()];
    let mut rows = vec![
        common("Action", &format!("Common Params. The value used for this API: {}.", operation.name)),
        common("Version", &format!("Common Params. The value used for this API: {}.", owner.service.version)),
        common("Region", "Common Params. The region to ask."),
    ];
    for field in visible(&operation.request.fields) {
        let list = if matches!(field.shape, Shape::List(_)) { ".N" } else { "" };
        let name = format!("{}{list}", field.wire);
        rows.push(vec![
            name,
            shown(field.required),
            kind(&field.shape, Vendor::Tencent),
            about(owner, field),
        ]);
    }
    let fields = visible(&operation.response.fields);
    let fields = fields
        .map(|field| vec![field.wire.clone(), kind(&field.shape, Vendor::Tencent), about(owner, field)]);
    let mut parts = vec![
        heading(&operation.name),
        line(format!("Last updated: {} 10:00:00", operation.updated().unwrap_or("2025-01-02"))),
        heading("1. API Description"),
        line(format!("Domain name for API request: {host}.")),
        line("Does what the spec says."),
    ];
    if let Some(rate) = operation.rate {
        parts.push(line(format!("A maximum of {rate} requests can be initiated per second for this API.")));
    }
    parts.extend([
        heading("2. Input Parameters"),
        line("What the request holds."),
        Part::Table(vec!["Parameter Name", "Required", "Type", "Description"], rows),
        heading("3. Output Parameters"),
        Part::Table(vec!["Parameter Name", "Type", "Description"], fields.collect()),
        heading("4. Example"),
        line("Input Example"),
        Part::Code(format!("POST / HTTP/1.1\nHost: {host}\nX-TC-Action: {}\n\n{{}}", operation.name)),
        line("Output Example"),
        Part::Code("{\n  \"Response\": {\n    \"RequestId\": \"fake-request-1\"\n  }\n}".to_owned()),
        heading("5. Developer Resources"),
        line("SDK"),
        heading("6. Error Code"),
        line("The codes of this API."),
        Part::Table(
            vec!["Error Code", "Description"],
            codes(owner).into_iter().map(|(code, _)| vec![code, "It failed.".to_owned()]).collect(),
        ),
        line("Feedback"),
    ]);
    parts
}

fn alibaba(owner: &Owner<'_>) -> Vec<Part> {
    let operation = owner.operation;
    let request = visible(&operation.request.fields).map(|field| {
        let required = if field.required { "Yes" } else { "No" }.to_owned();
        vec![
            field.wire.clone(),
            kind(&field.shape, Vendor::Alibaba),
            required,
            about(owner, field),
            "shown-1".to_owned(),
        ]
    });
    let mut response = vec![row(["", "object", "The answer.", ""])];
    let mut example = serde_json::Map::new();
    elements(owner, &operation.response.fields, &mut response, &mut example);
    let errors = codes(owner).into_iter().map(|(code, http)| {
        let http = http.map(|http| http.to_string()).unwrap_or_default();
        vec![http, code, "It failed.".to_owned(), "Mend the call.".to_owned()]
    });
    let mut parts = vec![
        line("All Products"),
        heading(&format!("ApsaraDB for MongoDB:{}", operation.name)),
        line(operation.updated().map_or_else(String::new, |date| format!("Last Updated:{date}"))),
        line("Does what the spec says."),
        heading("Try it now"),
        line("OpenAPI Explorer signs the call."),
        heading("RAM authorization"),
        Part::Table(
            vec!["Action", "Access level", "Resource type", "Condition key", "Dependent action"],
            vec![row([
                operation.permission.as_deref().unwrap_or("None"),
                "get",
                "*Instance",
                "None",
                "None",
            ])],
        ),
        heading("Request parameters"),
        Part::Table(vec!["Parameter", "Type", "Required", "Description", "Example"], request.collect()),
        heading("Response elements"),
        Part::Table(vec!["Element", "Type", "Description", "Example"], response),
        heading("Examples"),
        line("Success response"),
        line("JSON format"),
        Part::Code(format!("{:#}", serde_json::Value::Object(example))),
        heading("Error codes"),
    ];
    let errors: Vec<_> = errors.collect();
    if !errors.is_empty() {
        let head = vec!["HTTP status code", "Error code", "Error message", "Description"];
        parts.push(Part::Table(head, errors));
    }
    parts.push(line("See Error Codes for a complete list."));
    parts
}

/// The rows of an object's fields, each object's own after it, and the example that shows them.
fn elements(
    owner: &Owner<'_>,
    fields: &[Field],
    rows: &mut Vec<Vec<String>>,
    example: &mut serde_json::Map<String, serde_json::Value>,
) {
    for field in visible(fields) {
        let entry = match &field.shape {
            Shape::List(entry) => Some(entry.as_ref()),
            _ => None,
        };
        let Some(Shape::Struct(name)) = entry else {
            rows.push(vec![
                field.wire.clone(),
                kind(&field.shape, Vendor::Alibaba),
                about(owner, field),
                "shown-1".to_owned(),
            ]);
            example.insert(field.wire.clone(), "shown-1".into());
            continue;
        };
        let mut list = field.wire.clone();
        if let Some(inner) = &field.wrapped {
            rows.push(row([&field.wire, "object", "", ""]));
            list = inner.clone();
        }
        rows.push(row([&list, "array<object>", "The entries.", ""]));
        rows.push(row(["", "object", "One of them.", ""]));
        let mut entry = serde_json::Map::new();
        elements(owner, members(owner, name), rows, &mut entry);
        let mut value = serde_json::Value::from(vec![serde_json::Value::Object(entry)]);
        if field.wrapped.is_some() {
            value = serde_json::json!({ (list): value });
        }
        example.insert(field.wire.clone(), value);
    }
}

fn huawei(owner: &Owner<'_>) -> Vec<Part> {
    let operation = owner.operation;
    let (own, body): (Vec<&Field>, Vec<&Field>) =
        visible(&operation.request.fields).partition(|field| field.place != Place::Body);
    assert!(body.is_empty(), "no spec of ours has a body yet");
    let method = match operation.http_method {
        HttpMethod::Get => "GET",
        _ => panic!("no spec of ours sends yet"),
    };
    let query: Vec<String> = own
        .iter()
        .filter(|field| field.place == Place::Query)
        .map(|field| format!("{0}={{{0}}}", field.wire))
        .collect();
    let mut rows = Vec::new();
    if operation.path.contains("{project_id}") {
        rows.push(row(["project_id", "Yes", "The project."]));
    }
    for field in own {
        let required = if field.required { "Yes" } else { "No" };
        rows.push(row([&field.wire, required, &about(owner, field)]));
    }
    let mut parts = vec![
        line(format!("Help Center> Document Database Service> API Reference> {}", operation.name)),
        heading(&operation.name),
        heading("Function"),
        line("Does what the spec says."),
        heading("URI"),
        line("URI format"),
        line(format!("{method} https://{{Endpoint}}{}?{}", operation.path, query.join("&"))),
        line("Parameter description"),
        line("Table 1 Parameter description"),
        Part::Table(vec!["Name", "Mandatory", "Description"], rows),
        heading("Requests"),
        line("None"),
        heading("Responses"),
        line("Normal response"),
    ];
    let mut waiting = vec![("Parameter description".to_owned(), operation.response.fields.as_slice())];
    let mut number = 2;
    while !waiting.is_empty() {
        let (caption, fields) = waiting.remove(0);
        parts.push(line(format!("Table {number} {caption}")));
        let mut rows = Vec::new();
        for field in visible(fields) {
            let mut about = about(owner, field);
            if let Shape::List(entry) = &field.shape
                && let Shape::Struct(name) = entry.as_ref()
            {
                waiting
                    .push((format!("{} field data structure description", field.wire), members(owner, name)));
                let _ = write!(about, "\nFor more information, see Table {}.", number + waiting.len());
            }
            rows.push(vec![field.wire.clone(), kind(&field.shape, Vendor::Huawei), about]);
        }
        parts.push(Part::Table(vec!["Name", "Type", "Description"], rows));
        number += 1;
    }
    parts.extend([
        line("Example normal response"),
        Part::Code("{\n  \"shown\": 1\n}".to_owned()),
        heading("Status Code"),
        line("For more information, see Status Code."),
        heading("Error Code"),
        line("For more information, see Error Code."),
    ]);
    parts
}

/// The fields that a page shows.
fn visible(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| !field.hidden && field.deprecated.is_none())
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn types<'a>(owner: &Owner<'a>) -> impl Iterator<Item = &'a NamedType> {
    owner.operation.types.iter().chain(&owner.service.types)
}

fn members<'a>(owner: &Owner<'a>, name: &str) -> &'a [Field] {
    let found = types(owner).find_map(|named| match named {
        NamedType::Struct(of) if of.name == name => Some(of.fields.as_slice()),
        _ => None,
    });
    found.unwrap()
}

fn codes(owner: &Owner<'_>) -> Vec<(String, Option<u16>)> {
    match &owner.operation.codes {
        Code::Own(codes) => codes.codes.iter().map(|code| (code.code.clone(), code.http)).collect(),
        Code::Service(_) | Code::Text => Vec::new(),
    }
}

/// A type as the vendor prints it.
fn kind(shape: &Shape, vendor: Vendor) -> String {
    let scalar = match shape {
        Shape::Bool => "Boolean",
        Shape::Int32 | Shape::Int64 | Shape::UInt64 | Shape::IntEnum(_) => "Integer",
        Shape::Float => "Float",
        Shape::Any | Shape::Map(_) => "Object",
        Shape::Struct(name) if vendor == Vendor::Tencent => name,
        Shape::Struct(_) => "object",
        Shape::List(entry) if vendor == Vendor::Huawei && matches!(**entry, Shape::Struct(_)) => {
            return "Array of objects".to_owned();
        }
        Shape::List(entry) if vendor == Vendor::Alibaba => return format!("array<{}>", kind(entry, vendor)),
        Shape::List(entry) => return format!("Array of {}", kind(entry, vendor)),
        Shape::Text | Shape::Secret | Shape::DateTime(_) | Shape::TextEnum(_) => "String",
    };
    if vendor == Vendor::Alibaba { scalar.to_lowercase() } else { scalar.to_owned() }
}

/// What a description says of a field's values.
fn about(owner: &Owner<'_>, field: &Field) -> String {
    let mut lines = vec!["What the spec calls so.".to_owned()];
    let mut add = |text: String| {
        let first = &mut lines[0];
        first.push(' ');
        first.push_str(&text);
    };
    for check in &field.checks {
        match check {
            Check::Range(low, i64::MAX) => add(format!("The value must be greater than or equal to {low}.")),
            Check::FloatRange(low, high) => add(format!("Value range: {low}-{high}.")),
            Check::Range(low, high) => add(format!("Value range: {low}-{high}.")),
            Check::OneOfInt(values) => {
                let values: Vec<String> = values.iter().map(i64::to_string).collect();
                add(format!("Valid values: {}.", values.join(", ")));
            }
            Check::OneOfText(values) => add(format!("Valid values: {}.", values.join(", "))),
            Check::Length(..) => {}
        }
    }
    if let Some(default) = &field.default {
        add(format!("Default value: {}.", default));
    }
    let name = match &field.shape {
        Shape::TextEnum(name) | Shape::IntEnum(name) => Some(name),
        Shape::List(entry) => match entry.as_ref() {
            Shape::TextEnum(name) | Shape::IntEnum(name) => Some(name),
            _ => None,
        },
        _ => None,
    };
    if let Some(name) = name {
        let values = types(owner).find_map(|named| match named {
            NamedType::Enum(of) if of.name == *name => Some(&of.values),
            _ => None,
        });
        add("Valid values:".to_owned());
        lines.extend(values.unwrap().iter().map(|value| format!("- {}: one of them.", value.wire)));
    }
    lines.join("\n")
}
