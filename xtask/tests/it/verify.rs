//! Tests of verification, with a script instead of cargo.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::tree::{FIXTURES, OUTPUT, Outcome, Ran, Tree, ran};

fn generate(tree: &Tree, script: &str) -> Result<Ran, Box<dyn std::error::Error>> {
    tree.write("cargo", &format!("#!/bin/sh\n{script}\n"))?;
    fs::set_permissions(tree.path("cargo"), fs::Permissions::from_mode(0o755))?;
    Ok(ran(tree.command(["generate"]).env("CARGO", tree.path("cargo"))))
}

#[test]
fn passed_fixtures_are_counted() -> Outcome {
    let tree = Tree::new()?.with_fixtures()?;
    let ran = generate(&tree, r#"echo "$@" > arguments; echo "fixtures: 31 passed""#)?.expect(0);
    assert!(ran.stdout.contains(", 31 fixtures passed, "), "{}", ran.stdout);
    assert_eq!(
        tree.read("arguments")?,
        "test --package clouddb-tests --test it -- fixtures:: --nocapture\n",
        "cargo runs in the workspace's root"
    );
    Ok(())
}

#[test]
fn a_failing_fixture_is_shown_with_help() -> Outcome {
    let tree = Tree::new()?.with_fixtures()?;
    let ran = generate(&tree, "echo 'left: 1, right: 2'; exit 101")?.expect(1);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("left: 1, right: 2"), "{}", ran.stderr);
    assert!(ran.stderr.contains("help: the files are written"), "{}", ran.stderr);
    assert!(tree.path(OUTPUT).exists());

    // Success without a count is a failure: no test may have run.
    let ran = generate(&tree, "echo 'running 0 tests'")?.expect(1);
    assert!(ran.stderr.contains("did not say how many passed"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn missing_and_invalid_fixtures_are_reported_before_anything_is_compiled() -> Outcome {
    let tree = Tree::new()?.with_fixtures()?;
    tree.write(FIXTURES, r#"{"request": {}, "responses": {"full": {}, "empty": []}}"#)?;
    tree.write(&format!("{FIXTURES}~"), "{")?;
    tree.write("tests/fixtures/README.md", "Notes.")?;
    tree.write("tests/fixtures/tencent/demo/DescribeThngs.json", "{}")?;
    tree.write("tests/fixtures/tencent/demo/DescribeThings/full.request.json", "{}")?;
    tree.write("tests/fixtures/tencent/full.json", "{}")?;
    let ran = generate(&tree, "echo started > started")?.expect(1);
    for (path, message) in [
        ("tencent/full.json", "fixtures belong in `<provider>/<service>/<Operation>.json`"),
        ("tencent/demo/DescribeThings", "fixtures belong in `<provider>/<service>/<Operation>.json`"),
        ("tencent/demo/DescribeThngs.json", "no operation of this name has a spec"),
        ("tencent/demo/DescribeThings.json", "`request` is neither `requests` nor `responses`"),
        ("tencent/demo/DescribeThings.json", "`requests` is missing, an object of bodies by case"),
        ("tencent/demo/DescribeThings.json", "the case `empty` of `responses` is not an object"),
        ("tencent/demo/DescribeThings.json", "`responses` has no case `minimal`"),
        ("tencent/demo/DescribeThings.json", "an error response is missing"),
    ] {
        assert!(
            ran.stderr.contains(&format!("error: tests/fixtures/{path}: {message}")),
            "{path}\n{}",
            ran.stderr
        );
    }
    assert!(ran.stderr.contains("8 errors in the fixtures; nothing was compiled"), "{}", ran.stderr);
    assert!(!tree.path("started").exists());
    assert!(tree.path(OUTPUT).exists(), "the files are written all the same");

    tree.write(FIXTURES, "{\"requests\": {},}")?;
    let ran = generate(&tree, "echo started > started")?.expect(1);
    assert!(ran.stderr.contains("DescribeThings.json: is not JSON: trailing comma"), "{}", ran.stderr);
    fs::remove_file(tree.path(FIXTURES))?;
    let ran = generate(&tree, "echo started > started")?.expect(1);
    assert!(ran.stderr.contains("DescribeThings.json: this file of fixtures is missing"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn specs_that_are_not_finished_are_not_published() -> Outcome {
    let tree = Tree::generated()?;
    let publish = |tree: &Tree| -> Result<Ran, Box<dyn std::error::Error>> {
        tree.write("cargo", "#!/bin/sh\necho \"$@\" > arguments\n")?;
        fs::set_permissions(tree.path("cargo"), fs::Permissions::from_mode(0o755))?;
        Ok(ran(tree.command(["publish", "--dry-run"]).env("CARGO", tree.path("cargo"))))
    };
    publish(&tree)?.expect(0);
    assert_eq!(tree.read("arguments")?, "publish --locked --package clouddb --dry-run\n");
    fs::remove_file(tree.path("arguments"))?;

    tree.edit(crate::tree::SPEC, "doc: Things a page.", "doc: TODO.")?;
    tree.run(["generate", "--no-verify"]).expect(0);
    let ran = publish(&tree)?.expect(1);
    assert!(ran.stderr.contains("error[E0501]"), "{}", ran.stderr);
    assert!(!tree.path("arguments").exists());
    Ok(())
}
