//! Checks the markup of documentation: text that rustdoc refuses, or renders as something other than text.
//!
//! Documentation consists of a few sentences. Code spans are the only markup that it needs, so any other is refused.

use std::ops::Range;

/// Invalid markup.
pub(super) struct MarkupError {
    /// Bytes in the text.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Finds the first invalid markup in `text`.
pub(super) fn find(text: &str) -> Option<MarkupError> {
    let spans = match code_spans(text) {
        Ok(spans) => spans,
        Err(at) => {
            return Some(MarkupError {
                at: at..at + 1,
                message: "this backtick is not closed".to_owned(),
                help: "write code between two backticks: `` `name` ``",
            });
        }
    };
    let in_code = |at: usize| spans.iter().any(|span| span.contains(&at));
    lines(text).find_map(|line| find_block_markup(text, line)).or_else(|| {
        let mut outside = text.char_indices().filter(|(at, _)| !in_code(*at));
        outside.find_map(|(at, character)| find_inline_markup(text, at, character))
    })
}

/// The code spans of a text with their backticks, or the offset of a run of backticks that is not closed.
fn code_spans(text: &str) -> Result<Vec<Range<usize>>, usize> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('`').map(|found| at + found) {
        let length = backtick_count(&text[open..]);
        let mut close = open + length;
        at = loop {
            close += text[close..].find('`').ok_or(open)?;
            let found = backtick_count(&text[close..]);
            close += found;
            if found == length {
                break close;
            }
        };
        spans.push(open..at);
    }
    Ok(spans)
}

/// The number of backticks at the start of `text`.
fn backtick_count(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// The byte ranges of the lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let from = *start;
        *start += line.len();
        Some(from..from + line.trim_end().len())
    })
}

/// Finds a line that Markdown renders as a heading, a list, a quote, a table, a rule or a code block.
fn find_block_markup(text: &str, line: Range<usize>) -> Option<MarkupError> {
    let content = &text[line.clone()];
    let words = content.trim_start_matches(' ');
    let indent = content.len() - words.len();
    let mark = words.split([' ', '\t']).next().unwrap_or_default();
    let digits = mark.trim_end_matches(['.', ')']);
    let numbered = digits.len() + 1 == mark.len() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // `-1 keeps it` starts with a number.
    let negative = words.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let problem = match words.chars().next()? {
        _ if indent >= 4 => "a line that begins with four spaces is a code block",
        '\t' => "a line that begins with a tab is a code block",
        '#' => "a line that begins with `#` is a heading",
        '-' if negative => return None,
        '-' | '+' | '*' => "a line that begins with this character is a list item",
        '>' => "a line that begins with `>` is a quotation",
        '|' => "a line that begins with `|` is a table",
        '=' | '~' => "a line that begins with this character is an underline or a fence",
        '`' if words.starts_with("```") => "a line that begins with three backticks is a code block",
        _ if numbered && !digits.is_empty() => {
            "a line that begins with a number and a full stop is a list item"
        }
        _ => return None,
    };
    let start = line.start + if indent >= 4 { 0 } else { indent };
    Some(MarkupError {
        at: start..line.start + indent + mark.chars().next().map_or(1, char::len_utf8),
        message: format!("in Markdown {problem}"),
        help: "begin the line with a word, or put its first characters in backticks",
    })
}

/// Finds a link, a tag or a bare URL outside code spans.
fn find_inline_markup(text: &str, at: usize, character: char) -> Option<MarkupError> {
    let rest = &text[at..];
    let is_url = ["http://", "https://"]
        .iter()
        .any(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let (length, message, help) = match character {
        '[' | '<' => (
            1,
            format!("rustdoc reads this `{character}` as a link or a tag"),
            "put the word that contains it in backticks",
        ),
        _ if is_url => (
            rest.find(char::is_whitespace).unwrap_or(rest.len()),
            "rustdoc refuses a bare URL".to_owned(),
            "omit it, since `page` has the URL of the page, or put it in backticks",
        ),
        _ => return None,
    };
    Some(MarkupError { at: at..at + length, message, help })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn invalid_markup(text: &str) -> Option<&str> {
        find(text).map(|error| &text[error.at])
    }

    #[test]
    fn sentences_and_code_are_accepted() {
        for text in [
            "Lists things.",
            "`Completed`: the link is ready.",
            "Days to keep it, 7 to 730; -1 keeps it until it is deleted.",
            "-1 keeps it.",
            "1.5 times as many, or 3*4 - 2 > 9 of them.",
            "Says `list<string>`, `[a](b)` or `https://example.com/`, a \\ and a #.",
            "Holds `` ` `` in its example.",
            "One line.\n\nAnother one (with [`brackets`] none) of 2|3."
                .replace("[`brackets`]", "`brackets`")
                .as_str(),
        ] {
            assert_eq!(invalid_markup(text), None, "{text}");
        }
    }

    #[test]
    fn invalid_markup_is_located() {
        for (text, error) in [
            ("See https://example.com/a for more.", "https://example.com/a"),
            ("See HTTP://example.com.", "HTTP://example.com."),
            ("One of [a, b].", "["),
            ("A list<string>.", "<"),
            ("The `name.", "`"),
            ("Holds ``a` code.", "`"),
            ("Not `code` [but this] `code`.", "["),
        ] {
            assert_eq!(invalid_markup(text), Some(error), "{text}");
        }
    }

    #[test]
    fn block_markup_is_found_on_every_line() {
        for mark in ["#", "##", "-", "*", "+", ">", "|", "1.", "12)", "===", "~~~", "```"] {
            for text in
                [format!("{mark} Text."), format!("Text.\n{mark} more."), format!("Text.\n\n  {mark} more.")]
            {
                assert!(find(&text).is_some(), "{text}");
            }
        }
        assert_eq!(invalid_markup("Text.\n    indented."), Some("    i"));
        assert_eq!(invalid_markup("Text.\n\tindented."), Some("\t"));
        assert_eq!(invalid_markup("*Emphasis* begins it."), Some("*"));
    }
}
