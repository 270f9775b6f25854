//! The struct and, where deriving it cannot work, its `Default`.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::layout::name;
use super::super::{docs, facts, shape};
use crate::model::{Deprecation, Field, Shape, Struct};

/// The struct with its documented fields.
pub(super) fn tokens(of: &Struct, lines: &[String]) -> TokenStream {
    let ident = name(&of.name);
    let about = docs::attributes(lines);
    let default = (!needs_default(of)).then(|| quote!(Default,));
    let fields = of.fields.iter().map(|field| {
        let about =
            docs::attributes(&docs::paragraphs([field.doc.as_str(), facts::of_field(field, of).as_str()]));
        let deprecated = deprecated(field.deprecated.as_ref());
        let ident = name(&field.ident);
        let ty = shape::field_type(field, of.role);
        quote!(#about #deprecated pub #ident: #ty)
    });
    quote! {
        #about
        #[derive(Clone, #default PartialEq)]
        #[non_exhaustive]
        pub struct #ident { #(#fields),* }
    }
}

/// `#[deprecated(note = "…")]`, when it is.
pub(in super::super) fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let note = facts::note(deprecation?);
    Some(quote!(#[deprecated(note = #note)]))
}

/// Whether `Default` must be written out: an enum has no value of its own to start from, so a
/// struct that always holds one cannot derive it.
pub(super) fn needs_default(of: &Struct) -> bool {
    let is_bare = |field: &&Field| field.is_always_set(of.role) && !field.takes_null(of.role);
    of.fields.iter().filter(is_bare).any(is_enum)
}

fn is_enum(field: &Field) -> bool {
    matches!(field.shape, Shape::TextEnum(_) | Shape::IntEnum(_))
}

/// `impl Default`, for a struct that [`needs_default`].
pub(super) fn default(of: &Struct) -> (TokenStream, Vec<TokenStream>) {
    let ident = name(&of.name);
    let fields = of.fields.iter().map(|field| {
        let ident = name(&field.ident);
        let allow = allow_deprecated(field);
        quote!(#allow #ident: Value::empty())
    });
    let body = quote! {
        fn default() -> Self {
            Self { #(#fields),* }
        }
    };
    (quote!(impl Default for #ident), vec![body])
}

/// The file's own use of a deprecated field is no reason to warn.
pub(in super::super) fn allow_deprecated(field: &Field) -> Option<TokenStream> {
    field.deprecated.as_ref().map(|_| quote!(#[allow(deprecated)]))
}
