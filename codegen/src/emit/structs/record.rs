//! `impl Record`: the table, and field *i* to look at or to fill.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::layout::name;
use super::super::shape;
use super::declaration::allow_deprecated;
use crate::model::{Field, Shape, Struct};

/// The implementation for `of`.
pub(super) fn tokens(of: &Struct) -> (TokenStream, Vec<TokenStream>) {
    let ident = name(&of.name);
    let table = name(&of.table);
    let members = vec![
        quote! {
            fn table(&self) -> &'static Table {
                &#table
            }
        },
        get(of),
        slot(of),
    ];
    (quote!(impl Record for #ident), members)
}

fn get(of: &Struct) -> TokenStream {
    let arms = arms(of, |field, ident| {
        if shape::is_absent_when_empty(field, of.role) {
            quote!(self.#ident.view_filled())
        } else {
            quote!(self.#ident.view())
        }
    });
    let (index, body) = body(arms, &quote!(View::Absent));
    quote! {
        fn get(&self, #index: usize) -> View<'_> {
            #body
        }
    }
}

fn slot(of: &Struct) -> TokenStream {
    let arms = arms(of, |field, ident| match field.shape {
        // A record has a `slot` of its own, by number.
        Shape::Struct { .. } if is_bare(field, of) => quote!(Value::slot(&mut self.#ident)),
        _ => quote!(self.#ident.slot()),
    });
    let (index, body) = body(arms, &quote!(Slot::Ignored));
    quote! {
        fn slot(&mut self, #index: usize) -> Slot<'_> {
            #body
        }
    }
}

/// Whether the field's type is that of its value.
fn is_bare(field: &Field, of: &Struct) -> bool {
    field.is_always_set(of.role) && !field.takes_null(of.role) && !field.boxed
}

fn arms(of: &Struct, access: impl Fn(&Field, TokenStream) -> TokenStream) -> Vec<TokenStream> {
    let arm = |(index, field): (usize, &Field)| {
        let index = Literal::usize_unsuffixed(index);
        let allow = allow_deprecated(field);
        let access = access(field, name(&field.ident));
        quote!(#allow #index => #access,)
    };
    of.fields.iter().enumerate().map(arm).collect()
}

/// What the argument is called, and the match over it; without fields there is nothing to match.
fn body(arms: Vec<TokenStream>, past_the_end: &TokenStream) -> (TokenStream, TokenStream) {
    if arms.is_empty() {
        return (quote!(_index), past_the_end.clone());
    }
    let body = quote! {
        match index {
            #(#arms)*
            _ => #past_the_end,
        }
    };
    (quote!(index), body)
}
