//! Structs: the type itself, what callers build it with, its table, and access by number.

mod declaration;
mod record;
mod setters;
mod table;

use quote::quote;

use super::layout::{Source, Visibility, name};
use crate::model::{Shape, Struct, StructRole};

pub(super) use declaration::{allow_deprecated, deprecated};

/// Adds all that belongs to one struct. `docs` are the lines above it, `noun` is what it is called there.
pub(super) fn write(source: &mut Source, of: &Struct, noun: &str, docs: &[String], visibility: Visibility) {
    source.item(declaration::tokens(of, docs));
    if declaration::needs_default(of) {
        let (head, members) = declaration::default(of);
        source.block(head, members);
    }
    if of.role == StructRole::Input {
        let (head, members) = setters::tokens(of, noun);
        source.block(head, members);
    }
    source.text(table::text(of, visibility));
    let (head, members) = record::tokens(of);
    source.block(head, members);
    let ident = name(&of.name);
    source.item(quote!(record!(#ident);));
}

/// The structs that the fields of `of` name, each with its table.
pub(super) fn tables(of: &Struct) -> impl Iterator<Item = (&str, &str)> {
    of.fields.iter().filter_map(|field| {
        let mut shape = &field.shape;
        while let Shape::List(inner) | Shape::Map(inner) = shape {
            shape = inner;
        }
        match shape {
            Shape::Struct { name, table } => Some((name.as_str(), table.as_str())),
            _ => None,
        }
    })
}
