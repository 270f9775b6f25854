//! Lists the golden trees as modules, so that each is compiled and adding one needs no code.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("golden");
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("golden.rs");
    println!("cargo::rerun-if-changed={}", root.display());

    let mut names = Vec::new();
    for entry in fs::read_dir(&root)? {
        let entry = entry?;
        if entry.path().join("generated/mod.rs").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();

    let mut text = String::new();
    let mut services = String::new();
    for name in &names {
        let path = root.join(name).join("generated/mod.rs");
        writeln!(text, "#[rustfmt::skip]\n#[path = {path:?}]\npub mod {name};").map_err(io::Error::other)?;
        writeln!(services, "    ({name:?}, {name}::SERVICES),").map_err(io::Error::other)?;
    }
    let all = "pub static ALL: &[(&str, Services)]";
    writeln!(text, "{all} = &[\n{services}];").map_err(io::Error::other)?;
    fs::write(out, text)
}
