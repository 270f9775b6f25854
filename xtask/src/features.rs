//! The SDK's features: a generated service without one could never be used.

use std::fs;

use clouddb_codegen::model::Model;

use crate::outcome::Failure;
use crate::workspace::{SDK_MANIFEST, Workspace};

/// Refuses specs of services that the SDK's manifest has no feature for.
pub(crate) fn check(workspace: &Workspace, model: &Model) -> Result<(), Failure> {
    let read =
        |fault: &dyn std::fmt::Display| Failure::Message(format!("cannot read `{SDK_MANIFEST}`: {fault}"));
    let text = fs::read_to_string(workspace.sdk_manifest()).map_err(|fault| read(&fault))?;
    let manifest: toml::Table = text.parse().map_err(|fault| read(&fault))?;
    let none = toml::Table::new();
    let features = manifest.get("features").and_then(toml::Value::as_table).unwrap_or(&none);

    let missing = missing(model, features);
    if missing.is_empty() {
        return Ok(());
    }
    let lines: String = missing.iter().map(|line| format!("\n    {line}")).collect();
    Err(Failure::Message(format!(
        "`{SDK_MANIFEST}` lacks features for the specs; under `[features]`:{lines}"
    )))
}

/// What is to be done about each missing feature.
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
