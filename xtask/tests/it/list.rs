use crate::tree::{Outcome, Tree};

#[test]
fn operations_are_listed_with_their_fixtures() -> Outcome {
    let tree = Tree::new()?;
    let bodies = r#"{"requests": {"full": {}}, "responses": {"full": {}}}"#;
    tree.write(crate::tree::FIXTURES, bodies)?;
    let ran = tree.run(["list"]).expect(0);
    assert_eq!(
        ran.stdout,
        "PROVIDER  SERVICE  OPERATION       ACCESS  PAGE        FIXTURES\n\
         tencent   demo     DescribeThings  read    2025-01-02  2\n"
    );

    let ran = tree.run(["list", "--format", "markdown"]).expect(0);
    assert_eq!(
        ran.stdout,
        "| service | operations | fields | enums | codes | paged | waited | fixtures |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n\
         | Tencent Cloud, Demo 2020-01-02 | 1 | 1 | 0 | 0 | 0 | 0 | 2 |\n\
         | all | 1 | 1 | 0 | 0 | 0 | 0 | 2 |\n"
    );

    let ran = tree.run(["list", "--format", "json"]).expect(0);
    let listing: serde_json::Value = serde_json::from_str(&ran.stdout)?;
    let operation = &listing["providers"][0]["services"][0]["operations"][0];
    assert_eq!(operation["name"], "DescribeThings");
    assert_eq!(operation["fixtures"], 2);
    assert_eq!(operation["source"], serde_json::json!({ "file": crate::tree::SPEC, "line": 1 }));
    assert_eq!(operation["request"][0]["range"], serde_json::json!({ "min": 1, "max": 100 }));
    Ok(())
}

#[test]
fn a_service_is_exported_as_openapi() -> Outcome {
    let tree = Tree::new()?;
    let ran = tree.run(["export", "openapi", "tencent-demo"]).expect(0);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout)?;
    assert_eq!(document["openapi"], "3.0.3");
    assert_eq!(document["paths"]["/DescribeThings"]["post"]["operationId"], "DescribeThings");
    let file = tree.path("demo.openapi.json");
    tree.run([
        "export".as_ref(),
        "openapi".as_ref(),
        "tencent-demo".as_ref(),
        "--output".as_ref(),
        file.as_os_str(),
    ])
    .expect(0);
    assert_eq!(tree.read("demo.openapi.json")?, ran.stdout);

    let ran = tree.run(["export", "openapi", "tencent-dmeo"]).expect(2);
    assert!(ran.stderr.contains("did you mean `tencent-demo`?"), "{}", ran.stderr);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_closed_output_is_not_a_failure() -> Outcome {
    use std::process::Stdio;

    let tree = Tree::new()?;
    let mut child = tree.command(["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    Ok(())
}

#[test]
fn generate_keeps_the_coverage_in_the_readme() -> Outcome {
    let tree = Tree::generated()?;
    let readme = |table: &str| {
        format!(
            "# Demo\n<!-- coverage, written by `cargo xtask generate` -->\n{table}<!-- end of coverage -->\nThe rest.\n"
        )
    };
    tree.write("README.md", &readme("| old |\n"))?;
    let ran = tree.run(["generate", "--check"]).expect(1);
    assert!(ran.stderr.contains("1 generated file is stale"), "{}", ran.stderr);
    assert!(ran.stdout.contains("-| old |"), "{}", ran.stdout);

    tree.run(["generate", "--no-verify"]).expect(0);
    let table = tree.run(["list", "--format", "markdown"]).expect(0).stdout;
    assert_eq!(tree.read("README.md")?, readme(&table));
    tree.run(["generate", "--check"]).expect(0);

    // A README without the place is left alone.
    tree.write("README.md", "# Demo\n")?;
    tree.run(["generate", "--check"]).expect(0);
    Ok(())
}
