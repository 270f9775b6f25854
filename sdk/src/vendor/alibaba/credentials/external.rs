//! A command that prints keys.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::runtime::credentials::source::{expiry, parse, text};
use crate::runtime::{BoxFuture, Credentials, CredentialsProvider, Error, ProviderContext, Result};

/// As in the vendor's command line tool.
const LIMIT: Duration = Duration::from_secs(60);

/// A command of your own that prints a key as JSON, as in profiles of mode `External`: `{"mode": "AK" | "StsToken",
/// "access_key_id", "access_key_secret", "sts_token", "expiration"}`.
///
/// The command is run without a shell: words are split at spaces, and quotes keep them together. It is ended after 60
/// seconds, or when the waiting call is dropped together with the client.
#[derive(Clone)]
#[must_use = "a source of credentials has no effect until it is passed to a configuration"]
pub struct ExternalCommand {
    command: String,
    limit: Duration,
}

impl ExternalCommand {
    /// Runs `command`, a program with its arguments.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), limit: LIMIT }
    }

    /// Time limit of the command; 60 seconds by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    async fn run(&self) -> Result<Credentials> {
        let words = words(&self.command)
            .ok_or_else(|| Error::credentials("the command that prints keys has a quote without an end"))?;
        let (program, arguments) =
            words.split_first().ok_or_else(|| Error::credentials("the command that prints keys is empty"))?;
        let output = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // Its error output may contain keys.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .output();
        let output = tokio::time::timeout(self.limit, output)
            .await
            .map_err(|_| {
                Error::credentials(format!("the command `{program}` took longer than {:?}", self.limit))
            })?
            .map_err(|e| {
                Error::credentials(format!("the command `{program}` cannot be run")).with_source(e)
            })?;
        if !output.status.success() {
            let status = output.status;
            return Err(Error::credentials(format!("the command `{program}` failed: {status}")));
        }
        read(&format!("the output of `{program}`"), &output.stdout)
    }
}

fn read(what: &str, output: &[u8]) -> Result<Credentials> {
    let json = parse(what, output)?;
    let member =
        |name| text(&json, name).ok_or_else(|| Error::credentials(format!("{what} has no `{name}`")));
    let key = Credentials::new(member("access_key_id")?, member("access_key_secret")?);
    let key = match member("mode")? {
        "AK" => key,
        "StsToken" => key.with_token(member("sts_token")?),
        _ => return Err(Error::credentials(format!("{what} has a mode that is neither AK nor StsToken"))),
    };
    Ok(match expiry(what, &json, "expiration")? {
        Some(end) => key.with_expiry(end),
        None => key,
    })
}

/// Splits a command into words as a shell does, without expansions. `None` if a quote is not closed.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' | '\n' | '\r' => words.extend(word.take()),
            '\'' | '"' => {
                let text = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        end if end == letter => break,
                        '\\' if letter == '"' => match letters.next()? {
                            escaped @ ('"' | '\\') => text.push(escaped),
                            other => text.extend(['\\', other]),
                        },
                        other => text.push(other),
                    }
                }
            }
            // On other systems a backslash separates folders.
            '\\' if cfg!(unix) => word.get_or_insert_default().push(letters.next()?),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Some(words)
}

impl std::fmt::Debug for ExternalCommand {
    /// The program without its arguments: one of them may be a key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let program = self.command.split_whitespace().next().unwrap_or_default();
        f.debug_struct("ExternalCommand").field("program", &program).finish_non_exhaustive()
    }
}

impl CredentialsProvider for ExternalCommand {
    fn credentials<'a>(&'a self, _: &'a ProviderContext) -> BoxFuture<'a, Result<Credentials>> {
        Box::pin(self.run())
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        let split = |command| words(command).unwrap();
        assert_eq!(split(" acs  get\t--x 1 "), ["acs", "get", "--x", "1"]);
        assert_eq!(split(r#"a 'b "c' "d \"e\" \n" f"g h"i ''"#), ["a", "b \"c", r#"d "e" \n"#, "fg hi", ""]);
        assert!(split("").is_empty());
        assert!(words("a 'b").is_none() && words("a \"b\\").is_none());
    }
}
