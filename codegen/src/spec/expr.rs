//! Parses the notations inside scalars: type expressions and ranges.

use std::fmt::{self, Display};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span, Spanned};

/// A type expression.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    /// The parsed type.
    pub kind: TypeKind,
    /// The source location.
    pub span: Span,
}

/// The parsed form of a type expression.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `string`
    Text,
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint64`
    UInt64,
    /// `float64`
    Float,
    /// `datetime`
    DateTime,
    /// `any`
    Any,
    /// `list<…>`
    List(Box<TypeExpr>),
    /// `map<…>`
    Map(Box<TypeExpr>),
    /// `secret<…>`
    Secret(Box<TypeExpr>),
    /// `json<…>`
    Json(Box<TypeExpr>),
    /// A type that a spec declares.
    Named(String),
}

/// The built-in types without type arguments.
pub const SIMPLE_TYPES: &[&str] =
    &["string", "bool", "int32", "int64", "uint64", "float64", "datetime", "any"];

/// Limits the recursion of the parser; no document needs more.
const MAX_DEPTH: usize = 8;

impl TypeExpr {
    /// Parses a type; `None` if it is malformed.
    pub(crate) fn parse(text: &Spanned<String>) -> Option<Self> {
        parse_type(text, &mut Diagnostics::default())
    }

    /// The innermost type: `A` in `list<map<A>>`.
    pub(crate) fn innermost(&self) -> &TypeKind {
        match &self.kind {
            TypeKind::List(inner)
            | TypeKind::Map(inner)
            | TypeKind::Secret(inner)
            | TypeKind::Json(inner) => inner.innermost(),
            kind => kind,
        }
    }
}

/// Parses a type; reports a malformed one and returns `None`.
pub(super) fn parse_type(text: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<TypeExpr> {
    if text.value.trim().is_empty() {
        // The check of the grammar has reported the empty text.
        return None;
    }
    match parse_at_depth(&text.value, text.span, 0) {
        Ok(inner) => Some(inner),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

fn parse_at_depth(text: &str, span: Span, depth: usize) -> Result<TypeExpr, Box<Diagnostic>> {
    let bad = |message: String| Box::new(Diagnostic::new(Code::BadType, span, message));
    let kind = match text.find('<') {
        _ if depth > MAX_DEPTH => return Err(bad("this type is nested too deeply".to_owned())),
        Some(open) => {
            let Some(inner) = text[open + 1..].strip_suffix('>') else {
                return Err(bad(format!("`{text}` does not end with `>`")));
            };
            let wrapper = &text[..open];
            let inner = |depth| {
                parse_at_depth(inner, span.part(open + 1..open + 1 + inner.len()), depth).map(Box::new)
            };
            match wrapper {
                "list" => TypeKind::List(inner(depth + 1)?),
                "map" => TypeKind::Map(inner(depth + 1)?),
                "secret" => TypeKind::Secret(inner(depth + 1)?),
                "json" => TypeKind::Json(inner(depth + 1)?),
                _ => {
                    let diagnostic = bad(format!("`{wrapper}<…>` is not a type"));
                    return Err(Box::new(
                        diagnostic.did_you_mean_or_list(wrapper, ["list", "map", "secret", "json"]),
                    ));
                }
            }
        }
        None => match text {
            "string" => TypeKind::Text,
            "bool" => TypeKind::Bool,
            "int32" => TypeKind::Int32,
            "int64" => TypeKind::Int64,
            "uint64" => TypeKind::UInt64,
            "float64" => TypeKind::Float,
            "datetime" => TypeKind::DateTime,
            "any" => TypeKind::Any,
            "list" | "map" | "secret" | "json" => {
                let diagnostic = bad(format!("`{text}` has no type argument"));
                return Err(Box::new(diagnostic.help(format!("write `{text}<string>`"))));
            }
            _ if !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                TypeKind::Named(text.to_owned())
            }
            _ => {
                let diagnostic = bad(format!("`{text}` is not a valid type"));
                return Err(Box::new(diagnostic.help(
                    "types are written like `string`, `list<string>` or `BackupStatus`, without spaces",
                )));
            }
        },
    };
    Ok(TypeExpr { kind, span })
}

/// A range `1..=100`, `1..` or `..=5`: bounds are inclusive, an absent bound is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<N = i64> {
    /// The lower bound.
    pub low: Option<N>,
    /// The upper bound.
    pub high: Option<N>,
}

impl<N: Number> Bounds<N> {
    /// Parses a range; `None` if it is malformed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (low, high) = text.split_once("..")?;
        let end = |text: &str| if text.is_empty() { Some(None) } else { N::parse_bound(text).map(Some) };
        let low = end(low)?;
        let high = match high {
            "" => None,
            _ => Some(N::parse_bound(high.strip_prefix('=')?)?),
        };
        (low.is_some() || high.is_some()).then_some(Self { low, high })
    }

    /// Whether the range contains `value`.
    pub fn contains(self, value: N) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }
}

impl<N: Display> Display for Bounds<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(low) = &self.low {
            write!(f, "{low}")?;
        }
        f.write_str("..")?;
        if let Some(high) = &self.high {
            write!(f, "={high}")?;
        }
        Ok(())
    }
}

/// A number that bounds a range.
pub trait Number: Copy + PartialOrd {
    /// Parses a number without an exponent.
    fn parse_bound(text: &str) -> Option<Self>;
}

impl Number for i64 {
    fn parse_bound(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Number for f64 {
    fn parse_bound(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if are_digits(whole) && are_digits(fraction) { text.parse().ok() } else { None }
    }
}

/// The range of a field. The field's type, which decides the kind of the bounds, is not known in the parser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The range of integers; none if a bound has a fraction.
    pub integers: Option<Bounds>,
    /// The range of floats.
    pub numbers: Bounds<f64>,
}

/// Parses a range of numbers; reports a malformed one and returns `None`.
pub(super) fn parse_range(text: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Spanned<Range>> {
    let numbers = parse_bounds(text, diagnostics)?;
    Some(Spanned::new(Range { integers: Bounds::parse(&text.value), numbers: numbers.value }, text.span))
}

/// Parses bounds; reports malformed ones and returns `None`.
pub(super) fn parse_bounds<N: Number + Display>(
    text: &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Option<Spanned<Bounds<N>>> {
    let Some(bounds) = Bounds::<N>::parse(&text.value) else {
        let message = format!("`{}` is not a range", text.value);
        let diagnostic = Diagnostic::new(Code::BadRange, text.span, message);
        diagnostics
            .push(diagnostic.help("ranges are written `1..=100`, `1..` or `..=5`, with inclusive bounds"));
        return None;
    };
    if let Bounds { low: Some(low), high: Some(high) } = bounds
        && low > high
    {
        let message = format!("the range `{}` is empty", text.value);
        let diagnostic = Diagnostic::new(Code::EmptyRange, text.span, message);
        diagnostics.push(diagnostic.help(format!("did you mean `{high}..={low}`?")));
        return None;
    }
    Some(Spanned::new(bounds, text.span))
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    #[test]
    fn ranges_of_numbers_are_read() {
        let range = |low, high| Some(Bounds { low, high });
        assert_eq!(Bounds::parse("0.5..=100"), range(Some(0.5), Some(100.0)));
        assert_eq!(Bounds::parse("-1.25.."), range(Some(-1.25), None));
        for bad in ["1...5", "1e3..", "..=inf", "nan..", ".5..", "1...=2", "..=1."] {
            assert_eq!(Bounds::<f64>::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn ranges_are_read() {
        let range = |low, high| Some(Bounds { low, high });
        assert_eq!(Bounds::parse("1..=100"), range(Some(1), Some(100)));
        assert_eq!(Bounds::parse("-1.."), range(Some(-1), None));
        assert_eq!(Bounds::parse("..=5"), range(None, Some(5)));
        for bad in ["", "..", "1", "1..100", "1..=", "a..=b", "1...=2", "1 ..=2"] {
            assert_eq!(Bounds::<i64>::parse(bad), None, "{bad}");
        }
    }
}
