//! Parameters that every operation of a vendor has. Some pages list them among an operation's own; the
//! client sends them by itself, so no spec has them.

use super::facts::{Field, Location, Vendor};

/// As far as a reader takes them for an operation's own: `Action`, `Version` and `Region` stand apart
/// already.
const TENCENT: &[&str] =
    &["Action", "Version", "Region", "Nonce", "SecretId", "Signature", "Timestamp", "Token"];

/// On pages until 2021.
const ALIBABA: &[&str] = &[
    "Action",
    "AccessKeyId",
    "Format",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "SecurityToken",
    "Timestamp",
    "Version",
];

/// Headers of generated pages.
const HUAWEI: &[&str] = &[
    "Authorization",
    "Content-Length",
    "Content-Type",
    "Host",
    "Transfer-Encoding",
    "X-Auth-Token",
    "X-Language",
    "X-Project-Id",
    "X-Sdk-Content-Sha256",
    "X-Sdk-Date",
    "X-Security-Token",
];

/// Whether a request parameter on a page of `vendor` is one that every operation has.
pub fn is_common(vendor: Vendor, field: &Field) -> bool {
    let name = field.name.as_str();
    match vendor {
        Vendor::Tencent => TENCENT.contains(&name),
        Vendor::Alibaba => ALIBABA.contains(&name),
        Vendor::Huawei => {
            field.location.is_none_or(|location| location == Location::Header)
                && HUAWEI.iter().any(|header| header.eq_ignore_ascii_case(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_common;
    use crate::page::facts::{Field, Location, Vendor};

    #[test]
    fn a_header_is_common_and_a_field_of_its_name_is_not() {
        let host = |location| Field { name: "host".to_owned(), location, ..Field::default() };
        assert!(is_common(Vendor::Huawei, &host(Some(Location::Header))));
        assert!(is_common(Vendor::Huawei, &host(None)));
        assert!(!is_common(Vendor::Huawei, &host(Some(Location::Body))));
        assert!(!is_common(Vendor::Alibaba, &host(None)));
    }
}
