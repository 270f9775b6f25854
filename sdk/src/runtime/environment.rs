//! Environment variables, folders and the metadata service: those of the process, or a fixed set.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::url::GivenUrl;

/// The source of settings and credentials that the program does not set: environment variables, folders and the
/// metadata service.
///
/// ```
/// use clouddb::Environment;
///
/// let environment = Environment::fixed([("TENCENTCLOUD_REGION", "ap-shanghai")]).with_home("/srv/profiles");
/// # let _ = environment;
/// ```
#[derive(Clone, Default)]
#[must_use = "an environment has no effect until it is passed to a configuration"]
pub struct Environment {
    fixed: Option<Arc<BTreeMap<String, String>>>,
    home: Option<PathBuf>,
    system: Option<PathBuf>,
    metadata: Option<GivenUrl>,
}

/// Where the machine's metadata service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MetadataService<'a> {
    /// At the vendor's own address.
    Vendors,
    At(&'a str),
    Absent,
}

impl Environment {
    /// The environment of this process: its variables, the user's home folder and the machine's metadata service.
    pub fn process() -> Self {
        Self::default()
    }

    /// An environment of these variables and no others, for tests and for programs that must not depend on the
    /// process's environment. There is no home folder, no folder of the system and no metadata service unless they are
    /// added.
    pub fn fixed<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { fixed: Some(Arc::new(variables)), ..Self::default() }
    }

    /// Sets the home folder, which contains profile files.
    pub fn with_home(mut self, folder: impl Into<PathBuf>) -> Self {
        self.home = Some(folder.into());
        self
    }

    /// Sets the folder of system-wide settings; `/etc` in the process's environment.
    pub fn with_system_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.system = Some(folder.into());
        self
    }

    /// Sets the URL of the machine's metadata service, such as `http://127.0.0.1:8080`, for all vendors.
    pub fn with_metadata_service(mut self, url: impl Into<String>) -> Self {
        self.metadata = Some(GivenUrl::from(url));
        self
    }

    /// The variable `name`, if it is set and not blank. A value that is not UTF-8 counts as unset.
    pub fn variable(&self, name: &str) -> Option<String> {
        let value = match &self.fixed {
            Some(fixed) => fixed.get(name).cloned(),
            None => std::env::var(name).ok(),
        };
        value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Whether this is not the process's own.
    pub(crate) fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }

    /// The first of `names` that is set and not blank.
    pub(crate) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.variable(name))
    }

    /// Whether the variable `name` is `true` or `1`.
    pub fn is_on(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1")
    }

    /// The home folder, if there is one.
    pub fn home(&self) -> Option<PathBuf> {
        match (&self.home, &self.fixed) {
            (Some(home), _) => Some(home.clone()),
            (None, Some(_)) => None,
            (None, None) => std::env::home_dir().filter(|home| !home.as_os_str().is_empty()),
        }
    }

    /// The folder of system-wide settings, if there is one.
    pub fn system_folder(&self) -> Option<&Path> {
        match (&self.system, &self.fixed) {
            (Some(folder), _) => Some(folder),
            (None, Some(_)) => None,
            (None, None) => cfg!(unix).then_some(Path::new("/etc")),
        }
    }

    pub(crate) fn metadata_service(&self) -> MetadataService<'_> {
        match (&self.metadata, &self.fixed) {
            (Some(url), _) => MetadataService::At(url.as_str()),
            (None, Some(_)) => MetadataService::Absent,
            (None, None) => MetadataService::Vendors,
        }
    }
}

impl fmt::Debug for Environment {
    /// Shows where it looks, never what it finds: the values can be keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables: Option<Vec<&String>> = self.fixed.as_ref().map(|fixed| fixed.keys().collect());
        f.debug_struct("Environment")
            .field("fixed", &variables)
            .field("home", &self.home)
            .field("system_folder", &self.system)
            .field("metadata_service", &self.metadata)
            .finish()
    }
}
