//! Open enums: a value that this version does not know is kept as it came and sent as it came.

use std::fmt;

use super::record::View;

/// A value of an integer enum, to look at.
#[doc(hidden)]
pub fn view(name: Option<&'static str>, value: i64) -> View<'static> {
    name.map_or(View::Int(value), |name| View::Named(value, name))
}

/// Writes a value of an integer enum for people.
#[doc(hidden)]
pub fn fmt_named(name: Option<&str>, value: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match name {
        Some(name) => f.pad(&format!("{name} ({value})")),
        None => fmt::Display::fmt(&value, f),
    }
}

/// Declares an enum of texts; one that it does not list is kept in `Other`.
#[doc(hidden)]
#[macro_export]
macro_rules! code_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value that this version does not know, as it came.
            Other(::std::string::String),
        }

        #[allow(deprecated)]
        impl $name {
            /// The values that this version knows, as they are on the wire.
            pub const VALUES: &'static [&'static str] = &[$($wire),*];

            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(text) => text,
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)*
                    _ => Self::Other(text.into()),
                }
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

/// Declares an enum of strings that keeps unknown ones in `Other`.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        $crate::code_enum! { $(#[$meta])* pub enum $name { $($body)* } }

        impl $crate::runtime::OpenEnum for $name {
            fn set_text(&mut self, text: &str) -> bool {
                *self = Self::from(text);
                true
            }
            fn set_int(&mut self, value: i64) {
                *self = Self::from(value.to_string());
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <::std::string::String as $crate::runtime::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::runtime::Value for $name {
            fn empty() -> Self {
                Self::Other(::std::string::String::new())
            }
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(self.as_str())
            }
            fn slot(&mut self) -> $crate::runtime::Slot<'_> {
                $crate::runtime::Slot::Enum(self)
            }
        }
    };
}

/// Declares an enum of integers that keeps unknown ones in `Other`.
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A value that this version does not know, as it came.
            Other(i64),
        }

        #[allow(deprecated)]
        impl $name {
            /// The values that this version knows, as they are on the wire.
            pub const VALUES: &'static [i64] = &[$($wire),*];

            /// The value as it is on the wire.
            pub fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(value) => value,
                }
            }

            /// What the value is called: the name of the variant, or `None` for [`Other`](Self::Other).
            pub fn name(self) -> ::core::option::Option<&'static str> {
                match self {
                    $(Self::$variant => ::core::option::Option::Some(::core::stringify!($variant)),)*
                    Self::Other(_) => ::core::option::Option::None,
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Other(value),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            /// The name with the value, such as `Completed (2)`; the bare value where there is no name. The value alone
            /// is in `value`.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::open_enum::fmt_named(self.name(), self.value(), f)
            }
        }

        impl $crate::runtime::OpenEnum for $name {
            fn set_text(&mut self, text: &str) -> bool {
                match text.trim().parse::<i64>() {
                    Ok(value) => {
                        *self = Self::from(value);
                        true
                    }
                    Err(_) => false,
                }
            }
            fn set_int(&mut self, value: i64) {
                *self = Self::from(value);
            }
        }

        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::runtime::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::runtime::Value for $name {
            fn empty() -> Self {
                Self::from(0)
            }
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::open_enum::view(self.name(), self.value())
            }
            fn slot(&mut self) -> $crate::runtime::Slot<'_> {
                $crate::runtime::Slot::Enum(self)
            }
        }
    };
}
