//! The requests and responses that the page shows.

use std::collections::HashSet;

use super::cells;
use super::sections::{self, Part, Sections};
use super::uri;
use crate::page::document::Block;
use crate::page::facts::Example;

/// Finds them: code as the form marks it, and in copied text the lines of requests, and those from a bracket to the
/// one that closes it.
pub(super) fn read(sections: &Sections<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for part in [Part::Uri, Part::Request, Part::Response] {
        let mut is_request = part != Part::Response;
        let blocks = sections.blocks(part);
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at += 1;
            match block {
                Block::Code(code) if part != Part::Uri => {
                    examples.push(Example { is_request, text: code.text.clone(), line: code.line });
                }
                Block::Line(_) | Block::Heading(_) => {
                    let Some(text) = block.text() else { continue };
                    if let Some(request) = sections::example(&text.text) {
                        is_request = request;
                    } else if part != Part::Uri && uri::is_request(&text.text) {
                        examples.push(Example { is_request: true, text: text.text.clone(), line: text.line });
                    } else if opens(&text.text) {
                        let (whole, used) = balanced(blocks.get(at - 1..).unwrap_or_default());
                        examples.push(Example { is_request, text: whole, line: text.line });
                        at += used.saturating_sub(1);
                    }
                }
                _ => {}
            }
        }
    }
    examples
}

/// The names of members in the examples, whole or not: what is quoted in front of a colon.
pub(super) fn members(examples: &[Example]) -> HashSet<String> {
    let mut names = HashSet::new();
    for example in examples {
        let mut parts = example.text.split('"');
        // The parts between quotes are every second one; a quote that a copy lost shifts them.
        let mut before = parts.next();
        for part in parts {
            if part.trim_start().starts_with(':')
                && let Some(name) = before.filter(|name| cells::name(name).is_some())
            {
                names.insert(name.to_owned());
            }
            before = Some(part);
        }
    }
    names
}

fn opens(text: &str) -> bool {
    matches!(text, "{" | "[" | "{}" | "[{") || text.starts_with("{\"") || text.starts_with("{ \"")
}

/// The lines until every bracket is closed, and how many they are. Lines that a copy lost can leave one
/// open: then a heading or a table ends it.
fn balanced(blocks: &[Block]) -> (String, usize) {
    let mut text = String::new();
    let mut depth = 0_i32;
    let mut used = 0;
    for block in blocks {
        let Block::Line(line) = block else { break };
        if used > 0 && (line.bullet || sections::example(&line.text.text).is_some()) {
            break;
        }
        if used > 0 {
            text.push('\n');
        }
        text.push_str(&line.text.text);
        used += 1;
        depth += brackets(&line.text.text);
        if depth <= 0 {
            break;
        }
    }
    (text, used)
}

/// Brackets that a line of JSON opens and does not close.
fn brackets(line: &str) -> i32 {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for c in line.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    depth
}
