//! A shape as a Rust type, as a table's kind, and as an argument of `new` and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout::{name, text_literal};
use crate::model::{DateTimeFormat, Field, Shape, StructRole};

/// The type of a value.
pub(super) fn rust_type(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Text => quote!(String),
        Shape::Secret => quote!(Secret),
        Shape::Bool => quote!(bool),
        Shape::Int32 => quote!(i32),
        Shape::Int64 => quote!(i64),
        Shape::UInt64 => quote!(u64),
        Shape::Float => quote!(f64),
        Shape::DateTime(_) => quote!(DateTime),
        Shape::Any => quote!(serde_json::Value),
        Shape::List(entry) => {
            let entry = rust_type(entry);
            quote!(Vec<#entry>)
        }
        Shape::Map(value) => {
            let value = rust_type(value);
            quote!(BTreeMap<String, #value>)
        }
        Shape::Struct(ident) | Shape::TextEnum(ident) | Shape::IntEnum(ident) => name(ident),
    }
}

/// The type of a field of a struct with this role.
pub(super) fn field_type(field: &Field, role: StructRole) -> TokenStream {
    let mut of = rust_type(&field.shape);
    if field.boxed {
        of = quote!(Boxed<#of>);
    }
    if field.takes_null(role) {
        of = quote!(Nullable<#of>);
    }
    if is_option(field, role) { quote!(Option<#of>) } else { of }
}

/// A type as one writes it, without the blanks between tokens.
pub(super) fn plain_type(of: &TokenStream) -> String {
    of.to_string().replace(' ', "").replace(',', ", ")
}

/// Whether the field's type is an `Option`. A caller who sends an empty list or map says something else than one who
/// sends none; in what only responses hold, both are read as empty.
pub(super) fn is_option(field: &Field, role: StructRole) -> bool {
    // What is boxed can be absent by itself, and null is around the box.
    let is_own_option = field.boxed && !field.takes_null(role);
    !field.is_always_set(role) && !is_own_option && (role == StructRole::Input || !is_collection(field))
}

fn is_collection(field: &Field) -> bool {
    matches!(field.shape, Shape::List(_) | Shape::Map(_))
}

/// What a table says about a value.
pub(super) fn kind(shape: &Shape) -> String {
    match shape {
        Shape::Text => "Kind::Text".to_owned(),
        Shape::Secret => "Kind::Secret".to_owned(),
        Shape::Bool => "Kind::Bool".to_owned(),
        Shape::Int32 => "Kind::Int32".to_owned(),
        Shape::Int64 => "Kind::Int64".to_owned(),
        Shape::UInt64 => "Kind::UInt64".to_owned(),
        Shape::Float => "Kind::Float".to_owned(),
        Shape::DateTime(format) => format!("Kind::DateTime({})", date_time_format(format)),
        Shape::Any => "Kind::Any".to_owned(),
        Shape::List(entry) => format!("Kind::List(&{})", kind(entry)),
        Shape::Map(value) => format!("Kind::Map(&{})", kind(value)),
        Shape::Struct(name) => format!("<{name} as ValueType>::KIND"),
        Shape::TextEnum(ident) => format!("Kind::TextEnum({ident}::VALUES)"),
        Shape::IntEnum(ident) => format!("Kind::IntEnum({ident}::VALUES)"),
    }
}

pub(super) fn date_time_format(format: &DateTimeFormat) -> String {
    match format {
        DateTimeFormat::Pattern { pattern, offset_minutes } => {
            format!("DateTimeFormat::pattern({}, {offset_minutes})", text_literal(pattern))
        }
        DateTimeFormat::UnixSeconds => "DateTimeFormat::UnixSeconds".to_owned(),
        DateTimeFormat::UnixMillis => "DateTimeFormat::UnixMillis".to_owned(),
        DateTimeFormat::UnixSecondsText => "DateTimeFormat::UnixSecondsText".to_owned(),
        DateTimeFormat::UnixMillisText => "DateTimeFormat::UnixMillisText".to_owned(),
    }
}

/// The type of an argument that becomes a value: whatever converts into it, where that helps.
pub(super) fn argument_type(shape: &Shape) -> TokenStream {
    match shape {
        Shape::List(entry) => {
            let entry = entry_type(entry);
            quote!(impl IntoIterator<Item = #entry>)
        }
        Shape::Map(value) => {
            let value = entry_type(value);
            quote!(impl IntoIterator<Item = (impl Into<String>, #value)>)
        }
        scalar => entry_type(scalar),
    }
}

/// The expression that makes the value out of the argument `from`.
pub(super) fn argument_value(shape: &Shape, from: &TokenStream) -> TokenStream {
    match shape {
        Shape::List(entry) if converts(entry) => quote!(#from.into_iter().map(Into::into).collect()),
        Shape::List(_) => quote!(#from.into_iter().collect()),
        Shape::Map(value) => {
            let value = if converts(value) { quote!(value.into()) } else { quote!(value) };
            quote!(#from.into_iter().map(|(key, value)| (key.into(), #value)).collect())
        }
        scalar if converts(scalar) => quote!(#from.into()),
        _ => from.clone(),
    }
}

fn entry_type(shape: &Shape) -> TokenStream {
    let of = rust_type(shape);
    if converts(shape) { quote!(impl Into<#of>) } else { of }
}

/// Whether `impl Into` is of use: not for numbers, where it hinders inference, nor for what is nested deeper.
fn converts(shape: &Shape) -> bool {
    !matches!(
        shape,
        Shape::Bool
            | Shape::Int32
            | Shape::Int64
            | Shape::UInt64
            | Shape::Float
            | Shape::List(_)
            | Shape::Map(_)
    )
}
