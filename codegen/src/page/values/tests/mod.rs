use serde_json::{Value, json};

use super::read;
use crate::page::document::{Line, Text};
use crate::page::facts::Values;

mod copies;
mod lists;
mod written;

/// Lines of a description; those that begin with `• ` are entries of a list.
fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .zip(1..)
        .map(|(line, number)| {
            let entry = line.trim_start().strip_prefix("• ");
            let indent = u32::try_from(line.len() - line.trim_start().len()).unwrap_or(0);
            let text = entry.unwrap_or(line.trim_start()).to_owned();
            Line { text: Text { line: number, text }, indent, bullet: entry.is_some(), apart: true }
        })
        .collect()
}

fn of(kind: &str, text: &str) -> Value {
    let Values { allowed, default, min, max } =
        read(&lines(text), Some(kind).filter(|kind| !kind.is_empty()));
    let mut object = serde_json::Map::new();
    if !allowed.is_empty() {
        object.insert("enum".to_owned(), allowed.into());
    }
    for (name, value) in [("default", default), ("min", min.map(Value::from)), ("max", max.map(Value::from))]
    {
        object.extend(value.map(|value| (name.to_owned(), value)));
    }
    object.into()
}

/// Each row: the type, the description, what it says.
pub(super) fn check(rows: &[(&str, &str, Value)]) {
    for (kind, text, wanted) in rows {
        assert_eq!(&of(kind, text), wanted, "{kind}: {text}");
    }
}

/// Rows that say nothing about values.
pub(super) fn check_none(rows: &[(&str, &str)]) {
    for (kind, text) in rows {
        assert_eq!(of(kind, text), json!({}), "{kind}: {text}");
    }
}

#[test]
fn a_default_is_said_in_many_ways() {
    let twenty = [
        "Rows a page. Default value: 20.",
        "Rows a page. The default value is 20.",
        "Rows a page; 20 by default",
        "Rows a page. Defaults to 20.",
        "Rows a page. Default: `20`.",
        "Default size is 20 rows.",
        "Rows a page. If this is left out, the value is 20 by default.",
        "Rows a page. If it is absent, the value 20 will be used by default.",
        "Rows a page. If left blank, 20",
        "If this parameter is absent, the first 20 shelves are returned by default.",
        "每页行数，默认值：20。",
        "每页行数，默认为20",
        "每页行数，默认为返回20条。",
        "每页行数。默认 20。",
        "每页行数。缺省值为20。",
        "每页行数。不传时，默认查询前20条。",
        "1ページの行数、デフォルト値：20",
        "1ページの行数。デフォルトは20です。",
        "페이지당 행 수, 기본값: 20",
        "페이지당 행 수. 기본값은 20입니다.",
    ];
    for text in twenty {
        assert_eq!(of("Integer", text), json!({"default": 20}), "{text}");
    }
    check(&[
        ("String", "The order of shelves. Default value: Newest.", json!({"default": "Newest"})),
        ("String", "The name of the list. Default value: default.", json!({"default": "default"})),
        ("String", "书架的数据库，默认为“shelf”。", json!({"default": "shelf"})),
        ("Boolean", "是否等待。\n• true：等待。\n• false：不等待（默认值）。", json!({"default": false})),
        ("String", "The window. Default value: 02:00-03:00.", json!({"default": "02:00-03:00"})),
        (
            "boolean",
            "Whether to wait. Valid values: true and false. Default value: false.",
            json!({"default": false}),
        ),
    ]);
}

#[test]
fn what_only_sounds_like_a_default_is_none() {
    check_none(&[
        ("String", "The shelf. If it is left out, the default shelf is used."),
        ("String", "The shelf's note. This parameter is empty by default."),
        ("String", "The network. The basic network is used by default."),
        ("String", "Whether books are kept. Books are kept for seven days by default."),
        ("String", "Default value: N/A"),
        ("Integer", "The days. The number in the default plan applies."),
        ("Integer", "The weight. Default value: the weight of the shelf."),
        ("String", "If no end is given, there is no limit on the end by default."),
        ("Integer", "For new shelves, the default value is 3. For old shelves, the default value is 5."),
    ]);
}

#[test]
fn a_range_is_said_in_many_ways() {
    let hundred = [
        "Value range: 1–100.",
        "Value range: [1,100]",
        "Value range: (0, 100]",
        "Valid values: 1 to 100.",
        "Rows a page, value range 1-100",
        "The value ranges from 1 to 100.",
        "The value range is from 1 to 100.",
        "The value must be between 1 and 100.",
        "Minimum is 1, and maximum is 100.",
        "The minimum value is 1 and the maximum value is 100.",
        "The value must be greater than 0 and not greater than 100.",
        "The value must be an integer that is larger than 0 and less than or equal to 100.",
        "取值范围：1~100。",
        "取值范围为[1,100]",
        "行数，范围为1至100",
        "大于0且不超过100。",
        "最小值为1，最大值为100",
        "値の範囲：1～100",
        "1以上100以下の整数です。",
        "값 범위: 1~100",
        "1 이상 100 이하",
    ];
    for text in hundred {
        assert_eq!(of("Integer", text), json!({"min": 1, "max": 100}), "{text}");
    }
    check(&[
        (
            "Integer",
            "The value must be greater than 0 and not above the greatest integer.",
            json!({"min": 1}),
        ),
        ("Integer", "A positive integer.", json!({"min": 1})),
        ("Integer", "取值为非负整数。", json!({"min": 0})),
        ("Integer", "Rows a page; 20 by default, up to 100", json!({"default": 20, "max": 100})),
        ("Long", "Size. Valid values: 10 GB to 2,000 GB.", json!({"min": 10, "max": 2000})),
        ("String", "Days to keep it. The value range is from 0 to 732.", json!({"min": 0, "max": 732})),
        ("", "The value must be greater than or equal to 0.", json!({"min": 0})),
        (
            "Integer",
            "The place.\n• The value ranges from 1 to 9.\n• It is 3 by default.",
            json!({"min": 1, "max": 9, "default": 3}),
        ),
    ]);
}

#[test]
fn lengths_counts_conditions_and_dates_are_no_range() {
    check_none(&[
        ("String", "The name. It must be 4 to 64 characters in length."),
        ("String", "取值范围：长度为4~64位，只能包含字母。"),
        ("String", "The tasks. You can name up to 10 task IDs."),
        ("Integer", "The number of books. For small shelves, the value ranges from 1 to 9."),
        (
            "Integer",
            "Copies.\nValid value:\n• front: The value ranges from 2 to 32.\n• back: The value is 1.",
        ),
        ("String", "The day, in the format of 2017-02-08. The span cannot exceed 30 days."),
        ("String", "The mask of each address. You may put any number within the range of 1 to 32 there."),
        ("Integer", "Days. Valid values:\n• 7 to 730\n• -1 (for ever)"),
        ("Integer", "For small shelves: Valid values: 1 to 9. For large shelves: Valid values: 1 to 99."),
    ]);
}

#[test]
fn values_stand_in_lists() {
    check(&[
        (
            "string",
            "The state. Valid values:\n• New: It is new.\n• Old: It is old.",
            json!({"enum": ["New", "Old"]}),
        ),
        (
            "integer",
            "Rows. Valid values:\n• 30 (Default)\n• 50\n• 100",
            json!({"enum": [30, 50, 100], "default": 30}),
        ),
        ("Array of Integer", "States.\n• 0: wait.\n• 1: run.\n• -1: gone.", json!({"enum": [0, 1, -1]})),
        ("string", "The role.\n• Reader\n• Writer", json!({"enum": ["Reader", "Writer"]})),
        (
            "String",
            "The mode.\n• Shared indicates one for all.\n• Single indicates one each.",
            json!({"enum": ["Shared", "Single"]}),
        ),
        (
            "String",
            "Whether.\nValid value:\n• The value 0 indicates no.\n• The value 1 indicates yes.",
            json!({"enum": ["0", "1"]}),
        ),
        (
            "String",
            "Order.\n• asc: upwards. This is the default value.\n• desc: downwards.",
            json!({"enum": ["asc", "desc"], "default": "asc"}),
        ),
        ("String", "周期，取值：\n• Monday：周一。\n• Friday：周五。", json!({"enum": ["Monday", "Friday"]})),
        (
            "String",
            "取值范围：\n• 取值为“Auto”，表示自动。\n• 取值为“Hand”，表示手动。\n• 当该字段未传入值时，默认查询全部。",
            json!({"enum": ["Auto", "Hand"]}),
        ),
        ("String", "取值范围：\n• name，名称。\n• type，类型。", json!({"enum": ["name", "type"]})),
        ("String", "The kind. Valid values:\n• -: others\n• NET: of the net", json!({"enum": ["-", "NET"]})),
        // A list within an entry explains it.
        (
            "String",
            "Kind. Valid values:\n  • A1: one\n    • B1: not a kind\n  • A2: two",
            json!({"enum": ["A1", "A2"]}),
        ),
        // Lines that lost their bullets.
        ("Integer", "还书方式。\n0：自取\n1：邮寄", json!({"enum": [0, 1]})),
        (
            "String",
            "The node.\nValid value:\n• For a row, the value can be head, tail, or mid.\n• For a pile, the value is top.",
            json!({"enum": ["head", "tail", "mid", "top"]}),
        ),
    ]);
}

#[test]
fn values_stand_in_sentences() {
    check(&[
        (
            "Integer",
            "Rows. Valid values: 30, 50, and 100. Default value: 30.",
            json!({"enum": [30, 50, 100], "default": 30}),
        ),
        (
            "Integer",
            "Rows. Valid values: **30, 50, and 100.**Default value: 30.",
            json!({"enum": [30, 50, 100], "default": 30}),
        ),
        ("Integer", "Months. Valid values: 1 to 3, 12, and 24.", json!({"enum": [1, 2, 3, 12, 24]})),
        ("Integer", "Months. Value range: [1,2,3,12]. For trials, enter 1", json!({"enum": [1, 2, 3, 12]})),
        ("Integer", "How to pay. 0 : later; 1: now", json!({"enum": [0, 1]})),
        // A bound, not two values.
        ("Integer", "The value must be 0 or more.", json!({"min": 0})),
        ("String", "The value must be 0 or more.", json!({"min": 0})),
        ("String", "The box. BIG: much room; HUGE: more room (10 m).", json!({"enum": ["BIG", "HUGE"]})),
        (
            "String",
            "The way. Supported values include: slow - by ship, and fast - by air.",
            json!({"enum": ["slow", "fast"]}),
        ),
        ("String", "Enumeration range: shelfId,title,type", json!({"enum": ["shelfId", "title", "type"]})),
        ("String", "The way. The value can be ship or plane.", json!({"enum": ["ship", "plane"]})),
        ("String", "The release. The value is 4.0, 4.2, or 5.0.", json!({"enum": ["4.0", "4.2", "5.0"]})),
        ("String", "Whether it is full. Options: TRUE and FALSE.", json!({"enum": ["TRUE", "FALSE"]})),
        ("String", "书架类型。取值为“5.0”、“4.4”。", json!({"enum": ["5.0", "4.4"]})),
        (
            "String",
            "排序：asc-升序，desc-降序，默认为asc",
            json!({"enum": ["asc", "desc"], "default": "asc"}),
        ),
        ("Integer", "枚举值：1、2、3", json!({"enum": [1, 2, 3]})),
        ("Integer", "状態。0：待機、1：実行中", json!({"enum": [0, 1]})),
        ("Integer", "상태. 0: 대기, 1: 실행 중", json!({"enum": [0, 1]})),
        ("Integer", "1: down; 0: up; down by default", json!({"enum": [1, 0], "default": 1})),
        (
            "Integer",
            "Whether it is open (0: shut; 1: open). Default value: 0.",
            json!({"enum": [0, 1], "default": 0}),
        ),
        ("Integer", "状态 1：新书 2:旧书，可借 3:失", json!({"enum": [1, 2, 3]})),
        ("String", "状态：success 或者 failed", json!({"enum": ["success", "failed"]})),
        (
            "Integer",
            "Hours. Value range: 0-168. Default value: 24. 0 indicates at once.",
            json!({"min": 0, "max": 168, "default": 24}),
        ),
        ("String", "Set the value to SHELF.", json!({"enum": ["SHELF"]})),
        ("String", "Valid value: SHELF, which indicates wood.", json!({"enum": ["SHELF"]})),
        ("String", "Only SHELF_3_OAK is supported.", json!({"enum": ["SHELF_3_OAK"]})),
    ]);
}

#[test]
fn a_list_that_became_one_line_is_still_a_list() {
    check(&[
        (
            "string",
            "The way. Valid values: Cover: replaces it. Append: adds to it. Default value: Cover.",
            json!({"enum": ["Cover", "Append"], "default": "Cover"}),
        ),
        ("integer", "Rows. Valid values: 30 (Default) 50 100", json!({"enum": [30, 50, 100], "default": 30})),
        (
            "",
            "The mode. Valid value: Shared ReplicaSet Single",
            json!({"enum": ["Shared", "ReplicaSet", "Single"]}),
        ),
        (
            "String",
            "State. Valid value: BUILDING: In work DONE: Ready FAILED: Failed",
            json!({"enum": ["BUILDING", "DONE", "FAILED"]}),
        ),
        (
            "String",
            "Kind. Auto : indicates by itself. Manual indicates by hand.",
            json!({"enum": ["Auto", "Manual"]}),
        ),
        ("Integer", "State. - 0: wait. - 1: run.", json!({"enum": [0, 1]})),
        (
            "String",
            "周期，取值： Monday ：周一。 Friday ：周五。 说明： 多个值用逗号隔开。",
            json!({"enum": ["Monday", "Friday"]}),
        ),
        (
            "String",
            "参数解释： 类型。 约束限制： 取值为“X1”时必传。 取值范围： 取值为“Auto”，表示自动。 取值为“Hand”，表示手动。 默认取值： 不涉及。",
            json!({"enum": ["Auto", "Hand"]}),
        ),
        (
            "Integer",
            "Definition Rows a page. Constraints N/A Range 1 to 50 Default Value 10",
            json!({"min": 1, "max": 50, "default": 10}),
        ),
    ]);
}

#[test]
fn parts_of_a_description_say_what_they_hold() {
    check(&[
        (
            "Integer",
            "参数解释：\n行数。\n约束限制：\n小于9。\n取值范围：\n1~100。\n默认取值：\n100。不传时取前100条。",
            json!({"min": 1, "max": 100, "default": 100}),
        ),
        (
            "Integer",
            "**Definition**\nThe place.\n**Range**\nGreater than or equal to 0.\n**Default Value**\n0: the first",
            json!({"min": 0, "default": 0}),
        ),
        ("String", "Definition\nThe engine.\nRange\nOak-Tree", json!({"enum": ["Oak-Tree"]})),
        ("String", "参数解释：\n名称。\n取值范围：\n不涉及。\n默认取值：\n不涉及。", json!({})),
        (
            "String",
            "参数解释：\n排序。\n取值范围：\n• asc\n• desc\n默认取值：\n如果不传，则按开始时间排序。",
            json!({"enum": ["asc", "desc"]}),
        ),
    ]);
}

#[test]
fn what_only_looks_like_values_is_none() {
    check_none(&[
        ("boolean", "Whether it is open. Valid values:\n• true: open\n• false: shut"),
        ("Array of Shelf", "The shelves.\n• Id: its number.\n• Name: its name."),
        ("string", "The name. To get it, do one of the following:\n• Method 1: ask.\n• Method 2: look."),
        ("string", "The name.\n• The name must have 4 to 64 characters.\n• It must start with a letter."),
        ("string", "The tag. Examples:\n• Tag.1 is the first.\n• Tag.2 is the second."),
        ("string", "The address, in one of the following formats:\n• IPv4\n• IPv6"),
        ("string", "The shelf, for example, oak-1, oak-2. See the list of shelves."),
        ("String", "书架ID。示例值：oak-1、oak-2"),
        ("String", "If you name a row, the value of this parameter must be HEAD."),
        (
            "String",
            "The engine. Oak and ash engines are supported.\n• If it is 4.2, the engine is ash.\n• If it is 4.0, the engine is oak.",
        ),
        ("String", "The value is unique."),
        ("String", "The value can be changed later."),
        ("String", "The value must not be empty. Unit: GB; format: text."),
        ("String", "Keyword, which can be shelf ID, shelf name, or full address"),
        ("String", "Common parameter. The value used for this call: ListShelves."),
        ("String", "要执行的操作，取值：ListShelves。"),
        ("String", "The operation that you want to perform. Set the value to ListShelves."),
        ("String", "Only IPv4 is supported."),
        ("String", "The state. Valid values: one, two, and whatever the shelf allows."),
    ]);
}

#[test]
fn where_no_type_is_printed_whole_numbers_are_numbers() {
    check(&[
        ("", "The value is 0 by default.", json!({"default": 0})),
        ("", "The value is 4.0, 4.2, or 5.0.", json!({"enum": ["4.0", "4.2", "5.0"]})),
        ("String", "Valid values: 3 and 5.", json!({"enum": ["3", "5"]})),
    ]);
}

#[test]
fn brackets_and_japanese_words_hold_values() {
    check(&[
        ("Integer", "State of the tape (1: new, 4: used, 5: worn)", json!({"enum": [1, 4, 5]})),
        ("Integer", "磁带的状态（1:新的 2:用过 3:坏的）", json!({"enum": [1, 2, 3]})),
        (
            "Integer",
            "本数、デフォルト値は1、最小値は1、最大値は50",
            json!({"default": 1, "min": 1, "max": 50}),
        ),
        ("Integer", "State. Valid values:\n0 (new)\n1 (used; it can be erased)", json!({"enum": [0, 1]})),
        ("Integer", "幅。単位はmm、値の範囲[4,8,12]", json!({"enum": [4, 8, 12]})),
        (
            "String",
            "面。デフォルトはup、対応値：up-表、down-裏",
            json!({"enum": ["up", "down"], "default": "up"}),
        ),
    ]);
    let cases = "Rights: READ, MAKE A COPY, and ERASE\nRights on a reel: READ, TURN\nRights on a box: OPEN";
    check_none(&[("Array of String", cases)]);
}

/// Whatever stands in a description, reading it does not panic.
#[test]
fn any_text_is_read() {
    let seeds = [
        "Valid values: 30 (Default), 50, and 100. Default value: 30. Value range: [1,100]",
        "参数解释： 类型。 取值范围： 取值为“Auto”，表示自动。 - 0：a。- 1：b。 默认取值： 0。",
        "The value must be ≥ 1 and ≤ 9. 1以上9以下 1 이상 For example, x: y; z: w - v",
        "• a (b（c）d) “e” -: f ：：, , ，。；;.. 0-1 -9223372036854775809 99999999999999999999",
    ];
    let alien = ['：', '-', '“', '(', '\u{0}', '9', 'é', '。', ' ', '\u{1f600}', '[', ',', '\n'];
    let mut state = 0x2545_f491_u32;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below.max(1)
    };
    for round in 0..400 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..1 + next(6) {
            let at = next(text.len());
            match next(3) {
                0 => text[at] = alien[next(alien.len())],
                1 => text.insert(at, alien[next(alien.len())]),
                _ => drop(text.remove(at)),
            }
        }
        let text: String = text.into_iter().collect();
        for kind in ["Integer", "String", "Float", ""] {
            of(kind, &text);
        }
    }
}
