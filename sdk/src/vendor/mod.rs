//! The three vendors: protocols, signatures and credentials.
//!
//! Each is a marker type with the vendor's own settings, which implements
//! [`Protocol`](crate::runtime::Protocol) and [`Vendor`](crate::runtime::Vendor).

#[cfg(feature = "alibaba")]
pub(crate) mod alibaba;
#[cfg(feature = "huawei")]
pub(crate) mod huawei;
#[cfg(feature = "tencent")]
pub(crate) mod tencent;
