//! What callers build a struct with: `new` takes what it needs, setters the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::layout::{name, plain};
use super::super::{docs, shape};
use super::{allow_deprecated, deprecated};
use crate::model::{Field, Shape, Struct, StructRole};

/// More arguments than this, and clippy asks for a struct; but this is the struct.
const MOST_ARGUMENTS: usize = 7;

/// The inherent `impl` of an input struct.
pub(super) fn tokens(of: &Struct, noun: &str) -> (TokenStream, Vec<TokenStream>) {
    let ident = name(&of.name);
    let setters = of.fields.iter().filter(|field| !field.required).map(setter);
    let members = std::iter::once(new(of, noun)).chain(setters).collect();
    (quote!(impl #ident), members)
}

fn new(of: &Struct, noun: &str) -> TokenStream {
    let required: Vec<_> = of.fields.iter().filter(|field| field.required).collect();
    if required.is_empty() {
        let about = docs::attributes(&[format!("A {noun} with nothing set.")]);
        return quote! {
            #about
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let about = docs::attributes(&[format!("A {noun} with all that it needs.")]);
    let many = (required.len() > MOST_ARGUMENTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = required.iter().map(|field| {
        let ident = name(&field.ident);
        let ty = argument_type(field);
        quote!(#ident: #ty)
    });
    let fields = required.iter().map(|field| {
        let ident = name(&field.ident);
        let allow = allow_deprecated(field);
        let value = argument_value(field, &ident);
        // `instance: instance` would be a lint.
        if value.to_string() == ident.to_string() {
            quote!(#allow #ident)
        } else {
            quote!(#allow #ident: #value)
        }
    });
    let rest = (required.len() < of.fields.len()).then(|| quote!(..Self::default()));
    quote! {
        #about
        #many
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #rest }
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let ident = name(&field.ident);
    let about =
        docs::attributes(&docs::wrap(&format!("Sets [`{0}`](field@Self::{0}).", plain(&field.ident))));
    let deprecated = deprecated(field.deprecated.as_ref());
    let allow = allow_deprecated(field);
    let ty = argument_type(field);
    let argument = match &field.shape {
        Shape::List(_) | Shape::Map(_) if !field.nullable => quote!(values),
        _ => quote!(value),
    };
    let value = argument_value(field, &argument);
    let value = if shape::is_option(field, StructRole::Input) { quote!(Some(#value)) } else { value };
    quote! {
        #about
        #deprecated
        #allow
        pub fn #ident(mut self, #argument: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// What `new` and the setter take. What can be null is taken as such, or bare.
fn argument_type(field: &Field) -> TokenStream {
    if field.nullable {
        let of = shape::field_type(&Field { required: true, ..field.clone() }, StructRole::Input);
        return quote!(impl Into<#of>);
    }
    shape::argument_type(&field.shape)
}

/// The field's value out of the argument `from`, but for its `Option`.
fn argument_value(field: &Field, from: &TokenStream) -> TokenStream {
    match (field.nullable, field.boxed) {
        (true, _) => quote!(#from.into()),
        (false, true) => {
            let value = shape::argument_value(&field.shape, from);
            quote!(Boxed::from(#value))
        }
        (false, false) => shape::argument_value(&field.shape, from),
    }
}
