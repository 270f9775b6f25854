//! Characters that rustc refuses wherever they stand, in a comment as in a string.

use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Code, Diagnostic, Faults, FileId, Span, turns_text};

/// Refuses hidden characters in the text of a file, its comments included, and those that YAML's escapes make of it.
pub(super) fn check(file: FileId, text: &str, root: Option<&Node>, faults: &mut Faults) {
    for (at, character) in text.char_indices().filter(|(_, character)| is_hidden(*character)) {
        faults.push(hidden(character, Span::new(file, at..at + character.len_utf8())));
    }
    if let Some(root) = root {
        escapes(root, text, faults);
    }
}

fn escapes(node: &Node, text: &str, faults: &mut Faults) {
    match &node.kind {
        NodeKind::Scalar { text: value, .. } => escaped(value, node.span, text, faults),
        NodeKind::List(items) => items.iter().for_each(|item| escapes(item, text, faults)),
        NodeKind::Map { entries, .. } => {
            for entry in entries {
                escaped(&entry.key.value, entry.key.span, text, faults);
                escapes(&entry.value, text, faults);
            }
        }
    }
}

fn escaped(value: &str, span: Span, text: &str, faults: &mut Faults) {
    let written = text.get(span.start..span.end).unwrap_or_default();
    let made = value.chars().find(|character| is_hidden(*character) && !written.contains(*character));
    faults.extend(made.map(|character| hidden(character, span)));
}

/// Besides what turns text, characters without width: clippy refuses them in strings.
fn is_hidden(character: char) -> bool {
    turns_text(character) || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}')
}

fn hidden(character: char, span: Span) -> Diagnostic {
    let number = u32::from(character);
    let what = if turns_text(character) {
        "turns the direction of the text around it"
    } else {
        "is there and cannot be seen"
    };
    let message = format!("the character U+{number:04X} {what}");
    Diagnostic::new(Code::HiddenCharacter, span, message)
        .help("take it out; text copied from a page may hold it")
}
