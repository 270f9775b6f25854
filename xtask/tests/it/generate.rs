use std::fs;

use crate::tree::{OUTPUT, Outcome, SPEC, Tree};

#[test]
fn generated_files_are_up_to_date() -> Outcome {
    let tree = Tree::new()?;
    let ran = tree.run(["generate", "--no-verify"]).expect(0);
    assert!(ran.stdout.starts_with("1 operation, 2 types, files: 5 added, "), "{}", ran.stdout);
    assert_eq!(ran.stderr, "", "no progress without a terminal");
    assert!(tree.read(OUTPUT)?.contains("pub struct DescribeThingsRequest"));
    assert!(tree.read("specs/schema.json")?.contains("draft-07"));

    let ran = tree.run(["generate", "--check"]).expect(0);
    assert_eq!(ran.stdout, "5 generated files are up to date\n");
    let ran = tree.run(["generate", "--no-verify"]).expect(0);
    assert!(ran.stdout.contains(", no file changed, "), "{}", ran.stdout);
    Ok(())
}

#[test]
fn a_stale_file_is_shown_as_a_diff_and_not_changed() -> Outcome {
    let tree = Tree::generated()?;
    let before = tree.read(OUTPUT)?;
    tree.edit(SPEC, "1..=100", "1..=50")?;
    let ran = tree.run(["generate", "--check"]).expect(1);
    assert!(ran.stdout.contains(&format!("--- a/{OUTPUT}\n+++ b/{OUTPUT}\n")), "{}", ran.stdout);
    assert!(ran.stdout.contains("Check::Range(1, 50)"), "{}", ran.stdout);
    assert!(ran.stderr.contains("1 generated file is stale"), "{}", ran.stderr);
    assert!(ran.stderr.contains("cargo xtask generate"), "{}", ran.stderr);
    assert_eq!(tree.read(OUTPUT)?, before);

    let ran = tree.run(["generate", "--no-verify"]).expect(0);
    assert!(ran.stdout.contains("files: 1 changed, "), "{}", ran.stdout);
    tree.run(["generate", "--check"]).expect(0);
    Ok(())
}

#[test]
fn a_stale_schema_counts_as_stale() -> Outcome {
    let tree = Tree::generated()?;
    tree.write("specs/schema.json", "{}\n")?;
    let ran = tree.run(["generate", "--check"]).expect(1);
    assert!(ran.stdout.contains("--- a/specs/schema.json\n"), "{}", ran.stdout);
    Ok(())
}

#[test]
fn a_long_diff_is_cut() -> Outcome {
    let tree = Tree::new()?;
    let fields: String = (0..200).map(|n| format!("  Field{n}: {{type: string, doc: A field.}}\n")).collect();
    tree.edit(SPEC, "request:\n", &format!("request:\n{fields}"))?;
    let ran = tree.run(["generate", "--check"]).expect(1);
    assert_eq!(ran.stdout.lines().count(), 401);
    let last = ran.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with("… and ") && last.ends_with(" more lines"), "{last}");
    Ok(())
}

#[test]
fn an_invalid_spec_is_reported_and_nothing_is_written() -> Outcome {
    let tree = Tree::generated()?;
    let before = tree.read(OUTPUT)?;
    tree.edit(SPEC, "type: int64", "type: int46")?;
    for arguments in [&["generate", "--no-verify"][..], &["generate", "--check"], &["list"]] {
        let ran = tree.run(arguments).expect(2);
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert!(ran.stderr.contains("error[E"), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("{SPEC}:7:")), "{}", ran.stderr);
        assert!(ran.stderr.contains("int64"), "a suggestion: {}", ran.stderr);
        assert!(!ran.stderr.contains('\x1b'), "{}", ran.stderr);
    }
    assert_eq!(tree.read(OUTPUT)?, before);
    Ok(())
}

#[test]
fn the_file_of_a_removed_operation_is_removed() -> Outcome {
    let tree = Tree::generated()?;
    tree.write("sdk/src/generated/tencent/demo/notes.md", "mine")?;
    let other = tree.read(SPEC)?.replace("DescribeThings", "DescribeOthers");
    tree.write("specs/tencent/demo/describe_others.yaml", &other)?;
    fs::remove_file(tree.path(SPEC))?;
    let ran = tree.run(["generate", "--no-verify"]).expect(0);
    assert!(ran.stdout.contains("files: 1 added, 1 changed, 1 removed, "), "{}", ran.stdout);
    assert!(!tree.path(OUTPUT).exists());
    assert!(tree.path("sdk/src/generated/tencent/demo/describe_others.rs").exists());
    assert_eq!(tree.read("sdk/src/generated/tencent/demo/notes.md")?, "mine");
    Ok(())
}

#[test]
fn a_foreign_file_is_kept_and_reported() -> Outcome {
    let tree = Tree::new()?;
    tree.write(OUTPUT, "// by hand\n")?;
    for arguments in [["generate", "--no-verify"], ["generate", "--check"]] {
        let ran = tree.run(arguments).expect(2);
        assert!(ran.stderr.contains("`tencent/demo/describe_things.rs` is in the way"), "{}", ran.stderr);
    }
    assert_eq!(tree.read(OUTPUT)?, "// by hand\n");
    assert!(!tree.path("specs/schema.json").exists());
    Ok(())
}

#[test]
fn a_service_without_its_feature_is_refused_with_the_line_to_add() -> Outcome {
    let tree = Tree::new()?;
    tree.edit("sdk/Cargo.toml", "tencent-demo = [\"tencent\"]\nfull = [\"tencent-demo\"]", "full = []")?;
    let ran = tree.run(["generate", "--no-verify"]).expect(2);
    assert!(ran.stderr.contains("add: tencent-demo = [\"tencent\"]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("add \"tencent-demo\" to: full = […]"), "{}", ran.stderr);
    assert!(!tree.path("sdk/src/generated").exists());
    Ok(())
}

#[test]
fn colours_can_be_forced() -> Outcome {
    let tree = Tree::generated()?;
    tree.edit(SPEC, "1..=100", "1..=50")?;
    let ran = crate::tree::ran(tree.command(["generate", "--check"]).env("CLICOLOR_FORCE", "1")).expect(1);
    assert!(ran.stdout.contains('\x1b') && ran.stderr.contains('\x1b'));
    let mut plain = tree.command(["generate", "--check"]);
    let ran = crate::tree::ran(plain.env("CLICOLOR_FORCE", "0").env("NO_COLOR", "1")).expect(1);
    assert!(!ran.stdout.contains('\x1b') && !ran.stderr.contains('\x1b'));
    Ok(())
}

/// A draft can be tried, but neither passes `--check` nor can be published.
#[test]
fn specs_that_are_not_finished_are_generated_and_fail_the_check() -> Outcome {
    let tree = Tree::generated()?;
    let enumeration = "request:\n  Limit: {type: Limit, doc: Things a page.}\ntypes:\n  Limit: {doc: A limit., enum: int, values: [5]}\n";
    let spec = tree.read(SPEC)?;
    let (head, _) = spec.split_once("request:").ok_or("no request")?;
    for (unfinished, code) in
        [(format!("{head}{enumeration}"), "E0502"), (spec.replace("Things a page", "TODO"), "E0501")]
    {
        tree.write(SPEC, &unfinished)?;
        let ran = tree.run(["generate", "--no-verify"]).expect(0);
        assert!(ran.stderr.contains("1 place to complete"), "{}", ran.stderr);
        // A package contains no specs.
        let root = tree.read("sdk/src/generated/mod.rs")?;
        let guard = "include_bytes!(\"../../../specs/tencent/demo/describe_things.yaml\")";
        assert!(root.contains(guard), "{root}");
        assert!(tree.path("sdk/src/generated/../../../specs/tencent/demo/describe_things.yaml").is_file());

        let ran = tree.run(["generate", "--check"]).expect(1);
        assert_eq!(ran.stdout, "5 generated files are up to date\n");
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("--> {SPEC}:")), "{}", ran.stderr);
    }
    tree.write(SPEC, &spec)?;
    tree.run(["generate", "--no-verify"]).expect(0);
    assert!(!tree.read("sdk/src/generated/mod.rs")?.contains("include_bytes"));
    tree.run(["generate", "--check"]).expect(0);
    Ok(())
}

/// As git checks out with `core.autocrlf`.
#[test]
fn a_checkout_with_the_line_ends_of_windows_is_up_to_date() -> Outcome {
    let tree = Tree::generated()?;
    let files = ["specs/tencent/provider.yaml", "specs/tencent/demo/service.yaml", SPEC, "specs/schema.json"];
    let generated =
        ["", "tencent/", "tencent/demo/"].map(|folder| format!("sdk/src/generated/{folder}mod.rs"));
    for path in files.into_iter().chain([OUTPUT]).chain(generated.iter().map(String::as_str)) {
        tree.edit(path, "\n", "\r\n")?;
    }
    let ran = tree.run(["generate", "--check"]).expect(0);
    assert_eq!(ran.stdout, "5 generated files are up to date\n");
    Ok(())
}

/// Files that are compared byte by byte have the same bytes in every checkout.
#[test]
fn git_keeps_the_line_ends_of_compared_files() -> Outcome {
    let tree = Tree::generated()?;
    let attributes = concat!(env!("CARGO_MANIFEST_DIR"), "/../.gitattributes");
    fs::copy(attributes, tree.path(".gitattributes"))?;
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "core.autocrlf=true", "-c", "user.name=A", "-c", "user.email=a@example.com"]);
        command.args(arguments).current_dir(tree.path("."));
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        crate::tree::ran(&mut command).expect(0)
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "all"]);
    for path in [SPEC, OUTPUT, "specs/schema.json", "sdk/Cargo.toml"] {
        let before = tree.read(path)?;
        fs::remove_file(tree.path(path))?;
        git(&["checkout", "--", path]);
        assert_eq!(tree.read(path)?, before, "{path}");
    }
    Ok(())
}
