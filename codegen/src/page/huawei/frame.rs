//! What surrounds the operation: title, date, service, permission.

use super::sections::{Part, Sections};
use crate::page::document::{Block, Text};
use crate::page::facts::Found;

/// Names of services in breadcrumbs, in lower case, and on the wire. Longer names first.
const SERVICES: &[(&str, &str)] = &[
    ("document database service", "dds"),
    ("文档数据库服务", "dds"),
    ("relational database service", "rds"),
    ("云数据库 rds", "rds"),
    ("distributed cache service", "dcs"),
    ("分布式缓存服务", "dcs"),
    ("distributed database middleware", "ddm"),
    ("分布式数据库中间件", "ddm"),
    ("data replication service", "drs"),
    ("数据复制服务", "drs"),
    ("data admin service", "das"),
    ("数据管理服务", "das"),
    ("database and application migration", "ugo"),
    ("geminidb", "gaussdb-nosql"),
    ("gaussdb(for mysql)", "gaussdb"),
    ("taurusdb", "gaussdb"),
    ("gaussdb", "gaussdb-opengauss"),
];

/// Headings that follow the title.
const FIRST_HEADINGS: &[&str] = &[
    "function",
    "functions",
    "description",
    "api description",
    "function description",
    "introduction",
    "功能介绍",
    "功能说明",
    "接口说明",
    "接口描述",
    "uri",
];

/// The words before a date.
const UPDATED: &[&str] =
    &["updated on", "updated at", "last updated", "last updated on", "更新时间", "最近更新时间", "最近更新"];

/// What the lines around the operation say.
pub(super) struct Frame {
    pub title: Option<Found<String>>,
    pub action: Option<Found<String>>,
    pub updated: Option<Found<String>>,
    pub service: Option<Found<String>>,
    pub permission: Option<Found<String>>,
}

impl Frame {
    pub fn of(sections: &Sections<'_>, all: &[Block]) -> Self {
        let front: Vec<&Text> = sections.blocks(Part::Front).iter().filter_map(Block::text).collect();
        let crumbs = front.iter().find_map(|line| breadcrumb(&line.text).map(|crumbs| (*line, crumbs)));
        let title = title(
            sections.blocks(Part::Front),
            &front,
            crumbs.as_ref().and_then(|(_, crumbs)| crumbs.last().copied()),
        );
        let action =
            title.as_ref().and_then(|title| Some(Found::new(action(&title.value)?.to_owned(), title.line)));
        let updated = all
            .iter()
            .filter_map(Block::text)
            .find_map(|line| Some(Found::new(updated(&line.text)?, line.line)));
        let permission = permission(sections.blocks(Part::Front));
        let crumb = crumbs.and_then(|(line, crumbs)| {
            crumbs.iter().find_map(|crumb| service(crumb)).map(|service| Found::new(service, line.line))
        });
        Self { title, action, updated, service: crumb, permission }
    }
}

/// `Help Center> Document Database Service> API Reference> …`, `文档首页/ 文档数据库服务 DDS/ API参考/ …`
fn breadcrumb(line: &str) -> Option<Vec<&str>> {
    let cut = |by: char| line.split(by).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let start = ["Help Center", "文档首页", "帮助中心", "API Reference", "API参考"];
    [cut('>'), cut('/'), cut('›')]
        .into_iter()
        .find(|parts| parts.len() > 2 && parts.iter().any(|part| start.contains(part)))
}

fn service(crumb: &str) -> Option<String> {
    let lower = crumb.to_lowercase();
    SERVICES.iter().find(|(name, _)| lower.starts_with(name)).map(|(_, service)| (*service).to_owned())
}

fn title(blocks: &[Block], front: &[&Text], crumb: Option<&str>) -> Option<Found<String>> {
    let found = |line: &Text| Found::new(line.text.clone(), line.line);
    if let Some(line) = crumb.and_then(|crumb| front.iter().find(|line| line.text == crumb)) {
        return Some(found(line));
    }
    let is_meta = |line: &Text| {
        updated(&line.text).is_some() || breadcrumb(&line.text).is_some() || line.text.starts_with(':')
    };
    let is_first =
        |line: &Text| FIRST_HEADINGS.contains(&line.text.to_lowercase().trim_end_matches([':', '：']));
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    if let Some(heading) = heading.filter(|heading| !is_first(heading)) {
        return Some(found(heading));
    }
    // The line above the first heading; without one, the page's first line.
    let before = front.iter().position(|line| is_first(line)).unwrap_or(1);
    front.get(..before)?.iter().rev().find(|line| !is_meta(line)).map(|line| found(line))
}

/// The operation's name behind a title: `查询备份列表 - ListBackups`.
fn action(title: &str) -> Option<&str> {
    let (_, name) = title.rsplit_once(['-', '–', '—'])?;
    let name = name.trim();
    let mut chars = name.chars();
    let is_reference = chars.next()?.is_ascii_uppercase()
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.chars().any(|c| c.is_ascii_lowercase())
        && name.chars().filter(char::is_ascii_uppercase).count() > 1;
    is_reference.then_some(name)
}

/// `Updated on 2025-12-05 GMT+08:00`, `更新时间：2025-12-05`, `Updated at Nov 12, 2019`
fn updated(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let word = UPDATED.iter().filter(|word| lower.starts_with(*word)).max_by_key(|word| word.len())?;
    let rest = lower.get(word.len()..)?.trim_start_matches([':', '：', ' ']);
    let numbers: Vec<u32> = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let named = (1_u32..).zip(months).find(|(_, month)| rest.starts_with(month)).map(|(number, _)| number);
    let (year, month, day) = match (named, numbers.as_slice()) {
        (Some(month), [day, year, ..]) => (*year, month, *day),
        (None, [year, month, day, ..]) => (*year, *month, *day),
        _ => return None,
    };
    let is_date = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The first action of the page's permissions: `dds:backup:list`.
fn permission(front: &[Block]) -> Option<Found<String>> {
    let cells = front.iter().flat_map(|block| match block {
        Block::Table(table) => {
            let cells =
                table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.line, cell.text())));
            cells.collect()
        }
        block => block.text().map(|text| vec![(text.line, text.text.clone())]).unwrap_or_default(),
    });
    cells.into_iter().find(|(_, text)| is_action(text)).map(|(line, text)| Found::new(text, line))
}

/// `dds:backup:list`
fn is_action(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let plain = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    parts.len() == 3 && parts.iter().all(plain) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{action, breadcrumb, is_action, service, updated};

    #[test]
    fn dates_of_all_frames() {
        assert_eq!(updated("Updated on 2025-12-05 GMT+08:00").as_deref(), Some("2025-12-05"));
        assert_eq!(updated("更新时间：2025-12-05 GMT+08:00").as_deref(), Some("2025-12-05"));
        assert_eq!(updated("Updated at: Nov 12, 2019 GMT+08:00").as_deref(), Some("2019-11-12"));
        assert_eq!(updated("Updated on the console"), None);
        assert_eq!(updated("Indicates the time"), None);
    }

    #[test]
    fn breadcrumbs_name_the_service() {
        let read =
            |line: &str| breadcrumb(line).and_then(|crumbs| crumbs.iter().find_map(|crumb| service(crumb)));
        assert_eq!(
            read("Help Center> Document Database Service> API Reference> Backups").as_deref(),
            Some("dds")
        );
        assert_eq!(read("文档首页/ 文档数据库服务 DDS/ API参考/ 备份").as_deref(), Some("dds"));
        assert_eq!(read("Lists backups of the Document Database Service"), None);
    }

    #[test]
    fn titles_can_end_with_the_operation() {
        assert_eq!(action("查询备份列表 - ListBackups"), Some("ListBackups"));
        assert_eq!(action("Restoring Data - Overview"), None);
        assert_eq!(action("Querying Point-in-Time Backups"), None);
    }

    #[test]
    fn permissions_have_three_parts() {
        assert!(is_action("dds:backup:listAll"));
        assert!(!is_action("hh:mm:ss Z") && !is_action("g:EnterpriseProjectId"));
    }
}
