//! Enums of texts.

/// Declares an enum with what enums of texts and of error codes have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! wire_text {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $wire:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// An unknown value. `From` alone makes it.
            Other($crate::UnknownText),
        }

        #[allow(deprecated)]
        const _: () = {
            use $crate::__private as private;

            static VARIANTS: &[$name] = &[$($name::$variant),*];

            impl $name {
                /// The known values, as on the wire.
                pub const VALUES: &'static [&'static str] = &[$($wire),*];

                /// The wire value.
                #[inline]
                pub fn as_str(&self) -> &str {
                    match self {
                        $(Self::$variant => $wire,)*
                        Self::Other(text) => text.as_str(),
                    }
                }
            }

            impl ::core::convert::From<&str> for $name {
                #[inline]
                fn from(text: &str) -> Self {
                    match private::open_enum::text_position(Self::VALUES, text) {
                        ::core::option::Option::Some(index) => VARIANTS[index].clone(),
                        ::core::option::Option::None => Self::Other(private::open_enum::unknown_text(text)),
                    }
                }
            }

            impl ::core::convert::From<::std::string::String> for $name {
                #[inline]
                fn from(text: ::std::string::String) -> Self {
                    Self::from(text.as_str())
                }
            }

            impl ::core::convert::From<$name> for ::std::string::String {
                #[inline]
                fn from(value: $name) -> Self {
                    value.as_str().into()
                }
            }

            impl ::core::convert::AsRef<str> for $name {
                #[inline]
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }

            impl ::core::fmt::Display for $name {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.pad(self.as_str())
                }
            }

            $crate::compare_on_wire!($name, as_str);
        };
    };
}

/// Declares an enum of texts; an unlisted value is kept in `Other`.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $wire:literal,)*
    }) => {
        $crate::wire_text! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$variant_meta])* $variant = $wire,)*
            }
        }

        const _: () = {
            use $crate::__private as private;

            impl private::OpenEnum for $name {
                #[inline]
                fn set(&mut self, wire: private::Wire<'_>) -> bool {
                    *self = Self::from(&*wire.to_text());
                    true
                }
            }

            impl private::Value for $name {
                #[inline]
                fn view(&self) -> private::View<'_> {
                    private::View::Text(self.as_str())
                }
                #[inline]
                fn slot(&mut self) -> private::Slot<'_> {
                    private::Slot::Enum(self)
                }
            }

            impl private::ValueType for $name {
                const KIND: private::Kind = private::Kind::TextEnum(Self::VALUES);
                const EMPTY: Self = Self::Other(private::open_enum::EMPTY);
            }

            impl private::serde::Serialize for $name {
                fn serialize<S: private::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            impl<'de> private::serde::Deserialize<'de> for $name {
                fn deserialize<D: private::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    private::open_enum::deserialize_text(deserializer)
                }
            }
        };
    };
}

/// Equality, order and hash of an open enum, by the wire value that its method `$wire` returns.
#[doc(hidden)]
#[macro_export]
macro_rules! compare_on_wire {
    ($name:ident, $wire:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.$wire() == other.$wire()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.$wire(), &other.$wire())
            }
        }

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.$wire(), state);
            }
        }
    };
}
