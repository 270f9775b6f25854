//! One field in two states.

use super::log::Log;
use super::{Aspect, Change, Kind, checks};
use crate::emit::signature;
use crate::model::{DateTimeFormat, Deprecation, Field, Shape, Struct, StructRole};

/// The struct that a field belongs to, in both states.
pub(super) struct Sides<'m> {
    pub(super) old: &'m Struct,
    pub(super) new: &'m Struct,
}

impl Sides<'_> {
    /// Whether callers build it, now as before.
    pub(super) fn built(&self) -> bool {
        self.old.role == StructRole::Input && self.new.role == StructRole::Input
    }

    /// The field as callers write it: `DescribeBackupsRequest::start_time`.
    pub(super) fn item(&self, field: &Field) -> String {
        format!("{}::{}", self.new.name, plain(&field.ident))
    }
}

/// A name as it is shown: `r#type` is `type`.
pub(super) fn plain(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// Compares a field that is in both states.
pub(super) fn compare(sides: &Sides<'_>, old: &Field, new: &Field, log: &mut Log) {
    let item = sides.item(new);
    let before = log.len();
    if old.required != new.required {
        log.add(required(sides, &item, old, new).wire(&new.wire));
    }
    if old.nullable != new.nullable {
        nullable(sides, &item, old, new, log);
    }
    value_type(sides, &item, old, new, log);
    on_the_wire(&item, old, new, log);
    let role = if sides.built() { StructRole::Input } else { StructRole::Output };
    checks::compare(&item, role, old, new, log);
    if old.default != new.default {
        let shown = |field: &Field| field.default.as_ref().map(ToString::to_string);
        log.add(
            Change::patch(Kind::Changed, Aspect::Default, &item, "has another default")
                .wire(&new.wire)
                .values(shown(old), shown(new))
                .because("The service assumes it when nothing is sent; the crate sends nothing for it."),
        );
    }
    if old.hidden != new.hidden {
        let sides =
            |field: &Field| if field.hidden { "known to the vendor's SDKs alone" } else { "on the page" };
        log.add(
            Change::patch(Kind::Changed, Aspect::Hidden, &item, "is known from elsewhere")
                .wire(&new.wire)
                .values(sides(old), sides(new))
                .because("Only documentation changes."),
        );
    }
    deprecation(&item, old.deprecated.as_ref(), new.deprecated.as_ref(), log);
    let said = |field: &Field| (field.doc.clone(), field.example.clone());
    let (docs, new_docs) =
        (signature::documentation(old, sides.old), signature::documentation(new, sides.new));
    // Documentation repeats the facts above; alone it counts when the words are others.
    if said(old) != said(new) || log.len() == before {
        log.docs(&item, &docs, &new_docs);
    }
}

/// A field that must be there now, or need not be any more.
fn required(sides: &Sides<'_>, item: &str, old: &Field, new: &Field) -> Change {
    let name = &sides.new.name;
    let (ident, ty) = (plain(&new.ident), signature::field_type(new, sides.new));
    let option = signature::may_be_option(old, sides.old) || signature::may_be_option(new, sides.new);
    let shown = |field: &Field| if field.required { "required" } else { "optional" };
    let change = match (sides.built(), new.required) {
        (true, true) => {
            let field = if option { format!(", and the field is a plain `{ty}`") } else { String::new() };
            Change::major(Kind::Changed, Aspect::Required, item, "is required now").because(format!(
                "`{name}::new` takes one more argument, `{ident}`; the setter is gone{field}."
            ))
        }
        (true, false) => {
            let field = if option { format!(", and the field is an `{ty}`") } else { String::new() };
            Change::major(Kind::Changed, Aspect::Required, item, "is optional now").because(format!(
                "`{name}::new` takes one argument less, without `{ident}`; it has a setter{field}."
            ))
        }
        (false, true) if option => {
            Change::major(Kind::Changed, Aspect::Required, item, "is always there now")
                .because(format!("The field is a plain `{ty}` now, no `Option`."))
        }
        (false, false) if option => Change::major(Kind::Changed, Aspect::Required, item, "may be absent now")
            .because(format!("The field is now `{ty}`.")),
        (false, required) => {
            let summary = if required { "is always there now" } else { "may be absent now" };
            Change::patch(Kind::Changed, Aspect::Required, item, summary)
                .because(format!("The field stays `{ty}`: what is absent is read as empty."))
        }
    };
    change.values(shown(old), shown(new))
}

/// A field that can be null now, or no longer. The change of its Rust type is reported separately.
fn nullable(sides: &Sides<'_>, item: &str, old: &Field, new: &Field, log: &mut Log) {
    let shown = |field: &Field| if field.nullable { "can be null" } else { "is never null" };
    let types =
        |field: &Field, of: &Struct| (signature::value_type(&field.shape), signature::field_type(field, of));
    if types(old, sides.old) == types(new, sides.new) {
        log.add(
            Change::patch(Kind::Changed, Aspect::Nullable, item, shown(new))
                .wire(&new.wire)
                .values(shown(old), shown(new))
                .because("The type stays: null is read as absent."),
        );
    }
}

/// Another Rust type, or the same for times that are written otherwise.
fn value_type(sides: &Sides<'_>, item: &str, old: &Field, new: &Field, log: &mut Log) {
    let value = |field: &Field| (signature::value_type(&field.shape), field.boxed, field.nullable);
    let (before, after) = (signature::field_type(old, sides.old), signature::field_type(new, sides.new));
    // An `Option` that is added or removed with `required` is reported there.
    if before != after && (value(old) != value(new) || old.required == new.required) {
        let reason = match (sides.built(), new.required) {
            (true, true) => {
                format!("The field, and what `{}::new` takes for it, is now `{after}`.", sides.new.name)
            }
            (true, false) => format!("The field is now `{after}`, and its setter takes the same."),
            (false, _) => format!("The field is now `{after}`."),
        };
        log.add(
            Change::major(Kind::Changed, Aspect::FieldType, item, "has another type")
                .wire(&new.wire)
                .values(before, after)
                .because(reason),
        );
        return;
    }
    let (Some(before), Some(after)) = (format(&old.shape), format(&new.shape)) else { return };
    if before == after {
        return;
    }
    let pattern = |format: &DateTimeFormat| match format {
        DateTimeFormat::Pattern { pattern, .. } => Some(pattern.clone()),
        _ => None,
    };
    let change = if sides.built() && pattern(before).is_none_or(|text| pattern(after) != Some(text)) {
        Change::major(Kind::Changed, Aspect::Format, item, "is written in another format")
            .because("Times that are given as text in the former format are refused before they are sent.")
    } else {
        Change::patch(Kind::Fixed, Aspect::Format, item, "is written in another format")
            .because("It stays a `DateTime`, which is sent and read as the service has it.")
    };
    log.add(change.wire(&new.wire).values(written(before), written(after)));
}

/// How the times in a value are written.
fn format(shape: &Shape) -> Option<&DateTimeFormat> {
    match shape {
        Shape::DateTime(format) => Some(format),
        Shape::List(inner) | Shape::Map(inner) => format(inner),
        _ => None,
    }
}

fn written(format: &DateTimeFormat) -> String {
    match format {
        DateTimeFormat::Pattern { pattern, offset_minutes: 0 } => format!("{pattern} UTC"),
        DateTimeFormat::Pattern { pattern, offset_minutes } => {
            let sign = if *offset_minutes < 0 { '-' } else { '+' };
            let minutes = offset_minutes.unsigned_abs();
            format!("{pattern} {sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        number => number.word().unwrap_or_default().to_owned(),
    }
}

/// Where and how it travels: nothing that a caller could see.
fn on_the_wire(item: &str, old: &Field, new: &Field, log: &mut Log) {
    const REASON: &str = "The type and the name stay; it is sent and read as the service has it.";
    let json = |field: &Field| if field.json { "JSON in a string" } else { "plain" };
    let wrapped = |field: &Field| field.wrapped.as_ref().map(|inner| format!("inside `{inner}`"));
    let facts = [
        (Aspect::WireName, "has another name on the wire", Some(old.wire.clone()), Some(new.wire.clone())),
        (
            Aspect::Place,
            "travels elsewhere",
            Some(old.place.word().to_owned()),
            Some(new.place.word().to_owned()),
        ),
        (Aspect::Json, "is packed otherwise", Some(json(old).to_owned()), Some(json(new).to_owned())),
        (Aspect::Wrapped, "is packed otherwise", wrapped(old), wrapped(new)),
    ];
    for (aspect, summary, before, after) in facts {
        if before != after {
            log.add(
                Change::patch(Kind::Fixed, aspect, item, summary)
                    .wire(&new.wire)
                    .values(before, after)
                    .because(REASON),
            );
        }
    }
}

/// Compares whether callers are told to leave something.
pub(super) fn deprecation(item: &str, old: Option<&Deprecation>, new: Option<&Deprecation>, log: &mut Log) {
    let said = |of: &Deprecation| match (&of.replacement, &of.doc) {
        (Some(replacement), Some(doc)) => format!("use `{}`: {doc}", replacement.name()),
        (Some(replacement), None) => format!("use `{}`", replacement.name()),
        (None, Some(doc)) => doc.clone(),
        (None, None) => "deprecated".to_owned(),
    };
    let change = match (old, new) {
        (None, Some(_)) => Change::minor(Kind::Deprecated, Aspect::Deprecated, item, "is deprecated")
            .because("It works as before, and using it makes the compiler warn."),
        (Some(_), None) => Change::patch(Kind::Changed, Aspect::Deprecated, item, "is no longer deprecated")
            .because("The compiler's warning is gone."),
        (Some(old), Some(new)) if old != new => {
            Change::patch(Kind::Changed, Aspect::Deprecated, item, "is deprecated in other words")
                .because("Only the compiler's warning changes.")
        }
        _ => return,
    };
    log.add(change.values(old.map(said), new.map(said)));
}
