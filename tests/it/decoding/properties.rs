//! What holds for every number and every text.

use proptest::prelude::*;
use serde_json::Value as Json;

use super::{type_parameters, types};

/// Any number as JSON writes it.
fn number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,12})?([eE][+-]?[0-9]{1,4})?"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A number that is read into text is that text, wherever it stands.
    #[test]
    fn numbers_keep_their_digits(number in number()) {
        let body = format!(r#""Text":{number},"Texts":[{number},"a"],"Tags":{{"k":{number}}},"Color":{number}"#);
        let response = types(&body).unwrap();
        for value in [&response["Text"], &response["Texts"][0], &response["Tags"]["k"], &response["Color"]] {
            prop_assert_eq!(value, &Json::from(number.as_str()));
        }
    }

    /// An integer is the same integer in each of its spellings.
    #[test]
    fn integers_are_exact(value in any::<i64>(), zeros in 0usize..4) {
        prop_assume!(value != 0);
        let fraction = "0".repeat(zeros + 1);
        for text in [format!("{value}"), format!("{value}.{fraction}"), format!("{value}{fraction}e-{}", zeros + 1)] {
            for body in [format!(r#"{{"Int64":{text}}}"#), format!(r#"{{"Int64":"{text}"}}"#)] {
                prop_assert_eq!(&type_parameters(&body).unwrap()["Int64"], &Json::from(value), "{}", body);
            }
        }
    }

    /// A careful pass reads what a fast one does.
    #[test]
    fn both_passes_read_the_same(
        text in ".{0,20}",
        numbers in prop::collection::vec(any::<i64>(), 0..5),
        eighths in -1000i32..1000,
        flag in any::<bool>(),
    ) {
        // Exact in every way to read it.
        let float = f64::from(eighths) / 8.0;
        let mut body = serde_json::json!({
            "Text": text, "Int64": numbers.len(), "Numbers": numbers, "Bool": flag, "Tags": {"a": text},
            "Inner": {"Name": text}, "Filter": serde_json::json!({"Name": text}).to_string(), "Matrix": [[float]],
            "Anything": {"a": [float, text]},
        }).to_string();
        let fast = type_parameters(&body).unwrap();
        // One fraction for an integer makes the second pass.
        body.insert_str(1, r#""Int32":1.0,"#);
        let mut careful = type_parameters(&body).unwrap();
        prop_assert_eq!(careful.as_object_mut().unwrap().shift_remove("Int32"), Some(Json::from(1)));
        prop_assert_eq!(careful, fast);
    }
}
