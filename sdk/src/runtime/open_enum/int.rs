//! Enums of integers.

/// Declares an enum of integers; an unlisted value is kept in `Other`.
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// An unknown value. `From` alone makes it.
            Other($crate::UnknownInt),
        }

        #[allow(deprecated)]
        const _: () = {
            use $crate::__private as private;

            static VARIANTS: &[$name] = &[$($name::$variant),*];

            impl $name {
                /// The known values, as on the wire.
                pub const VALUES: &'static [i64] = &[$($wire),*];

                /// The wire value.
                #[inline]
                pub fn value(self) -> i64 {
                    match self {
                        $(Self::$variant => $wire,)*
                        Self::Other(value) => value.value(),
                    }
                }

                /// The name of the variant, or `None` for [`Other`](Self::Other).
                #[inline]
                pub fn name(self) -> ::core::option::Option<&'static str> {
                    ::core::option::Option::Some(match self {
                        $(Self::$variant => ::core::stringify!($variant),)*
                        Self::Other(_) => return ::core::option::Option::None,
                    })
                }
            }

            impl ::core::convert::From<i64> for $name {
                #[inline]
                fn from(value: i64) -> Self {
                    match private::open_enum::int_position(Self::VALUES, value) {
                        ::core::option::Option::Some(index) => VARIANTS[index],
                        ::core::option::Option::None => Self::Other(private::open_enum::unknown_int(value)),
                    }
                }
            }

            impl ::core::convert::From<$name> for i64 {
                #[inline]
                fn from(value: $name) -> Self {
                    value.value()
                }
            }

            $crate::compare_on_wire!($name, value);

            impl ::core::fmt::Display for $name {
                /// The name with the value, such as `Completed (2)`; the value alone if it has no name.
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    private::open_enum::fmt_named(self.name(), self.value(), f)
                }
            }

            impl private::OpenEnum for $name {
                #[inline]
                fn set(&mut self, wire: private::Wire<'_>) -> bool {
                    wire.to_int().map(|value| *self = Self::from(value)).is_some()
                }
            }

            impl private::Value for $name {
                #[inline]
                fn view(&self) -> private::View<'_> {
                    private::open_enum::view(self.name(), self.value())
                }
                #[inline]
                fn slot(&mut self) -> private::Slot<'_> {
                    private::Slot::Enum(self)
                }
            }

            impl private::ValueType for $name {
                const KIND: private::Kind = private::Kind::IntEnum(Self::VALUES);
                const EMPTY: Self = match private::open_enum::int_position(Self::VALUES, 0) {
                    ::core::option::Option::Some(index) => VARIANTS[index],
                    ::core::option::Option::None => Self::Other(private::open_enum::unknown_int(0)),
                };
            }

            impl private::serde::Serialize for $name {
                fn serialize<S: private::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    serializer.serialize_i64(self.value())
                }
            }

            impl<'de> private::serde::Deserialize<'de> for $name {
                fn deserialize<D: private::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    private::open_enum::deserialize_int(deserializer)
                }
            }
        };
    };
}
