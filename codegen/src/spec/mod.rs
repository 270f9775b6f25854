//! Parses specs: YAML to syntax trees with source locations.
//!
//! ```text
//! files    reads the files of the tree
//! text     refuses hidden characters
//! yaml     parses text to nodes and locates unclosed brackets
//! check    checks nodes against the grammar, and the markup of documentation
//! provider, operation, types, expr    convert nodes to syntax trees
//! ```
//!
//! The meaning of a spec, and whether its parts are consistent, is checked by [`crate::model`].

mod brackets;
mod check;
mod expr;
mod files;
pub mod grammar;
mod markup;
mod operation;
mod provider;
mod text;
mod tree;
mod types;
pub mod yaml;

pub use check::describe;
pub use expr::{Bounds, Range, SIMPLE_TYPES, TypeExpr, TypeKind};
pub use files::{Files, display_path, is_ignored, normalize};
pub use operation::{Accept, ApiData, ErrorCode, Operation, Page, Paginate, Wait};
pub use provider::{DateTime, Endpoints, ErrorRule, Group, Provider, Service};
pub use tree::{Tree, read};
pub use types::{Choices, Deprecated, Field, TypeDef, Value};
