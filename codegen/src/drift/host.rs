//! Whether a host that a page names is one of a service's.

/// Whether `host` is what `template` stands for. Placeholders of either stand for one label or a part of it.
pub(super) fn fits(template: &str, host: &str) -> bool {
    let (template, host) = (plain(template), plain(host));
    let template: Vec<&str> = template.split('.').collect();
    let host: Vec<&str> = host.split('.').collect();
    template.len() == host.len()
        && template.iter().zip(host).all(|(one, other)| {
            one == &other || (!one.is_empty() && !other.is_empty() && (*one == "*" || other == "*"))
        })
}

/// Whether a host tells nothing: it is a placeholder, or made of nothing else.
pub(super) fn is_placeholder(host: &str) -> bool {
    plain(host).split('.').all(|label| label == "*")
}

/// The host in lower case, with `*` for each label that is a placeholder.
fn plain(host: &str) -> String {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    let labels = host.split('.').map(|label| {
        let placeholder = label.contains(['{', '<', '$']) || label.starts_with('[');
        if placeholder { "*" } else { label }
    });
    labels.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{fits, is_placeholder};

    #[test]
    fn regions_are_any_label() {
        assert!(fits("mongodb.{region}.aliyuncs.com", "mongodb.cn-hangzhou.aliyuncs.com"));
        assert!(fits("dds.{region}.myhuaweicloud.com", "dds.{Region}.myhuaweicloud.com"));
        assert!(fits("redis.tencentcloudapi.com", "Redis.TencentCloudApi.com"));
    }

    #[test]
    fn other_services_and_domains_are_others() {
        assert!(!fits("dds.{region}.myhuaweicloud.com", "rds.cn-north-1.myhuaweicloud.com"));
        assert!(!fits("dds.{region}.myhuaweicloud.com", "dds.eu-de.otc.t-systems.com"));
        assert!(!fits("mongodb.aliyuncs.com", "mongodb.cn-hangzhou.aliyuncs.com"));
        assert!(!fits("redis.{region}.a.com", "redis..a.com"));
    }

    #[test]
    fn one_label_that_is_said_makes_a_host() {
        assert!(is_placeholder("{Endpoint}") && is_placeholder("{service}.{region}.{domain}"));
        assert!(!is_placeholder("{service}.example.com") && !is_placeholder("localhost"));
    }
}
