use serde_json::json;

use super::ViolationKind::{Combination, Missing, Type, Unknown, Value};
use super::*;

static NETWORK: Table = Table {
    name: "Network",
    fields: &[
        Field::with_kind("Region", Kind::Text).required(),
        Field::with_kind("Ids", Kind::List(&Kind::Text)),
    ],
};

static TABLE: Table = Table {
    name: "Request",
    fields: &[
        Field::with_kind("Id", Kind::Text).required(),
        Field::with_kind("Limit", Kind::Int64).checks(&[Check::Range(1, 100)]),
        Field::with_kind("Small", Kind::Int32),
        Field::with_kind("Sizes", Kind::List(&Kind::Int64)).checks(&[Check::OneOfInt(&[30, 50])]),
        Field::with_kind("Force", Kind::Bool),
        Field::with_kind("Ratio", Kind::Float),
        Field::with_kind("Order", Kind::TextEnum(&["asc", "desc"])),
        Field::with_kind("Status", Kind::List(&Kind::IntEnum(&[0, 2]))),
        Field::with_kind("At", Kind::DateTime(DateTimeFormat::pattern("%Y-%m-%dT%H:%MZ", 0)))
            .not_with(&["Id2"]),
        Field::with_kind("Since", Kind::DateTime(DateTimeFormat::UnixSeconds)),
        Field::with_kind("Id2", Kind::Text)
            .checks(&[Check::Length(2, 3), Check::OneOfText(&["ab", "abc", "abcd"])]),
        Field::with_kind("Networks", Kind::List(&Kind::Record(|| &NETWORK))),
        Field::with_kind("Labels", Kind::Map(&Kind::Int64)).checks(&[Check::Length(0, 1)]),
        Field::with_kind("Policy", Kind::List(&Kind::Record(|| &NETWORK))).json(),
        Field::with_kind("Extra", Kind::Any),
    ],
};

fn faults(parameters: Json) -> Vec<(ViolationKind, String)> {
    let members = parameters.as_object().cloned().unwrap();
    let faults = check(&TABLE, &[], &members, 0);
    faults.into_iter().map(|fault| (fault.kind, fault.path)).collect()
}

#[test]
fn a_request_that_is_right_has_no_faults() {
    let right = json!({
        "Id": "x", "Limit": 100, "Small": -5, "Sizes": [30, 50], "Force": false, "Ratio": 1, "Order": "asc",
        "Status": [0, "2"], "At": "2024-01-01T00:00Z", "Since": 1, "Networks": [{"Region": "r", "Ids": []}],
        "Labels": {"a": 1}, "Policy": "[{\"Region\":\"r\"}]", "Extra": [1, {}], "Id2": null,
    });
    assert_eq!(faults(right), []);
}

#[test]
fn each_fault_is_found() {
    for (parameters, kind, path) in [
        (json!({}), Missing, "Id"),
        (json!({"Id": null}), Missing, "Id"),
        (json!({"Id": ""}), Missing, "Id"),
        (json!({"Id": 1}), Type, "Id"),
        (json!({"Id": "x", "id": 1}), Unknown, "id"),
        (json!({"Id": "x", "Limit": 0}), Value, "Limit"),
        (json!({"Id": "x", "Limit": 101}), Value, "Limit"),
        (json!({"Id": "x", "Limit": "20"}), Type, "Limit"),
        (json!({"Id": "x", "Limit": 1.5}), Type, "Limit"),
        (json!({"Id": "x", "Limit": u64::MAX}), Type, "Limit"),
        (json!({"Id": "x", "Small": 3_000_000_000_i64}), Type, "Small"),
        (json!({"Id": "x", "Sizes": [30, 31]}), Value, "Sizes.1"),
        (json!({"Id": "x", "Sizes": 30}), Type, "Sizes"),
        (json!({"Id": "x", "Force": "true"}), Type, "Force"),
        (json!({"Id": "x", "Ratio": "1"}), Type, "Ratio"),
        (json!({"Id": "x", "Order": "up"}), Value, "Order"),
        (json!({"Id": "x", "Order": 1}), Type, "Order"),
        (json!({"Id": "x", "Status": [1]}), Value, "Status.0"),
        (json!({"Id": "x", "Status": ["x"]}), Type, "Status.0"),
        (json!({"Id": "x", "At": "2024-01-01T00:00:00Z"}), Value, "At"),
        (json!({"Id": "x", "At": "2024-13-01T00:00Z"}), Value, "At"),
        (json!({"Id": "x", "At": 5}), Type, "At"),
        (json!({"Id": "x", "Since": "soon"}), Value, "Since"),
        (json!({"Id": "x", "At": "2024-01-01T00:00Z", "Id2": "ab"}), Combination, "At"),
        (json!({"Id": "x", "Id2": "abcd"}), Value, "Id2"),
        (json!({"Id": "x", "Id2": "xx"}), Value, "Id2"),
        (json!({"Id": "x", "Networks": [{"Region": "r"}, {}]}), Missing, "Networks.1.Region"),
        (json!({"Id": "x", "Networks": [{"Region": "r", "Ids": [1]}]}), Type, "Networks.0.Ids.0"),
        (json!({"Id": "x", "Networks": [{"Region": "r", "Else": 1}]}), Unknown, "Networks.0.Else"),
        (json!({"Id": "x", "Labels": {"a": 1, "b": 2}}), Value, "Labels"),
        (json!({"Id": "x", "Labels": {"a": "1"}}), Type, "Labels.a"),
        (json!({"Id": "x", "Policy": "["}), Value, "Policy"),
        (json!({"Id": "x", "Policy": "[{}]"}), Missing, "Policy.0.Region"),
    ] {
        assert_eq!(faults(parameters.clone()), [(kind, path.to_owned())], "{parameters}");
    }
}

#[test]
fn all_faults_are_found_and_named_after_their_parameter() {
    let found = faults(json!({"Limit": 0, "Networks": [{}]}));
    assert_eq!(found.len(), 3);
    let members = json!({"Id": "x", "Networks": [{}]}).as_object().cloned().unwrap();
    let from_one = check(&TABLE, &[], &members, 1);
    assert_eq!(from_one[0].path, "Networks.1.Region");
    assert_eq!(from_one[0].name(), "Networks");
}

#[test]
fn one_of_a_group_must_be_there() {
    let with = |parameters: Json| check(&TABLE, &[&["Limit", "Small"]], parameters.as_object().unwrap(), 0);
    assert_eq!(with(json!({"Id": "x", "Small": 1})), []);
    let faults = with(json!({"Id": "x"}));
    assert_eq!((faults[0].kind, faults[0].path.as_str()), (Missing, "Limit"));
}
