//! The comparison of parameters, and of the response's fields.

use std::collections::BTreeSet;

use serde_json::Value;

use super::compare::{Claim, Comparison};
use super::contract::{Item, Origin, Role, Said};
use super::difference::{Aspect, Class, Difference, Of};
use super::find::placeholders;
use super::kind::Meaning;
use super::matching::{Pairs, pairs};
use crate::page::facts::Location;
use crate::spec::Bounds;

pub(super) fn compare(comparison: &mut Comparison<'_>, of: Of) {
    let (old, new) = (comparison.old, comparison.new);
    let (before, after) = match of {
        Of::Response => (&old.response, &new.response),
        _ => (&old.params, &new.params),
    };
    let pairs = pairs((old, before), (new, after));
    let mut section = Section { comparison, of, before, after, pairs };
    for (at, item) in before.iter().enumerate() {
        match section.partner(at) {
            Some(partner) => section.pair(item, partner),
            None => section.gone(item),
        }
    }
    for (at, item) in after.iter().enumerate() {
        if section.pairs.of_new.get(at) == Some(&None) {
            section.came(item);
        }
    }
}

struct Section<'a, 'b> {
    comparison: &'b mut Comparison<'a>,
    of: Of,
    before: &'a [Item],
    after: &'a [Item],
    pairs: Pairs,
}

/// A field as both sides have it.
struct Pair<'a> {
    old: &'a Item,
    new: &'a Item,
    name: String,
    labels: (String, String),
}

impl Pair<'_> {
    fn claim<'c, T>(
        &'c self,
        of: Of,
        aspect: Aspect,
        old: Option<&'c Said<T>>,
        new: Option<&'c Said<T>>,
    ) -> Claim<'c, T> {
        let labels = (self.labels.0.as_str(), self.labels.1.as_str());
        Claim { of, name: &self.name, labels, aspect, at: Some(&self.old.at), old, new }
    }
}

impl<'a> Section<'a, '_> {
    fn partner(&self, old: usize) -> Option<&'a Item> {
        self.after.get((*self.pairs.of_old.get(old)?)?)
    }

    /// The page's field that is the one with these names on the old side.
    fn partner_of(&self, path: &[String]) -> Option<&'a Item> {
        self.partner(self.before.iter().position(|item| item.path == path)?)
    }

    fn push(&mut self, class: Class, old: Option<&Item>, new: Option<&Item>) {
        let Some(item) = old.or(new) else {
            return;
        };
        let vendor = self.comparison.old.vendor;
        let label = |item: &Item| item.label(vendor);
        let labels = (old.or(new).map(label), new.or(old).map(label));
        self.comparison.found.push(Difference {
            class,
            of: self.of,
            name: item.dotted(),
            labels: (labels.0.unwrap_or_default(), labels.1.unwrap_or_default()),
            aspect: None,
            old: old.map(|item| told(item).into()),
            new: new.map(|item| told(item).into()),
            old_at: old.map(|item| item.at.clone()).or_else(|| self.holder(item)),
            new_at: new.map(|item| item.at.clone()),
        });
    }

    /// Where the old side would have a field that it lacks.
    fn holder(&self, item: &Item) -> Option<super::contract::Place> {
        let holder = self.before.iter().find(|before| before.path == item.parents());
        let is_spec = self.comparison.old.origin == Origin::Spec;
        holder
            .filter(|_| is_spec)
            .map(|before| before.at.clone())
            .or_else(|| self.comparison.section(self.of))
    }

    /// A field of the old side that the page does not have.
    fn gone(&mut self, old: &Item) {
        let of_pages = self.comparison.of_pages();
        let unneeded = match old.role {
            Role::Common | Role::Wrapper => true,
            Role::Envelope => !of_pages,
            // `Tag.N.Key` implies `Tag`.
            Role::Own => !of_pages && self.shows_inside(&old.path),
        };
        if unneeded {
            return;
        }
        let holder = (!old.parents().is_empty()).then(|| self.partner_of(old.parents()));
        let class = match holder {
            _ if old.hidden => Class::Hidden,
            _ if old.deprecated => Class::Retired,
            // That its holder is gone, or unknown, is told already.
            Some(None) if !of_pages && !self.shows_inside(old.parents()) => return,
            Some(Some(holder)) if !self.holds(holder) && !self.shows_inside(old.parents()) => Class::Unknown,
            // What the URI holds has rows on every page: their table is lost.
            _ if self.of == Of::Param && in_uri(old) && self.lacks_uri_rows() => Class::Unknown,
            // A response without a table: the section is lost, or there is nothing to say.
            _ if self.of == Of::Response && self.after.is_empty() => Class::Unknown,
            _ => Class::Removed,
        };
        self.push(class, Some(old), None);
    }

    /// Whether the page's path has placeholders, and no row tells what any of them is.
    fn lacks_uri_rows(&self) -> bool {
        let path = self.comparison.new.path.as_ref().map_or("", |path| &path.value);
        let names: Vec<&str> = placeholders(path).into_iter().flatten().collect();
        !names.is_empty() && !self.after.iter().any(|item| names.contains(&item.name()))
    }

    /// Whether the page shows fields of this one of its own.
    fn holds(&self, holder: &Item) -> bool {
        self.after
            .iter()
            .any(|item| item.path.len() > holder.path.len() && item.path.starts_with(&holder.path))
    }

    /// Whether the page shows fields that the old side has in there, wherever the page has them.
    fn shows_inside(&self, path: &[String]) -> bool {
        self.before.iter().enumerate().any(|(at, item)| {
            item.path.len() > path.len() && item.path.starts_with(path) && self.partner(at).is_some()
        })
    }

    /// A field of the page that the old side does not have.
    fn came(&mut self, new: &Item) {
        let unneeded = match new.role {
            Role::Common => true,
            Role::Envelope => !self.comparison.of_pages(),
            Role::Wrapper | Role::Own => false,
        };
        if !unneeded {
            self.push(Class::Added, None, Some(new));
        }
    }

    fn pair(&mut self, old: &Item, new: &Item) {
        let of_pages = self.comparison.of_pages();
        if new.role == Role::Common && old.role == Role::Common || old.role == Role::Envelope && !of_pages {
            return;
        }
        if old.hidden {
            self.push(Class::Revealed, Some(old), Some(new));
        }
        if new.deprecated && !old.deprecated {
            self.push(Class::Deprecated, Some(old), Some(new));
        }
        // Of two pages one may have lost the mark. The spec's own page, or an older one, never had one that a
        // person knows of from elsewhere.
        if old.deprecated && !new.deprecated && !of_pages {
            let no_newer = self.comparison.is_no_newer_page();
            self.push(if no_newer { Class::Unknown } else { Class::Reinstated }, Some(old), Some(new));
        }
        let vendor = self.comparison.old.vendor;
        let pair = Pair { old, new, name: old.dotted(), labels: (old.label(vendor), new.label(vendor)) };
        // A spec has the name on the wire; what pages print around it is theirs.
        let renamed = if of_pages { pair.labels.0 != pair.labels.1 } else { old.name() != new.name() };
        if renamed {
            let said = |label: &str, item: &Item| Said { value: label.to_owned(), at: item.at.clone() };
            let (before, after) = (said(&pair.labels.0, old), said(&pair.labels.1, new));
            let claim = pair.claim(self.of, Aspect::Name, Some(&before), Some(&after));
            self.comparison.push(&claim, Class::Wording, |name| name.as_str().into());
        }
        self.kind(&pair);
        self.cells(&pair);
        self.values(&pair);
    }

    fn kind(&mut self, pair: &Pair<'_>) {
        let (old, new) = (pair.old, pair.new);
        let of_pages = self.comparison.of_pages();
        let claim = pair.claim(self.of, Aspect::Type, old.kind.as_ref(), new.kind.as_ref());
        self.comparison.claim(
            &claim,
            |one, other| {
                if !one.meaning.fits(&other.meaning) {
                    return Some(Class::Changed);
                }
                // A spec writes types its own way.
                let same = !of_pages || one.printed.to_lowercase() == other.printed.to_lowercase();
                (!same).then_some(Class::Wording)
            },
            |kind| kind.printed.as_str().into(),
        );
    }

    /// What has a column of its own.
    fn cells(&mut self, pair: &Pair<'_>) {
        let (old, new) = (pair.old, pair.new);
        let of_pages = self.comparison.of_pages();
        // A response's "always there" is a spec's word on what callers may rely on; pages have none.
        if of_pages || self.of == Of::Param {
            let claim = pair.claim(self.of, Aspect::Required, old.required.as_ref(), new.required.as_ref());
            self.comparison.claim(
                &claim,
                |one, other| (one != other).then_some(Class::Changed),
                |flag| Value::from(*flag),
            );
        }
        // Pages print "path" for some parameters that their path does not have.
        let path = self.comparison.new.path.as_ref().map_or("", |path| &path.value);
        let in_path = placeholders(path).into_iter().flatten().any(|part| part == new.name());
        let printed = new.location.as_ref().filter(|said| in_path || said.value != Location::Path);
        if old.location.is_some() && printed.is_some() {
            let claim = pair.claim(self.of, Aspect::Location, old.location.as_ref(), printed);
            self.comparison.claim(
                &claim,
                |one, other| (one != other).then_some(Class::Changed),
                |location| location.name().into(),
            );
        }
    }

    /// What descriptions say about values.
    fn values(&mut self, pair: &Pair<'_>) {
        let (old, new) = (pair.old, pair.new);
        let of_pages = self.comparison.of_pages();
        let meaning = old.kind.as_ref().map_or(&Meaning::Any, |kind| entry(&kind.value.meaning));
        // What a response's field is at least, at most or usually binds no caller.
        let binds = of_pages || self.of == Of::Param;
        if binds {
            let claim = pair.claim(self.of, Aspect::Default, old.default.as_ref(), new.default.as_ref());
            if !of_pages && old.default.is_none() && new.default.is_some() && !meaning.is_single() {
                self.comparison.push(&claim, Class::Unknown, Value::clone);
            } else {
                self.comparison.claim(
                    &claim,
                    |one, other| (!same(one, other, meaning)).then_some(Class::Changed),
                    Value::clone,
                );
            }
        }
        // Of text it is the length, which is not told apart from what a number in it may be.
        if binds && (of_pages || matches!(meaning, Meaning::Integer | Meaning::Float)) {
            let claim = pair.claim(self.of, Aspect::Range, old.range.as_ref(), new.range.as_ref());
            self.comparison.claim(
                &claim,
                |one, other| {
                    let differs = |one: Option<i64>, other: Option<i64>| match (one, other) {
                        (Some(one), Some(other)) => one != other,
                        (None, Some(_)) => !of_pages,
                        _ => false,
                    };
                    (differs(one.0, other.0) || differs(one.1, other.1)).then_some(Class::Changed)
                },
                |(low, high)| Bounds { low: *low, high: *high }.to_string().into(),
            );
        }
        if !of_pages && *meaning == Meaning::Bool {
            return;
        }
        let claim = pair.claim(self.of, Aspect::Values, old.values.as_ref(), new.values.as_ref());
        if !of_pages && self.of == Of::Response && old.values.is_none() && new.values.is_some() {
            return self.comparison.push(&claim, Class::Open, |all| all.clone().into());
        }
        let retired: BTreeSet<String> = old.retired_values.iter().map(plain).collect();
        self.comparison.claim(
            &claim,
            |one, other| {
                let set = |all: &[Value]| -> BTreeSet<String> {
                    all.iter().map(plain).filter(|value| !retired.contains(value)).collect()
                };
                (set(one) != set(other)).then_some(Class::Changed)
            },
            |all| all.clone().into(),
        );
    }
}

/// Whether a parameter travels in the path or in the query.
fn in_uri(item: &Item) -> bool {
    item.location.as_ref().is_some_and(|said| matches!(said.value, Location::Path | Location::Query))
}

/// What a list holds, or the thing itself.
fn entry(meaning: &Meaning) -> &Meaning {
    match meaning {
        Meaning::List(of) => entry(of),
        of => of,
    }
}

/// Whether two values are one on the wire.
fn same(one: &Value, other: &Value, meaning: &Meaning) -> bool {
    let (one, other) = (plain(one), plain(other));
    let number = |text: &str| text.parse::<f64>().ok();
    match meaning {
        Meaning::Bool => truth(&one) == truth(&other),
        Meaning::Integer | Meaning::Float | Meaning::Number if number(&one).is_some() => {
            number(&one) == number(&other)
        }
        _ => one == other,
    }
}

fn truth(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "1" => "true".to_owned(),
        "0" => "false".to_owned(),
        other => other.to_owned(),
    }
}

/// A value without its JSON type: pages do not tell `20` from `"20"`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// A field in a few words.
fn told(item: &Item) -> String {
    let mut parts: Vec<String> = item.kind.iter().map(|kind| kind.value.printed.clone()).collect();
    if item.required.as_ref().is_some_and(|said| said.value) {
        parts.push("required".to_owned());
    }
    if let Some(default) = &item.default {
        parts.push(format!("default {}", plain(&default.value)));
    }
    parts.join(", ")
}
