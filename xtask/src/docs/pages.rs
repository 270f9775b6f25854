//! The pages that a command line names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clouddb_codegen::page::{self, Facts, Unreadable};

use crate::terminal;

/// The endings of saved pages in a folder. A page that is named may have any.
const ENDINGS: &[&str] = &["txt", "md", "markdown", "html", "htm"];

/// What is read of a file at most: more than any page has, so that the reader tells that it is too large.
const MOST: u64 = 16 << 20;

/// A page and what it says.
pub(super) struct Page {
    /// As it was named.
    pub(super) name: String,
    /// What it says.
    pub(super) facts: Facts,
}

/// Reads all pages. Those that cannot be read are told on stderr and counted.
pub(super) fn read(named: &[String]) -> (Vec<Page>, usize) {
    let mut pages = Vec::new();
    let mut unread = 0;
    for name in named {
        let files = match files(name) {
            Ok(files) => files,
            Err(message) => {
                terminal::error(&format!("{name}: {message}"));
                unread += 1;
                continue;
            }
        };
        for file in files {
            match load(&file).and_then(|bytes| page::read(&bytes).map_err(|fault| told(&fault))) {
                Ok(facts) => pages.push(Page { name: file, facts }),
                Err((message, line, help)) => {
                    let place = line.map_or(file.clone(), |line| format!("{file}:{line}"));
                    terminal::error(&format!("{place}: {message}"));
                    if let Some(help) = help {
                        terminal::help(&help);
                    }
                    unread += 1;
                }
            }
        }
    }
    (pages, unread)
}

type Fault = (String, Option<u32>, Option<String>);

fn told(fault: &Unreadable) -> Fault {
    (fault.message.clone(), fault.line, fault.help.clone())
}

fn load(name: &str) -> Result<Vec<u8>, Fault> {
    let source: io::Result<Box<dyn Read>> = match name {
        "-" => Ok(Box::new(io::stdin())),
        name => File::open(name).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let mut bytes = Vec::new();
    source
        .and_then(|source| source.take(MOST).read_to_end(&mut bytes))
        .map(|_| bytes)
        .map_err(|fault| (format!("cannot read the page: {fault}"), None, None))
}

/// The files that a name stands for: itself, or the pages in the folder and below, sorted.
fn files(name: &str) -> Result<Vec<String>, String> {
    let path = Path::new(name);
    if name == "-" || !path.is_dir() {
        return Ok(vec![name.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|fault| format!("cannot list the folder: {fault}"))?;
        for entry in entries {
            let entry = entry.map_err(|fault| format!("cannot list the folder: {fault}"))?.path();
            if entry.is_dir() && !entry.is_symlink() {
                folders.push(entry);
            } else if is_page(&entry) {
                found.push(entry.display().to_string());
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err("the folder has no pages (*.txt, *.md, *.html)".to_owned());
    }
    Ok(found)
}

fn is_page(path: &PathBuf) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
