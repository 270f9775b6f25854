//! `docs diff`: two pages of one operation.

use std::io::Write;

use clouddb_codegen::drift::{Contract, Verdict, compare, to_json};
use clouddb_codegen::page::facts::Found;
use serde_json::{Value, json};

use super::cli;
use super::fetch::Fetcher;
use super::pages::{self, Page, Unread};
use super::report;
use crate::cli::Format;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, Tone, count, toned};

pub(crate) fn run(options: &cli::Diff) -> Result<Outcome, Failure> {
    let mut fetcher = Fetcher::from_options(&options.web);
    let read = [&options.old, &options.new].map(|name| pages::read_page(name, &mut fetcher));
    read.iter().filter_map(|page| page.as_ref().err()).for_each(Unread::report);
    let [Ok(old), Ok(new)] = read else {
        return Ok(Outcome::Invalid);
    };
    one_operation(&old, &new)?;
    let before = Contract::from_page(&old.facts, &old.name);
    let after = Contract::from_page(&new.facts, &new.name);
    let verdict = Verdict::plain(compare(&before, &after));
    let drift = verdict.drift();
    let mut out = terminal::stdout();
    match options.format {
        Format::Text => {
            let date = |page: &Page| text(&page.facts.updated).unwrap_or("undated").to_owned();
            let head = format!("{} ({}) → {} ({})", old.name, date(&old), new.name, date(&new));
            writeln!(out, "{}", toned(Tone::Head, &head))?;
            report::verdict(&mut out, &verdict, options.verbose, true)?;
            let message = if drift == 0 { "no difference".to_owned() } else { count(drift, "difference") };
            writeln!(out, "{message}")?;
        }
        Format::Json => {
            let mut object = json!({
                "old": old.name,
                "new": new.name,
                "old_updated": text(&old.facts.updated),
                "new_updated": text(&new.facts.updated),
                "vendor": new.facts.vendor.name(),
                "product": text(&new.facts.product).or(text(&old.facts.product)),
                "action": text(&new.facts.action).or(text(&old.facts.action)),
                "agrees": drift == 0,
            });
            if let Value::Object(mut members) = to_json(&verdict, &before, &after) {
                members.remove("stale_accepts");
                members.into_iter().for_each(|(name, value)| object[name] = value);
            }
            writeln!(out, "{object:#}")?;
        }
    }
    Ok(if drift == 0 { Outcome::Fine } else { Outcome::Stale })
}

/// Refuses pages of two operations. Huawei's often have no name, and their path may change.
fn one_operation(old: &Page, new: &Page) -> Result<(), Failure> {
    let what = |page: &Page| {
        let parts = [Some(page.facts.vendor.name()), text(&page.facts.product), text(&page.facts.action)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let differ = |one: &Option<Found<String>>, other: &Option<Found<String>>| {
        text(one).zip(text(other)).is_some_and(|(one, other)| one != other)
    };
    if old.facts.vendor != new.facts.vendor || differ(&old.facts.action, &new.facts.action) {
        return Err(Failure::Message(format!(
            "these are not pages of one operation: {} is of {}, {} is of {}",
            old.name,
            what(old),
            new.name,
            what(new)
        )));
    }
    Ok(())
}

fn text(found: &Option<Found<String>>) -> Option<&str> {
    found.as_ref().map(|found| found.value.as_str())
}
