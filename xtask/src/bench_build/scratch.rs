//! The scratch workspace, which is separate from the project's, so that stock profiles apply.

use std::fs;
use std::path::{Path, PathBuf};

use clouddb_codegen::emit;
use clouddb_codegen::model::{Model, Provider, Service};

use super::peer::Peer;
use crate::outcome::Failure;
use crate::workspace::Workspace;

/// A crate to build and measure.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) package: String,
    pub(crate) features: Vec<String>,
    /// The file to touch so that cargo builds the package again.
    pub(crate) root_file: PathBuf,
}

pub(crate) struct Scratch {
    folder: PathBuf,
    provider: String,
    feature: String,
}

impl Scratch {
    /// Writes the SDK with the operations of `model`, and the programs that call them.
    pub(crate) fn prepare(
        workspace: &Workspace,
        model: &Model,
        provider: &Provider,
        service: &Service,
    ) -> Result<Self, Failure> {
        let folder = workspace.root().join("target/bench-build");
        let scratch = Self { folder, provider: provider.name.clone(), feature: service.feature.clone() };
        scratch.write_sdk(workspace, model)?;
        let calls: Vec<String> = service
            .operations
            .iter()
            .map(|operation| format!("client.{}(&take()).await.is_ok()", operation.method))
            .collect();
        let setup = format!(
            "let config: clouddb::{}::Config = take();\n    let client = clouddb::{}::{}::Client::new(&config);",
            provider.name, provider.name, service.module
        );
        let none = vec!["client.untyped(&take()).await.is_ok()".to_owned()];
        let dependency = format!(
            "clouddb = {{ path = \"../clouddb\", default-features = false, features = [\"{}\"] }}",
            service.feature
        );
        scratch.write_program("calls-all", &dependency, &setup, &calls)?;
        scratch.write_program("calls-none", &dependency, &setup, &none)?;
        scratch.write_manifest(&["clouddb", "calls-all", "calls-none"])?;
        Ok(scratch)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The crates to measure, in the order of the table.
    pub(crate) fn targets(&self, peer: Option<&Peer>) -> Vec<Target> {
        let target = |name, package: &str, features: &[&str], file| Target {
            name,
            package: package.to_owned(),
            features: features.iter().map(|&feature| feature.to_owned()).collect(),
            root_file: self.folder.join(package).join("src").join(file),
        };
        let mut targets = vec![
            target("clouddb", "clouddb", &[&self.feature], "lib.rs"),
            target("clouddb, no operations", "clouddb", &[&self.provider], "lib.rs"),
            target("program, all operations", "calls-all", &[], "main.rs"),
            target("program, no operation", "calls-none", &[], "main.rs"),
        ];
        if peer.is_some() {
            targets.push(target("progenitor", "peer", &[], "lib.rs"));
            targets.push(target("progenitor, program", "peer-calls-all", &[], "main.rs"));
        }
        targets
    }

    /// Writes a program that makes `calls` in sequence.
    pub(crate) fn write_program(
        &self,
        name: &str,
        dependency: &str,
        setup: &str,
        calls: &[String],
    ) -> Result<(), Failure> {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\
             tokio = {{ version = \"1\", features = [\"net\", \"rt\", \"time\"] }}\n"
        );
        let lines: String = calls.iter().map(|call| format!("    println!(\"{{}}\", {call});\n")).collect();
        let main = format!(
            "#[inline(never)]\nfn take<T>() -> T {{\n    std::hint::black_box(None).unwrap()\n}}\n\n\
             async fn calls() {{\n    {setup}\n{lines}}}\n\n\
             fn main() {{\n    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();\n    \
             runtime.unwrap().block_on(calls());\n}}\n"
        );
        write(&self.folder.join(name).join("Cargo.toml"), &manifest)?;
        write(&self.folder.join(name).join("src/main.rs"), &main)
    }

    pub(crate) fn write_manifest(&self, members: &[&str]) -> Result<(), Failure> {
        let members: Vec<String> = members.iter().map(|member| format!("\"{member}\"")).collect();
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        write(&self.folder.join("Cargo.toml"), &text)
    }

    fn write_sdk(&self, workspace: &Workspace, model: &Model) -> Result<(), Failure> {
        let sdk = self.folder.join("clouddb");
        remove(&sdk)?;
        copy(&workspace.root().join("sdk/src"), &sdk.join("src"))?;
        remove(&sdk.join("src/generated"))?;
        for (path, text) in emit::files(model) {
            write(&sdk.join("src/generated").join(path), &text)?;
        }
        let manifest = fs::read_to_string(workspace.sdk_manifest())
            .map_err(|error| Failure::Message(format!("cannot read `sdk/Cargo.toml`: {error}")))?;
        write(&sdk.join("Cargo.toml"), &standalone_manifest(&manifest, model)?)
    }
}

/// The SDK's manifest without inherited keys and test targets, with a feature for each service of `model`.
fn standalone_manifest(manifest: &str, model: &Model) -> Result<String, Failure> {
    let unreadable =
        |error: toml::de::Error| Failure::Message(format!("`sdk/Cargo.toml` is malformed: {error}"));
    let mut table: toml::Table = manifest.parse().map_err(unreadable)?;
    for unwanted in ["dev-dependencies", "example", "lints", "package"] {
        table.remove(unwanted);
    }
    let package = "name = \"clouddb\"\nversion = \"0.1.0\"\nedition = \"2024\"";
    table.insert("package".to_owned(), package.parse::<toml::Table>().map_err(unreadable)?.into());
    if let Some(features) = table.get_mut("features").and_then(toml::Value::as_table_mut) {
        for provider in &model.providers {
            features.entry(provider.name.as_str()).or_insert_with(|| toml::Value::Array(Vec::new()));
            for service in &provider.services {
                let needs = toml::Value::Array(vec![provider.name.clone().into()]);
                features.entry(service.feature.as_str()).or_insert(needs);
            }
        }
    }
    toml::to_string(&table).map_err(|error| Failure::Message(format!("cannot write a manifest: {error}")))
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(parent).and_then(|()| fs::write(path, text));
    written.map_err(|error| Failure::Message(format!("cannot write `{}`: {error}", path.display())))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::Message(format!("cannot remove `{}`: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let unreadable =
        |error: std::io::Error| Failure::Message(format!("cannot read `{}`: {error}", from.display()));
    for entry in fs::read_dir(from).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            write(&target, &fs::read_to_string(&path).map_err(unreadable)?)?;
        }
    }
    Ok(())
}
