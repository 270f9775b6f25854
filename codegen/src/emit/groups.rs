//! The operations of a service in groups: the list on the front page, and the client's methods.

use std::fmt::Write;

use super::layout::plain;
use super::{docs, references};
use crate::model::{Group, Operation, Service};

/// The operations of one group, under its heading. A service without groups has one, without a heading.
pub(super) struct Section<'s> {
    /// The title of the group.
    pub(super) title: Option<&'s str>,
    /// What its operations are for.
    pub(super) doc: &'s str,
    /// The operations, sorted by name.
    pub(super) operations: Vec<&'s Operation>,
}

/// The sections of a service.
pub(super) fn sections(service: &Service) -> Vec<Section<'_>> {
    if service.groups.is_empty() {
        return vec![Section { title: None, doc: "", operations: service.operations.iter().collect() }];
    }
    let grouped = service.groups.iter().map(|group| section(service, group));
    let is_in_none = |operation: &&Operation| {
        service.groups.iter().all(|group| operation.group.as_ref() != Some(&group.name))
    };
    let others: Vec<&Operation> = service.operations.iter().filter(is_in_none).collect();
    // Unfinished specs can name none, and are generated so that they can be tried.
    let others = (!others.is_empty()).then_some(Section {
        title: Some("Other operations"),
        doc: "Operations without a group yet.",
        operations: others,
    });
    grouped.chain(others).collect()
}

fn section<'s>(service: &'s Service, group: &'s Group) -> Section<'s> {
    Section { title: Some(&group.title), doc: &group.doc, operations: service.operations_in(group).collect() }
}

/// The list of operations on the front page of a service: one line for each, under the heading of its group.
pub(super) fn front_page(service: &Service) -> Vec<String> {
    let mut text = String::from("# Operations\n");
    for section in sections(service) {
        if let Some(title) = section.title {
            // A String can always be written to.
            let _ = write!(text, "\n## {title}\n\n{}\n", section.doc);
        }
        text.push('\n');
        for operation in section.operations {
            let method = plain(&operation.method);
            let _ = writeln!(
                text,
                "- [`{method}`](Client::{method}): {}",
                references::at_root(first_sentence(&operation.doc))
            );
        }
    }
    docs::wrap(&text)
}

/// The first sentence of a text: up to a full stop before a space and a capital or a name in code.
fn first_sentence(text: &str) -> &str {
    let text = text.lines().next().unwrap_or_default().trim();
    let ends = |index: &usize| {
        let rest = text.get(index + 2..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_uppercase() || c == '`' || c == '[')
    };
    let end = text.match_indices(". ").map(|(index, _)| index).find(ends);
    end.and_then(|end| text.get(..=end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_before_a_capital_or_a_name() {
        assert_eq!(first_sentence("Lists backups. Use `A` then."), "Lists backups.");
        assert_eq!(first_sentence("Lists backups. `A` shows one."), "Lists backups.");
        assert_eq!(
            first_sentence("Version 4.2, e.g. that of a backup."),
            "Version 4.2, e.g. that of a backup."
        );
        assert_eq!(first_sentence("Lists backups."), "Lists backups.");
        assert_eq!(first_sentence(""), "");
    }
}
