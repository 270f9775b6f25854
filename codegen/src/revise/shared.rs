//! What changes for other operations as well: the types of `service.yaml`.

use std::collections::BTreeSet;

use super::source::Source;
use super::spec::{Spec, named_in};
use crate::draft::Note;
use crate::spec::Files;
use crate::spec::yaml::Node;

/// A note for each type of the service that an edit changes and that other operations use.
pub(super) fn notes(old: &Spec, new: &Spec, files: &Files, line: Option<u32>) -> Vec<Note> {
    let paths = [old.own.path.as_str(), old.service.path.as_str()];
    let (old, new) = (&old.service.source, &new.service.source);
    if old.text() == new.text() {
        return Vec::new();
    }
    let changed = types(new).filter(|(name, of)| {
        old.get(&["types", name]).is_some_and(|before| before.to_json() != of.to_json())
    });
    let note = |(name, _): (&str, &Node)| {
        let users = users(name, new, files, paths);
        let text =
            format!("`{name}` of `service.yaml` changes, which other operations use: {}", users.join(", "));
        (!users.is_empty()).then_some(Note { line, text })
    };
    changed.filter_map(note).collect()
}

/// The other operations of the service that use a type of it, even through another one.
fn users(name: &str, service: &Source, files: &Files, [own, path]: [&str; 2]) -> Vec<String> {
    let mut names = BTreeSet::from([name.to_owned()]);
    loop {
        let holds = |of: &Node| named(of).iter().any(|of| names.contains(of));
        let more: Vec<String> = types(service)
            .filter(|(name, of)| !names.contains(*name) && holds(of))
            .map(|(name, _)| name.to_owned())
            .collect();
        if more.is_empty() {
            break;
        }
        names.extend(more);
    }
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let others =
        files.texts().filter(|(other, ..)| *other != own && *other != path && folder(other) == folder(path));
    let user = |(_, _, text): (&str, String, &str)| {
        let spec = Source::read(text)?;
        let root = spec.get(&[])?;
        let operation = root.get("operation")?.text()?.value.clone();
        named(root).iter().any(|of| names.contains(of)).then_some(operation)
    };
    others.filter_map(user).collect()
}

fn types(service: &Source) -> impl Iterator<Item = (&str, &Node)> {
    let entries = service.get(&["types"]).map(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value))
}

fn named(of: &Node) -> Vec<String> {
    let mut names = Vec::new();
    named_in(of, &mut names);
    names
}
