//! The text of a line without its markup, as CommonMark reads it: `**bold**`, `[text](url)`, `` `code` ``,
//! `\_`, `&lt;`, and the tags of HTML.
//!
//! Names and patterns of times are full of `_` and `*`; CommonMark's rule tells which of those are markup.

use crate::page::html;

/// A part of a line that `<br>` and other tags cut.
#[derive(Default)]
pub(super) struct Part {
    pub(super) text: String,
    /// It is an entry of a list.
    pub(super) entry: bool,
    /// It begins a block of its own.
    pub(super) apart: bool,
}

/// The text of a line in one piece.
pub(super) fn text(line: &str) -> String {
    let parts: Vec<String> = parts(line).into_iter().map(|part| part.text).collect();
    crate::page::document::clean(&parts.join(" "))
}

/// The text of a line, cut where its tags say so.
pub(super) fn parts(line: &str) -> Vec<Part> {
    let mut scanner = Scanner::new(line);
    while scanner.step() {}
    let pieces = emphasis(scanner.pieces);
    let mut parts = vec![Part { apart: true, ..Part::default() }];
    for piece in pieces {
        match piece {
            Piece::Cut { entry, apart } => parts.push(Part { text: String::new(), entry, apart }),
            Piece::Text(text) => parts.last_mut().into_iter().for_each(|part| part.text.push_str(&text)),
            Piece::Run { mark, count, .. } => {
                parts
                    .last_mut()
                    .into_iter()
                    .for_each(|part| part.text.extend(std::iter::repeat_n(mark, count)));
            }
        }
    }
    parts
}

enum Piece {
    Text(String),
    /// `*` or `_`, as many as stand together.
    Run {
        mark: char,
        count: usize,
        opens: bool,
        closes: bool,
    },
    /// A tag that ends the line.
    Cut {
        entry: bool,
        apart: bool,
    },
}

struct Scanner<'a> {
    rest: &'a str,
    /// The character before the rest.
    before: char,
    pieces: Vec<Piece>,
    /// Which pieces are a `[` or `![` that no link has closed yet.
    brackets: Vec<usize>,
    /// How much may still be read in vain: a line full of marks that nothing closes must not take a time
    /// that grows with the square of its length.
    patience: usize,
}

/// How often a line may be read in vain.
const PATIENCE: usize = 16;

/// No address of a link is longer.
const LONGEST_ADDRESS: usize = 1000;

/// The longest name of a character is `&CounterClockwiseContourIntegral;`.
const LONGEST_REFERENCE: usize = 32;

/// Tags that stand within a line and say nothing about its text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
    "q", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

impl<'a> Scanner<'a> {
    fn new(line: &'a str) -> Self {
        let patience = line.len().saturating_mul(PATIENCE);
        Self { rest: line, before: ' ', pieces: Vec::new(), brackets: Vec::new(), patience }
    }

    /// Takes the next piece; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        match first {
            '\\' => self.escape(),
            '`' => self.code(),
            '*' | '_' => self.run(first),
            '!' if self.rest.starts_with("![") => self.bracket("!["),
            '[' => self.bracket("["),
            ']' => self.link(),
            '<' => self.tag(),
            '&' => self.reference(),
            _ => {
                let rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
                let end = rest.find(['\\', '`', '*', '_', '!', '[', ']', '<', '&']);
                self.take(end.map_or(self.rest.len(), |end| first.len_utf8() + end));
            }
        }
        true
    }

    /// Goes on by so many bytes and gives them back.
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.before = taken.chars().next_back().unwrap_or(self.before);
        self.rest = rest;
        taken
    }

    fn push(&mut self, text: &str) {
        let bracket = self.brackets.last().is_some_and(|open| open + 1 == self.pieces.len());
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) if !bracket => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Takes so many bytes as they are.
    fn take(&mut self, bytes: usize) {
        let text = self.skip(bytes);
        self.push(text);
    }

    /// The result of a look at so many bytes; nothing if it was one too many.
    fn found<T>(&mut self, looked: usize, result: Option<T>) -> Option<T> {
        if result.is_none() {
            self.patience = self.patience.saturating_sub(looked);
        }
        result
    }

    /// `\_`
    fn escape(&mut self) {
        let backslash = self.skip(1);
        match self.rest.chars().next() {
            Some(c) if c.is_ascii_punctuation() => self.take(1),
            Some(_) => self.push(backslash),
            // At the end of a line it only breaks it.
            None => {}
        }
    }

    /// `` `code` ``
    fn code(&mut self) {
        let ticks = leading(self.rest, '`');
        let end = if self.patience > 0 { find_run(self.rest, ticks) } else { None };
        match self.found(self.rest.len(), end) {
            Some(end) => {
                self.skip(ticks);
                let code = self.skip(end - ticks);
                self.push(code.trim());
                self.skip(ticks);
            }
            None => self.take(ticks),
        }
    }

    fn run(&mut self, mark: char) {
        let before = self.before;
        let count = leading(self.rest, mark);
        self.skip(count);
        let after = self.rest.chars().next().unwrap_or(' ');
        let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let left = !after.is_whitespace() && (!is_mark(after) || before.is_whitespace() || is_mark(before));
        let right = !before.is_whitespace() && (!is_mark(before) || after.is_whitespace() || is_mark(after));
        // Inside a word `_` is a part of it.
        let opens = left && (mark == '*' || !right || is_mark(before));
        let closes = right && (mark == '*' || !left || is_mark(after));
        self.pieces.push(Piece::Run { mark, count, opens, closes });
    }

    fn bracket(&mut self, open: &str) {
        self.skip(open.len());
        self.brackets.push(self.pieces.len());
        self.pieces.push(Piece::Text(open.to_owned()));
    }

    /// `](url)`: the text of a link stays, an image goes.
    fn link(&mut self) {
        let open = self.brackets.pop();
        let is_link = open.is_some() && self.patience > 0 && self.rest.starts_with("](");
        let end = if is_link { address(self.rest) } else { None };
        let looked = if is_link { self.rest.len().min(LONGEST_ADDRESS) } else { 0 };
        let Some((open, end)) = open.zip(self.found(looked, end)) else {
            self.take(1);
            return;
        };
        match self.pieces.get_mut(open) {
            Some(Piece::Text(text)) if text == "![" => self.pieces.truncate(open),
            Some(Piece::Text(text)) => text.clear(),
            _ => {}
        }
        self.skip(end);
    }

    /// A tag of HTML, or an address in `<…>`. Other names in `<…>` are placeholders and stay.
    fn tag(&mut self) {
        let end = if self.patience > 0 { self.rest.find('>') } else { None };
        let inside = self.found(self.rest.len(), end).and_then(|end| self.rest.get(1..end));
        let Some(inside) = inside else {
            self.take(1);
            return;
        };
        let end = inside.len() + 2;
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let name = name.split([' ', '\t', '/']).next().unwrap_or_default();
        if ["http:", "https:", "mailto:"].iter().any(|scheme| inside.starts_with(scheme)) {
            self.skip(end);
            self.push(inside);
        } else if inside.starts_with("!--") {
            let end = self.rest.find("-->").map_or(self.rest.len(), |end| end + 3);
            self.skip(end);
        } else if let Some(cut) = cut(&name.to_ascii_lowercase(), inside.starts_with('/')) {
            self.skip(end);
            self.before = ' ';
            self.pieces.push(cut);
        } else if INLINE.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            // The text around it stays together: `<b>A</b>is`.
            self.rest = self.rest.get(end..).unwrap_or_default();
        } else {
            self.take(1);
            self.patience = self.patience.saturating_sub(end);
        }
    }

    /// `&lt;`
    fn reference(&mut self) {
        let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let length = self.rest.chars().skip(1).take(LONGEST_REFERENCE).take_while(|c| name(*c)).count() + 1;
        match self.rest.get(..=length).filter(|text| text.ends_with(';')) {
            Some(text) => {
                self.skip(length + 1);
                self.push(&html::decoded(text));
            }
            None => self.take(1),
        }
    }
}

/// What a tag does that ends a line.
fn cut(tag: &str, closes: bool) -> Option<Piece> {
    match tag {
        "br" => Some(Piece::Cut { entry: false, apart: false }),
        "li" => Some(Piece::Cut { entry: !closes, apart: true }),
        "p" | "div" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "thead" | "tbody" | "tr" | "td" | "th"
        | "pre" | "section" | "blockquote" | "hr" | "details" | "summary" => {
            Some(Piece::Cut { entry: false, apart: true })
        }
        _ => None,
    }
}

/// How long `](address)` is, title included, if it looks like one: `[1,100](inclusive)` is no link.
fn address(rest: &str) -> Option<usize> {
    let open = "](";
    let (mut depth, mut ended, mut title, mut is_address) = (0_u32, false, false, false);
    for (at, c) in rest.strip_prefix(open)?.char_indices().take(LONGEST_ADDRESS) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return (at == 0 || is_address).then_some(open.len() + at + 1),
            ')' => depth -= 1,
            '/' | '#' | '~' | '.' | ':' if !ended => is_address = true,
            c if c.is_whitespace() => ended = true,
            '"' | '\'' if ended => title = true,
            // Only a title may follow.
            _ if ended && !title => return None,
            _ => {}
        }
    }
    None
}

/// How many of `mark` a text begins with.
fn leading(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}

/// Where the next run of exactly so many backticks stands, after the one at the start.
fn find_run(text: &str, length: usize) -> Option<usize> {
    let mut at = length;
    while let Some(found) = text.get(at..)?.find('`') {
        let start = at + found;
        let run = leading(text.get(start..)?, '`');
        if run == length {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// Takes away the marks that open and close emphasis; the others are text.
fn emphasis(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let (mut stars, mut lines) = (Vec::new(), Vec::new());
    for at in 0..pieces.len() {
        let Some(&Piece::Run { mark, count, opens, closes }) = pieces.get(at) else { continue };
        let open: &mut Vec<usize> = if mark == '*' { &mut stars } else { &mut lines };
        let mut left = count;
        while let Some(&opener) = open.last().filter(|_| closes && left > 0) {
            let Some(Piece::Run { count: before, closes: both, .. }) = pieces.get_mut(opener) else { break };
            // CommonMark's "multiple of 3" rule: in `**a*b*c**` the inner ones belong together.
            let both = *both || opens;
            if both && (*before + left) % 3 == 0 && !(*before % 3 == 0 && left % 3 == 0) {
                break;
            }
            let used = if *before > 1 && left > 1 { 2 } else { 1 };
            *before -= used;
            left -= used;
            if *before == 0 {
                open.pop();
            }
        }
        if opens && left > 0 {
            open.push(at);
        }
        if let Some(Piece::Run { count, .. }) = pieces.get_mut(at) {
            *count = left;
        }
    }
    pieces
}
