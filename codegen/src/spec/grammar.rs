//! The grammar of specs as data: the keys of each map and the form of their values.
//!
//! The check of every file (`spec::check`) and the schema for editors ([`crate::schema`]) both read these tables, so
//! they cannot disagree.

use crate::diagnostics::Code;

/// A map with known keys.
#[derive(Debug)]
pub struct Object {
    /// The name in the schema: `field`.
    pub name: &'static str,
    /// The noun in messages, with its article: `a field`.
    pub noun: &'static str,
    /// The keys, in the order in which specs write them.
    pub keys: &'static [Key],
}

/// A key of an [`Object`].
#[derive(Debug)]
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// Whether the key is required.
    pub required: bool,
    /// The form of the value.
    pub form: Form,
    /// The description for editors.
    pub doc: &'static str,
}

/// The form of a value.
#[derive(Debug)]
pub enum Form {
    /// Text.
    Text,
    /// A display name, which documentation shows.
    Title,
    /// Text with a pattern: its noun in messages, and the regular expression for editors.
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
    /// A scalar, or another form.
    ScalarOr(&'static Form),
    /// Text, or another form.
    TextOr(&'static Form),
    /// A list, or another form.
    ListOr(&'static Form, &'static Form),
}

/// A map whose keys are names.
#[derive(Debug)]
pub struct Map {
    /// The noun of a key in messages, with its article: `a field`.
    pub noun: &'static str,
    /// The form of each value.
    pub form: &'static Form,
    /// The code for a duplicate name.
    pub duplicate: Code,
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
const STATUS: &str = "HTTP status of the response.";
const CLASS: Form = Form::Choice(ERROR_CLASSES);
const RANGE: Form = Form::Pattern("a range", r"^(-?[0-9]+(\.[0-9]+)?)?\.\.(=-?[0-9]+(\.[0-9]+)?)?$");
const LENGTH: Form = Form::Pattern("a range", r"^([0-9]+)?\.\.(=[0-9]+)?$");
const FIELDS: Form =
    Form::Map(Map { noun: "a field", form: &Form::Object(&FIELD), duplicate: Code::DuplicateKey });
const TYPES: Form =
    Form::Map(Map { noun: "a type", form: &Form::Object(&TYPE), duplicate: Code::DuplicateKey });
const CODES: Form = Form::Map(Map {
    noun: "an error code",
    form: &Form::Object(&ERROR_CODE),
    duplicate: Code::DuplicateErrorCode,
});
/// The error codes of an operation: names of the service's codes, own codes, or a list of both.
const OPERATION_CODES: Form = Form::ListOr(&Form::TextOr(&CODES), &CODES);
const HOSTS: Form = Form::Map(Map { noun: "a host", form: &Form::Text, duplicate: Code::DuplicateKey });

/// The classes of error codes.
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
        required("provider", Form::Text, "Name of the provider, which is also the name of the folder."),
        required("title", Form::Title, "Display name."),
        required("doc", Form::Sentence, "Description, in your own words."),
        required("protocol", Form::Choice(&["tc3-json", "acs3-rpc", "sdk-rest"]), "Protocol of its API."),
        required("datetime", Form::Object(&DATETIME), "Default datetime format of services and fields."),
        required("endpoints", Form::Object(&ENDPOINTS), "Default hosts of its services."),
        optional("implicit", NAMES, "Path parameters that the client's configuration provides."),
        optional("response", FIELDS, "Fields at the end of every operation's response."),
        optional(
            "errors",
            Form::List(&Form::Object(&ERROR_RULE)),
            "Rules that classify error codes; the first matching rule applies.",
        ),
    ],
};

/// `service.yaml`
pub static SERVICE: Object = Object {
    name: "service",
    noun: "a service",
    keys: &[
        required(
            "service",
            Form::Text,
            "Name of the service on the wire, which is also the name of the folder.",
        ),
        required("title", Form::Title, "Display name."),
        required("doc", Form::Sentence, "Description, in your own words."),
        required(
            "version",
            Form::Pattern("a version", r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|v[0-9]+(\.[0-9]+)?)$"),
            "Version of its API.",
        ),
        optional("endpoints", Form::Object(&ENDPOINTS), "Hosts that replace the provider's."),
        optional("datetime", Form::Object(&DATETIME), "Datetime format that replaces the provider's."),
        optional("sites", SITES, "Default sites of its operations."),
        optional("rate", RATE, "Default rate limit of its operations, in calls per second."),
        optional("types", TYPES, "Types shared by several operations."),
        optional(
            "errors",
            CODES,
            "Error codes that operations can name; an operation that lists no codes can fail with all of them.",
        ),
    ],
};

/// A file of an operation.
pub static OPERATION: Object = Object {
    name: "operation",
    noun: "an operation",
    keys: &[
        required("operation", Form::Text, "Name on the wire; the file is named after it."),
        required("doc", Form::Sentence, "Description, in your own words."),
        optional("page", Form::Object(&PAGE), "The documentation page that the spec was written from."),
        optional(
            "source",
            Form::Object(&SOURCE),
            "The vendor's API data that the spec was written from, if no page is known.",
        ),
        required(
            "access",
            Form::Choice(&["read", "write"]),
            "Whether it reads or writes, which decides retries.",
        ),
        optional("rate", RATE, "Rate limit in calls per second, from the page."),
        optional("sites", SITES, "Sites that offer it; default: all."),
        optional("hidden", Form::Flag, "Known to the vendor's SDKs only, and not documented."),
        optional("permission", Form::Text, "The permission that an account needs."),
        optional(
            "method",
            Form::Choice(&["GET", "POST", "PUT", "DELETE", "PATCH"]),
            "HTTP method; required for sdk-rest.",
        ),
        optional("path", Form::Pattern("a path", "^/"), "Path with `{parameter}`s; required for sdk-rest."),
        optional("idempotency", Form::Text, "Request field of the idempotency token."),
        optional("paginate", Form::Object(&PAGINATE), "How its list is paginated."),
        optional("wait", Form::Object(&WAIT), "Condition that a waiter polls for."),
        optional(
            "any_of",
            Form::List(&NAMES),
            "Groups of request fields; at least one field of each group must be set.",
        ),
        optional("deprecated", Form::Object(&DEPRECATED), "Deprecated by the vendor."),
        optional("request", FIELDS, "The request's fields."),
        optional("response", FIELDS, "The response's fields."),
        optional("types", TYPES, "Types of this operation only."),
        optional("errors", OPERATION_CODES, "Error codes: names of the service's `errors`, or own codes."),
        optional("accept", Form::List(&Form::Object(&ACCEPT)), "Intended differences from the page."),
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
        optional("required", Form::Flag, "In a request: must be set. In a response: always present."),
        optional("nullable", Form::Flag, "In a request: can be set to null. In a response: can be null."),
        optional(
            "default",
            Form::ListOr(&Form::Scalar, &Form::Scalar),
            "Default that the service applies; for a list, its entries or its only entry.",
        ),
        optional("range", RANGE, "Range of a number: `1..=100`, `1..`, `..=0.5`."),
        optional("length", LENGTH, "Length: characters of a string, or entries of a list or map."),
        optional("one_of", Form::List(&Form::Scalar), "Accepted values, if they need no enum type."),
        optional("not_with", NAMES, "Fields that must not be set together with it."),
        optional(
            "in",
            Form::Choice(&["path", "query", "header", "body"]),
            "Where it is sent, if not in the protocol's default place.",
        ),
        optional(
            "format",
            Form::Text,
            "Format of this datetime: a strftime pattern, `unix`, `unix_ms`, `unix_text` or `unix_ms_text`.",
        ),
        optional("zone", Form::Text, "Time zone of this datetime: `UTC` or `+08:00`."),
        optional("wrapped", Form::Text, "Name of the member that contains the list in a wrapper object."),
        optional("hidden", Form::Flag, "Known to the vendor's SDKs only, and not on the page."),
        optional("deprecated", Form::Object(&DEPRECATED), "Deprecated by the vendor."),
        optional("example", Form::Value, "An example value."),
        required("doc", Form::Sentence, "Description, in your own words."),
    ],
};

/// A type.
pub static TYPE: Object = Object {
    name: "type",
    noun: "a type",
    keys: &[
        required("doc", Form::Sentence, "Description, in your own words."),
        optional("fields", FIELDS, "Fields of an object type."),
        optional("enum", Form::Choice(&["string", "int"]), "Base type of an enum: strings or integers."),
        optional(
            "values",
            Form::ListOr(
                &Form::Scalar,
                &Form::Map(Map {
                    noun: "a value",
                    form: &Form::ScalarOr(&Form::Object(&ENUM_VALUE)),
                    duplicate: Code::DuplicateKey,
                }),
            ),
            "Values of an enum: names with wire values, or only wire values.",
        ),
    ],
};

/// A value of an enum.
pub static ENUM_VALUE: Object = Object {
    name: "enum_value",
    noun: "a value",
    keys: &[
        optional("value", Form::Scalar, "Value on the wire; default: the name."),
        optional("doc", Form::Sentence, "Meaning, in your own words."),
        optional("deprecated", Form::Object(&DEPRECATED), "Deprecated by the vendor."),
    ],
};

/// A deprecation.
pub static DEPRECATED: Object = Object {
    name: "deprecated",
    noun: "a deprecation",
    keys: &[
        optional(
            "use",
            Form::Text,
            "Replacement: a field, an operation or a value in the same place, or `provider.service.Operation`.",
        ),
        optional("doc", Form::Sentence, "Reason, in your own words."),
    ],
};

/// A datetime format.
pub static DATETIME: Object = Object {
    name: "datetime",
    noun: "a datetime format",
    keys: &[
        required(
            "format",
            Form::Text,
            "A strftime pattern of %Y %m %d %H %M %S %f %z %:z %%, or `unix`, `unix_ms`, `unix_text`, `unix_ms_text`.",
        ),
        optional("zone", Form::Text, "`UTC` (default), or an offset such as `+08:00`."),
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
            "Host of all regions that are not listed, with `{service}` and `{region}`.",
        ),
        optional("sites", Form::Object(&SITE_HOSTS), "Hosts of other sites."),
        optional("networks", HOSTS, "Hosts of other networks, such as `vpc`."),
        optional("regions", HOSTS, "Hosts of single regions; they take precedence over the site."),
    ],
};

/// Hosts by site.
pub static SITE_HOSTS: Object = Object {
    name: "site_hosts",
    noun: "a set of sites",
    keys: &[
        optional("mainland", Form::Text, "Host of the site for mainland China."),
        optional("international", Form::Text, "Host of the international site."),
    ],
};

/// A rule that classifies error codes.
pub static ERROR_RULE: Object = Object {
    name: "error_rule",
    noun: "an error rule",
    keys: &[
        optional("code", Form::Text, "Exactly this code."),
        optional("prefix", Form::Text, "Every code with this prefix."),
        optional("message", Form::Text, "Text that the message must contain as well."),
        optional("http", Form::Int, STATUS),
        required("class", CLASS, "Class of the error."),
    ],
};

/// One error code.
pub static ERROR_CODE: Object = Object {
    name: "error_code",
    noun: "an error code",
    keys: &[
        optional("http", Form::Int, STATUS),
        optional("class", CLASS, "Class of the error; default: from the provider's rules."),
        required("doc", Form::Sentence, "Meaning, in your own words."),
    ],
};

/// A documentation page.
pub static PAGE: Object = Object {
    name: "page",
    noun: "a page",
    keys: &[
        required("url", Form::Pattern("an address", "^https://"), "URL of the page."),
        optional(
            "updated",
            Form::Pattern("a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            "Date of the last update.",
        ),
        optional("note", Form::Sentence, "What to know when comparing it with the spec."),
    ],
};

/// API data of a vendor.
pub static SOURCE: Object = Object {
    name: "source",
    noun: "a source",
    keys: &[
        required("name", Form::Text, "Name of the data: a package, a repository or a file."),
        optional("version", Form::Text, "The version that the spec follows."),
        optional("url", Form::Pattern("an address", "^https://"), "URL of the data."),
        optional(
            "updated",
            Form::Pattern("a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
            "Date of the last update.",
        ),
        optional("note", Form::Sentence, "What to know when comparing it with the spec."),
    ],
};

/// The pagination of an operation.
pub static PAGINATE: Object = Object {
    name: "paginate",
    noun: "a paginator",
    keys: &[
        required("style", Form::Choice(&["offset", "page", "token"]), "How the next page is requested."),
        optional("offset", Form::Text, "offset: request field with the number of rows or pages to skip."),
        optional(
            "counts",
            Form::Choice(&["rows", "pages"]),
            "offset: whether it counts rows (default) or pages.",
        ),
        optional("limit", Form::Text, "offset: request field with the page size in rows."),
        optional("page", Form::Text, "page: request field with the number of the page, from 1."),
        optional("size", Form::Text, "page, token: request field with the page size in rows."),
        optional("token", Form::Text, "token: request field with the token of the page."),
        optional("next", Form::Text, "token: response field with the token of the next page."),
        optional("total", Form::Text, "Response field with the number of rows on all pages."),
        required("items", Form::Text, "Response field with the rows."),
    ],
};

/// The condition of a waiter.
pub static WAIT: Object = Object {
    name: "wait",
    noun: "a waiter",
    keys: &[
        optional(
            "each",
            Form::Text,
            "Response field with a list; the condition must be true for every entry.",
        ),
        required("field", Form::Text, "The field to test: of each entry, or of the response."),
        required("done", Form::List(&Form::Scalar), "Values that mean done; values of an enum by name."),
        optional("failed", Form::List(&Form::Scalar), "Values that mean failed; values of an enum by name."),
    ],
};

/// An intended difference from the page.
pub static ACCEPT: Object = Object {
    name: "accept",
    noun: "an accepted difference",
    keys: &[
        required("difference", Form::Text, "The difference, as `docs check` names it."),
        required("reason", Form::Sentence, "Why the spec is right."),
    ],
};
