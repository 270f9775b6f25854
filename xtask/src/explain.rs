//! `explain`: what the code of a diagnostic means, with a spec that has the fault and one that has not.

use std::io::{self, Write};

use clouddb_codegen::diagnostics::{Code, Example};

use crate::cli::Explain;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, Tone, toned};

pub(crate) fn run(options: &Explain) -> Result<Outcome, Failure> {
    let mut out = terminal::stdout();
    match &options.code {
        Some(text) => {
            let code: Code = text.parse().map_err(|fault| {
                Failure::Message(format!("`{text}`: {fault}; `cargo xtask explain` lists them all"))
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
    // An operation's part needs no name; it is what most examples are of.
    let file = example.kind.strip_prefix("yaml ").map(|file| format!(" ({file})")).unwrap_or_default();
    writeln!(out, "\n{title}{file}:")?;
    example.text.lines().try_for_each(|line| writeln!(out, "    {line}"))
}
