//! Keys out of environment variables.

use crate::runtime::credentials::Credentials;
use crate::runtime::environment::Environment;
use crate::runtime::error::{Error, Result};

/// The variables that one tool keeps a key in. Tools are not mixed: an id of one and a secret of another would make a
/// wrong key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyVariables {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    /// The first that is set counts.
    pub(crate) tokens: &'static [&'static str],
}

impl KeyVariables {
    /// The key of the first tool that has one.
    ///
    /// # Errors
    ///
    /// That there is none, or that one is there by half.
    pub(crate) fn read(tools: &[Self], environment: &Environment) -> Result<Credentials> {
        for tool in tools {
            let (id, secret) = (environment.variable(tool.id), environment.variable(tool.secret));
            let credentials = match (id, secret) {
                (None, None) => continue,
                (Some(id), Some(secret)) => Credentials::new(id, secret),
                (Some(_), None) => return Err(half(tool.id, tool.secret)),
                (None, Some(_)) => return Err(half(tool.secret, tool.id)),
            };
            return Ok(match environment.first(tool.tokens) {
                Some(token) => credentials.with_token(token),
                None => credentials,
            });
        }
        let names: Vec<String> =
            tools.iter().map(|tool| format!("{} and {}", tool.id, tool.secret)).collect();
        Err(Error::no_credentials(format!("neither set: {}", names.join(", or "))))
    }
}

fn half(set: &str, missing: &str) -> Error {
    Error::credentials(format!("{set} is set but {missing} is not"))
}
