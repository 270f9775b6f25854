//! Makes JSON of the parameters of a request: the inverse of `runtime::flatten`.

use serde_json::{Map, Value as Json};

use crate::runtime::parameter::ListNames;
use crate::runtime::{DateTimeFormat, Field, Kind};

/// The maximum number of dots in a name.
const DEPTH: usize = 64;

/// Parameters by wire name, from all places.
pub(super) type Members = Map<String, Json>;

/// Reads `pairs` by the table of the operation: `Name.1.Key` becomes a list of objects, text becomes the number or the
/// boolean that the table asks for. Other text stays text, which the checks report; an unknown pair keeps its name.
pub(super) fn unflatten<'t>(
    pairs: &[(String, String)],
    fields: impl IntoIterator<Item = &'t Field>,
    lists: ListNames,
) -> Members {
    let mut reader = Reader { pairs, lists, taken: vec![false; pairs.len()] };
    let mut members = reader.members("", fields);
    for ((name, text), taken) in pairs.iter().zip(reader.taken) {
        if !taken && !members.contains_key(name) {
            members.insert(name.clone(), Json::from(text.as_str()));
        }
    }
    members
}

struct Reader<'a> {
    pairs: &'a [(String, String)],
    lists: ListNames,
    taken: Vec<bool>,
}

impl Reader<'_> {
    fn members<'t>(&mut self, prefix: &str, fields: impl IntoIterator<Item = &'t Field>) -> Members {
        let mut members = Members::new();
        for field in fields {
            let name = format!("{prefix}{}", field.name);
            // A JSON string is one value, whatever is in it.
            let kind = if field.json { &Kind::Text } else { &field.kind };
            if let Some(value) = self.value(&name, kind) {
                members.insert(field.name.to_owned(), value);
            }
        }
        members
    }

    fn value(&mut self, name: &str, kind: &Kind) -> Option<Json> {
        match kind {
            Kind::List(kind) => {
                let entries: Vec<Json> = match self.lists {
                    ListNames::Repeated => self.take(name).iter().map(|text| scalar(text, kind)).collect(),
                    ListNames::FromZero | ListNames::FromOne => {
                        let indices = self.indices(name);
                        indices
                            .iter()
                            .filter_map(|index| self.value(&format!("{name}.{index}"), kind))
                            .collect()
                    }
                };
                (!entries.is_empty()).then_some(Json::Array(entries))
            }
            Kind::Record(table) => {
                let prefix = format!("{name}.");
                // A table may contain itself: only members that were sent are followed, up to a limit.
                let is_sent = self.pairs.iter().any(|(name, _)| name.starts_with(&prefix));
                if !is_sent || name.matches('.').count() >= DEPTH {
                    return None;
                }
                let members = self.members(&prefix, table().fields);
                (!members.is_empty()).then_some(Json::Object(members))
            }
            Kind::Map(kind) => {
                let mut members = Members::new();
                for key in self.keys(name) {
                    if let Some(value) = self.value(&format!("{name}.{key}"), kind) {
                        members.insert(key, value);
                    }
                }
                (!members.is_empty()).then_some(Json::Object(members))
            }
            kind => self.take(name).first().map(|text| scalar(text, kind)),
        }
    }

    /// The texts under exactly this name.
    fn take(&mut self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for ((pair, text), taken) in self.pairs.iter().zip(&mut self.taken) {
            if pair == name {
                *taken = true;
                texts.push(text.clone());
            }
        }
        texts
    }

    /// The texts between `name.` and the next dot, each once, in order.
    fn keys(&self, name: &str) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for (pair, _) in self.pairs {
            let rest = pair.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
            let key = rest.map(|rest| rest.split_once('.').map_or(rest, |(key, _)| key));
            if let Some(key) = key.filter(|key| !keys.iter().any(|known| known == key)) {
                keys.push(key.to_owned());
            }
        }
        keys
    }

    /// The indices of a list, in their order: a request may name `.10` before `.2`.
    fn indices(&self, name: &str) -> Vec<usize> {
        let first = match self.lists {
            ListNames::FromOne => 1,
            ListNames::FromZero | ListNames::Repeated => 0,
        };
        let keys = self.keys(name);
        let mut indices: Vec<usize> =
            keys.iter().filter_map(|key| key.parse().ok()).filter(|i| *i >= first).collect();
        indices.sort_unstable();
        indices
    }
}

/// Text as the JSON that `kind` asks for. An empty text means absent, except for kinds of text.
pub(super) fn scalar(text: &str, kind: &Kind) -> Json {
    let read = match kind {
        // Python's clients write `True` and `False`.
        Kind::Bool => match text {
            "true" | "True" | "TRUE" => Some(Json::Bool(true)),
            "false" | "False" | "FALSE" => Some(Json::Bool(false)),
            _ => None,
        },
        Kind::Int32
        | Kind::Int64
        | Kind::IntEnum(_)
        | Kind::DateTime(DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis) => {
            text.parse::<i64>().ok().map(Json::from)
        }
        Kind::UInt64 => text.parse::<u64>().ok().map(Json::from),
        Kind::Float => text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Json::Number),
        _ => return Json::from(text),
    };
    match read {
        Some(value) => value,
        None if text.is_empty() => Json::Null,
        None => Json::from(text),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::runtime::Table;
    use crate::runtime::percent;

    static TAG: Table = Table {
        name: "Tag",
        fields: &[
            Field::with_kind("Key", Kind::Text),
            Field::with_kind("Values", Kind::List(&Kind::Int64)),
            Field::with_kind("Inner", Kind::Record(|| &TAG)),
        ],
    };

    static FIELDS: &[Field] = &[
        Field::with_kind("Id", Kind::Text),
        Field::with_kind("Size", Kind::Int64),
        Field::with_kind("Ratio", Kind::Float),
        Field::with_kind("Force", Kind::Bool),
        Field::with_kind("Tag", Kind::List(&Kind::Record(|| &TAG))),
        Field::with_kind("Names", Kind::List(&Kind::Text)),
        Field::with_kind("Labels", Kind::Map(&Kind::Int64)),
        Field::with_kind("Policy", Kind::List(&Kind::Record(|| &TAG))).json(),
    ];

    fn read(query: &str, lists: ListNames) -> Json {
        Json::Object(unflatten(&percent::split(query), FIELDS, lists))
    }

    #[test]
    fn names_with_dots_become_lists_and_objects() {
        assert_eq!(
            read(
                "Tag.2.Key=b&Tag.10.Key=c&Tag.1.Values.1=3&Tag.1.Values.2=x&Labels.a.b=1&Labels.c=2",
                ListNames::FromOne
            ),
            json!({
                "Tag": [{"Values": [3, "x"]}, {"Key": "b"}, {"Key": "c"}],
                "Labels": {"c": 2},
                "Labels.a.b": "1",
            })
        );
        assert_eq!(read("Names.0=a&Names.1=b", ListNames::FromZero), json!({"Names": ["a", "b"]}));
        assert_eq!(read("Names.0=a&Names.1=b", ListNames::FromOne), json!({"Names": ["b"], "Names.0": "a"}));
        assert_eq!(
            read("Names=a&Size=1&Names=b", ListNames::Repeated),
            json!({"Names": ["a", "b"], "Size": 1})
        );
        assert_eq!(
            read("Tag.1.Inner.Inner.Key=x", ListNames::FromOne),
            json!({"Tag": [{"Inner": {"Inner": {"Key": "x"}}}]})
        );
    }

    #[test]
    fn a_name_without_an_end_is_not_followed() {
        let name = format!("Tag.1.{}Key", "Inner.".repeat(100_000));
        assert_eq!(read(&format!("{name}=x"), ListNames::FromOne), json!({ name: "x" }));
    }

    #[test]
    fn text_becomes_what_the_table_asks_for() {
        assert_eq!(
            read("Id=12&Size=12&Ratio=0.5&Force=True&Policy=%5B%5D", ListNames::FromOne),
            json!({"Id": "12", "Size": 12, "Ratio": 0.5, "Force": true, "Policy": "[]"})
        );
        assert_eq!(
            read("Id=&Size=&Force=yes", ListNames::FromOne),
            json!({"Id": "", "Size": null, "Force": "yes"})
        );
    }

    #[test]
    fn what_the_table_does_not_know_keeps_its_name() {
        assert_eq!(read("Else.1.x=a+b%20c", ListNames::FromOne), json!({"Else.1.x": "a b c"}));
    }
}
