//! The walkthrough of README.md: its commands, run in a copy of the specs.
//!
//! `generate` runs with a script in place of cargo. That generated code compiles is proven by the golden crates, and
//! that cargo is started and its failure reported by the tests of `verify`.
#![cfg(unix)]

use std::error::Error;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::tree::{Outcome, Ran, ran};

/// The commands, each with its exit code and a part of its output.
const STEPS: &[(&str, i32, &str)] = &[
    ("docs check docs/walk/2025-12-03.txt", 0, "1 page: 1 agree"),
    ("docs check docs/walk/2026-11-16.txt", 1, "7 differences"),
    ("docs update docs/walk/2026-11-16.txt", 0, "7 differences applied"),
    ("generate", 0, "31 fixtures passed"),
    ("diff HEAD", 0, "verdict: minor"),
];

/// The files and folders that the commands read.
const PARTS: &[&str] = &["Cargo.toml", "README.md", "docs", "sdk", "specs", "tests/fixtures"];

const SPEC: &str = "specs/tencent/mongodb/describe_backup_download_task.yaml";
const GENERATED: &str = "sdk/src/generated/tencent/mongodb/describe_backup_download_task.rs";

#[test]
fn the_commands_of_the_readme_have_the_documented_results() -> Outcome {
    let clone = clone()?;
    let read = |path: &str| fs::read_to_string(clone.path().join(path));
    let commands = commands(&read("README.md")?)?;
    assert_eq!(commands.len(), STEPS.len(), "{commands:?}");
    for (command, (expected, code, part)) in commands.iter().zip(STEPS) {
        assert_eq!(command, expected);
        let ran = xtask(clone.path(), command)?.expect(*code);
        let output = format!("{}{}", ran.stdout, ran.stderr);
        assert!(output.contains(part), "cargo xtask {command}:\n{output}");
    }
    let generated = read(GENERATED)?;
    assert!(generated.contains("Check::Range(1, 200)"), "{generated}");

    // The newer page agrees now, and a second update changes nothing.
    xtask(clone.path(), "docs check docs/walk/2026-11-16.txt")?.expect(0);
    let before = read(SPEC)?;
    xtask(clone.path(), "docs update docs/walk/2026-11-16.txt")?.expect(0);
    assert_eq!(read(SPEC)?, before);
    Ok(())
}

/// The commands in the first block of the chapter, without `cargo xtask` and comments.
fn commands(readme: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (_, chapter) = readme.split_once("## When the documentation changes").ok_or("no chapter")?;
    let (_, block) = chapter.split_once("```console\n").ok_or("no block of commands")?;
    let (block, _) = block.split_once("```").ok_or("no end of the block")?;
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ cargo xtask "));
    Ok(commands.map(|line| line.split('#').next().unwrap_or(line).trim().to_owned()).collect())
}

fn xtask(root: &Path, command: &str) -> Result<Ran, Box<dyn Error>> {
    let cargo = root.join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho 'fixtures: 31 passed'\n")?;
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755))?;
    Ok(ran(Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--root")
        .arg(root)
        .args(command.split_whitespace())
        .current_dir(root)
        .env("CARGO", cargo)))
}

/// A clone of the project with one commit.
fn clone() -> Result<TempDir, Box<dyn Error>> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let clone = tempfile::tempdir()?;
    for part in PARTS {
        copy(&project.join(part), &clone.path().join(part))?;
    }
    for arguments in ["init -q", "add -A", "-c user.name=a -c user.email=a@example.com commit -q -m start"] {
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
