//! Products: their names on the wire, by what pages call them.

/// Host labels that are not the product's name.
const HOSTS: &[(&str, &str)] = &[("mongodb", "dds"), ("dds", "dds")];

/// Titles of the database products, in lower case. The longest that fits counts.
const TITLES: &[(&str, &str)] = &[
    ("apsaradb for mongodb", "dds"),
    ("云数据库 mongodb", "dds"),
    ("云数据库mongodb", "dds"),
    ("apsaradb rds", "rds"),
    ("apsaradb for rds", "rds"),
    ("云数据库 rds", "rds"),
    ("云数据库rds", "rds"),
    ("apsaradb for redis", "r-kvstore"),
    ("tair (redis® oss-compatible)", "r-kvstore"),
    ("tair", "r-kvstore"),
    ("云数据库 redis", "r-kvstore"),
    ("云数据库 tair", "r-kvstore"),
    ("polardb", "polardb"),
    ("云原生数据库 polardb", "polardb"),
    ("polardb-x", "polardbx"),
    ("apsaradb for hbase", "hbase"),
    ("云数据库 hbase", "hbase"),
    ("apsaradb for clickhouse", "clickhouse"),
    ("云数据库 clickhouse", "clickhouse"),
    ("analyticdb for postgresql", "gpdb"),
    ("analyticdb for mysql", "adb"),
    ("data transmission service", "dts"),
    ("data management", "dms-enterprise"),
];

/// The product of a host such as `mongodb.aliyuncs.com` or `rds.cn-hangzhou.aliyuncs.com`.
pub(super) fn of_host(host: &str) -> Option<String> {
    let label = host.strip_suffix(".aliyuncs.com")?.split('.').next()?;
    let plain = !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let known = HOSTS.iter().find(|(host, _)| *host == label).map(|(_, product)| (*product).to_owned());
    known.or_else(|| plain.then(|| label.to_owned()))
}

/// The product of a page's title: `ApsaraDB for MongoDB:DescribeBackups`.
pub(super) fn of_title(title: &str) -> Option<String> {
    let (product, _) = title.rsplit_once([':', '：'])?;
    let product = product.trim().to_lowercase();
    let fits = TITLES.iter().filter(|(title, _)| product.starts_with(title));
    fits.max_by_key(|(title, _)| title.len()).map(|(_, wire)| (*wire).to_owned())
}
