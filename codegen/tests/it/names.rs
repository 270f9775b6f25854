//! Type names that are reserved for generated code.

use std::collections::BTreeSet;
use std::fs;

use clouddb_codegen::model::RESERVED_TYPES;
use syn::{Item, UseTree};

use crate::specs::root;

/// A spec's type of such a name would hide what generated modules import, and they would not compile.
#[test]
fn every_type_that_generated_modules_import_is_reserved() {
    let runtime = fs::read_to_string(root().join("../sdk/src/runtime/mod.rs")).unwrap();
    let runtime = syn::parse_file(&runtime).unwrap();
    let prelude = runtime.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "prelude" => module.content.as_ref(),
        _ => None,
    });
    let mut imported = BTreeSet::new();
    for item in &prelude.unwrap().1 {
        if let Item::Use(item) = item {
            leaves(&item.tree, &mut imported);
        }
    }
    assert!(imported.contains("Record"), "the prelude is not where it is looked for");
    // Macros have their own namespace.
    let types = imported.iter().filter(|name| name.starts_with(char::is_uppercase));
    let free: Vec<_> = types.filter(|name| !RESERVED_TYPES.contains(&name.as_str())).collect();
    assert!(free.is_empty(), "add {free:?} to RESERVED_TYPES");
}

fn leaves(tree: &UseTree, into: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, into),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, into)),
        UseTree::Name(name) => drop(into.insert(name.ident.to_string())),
        UseTree::Rename(name) => drop(into.insert(name.rename.to_string())),
        UseTree::Glob(_) => {}
    }
}
