//! Proxies of the environment that cannot be used. They cause an error; a call never bypasses them.
//!
//! The HTTP client reads the variables itself, as curl does, and ignores what it does not understand. So the same
//! variables are read here, only to find faults. A fault fails the calls that would go through the proxy, by `NO_PROXY`
//! and the scheme of the endpoint, and no others.

use std::ffi::OsString;
use std::net::IpAddr;

use http::Uri;

const SOCKS: [&str; 4] = ["socks4", "socks4a", "socks5", "socks5h"];

/// What is wrong with the proxies that the environment names.
#[derive(Debug, Default)]
pub(crate) struct ProxyFaults {
    /// For `http://` and for `https://`.
    faults: [Option<String>; 2],
    /// The hosts that are called directly, as `NO_PROXY` lists them.
    direct: String,
}

impl ProxyFaults {
    /// The faults in this process's environment.
    pub(crate) fn from_process() -> Self {
        Self::read(|name| std::env::var_os(name))
    }

    /// The faults in an environment whose variables `lookup` returns.
    fn read(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        // In a CGI program `HTTP_PROXY` is a header of the request, so the HTTP client uses no proxy.
        if lookup("REQUEST_METHOD").is_some() {
            return Self::default();
        }
        let first = |name: &str| {
            let names = [name.to_owned(), name.to_ascii_lowercase()];
            names.into_iter().find_map(|name| lookup(&name).map(|value| (name, value)))
        };
        let proxy = |name: &str| first(name).filter(|(_, value)| !value.to_string_lossy().trim().is_empty());
        let fault = |name: &str| {
            let (name, value) = proxy(name).or_else(|| proxy("ALL_PROXY"))?;
            value_fault(value.to_str()).map(|why| format!("the environment variable {name} {why}"))
        };
        Self {
            faults: [fault("HTTP_PROXY"), fault("HTTPS_PROXY")],
            direct: first("NO_PROXY").and_then(|(_, hosts)| hosts.into_string().ok()).unwrap_or_default(),
        }
    }

    /// Why a request to `uri` cannot go through its proxy.
    pub(crate) fn fault(&self, uri: &Uri) -> Option<&str> {
        let [http, https] = &self.faults;
        let fault = if uri.scheme_str() == Some("http") { http } else { https };
        fault.as_deref().filter(|_| !is_listed(&self.direct, uri.host().unwrap_or_default()))
    }
}

/// What is wrong with the value of a proxy's variable, without the value: it may hold a password.
fn value_fault(value: Option<&str>) -> Option<String> {
    let malformed = || Some("is no URL of a proxy; expected one like http://proxy.example:3128".to_owned());
    let Some(uri) = value.and_then(|value| value.parse::<Uri>().ok()) else { return malformed() };
    let Some(authority) = uri.authority() else { return malformed() };
    let host = authority.as_str().rsplit('@').next().unwrap_or_default();
    if reqwest::Url::parse(&format!("http://{host}/")).is_err() {
        return malformed();
    }
    match uri.scheme_str() {
        None | Some("http" | "https") => None,
        Some(scheme) if SOCKS.contains(&scheme) && cfg!(feature = "socks") => None,
        Some(scheme) if SOCKS.contains(&scheme) => {
            Some("names a SOCKS proxy, which needs the feature `socks` of the crate clouddb".to_owned())
        }
        Some(scheme) => Some(format!(
            "names a proxy of the scheme `{scheme}`; expected http, https or {}",
            SOCKS.join(", ")
        )),
    }
}

/// Whether `NO_PROXY` lists `host`: by name, by a domain above it, by address or by network, or all hosts by `*`.
fn is_listed(list: &str, host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    let address = host.parse::<IpAddr>().ok();
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| match address {
        _ if entry == "*" => true,
        Some(address) => is_within(entry, address),
        None => {
            let domain = entry.strip_prefix('.').unwrap_or(entry).to_ascii_lowercase();
            let above = host.strip_suffix(&domain);
            above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        }
    })
}

/// Whether `address` is `entry`, or in the network that it names: `10.0.0.0/8`.
fn is_within(entry: &str, address: IpAddr) -> bool {
    let (network, length) = match entry.split_once('/') {
        Some((network, length)) => (network, length.parse::<u32>().ok()),
        None => (entry, Some(128)),
    };
    match (network.parse(), address, length) {
        (Ok(IpAddr::V4(network)), IpAddr::V4(address), Some(length)) => {
            let differing = network.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= length.min(32)
        }
        (Ok(IpAddr::V6(network)), IpAddr::V6(address), Some(length)) => {
            let differing = network.to_bits() ^ address.to_bits();
            differing.leading_zeros() >= length
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(variables: &[(&str, &str)], url: &str) -> Option<String> {
        let lookup =
            |name: &str| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| value.into());
        ProxyFaults::read(lookup).fault(&url.parse().unwrap()).map(str::to_owned)
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_named_without_its_password() {
        for value in [
            "http://user:fakeSecret0001@",
            "http://user:fakeSecret0001#@proxy:80",
            "http://user:fakeSecret0001@proxy:port",
            "http://proxy:99999",
            "http://pro xy",
            " http://proxy",
            "http://",
            "/proxy",
            "ftp://user:fakeSecret0001@proxy",
            "SOCKS5://proxy",
        ] {
            for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
                let fault = fault(&[(name, value)], "https://a.example").unwrap();
                assert!(fault.contains(name) && !fault.contains("fakeSecret0001"), "{value}: {fault}");
            }
        }
        for name in ["HTTP_PROXY", "http_proxy", "all_proxy"] {
            assert!(fault(&[(name, "?")], "http://a.example").unwrap().contains(name));
        }
    }

    #[cfg(not(feature = "socks"))]
    #[test]
    fn a_socks_proxy_names_the_feature() {
        for scheme in SOCKS {
            let value = format!("{scheme}://user:fakeSecret0001@127.0.0.1:1080");
            let fault = fault(&[("HTTPS_PROXY", &value)], "https://a.example").unwrap();
            assert!(fault.contains("HTTPS_PROXY") && fault.contains("`socks`"), "{fault}");
            assert!(!fault.contains("fakeSecret0001"));
        }
    }

    #[cfg(feature = "socks")]
    #[test]
    fn a_socks_proxy_can_be_used() {
        for scheme in SOCKS {
            assert_eq!(
                fault(&[("ALL_PROXY", &format!("{scheme}://127.0.0.1:1"))], "https://a.example"),
                None
            );
        }
    }

    #[test]
    fn a_variable_without_a_fault_is_not_one() {
        for value in
            ["", " ", "proxy", "proxy:3128", "http://my_proxy:3128/", "https://u:p%40w@proxy", "[::1]:80"]
        {
            assert_eq!(fault(&[("HTTPS_PROXY", value)], "https://a.example"), None, "{value}");
        }
        assert_eq!(fault(&[], "https://a.example"), None);
    }

    #[test]
    fn the_variable_that_counts_is_the_one_that_the_http_client_reads() {
        let bad = "ftp://x";
        assert_eq!(fault(&[("HTTP_PROXY", bad)], "https://a.example"), None);
        assert_eq!(fault(&[("HTTPS_PROXY", bad)], "http://a.example"), None);
        assert_eq!(fault(&[("HTTPS_PROXY", "proxy"), ("https_proxy", bad)], "https://a.example"), None);
        assert_eq!(fault(&[("HTTPS_PROXY", "proxy"), ("ALL_PROXY", bad)], "https://a.example"), None);
        assert_eq!(fault(&[("HTTPS_PROXY", bad), ("REQUEST_METHOD", "GET")], "https://a.example"), None);
        // The client would skip the first and use the second, or none.
        assert!(fault(&[("HTTPS_PROXY", bad), ("ALL_PROXY", "proxy")], "https://a.example").is_some());
        assert!(fault(&[("HTTPS_PROXY", ""), ("ALL_PROXY", bad)], "https://a.example").is_some());
    }

    #[test]
    fn hosts_that_are_called_directly_need_no_proxy() {
        let is_direct =
            |list: &str, url: &str| fault(&[("ALL_PROXY", "ftp://x"), ("NO_PROXY", list)], url).is_none();
        for (list, url) in [
            ("*", "https://a.example"),
            ("b.example, A.example", "https://a.EXAMPLE:444"),
            (".example", "https://a.example"),
            ("example", "https://a.example"),
            ("127.0.0.1", "http://127.0.0.1:80"),
            ("10.0.0.0/8,127.0.0.0/8", "http://127.9.9.9"),
            ("0.0.0.0/0", "http://127.0.0.1"),
            ("::1", "http://[::1]:80"),
            ("fe80::/10", "http://[febf::1]"),
        ] {
            assert!(is_direct(list, url), "{list} {url}");
        }
        for (list, url) in [
            ("", "https://a.example"),
            ("xample", "https://a.example"),
            ("b.a.example", "https://a.example"),
            ("127.0.0.2", "http://127.0.0.1"),
            ("126.0.0.0/8", "http://127.0.0.1"),
            ("10.0.0.0/x", "http://10.0.0.0"),
            ("::1", "http://127.0.0.1"),
        ] {
            assert!(!is_direct(list, url), "{list} {url}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_no_text_is_a_fault() {
        use std::os::unix::ffi::OsStringExt;
        let lookup = |name: &str| (name == "HTTPS_PROXY").then(|| OsString::from_vec(vec![b'h', 0xff]));
        let faults = ProxyFaults::read(lookup);
        assert!(faults.fault(&Uri::from_static("https://a.example")).unwrap().contains("HTTPS_PROXY"));
    }
}
