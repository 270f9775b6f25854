//! URLs that HTTP libraries do not change, so that what is signed is what is sent.

use std::borrow::Cow;
use std::fmt;

use http::Uri;

use super::endpoint::Endpoint;
use super::error::{Error, ErrorKind, Result};
use super::percent::encode_byte;

/// A caller's URL or host. `Debug` shows no user, no password and no query values.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct GivenUrl(String);

impl GivenUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for GivenUrl {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for GivenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&shown(&self.0), f)
    }
}

/// `text`, which should be a URL, without its user, password, query and fragment.
pub(crate) fn shown(text: &str) -> String {
    let is_scheme = |scheme: &str| scheme.bytes().all(|c| c.is_ascii_alphanumeric() || b"+-.".contains(&c));
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (&text[..scheme.len() + 3], rest),
        _ => ("", text),
    };
    // A password may contain any character, so the last `@` counts.
    let (user, rest) = match rest.rsplit_once('@') {
        Some((_, rest)) => ("***@", rest),
        None => ("", rest),
    };
    match rest.split_once(['?', '#']) {
        Some((rest, _)) => format!("{scheme}{user}{rest}?***"),
        None => format!("{scheme}{user}{rest}"),
    }
}

/// The URL of a request to `endpoint`.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] when an HTTP library would change it after it is signed.
pub(crate) fn join(endpoint: &Endpoint, path: &str, query: &str) -> Result<Uri> {
    let path = canonical_path(path, None)?;
    let question = if query.is_empty() { "" } else { "?" };
    stable(&format!("{endpoint}{path}{question}{query}"))
        .map_err(|why| invalid(format!("the URL of the request, {endpoint}{path}, {why}")))
}

/// Parses a URL that HTTP libraries do not change.
///
/// # Errors
///
/// What is wrong with it, without the URL.
pub(crate) fn stable(url: &str) -> Result<Uri, &'static str> {
    let uri = url.parse::<Uri>().map_err(|_| "is malformed or longer than 65534 bytes")?;
    let read = reqwest::Url::parse(url).map_err(|_| "is malformed")?;
    // `Uri` drops a fragment, and still compares equal to the text with the fragment.
    if read.as_str() == url && uri == *url && !url.contains('#') {
        Ok(uri)
    } else {
        Err("would be changed by the HTTP library after it was signed")
    }
}

/// `path` as it is signed and sent: spaces, letters outside ASCII and characters that a path may not contain are
/// percent-encoded. `placeholder` is a part in braces that is filled in later.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`] for a path that would change the host, the query or the number of segments: no `/` at
/// the start, empty and dot segments, `?`, `#`, backslashes and control characters; and for unfilled braces and `%`
/// without an escape.
pub(crate) fn canonical_path<'a>(path: &'a str, placeholder: Option<&str>) -> Result<Cow<'a, str>> {
    let refused = |why: &str| {
        let shown = if path.starts_with('/') { path.to_owned() } else { shown(path) };
        let shown = shown.split(['?', '#']).next().unwrap_or_default();
        invalid(format!("the path {shown:?} {why}"))
    };
    let Some(segments) = path.strip_prefix('/') else {
        return Err(refused("does not start with `/`"));
    };
    let mut pieces = segments.split('/').peekable();
    while let Some(piece) = pieces.next() {
        if piece.is_empty() && pieces.peek().is_some() {
            return Err(refused("has an empty segment"));
        }
        if matches!(piece.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..") {
            return Err(refused("has a dot segment, which HTTP libraries fold away"));
        }
    }
    if path.bytes().all(|c| c.is_ascii_alphanumeric() || b"/-_.~".contains(&c)) {
        return Ok(Cow::Borrowed(path));
    }
    let mut canonical = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        match letter {
            '{' if placeholder.is_some_and(|name| rest.starts_with(name)) => {
                length = placeholder.unwrap_or_default().len();
                canonical.push_str(&rest[..length]);
            }
            '{' | '}' => return Err(refused("has a part in braces that no parameter fills in")),
            '?' => return Err(refused("has a `?`; give parameters of the query on their own")),
            '#' => return Err(refused("has a `#`; in a value it is written `%23`")),
            '\\' => return Err(refused("has a backslash, which HTTP libraries turn into `/`")),
            '%' => match rest.as_bytes() {
                [_, high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    length = 3;
                    canonical.push_str(&rest[..length]);
                }
                _ => return Err(refused("has a `%` that starts no escape; in a value it is written `%25`")),
            },
            control if control.is_control() => return Err(refused("has a control character")),
            plain if plain.is_ascii_alphanumeric() || "/-_.~!$&'()*+,;=:@".contains(plain) => {
                canonical.push(plain);
            }
            _ => rest[..length].bytes().for_each(|byte| canonical.push_str(encode_byte(byte))),
        }
        rest = &rest[length..];
    }
    Ok(Cow::Owned(canonical))
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_change_the_place_is_refused() {
        for path in [
            "",
            "v3/x",
            "@127.0.0.1:4444/v3/x",
            ":4444/v3/x",
            ".evil.example/x",
            "//evil.example/x",
            "/v3//x",
            "/v3/./x",
            "/v3/..",
            "/v3/%2e%2e/x",
            "/v3/.%2E/x",
            "/v3/%2E",
            "/v3\\x",
            "/\\evil.example",
            "/v3?x=1",
            "/v3#x",
            "/v3/\t../x",
            "/v3/.\n./x",
            "/v3/\u{0}",
            "/v3/\u{7f}",
            "/v3/\u{85}",
            "/v3/{id}/x",
            "/v3/}",
            "/v3/100%",
            "/v3/%zz",
            "/v3/%é",
        ] {
            let error = canonical_path(path, Some("{project_id}")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{path:?}");
        }
        let error = canonical_path("user:fakeSecret0001@evil.example/x", None).unwrap_err();
        assert_eq!(error.message(), "the path \"***@evil.example/x\" does not start with `/`");
    }

    #[test]
    fn what_only_needs_an_escape_gets_it() {
        for (path, canonical) in [
            ("/", "/"),
            ("/v3/x/", "/v3/x/"),
            ("/v3/a b/é/\u{3000}", "/v3/a%20b/%C3%A9/%E3%80%80"),
            ("/v3/a%2Fb/%7e/...", "/v3/a%2Fb/%7e/..."),
            ("/v3/<\"`^|[]>", "/v3/%3C%22%60%5E%7C%5B%5D%3E"),
            ("/v3/a:b;c=d,e@f'(*)!$&+", "/v3/a:b;c=d,e@f'(*)!$&+"),
            ("/v3/{project_id}/x y", "/v3/{project_id}/x%20y"),
        ] {
            assert_eq!(canonical_path(path, Some("{project_id}")).unwrap(), canonical, "{path}");
        }
        let endpoint = Endpoint::parse("dds.example.com").unwrap();
        let url = join(&endpoint, "/v3/é'", "a=%27&b=+").unwrap();
        assert_eq!(url.to_string(), "https://dds.example.com/v3/%C3%A9'?a=%27&b=+");
        assert!(join(&endpoint, "/v3", "a='").is_err(), "a query that is rewritten was taken");
        assert!(join(&endpoint, "/v3", "a=#b").is_err(), "a fragment was taken");
        assert!(join(&endpoint, "/v3", &"a".repeat(70_000)).is_err());
    }

    #[test]
    fn users_and_queries_of_urls_are_not_shown() {
        for (text, shown_as) in [
            ("dds.example.com", "dds.example.com"),
            ("http://user:p/w?#@host:80/x?token=t", "http://***@host:80/x?***"),
            ("user@host", "***@host"),
            ("host/x#y", "host/x?***"),
            ("user:p://w@host", "***@host"),
        ] {
            assert_eq!(shown(text), shown_as);
            assert_eq!(format!("{:?}", GivenUrl::from(text)), format!("{shown_as:?}"));
        }
    }
}
