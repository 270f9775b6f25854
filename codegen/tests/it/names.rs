//! Type names that are reserved for generated code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::model::RESERVED_TYPES;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::specs::root;

/// A spec's type of such a name would hide what generated modules use, and they would not compile.
#[test]
fn every_type_that_generated_modules_use_is_reserved() {
    let mut seen = BTreeSet::new();
    for path in modules(&root().join("../sdk/src/generated")).chain(modules(&root().join("../tests/golden")))
    {
        let text = fs::read_to_string(&path).unwrap();
        let tokens: TokenStream = text.parse().unwrap();
        let mut names = Names::default();
        names.add(tokens);
        let used = names.used.difference(&names.declared);
        let free: Vec<_> = used.clone().filter(|name| !RESERVED_TYPES.contains(&name.as_str())).collect();
        assert!(free.is_empty(), "{}: add {free:?} to RESERVED_TYPES", path.display());
        seen.extend(used.cloned());
    }
    for name in ["Check", "DateTime", "Option", "Paginated"] {
        assert!(seen.contains(name), "{name} was not found in any module");
    }
}

/// The modules of operations and of shared types below `folder`; the others use paths.
fn modules(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("mod.rs") {
                found.push(path);
            }
        }
    }
    found.into_iter()
}

/// The names of types in a file.
#[derive(Default)]
struct Names {
    /// Those without a path before them.
    used: BTreeSet<String>,
    /// Those of the file's own types, and of types that it imports.
    declared: BTreeSet<String>,
}

impl Names {
    fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let text = |index: Option<usize>| {
                index.and_then(|index| tokens.get(index)).map(ToString::to_string).unwrap_or_default()
            };
            let (before, after) = (text(index.checked_sub(1)), text(Some(index + 1)));
            match token {
                // `use` lists; and the rest is what is used.
                TokenTree::Group(group) if before == ":" && group.delimiter() == Delimiter::Brace => {
                    self.declared.extend(identifiers(group.stream()));
                }
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(name) if !is_type(&name.to_string()) => {}
                TokenTree::Ident(name) => {
                    let is_in_path = before == ":" && text(index.checked_sub(2)) == ":";
                    let is_end_of_use = is_in_path && after == ";";
                    if ["struct", "enum"].contains(&before.as_str()) || is_end_of_use {
                        self.declared.insert(name.to_string());
                    } else if !is_in_path && after != "=" {
                        self.used.insert(name.to_string());
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

/// Neither `name` nor `NAME`.
fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

fn identifiers(tokens: TokenStream) -> impl Iterator<Item = String> {
    tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    })
}
