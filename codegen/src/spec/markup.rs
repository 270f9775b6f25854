//! Documentation as rustdoc reads it: what it refuses, and what it takes for something else than text.
//!
//! A doc is one sentence or a few. Code spans are the only markup that it needs, so all other is refused rather
//! than understood.

use std::ops::Range;

/// What is wrong with a documentation's markup.
pub(super) struct Wrong {
    /// Bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The first thing that is wrong with `text`.
pub(super) fn find(text: &str) -> Option<Wrong> {
    let spans = match code_spans(text) {
        Ok(spans) => spans,
        Err(at) => {
            return Some(Wrong {
                at: at..at + 1,
                message: "this backtick has no partner".to_owned(),
                help: "code stands between two of them: `` `name` ``",
            });
        }
    };
    let in_code = |at: usize| spans.iter().any(|span| span.contains(&at));
    lines(text).find_map(|line| block(text, line)).or_else(|| {
        let mut outside = text.char_indices().filter(|(at, _)| !in_code(*at));
        outside.find_map(|(at, character)| inline(text, at, character))
    })
}

/// The code spans of a text, with their backticks; or where a run of backticks stands that no other one closes.
fn code_spans(text: &str) -> Result<Vec<Range<usize>>, usize> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('`').map(|found| at + found) {
        let length = run(&text[open..]);
        let mut close = open + length;
        at = loop {
            close += text[close..].find('`').ok_or(open)?;
            let found = run(&text[close..]);
            close += found;
            if found == length {
                break close;
            }
        };
        spans.push(open..at);
    }
    Ok(spans)
}

/// How many backticks `text` starts with.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// The lines of a text, as bytes of it.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let from = *start;
        *start += line.len();
        Some(from..from + line.trim_end().len())
    })
}

/// A line that Markdown takes for a heading, a list, a quote, a table, a rule or a block of code.
fn block(text: &str, line: Range<usize>) -> Option<Wrong> {
    let content = &text[line.clone()];
    let words = content.trim_start_matches(' ');
    let indent = content.len() - words.len();
    let mark = words.split([' ', '\t']).next().unwrap_or_default();
    let digits = mark.trim_end_matches(['.', ')']);
    let numbered = digits.len() + 1 == mark.len() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // `-1 keeps it` is a number.
    let negative = words.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let what = match words.chars().next()? {
        _ if indent >= 4 => "a line that begins with four spaces is a block of code",
        '\t' => "a line that begins with a tab is a block of code",
        '#' => "a line that begins with `#` is a heading",
        '-' if negative => return None,
        '-' | '+' | '*' => "a line that begins with this mark is an entry of a list",
        '>' => "a line that begins with `>` is a quotation",
        '|' => "a line that begins with `|` is a table",
        '=' | '~' => "a line that begins with this mark underlines or fences what is around it",
        '`' if words.starts_with("```") => "a line that begins with three backticks is a block of code",
        _ if numbered && !digits.is_empty() => {
            "a line that begins with a number and a stop is an entry of a list"
        }
        _ => return None,
    };
    let start = line.start + if indent >= 4 { 0 } else { indent };
    Some(Wrong {
        at: start..line.start + indent + mark.chars().next().map_or(1, char::len_utf8),
        message: format!("in Markdown {what}"),
        help: "documentation is sentences: begin the line with a word, or put what begins it in backticks",
    })
}

/// A character outside of code that begins something else than text.
fn inline(text: &str, at: usize, character: char) -> Option<Wrong> {
    let rest = &text[at..];
    let address = ["http://", "https://"]
        .iter()
        .any(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let (length, message, help) = match character {
        '[' | '<' => (
            1,
            format!("rustdoc takes this `{character}` for a link or a tag"),
            "put the word that has it in backticks",
        ),
        _ if address => (
            rest.find(char::is_whitespace).unwrap_or(rest.len()),
            "rustdoc refuses an address that is no link".to_owned(),
            "leave it out, since `page` has the page's; or put it in backticks",
        ),
        _ => return None,
    };
    Some(Wrong { at: at..at + length, message, help })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Option<&str> {
        find(text).map(|wrong| &text[wrong.at])
    }

    #[test]
    fn sentences_and_code_are_left_alone() {
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
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_rustdoc_refuses_is_found_where_it_is() {
        for (text, wrong) in [
            ("See https://example.com/a for more.", "https://example.com/a"),
            ("See HTTP://example.com.", "HTTP://example.com."),
            ("One of [a, b].", "["),
            ("A list<string>.", "<"),
            ("The `name.", "`"),
            ("Holds ``a` code.", "`"),
            ("Not `code` [but this] `code`.", "["),
        ] {
            assert_eq!(found(text), Some(wrong), "{text}");
        }
    }

    #[test]
    fn what_begins_a_block_is_found_on_every_line() {
        for mark in ["#", "##", "-", "*", "+", ">", "|", "1.", "12)", "===", "~~~", "```"] {
            for text in
                [format!("{mark} Text."), format!("Text.\n{mark} more."), format!("Text.\n\n  {mark} more.")]
            {
                assert!(find(&text).is_some(), "{text}");
            }
        }
        assert_eq!(found("Text.\n    indented."), Some("    i"));
        assert_eq!(found("Text.\n\tindented."), Some("\t"));
        assert_eq!(found("*Emphasis* begins it."), Some("*"));
    }
}
