//! Pages of our own writing in each layout, with our own sentences in them: `pages/<vendor>/<page>`, and the
//! facts on each in `<page>.expected.json`. A new page needs no code; `UPDATE=1` writes its facts, which
//! are then to be read with care.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::page::{self, Facts, Unreadable, to_json};

type Outcome = Result<(), Box<dyn Error>>;

/// A page, by its file.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    /// The file's name.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn read(&self) -> Result<Facts, Unreadable> {
        page::read(self.text.as_bytes())
    }

    /// Whether it is text as a browser copies it.
    pub(crate) fn is_copied(&self) -> bool {
        self.name.ends_with(".txt")
    }
}

/// The pages of a vendor, sorted by name.
pub(crate) fn of(vendor: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pages").join(vendor);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending != "json"));
    let mut pages: Vec<Page> = files
        .map(|path| Page {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: fs::read_to_string(&path).unwrap(),
            path,
        })
        .collect();
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(pages.len() > 10);
    pages
}

/// The text of one page.
pub(crate) fn text(vendor: &str, name: &str) -> String {
    let page = of(vendor).into_iter().find(|page| page.name == name);
    page.unwrap_or_else(|| panic!("no page {vendor}/{name}")).text
}

#[test]
fn the_facts_are_exactly_the_golden_ones() -> Outcome {
    let mut stale = Vec::new();
    for page in ["tencent", "alibaba", "huawei"].iter().flat_map(|vendor| of(vendor)) {
        let facts = page.read().map_err(|fault| format!("{}: {fault}", page.path.display()))?;
        let found = to_json(&facts);
        let golden = PathBuf::from(format!("{}.expected.json", page.path.display()));
        // Not as text: the order of members is that of whichever features `serde_json` is built with.
        let wanted = |golden| fs::read(golden).ok().and_then(|text| serde_json::from_slice(&text).ok());
        if wanted(&golden) != Some(found.clone()) && std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, format!("{found:#}\n"))?;
        }
        if wanted(&golden) != Some(found) {
            stale.push(page.path);
        }
    }
    assert!(stale.is_empty(), "not as golden; if it is meant, run this test with UPDATE=1: {stale:?}");
    Ok(())
}
