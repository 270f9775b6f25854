//! YAML as the specs are written by hand: one entry a line, its keys in braces.

use std::fmt::Write;

use serde_json::Value;

/// Words that some reader of YAML takes for something else than text.
const TAKEN: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// `text` as it can stand anywhere in a spec, in braces and as a key.
pub(crate) fn text(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_./<>+- ".contains(c))
        && !text.ends_with(' ')
        && !TAKEN.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

/// Words that a colon joins, `dds:instance:list`: these stand without quotes.
pub(crate) fn joined(words: &str) -> String {
    let is_plain = words.split(':').all(|word| text(word) == word);
    if is_plain { words.to_owned() } else { quoted(words) }
}

/// `text` in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A scalar: numbers and booleans as they are.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::String(value) => text(value),
        other => other.to_string(),
    }
}

/// `[a, b]`
pub(crate) fn list(values: &[Value]) -> String {
    format!("[{}]", values.iter().map(scalar).collect::<Vec<_>>().join(", "))
}

/// A map in braces, key by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// The keys with what stands behind them, ready to be written.
    pub(crate) keys: Vec<(&'static str, String)>,
}

impl Flow {
    /// Adds a key; `value` is YAML.
    pub(crate) fn key(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.keys.push((key, value.into()));
        self
    }

    /// Adds a key if there is a value for it.
    pub(crate) fn maybe(self, key: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.key(key, value),
            None => self,
        }
    }
}

impl std::fmt::Display for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys: Vec<String> = self.keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        write!(f, "{{{}}}", keys.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, text};
    use crate::diagnostics::{Diagnostics, Sources};
    use crate::spec::yaml::{Scalar, parse};

    #[test]
    fn text_is_read_back_as_the_same_text() {
        for word in [
            "string",
            "list<Backup>",
            "InvalidParameterValue.NotFoundInstance",
            "yes",
            "No",
            "on",
            "~",
            "null",
            "1.0",
            "2019-07-25",
            "1e5",
            "0x1f",
            "a, b",
            "a: b",
            "a #b",
            "{x}",
            "%Y-%m-%d",
            "-",
            "- a",
            "\"quoted\"",
            "back\\slash",
            "名",
            "two\nlines",
            "a ",
            "",
            "\u{7f}\u{85}",
        ] {
            let source = format!("{{key: {}}}\n", text(word));
            let mut faults = Diagnostics::default();
            let file = Sources::default().add("test", Some(source.clone()));
            let node = parse(file, &source, &mut faults).unwrap();
            assert!(faults.is_empty(), "{source}");
            assert_eq!(node.get("key").unwrap().scalar(), Some(Scalar::Text(word.to_owned())), "{source}");
        }
        assert_eq!(joined("dds:instance:list"), "dds:instance:list");
        assert_eq!(joined("dds:*:list"), "\"dds:*:list\"");
        assert_eq!(text("list<Backup>"), "list<Backup>");
        assert_eq!(text("18 MB"), "\"18 MB\"");
    }
}
