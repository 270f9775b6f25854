//! The language of the specs as data: which keys there are and what stands behind each.
//!
//! The check of every file (`spec::check`) and the schema for editors ([`crate::schema`]) both
//! read these tables, so that neither can tell anything else than the other.

use crate::diagnostics::Code;

/// A map with known keys.
#[derive(Debug)]
pub struct Object {
    /// Name in the schema: `field`.
    pub name: &'static str,
    /// For sentences: `a field`.
    pub noun: &'static str,
    /// The keys, in the order in which specs write them.
    pub keys: &'static [Key],
}

/// A key of an [`Object`].
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// It must be there.
    pub required: bool,
    /// What stands behind it.
    pub form: Form,
    /// What it says, for editors.
    pub doc: &'static str,
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Form {
    /// Text.
    Text,
    /// A name for people, which documentation shows.
    Title,
    /// Text of a pattern: what it is, and the regular expression that an editor checks.
    Pattern(&'static str, &'static str),
    /// A type expression.
    Type,
    /// A sentence of documentation.
    Sentence,
    /// `true` or `false`.
    Flag,
    /// An integer.
    Int,
    /// Text, an integer, a number or a boolean.
    Scalar,
    /// Any value.
    Value,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list.
    List(&'static Form),
    /// A map whose keys are names.
    Map(Map),
    /// A map with known keys.
    Object(&'static Object),
    /// A scalar, or something else.
    ScalarOr(&'static Form),
    /// Text, or something else.
    TextOr(&'static Form),
    /// A list, or something else.
    ListOr(&'static Form, &'static Form),
}

/// A map whose keys are names.
#[derive(Debug)]
pub struct Map {
    /// What a key names: `a field`.
    pub noun: &'static str,
    /// What stands behind each.
    pub of: &'static Form,
    /// The fault of a name that stands twice.
    pub twice: Code,
}

const fn required(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, required: true, form, doc }
}

const fn optional(name: &'static str, form: Form, doc: &'static str) -> Key {
    Key { name, required: false, form, doc }
}

const NAMES: Form = Form::List(&Form::Text);
const SITES: Form = Form::List(&Form::Choice(&["mainland", "international"]));
const RATE: Form = Form::Pattern("a rate", "^[1-9][0-9]*/s$");
const STATUS: &str = "HTTP status that comes with it.";
const CLASS: Form = Form::Choice(ERROR_CLASSES);
const RANGE: Form = Form::Pattern("a range", r"^(-?[0-9]+(\.[0-9]+)?)?\.\.(=-?[0-9]+(\.[0-9]+)?)?$");
const LENGTH: Form = Form::Pattern("a range", r"^([0-9]+)?\.\.(=[0-9]+)?$");
const FIELDS: Form = Form::Map(Map { noun: "a field", of: &Form::Object(&FIELD), twice: Code::DuplicateKey });
const TYPES: Form = Form::Map(Map { noun: "a type", of: &Form::Object(&TYPE), twice: Code::DuplicateKey });
const CODES: Form =
    Form::Map(Map { noun: "an error code", of: &Form::Object(&ERROR_CODE), twice: Code::DuplicateErrorCode });
/// The codes of an operation: names of the service's, declarations of its own, or a list of both.
const OPERATION_CODES: Form = Form::ListOr(&Form::TextOr(&CODES), &CODES);
const HOSTS: Form = Form::Map(Map { noun: "a host", of: &Form::Text, twice: Code::DuplicateKey });

/// What an error code can mean to a caller.
pub const ERROR_CLASSES: &[&str] = &[
    "throttling",
    "clock_skew",
    "replay",
    "authentication",
    "permission",
    "not_found",
    "invalid_request",
    "conflict",
    "quota",
    "unsupported",
    "unavailable",
    "internal",
];

/// `provider.yaml`
pub static PROVIDER: Object = Object {
    name: "provider",
    noun: "a provider",
    keys: &[
        required("provider", Form::Text, "Name of the vendor; the folder has the same."),
        required("title", Form::Title, "Name for people."),
        required("doc", Form::Sentence, "What it is, in our own words."),
        required(
            "protocol",
            Form::Choice(&["tc3-json", "acs3-rpc", "sdk-rest"]),
            "How its requests look on the wire.",
        ),
        required(
            "datetime",
            Form::Object(&DATETIME),
            "How points in time are written, unless a service or a field says otherwise.",
        ),
        required("endpoints", Form::Object(&ENDPOINTS), "Hosts of services that name none."),
        optional("implicit", NAMES, "Path parameters that the client's configuration fills."),
        optional("response", FIELDS, "Fields at the end of every operation's response."),
        optional(
            "errors",
            Form::List(&Form::Object(&ERROR_RULE)),
            "What error codes mean when the operation does not say; the first rule that matches holds.",
        ),
    ],
};

/// `service.yaml`
pub static SERVICE: Object = Object {
    name: "service",
    noun: "a service",
    keys: &[
        required("service", Form::Text, "Name of the service, on the wire and of the folder."),
        required("title", Form::Title, "Name for people."),
        required("doc", Form::Sentence, "What it is, in our own words."),
        required(
            "version",
            Form::Pattern("a version", r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|v[0-9]+(\.[0-9]+)?)$"),
            "Version of its API.",
        ),
        optional("endpoints", Form::Object(&ENDPOINTS), "Its hosts, in place of the provider's."),
        optional(
            "datetime",
            Form::Object(&DATETIME),
            "How it writes points in time, in place of the provider's way.",
        ),
        optional("sites", SITES, "Sites that have its operations, unless they say otherwise."),
        optional("rate", RATE, "Calls a second of its operations, unless they say otherwise."),
        optional("types", TYPES, "Types that several operations share."),
        optional(
            "errors",
            CODES,
            "Error codes that operations name; those that list none can fail with all of them.",
        ),
    ],
};

/// A file of an operation.
pub static OPERATION: Object = Object {
    name: "operation",
    noun: "an operation",
    keys: &[
        required("operation", Form::Text, "Name on the wire; the file is named after it."),
        required("doc", Form::Sentence, "What it does, in our own words."),
        optional("page", Form::Object(&PAGE), "The documentation page that the spec was written from."),
        optional(
            "source",
            Form::Object(&SOURCE),
            "What the spec was written from when no page is known: the vendor's API data.",
        ),
        required("access", Form::Choice(&["read", "write"]), "What a retry may assume."),
        optional("rate", RATE, "Calls a second that the page allows."),
        optional("sites", SITES, "Sites that have it; all when absent."),
        optional("hidden", Form::Flag, "Known to the vendor's own SDKs, and documented on no site."),
        optional("permission", Form::Text, "The permission that an account needs."),
        optional(
            "method",
            Form::Choice(&["GET", "POST", "PUT", "DELETE", "PATCH"]),
            "HTTP method; required for sdk-rest.",
        ),
        optional("path", Form::Pattern("a path", "^/"), "Path with `{parameter}`s; required for sdk-rest."),
        optional("idempotency", Form::Text, "Request field that makes a write safe to repeat."),
        optional("paginate", Form::Object(&PAGINATE), "How it hands out its list in pages."),
        optional("wait", Form::Object(&WAIT), "What a waiter waits for."),
        optional("any_of", Form::List(&NAMES), "Groups of request fields of which one at least must be set."),
        optional("deprecated", Form::Object(&DEPRECATED), "The vendor tells callers to leave it."),
        optional("request", FIELDS, "The request's fields."),
        optional("response", FIELDS, "The response's fields."),
        optional("types", TYPES, "Types of this operation alone."),
        optional(
            "errors",
            OPERATION_CODES,
            "The codes that it can fail with: names of the service's `errors`, or codes of its own.",
        ),
        optional("accept", Form::List(&Form::Object(&ACCEPT)), "Differences to the page that are meant."),
    ],
};

/// A field of a request, a response or a type.
pub static FIELD: Object = Object {
    name: "field",
    noun: "a field",
    keys: &[
        required(
            "type",
            Form::Type,
            "string, bool, int32, int64, uint64, float64, datetime, any, list<…>, map<…>, secret<…>, json<…>, or the name of a type.",
        ),
        optional("required", Form::Flag, "In a request: it must be set. In a response: it is always there."),
        optional(
            "nullable",
            Form::Flag,
            "In a request: it can be set to null. In a response: it can be null.",
        ),
        optional(
            "default",
            Form::ListOr(&Form::Scalar, &Form::Scalar),
            "What the service assumes when it is absent; of a list, its entries or the only one.",
        ),
        optional("range", RANGE, "Numbers that it may be: `1..=100`, `1..`, `..=0.5`."),
        optional("length", LENGTH, "Characters of a string, entries of a list or map, that it may have."),
        optional(
            "one_of",
            Form::List(&Form::Scalar),
            "The only values that it may have, when they are not worth a type.",
        ),
        optional("not_with", NAMES, "Fields that may not be set beside it."),
        optional(
            "in",
            Form::Choice(&["path", "query", "header", "body"]),
            "Where it travels, when that is not the protocol's own way.",
        ),
        optional(
            "format",
            Form::Text,
            "How this datetime is written: a strftime pattern, `unix`, `unix_ms`, `unix_text` or `unix_ms_text`.",
        ),
        optional("zone", Form::Text, "Zone that this datetime is written in: `UTC` or `+08:00`."),
        optional("wrapped", Form::Text, "The list travels inside an object, under this name."),
        optional("hidden", Form::Flag, "Known to the vendor's own SDKs but not to the page."),
        optional("deprecated", Form::Object(&DEPRECATED), "The vendor tells callers to leave it."),
        optional("example", Form::Value, "A value to show."),
        required("doc", Form::Sentence, "What it is, in our own words."),
    ],
};

/// A type.
pub static TYPE: Object = Object {
    name: "type",
    noun: "a type",
    keys: &[
        required("doc", Form::Sentence, "What it is, in our own words."),
        optional("fields", FIELDS, "It is an object with these fields."),
        optional("enum", Form::Choice(&["string", "int"]), "It is an enum of strings or integers."),
        optional(
            "values",
            Form::ListOr(
                &Form::Scalar,
                &Form::Map(Map {
                    noun: "a value",
                    of: &Form::ScalarOr(&Form::Object(&ENUM_VALUE)),
                    twice: Code::DuplicateKey,
                }),
            ),
            "The enum's values: names with wire values, or wire values alone.",
        ),
    ],
};

/// A value of an enum.
pub static ENUM_VALUE: Object = Object {
    name: "enum_value",
    noun: "a value",
    keys: &[
        optional("value", Form::Scalar, "The value on the wire, when it is not the name."),
        optional("doc", Form::Sentence, "What it means, in our own words."),
        optional("deprecated", Form::Object(&DEPRECATED), "The vendor tells callers to leave it."),
    ],
};

/// What replaces something, and why.
pub static DEPRECATED: Object = Object {
    name: "deprecated",
    noun: "a deprecation",
    keys: &[
        optional(
            "use",
            Form::Text,
            "What replaces it: a field, an operation or a value beside it, or `provider.service.Operation`.",
        ),
        optional("doc", Form::Sentence, "Why, in our own words."),
    ],
};

/// How points in time are written.
pub static DATETIME: Object = Object {
    name: "datetime",
    noun: "a datetime format",
    keys: &[
        required(
            "format",
            Form::Text,
            "A strftime pattern of %Y %m %d %H %M %S %f %z %:z %%, or `unix`, `unix_ms`, `unix_text`, `unix_ms_text`.",
        ),
        optional("zone", Form::Text, "`UTC`, which it is when absent, or an offset such as `+08:00`."),
    ],
};

/// Hosts of a service.
pub static ENDPOINTS: Object = Object {
    name: "endpoints",
    noun: "a set of endpoints",
    keys: &[
        required(
            "host",
            Form::Text,
            "Host of every region that is not listed, with `{service}` and `{region}`.",
        ),
        optional("sites", Form::Object(&SITE_HOSTS), "Hosts of other sites."),
        optional("networks", HOSTS, "Hosts of other networks, such as `vpc`."),
        optional("regions", HOSTS, "Hosts of single regions; they win over the site."),
    ],
};

/// Hosts by site.
pub static SITE_HOSTS: Object = Object {
    name: "site_hosts",
    noun: "a set of sites",
    keys: &[
        optional("mainland", Form::Text, "Host of the site for mainland China."),
        optional("international", Form::Text, "Host of the site for everywhere else."),
    ],
};

/// What a family of error codes means.
pub static ERROR_RULE: Object = Object {
    name: "error_rule",
    noun: "an error rule",
    keys: &[
        optional("code", Form::Text, "Exactly this code."),
        optional("prefix", Form::Text, "Every code that starts so."),
        optional("message", Form::Text, "Part of the message that must be there as well."),
        optional("http", Form::Int, STATUS),
        required("class", CLASS, "What it means to a caller."),
    ],
};

/// One error code.
pub static ERROR_CODE: Object = Object {
    name: "error_code",
    noun: "an error code",
    keys: &[
        optional("http", Form::Int, STATUS),
        optional("class", CLASS, "What it means to a caller; the provider's rules say when absent."),
        required("doc", Form::Sentence, "What it means, in our own words."),
    ],
};

/// A documentation page.
pub static PAGE: Object = Object {
    name: "page",
    noun: "a page",
    keys: &[
        required("url", Form::Pattern("an address", "^https://"), "Its address."),
        optional("updated", Form::Pattern("a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), "Its date."),
        optional("note", Form::Sentence, "What to know when comparing it with the spec."),
    ],
};

/// API data of a vendor.
pub static SOURCE: Object = Object {
    name: "source",
    noun: "a source",
    keys: &[
        required("name", Form::Text, "What the data is called: a package, a repository or a file."),
        optional("version", Form::Text, "The version that the spec follows."),
        optional("url", Form::Pattern("an address", "^https://"), "Where it is."),
        optional("updated", Form::Pattern("a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), "Its date."),
        optional("note", Form::Sentence, "What to know when comparing it with the spec."),
    ],
};

/// How an operation hands out its list in pages.
pub static PAGINATE: Object = Object {
    name: "paginate",
    noun: "a paginator",
    keys: &[
        required("style", Form::Choice(&["offset", "page", "token"]), "How the next page is asked for."),
        optional("offset", Form::Text, "offset: request field with what to skip."),
        optional(
            "counts",
            Form::Choice(&["rows", "pages"]),
            "offset: whether that counts rows, which it does when absent, or pages.",
        ),
        optional("limit", Form::Text, "offset: request field with the number of rows a page."),
        optional("page", Form::Text, "page: request field with the number of the page, from 1."),
        optional("size", Form::Text, "page, token: request field with the number of rows a page."),
        optional("token", Form::Text, "token: request field with the token of the page before."),
        optional("next", Form::Text, "token: response field with the token of the next page."),
        optional("total", Form::Text, "Response field with the number of rows on all pages."),
        required("items", Form::Text, "Response field with the rows."),
    ],
};

/// What a waiter waits for.
pub static WAIT: Object = Object {
    name: "wait",
    noun: "a waiter",
    keys: &[
        optional("each", Form::Text, "Response field with a list of which every entry must be done."),
        required("field", Form::Text, "The field that tells: of each entry, or of the response."),
        required("done", Form::List(&Form::Scalar), "Values that mean done; an enum's by their names."),
        optional("failed", Form::List(&Form::Scalar), "Values that mean failed; an enum's by their names."),
    ],
};

/// A difference to the page that is meant.
pub static ACCEPT: Object = Object {
    name: "accept",
    noun: "an accepted difference",
    keys: &[
        required("difference", Form::Text, "What differs."),
        required("reason", Form::Sentence, "Why the spec is right."),
    ],
};
