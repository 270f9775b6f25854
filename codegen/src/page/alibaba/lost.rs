//! Rows that lost cells. A name followed by its type starts a row; where copied text has lost the type, or
//! yes and no as well, something else must vouch for the name: the request or response that the page shows
//! has it and no whole row tells it, or it is spelled as the names of its table are and stands where a row
//! can start. What nothing vouches for is text.

use std::collections::BTreeMap;

use super::row::{is_reference, starts_capital};
use super::rows::Context;

/// What vouches for names without a type.
pub(super) struct Witness<'a> {
    context: &'a Context<'a>,
    /// The names of whole rows, and how many rows have them.
    told: BTreeMap<String, usize>,
    /// The names of the table start with a capital.
    pub(super) capital: bool,
}

impl<'a> Witness<'a> {
    /// `told`: the names of whole rows.
    pub(super) fn new<'n>(context: &'a Context<'a>, told: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for name in told {
            *names.entry(name.to_owned()).or_default() += 1;
        }
        let rows: usize = names.values().sum();
        let capitals: usize =
            names.iter().filter(|(name, _)| starts_capital(name)).map(|(_, count)| count).sum();
        Self { context, told: names, capital: capitals > 0 && capitals * 2 >= rows }
    }

    /// The example shows a field of that name, and there are fewer whole rows for it than it has places.
    pub(super) fn shown(&self, name: &str) -> bool {
        let told = self.told.get(name).copied().unwrap_or_default();
        self.context.sample.has(name) && told < self.context.sample.root.count(name).max(1)
    }

    /// It is spelled as names are, `BackupId`, and no whole row has it.
    pub(super) fn spelled(&self, name: &str) -> bool {
        let inner = name.chars().skip(1).any(|c| c.is_ascii_uppercase());
        self.capital
            && inner
            && starts_capital(name)
            && is_reference(name)
            && name.contains(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
            && !self.told.contains_key(name)
    }

    /// Either.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.shown(name) || self.spelled(name)
    }

    /// The longest name that the example shows at the start of a text without blanks between its cells.
    pub(super) fn leading<'t>(&self, text: &'t str) -> Option<&'t str> {
        let names = self.context.sample.names().filter(|name| text.starts_with(name) && self.shown(name));
        names.map(str::len).max().and_then(|len| text.get(..len))
    }
}
