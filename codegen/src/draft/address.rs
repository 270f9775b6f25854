//! The address of a page, which the page itself seldom holds.

use super::notes::Notes;
use crate::page::facts::Vendor;

/// Whether a spec can have this as the address of its page.
pub fn is_address(url: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}\\^|".contains(c);
    let rest = url.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#']).next().unwrap_or_default().contains('.') && !rest.chars().any(odd)
}

/// The address that stands in for one that nobody told.
pub(super) fn stand_in(vendor: Vendor, notes: &mut Notes) -> String {
    notes.whole("the page does not hold its own address; `--url` says it");
    match vendor {
        Vendor::Tencent => "https://www.tencentcloud.com/document/api/TODO",
        Vendor::Alibaba => "https://www.alibabacloud.com/help/en/TODO",
        Vendor::Huawei => "https://support.huaweicloud.com/en-us/TODO",
    }
    .to_owned()
}

/// Whether an address only stands in for one.
pub(super) fn stands_in(url: &str) -> bool {
    url.contains("TODO")
}
