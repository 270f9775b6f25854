//! Doc comments: lines of Markdown, wrapped, one `#[doc = " line"]` a line.

use proc_macro2::TokenStream;
use quote::quote;

/// Characters in a line of documentation, without indentation and `/// `.
const WIDTH: usize = 92;

/// `#[doc]` attributes for `lines`, which are wrapped.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// One line as a comment: `/// text`, or `///` for an empty one.
pub(super) fn comment(marker: &str, line: &str) -> String {
    if line.is_empty() { marker.to_owned() } else { format!("{marker} {line}") }
}

/// Text of a spec or of ours as lines that are not too long. Fenced code is left alone.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        let line: String = line.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            lines.push(line);
        } else if fenced || line.chars().count() <= WIDTH {
            lines.push(line);
        } else {
            fold(&line, &mut lines);
        }
    }
    lines
}

/// Paragraphs with an empty line between them.
pub(super) fn paragraphs<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut lines = Vec::new();
    for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(text));
    }
    lines
}

/// One long line as several. What follows the mark of a list entry stays under it.
fn fold(line: &str, lines: &mut Vec<String>) {
    let content = line.trim_start();
    let indent = " ".repeat(line.len() - content.len());
    // The mark of a list entry stays on the line of the first word.
    let (mark, content) = match content.split_at_checked(2) {
        Some((mark @ ("- " | "* "), content)) => (mark, content),
        _ => ("", content),
    };
    let rest = format!("{indent}{}", " ".repeat(mark.len()));
    let mut current = format!("{indent}{mark}");
    let mut fresh = true;
    for word in words(content) {
        if !fresh && current.chars().count() + 1 + word.chars().count() > WIDTH && !starts_block(word) {
            lines.push(std::mem::replace(&mut current, rest.clone()));
            fresh = true;
        }
        if !fresh {
            current.push(' ');
        }
        current.push_str(word);
        fresh = false;
    }
    lines.push(current);
}

/// Whether Markdown would take a line that starts with `word` for a list, a heading, a quote or a rule.
fn starts_block(word: &str) -> bool {
    word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', ':'])
        || word.strip_suffix(['.', ')']).is_some_and(|mark| mark.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The words of a line. A code span is one word with what touches it, so that it is not torn apart.
fn words(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'`' => {
                let ticks = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                at += ticks;
                at += closing(&bytes[at..], ticks).unwrap_or(0);
            }
            b' ' => {
                if at > start {
                    words.push(&line[start..at]);
                }
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// Where the run of exactly `ticks` backticks ends that closes a code span.
fn closing(bytes: &[u8], ticks: usize) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        if run == ticks {
            return Some(at + run);
        }
        at += run.max(1);
    }
    None
}

/// Any text as a code span, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    // Markdown takes one space off each end of a span; without it, a backtick would join the fence.
    let pad = if shown.starts_with('`') || shown.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{shown}{pad}{ticks}")
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, code, wrap};

    #[test]
    fn long_lines_are_folded_and_code_spans_stay_whole() {
        let text = format!("{} `a span with blanks in it` and {}", "word ".repeat(16), "more ".repeat(12));
        let lines = wrap(&text);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("`a span with blanks in it`")));
        assert_eq!(lines.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn no_line_starts_a_list_by_accident() {
        let lines = wrap(&format!("{} - 1. # tail", "x".repeat(WIDTH - 2)));
        assert_eq!(lines.len(), 2);
        assert!(lines[1].starts_with("tail"), "{lines:#?}");
    }

    #[test]
    fn list_entries_stay_under_their_mark() {
        let lines = wrap(&format!("- {}", "word ".repeat(40)));
        assert!(lines.len() > 2);
        assert!(lines[1..].iter().all(|line| line.starts_with("  word")), "{lines:#?}");

        let long = "x".repeat(WIDTH);
        assert_eq!(wrap(&format!("- {long} word")), [format!("- {long}"), "  word".to_owned()]);
    }

    #[test]
    fn code_spans_hold_backticks_and_control_characters() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("a\nb"), "`a\\nb`");
    }
}
