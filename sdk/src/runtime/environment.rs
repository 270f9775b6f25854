//! Environment variables, or a fixed set of them in their place.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Where settings and credentials that are not given explicitly come from.
#[derive(Clone, Default)]
pub struct Environment {
    fixed: Option<Arc<BTreeMap<String, String>>>,
}

impl Environment {
    /// The variables of this process.
    pub fn process() -> Self {
        Self::default()
    }

    /// These variables and no others, for tests and for programs that must not depend on their surroundings.
    pub fn fixed<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { fixed: Some(Arc::new(variables)) }
    }

    /// The first of `names` that is set and not blank. Values that are no UTF-8 count as unset.
    pub(crate) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let value = match &self.fixed {
                Some(fixed) => fixed.get(*name).cloned(),
                None => std::env::var(name).ok(),
            };
            value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        })
    }
}

impl fmt::Debug for Environment {
    /// Shows where it looks, never what it finds: the values can be keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fixed {
            Some(fixed) => f.debug_set().entries(fixed.keys()).finish(),
            None => f.write_str("Environment(process)"),
        }
    }
}
