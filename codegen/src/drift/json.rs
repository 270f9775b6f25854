//! Differences as data.

use serde_json::{Map, Value, json};

use super::accept::{Stale, Verdict};
use super::contract::{Contract, Origin, Place};
use super::difference::{Aspect, Class, Difference, Of};

/// A verdict as an object: `differences`, `stale` and `diff`, which is [`summary`]'s.
pub fn to_json(verdict: &Verdict, old: &Contract, new: &Contract) -> Value {
    let all: Vec<Value> = verdict
        .differences
        .iter()
        .map(|(difference, reason)| of_difference(difference, reason.as_deref(), old.origin))
        .collect();
    let plain = verdict.differences.iter().map(|(difference, _)| difference);
    json!({
        "differences": all,
        "stale_accepts": verdict.stale.iter().map(of_stale).collect::<Vec<_>>(),
        "diff": summary(plain, old, new),
    })
}

fn of_difference(difference: &Difference, reason: Option<&str>, old: Origin) -> Value {
    let (before, after) = match old {
        Origin::Spec => ("spec", "page"),
        Origin::Page => ("old_page", "new_page"),
    };
    let mut object = json!({
        "identity": difference.identity(),
        "class": difference.class.word(),
        "drift": difference.is_drift() && reason.is_none(),
        "of": match difference.of {
            Of::Operation => "operation",
            of => of.word(),
        },
        "name": difference.name,
        "aspect": difference.aspect.map(Aspect::word),
        "old": difference.old,
        "new": difference.new,
        before: difference.old_at.as_ref().map(of_place),
        after: difference.new_at.as_ref().map(of_place),
    });
    if difference.aspect == Some(Aspect::Type) {
        object["same_meaning"] = (difference.class == Class::Wording).into();
    }
    if let Some(reason) = reason {
        object["accepted"] = reason.into();
    }
    object
}

fn of_stale(stale: &Stale) -> Value {
    json!({ "difference": stale.identity, "spec": of_place(&stale.at), "near": stale.near })
}

fn of_place(place: &Place) -> Value {
    json!({ "file": place.file, "line": place.line })
}

/// What was added, removed and changed, in short: names alone, and no member for what is the same.
///
/// Alibaba's and Tencent's fields go by their names, Huawei's by their table's and their own
/// (`backups.size`). A host or rate that one of two pages does not say is `null`.
pub fn summary<'a>(
    differences: impl Iterator<Item = &'a Difference>,
    old: &Contract,
    new: &Contract,
) -> Value {
    let differences: Vec<&Difference> = differences.collect();
    let of_pages = old.origin == Origin::Page;
    let mut object = Map::new();
    let mut put = |name: &str, value: Map<String, Value>| {
        if !value.is_empty() {
            object.insert(name.to_owned(), value.into());
        }
    };
    put("params", fields(&differences, Of::Param, old, new));
    put("response", fields(&differences, Of::Response, old, new));
    put("error_codes", errors(&differences));
    for (name, aspect) in
        [("rate_limit_per_sec", Aspect::Rate), ("host", Aspect::Host), ("version", Aspect::Version)]
    {
        let says = |difference: &&&Difference| {
            let told = difference.is_drift() || of_pages && aspect != Aspect::Version;
            difference.of == Of::Operation && difference.aspect == Some(aspect) && told
        };
        if let Some(difference) = differences.iter().find(says) {
            let both = json!({ "old": difference.old, "new": difference.new });
            put(name, both.as_object().cloned().unwrap_or_default());
        }
    }
    Value::Object(object)
}

fn fields(differences: &[&Difference], of: Of, old: &Contract, new: &Contract) -> Map<String, Value> {
    let items = |contract: &Contract| -> Vec<String> {
        let items = if of == Of::Response { &contract.response } else { &contract.params };
        items.iter().map(|item| item.label(contract.vendor)).collect()
    };
    let (before, after) = (items(old), items(new));
    let mut removed: Vec<&str> = Vec::new();
    let mut added: Vec<(u32, &str)> = Vec::new();
    let mut changed: [(&str, Vec<Value>); 2] =
        [("required_changed", Vec::new()), ("type_changed", Vec::new())];
    for difference in differences.iter().filter(|difference| difference.of == of) {
        let (old_name, new_name) = (difference.labels.0.as_str(), difference.labels.1.as_str());
        let is_gone = matches!(difference.class, Class::Removed)
            || difference.class == Class::Retired && old.origin == Origin::Page;
        let is_new = matches!(difference.class, Class::Added | Class::Revealed);
        let renamed = difference.aspect == Some(Aspect::Name);
        if (renamed || is_gone && difference.aspect.is_none()) && !after.iter().any(|name| name == old_name) {
            removed.push(old_name);
        }
        if (renamed || is_new && difference.aspect.is_none()) && !before.iter().any(|name| name == new_name) {
            added.push((difference.new_at.as_ref().map_or(0, |place| place.line), new_name));
        }
        let list = match difference.aspect {
            Some(Aspect::Required) => &mut changed[0].1,
            Some(Aspect::Type) => &mut changed[1].1,
            _ => continue,
        };
        let is_known = matches!(difference.class, Class::Changed | Class::Wording);
        let is_told = list.iter().any(|told| told["name"] == *old_name);
        if is_known && old_name == new_name && !is_told {
            list.push(json!({ "name": old_name, "old": difference.old, "new": difference.new }));
        }
    }
    // Names that differ only in their nesting meet here.
    added.sort_by_key(|(line, _)| *line);
    let added = distinct(added.into_iter().map(|(_, name)| name));
    let mut object = Map::new();
    let lists = [("added", added), ("removed", distinct(removed.into_iter()))];
    for (name, list) in lists.into_iter().chain(changed).filter(|(_, list)| !list.is_empty()) {
        object.insert(name.to_owned(), list.into());
    }
    object
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut seen: Vec<Value> = Vec::new();
    for name in names {
        if !seen.iter().any(|value| value == name) {
            seen.push(name.into());
        }
    }
    seen
}

fn errors(differences: &[&Difference]) -> Map<String, Value> {
    let codes = |is_it: &dyn Fn(&Difference) -> bool| -> Vec<Value> {
        let errors = differences.iter().filter(|one| one.of == Of::Error && one.aspect.is_none());
        let mut names: Vec<&str> = errors.filter(|one| is_it(one)).map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        distinct(names.into_iter())
    };
    let mut object = Map::new();
    let added = codes(&|one| one.new_at.is_some() && matches!(one.class, Class::Added | Class::Unknown));
    let removed = codes(&|one| one.class == Class::Removed);
    for (name, list) in [("added", added), ("removed", removed)] {
        if !list.is_empty() {
            object.insert(name.to_owned(), list.into());
        }
    }
    object
}
