//! How well pages are read: every page of a folder against the facts that a person found on it.
//!
//! `CLOUDDB_PAGES=DIR` names a folder of such pages; without it the pages of this project are read.
//! `<id>.txt`, `<id>.html` or `<id>.src.md` is a page; `<id>.txt.expected.json` beside it has its facts, or
//! `<id>.expected.json` those of all its forms, as `cargo xtask docs facts --format json` prints them. A
//! member that is not there is not compared.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::page;
use serde_json::Value;

type Outcome = Result<(), Box<dyn Error>>;

/// What part of the expected facts must be right, in percent.
const WANTED: &[(Part, usize)] =
    &[(Part::Params, 99), (Part::Response, 98), (Part::Errors, 99), (Part::Values, 95), (Part::Head, 95)];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// What is the same on many pages: vendor, product, language, date, rate, common parameters.
    Head,
    /// Parameters: name, name in the documentation, type, required.
    Params,
    /// Response fields: name and type.
    Response,
    /// Error codes with their HTTP status.
    Errors,
    /// Enums, defaults and ranges.
    Values,
}

/// Right facts, facts in all, and facts that the page does not have.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    all: usize,
    invented: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
        self.invented += other.invented;
    }

    fn reaches(self, percent: usize) -> bool {
        self.right * 100 >= percent * self.all
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.invented {
            0 => format!("{}/{}", self.right, self.all),
            more => format!("{}/{} and {more} invented", self.right, self.all),
        };
        f.pad(&text)
    }
}

type Scores = BTreeMap<Part, Score>;

/// The score of the facts in `found`, and every fact that is wrong.
fn score(wanted: &Value, found: &Value) -> (Scores, Vec<String>) {
    let mut scores = Scores::new();
    let mut wrong = Vec::new();
    let mut rows = |part, list: &str, members: &[&str]| {
        let rows = |facts: &Value| -> Vec<String> {
            let all = facts[list].as_array().cloned().unwrap_or_default();
            all.iter()
                .map(|row| {
                    let cells: Vec<String> =
                        members.iter().map(|member| format!("{member} {}", row[*member])).collect();
                    cells.join(", ")
                })
                .collect()
        };
        compare(part, list, &rows(wanted), &rows(found), &mut scores, &mut wrong);
    };
    rows(Part::Params, "params", &["name", "docs_name", "type", "required"]);
    rows(Part::Head, "common_params", &["name", "type", "required"]);
    rows(Part::Response, "response_fields", &["name", "type"]);
    let errors = |facts: &Value| -> Vec<String> {
        let all = facts["error_codes"].as_array().cloned().unwrap_or_default();
        all.iter().map(|row| format!("{}, http {}", row.get("code").unwrap_or(row), row["http"])).collect()
    };
    compare(Part::Errors, "error_codes", &errors(wanted), &errors(found), &mut scores, &mut wrong);
    if wanted["values"].is_object() {
        let values = |facts: &Value| -> Vec<String> {
            let all = facts["values"].as_object().cloned().unwrap_or_default();
            let each = |(field, values): (&String, &Value)| -> Vec<String> {
                let members = values.as_object().cloned().unwrap_or_default();
                members.iter().map(|(member, value)| format!("{field} {member}, {value}")).collect()
            };
            all.iter().flat_map(each).collect()
        };
        compare(Part::Values, "values", &values(wanted), &values(found), &mut scores, &mut wrong);
    }
    let head = |facts: &Value| -> Vec<String> {
        let members = ["vendor", "product", "lang", "updated", "rate_limit_per_sec"];
        let there = members.into_iter().filter(|member| !wanted[*member].is_null());
        there.map(|member| format!("{member}, {}", facts[member])).collect()
    };
    compare(Part::Head, "page", &head(wanted), &head(found), &mut scores, &mut wrong);
    (scores, wrong)
}

fn compare(
    part: Part,
    of: &str,
    wanted: &[String],
    found: &[String],
    scores: &mut Scores,
    wrong: &mut Vec<String>,
) {
    let mut invented: Vec<&String> = found.iter().collect();
    let mut score = Score { all: wanted.len(), ..Score::default() };
    for fact in wanted {
        match invented.iter().position(|found| *found == fact) {
            Some(at) => {
                invented.remove(at);
                score.right += 1;
            }
            None => wrong.push(format!("{of}: not found: {fact}")),
        }
    }
    wrong.extend(invented.iter().map(|fact| format!("{of}: not on the page: {fact}")));
    // A row with a wrong cell is wrong; a row with a name that the page does not have is an invention.
    let mut names: Vec<&str> = wanted.iter().map(|fact| name(fact)).collect();
    for fact in found {
        match names.iter().position(|wanted| *wanted == name(fact)) {
            Some(at) => _ = names.remove(at),
            None => score.invented += 1,
        }
    }
    scores.entry(part).or_default().add(score);
}

/// The name that a fact is about: what stands before its first comma.
fn name(fact: &str) -> &str {
    fact.split_once(',').map_or(fact, |(name, _)| name)
}

/// The pages under a folder whose facts are known, sorted.
fn pages(folder: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some((id, "txt" | "html" | "md" | "rst")) = name.rsplit_once('.') else { continue };
            let own = folder.join(format!("{name}.expected.json"));
            let shared = folder.join(format!("{}.expected.json", id.trim_end_matches(".src")));
            found.extend(
                [own, shared]
                    .into_iter()
                    .find(|expected| expected.is_file())
                    .map(|expected| (path, expected)),
            );
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn pages_are_read_as_people_read_them() -> Outcome {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pages");
    let folder = std::env::var_os("CLOUDDB_PAGES").map_or(own, PathBuf::from);
    let pages = pages(&folder)?;
    assert!(!pages.is_empty(), "no page with an *.expected.json under {}", folder.display());
    let mut total = Scores::new();
    let mut faults = Vec::new();
    for (page, expected) in &pages {
        let name = page.strip_prefix(&folder)?.display();
        let wanted: Value = serde_json::from_slice(&fs::read(expected)?)?;
        let found = match page::read(&fs::read(page)?) {
            Ok(facts) => page::to_json(&facts),
            Err(fault) => {
                faults.push(format!("{name}: {fault}"));
                Value::Null
            }
        };
        let (scores, wrong) = score(&wanted, &found);
        println!("{}", line(&name.to_string(), &scores));
        for fact in wrong {
            println!("    {fact}");
        }
        for (part, score) in scores {
            total.entry(part).or_default().add(score);
        }
    }
    println!("{}", line(&format!("{} pages", pages.len()), &total));
    assert!(faults.is_empty(), "unreadable pages:\n{}", faults.join("\n"));
    for (part, percent) in WANTED {
        let score = total.get(part).copied().unwrap_or_default();
        assert!(score.reaches(*percent), "{part:?}: {score}, {percent} % must be right");
        if matches!(part, Part::Params | Part::Response | Part::Errors) {
            assert_eq!(score.invented, 0, "{part:?}: rows that no page has");
        }
    }
    Ok(())
}

fn line(name: &str, scores: &Scores) -> String {
    let parts: Vec<String> =
        scores.iter().map(|(part, score)| format!("{part:?} {score}").to_lowercase()).collect();
    format!("{name:<58} {}", parts.join("  "))
}

#[test]
fn a_wrong_cell_and_an_invented_row_are_seen() {
    let wanted = serde_json::json!({
        "vendor": "tencent",
        "params": [{"name": "A", "type": "String", "required": true}, {"name": "B", "type": "Integer", "required": null}],
        "error_codes": ["X", {"code": "Y", "http": 400}],
        "values": {"A": {"enum": ["a"], "default": "a"}},
    });
    let (scores, wrong) = score(&wanted, &wanted);
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(scores.values().all(|score| score.reaches(100) && score.invented == 0));

    let found = serde_json::json!({
        "vendor": "tencent",
        "params": [{"name": "A", "type": "String", "required": false}, {"name": "B", "type": "Integer", "required": null}, {"name": "C"}],
        "error_codes": ["X", {"code": "Y", "http": 404}],
        "values": {"A": {"enum": ["a"]}},
    });
    let (scores, wrong) = score(&wanted, &found);
    assert_eq!(wrong.len(), 6, "{wrong:?}");
    let of = |part| scores.get(&part).copied().unwrap_or_default();
    assert_eq!((of(Part::Params).right, of(Part::Params).invented), (1, 1));
    assert_eq!((of(Part::Errors).right, of(Part::Values).right, of(Part::Values).all), (1, 1, 2));
}
