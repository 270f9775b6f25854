//! Fields within fields: a page against its spec where one of them shows fewer levels.

use clouddb_codegen::page::Vendor::Alibaba;
use clouddb_codegen::page::facts::Field;

use super::{Specs, drift, field, inside, page};

pub(super) const WRAPPED: &str = r#"response:
  Backups: {type: list<Backup>, wrapped: Backup, doc: The backups.}
types:
  Backup:
    doc: A backup.
    fields:
      Id: {type: string, doc: Its id.}
      Version: {type: string, doc: Its version.}
"#;

#[test]
fn a_wrapped_list_may_show_all_its_levels_or_some_or_none() {
    let specs = Specs::of(Alibaba, WRAPPED);
    let with = |response: Vec<Field>| {
        let mut facts = page(Alibaba);
        facts.response.extend(response);
        facts
    };
    let id = |of: fn(&str) -> Field| [of("Id"), of("Version")];
    let [one, other] = id(|name| inside(2, name, "string"));
    let all = with(vec![field("Backups", "object"), inside(1, "Backup", "array<object>"), one, other]);
    let [one, other] = id(|name| inside(1, name, "String"));
    let some = with(vec![field("Backups", "Array of Backup"), one, other]);
    let [one, other] = id(|name| field(name, "String"));
    let none = with(vec![field("Backups", "Array"), one, other]);
    for facts in [&all, &some, &none] {
        assert_eq!(drift(&specs.check(facts)), [""; 0]);
    }

    for (mut facts, at) in [(all, 3), (some, 2), (none, 2)] {
        facts.response[at].name = "Id2".to_owned();
        let differences = drift(&specs.check(&facts)).join(", ");
        assert!(
            differences.starts_with("removed response Backups.Backup.Id, added response "),
            "{differences}"
        );
    }
}

#[test]
fn a_field_that_moves_beside_its_parent_is_drift() {
    let specs = Specs::of(Alibaba, WRAPPED);
    let mut facts = page(Alibaba);
    facts.response.extend([
        field("Backups", "object"),
        inside(1, "Backup", "array<object>"),
        inside(2, "Id", "string"),
        field("Version", "string"),
    ]);
    assert_eq!(
        drift(&specs.check(&facts)),
        ["removed response Backups.Backup.Version", "added response Version"]
    );
    // A copy that lost its indents does not say that.
    facts.response[4].unplaced = true;
    assert_eq!(drift(&specs.check(&facts)), [""; 0]);
}

#[test]
fn numbered_names_are_entries_of_a_list() {
    let specs = Specs::of(
        Alibaba,
        "request:\n  Tag: {type: list<Tag>, doc: Tags.}\n  Id: {type: list<string>, doc: Ids.}\ntypes:\n  \
         Tag:\n    doc: A tag.\n    fields:\n      Key: {type: string, doc: Its key.}\n",
    );
    let mut facts = page(Alibaba);
    let id = Field { docs_name: Some("Id.N".to_owned()), ..field("Id", "String") };
    facts.params = vec![field("Tag.N.Key", "String"), id];
    assert_eq!(drift(&specs.check(&facts)), [""; 0]);
    facts.params[0].name = "Tag.N.Name".to_owned();
    assert_eq!(drift(&specs.check(&facts)), ["removed param Tag", "added param Tag.Name"]);
}
