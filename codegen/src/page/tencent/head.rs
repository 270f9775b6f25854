//! Facts outside the tables: host, rate limit, date, heading, and how a page's foot is known.

use super::code;
use super::fields::is_date;
use super::sections::{Part, Sections};
use crate::page::document::{Block, Text};
use crate::page::facts::{Facts, Found};

/// Fills in what the description and the frame say.
pub(super) fn read(sections: &Sections<'_>, facts: &mut Facts) {
    let described: Vec<&Text> = sections.blocks(Part::Description).iter().filter_map(Block::text).collect();
    // The line that names the host is surer than one that only has a host in it.
    let host = |of: fn(&str) -> Option<&str>| {
        described.iter().find_map(|text| of(&text.text).map(|host| Found::new(host.to_owned(), text.line)))
    };
    facts.host = host(labelled_host).or_else(|| host(host_in));
    facts.rate_limit =
        described.iter().find_map(|text| rate_in(&text.text).map(|rate| Found::new(rate, text.line)));
    let before: Vec<&Text> = sections.before().iter().filter_map(Block::text).collect();
    let after: Vec<&Text> = sections.after().iter().filter_map(Block::text).collect();
    facts.updated = date_of(&before).or_else(|| date_of(&after));
    facts.title = title_of(sections.before(), &before, facts);
}

/// The host behind its label, in whatever domain: `API domain name: redis.tencentcloudapi.com.`
fn labelled_host(text: &str) -> Option<&str> {
    const LABELS: &[&str] = &["domain name", "域名", "ドメイン", "도메인"];
    let (label, rest) = text.split_once([':', '：'])?;
    let label = label.to_lowercase();
    let is_label = label.chars().count() < 40 && LABELS.iter().any(|word| label.contains(word));
    let rest = rest.trim_start().trim_start_matches("https://");
    let end =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let host = rest.get(..end)?.trim_end_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let is_host = labels.len() > 2
        && labels.iter().all(|label| label.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && labels.last().is_some_and(|last| last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()));
    (is_label && is_host && !host.contains("-fsi.")).then_some(host)
}

/// The first host of Tencent's APIs in a text. Hosts of finance regions stand only in a note, which on
/// some pages names another service.
pub(super) fn host_in(text: &str) -> Option<&str> {
    const DOMAIN: &str = ".tencentcloudapi.com";
    text.match_indices(DOMAIN).find_map(|(at, _)| {
        let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let before = text.get(..at)?;
        let start = before.len() - before.chars().rev().take_while(|c| is_label(*c)).count();
        let host = text.get(start..at + DOMAIN.len())?;
        let is_plain = host.starts_with(|c: char| c.is_ascii_alphanumeric()) && !host.contains("-fsi.");
        is_plain.then_some(host)
    })
}

/// The calls a second that a sentence allows.
fn rate_in(sentence: &str) -> Option<u32> {
    let text = sentence.to_lowercase();
    const LIMITS: &[&str] = &["limit", "maximum", "up to", "at most", "限制", "制限", "제한", "频率"];
    if !LIMITS.iter().any(|word| text.contains(word)) {
        return None;
    }
    // `20 requests … per second`, `20/sec.`, `20次/秒`
    const AFTER: &[&str] = &["per second", "/second", "/sec", "/s", "/秒", "/초", "every second", "a second"];
    // `每秒20次`, `초당 20회`
    const BEFORE: &[&str] = &["每秒", "毎秒", "1秒", "초당"];
    if let Some(at) = AFTER.iter().filter_map(|unit| text.find(unit)).min() {
        let before = text.get(..at)?;
        let end = before.rfind(|c: char| c.is_ascii_digit())? + 1;
        let number = before.get(..end)?;
        let start = number.rfind(|c: char| !c.is_ascii_digit() && c != ',').map_or(0, |at| {
            at + number.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        return number.get(start..)?.replace(',', "").parse().ok();
    }
    let at = BEFORE.iter().filter_map(|unit| text.find(unit).map(|at| at + unit.len())).min()?;
    let after = text.get(at..)?.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after.get(..end)?.parse().ok()
}

/// The page's date: behind its label, or on the line below it.
fn date_of(lines: &[&Text]) -> Option<Found<String>> {
    const LABELS: &[&str] = &[
        "last updated",
        "updated at",
        "update time",
        "最后更新",
        "最近更新",
        "更新时间",
        "最終更新",
        "更新日",
        "마지막 업데이트",
        "최종 업데이트",
        "업데이트 시간",
    ];
    lines.iter().enumerate().find_map(|(at, text)| {
        let lower = text.text.to_lowercase();
        let is_label = text.text.chars().count() < 60 && LABELS.iter().any(|label| lower.contains(label));
        let date = date_in(&text.text).map(|date| Found::new(date, text.line));
        let below =
            || lines.get(at + 1).and_then(|next| date_in(&next.text).map(|date| Found::new(date, next.line)));
        if is_label { date.or_else(below) } else { None }
    })
}

/// `2025-12-03 10:42:15`, `2025/12/03`, `2025年12月3日`, `2025.12.03`
fn date_in(text: &str) -> Option<String> {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit()) && !part.is_empty();
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| digits(part)).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
        let date = format!("{year}-{month:02}-{day:02}");
        (is_date(&date) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(date)
    })
}

/// The page's heading: the first one that the form marks, or the line that is the operation's name, or
/// the one above the date.
fn title_of(blocks: &[Block], lines: &[&Text], facts: &Facts) -> Option<Found<String>> {
    let action = facts.action.as_ref().map(|action| action.value.as_str());
    let is_action = |text: &&&Text| Some(text.text.as_str()) == action;
    let marked = blocks.iter().rev().find_map(|block| match block {
        Block::Heading(text) => Some(text),
        _ => None,
    });
    let above_date = || {
        let date = facts.updated.as_ref()?;
        let at = lines.iter().position(|text| text.line == date.line)?;
        let above = lines.get(at.checked_sub(1)?).copied();
        above.filter(|text| action.is_some() || code::humps(&text.text) > 1)
    };
    let found = lines.iter().rfind(is_action).copied().or(marked).or_else(above_date)?;
    (!is_frame(&found.text)).then(|| Found::new(found.text.clone(), found.line))
}

fn is_frame(text: &str) -> bool {
    let text = text.to_lowercase();
    matches!(
        text.as_str(),
        "tencent cloud" | "腾讯云" | "documentation" | "文档中心" | "focus mode" | "font size" | "download"
    )
}

/// Whether a line belongs to the foot of a page.
pub(super) fn is_foot(text: &Text) -> bool {
    const FEET: &[&str] = &[
        "was this page helpful",
        "feedback",
        "contact sales",
        "submit a ticket",
        "help and support",
        "not helpful",
        "contact us",
        "本页内容是否解决",
        "文档内容是否",
        "是否有帮助",
        "文档反馈",
        "联系我们",
        "上一篇",
        "下一篇",
        "反馈",
        "このページ",
        "フィードバック",
        "お役に立ち",
        "도움이 되",
        "피드백",
        "문의",
    ];
    let text = text.text.to_lowercase();
    FEET.iter().any(|foot| text.contains(foot))
}

#[cfg(test)]
mod tests {
    use super::{date_in, host_in, labelled_host, rate_in};

    #[test]
    fn hosts_are_those_of_the_api() {
        assert_eq!(host_in("API domain name: redis.tencentcloudapi.com."), Some("redis.tencentcloudapi.com"));
        assert_eq!(
            host_in("域名：mongodb.intl.tencentcloudapi.com。"),
            Some("mongodb.intl.tencentcloudapi.com")
        );
        assert_eq!(host_in("for example vod.ap-shanghai-fsi.tencentcloudapi.com."), None);
        assert_eq!(host_in("Domain name for API request:"), None);
    }

    #[test]
    fn the_line_of_the_host_names_it_whatever_its_domain() {
        for (text, host) in [
            ("Domain name for API request: tape.tencentcloudapi.cn.", Some("tape.tencentcloudapi.cn")),
            ("接口请求域名：tape.api.example.com 。", Some("tape.api.example.com")),
            ("API domain name: tape.ap-shanghai-fsi.tencentcloudapi.com", None),
            ("Domain name for API request:", None),
            ("Note: tape.example.com is another service.", None),
            ("Domain name: see tape.example.com.", None),
        ] {
            assert_eq!(labelled_host(text), host, "{text}");
        }
    }

    #[test]
    fn rates_are_calls_a_second() {
        for (text, rate) in [
            ("A maximum of 150 requests can be initiated per second for this API.", Some(150)),
            ("A maximum of 1 request can be initiated per second for this API.", Some(1)),
            ("Default request rate limit: 20/sec.", Some(20)),
            ("API request rate limit: 1,000 requests/sec.", Some(1000)),
            ("默认接口请求频率限制：20次/秒。", Some(20)),
            ("デフォルトのAPIリクエスト頻度制限：20回/秒", Some(20)),
            ("기본적 API 요청 빈도 제한: 100회/초.", Some(100)),
            ("Backups are copied at 20 MB/s.", None),
            ("The limit is per second.", None),
        ] {
            assert_eq!(rate_in(text), rate, "{text}");
        }
    }

    #[test]
    fn dates_have_several_forms() {
        assert_eq!(date_in("Last updated: 2025-12-03 10:42:15").as_deref(), Some("2025-12-03"));
        assert_eq!(date_in("最終更新日：2025年2月3日").as_deref(), Some("2025-02-03"));
        assert_eq!(date_in("Version 3.0"), None);
    }
}
