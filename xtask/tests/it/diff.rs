use std::process::Command;

use crate::tree::{Outcome, Ran, SPEC, Tree, ran};

/// Runs git in the tree, without the user's settings.
fn git(tree: &Tree, arguments: &[&str]) -> Ran {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(tree.path("."));
    ran(isolate(&mut command).envs([
        ("GIT_AUTHOR_NAME", "A"),
        ("GIT_AUTHOR_EMAIL", "a@example.com"),
        ("GIT_COMMITTER_NAME", "A"),
        ("GIT_COMMITTER_EMAIL", "a@example.com"),
    ]))
    .expect(0)
}

/// Removes the influence of hooks and of the user's settings.
fn isolate(command: &mut Command) -> &mut Command {
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1")
}

fn diff(tree: &Tree, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    // Options end at `--`, so the root is first.
    command.arg("--root").arg(tree.path("")).arg("diff").args(arguments).current_dir(tree.path(""));
    ran(isolate(&mut command))
}

fn commit(tree: &Tree, tag: &str) {
    git(tree, &["add", "--all"]);
    git(tree, &["commit", "--quiet", "--allow-empty", "--message", tag]);
    git(tree, &["tag", tag]);
}

/// A tree whose state is committed as `v0.1.0`, with a version.
fn committed() -> Result<Tree, Box<dyn std::error::Error>> {
    let tree = Tree::new()?;
    tree.edit("sdk/Cargo.toml", "name = \"clouddb\"\n", "name = \"clouddb\"\nversion.workspace = true\n")?;
    tree.write("Cargo.toml", "[workspace.package]\nversion = \"0.1.0\"\n")?;
    git(&tree, &["init", "--quiet"]);
    commit(&tree, "v0.1.0");
    Ok(tree)
}

const REQUIRED: (&str, &str) = ("{type: int64, ", "{type: int64, required: true, ");

#[test]
fn a_state_is_compared_with_the_working_tree() -> Outcome {
    let tree = committed()?;
    let ran = diff(&tree, &["v0.1.0"]).expect(0);
    assert_eq!(ran.stdout, "nothing changed for callers between v0.1.0 and the working tree\n");

    tree.edit(SPEC, REQUIRED.0, REQUIRED.1)?;
    tree.edit(SPEC, "doc: Lists things.", "doc: Lists the things.")?;
    // Untracked files are part of the working tree.
    let other = tree.read(SPEC)?.replace("DescribeThings", "DescribeOthers");
    tree.write("specs/tencent/demo/describe_others.yaml", &other)?;
    let ran = diff(&tree, &["v0.1.0"]).expect(0);
    assert_eq!(
        ran.stdout,
        "\
specs of v0.1.0 -> the working tree

tencent demo
  DescribeOthers
    minor  Client::describe_others  was added: DescribeOthers
           A new method, which takes DescribeOthersRequest.
  DescribeThings
    major  DescribeThingsRequest::limit  is now required
           DescribeThingsRequest::new takes one more argument, limit; the setter is removed, and the field is a plain i64.
    patch  Client::describe_things       has other documentation: Lists things. -> Lists the things.
           Only documentation changes.

verdict: major (1 major, 1 minor, 1 patch)
version: 0.1.0 -> 0.2.0
"
    );
    assert_eq!(ran.stderr, "");
    Ok(())
}

#[test]
fn two_states_are_compared() -> Outcome {
    let tree = committed()?;
    tree.edit(SPEC, "1..=100", "1..=200")?;
    commit(&tree, "v0.1.1");
    tree.edit(SPEC, "1..=200", "1..=300")?;
    tree.edit("Cargo.toml", "0.1.0", "0.3.0")?;
    let forth = diff(&tree, &["v0.1.0", "v0.1.1"]).expect(0).stdout;
    assert!(
        forth.contains("minor  DescribeThingsRequest::limit  has a wider range: 1..=100 -> 1..=200\n"),
        "{forth}"
    );
    assert!(forth.ends_with("version: 0.1.0 -> 0.1.1\n"), "{forth}");
    let back = diff(&tree, &["v0.1.1", "v0.1.0"]).expect(0).stdout;
    assert!(
        back.contains("major  DescribeThingsRequest::limit  has a narrower range: 1..=200 -> 1..=100\n"),
        "{back}"
    );
    let raised = diff(&tree, &["HEAD"]).expect(0).stdout;
    assert!(raised.ends_with("version: 0.1.0 -> 0.3.0, as it is already\n"), "{raised}");
    Ok(())
}

#[test]
fn the_changelog_and_the_json_are_printed() -> Outcome {
    let tree = committed()?;
    let none = diff(&tree, &["v0.1.0", "--format", "changelog"]).expect(0);
    assert_eq!(none.stdout, "");
    assert!(none.stderr.contains("nothing changed for callers between v0.1.0 and the working tree"));

    tree.edit(SPEC, REQUIRED.0, REQUIRED.1)?;
    let text = diff(&tree, &["v0.1.0", "--format", "changelog"]).expect(0).stdout;
    assert!(
        text.starts_with(
            "### Changed\n\n- **Breaking** `tencent-demo`: `DescribeThingsRequest::limit` is now required. "
        ),
        "{text}"
    );

    let object: serde_json::Value =
        serde_json::from_str(&diff(&tree, &["v0.1.0", "--format", "json"]).expect(0).stdout)?;
    let commit = git(&tree, &["rev-parse", "HEAD"]).stdout;
    assert_eq!(object["from"], serde_json::json!({ "rev": "v0.1.0", "commit": commit.trim() }));
    assert_eq!(object["to"], serde_json::json!({ "rev": null, "commit": null }));
    assert_eq!([&object["verdict"], &object["current"], &object["next"]], ["major", "0.1.0", "0.2.0"]);
    assert_eq!(object["changes"][0]["item"], "DescribeThingsRequest::limit");
    Ok(())
}

#[test]
fn a_verdict_can_fail_a_build() -> Outcome {
    let tree = committed()?;
    diff(&tree, &["HEAD", "--fail-on", "patch"]).expect(0);
    tree.edit(SPEC, "1..=100", "1..=200")?;
    diff(&tree, &["HEAD"]).expect(0);
    diff(&tree, &["HEAD", "--fail-on", "major"]).expect(0);
    diff(&tree, &["HEAD", "--fail-on", "minor"]).expect(1);
    let ran = diff(&tree, &["HEAD", "--fail-on", "patch", "--format", "json"]).expect(1);
    assert!(ran.stdout.contains("\"minor\""), "{}", ran.stdout);
    Ok(())
}

#[test]
fn an_unreadable_state_is_reported() -> Outcome {
    let tree = committed()?;
    tree.edit(SPEC, "type: int64", "type: int46")?;
    commit(&tree, "broken");
    git(&tree, &["rm", "-r", "--quiet", "specs"]);
    commit(&tree, "empty");
    git(&tree, &["checkout", "--quiet", "v0.1.0"]);
    tree.edit(SPEC, "access: read", "acess: read")?;
    for (revs, parts) in [
        (&["nowhere"][..], &["git has no commit `nowhere`", "`git tag` list them"][..]),
        (&["HEAD:specs"], &["git has no commit `HEAD:specs`"]),
        (&["v0.1.0..broken"], &["git has no commit `v0.1.0..broken`", "cargo xtask diff OLD NEW"]),
        (&["--", "--output=stolen"], &["`--output=stolen` is not a valid revision"]),
        (&["v0.1.0", ""], &["`` is not a valid revision"]),
        (&["empty", "v0.1.0"], &["`empty` has no specs"]),
        (
            &["broken", "v0.1.0"],
            &[
                "broken:specs/tencent/demo/describe_things.yaml:7:",
                "the specs of `broken` do not load",
                "spec language",
            ],
        ),
        (
            &["v0.1.0"],
            &["specs/tencent/demo/describe_things.yaml:4:1", "the specs of the working tree have errors"],
        ),
    ] {
        let ran = diff(&tree, revs).expect(2);
        assert_eq!(ran.stdout, "", "{revs:?}");
        for part in parts {
            assert!(ran.stderr.contains(part), "{revs:?} does not say `{part}`:\n{}", ran.stderr);
        }
    }
    assert!(!tree.path("stolen").exists());
    diff(&tree, &[]).expect(2);
    Ok(())
}

#[test]
fn a_missing_state_of_a_shallow_clone_has_help() -> Outcome {
    let tree = committed()?;
    git(&tree, &["commit", "--quiet", "--allow-empty", "--message", "second"]);
    // A boundary at the newest commit is what makes a clone shallow.
    let newest = git(&tree, &["rev-parse", "HEAD"]).stdout;
    tree.write(".git/shallow", &newest)?;
    let ran = diff(&tree, &["HEAD~1"]).expect(2);
    assert!(ran.stderr.contains("this clone is shallow: `git fetch --tags --unshallow`"), "{}", ran.stderr);
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_of_another_state_are_not_followed() -> Outcome {
    let tree = committed()?;
    std::os::unix::fs::symlink("describe_things.yaml", tree.path("specs/tencent/demo/describe_others.yaml"))?;
    commit(&tree, "linked");
    let ran = diff(&tree, &["linked", "v0.1.0"]).expect(2);
    assert!(
        ran.stderr.contains("`specs/tencent/demo/describe_others.yaml` is a link in `linked`"),
        "{}",
        ran.stderr
    );
    Ok(())
}

#[test]
fn a_workspace_without_history_is_reported() -> Outcome {
    let tree = Tree::new()?;
    // The temporary folder may be in another repository.
    let mut command = tree.command(["diff", "HEAD"]);
    let ran =
        ran(isolate(&mut command).env("GIT_CEILING_DIRECTORIES", tree.path("..").canonicalize()?)).expect(2);
    assert!(ran.stderr.contains("cannot compare states"), "{}", ran.stderr);
    assert!(ran.stderr.contains("not a git repository"), "{}", ran.stderr);
    Ok(())
}

/// Files of editors are ignored as in the working tree, and names can have any characters.
#[test]
fn a_workspace_may_be_a_folder_of_its_repository() -> Outcome {
    let repository = committed()?;
    for path in ["specs/tencent/provider.yaml", "specs/tencent/demo/service.yaml", SPEC, "sdk/Cargo.toml"] {
        repository.write(&format!("packages/däta base/{path}"), &repository.read(path)?)?;
    }
    repository.write("packages/däta base/Cargo.toml", "[workspace.package]\nversion = \"1.4.2\"\n")?;
    repository.write("packages/däta base/specs/tencent/.notes.yaml", "not a spec")?;
    commit(&repository, "inside");
    repository.edit(&format!("packages/däta base/{SPEC}"), "1..=100", "1..=200")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let ran =
        ran(isolate(command.args(["diff", "inside", "--root"]).arg(repository.path("packages/däta base"))))
            .expect(0);
    assert!(ran.stdout.contains("minor  DescribeThingsRequest::limit  has a wider range"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("version: 1.4.2 -> 1.5.0\n"), "{}", ran.stdout);
    Ok(())
}

#[test]
fn colours_are_for_terminals() -> Outcome {
    let tree = committed()?;
    tree.edit(SPEC, REQUIRED.0, REQUIRED.1)?;
    let plain = diff(&tree, &["HEAD"]).expect(0);
    assert!(!plain.stdout.contains('\x1b'), "{}", plain.stdout);
    let mut command = tree.command(["diff", "HEAD"]);
    let painted = ran(isolate(&mut command).env("CLICOLOR_FORCE", "1")).expect(0);
    assert!(painted.stdout.contains("\x1b[31mmajor\x1b[0m"), "{}", painted.stdout);
    Ok(())
}

#[test]
fn without_a_state_the_last_release_is_the_old_one() -> Outcome {
    let tree = committed()?;
    tree.edit(SPEC, REQUIRED.0, REQUIRED.1)?;
    commit(&tree, "later");
    let ran = diff(&tree, &[]).expect(0);
    assert!(ran.stdout.starts_with("specs of v0.1.0 -> the working tree\n"), "{}", ran.stdout);
    commit(&tree, "v0.2.0");
    let ran = diff(&tree, &[]).expect(0);
    assert_eq!(ran.stdout, "nothing changed for callers between v0.2.0 and the working tree\n");

    git(&tree, &["tag", "--delete", "v0.1.0", "v0.2.0"]);
    let ran = diff(&tree, &[]).expect(2);
    assert!(ran.stderr.contains("there is no release to compare with"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`cargo xtask diff REV`"), "{}", ran.stderr);
    Ok(())
}
