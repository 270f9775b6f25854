//! Enums of error codes. What is known of a code stands once: where it is declared.

/// Declares an enum of error codes; one that it does not list is kept in `Other`.
///
/// Each variant is given an [`ErrorInfo`](crate::runtime::ErrorInfo). With `as codes`, a module of that name has these as
/// constants, called like the variants, for the enums of other modules.
#[doc(hidden)]
#[macro_export]
macro_rules! error_codes {
    ($(#[$meta:meta])* pub enum $name:ident as $codes:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $info:expr,)*
    }) => {
        #[allow(non_upper_case_globals)]
        pub(super) mod $codes {
            use $crate::runtime::{ErrorClass, ErrorInfo};

            $(pub(in super::super) const $variant: ErrorInfo = $info;)*
        }

        $crate::error_codes! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$variant_meta])* $variant = $codes::$variant,)*
            }
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $info:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value that this version does not know, as it came.
            Other(::std::string::String),
        }

        impl $name {
            /// What is known of each code.
            #[doc(hidden)]
            pub const ERRORS: &'static [$crate::runtime::ErrorInfo] = &[$($info),*];

            /// The values that this version knows, as they are on the wire.
            pub const VALUES: &'static [&'static str] = &[$($info.code),*];

            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => const { $info.code },)*
                    Self::Other(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $(if text == const { $info.code } {
                    return Self::$variant;
                })*
                Self::Other(text.into())
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
