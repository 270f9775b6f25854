//! The small notations inside scalars: types, and ranges.

use std::fmt::{self, Display};

use crate::diagnostics::{Code, Diagnostic, Faults, Span, Spanned};

/// A type as a field names it.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    /// What it is.
    pub kind: TypeKind,
    /// Where it stands.
    pub span: Span,
}

/// What a type expression says.
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
    /// A type of the spec.
    Named(String),
}

/// The types that are no wrappers.
pub const SIMPLE_TYPES: &[&str] =
    &["string", "bool", "int32", "int64", "uint64", "float64", "datetime", "any"];

/// Deeper than any document needs; deeper ones would only exhaust whoever reads them.
const DEEPEST: usize = 8;

impl TypeExpr {
    /// The type that `text` is, if it is one.
    pub(crate) fn of(text: &Spanned<String>) -> Option<Self> {
        parse_type(text, &mut Faults::default())
    }

    /// What it holds in the end: `A` of `list<map<A>>`.
    pub(crate) fn innermost(&self) -> &TypeKind {
        match &self.kind {
            TypeKind::List(of) | TypeKind::Map(of) | TypeKind::Secret(of) | TypeKind::Json(of) => {
                of.innermost()
            }
            kind => kind,
        }
    }
}

/// Reads a type; `None` when it is none, and why is among the faults.
pub(super) fn parse_type(text: &Spanned<String>, faults: &mut Faults) -> Option<TypeExpr> {
    if text.value.trim().is_empty() {
        // That nothing is written is told already.
        return None;
    }
    match parse(&text.value, text.span, 0) {
        Ok(of) => Some(of),
        Err(fault) => {
            faults.push(*fault);
            None
        }
    }
}

fn parse(text: &str, span: Span, depth: usize) -> Result<TypeExpr, Box<Diagnostic>> {
    let bad = |message: String| Box::new(Diagnostic::new(Code::BadType, span, message));
    let kind = match text.find('<') {
        _ if depth > DEEPEST => return Err(bad("this type is nested too deeply".to_owned())),
        Some(open) => {
            let Some(inner) = text[open + 1..].strip_suffix('>') else {
                return Err(bad(format!("`{text}` does not end with the `>` that its `<` asks for")));
            };
            let wrapper = &text[..open];
            let of = |depth| parse(inner, span.part(open + 1..open + 1 + inner.len()), depth).map(Box::new);
            match wrapper {
                "list" => TypeKind::List(of(depth + 1)?),
                "map" => TypeKind::Map(of(depth + 1)?),
                "secret" => TypeKind::Secret(of(depth + 1)?),
                "json" => TypeKind::Json(of(depth + 1)?),
                _ => {
                    let fault = bad(format!("`{wrapper}<…>` is not a type"));
                    return Err(Box::new(
                        fault.did_you_mean_or_list(wrapper, ["list", "map", "secret", "json"]),
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
                let fault = bad(format!("`{text}` does not say of what"));
                return Err(Box::new(fault.help(format!("write `{text}<string>`"))));
            }
            _ if !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                TypeKind::Named(text.to_owned())
            }
            _ => {
                let fault = bad(format!("`{text}` is not written as a type"));
                return Err(Box::new(
                    fault.help("types look like `string`, `list<string>` or `BackupStatus`; no spaces"),
                ));
            }
        },
    };
    Ok(TypeExpr { kind, span })
}

/// `1..=100`, `1..` or `..=5`: both ends included, an absent end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<N = i64> {
    /// The least, if there is one.
    pub low: Option<N>,
    /// The greatest, if there is one.
    pub high: Option<N>,
}

impl<N: Number> Bounds<N> {
    /// The range that `text` is, if it is one.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (low, high) = text.split_once("..")?;
        let end = |text: &str| if text.is_empty() { Some(None) } else { N::read(text).map(Some) };
        let low = end(low)?;
        let high = match high {
            "" => None,
            _ => Some(N::read(high.strip_prefix('=')?)?),
        };
        (low.is_some() || high.is_some()).then_some(Self { low, high })
    }

    /// Whether `value` is between them.
    pub fn admit(self, value: N) -> bool {
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

/// What the ends of a range can be.
pub trait Number: Copy + PartialOrd {
    /// The number that `text` is, written without an exponent.
    fn read(text: &str) -> Option<Self>;
}

impl Number for i64 {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Number for f64 {
    fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if are_digits(whole) && are_digits(fraction) { text.parse().ok() } else { None }
    }
}

/// The range of a field. Its type, which says what the ends must be, is not known where it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Of integers; none when an end has a fraction.
    pub integers: Option<Bounds>,
    /// Of numbers.
    pub numbers: Bounds<f64>,
}

/// Reads a range of numbers; `None` when it is none, and why is among the faults.
pub(super) fn parse_range(text: &Spanned<String>, faults: &mut Faults) -> Option<Spanned<Range>> {
    let numbers = parse_bounds(text, faults)?;
    Some(Spanned::new(Range { integers: Bounds::of(&text.value), numbers: numbers.value }, text.span))
}

/// Reads bounds; `None` when they are none, and why is among the faults.
pub(super) fn parse_bounds<N: Number + Display>(
    text: &Spanned<String>,
    faults: &mut Faults,
) -> Option<Spanned<Bounds<N>>> {
    let Some(bounds) = Bounds::<N>::of(&text.value) else {
        let message = format!("`{}` is not a range", text.value);
        let fault = Diagnostic::new(Code::BadRange, text.span, message);
        faults.push(fault.help("ranges are written `1..=100`, `1..` or `..=5`, both ends included"));
        return None;
    };
    if let Bounds { low: Some(low), high: Some(high) } = bounds
        && low > high
    {
        let message = format!("the range `{}` admits nothing", text.value);
        let fault = Diagnostic::new(Code::EmptyRange, text.span, message);
        faults.push(fault.help(format!("did you mean `{high}..={low}`?")));
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
        assert_eq!(Bounds::of("0.5..=100"), range(Some(0.5), Some(100.0)));
        assert_eq!(Bounds::of("-1.25.."), range(Some(-1.25), None));
        for bad in ["1...5", "1e3..", "..=inf", "nan..", ".5..", "1...=2", "..=1."] {
            assert_eq!(Bounds::<f64>::of(bad), None, "{bad}");
        }
    }

    #[test]
    fn ranges_are_read() {
        let range = |low, high| Some(Bounds { low, high });
        assert_eq!(Bounds::of("1..=100"), range(Some(1), Some(100)));
        assert_eq!(Bounds::of("-1.."), range(Some(-1), None));
        assert_eq!(Bounds::of("..=5"), range(None, Some(5)));
        for bad in ["", "..", "1", "1..100", "1..=", "a..=b", "1...=2", "1 ..=2"] {
            assert_eq!(Bounds::<i64>::of(bad), None, "{bad}");
        }
    }
}
