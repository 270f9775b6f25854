//! One difference to one edit.

use std::cell::RefCell;

use serde_json::Value;

use super::order::{ERROR_CODE, FIELD, OPERATION, PAGE, SOURCE};
use super::source::Source;
use super::spec::{At, File, Spec, keys, named_in};
use super::{fields, values};
use crate::draft::Note;
use crate::draft::parts::Parts;
use crate::draft::yaml::{joined, quoted, text};
use crate::drift::{Aspect, Class, Difference, Of};
use crate::page::Facts;
use crate::spec::{Bounds, Files};

/// What edits are made with.
pub(super) struct Context<'a> {
    /// The page.
    pub(super) facts: &'a Facts,
    /// The fields and codes of the page.
    pub(super) parts: &'a Parts<'a>,
    /// The specs around the one that is edited.
    pub(super) files: &'a Files,
    /// What the page no longer has goes, instead of being left to a person.
    pub(super) remove: bool,
    /// What is not sure in the edit that is made.
    pub(super) notes: RefCell<Vec<Note>>,
}

/// A spec after an edit; or why a person has to do it, without a full stop.
pub(super) type Edited = Result<Spec, String>;

/// The spec without the difference.
pub(super) fn apply(spec: &Spec, of: &Difference, context: &Context<'_>) -> Edited {
    match (of.of, of.aspect) {
        (Of::Operation, Some(aspect)) => operation(spec, aspect, of.new.as_ref()),
        (Of::Error, aspect) => error(spec, of, aspect, context),
        (Of::Param | Of::Response, None) => fields::whole(spec, of, context),
        (Of::Param | Of::Response, Some(aspect)) => property(spec, of, aspect, context),
        (Of::Operation, None) => Err(BY_HAND.to_owned()),
    }
}

/// When there is nothing to say but that.
pub(super) const BY_HAND: &str = "it is not written in a way that can be edited here";

/// When the page no longer has something. A page that was saved or copied badly lacks lines as well, so
/// this alone changes nothing.
pub(super) const GONE: &str = "the page no longer has it, or this copy lost the line; `--remove` takes it out, \
                               `accept` keeps it";

/// When the page no longer tells callers to leave something. The mark is a word in a cell, or a sentence in
/// one of many wordings: no more than a lost line is it a promise of the vendor.
pub(super) const UNMARKED: &str = "the page does not call it deprecated, or this copy lost the word; `--remove` \
                                   takes the mark out, `accept` keeps it";

/// Sets a key of the map at a place.
pub(super) fn set(spec: &Spec, at: &At, key: &str, value: &str, order: &[&str]) -> Edited {
    edit(spec, at, |source| source.set(&keys(at), key, value, order))
}

/// Takes a key out of the map at a place, if it is there.
pub(super) fn unset(spec: &Spec, at: &At, key: &str) -> Edited {
    if !spec.has(&at.below(key)) {
        return Ok(spec.clone());
    }
    edit(spec, at, |source| source.unset(&keys(at), key))
}

/// Edits the file of a place.
pub(super) fn edit(spec: &Spec, at: &At, edit: impl FnOnce(&Source) -> Option<Source>) -> Edited {
    let source = edit(spec.source(at)).ok_or(BY_HAND)?;
    Ok(spec.clone().with(at.file, source))
}

fn operation(spec: &Spec, aspect: Aspect, new: Option<&Value>) -> Edited {
    let root = At { file: File::Own, keys: Vec::new() };
    let word = new.and_then(Value::as_str);
    let own = |key: &str, value: String| set(spec, &root, key, &value, OPERATION);
    match (aspect, word) {
        (Aspect::Rate, _) => match new.and_then(Value::as_u64).filter(|rate| *rate > 0) {
            Some(rate) => own("rate", format!("{rate}/s")),
            None => Err("the page's rate is none".to_owned()),
        },
        (Aspect::Permission, Some(word)) => own("permission", joined(word)),
        (Aspect::Date, Some(date)) => {
            let has_page = spec.has(&root.below("page"));
            let (key, order) = if has_page { ("page", PAGE) } else { ("source", SOURCE) };
            set(spec, &root.below(key), "updated", date, order)
        }
        (Aspect::Method, Some(method)) => own("method", method.to_ascii_uppercase()),
        (Aspect::Path, Some(path)) => own("path", quoted(path)),
        (Aspect::Host | Aspect::Version, Some(word)) => Err(format!(
            "it holds for the whole service: `service.yaml` says it, and the page says {word}; change it there or \
             accept the difference"
        )),
        _ => Err(BY_HAND.to_owned()),
    }
}

fn error(spec: &Spec, of: &Difference, aspect: Option<Aspect>, context: &Context<'_>) -> Edited {
    let section = At { file: File::Own, keys: vec!["errors".to_owned()] };
    match (aspect, of.class) {
        (Some(Aspect::Http), _) => {
            let http = of.new.as_ref().and_then(Value::as_u64).ok_or(BY_HAND)?;
            let own = section.below(&of.name);
            if !spec.has(&own) {
                return Err("`service.yaml` has the code for the whole service; change it there".to_owned());
            }
            set(spec, &own, "http", &http.to_string(), ERROR_CODE)
        }
        (None, Class::Added) => {
            let (code, before) =
                context.parts.error(&of.name).ok_or("it cannot be the name of a code in a spec")?;
            let flow = format!("{}: {}", text(&code.code), code.flow());
            match spec.get(&section) {
                Some(node) if !node.items().is_empty() => {
                    let flow = if code.is_declared { text(&code.code) } else { flow };
                    edit(spec, &section, |source| source.push(&keys(&section), &code.item(), &flow))
                }
                None if code.is_declared => insert(spec, &section, &before, &code.item(), &flow),
                _ => insert(spec, &section, &before, &code.entry(), &flow),
            }
        }
        (None, Class::Removed) if context.remove => unset(spec, &section, &of.name),
        (None, Class::Removed) => Err(GONE.to_owned()),
        _ => Err(BY_HAND.to_owned()),
    }
}

/// Puts an entry into a section or a map of fields, behind the nearest of `before` that is there.
pub(super) fn insert(spec: &Spec, at: &At, before: &[String], lines: &str, flow: &str) -> Edited {
    if !spec.has(at) {
        let [section] = at.keys.as_slice() else {
            return Err(BY_HAND.to_owned());
        };
        return edit(spec, at, |source| source.section(section, lines, OPERATION));
    }
    let after = before.iter().find(|name| spec.has(&at.below(name)));
    edit(spec, at, |source| source.insert(&keys(at), after.map(String::as_str), lines, flow))
}

fn property(spec: &Spec, of: &Difference, aspect: Aspect, context: &Context<'_>) -> Edited {
    let found = fields::Found::of(spec, of)?;
    let at = &found.at;
    let new = of.new.as_ref();
    match aspect {
        Aspect::Required if new == Some(&Value::Bool(true)) => set(spec, at, "required", "true", FIELD),
        Aspect::Required => unset(spec, at, "required"),
        Aspect::Type => fields::retype(spec, of, &found, context),
        Aspect::Default => {
            let value = new.and_then(|value| values::typed(spec, at, value));
            let value = value.ok_or("the page's default does not have the field's type")?;
            set(spec, at, "default", &value, FIELD)
        }
        Aspect::Range => {
            let range = new.and_then(Value::as_str).and_then(Bounds::parse).ok_or(BY_HAND)?;
            let merged = values::merged(spec.text(at, "range").as_deref(), range);
            set(spec, at, "range", &merged.to_string(), FIELD)
        }
        Aspect::Values => values::change(spec, of, &found, context),
        Aspect::Location => {
            let place = new.and_then(Value::as_str).ok_or(BY_HAND)?;
            set(spec, at, "in", place, FIELD)
        }
        _ => Err(BY_HAND.to_owned()),
    }
}

/// Leaves out the types of the operation's file that nothing names any more.
pub(super) fn prune(mut spec: Spec) -> Spec {
    loop {
        let types = At { file: File::Own, keys: vec!["types".to_owned()] };
        let Some(section) = spec.get(&types) else {
            return spec;
        };
        let mut named = Vec::new();
        for key in ["request", "response", "types"] {
            spec.own.source.get(&[key]).into_iter().for_each(|node| named_in(node, &mut named));
        }
        let unused = section.entries().iter().map(|entry| entry.key.value.clone());
        let unused = unused.into_iter().find(|name| !named.contains(name));
        match unused.and_then(|name| unset(&spec, &types, &name).ok()) {
            Some(less) => spec = less,
            None => return spec,
        }
    }
}
