//! The response that a page shows: evidence for which words are names and which field holds which.
//! Saved copies lose lines of it; then the indentation of what is left still tells.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::page::facts::Example;

/// An object of the sample, with the entries of a list laid over each other.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) fields: BTreeMap<String, Shape>,
}

impl Shape {
    /// The shape that a table without rows for the objects around lists describes: some pages leave out
    /// `Backup` in `Backups: {Backup: […]}` and give its fields to `Backups`.
    pub(super) fn without_wrappers(&self, has_row: &impl Fn(&str) -> bool) -> Self {
        let bare = |name: &String, shape: &Self| {
            let mut shape = shape.without_wrappers(has_row);
            let wrapped = shape.fields.len() == 1 && shape.fields.iter().all(|(name, _)| !has_row(name));
            if let Some((_, inner)) = wrapped.then(|| shape.fields.pop_first()).flatten() {
                shape = inner;
            }
            (name.clone(), shape)
        };
        Self { fields: self.fields.iter().map(|(name, shape)| bare(name, shape)).collect() }
    }

    /// Whether a field of that name is anywhere inside.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name) || self.fields.values().any(|shape| shape.has(name))
    }

    /// How many of its fields, at any depth, have that name.
    pub(super) fn count(&self, name: &str) -> usize {
        let one = |(field, shape): (&String, &Self)| usize::from(field == name) + shape.count(name);
        self.fields.iter().map(one).sum()
    }

    fn merge(&mut self, other: Self) {
        for (name, shape) in other.fields {
            self.fields.entry(name).or_default().merge(shape);
        }
    }
}

/// A response that the page shows.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// Its fields; none when the page shows none.
    pub(super) root: Shape,
    names: BTreeSet<String>,
    /// Names of fields that have fields or entries.
    outer: BTreeSet<String>,
    /// Names of fields that are objects, or lists of them.
    objects: BTreeSet<String>,
    values: BTreeSet<(String, String)>,
}

impl Sample {
    /// Reads the best of the responses that a page shows: JSON that parses, else what is left of it, else XML.
    pub(super) fn of(examples: &[Example]) -> Self {
        let responses = || examples.iter().filter(|example| !example.is_request);
        let mut sample = Self::default();
        if let Some(value) = responses().find_map(|example| serde_json::from_str(example.text.trim()).ok()) {
            sample.root = sample.shape(&value);
            return sample;
        }
        let json = |example: &&Example| !example.text.trim_start().starts_with('<');
        let outlines = responses().filter(json).chain(responses().filter(|example| !json(example)));
        for example in outlines {
            sample.root = sample.outline(&example.text);
            if !sample.root.fields.is_empty() {
                break;
            }
        }
        sample
    }

    /// Reads the parameters of the requests that a page shows: `&Name=value`.
    pub(super) fn of_requests(examples: &[Example]) -> Self {
        let mut sample = Self::default();
        for example in examples.iter().filter(|example| example.is_request) {
            for (name, value) in example.text.split(['&', '?', '\n']).filter_map(|pair| pair.split_once('='))
            {
                let name = name.trim();
                if super::row::is_reference(name) {
                    // `Tag.1.Key` is `Tag.N.Key` in the table.
                    let numbered = |part: &str| part.parse::<u32>().is_ok();
                    let parts = name.split('.').map(|part| if numbered(part) { "N" } else { part });
                    sample.names.insert(parts.collect::<Vec<_>>().join("."));
                    sample.values.insert((name.to_owned(), value.trim().to_owned()));
                }
            }
        }
        sample
    }

    /// The names of all fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a field has that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a field of that name holds others.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.outer.contains(name)
    }

    /// Whether a field of that name is an object or a list of them.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.objects.contains(name)
    }

    /// Whether a field of that name has that value, or an entry with it.
    pub(super) fn shows(&self, name: &str, value: &str) -> bool {
        self.values.contains(&(name.to_owned(), value.to_owned()))
    }

    fn shape(&mut self, value: &Value) -> Shape {
        let mut shape = Shape::default();
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    self.add(name, value);
                    let inner = self.shape(value);
                    shape.fields.entry(name.clone()).or_default().merge(inner);
                }
            }
            Value::Array(entries) => {
                for entry in entries {
                    let inner = self.shape(entry);
                    shape.merge(inner);
                }
            }
            _ => {}
        }
        shape
    }

    fn add(&mut self, name: &str, value: &Value) {
        self.names.insert(name.to_owned());
        let text = match value {
            Value::Object(_) => {
                self.outer.insert(name.to_owned());
                self.objects.insert(name.to_owned());
                return;
            }
            Value::Array(entries) => {
                self.outer.insert(name.to_owned());
                for entry in entries.iter().filter(|entry| !entry.is_array()) {
                    self.add(name, entry);
                }
                return;
            }
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        self.values.insert((name.to_owned(), text));
    }

    /// The fields of a text that does not parse, by its indentation.
    fn outline(&mut self, text: &str) -> Shape {
        // The open fields, outermost first: indentation, name, what was found inside.
        let mut open: Vec<(usize, String, Shape)> = Vec::new();
        let mut root = Shape::default();
        for line in text.lines() {
            let Some((name, value)) = member(line) else { continue };
            let indent = line.len() - line.trim_start().len();
            close(&mut open, &mut root, |at| at >= indent);
            self.names.insert(name.to_owned());
            if let Some((_, outer, _)) = open.last() {
                self.outer.insert(outer.clone());
                self.objects.insert(outer.clone());
            }
            if value.starts_with(['[', '{']) {
                self.outer.insert(name.to_owned());
            } else if !value.is_empty() {
                self.values.insert((name.to_owned(), value.trim_matches('"').trim().to_owned()));
            }
            if open.len() < 64 {
                open.push((indent, name.to_owned(), Shape::default()));
            }
        }
        close(&mut open, &mut root, |_| true);
        // XML has one element around everything.
        match root.fields.pop_first() {
            Some((name, only)) if root.fields.is_empty() && name.ends_with("Response") => only,
            Some((name, first)) => {
                root.fields.insert(name, first);
                root
            }
            None => root,
        }
    }
}

/// Closes the innermost open fields as long as they match.
fn close(open: &mut Vec<(usize, String, Shape)>, root: &mut Shape, closed: impl Fn(usize) -> bool) {
    while let Some((_, name, shape)) = open.pop_if(|(indent, ..)| closed(*indent)) {
        let outer = open.last_mut().map_or(&mut *root, |(_, _, shape)| shape);
        outer.fields.entry(name).or_default().merge(shape);
    }
}

/// Name and value of `"Name": value,` and `<Name>value</Name>`.
fn member(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (name, value) = if let Some(rest) = line.strip_prefix('"') {
        let (name, value) = rest.split_once('"')?;
        (name, value.trim_start().strip_prefix(':')?.trim().trim_end_matches(','))
    } else {
        let (name, value) = line.strip_prefix('<')?.split_once('>')?;
        (name.trim_end_matches('/'), value.split('<').next().unwrap_or_default())
    };
    super::row::is_reference(name).then_some((name, value.trim()))
}
