//! What files are made of: fields, types, endpoints, error codes, paginators.

use super::*;

/// A group of operations.
pub static GROUP: Object = Object {
    name: "group",
    noun: "a group",
    keys: &[
        required("title", Form::Title, "Display name: the heading of the group."),
        required("doc", Form::Sentence, "What its operations are for, in your own words."),
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
        required(
            "field",
            Form::Text,
            "The field to test, of each entry or of the response; `job.status` is a field of the object `job`.",
        ),
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
