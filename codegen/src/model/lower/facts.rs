//! Checks rates, dates, URLs and versions.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};

/// Parses calls per second from `20/s`.
pub(super) fn parse_rate(text: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<u32> {
    let number =
        text.value.strip_suffix("/s").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let rate = number.and_then(|number| number.parse().ok()).filter(|rate| *rate > 0);
    if rate.is_none() {
        let message = format!("`{}` is not a rate", text.value);
        diagnostics
            .push(Diagnostic::new(Code::BadRate, text.span, message).help("write calls per second: `20/s`"));
    }
    rate
}

/// Reports an invalid date.
pub(super) fn check_date(text: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if !is_date(&text.value) {
        let message = format!("`{}` is not a date", text.value);
        diagnostics.push(Diagnostic::new(Code::BadDate, text.span, message).help("write `YYYY-MM-DD`"));
    }
}

/// Reports an invalid URL.
pub(super) fn check_url(text: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let rest = text.value.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_invalid = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}\\^|".contains(c);
    if !host.contains('.') || rest.chars().any(is_invalid) {
        let message = format!("`{}` is not a complete URL", text.value);
        diagnostics
            .push(Diagnostic::new(Code::BadUrl, text.span, message).help("a URL starts with `https://`"));
    }
}

/// Reports an invalid version.
pub(super) fn check_version(text: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if !is_version(&text.value) {
        let message = format!("`{}` is not a version", text.value);
        let diagnostic = Diagnostic::new(Code::BadVersion, text.span, message);
        diagnostics
            .push(diagnostic.help("versions are dates such as `2019-07-25`, or look like `v3` and `v3.1`"));
    }
}

/// Whether `text` is a version: a date, or `v` with one or two numbers.
pub(crate) fn is_version(text: &str) -> bool {
    let numbers = |rest: &str| {
        let numbers: Vec<&str> = rest.split('.').collect();
        let good = |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        numbers.len() <= 2 && numbers.iter().all(good)
    };
    is_date(text) || text.strip_prefix('v').is_some_and(numbers)
}

/// Whether `text` is an existing day, `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, length: usize| {
        let good = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| good)
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_exist() {
        for good in ["2019-07-25", "2024-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "2019-7-25",
            "2023-02-29",
            "1900-02-29",
            "2019-13-01",
            "2019-04-31",
            "2019-01-00",
            "+019-01-01",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
