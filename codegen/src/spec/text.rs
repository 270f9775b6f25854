//! Characters that rustc refuses wherever they stand, in a comment as in a string.

use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Code, Diagnostic, Faults, FileId, Span, turns_text};

/// Whether the text of a file has no hidden characters, in its comments neither.
pub(super) fn check(file: FileId, text: &str, faults: &mut Faults) -> bool {
    let before = faults.len();
    for (at, character) in text.char_indices().filter(|(_, character)| is_hidden(*character)) {
        faults.push(hidden(character, Span::new(file, at..at + character.len_utf8())));
    }
    faults.len() == before
}

/// Whether YAML's escapes make no hidden characters, which the text of the file does not show.
pub(super) fn check_escapes(node: &Node, text: &str, faults: &mut Faults) -> bool {
    match &node.kind {
        NodeKind::Scalar { text: value, .. } => escaped(value, node.span, text, faults),
        NodeKind::List(items) => {
            items.iter().fold(true, |good, item| check_escapes(item, text, faults) && good)
        }
        NodeKind::Map { entries, .. } => entries.iter().fold(true, |good, entry| {
            let key = escaped(&entry.key.value, entry.key.span, text, faults);
            check_escapes(&entry.value, text, faults) && key && good
        }),
    }
}

fn escaped(value: &str, span: Span, text: &str, faults: &mut Faults) -> bool {
    let written = text.get(span.start..span.end).unwrap_or_default();
    let made = value.chars().find(|character| is_hidden(*character) && !written.contains(*character));
    faults.extend(made.map(|character| hidden(character, span)));
    made.is_none()
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
