//! Enums of error codes. A code is declared once, with its class.

/// Declares an enum of error codes; an unlisted code is kept in `Other`.
///
/// Each variant is given an [`ErrorInfo`](crate::__private::ErrorInfo). With `as codes`, a module of that name has these
/// as constants, called like the variants, for the enums of other modules.
#[doc(hidden)]
#[macro_export]
macro_rules! error_codes {
    ($(#[$meta:meta])* pub enum $name:ident as $codes:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $info:expr,)*
    }) => {
        #[allow(non_upper_case_globals)]
        pub(super) mod $codes {
            use $crate::__private::{ErrorClass, ErrorInfo};

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
        $crate::wire_text! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$variant_meta])* $variant = $info.code,)*
            }
        }

        impl $name {
            /// What is known of each code.
            #[doc(hidden)]
            pub const ERRORS: &'static [$crate::__private::ErrorInfo] = &[$($info),*];
        }
    };
}
