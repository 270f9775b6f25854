//! Brackets and quotes that are not closed: a parser notices that late, and a person wants to know where they open.

/// A bracket that is open.
struct Open {
    at: usize,
    closer: u8,
}

/// Where the bracket or the quote stands whose missing partner a parser noticed at `noticed`, if there is one.
///
/// Specs open and close brackets on one line mostly, and quotes always. So what is open at the end of a line before
/// is the likeliest, the last one first.
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
    // A text over several lines that ends where the fault is has swallowed what stands between two quotes.
    let swallowed = quote.filter(|quote| {
        line_of(quote.end.saturating_sub(1)) == noticed_line && line_of(quote.start) < noticed_line
    });
    if let Some(quote) = swallowed {
        return Some(quote.start);
    }
    let before = scanner.open.iter().rev().find(|open| line_of(open.at) < noticed_line);
    before.or(scanner.open.last().filter(|_| noticed >= text.trim_end().len())).map(|open| open.at)
}

enum Step {
    /// A quoted text was passed, which starts here.
    Quote(usize),
    /// A quoted text starts here and has no end.
    Unclosed(usize),
    /// A bracket closes that does not belong to the one that is open, which stands here.
    Mismatch(usize),
    Other,
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
    /// The last character that is no space.
    before: u8,
    open: Vec<Open>,
}

impl Scanner<'_> {
    fn step(&mut self) -> Step {
        let from = self.at;
        let Some(&byte) = self.text.get(from) else { return Step::Other };
        self.at += 1;
        let spaced = from == 0 || self.text[from - 1].is_ascii_whitespace();
        // Marks inside of text are text.
        let begins = match self.before {
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
            b'"' | b'\'' if begins => {
                self.before = byte;
                return if self.pass_quoted(byte) { Step::Quote(from) } else { Step::Unclosed(from) };
            }
            b'{' | b'[' if begins => {
                self.open.push(Open { at: from, closer: if byte == b'{' { b'}' } else { b']' } });
            }
            b'}' | b']' => match self.open.pop() {
                Some(open) if open.closer != byte => return Step::Mismatch(open.at),
                _ => {}
            },
            _ => {}
        }
        match byte {
            // A new line begins a value in block style alone.
            b'\n' if self.open.is_empty() => self.before = byte,
            _ if byte.is_ascii_whitespace() => {}
            _ => self.before = byte,
        }
        Step::Other
    }

    /// Goes behind the closing quote; whether there is one.
    fn pass_quoted(&mut self, quote: u8) -> bool {
        while let Some(&byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' if quote == b'"' => self.at += 1,
                // Two of them are one of the text.
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
    use crate::diagnostics::{Faults, Sources};
    use crate::spec::yaml;

    /// The texts have a `¤` before the mark that is to be found.
    fn opener(marked: &str) -> Option<usize> {
        let text = marked.replace('¤', "");
        let (mut sources, mut faults) = (Sources::default(), Faults::default());
        let file = sources.add("x", Some(text.clone()));
        assert!(yaml::parse(file, &text, &mut faults).is_none(), "{text} is YAML");
        let report = crate::diagnostics::Report::new(sources, faults);
        let found = report.iter().next().unwrap();
        let line: usize = text.lines().take(found.line - 1).map(|line| line.len() + 1).sum();
        Some(line + found.column - 1)
    }

    #[test]
    fn what_is_not_closed_is_found_where_it_opens() {
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
    fn other_faults_are_not_taken_for_it() {
        for (text, noticed) in [("a: {b: c: d}\n", 8), ("a: b: c\n", 4), ("", 0), ("a: [b]\nc d\n", 9)] {
            assert_eq!(unclosed(text, noticed), None, "{text}");
        }
    }
}
