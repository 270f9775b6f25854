//! Masks the secrets of a request in errors and traces, if a response or a failure repeats them.

use http::{HeaderMap, HeaderValue};

use super::credentials::Credentials;
use super::error::Error;
use super::record::Record;
use super::secret::{MASK, Secret};
use super::value::View;

/// Shorter secrets are not masked: they would match in ordinary words.
const MIN_SECRET_CHARS: usize = 4;

/// Text that ends within a secret is cut there if it shows at least this many characters of the secret.
const MIN_PREFIX_CHARS: usize = 8;

/// The maximum depth of nested escapes of a character. The limit keeps the work linear in the text, which a service
/// chooses.
const MAX_ESCAPES: usize = 4;

/// The longest reference to a character in HTML, `&#x10FFFF;`, without its `&`.
const MAX_ENTITY_BYTES: usize = 9;

/// The secrets of a request.
///
/// A secret is found in each form that a canonical request or an echoed body can have: unchanged, percent-encoded (once
/// or several times, with `+` for a space), escaped in JSON (also in JSON within JSON) and in HTML. It is not found in
/// base64 or in a hash.
#[derive(Clone, Default)]
pub(crate) struct Mask {
    secrets: Vec<Secret>,
}

impl Mask {
    /// The secret fields of a request, at any depth.
    pub(crate) fn from_request(request: &dyn Record) -> Self {
        let mut mask = Self::default();
        mask.add_view(&View::Record(request));
        mask
    }

    /// Masks `text` as well.
    pub(crate) fn with(mut self, text: &str) -> Self {
        if text.chars().nth(MIN_SECRET_CHARS - 1).is_some() {
            self.secrets.push(text.into());
        }
        self
    }

    /// Masks the secret and the token of `key` as well.
    pub(crate) fn with_key(self, key: &Credentials) -> Self {
        let mask = self.with(key.access_key_secret().expose());
        match key.security_token() {
            Some(token) => mask.with(token.expose()),
            None => mask,
        }
    }

    /// Masks the values of [`sensitive`] headers as well, and the signature within one of them.
    pub(crate) fn with_headers(self, values: &[HeaderValue]) -> Self {
        let texts = values.iter().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
        texts.fold(self, |mask, text| {
            let signature = text.rsplit_once("Signature=").map(|(_, signature)| signature);
            mask.with(text).with(signature.unwrap_or_default())
        })
    }

    fn add_view(&mut self, view: &View<'_>) {
        match view {
            View::Secret(text) => *self = std::mem::take(self).with(text),
            View::Record(record) => {
                (0..record.table().fields.len()).for_each(|index| self.add_view(&record.view(index)));
            }
            View::List(list) => (0..list.len()).for_each(|index| self.add_view(&list.get(index))),
            View::Map(map) => map.each(&mut |_, value| self.add_view(&value)),
            _ => {}
        }
    }

    /// `error` and its sources without the secrets. [`Error::response`] stays raw.
    pub(crate) fn error(&self, error: Error) -> Error {
        error.redact(&|text| self.redacted(text))
    }

    /// `text` without the secrets; `None` when it holds none.
    fn redacted(&self, text: &str) -> Option<String> {
        let mut redacted = String::new();
        let ellipsis = text.len() - text.trim_end_matches(['.', '…']).len();
        let mut rest = text;
        let mut is_changed = false;
        while let Some(letter) = rest.chars().next() {
            let found =
                self.secrets.iter().filter_map(|secret| length_at_start(rest, ellipsis, secret.expose()));
            let length = match found.max() {
                Some(length) => {
                    redacted.push_str(MASK);
                    is_changed = true;
                    length
                }
                None => {
                    redacted.push(letter);
                    letter.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        is_changed.then_some(redacted)
    }
}

/// The values of the headers that are marked as sensitive: the authorization, tokens, secret parameters. They share
/// their bytes with the request.
pub(crate) fn sensitive(headers: &HeaderMap) -> Vec<HeaderValue> {
    headers.values().filter(|value| value.is_sensitive()).cloned().collect()
}

/// The length of `secret`, in any spelling, at the start of `text`. If `text` ends within the secret, the rest of it,
/// without the dots of its last `ellipsis` bytes.
fn length_at_start(text: &str, ellipsis: usize, secret: &str) -> Option<usize> {
    // Mostly the first character already differs.
    if spellings(text, secret.chars().next()?).is_empty() {
        return None;
    }
    let end = text.len().saturating_sub(ellipsis);
    // A character can be spelled in several ways, one of which may be the start of another.
    let mut places = vec![0];
    for (index, letter) in secret.chars().enumerate() {
        if index >= MIN_PREFIX_CHARS && places.iter().any(|place| *place >= end) {
            return Some(text.len());
        }
        let mut next = Vec::new();
        for place in places {
            for length in spellings(&text[place..], letter) {
                if !next.contains(&(place + length)) {
                    next.push(place + length);
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        places = next;
    }
    places.into_iter().max()
}

/// The lengths of the spellings of `letter` that `text` starts with.
fn spellings(text: &str, letter: char) -> Vec<usize> {
    let mut lengths = Vec::new();
    if text.starts_with(letter) {
        lengths.push(letter.len_utf8());
    }
    match text.as_bytes().first() {
        Some(b'+') if letter == ' ' => lengths.push(1),
        Some(b'%') => lengths.extend(percent_encoded(text, letter)),
        Some(b'\\') => lengths.extend(escaped(text, letter)),
        Some(b'&') => lengths.extend(entity(text, letter)),
        _ => {}
    }
    lengths
}

/// `%C3%A9`, or the same encoded again: `%25C3%25A9`.
fn percent_encoded(text: &str, letter: char) -> Vec<usize> {
    let mut buffer = [0; 4];
    let mut places = vec![0];
    for byte in letter.encode_utf8(&mut buffer).bytes() {
        let mut next = Vec::new();
        for place in places {
            let Some(mut rest) = text[place..].strip_prefix('%') else { continue };
            for _ in 0..MAX_ESCAPES {
                if rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) == Some(byte) {
                    next.push(text.len() - rest.len() + 2);
                }
                match rest.strip_prefix("25") {
                    Some(after) => rest = after,
                    None => break,
                }
            }
        }
        places = next;
    }
    places
}

/// `\"`, `\n`, `\u00e9`, or the same in JSON within JSON, where the backslash is escaped again.
fn escaped(text: &str, letter: char) -> Vec<usize> {
    // Each level of JSON doubles the backslashes.
    let slashes = text.bytes().take(1 << MAX_ESCAPES).take_while(|c| *c == b'\\').count();
    let after = &text[slashes..];
    let short = match letter {
        '\\' => {
            return (1..=MAX_ESCAPES).map(|level| 1 << level).filter(|length| *length <= slashes).collect();
        }
        '"' | '\'' | '/' => Some(letter),
        '\n' => Some('n'),
        '\r' => Some('r'),
        '\t' => Some('t'),
        _ => None,
    };
    let mut lengths = Vec::new();
    lengths.extend(short.filter(|short| after.starts_with(*short)).map(|short| slashes + short.len_utf8()));
    let mut units = [0; 2];
    let mut rest = text;
    let is_unicode = letter.encode_utf16(&mut units).iter().all(|unit| {
        let escape = rest.get(slashes..).and_then(|after| after.strip_prefix('u')?.split_at_checked(4));
        match escape {
            Some((digits, after)) if u16::from_str_radix(digits, 16) == Ok(*unit) => {
                rest = after;
                true
            }
            _ => false,
        }
    });
    if is_unicode {
        lengths.push(text.len() - rest.len());
    }
    lengths
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn entity(text: &str, letter: char) -> Option<usize> {
    let end = text.bytes().skip(1).take(MAX_ENTITY_BYTES).position(|c| c == b';')?;
    let name = &text[1..=end];
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => match name {
            "amp" => '&'.into(),
            "lt" => '<'.into(),
            "gt" => '>'.into(),
            "quot" => '"'.into(),
            "apos" => '\''.into(),
            _ => return None,
        },
    };
    (code == u32::from(letter)).then_some(name.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Boxed;
    use crate::runtime::percent;

    impl Mask {
        fn text(&self, text: &str) -> String {
            self.redacted(text).unwrap_or_else(|| text.to_owned())
        }
    }

    const SECRET: &str = "fake/Tok+en=\"é\\ 0001";

    #[test]
    fn each_form_of_a_secret_is_masked() {
        let unquoted = |json: String| json[1..json.len() - 1].to_owned();
        let json = unquoted(serde_json::to_string(SECRET).unwrap());
        let percent = percent::encode(SECRET);
        let forms = [
            SECRET.to_owned(),
            percent.clone(),
            percent.replace("%2F", "%2f").replace("%C3", "%c3"),
            percent.replace('%', "%25"),
            percent::encode_form(SECRET),
            json.clone(),
            json.replace('/', "\\/").replace('é', "\\u00e9"),
            unquoted(serde_json::to_string(&json).unwrap()),
            SECRET.replace('"', "&quot;").replace('+', "&#43;").replace('=', "&#x3D;"),
        ];
        let mask = Mask::default().with(SECRET);
        for form in forms {
            let shown = mask.text(&format!("the token <{form}> is refused"));
            assert_eq!(shown, "the token <***> is refused", "{form}");
        }
    }

    crate::record! {
        /// A request with a secret in it.
        struct Nested {
            /// The secret.
            0: pub password: Secret = "Password",
            /// Another one.
            1: pub inner: Boxed<Nested> = "Inner",
        }
    }

    #[test]
    fn secrets_within_a_request_are_found() {
        let inner = Nested { password: "fakeInner".into(), inner: Boxed::default() };
        let mask = Mask::from_request(&Nested { password: "fakeOuter".into(), inner: inner.into() });
        assert_eq!(mask.text("fakeOuter fakeInner Password"), "*** *** Password");
    }

    #[test]
    fn all_secrets_are_masked_and_the_longest_first() {
        let mask = Mask::default().with("fakeSecret").with("fakeSecret0001").with("");
        assert_eq!(mask.text("fakeSecret0001fakeSecret 2 fakeSecre"), "****** 2 ***");
        assert_eq!(mask.text("a fakeSecre of it"), "a fakeSecre of it");
    }

    #[test]
    fn a_message_that_ends_within_a_secret_is_cut() {
        let mask = Mask::default().with("fakeSecret%0001");
        for cut in ["no: fakeSecr", "no: fakeSecret%25", "no: fakeSecret%2500...", "no: fakeSecret…"] {
            assert_eq!(mask.text(cut), "no: ***", "{cut}");
        }
        assert_eq!(mask.text("no: fakeSec"), "no: fakeSec");
    }

    #[test]
    fn a_long_text_takes_time_in_proportion() {
        let mask = Mask::default().with("aaaaaaab");
        let text = "a.".repeat(20_000) + &"a".repeat(100_000) + &".".repeat(400_000);
        let started = std::time::Instant::now();
        assert_eq!(mask.redacted(&text), None);
        assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[test]
    fn short_secrets_are_left() {
        let mask = Mask::default().with("a").with("no").with("abc");
        assert_eq!(mask.text("abc, no instance a"), "abc, no instance a");
        assert_eq!(Mask::default().with("abcd").text("abcdabcd"), "******");
    }

    #[test]
    fn the_sources_of_an_error_are_masked_and_clean_ones_stay() {
        let mask = Mask::default().with("fakeSecret0001");
        let source = |text: &str| std::io::Error::other(text.to_owned());
        let error = Error::credentials("no").with_source(source("x fakeSecret0001"));
        let shown = format!(
            "{:?} {}",
            mask.error(error.share()),
            std::error::Error::source(&mask.error(error)).unwrap()
        );
        assert!(shown.contains("x ***") && !shown.contains("fakeSecret0001"), "{shown}");
        let clean = mask.error(Error::credentials("no").with_source(source("x")));
        let source = std::error::Error::source(&clean).unwrap();
        assert!(source.downcast_ref::<std::io::Error>().is_some());
    }

    #[test]
    fn a_signature_is_masked_without_its_header() {
        let mut value = HeaderValue::from_static("TC3 Credential=AKID, Signature=0123abcd");
        value.set_sensitive(true);
        let headers = HeaderMap::from_iter([
            (http::header::AUTHORIZATION, value),
            (http::header::ACCEPT, HeaderValue::from_static("application/json")),
        ]);
        let mask = Mask::default().with_headers(&sensitive(&headers));
        assert_eq!(mask.text("0123abcd application/json"), "*** application/json");
    }
}
