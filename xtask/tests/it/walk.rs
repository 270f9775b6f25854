//! The maintainer's walk, as the README has it: its own commands, run in a copy of the project.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::tree::{Outcome, Ran, ran};

/// What each command of the walk exits with, and some words that it says.
const STEPS: &[(&str, i32, &str)] = &[
    ("docs check docs/walk/2025-12-03.txt", 0, "1 page: 1 agree"),
    ("docs check docs/walk/2026-11-16.txt", 1, "7 differences"),
    ("docs update docs/walk/2026-11-16.txt", 0, "7 differences applied"),
    ("generate", 0, "fixtures passed"),
    ("diff HEAD", 0, "verdict: minor"),
];

/// What a maintainer's clone has, as far as the walk needs it.
const PARTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "codegen",
    "docs",
    "rustfmt.toml",
    "sdk",
    "specs",
    "tests",
    "xtask",
];

#[test]
fn the_readmes_walk_goes_as_it_says() -> Outcome {
    let clone = clone()?;
    let readme = fs::read_to_string(clone.path().join("README.md"))?;
    let commands = commands(&readme)?;
    assert_eq!(commands.len(), STEPS.len(), "{commands:?}");
    for (command, (wanted, code, says)) in commands.iter().zip(STEPS) {
        assert_eq!(command, wanted);
        let ran = xtask(clone.path(), command)?.expect(*code);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains(says), "cargo xtask {command}:\n{said}");
    }
    // What the walk promises beside: the newer page agrees now, and a second update has nothing to do.
    xtask(clone.path(), "docs check docs/walk/2026-11-16.txt")?.expect(0);
    let spec = "specs/tencent/mongodb/describe_backup_download_task.yaml";
    let before = fs::read_to_string(clone.path().join(spec))?;
    xtask(clone.path(), "docs update docs/walk/2026-11-16.txt")?.expect(0);
    assert_eq!(fs::read_to_string(clone.path().join(spec))?, before);
    Ok(())
}

/// Cargo tells packages apart by their place in the workspace, which is the same in the clone. Built alike, what
/// the clone makes of its changed specs would take the project's place in the folder of builds.
const OTHER_BUILDS: &str = "
[profile.dev.package.clouddb]
codegen-units = 200

[profile.dev.package.clouddb-tests]
codegen-units = 200
";

/// The commands of the chapter's first block, without `cargo xtask` and comments.
fn commands(readme: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (_, chapter) = readme.split_once("## When the documentation changes").ok_or("the chapter is gone")?;
    let (_, block) = chapter.split_once("```console\n").ok_or("the walk is gone")?;
    let (block, _) = block.split_once("```").ok_or("the walk has no end")?;
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ cargo xtask "));
    Ok(commands.map(|line| line.split('#').next().unwrap_or(line).trim().to_owned()).collect())
}

fn xtask(root: &Path, command: &str) -> Result<Ran, Box<dyn Error>> {
    // The dependencies are built already where this test was; the project itself is built again.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().ok_or("no target folder")?;
    Ok(ran(Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--root")
        .arg(root)
        .args(command.split_whitespace())
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")))
}

/// A clone of the project with one commit.
fn clone() -> Result<TempDir, Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let clone = tempfile::tempdir()?;
    for part in PARTS {
        copy(&project.join(part), &clone.path().join(part))?;
    }
    let manifest = clone.path().join("Cargo.toml");
    fs::write(&manifest, fs::read_to_string(&manifest)? + OTHER_BUILDS)?;
    for arguments in
        ["init -q", "add -A", "-c user.name=walk -c user.email=walk@example.com commit -q -m start"]
    {
        let status = Command::new("git").args(arguments.split(' ')).current_dir(clone.path()).status()?;
        assert!(status.success(), "git {arguments}");
    }
    Ok(clone)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != "target" {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
