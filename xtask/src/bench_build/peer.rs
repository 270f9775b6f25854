//! The client that progenitor generates from our OpenAPI document, and a program that calls all of its methods.

use std::fs;
use std::process::{Command, Stdio};

use clouddb_codegen::export;
use clouddb_codegen::model::{Provider, Service};

use super::scratch::{Scratch, write};
use crate::outcome::Failure;
use crate::terminal;

/// Proof that the client was generated.
pub(crate) struct Peer;

/// Generates the peer from our export of the service; `None` if `cargo-progenitor` is not installed.
pub(crate) fn generate(
    scratch: &Scratch,
    provider: &Provider,
    service: &Service,
) -> Result<Option<Peer>, Failure> {
    let folder = scratch.folder().join("peer");
    let _ = fs::remove_dir_all(&folder);
    let document = scratch.folder().join("peer.openapi.json");
    write(&document, &export::to_text(export::openapi(provider, service)))?;
    let started = Command::new("cargo-progenitor")
        .arg("progenitor")
        .arg("--input")
        .arg(&document)
        .arg("--output")
        .arg(&folder)
        .args(["--name", "peer", "--version", "0.0.0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    match started {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(Failure::Message("cargo-progenitor fails on the document".to_owned())),
        Err(_) => {
            terminal::help(
                "`cargo install cargo-progenitor --version 0.15.1` adds progenitor's client to the comparison",
            );
            return Ok(None);
        }
    }
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)
        .map_err(|error| Failure::Message(format!("cargo-progenitor wrote no manifest: {error}")))?;
    // The peer is a member of the scratch workspace, and is built without TLS.
    write(&manifest, &without_workspace(&text))?;
    let source = fs::read_to_string(folder.join("src/lib.rs"))
        .map_err(|error| Failure::Message(format!("cargo-progenitor wrote no source: {error}")))?;
    let calls = calls(&source)?;
    let setup = "let client = peer::Client::new(\"http://127.0.0.1\");";
    scratch.write_program("peer-calls-all", "peer = { path = \"../peer\" }", setup, &calls)?;
    scratch.write_manifest(&["clouddb", "calls-all", "calls-none", "peer", "peer-calls-all"])?;
    Ok(Some(Peer))
}

fn without_workspace(manifest: &str) -> String {
    manifest.replace("[workspace]\n", "")
}

/// A call of each method of the generated client, with placeholder arguments.
fn calls(source: &str) -> Result<Vec<String>, Failure> {
    let file = syn::parse_file(source)
        .map_err(|error| Failure::Message(format!("progenitor's client is not valid Rust: {error}")))?;
    let methods = file.items.iter().filter_map(|item| match item {
        syn::Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
        _ => None,
    });
    let calls = methods.flatten().filter_map(|item| match item {
        syn::ImplItem::Fn(method) if method.sig.asyncness.is_some() => {
            let arguments = vec!["take()"; method.sig.inputs.len().saturating_sub(1)];
            Some(format!("client.{}({}).await.is_ok()", method.sig.ident, arguments.join(", ")))
        }
        _ => None,
    });
    Ok(calls.collect())
}
