//! Two pages of one operation, and their differences in short.

use clouddb_codegen::drift::{Class, Contract, Verdict, compare, summary};
use clouddb_codegen::page::Facts;
use clouddb_codegen::page::Vendor::{Alibaba, Huawei, Tencent};
use clouddb_codegen::page::facts::{Field, Found};
use serde_json::{Value, json};

use super::{code, drift, field, found, inside, of_class, page};

fn diff(old: &Facts, new: &Facts) -> (Verdict, Value) {
    let (old, new) = (Contract::from_page(old, "old.txt"), Contract::from_page(new, "new.txt"));
    let differences = compare(&old, &new);
    let short = summary(differences.iter(), &old, &new);
    (Verdict::plain(differences), short)
}

/// A field on a line of its own: short lists follow the page's order.
fn on(line: u32, field: Field) -> Field {
    Field { line, ..field }
}

#[test]
fn a_page_agrees_with_itself() {
    for vendor in [Tencent, Alibaba, Huawei] {
        let mut facts = page(vendor);
        facts.host = found("{Endpoint}");
        let (verdict, short) = diff(&facts, &facts);
        assert_eq!(verdict, Verdict::default());
        assert_eq!(short, json!({}));
    }
}

#[test]
fn fields_codes_and_limits_in_short() {
    let mut old = page(Tencent);
    old.params = vec![Field { required: Some(true), ..field("Id", "String") }, field("Gone", "String")];
    old.rate_limit = Some(Found::new(20, 3));
    old.host = found("demo.tencentcloudapi.com");
    old.errors = Some(vec![code("Old", None), code("Same", None)]);
    let mut new = page(Tencent);
    new.params = vec![
        on(1, field("Second", "String")),
        on(2, field("First", "String")),
        on(3, Field { required: Some(false), ..field("Id", "Integer") }),
    ];
    new.rate_limit = Some(Found::new(50, 3));
    new.errors = Some(vec![code("Same", None), code("Z", None), code("A", None)]);
    let (verdict, short) = diff(&old, &new);
    assert_eq!(
        short,
        json!({
            "params": {
                "added": ["Second", "First"],
                "removed": ["Gone"],
                "required_changed": [{"name": "Id", "old": true, "new": false}],
                "type_changed": [{"name": "Id", "old": "String", "new": "Integer"}],
            },
            "error_codes": {"added": ["A", "Z"], "removed": ["Old"]},
            "rate_limit_per_sec": {"old": 20, "new": 50},
            "host": {"old": "demo.tencentcloudapi.com", "new": null},
        })
    );
    // A host that a page does not name has not changed.
    assert_eq!(of_class(&verdict, Class::Unknown), ["host"]);
}

#[test]
fn another_word_for_a_type_is_no_drift_but_told() {
    let (mut old, mut new) = (page(Alibaba), page(Alibaba));
    old.response.push(field("Size", "Long"));
    old.response.push(field("Id", "Integer"));
    old.response.push(field("Name", "String"));
    old.response.push(Field { kind: None, ..field("List", "") });
    new.response.push(field("Size", "integer"));
    new.response.push(field("Id", "string"));
    new.response.push(field("Name", "string"));
    new.response.push(field("List", "object"));
    let (verdict, short) = diff(&old, &new);
    assert_eq!(drift(&verdict), ["changed response Id type"]);
    assert_eq!(of_class(&verdict, Class::Wording), ["response Size type"]);
    let changed = json!([
        {"name": "Size", "old": "Long", "new": "integer"},
        {"name": "Id", "old": "Integer", "new": "string"},
    ]);
    assert_eq!(short, json!({"response": {"type_changed": changed}}));
}

#[test]
fn levels_that_a_layout_leaves_out_move_no_field() {
    let (mut old, mut new) = (page(Alibaba), page(Alibaba));
    old.params = vec![field("Action", "String"), field("Tag.N.Key", "String")];
    old.response.extend([field("Backups", "Array"), field("Id", "String"), field("Size", "String")]);
    new.params = vec![on(1, field("Tag", "array<object>")), on(2, inside(0, "Key", "string"))];
    new.response.extend([
        on(1, field("Backups", "object")),
        on(2, inside(1, "Backup", "array<object>")),
        on(3, inside(2, "Size", "string")),
        on(4, inside(2, "Id", "string")),
        on(5, inside(2, "Name", "string")),
    ]);
    let (verdict, short) = diff(&old, &new);
    assert_eq!(
        drift(&verdict),
        [
            "added param Tag",
            "changed response Backups type",
            "added response Backups.Backup",
            "added response Backups.Backup.Name",
        ]
    );
    assert_eq!(
        short,
        json!({
            "params": {"added": ["Tag", "Key"], "removed": ["Tag.N.Key"]},
            "response": {
                "added": ["Backup", "Name"],
                "type_changed": [{"name": "Backups", "old": "Array", "new": "object"}],
            },
        })
    );
}

#[test]
fn fields_of_tables_go_by_their_tables() {
    let (mut old, mut new) = (page(Huawei), page(Huawei));
    let backups = || on(1, field("backups", "Array of objects"));
    old.response = vec![backups(), on(2, inside(0, "store", "Object")), on(3, inside(1, "type", "String"))];
    new.response = vec![
        backups(),
        on(2, inside(0, "store", "BackupDatabase object")),
        on(3, inside(1, "type", "String")),
        on(4, inside(1, "version", "String")),
        on(5, inside(0, "deletable", "Boolean")),
    ];
    new.params.push(field("X-Auth-Token", "String"));
    let (verdict, short) = diff(&old, &new);
    assert_eq!(
        drift(&verdict),
        [
            "added param X-Auth-Token",
            "added response backups.store.version",
            "added response backups.deletable",
        ]
    );
    assert_eq!(
        short,
        json!({
            "params": {"added": ["X-Auth-Token"]},
            "response": {
                "added": ["store.version", "backups.deletable"],
                "type_changed": [
                    {"name": "backups.store", "old": "Object", "new": "BackupDatabase object"},
                ],
            },
        })
    );
}

#[test]
fn a_table_that_nothing_points_to_moves_no_field() {
    let (mut old, mut new) = (page(Huawei), page(Huawei));
    old.response = vec![field("files", "Array of objects"), inside(0, "name", "String")];
    new.response =
        vec![field("files", "Array of objects"), Field { unplaced: true, ..field("name", "String") }];
    assert_eq!(drift(&diff(&old, &new).0), [""; 0]);
    new.response[1].unplaced = false;
    // That `files` shows nothing in it any more is not known to be a change.
    assert_eq!(drift(&diff(&old, &new).0), ["added response name"]);
}

#[test]
fn a_page_without_a_list_of_codes_takes_none_away() {
    let (mut with, mut without) = (page(Tencent), page(Tencent));
    with.errors = Some(vec![code("A", None)]);
    without.errors = None;
    let (verdict, short) = diff(&with, &without);
    assert_eq!((drift(&verdict), short), (Vec::new(), json!({})));
    // The other way round they are new to the reader, if perhaps not to the service.
    let (verdict, short) = diff(&without, &with);
    assert_eq!(drift(&verdict), [""; 0]);
    assert_eq!(short, json!({"error_codes": {"added": ["A"]}}));
}
