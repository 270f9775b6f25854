//! What a spec accepts.

use clouddb_codegen::page::Vendor::Tencent;
use clouddb_codegen::page::facts::Field;

use super::{Specs, drift, field, found, page};

const ACCEPTS: &str = r#"request:
  Id: {type: string, doc: The instance.}
  Late: {type: string, doc: Came later.}
accept:
  - {difference: host, reason: The example calls another service.}
  - {difference: param Late, reason: Came after the page.}
"#;

#[test]
fn accepted_differences_do_not_count() {
    let mut facts = page(Tencent);
    facts.host = found("other.example.com");
    facts.params = vec![Field { required: Some(true), ..field("Id", "String") }];
    let verdict = Specs::of(Tencent, ACCEPTS).check(&facts);
    assert_eq!(drift(&verdict), ["changed param Id required"]);
    let reasons: Vec<&str> = verdict.differences.iter().filter_map(|(_, why)| why.as_deref()).collect();
    assert_eq!(reasons, ["The example calls another service.", "Came after the page."]);
    assert_eq!((verdict.drift(), verdict.accepted()), (1, 2));
    assert_eq!(verdict.stale, []);
}

#[test]
fn what_matches_nothing_any_more_is_told_with_its_line() {
    let mut facts = page(Tencent);
    facts.host = found("demo.tencentcloudapi.com");
    facts.params = vec![field("Id", "String"), field("Late", "Integer")];
    let verdict = Specs::of(Tencent, ACCEPTS).check(&facts);
    let stale: Vec<(String, u32)> =
        verdict.stale.iter().map(|entry| (entry.identity.clone(), entry.at.line)).collect();
    assert_eq!(stale, [("host".to_owned(), 9), ("param Late".to_owned(), 10)]);
    assert_eq!(verdict.stale[1].near.as_deref(), Some("param Late type"));
    assert_eq!(verdict.drift(), 3);
}

#[test]
fn a_page_that_is_silent_proves_no_entry_wrong() {
    // No host on the page, and no list of error codes.
    let mut facts = page(Tencent);
    facts.params = vec![field("Id", "String")];
    let specs = Specs::of(
        Tencent,
        &format!(
            "{ACCEPTS}  - {{difference: error Busy, reason: Seen in the wild.}}\n\
             errors:\n  Busy: {{class: unavailable, doc: It is busy.}}\n"
        ),
    );
    assert_eq!(specs.check(&facts).stale, []);
}
