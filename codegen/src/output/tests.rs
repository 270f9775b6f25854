use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use tempfile::TempDir;

use super::swap::{Exchange, exchange, write_by};
use super::{Error, compare_file, plan, write, write_file, write_files};
use crate::emit::{Files, HEADER};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Both ways to swap the trees.
const WAYS: [(&str, Exchange); 2] = [("exchange", exchange), ("renames", |_, _| false)];

fn generated(body: &str) -> String {
    format!("{HEADER}specs/x.yaml. Edit that file, not this one.\n{body}\n")
}

fn files(entries: &[(&str, &str)]) -> Files {
    entries.iter().map(|(path, body)| ((*path).to_owned(), generated(body))).collect()
}

fn old() -> Files {
    files(&[("mod.rs", "one"), ("a/mod.rs", "same"), ("a/gone.rs", "gone")])
}

fn new() -> Files {
    files(&[("mod.rs", "two"), ("a/mod.rs", "same"), ("b/fresh.rs", "fresh")])
}

/// The content of a folder: every path with its text.
fn contents(dir: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// A folder with the old tree and without siblings.
fn stage() -> Result<(TempDir, std::path::PathBuf), Box<dyn std::error::Error>> {
    let root = tempfile::tempdir()?;
    let dir = root.path().join("generated");
    write(&old(), &dir)?;
    Ok((root, dir))
}

fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_plan_has_added_changed_and_removed_files() -> Outcome {
    let (_root, dir) = stage()?;
    let plan = plan(&new(), &dir)?;
    let changed: Vec<_> = plan.changes().keys().map(String::as_str).collect();
    assert_eq!(changed, ["a/gone.rs", "b/fresh.rs", "mod.rs"]);
    assert_eq!(plan.unchanged(), 1);
    let diff = plan.diff("src");
    assert!(diff.contains("--- a/src/a/gone.rs\n+++ /dev/null\n"), "{diff}");
    assert!(diff.contains("--- /dev/null\n+++ b/src/b/fresh.rs\n"), "{diff}");
    assert!(diff.contains("-one\n+two\n"), "{diff}");
    assert_eq!(contents(&dir), old(), "a plan touches nothing");
    Ok(())
}

#[test]
fn writing_applies_the_plan() -> Outcome {
    for (way, exchange) in WAYS {
        let (root, dir) = stage()?;
        write_by(&new(), &dir, exchange, &mut || {})?;
        assert_eq!(contents(&dir), new(), "{way}");
        assert_eq!(names(root.path()), ["generated"], "{way}: no leftovers");
        assert!(plan(&new(), &dir)?.is_empty());
    }
    Ok(())
}

#[test]
fn a_kill_at_any_step_leaves_one_whole_tree_and_the_next_run_cleans_up() -> Outcome {
    // A foreign file is part of both trees.
    let with_notes = |mut files: Files| {
        files.insert("a/notes.txt".to_owned(), "mine".to_owned());
        files
    };
    let (before, after) = (with_notes(old()), with_notes(new()));
    for (way, exchange) in WAYS {
        let mut stops = 0;
        loop {
            let (root, dir) = stage()?;
            fs::write(dir.join("a/notes.txt"), "mine")?;
            let mut steps = 0;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                write_by(&new(), &dir, exchange, &mut || {
                    steps += 1;
                    if steps > stops {
                        resume_unwind(Box::new("killed"));
                    }
                })
            }));
            if outcome.is_ok() {
                break;
            }
            // Only between the two renames there is no tree; the next run restores it.
            let is_between_renames = way == "renames" && !dir.exists();
            let tree =
                contents(&if is_between_renames { root.path().join(".generated.old") } else { dir.clone() });
            assert!(tree == before || tree == after, "{way}, stopped at {stops}: {tree:#?}");

            write_by(&old(), &dir, exchange, &mut || {})?;
            assert_eq!(contents(&dir), before, "{way}, stopped at {stops}");
            assert_eq!(names(root.path()), ["generated"], "{way}, stopped at {stops}");
            stops += 1;
        }
        assert!(stops >= 7, "{way}: only {stops} places to stop at");
    }
    Ok(())
}

#[test]
fn an_error_leaves_the_old_tree() -> Outcome {
    let (root, dir) = stage()?;
    let mut steps = 0;
    let outcome = write_by(&new(), &dir, exchange, &mut || {
        steps += 1;
        if steps == 1 {
            // A folder with the path of the new `mod.rs` is an error.
            fs::create_dir_all(root.path().join(".generated.new/mod.rs")).unwrap();
        }
    });
    assert!(matches!(outcome, Err(Error::Io { .. })));
    assert_eq!(contents(&dir), old());
    assert_eq!(names(root.path()), ["generated"]);
    Ok(())
}

#[test]
fn nothing_is_written_without_changes() -> Outcome {
    let (_root, dir) = stage()?;
    let before = fs::metadata(&dir)?.modified()?;
    write(&old(), &dir)?;
    assert_eq!(fs::metadata(&dir)?.modified()?, before);
    Ok(())
}

#[test]
fn line_ends_of_windows_are_no_difference() -> Outcome {
    let (root, dir) = stage()?;
    let path = dir.join("a/mod.rs");
    let crlf = fs::read_to_string(&path)?.replace('\n', "\r\n");
    fs::write(&path, &crlf)?;
    assert!(plan(&old(), &dir)?.is_empty());
    let single = root.path().join("schema.json");
    fs::write(&single, "{\r\n}\r\n")?;
    assert!(compare_file(&single, "{\n}\n")?.is_none());
    // A change of another file does not change this one.
    write(&new(), &dir)?;
    assert_eq!(fs::read_to_string(&path)?, crlf);
    Ok(())
}

#[test]
fn unchanged_files_keep_their_times() -> Outcome {
    let (_root, dir) = stage()?;
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(dir.join("a/mod.rs"))?.set_modified(long_ago)?;
    write(&new(), &dir)?;
    assert_eq!(fs::metadata(dir.join("a/mod.rs"))?.modified()?, long_ago);
    Ok(())
}

#[test]
fn foreign_files_are_kept() -> Outcome {
    for (way, exchange) in WAYS {
        let (_root, dir) = stage()?;
        fs::write(dir.join("a/notes.txt"), "mine")?;
        fs::create_dir_all(dir.join("own"))?;
        fs::write(dir.join("own/binary"), [0xff, 0x00])?;
        write_by(&new(), &dir, exchange, &mut || {})?;
        assert_eq!(fs::read_to_string(dir.join("a/notes.txt"))?, "mine");
        assert_eq!(fs::read(dir.join("own/binary"))?, [0xff, 0x00]);
        assert!(!dir.join("a/gone.rs").exists(), "{way}");
    }
    Ok(())
}

#[test]
fn a_conflicting_foreign_file_is_reported() -> Outcome {
    let cases: [(&str, &str); 3] = [("b/fresh.rs", "b/fresh.rs"), ("b", "b"), ("mod.rs/inside", "mod.rs")];
    for (foreign, named) in cases {
        let root = tempfile::tempdir()?;
        let dir = root.path().join("generated");
        let path = dir.join(foreign);
        fs::create_dir_all(path.parent().ok_or("no parent")?)?;
        fs::write(&path, "mine")?;
        let error = plan(&new(), &dir).err().ok_or("no error")?;
        assert!(matches!(&error, Error::Foreign { path, .. } if path == named), "{error}");
        assert_eq!(fs::read_to_string(&path)?, "mine");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_never_followed() -> Outcome {
    use std::os::unix::fs::symlink;

    let (root, dir) = stage()?;
    let outside = root.path().join("outside");
    fs::create_dir(&outside)?;
    fs::write(outside.join("kept.rs"), generated("kept"))?;

    // Without a conflict: kept as a link.
    symlink(&outside, dir.join("link"))?;
    write(&new(), &dir)?;
    assert_eq!(fs::read_link(dir.join("link"))?, outside);
    assert!(outside.join("kept.rs").exists());

    // In place of a generated folder or of the whole tree: refused.
    symlink(&outside, dir.join("c"))?;
    let error = plan(&files(&[("c/mod.rs", "x")]), &dir).err().ok_or("no error")?;
    assert!(error.to_string().contains("`c` is in the way: a symbolic link"), "{error}");
    let link = root.path().join("other");
    symlink(&dir, &link)?;
    let error = plan(&new(), &link).err().ok_or("no error")?;
    assert!(error.to_string().contains("is a symbolic link"), "{error}");
    Ok(())
}

#[test]
fn a_read_only_folder_is_not_replaced() -> Outcome {
    let (root, dir) = stage()?;
    let before = fs::metadata(&dir)?.permissions();
    let mut read_only = before.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&dir, read_only)?;
    let outcome = write(&new(), &dir);
    let unchanged = write(&old(), &dir);
    fs::set_permissions(&dir, before)?;
    let error = outcome.err().ok_or("no error")?.to_string();
    assert!(error.contains("cannot write") && error.contains("generated`: it is read-only"), "{error}");
    assert!(unchanged.is_ok(), "nothing is written without changes");
    assert_eq!(contents(&dir), old());
    assert_eq!(names(root.path()), ["generated"]);
    Ok(())
}

#[test]
fn single_files_are_compared_and_written() -> Outcome {
    let root = tempfile::tempdir()?;
    let path = root.path().join("schema.json");
    assert!(compare_file(&path, "{}\n")?.is_some());
    write_file(&path, "{}\n")?;
    assert!(compare_file(&path, "{}\n")?.is_none());
    let change = compare_file(&path, "[]\n")?.ok_or("no change")?;
    assert!(change.diff("specs/schema.json").contains("-{}\n+[]\n"));
    assert_eq!(names(root.path()), ["schema.json"]);
    Ok(())
}

#[test]
fn a_single_file_is_replaced_without_leftovers() -> Outcome {
    let dir = TempDir::new()?;
    let path = dir.path().join("a.yaml");
    write_file(&path, "one")?;
    // An earlier run was killed.
    fs::write(dir.path().join(".a.yaml.new"), "left over, and longer")?;
    write_file(&path, "two")?;
    assert_eq!(fs::read_to_string(&path)?, "two");
    assert_eq!(fs::read_dir(dir.path())?.count(), 1);
    // A folder cannot be replaced, and its sibling is removed.
    let folder = dir.path().join("b");
    fs::create_dir_all(folder.join("inside"))?;
    assert!(write_file(&folder, "text").is_err());
    assert_eq!(fs::read_dir(dir.path())?.count(), 2);
    Ok(())
}

#[test]
fn a_read_only_file_is_not_replaced() -> Outcome {
    let dir = TempDir::new()?;
    let path = dir.path().join("a.yaml");
    fs::write(&path, "kept")?;
    let mut permissions = fs::metadata(&path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions)?;
    let message = write_file(&path, "new").unwrap_err().to_string();
    assert!(message.contains("a.yaml") && message.ends_with("it is read-only"), "{message}");
    assert_eq!(fs::read_to_string(&path)?, "kept");
    Ok(())
}

#[test]
fn several_files_are_written_all_or_none() -> Outcome {
    let dir = TempDir::new()?;
    let path = |name: &str| dir.path().join(name);
    fs::write(path("a"), "old")?;
    fs::create_dir(path("b"))?;
    let both = || [("a", "new"), ("b", "new")].map(|(name, text)| (path(name), text));
    assert!(write_files(both()).is_err(), "a folder is in the way");
    assert_eq!(
        (fs::read_to_string(path("a"))?.as_str(), names(dir.path())),
        ("old", vec!["a".to_owned(), "b".to_owned()])
    );
    fs::remove_dir(path("b"))?;
    write_files(both())?;
    assert_eq!(
        (fs::read_to_string(path("a"))?, fs::read_to_string(path("b"))?),
        ("new".into(), "new".into())
    );
    assert_eq!(names(dir.path()), ["a", "b"]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_and_permissions_of_a_single_file_are_kept() -> Outcome {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let dir = TempDir::new()?;
    let (file, link) = (dir.path().join("file"), dir.path().join("link"));
    fs::write(&file, "old")?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
    symlink("file", &link)?;
    write_file(&link, "new")?;
    assert!(fs::symlink_metadata(&link)?.is_symlink());
    assert_eq!(fs::read_to_string(&file)?, "new");
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    // A link at the path of the sibling is not written through.
    let victim = dir.path().join("victim");
    fs::write(&victim, "safe")?;
    symlink(&victim, dir.path().join(".file.new"))?;
    write_file(&file, "newer")?;
    assert_eq!(fs::read_to_string(&victim)?, "safe");
    assert!(!fs::symlink_metadata(&file)?.is_symlink());
    Ok(())
}
