//! INI files: `[section]`s of `key = value` lines.

use std::collections::BTreeMap;

use crate::runtime::error::{Error, Result};
use crate::runtime::secret::Secret;

/// Whether a `#` after a blank within a line starts a comment. A line that starts with `#` or `;` always is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InlineComments {
    Kept,
    Removed,
}

/// The sections of a file. Names of keys are compared without regard to case, those of sections are not.
pub(crate) struct Ini {
    file: String,
    sections: BTreeMap<String, BTreeMap<String, Secret>>,
}

/// One section.
pub(crate) struct Section<'a> {
    ini: &'a Ini,
    name: &'a str,
    keys: &'a BTreeMap<String, Secret>,
}

impl Ini {
    /// Reads `text`, which came from `file`.
    ///
    /// # Errors
    ///
    /// What is no INI, by line. The error holds nothing of the text.
    pub(crate) fn parse(file: &str, text: &str, comments: InlineComments) -> Result<Self> {
        let mut sections: BTreeMap<String, BTreeMap<String, Secret>> = BTreeMap::new();
        let mut present = None;
        for (index, line) in text.lines().enumerate() {
            let refused =
                |why: &str| Error::credentials(format!("{file} is malformed: line {} {why}", index + 1));
            let line = match comments {
                InlineComments::Removed => without_comment(line),
                InlineComments::Kept => line,
            }
            .trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(rest) = line.strip_prefix('[') {
                let name = rest.strip_suffix(']').map(str::trim);
                let name = name.ok_or_else(|| refused("opens a section and does not close it"))?;
                if sections.insert(name.to_owned(), BTreeMap::new()).is_some() {
                    return Err(refused("repeats a section"));
                }
                present = Some(name.to_owned());
                continue;
            }
            let name = present.as_ref().ok_or_else(|| refused("stands before any section"))?;
            let (key, value) = line.split_once(['=', ':']).ok_or_else(|| refused("is no `key = value`"))?;
            let section = sections.entry(name.clone()).or_default();
            if section.insert(key.trim().to_ascii_lowercase(), value.trim().into()).is_some() {
                return Err(refused("repeats a key"));
            }
        }
        Ok(Self { file: file.to_owned(), sections })
    }

    /// The section `name`, if it is there.
    pub(crate) fn section<'a>(&'a self, name: &'a str) -> Option<Section<'a>> {
        self.sections.get(name).map(|keys| Section { ini: self, name, keys })
    }
}

impl Section<'_> {
    /// The value of `key`, if it is there and not empty.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(Secret::expose).filter(|value| !value.is_empty())
    }

    /// The value of `key`.
    ///
    /// # Errors
    ///
    /// That it is not there.
    pub(crate) fn need(&self, key: &str) -> Result<&str> {
        self.get(key).ok_or_else(|| {
            Error::credentials(format!("{} has no `{key}` in section [{}]", self.ini.file, self.name))
        })
    }
}

/// `#` starts a comment at the start of a line and after a blank, as in Python's `configparser`.
fn without_comment(line: &str) -> &str {
    let starts = |at: &usize| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    match line.match_indices('#').map(|(at, _)| at).find(starts) {
        Some(at) => &line[..at],
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Ini> {
        Ini::parse("file", text, InlineComments::Removed)
    }

    #[test]
    fn sections_keys_and_comments() {
        let text = "; x\n[a]\nKEY = 1 # one\nother:v#2\n\n[b c]\r\nempty=\r\nurl = x=y:z\r\n";
        let ini = parse(text).unwrap();
        let a = ini.section("a").unwrap();
        assert_eq!((a.get("key"), a.get("other")), (Some("1"), Some("v#2")));
        let b = ini.section("b c").unwrap();
        assert_eq!((b.get("empty"), b.get("url")), (None, Some("x=y:z")));
        assert!(ini.section("B C").is_none());
        let kept = Ini::parse("file", "[a]\nk = 1 # one", InlineComments::Kept).unwrap();
        assert_eq!(
            kept.section("a").unwrap().get("key").or(kept.section("a").unwrap().get("k")),
            Some("1 # one")
        );
    }

    #[test]
    fn what_is_no_ini_is_named_by_line_and_not_shown() {
        for (text, fault) in [
            ("fakeSecret0001", "line 1 stands before any section"),
            ("[a]\nfakeSecret0001", "line 2 is no `key = value`"),
            ("[a\n", "line 1 opens a section and does not close it"),
            ("[a]\nk=fakeSecret0001\nK=2", "line 3 repeats a key"),
            ("[a]\n[a]", "line 2 repeats a section"),
        ] {
            let error = parse(text).err().unwrap().to_string();
            assert!(error.contains(fault) && !error.contains("fakeSecret0001"), "{error}");
        }
        let missing = parse("[a]").unwrap().section("a").unwrap().need("k").unwrap_err();
        assert_eq!(missing.message(), "file has no `k` in section [a]");
    }
}
