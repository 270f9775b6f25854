//! Files of another state of the repository, read through git itself.
//!
//! Git is started as a program with arguments, never through a shell. What a person typed is turned into the
//! number of a commit first; every later call gets that number alone.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::outcome::Failure;

/// One state of the repository.
pub(crate) struct State<'w> {
    root: &'w Path,
    /// Where the workspace is in the repository: empty, or a path that ends with `/`.
    prefix: String,
    /// As it was asked for.
    pub(crate) rev: String,
    /// The commit's number.
    pub(crate) commit: String,
}

impl<'w> State<'w> {
    /// The commit that `rev` names in the repository of the workspace at `root`.
    pub(crate) fn find(root: &'w Path, rev: &str) -> Result<Self, Failure> {
        if rev.starts_with('-') || rev.is_empty() {
            // Git would take it for an option; no branch and no tag can be called so.
            return Err(Failure::Message(format!("`{rev}` cannot name a state of the repository")));
        }
        let place = git(root, &["rev-parse", "--show-prefix"])?;
        if !place.status.success() {
            return Err(Failure::Message(format!(
                "the workspace has no states to compare; git says: {}",
                said(&place)
            )));
        }
        let prefix = text(&place.stdout).trim_end_matches(['\r', '\n']).to_owned();
        let found = git(root, &["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")])?;
        let commit = text(&found.stdout).trim().to_owned();
        if !found.status.success() || !is_number(&commit) {
            return Err(unknown(root, rev));
        }
        Ok(Self { root, prefix, rev: rev.to_owned(), commit })
    }

    /// All files below `folder`, by their paths in it; none when there is no such folder.
    pub(crate) fn files(&self, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let below = format!("{}{folder}", self.prefix);
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", &self.commit, "--", &below];
        let listed = self.succeeded(git(self.root, &arguments)?)?;
        let mut files = Vec::new();
        for entry in listed.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = text(entry);
            // `100644 blob <number>\t<path>`
            let Some((head, path)) = entry.split_once('\t') else { continue };
            let Some(path) = path.strip_prefix(&below).and_then(|path| path.strip_prefix('/')) else {
                continue;
            };
            let [mode, "blob", number] = *head.split(' ').collect::<Vec<_>>() else { continue };
            if mode == "120000" {
                return Err(Failure::Message(format!(
                    "`{folder}/{path}` is a link in `{}`; links are not followed into other states",
                    self.rev
                )));
            }
            files.push((path.to_owned(), number.to_owned()));
        }
        let numbers: Vec<&str> = files.iter().map(|(_, number)| number.as_str()).collect();
        let contents = self.contents(&numbers)?;
        Ok(files.into_iter().map(|(path, _)| path).zip(contents).collect())
    }

    /// One file, if it is there.
    pub(crate) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let object = format!("{}:{}{path}", self.commit, self.prefix);
        let found = git(self.root, &["cat-file", "blob", &object])?;
        Ok(found.status.success().then_some(found.stdout))
    }

    /// The contents of files by their numbers, with one process for all of them.
    fn contents(&self, numbers: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = command(self.root, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|fault| cannot_start(&fault))?;
        let input = child.stdin.take();
        let output = thread::scope(|scope| {
            // Git answers while it is asked: whoever asked first and read then would wait for ever.
            scope.spawn(move || {
                if let Some(mut input) = input {
                    // A git that has gone is noticed by its exit code.
                    let _ = input.write_all((numbers.join("\n") + "\n").as_bytes());
                }
            });
            child.wait_with_output()
        });
        let output = self.succeeded(output.map_err(|fault| cannot_start(&fault))?)?;
        batch(&output.stdout, numbers.len())
            .ok_or_else(|| Failure::Message(format!("git does not give the files of `{}`", self.rev)))
    }

    fn succeeded(&self, output: Output) -> Result<Output, Failure> {
        if output.status.success() {
            return Ok(output);
        }
        let said = said(&output);
        Err(Failure::Message(format!("cannot read the files of `{}`; git says: {said}", self.rev)))
    }
}

/// The tag of the last release before the state that is checked out: the nearest one that is a version.
pub(crate) fn last_release(root: &Path) -> Result<String, Failure> {
    let arguments = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
    let found = git(root, &arguments)?;
    let tag = text(&found.stdout).trim().to_owned();
    if found.status.success() && !tag.is_empty() {
        return Ok(tag);
    }
    Err(Failure::Message(format!(
        "there is no release to compare with: no tag such as `v0.1.0` leads to this state (git says: {}); give a \
         commit, a branch or a tag: `cargo xtask diff REV`",
        said(&found)
    )))
}

/// The answer of `git cat-file --batch`: for each file `<number> blob <size>\n<content>\n`.
fn batch(mut answer: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::with_capacity(count);
    for _ in 0..count {
        let end = answer.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = answer.split_at(end);
        let size: usize = text(head).rsplit(' ').next()?.parse().ok()?;
        let rest = rest.get(1..)?;
        contents.push(rest.get(..size)?.to_vec());
        answer = rest.get(size..)?.strip_prefix(b"\n")?;
    }
    Some(contents)
}

fn unknown(root: &Path, rev: &str) -> Failure {
    let is_shallow = || {
        let answer = git(root, &["rev-parse", "--is-shallow-repository"]).ok();
        answer.is_some_and(|answer| text(&answer.stdout).trim() == "true")
    };
    let help = if rev.contains("..") {
        "give the two states apart: `cargo xtask diff OLD NEW`"
    } else if is_shallow() {
        "this clone is shallow: `git fetch --tags --unshallow` brings what is missing"
    } else {
        "give a commit, a branch or a tag: `git log --oneline` and `git tag` list them"
    };
    Failure::Message(format!("git knows no commit `{rev}`; {help}"))
}

/// Whether `text` is the number of an object, SHA-1 or SHA-256.
fn is_number(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // Nobody is there to be asked for a password or shown pages.
    command.arg("--no-pager").args(arguments).current_dir(root).env("GIT_TERMINAL_PROMPT", "0");
    command.stdin(Stdio::null());
    command
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    command(root, arguments).output().map_err(|fault| cannot_start(&fault))
}

fn cannot_start(fault: &io::Error) -> Failure {
    Failure::Message(format!("cannot start git: {fault}"))
}

/// The line of stderr that tells most, without git's own mark.
fn said(output: &Output) -> String {
    let text = text(&output.stderr);
    let line = text.lines().find(|line| line.starts_with("fatal: ")).or_else(|| text.lines().next());
    line.map(|line| line.trim_start_matches("fatal: ").to_owned())
        .unwrap_or_else(|| output.status.to_string())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::batch;

    #[test]
    fn files_of_any_content_come_out_of_an_answer() {
        let answer = b"aa blob 3\na\nb\nbb blob 0\n\n";
        assert_eq!(batch(answer, 2), Some(vec![b"a\nb".to_vec(), Vec::new()]));
        for broken in [&b"aa missing\n"[..], b"aa blob 9\nshort\n", b"aa blob 1\nab", b"", b"aa blob 1"] {
            assert_eq!(batch(broken, 1), None, "{}", String::from_utf8_lossy(broken));
        }
    }
}
