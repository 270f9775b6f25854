//! The specs as they are written: YAML to syntax trees in which every word knows where it stands.
//!
//! ```text
//! files    the tree's files, as bytes
//! text     characters that no spec may hold
//! yaml     text to nodes, and brackets that are not closed
//! check    nodes against the grammar: whatever is wrong with the form of a file is told here, once, and its documentation's markup
//! provider, operation, types, expr    nodes to syntax trees
//! ```
//!
//! What the words mean, and whether they fit together, is the business of [`crate::model`].

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

pub use check::found;
pub use expr::{Bounds, Range, SIMPLE_TYPES, TypeExpr, TypeKind};
pub use files::{Files, is_left_over, normal, shown};
pub use operation::{Accept, ApiData, ErrorCode, Operation, Page, Paginate, Wait};
pub use provider::{DateTime, Endpoints, ErrorRule, Provider, Service};
pub use tree::{Tree, read};
pub use types::{Choices, Deprecated, Field, TypeDef, Value};
