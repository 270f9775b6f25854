//! Reads files of another state of the repository through git.
//!
//! Git is started with arguments, not through a shell. The given revision is resolved to a commit hash first; later
//! calls use only the hash.

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
    /// The revision as given.
    pub(crate) rev: String,
    /// The hash of the commit.
    pub(crate) commit: String,
}

impl<'w> State<'w> {
    /// The commit that `rev` names in the repository of the workspace at `root`.
    pub(crate) fn find(root: &'w Path, rev: &str) -> Result<Self, Failure> {
        if rev.starts_with('-') || rev.is_empty() {
            // Git would read it as an option; no branch or tag has such a name.
            return Err(Failure::Message(format!("`{rev}` is not a valid revision")));
        }
        let place = git(root, &["rev-parse", "--show-prefix"])?;
        if !place.status.success() {
            return Err(Failure::Message(format!(
                "cannot compare states of the workspace: git reports: {}",
                error_line(&place)
            )));
        }
        let prefix = text(&place.stdout).trim_end_matches(['\r', '\n']).to_owned();
        let found = git(root, &["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")])?;
        let commit = text(&found.stdout).trim().to_owned();
        if !found.status.success() || !is_hash(&commit) {
            return Err(unknown_revision(root, rev));
        }
        Ok(Self { root, prefix, rev: rev.to_owned(), commit })
    }

    /// All files below `folder`, by relative path; empty if there is no such folder.
    pub(crate) fn files(&self, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let folder_path = format!("{}{folder}", self.prefix);
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", &self.commit, "--", &folder_path];
        let listed = self.require_success(git(self.root, &arguments)?)?;
        let mut files = Vec::new();
        for entry in listed.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = text(entry);
            // `100644 blob <hash>\t<path>`
            let Some((head, path)) = entry.split_once('\t') else { continue };
            let Some(path) = path.strip_prefix(&folder_path).and_then(|path| path.strip_prefix('/')) else {
                continue;
            };
            let [mode, "blob", hash] = *head.split(' ').collect::<Vec<_>>() else { continue };
            if mode == "120000" {
                return Err(Failure::Message(format!(
                    "`{folder}/{path}` is a link in `{}`; links are not followed in other states",
                    self.rev
                )));
            }
            files.push((path.to_owned(), hash.to_owned()));
        }
        let hashes: Vec<&str> = files.iter().map(|(_, hash)| hash.as_str()).collect();
        let contents = self.contents(&hashes)?;
        Ok(files.into_iter().map(|(path, _)| path).zip(contents).collect())
    }

    /// One file, if it exists.
    pub(crate) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let object = format!("{}:{}{path}", self.commit, self.prefix);
        let found = git(self.root, &["cat-file", "blob", &object])?;
        Ok(found.status.success().then_some(found.stdout))
    }

    /// The contents of files by their hashes, read by one process.
    fn contents(&self, hashes: &[&str]) -> Result<Vec<Vec<u8>>, Failure> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = command(self.root, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| cannot_start(&error))?;
        let input = child.stdin.take();
        let output = thread::scope(|scope| {
            // Git writes while it reads. Writing all input first could block both processes.
            scope.spawn(move || {
                if let Some(mut input) = input {
                    // If git has exited, its exit code shows the error.
                    let _ = input.write_all((hashes.join("\n") + "\n").as_bytes());
                }
            });
            child.wait_with_output()
        });
        let output = self.require_success(output.map_err(|error| cannot_start(&error))?)?;
        parse_batch(&output.stdout, hashes.len())
            .ok_or_else(|| Failure::Message(format!("git did not return the files of `{}`", self.rev)))
    }

    fn require_success(&self, output: Output) -> Result<Output, Failure> {
        if output.status.success() {
            return Ok(output);
        }
        let error_line = error_line(&output);
        Err(Failure::Message(format!("cannot read the files of `{}`: git reports: {error_line}", self.rev)))
    }
}

/// The tag of the last release before the current commit: the nearest tag that is a version.
pub(crate) fn last_release(root: &Path) -> Result<String, Failure> {
    let arguments = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
    let found = git(root, &arguments)?;
    let tag = text(&found.stdout).trim().to_owned();
    if found.status.success() && !tag.is_empty() {
        return Ok(tag);
    }
    Err(Failure::Message(format!(
        "there is no release to compare with: no tag such as `v0.1.0` is an ancestor of this state (git reports: {}); give a \
         commit, a branch or a tag: `cargo xtask diff REV`",
        error_line(&found)
    )))
}

/// Parses the output of `git cat-file --batch`: for each file `<hash> blob <size>\n<content>\n`.
fn parse_batch(mut output: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::with_capacity(count);
    for _ in 0..count {
        let end = output.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = output.split_at(end);
        let size: usize = text(head).rsplit(' ').next()?.parse().ok()?;
        let rest = rest.get(1..)?;
        contents.push(rest.get(..size)?.to_vec());
        output = rest.get(size..)?.strip_prefix(b"\n")?;
    }
    Some(contents)
}

fn unknown_revision(root: &Path, rev: &str) -> Failure {
    let is_shallow = || {
        let output = git(root, &["rev-parse", "--is-shallow-repository"]).ok();
        output.is_some_and(|output| text(&output.stdout).trim() == "true")
    };
    let help = if rev.contains("..") {
        "give two arguments: `cargo xtask diff OLD NEW`"
    } else if is_shallow() {
        "this clone is shallow: `git fetch --tags --unshallow` fetches the missing commits"
    } else {
        "give a commit, a branch or a tag: `git log --oneline` and `git tag` list them"
    };
    Failure::Message(format!("git has no commit `{rev}`; {help}"))
}

/// Whether `text` is an object hash, SHA-1 or SHA-256.
fn is_hash(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // Git must neither ask for a password nor start a pager.
    command.arg("--no-pager").args(arguments).current_dir(root).env("GIT_TERMINAL_PROMPT", "0");
    command.stdin(Stdio::null());
    command
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    command(root, arguments).output().map_err(|error| cannot_start(&error))
}

fn cannot_start(error: &io::Error) -> Failure {
    Failure::Message(format!("cannot start git: {error}"))
}

/// The most useful line of stderr, without the prefix `fatal: `.
fn error_line(output: &Output) -> String {
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
    use super::parse_batch;

    #[test]
    fn files_with_any_content_are_parsed() {
        let output = b"aa blob 3\na\nb\nbb blob 0\n\n";
        assert_eq!(parse_batch(output, 2), Some(vec![b"a\nb".to_vec(), Vec::new()]));
        for broken in [&b"aa missing\n"[..], b"aa blob 9\nshort\n", b"aa blob 1\nab", b"", b"aa blob 1"] {
            assert_eq!(parse_batch(broken, 1), None, "{}", String::from_utf8_lossy(broken));
        }
    }
}
