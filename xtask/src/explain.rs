//! `explain`: explains the codes of diagnostics, with a wrong and a right spec for each.

use std::io::{self, Write};

use clouddb_codegen::diagnostics::{Code, Example};

use crate::cli::Explain;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, Tone, toned};

pub(crate) fn run(options: &Explain) -> Result<Outcome, Failure> {
    let mut out = terminal::stdout();
    match &options.code {
        Some(text) => {
            let code: Code = text.parse().map_err(|error| {
                Failure::Message(format!("`{text}`: {error}; `cargo xtask explain` lists all codes"))
            })?;
            writeln!(out, "{code}: {}", code.explanation())?;
            if let Some([wrong, right]) = code.examples() {
                example(&mut out, &toned(Tone::Bad, "wrong"), wrong)?;
                example(&mut out, &toned(Tone::Good, "right"), right)?;
            }
        }
        None => {
            for code in Code::ALL {
                writeln!(out, "{code}: {}", code.explanation())?;
            }
        }
    }
    Ok(Outcome::Fine)
}

fn example(out: &mut impl Write, title: &str, example: Example) -> io::Result<()> {
    // Most examples are parts of an operation, so only other files are named.
    let file = example.kind.strip_prefix("yaml ").map(|file| format!(" ({file})")).unwrap_or_default();
    writeln!(out, "\n{title}{file}:")?;
    example.text.lines().try_for_each(|line| writeln!(out, "    {line}"))
}
