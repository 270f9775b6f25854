//! Values as pages write them where marks and blanks got lost.

use serde_json::json;

use super::{check, check_none};

#[test]
fn a_list_may_lose_the_blanks_around_its_marked_values() {
    check(&[
        ("String", "The release. Valid value:3.2,3.4or4.0.", json!({"enum": ["3.2", "3.4", "4.0"]})),
        ("String", "The wood. Valid values: Oak, Ash, andElm.", json!({"enum": ["Oak", "Ash", "Elm"]})),
        ("Integer", "The rows. Valid values: 10, 20and30.", json!({"enum": [10, 20, 30]})),
        ("String", "The wood. Valid values: Oak, andes, Elm.", json!({"enum": ["Oak", "andes", "Elm"]})),
    ]);
}

#[test]
fn the_first_entry_may_stand_behind_the_announcement() {
    check(&[(
        "String",
        "What it is made of. Valid values:-   0: wood\n  • 1: steel\n  • 2: glass",
        json!({"enum": ["0", "1", "2"]}),
    )]);
}

#[test]
fn a_note_ends_a_default_without_a_stop() {
    check(&[
        (
            "String",
            "The order. Valid values: asc: up desc: down Default value: asc Note: Names are sorted last.",
            json!({"enum": ["asc", "desc"], "default": "asc"}),
        ),
        (
            "String",
            "The kind. Valid values: flat: a flat one. tall: a tall or high one. This is the default value.",
            json!({"enum": ["flat", "tall"], "default": "tall"}),
        ),
    ]);
}

#[test]
fn cases_that_say_values_need_no_announcement() {
    check(&[(
        "String",
        "设置书架的层数。\n• 木制书架取值为3，5，7。\n• 钢制书架取值固定为1。",
        json!({"enum": ["3", "5", "7", "1"]}),
    )]);
}

#[test]
fn what_counts_or_names_members_is_no_value() {
    check_none(&[
        ("String", "A label. Valid values of N: 1 to 20."),
        ("String", "标签键。N的取值范围：1~20。"),
        ("String", "A label. For each,\n• Label.1.Key: the first label.\n• Label.2.Key: the second label."),
        (
            "String",
            "The boards. The value must be a JSON string. Its members are:\n• BoardId: which board.\n• Width: how wide.",
        ),
        ("String", "各层信息，格式为JSON格式字符串。参数说明如下：\n• BoardId：层ID。\n• Width：宽度。"),
    ]);
}
