//! `diff`: the API diff of two states of the specs, with semver verdicts.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};

use clouddb_codegen::api_diff::{self, ApiDiff, Aspect, Change, ChangeKind, Release, Verdict, Version};
use clouddb_codegen::model::Model;
use clouddb_codegen::spec::Files;

use crate::cli::{Diff, DiffFormat, Level};
use crate::git::{self, State};
use crate::outcome::{Failure, Outcome};
use crate::terminal::{self, Tone, toned};
use crate::workspace::{SDK_MANIFEST, Workspace};

/// Longer values are omitted from the table.
const MAX_VALUE_CHARS: usize = 60;
/// Longer items shift only their own line.
const MAX_ITEM_WIDTH: usize = 48;

pub(crate) fn run(workspace: &Workspace, options: &Diff) -> Result<Outcome, Failure> {
    let released = match options.revs.is_empty() {
        true => Some(git::last_release(workspace.root())?),
        false => None,
    };
    let mut revs = released.iter().chain(&options.revs);
    let old = Side::at(workspace, revs.next())?;
    let new = Side::at(workspace, revs.next())?;
    let diff = api_diff::compare(&old.model()?, &new.model()?);
    let release = release(&old, &new, diff.verdict())?;
    let mut out = terminal::stdout();
    match options.format {
        DiffFormat::Text => write_text(&mut out, [&old, &new], &diff, release.as_ref())?,
        DiffFormat::Changelog => {
            write!(out, "{}", api_diff::changelog(&diff))?;
            if diff.changes.is_empty() {
                terminal::help(&no_changes(&old, &new));
            }
        }
        DiffFormat::Json => {
            let mut object = api_diff::to_json(&diff, release.as_ref());
            if let Some(object) = object.as_object_mut() {
                object.insert("from".to_owned(), old.json());
                object.insert("to".to_owned(), new.json());
            }
            writeln!(out, "{object:#}")?;
        }
    }
    let fails = options.fail_on.is_some_and(|level| diff.verdict() >= Some(verdict(level)));
    Ok(if fails { Outcome::Stale } else { Outcome::Fine })
}

fn verdict(level: Level) -> Verdict {
    match level {
        Level::Major => Verdict::Major,
        Level::Minor => Verdict::Minor,
        Level::Patch => Verdict::Patch,
    }
}

/// One of the two states.
enum Side<'w> {
    Committed(State<'w>),
    WorkingTree(&'w Workspace),
}

impl<'w> Side<'w> {
    fn at(workspace: &'w Workspace, rev: Option<&String>) -> Result<Self, Failure> {
        match rev {
            Some(rev) => Ok(Self::Committed(State::find(workspace.root(), rev)?)),
            None => Ok(Self::WorkingTree(workspace)),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Committed(state) => &state.rev,
            Self::WorkingTree(_) => "the working tree",
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Committed(state) => serde_json::json!({ "rev": state.rev, "commit": state.commit }),
            Self::WorkingTree(_) => serde_json::json!({ "rev": null, "commit": null }),
        }
    }

    /// The model of its specs. The paths in a report of errors contain the state.
    fn model(&self) -> Result<Model, Failure> {
        let files = match self {
            Self::WorkingTree(workspace) => Files::read(&workspace.specs()),
            Self::Committed(state) => {
                let files = state.files("specs")?;
                if files.is_empty() {
                    return Err(Failure::Message(format!("`{}` has no specs", state.rev)));
                }
                Files::from_memory(&format!("{}:specs", state.rev), files)
            }
        };
        clouddb_codegen::load_files(&files).map_err(|report| {
            terminal::raw(&report.render(terminal::stderr_has_color()));
            let Self::Committed(state) = self else {
                return Failure::Message("the specs of the working tree have errors".to_owned());
            };
            Failure::Message(format!(
                "the specs of `{}` do not load: they have errors, or use another version of the spec language than this \
                 generator",
                state.rev
            ))
        })
    }

    /// The version of the crate, from its manifest or the workspace's.
    fn version(&self) -> Result<Option<Version>, Failure> {
        let read = |path: &str| -> Result<Option<toml::Table>, Failure> {
            let bytes = match self {
                Self::WorkingTree(workspace) => fs::read(workspace.root().join(path)).ok(),
                Self::Committed(state) => state.file(path)?,
            };
            Ok(bytes.and_then(|bytes| String::from_utf8_lossy(&bytes).parse().ok()))
        };
        let Some(manifest) = read(SDK_MANIFEST)? else { return Ok(None) };
        let own = manifest.get("package").and_then(|package| package.get("version"));
        if let Some(own) = own.and_then(toml::Value::as_str) {
            return Ok(own.parse().ok());
        }
        let root = read("Cargo.toml")?;
        let shared = root.as_ref().and_then(|root| root.get("workspace")?.get("package")?.get("version"));
        Ok(shared.and_then(toml::Value::as_str).and_then(|text| text.parse().ok()))
    }
}

/// The versions, if the new state has one. An old state without a version counts as unchanged.
fn release(old: &Side<'_>, new: &Side<'_>, verdict: Option<Verdict>) -> Result<Option<Release>, Failure> {
    let Some(current) = new.version()? else { return Ok(None) };
    let base = old.version()?.unwrap_or_else(|| current.clone());
    Ok(Some(Release::new(base, current, verdict)))
}

fn no_changes(old: &Side<'_>, new: &Side<'_>) -> String {
    format!("nothing changed for callers between {} and {}", old.name(), new.name())
}

fn write_text(
    out: &mut impl Write,
    [old, new]: [&Side<'_>; 2],
    diff: &ApiDiff,
    release: Option<&Release>,
) -> io::Result<()> {
    if diff.changes.is_empty() {
        return writeln!(out, "{}", no_changes(old, new));
    }
    writeln!(out, "specs of {} -> {}", old.name(), new.name())?;
    type Place<'c> = (&'c str, Option<&'c str>);
    let mut services: BTreeMap<Place<'_>, BTreeMap<Option<&str>, Vec<&Change>>> = BTreeMap::new();
    for change in &diff.changes {
        let place = (change.provider.as_str(), change.service.as_deref());
        services.entry(place).or_default().entry(change.operation.as_deref()).or_default().push(change);
    }
    for ((provider, service), operations) in services {
        let title = service.map_or_else(|| provider.to_owned(), |service| format!("{provider} {service}"));
        writeln!(out, "\n{}", toned(Tone::Head, &title))?;
        for (operation, changes) in operations {
            if let Some(operation) = operation {
                writeln!(out, "  {operation}")?;
            }
            write_rows(out, &changes)?;
        }
    }
    write_total(out, diff, release)
}

/// Writes the changes of one operation or service. A shared reason is written once, after the last change.
fn write_rows(out: &mut impl Write, changes: &[&Change]) -> io::Result<()> {
    let length = |change: &&Change| change.item.chars().count();
    let width = changes.iter().map(length).filter(|length| *length <= MAX_ITEM_WIDTH).max().unwrap_or(0);
    for (at, change) in changes.iter().enumerate() {
        let verdict = toned(tone(change.verdict), &format!("{:<5}", change.verdict));
        let summary = change.summary.replace('`', "");
        let values = values(change).map(|values| format!(": {values}")).unwrap_or_default();
        writeln!(out, "    {verdict}  {:<width$}  {summary}{values}", change.item)?;
        let next = changes.get(at + 1);
        if next.is_none_or(|next| (next.verdict, &next.reason) != (change.verdict, &change.reason)) {
            writeln!(out, "           {}", toned(Tone::Dim, &change.reason.replace('`', "")))?;
        }
    }
    Ok(())
}

/// The values, `1..=50 -> 1..=100`, unless they are too long.
fn values(change: &Change) -> Option<String> {
    if matches!(change.aspect, Aspect::Required | Aspect::NotWith) {
        // The summary already contains the values.
        return None;
    }
    let shown = match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (None, Some(new)) => new.clone(),
        (Some(old), None) if change.kind == ChangeKind::Removed => old.clone(),
        (Some(old), None) => format!("was {old}"),
        (None, None) => return None,
    };
    let fits = shown.chars().count() <= MAX_VALUE_CHARS && !shown.contains('\n');
    fits.then(|| shown.replace('`', ""))
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Major => Tone::Bad,
        Verdict::Minor => Tone::Notable,
        Verdict::Patch => Tone::Good,
    }
}

fn write_total(out: &mut impl Write, diff: &ApiDiff, release: Option<&Release>) -> io::Result<()> {
    let Some(greatest) = diff.verdict() else { return Ok(()) };
    let counts: Vec<String> = [Verdict::Major, Verdict::Minor, Verdict::Patch]
        .into_iter()
        .map(|verdict| (diff.count(verdict), verdict))
        .filter(|(count, _)| *count > 0)
        .map(|(count, verdict)| format!("{count} {verdict}"))
        .collect();
    let verdict = toned(tone(greatest), greatest.name());
    writeln!(out, "\nverdict: {verdict} ({})", counts.join(", "))?;
    let Some(Release { base, current, next }) = release else { return Ok(()) };
    match (base == current, next == current) {
        (true, _) => writeln!(out, "version: {current} -> {next}"),
        (false, true) => writeln!(out, "version: {base} -> {next}, as it is already"),
        (false, false) => writeln!(out, "version: {base} -> {next}; {current} is not enough"),
    }
}
