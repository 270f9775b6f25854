//! The names that the page's examples use: whatever is among them is a field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rows::Side;
use crate::page::facts::Example;

/// The names, and what the examples tell about each.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Every name, and whether an example shows an object there.
    found: BTreeMap<String, bool>,
    /// Those that no other field holds: the rows of the table have to have them.
    sent: BTreeSet<String>,
    answered: BTreeSet<String>,
}

impl Names {
    /// Notes that an example uses a name.
    pub(super) fn add(&mut self, name: &str, is_object: bool) {
        *self.found.entry(name.to_owned()).or_default() |= is_object;
    }

    /// Notes that an example of a request has a parameter of that name.
    pub(super) fn add_sent(&mut self, name: &str) {
        self.add(name, false);
        self.sent.insert(name.to_owned());
    }

    /// Notes the outermost members of an example. One that has lost lines tells nothing.
    pub(super) fn add_outermost(&mut self, example: &Example) {
        let body = example.text.find('{').zip(example.text.rfind('}'));
        let body = body.and_then(|(from, to)| example.text.get(from..=to));
        let Some(Value::Object(members)) = body.and_then(|body| serde_json::from_str(body).ok()) else {
            return;
        };
        let response = members.get("Response").and_then(Value::as_object);
        if example.is_request {
            self.sent.extend(members.keys().cloned());
        } else {
            self.answered.extend(response.unwrap_or(&members).keys().cloned());
        }
    }

    /// Whether an example uses it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.found.contains_key(name)
    }

    /// Whether an example shows an object there.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.found.get(name).is_some_and(|is_object| *is_object)
    }

    /// Whether the table on that side has to have a row of the name.
    pub(super) fn needs(&self, side: Side, name: &str) -> bool {
        let outermost = match side {
            Side::Request => &self.sent,
            Side::Response => &self.answered,
        };
        outermost.contains(name)
    }

    /// Whether the table of the response has to have rows that are known.
    pub(super) fn has_answer(&self) -> bool {
        !self.answered.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Side};
    use crate::page::facts::Example;

    #[test]
    fn the_outermost_members_are_rows() {
        let mut names = Names::default();
        let example = |is_request, text: &str| Example { is_request, text: text.to_owned(), line: 1 };
        names.add_outermost(&example(true, "POST / HTTP/1.1\nHost: it\n\n{\"Reel\": {\"Side\": 1}}"));
        names.add_outermost(&example(false, "{\"Response\": {\"Tapes\": [{\"Size\": 1}]}}"));
        names.add_outermost(&example(false, "\"Torn\": 1\n}"));
        let needed = |side| ["Reel", "Side", "Tapes", "Size", "Torn"].map(|name| names.needs(side, name));
        assert_eq!(needed(Side::Request), [true, false, false, false, false]);
        assert_eq!(needed(Side::Response), [false, false, true, false, false]);
    }
}
