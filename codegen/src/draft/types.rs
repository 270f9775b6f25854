//! The types that a draft declares, each under a name that nothing else in the service has.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::around::Around;
use super::fields::Field;
use super::yaml::{Flow, scalar};
use crate::model::{RESERVED_TYPES, names};
use crate::spec;

/// A type of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    /// Its name.
    pub(crate) name: String,
    /// The line of the page that it comes from.
    pub(crate) line: u32,
    /// What it is.
    pub(crate) body: Body,
}

/// What a type is.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// An object.
    Object(Vec<Field>),
    /// An enum of strings or, when it says so, of integers.
    Enum {
        /// Of integers.
        ints: bool,
        /// The values.
        values: Vec<Variant>,
    },
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    /// Its name.
    pub(crate) name: String,
    /// Its value on the wire.
    pub(crate) wire: Value,
}

impl Body {
    /// Whether both mean the same, wherever they stand on the page.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(one), Self::Object(other)) => {
                let flows = |fields: &[Field]| -> Vec<(String, Flow)> {
                    fields.iter().map(|field| (field.name.clone(), field.flow())).collect()
                };
                flows(one) == flows(other)
            }
            (Self::Enum { ints: one, values }, Self::Enum { ints: other, values: others }) => {
                one == other && values == others
            }
            _ => false,
        }
    }
}

/// The types made so far, and the names that are taken.
pub(super) struct Types<'a> {
    made: Vec<Type>,
    taken: BTreeSet<String>,
    /// The types that there are, as far as the operation may name them.
    shared: Vec<&'a spec::TypeDef>,
    /// What names fall back to: the operation's.
    operation: String,
}

impl<'a> Types<'a> {
    /// No types yet, for a new operation in its surroundings.
    pub(super) fn new(around: &Around<'a>, operation: &str) -> Self {
        Self::among(around.others(operation).collect(), around, operation)
    }

    /// No types yet, for more of an operation that has a spec.
    pub(super) fn beside(around: &Around<'a>, operation: &str) -> Self {
        let mut types = Self::among(around.operations().iter().collect(), around, operation);
        types.shared.extend(around.operation(operation).into_iter().flat_map(|spec| &spec.types));
        types
    }

    fn among(others: Vec<&'a spec::Operation>, around: &Around<'a>, operation: &str) -> Self {
        let mut taken = BTreeSet::new();
        let stems = others.iter().filter_map(|other| other.name.as_ref()).map(|name| &name.value);
        for stem in stems.map(String::as_str).chain([operation]) {
            taken.extend(["Request", "Response", "Code"].map(|end| names::case_key(&format!("{stem}{end}"))));
        }
        taken.extend(names::camel(around.folder).map(|camel| names::case_key(&format!("{camel}Code"))));
        let own = others.iter().flat_map(|other| &other.types);
        taken.extend(around.shared().iter().chain(own).map(|def| names::case_key(&def.name.value)));
        Self {
            made: Vec::new(),
            taken,
            shared: around.shared().iter().collect(),
            operation: operation.to_owned(),
        }
    }

    /// All types, each after those that it names.
    pub(super) fn finish(self) -> Vec<Type> {
        self.made
    }

    /// The name of a type `body`, new or one that is there already. `wanted` are the names that it may
    /// have, the best first.
    pub(super) fn name(&mut self, wanted: &[String], body: Body, line: u32) -> String {
        let wanted: Vec<String> = wanted.iter().filter_map(|name| camel(name)).collect();
        let longer = wanted.iter().map(|name| format!("{}{name}", self.operation));
        let longer: Vec<String> = longer.collect();
        let last = longer.first().cloned().unwrap_or_else(|| format!("{}Item", self.operation));
        let numbered = (2..).map(|number| format!("{last}{number}"));
        for name in wanted.into_iter().chain(longer).chain(numbered) {
            if self.made.iter().any(|of| of.name == name && of.body.is(&body)) {
                return name;
            }
            if !RESERVED_TYPES.contains(&name.as_str()) && self.taken.insert(names::case_key(&name)) {
                self.made.push(Type { name: name.clone(), line, body });
                return name;
            }
        }
        last
    }

    /// An object that the service's operations share under this name, with just these fields; with any when
    /// the page shows none.
    pub(super) fn shared_object(&self, name: &str, fields: &[String]) -> bool {
        self.shared.iter().any(|def| {
            let there = || def.fields.iter().map(|field| field.name.value.as_str()).collect::<BTreeSet<_>>();
            def.name.value == name
                && def.fields_key.is_some()
                && (fields.is_empty() || there() == fields.iter().map(String::as_str).collect())
        })
    }

    /// The enum of strings that the service's operations share with just these values.
    pub(super) fn shared_enum(&self, values: &BTreeSet<&str>) -> Option<String> {
        let wire = |value: &spec::Value| match (&value.wire, &value.name) {
            (Some(node), _) => node.text().map(|text| text.value),
            (None, name) => name.as_ref().map(|name| name.value.clone()),
        };
        let same = |def: &&&spec::TypeDef| {
            let there: Option<BTreeSet<String>> = def.values.iter().map(wire).collect();
            let is_text = def.base.as_ref().is_some_and(|base| base.value == "string");
            is_text && there.is_some_and(|there| there.iter().map(String::as_str).eq(values.iter().copied()))
        };
        self.shared.iter().find(same).map(|def| def.name.value.clone())
    }
}

/// `name` as types are written; nothing when it cannot be one.
fn camel(name: &str) -> Option<String> {
    let name = if names::is_camel(name) { name.to_owned() } else { name.to_upper_camel_case() };
    names::is_camel(&name).then_some(name)
}

/// The name of one entry of a list `plural`.
pub(super) fn singular(plural: &str) -> String {
    let keep = ["ss", "us", "is"].iter().any(|end| plural.ends_with(end));
    let cut = |end: &str, instead: &str| {
        let stem = plural.strip_suffix(end).filter(|stem| stem.len() > 1)?;
        Some(format!("{stem}{instead}"))
    };
    if keep {
        return plural.to_owned();
    }
    cut("ies", "y")
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("List", ""))
        .or_else(|| cut("_list", ""))
        .or_else(|| cut("s", ""))
        .unwrap_or_else(|| plural.to_owned())
}

/// The variants of an enum with these wire values, all of them different.
pub(super) fn variants(values: &[Value]) -> Vec<Variant> {
    let mut out: Vec<Variant> = Vec::new();
    for value in values {
        let name = variant(value, out.len() + 1, |name| out.iter().any(|other| is_same(&other.name, name)));
        out.push(Variant { name, wire: value.clone() });
    }
    out
}

fn is_same(one: &str, other: &str) -> bool {
    names::variant(one) == names::variant(other)
}

/// A variant for a wire value, the enum's `number`th, that is not `taken`.
pub(crate) fn variant(value: &Value, number: usize, taken: impl Fn(&str) -> bool) -> String {
    let wire = match value {
        Value::String(text) => text.clone(),
        other => scalar(other),
    };
    let name = match wire.strip_prefix('-') {
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_digit()) => Some(format!("Minus{digits}")),
        _ if names::is_camel(&wire) => Some(wire.clone()),
        _ => names::camel(&wire),
    };
    let name = name.filter(|name| names::is_camel(name));
    let mut name = name.unwrap_or_else(|| format!("Value{number}"));
    while taken(&name) {
        name.push('X');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{singular, variants};
    use serde_json::json;

    #[test]
    fn entries_are_named_after_their_list() {
        for (plural, one) in [
            ("backups", "backup"),
            ("Policies", "Policy"),
            ("Addresses", "Address"),
            ("status", "status"),
            ("VpcList", "Vpc"),
            ("InstanceSet", "InstanceSet"),
            ("s", "s"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn every_value_of_an_enum_has_a_name_of_its_own() {
        let values = [json!("4.2"), json!("42"), json!("名"), json!("createTime"), json!(-1), json!("self")];
        let names: Vec<String> = variants(&values).into_iter().map(|variant| variant.name).collect();
        assert_eq!(names, ["N42", "N42X", "Value3", "CreateTime", "Minus1", "Self"]);
    }
}
