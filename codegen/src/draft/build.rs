//! Rows to fields and types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::around::Around;
use super::field_type::FieldType;
use super::fields::Field;
use super::notes::Notes;
use super::rows::Row;
use super::types::{Body, Types, singular};
use super::{paging, secret, values};
use crate::model::{Protocol, names};
use crate::page::facts::Field as Fact;
use crate::page::{PrintedType, TimeFormat};

/// Turns rows into fields, and collects the types that they need.
pub(super) struct Builder<'a, 'n> {
    pub(super) around: Around<'a>,
    pub(super) types: Types<'a>,
    pub(super) notes: &'n mut Notes,
    /// What the operation is about: `Backups` of `DescribeBackups`.
    pub(super) subject: String,
}

/// Whose fields are built.
#[derive(Clone, Copy)]
struct Home<'h> {
    /// A caller fills them in.
    is_request: bool,
    /// The type that has them; the operation's subject for the request and the response themselves.
    owner: &'h str,
    /// Objects of the page's example that are in this place.
    examples: &'h [&'h Value],
}

impl Home<'_> {
    /// What the example has for a field here.
    fn example(&self, name: &str) -> Option<&Value> {
        self.examples.iter().find_map(|object| object.get(name))
    }
}

impl Builder<'_, '_> {
    /// The fields of the request.
    pub(super) fn request(&mut self, rows: &[Row<'_>]) -> Vec<Field> {
        let subject = self.subject.clone();
        let home = Home { is_request: true, owner: &subject, examples: &[] };
        self.fields(rows, home, &mut BTreeSet::new())
    }

    /// The fields of the response, `example` being one that the page shows.
    pub(super) fn response(&mut self, rows: &[Row<'_>], example: Option<&Value>) -> Vec<Field> {
        let subject = self.subject.clone();
        let examples: Vec<&Value> = example.into_iter().collect();
        let common = &self.around.provider.response;
        let is_common = |row: &&Row<'_>| common.iter().any(|field| field.name.value == row.name);
        let mut taken = common.iter().filter_map(|field| ident(&field.name.value)).collect();
        let own: Vec<Row<'_>> = rows.iter().filter(|row| !is_common(row)).cloned().collect();
        self.fields(&own, Home { is_request: false, owner: &subject, examples: &examples }, &mut taken)
    }

    /// One field alone, of the type `owner` or of the request or response themselves.
    pub(super) fn single(
        &mut self,
        row: &Row<'_>,
        is_request: bool,
        owner: Option<&str>,
        example: Option<&Value>,
    ) -> Option<Field> {
        let subject = self.subject.clone();
        let examples: Vec<&Value> = example.into_iter().filter(|_| !is_request).collect();
        let home = Home { is_request, owner: owner.unwrap_or(&subject), examples: &examples };
        self.fields(std::slice::from_ref(row), home, &mut BTreeSet::new()).pop()
    }

    fn fields(&mut self, rows: &[Row<'_>], home: Home<'_>, taken: &mut BTreeSet<String>) -> Vec<Field> {
        let mut out = Vec::new();
        for row in rows {
            let Some(ident) = ident(&row.name) else {
                self.note(row, "no Rust name can be made of it, so it is left out");
                continue;
            };
            if !taken.insert(ident) {
                self.note(row, "in Rust its name is that of another field, so it is left out");
                continue;
            }
            out.push(self.field(row, home));
        }
        out
    }

    fn note(&mut self, row: &Row<'_>, text: &str) {
        self.notes.add(row.line, format!("`{}`: {text}", row.name));
    }

    fn field(&mut self, row: &Row<'_>, home: Home<'_>) -> Field {
        let mut field = Field { name: row.name.clone(), line: row.line, ..Field::default() };
        let (kind, rows) = self.unwrapped(row, home, &mut field);
        if let Some(fact) = row.fact {
            field.deprecated = fact.deprecated;
            field.required = home.is_request && fact.required == Some(true);
            if home.is_request && fact.required.is_none() {
                self.note(row, "the page does not say whether it is required; optional here");
                field.remarks.push("required?".to_owned());
            }
        }
        let kind = self.known(row, kind, rows, home, &mut field);
        let entry = self.entry(row, &kind, rows, home, &mut field);
        field.of = around(&kind, entry);
        field
    }

    /// The kind and the rows of a row; of Alibaba's wrapped lists those of the entries.
    fn unwrapped<'r, 'f>(
        &mut self,
        row: &'r Row<'f>,
        home: Home<'_>,
        field: &mut Field,
    ) -> (PrintedType, &'r [Row<'f>]) {
        if home.is_request || self.around.protocol() != Some(Protocol::Acs3Rpc) {
            return (row.kind.clone(), &row.rows);
        }
        let example = home.example(&row.name);
        wrapped_in_rows(row, example, field)
            .or_else(|| wrapped_in_example(row, example, field))
            .unwrap_or_else(|| (row.kind.clone(), &row.rows))
    }

    /// What a kind is that the page does not say, as far as its rows, values or example tell.
    fn known(
        &mut self,
        row: &Row<'_>,
        kind: PrintedType,
        rows: &[Row<'_>],
        home: Home<'_>,
        field: &mut Field,
    ) -> PrintedType {
        if *kind.entry() != PrintedType::Unknown {
            return kind;
        }
        if !rows.is_empty() {
            let is_list =
                kind == PrintedType::Unknown && home.example(&row.name).is_some_and(Value::is_array);
            let object = kind.with_entry(PrintedType::Object(None));
            return if is_list { PrintedType::List(Box::new(object)) } else { object };
        }
        let printed = row.fact.and_then(|fact| fact.kind.as_deref());
        if kind != PrintedType::Unknown || (printed.is_none() && !home.is_request) {
            self.note(row, "the page does not say of what type it is; `any` here");
            field.remarks.push("type?".to_owned());
            return kind;
        }
        field.remarks.push("type?".to_owned());
        match printed {
            Some(printed) => {
                let text = format!("its type on the page, `{printed}`, is not known; `any` here");
                self.note(row, &text);
                kind
            }
            None => {
                let number = row.fact.is_some_and(is_number) || paging::is_number(&row.name);
                let guess = if number { "`int64`, after its name and values" } else { "`string`" };
                self.note(row, &format!("the page does not say its type; {guess} here"));
                if number { PrintedType::Integer } else { PrintedType::Text }
            }
        }
    }

    /// The type of the entries.
    fn entry(
        &mut self,
        row: &Row<'_>,
        kind: &PrintedType,
        rows: &[Row<'_>],
        home: Home<'_>,
        field: &mut Field,
    ) -> FieldType {
        if !rows.is_empty() && !matches!(kind.entry(), PrintedType::Unknown | PrintedType::Object(_)) {
            let lost: Vec<String> = rows.iter().map(|row| format!("`{}`", row.name)).collect();
            let text =
                format!("it holds no fields after its type, so these are left out: {}", lost.join(", "));
            self.note(row, &text);
        }
        match kind.entry() {
            PrintedType::Object(name) => self.object(row, name.as_deref(), kind, rows, home, field),
            PrintedType::Time(format) => {
                field.format = match format {
                    TimeFormat::Unsaid => None,
                    TimeFormat::Iso8601 => Some("%Y-%m-%dT%H:%M:%S%:z"),
                    TimeFormat::Date => Some("%Y-%m-%d"),
                };
                FieldType::DateTime
            }
            PrintedType::Map(value) => FieldType::Map(Box::new(around(value, simple(value.entry())))),
            other => {
                let names = self.names(row, home.owner, &row.name);
                let named = row.fact.and_then(|fact| {
                    let request = home.is_request;
                    values::settle(field, fact, kind, request, &names, &mut self.types, self.notes)
                });
                let closed = named.is_some() || !field.one_of.is_empty();
                if *other == PrintedType::Text && !closed && secret::is_secret(&row.name, home.is_request) {
                    field.example = None;
                    self.note(row, "a secret after its name; `secret<string>` here");
                    return FieldType::Secret;
                }
                named.map_or_else(|| simple(other), FieldType::Named)
            }
        }
    }

    fn object(
        &mut self,
        row: &Row<'_>,
        name: Option<&str>,
        kind: &PrintedType,
        rows: &[Row<'_>],
        home: Home<'_>,
        field: &mut Field,
    ) -> FieldType {
        let inside: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
        if let Some(name) = name.filter(|name| self.types.shared_object(name, &inside)) {
            return FieldType::Named(name.to_owned());
        }
        let one = if matches!(kind, PrintedType::List(_)) { singular(&row.name) } else { row.name.clone() };
        let of = name.unwrap_or(&one);
        let names = self.names(row, home.owner, of);
        let examples = below(&home, &row.name, field.wrapped.as_deref());
        let owner = names.first().cloned().unwrap_or_default();
        let home = Home { is_request: home.is_request, owner: &owner, examples: &examples };
        let fields = self.fields(rows, home, &mut BTreeSet::new());
        if fields.is_empty() {
            let text = match name {
                Some(name) => format!("the fields of `{name}` are not on the page; `any` here"),
                None => "its fields are not on the page; `any` here".to_owned(),
            };
            self.note(row, &text);
            field.remarks.push(match name {
                Some(name) => format!("the fields of {name} are on another page"),
                None => "its fields?".to_owned(),
            });
            return FieldType::Any;
        }
        FieldType::Named(self.types.name(&names, Body::Object(fields), row.line))
    }

    /// What a type for `row` may be called, the best first.
    fn names(&self, row: &Row<'_>, owner: &str, name: &str) -> Vec<String> {
        let camel = names::camel(name).unwrap_or_default();
        let longer = if camel.starts_with(owner) { camel.clone() } else { format!("{owner}{camel}") };
        let subject = self.subject.as_str();
        let longest = if longer.starts_with(subject) { longer.clone() } else { format!("{subject}{longer}") };
        // A name that the page itself gives to a type is not vague.
        let own = matches!(row.kind.entry(), PrintedType::Object(Some(own)) if own == name);
        let vague = !own && VAGUE.contains(&camel.as_str());
        if vague { vec![longer, longest] } else { vec![camel, longer, longest] }
    }
}

/// The entries of a list that stands in a row of its own below `row`.
fn wrapped_in_rows<'r, 'f>(
    row: &'r Row<'f>,
    example: Option<&Value>,
    field: &mut Field,
) -> Option<(PrintedType, &'r [Row<'f>])> {
    let [only] = row.rows.as_slice() else {
        return None;
    };
    let is_object = matches!(row.kind, PrintedType::Object(_) | PrintedType::Unknown);
    let wraps = match only.kind {
        PrintedType::List(_) => is_object,
        PrintedType::Unknown => !only.rows.is_empty() || row.kind != PrintedType::Unknown,
        _ => false,
    };
    if !wraps {
        return None;
    }
    // Where the example has the list itself, the row between is not on the wire.
    if !example.is_some_and(Value::is_array) {
        field.wrapped = Some(only.name.clone());
    }
    let kind = match &only.kind {
        PrintedType::List(entry) if !matches!(**entry, PrintedType::Object(None) | PrintedType::Unknown) => {
            only.kind.clone()
        }
        _ => named_entry(row, &only.name).join_list(),
    };
    Some((kind, &only.rows))
}

/// The entries of a list whose layer only the page's example shows.
fn wrapped_in_example<'r, 'f>(
    row: &'r Row<'f>,
    example: Option<&Value>,
    field: &mut Field,
) -> Option<(PrintedType, &'r [Row<'f>])> {
    let (PrintedType::List(_) | PrintedType::Unknown, Some(Value::Object(object))) = (&row.kind, example)
    else {
        return None;
    };
    let entries: Vec<(&String, &Value)> = object.iter().collect();
    let [(key, Value::Array(_))] = entries.as_slice() else {
        return None;
    };
    if row.rows.is_empty() || row.rows.iter().any(|inner| inner.name == **key) {
        return None;
    }
    field.wrapped = Some((*key).clone());
    field.remarks.push("wrapped in the example".to_owned());
    Some((named_entry(row, key).join_list(), &row.rows))
}

/// An object of the name that the row's type has, or of the layer's.
fn named_entry(row: &Row<'_>, layer: &str) -> PrintedType {
    match row.kind.entry() {
        PrintedType::Object(Some(name)) => PrintedType::Object(Some(name.clone())),
        _ => PrintedType::Object(Some(layer.to_owned())),
    }
}

/// Names that say nothing without what they are of.
const VAGUE: &[&str] = &[
    "Code", "Data", "Group", "Info", "Item", "Key", "Level", "Mode", "Name", "Node", "Order", "OrderBy",
    "Result", "Role", "State", "Status", "Tag", "Type", "Value", "Version",
];

/// The field's name in Rust, to tell which of them meet.
fn ident(name: &str) -> Option<String> {
    let ident = names::field(name, true)?;
    Some(ident.trim_start_matches("r#").trim_end_matches('_').to_owned())
}

/// Whether what the page says of the values only makes sense for an integer.
fn is_number(fact: &Fact) -> bool {
    let values = &fact.values;
    let whole = |value: &Value| value.is_i64();
    values.min.is_some()
        || values.max.is_some()
        || values.default.as_ref().is_some_and(whole)
        || (!values.allowed.is_empty() && values.allowed.iter().all(whole))
}

/// The objects of the example that hold the fields of a field.
fn below<'v>(home: &Home<'v>, name: &str, wrapped: Option<&str>) -> Vec<&'v Value> {
    let found = home.examples.iter().filter_map(|object| object.get(name));
    let found = found.filter_map(|value| match wrapped {
        Some(wrapped) => value.get(wrapped),
        None => Some(value),
    });
    found
        .flat_map(|value| match value {
            Value::Array(items) => items.iter().collect(),
            other => vec![other],
        })
        .collect()
}

/// The type of a printed one that holds no others.
fn simple(kind: &PrintedType) -> FieldType {
    match kind {
        PrintedType::Text => FieldType::Text,
        PrintedType::Bool => FieldType::Bool,
        PrintedType::Integer => FieldType::Int,
        PrintedType::Float | PrintedType::Number => FieldType::Float,
        PrintedType::Time(_) => FieldType::DateTime,
        _ => FieldType::Any,
    }
}

/// The lists of a printed type, around the type of their entries.
fn around(kind: &PrintedType, entry: FieldType) -> FieldType {
    match kind {
        PrintedType::List(of) => around(of, entry).join_list(),
        _ => entry,
    }
}
