//! A comparison as text for people.

use std::io::{self, Write};

use clouddb_codegen::drift::{Aspect, Class, Difference, Place, Stale, Verdict};
use serde_json::Value;

use crate::terminal::{Tone, toned};

/// Longer lists of values help nobody.
const LONGEST: usize = 72;
/// Identities beyond this width push what follows aside.
const WIDEST: usize = 52;

/// Writes the differences of a verdict, two lines each; what is no drift only when `verbose`, or where
/// it is news on the later of two pages.
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
            Some(_) => ("accepted", Tone::Aside),
            None => (difference.class.word(), tone(difference.class)),
        };
        let identity = difference.identity();
        let word = toned(tone, &format!("{word:<10}"));
        let said = said(difference);
        let line = format!("  {word}  {identity:<width$}  {said}");
        writeln!(out, "{}", line.trim_end())?;
        places(out, [difference.old_at.as_ref(), difference.new_at.as_ref()])?;
        if let Some(reason) = reason {
            writeln!(out, "              {}", toned(Tone::Aside, &format!("because: {reason}")))?;
        }
    }
    verdict.stale.iter().try_for_each(|entry| stale(out, entry))
}

fn stale(out: &mut impl Write, entry: &Stale) -> io::Result<()> {
    let word = toned(Tone::Bad, &format!("{:<10}", "stale"));
    writeln!(out, "  {word}  `accept` of `{}` matches no difference any more", entry.identity)?;
    places(out, [Some(&entry.at), None])?;
    if let Some(near) = &entry.near {
        writeln!(out, "              did you mean `{near}`?")?;
    }
    Ok(())
}

fn places(out: &mut impl Write, both: [Option<&Place>; 2]) -> io::Result<()> {
    let both: Vec<String> =
        both.into_iter().flatten().map(|place| format!("{}:{}", place.file, place.line)).collect();
    if both.is_empty() {
        return Ok(());
    }
    writeln!(out, "              {}", toned(Tone::Aside, &both.join("  ")))
}

fn tone(class: Class) -> Tone {
    match class {
        Class::Added => Tone::Good,
        class if class.is_drift() => Tone::Bad,
        _ => Tone::Aside,
    }
}

/// What both sides say, in a few words.
fn said(difference: &Difference) -> String {
    let text = |value: &Value| match (difference.aspect, value) {
        (_, Value::String(text)) => text.clone(),
        (Some(Aspect::Required), Value::Bool(flag)) => {
            (if *flag { "required" } else { "optional" }).to_owned()
        }
        (Some(Aspect::Rate), value) => format!("{value}/s"),
        (_, Value::Array(all)) => listed(all),
        (_, value) => value.to_string(),
    };
    match (&difference.old, &difference.new) {
        (Some(Value::Array(old)), Some(Value::Array(new))) => moved(old, new),
        (Some(old), Some(new)) if difference.aspect.is_some() => format!("{} → {}", text(old), text(new)),
        (Some(old), None) if difference.class == Class::Unknown => format!("{} → ?", text(old)),
        (None, Some(new)) if difference.class == Class::Unknown => format!("? → {}", text(new)),
        (_, Some(one)) | (Some(one), None) => text(one),
        (None, None) => String::new(),
    }
}

fn listed(all: &[Value]) -> String {
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

/// The values that came and went.
fn moved(old: &[Value], new: &[Value]) -> String {
    let only = |here: &[Value], there: &[Value]| -> Vec<Value> {
        here.iter().filter(|value| !there.contains(value)).cloned().collect()
    };
    let (came, went) = (only(new, old), only(old, new));
    let mut parts = Vec::new();
    if !came.is_empty() {
        parts.push(format!("also {}", listed(&came)));
    }
    if !went.is_empty() {
        parts.push(format!("without {}", listed(&went)));
    }
    parts.join("; ")
}
