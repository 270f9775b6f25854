//! Compares one field in two states.

use super::builder::DiffBuilder;
use super::{Aspect, Change, ChangeKind, rules};
use crate::emit::signature;
use crate::model::{DateTimeFormat, Deprecation, Field, Shape, Struct, StructRole};

/// The old and the new state of the struct that contains a field.
pub(super) struct StructPair<'m> {
    pub(super) old: &'m Struct,
    pub(super) new: &'m Struct,
}

impl StructPair<'_> {
    /// Whether callers build the struct in both states.
    pub(super) fn is_input(&self) -> bool {
        self.old.role == StructRole::Input && self.new.role == StructRole::Input
    }

    /// The path of a field as callers write it: `DescribeBackupsRequest::start_time`.
    pub(super) fn item(&self, field: &Field) -> String {
        format!("{}::{}", self.new.name, without_raw_prefix(&field.ident))
    }
}

/// An identifier without the raw prefix: `type` for `r#type`.
pub(super) fn without_raw_prefix(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// Compares a field that is in both states.
pub(super) fn compare(pair: &StructPair<'_>, old: &Field, new: &Field, diff: &mut DiffBuilder) {
    let item = pair.item(new);
    let before = diff.len();
    if old.required != new.required {
        diff.add(required_change(pair, &item, old, new).wire(&new.wire));
    }
    if old.nullable != new.nullable {
        compare_nullable(pair, &item, old, new, diff);
    }
    compare_type(pair, &item, old, new, diff);
    compare_wire(&item, old, new, diff);
    let role = if pair.is_input() { StructRole::Input } else { StructRole::Output };
    rules::compare(&item, role, old, new, diff);
    if old.default != new.default {
        let shown = |field: &Field| field.default.as_ref().map(ToString::to_string);
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Default, &item, "has another default")
                .wire(&new.wire)
                .values(shown(old), shown(new))
                .reason("The service applies the default; the crate sends nothing for an absent field."),
        );
    }
    if old.hidden != new.hidden {
        let shown =
            |field: &Field| if field.hidden { "known to the vendor's SDKs only" } else { "on the page" };
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Hidden, &item, "is documented elsewhere")
                .wire(&new.wire)
                .values(shown(old), shown(new))
                .reason("Only documentation changes."),
        );
    }
    compare_deprecation(&item, old.deprecated.as_ref(), new.deprecated.as_ref(), diff);
    let text = |field: &Field| (field.doc.clone(), field.example.clone());
    let (docs, new_docs) = (signature::documentation(old, pair.old), signature::documentation(new, pair.new));
    // Documentation repeats the properties above. It is a change of its own only if the text itself differs.
    if text(old) != text(new) || diff.len() == before {
        diff.add_docs(&item, &docs, &new_docs);
    }
}

/// The change for a field that became required or optional.
fn required_change(pair: &StructPair<'_>, item: &str, old: &Field, new: &Field) -> Change {
    let name = &pair.new.name;
    let (ident, ty) = (without_raw_prefix(&new.ident), signature::field_type(new, pair.new));
    let option = signature::may_be_option(old, pair.old) || signature::may_be_option(new, pair.new);
    let shown = |field: &Field| if field.required { "required" } else { "optional" };
    let change = match (pair.is_input(), new.required) {
        (true, true) => {
            let field = if option { format!(", and the field is a plain `{ty}`") } else { String::new() };
            Change::major(ChangeKind::Changed, Aspect::Required, item, "is now required").reason(format!(
                "`{name}::new` takes one more argument, `{ident}`; the setter is removed{field}."
            ))
        }
        (true, false) => {
            let field = if option { format!(", and the field is an `{ty}`") } else { String::new() };
            Change::major(ChangeKind::Changed, Aspect::Required, item, "is now optional").reason(format!(
                "`{name}::new` takes one argument fewer, without `{ident}`, which has a setter{field}."
            ))
        }
        (false, true) if option => {
            Change::major(ChangeKind::Changed, Aspect::Required, item, "is now always present")
                .reason(format!("The field is now a plain `{ty}` instead of an `Option`."))
        }
        (false, false) if option => {
            Change::major(ChangeKind::Changed, Aspect::Required, item, "may now be absent")
                .reason(format!("The field is now `{ty}`."))
        }
        (false, required) => {
            let summary = if required { "is now always present" } else { "may now be absent" };
            Change::patch(ChangeKind::Changed, Aspect::Required, item, summary)
                .reason(format!("The field is still `{ty}`: an absent value is read as empty."))
        }
    };
    change.values(shown(old), shown(new))
}

/// Compares whether a field can be null. A change of its Rust type is reported separately.
fn compare_nullable(pair: &StructPair<'_>, item: &str, old: &Field, new: &Field, diff: &mut DiffBuilder) {
    let shown = |field: &Field| if field.nullable { "can be null" } else { "is never null" };
    let types = |field: &Field, parent: &Struct| {
        (signature::value_type(&field.shape), signature::field_type(field, parent))
    };
    if types(old, pair.old) == types(new, pair.new) {
        diff.add(
            Change::patch(ChangeKind::Changed, Aspect::Nullable, item, shown(new))
                .wire(&new.wire)
                .values(shown(old), shown(new))
                .reason("The type is the same: null is read as absent."),
        );
    }
}

/// Compares the Rust types, and for times of the same type their formats.
fn compare_type(pair: &StructPair<'_>, item: &str, old: &Field, new: &Field, diff: &mut DiffBuilder) {
    let value = |field: &Field| (signature::value_type(&field.shape), field.boxed, field.nullable);
    let (before, after) = (signature::field_type(old, pair.old), signature::field_type(new, pair.new));
    // An `Option` that is added or removed with `required` is reported there.
    if before != after && (value(old) != value(new) || old.required == new.required) {
        let reason = match (pair.is_input(), new.required) {
            (true, true) => {
                format!("The field and the argument of `{}::new` are now `{after}`.", pair.new.name)
            }
            (true, false) => format!("The field is now `{after}`, and its setter takes the same."),
            (false, _) => format!("The field is now `{after}`."),
        };
        diff.add(
            Change::major(ChangeKind::Changed, Aspect::FieldType, item, "has another type")
                .wire(&new.wire)
                .values(before, after)
                .reason(reason),
        );
        return;
    }
    let (Some(before), Some(after)) = (time_format(&old.shape), time_format(&new.shape)) else { return };
    if before == after {
        return;
    }
    let pattern = |format: &DateTimeFormat| match format {
        DateTimeFormat::Pattern { pattern, .. } => Some(pattern.clone()),
        _ => None,
    };
    let change = if pair.is_input() && pattern(before).is_none_or(|text| pattern(after) != Some(text)) {
        Change::major(ChangeKind::Changed, Aspect::Format, item, "has another time format")
            .reason("Times given as text in the old format are refused before they are sent.")
    } else {
        Change::patch(ChangeKind::Fixed, Aspect::Format, item, "has another time format")
            .reason("The type is still `DateTime`; the format now matches the service.")
    };
    diff.add(change.wire(&new.wire).values(format_text(before), format_text(after)));
}

/// The format of the times in a value.
fn time_format(shape: &Shape) -> Option<&DateTimeFormat> {
    match shape {
        Shape::DateTime(format) => Some(format),
        Shape::List(inner) | Shape::Map(inner) => time_format(inner),
        _ => None,
    }
}

fn format_text(format: &DateTimeFormat) -> String {
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

/// Compares the encoding on the wire, which callers do not see.
fn compare_wire(item: &str, old: &Field, new: &Field, diff: &mut DiffBuilder) {
    const REASON: &str = "The Rust name and type are the same; the encoding now matches the service.";
    let json = |field: &Field| if field.json { "JSON in a string" } else { "plain" };
    let wrapped = |field: &Field| field.wrapped.as_ref().map(|inner| format!("inside `{inner}`"));
    let facts = [
        (Aspect::WireName, "has another name on the wire", Some(old.wire.clone()), Some(new.wire.clone())),
        (
            Aspect::Place,
            "is sent in another place",
            Some(old.place.word().to_owned()),
            Some(new.place.word().to_owned()),
        ),
        (Aspect::Json, "has another encoding", Some(json(old).to_owned()), Some(json(new).to_owned())),
        (Aspect::Wrapped, "has another wrapper", wrapped(old), wrapped(new)),
    ];
    for (aspect, summary, before, after) in facts {
        if before != after {
            diff.add(
                Change::patch(ChangeKind::Fixed, aspect, item, summary)
                    .wire(&new.wire)
                    .values(before, after)
                    .reason(REASON),
            );
        }
    }
}

/// Compares the deprecation of an item.
pub(super) fn compare_deprecation(
    item: &str,
    old: Option<&Deprecation>,
    new: Option<&Deprecation>,
    diff: &mut DiffBuilder,
) {
    let note = |deprecation: &Deprecation| match (&deprecation.replacement, &deprecation.doc) {
        (Some(replacement), Some(doc)) => format!("use `{}`: {doc}", replacement.name()),
        (Some(replacement), None) => format!("use `{}`", replacement.name()),
        (None, Some(doc)) => doc.clone(),
        (None, None) => "deprecated".to_owned(),
    };
    let change = match (old, new) {
        (None, Some(_)) => Change::minor(ChangeKind::Deprecated, Aspect::Deprecated, item, "is deprecated")
            .reason("It works as before; using it is a compiler warning."),
        (Some(_), None) => {
            Change::patch(ChangeKind::Changed, Aspect::Deprecated, item, "is no longer deprecated")
                .reason("The compiler no longer warns.")
        }
        (Some(old), Some(new)) if old != new => {
            Change::patch(ChangeKind::Changed, Aspect::Deprecated, item, "has another deprecation note")
                .reason("Only the compiler's warning changes.")
        }
        _ => return,
    };
    diff.add(change.values(old.map(note), new.map(note)));
}
