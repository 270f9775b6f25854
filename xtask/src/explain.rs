//! `explain`: what the code of a diagnostic means.

use std::io::Write;

use clouddb_codegen::diagnostics::Code;

use crate::cli::Explain;
use crate::outcome::{Failure, Outcome};
use crate::terminal;

pub(crate) fn run(options: &Explain) -> Result<Outcome, Failure> {
    let mut out = terminal::stdout();
    match &options.code {
        Some(text) => {
            let code: Code = text.parse().map_err(|fault| {
                Failure::Message(format!("`{text}`: {fault}; `cargo xtask explain` lists them all"))
            })?;
            writeln!(out, "{code}: {}", code.explanation())?;
        }
        None => {
            for code in Code::ALL {
                writeln!(out, "{code}: {}", code.explanation())?;
            }
        }
    }
    Ok(Outcome::Fine)
}
