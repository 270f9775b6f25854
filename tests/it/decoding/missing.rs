//! Members that are required and absent, and bodies without any.

use clouddb::__private::{Field, Record, Table, Value, decode};
use clouddb::ErrorKind;

use super::Operation::{BackupTasks, BackupUrl, Backups, DownloadLink, DownloadTask};
use super::{type_parameters, types};
use crate::golden::trees::types::tencent::golden::DescribeTypesResponse;

#[tokio::test]
async fn a_required_member_is_never_made_up() {
    for body in [
        r#"{"Response":{"Tasks":[],"RequestId":"1"}}"#,
        r#"{"Response":{"TotalCount":null}}"#,
        r#"{"Response":{"TotalCount":""}}"#,
        r#"{"Response":{"TotalCount":[]}}"#,
        r#"{"Response":{"TotalCount":{}}}"#,
        r#"{"Response":{"TotalCount":1,"TotalCount":null}}"#,
        r#"{"Response":{}}"#,
        "",
        " \r\n",
        "\u{feff}",
    ] {
        let error = DownloadTask.answered(200, body).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(
            error.message(),
            "`Response.TotalCount` is missing; expected an integer of 64 bits",
            "{body:?}"
        );
    }
}

#[tokio::test]
async fn an_empty_body_is_a_response_without_members() {
    for operation in [BackupUrl, BackupTasks, Backups, DownloadLink] {
        for (status, body) in [(200, ""), (202, " \r\n"), (204, ""), (200, "\u{feff}"), (200, "\n")] {
            let response = operation.answered(status, body).await;
            assert_eq!(response.unwrap(), serde_json::json!({}), "{operation:?} {status} {body:?}");
        }
    }
}

#[tokio::test]
async fn an_empty_body_is_an_object_without_a_spec() {
    let transport = crate::support::Canned::new(204, "");
    let client = clouddb::alibaba::dds::Client::new(&super::config(transport, clouddb::RetryConfig::off()));
    let raw = client.untyped(&clouddb::UntypedRequest::action("DeleteNode")).await.unwrap();
    assert_eq!((raw.status(), raw.json().unwrap()), (204, serde_json::json!({})));
}

#[test]
fn each_type_is_missed() {
    for (name, kind) in [
        ("Text", "text"),
        ("Bool", "a boolean"),
        ("Int32", "an integer of 32 bits"),
        ("Float", "a number"),
        ("Time", "a time"),
        ("Password", "text"),
        ("Color", "text"),
        ("Level", "an integer of 64 bits"),
        ("Outer", "an object"),
    ] {
        let error = types(&format!("\"{name}\":null")).unwrap_err();
        assert_eq!(error.message(), format!("`Response.{name}` is missing; expected {kind}"));
    }
    for name in ["Texts", "Tags", "Optional"] {
        types(&format!("\"{name}\":null")).unwrap();
    }
    let mut response = DescribeTypesResponse::default();
    let error = decode::read(b"", Some("Response"), &mut response).unwrap_err();
    assert_eq!(error.message(), "`Response.Text` is missing; expected text");
}

#[test]
fn a_member_is_missed_at_every_level() {
    for (body, path) in [
        (r#"{"Inner":{"Note":"n"}}"#, "Inner.Name"),
        (r#"{"Inners":[{"Name":"n"},{"Name":null}]}"#, "Inners[1].Name"),
        (r#"{"Inners":[{}]}"#, "Inners[0].Name"),
        (r#"{"Inners":{"Note":1.5}}"#, "Inners.Name"),
        (r#"{"Groups":{"g":[{"Note":"n"}]}}"#, "Groups.g[0].Name"),
        (r#"{"Filter":"{\"Note\":\"n\"}"}"#, "Filter.Name"),
        (r#"{"Filters":"[{\"Note\":\"n\"}]"}"#, "Filters[0].Name"),
    ] {
        let error = type_parameters(body).unwrap_err();
        assert_eq!(error.message(), format!("`{path}` is missing; expected text"), "{body}");
    }
    let error = serde_json::from_str::<clouddb::tencent::mongodb::DescribeBackupDownloadTaskResponse>("{}");
    assert!(error.unwrap_err().to_string().starts_with("`TotalCount` is missing"));
}

/// A record of many required fields.
struct Wide(Vec<Option<i64>>);

static WIDE: Table = Table { name: "Wide", fields: &fields() };

const WIDTH: usize = 300;

const fn fields() -> [Field; WIDTH] {
    // Names of three digits, from `000`.
    const DIGITS: [[u8; 3]; WIDTH] = {
        let mut digits = [[b'0'; 3]; WIDTH];
        let mut index = 0;
        while index < WIDTH {
            digits[index] =
                [b'0' + (index / 100) as u8, b'0' + (index / 10 % 10) as u8, b'0' + (index % 10) as u8];
            index += 1;
        }
        digits
    };
    let mut fields = [const { Field::new::<Option<i64>>(0, "field", "").required() }; WIDTH];
    let mut index = 0;
    while index < WIDTH {
        if let Ok(name) = std::str::from_utf8(&DIGITS[index]) {
            fields[index].name = name;
        }
        index += 1;
    }
    fields
}

impl Record for Wide {
    fn table(&self) -> &'static Table {
        &WIDE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.0.get(index).map(|value| value as &dyn Value)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.0.get_mut(index).map(|value| value as &mut dyn Value)
    }
}

#[test]
fn a_record_may_have_many_fields() {
    let body = |left_out: Option<usize>| {
        let members = (0..WIDTH).rev().filter(|index| Some(*index) != left_out);
        let members: Vec<String> = members.map(|index| format!("\"{index:03}\":{index}")).collect();
        format!("{{{}}}", members.join(","))
    };
    let mut wide = Wide(vec![None; WIDTH]);
    decode::read(body(None).as_bytes(), None, &mut wide).unwrap();
    assert!((0..).zip(&wide.0).all(|(index, value)| *value == Some(index)));
    for left_out in [0, 63, 64, 127, 128, 191, 192, 299] {
        let error = decode::read(body(Some(left_out)).as_bytes(), None, &mut wide).unwrap_err();
        let expected = format!("`{left_out:03}` is missing; expected an integer of 64 bits");
        assert_eq!(error.message(), expected);
    }
}
