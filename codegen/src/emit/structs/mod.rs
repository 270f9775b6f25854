//! Structs: the declaration, and what callers build it with.

mod record;
mod rules;
mod setters;

use proc_macro2::TokenStream;
use quote::quote;

use super::facts;
use super::layout::Source;
use crate::model::{Deprecation, Field, Struct, StructRole};

/// What a struct is to callers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An operation's request.
    Request,
    /// An operation's response, or what one of both holds.
    Data,
}

/// Adds all that belongs to one struct. `docs` are the lines above it.
pub(super) fn write(source: &mut Source, of: &Struct, purpose: Purpose, docs: &[String]) {
    let attributes: &[&str] = match purpose {
        Purpose::Request => &["#[must_use = \"a request does nothing until a client sends it\"]"],
        Purpose::Data => &[],
    };
    source.text(record::text(of, docs, attributes));
    if of.role == StructRole::Input {
        let noun = if purpose == Purpose::Request { "request" } else { "value" };
        let (head, members) = setters::tokens(of, noun);
        source.block(head, members);
    }
}

/// `#[deprecated(note = "…")]`, when it is.
pub(super) fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let note = facts::note(deprecation?);
    Some(quote!(#[deprecated(note = #note)]))
}

/// The file's own use of a deprecated field is no reason to warn.
pub(super) fn allow_deprecated(field: &Field) -> Option<TokenStream> {
    field.deprecated.as_ref().map(|_| quote!(#[allow(deprecated)]))
}
