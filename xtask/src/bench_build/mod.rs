//! `bench-build`: measures what a service's operations cost to compile, compared with the client that progenitor
//! generates for the same operations.
//!
//! ```text
//! scratch   writes copies of the SDK and of the peer, and programs that call each operation
//! measure   measures the CPU time of building one crate
//! report    writes the table and the JSON: seconds, milliseconds per operation, ratio
//! ```

mod measure;
mod peer;
mod report;
mod scratch;

use std::io::Write;

use clouddb_codegen::model::{Model, Provider, Service};

use self::measure::Measure;
use self::report::{Report, Row};
use self::scratch::Scratch;
use crate::cli::BenchBuild;
use crate::outcome::{Failure, Outcome};
use crate::terminal;
use crate::workspace::Workspace;

/// A build profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Debug,
    Release,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

pub(crate) fn run(workspace: &Workspace, options: &BenchBuild) -> Result<Outcome, Failure> {
    let specs = options.specs.clone().unwrap_or_else(|| workspace.specs());
    let model = clouddb_codegen::load(&specs)?;
    let (provider, service) = find(&model, &options.service)?;

    terminal::progress("Preparing");
    let scratch = Scratch::prepare(workspace, &model, provider, service)?;
    let peer = peer::generate(&scratch, provider, service)?;
    let profiles = match options.profile {
        Some(crate::cli::BuildProfile::Debug) => vec![Profile::Debug],
        Some(crate::cli::BuildProfile::Release) => vec![Profile::Release],
        None => vec![Profile::Debug, Profile::Release],
    };
    let mut report = Report::new(&service.feature, service.operations.len());
    for profile in profiles {
        for target in scratch.targets(peer.as_ref()) {
            terminal::progress(&format!("{} {}", profile.name(), target.name));
            let measure = Measure::run(&scratch, &target, profile, options.runs)?;
            report.push(Row { name: target.name, profile, measure });
        }
    }
    let mut out = terminal::stdout();
    match options.format {
        crate::cli::Format::Json => writeln!(out, "{:#}", report.json())?,
        crate::cli::Format::Text => write!(out, "{report}")?,
    }
    Ok(Outcome::Fine)
}

/// The service with this feature's name.
fn find<'m>(model: &'m Model, feature: &str) -> Result<(&'m Provider, &'m Service), Failure> {
    let services = || {
        let with = |provider: &'m Provider| provider.services.iter().map(move |service| (provider, service));
        model.providers.iter().flat_map(with)
    };
    services().find(|(_, service)| service.feature == feature).ok_or_else(|| {
        let known: Vec<&str> = services().map(|(_, service)| service.feature.as_str()).collect();
        Failure::Message(format!("there is no service `{feature}`; known: {}", known.join(", ")))
    })
}
