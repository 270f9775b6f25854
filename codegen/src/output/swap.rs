//! Writing: build the new tree, swap it in, drop the old one.
//!
//! Where the system can exchange two folders in one step, there is no instant without a whole tree.
//! Elsewhere two renames must do: a run that is killed between them leaves the old tree under its
//! hidden name, and the next run puts it back before it does anything else.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::plan::{Change, Plan, plan};
use super::{Error, disk};
use crate::emit::Files;

/// Exchanges two folders in one step, or says that this cannot be done.
pub(super) type Exchange = fn(&Path, &Path) -> bool;

/// Makes `dir` hold `files`, and what is not ours as it was; tells what that changed.
///
/// Nothing is touched when nothing would change.
///
/// # Errors
///
/// Those of [`plan()`](super::plan()), and when the file system refuses; the old tree is then as it was.
pub fn write(files: &Files, dir: &Path) -> Result<Plan, Error> {
    write_by(files, dir, exchange, &mut || {})
}

/// Like [`write()`]; `step` is called between any two changes of the disk, and may unwind there: nothing here cleans
/// up behind a run that was stopped but the next run, so a test sees what a kill would leave.
pub(super) fn write_by(
    files: &Files,
    dir: &Path,
    exchange: Exchange,
    step: &mut dyn FnMut(),
) -> Result<Plan, Error> {
    let _turn = take_turn(dir);
    let hidden = Hidden::beside(dir);
    hidden.recover(dir)?;
    step();
    let plan = plan(files, dir)?;
    if plan.is_empty() {
        return Ok(plan);
    }
    refuse_read_only(dir)?;
    let swapped = build(&plan, dir, &hidden.new, step).and_then(|()| {
        step();
        swap(dir, &hidden, exchange, step)
    });
    if let Err(fault) = swapped {
        // The fault is what matters; leftovers that resist go at the next start.
        let _ = hidden.recover(dir);
        return Err(fault);
    }
    step();
    hidden.recover(dir)?;
    step();
    Ok(plan)
}

/// The names that a run works under, in the same folder and so on the same file system.
pub(super) struct Hidden {
    /// The new tree until the swap; after an exchange, the old one.
    new: PathBuf,
    /// The old tree, between two renames.
    old: PathBuf,
}

impl Hidden {
    pub(super) fn beside(dir: &Path) -> Self {
        Self { new: disk::beside(dir, "new"), old: disk::beside(dir, "old") }
    }

    /// Where the tree is that holds now.
    pub(super) fn current(&self, dir: &Path) -> PathBuf {
        if self.left_aside(dir) { self.old.clone() } else { dir.to_owned() }
    }

    fn left_aside(&self, dir: &Path) -> bool {
        dir.symlink_metadata().is_err() && self.old.is_dir()
    }

    /// Puts the tree back that a killed run left aside, and removes all else that it left.
    fn recover(&self, dir: &Path) -> Result<(), Error> {
        if self.left_aside(dir) {
            fs::rename(&self.old, dir).map_err(Error::io("put back", dir))?;
        }
        disk::remove(&self.old)?;
        disk::remove(&self.new)
    }
}

/// A folder that says it is not to be written is not replaced by one that is.
fn refuse_read_only(dir: &Path) -> Result<(), Error> {
    match fs::metadata(dir) {
        Ok(found) if found.permissions().readonly() => Err(Error::io("write", dir)(std::io::Error::new(
            std::io::ErrorKind::PermissionDenied,
            "it is read-only",
        ))),
        _ => Ok(()),
    }
}

/// Waits until no other run is writing. Without locks on this file system the runs are on their own.
fn take_turn(dir: &Path) -> Option<File> {
    let folder = File::open(dir.parent()?).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Builds the tree: changed files anew, all others as the files that they are, so that their times stay.
fn build(plan: &Plan, dir: &Path, new: &Path, step: &mut dyn FnMut()) -> Result<(), Error> {
    fs::create_dir_all(new).map_err(Error::io("make the folder", new))?;
    for (path, text) in &plan.files {
        match plan.changes().get(path) {
            Some(Change::Added { .. } | Change::Changed { .. }) => disk::write(&new.join(path), text)?,
            Some(Change::Removed { .. }) | None => disk::carry(&dir.join(path), &new.join(path))?,
        }
        step();
    }
    for path in &plan.foreign {
        disk::carry(&dir.join(path), &new.join(path))?;
    }
    match fs::metadata(dir) {
        Ok(old) => fs::set_permissions(new, old.permissions()).map_err(Error::io("write", new)),
        Err(_) => Ok(()),
    }
}

fn swap(dir: &Path, hidden: &Hidden, exchange: Exchange, step: &mut dyn FnMut()) -> Result<(), Error> {
    if !dir.exists() {
        return fs::rename(&hidden.new, dir).map_err(Error::io("write", dir));
    }
    if exchange(&hidden.new, dir) {
        return Ok(());
    }
    fs::rename(dir, &hidden.old).map_err(Error::io("replace", dir))?;
    step();
    fs::rename(&hidden.new, dir).map_err(Error::io("replace", dir))
}

/// Exchanges two folders in one step, where system and file system can.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(new: &Path, dir: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, dir, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_new: &Path, _dir: &Path) -> bool {
    false
}
