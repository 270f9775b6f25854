//! `docs check`: compares pages with their specs.

use std::io::{self, Write};

use clouddb_codegen::drift::{Check, Lines, NoSpec, Owner, Verdict, find, owners, to_json};
use clouddb_codegen::model::Model;
use clouddb_codegen::page::Facts;
use clouddb_codegen::spec::Files;
use serde_json::{Value, json};

use super::cli;
use super::fetch::Fetcher;
use super::pages::{self, Page, Unread};
use super::report;
use super::watch;
use crate::cli::Format;
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, Tone, count, toned};
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace, options: &cli::Check) -> Result<Outcome, Failure> {
    let files = Files::read(&workspace.specs());
    let model = clouddb_codegen::load_files(&files)?;
    let lines = Lines::of(&files);
    if options.watch_list {
        return watch::run(&model, &lines, options);
    }
    let mut fetcher = Fetcher::from_options(&options.web);
    let (pages, unread) = if options.fetch {
        all(&model, &mut fetcher)
    } else if options.pages.is_empty() {
        return Err(Failure::Message(
            "no page is given\nusage: cargo xtask docs check <PAGE…|--fetch|--watch-list>".to_owned(),
        ));
    } else {
        pages::read_with(&options.pages, &mut fetcher)
    };
    let checked: Vec<Checked<'_>> = pages.iter().map(|page| Checked::new(page, &model, &lines)).collect();
    let sum = Sum::new(&checked, unread.len());
    let mut out = terminal::stdout();
    match options.format {
        Format::Text => {
            for page in &checked {
                page.write(&mut out, options.verbose)?;
            }
            writeln!(out, "{sum}")?;
        }
        Format::Json => {
            let report = json!({
                "pages": checked.iter().map(Checked::json).collect::<Vec<_>>(),
                "unreadable": unread.iter().map(of_unread).collect::<Vec<_>>(),
                "summary": sum.json(),
            });
            writeln!(out, "{report:#}")?;
        }
    }
    Ok(sum.outcome())
}

/// Fetches the pages of all specs.
fn all(model: &Model, fetcher: &mut Fetcher) -> (Vec<Page>, Vec<Unread>) {
    let (mut pages, mut unread) = (Vec::new(), Vec::new());
    for owner in owners(model) {
        // A spec without a page is skipped.
        let Some(url) = owner.operation.page.as_ref().map(|page| &page.url) else { continue };
        if url.contains("TODO") {
            let error = Unread::new(
                &format!("specs/{}", owner.operation.source),
                "the draft has no URL of its page yet",
            );
            error.report();
            unread.push(error);
            continue;
        }
        let read = pages::read_page(url, fetcher).and_then(|page| match find(model, &page.facts) {
            Ok(found) if found.operation.source != owner.operation.source => {
                let (described, spec) = (&found.operation.name, &owner.operation.source);
                let message = format!("the page describes {described}, but specs/{spec} names it");
                Err(Unread::new(url, message))
            }
            _ => Ok(page),
        });
        match read {
            Ok(page) => pages.push(page),
            Err(error) => {
                error.report();
                unread.push(error);
            }
        }
    }
    (pages, unread)
}

/// A page and its result.
struct Checked<'a> {
    name: &'a str,
    facts: &'a Facts,
    spec: Result<(Owner<'a>, Check), NoSpec>,
}

impl<'a> Checked<'a> {
    fn new(page: &'a Page, model: &'a Model, lines: &Lines) -> Self {
        let spec = find(model, &page.facts).map(|owner| {
            let check = Check::of(&page.facts, &page.name, &owner, lines);
            (owner, check)
        });
        Self { name: &page.name, facts: &page.facts, spec }
    }

    fn write(&self, out: &mut impl Write, verbose: bool) -> io::Result<()> {
        writeln!(out, "{}", toned(Tone::Head, self.name))?;
        let (owner, Check { spec, page, verdict }) = match &self.spec {
            Ok((owner, check)) => (owner, check),
            Err(why) => {
                writeln!(out, "  {}  {why}", toned(Tone::Bad, &format!("{:<10}", "no spec")))?;
                return writeln!(out, "              `cargo xtask docs draft {}` writes one\n", self.name);
            }
        };
        let date = |said: &Option<clouddb_codegen::drift::Said<String>>| {
            said.as_ref().map_or_else(|| "undated".to_owned(), |said| format!("of {}", said.value))
        };
        let Owner { provider, service, operation } = owner;
        let what = format!("{} {} {}", provider.name, service.name, operation.name);
        writeln!(out, "  {what}: page {}, {} {}", date(&page.updated), spec.file, date(&spec.updated))?;
        report::verdict(out, verdict, verbose, false)?;
        if verbose {
            for doubt in &self.facts.doubts {
                let word = toned(Tone::Dim, &format!("{:<10}", "unclear"));
                writeln!(out, "  {word}  {} ({}:{})", doubt.text, self.name, doubt.line)?;
            }
        }
        let accepted = match verdict.accepted() {
            0 => String::new(),
            many => format!(", {many} accepted"),
        };
        match verdict.drift() {
            0 => writeln!(out, "  {}{accepted}\n", toned(Tone::Good, "agree")),
            many => writeln!(out, "  {}{accepted}\n", toned(Tone::Bad, &count(many, "difference"))),
        }
    }

    fn json(&self) -> Value {
        let found = |found: &Option<clouddb_codegen::page::facts::Found<String>>| {
            found.as_ref().map(|found| found.value.clone())
        };
        let mut object = json!({
            "page": self.name,
            "vendor": self.facts.vendor.name(),
            "product": found(&self.facts.product),
            "action": found(&self.facts.action),
            "updated": found(&self.facts.updated),
            "spec": null,
            "agrees": false,
            "differences": [],
            "stale_accepts": [],
            "diff": {},
            "doubts": self.facts.doubts.iter()
                .map(|doubt| json!({ "line": doubt.line, "text": doubt.text }))
                .collect::<Vec<_>>(),
        });
        match &self.spec {
            Ok((owner, Check { spec, page, verdict })) => {
                object["spec"] = spec.file.as_str().into();
                object["product"] = owner.service.name.as_str().into();
                object["action"] = owner.operation.name.as_str().into();
                object["agrees"] = (verdict.drift() == 0).into();
                if let Value::Object(members) = to_json(verdict, spec, page) {
                    members.into_iter().for_each(|(name, value)| object[name] = value);
                }
            }
            Err(why) => object["no_spec"] = why.to_string().into(),
        }
        object
    }
}

fn of_unread(unread: &Unread) -> Value {
    json!({
        "page": unread.name,
        "line": unread.line,
        "message": unread.message,
        "help": unread.help,
    })
}

/// The results of all pages.
struct Sum {
    pages: usize,
    agree: usize,
    without: usize,
    unreadable: usize,
    differences: usize,
    accepted: usize,
}

impl Sum {
    fn new(checked: &[Checked<'_>], unreadable: usize) -> Self {
        let verdicts = || checked.iter().filter_map(|page| Some(&page.spec.as_ref().ok()?.1.verdict));
        Self {
            pages: checked.len() + unreadable,
            agree: verdicts().filter(|verdict| verdict.drift() == 0).count(),
            without: checked.iter().filter(|page| page.spec.is_err()).count(),
            unreadable,
            differences: verdicts().map(Verdict::drift).sum(),
            accepted: verdicts().map(Verdict::accepted).sum(),
        }
    }

    fn outcome(&self) -> Outcome {
        if self.unreadable > 0 {
            Outcome::Invalid
        } else if self.agree == self.pages {
            Outcome::Fine
        } else {
            Outcome::Stale
        }
    }

    fn json(&self) -> Value {
        json!({
            "pages": self.pages,
            "agree": self.agree,
            "differ": self.differ(),
            "without_spec": self.without,
            "unreadable": self.unreadable,
            "differences": self.differences,
            "accepted": self.accepted,
        })
    }

    fn differ(&self) -> usize {
        self.pages - self.agree - self.without - self.unreadable
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} agree", count(self.pages, "page"), self.agree)?;
        for (number, what) in
            [(self.differ(), "differ"), (self.without, "without a spec"), (self.unreadable, "cannot be read")]
        {
            if number > 0 {
                write!(f, ", {number} {what}")?;
            }
        }
        write!(f, "; {}", count(self.differences, "difference"))?;
        if self.accepted > 0 {
            write!(f, ", {} accepted", self.accepted)?;
        }
        Ok(())
    }
}
