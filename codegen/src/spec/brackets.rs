//! Locates unclosed brackets and quotes: a parser notices them late, and a message should point at the opening one.

/// An open bracket.
struct Open {
    at: usize,
    closer: u8,
}

/// The offset of the unclosed bracket or quote that made a parser fail at `noticed`, if there is one.
///
/// Specs mostly close brackets on the line that opens them, and quotes always. So the last bracket that is still open
/// at the end of an earlier line is the most likely.
pub(super) fn unclosed(text: &str, noticed: usize) -> Option<usize> {
    let line_of = |at: usize| text[..at].matches('\n').count();
    let noticed_line = line_of(noticed);
    let mut scanner = Scanner { text: text.as_bytes(), at: 0, before: b'\n', open: Vec::new() };
    let mut quote = None;
    while scanner.at < noticed.min(text.len()) {
        match scanner.step() {
            Step::Quote(from) => quote = Some(from..scanner.at),
            Step::Mismatch(open) => return Some(open),
            Step::Unclosed(from) => return Some(from),
            Step::Other => {}
        }
    }
    // A quoted text over several lines that ends on the line of the error has an unclosed quote.
    let unclosed_quote = quote.filter(|quote| {
        line_of(quote.end.saturating_sub(1)) == noticed_line && line_of(quote.start) < noticed_line
    });
    if let Some(quote) = unclosed_quote {
        return Some(quote.start);
    }
    let before = scanner.open.iter().rev().find(|open| line_of(open.at) < noticed_line);
    before.or(scanner.open.last().filter(|_| noticed >= text.trim_end().len())).map(|open| open.at)
}

enum Step {
    /// A quoted text that starts at this offset.
    Quote(usize),
    /// An unclosed quoted text that starts at this offset.
    Unclosed(usize),
    /// A closing bracket that does not match the open one at this offset.
    Mismatch(usize),
    Other,
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    /// The last character that is not white space.
    before: u8,
    open: Vec<Open>,
}

impl Scanner<'_> {
    fn step(&mut self) -> Step {
        let from = self.at;
        let Some(&byte) = self.text.get(from) else { return Step::Other };
        self.at += 1;
        let spaced = from == 0 || self.text[from - 1].is_ascii_whitespace();
        // Brackets and quotes inside a plain scalar are text.
        let starts_token = match self.before {
            b'\n' => true,
            b':' | b'-' => spaced,
            b',' | b'{' | b'[' => !self.open.is_empty(),
            _ => false,
        };
        match byte {
            b'#' if spaced => {
                self.at = self.find(from, |byte| byte == b'\n');
                return Step::Other;
            }
            b'"' | b'\'' if starts_token => {
                self.before = byte;
                return if self.skip_quoted(byte) { Step::Quote(from) } else { Step::Unclosed(from) };
            }
            b'{' | b'[' if starts_token => {
                self.open.push(Open { at: from, closer: if byte == b'{' { b'}' } else { b']' } });
            }
            b'}' | b']' => match self.open.pop() {
                Some(open) if open.closer != byte => return Step::Mismatch(open.at),
                _ => {}
            },
            _ => {}
        }
        match byte {
            // A new line starts a value only in block style.
            b'\n' if self.open.is_empty() => self.before = byte,
            _ if byte.is_ascii_whitespace() => {}
            _ => self.before = byte,
        }
        Step::Other
    }

    /// Skips to the end of a quoted text and returns whether it is closed.
    fn skip_quoted(&mut self, quote: u8) -> bool {
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' if quote == b'"' => self.at += 1,
                // Two single quotes are one in the text.
                b'\'' if quote == byte && self.text.get(self.at) == Some(&byte) => self.at += 1,
                _ if byte == quote => return true,
                _ => {}
            }
        }
        self.at = self.text.len();
        false
    }

    fn find(&self, from: usize, is: impl Fn(u8) -> bool) -> usize {
        self.text[from..].iter().position(|byte| is(*byte)).map_or(self.text.len(), |found| from + found)
    }
}

#[cfg(test)]
mod tests {
    use super::unclosed;
    use crate::diagnostics::{Diagnostics, Sources};
    use crate::spec::yaml;

    /// The offset of the reported error in a text, whose expected place is marked by `¤`.
    fn opener(marked: &str) -> Option<usize> {
        let text = marked.replace('¤', "");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("x", Some(text.clone()));
        assert!(yaml::parse(file, &text, &mut diagnostics).is_none(), "{text} is YAML");
        let report = crate::diagnostics::Report::new(sources, diagnostics);
        let found = report.iter().next().unwrap();
        let line: usize = text.lines().take(found.line - 1).map(|line| line.len() + 1).sum();
        Some(line + found.column - 1)
    }

    #[test]
    fn unclosed_brackets_and_quotes_are_located() {
        for marked in [
            "a:\n  B: ¤{type: string, doc: A thing.\n  C: {type: string, doc: A thing.}\n",
            "a:\n  B: {type: string, doc: A thing.}\n  C: ¤{type: string, doc: A thing.\n",
            "a:\n  B: ¤{type: string, doc: A thing.\nb:\n  C: {type: string, doc: A thing.}\n",
            "a: {\n  B: ¤{type: string, doc: A thing.\n  C: {type: string, doc: A thing.}\n}\n",
            "a:\n  B: {type: string, one_of: ¤[a, b, doc: A thing.}\n  C: {type: string}\n",
            "a: ¤[b, c\nd: e\n",
            "a: ¤{b: [c, d]\ne: {f: g}\n",
            "a:\n  B: {type: string, doc: ¤\"A thing.}\n  C: {type: string, doc: \"A thing.\"}\n",
            "a:\n  B: {type: string, doc: ¤'A thing.}\n  C: {type: string, doc: A thing.}\n",
            "a: ¤\"b\nc: d\n",
            "# {\na: b{c\nd: 'e{'\nf: ¤{g: h\ni: j\n",
        ] {
            assert_eq!(opener(marked), marked.find('¤'), "{marked}");
        }
    }

    #[test]
    fn other_errors_are_not_unclosed_brackets() {
        for (text, noticed) in [("a: {b: c: d}\n", 8), ("a: b: c\n", 4), ("", 0), ("a: [b]\nc d\n", 9)] {
            assert_eq!(unclosed(text, noticed), None, "{text}");
        }
    }
}
