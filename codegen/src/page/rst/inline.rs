//! The text of a line without its markup: `**bold**`, ` ``code`` `, `` :ref:`text <target>` ``, `\ `.

use crate::page::document::clean;

/// How often a line may be read in vain, looking for the end of what never ends.
const PATIENCE: usize = 16;

/// The longest name of a role, `:ref:`.
const LONGEST_ROLE: usize = 16;

/// The text of a line.
pub(super) fn text(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut patience = line.len().saturating_mul(PATIENCE);
    while let Some(start) = rest.find(['\\', '`', '*', ':', '|']) {
        let (plain, marked) = rest.split_at(start);
        out.push_str(plain);
        let span = if patience > 0 { span(marked, &out) } else { None };
        rest = match span {
            Some((shown, after)) => {
                out.push_str(shown);
                after
            }
            None => {
                patience = patience.saturating_sub(looked(marked));
                let first = marked.chars().next().map_or(0, char::len_utf8);
                let (mark, after) = marked.split_at(first);
                out.push_str(mark);
                after
            }
        };
    }
    out.push_str(rest);
    clean(&out)
}

/// What the markup at the start of a text shows, and what comes after it.
fn span<'a>(text: &'a str, before: &str) -> Option<(&'a str, &'a str)> {
    if let Some(rest) = text.strip_prefix('\\') {
        // A backslash makes a mark a character, and a blank nothing.
        let c = rest.chars().next()?;
        let (c_text, after) = rest.split_at(c.len_utf8());
        return Some((if c.is_whitespace() { "" } else { c_text }, after));
    }
    if let Some(rest) = text.strip_prefix("``") {
        return rest.split_once("``");
    }
    if let Some(rest) = text.strip_prefix('`') {
        return reference(rest);
    }
    if let Some(rest) = text.strip_prefix(':') {
        let is_reference = |c: &char| c.is_ascii_alphanumeric() || "-:_+.".contains(*c);
        let name: usize = rest.chars().take(LONGEST_ROLE).take_while(is_reference).map(char::len_utf8).sum();
        let (name, rest) = rest.split_at(name);
        // The name ends with a colon.
        return if name.len() > 1 && name.ends_with(':') { reference(rest.strip_prefix('`')?) } else { None };
    }
    let mark = ["**", "*", "|"].into_iter().find(|mark| text.starts_with(mark))?;
    // It opens only at the start of a word, and closes only at the end of one.
    if before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let (inside, after) = text.strip_prefix(mark)?.split_once(mark)?;
    let open = !inside.is_empty() && !inside.starts_with(char::is_whitespace);
    let closed = !inside.ends_with(char::is_whitespace) && !after.starts_with(char::is_alphanumeric);
    (open && closed).then_some((if mark == "|" { "" } else { inside }, after))
}

/// How much of a text was read to find that it is no markup.
fn looked(text: &str) -> usize {
    if text.starts_with(':') { LONGEST_ROLE } else { text.len() }
}

/// `` text <target>`__ ``: the text.
fn reference(rest: &str) -> Option<(&str, &str)> {
    let (inside, after) = rest.split_once('`')?;
    let target = inside.rfind(" <").filter(|_| inside.ends_with('>'));
    let shown = target.and_then(|target| inside.get(..target)).unwrap_or(inside);
    Some((shown, after.trim_start_matches('_')))
}
