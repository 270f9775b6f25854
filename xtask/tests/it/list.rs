use crate::tree::{Outcome, Tree};

#[test]
fn operations_are_listed_with_their_fixtures() -> Outcome {
    let tree = Tree::new()?;
    let folder = "tests/fixtures/tencent/demo/DescribeThings";
    for name in ["full.response.json", "full.request.json", "README.md"] {
        tree.write(&format!("{folder}/{name}"), "{}")?;
    }
    let ran = tree.run(["list"]).expect(0);
    assert_eq!(
        ran.stdout,
        "PROVIDER  SERVICE  OPERATION       ACCESS  PAGE        FIXTURES\n\
         tencent   demo     DescribeThings  read    2025-01-02  2\n"
    );

    let ran = tree.run(["list", "--format", "json"]).expect(0);
    let rows: serde_json::Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(
        rows,
        serde_json::json!([{
            "provider": "tencent",
            "service": "demo",
            "operation": "DescribeThings",
            "access": "read",
            "page": { "url": "https://docs.example.com/things", "updated": "2025-01-02" },
            "fixtures": 2,
        }])
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure() -> Outcome {
    use std::process::Stdio;

    let tree = Tree::new()?;
    let mut child = tree.command(["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}
