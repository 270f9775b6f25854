//! A file against the grammar: unknown, repeated and missing keys, and values of the wrong kind.
//!
//! What passes here is read by functions that need no checks of their own; what does not
//! is told once, here, and left out there.

use super::grammar::{Form, Key, Map, Object};
use super::yaml::{Entry, Node, NodeKind, Scalar};
use crate::diagnostics::{Code, Diagnostic, Faults, Span, listed};

/// Checks the root of a file.
pub(super) fn file(root: &Node, object: &Object, faults: &mut Faults) {
    Checker { faults }.object(root, object, root.span);
}

struct Checker<'f> {
    faults: &'f mut Faults,
}

impl Checker<'_> {
    fn fault(&mut self, code: Code, span: Span, message: impl AsRef<str>) {
        self.faults.push(Diagnostic::new(code, span, message));
    }

    /// `at` is what to point at when something is missing: mostly the key that leads here.
    fn form(&mut self, node: &Node, form: &Form, at: Span) {
        match form {
            Form::Text | Form::Pattern(..) | Form::Type => self.text(node, form, at),
            Form::Sentence => self.sentence(node, form, at),
            Form::Flag | Form::Int | Form::Scalar => self.scalar(node, form, at),
            Form::Value => {
                if node.is_null() {
                    self.wrong_kind(node, form, at);
                }
            }
            Form::Choice(words) => self.choice(node, words, at),
            Form::List(of) => self.list(node, form, of, at),
            Form::Map(map) => self.map(node, form, map, at),
            Form::Object(object) => self.object(node, object, at),
            Form::ScalarOr(other) => match node.kind {
                NodeKind::Scalar { .. } => self.form(node, &Form::Scalar, at),
                _ => self.form(node, other, at),
            },
            Form::TextOr(other) => match node.kind {
                NodeKind::Scalar { .. } => self.form(node, &Form::Text, at),
                _ => self.form(node, other, at),
            },
            Form::ListOr(of, other) => match (&node.kind, other) {
                (NodeKind::List(_), _) => self.list(node, form, of, at),
                (NodeKind::Scalar { .. }, Form::Map(_)) => self.wrong_kind(node, form, at),
                _ => self.form(node, other, at),
            },
        }
    }

    fn text(&mut self, node: &Node, form: &Form, at: Span) {
        match node.text() {
            Some(text) if text.value.trim().is_empty() => {
                self.fault(Code::EmptyValue, node.span, "this text is empty");
            }
            Some(_) => {}
            None => self.wrong_kind(node, form, at),
        }
    }

    fn sentence(&mut self, node: &Node, form: &Form, at: Span) {
        let Some(text) = node.text() else {
            self.wrong_kind(node, form, at);
            return;
        };
        let text = text.value.trim_end();
        let fault = |message: &str| Diagnostic::new(Code::DocStyle, node.span, message);
        if text.trim().is_empty() {
            self.faults
                .push(fault("this documentation is empty").help("write one sentence in our own words"));
        } else if text.starts_with(char::is_lowercase) {
            self.faults.push(fault("documentation has to start with a capital letter"));
        } else if text.starts_with(char::is_whitespace) {
            self.faults.push(fault("documentation has to start with its first word"));
        } else if !text.ends_with(['.', '?', '!']) {
            self.faults.push(fault("documentation has to end with a full stop"));
        } else if let Some(markup) = outside_code(text).find(|c| ['[', '<'].contains(c)) {
            let message = format!("rustdoc takes this `{markup}` for a link or a tag");
            self.faults.push(fault(&message).help("put the word that has it in backticks"));
        }
    }

    fn scalar(&mut self, node: &Node, form: &Form, at: Span) {
        let fits = match (form, node.scalar()) {
            (Form::Flag, Some(Scalar::Bool(_))) | (Form::Int, Some(Scalar::Int(_))) => true,
            (Form::Scalar, Some(scalar)) => scalar != Scalar::Null,
            _ => false,
        };
        if !fits {
            self.wrong_kind(node, form, at);
        }
    }

    fn choice(&mut self, node: &Node, words: &[&str], at: Span) {
        let Some(text) = node.text() else {
            self.wrong_kind(node, &Form::Text, at);
            return;
        };
        let word = text.value.as_str();
        if !words.contains(&word) {
            let message = format!("`{word}` is not one of the words that stand here");
            let fault = Diagnostic::new(Code::UnknownWord, node.span, message)
                .did_you_mean(word, words.iter().copied())
                .help(format!("it is {}", listed(words.iter().copied(), "or")));
            self.faults.push(fault);
        }
    }

    fn list(&mut self, node: &Node, form: &Form, of: &Form, at: Span) {
        let NodeKind::List(items) = &node.kind else {
            self.wrong_kind(node, form, at);
            return;
        };
        if items.is_empty() {
            self.empty(node, "this list is empty");
        }
        for (index, item) in items.iter().enumerate() {
            self.form(item, of, item.span);
            let same = items[..index].iter().find(|before| same_scalar(before, item));
            if let Some(first) = same {
                let fault =
                    Diagnostic::new(Code::DuplicateEntry, item.span, "this entry stands twice in the list")
                        .beside(first.span, "first here");
                self.faults.push(fault);
            }
        }
    }

    fn map(&mut self, node: &Node, form: &Form, map: &Map, at: Span) {
        let NodeKind::Map { entries, .. } = &node.kind else {
            self.wrong_kind(node, form, at);
            return;
        };
        if entries.is_empty() {
            self.empty(node, "this map is empty");
        }
        let noun = map.noun.split_once(' ').map_or(map.noun, |(_, noun)| noun);
        self.repeated(entries, map.twice, noun);
        for entry in node.unique_entries() {
            self.form(&entry.value, map.of, entry.key.span);
        }
    }

    fn object(&mut self, node: &Node, object: &Object, at: Span) {
        let NodeKind::Map { entries, braces } = &node.kind else {
            let message = format!("expected {}, a map of keys, found {}", object.noun, found(node));
            self.fault(Code::WrongKind, pointed(node, at), message);
            return;
        };
        if entries.is_empty() && object.keys.iter().all(|key| !key.required) {
            self.empty(node, "this map is empty");
        }
        self.repeated(entries, Code::DuplicateKey, "key");
        for entry in node.unique_entries() {
            match object.keys.iter().find(|key| key.name == entry.key.value) {
                Some(key) => self.form(&entry.value, &key.form, entry.key.span),
                None => self.unknown(entry, object, *braces),
            }
        }
        let missing = |key: &&Key| key.required && node.get(key.name).is_none();
        for key in object.keys.iter().filter(missing) {
            let message = format!("the key `{}` is missing from {}", key.name, object.noun);
            let help = format!("{}: {}", key.name, key.doc);
            self.faults.push(Diagnostic::new(Code::MissingKey, at, message).help(help));
        }
    }

    fn repeated(&mut self, entries: &[Entry], code: Code, noun: &str) {
        for (index, entry) in entries.iter().enumerate() {
            let before = entries[..index].iter().find(|before| before.key.value == entry.key.value);
            if let Some(first) = before {
                let message = format!("the {noun} `{}` stands twice", entry.key.value);
                let fault = Diagnostic::new(code, entry.key.span, message)
                    .label("again here")
                    .beside(first.key.span, "first here");
                self.faults.push(fault);
            }
        }
    }

    fn unknown(&mut self, entry: &Entry, object: &Object, braces: bool) {
        let name = &entry.key.value;
        let keys = object.keys.iter().map(|key| key.name);
        let message = format!("`{name}` is not a key of {}", object.noun);
        let fault = Diagnostic::new(Code::UnknownKey, entry.key.span, message);
        let fault = if braces && entry.value.is_null() {
            fault.help("inside braces a comma ends the text before it: put that text in quotes")
        } else {
            fault.did_you_mean_or_list(name, keys)
        };
        self.faults.push(fault);
    }

    fn empty(&mut self, node: &Node, message: &str) {
        self.faults.push(
            Diagnostic::new(Code::EmptyValue, node.span, message).help("leave the key out, or fill it"),
        );
    }

    fn wrong_kind(&mut self, node: &Node, form: &Form, at: Span) {
        let message = format!("expected {}, found {}", expected(form), found(node));
        let fault = Diagnostic::new(Code::WrongKind, pointed(node, at), message);
        let wants_text = matches!(form, Form::Text | Form::Sentence);
        let fault = match &node.kind {
            NodeKind::Scalar { text, .. } if wants_text && !node.is_null() => {
                fault.help(format!("put it in quotes to make it text: \"{text}\""))
            }
            _ => fault,
        };
        self.faults.push(fault);
    }
}

/// A value that was not written cannot be pointed at; the key before it can.
fn pointed(node: &Node, at: Span) -> Span {
    if node.span.start == node.span.end && node.is_null() { at } else { node.span }
}

fn same_scalar(one: &Node, other: &Node) -> bool {
    matches!((one.scalar(), other.scalar()), (Some(one), Some(other)) if one == other)
}

fn expected(form: &Form) -> String {
    match form {
        Form::Text => "text".to_owned(),
        Form::Pattern(noun, _) => (*noun).to_owned(),
        Form::Type => "a type".to_owned(),
        Form::Sentence => "a sentence".to_owned(),
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Int => "an integer".to_owned(),
        Form::Scalar => "text or a number".to_owned(),
        Form::Value => "a value".to_owned(),
        Form::Choice(words) => listed(words.iter().copied(), "or"),
        Form::List(_) => "a list".to_owned(),
        Form::Map(map) => format!("a map, each key {}", map.noun),
        Form::Object(object) => object.noun.to_owned(),
        Form::ScalarOr(other) => format!("a value or {}", expected(other)),
        Form::TextOr(other) => format!("text or {}", expected(other)),
        Form::ListOr(_, other) => format!("a list or {}", expected(other)),
    }
}

/// What a node is, for sentences.
pub fn found(node: &Node) -> String {
    match (&node.kind, node.scalar()) {
        (NodeKind::List(_), _) => "a list".to_owned(),
        (NodeKind::Map { .. }, _) => "a map".to_owned(),
        (_, Some(Scalar::Bool(value))) => format!("the boolean `{value}`"),
        (_, Some(Scalar::Int(value))) => format!("the integer `{value}`"),
        (NodeKind::Scalar { text, .. }, Some(Scalar::Float(_))) => format!("the number `{text}`"),
        (_, Some(Scalar::Text(text))) => {
            let short: String = text.chars().take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("the text `{short}{dots}`")
        }
        _ => "nothing".to_owned(),
    }
}

/// The characters of a sentence that stand in no code span.
fn outside_code(text: &str) -> impl Iterator<Item = char> + '_ {
    text.split('`').step_by(2).flat_map(str::chars)
}
