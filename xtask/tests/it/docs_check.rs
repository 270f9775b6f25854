//! `docs check` and `docs diff` on saved pages.

use serde_json::{Value, json};

use crate::tree::{Outcome, SPEC, Tree};

/// A page of the tree's operation, in the vendor's layout and our words.
pub(crate) const PAGE: &str = "\
DescribeThings
Last updated: 2025-01-02 10:00:00

1. API Description

Domain name for API request: demo.tencentcloudapi.com.

Lists things.

A maximum of 20 requests can be initiated per second for this API.

2. Input Parameters

Parameter Name Required Type Description
Action Yes String Common Params. The value used for this API: DescribeThings.
Version Yes String Common Params. The value used for this API: 2020-01-02.
Region Yes String Common Params. The region to ask.
Limit No Integer Things a page. Value range: 1-100.

3. Output Parameters

Parameter Name Type Description
RequestId String Names this call in a ticket.

4. Example

Example1 All things

Input Example
POST / HTTP/1.1
Host: demo.tencentcloudapi.com
Content-Type: application/json
X-TC-Action: DescribeThings

{}

Output Example
{
  \"Response\": {
    \"RequestId\": \"fake-request-1\"
  }
}

5. Developer Resources

SDK

6. Error Code

Only the codes of this API are listed here.

Error Code Description
InternalError It failed.

Was this page helpful?
Feedback
";

/// The tree with a spec that agrees with the page, and the page as `page.txt`.
pub(crate) fn agreeing() -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::new()?;
    tree.edit(
        SPEC,
        "access: read\n",
        "access: read\nrate: 20/s\nerrors:\n  InternalError: {class: internal, doc: It failed.}\n",
    )?;
    let provider = "specs/tencent/provider.yaml";
    let common = "response:\n  RequestId: {type: string, doc: Names the call.}\n";
    tree.write(provider, &format!("{}{common}", tree.read(provider)?))?;
    tree.write("page.txt", PAGE)?;
    Ok(tree)
}

#[test]
fn a_page_that_agrees() -> Outcome {
    let ran = agreeing()?.run(["docs", "check", "page.txt"]).expect(0);
    assert_eq!(
        ran.stdout,
        "page.txt\n  tencent demo DescribeThings: page of 2025-01-02, \
         specs/tencent/demo/describe_things.yaml of 2025-01-02\n  agree\n\n\
         1 page: 1 agree; 0 differences\n"
    );
    assert_eq!(ran.stderr, "");
    Ok(())
}

#[test]
fn differences_are_a_table_with_both_places() -> Outcome {
    let tree = agreeing()?;
    let new = PAGE
        .replace("2025-01-02 10:00:00", "2025-03-04 10:00:00")
        .replace("1-100", "1-200")
        .replace("3. Output", "Kind No String Only things of this kind.\n\n3. Output")
        .replace("InternalError", "FailedOperation.Busy");
    tree.write("page.txt", &new)?;
    tree.edit(SPEC, "rate: 20/s\n", "rate: 10/s\naccept:\n  - {difference: rate, reason: Measured.}\n")?;
    let ran = tree.run(["docs", "check", "page.txt"]).expect(1);
    assert_eq!(
        ran.stdout,
        "\
page.txt
  tencent demo DescribeThings: page of 2025-03-04, specs/tencent/demo/describe_things.yaml of 2025-01-02
  changed     date                        2025-01-02 → 2025-03-04
              specs/tencent/demo/describe_things.yaml:3  page.txt:2
  changed     param Limit range           1..=100 → 1..=200
              specs/tencent/demo/describe_things.yaml:12  page.txt:18
  added       param Kind                  String
              specs/tencent/demo/describe_things.yaml:11  page.txt:20
  removed     error InternalError
              specs/tencent/demo/describe_things.yaml:9
  added       error FailedOperation.Busy
              specs/tencent/demo/describe_things.yaml:8  page.txt:55
  5 differences, 1 accepted

1 page: 0 agree, 1 differ; 5 differences, 1 accepted
"
    );
    let ran = tree.run(["docs", "check", "page.txt", "--verbose"]).expect(1);
    assert!(ran.stdout.contains("because: Measured."), "{}", ran.stdout);
    Ok(())
}

#[test]
fn differences_as_data() -> Outcome {
    let tree = agreeing()?;
    tree.write("page.txt", &PAGE.replace("1-100", "1-200").replace("Integer", "String"))?;
    let ran = tree.run(["docs", "check", "page.txt", "--format", "json"]).expect(1);
    let report: Value = serde_json::from_str(&ran.stdout)?;
    let page = &report["pages"][0];
    assert_eq!(page["spec"], "specs/tencent/demo/describe_things.yaml");
    assert_eq!((&page["vendor"], &page["product"]), (&json!("tencent"), &json!("demo")));
    assert_eq!(
        page["diff"],
        json!({"params": {"type_changed": [{"name": "Limit", "old": "int64", "new": "String"}]}})
    );
    let drift: Vec<&Value> =
        page["differences"].as_array().ok_or("no list")?.iter().filter(|one| one["drift"] == true).collect();
    assert_eq!(drift.len(), 2);
    assert_eq!(
        *drift[0],
        json!({
            "identity": "param Limit type",
            "class": "changed",
            "drift": true,
            "of": "param",
            "name": "Limit",
            "aspect": "type",
            "old": "int64",
            "new": "String",
            "same_meaning": false,
            "spec": {"file": "specs/tencent/demo/describe_things.yaml", "line": 10},
            "page": {"file": "page.txt", "line": 18},
        })
    );
    assert_eq!(report["summary"]["differences"], 2);
    Ok(())
}

#[test]
fn unused_accepts_are_reported() -> Outcome {
    let tree = agreeing()?;
    tree.edit(SPEC, "access: read\n", "access: read\naccept:\n  - {difference: host, reason: Old.}\n")?;
    let ran = tree.run(["docs", "check", "page.txt"]).expect(1);
    assert!(
        ran.stdout.contains(
            "  stale       `accept` of `host` no longer matches a difference\n              \
             specs/tencent/demo/describe_things.yaml:6\n"
        ),
        "{}",
        ran.stdout
    );
    Ok(())
}

#[test]
fn a_page_without_a_spec_offers_a_draft() -> Outcome {
    let tree = agreeing()?;
    tree.write("page.txt", &PAGE.replace("DescribeThings", "DeleteThings"))?;
    let ran = tree.run(["docs", "check", "page.txt"]).expect(1);
    assert_eq!(
        ran.stdout,
        "page.txt\n  no spec     no spec has tencent demo DeleteThings\n              \
         `cargo xtask docs draft page.txt` writes one\n\n\
         1 page: 0 agree, 1 without a spec; 0 differences\n"
    );
    Ok(())
}

#[test]
fn one_bad_page_hides_no_other() -> Outcome {
    let tree = agreeing()?;
    tree.write("pages/a.txt", PAGE)?;
    tree.write("pages/b.txt", "Shopping list: eggs.\n")?;
    tree.write("pages/c.html", "")?;
    tree.write("pages/d.json", "{}")?;
    let ran = tree.run(["docs", "check", "pages", "missing.txt"]).expect(2);
    assert!(ran.stdout.contains("4 pages: 1 agree, 3 cannot be read"), "{}", ran.stdout);
    for page in ["pages/b.txt", "pages/c.html", "missing.txt"] {
        assert!(ran.stderr.contains(page), "{}", ran.stderr);
    }
    let ran = tree.run(["docs", "check", "pages", "--format", "json"]).expect(2);
    let report: Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(report["unreadable"][1]["page"], "pages/c.html");
    Ok(())
}

#[test]
fn wrong_arguments_and_wrong_specs_are_bad_input() -> Outcome {
    let tree = agreeing()?;
    let wrong: [&[&str]; 6] = [
        &["docs", "check"],
        &["docs", "check", "page.txt", "--fetch"],
        &["docs", "check", "--watch-list", "--today", "someday"],
        &["docs", "check", "page.txt", "--timeout", "0"],
        &["docs", "diff", "page.txt"],
        &["docs", "diff", "page.txt", "missing.txt"],
    ];
    for arguments in wrong {
        let ran = tree.run(arguments).expect(2);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert_ne!(ran.stderr, "", "{arguments:?}");
    }
    assert!(tree.run(["docs", "check"]).stderr.contains("usage: cargo xtask docs check"));
    tree.edit(SPEC, "access: read", "access: perhaps")?;
    tree.run(["docs", "check", "page.txt"]).expect(2);
    Ok(())
}

#[test]
fn the_watch_list_begins_with_what_needs_a_look() -> Outcome {
    let tree = agreeing()?;
    let other = "operation: DescribeOthers\ndoc: Lists others.\naccess: read\n\
                 page: {url: \"https://docs.example.com/others\"}\n";
    tree.write("specs/tencent/demo/describe_others.yaml", other)?;
    let ran = tree.run(["docs", "check", "--watch-list", "--today", "2025-03-04"]).expect(0);
    assert_eq!(
        ran.stdout,
        "\
OPERATION                    PAGE         DAYS  URL
tencent demo DescribeOthers  -               -  https://docs.example.com/others
tencent demo DescribeThings  2025-01-02     61  https://docs.example.com/things
"
    );

    let mut command = tree.command(["docs", "check", "--watch-list", "--format", "json"]);
    // 2025-01-12.
    let ran = crate::tree::ran(command.env("SOURCE_DATE_EPOCH", "1736640000")).expect(0);
    let rows: Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(
        rows[1],
        json!({
            "provider": "tencent",
            "service": "demo",
            "operation": "DescribeThings",
            "spec": "specs/tencent/demo/describe_things.yaml",
            "url": "https://docs.example.com/things",
            "updated": "2025-01-02",
            "age_days": 10,
        })
    );
    Ok(())
}

#[test]
fn two_pages_of_one_operation() -> Outcome {
    let tree = agreeing()?;
    tree.write("new.txt", &PAGE.replace("Integer", "Long").replace("2025-01-02 10", "2025-03-04 10"))?;
    let ran = tree.run(["docs", "diff", "page.txt", "new.txt"]).expect(0);
    assert_eq!(
        ran.stdout,
        "page.txt (2025-01-02) → new.txt (2025-03-04)\n\
         \x20 wording     param Limit type  Integer → Long\n\
         \x20             page.txt:18  new.txt:18\n\
         no difference\n"
    );

    tree.write("new.txt", &PAGE.replace("Limit No", "Limit Yes"))?;
    let ran = tree.run(["docs", "diff", "page.txt", "new.txt", "--format", "json"]).expect(1);
    let report: Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(
        report["diff"],
        json!({"params": {"required_changed": [{"name": "Limit", "old": false, "new": true}]}})
    );

    tree.write("new.txt", &PAGE.replace("DescribeThings", "DeleteThings"))?;
    let ran = tree.run(["docs", "diff", "page.txt", "new.txt"]).expect(2);
    assert!(ran.stderr.contains("these are not pages of one operation"), "{}", ran.stderr);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() -> Outcome {
    use std::process::Stdio;

    let tree = agreeing()?;
    let arguments = ["docs", "check", "page.txt"];
    let mut child = tree.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}
