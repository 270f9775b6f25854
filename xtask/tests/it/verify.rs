//! Verifying, with a script in cargo's place.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::tree::{OUTPUT, Outcome, Ran, Tree, ran};

fn generate(tree: &Tree, script: &str) -> Result<Ran, Box<dyn std::error::Error>> {
    tree.write("cargo", &format!("#!/bin/sh\n{script}\n"))?;
    fs::set_permissions(tree.path("cargo"), fs::Permissions::from_mode(0o755))?;
    Ok(ran(tree.command(["generate"]).env("CARGO", tree.path("cargo"))))
}

#[test]
fn the_fixtures_that_passed_are_counted() -> Outcome {
    let tree = Tree::new()?;
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
fn a_failing_fixture_is_shown_with_what_to_do() -> Outcome {
    let tree = Tree::new()?;
    let ran = generate(&tree, "echo 'left: 1, right: 2'; exit 101")?.expect(1);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("left: 1, right: 2"), "{}", ran.stderr);
    assert!(ran.stderr.contains("help: the files are written"), "{}", ran.stderr);
    assert!(tree.path(OUTPUT).exists());

    // Nothing that ran is nothing that passed.
    let ran = generate(&tree, "echo 'running 0 tests'")?.expect(1);
    assert!(ran.stderr.contains("did not say how many passed"), "{}", ran.stderr);
    Ok(())
}
