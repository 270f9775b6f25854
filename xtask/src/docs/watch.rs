//! `docs check --watch-list`: the pages of all specs, and how old they are.

use std::io::{self, Write};

use clouddb_codegen::drift::{Lines, owners};
use clouddb_codegen::model::Model;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use serde_json::{Value, json};

use super::cli;
use crate::cli::Format;
use crate::outcome::{Failure, Outcome};
use crate::terminal;

pub(super) fn run(model: &Model, lines: &Lines, options: &cli::Check) -> Result<Outcome, Failure> {
    let today = today(options.today.as_deref())?;
    let mut rows: Vec<Row<'_>> = owners(model)
        // A spec without a page is skipped.
        .filter_map(|owner| {
            let page = owner.operation.page.as_ref()?;
            let updated = page.updated.as_deref();
            let date = updated.and_then(|date| date.parse::<Date>().ok());
            Some(Row {
                provider: &owner.provider.name,
                service: &owner.service.name,
                operation: &owner.operation.name,
                spec: lines.at(&owner.operation.source, &[]).file,
                url: &page.url,
                updated,
                age: date.and_then(|date| Some(today.since((Unit::Day, date)).ok()?.get_days())),
            })
        })
        .collect();
    // Pages without a date first, then the oldest.
    rows.sort_by_key(|row| (row.age.is_some(), row.age.map(std::cmp::Reverse)));
    let mut out = terminal::stdout();
    match options.format {
        Format::Text => table(&mut out, &rows)?,
        Format::Json => {
            let rows: Vec<Value> = rows.iter().map(Row::json).collect();
            writeln!(out, "{:#}", Value::from(rows))?;
        }
    }
    Ok(Outcome::Fine)
}

struct Row<'a> {
    provider: &'a str,
    service: &'a str,
    operation: &'a str,
    spec: String,
    url: &'a str,
    updated: Option<&'a str>,
    age: Option<i32>,
}

impl Row<'_> {
    fn json(&self) -> Value {
        json!({
            "provider": self.provider,
            "service": self.service,
            "operation": self.operation,
            "spec": self.spec,
            "url": self.url,
            "updated": self.updated,
            "age_days": self.age,
        })
    }
}

/// The URL is the last column, because it can have any length.
fn table(out: &mut impl Write, rows: &[Row<'_>]) -> io::Result<()> {
    let name = |row: &Row<'_>| format!("{} {} {}", row.provider, row.service, row.operation);
    let width = rows.iter().map(|row| name(row).chars().count()).max().unwrap_or(0).max("OPERATION".len());
    writeln!(out, "{:<width$}  {:<10}  {:>5}  URL", "OPERATION", "PAGE", "DAYS")?;
    for row in rows {
        let age = row.age.map_or_else(|| "-".to_owned(), |age| age.to_string());
        let date = row.updated.unwrap_or("-");
        writeln!(out, "{:<width$}  {date:<10}  {age:>5}  {}", name(row), row.url)?;
    }
    Ok(())
}

/// The current day in UTC. `SOURCE_DATE_EPOCH` makes the output reproducible.
fn today(given: Option<&str>) -> Result<Date, Failure> {
    if let Some(given) = given {
        return given
            .parse()
            .map_err(|error| Failure::Message(format!("`--today {given}` is not a date: {error}")));
    }
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(epoch) => epoch
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .ok_or_else(|| Failure::Message(format!("`SOURCE_DATE_EPOCH={epoch}` is not a Unix time")))?,
        Err(_) => Timestamp::now(),
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}
