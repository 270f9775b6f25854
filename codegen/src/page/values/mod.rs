//! What a description says about a field's values: which are allowed, the default, the range.
//!
//! ```text
//!  lines ──cut──▶ statements ──allowed──▶ listed values ─┐
//!                     │ ├─────range────▶ bounds ────────┼──▶ Values
//!                     │ └────default───▶ default ◀──────┘
//! ```
//!
//! - [`cut`] makes statements out of a description: parts, list entries, sentences.
//! - [`literal`] reads the words that can be values, and knows what fits a type.
//! - [`allowed`], [`range`] and [`default`] recognise one thing each, [`lead`] what announces values,
//!   [`inline`], [`items`] and [`entry`] how lists of them are written, [`cases`] values with conditions.
//! - [`phrases`] and [`bounds`] hold the words that they all look for, in every language.
//!
//! Descriptions are prose. Whatever is not plainly a list of values, a bound or a default is none: a caller
//! is better off with a missing list than with an invented one. So values that hold only under a condition
//! give no bounds, lengths and counts are no ranges, and examples are no values.

mod allowed;
mod bounds;
mod cases;
mod cut;
mod default;
mod entry;
mod inline;
mod items;
mod lead;
mod literal;
mod phrases;
mod range;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::document::Line;
use super::facts::Values;
use cut::Statement;
use entry::Entry;
use literal::Kind;

/// The longest descriptions have a quarter of it; whatever is longer is something else.
const LONGEST: usize = 16 << 10;

/// Reads a description. `kind` is the type as the page prints it: it decides between numbers, booleans and
/// strings. Where the page prints no type, values are numbers if all of them look like whole numbers.
pub(super) fn read(description: &[Line], kind: Option<&str>) -> Values {
    // An object of states, one a zone: its "value" is the state.
    let states = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("object"));
    let kind = if states { Kind::Text } else { Kind::of(kind) };
    if description.iter().map(|line| line.text.text.len()).sum::<usize>() > LONGEST {
        return Values::default();
    }
    let mut all = cut::statements(description);
    if kind == Kind::Structure || all.first().is_some_and(|first| names_the_call(&first.text)) {
        return Values::default();
    }
    cases::without_lone_condition(&mut all);
    // What stands deeper explains an entry; only a case of its own is told there.
    let statements: Vec<Statement> = all.iter().filter(|it| !it.nested).cloned().collect();
    let mut listed = if is_json(&statements) { Vec::new() } else { allowed::read(&statements, kind) };
    if listed.len() < 2
        && let Some(values) = cases::read(&all, kind)
    {
        listed = values;
    }
    if states {
        let announced = statements.iter().any(|it| !it.entry && allowed::announces(&it.text));
        let allowed = if announced && listed.len() > 1 { listed } else { Vec::new() };
        return Values {
            allowed: allowed.into_iter().map(|entry| entry.value.into()).collect(),
            ..Values::default()
        };
    }
    if are_pieces_of_an_example(&listed, description) {
        listed.clear();
    }
    let default = default::read(&statements, &listed, kind);
    let bounds = range::read(&statements, kind);

    let kind = match kind {
        Kind::Unknown => {
            let mut words = listed.iter().map(|entry| &entry.value).chain(&default);
            if words.all(|word| Kind::Integer.value(word).is_some()) { Kind::Integer } else { Kind::Text }
        }
        known => known,
    };
    let mut allowed: Vec<Value> = Vec::new();
    // What true and false mean is no list of values.
    for value in listed.iter().filter(|_| kind != Kind::Bool).filter_map(|entry| kind.value(&entry.value)) {
        if !allowed.contains(&value) {
            allowed.push(value);
        }
    }
    Values { allowed, default: default.and_then(|word| kind.value(&word)), min: bounds.min, max: bounds.max }
}

/// Whether the value is a structure in a text: what is listed are its members.
fn is_json(statements: &[cut::Statement]) -> bool {
    statements.iter().any(|statement| {
        let text = statement.text.to_ascii_lowercase();
        phrases::JSON.iter().any(|phrase| text.contains(phrase))
    })
}

/// Whether the row is the call's own name, version or region: parameters that every operation has, whose
/// "value" is no choice.
fn names_the_call(text: &str) -> bool {
    let text = text.to_lowercase();
    phrases::OF_THE_CALL.iter().any(|start| text.starts_with(start))
}

/// Whether the "values" only explain an example: `Example: oak.s2.large`, and what `oak`, `s2` and `large` stand for.
fn are_pieces_of_an_example(listed: &[Entry], description: &[Line]) -> bool {
    let is_piece = |example: &str, value: &str| {
        let outer = |c: Option<char>| c.is_none_or(|c| c == '.');
        example.len() > value.len()
            && example.find(value).is_some_and(|at| {
                outer(example[..at].chars().next_back()) && outer(example[at + value.len()..].chars().next())
            })
    };
    let examples = description.iter().flat_map(|line| {
        let text = line.text.text.as_str();
        ["Example: ", "Example value: ", "示例：", "示例值："].iter().filter_map(|label| {
            literal::word(&text[text.find(label)? + label.len()..]).map(|(word, _)| word.text)
        })
    });
    let mut examples = examples.filter(|example| example.contains('.'));
    listed.len() > 1 && examples.any(|example| listed.iter().all(|entry| is_piece(example, &entry.value)))
}
