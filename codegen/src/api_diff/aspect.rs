//! Which property of an item changed.

/// The property of an item that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A provider as a whole, with its services.
    Provider,
    /// A provider's rule that classifies error codes which no operation lists.
    ErrorRule,
    /// A service as a whole, with its operations.
    Service,
    /// The version of a service's API.
    Version,
    /// The host of a service, for a site, a region or a network.
    Host,
    /// An operation as a whole, with its types.
    Operation,
    /// The client's method for an operation.
    MethodName,
    /// The HTTP method of an operation.
    HttpMethod,
    /// The path of an operation.
    Path,
    /// Whether an operation reads or writes.
    Access,
    /// The field that holds the idempotency token.
    Idempotency,
    /// The rate limit, in calls per second.
    Rate,
    /// Groups of fields of which at least one must be set.
    AnyOf,
    /// How an operation paginates its list.
    Paging,
    /// The condition that a waiter polls for.
    Waiter,
    /// The permission that an account needs.
    Permission,
    /// The sites that offer an operation.
    Sites,
    /// The documentation page that a spec was written from.
    Page,
    /// A type as a whole.
    Type,
    /// Whether the service's root module exports a type.
    Root,
    /// Whether an enum's values are strings or integers on the wire.
    Base,
    /// Whether callers build a type or only receive it.
    Role,
    /// A value of an enum.
    Value,
    /// The order of values, codes, fields or arguments.
    Order,
    /// A field as a whole.
    Field,
    /// Whether a field is required.
    Required,
    /// Whether a field can be null.
    Nullable,
    /// The Rust type of a field.
    FieldType,
    /// The format of a time on the wire.
    Format,
    /// Where a field is sent: path, query, header or body.
    Place,
    /// Whether a field is sent as JSON in a string.
    Json,
    /// The wrapper object around a field's list.
    Wrapped,
    /// The range of numbers that a field accepts.
    Range,
    /// The length that a field accepts.
    Length,
    /// The list of values that a field accepts.
    OneOf,
    /// Fields that may not be set together.
    NotWith,
    /// The documented default of a field.
    Default,
    /// Whether the vendor documents a field or an operation.
    Hidden,
    /// The Rust type of an operation's error codes.
    Codes,
    /// An error code.
    Code,
    /// The class of an error code.
    Class,
    /// The HTTP status of an error code.
    ErrorStatus,
    /// The name on the wire.
    WireName,
    /// Whether an item is deprecated.
    Deprecated,
    /// The documentation.
    Docs,
}

impl Aspect {
    /// The identifier in JSON: `field`, `required`, `one_of`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::ErrorRule => "error_rule",
            Self::Service => "service",
            Self::Version => "version",
            Self::Host => "host",
            Self::Operation => "operation",
            Self::MethodName => "method_name",
            Self::HttpMethod => "http_method",
            Self::Path => "path",
            Self::Access => "access",
            Self::Idempotency => "idempotency",
            Self::Rate => "rate",
            Self::AnyOf => "any_of",
            Self::Paging => "paging",
            Self::Waiter => "waiter",
            Self::Permission => "permission",
            Self::Sites => "sites",
            Self::Page => "page",
            Self::Type => "type",
            Self::Root => "root",
            Self::Base => "base",
            Self::Role => "role",
            Self::Value => "value",
            Self::Order => "order",
            Self::Field => "field",
            Self::Required => "required",
            Self::Nullable => "nullable",
            Self::FieldType => "field_type",
            Self::Format => "format",
            Self::Place => "place",
            Self::Json => "json",
            Self::Wrapped => "wrapped",
            Self::Range => "range",
            Self::Length => "length",
            Self::OneOf => "one_of",
            Self::NotWith => "not_with",
            Self::Default => "default",
            Self::Hidden => "hidden",
            Self::Codes => "codes",
            Self::Code => "code",
            Self::Class => "class",
            Self::ErrorStatus => "error_status",
            Self::WireName => "wire_name",
            Self::Deprecated => "deprecated",
            Self::Docs => "docs",
        }
    }
}
