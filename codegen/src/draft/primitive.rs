//! A value that a page prints, as a value of a type.

use serde_json::Value;

use crate::page::PrintedType;

/// The types of single values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    /// Strings.
    Text,
    /// Integers of either size.
    Int,
    /// Floating-point numbers.
    Float,
    /// Booleans.
    Bool,
}

impl Primitive {
    /// The type that a page prints; none when that is no type of single values, or has a format of its own.
    pub(crate) fn of(printed: &PrintedType) -> Option<Self> {
        match printed {
            PrintedType::Text => Some(Self::Text),
            PrintedType::Integer => Some(Self::Int),
            PrintedType::Float | PrintedType::Number => Some(Self::Float),
            PrintedType::Bool => Some(Self::Bool),
            _ => None,
        }
    }

    /// What a page prints, as the type has it on the wire; none when it is no value of the type.
    ///
    /// Pages do not tell `20` from `"20"`, nor do they agree on how a flag is written: `1` is `true`, as it is
    /// where page and spec are [compared](crate::drift).
    pub(crate) fn value(self, printed: &Value) -> Option<Value> {
        let text = match printed {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        let word = text.trim();
        match self {
            Self::Text => Some(text.into()),
            Self::Int => word.parse::<i64>().ok().map(Value::from),
            Self::Float => word.parse::<f64>().ok().map(Value::from).filter(is_plain),
            Self::Bool => match word.to_ascii_lowercase().as_str() {
                "true" | "1" => Some(true.into()),
                "false" | "0" => Some(false.into()),
                _ => None,
            },
        }
    }
}

/// Whether a number is written without an exponent, which YAML writes otherwise than Rust. Null is none.
fn is_plain(number: &Value) -> bool {
    number.is_number() && !number.to_string().contains('e')
}

#[cfg(test)]
mod tests {
    use super::Primitive::{Bool, Float, Int, Text};
    use serde_json::{Value, json};

    #[test]
    fn what_a_page_prints_is_read_as_the_type_has_it() {
        for (of, printed, value) in [
            (Text, json!("a b "), Some(json!("a b "))),
            (Text, json!(20), Some(json!("20"))),
            (Text, json!(true), Some(json!("true"))),
            (Int, json!("20 "), Some(json!(20))),
            (Int, json!(-1), Some(json!(-1))),
            (Int, json!(1.5), None),
            (Int, json!("many"), None),
            (Float, json!("0.5"), Some(json!(0.5))),
            (Float, json!(3), Some(json!(3.0))),
            (Float, json!(0), Some(json!(0.0))),
            (Float, json!("inf"), None),
            (Float, json!("NaN"), None),
            (Float, json!(1e20), None),
            (Float, json!(1e-9), None),
            (Bool, json!(false), Some(json!(false))),
            (Bool, json!("True"), Some(json!(true))),
            (Bool, json!(1), Some(json!(true))),
            (Bool, json!("0"), Some(json!(false))),
            (Bool, json!("yes"), None),
            (Bool, json!(2), None),
        ] {
            assert_eq!(of.value(&printed), value, "{printed} as {of:?}");
        }
    }

    #[test]
    fn only_single_values_are_values_of_a_type() {
        for of in [Text, Int, Float, Bool] {
            for printed in [Value::Null, json!([1]), json!({"a": 1})] {
                assert_eq!(of.value(&printed), None, "{printed} as {of:?}");
            }
        }
    }
}
