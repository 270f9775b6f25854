//! The files: a provider, a service, an operation.

use super::*;

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
        optional(
            "groups",
            GROUPS,
            "Groups of its operations, in the order of the documentation; each operation then names its `group`.",
        ),
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
        optional("group", Form::Text, "The group of the service that it belongs to."),
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
