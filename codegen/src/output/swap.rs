//! Writes a tree: builds the new tree, swaps it with the old one, and removes the old one.
//!
//! Where the system can exchange two folders atomically, there is a whole tree at every moment. Elsewhere it takes two
//! renames: a run that is killed between them leaves the old tree at its staging path, and the next run restores it
//! first.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::plan::{Change, Plan, plan};
use super::{Error, disk};
use crate::emit::Files;

/// Exchanges two folders atomically; returns whether it could.
pub(super) type Exchange = fn(&Path, &Path) -> bool;

/// Replaces the generated files in `dir` by `files`, keeps foreign files, and returns the changes.
///
/// Writes nothing without changes.
///
/// # Errors
///
/// Those of [`plan()`](super::plan()), and I/O errors; the old tree is then unchanged.
pub fn write(files: &Files, dir: &Path) -> Result<Plan, Error> {
    write_by(files, dir, exchange, &mut || {})
}

/// Like [`write()`], for tests: `step` is called between any two changes of the disk and can unwind. No destructor cleans
/// up, so the disk is in the state that a kill would leave.
pub(super) fn write_by(
    files: &Files,
    dir: &Path,
    exchange: Exchange,
    step: &mut dyn FnMut(),
) -> Result<Plan, Error> {
    let _lock = lock(dir);
    let staging = StagingPaths::for_folder(dir);
    staging.recover(dir)?;
    step();
    let plan = plan(files, dir)?;
    if plan.is_empty() {
        return Ok(plan);
    }
    refuse_read_only(dir)?;
    let swapped = build(&plan, dir, &staging.new, step).and_then(|()| {
        step();
        swap(dir, &staging, exchange, step)
    });
    if let Err(error) = swapped {
        // The first error is reported. The next run removes what cannot be removed now.
        let _ = staging.recover(dir);
        return Err(error);
    }
    step();
    staging.recover(dir)?;
    step();
    Ok(plan)
}

/// The temporary siblings of the folder, which are on the same file system.
struct StagingPaths {
    /// The new tree before the swap; the old tree after an exchange.
    new: PathBuf,
    /// The old tree between two renames.
    old: PathBuf,
}

impl StagingPaths {
    fn for_folder(dir: &Path) -> Self {
        Self { new: disk::staging_path(dir, "new"), old: disk::staging_path(dir, "old") }
    }

    /// Restores the tree of a run that was killed between two renames, and removes all leftovers.
    fn recover(&self, dir: &Path) -> Result<(), Error> {
        if dir.symlink_metadata().is_err() && self.old.is_dir() {
            fs::rename(&self.old, dir).map_err(Error::io("restore", dir))?;
        }
        disk::remove(&self.old)?;
        disk::remove(&self.new)
    }
}

/// Refuses to replace a read-only folder.
fn refuse_read_only(dir: &Path) -> Result<(), Error> {
    match fs::metadata(dir) {
        Ok(found) if found.permissions().readonly() => Err(Error::io("write", dir)(std::io::Error::new(
            std::io::ErrorKind::PermissionDenied,
            "it is read-only",
        ))),
        _ => Ok(()),
    }
}

/// Waits until no other run is writing. Returns `None` if the file system has no locks.
fn lock(dir: &Path) -> Option<File> {
    let folder = File::open(dir.parent()?).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Builds the new tree. Unchanged files are linked, so that they keep their modification times.
fn build(plan: &Plan, dir: &Path, new: &Path, step: &mut dyn FnMut()) -> Result<(), Error> {
    fs::create_dir_all(new).map_err(Error::io("create the folder", new))?;
    for (path, text) in &plan.files {
        match plan.changes().get(path) {
            Some(Change::Added { .. } | Change::Changed { .. }) => disk::write(&new.join(path), text)?,
            Some(Change::Removed { .. }) | None => disk::link_or_copy(&dir.join(path), &new.join(path))?,
        }
        step();
    }
    for path in &plan.foreign {
        disk::link_or_copy(&dir.join(path), &new.join(path))?;
    }
    match fs::metadata(dir) {
        Ok(old) => fs::set_permissions(new, old.permissions()).map_err(Error::io("write", new)),
        Err(_) => Ok(()),
    }
}

fn swap(dir: &Path, staging: &StagingPaths, exchange: Exchange, step: &mut dyn FnMut()) -> Result<(), Error> {
    if !dir.exists() {
        return fs::rename(&staging.new, dir).map_err(Error::io("write", dir));
    }
    if exchange(&staging.new, dir) {
        return Ok(());
    }
    fs::rename(dir, &staging.old).map_err(Error::io("replace", dir))?;
    step();
    fs::rename(&staging.new, dir).map_err(Error::io("replace", dir))
}

/// Exchanges two folders atomically, if the system and the file system support it.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(new: &Path, dir: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, dir, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_new: &Path, _dir: &Path) -> bool {
    false
}
