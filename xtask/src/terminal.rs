//! Data on stdout; on stderr what a person at a terminal wants to know beside it.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const CYAN: &str = "\x1b[36m";
const PLAIN: &str = "\x1b[0m";

/// What a coloured word says.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Notable,
    Bad,
    Head,
    Aside,
}

/// A word in its colour; [`stdout`] leaves the colour out where nobody sees it.
pub(crate) fn toned(tone: Tone, text: &str) -> String {
    let color = match tone {
        Tone::Good => GREEN,
        Tone::Notable => YELLOW,
        Tone::Bad => RED,
        Tone::Head => BOLD,
        Tone::Aside => DIM,
    };
    format!("{color}{text}{PLAIN}")
}

/// Stdout, without colours where nobody sees them (`NO_COLOR` and `CLICOLOR` are heard).
pub(crate) fn stdout() -> AutoStream<io::StdoutLock<'static>> {
    anstream::stdout().lock()
}

/// Whether stderr shows colours.
pub(crate) fn stderr_has_color() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// What goes on at the moment, for whoever waits at a terminal.
pub(crate) fn progress(what: &str) {
    if io::stderr().is_terminal() {
        note(&format!("{BOLD}{GREEN}{what:>12}{PLAIN}"));
    }
}

/// A fault, in the way of the compiler's.
pub(crate) fn error(message: &str) {
    note(&format!("{BOLD}{RED}error{PLAIN}{BOLD}:{PLAIN} {message}"));
}

/// What to do about a fault.
pub(crate) fn help(message: &str) {
    note(&format!("{BOLD}{CYAN}help{PLAIN}{BOLD}:{PLAIN} {message}"));
}

/// Text that is complete with its colours and line ends.
pub(crate) fn raw(text: &str) {
    // There is nowhere left to tell that stderr is closed.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
    if !text.ends_with('\n') {
        note("");
    }
}

fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// `1 page`, `2 pages`
pub(crate) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// Writes a unified diff, at most `limit` lines of it; how many lines there are more.
pub(crate) fn diff(out: &mut impl Write, diff: &str, limit: usize) -> io::Result<usize> {
    for line in diff.lines().take(limit) {
        let color = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => BOLD,
            [b'+', ..] => GREEN,
            [b'-', ..] => RED,
            [b'@', b'@', ..] => CYAN,
            _ => {
                writeln!(out, "{line}")?;
                continue;
            }
        };
        writeln!(out, "{color}{line}{PLAIN}")?;
    }
    Ok(diff.lines().count().saturating_sub(limit))
}
