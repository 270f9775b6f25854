//! A workspace in a temporary folder.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

const PROVIDER: &str = r#"provider: tencent
title: Tencent Cloud
doc: Stands in for the vendor.
protocol: tc3-json
datetime: {format: "%Y-%m-%d %H:%M:%S", zone: "+08:00"}

endpoints:
  host: "{service}.tencentcloudapi.com"
"#;

const SERVICE: &str = r#"service: demo
title: Demo
doc: Stands in for a service.
version: "2020-01-02"
"#;

const OPERATION: &str = r#"operation: DescribeThings
doc: Lists things.
page: {url: "https://docs.example.com/things", updated: 2025-01-02}
access: read

request:
  Limit: {type: int64, range: 1..=100, doc: Things a page.}
"#;

const MANIFEST: &str = r#"[package]
name = "clouddb"

[features]
tencent = []
tencent-demo = ["tencent"]
full = ["tencent-demo"]
"#;

/// The path of the operation's spec.
pub(crate) const SPEC: &str = "specs/tencent/demo/describe_things.yaml";
/// The path of what is generated from it.
pub(crate) const OUTPUT: &str = "sdk/src/generated/tencent/demo/describe_things.rs";

/// The file of the operation's fixtures.
pub(crate) const FIXTURES: &str = "tests/fixtures/tencent/demo/DescribeThings.json";

/// The workspace.
pub(crate) struct Tree {
    root: TempDir,
}

/// How a command ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Fails with all that was said unless the exit code is this one.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

impl Tree {
    /// One vendor, one service, one operation; nothing generated yet.
    pub(crate) fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let tree = Self { root: tempfile::tempdir()? };
        tree.write("specs/tencent/provider.yaml", PROVIDER)?;
        tree.write("specs/tencent/demo/service.yaml", SERVICE)?;
        tree.write(SPEC, OPERATION)?;
        tree.write("sdk/Cargo.toml", MANIFEST)?;
        tree.write("sdk/src/lib.rs", "")?;
        Ok(tree)
    }

    /// The same with the output of its specs.
    pub(crate) fn generated() -> Result<Self, Box<dyn std::error::Error>> {
        let tree = Self::new()?;
        tree.run(["generate", "--no-verify"]).expect(0);
        Ok(tree)
    }

    /// With the fixtures that the operation needs.
    pub(crate) fn with_fixtures(self) -> Result<Self, Box<dyn std::error::Error>> {
        let failure =
            r#"{"Response": {"Error": {"Code": "InternalError", "Message": "x"}, "RequestId": "x"}}"#;
        let bodies = format!(
            r#"{{"requests": {{"full": {{}}}}, "responses": {{"full": {{}}, "minimal": {{}}, "failed": {failure}}}}}"#
        );
        self.write(FIXTURES, &bodies)?;
        Ok(self)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> std::io::Result<String> {
        fs::read_to_string(self.path(path))
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> std::io::Result<()> {
        let path = self.path(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    /// Replaces a part of a file, which must have it.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> Outcome {
        let text = self.read(path)?;
        assert!(text.contains(from), "{path} has no `{from}`");
        Ok(self.write(path, &text.replace(from, to))?)
    }

    /// The command, to be run in this workspace.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).arg("--root").arg(self.root.path()).current_dir(self.root.path());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs a command in this workspace.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        ran(&mut self.command(arguments))
    }
}

/// Runs a command.
pub(crate) fn ran(command: &mut Command) -> Ran {
    match command.output() {
        Ok(output) => Ran {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        },
        Err(error) => Ran { code: None, stdout: String::new(), stderr: error.to_string() },
    }
}
