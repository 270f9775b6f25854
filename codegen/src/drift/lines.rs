//! Where the words of the specs stand: a model has no lines.

use std::collections::BTreeMap;

use super::contract::Place;
use crate::diagnostics::{Diagnostics, Sources};
use crate::spec::Files;
use crate::spec::yaml::{self, Node, NodeKind};

/// Between the keys of a path; no key has it.
const BETWEEN: char = '\n';

/// The lines of all keys of all spec files.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    files: BTreeMap<String, File>,
}

#[derive(Clone, Debug)]
struct File {
    shown: String,
    lines: BTreeMap<String, u32>,
}

impl Lines {
    /// The lines of the files that a model was made of.
    pub fn of(files: &Files) -> Self {
        let mut lines = Self::default();
        for (path, shown, text) in files.texts().filter(|(path, ..)| path.ends_with(".yaml")) {
            let mut sources = Sources::default();
            let id = sources.add(shown.clone(), Some(text.to_owned()));
            let mut file = File { shown, lines: BTreeMap::new() };
            // Faults were told when the model was made.
            if let Some(root) = yaml::parse(id, text, &mut Diagnostics::default()) {
                file.take(&root, "", &sources);
            }
            lines.files.insert(path.to_owned(), file);
        }
        lines
    }

    /// Whether the file (relative to the specs' root) has the key at this path of keys.
    pub fn has(&self, source: &str, keys: &[&str]) -> bool {
        self.files.get(source).is_some_and(|file| file.lines.contains_key(&joined(keys)))
    }

    /// Where the key at this path of keys stands, or else the nearest that it would stand in.
    pub fn at(&self, source: &str, keys: &[&str]) -> Place {
        let Some(file) = self.files.get(source) else {
            return Place { file: source.to_owned(), line: 1 };
        };
        let line = (1..=keys.len()).rev().find_map(|count| {
            let keys = keys.get(..count)?;
            file.lines.get(&joined(keys)).copied()
        });
        Place { file: file.shown.clone(), line: line.unwrap_or(1) }
    }
}

impl File {
    fn take(&mut self, node: &Node, path: &str, sources: &Sources) {
        let below = |key: &str| match path {
            "" => key.to_owned(),
            _ => format!("{path}{BETWEEN}{key}"),
        };
        match &node.kind {
            NodeKind::Map { .. } => {
                for entry in node.unique_entries() {
                    let path = below(&entry.key.value);
                    self.put(path.clone(), sources.position(entry.key.span).0);
                    self.take(&entry.value, &path, sources);
                }
            }
            NodeKind::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let path = below(&at.to_string());
                    self.put(path.clone(), sources.position(item.span).0);
                    self.take(item, &path, sources);
                }
            }
            NodeKind::Scalar { .. } => {}
        }
    }

    fn put(&mut self, path: String, line: usize) {
        self.lines.insert(path, u32::try_from(line).unwrap_or(u32::MAX));
    }
}

fn joined(keys: &[&str]) -> String {
    keys.join(&BETWEEN.to_string())
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::spec::Files;

    #[test]
    fn keys_are_found_or_what_they_would_stand_in() {
        let text = "operation: A\nrequest:\n  Limit: {type: int64, default: 1}\n  Long:\n    type: string\n\
                    accept:\n  - {difference: host}\n  - {difference: rate}\n";
        let path = "tencent/demo/a.yaml";
        let lines = Lines::of(&Files::from_memory("specs", [(path.to_owned(), text.as_bytes().to_vec())]));
        let at = |keys: &[&str]| lines.at(path, keys).line;
        assert_eq!(at(&["request", "Limit", "default"]), 3);
        assert_eq!(at(&["request", "Long", "type"]), 5);
        assert_eq!(at(&["request", "Other"]), 2);
        assert_eq!(at(&["accept", "1"]), 8);
        assert_eq!(at(&["response"]), 1);
        assert_eq!(lines.at(path, &["request"]).file, "specs/tencent/demo/a.yaml");
        assert!(lines.has(path, &["request", "Long"]) && !lines.has(path, &["request", "Other"]));
    }
}
