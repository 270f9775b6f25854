//! `docs draft` and `docs update`, on a page of our own in a vendor's layout.

use crate::tree::{Outcome, Tree};

const PAGE: &str = "\
DescribeBoxes
Last updated: 2025-03-04 10:00:00

1. API Description

Domain name for API request: demo.tencentcloudapi.com.

Lists the boxes of an account.

A maximum of 20 requests can be initiated per second for this API.

2. Input Parameters

Parameter Name Required Type Description
Action Yes String Common Params. The value used for this API: DescribeBoxes.
Version Yes String Common Params. The value used for this API: 2020-01-02.
Region Yes String Common Params. The region to ask.
BoxId Yes String The box to look at.
Limit No Integer How many boxes a page has. Value range: 1-100. The default value is 20.
Offset No Integer Where the page begins.

3. Output Parameters

Parameter Name Type Description
TotalCount Integer How many boxes there are.
Boxes Array of Box The boxes of this page.
RequestId String Names this call in a ticket.

4. Example

Example1 All boxes

Input Example

POST / HTTP/1.1
Host: demo.tencentcloudapi.com
Content-Type: application/json
X-TC-Action: DescribeBoxes

{
    \"BoxId\": \"box-0001\"
}

Output Example

{
    \"Response\": {
        \"RequestId\": \"00000000-0000-4000-8000-000000000001\",
        \"Boxes\": [],
        \"TotalCount\": 0
    }
}

5. Developer Resources

SDK

6. Error Code

Error Code Description
InternalError The service failed.
Was this page helpful?
Yes
No
Feedback
";

const SPEC: &str = "specs/tencent/demo/describe_boxes.yaml";

/// A tree with a page.
fn tree() -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::new()?;
    tree.write("page.txt", PAGE)?;
    Ok(tree)
}

#[test]
fn a_draft_is_written_checked_and_generated() -> Outcome {
    let tree = tree()?;
    let ran = tree.run(["docs", "draft", "page.txt"]).expect(0);
    assert_eq!(ran.stdout, format!("{SPEC}\n"));
    assert!(
        ran.stderr.contains("\npage.txt:26: `Boxes`: the fields of `Box` are not on the page"),
        "{}",
        ran.stderr
    );
    let spec = tree.read(SPEC)?;
    assert!(spec.contains("Limit: {type: int64, range: 1..=100, default: 20, doc: TODO.}"), "{spec}");
    for sentence in ["Lists the boxes", "How many", "The service failed"] {
        assert!(!spec.contains(sentence), "the vendor's words stay on the vendor's page: {spec}");
    }
    let ran = tree.run(["check"]).expect(0);
    assert_eq!(ran.stdout, "ok: 2 operations, 1 service, 1 provider\n");
    tree.run(["generate", "--no-verify"]).expect(0);
    assert!(
        tree.read("sdk/src/generated/tencent/demo/describe_boxes.rs")?
            .contains("struct DescribeBoxesRequest")
    );
    Ok(())
}

#[test]
fn a_new_service_comes_with_its_file_and_its_feature() -> Outcome {
    let tree = tree()?;
    let other = PAGE.replace("demo.tencent", "crates.tencent").replace("DescribeBoxes", "DescribeCrates");
    tree.write("pages/boxes.txt", &PAGE.replace("demo.tencent", "crates.tencent"))?;
    tree.write("pages/crates.txt", &other)?;
    let ran = tree.run(["docs", "draft", "pages"]).expect(0);
    assert_eq!(
        ran.stdout,
        "specs/tencent/crates/service.yaml\nspecs/tencent/crates/describe_boxes.yaml\nsdk/Cargo.toml\n\
         specs/tencent/crates/describe_crates.yaml\n"
    );
    let manifest = tree.read("sdk/Cargo.toml")?;
    assert!(
        manifest.contains("tencent-crates = [\"tencent\"]\nfull = [\"tencent-demo\", \"tencent-crates\"]"),
        "{manifest}"
    );
    tree.run(["generate", "--no-verify"]).expect(0);
    Ok(())
}

#[test]
fn a_draft_can_be_looked_at_before_it_is_written() -> Outcome {
    let tree = tree()?;
    let ran = tree.run(["docs", "draft", "page.txt", "--stdout", "--service", "other"]).expect(0);
    assert!(ran.stdout.starts_with("# specs/tencent/other/service.yaml\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n# specs/tencent/other/describe_boxes.yaml\n"), "{}", ran.stdout);
    assert!(!tree.path("specs/tencent/other").exists());
    let ran = tree
        .run(["docs", "draft", "page.txt", "--stdout", "--url", "https://docs.example.com/boxes"])
        .expect(0);
    assert!(
        ran.stdout.contains("page: {url: \"https://docs.example.com/boxes\", updated: 2025-03-04}\n"),
        "{}",
        ran.stdout
    );
    Ok(())
}

#[test]
fn what_no_spec_can_have_is_refused_before_anything_is_written() -> Outcome {
    let tree = tree()?;
    for (option, value) in [
        ("--url", "http://docs.example.com/boxes"),
        ("--url", "docs/boxes.html"),
        ("--service", "../other"),
        ("--service", "Demo"),
        ("--service", "9"),
    ] {
        let ran = tree.run(["docs", "draft", "page.txt", option, value]).expect(2);
        assert!(ran.stderr.contains(&format!("{option} {value}")), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
    assert!(!tree.path(SPEC).exists());
    Ok(())
}

#[test]
fn a_spec_is_not_overwritten_unless_asked() -> Outcome {
    let tree = tree()?;
    tree.run(["docs", "draft", "page.txt"]).expect(0);
    tree.edit(SPEC, "doc: TODO.", "doc: Ours.")?;
    let ran = tree.run(["docs", "draft", "page.txt"]).expect(2);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("`DescribeBoxes` has a spec: specs/tencent/demo/describe_boxes.yaml"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("docs update page.txt"), "{}", ran.stderr);
    assert!(tree.read(SPEC)?.contains("doc: Ours."));
    // What no page says stays.
    let page =
        "page: {url: \"https://docs.example.com/boxes\", updated: 2025-03-04, note: \"Half of it.\"}\n";
    let accept = "\naccept:\n  - {difference: param Limit default, reason: The page is wrong.}\n";
    let spec = tree.read(SPEC)?;
    let old = spec.lines().find(|line| line.starts_with("page: ")).ok_or("no page")?;
    tree.write(SPEC, &format!("{}{accept}", spec.replace(&format!("{old}\n"), page)))?;
    tree.run(["docs", "draft", "page.txt", "--force"]).expect(0);
    let spec = tree.read(SPEC)?;
    assert!(!spec.contains("doc: Ours.") && spec.contains(page) && spec.ends_with(accept), "{spec}");
    let other = "https://docs.example.com/other";
    tree.run(["docs", "draft", "page.txt", "--force", "--url", other]).expect(0);
    assert!(tree.read(SPEC)?.contains(&format!("url: \"{other}\"")));
    Ok(())
}

#[test]
fn every_page_is_reported_for_itself() -> Outcome {
    let tree = tree()?;
    tree.write("other.txt", "Not a page.\n")?;
    let ran = tree.run(["docs", "draft", "other.txt", "page.txt", "nowhere.txt"]).expect(2);
    assert_eq!(ran.stdout, format!("{SPEC}\n"));
    assert!(ran.stderr.contains("other.txt") && ran.stderr.contains("nowhere.txt"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn an_update_shows_what_it_changes() -> Outcome {
    let tree = tree()?;
    tree.run(["docs", "draft", "page.txt"]).expect(0);
    tree.edit(SPEC, "doc: TODO.  # TODO: page line 1", "doc: Lists boxes.   # ours")?;
    let ran = tree.run(["docs", "update", "page.txt"]).expect(0);
    assert_eq!(ran.stdout, "DescribeBoxes: nothing to do\n");
    let before = tree.read(SPEC)?;
    let newer = PAGE.replace("1-100", "1-200").replace("2025-03-04", "2026-03-04");
    tree.write("page.txt", &newer)?;

    let ran = tree.run(["docs", "update", "page.txt", "--dry-run"]).expect(0);
    assert!(ran.stdout.starts_with(&format!("--- a/{SPEC}\n+++ b/{SPEC}\n")), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("DescribeBoxes: 2 differences would be applied\n"), "{}", ran.stdout);
    assert_eq!(tree.read(SPEC)?, before);

    let ran = tree.run(["docs", "update", "page.txt"]).expect(0);
    assert!(ran.stdout.ends_with("DescribeBoxes: 2 differences applied\n"), "{}", ran.stdout);
    let after = before.replace("1..=100", "1..=200").replace("2025-03-04", "2026-03-04");
    assert_eq!(tree.read(SPEC)?, after);
    tree.run(["check"]).expect(0);
    Ok(())
}

#[test]
fn the_remaining_steps_of_an_update_are_reported() -> Outcome {
    let tree = tree()?;
    tree.run(["docs", "draft", "page.txt"]).expect(0);
    tree.write("page.txt", &PAGE.replace("InternalError The", "ResourceNotFound The"))?;
    let ran = tree.run(["docs", "update", "page.txt"]).expect(1);
    assert!(ran.stdout.contains("\n+  ResourceNotFound: "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("DescribeBoxes: 1 difference applied, 1 left to you\n"), "{}", ran.stdout);
    assert!(
        ran.stderr.contains("page.txt: error InternalError: the page no longer has it"),
        "{}",
        ran.stderr
    );
    let ran = tree.run(["docs", "update", "page.txt", "--remove"]).expect(0);
    assert!(ran.stdout.contains("\n-  InternalError: "), "{}", ran.stdout);
    Ok(())
}

#[test]
fn an_update_goes_forward_in_time() -> Outcome {
    let tree = tree()?;
    tree.run(["docs", "draft", "page.txt"]).expect(0);
    let page = |date: &str, most: &str| PAGE.replace("2025-03-04", date).replace("1-100", most);
    tree.write("pages/a.txt", &page("2026-05-01", "1-300"))?;
    tree.write("pages/b.txt", &page("2026-03-01", "1-200"))?;
    tree.run(["docs", "update", "pages"]).expect(0);
    let spec = tree.read(SPEC)?;
    assert!(spec.contains("range: 1..=300") && spec.contains("updated: 2026-05-01"), "{spec}");
    let ran = tree.run(["docs", "update", "page.txt"]).expect(2);
    assert!(
        ran.stderr.contains("of 2025-03-04") && ran.stderr.contains("the spec of DescribeBoxes, 2026-05-01"),
        "{}",
        ran.stderr
    );
    assert_eq!(tree.read(SPEC)?, spec);
    tree.run(["docs", "update", "page.txt", "--older"]).expect(0);
    assert!(tree.read(SPEC)?.contains("range: 1..=100"));
    Ok(())
}

#[test]
fn an_update_needs_a_spec() -> Outcome {
    let tree = tree()?;
    let ran = tree.run(["docs", "update", "page.txt"]).expect(2);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("docs draft page.txt"), "{}", ran.stderr);
    Ok(())
}
