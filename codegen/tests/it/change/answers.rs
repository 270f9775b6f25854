//! What comes back: responses, types, error codes.

use clouddb_codegen::change::{Kind, Verdict};

use super::base::{NOTES, OPERATION, PROVIDER};
use super::case::{Case, felt};

use Kind::{Added, Changed, Fixed, Removed};
use Verdict::{Major, Minor, Patch};

pub(super) const CASES: &[Case] = &[
    // Response fields.
    Case {
        path: OPERATION,
        from: "TotalCount: {type: int64, required: true,",
        to: "TotalCount: {type: int64,",
        was: "pub total_count: i64",
        is: "pub total_count: Option<i64>",
        forth: felt(Major, Changed, "required", "DescribeThingsResponse::total_count"),
        back: felt(Major, Changed, "required", "DescribeThingsResponse::total_count"),
    },
    Case {
        path: OPERATION,
        from: "Things: {type: list<Thing>,",
        to: "Things: {type: list<Thing>, required: true,",
        was: "Field::new(\"Things\", Kind::List(&Kind::Record(&THING))),",
        is: "Field::new(\"Things\", Kind::List(&Kind::Record(&THING))).required()",
        forth: felt(Patch, Changed, "required", "DescribeThingsResponse::things"),
        back: felt(Patch, Changed, "required", "DescribeThingsResponse::things"),
    },
    Case {
        path: OPERATION,
        from: "  Next: {type: string, doc: What is next.}\n",
        to: "",
        was: "pub next: Option<String>",
        is: "",
        forth: felt(Major, Removed, "field", "DescribeThingsResponse::next"),
        back: felt(Minor, Added, "field", "DescribeThingsResponse::next"),
    },
    Case {
        path: OPERATION,
        from: "Size: {type: int32,",
        to: "Size: {type: int64,",
        was: "pub size: Option<i32>",
        is: "pub size: Option<i64>",
        forth: felt(Major, Changed, "field_type", "Thing::size"),
        back: felt(Major, Changed, "field_type", "Thing::size"),
    },
    Case {
        path: OPERATION,
        from: "Link: {type: string,",
        to: "Link: {type: secret<string>,",
        was: "pub link: Option<String>",
        is: "pub link: Option<Secret>",
        forth: felt(Major, Changed, "field_type", "Thing::link"),
        back: felt(Major, Changed, "field_type", "Thing::link"),
    },
    Case {
        path: OPERATION,
        from: "Things: {type: list<Thing>,",
        to: "Things: {type: list<Thing>, wrapped: Thing,",
        was: "",
        is: ".wrapped(\"Thing\")",
        forth: felt(Patch, Fixed, "wrapped", "DescribeThingsResponse::things"),
        back: felt(Patch, Fixed, "wrapped", "DescribeThingsResponse::things"),
    },
    Case {
        path: OPERATION,
        from: "Shade: {type: Shade,",
        to: "Shade: {type: json<Shade>,",
        was: "",
        is: ".json()",
        forth: felt(Patch, Fixed, "json", "Thing::shade"),
        back: felt(Patch, Fixed, "json", "Thing::shade"),
    },
    // Types.
    Case {
        path: OPERATION,
        from: "values: [dark, light]",
        to: "values: [dark, light, grey]",
        was: "",
        is: "Grey = \"grey\",",
        forth: felt(Minor, Added, "value", "Shade::Grey"),
        back: felt(Major, Removed, "value", "Shade::Grey"),
    },
    Case {
        path: OPERATION,
        from: "Broken: 2}",
        to: "Broken: 3}",
        was: "Broken = 2,",
        is: "Broken = 3,",
        forth: felt(Minor, Changed, "waiter", "DescribeThingsRequest"),
        back: felt(Minor, Changed, "waiter", "DescribeThingsRequest"),
    },
    Case {
        path: OPERATION,
        from: "enum: string\n    values: [dark, light]",
        to: "enum: int\n    values: {Dark: 0, Light: 1}",
        was: "text_enum! {\n    /// A shade.",
        is: "int_enum! {\n    /// A shade.",
        forth: felt(Major, Changed, "base", "Shade"),
        back: felt(Major, Changed, "base", "Shade"),
    },
    Case {
        path: OPERATION,
        from: "Shade:\n    doc: A shade.\n    enum: string\n    values: [dark, light]",
        to: "Shade:\n    doc: A shade.\n    fields:\n      Dark: {type: bool, doc: Whether it is dark.}",
        was: "pub enum Shade {",
        is: "pub struct Shade {",
        forth: felt(Major, Changed, "type", "Shade"),
        back: felt(Major, Changed, "type", "Shade"),
    },
    Case {
        path: OPERATION,
        from: "Waiting: 0, Ready: 1",
        to: "Ready: 1, Waiting: 0",
        was: "Waiting = 0,\n        /// `1` on the wire.",
        is: "Ready = 1,\n        /// `0` on the wire.",
        forth: felt(Patch, Changed, "order", "State"),
        back: felt(Patch, Changed, "order", "State"),
    },
    // Error codes.
    Case {
        path: OPERATION,
        from: "\n  Slow.Down: {doc: Too many calls.}",
        to: "",
        was: "SlowDown = \"Slow.Down\",",
        is: "",
        forth: felt(Major, Removed, "code", "DescribeThingsCode::SlowDown"),
        back: felt(Minor, Added, "code", "DescribeThingsCode::SlowDown"),
    },
    Case {
        path: OPERATION,
        from: "class: not_found",
        to: "class: conflict, http: 409",
        was: "ErrorInfo::new(\"NotFound.Thing\", ErrorClass::NotFound)",
        is: "ErrorInfo::new(\"NotFound.Thing\", ErrorClass::Conflict).http(409)",
        forth: felt(Minor, Changed, "class", "DescribeThingsCode::NotFoundThing"),
        back: felt(Minor, Changed, "class", "DescribeThingsCode::NotFoundThing"),
    },
    Case {
        path: NOTES,
        from: "response:",
        to: "errors:\n  Slow.Notes: {doc: Too many calls.}\nresponse:",
        was: "",
        is: "type Code = ListNotesCode;",
        forth: felt(Major, Changed, "codes", "ListNotesRequest::Code"),
        back: felt(Major, Changed, "codes", "ListNotesRequest::Code"),
    },
    Case {
        path: PROVIDER,
        from: "{prefix: Slow, class: throttling}",
        to: "{prefix: Slow, class: throttling}\n  - {code: Gone, class: not_found}",
        was: "",
        is: "ErrorRule::code(\"Gone\", ErrorClass::NotFound)",
        forth: felt(Minor, Added, "error_rule", "cloud"),
        back: felt(Minor, Removed, "error_rule", "cloud"),
    },
];
