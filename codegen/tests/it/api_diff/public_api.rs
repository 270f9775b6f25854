//! The public API of generated code, parsed from its text.

use std::collections::{BTreeMap, BTreeSet};

use clouddb_codegen::emit::Files;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ImplItem, Item, Visibility};

/// All public items, each with its module.
pub(super) struct PublicApi(BTreeSet<String>);

/// The public items of a file by name, and its re-exports.
#[derive(Default)]
struct Contents {
    items: BTreeSet<(String, String)>,
    uses: Vec<(String, Option<String>)>,
}

impl PublicApi {
    pub(super) fn parse(files: &Files) -> Self {
        let contents: BTreeMap<&str, Contents> = files
            .iter()
            .map(|(path, text)| {
                let mut contents = Contents::default();
                syn::parse_file(text).unwrap().items.into_iter().for_each(|item| contents.add_item(item));
                (path.strip_suffix(".rs").unwrap(), contents)
            })
            .collect();
        let mut public_api = Self(BTreeSet::new());
        for path in contents.keys() {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let module = if file == "mod" { folder } else { *path };
            // These are private.
            if !["errors", "types"].contains(&file) {
                public_api.add_module(module, path, None, &contents);
            }
        }
        public_api
    }

    /// Adds the items of the file at `path` that `module` exports: all, or one name.
    fn add_module(&mut self, module: &str, path: &str, only: Option<&str>, all: &BTreeMap<&str, Contents>) {
        let contents = &all[path];
        let is_wanted = |name: &str| only.is_none_or(|only| only == name);
        for (_, item) in contents.items.iter().filter(|(name, _)| is_wanted(name)) {
            self.0.insert(format!("{module}: {item}"));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (file, name) in &contents.uses {
            let name = name.as_deref();
            match (only, name) {
                (Some(only), Some(name)) if only != name => {}
                _ => self.add_module(module, &format!("{folder}/{file}"), only.or(name), all),
            }
        }
    }

    /// The items that `other` does not have.
    pub(super) fn missing_in<'s>(&'s self, other: &Self) -> Vec<&'s str> {
        self.0.iter().filter(|item| !other.0.contains(*item)).map(String::as_str).collect()
    }
}

impl Contents {
    fn add(&mut self, name: &str, item: String) {
        self.items.insert((name.to_owned(), item));
    }

    fn add_item(&mut self, item: Item) {
        match item {
            Item::Mod(of) if is_public(&of.vis) => {
                self.add(&of.ident.to_string(), format!("mod {}", of.ident));
            }
            Item::Use(of) if is_public(&of.vis) => self.add_use(&of.tree.to_token_stream().to_string()),
            Item::Impl(of) => {
                let owner = of.self_ty.to_token_stream().to_string();
                let implemented = of.trait_.as_ref().map(|trait_| trait_.1.to_token_stream());
                // Derived and written implementations count alike.
                if let Some(name) = implemented.as_ref().filter(|name| name.to_string() != "Default") {
                    self.add(&owner, format!("{owner}: {name}"));
                }
                for member in of.items {
                    match member {
                        ImplItem::Fn(of) if is_public(&of.vis) => {
                            let signature = of.sig.to_token_stream();
                            self.add(&owner, format!("{owner}: {signature}"));
                        }
                        ImplItem::Type(of) => {
                            let (name, ty) = (of.ident, of.ty.to_token_stream());
                            self.add(
                                &owner,
                                format!("<{owner} as {}>::{name} = {ty}", implemented.to_token_stream()),
                            );
                        }
                        _ => {}
                    }
                }
            }
            Item::Macro(of) => {
                let name = of.mac.path.to_token_stream().to_string();
                if name.ends_with("_enum") || name == "error_codes" {
                    self.add_enum(&name, of.mac.tokens);
                } else if name == "record" {
                    self.add_struct(of.mac.tokens);
                }
            }
            _ => {}
        }
    }

    /// `pub use super::types::{One, Other}`, `pub use describe_things::*`
    fn add_use(&mut self, tree: &str) {
        let parts: Vec<String> = tree.split("::").map(|part| part.trim().to_owned()).collect();
        let [.., file, names] = parts.as_slice() else { panic!("{tree}") };
        let names = names.trim_matches(['{', '}', ' ']).split(',').map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            self.uses.push((file.clone(), (name != "*").then(|| name.to_owned())));
        }
    }

    /// `#[doc] pub struct Name { #[doc] 0: pub field: Type = "Wire" [rules], … }`
    fn add_struct(&mut self, tokens: TokenStream) {
        let (name, body) = named_body("struct", tokens);
        self.add(&name, format!("struct {name}"));
        let mut tokens = body.into_iter();
        while let Some(token) = tokens.next() {
            if token.to_string() == "pub" {
                let row: TokenStream = tokens.by_ref().take_while(|token| token.to_string() != "=").collect();
                self.add(&name, format!("{name}.{row}"));
            }
        }
    }

    /// `#[doc] pub enum Name { #[doc] Variant = "wire", … }`, perhaps `as codes`
    fn add_enum(&mut self, kind: &str, tokens: TokenStream) {
        let (name, body) = named_body("enum", tokens);
        self.add(&name, format!("{kind} {name}"));
        let body: Vec<TokenTree> = body.into_iter().collect();
        for pair in body.windows(2) {
            if let [TokenTree::Ident(variant), TokenTree::Punct(mark)] = pair
                && mark.as_char() == '='
            {
                self.add(&name, format!("{name}::{variant}"));
            }
        }
    }
}

/// The name behind `keyword`, and what is in the braces at the end.
fn named_body(keyword: &str, tokens: TokenStream) -> (String, TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let at = tokens.iter().position(|token| token.to_string() == keyword);
    match (at.and_then(|at| tokens.get(at + 1)), tokens.last()) {
        (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) => (name.to_string(), body.stream()),
        _ => panic!("{}", quote!(#(#tokens)*)),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
