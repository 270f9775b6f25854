//! A page against its spec.

use clouddb_codegen::drift::Class;
use clouddb_codegen::page::Vendor::{Alibaba, Huawei, Tencent};
use clouddb_codegen::page::facts::{Facts, Field, Found, Location, Values};
use serde_json::json;

use super::nesting::WRAPPED;
use super::{Specs, code, drift, field, found, inside, of_class, page};

const LISTS: &str = r#"rate: 20/s
request:
  Id: {type: string, required: true, doc: The instance.}
  Limit: {type: int64, range: 1..=100, default: 20, doc: Things a page.}
  Order: {type: Order, default: up, doc: The order.}
  States: {type: list<State>, doc: The states.}
response:
  Total: {type: int64, doc: How many there are.}
  Things: {type: list<Thing>, doc: The things.}
types:
  Order:
    doc: An order.
    enum: string
    values: {Up: up, Down: down}
  State:
    doc: A state.
    enum: int
    values: {Off: 0, On: 1}
  Thing:
    doc: A thing.
    fields:
      Name: {type: string, doc: Its name.}
      Size: {type: int64, doc: Its size.}
errors:
  InternalError: {class: internal, http: 500, doc: It failed.}
"#;

/// A page that says all that the spec says, in the vendor's words.
fn agreeing() -> Facts {
    let mut facts = page(Tencent);
    facts.host = found("demo.intl.tencentcloudapi.com");
    facts.version = found("2020-01-02");
    facts.updated = found("2025-01-02");
    facts.rate_limit = Some(Found::new(20, 3));
    let optional = |field: Field| Field { required: Some(false), ..field };
    facts.params = vec![
        Field { required: Some(true), ..field("Id", "String") },
        Field {
            values: Values { default: Some(json!("20")), min: Some(1), max: Some(100), ..Values::default() },
            ..optional(field("Limit", "Integer"))
        },
        Field {
            values: Values {
                allowed: vec![json!("down"), json!("up")],
                default: Some(json!("up")),
                ..Values::default()
            },
            ..optional(field("Order", "String"))
        },
        Field {
            docs_name: Some("States.N".to_owned()),
            values: Values { allowed: vec![json!(0), json!(1)], ..Values::default() },
            ..optional(field("States", "Array of Integer"))
        },
    ];
    facts.response =
        vec![field("Total", "Integer"), field("Things", "Array of Thing"), field("RequestId", "String")];
    facts.errors = Some(vec![code("InternalError", Some(500))]);
    facts
}

#[test]
fn a_page_in_other_words_agrees() {
    let verdict = Specs::of(Tencent, LISTS).check(&agreeing());
    assert_eq!(drift(&verdict), [""; 0]);
    // Nested fields are on a page of their own.
    assert_eq!(of_class(&verdict, Class::Unknown), ["response Things.Name", "response Things.Size"]);
}

#[test]
fn a_silent_page_agrees() {
    let verdict = Specs::of(Tencent, LISTS).check(&{
        let mut facts = agreeing();
        (facts.host, facts.version, facts.updated, facts.rate_limit) = (None, None, None, None);
        facts.errors = None;
        for param in &mut facts.params {
            (param.kind, param.required, param.values) = (None, None, Values::default());
        }
        facts
    });
    assert_eq!(drift(&verdict), [""; 0]);
    let unknown = of_class(&verdict, Class::Unknown);
    for silent in ["host", "version", "rate", "date", "errors", "param Id type", "param Limit range"] {
        assert!(unknown.iter().any(|identity| identity == silent), "{silent} is not in {unknown:?}");
    }
}

#[test]
fn each_change_is_reported_once_and_alone() {
    type Change = fn(&mut Facts);
    let changes: &[(Change, &str)] = &[
        (|facts| facts.host = found("other.tencentcloudapi.com"), "changed host"),
        (|facts| facts.version = found("2024-01-02"), "changed version"),
        (|facts| facts.rate_limit = Some(Found::new(50, 3)), "changed rate"),
        (|facts| facts.updated = found("2025-01-03"), "changed date"),
        (|facts| facts.permission = found("demo:DescribeThings"), "added permission"),
        (|facts| facts.params.push(field("Kind", "String")), "added param Kind"),
        (|facts| drop(facts.params.remove(1)), "removed param Limit"),
        (|facts| facts.params[0].name = "ID".to_owned(), "removed param Id, added param ID"),
        (|facts| facts.params[1].kind = Some("String".to_owned()), "changed param Limit type"),
        (|facts| facts.params[3].kind = Some("Array of String".to_owned()), "changed param States type"),
        (|facts| facts.params[0].required = Some(false), "changed param Id required"),
        (|facts| facts.params[1].values.default = Some(json!(10)), "changed param Limit default"),
        (
            |facts| facts.params[0] = Field { required: Some(false), ..with_default("Id", "String") },
            "changed param Id required, added param Id default",
        ),
        (|facts| facts.params[1].values.max = Some(200), "changed param Limit range"),
        (|facts| facts.params[2].values.allowed.push(json!("none")), "changed param Order values"),
        (|facts| drop(facts.params[3].values.allowed.pop()), "changed param States values"),
        (|facts| facts.params[0].values.allowed = vec![json!("a")], "added param Id values"),
        (|facts| facts.params[0].deprecated = true, "deprecated param Id"),
        (|facts| facts.response.push(field("Next", "String")), "added response Next"),
        (|facts| drop(facts.response.remove(0)), "removed response Total"),
        (|facts| facts.response[0].kind = Some("Float".to_owned()), "changed response Total type"),
        (|facts| facts.errors.as_mut().unwrap().push(code("Busy", None)), "added error Busy"),
        (|facts| facts.errors = Some(Vec::new()), "removed error InternalError"),
        (|facts| facts.errors.as_mut().unwrap()[0].http = Some(503), "changed error InternalError http"),
    ];
    let specs = Specs::of(Tencent, LISTS);
    for (change, expected) in changes {
        let mut facts = agreeing();
        change(&mut facts);
        assert_eq!(drift(&specs.check(&facts)).join(", "), *expected);
    }
}

fn with_default(name: &str, kind: &str) -> Field {
    Field { values: Values { default: Some(json!("x")), ..Values::default() }, ..field(name, kind) }
}

#[test]
fn a_host_that_is_only_a_placeholder_is_unknown() {
    let specs = Specs::of(Tencent, LISTS);
    for host in ["{Endpoint}", "{dcs_endpoint}", "<endpoint>", "[Endpoint]", "{service}.{region}.{domain}"] {
        let mut facts = agreeing();
        facts.host = found(host);
        let verdict = specs.check(&facts);
        assert_eq!(drift(&verdict), [""; 0], "{host}");
        assert!(of_class(&verdict, Class::Unknown).contains(&"host".to_owned()), "{host}");
    }
    let mut facts = agreeing();
    facts.host = found("{service}.example.com");
    assert_eq!(drift(&specs.check(&facts)), ["changed host"]);
}

#[test]
fn a_default_of_a_required_field_or_of_a_list_is_drift_and_one_of_an_object_is_not() {
    let specs = Specs::of(
        Tencent,
        "request:\n  Id: {type: string, required: true, doc: The instance.}\n  \
         Ids: {type: list<string>, doc: Ids.}\n  Name: {type: string, doc: A name.}\n  \
         Tags: {type: map<string>, doc: Tags.}\n",
    );
    let mut facts = page(Tencent);
    facts.params = vec![
        Field { required: Some(true), ..with_default("Id", "String") },
        with_default("Ids", "Array of String"),
        with_default("Name", "String"),
        with_default("Tags", "Object"),
    ];
    let verdict = specs.check(&facts);
    let added = ["Id", "Ids", "Name"].map(|name| format!("added param {name} default"));
    assert_eq!(drift(&verdict), added);
    let unknown = of_class(&verdict, Class::Unknown);
    assert!(unknown.contains(&"param Tags default".to_owned()), "{unknown:?}");
}

#[test]
fn the_only_entry_of_a_lists_default_is_written_as_pages_write_it() {
    let ids = |default: &str| {
        let body = format!("request:\n  Ids: {{type: list<string>, default: {default}, doc: Ids.}}\n");
        let mut facts = page(Tencent);
        facts.params = vec![with_default("Ids", "Array of String")];
        drift(&Specs::of(Tencent, &body).check(&facts)).len()
    };
    let value = "x";
    assert_eq!((ids(value), ids(&format!("[{value}]")), ids("other")), (0, 0, 1));
}

#[test]
fn rows_of_one_code_need_not_agree_on_its_status() {
    let specs = Specs::of(Tencent, LISTS);
    for (rows, told, unknown) in [
        (vec![Some(503), Some(500)], vec![], 0),
        (vec![Some(503), None], vec!["changed error InternalError http"], 0),
        (vec![Some(503), Some(503)], vec!["changed error InternalError http"], 0),
        (vec![Some(503), Some(400)], vec![], 1),
    ] {
        let mut facts = agreeing();
        facts.errors = Some(rows.into_iter().map(|http| code("InternalError", http)).collect());
        let verdict = specs.check(&facts);
        assert_eq!(drift(&verdict), told);
        let is_unknown = |identity: &&String| *identity == "error InternalError http";
        assert_eq!(of_class(&verdict, Class::Unknown).iter().filter(is_unknown).count(), unknown);
    }
}

#[test]
fn both_sides_know_their_lines() {
    let mut facts = agreeing();
    facts.params[1].values.default = Some(json!(10));
    facts.params.push(Field { line: 30, ..field("Kind", "String") });
    let verdict = Specs::of(Tencent, LISTS).check(&facts);
    let places: Vec<String> = verdict
        .differences
        .iter()
        .filter(|(one, _)| one.is_drift())
        .map(|(one, _)| {
            let place = |at: &Option<clouddb_codegen::drift::Place>| {
                at.as_ref().map(|place| format!("{}:{}", place.file, place.line)).unwrap_or_default()
            };
            format!("{} {}", place(&one.old_at), place(&one.new_at))
        })
        .collect();
    let spec = "specs/tencent/demo/describe_things.yaml";
    assert_eq!(places, [format!("{spec}:8 page.txt:7"), format!("{spec}:6 page.txt:30")]);
}

#[test]
fn a_page_older_than_the_spec_is_no_drift() {
    let mut facts = agreeing();
    facts.updated = found("2024-12-31");
    let verdict = Specs::of(Tencent, LISTS).check(&facts);
    assert_eq!(drift(&verdict), [""; 0]);
    assert_eq!(of_class(&verdict, Class::Older), ["date"]);
}

#[test]
fn hidden_and_deprecated_fields_are_classes_of_their_own() {
    let specs = Specs::of(
        Tencent,
        "request:\n  Old: {type: string, deprecated: {doc: Gone.}, doc: Old.}\n  \
         Inner: {type: string, hidden: true, doc: Inner.}\n",
    );
    let verdict = specs.check(&page(Tencent));
    assert_eq!(drift(&verdict), [""; 0]);
    assert_eq!(of_class(&verdict, Class::Retired), ["param Old"]);
    assert_eq!(of_class(&verdict, Class::Hidden), ["param Inner"]);

    let mut facts = page(Tencent);
    facts.updated = None;
    facts.params = vec![field("Old", "String"), field("Inner", "String")];
    assert_eq!(drift(&specs.check(&facts)), ["reinstated param Old", "revealed param Inner"]);
}

#[test]
fn a_field_that_is_shown_again_without_its_mark_is_reported() {
    let specs = Specs::of(
        Alibaba,
        "response:\n  Backups: {type: list<string>, wrapped: Backup, deprecated: {doc: Gone.}, doc: Old.}\n",
    );
    let shown = |deprecated: bool, updated: &str| {
        let mut facts = page(Alibaba);
        facts.updated = found(updated);
        facts.response.push(Field { deprecated, ..field("Backups", "object") });
        facts.response.push(inside(1, "Backup", "array<string>"));
        drift(&specs.check(&facts))
    };
    // Beside that a page has another date.
    let told = |updated: &str, deprecated: bool| {
        shown(deprecated, updated).into_iter().filter(|told| told.contains("Backups")).collect::<Vec<_>>()
    };
    assert_eq!(told("2025-01-03", false), ["reinstated response Backups"]);
    assert_eq!(told("2025-01-03", true), [""; 0]);
    // Before it was deprecated it had no mark; and on the spec's own page it had none, if a person knows of
    // it from elsewhere.
    assert_eq!(told("2025-01-02", false), [""; 0]);
    assert_eq!(told("2024-12-31", false), [""; 0]);

    // An entry that accepts it stays good when the spec follows the newer page.
    let accepting = Specs::of(
        Tencent,
        "request:\n  Old: {type: string, deprecated: {doc: Gone.}, doc: Old.}\n\
         accept:\n  - {difference: param Old, reason: The SDKs call it deprecated.}\n",
    );
    for updated in ["2025-01-03", "2025-01-02"] {
        let mut facts = page(Tencent);
        facts.updated = found(updated);
        facts.params = vec![field("Old", "String")];
        let verdict = accepting.check(&facts);
        assert!(verdict.stale.is_empty(), "{updated}: {:?}", verdict.stale);
        assert!(!drift(&verdict).iter().any(|told| told.contains("Old")), "{updated}: {:?}", drift(&verdict));
    }
}

#[test]
fn values_of_a_response_that_admits_any_are_left_open() {
    let mut facts = page(Alibaba);
    facts.response.push(field("Backups", "object"));
    facts.response.push(inside(1, "Backup", "array<object>"));
    facts.response.push(inside(2, "Id", "string"));
    let allowed = vec![json!("7.0"), json!("6.0")];
    let version = inside(2, "Version", "string");
    facts.response.push(Field { values: Values { allowed, ..Values::default() }, ..version });
    let verdict = Specs::of(Alibaba, WRAPPED).check(&facts);
    assert_eq!(drift(&verdict), [""; 0]);
    assert_eq!(of_class(&verdict, Class::Open), ["response Backups.Backup.Version values"]);
}

#[test]
fn what_every_call_has_belongs_to_no_operation() {
    let mut facts = page(Alibaba);
    for name in ["Action", "AccessKeyId", "SignatureNonce"] {
        facts.params.push(field(name, "String"));
    }
    assert_eq!(drift(&Specs::of(Alibaba, "").check(&facts)), [""; 0]);

    let mut facts = page(Huawei);
    facts.params.push(Field { location: Some(Location::Header), ..field("X-Auth-Token", "String") });
    facts.response.push(Field { status: Some(400), ..field("error_code", "String") });
    assert_eq!(drift(&Specs::of(Huawei, "").check(&facts)), [""; 0]);
}

#[test]
fn what_a_spec_has_as_its_own_is_compared_whatever_its_name() {
    let names = ["Timestamp", "Token", "Version"];
    let fields: Vec<String> =
        names.iter().map(|name| format!("  {name}: {{type: string, doc: Of things.}}\n")).collect();
    for vendor in [Tencent, Alibaba] {
        let specs = Specs::of(vendor, &format!("request:\n{0}response:\n{0}", fields.concat()));
        let told = |is: &str, of: &str, what: &str| -> Vec<String> {
            names.iter().map(|name| format!("{is} {of} {name}{what}")).collect()
        };
        let mut facts = page(vendor);
        facts.params = names.map(|name| field(name, "Integer")).to_vec();
        facts.response.extend(facts.params.clone());
        let changed = [told("changed", "param", " type"), told("changed", "response", " type")].concat();
        assert_eq!(drift(&specs.check(&facts)), changed);
        facts.params.clear();
        facts.response.truncate(1);
        let removed = [told("removed", "param", ""), told("removed", "response", "")].concat();
        assert_eq!(drift(&specs.check(&facts)), removed);
    }
}

#[test]
fn parts_of_a_path_go_by_their_place() {
    let specs = Specs::of(Huawei, "  full: {type: bool, doc: All of it.}\n");
    let mut facts = page(Huawei);
    facts.path = found("/v3/{tenant}/things/{id}");
    facts.params = vec![
        Field { location: Some(Location::Path), ..field("tenant", "String") },
        Field { location: Some(Location::Path), ..field("id", "String") },
        // Some pages print "path" for what is in no path.
        Field { location: Some(Location::Path), ..field("full", "Boolean") },
    ];
    assert_eq!(drift(&specs.check(&facts)), [""; 0]);
    facts.params[2].location = Some(Location::Body);
    assert_eq!(drift(&specs.check(&facts)), ["changed param full location"]);
    assert_eq!(of_class(&specs.check(&facts), Class::Wording), ["param thing_id name"]);
}

#[test]
fn a_path_whose_parts_have_no_rows_lost_its_table() {
    let request =
        "  full: {type: bool, in: query, doc: All of it.}\n  note: {type: string, in: body, doc: Why.}\n";
    let specs = Specs::of(Huawei, request);
    let mut facts = page(Huawei);
    facts.params = vec![Field { location: Some(Location::Body), ..field("other", "String") }];
    let verdict = specs.check(&facts);
    assert_eq!(drift(&verdict), ["removed param note", "added param other"]);
    assert_eq!(of_class(&verdict, Class::Unknown), ["host", "version", "param thing_id", "param full"]);
    facts.params.push(Field { location: Some(Location::Path), ..field("thing_id", "String") });
    assert_eq!(
        drift(&specs.check(&facts)),
        ["removed param full", "removed param note", "added param other"]
    );
}

#[test]
fn codes_of_the_whole_service_need_not_be_on_a_page() {
    let service = format!("{}errors:\n  A: {{class: internal, doc: It failed.}}\n", super::SERVICE);
    let specs = Specs::from([
        ("tencent/provider.yaml", super::TENCENT.to_owned()),
        ("tencent/demo/service.yaml", service),
        ("tencent/demo/describe_things.yaml", super::RPC.to_owned()),
    ]);
    let mut facts = page(Tencent);
    facts.errors = Some(vec![code("B", None)]);
    assert_eq!(drift(&specs.check(&facts)), ["added error B"]);
}
