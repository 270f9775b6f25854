//! Parses YAML to a tree of nodes with source locations.
//!
//! The only module that uses the YAML library. It reads events instead of using serde, because serde would lose what
//! diagnostics need: both locations of a duplicate key, whether a scalar was quoted, and everything after the first
//! error.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::brackets;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, FileId, Span, Spanned};

/// A node of a YAML document.
#[derive(Clone, Debug)]
pub struct Node {
    /// The source location.
    pub span: Span,
    /// The content.
    pub kind: NodeKind,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A scalar. YAML resolves its type unless it is quoted.
    Scalar {
        /// The text.
        text: String,
        /// Whether it is written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map; keys may be duplicate.
    Map {
        /// The entries in source order.
        entries: Vec<Entry>,
        /// Whether it is written in braces.
        braces: bool,
    },
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

/// A scalar in YAML's core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `null`, `~` or an absent value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// Text.
    Text(String),
}

impl Node {
    /// The scalar; `None` for lists and maps.
    pub fn scalar(&self) -> Option<Scalar> {
        let NodeKind::Scalar { text, plain } = &self.kind else {
            return None;
        };
        Some(if *plain { resolve_scalar(text) } else { Scalar::Text(text.clone()) })
    }

    /// The scalar's text, if it is text.
    pub fn text(&self) -> Option<Spanned<String>> {
        match self.scalar()? {
            Scalar::Text(text) => Some(Spanned::new(text, self.span)),
            _ => None,
        }
    }

    /// The boolean, if the node is one.
    pub fn flag(&self) -> Option<Spanned<bool>> {
        match self.scalar()? {
            Scalar::Bool(flag) => Some(Spanned::new(flag, self.span)),
            _ => None,
        }
    }

    /// The integer, if the node is one.
    pub fn int(&self) -> Option<Spanned<i64>> {
        match self.scalar()? {
            Scalar::Int(value) => Some(Spanned::new(value, self.span)),
            _ => None,
        }
    }

    /// Whether the value is null or absent.
    pub fn is_null(&self) -> bool {
        self.scalar() == Some(Scalar::Null)
    }

    /// The value of a key; of the first one, if it is duplicate.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key.value == key)?;
        Some(&entry.value)
    }

    /// The entries of a map; empty for other nodes.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The entries of a map without duplicate keys.
    pub fn unique_entries(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries();
        let mut seen = std::collections::HashSet::new();
        entries.iter().filter(move |entry| seen.insert(entry.key.value.as_str()))
    }

    /// The value as JSON, by YAML's core schema; duplicate keys are omitted.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.kind {
            NodeKind::Scalar { .. } => match self.scalar() {
                Some(Scalar::Bool(value)) => value.into(),
                Some(Scalar::Int(value)) => value.into(),
                Some(Scalar::Float(value)) => value.into(),
                Some(Scalar::Text(text)) => text.into(),
                Some(Scalar::Null) | None => serde_json::Value::Null,
            },
            NodeKind::List(items) => items.iter().map(Node::to_json).collect(),
            NodeKind::Map { .. } => {
                // Sorted, whatever features serde_json has.
                let entries =
                    self.unique_entries().map(|entry| (entry.key.value.clone(), entry.value.to_json()));
                entries.collect::<std::collections::BTreeMap<_, _>>().into_iter().collect()
            }
        }
    }

    /// The entries of a list; empty for other nodes.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::List(items) => items,
            _ => &[],
        }
    }
}

fn resolve_scalar(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        _ => {}
    }
    if let Ok(value) = text.parse() {
        return Scalar::Int(value);
    }
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    match text.parse() {
        Ok(value) if numeric => Scalar::Float(value),
        _ => Scalar::Text(text.to_owned()),
    }
}

/// Parses one document. Reports errors, and returns `None` if nothing can be used.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let options = granit_parser::options! {
        strict_indentation: true,
        flow_nesting_limit: 32,
        block_nesting_limit: 32,
    };
    let mut reader = Reader {
        parser: Parser::new_from_str_with_options(text, options),
        file,
        text,
        diagnostics,
        ended: false,
        aliased: false,
    };
    match reader.parse_document() {
        Ok(root) => root,
        Err(error) => {
            let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
            diagnostics.push(syntax_error(Span::new(file, at..at), &error, text));
            None
        }
    }
}

fn syntax_error(span: Span, error: &ScanError, text: &str) -> Diagnostic {
    use granit_parser::ErrorKind;

    let span = Span { end: next_boundary(text, span.start), ..span };
    if let Some(open) = brackets::unclosed(text, span.start) {
        let mark = text.get(open..open + 1).unwrap_or_default();
        let noun = if matches!(mark, "{" | "[") { "bracket" } else { "quote" };
        return Diagnostic::new(
            Code::YamlSyntax,
            Span::new(span.file, open..open + 1),
            format!("this is not YAML: the {noun} `{mark}` is not closed"),
        )
        .label("opened here")
        .secondary(span, format!("noticed here: {}", error.info()));
    }
    let diagnostic = Diagnostic::new(Code::YamlSyntax, span, format!("this is not YAML: {}", error.info()));
    match error.kind() {
        ErrorKind::MappingValueNotAllowed | ErrorKind::ExpectedFlowMappingSeparator => {
            diagnostic.help("put text in quotes if it contains `: ` or begins with one of `[]{},#&*!|>'\"%@`")
        }
        _ => diagnostic,
    }
}

fn next_boundary(text: &str, start: usize) -> usize {
    match text.get(start..).and_then(|rest| rest.chars().next()) {
        Some('\n') | None => start,
        Some(character) => start + character.len_utf8(),
    }
}

struct Reader<'a, 'f> {
    parser: Parser<'a, StrInput<'a>>,
    file: FileId,
    text: &'a str,
    diagnostics: &'f mut Diagnostics,
    ended: bool,
    /// An alias was refused, so the document has gaps and is not used.
    aliased: bool,
}

impl<'a> Reader<'a, '_> {
    fn parse_document(&mut self) -> Result<Option<Node>, ScanError> {
        let mut root = None;
        let mut documents = 0;
        while let Some((event, span)) = self.next_event()? {
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents == 2 {
                        let message = "a spec is one YAML document; a second one starts here";
                        self.diagnostics.push(Diagnostic::new(Code::YamlFeature, span, message));
                        break;
                    }
                }
                event => {
                    if let Some(node) = self.parse_node(event, span)? {
                        root = Some(node);
                    }
                }
            }
        }
        Ok(root.filter(|_| !self.aliased))
    }

    fn next_event(&mut self) -> Result<Option<(Event<'a>, Span)>, ScanError> {
        if self.ended {
            return Ok(None);
        }
        let Some(next) = self.parser.next_event() else {
            self.ended = true;
            return Ok(None);
        };
        let (event, span) = next?;
        let range = span.byte_range().unwrap_or(0..0);
        Ok(Some((event, Span::new(self.file, range))))
    }

    /// Parses the node that starts with `event`; `None` if the event starts none.
    fn parse_node(&mut self, event: Event<'a>, span: Span) -> Result<Option<Node>, ScanError> {
        if event.tag().is_some() {
            self.refuse(span, "a tag");
        }
        if event.anchor_id().is_some() {
            self.refuse(span, "an anchor");
        }
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let span = if plain { span } else { self.without_quotes(span, &text) };
                let text = text.into_owned();
                return Ok(Some(Node { span, kind: NodeKind::Scalar { text, plain } }));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(span, "an alias");
                self.aliased = true;
                NodeKind::Scalar { text: String::new(), plain: true }
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some((event, item_span)) = self.next_event()? {
                    if matches!(event, Event::SequenceEnd) {
                        return Ok(Some(self.collection(span, item_span, NodeKind::List(items))));
                    }
                    items.extend(self.parse_node(event, item_span)?);
                }
                NodeKind::List(items)
            }
            Event::MappingStart(..) => return self.parse_map(span).map(Some),
            _ => return Ok(None),
        };
        Ok(Some(Node { span, kind }))
    }

    fn parse_map(&mut self, span: Span) -> Result<Node, ScanError> {
        let mut entries: Vec<Entry> = Vec::new();
        let braces = span.start < span.end;
        while let Some((event, key_span)) = self.next_event()? {
            if matches!(event, Event::MappingEnd) {
                return Ok(self.collection(span, key_span, NodeKind::Map { entries, braces }));
            }
            let key = self.parse_node(event, key_span)?;
            let Some((event, value_span)) = self.next_event()? else { break };
            let value = self.parse_node(event, value_span)?;
            let (Some(key), Some(value)) = (key, value) else { continue };
            match key.kind {
                NodeKind::Scalar { text, .. } => {
                    entries.push(Entry { key: Spanned::new(text, key.span), value });
                }
                _ => self.refuse(key.span, "a key that is not text"),
            }
        }
        Ok(Node { span, kind: NodeKind::Map { entries, braces } })
    }

    /// Creates a collection node. In brackets its span ends at the closing one; in block style it is the first token.
    fn collection(&self, start: Span, end: Span, kind: NodeKind) -> Node {
        let bracketed = start.start < start.end;
        let span = match &kind {
            _ if bracketed => Span { end: end.end, ..start },
            NodeKind::Map { entries, .. } => entries.first().map_or(start, |entry| entry.key.span),
            NodeKind::List(items) => items.first().map_or(start, |item| item.span),
            NodeKind::Scalar { .. } => start,
        };
        Node { span, kind }
    }

    /// The span without quotes, so that parts can be located; the whole span if the text has escapes.
    fn without_quotes(&self, span: Span, text: &str) -> Span {
        let inner = span.start + 1..span.end.saturating_sub(1);
        if self.text.get(inner.clone()) == Some(text) && !text.is_empty() {
            Span::new(self.file, inner)
        } else {
            span
        }
    }

    fn refuse(&mut self, span: Span, feature: &str) {
        let message = format!("specs do not support {feature}");
        self.diagnostics.push(Diagnostic::new(Code::YamlFeature, span, message));
    }
}
