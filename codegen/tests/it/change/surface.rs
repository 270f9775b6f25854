//! What of the generated text a caller can name, read from the text itself.

use std::collections::BTreeSet;

use clouddb_codegen::emit::Files;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ImplItem, Item, Visibility};

/// Every public thing, one line each, with its service's folder before it.
pub(super) struct Surface(BTreeSet<String>);

impl Surface {
    pub(super) fn of(files: &Files) -> Self {
        let mut surface = Self(BTreeSet::new());
        for (path, text) in files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for item in syn::parse_file(text).unwrap().items {
                surface.item(folder, item);
            }
        }
        surface
    }

    /// What is here and not in `other`.
    pub(super) fn lacking_in<'s>(&'s self, other: &Self) -> Vec<&'s str> {
        self.0.iter().filter(|what| !other.0.contains(*what)).map(String::as_str).collect()
    }

    fn add(&mut self, folder: &str, what: String) {
        self.0.insert(format!("{folder}: {what}"));
    }

    fn item(&mut self, folder: &str, item: Item) {
        match item {
            Item::Mod(of) if is_public(&of.vis) => self.add(folder, format!("mod {}", of.ident)),
            Item::Struct(of) => {
                self.add(folder, format!("struct {}", of.ident));
                for field in of.fields.into_iter().filter(|field| is_public(&field.vis)) {
                    let (ident, ty) = (field.ident.to_token_stream(), field.ty.to_token_stream());
                    self.add(folder, format!("{}.{ident}: {ty}", of.ident));
                }
            }
            Item::Impl(of) => {
                let owner = of.self_ty.to_token_stream();
                let implemented = of.trait_.as_ref().map(|trait_| trait_.1.to_token_stream());
                // Derived or written out, it is there.
                if let Some(name) = implemented.as_ref().filter(|name| name.to_string() != "Default") {
                    self.add(folder, format!("{owner}: {name}"));
                }
                for member in of.items {
                    match member {
                        ImplItem::Fn(of) if is_public(&of.vis) => {
                            let signature = of.sig.to_token_stream();
                            self.add(folder, format!("{owner}: {signature}"));
                        }
                        ImplItem::Type(of) => {
                            let (name, ty) = (of.ident, of.ty.to_token_stream());
                            self.add(
                                folder,
                                format!("<{owner} as {}>::{name} = {ty}", implemented.to_token_stream()),
                            );
                        }
                        _ => {}
                    }
                }
            }
            Item::Macro(of) => {
                let name = of.mac.path.to_token_stream().to_string();
                if name.ends_with("_enum") {
                    self.open_enum(folder, &name, of.mac.tokens);
                }
            }
            _ => {}
        }
    }

    /// `#[doc] pub enum Name { #[doc] Variant = "wire", … }`
    fn open_enum(&mut self, folder: &str, kind: &str, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let [.., TokenTree::Ident(name), TokenTree::Group(body)] = tokens.as_slice() else {
            panic!("{}", quote!(#(#tokens)*));
        };
        self.add(folder, format!("{kind} {name}"));
        let body: Vec<TokenTree> = body.stream().into_iter().collect();
        for pair in body.windows(2) {
            if let [TokenTree::Ident(variant), TokenTree::Punct(mark)] = pair
                && mark.as_char() == '='
            {
                self.add(folder, format!("{name}::{variant}"));
            }
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
