//! Pages from the web, politely: one request at a time, with a pause between those to one host.

use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clouddb_codegen::page;
use jiff::Timestamp;
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::{Agent, Body, Error};

use super::cli::Web;

const USER_AGENT: &str =
    concat!("clouddb-docs/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// The default timeout of a page.
const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two requests to one host.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest accepted `Retry-After`.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const MOST_REDIRECTS: u32 = 5;

/// Fetches pages.
pub(super) struct Fetcher {
    agent: Agent,
    pause: Duration,
    mirror: Option<String>,
    last: HashMap<String, Instant>,
}

/// Why a page was not fetched, with help.
pub(super) struct Refused {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }
}

impl Default for Fetcher {
    fn default() -> Self {
        Self::new(TIMEOUT, PAUSE)
    }
}

/// Whether a page is named by a URL, valid or not.
pub(super) fn is_url(name: &str) -> bool {
    let scheme = name.split_once("://").map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
}

/// Refuses URLs that are not on the web, and those with a password, which reports would show.
fn check_url(url: &str) -> Result<(), Refused> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(Refused::new(format!("`{scheme}:` is not a web URL; save the page and pass the file")));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(Refused::new("a URL must not contain a user name or a password"));
    }
    Ok(())
}

/// A URL for reports, without its user information.
pub(super) fn shown(name: &str) -> String {
    let hidden = name.split_once("://").filter(|_| is_url(name)).and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let (_, host) = host.rsplit_once('@')?;
        Some(format!("{scheme}://***@{host}{path}"))
    });
    hidden.unwrap_or_else(|| name.to_owned())
}

impl Fetcher {
    /// Creates a fetcher from the options.
    pub(super) fn from_options(web: &Web) -> Self {
        let fetcher = Self::new(Duration::from_secs(web.timeout), Duration::from_millis(web.pause));
        Self { mirror: web.mirror.clone(), ..fetcher }
    }

    /// `timeout` is for a page as a whole, redirects included.
    fn new(timeout: Duration, pause: Duration) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .accept("text/html, text/plain, text/markdown;q=0.9")
            .timeout_global(Some(timeout))
            .timeout_connect(Some(CONNECT_TIMEOUT.min(timeout)))
            .max_redirects(MOST_REDIRECTS)
            .http_status_as_error(false)
            .build();
        Self { agent: config.new_agent(), pause, mirror: None, last: HashMap::new() }
    }

    /// The bytes of a page.
    pub(super) fn get(&mut self, url: &str) -> Result<Vec<u8>, Refused> {
        check_url(url)?;
        let mirrored = self
            .mirror
            .as_ref()
            .and_then(|mirror| Some(format!("{mirror}/{}", url.strip_prefix("https://")?)));
        let url = mirrored.as_deref().unwrap_or(url);
        let mut response = self.ask(url)?;
        if is_busy(response.status()) {
            let wait = retry_after(response.headers()).unwrap_or(self.pause);
            if wait > LONGEST_WAIT {
                return Err(Refused::new(format!(
                    "the host responds with {} and `Retry-After: {}`",
                    response.status(),
                    wait.as_secs()
                )));
            }
            thread::sleep(wait);
            response = self.ask(url)?;
        }
        let status = response.status();
        if !status.is_success() {
            let message = format!("the host responds with {status}");
            let help = "check with a browser whether the page has moved, and fix `page.url` in its spec";
            let moved = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
            return Err(Refused { message, help: moved.then(|| help.to_owned()) });
        }
        if let Some(kind) = other_kind(response.headers()) {
            return Err(Refused::new(format!("this is `{kind}`, not a page of text")));
        }
        let limit = page::LARGEST;
        let body = response.body_mut().with_config().limit(u64::try_from(limit).unwrap_or(u64::MAX));
        let bytes = body.read_to_vec().map_err(|error| refusal(&error))?;
        if is_script(&bytes) {
            return Err(Refused {
                message: "the page is rendered by a script, and the response contains only the script"
                    .to_owned(),
                help: Some("save it with a browser and pass the file".to_owned()),
            });
        }
        Ok(bytes)
    }

    fn ask(&mut self, url: &str) -> Result<Response<Body>, Refused> {
        let host = url.split('/').nth(2).unwrap_or_default().to_lowercase();
        if let Some(last) = self.last.get(&host) {
            thread::sleep(self.pause.saturating_sub(last.elapsed()));
        }
        // An https page is not redirected to http.
        let request =
            self.agent.get(url).config().https_only(url.to_ascii_lowercase().starts_with("https:")).build();
        let response = request.call().map_err(|error| refusal(&error));
        self.last.insert(host, Instant::now());
        response
    }
}

fn is_busy(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}

/// The wait that `Retry-After` requests: seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that overflows is longer than any accepted wait.
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date: Timestamp = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(SystemTime::from(date).duration_since(SystemTime::now()).unwrap_or_default())
}

/// The content type of the response, if it is not text.
fn other_kind(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get("content-type")?.to_str().ok()?;
    let essence = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
    let is_text = essence.starts_with("text/") || essence == "application/xhtml+xml" || essence.is_empty();
    (!is_text).then_some(essence)
}

fn refusal(error: &Error) -> Refused {
    match error {
        Error::Timeout(_) => Refused {
            message: "the host does not respond in time".to_owned(),
            help: Some("`--timeout SECS` waits longer".to_owned()),
        },
        Error::BodyExceedsLimit(_) => Refused::new(format!(
            "the page is larger than {} MB, which no operation's page is",
            page::LARGEST >> 20
        )),
        Error::RequireHttpsOnly(_) => Refused::new("the host redirects from https to http"),
        Error::TooManyRedirects | Error::RedirectFailed => {
            Refused::new(format!("the host redirects more than {MOST_REDIRECTS} times"))
        }
        Error::HostNotFound => Refused::new("the host does not exist"),
        error => Refused::new(format!("cannot fetch the page: {error}")),
    }
}

/// Whether HTML contains scripts and nearly no visible text.
fn is_script(bytes: &[u8]) -> bool {
    const LEAST: usize = 200;
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    text.contains("<script") && visible(&text).take(LEAST).count() < LEAST
}

/// The characters of lower-case HTML outside tags, scripts and styles.
fn visible(html: &str) -> impl Iterator<Item = char> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let next = rest.chars().next()?;
            if next != '<' {
                rest = rest.get(next.len_utf8()..)?;
                if next.is_whitespace() {
                    continue;
                }
                return Some(next);
            }
            let silent = ["script", "style", "noscript", "head", "template"];
            let name = silent.iter().find(|name| {
                let after = rest.get(1..).and_then(|tag| tag.strip_prefix(**name));
                after.is_some_and(|after| after.starts_with(['>', ' ', '\n', '\t', '\r']))
            });
            let end = name.map_or_else(|| ">".to_owned(), |name| format!("</{name}"));
            rest = rest.get(rest.find(&end)? + end.len()..)?;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{check_url, is_script, is_url, retry_after, shown};
    use std::time::Duration;
    use ureq::http::{HeaderMap, HeaderValue};

    #[test]
    fn a_page_without_visible_text_is_a_script() {
        let long = "Lists the backups of an instance. ".repeat(20);
        let shell = format!(
            "<html><head><title>{long}</title></head><body><div id=app></div><script>{long}</script></body></html>"
        );
        let page = format!("<html><head></head><body><script>start()</script><p>{long}</p></body></html>");
        assert!(is_script(shell.as_bytes()));
        assert!(!is_script(page.as_bytes()));
        assert!(!is_script(b"Lists backups."));
    }

    #[test]
    fn urls_are_recognised_and_shown_without_password() {
        assert!(is_url("HTTPS://docs.example.com/a") && is_url("ftp://x") && !is_url("pages/a.html"));
        assert!(check_url("HTTPS://docs.example.com/a@b").is_ok());
        assert!(check_url("ftp://docs.example.com/a").is_err());
        assert!(check_url("https://user:fake-secret@docs.example.com/a").is_err());
        assert_eq!(
            shown("https://user:fake-secret@docs.example.com/a@b"),
            "https://***@docs.example.com/a@b"
        );
        assert_eq!(shown("https://docs.example.com/a@b"), "https://docs.example.com/a@b");
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let mut headers = HeaderMap::new();
        assert_eq!(retry_after(&headers), None);
        headers.insert("retry-after", HeaderValue::from_static("7"));
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(7)));
        headers.insert("retry-after", HeaderValue::from_static("99999999999999999999999"));
        assert_eq!(retry_after(&headers), Some(Duration::MAX));
        headers.insert("retry-after", HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
    }
}
