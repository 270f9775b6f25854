//! Checks that the SDK has a cargo feature for each service; without one it could not be used.

use std::fs;

use clouddb_codegen::model::Model;
use clouddb_codegen::output;

use crate::outcome::Failure;
use crate::workspace::{SDK_MANIFEST, Workspace};

/// Refuses specs of services without a feature in the SDK's manifest.
pub(crate) fn check(workspace: &Workspace, model: &Model) -> Result<(), Failure> {
    let read =
        |error: &dyn std::fmt::Display| Failure::Message(format!("cannot read `{SDK_MANIFEST}`: {error}"));
    let text = fs::read_to_string(workspace.sdk_manifest()).map_err(|error| read(&error))?;
    let manifest: toml::Table = text.parse().map_err(|error| read(&error))?;
    let none = toml::Table::new();
    let features = manifest.get("features").and_then(toml::Value::as_table).unwrap_or(&none);

    let missing = missing(model, features);
    if missing.is_empty() {
        return Ok(());
    }
    let lines: String = missing.iter().map(|line| format!("\n    {line}")).collect();
    Err(Failure::Message(format!(
        "`{SDK_MANIFEST}` has no features for these services; under `[features]`:{lines}"
    )))
}

/// The lines to add for each missing feature.
fn missing(model: &Model, features: &toml::Table) -> Vec<String> {
    let mut lines = Vec::new();
    let full: Vec<_> = features.get("full").and_then(toml::Value::as_array).into_iter().flatten().collect();
    for provider in &model.providers {
        if !features.contains_key(&provider.name) {
            lines.push(format!("add: {} = []", provider.name));
        }
        for service in &provider.services {
            if !features.contains_key(&service.feature) {
                lines.push(format!("add: {} = [\"{}\"]", service.feature, provider.name));
            }
            if !full.iter().any(|name| name.as_str() == Some(service.feature.as_str())) {
                lines.push(format!("add \"{}\" to: full = […]", service.feature));
            }
        }
    }
    lines
}

/// Adds the feature of a new service to the SDK's manifest and returns whether it changed. A manifest in another style
/// is not changed; [`check`] reports the missing lines.
pub(crate) fn add(workspace: &Workspace, provider: &str, service: &str) -> Result<bool, Failure> {
    let path = workspace.sdk_manifest();
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(false);
    };
    let Some(new) = with_feature(&text, provider, service).filter(|new| *new != text) else {
        return Ok(false);
    };
    output::write_file(&path, &new).map_err(Failure::output(workspace))?;
    Ok(true)
}

/// The manifest with the feature; `None` if there is no place for it.
fn with_feature(manifest: &str, provider: &str, service: &str) -> Option<String> {
    let feature = format!("{provider}-{service}");
    let names = |line: &str, name: &str| {
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let lines: Vec<&str> = manifest.split_inclusive('\n').collect();
    let end = if manifest.contains("\r\n") { "\r\n" } else { "\n" };
    let there = lines.iter().any(|line| names(line, &feature));
    // After the provider's last service, or after the provider.
    let prefix = format!("{provider}-");
    let last = lines.iter().rposition(|line| line.starts_with(&prefix) || names(line, provider))?;
    let mut out = String::with_capacity(manifest.len() + 64);
    for (at, line) in lines.iter().enumerate() {
        match line.split_once("]") {
            Some((list, rest)) if names(line, "full") && !list.contains(&format!("\"{feature}\"")) => {
                let comma = if list.ends_with('[') { "" } else { ", " };
                out.push_str(&format!("{list}{comma}\"{feature}\"]{rest}"));
            }
            _ => out.push_str(line),
        }
        if at == last && !there {
            out.push_str(&format!("{feature} = [\"{provider}\"]{end}"));
        }
    }
    let good: toml::Table = out.parse().ok()?;
    good.get("features")?.get(&feature)?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::with_feature;

    #[test]
    fn a_feature_joins_those_of_its_vendor() {
        let old =
            "[features]\na = []\nb = []\na-x = [\"a\"]\nb-y = [\"b\"]\n# All.\nfull = [\"a-x\", \"b-y\"]\n";
        let new = "[features]\na = []\nb = []\na-x = [\"a\"]\na-z = [\"a\"]\nb-y = [\"b\"]\n# All.\nfull = [\"a-x\", \"b-y\", \"a-z\"]\n";
        assert_eq!(with_feature(old, "a", "z").as_deref(), Some(new));
        assert_eq!(with_feature(new, "a", "z").as_deref(), Some(new), "once is enough");
        let first = "[features]\nc = []\nfull = []\n";
        assert_eq!(
            with_feature(first, "c", "x").as_deref(),
            Some("[features]\nc = []\nc-x = [\"c\"]\nfull = [\"c-x\"]\n")
        );
        assert_eq!(with_feature("[features]\n", "a", "x"), None, "the vendor has none");
    }
}
