use crate::tree::{Outcome, SPEC, Tree};

#[test]
fn valid_specs_are_counted() -> Outcome {
    let tree = Tree::new()?;
    let ran = tree.run(["check"]).expect(0);
    assert_eq!(ran.stdout, "ok: 1 operation, 1 service, 1 provider\n");
    assert!(!tree.path("sdk/src/generated").exists());
    Ok(())
}

#[test]
fn only_the_errors_of_the_paths_are_reported() -> Outcome {
    let tree = Tree::new()?;
    tree.edit(SPEC, "type: int64", "type: int46")?;
    tree.run(["check"]).expect(2);
    tree.run(["check", SPEC]).expect(2);
    tree.run(["check", "specs/tencent/demo"]).expect(2);
    let ran = tree.run(["check", "specs/tencent/provider.yaml"]).expect(0);
    assert_eq!(ran.stdout, "ok: no error in these paths; 1 in others\n");
    let ran = tree.run(["check", "specs/nowhere"]).expect(2);
    assert!(ran.stderr.contains("specs/nowhere"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn unfinished_parts_are_warnings() -> Outcome {
    let tree = Tree::new()?;
    assert_eq!(tree.run(["check"]).expect(0).stderr, "");
    tree.edit(SPEC, "doc: Things a page.", "doc: TODO.")?;
    let ran = tree.run(["check"]).expect(0);
    assert!(ran.stderr.contains("warning[E0501]"), "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("{SPEC}:7:")), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 warning in the specs"), "{}", ran.stderr);
    assert_eq!(tree.run(["check", "specs/tencent/provider.yaml"]).expect(0).stderr, "");
    Ok(())
}
