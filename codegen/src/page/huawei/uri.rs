//! Method, path and host: the line under "URI", and the requests that the page shows.

use std::collections::HashSet;

use crate::page::document::Block;
use crate::page::facts::{Doubt, Found};

use super::sections::{Part, Sections};

/// What the page says about the operation's address.
#[derive(Debug, Default)]
pub(super) struct Uri {
    /// `GET`.
    pub method: Option<Found<String>>,
    /// `/v3/{project_id}/backups`.
    pub path: Option<Found<String>>,
    /// `v3`.
    pub version: Option<Found<String>>,
    /// The host of an example, or `{Endpoint}`.
    pub host: Option<Found<String>>,
    /// What the host's place holder or first label calls the service.
    pub service: Option<Found<String>>,
    in_path: HashSet<String>,
    in_query: HashSet<String>,
}

impl Uri {
    /// Reads it from the whole page.
    pub fn of(sections: &Sections<'_>, doubts: &mut Vec<Doubt>) -> Self {
        let addresses: Vec<Address> = lines(sections.blocks(Part::Uri)).filter_map(Address::of).collect();
        // The format is the line with a verb or with place holders; a bare URL beside it is an example.
        let format = addresses
            .iter()
            .find(|one| one.method().is_some() && one.is_format())
            .or_else(|| addresses.iter().find(|one| one.is_format()))
            .or_else(|| addresses.iter().find(|one| one.verb.is_some() || one.host.is_none()));
        let requests: Vec<Address> = lines(sections.body()).filter_map(Address::of).collect();
        let mut uri = Self::default();
        let Some(format) = format else {
            let line = sections.blocks(Part::Uri).first().map_or(0, Block::line);
            let text = "method and path are not on the page: the line under \"URI\" is missing";
            doubts.push(Doubt { line, text: text.to_owned() });
            return uri;
        };
        let root = format.root();
        let open = root.is_some_and(|root| root.starts_with('{'));
        let same = || requests.iter().filter(|one| open || one.root() == root);
        uri.method = format
            .method()
            .or_else(|| lines(sections.blocks(Part::Uri)).find_map(labelled))
            // A translation can lose the verb; the request that the page shows has it still.
            .or_else(|| same().filter(|one| format.shape_is(&one.path)).find_map(Address::method));
        if uri.method.is_none() {
            let text = format!("{:?} is no HTTP method", format.verb.as_deref().unwrap_or_default());
            doubts.push(Doubt { line: format.line, text });
        }
        uri.path = Some(Found::new(format.path.clone(), format.line));
        // Some of the oldest paths have the service in front: `/rds/v1/…`.
        uri.version = (format.path.split('/').skip(1).take(2).find(|part| is_version(part)))
            .map(|version| Found::new(version.to_owned(), format.line));
        uri.in_path = placeholders(&format.path);
        uri.in_query = format.query.iter().cloned().collect();
        let real = || same().find(|one| one.host.as_deref().is_some_and(is_host));
        let holder = || same().find(|one| one.host.as_deref().is_some_and(|host| host.starts_with('{')));
        // A place holder says nothing but that it is one, whatever it is called.
        uri.host = real()
            .and_then(|one| one.host.clone().map(|host| Found::new(host, one.line)))
            .or_else(|| holder().map(|one| Found::new("{Endpoint}".to_owned(), one.line)));
        uri.service = same()
            .filter(|one| one.host.as_deref().is_some_and(|host| !is_host(host)))
            .chain(real())
            .find_map(|one| service(one.host.as_deref()?).map(|service| Found::new(service, one.line)));
        uri
    }

    /// Whether the path has this parameter.
    pub fn has_in_path(&self, name: &str) -> bool {
        self.in_path.contains(name)
    }

    /// Whether the query has this parameter.
    pub fn has_in_query(&self, name: &str) -> bool {
        self.in_query.contains(name)
    }

    /// The names in the path that are none of these.
    pub fn missing<'a>(&'a self, names: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
        let mut missing: Vec<&str> = self.in_path.iter().map(String::as_str).collect();
        missing.retain(|holder| names.clone().all(|name| name != *holder));
        missing.sort_unstable();
        missing
    }

    /// Whether the address has this parameter.
    pub fn names(&self, name: &str) -> bool {
        self.has_in_path(name) || self.has_in_query(name)
    }
}

/// Whether a line is the first one of a request: a method and an address.
pub(super) fn is_request(line: &str) -> bool {
    Address::of((0, line)).is_some_and(|address| address.method().is_some())
}

/// All lines outside tables.
fn lines(blocks: &[Block]) -> impl Iterator<Item = (u32, &str)> {
    blocks.iter().flat_map(|block| {
        let (line, text) = match block {
            Block::Code(code) => (code.line, code.text.as_str()),
            Block::Table(_) => (0, ""),
            Block::Heading(text) => (text.line, text.text.as_str()),
            Block::Line(found) => (found.text.line, found.text.text.as_str()),
        };
        text.lines().zip(line..).map(|(text, line)| (line, text))
    })
}

/// A line with an address: `GET https://{Endpoint}/v3/{project_id}/backups?limit={limit}`.
#[derive(Debug)]
struct Address {
    line: u32,
    verb: Option<String>,
    host: Option<String>,
    path: String,
    query: Vec<String>,
}

impl Address {
    fn of((line, text): (u32, &str)) -> Option<Self> {
        // `https://DDS endpoint/v3/…`
        let text = tidy(text).replace(" endpoint/", "_endpoint/").replace(" Endpoint/", "_endpoint/");
        let start = ["https://", "http://"]
            .iter()
            .filter_map(|scheme| text.find(scheme))
            .min()
            .or_else(|| text.starts_with('/').then_some(0))
            .or_else(|| text.find(" /").map(|at| at + 1))
            .or_else(|| text.find("：/").map(|at| at + '：'.len_utf8()))?;
        let (before, address) = text.split_at(start);
        let before = before.trim().trim_end_matches([':', '：']).trim_end();
        // A saved page can have the label on the same line: `URI format GET /v3/…`.
        let label = ["URI format ", "URI格式 "].iter().find_map(|label| before.strip_prefix(label));
        let before = label.unwrap_or(before).trim_start();
        // A verb is one word, or two where it was translated; a sentence is no address.
        if before.split(' ').count() > 2 || before.contains(['"', ',', '，', '。', '<']) {
            return None;
        }
        let address = address.split(' ').next()?.trim_end_matches(['.', '。', ',', ';']);
        let (host, rest) = match address.split_once("://") {
            Some((_, rest)) => {
                let at = rest.find('/').unwrap_or(rest.len());
                (Some(rest.get(..at)?.to_owned()), rest.get(at..)?)
            }
            None => (None, address),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let names = |part: &str| {
            part.split('=').next().unwrap_or_default().trim_matches(['{', '}', '[', ']']).to_owned()
        };
        Some(Self {
            line,
            verb: (!before.is_empty()).then(|| before.to_owned()),
            host,
            path: if path.is_empty() { "/".to_owned() } else { path.to_owned() },
            query: query.split('&').map(names).filter(|name| !name.is_empty()).collect(),
        })
    }

    fn is_format(&self) -> bool {
        self.path.contains('{') || self.host.as_deref().is_some_and(|host| host.starts_with('{'))
    }

    /// The first part of the path: the version.
    fn root(&self) -> Option<&str> {
        self.path.split('/').nth(1)
    }

    fn method(&self) -> Option<Found<String>> {
        method(self.verb.as_deref()?).map(|method| Found::new(method, self.line))
    }

    /// Whether `path` is this format with values in its place holders.
    fn shape_is(&self, path: &str) -> bool {
        let (ours, theirs): (Vec<_>, Vec<_>) = (self.path.split('/').collect(), path.split('/').collect());
        ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(our, their)| our.contains('{') || our == their)
    }
}

/// HTTP methods, and what translators make of them.
const METHODS: &[(&str, &[&str])] = &[
    ("GET", &["GET", "获取", "得到", "取得", "获得", "가져오기", "OBTENER", "OBTENIR", "OBTER", "ERHALTEN"]),
    ("POST", &["POST", "发布", "张贴", "帖子", "邮政", "提交", "投稿", "게시", "PUBLICAR", "PUBLIER"]),
    ("PUT", &["PUT", "放", "放置", "置", "置く", "PONER", "METTRE", "COLOCAR"]),
    ("DELETE", &["DELETE", "删除", "削除", "삭제", "ELIMINAR", "SUPPRIMER", "EXCLUIR", "LÖSCHEN"]),
    ("PATCH", &["PATCH", "补丁", "修补"]),
    ("HEAD", &["HEAD"]),
];

fn method(verb: &str) -> Option<String> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(verb));
    METHODS.iter().find(|(_, words)| is(words)).map(|(method, _)| (*method).to_owned())
}

/// `Method: POST`, where the oldest pages have it on a line of its own.
fn labelled((line, text): (u32, &str)) -> Option<Found<String>> {
    let (label, verb) = text.split_once([':', '：'])?;
    let is_label = ["method", "方法", "请求方法"].contains(&label.trim().to_lowercase().as_str());
    method(verb.trim()).filter(|_| is_label).map(|method| Found::new(method, line))
}

/// Without escapes, markup and the blanks that break place holders: `{begin \_time}`.
fn tidy(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '`' => continue,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ' ' if depth > 0 => continue,
            _ => {}
        }
        out.push(c);
    }
    out.trim().to_owned()
}

fn placeholders(path: &str) -> HashSet<String> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

fn is_version(root: &str) -> bool {
    let number = root.strip_prefix(['v', 'V']).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    labels.len() > 2 && labels.iter().all(is_label)
}

/// The service that a host names: `dds` of `dds.eu-de.example.com`, of `{dds_endpoint}` and of `DDS的Endpoint`.
fn service(host: &str) -> Option<String> {
    let name = if is_host(host) {
        host.split('.').next()?
    } else {
        let host = host.trim_matches(['{', '}']);
        let at = host.to_lowercase().find("endpoint")?;
        host.get(..at)?.trim_end_matches(['_', '-', ' ', '的'])
    };
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (!name.is_empty() && plain).then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Address, service};

    fn address(text: &str) -> Option<Address> {
        Address::of((1, text))
    }

    #[test]
    fn addresses_are_read_whatever_a_copy_did_to_them() {
        let read = address(
            r"GET https://{Endpoint}/v3/\{project\_id\}/backups?begin_time={begin \_time}&tags={key}={value}",
        )
        .unwrap();
        assert_eq!(read.path, "/v3/{project_id}/backups");
        assert_eq!(read.query, ["begin_time", "tags"]);
        assert_eq!(read.host.as_deref(), Some("{Endpoint}"));
        assert_eq!(read.method().map(|found| found.value).as_deref(), Some("GET"));
        let translated = address("获取 /v3/{project_id}/backups").unwrap();
        assert_eq!(translated.method().map(|found| found.value).as_deref(), Some("GET"));
        assert_eq!(address("GET https://{Endpoint}/").unwrap().path, "/");
        assert_eq!(address("DELETE /v3/{id}").unwrap().path, "/v3/{id}");
        assert_eq!(
            address("PATH: /rds/v1/{project_id}/backups").unwrap().path,
            "/rds/v1/{project_id}/backups"
        );
        assert_eq!(address("PATH：/{version_id}/{id}/backups").unwrap().path, "/{version_id}/{id}/backups");
        let labelled = address("URI格式 PUT /v3/{project_id}/backups").unwrap();
        assert_eq!(labelled.method().map(|found| found.value).as_deref(), Some("PUT"));
        assert_eq!(address("GET https://DDS endpoint/v3/0a1b/x").unwrap().path, "/v3/0a1b/x");
    }

    #[test]
    fn sentences_are_no_addresses() {
        assert!(address("For the region, see https://example.com/v3/regions.").is_none());
        assert!(address("Specifies the instance ID.").is_none());
    }

    #[test]
    fn an_example_shows_the_method_that_a_translation_lost() {
        let format = address("/v3/{project_id}/backups").unwrap();
        assert!(format.method().is_none());
        assert!(format.shape_is("/v3/97b0/backups") && !format.shape_is("/v3/97b0/instances"));
    }

    #[test]
    fn hosts_and_place_holders_name_the_service() {
        assert_eq!(service("dds.eu-de.example.com").as_deref(), Some("dds"));
        assert_eq!(service("{dcs_endpoint}").as_deref(), Some("dcs"));
        assert_eq!(service("DDS的Endpoint").as_deref(), Some("dds"));
        assert_eq!(service("DDS_endpoint").as_deref(), Some("dds"));
        assert_eq!(service("{Endpoint}"), None);
    }
}
