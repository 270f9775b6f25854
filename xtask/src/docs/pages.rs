//! The pages that a command line names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use clouddb_codegen::page::{self, Facts, Unreadable};

use super::fetch::{Fetcher, is_url, shown};
use crate::terminal;

/// The endings of saved pages in a folder. A page that is named may have any.
const EXTENSIONS: &[&str] = &["txt", "md", "markdown", "html", "htm", "rst"];

/// The most bytes that are read of a file; more than any page has, so that the reader reports a larger one.
const MOST: u64 = 64 << 20;

/// A page and its facts.
pub(super) struct Page {
    /// As it was named.
    pub(super) name: String,
    /// The facts.
    pub(super) facts: Facts,
}

impl Page {
    /// Reports a note on stderr, with its location on the page.
    pub(super) fn report(&self, line: Option<u32>, text: &str) {
        let name = &self.name;
        let place = line.map_or_else(|| name.clone(), |line| format!("{name}:{line}"));
        terminal::raw(&format!("{place}: {text}\n"));
    }
}

/// A page that could not be read.
pub(super) struct Unread {
    /// As it was named.
    pub(super) name: String,
    /// The line, if it is about one.
    pub(super) line: Option<u32>,
    /// Why.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: Option<String>,
}

impl Unread {
    /// Why the page could not be read.
    pub(super) fn new(name: &str, message: impl Into<String>) -> Self {
        Self { name: shown(name), line: None, message: message.into(), help: None }
    }

    /// Reports the error on stderr.
    pub(super) fn report(&self) {
        let place = self.line.map_or_else(|| self.name.clone(), |line| format!("{}:{line}", self.name));
        terminal::error(&format!("{place}: {}", self.message));
        if let Some(help) = &self.help {
            terminal::help(help);
        }
    }
}

/// Reads all pages. Those that cannot be read are reported on stderr and counted.
pub(super) fn read(named: &[String]) -> (Vec<Page>, usize) {
    let (pages, unread) = read_with(named, &mut Fetcher::default());
    (pages, unread.len())
}

/// Like [`read`], with a fetcher for pages that are named by a URL.
pub(super) fn read_with(named: &[String], fetcher: &mut Fetcher) -> (Vec<Page>, Vec<Unread>) {
    let mut pages = Vec::new();
    let mut unread = Vec::new();
    for name in named {
        let files = match files(name) {
            Ok(files) => files,
            Err(message) => {
                unread.push(Unread::new(name, message));
                continue;
            }
        };
        for file in files {
            match read_page(&file, fetcher) {
                Ok(page) => pages.push(page),
                Err(error) => unread.push(error),
            }
        }
    }
    unread.iter().for_each(Unread::report);
    (pages, unread)
}

/// Reads one page: a file, the standard input, or a URL.
pub(super) fn read_page(name: &str, fetcher: &mut Fetcher) -> Result<Page, Unread> {
    let bytes = if is_url(name) {
        terminal::progress(&format!("Fetching {}", shown(name)));
        fetcher.get(name).map_err(|error| Unread { help: error.help, ..Unread::new(name, error.message) })?
    } else {
        load(name).map_err(|error| Unread::new(name, format!("cannot read the page: {error}")))?
    };
    let facts = page::read(&bytes).map_err(|Unreadable { line, message, help }| Unread {
        name: name.to_owned(),
        line,
        message,
        help,
    })?;
    Ok(Page { name: name.to_owned(), facts })
}

fn load(name: &str) -> io::Result<Vec<u8>> {
    let source: Box<dyn Read> = match name {
        "-" => Box::new(io::stdin()),
        name => Box::new(File::open(name)?),
    };
    let mut bytes = Vec::new();
    source.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of a name: itself, or the pages in the folder and its subfolders, sorted.
fn files(name: &str) -> Result<Vec<String>, String> {
    let path = Path::new(name);
    if name == "-" || is_url(name) || !path.is_dir() {
        return Ok(vec![name.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("cannot list the folder: {error}"))?;
        for entry in entries {
            let entry = entry.map_err(|error| format!("cannot list the folder: {error}"))?.path();
            if entry.is_dir() && !entry.is_symlink() {
                folders.push(entry);
            } else if entry.is_file() && is_page(&entry) {
                // A pipe is read only if it is named, since reading it can block.
                found.push(entry.display().to_string());
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err("the folder has no pages (*.txt, *.md, *.html, *.rst)".to_owned());
    }
    Ok(found)
}

fn is_page(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| EXTENSIONS.contains(&ending.as_str()))
}
