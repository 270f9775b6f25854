//! The steps of `docs/docs-watch.yml`, run unchanged: in a tree of specs, with the web on the
//! loopback and a script in the place of GitHub's command line.
#![cfg(unix)]

use std::error::Error;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::docs_check::{PAGE, agreeing};
use crate::tree::{Outcome, Ran, Tree, ran};
use crate::web::{Web, text};

/// The script of a step.
fn script(step: &str) -> Result<String, Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/docs-watch.yml");
    let recipe = fs::read_to_string(file)?;
    let (_, rest) = recipe.split_once(&format!("- name: {step}\n")).ok_or("no such step")?;
    let (_, rest) = rest.split_once("run: |\n").ok_or("the step runs nothing")?;
    let lines = rest.lines().take_while(|line| line.is_empty() || line.starts_with("          "));
    Ok(lines.map(|line| format!("{}\n", line.trim_start_matches("          "))).collect())
}

/// Puts a program into the tree's own `bin`.
fn program(tree: &Tree, name: &str, script: &str) -> Outcome {
    tree.write(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"))?;
    fs::set_permissions(tree.path(&format!("bin/{name}")), fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// Runs a step as GitHub does: `bash -e`, in the checkout.
fn step(tree: &Tree, name: &str) -> Result<Ran, Box<dyn Error>> {
    let path = format!("{}:{}", tree.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", &script(name)?]).current_dir(tree.path("."));
    command.env("PATH", path).env("GITHUB_OUTPUT", tree.path("output"));
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    Ok(ran(&mut command))
}

/// A checkout whose pages are on `web`.
fn checkout(web: &Web) -> Result<Tree, Box<dyn Error>> {
    let tree = agreeing()?;
    let xtask = format!("{} --root {}", env!("CARGO_BIN_EXE_xtask"), tree.path(".").display());
    let fetch = format!(r#"case "$*" in *--fetch*) set -- "$@" --mirror {} --pause 0;; esac"#, web.address);
    program(&tree, "cargo", &format!("shift; {fetch}\nexec {xtask} \"$@\""))?;
    let gh = r#"echo "$@" >> gh.log
case "$1 $2" in
"issue list") cat open 2>/dev/null || true;;
"issue view") cat stands;;
"issue create" | "issue edit") cp body.md stands;;
esac"#;
    program(&tree, "gh", gh)?;
    Ok(tree)
}

#[test]
fn pages_that_agree_open_no_issue() -> Outcome {
    let tree = checkout(&Web::new(|_, _| text(PAGE))?)?;
    step(&tree, "Compare")?.expect(0);
    // The second step's condition is this code.
    assert_eq!(tree.read("output")?, "code=0\n");
    assert!(tree.read("report.txt")?.contains("1 agree"), "{}", tree.read("report.txt")?);
    assert!(tree.read("ages.txt")?.contains("DescribeThings"), "{}", tree.read("ages.txt")?);
    Ok(())
}

#[test]
fn pages_that_differ_open_one_issue_and_renew_it() -> Outcome {
    let changed = PAGE.replace("1-100", "1-200");
    assert_ne!(changed, PAGE, "the page has the range that is changed here");
    let tree = checkout(&Web::new(move |_, _| text(&changed))?)?;
    step(&tree, "Compare")?.expect(0);
    assert_eq!(tree.read("output")?, "code=1\n");

    step(&tree, "Write the issue")?.expect(0);
    let body = tree.read("body.md")?;
    assert!(body.contains("### What differs\n\n~~~~~~~~text\n") && body.contains("1..=200"), "{body}");
    assert!(!body.contains("### What could not be read"), "{body}");
    assert!(tree.read("gh.log")?.contains("issue create --title The documentation has changed"));

    tree.write("open", "7\n")?;
    step(&tree, "Write the issue")?.expect(0);
    let log = tree.read("gh.log")?;
    assert!(log.contains("issue edit 7 --body-file body.md"), "{log}");
    assert!(!log.contains("issue comment"), "the same findings: {log}");
    tree.write("faults.txt", "another one\n")?;
    step(&tree, "Write the issue")?.expect(0);
    assert!(tree.read("gh.log")?.contains("issue comment 7 "), "{}", tree.read("gh.log")?);
    Ok(())
}

#[test]
fn a_long_report_is_cut_between_lines() -> Outcome {
    let tree = checkout(&Web::new(|_, _| text(PAGE))?)?;
    let line = "字段 → …\n";
    tree.write("report.txt", &line.repeat(2000))?;
    tree.write("faults.txt", &"字".repeat(20_000))?;
    tree.write("ages.txt", "")?;
    step(&tree, "Write the issue")?.expect(0);
    let body = tree.read("body.md")?;
    assert!(body.len() < 40_000, "{}", body.len());
    assert!(body.contains(&format!("{line}(cut)\n~~~~~~~~\n")), "{}", &body[body.len() - 300..]);
    assert!(body.contains("### What could not be read\n\n~~~~~~~~text\n(cut)\n~~~~~~~~\n"), "{body}");
    Ok(())
}

#[test]
fn unreadable_pages_are_reported_in_the_issue() -> Outcome {
    let tree = checkout(&Web::new(|_, _| text("Sign in to your account. Password:"))?)?;
    step(&tree, "Compare")?.expect(0);
    assert_eq!(tree.read("output")?, "code=2\n");
    step(&tree, "Write the issue")?.expect(0);
    let body = tree.read("body.md")?;
    assert!(body.contains("### What could not be read\n"), "{body}");
    Ok(())
}
