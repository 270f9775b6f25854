//! Which operation a page is about: title, action, product, date, host, permission.

use crate::page::document::{Block, Document, Text};
use crate::page::facts::{Facts, Field, Found};

use super::product;
use super::row::is_reference;
use super::sections::{Part, Sections};

/// Fills in what the page says about the operation as a whole. Parameters and examples are read already.
pub(super) fn read(document: &Document, sections: &Sections<'_>, facts: &mut Facts) {
    let preamble: Vec<&Text> = preamble(document, sections);
    facts.updated = updated(&preamble);
    facts.title = title(&preamble);

    let requests = || facts.examples.iter().filter(|example| example.is_request);
    facts.host = requests().find_map(|example| {
        let (line, host) =
            example.text.lines().zip(example.line..).find_map(|(text, line)| Some((line, host(text)?)))?;
        Some(Found::new(host.to_owned(), line))
    });
    let argument = |name: &str| {
        requests().find_map(|example| {
            let mut lines = example.text.lines().zip(example.line..);
            lines.find_map(|(text, line)| Some(Found::new(argument(text, name)?.to_owned(), line)))
        })
    };
    facts.version = argument("Version").filter(|version| is_date(&version.value));

    let titled = facts.title.as_ref().and_then(|title| {
        let name = title.value.rsplit([':', '：']).next().unwrap_or_default();
        let name = name.trim().split(' ').next().unwrap_or_default();
        is_action(name).then(|| Found::new(name.to_owned(), title.line))
    });
    let row = |field: &&Field| field.name == "Action";
    let shown = facts.params.iter().find(row).and_then(|field| {
        let action = field.example.as_deref().filter(|action| is_action(action))?;
        Some(Found::new(action.to_owned(), field.line))
    });
    let sent = argument("Action").filter(|action| is_action(&action.value));
    facts.permission =
        permission(sections, titled.as_ref().or(sent.as_ref()).map(|action| action.value.as_str()));
    let permitted = facts.permission.as_ref().and_then(|permission| {
        let (_, action) = permission.value.split_once(':')?;
        is_action(action).then(|| Found::new(action.to_owned(), permission.line))
    });
    facts.action = titled.or(sent).or(shown).or(permitted);

    facts.product = [
        facts.permission.as_ref().and_then(|permission| {
            let (product, _) = permission.value.split_once(':')?;
            Some(Found::new(product.to_lowercase(), permission.line))
        }),
        resource(sections),
        facts.host.as_ref().and_then(|host| Some(Found::new(product::of_host(&host.value)?, host.line))),
        facts.title.as_ref().and_then(|title| Some(Found::new(product::of_title(&title.value)?, title.line))),
    ]
    .into_iter()
    .flatten()
    .next();
}

/// What stands before the first section. Where that is nothing, the first lines of the page.
fn preamble<'a>(document: &'a Document, sections: &Sections<'a>) -> Vec<&'a Text> {
    let section = sections.iter().find(|section| section.part == Part::Preamble);
    let blocks = section.map_or(document.blocks.as_slice(), |section| section.blocks);
    blocks.iter().filter_map(Block::text).collect()
}

const CHROME: &[&str] = &[
    "all products",
    "search",
    "document center",
    "all product",
    "home",
    "官方文档",
    "文档中心",
    "全部产品",
    "所有产品",
    "输入文档关键字查找",
    "搜索",
    "首页",
    "help center",
    "alibaba cloud",
    "阿里云",
    "console",
    "控制台",
];

/// The heading: the line that ends with the operation's name, else the first one that is not the site's.
fn title(preamble: &[&Text]) -> Option<Found<String>> {
    let mut own = preamble.iter().filter(|text| !CHROME.contains(&text.text.to_lowercase().as_str()));
    let named = own.clone().find(|text| {
        let last = text.text.rsplit([':', '：']).next().unwrap_or_default().trim();
        is_action(last.split(' ').next().unwrap_or_default())
            && text.text.len() < 160
            && (last.split(' ').count() == 1 || last.contains(" - "))
    });
    let first = || own.find(|text| date_label(&text.text).is_none());
    named.or_else(first).map(|text| Found::new(text.text.clone(), text.line))
}

/// `DescribeBackups`: several words with capitals, in one.
fn is_action(text: &str) -> bool {
    is_reference(text)
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && text.chars().any(|c| c.is_ascii_lowercase())
        && text.len() > 5
}

fn updated(preamble: &[&Text]) -> Option<Found<String>> {
    preamble.iter().enumerate().find_map(|(at, text)| {
        let rest = date_label(&text.text)?;
        let next = || preamble.get(at + 1).and_then(|next| Some(Found::new(date(&next.text)?, next.line)));
        date(rest).map(|date| Found::new(date, text.line)).or_else(next)
    })
}

/// What stands behind `Last Updated:`. The label's language is the frame's, not the page's.
fn date_label(text: &str) -> Option<&str> {
    let labels =
        ["last updated", "updated", "更新时间", "更新時間", "最近更新时间", "最后更新时间", "最終更新日"];
    let lower = text.to_lowercase();
    let label = labels.iter().find(|label| lower.starts_with(**label))?;
    Some(text.get(label.len()..)?.trim_start_matches([':', '：', ' ']))
}

/// `2025-11-17` of `Nov 17, 2025`, `2025-11-17 10:00:00`, `2025年11月17日`.
fn date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let (year, month, day) = if let [month, day, year, ..] = parts.as_slice()
        && let Some(at) =
            month.to_lowercase().get(..3).and_then(|month| MONTHS.iter().position(|name| *name == month))
    {
        (number(year)?, u32::try_from(at).ok()? + 1, number(day)?)
    } else {
        let mut numbers =
            text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map_while(number);
        (numbers.next()?, numbers.next()?, numbers.next()?)
    };
    let fits = (2009..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && date(text).is_some_and(|date| date == text)
}

/// The host of `http(s)://mongodb.aliyuncs.com/?Action=…`.
fn host(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', ' ']).next()?.trim_end_matches('.');
    let plain =
        host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    plain.then_some(host)
}

/// The value of `&name=value` in a line of a request; one page writes `&Action= DescribeBackups`.
fn argument<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let values = text.split(['&', '?', ' ']).filter_map(|part| part.split_once('='));
    let value = values.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)?;
    if !value.is_empty() {
        return Some(value);
    }
    let (_, rest) = text.split_once(&format!("{name}= "))?;
    rest.split(['&', ' ']).next()
}

/// The permission: the action in the table of authorizations, `dds:DescribeBackups`. In glued copies the
/// access level follows it without a blank.
fn permission(sections: &Sections<'_>, action: Option<&str>) -> Option<Found<String>> {
    let section = sections.get(Part::Authorization)?;
    let mut found = section.blocks.iter().flat_map(texts).filter_map(|text| {
        let word = text.text.split(' ').next()?;
        let (product, name) = word.split_once(':')?;
        let lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if product.is_empty() || !product.chars().all(lower) || !is_action(name) {
            return None;
        }
        let name = match action {
            Some(action) if name.starts_with(action) => action,
            _ => LEVELS
                .iter()
                .find_map(|level| name.strip_suffix(level))
                .filter(|name| is_action(name))
                .unwrap_or(name),
        };
        Some(Found::new(format!("{product}:{name}"), text.line))
    });
    let first = found.next()?;
    let own =
        |found: &Found<String>| action.is_some_and(|action| found.value.ends_with(&format!(":{action}")));
    if own(&first) { Some(first) } else { found.find(own).or(Some(first)) }
}

/// Access levels.
const LEVELS: &[&str] =
    &["create", "list", "get", "update", "delete", "read", "write", "none", "Read", "Write", "List"];

/// The product in a resource's name: `acs:dds:{#regionId}:…`.
fn resource(sections: &Sections<'_>) -> Option<Found<String>> {
    let section = sections.get(Part::Authorization)?;
    section.blocks.iter().flat_map(texts).find_map(|text| {
        let (_, rest) = text.text.split_once("acs:")?;
        let product = rest.split(':').next().filter(|product| is_reference(product))?;
        Some(Found::new(product.to_lowercase(), text.line))
    })
}

/// All texts of a block.
fn texts(block: &Block) -> Vec<&Text> {
    match block {
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| &cell.lines).map(|line| &line.text).collect()
        }
        other => other.text().into_iter().collect(),
    }
}
