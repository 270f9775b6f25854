//! Checks and lowers endpoints.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Spanned};
use crate::model::{Endpoints, Site};
use crate::spec;

/// Checks host templates.
pub(super) fn check(endpoints: &spec::Endpoints, diagnostics: &mut Diagnostics) {
    for (name, _) in endpoints.networks.iter().chain(&endpoints.regions) {
        if !is_label(&name.value) {
            let message = format!("`{}` is not a valid name of a region or a network", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            diagnostics.push(diagnostic.help("use lower-case letters, digits and `-`"));
        }
    }
    for host in all_hosts(endpoints) {
        check_host(host, diagnostics);
    }
}

/// Lowers valid endpoints for one service.
pub(super) fn lower(endpoints: &spec::Endpoints, service: &str) -> Endpoints {
    let fill = |host: &Spanned<String>| host.value.replace("{service}", service);
    let pairs = |pairs: &[(Spanned<String>, Spanned<String>)]| {
        let mut out: Vec<_> = pairs.iter().map(|(name, host)| (name.value.clone(), fill(host))).collect();
        out.sort();
        out
    };
    let sites =
        endpoints.sites.iter().filter_map(|(site, host)| Some((Site::from_word(&site.value)?, fill(host))));
    let mut sites: Vec<_> = sites.collect();
    sites.sort();
    Endpoints {
        host: endpoints.host.as_ref().map(fill).unwrap_or_default(),
        sites,
        networks: pairs(&endpoints.networks),
        regions: pairs(&endpoints.regions),
    }
}

fn all_hosts(endpoints: &spec::Endpoints) -> impl Iterator<Item = &Spanned<String>> {
    let lists = [&endpoints.sites, &endpoints.networks, &endpoints.regions];
    let listed = lists.into_iter().flatten().map(|(_, host)| host);
    endpoints.host.iter().chain(listed)
}

fn check_host(host: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let mut bad = |span, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(Code::BadHost, span, message).help(help));
    };
    let text = host.value.as_str();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        plain.push_str(&rest[..open]);
        let start = text.len() - rest.len() + open;
        let Some(close) = rest[open..].find('}') else {
            bad(host.span.part(start..text.len()), "this brace is not closed".to_owned(), "write `{region}`");
            return;
        };
        let name = &rest[open + 1..open + close];
        if !matches!(name, "service" | "region") {
            let span = host.span.part(start..start + close + 1);
            bad(
                span,
                format!("`{{{name}}}` is not a placeholder of a host"),
                "a host can contain `{service}` and `{region}`",
            );
            return;
        }
        // A label in place of the placeholder.
        plain.push('x');
        rest = &rest[open + close + 1..];
    }
    plain.push_str(rest);
    let labels = plain.split('.').all(is_label);
    if !labels || !plain.contains('.') || plain.len() > 253 {
        let help = "a host has no scheme, port or path: `{service}.{region}.example.com`";
        bad(host.span, format!("`{text}` is not a host name"), help);
    }
}

fn is_label(label: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(good)
        && !label.starts_with('-')
        && !label.ends_with('-')
}
