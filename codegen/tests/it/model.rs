//! The model of specs.

use clouddb_codegen::load_files;
use clouddb_codegen::model::{
    Check, Code, DateTimeFormat, ErrorClass, HttpMethod, Model, NamedType, Operation, PageStyle, Place,
    Replacement, Service, Shape, Site, Struct, StructRole, WireValue,
};
use clouddb_codegen::spec::Files;

use crate::bad::stock;

const HEAD: &str = "operation: DescribeThings\ndoc: Lists things.\npage: {url: \"https://example.com/things\"}\naccess: read\n";

fn model(changes: &[(&str, &str)]) -> Model {
    let mut files = stock();
    for (path, text) in changes {
        files.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    match load_files(&Files::from_memory("specs", files)) {
        Ok(model) => model,
        Err(report) => panic!("\n{report}"),
    }
}

fn service<'m>(model: &'m Model, provider: &str) -> &'m Service {
    &model.providers.iter().find(|found| found.name == provider).unwrap().services[0]
}

/// The stock's RPC operation with `body` in place of its own.
fn operation(body: &str) -> Operation {
    let model = model(&[("tencent/demo/describe_things.yaml", &format!("{HEAD}{body}"))]);
    service(&model, "tencent").operations[0].clone()
}

fn find_struct<'m>(types: &'m [NamedType], name: &str) -> &'m Struct {
    let found = types.iter().find_map(|of| match of {
        NamedType::Struct(of) if of.name == name => Some(of),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn common_fields_are_appended_to_responses_without_them() {
    let wires = |operation: &Operation| {
        operation.response.fields.iter().map(|field| field.wire.clone()).collect::<Vec<_>>()
    };
    let own = operation("response:\n  Name: {type: string, doc: Its name.}\n");
    assert_eq!(wires(&own), ["Name", "RequestId"]);
    let declared = operation(
        "response:\n  RequestId: {type: int64, doc: Its own.}\n  Name: {type: string, doc: Its name.}\n",
    );
    assert_eq!(wires(&declared), ["RequestId", "Name"]);
    assert_eq!(declared.response.fields[0].shape, Shape::Int64);
}

#[test]
fn types_in_requests_are_input() {
    let operation = operation(
        "request:\n  A: {type: list<Outer>, doc: A.}\nresponse:\n  B: {type: Only, doc: B.}\ntypes:\n  \
         Outer: {doc: Outer., fields: {I: {type: map<Inner>, doc: I.}}}\n  \
         Inner: {doc: Inner., fields: {New: {type: string, doc: N.}, Old: {type: string, deprecated: {use: New}, doc: O.}}}\n  \
         Only: {doc: Only., fields: {New: {type: string, doc: N.}}}\n",
    );
    assert_eq!(find_struct(&operation.types, "Outer").role, StructRole::Input);
    let inner = find_struct(&operation.types, "Inner");
    assert_eq!(inner.role, StructRole::Input);
    // `new` is taken where there are setters, and free where there are none.
    assert_eq!(inner.fields[0].ident, "new_");
    assert_eq!(
        inner.fields[1].deprecated.as_ref().unwrap().replacement,
        Some(Replacement::Here("new_".into()))
    );
    let only = find_struct(&operation.types, "Only");
    assert_eq!((only.role, only.fields[0].ident.as_str()), (StructRole::Output, "new"));
}

#[test]
fn only_recursive_fields_are_boxed() {
    let operation = operation(
        "response:\n  Root: {type: Tree, doc: Root.}\ntypes:\n  Tree:\n    doc: A tree.\n    fields:\n      \
         Left: {type: Tree, doc: L.}\n      All: {type: list<Tree>, doc: A.}\n      Leaf: {type: Leaf, doc: F.}\n      \
         Over: {type: Bridge, required: true, doc: O.}\n  \
         Leaf: {doc: A leaf., fields: {X: {type: string, doc: X.}}}\n  \
         Bridge: {doc: A bridge., fields: {Back: {type: Tree, doc: B.}}}\n",
    );
    let boxed = |name: &str| {
        find_struct(&operation.types, name).fields.iter().map(|field| field.boxed).collect::<Vec<_>>()
    };
    assert_eq!(boxed("Tree"), [true, false, false, false]);
    assert_eq!(boxed("Bridge"), [true]);
    assert!(!operation.response.fields[0].boxed);
}

#[test]
fn wrappers_are_resolved() {
    let operation = operation(
        "request:\n  A: {type: \"secret<map<list<string>>>\", doc: A.}\n  B: {type: json<list<int32>>, doc: B.}\n  \
         C: {type: list<datetime>, format: unix_ms, doc: C.}\n  D: {type: datetime, zone: \"-03:30\", doc: D.}\n",
    );
    let fields = &operation.request.fields;
    assert_eq!(fields[0].shape, Shape::Map(Box::new(Shape::List(Box::new(Shape::Secret)))));
    assert_eq!((fields[1].json, &fields[1].shape), (true, &Shape::List(Box::new(Shape::Int32))));
    assert_eq!(fields[2].shape, Shape::List(Box::new(Shape::DateTime(DateTimeFormat::UnixMillis))));
    let pattern = DateTimeFormat::Pattern { pattern: "%Y-%m-%d %H:%M:%S".into(), offset_minutes: -210 };
    assert_eq!(fields[3].shape, Shape::DateTime(pattern));
}

#[test]
fn rules_and_values_are_wire_values() {
    let operation = operation(
        "request:\n  A: {type: int64, range: 1.., default: 5, doc: A.}\n  B: {type: list<string>, length: ..=3, doc: B.}\n  \
         C: {type: list<string>, one_of: [x, \"1\"], example: [x], doc: C.}\n  D: {type: Order, default: desc, doc: D.}\n  \
         E: {type: float64, default: 1, not_with: [A], doc: E.}\ntypes:\n  Order: {doc: An order., enum: string, values: {Down: desc, Other: x}}\n",
    );
    let fields = &operation.request.fields;
    assert_eq!(fields[0].checks, [Check::Range(1, i64::MAX)]);
    assert_eq!(fields[0].default, Some(WireValue::Int(5)));
    assert_eq!(fields[1].checks, [Check::Length(0, 3)]);
    assert_eq!(fields[2].checks, [Check::OneOfText(vec!["x".into(), "1".into()])]);
    assert_eq!(fields[2].example.as_deref(), Some("[\"x\"]"));
    assert_eq!(fields[3].default, Some(WireValue::Text("desc".into())));
    assert_eq!(fields[4].default, Some(WireValue::Float(1.0)));
    assert_eq!(fields[4].not_with, ["A"]);
    let NamedType::Enum(order) = &operation.types[0] else { panic!() };
    assert_eq!(order.values[1].variant, "OtherValue");
    assert_eq!(order.values[0].doc, "`desc` on the wire.");
}

#[test]
fn fields_have_the_default_place_of_the_protocol() {
    let rest = "method: DELETE\npath: \"/v3/{project_id}/things/{id}\"\nrequest:\n  id: {type: string, required: true, doc: I.}\n  \
                force: {type: bool, doc: F.}\n  reason: {type: string, in: body, doc: R.}\n";
    let model = model(&[("huawei/demo/describe_things.yaml", &format!("{HEAD}{rest}"))]);
    let operation = &service(&model, "huawei").operations[0];
    let places: Vec<_> = operation.request.fields.iter().map(|field| field.place).collect();
    assert_eq!(places, [Place::Path, Place::Query, Place::Body]);
    assert_eq!(operation.http_method, HttpMethod::Delete);
    let rpc = &service(&model, "tencent").operations[0];
    assert_eq!(
        (rpc.http_method, rpc.path.as_str(), rpc.request.fields[0].place),
        (HttpMethod::Post, "/", Place::Body)
    );
}

#[test]
fn waiters_and_paginators_have_wire_names() {
    let operation = operation(
        "paginate: {style: offset, offset: Offset, counts: pages, items: Things}\n\
         wait: {each: Things, field: Status, done: [Done], failed: [Failed]}\nrequest:\n  Offset: {type: int64, doc: O.}\n\
         response:\n  Things: {type: list<Thing>, doc: T.}\ntypes:\n  Thing: {doc: A thing., fields: {Status: {type: Status, doc: S.}}}\n  \
         Status: {doc: A state., enum: int, values: {Done: 2, Failed: 3}}\n",
    );
    let pagination = operation.pagination.unwrap();
    assert_eq!(pagination.style, PageStyle::PageOffset { offset: "Offset".into() });
    let waiter = operation.waiter.unwrap();
    assert_eq!((waiter.done, waiter.failed), (vec!["2".to_owned()], vec!["3".to_owned()]));
}

#[test]
fn codes_have_the_class_of_the_operation_or_of_the_rules() {
    let operation = operation(
        "errors:\n  LimitReached: {doc: A.}\n  LimitBroken: {class: internal, http: 500, doc: B.}\n",
    );
    let Code::Own(codes) = operation.codes else { panic!() };
    assert_eq!(codes.name, "DescribeThingsCode");
    assert_eq!((codes.codes[0].class, codes.codes[0].http), (ErrorClass::Throttling, None));
    assert_eq!((codes.codes[1].class, codes.codes[1].http), (ErrorClass::Internal, Some(500)));
}

#[test]
fn operations_inherit_from_their_service() {
    let text = "service: demo\ntitle: Demo\ndoc: A service.\nversion: v3\nrate: 5/s\nsites: [international]\n\
                datetime: {format: unix}\nendpoints: {host: \"{service}.{region}.example.org\", regions: {b: b.example.org, a: a.example.org}}\n\
                types:\n  Sort: {doc: A sort., enum: int, values: [1, -1]}\nerrors:\n  Busy: {class: conflict, doc: It is busy.}\n";
    let body =
        format!("{HEAD}request:\n  At: {{type: datetime, doc: A.}}\n  Sort: {{type: Sort, doc: S.}}\n");
    let model = model(&[("tencent/demo/service.yaml", text), ("tencent/demo/describe_things.yaml", &body)]);
    let service = service(&model, "tencent");
    assert_eq!(service.feature, "tencent-demo");
    assert_eq!(service.endpoints.host, "demo.{region}.example.org");
    assert_eq!(service.endpoints.regions[0].0, "a");
    let operation = &service.operations[0];
    assert_eq!((operation.rate, operation.sites.as_slice()), (Some(5), [Site::International].as_slice()));
    assert_eq!(operation.request.fields[0].shape, Shape::DateTime(DateTimeFormat::UnixSeconds));
    assert_eq!(operation.codes, Code::Service("DemoCode".into()));
    assert_eq!(operation.shared, ["Sort"]);
    let NamedType::Enum(sort) = &service.types[0] else { panic!() };
    let variants: Vec<_> = sort.values.iter().map(|value| value.variant.as_str()).collect();
    assert_eq!(variants, ["N1", "Minus1"]);
}

#[test]
fn example_arguments_are_rust() {
    let operation = operation(
        "request:\n  A: {type: string, required: true, example: 'say \"hi\"', doc: A.}\n  \
         B: {type: list<int64>, required: true, range: 5.., doc: B.}\n  \
         C: {type: list<Order>, required: true, example: [b], doc: C.}\n  \
         D: {type: list<Item>, required: true, doc: D.}\n  \
         E: {type: map<list<string>>, required: true, doc: E.}\n  \
         F: {type: datetime, required: true, doc: F.}\n  \
         G: {type: secret<string>, required: true, example: hunter2, doc: G.}\n  \
         H: {type: float64, required: true, example: 2, doc: H.}\n  I: {type: string, doc: Not required.}\n\
         types:\n  Order: {doc: An order., enum: string, values: {Up: a, Down: b}}\n  \
         Item: {doc: An item., fields: {Name: {type: string, required: true, doc: N.}, Parts: {type: list<Item>, required: true, doc: P.}}}\n",
    );
    let expected = [
        r#""say \"hi\"""#,
        "[5]",
        "[Order::Down]",
        r#"[Item::new("name", Vec::<Item>::new())]"#,
        r#"[("key", vec!["e".into()])]"#,
        r#""2026-01-31T08:00:00Z""#,
        r#""secret""#,
        "2.0",
    ];
    assert_eq!(operation.example_arguments, expected);
}

#[test]
fn colliding_names_are_changed() {
    let name = |text: &str| HEAD.replace("DescribeThings", text);
    let model = model(&[
        ("tencent/demo/types.yaml", &name("Types")),
        ("tencent/demo/untyped.yaml", &name("Untyped")),
        ("tencent/demo/move.yaml", &name("Move")),
    ]);
    let names: Vec<_> = service(&model, "tencent")
        .operations
        .iter()
        .map(|operation| {
            (operation.module.as_str(), operation.method.as_str(), operation.request.name.as_str())
        })
        .collect();
    assert_eq!(
        names,
        [
            ("describe_things", "describe_things", "DescribeThingsRequest"),
            ("move_", "r#move", "MoveRequest"),
            ("types_", "types", "TypesRequest"),
            ("untyped", "untyped_", "UntypedRequest"),
        ]
    );
}
