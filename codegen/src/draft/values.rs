//! What a page says about a field's values, as far as the rules of specs have room for it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::Field;
use super::notes::Notes;
use super::primitive::Primitive;
use super::types::{Body, Types, variants};
use crate::page::PrintedType;
use crate::page::facts::Field as Fact;
use crate::spec::Bounds;

/// Longer values are no words of an API but text that was mistaken for some.
const LONGEST: usize = 80;

/// Takes the values of `fact` over into `field`; the type of its entries afterwards, when that became an enum.
pub(super) fn settle(
    field: &mut Field,
    fact: &Fact,
    kind: &PrintedType,
    is_request: bool,
    names: &[String],
    types: &mut Types<'_>,
    notes: &mut Notes,
) -> Option<String> {
    let entry = kind.entry();
    let mut tell = |text: String| notes.add(fact.line, format!("`{}`: {text}", fact.name));
    let allowed = match Primitive::of(entry) {
        Some(of @ (Primitive::Text | Primitive::Int)) => distinct(&fact.values.allowed, of),
        _ => Some(Vec::new()),
    };
    let Some(allowed) = allowed else {
        tell("the values on the page do not have its type, and are left out".to_owned());
        return None;
    };
    let is_int = *entry == PrintedType::Integer;
    let mut named = None;
    if allowed.is_empty() {
        limit(field, fact, entry, &mut tell);
    } else if is_request && (allowed.len() == 1 || is_int) {
        // A closed list of numbers is mostly one of sizes; words are open, and so is all that arrives.
        field.one_of.clone_from(&allowed);
        if is_int {
            tell("no other values than those on the page are let through; an enum would be open".to_owned());
        }
    } else {
        named = Some(of_enum(&allowed, is_int, names, types, fact.line));
    }
    if is_request {
        default(field, fact, kind, &allowed, &mut tell);
        field.example = example(field, fact, kind, &allowed);
    }
    named
}

/// Takes over the least and the greatest value.
fn limit(field: &mut Field, fact: &Fact, entry: &PrintedType, tell: &mut impl FnMut(String)) {
    match (fact.values.min, fact.values.max) {
        (None, None) => {}
        _ if *entry != PrintedType::Integer => {
            tell("the page limits it, but not as a range of integers; perhaps its `length`".to_owned());
        }
        (Some(low), Some(high)) if low > high => {
            tell(format!("the range {low} to {high} on the page admits nothing, and is left out"));
        }
        (low, high) => field.range = Some(Bounds { low, high }.to_string()),
    }
}

fn of_enum(values: &[Value], ints: bool, names: &[String], types: &mut Types<'_>, line: u32) -> String {
    let words: BTreeSet<&str> = values.iter().filter_map(Value::as_str).collect();
    if !ints && let Some(shared) = types.shared_enum(&words) {
        return shared;
    }
    types.name(names, Body::Enum { ints, values: variants(values) }, line)
}

/// The values as `of` has them, each once; `None` when one is something else.
fn distinct(values: &[Value], of: Primitive) -> Option<Vec<Value>> {
    let mut out: Vec<Value> = Vec::new();
    for value in values {
        let value = of.value(value)?;
        let fits = value.as_str().is_none_or(|text| {
            !text.trim().is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control)
        });
        if fits && !out.contains(&value) {
            out.push(value);
        }
    }
    Some(out)
}

fn default(
    field: &mut Field,
    fact: &Fact,
    kind: &PrintedType,
    allowed: &[Value],
    tell: &mut impl FnMut(String),
) {
    let Some(printed) = &fact.values.default else { return };
    let shown = super::yaml::scalar(printed);
    let Some(value) = Primitive::of(kind).and_then(|of| of.value(printed)) else {
        tell(format!("its default {shown} does not have its type, and is left out"));
        return;
    };
    let outside = value.as_i64().is_some_and(|value| {
        fact.values.min.is_some_and(|low| value < low) || fact.values.max.is_some_and(|high| value > high)
    });
    if field.required {
        tell(format!("it is required, so its default {shown} is left out"));
    } else if !allowed.is_empty() && !allowed.contains(&value) {
        tell(format!("its default {shown} is none of its values, and is left out"));
    } else if field.range.is_some() && outside {
        tell(format!("its default {shown} is outside of its range, and is left out"));
    } else {
        field.default = Some(value);
    }
}

/// The page's example, if it is one word that callers may send.
fn example(field: &Field, fact: &Fact, kind: &PrintedType, allowed: &[Value]) -> Option<Value> {
    let printed = fact.example.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    if !allowed.is_empty() || field.default.is_some() {
        // What it may be is told better already.
        return None;
    }
    match kind {
        PrintedType::Text => {
            let word = printed.len() <= 60
                && printed.chars().all(|c| c.is_ascii_graphic() || c == ' ')
                && printed.split(' ').count() <= 2;
            word.then(|| printed.into())
        }
        PrintedType::Integer => {
            let value: i64 = printed.parse().ok()?;
            let low = fact.values.min.is_none_or(|low| low <= value);
            let high = fact.values.max.is_none_or(|high| value <= high);
            (low && high).then(|| value.into())
        }
        _ => None,
    }
}
