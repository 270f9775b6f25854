//! Writes data to stdout, and progress and errors to stderr.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const CYAN: &str = "\x1b[36m";
const PLAIN: &str = "\x1b[0m";

/// The meaning of a coloured word.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    Good,
    Notable,
    Bad,
    Head,
    Dim,
}

/// A word in its colour; [`stdout`] removes the colour unless it is a terminal.
pub(crate) fn toned(tone: Tone, text: &str) -> String {
    let color = match tone {
        Tone::Good => GREEN,
        Tone::Notable => YELLOW,
        Tone::Bad => RED,
        Tone::Head => BOLD,
        Tone::Dim => DIM,
    };
    format!("{color}{text}{PLAIN}")
}

/// Stdout, with colours only on a terminal (respects `NO_COLOR` and `CLICOLOR`).
pub(crate) fn stdout() -> AutoStream<io::StdoutLock<'static>> {
    anstream::stdout().lock()
}

/// Whether stderr shows colours.
pub(crate) fn stderr_has_color() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// Shows progress, only on a terminal.
pub(crate) fn progress(noun: &str) {
    if io::stderr().is_terminal() {
        note(&format!("{BOLD}{GREEN}{noun:>12}{PLAIN}"));
    }
}

/// Reports an error in the style of rustc.
pub(crate) fn error(message: &str) {
    note(&format!("{BOLD}{RED}error{PLAIN}{BOLD}:{PLAIN} {message}"));
}

/// Reports help in the style of rustc.
pub(crate) fn help(message: &str) {
    note(&format!("{BOLD}{CYAN}help{PLAIN}{BOLD}:{PLAIN} {message}"));
}

/// Writes text that contains its own colours and line ends.
pub(crate) fn raw(text: &str) {
    // An error of stderr cannot be reported anywhere.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
    if !text.ends_with('\n') {
        note("");
    }
}

fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// `1 page`, `2 pages`
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Writes at most `limit` lines of a unified diff, and returns the number of omitted lines.
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
