//! The text of a spec, edited where it has to change and nowhere else.
//!
//! Each edit gives a new text, which is read again before the next one: then no place can be out of date.

use std::ops::Range;

use crate::diagnostics::{Diagnostics, Sources};
use crate::spec::yaml::{self, Entry, Node, NodeKind};

/// A spec that is read.
#[derive(Clone, Debug)]
pub(super) struct Source {
    text: String,
    root: Node,
    /// How its lines end.
    newline: &'static str,
}

impl Source {
    /// Reads a spec; nothing when it is no YAML.
    pub(super) fn read(text: &str) -> Option<Self> {
        let file = Sources::default().add("spec", Some(text.to_owned()));
        let root = yaml::parse(file, text, &mut Diagnostics::default())?;
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(Self { text: text.to_owned(), root, newline })
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The value at a path of keys.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().try_fold(&self.root, |node, key| node.get(key))
    }

    /// The entry at a path of keys.
    fn entry(&self, keys: &[&str]) -> Option<&Entry> {
        let (last, above) = keys.split_last()?;
        self.get(above)?.entries().iter().find(|entry| entry.key.value == *last)
    }

    /// Text with a piece of it replaced.
    fn with(&self, range: Range<usize>, piece: &str) -> Option<Self> {
        let piece = if self.newline == "\n" { piece.to_owned() } else { piece.replace('\n', self.newline) };
        let (before, after) = (self.text.get(..range.start)?, self.text.get(range.end..)?);
        Self::read(&format!("{before}{piece}{after}"))
    }

    /// Sets a key of the map at `keys` to `value`, which is YAML on one line. A key that is not there
    /// goes where `order` has it; one that is keeps its quotes.
    pub(super) fn set(&self, keys: &[&str], key: &str, value: &str, order: &[&str]) -> Option<Self> {
        let map = self.get(keys)?;
        if let Some(old) = map.get(key) {
            let (range, quote) = self.raw(old)?;
            let is_plain = !value.starts_with(['"', '[', '{']);
            return match quote {
                Some(quote) if is_plain => self.with(range, &format!("{quote}{value}{quote}")),
                _ => self.with(range, value),
            };
        }
        let NodeKind::Map { entries, braces } = &map.kind else {
            return None;
        };
        let place = |name: &str| order.iter().position(|key| *key == name);
        let own = place(key)?;
        let next = entries.iter().find(|entry| place(&entry.key.value).is_some_and(|place| place > own));
        match (next, braces) {
            (Some(next), true) => {
                let at = self.key_start(next);
                self.with(at..at, &format!("{key}: {value}, "))
            }
            (None, true) => {
                let end = self.raw(&entries.last()?.value)?.0.end;
                self.with(end..end, &format!(", {key}: {value}"))
            }
            (_, false) => {
                let before = |entry: &&Entry| place(&entry.key.value).is_some_and(|place| place < own);
                let after = entries.iter().rfind(before).map(|entry| entry.key.value.as_str());
                self.insert(keys, after, &format!("{key}: {value}"), "")
            }
        }
    }

    /// Takes a key out of the map at `keys`, with all that stands behind it and the comment right above it.
    pub(super) fn unset(&self, keys: &[&str], key: &str) -> Option<Self> {
        let NodeKind::Map { entries, braces } = &self.get(keys)?.kind else {
            return None;
        };
        let at = entries.iter().position(|entry| entry.key.value == key)?;
        let entry = entries.get(at)?;
        if entries.len() == 1 {
            // An empty map says nothing, so the key that leads to it goes as well.
            let (last, above) = keys.split_last()?;
            return self.unset(above, last);
        }
        if !braces {
            return self.with(self.start_with_comments(entry)..self.end_with_comments(entry, false), "");
        }
        match entries.get(at + 1) {
            Some(next) => self.with(self.key_start(entry)..self.key_start(next), ""),
            None => {
                let before = entries.get(at.checked_sub(1)?)?;
                let start = self.raw(&before.value)?.0.end;
                self.with(start..self.raw(&entry.value)?.0.end, "")
            }
        }
    }

    /// Puts an entry into the map at `keys`, behind the entry `after` or before all others. `lines` are
    /// the entry's, without an indent; `flow` is the same for a map in braces.
    pub(super) fn insert(&self, keys: &[&str], after: Option<&str>, lines: &str, flow: &str) -> Option<Self> {
        let NodeKind::Map { entries, braces } = &self.get(keys)?.kind else {
            return None;
        };
        let first = entries.first()?;
        let after = after.and_then(|name| entries.iter().find(|entry| entry.key.value == name));
        if *braces {
            return match after {
                Some(entry) => {
                    let end = self.raw(&entry.value)?.0.end;
                    self.with(end..end, &format!(", {flow}"))
                }
                None => {
                    let start = self.key_start(first);
                    self.with(start..start, &format!("{flow}, "))
                }
            };
        }
        let at = match (after, keys.is_empty()) {
            (Some(entry), _) => {
                let is_last = entries.last().is_some_and(|last| last.key.value == entry.key.value);
                self.end_with_comments(entry, is_last && !keys.is_empty())
            }
            (None, false) => self.next_line(self.entry(keys)?.key.span.end),
            (None, true) => self.line_start(first.key.span.start),
        };
        let start = self.key_start(first);
        let indent = " ".repeat(start - self.line_start(start));
        self.insert_lines(at, &indented(lines, &indent))
    }

    /// Puts an entry at the end of the map at `keys`.
    pub(super) fn append(&self, keys: &[&str], lines: &str, flow: &str) -> Option<Self> {
        let last = self.get(keys)?.entries().last().map(|entry| entry.key.value.clone());
        self.insert(keys, last.as_deref(), lines, flow)
    }

    /// Puts a section, a key of the root and the lines below it, where `order` has it.
    pub(super) fn section(&self, key: &str, lines: &str, order: &[&str]) -> Option<Self> {
        let place = |name: &str| order.iter().position(|key| *key == name);
        let own = place(key)?;
        let before = |entry: &&Entry| place(&entry.key.value).is_some_and(|place| place < own);
        let after = self.root.entries().iter().rfind(before)?;
        self.insert_lines(
            self.end_with_comments(after, false),
            &format!("\n{key}:\n{}", indented(lines, "  ")),
        )
    }

    /// Adds an entry to the list at `keys`. `line` is the entry on a line of its own, dash included; `flow` is the same for
    /// a list in brackets.
    pub(super) fn push(&self, keys: &[&str], line: &str, flow: &str) -> Option<Self> {
        let list = self.get(keys)?;
        let last = list.items().last()?;
        if self.text.get(list.span.start..)?.starts_with('[') {
            // A last entry of one pair, `Key: {…}`, ends where its value does.
            let end = self.raw(last).map_or_else(|| self::end(last), |(range, _)| range.end);
            return self.with(end..end, &format!(", {flow}"));
        }
        let start = self.line_start(last.span.start);
        let dash = self.text.get(start..)?.find('-')?;
        let line = format!("{}{line}\n", " ".repeat(dash));
        self.insert_lines(self.next_line(self::end(last)), &line)
    }

    fn insert_lines(&self, at: usize, lines: &str) -> Option<Self> {
        // The last line of the file may have no end.
        let open = !self.text.get(..at)?.ends_with('\n') && at > 0;
        self.with(
            at..at,
            &if open { format!("\n{}", lines.trim_end_matches('\n')) } else { lines.to_owned() },
        )
    }

    /// All of a value that stands on one line, quotes and brackets included, and its quotes.
    fn raw(&self, node: &Node) -> Option<(Range<usize>, Option<char>)> {
        let Range { start, end } = node.span.start..node.span.end;
        let inside = self.text.get(start..end)?;
        match &node.kind {
            NodeKind::Scalar { text, plain: true } => (inside == text).then_some((start..end, None)),
            NodeKind::Scalar { plain: false, .. } => {
                let quote = |c: Option<char>| c.filter(|c| matches!(c, '"' | '\''));
                if let Some(quote) = quote(inside.chars().next()) {
                    return inside.ends_with(quote).then_some((start..end, Some(quote)));
                }
                let before = quote(self.text.get(..start)?.chars().next_back())?;
                let after = quote(self.text.get(end..)?.chars().next())?;
                (before == after).then_some((start - 1..end + 1, Some(before)))
            }
            NodeKind::List(_) | NodeKind::Map { .. } => {
                inside.starts_with(['[', '{']).then_some((start..end, None))
            }
        }
    }

    /// Where the key of an entry starts, its quote included.
    fn key_start(&self, entry: &Entry) -> usize {
        let start = entry.key.span.start;
        let quoted = self.text.get(..start).is_some_and(|before| before.ends_with(['"', '\'']));
        if quoted { start - 1 } else { start }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    /// The start of the line after `at`.
    fn next_line(&self, at: usize) -> usize {
        let rest = self.text.get(at..).and_then(|rest| rest.find('\n'));
        rest.map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// The start of the line after the last one of an entry.
    fn end_of_lines(&self, entry: &Entry) -> usize {
        let end = end(&entry.value).max(entry.key.span.end);
        // A block of text ends behind its last line.
        let ended = self.text.get(..end).is_some_and(|before| before.ends_with('\n'));
        if ended { end } else { self.next_line(end) }
    }

    /// The start of the comment lines right above an entry that are indented like it, or of its own line.
    fn start_with_comments(&self, entry: &Entry) -> usize {
        let mut start = self.line_start(entry.key.span.start);
        let own = self.key_start(entry) - start;
        while let Some(above) = start.checked_sub(1).map(|end| self.line_start(end)) {
            if self.comment(above) != Some(own) {
                break;
            }
            start = above;
        }
        start
    }

    /// The end of the lines of an entry and of the comment lines right behind them that are indented
    /// deeper. Behind the `last` entry of a map also those that are indented like it, since there is no
    /// other entry that they could stand above.
    fn end_with_comments(&self, entry: &Entry, last: bool) -> usize {
        let key = self.key_start(entry);
        let own = key - self.line_start(key);
        let mut end = self.end_of_lines(entry);
        while self.comment(end).is_some_and(|indent| indent > own || (last && indent == own)) {
            end = self.next_line(end);
        }
        end
    }

    /// The indent of the line that starts at `at`, if it is a comment and nothing else.
    fn comment(&self, at: usize) -> Option<usize> {
        let line = self.text.get(at..)?;
        let indent = line.find(|c| c != ' ')?;
        line.get(indent..)?.starts_with('#').then_some(indent)
    }
}

/// The last byte of a value and of all that it holds.
fn end(node: &Node) -> usize {
    let inner = match &node.kind {
        NodeKind::Scalar { .. } => 0,
        NodeKind::List(items) => items.iter().map(end).max().unwrap_or(0),
        NodeKind::Map { entries, .. } => {
            entries.iter().map(|entry| end(&entry.value).max(entry.key.span.end)).max().unwrap_or(0)
        }
    };
    inner.max(node.span.end)
}

/// Lines with an indent, each ended.
fn indented(lines: &str, indent: &str) -> String {
    lines.lines().map(|line| format!("{indent}{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::revise::order::{ERROR_CODE, FIELD, OPERATION};

    const SPEC: &str = "# kept\noperation: A   # kept\naccess: read\n\n# kept too\nrequest:\n  # of B\n  B: {type: string, default: \"x\", doc: 'A b.'}   # after\n  C:\n    type: int64\n    doc: A c.\n\nerrors: {X: {class: quota, doc: An x.}}\n";

    #[track_caller]
    fn changed(new: Option<Source>, from: &str, to: &str) {
        assert!(SPEC.contains(from), "{from}");
        assert_eq!(new.unwrap().text(), SPEC.replacen(from, to, 1));
    }

    #[test]
    fn values_change_where_they_stand() {
        let spec = Source::read(SPEC).unwrap();
        let b = ["request", "B"];
        changed(spec.set(&b, "default", "y", FIELD), "\"x\"", "\"y\"");
        changed(spec.set(&b, "type", "int64", FIELD), "{type: string", "{type: int64");
        changed(
            spec.set(&b, "required", "true", FIELD),
            "string, default",
            "string, required: true, default",
        );
        changed(spec.set(&["errors", "X"], "http", "400", ERROR_CODE), "{class", "{http: 400, class");
        changed(spec.set(&["request", "C"], "range", "1..", FIELD), "int64\n", "int64\n    range: 1..\n");
        changed(spec.set(&[], "rate", "20/s", OPERATION), "read\n", "read\nrate: 20/s\n");
    }

    #[test]
    fn keys_go_without_a_trace() {
        let spec = Source::read(SPEC).unwrap();
        changed(spec.unset(&["request", "B"], "default"), "default: \"x\", ", "");
        changed(spec.unset(&["request", "B"], "doc"), ", doc: 'A b.'", "");
        changed(spec.unset(&["request", "C"], "type"), "    type: int64\n", "");
        changed(spec.unset(&["request"], "C"), "  C:\n    type: int64\n    doc: A c.\n", "");
        changed(spec.unset(&["errors"], "X"), "errors: {X: {class: quota, doc: An x.}}\n", "");
    }

    #[test]
    fn entries_come_in_their_place() {
        let spec = Source::read(SPEC).unwrap();
        let request = ["request"];
        changed(spec.insert(&request, Some("B"), "D: {}", ""), "# after\n", "# after\n  D: {}\n");
        changed(spec.insert(&request, Some("C"), "D: {}", ""), "A c.\n", "A c.\n  D: {}\n");
        changed(spec.insert(&request, None, "D: {}", ""), "request:\n", "request:\n  D: {}\n");
        changed(spec.insert(&["errors"], Some("X"), "", "Y: {}"), "x.}}", "x.}, Y: {}}");
        changed(spec.insert(&["errors"], None, "", "Y: {}"), "{X:", "{Y: {}, X:");
        changed(spec.section("response", "D: {}", OPERATION), "A c.\n", "A c.\n\nresponse:\n  D: {}\n");
    }

    #[test]
    fn line_ends_are_those_of_the_file() {
        let crlf = Source::read("a: 1\r\nb:\r\n  c: [x,\r\n    y]").unwrap();
        assert_eq!(crlf.push(&["b", "c"], "- z", "z").unwrap().text(), "a: 1\r\nb:\r\n  c: [x,\r\n    y, z]");
        let open = crlf.insert(&["b"], Some("c"), "d: 2", "").unwrap();
        assert_eq!(open.text(), "a: 1\r\nb:\r\n  c: [x,\r\n    y]\r\n  d: 2");
        let list = Source::read("a:\n  - x\n  - y # z\nb: 1\n").unwrap();
        assert_eq!(list.push(&["a"], "- w", "w").unwrap().text(), "a:\n  - x\n  - y # z\n  - w\nb: 1\n");
    }

    #[test]
    fn comments_stay_with_their_entries() {
        let text = "request:\n  A: {}\n  # of B\n  # and B\n  B:\n    x: y\n    # in B\n  # at the end\n# far\nerrors: {}\n";
        let spec = Source::read(text).unwrap();
        let changed = |new: Option<Source>, from: &str, to: &str| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            assert_eq!(new.unwrap().text(), text.replacen(from, to, 1));
        };
        changed(spec.append(&["request"], "C: {}", ""), "# at the end\n", "# at the end\n  C: {}\n");
        changed(spec.insert(&["request"], Some("A"), "C: {}", ""), "A: {}\n", "A: {}\n  C: {}\n");
        changed(spec.unset(&["request"], "B"), "  # of B\n  # and B\n  B:\n    x: y\n    # in B\n", "");
        changed(spec.unset(&["request"], "A"), "  A: {}\n", "");
    }
}
