//! Hosts by region and site, and checks that a signed request goes to no other host.

use std::fmt;

use super::error::{Error, Result};
use super::url::shown;

/// The hosts of a service. A host may contain `{region}`.
#[derive(Debug)]
pub struct Endpoints {
    /// The host of every region that is not listed.
    pub host: &'static str,
    /// Hosts of other sites.
    pub sites: &'static [(Site, &'static str)],
    /// Hosts of other networks, by the vendor's name for the network.
    pub networks: &'static [(&'static str, &'static str)],
    /// Hosts of single regions, with priority over the site.
    pub regions: &'static [(&'static str, &'static str)],
}

/// A site of a vendor. Each has its own accounts and keys; on Tencent Cloud each has its own hosts as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Site {
    /// Mainland China.
    #[default]
    Mainland,
    /// The international site.
    International,
}

impl Endpoints {
    /// The endpoint of a region that [`check_region`] has accepted.
    pub(crate) fn resolve(
        &self,
        region: Option<&str>,
        site: Site,
        network: Option<&str>,
    ) -> Result<Endpoint> {
        let host = match network {
            Some(name) => {
                let listed = self.networks.iter().find(|(network, _)| *network == name);
                let known: Vec<&str> = self.networks.iter().map(|(network, _)| *network).collect();
                listed.map(|(_, host)| *host).ok_or_else(|| {
                    Error::config(format!(
                        "this service has no network `{name}`; known: {}",
                        known.join(", ")
                    ))
                })?
            }
            None => {
                let regional =
                    self.regions.iter().find(|(listed, _)| Some(*listed) == region).map(|(_, host)| *host);
                let of_site = self.sites.iter().find(|(listed, _)| *listed == site).map(|(_, host)| *host);
                regional.or(of_site).unwrap_or(self.host)
            }
        };
        let host = match region {
            Some(region) => host.replace("{region}", region),
            None if host.contains("{region}") => {
                return Err(Error::config("a region is needed; set `region` on the configuration"));
            }
            None => host.to_owned(),
        };
        Endpoint::parse(&host)
    }
}

/// Refuses a region that is not a plain DNS label: it becomes part of a host name and of headers.
pub(crate) fn check_region(region: &str) -> Result<()> {
    if is_label(region) && read_host(&format!("{region}.example")).is_some() {
        return Ok(());
    }
    Err(Error::config(format!(
        "the region {:?} is refused: a region is letters, digits and hyphens, like ap-guangzhou",
        shown(region)
    )))
}

/// A scheme, a host and optionally a port; never a path, a user or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    scheme: Scheme,
    host: String,
    port: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

impl Scheme {
    fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Endpoint {
    /// Parses a caller's endpoint: `host` or `host:port`, optionally after `https://` or `http://`.
    ///
    /// The host is kept as HTTP libraries send it: in lower case, and IPv6 addresses in their shortest form. A host
    /// that they read as another one, such as `127.1`, is refused.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let refused = |why: &str| Error::config(format!("the endpoint {:?} is refused: {why}", shown(text)));
        let (scheme, rest) = match text.split_once("://") {
            None => (Scheme::Https, text),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some(_) => return Err(refused("its scheme is neither https nor http")),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if let Some(odd) = rest.chars().find(|c| !c.is_ascii_alphanumeric() && !"-.:[]".contains(*c)) {
            return Err(refused(&format!(
                "{odd:?} has no place in a host name; give a host and perhaps a port, no more"
            )));
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                let digits = port.bytes().all(|c| c.is_ascii_digit());
                let port = port.parse().ok().filter(|port| digits && *port != 0);
                (host, Some(port.ok_or_else(|| refused("its port is no number from 1 to 65535"))?))
            }
            _ => (rest, None),
        };
        if !is_host(host) {
            return Err(refused("its host is no host name"));
        }
        let host = host.to_ascii_lowercase();
        let host = match read_host(&host) {
            Some(read) if read == host || host.starts_with('[') => read,
            Some(read) => {
                return Err(refused(&format!("its host is read as {read}; give that if it is meant")));
            }
            None => return Err(refused("its host is no host name")),
        };
        let port = port.filter(|port| *port != scheme.port());
        Ok(Self { scheme, host, port })
    }

    /// The host alone.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The port, or the scheme's default port.
    pub(crate) fn port(&self) -> u16 {
        self.port.unwrap_or_else(|| self.scheme.port())
    }

    /// The host, with the port if it is not the scheme's default: the text of `Host` and of signatures.
    pub(crate) fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}", self.authority())
    }
}

fn is_label(text: &str) -> bool {
    let edges = |c: Option<u8>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let bytes = text.as_bytes();
    bytes.len() <= 63
        && edges(bytes.first().copied())
        && edges(bytes.last().copied())
        && bytes.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'-')
}

fn is_host(text: &str) -> bool {
    text.starts_with('[') || (text.len() <= 253 && text.split('.').all(is_label))
}

/// The host that HTTP libraries read `host` as.
fn read_host(host: &str) -> Option<String> {
    let url = reqwest::Url::parse(&format!("https://{host}")).ok()?;
    url.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_a_host_and_no_more() {
        for (text, url) in [
            ("dds.example.com", "https://dds.example.com"),
            ("https://dds.example.com:443/", "https://dds.example.com"),
            ("HTTP://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("DDS.Example.com:8443", "https://dds.example.com:8443"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("http://[::1]", "http://[::1]"),
            ("[0:0:0:0:0:0:0:1]:0443", "https://[::1]"),
            ("[::FFFF:127.0.0.1]", "https://[::ffff:7f00:1]"),
            ("XN--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("1.2.3.4", "https://1.2.3.4"),
        ] {
            assert_eq!(Endpoint::parse(text).map(|endpoint| endpoint.to_string()).unwrap(), url, "{text}");
        }
        for text in [
            "",
            "https://",
            "ftp://a",
            "a/b",
            "a b",
            "user@evil.example",
            "a?x",
            "a#x",
            "a..b",
            "-a.example",
            "a:0",
            "a:70000",
            "a:",
            "a:+80",
            "x%2Fy",
            "a\r\nb",
            "ａ.example",
            "[::1",
            "a_b.example",
            "..",
            "a:80:90",
            "127.1",
            "1.2.3",
            "2130706433",
            "0x7f000001",
            "0X7F.1",
            "017700000001",
            "127.0.0.01",
            "1.2.3.4.",
            "a.example.",
            "a.0x7f",
            "1.2.3.256",
            "xn--a",
            "xn--a.example",
            "[fe80::1%25eth0]",
            "[::1%1]",
            "[127.0.0.1]",
            "[]",
            "[::1]a",
            "::1",
        ] {
            assert!(Endpoint::parse(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn a_refused_endpoint_shows_no_password() {
        for text in ["https://user:fakeSecret0001@a", "a?token=fakeSecret0001", "ftp://u:fakeSecret0001@a/b"]
        {
            let message = Endpoint::parse(text).unwrap_err().to_string();
            assert!(!message.contains("fakeSecret0001"), "{message}");
        }
    }

    #[test]
    fn a_region_is_one_label() {
        for region in ["ap-guangzhou", "cn-north-4", "xx-future-9", "a"] {
            assert!(check_region(region).is_ok(), "{region}");
        }
        for region in [
            "", "-a", "a-", "a.b", "a/b", "../x", "a@evil", "a:80", "a%2F", "a\r\nb", "a b", "١", "é",
            "xn--a",
        ] {
            assert!(check_region(region).is_err(), "{region:?} was taken");
        }
    }
}
