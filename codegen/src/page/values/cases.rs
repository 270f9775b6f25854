//! Values that each have a case of their own: `To add a router, set the value to router. To add a shard, set
//! the value to shard.` A single one may be prose; two are a choice.

use super::cut::{self, Part, Statement};
use super::entry::Entry;
use super::literal::{self, Kind};

/// What says in a case which value it needs, and whether only words that look like code may follow.
const PHRASES: &[(&str, bool)] = &[
    ("set the value to ", false),
    ("set this parameter to ", false),
    ("the value is ", false),
    ("the value must be ", false),
    ("this parameter is ", true),
    ("取值为", false),
    ("取值是", false),
];

/// What follows the value where the clause goes on.
const GOES_ON: &[&str] = &["if ", "when ", "(", "（", "，", ", indicat", ", which", "时"];

/// Words that follow "the value is" in prose.
const PROSE: &[&str] =
    &["unique", "valid", "invalid", "optional", "mandatory", "different", "random", "case-sensitive"];

/// Entries that only say that the field is left out.
const IDLE: &[&str] =
    &["is not transferred", "is not passed", "does not take effect", "不传该参数", "该参数不生效"];

/// The values of all cases, if they are a choice.
pub(super) fn read(statements: &[Statement], kind: Kind) -> Option<Vec<Entry>> {
    let mut values: Vec<Entry> = Vec::new();
    for statement in statements.iter().filter(|it| !matches!(it.part, Part::Constraints | Part::Default)) {
        for clause in cut::split(&statement.text).into_iter().flat_map(|it| it.split([';', '；'])) {
            if let Some(word) = value(clause, kind)
                && !values.iter().any(|entry| entry.value == word)
            {
                values.push(Entry::new(word, "", false));
            }
        }
    }
    (values.len() > 1).then_some(values)
}

/// The value that a clause needs.
fn value(clause: &str, kind: Kind) -> Option<&str> {
    let lower = clause.to_ascii_lowercase();
    PHRASES.iter().find_map(|(phrase, code)| {
        let at = literal::find(&lower, phrase, 0)?;
        let before = clause[..at].trim_end();
        // `mode取值为“a”时` is about another field.
        if !phrase.is_ascii() && before.ends_with(|c: char| c.is_alphanumeric() && c != '当' && c != '时') {
            return None;
        }
        let (word, rest) = literal::word(clause.get(at + phrase.len()..)?)?;
        let rest = rest.trim_start();
        let ends = rest.is_empty()
            || GOES_ON.iter().any(|start| rest.starts_with(start))
            || *code && rest.starts_with(", ");
        let lower = word.text.to_ascii_lowercase();
        let prose = !word.is_code() && (lower.ends_with("ed") || PROSE.contains(&lower.as_str()));
        let plain = !prose && !literal::is_nothing(word.text) && kind.fits(word.text);
        (ends && plain && (!code || word.is_code())).then_some(word.text)
    })
}

/// Takes the condition from the only entry of a list that has one, where the others say that the field is not
/// sent: whenever it is sent, the condition holds.
pub(super) fn without_lone_condition(statements: &mut [Statement]) {
    let is_idle = |statement: &Statement| {
        let first = cut::split(&statement.text).first().map(|first| first.to_ascii_lowercase());
        first.is_some_and(|first| IDLE.iter().any(|words| first.contains(words)))
    };
    if !statements.iter().any(|it| it.entry && is_idle(it)) {
        return;
    }
    let mut active = statements.iter_mut().filter(|it| it.entry && !is_idle(it));
    let (Some(only), None) = (active.next(), active.next()) else { return };
    let lower = only.text.to_ascii_lowercase();
    let condition = if cut::is_conditional(&lower) {
        lower.find(", ").map(|at| at + 2).or_else(|| lower.find('，').map(|at| at + '，'.len_utf8()))
    } else {
        lower.find("时，").map(|at| at + "时，".len())
    };
    if let Some(rest) = condition.and_then(|at| only.text.get(at..)) {
        only.text = rest.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_none};
    use serde_json::json;

    #[test]
    fn every_case_names_a_value() {
        let both = json!({"enum": ["oak", "ash"]});
        check(&[
            (
                "String",
                "The wood.\n• Set the value to oak if shelves are added.\n• Set the value to ash if racks are added.",
                both.clone(),
            ),
            (
                "String",
                "The wood:\n• Needed for a wall. If you mend a shelf, the value is oak. If you mend a rack, the value is ash.\n• This parameter is not transferred for boxes.",
                both.clone(),
            ),
            ("String", "木料。\n• 加书架时，取值为“oak”。\n• 加架子时，取值为“ash”。", both.clone()),
            ("String", "木料。 加书架时，取值为“oak”。 加架子时，取值为“ash”；其它不传。", both.clone()),
            (
                "String",
                "木料。\n• 取值为“oak”，表示橡木。\n• 取值为“ash”，表示白蜡木，不能弯。",
                both.clone(),
            ),
            (
                "String",
                "木料。\n• 加木料时，该参数必选。\n    • 加书架时，取值为“oak”。\n    • 加架子时，取值为“ash”。\n• 加箱子时，不传该参数。",
                both,
            ),
            (
                "String",
                "If this parameter is openDoor, the door is opened.\nIf this parameter is shutDoor, it is shut.",
                json!({"enum": ["openDoor", "shutDoor"]}),
            ),
        ]);
    }

    #[test]
    fn an_object_has_values_only_where_they_are_announced() {
        let told = "The state in a zone. Its value can be any of the following:\n• open: it takes books.\n• shut: it takes none.";
        check(&[("Object", told, json!({"enum": ["open", "shut"]}))]);
        check_none(&[
            ("Object", "The shelf.\n• open: it takes books.\n• shut: it takes none."),
            (
                "Object",
                "The shelf. If it is full, the value is oak. If it is not, the value is ash. See Table 3.",
            ),
            ("Array of objects", told),
        ]);
    }

    #[test]
    fn cases_about_other_things_name_none() {
        check_none(&[
            (
                "String",
                "The ID.\n• For a shelf, the value is the shelf ID.\n• For a rack, the value is the rack ID.",
            ),
            ("String", "If it is new, the value is returned. If it is old, the value is ignored."),
            ("String", "书架ID。\n• mode取值为“oak”时，取书架ID。\n• mode取值为“ash”时，取架子ID。"),
            ("String", "If you name a row, the value of this parameter must be HEAD."),
        ]);
    }

    #[test]
    fn the_only_case_in_which_it_is_sent_is_no_condition() {
        check(&[
            (
                "Integer",
                "Rows.\n• If verb is set to count, this parameter is not transferred.\n• If verb is set to filter, the value range is from 1 to 90. If this parameter is not transferred, the first 80 shelves are queried by default.",
                json!({"min": 1, "max": 90, "default": 80}),
            ),
            (
                "String",
                "行数。\n• “verb”值为“count”时，不传该参数。\n• “verb”值为“filter”时，取值范围：1~90。不传该参数时，默认查询前80条。",
                json!({"min": 1, "max": 90, "default": "80"}),
            ),
        ]);
    }
}
