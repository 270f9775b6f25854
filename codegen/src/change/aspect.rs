//! Which side of a thing changed.

/// Which side of an item a change happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A vendor itself, with all that it has.
    Provider,
    /// What a vendor's rules say of codes that no operation lists.
    ErrorRule,
    /// A service itself, with all that it has.
    Service,
    /// The version of a service's API.
    Version,
    /// Where a service is reached.
    Host,
    /// An operation itself, with all that belongs to it.
    Operation,
    /// The client's method for an operation.
    MethodName,
    /// The HTTP method of an operation.
    HttpMethod,
    /// The path of an operation.
    Path,
    /// Whether an operation only reads.
    Access,
    /// Which field makes a call safe to repeat.
    Idempotency,
    /// How often a second an operation may be called.
    Rate,
    /// Groups of fields of which one must be set.
    AnyOf,
    /// How an operation hands out its list.
    Paging,
    /// What can be waited for.
    Waiter,
    /// The permission that an account needs.
    Permission,
    /// The sites that offer an operation.
    Sites,
    /// The documentation page that a spec follows.
    Page,
    /// A type itself.
    Type,
    /// Whether the root of the service shows a type.
    Root,
    /// What an enum's values are on the wire.
    Base,
    /// Whether callers build a type or receive it.
    Role,
    /// A value of an enum itself.
    Value,
    /// The order of values, codes, fields or arguments.
    Order,
    /// A field itself.
    Field,
    /// Whether a field must be there.
    Required,
    /// Whether a field can be null.
    Nullable,
    /// The Rust type of a field.
    FieldType,
    /// How a field's time is written.
    Format,
    /// Where a field travels.
    Place,
    /// Whether a field travels as JSON in a string.
    Json,
    /// The layer around a field's list.
    Wrapped,
    /// The numbers that a field may be.
    Range,
    /// How long a field may be.
    Length,
    /// The only values that a field may have.
    OneOf,
    /// Fields that may not be set together.
    NotWith,
    /// What the service assumes for a field.
    Default,
    /// Whether a field or an operation is documented by the vendor.
    Hidden,
    /// Which enum an operation's error codes are read into.
    Codes,
    /// An error code itself.
    Code,
    /// What an error code means to a caller.
    Class,
    /// The HTTP status of an error code.
    ErrorStatus,
    /// The name on the wire.
    WireName,
    /// Whether callers are told to leave something.
    Deprecated,
    /// The documentation.
    Docs,
}

impl Aspect {
    /// The word for programs: `field`, `required`, `one_of`.
    #[must_use]
    pub fn word(self) -> &'static str {
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
