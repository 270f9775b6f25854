//! Where things are.

use std::path::{Path, PathBuf};

/// The folders of the workspace.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`; by default the one that this program belongs to, wherever it is started.
    pub(crate) fn at(root: Option<PathBuf>) -> Self {
        // Cargo sets the current path of the crate; the path at build time is the fallback.
        let own = || {
            let folder =
                std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
            let folder = PathBuf::from(folder);
            folder.parent().map_or_else(|| folder.clone(), Path::to_owned)
        };
        Self { root: root.unwrap_or_else(own) }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    pub(crate) fn readme(&self) -> PathBuf {
        self.root.join("README.md")
    }

    pub(crate) fn schema(&self) -> PathBuf {
        self.root.join(SCHEMA)
    }

    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join(GENERATED)
    }

    pub(crate) fn sdk_manifest(&self) -> PathBuf {
        self.root.join(SDK_MANIFEST)
    }

    pub(crate) fn public_api(&self) -> PathBuf {
        self.root.join(PUBLIC_API)
    }

    pub(crate) fn fixtures(&self) -> PathBuf {
        self.root.join("tests/fixtures")
    }

    /// `text` with the paths of this workspace relative to its root.
    pub(crate) fn shorten(&self, text: &str) -> String {
        let root = self.root.display().to_string();
        text.replace(&format!("{root}/"), "").replace(&format!("{root}\\"), "")
    }
}

/// The schema of the spec language, as it is shown.
pub(crate) const SCHEMA: &str = "specs/schema.json";
/// The generated folder, as it is shown.
pub(crate) const GENERATED: &str = "sdk/src/generated";
/// The manifest of the SDK, as it is shown.
pub(crate) const SDK_MANIFEST: &str = "sdk/Cargo.toml";
/// The listing of the SDK's public API, as it is shown.
pub(crate) const PUBLIC_API: &str = "sdk/public-api.txt";
