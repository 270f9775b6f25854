//! Writes a comparison as text.

use std::io::{self, Write};

use clouddb_codegen::drift::{Aspect, Class, Difference, Place, Stale, Verdict};
use serde_json::Value;

use crate::terminal::{Tone, toned};

/// Longer lists of values are cut.
const LONGEST: usize = 72;
/// Longer identities shift only their own line.
const WIDEST: usize = 52;

/// Writes the differences of a verdict, two lines each. Differences that are not drift are written only if `verbose`,
/// or if they are new on the later of two pages.
pub(super) fn verdict(
    out: &mut impl Write,
    verdict: &Verdict,
    verbose: bool,
    of_pages: bool,
) -> io::Result<()> {
    let is_shown = |(difference, reason): &&(Difference, Option<String>)| {
        verbose
            || difference.is_drift() && reason.is_none()
            || match difference.class {
                Class::Older => true,
                Class::Wording | Class::Retired => of_pages,
                Class::Unknown => of_pages && difference.new_at.is_some(),
                _ => false,
            }
    };
    let shown: Vec<_> = verdict.differences.iter().filter(is_shown).collect();
    let identities = shown.iter().map(|(difference, _)| difference.identity().chars().count());
    let width = identities.max().unwrap_or(0).min(WIDEST);
    for (difference, reason) in shown {
        let (word, tone) = match reason {
            Some(_) => ("accepted", Tone::Dim),
            None => (difference.class.word(), tone(difference.class)),
        };
        let identity = difference.identity();
        let word = toned(tone, &format!("{word:<10}"));
        let values = values_text(difference);
        let line = format!("  {word}  {identity:<width$}  {values}");
        writeln!(out, "{}", line.trim_end())?;
        places(out, [difference.old_at.as_ref(), difference.new_at.as_ref()])?;
        if let Some(reason) = reason {
            writeln!(out, "              {}", toned(Tone::Dim, &format!("because: {reason}")))?;
        }
    }
    verdict.stale.iter().try_for_each(|entry| stale(out, entry))
}

fn stale(out: &mut impl Write, entry: &Stale) -> io::Result<()> {
    let word = toned(Tone::Bad, &format!("{:<10}", "stale"));
    writeln!(out, "  {word}  `accept` of `{}` no longer matches a difference", entry.identity)?;
    places(out, [Some(&entry.at), None])?;
    if let Some(closest) = &entry.near {
        writeln!(out, "              did you mean `{closest}`?")?;
    }
    Ok(())
}

fn places(out: &mut impl Write, both: [Option<&Place>; 2]) -> io::Result<()> {
    let both: Vec<String> =
        both.into_iter().flatten().map(|place| format!("{}:{}", place.file, place.line)).collect();
    if both.is_empty() {
        return Ok(());
    }
    writeln!(out, "              {}", toned(Tone::Dim, &both.join("  ")))
}

fn tone(class: Class) -> Tone {
    match class {
        Class::Added => Tone::Good,
        class if class.is_drift() => Tone::Bad,
        _ => Tone::Dim,
    }
}

/// Both values in a few words.
fn values_text(difference: &Difference) -> String {
    let text = |value: &Value| match (difference.aspect, value) {
        (_, Value::String(text)) => text.clone(),
        (Some(Aspect::Required), Value::Bool(flag)) => {
            (if *flag { "required" } else { "optional" }).to_owned()
        }
        (Some(Aspect::Rate), value) => format!("{value}/s"),
        (_, Value::Array(all)) => join_list(all),
        (_, value) => value.to_string(),
    };
    match (&difference.old, &difference.new) {
        (Some(Value::Array(old)), Some(Value::Array(new))) => list_changes(old, new),
        (Some(old), Some(new)) if difference.aspect.is_some() => format!("{} → {}", text(old), text(new)),
        (Some(old), None) if difference.class == Class::Unknown => format!("{} → ?", text(old)),
        (None, Some(new)) if difference.class == Class::Unknown => format!("? → {}", text(new)),
        (_, Some(one)) | (Some(one), None) => text(one),
        (None, None) => String::new(),
    }
}

fn join_list(all: &[Value]) -> String {
    let mut text = String::new();
    for (at, value) in all.iter().enumerate() {
        if text.chars().count() > LONGEST {
            text.push_str(&format!(", … and {} more", all.len() - at));
            break;
        }
        text.push_str(if at == 0 { "" } else { ", " });
        match value {
            Value::String(value) => text.push_str(value),
            value => text.push_str(&value.to_string()),
        }
    }
    text
}

/// The added and removed values.
fn list_changes(old: &[Value], new: &[Value]) -> String {
    let only = |here: &[Value], there: &[Value]| -> Vec<Value> {
        here.iter().filter(|value| !there.contains(value)).cloned().collect()
    };
    let (added, removed) = (only(new, old), only(old, new));
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(format!("also {}", join_list(&added)));
    }
    if !removed.is_empty() {
        parts.push(format!("without {}", join_list(&removed)));
    }
    parts.join("; ")
}
