//! The type of a field, as a draft gives it.

use std::fmt;

/// What specs can say of a field's type; see [`spec::TypeKind`](crate::spec::TypeKind) for how they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// `string`
    Text,
    /// `bool`
    Bool,
    /// `int64`
    Int,
    /// `float64`
    Float,
    /// `datetime`
    DateTime,
    /// `any`
    #[default]
    Any,
    /// `secret<string>`
    Secret,
    /// `list<…>`
    List(Box<Self>),
    /// `map<…>`
    Map(Box<Self>),
    /// A type of the spec.
    Named(String),
}

impl FieldType {
    /// A list of it.
    pub(crate) fn join_list(self) -> Self {
        Self::List(Box::new(self))
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("string"),
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int64"),
            Self::Float => f.write_str("float64"),
            Self::DateTime => f.write_str("datetime"),
            Self::Any => f.write_str("any"),
            Self::Secret => f.write_str("secret<string>"),
            Self::List(entry) => write!(f, "list<{entry}>"),
            Self::Map(value) => write!(f, "map<{value}>"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldType::{Any, Bool, DateTime, Float, Int, Map, Named, Secret, Text};
    use crate::diagnostics::{Sources, Span, Spanned};
    use crate::spec::{TypeExpr, TypeKind};

    #[test]
    fn specs_read_a_type_as_it_was_meant() {
        let file = Sources::default().add("test", None);
        for of in [Text, Bool, Int, Float, DateTime, Any, Secret, Named("Backup".to_owned())] {
            let nested = Map(Box::new(of.clone().join_list()));
            let text = Spanned::new(nested.to_string(), Span::file(file));
            let read = TypeExpr::parse(&text).unwrap();
            assert!(
                matches!(&read.kind, TypeKind::Map(list) if matches!(list.kind, TypeKind::List(_))),
                "{nested}"
            );
            let is_same = match (&of, read.innermost()) {
                (Named(name), TypeKind::Named(read)) => name == read,
                (Text | Secret, TypeKind::Text)
                | (Bool, TypeKind::Bool)
                | (Int, TypeKind::Int64)
                | (Float, TypeKind::Float)
                | (DateTime, TypeKind::DateTime)
                | (Any, TypeKind::Any) => true,
                _ => false,
            };
            assert!(is_same, "{nested}: {read:?}");
        }
    }
}
